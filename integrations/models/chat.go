package models

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/sony/gobreaker/v2"
	"github.com/tmc/langchaingo/llms"
)

const (
	// atOnce is how many requests a language model gets at the same time; what is more does without.
	atOnce = 4
	// failures in a row, after which the model is left alone for a rest.
	failures = 3
	rest     = time.Minute
)

// Chat asks a language model for what is good to have and can be done without; it is safe for concurrent use.
type Chat struct {
	model   llms.Model
	log     *slog.Logger
	asking  chan struct{} // holds one for each request
	breaker *gobreaker.CircuitBreaker[string]
	told    func(outcome string) // may be nil
}

// Outcomes are how asking the model can end: it answered, it failed or rested, it was busy, or nobody waited any more.
var Outcomes = []string{"answered", "failed", "busy", "given_up"}

// Observe has every asking from now on told by one of Outcomes. It is called before the model is asked.
func (c *Chat) Observe(told func(outcome string)) {
	if c != nil {
		c.told = told
	}
}

func (c *Chat) tell(outcome string) {
	if c.told != nil {
		c.told(outcome)
	}
}

// NewChat gives a Chat with a model.
func NewChat(model llms.Model, log *slog.Logger) *Chat {
	return &Chat{
		model: model, log: log, asking: make(chan struct{}, atOnce),
		breaker: gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
			Timeout:     rest,
			ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= failures },
			IsExcluded:  func(err error) bool { return errors.Is(err, errNobodyWaits) },
		}),
	}
}

// Say puts a task and a message to the model and gives its answer as it is, of at most so many tokens; ok is false where the
// model is busy, resting or failing.
func (c *Chat) Say(ctx context.Context, task, message string, tokens int) (answer string, ok bool) {
	select {
	case c.asking <- struct{}{}:
		defer func() { <-c.asking }()
	default:
		c.tell("busy")
		return "", false
	}
	answer, err := c.breaker.Execute(func() (string, error) {
		answer, err := Say(ctx, c.model, task, message, tokens)
		switch {
		case ctx.Err() != nil:
			return "", errNobodyWaits
		case err != nil:
			c.log.Warn("the language model was asked in vain", "error", err)
		}
		return answer, err
	})
	switch {
	case err == nil:
		c.tell("answered")
	case errors.Is(err, errNobodyWaits):
		c.tell("given_up")
	default:
		c.tell("failed")
	}
	return answer, err == nil
}

// errNobodyWaits ends a request whose turn has ended; it tells nothing of the model.
var errNobodyWaits = errors.New("nobody waits for the answer")

// Say puts a task and a message to a model, once and whatever state it is in.
func Say(ctx context.Context, model llms.Model, task, message string, tokens int) (string, error) {
	answer, err := model.GenerateContent(ctx, []llms.MessageContent{
		llms.TextParts(llms.ChatMessageTypeSystem, task),
		llms.TextParts(llms.ChatMessageTypeHuman, message),
	}, llms.WithMaxTokens(tokens))
	if err != nil {
		return "", err
	}
	if len(answer.Choices) == 0 {
		return "", errors.New("no answer")
	}
	return answer.Choices[0].Content, nil
}
