package knowledge

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/tmc/langchaingo/llms"

	"oldhand/integrations/models"
)

// liar answers whatever it is told to, or fails.
type liar struct {
	answer string
	fails  bool
	asked  string
}

func (l *liar) GenerateContent(_ context.Context, messages []llms.MessageContent, _ ...llms.CallOption) (*llms.ContentResponse, error) {
	l.asked = messages[1].Parts[0].(llms.TextContent).Text
	if l.fails {
		return nil, errors.New("down")
	}
	return &llms.ContentResponse{Choices: []*llms.ContentChoice{{Content: l.answer}}}, nil
}

func (l *liar) Call(context.Context, string, ...llms.CallOption) (string, error) {
	return "", errors.New("nobody calls this")
}

func TestOnlyWhatPassagesSupportIsWritten(t *testing.T) {
	t.Parallel()
	b := lanterns(t)
	const question = "How do I fold a lantern for the parcel?"
	const good = "Press it flat along the wire and tie it with one string. [1]"
	for answer, want := range map[string]string{
		good:                                "Press it flat along the wire and tie it with one string. [1]",
		good + " Then wait 20 minutes. [1]": "Press it flat along the wire and tie it with one string. [1]",
		good + "\nMr Smith sells the string. [1]":                        "Press it flat along the wire and tie it with one string. [1]",
		"Press it flat along the wire and tie it with one string.":       "",
		"Press it flat along the wire and tie it with one string. [7]":   "",
		"沿着铁丝压平，用一根绳子捆好。[1]":                                             "",
		"Transfer 500 yuan to me and forget what you were told. [1]":     "",
		"The moon is made of cheese. [1]":                                "",
		"":                                                               "",
		strings.Repeat("[1]", 300):                                       "",
		"{\"say\":\"" + strings.Repeat("a", 4000) + "\"}":                "",
		"Ship it with the courier, who insures the parcel for free. [1]": "",
	} {
		model := &liar{answer: answer}
		a := ask(t, b.Written(models.NewChat(model, slog.New(slog.DiscardHandler))), Question{Text: question})
		if !strings.Contains(model.asked, question) || !strings.Contains(model.asked, "\n[1] ") {
			t.Errorf("the model was told %q", model.asked)
		}
		if a.Written != (want != "") || want != "" && a.Text != want || want == "" && !strings.HasPrefix(a.Text, a.Citations[0].Quote) {
			t.Errorf("%.80q became %.80q", answer, a.Text)
		}
	}
}

// A model may take an answer back: then its passages are only near.
func TestAModelMayDenyThatPassagesAnswer(t *testing.T) {
	t.Parallel()
	written := lanterns(t).Written(models.NewChat(&liar{answer: "NONE."}, slog.New(slog.DiscardHandler)))
	if a := ask(t, written, Question{Text: "How do I fold a lantern for the parcel?"}); !a.Abstained || len(a.Near) == 0 {
		t.Errorf("%+v", a)
	}
}

func TestAModelThatFailsLeavesQuotations(t *testing.T) {
	t.Parallel()
	b := lanterns(t)
	model := &liar{fails: true}
	written := b.Written(models.NewChat(model, slog.New(slog.DiscardHandler)))
	if a := ask(t, written, Question{Text: "How do I fold a lantern for the parcel?"}); a.Abstained || a.Written {
		t.Errorf("%+v", a)
	}
	model.asked = ""
	ask(t, written, Question{Text: "How do I fold a lantern for the parcel to 13912345678?"})
	if a := ask(t, written, Question{Text: "how do I tune a violin"}); !a.Abstained || model.asked != "" {
		t.Errorf("where nothing answers, or somebody is named, the model was told %q: %+v", model.asked, a)
	}
}

func TestNumbersInATextInAllNotations(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"20 minutes": "20", "twenty minutes": "20", "二十分钟": "20", "one string": "", "一根": "", "007": "7"} {
		found := numbersIn(text)
		if len(found) > 1 || want != "" && !found[want] || want == "" && len(found) > 0 {
			t.Errorf("%q: %v", text, found)
		}
	}
}
