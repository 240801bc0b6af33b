package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"

	"github.com/tmc/langchaingo/llms"

	"oldhand/integrations/models"
	"oldhand/intents/propose"
	"oldhand/intents/understand"
)

// asksModel says that something was set of a language model.
func (c config) asksModel() bool { return c.LLMURL != "" || c.LLMModel != "" || c.LLMKey != "" }

// openModel gives the configured language model.
func openModel(c config) (llms.Model, error) {
	if c.LLMURL == "" || c.LLMModel == "" {
		return nil, errors.New("a language model needs both OLDHAND_LLM_URL and OLDHAND_LLM_MODEL; set both, or none of OLDHAND_LLM_*")
	}
	if u, err := url.Parse(c.LLMURL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("OLDHAND_LLM_URL %q: want an address such as https://models.example.com/v1", c.LLMURL)
	}
	return models.RemoteLLM(c.LLMURL, c.LLMModel, c.LLMKey)
}

// openProposer gives what asks the configured model; nil, which asks nobody, where there is none.
func openProposer(c config, parser *understand.Parser, log *slog.Logger) (*propose.Proposer, error) {
	if !c.asksModel() {
		return nil, nil
	}
	model, err := openModel(c)
	if err != nil {
		return nil, err
	}
	return propose.New(model, parser, log), nil
}
