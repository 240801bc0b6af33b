// Package telegram carries the conversation over the Bot API of Telegram: it takes updates in, by polling or as a
// webhook, and sends cards. Telegram's own terms stop here.
//
// Of github.com/go-telegram/bot only the methods and models for sending are used. Its own polling confirms updates
// before they are safe, its webhook handler answers 200 whatever happened, and one update that it cannot decode makes
// it deaf, so both ways in are made here.
package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/bot/phrases"
)

// Channel is the name of this channel in messages.
const Channel = "telegram"

// DefaultAPI is Telegram's own Bot API server.
const DefaultAPI = "https://api.telegram.org"

// sendTimeout is generous on purpose: near a limit Telegram holds a request for some 15 seconds and then does it.
const sendTimeout = 45 * time.Second

// allowedUpdates are the kinds of updates that are asked for; Telegram remembers the last list, so it is always sent.
var allowedUpdates = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// Config says which bot this is and where its pictures come from.
type Config struct {
	Token    string
	APIURL   string // empty: DefaultAPI
	Pool     *pgxpool.Pool
	Pictures bot.Pictures
	Log      *slog.Logger // nil: slog.Default()
	// WebhookSecret is what Telegram has to show at the webhook, 1 to 256 of A-Za-z0-9_-. Empty: one made from the
	// token, which all processes share.
	WebhookSecret string
}

// Telegram is one bot. It is a bot.Transport.
type Telegram struct {
	api      *tg.Bot
	apiURL   string
	token    string
	secret   string
	files    fileIDs
	pictures bot.Pictures
	docs     *bot.Documents
	log      *slog.Logger
	poller   *http.Client
	loader   *http.Client
}

var _ bot.Transport = (*Telegram)(nil)

// Accept takes messages in for good: when it returns nil they are confirmed to Telegram. See bot.Runtime.Accept.
type Accept func(ctx context.Context, messages []bot.Message) error

// New gives a bot. It does not call Telegram.
func New(c Config) (*Telegram, error) {
	api, err := newClient(c.APIURL, c.Token)
	if err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.WebhookSecret == "" {
		c.WebhookSecret = derivedSecret(c.Token)
	}
	return &Telegram{
		api: api, apiURL: orDefault(c.APIURL), token: c.Token, secret: c.WebhookSecret,
		files: fileIDs{c.Pool, api.ID()}, pictures: c.Pictures, docs: bot.NewDocuments(c.Pool), log: c.Log,
		poller: &http.Client{Timeout: pollTimeout + 30*time.Second}, loader: &http.Client{Timeout: 2 * sendTimeout},
	}, nil
}

func derivedSecret(token string) string {
	h := hmac.New(sha256.New, []byte(token))
	h.Write([]byte("webhook"))
	return hex.EncodeToString(h.Sum(nil))
}

func orDefault(apiURL string) string {
	if apiURL == "" {
		return DefaultAPI
	}
	return strings.TrimRight(apiURL, "/")
}

func newClient(apiURL, token string) (*tg.Bot, error) {
	client, err := tg.New(token, tg.WithSkipGetMe(), tg.WithServerURL(orDefault(apiURL)),
		tg.WithHTTPClient(sendTimeout, newCaller()))
	if err != nil {
		return nil, fmt.Errorf("the bot's token: %w", err)
	}
	return client, nil
}

// Username asks the Bot API at apiURL (empty: DefaultAPI) for the name of token's bot. The error never holds the token.
func Username(ctx context.Context, apiURL, token string) (string, error) {
	client, err := newClient(apiURL, token)
	if err != nil {
		return "", err
	}
	me, err := client.GetMe(ctx)
	if err != nil {
		return "", fmt.Errorf("ask Telegram for the bot's name: %w", redact(token, err))
	}
	return me.Username, nil
}

// SetWebhook has updates sent to address, where Webhook must be listening.
func (t *Telegram) SetWebhook(ctx context.Context, address string) error {
	_, err := t.api.SetWebhook(ctx, &tg.SetWebhookParams{URL: address, SecretToken: t.secret, AllowedUpdates: allowedUpdates})
	if err != nil {
		return fmt.Errorf("set the webhook %s: %w", address, t.redact(err))
	}
	return nil
}

// Command is a line of the commands menu.
type Command struct{ Name, Description string }

// SetCommands sets the menu of each language. Whoever uses another language sees the English one.
func (t *Telegram) SetCommands(ctx context.Context, menus map[phrases.Lang][]Command) error {
	for lang, menu := range menus {
		params := &tg.SetMyCommandsParams{}
		if lang != phrases.English {
			params.LanguageCode = string(lang)
		}
		for _, c := range menu {
			params.Commands = append(params.Commands, models.BotCommand{Command: c.Name, Description: c.Description})
		}
		if _, err := t.api.SetMyCommands(ctx, params); err != nil {
			return fmt.Errorf("set the commands menu in %q: %w", lang, t.redact(err))
		}
	}
	return nil
}
