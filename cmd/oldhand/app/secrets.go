package app

import (
	"fmt"
	"os"
	"strings"

	"oldhand/bot/telegram"
)

// SecretFiles are files that hold a setting which should stand neither in the environment nor on a command line.
type SecretFiles struct {
	DatabaseURLFile     string `env:"OLDHAND_DATABASE_URL_FILE" type:"path" placeholder:"FILE" help:"File with the database's address."`
	TelegramTokenFile   string `env:"OLDHAND_TELEGRAM_TOKEN_FILE" type:"path" placeholder:"FILE" help:"File with the bot's token."`
	WebhookSecretFile   string `env:"OLDHAND_WEBHOOK_SECRET_FILE" type:"path" placeholder:"FILE" help:"File with the webhook's secret."`
	PagePasswordFile    string `env:"OLDHAND_PAGE_PASSWORD_FILE" type:"path" placeholder:"FILE" help:"File with the chat page's password."`
	EmbedKeyFile        string `env:"OLDHAND_EMBED_KEY_FILE" type:"path" placeholder:"FILE" help:"File with the embedder's key."`
	LLMKeyFile          string `name:"llm-key-file" env:"OLDHAND_LLM_KEY_FILE" type:"path" placeholder:"FILE" help:"File with the language model's key."`
	Kuaidi100KeyFile    string `name:"kuaidi100-key-file" env:"OLDHAND_KUAIDI100_KEY_FILE" type:"path" placeholder:"FILE" help:"File with the key at Kuaidi100."`
	Kuaidi100SecretFile string `name:"kuaidi100-secret-file" env:"OLDHAND_KUAIDI100_SECRET_FILE" type:"path" placeholder:"FILE" help:"File with the secret at Kuaidi100."`
}

// secret is a setting that may come from a file.
type secret struct {
	name  string // of the setting; the file's has _FILE behind it
	value *string
	file  string
}

func (c *Config) secrets() []secret {
	return []secret{
		{"OLDHAND_DATABASE_URL", &c.DatabaseURL, c.DatabaseURLFile},
		{"OLDHAND_TELEGRAM_TOKEN", &c.TelegramToken, c.TelegramTokenFile},
		{"OLDHAND_WEBHOOK_SECRET", &c.WebhookSecret, c.WebhookSecretFile},
		{"OLDHAND_PAGE_PASSWORD", &c.PagePassword, c.PagePasswordFile},
		{"OLDHAND_EMBED_KEY", &c.EmbedKey, c.EmbedKeyFile},
		{"OLDHAND_LLM_KEY", &c.LLMKey, c.LLMKeyFile},
		{"OLDHAND_KUAIDI100_KEY", &c.Kuaidi100Key, c.Kuaidi100KeyFile},
		{"OLDHAND_KUAIDI100_SECRET", &c.Kuaidi100Secret, c.Kuaidi100SecretFile},
	}
}

// Settled gives the configuration with its secrets read from their files, once and for all, or says what in it cannot be right.
func (c Config) Settled() (Config, error) {
	for _, s := range c.secrets() {
		if s.file == "" {
			continue
		}
		if *s.value != "" {
			return c, fmt.Errorf("%s and %s_FILE are both set: unset one of them", s.name, s.name)
		}
		text, err := os.ReadFile(s.file)
		if err != nil {
			return c, fmt.Errorf("%s_FILE: %w", s.name, err)
		}
		if *s.value = strings.TrimSpace(string(text)); *s.value == "" {
			return c, fmt.Errorf("%s_FILE: %s is empty", s.name, s.file)
		}
	}
	if c.TelegramToken != "" && !telegram.CanBeToken(c.TelegramAPIURL, c.TelegramToken) {
		return c, telegram.ErrNoToken
	}
	return c, nil
}
