package app

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"

	"github.com/tmc/langchaingo/llms"

	"oldhand/integrations/models"
	"oldhand/integrations/models/encoder"
	"oldhand/intents/propose"
)

// Embedders find by meaning.
type Embedders struct {
	// Items is for items, by what anybody types in any message: it takes microseconds and stays in the process.
	Items models.Embedder
	// Notes is for notes and the questions to them, of which it knows much more.
	Notes models.Embedder
}

// OpenEmbedders gives the embedder of notes that is configured, and those that come with the program otherwise.
func OpenEmbedders(c Config) (Embedders, error) {
	notes, err := OpenEmbedder(c)
	return Embedders{models.BuiltIn(), notes}, err
}

// OpenEmbedder gives the configured embedder of notes, or the encoder that comes with the program.
func OpenEmbedder(c Config) (models.Embedder, error) {
	if c.EmbedURL == "" {
		return encoder.Lazy{}, nil
	}
	return models.Remote(c.EmbedURL, c.EmbedModel, c.EmbedKey)
}

// AsksModel says that something was set of a language model.
func (c Config) AsksModel() bool { return c.LLMURL != "" || c.LLMModel != "" || c.LLMKey != "" }

// OpenModel gives the configured language model.
func OpenModel(c Config) (llms.Model, error) {
	if c.LLMURL == "" || c.LLMModel == "" {
		return nil, errors.New("a language model needs both OLDHAND_LLM_URL and OLDHAND_LLM_MODEL; set both, or none of OLDHAND_LLM_*")
	}
	if u, err := url.Parse(c.LLMURL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("OLDHAND_LLM_URL %q: want an address such as https://models.example.com/v1", c.LLMURL)
	}
	return models.RemoteLLM(c.LLMURL, c.LLMModel, c.LLMKey)
}

// OpenProposer gives what asks the configured model; nil, which asks nobody, where there is none.
func OpenProposer(c Config, log *slog.Logger) (*propose.Proposer, error) {
	if !c.AsksModel() {
		return nil, nil
	}
	model, err := OpenModel(c)
	if err != nil {
		return nil, err
	}
	return propose.New(model, log), nil
}
