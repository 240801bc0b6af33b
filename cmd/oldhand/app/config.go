package app

import (
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strconv"
	"time"
)

// Config is everything that can be set, read once from flags and environment.
type Config struct {
	DatabaseURL       string  `env:"OLDHAND_DATABASE_URL" placeholder:"URL" help:"PostgreSQL with pgvector to use; unset: a private server in the data folder."`
	Village           string  `env:"OLDHAND_VILLAGE" default:"village" help:"Name of the village, and of its schema in the database."`
	Create            bool    `help:"Make the village where the database has others and none of its name."`
	DataDir           string  `env:"OLDHAND_DATA_DIR" default:"data" type:"path" help:"Folder for everything oldhand keeps."`
	Listen            string  `env:"OLDHAND_LISTEN" default:"127.0.0.1:8080" help:"Address of the chat page, or, with a token, of the webhook, /healthz and /metrics."`
	MetricsListen     string  `env:"OLDHAND_METRICS_LISTEN" placeholder:"ADDRESS" help:"Address of /healthz and /metrics alone, also without a token; unset: with a token OLDHAND_LISTEN serves them."`
	PagePassword      string  `env:"OLDHAND_PAGE_PASSWORD" placeholder:"TEXT" help:"Password of the chat page; unset: it is served to this machine alone."`
	PageURL           SiteURL `env:"OLDHAND_PAGE_URL" placeholder:"URL" help:"Address at which people open the chat page, for the links of invitations; unset: the one it is served at."`
	PageProxy         Network `env:"OLDHAND_PAGE_PROXY" placeholder:"ADDRESS" help:"Address, or network, of the proxy in front of the chat page: its X-Forwarded-For and X-Forwarded-Proto are believed; unset: nobody's."`
	TelegramToken     string  `env:"OLDHAND_TELEGRAM_TOKEN" placeholder:"TOKEN" help:"Token of a Telegram bot; unset: a Bot API server and chat page on this machine."`
	TelegramAPIURL    string  `name:"telegram-api-url" env:"OLDHAND_TELEGRAM_API_URL" default:"https://api.telegram.org" help:"The Bot API server to talk to."`
	WebhookURL        string  `env:"OLDHAND_WEBHOOK_URL" placeholder:"URL" help:"Public address at which Telegram reaches this process; unset: oldhand polls."`
	WebhookSecret     string  `env:"OLDHAND_WEBHOOK_SECRET" placeholder:"TEXT" help:"Secret that Telegram sends with every webhook call; unset: one made from the token."`
	Open              bool    `env:"OLDHAND_OPEN" help:"Whoever writes becomes a seller; else an invitation is needed."`
	EmbedURL          string  `env:"OLDHAND_EMBED_URL" placeholder:"URL" help:"OpenAI-compatible embedder of notes; unset: the one built in."`
	EmbedModel        string  `env:"OLDHAND_EMBED_MODEL" placeholder:"NAME" help:"Model of that embedder."`
	EmbedKey          string  `env:"OLDHAND_EMBED_KEY" placeholder:"KEY" help:"Key of that embedder."`
	LLMURL            string  `name:"llm-url" env:"OLDHAND_LLM_URL" placeholder:"URL" help:"OpenAI-compatible language model, asked about messages that are not understood for sure, and to put answers from notes into words; unset: none."`
	LLMModel          string  `name:"llm-model" env:"OLDHAND_LLM_MODEL" placeholder:"NAME" help:"Name of that model."`
	LLMKey            string  `name:"llm-key" env:"OLDHAND_LLM_KEY" placeholder:"KEY" help:"Key of that model."`
	Kuaidi100Key      string  `name:"kuaidi100-key" env:"OLDHAND_KUAIDI100_KEY" placeholder:"KEY" help:"Key of an account at Kuaidi100, which books and tracks parcels; unset: it is not used."`
	Kuaidi100Secret   string  `name:"kuaidi100-secret" env:"OLDHAND_KUAIDI100_SECRET" placeholder:"TEXT" help:"Secret of that account."`
	Kuaidi100Customer string  `name:"kuaidi100-customer" env:"OLDHAND_KUAIDI100_CUSTOMER" placeholder:"TEXT" help:"Customer number of that account."`
	Kuaidi100Sender   string  `name:"kuaidi100-sender" env:"OLDHAND_KUAIDI100_SENDER" placeholder:"TEXT" help:"Who sends and where parcels are collected: name, phone and address, as one pastes them; unset: nothing is booked."`
	Kuaidi100Callback string  `name:"kuaidi100-callback" env:"OLDHAND_KUAIDI100_CALLBACK" placeholder:"URL" help:"Address to which Kuaidi100 reports what becomes of orders; it takes none without."`
	Kuaidi100URL      string  `name:"kuaidi100-url" env:"OLDHAND_KUAIDI100_URL" placeholder:"URL" help:"Server of Kuaidi100; unset: its own."`
	Timezone          Zone    `env:"OLDHAND_TIMEZONE" default:"Asia/Shanghai" help:"Time zone in which the village's days begin."`
	KeepDays          Days    `env:"OLDHAND_KEEP_DAYS" default:"30" help:"For how many days what people write is kept in their words; what was ordered, sent and paid stays."`
	OrderDays         Days    `env:"OLDHAND_ORDER_DAYS" default:"14" help:"For how many days ahead goods can be ordered."`
	LargeShare        Percent `env:"OLDHAND_LARGE_SHARE" placeholder:"PERCENT" help:"From which share of an item's stock on an order ends unless its distributor accepts it within 12 hours; unset: none does."`
	Origin            string  `env:"OLDHAND_ORIGIN" default:"义乌" help:"Where the village's parcels start."`
	EvalData          string  `env:"OLDHAND_EVAL_DATA" placeholder:"DIR" type:"path" help:"Folder of public data for the evals; unset: our own sets only."`
	EvalCases         string  `env:"OLDHAND_EVAL_CASES" placeholder:"DIR" type:"path" help:"Folder of reported cases (index.jsonl) that the eval of addresses scores as well; unset: our own alone."`
	LogLevel          string  `env:"OLDHAND_LOG_LEVEL" enum:"debug,info,warn,error" default:"info" help:"The least that is logged: ${enum}."`
	LogFormat         string  `env:"OLDHAND_LOG_FORMAT" enum:"text,json" default:"text" help:"Form of the log on stderr: ${enum}."`
	Unpaced           bool    `kong:"-"` // of evals and tests: people type faster than fingers
	Verbose           bool    `short:"v" help:"Log everything, as with --log-level=debug."`
	SecretFiles
}

