package main

import (
	"strings"
	"testing"

	"oldhand/cmd/oldhand/app"
)

func TestAModelHalfSet(t *testing.T) {
	t.Parallel()
	for _, c := range []app.Config{{LLMURL: "http://127.0.0.1/v1"}, {LLMModel: "m"}, {LLMKey: "k"}, {LLMURL: "127.0.0.1:1", LLMModel: "m"}, {LLMURL: "/v1", LLMModel: "m"}} {
		if _, err := app.OpenModels(c, nil); err == nil || !strings.Contains(err.Error(), "OLDHAND_LLM_URL") {
			t.Errorf("%+v: %v", c, err)
		}
		if _, err := (checkup{Config: c}).checkModel(t.Context()); err == nil {
			t.Errorf("%+v is well", c)
		}
	}
}
