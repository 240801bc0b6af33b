package models

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/tmc/langchaingo/llms"
)

const (
	llmPatience = 5 * time.Second // with one request, all tries and waits together: somebody waits for the answer
	llmAnswer   = 1 << 20         // bytes of one answer
)

// RemoteLLM gives the language model of an OpenAI-compatible server: url ends before "/chat/completions", key may be empty.
// Nothing is asked of the server yet. What fails within a few seconds is a *RemoteError; what takes longer is given up.
func RemoteLLM(url, model, key string) (llms.Model, error) {
	return newLLM(url, model, key, llmPatience, backoff.DefaultInitialInterval)
}

// languageModel speaks to the same kind of server as the remote embedder, but for people who wait.
type languageModel struct {
	*remote
	patience time.Duration
}

func newLLM(url, model, key string, patience, firstWait time.Duration) (*languageModel, error) {
	r, err := newRemote(url, model, key, llmAnswer, firstWait)
	if err != nil {
		return nil, err
	}
	return &languageModel{r, patience}, nil
}

// GenerateContent asks the model. A fault that may pass is tried again where there is still time.
func (l *languageModel) GenerateContent(ctx context.Context, messages []llms.MessageContent, options ...llms.CallOption) (*llms.ContentResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, l.patience)
	defer cancel()
	return persist(ctx, l.remote, l.patience, func() (*llms.ContentResponse, error) {
		return l.client.GenerateContent(ctx, messages, options...)
	})
}

// Call is GenerateContent of one text; the interface still wants it.
func (l *languageModel) Call(ctx context.Context, prompt string, options ...llms.CallOption) (string, error) {
	return llms.GenerateFromSinglePrompt(ctx, l, prompt, options...)
}