// Zone is a time zone by its IANA name.
type Zone struct{ *time.Location }

// UnmarshalText reads "Asia/Shanghai".
func (z *Zone) UnmarshalText(text []byte) error {
	location, err := time.LoadLocation(string(text))
	if err != nil {
		return fmt.Errorf("time zone %q: %w", text, err)
	}
	z.Location = location
	return nil
}

// Days is a number of days, from one to ten years.
type Days int

// UnmarshalText reads "30".
func (d *Days) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 1 || n > 3650 {
		return fmt.Errorf("%q is no number of days from 1 to 3650", text)
	}
	*d = Days(n)
	return nil
}

// Percent is a share of a whole, of which it is less; 0: there is none.
type Percent int

// UnmarshalText reads "50".
func (p *Percent) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 1 || n > 99 {
		return fmt.Errorf("%q is no percentage from 1 to 99", text)
	}
	*p = Percent(n)
	return nil
}

// Logger writes to stderr as it is configured, so that stdout holds answers alone.
func (c Config) Logger(stderr io.Writer) *slog.Logger {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "warn": slog.LevelWarn, "error": slog.LevelError} // else info
	o := &slog.HandlerOptions{Level: levels[c.LogLevel]}
	if c.Verbose {
		o.Level = slog.LevelDebug
	}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(stderr, o))
	}
	return slog.New(slog.NewTextHandler(stderr, o))
}

// RejectsDir is where rejected rows go when their file's own folder cannot be written.
func (c Config) RejectsDir() string { return filepath.Join(c.DataDir, "rejects") }
