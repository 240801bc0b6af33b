package app

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"

	"github.com/tmc/langchaingo/llms"

	"oldhand/integrations/models"
	"oldhand/integrations/models/encoder"
	"oldhand/intents/meaning"
)

// Models are what a village understands with.
type Models struct {
	// Items is for items, by what anybody types in any message: it takes microseconds and stays in the process.
	Items models.Embedder
	// Notes is for notes and the questions to them, of which it knows much more.
	Notes models.Embedder
	// Language puts into other words what is known; nil where none is configured.
	Language *models.Chat
	// Acts reads what is done in a message; nil: rules alone read.
	Acts func(screen, text string) []meaning.Act
}

// OpenModels gives the models that are configured, and those that come with the program.
func OpenModels(c Config, log *slog.Logger) (m Models, err error) {
	m.Items, m.Acts = models.BuiltIn(), acts
	if m.Notes, err = OpenEmbedder(c); err != nil || !c.AsksModel() {
		return m, err
	}
	language, err := OpenModel(c)
	if err != nil {
		return m, err
	}
	m.Language = models.NewChat(language, log)
	return m, nil
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
