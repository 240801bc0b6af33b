package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/jackc/pgx/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"golang.org/x/sync/errgroup"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/bot/telegram"
	"oldhand/intents"
	"oldhand/intents/dialogue"
)

// Chat is a village in conversation: the assistant, the ledger of turns, the messenger and the jobs behind them.
type Chat struct {
	telegram  *telegram.Telegram
	assistant *dialogue.Assistant
	runtime   *bot.Runtime
	jobs      *river.Client[pgx.Tx]
	Metrics   *prometheus.Registry
	rules     func(context.Context) error // has those of ordering hold that are configured
	log       *slog.Logger
}

// NewChat joins the parts; nothing is sent before Run. link makes an invitation's link; nil: there is none.
func NewChat(c Config, s *Services, link func(token string) string, log *slog.Logger) (*Chat, error) {
	messenger, err := telegram.New(telegram.Config{Token: c.TelegramToken, APIURL: c.TelegramAPIURL, Pool: s.Pool,
		Pictures: pictures{s.Catalogue}, Log: log, WebhookSecret: c.WebhookSecret})
	if err != nil {
		return nil, err
	}
	served := s.Services
	served.Link = link
	var jobs *river.Client[pgx.Tx]
	served.Enqueue = func(ctx context.Context, tx pgx.Tx, job river.JobArgs) error {
		_, err := jobs.InsertTx(ctx, tx, job, nil)
		return err
	}
	if served.Carrier, served.Sender, err = OpenCarrier(c); err != nil {
		return nil, err
	}
	metrics := newMetrics(s, c.Village)
	served.Understood = metrics.understood
	assistant := intents.New(served)
	runtime := bot.New(s.Pool, telegram.Channel, messenger, assistant,
		bot.Options{Zone: c.Timezone.Location, Log: log, Metrics: metrics.Registry, Now: s.Clock, Unpaced: c.Unpaced})
	workers := river.NewWorkers()
	intents.AddWorkers(workers, s.Pool, served, assistant, messenger, s.Clock)
	river.AddWorker(workers, embedWorker{s: s, log: log})
	jobs, err = river.NewClient(riverpgxv5.New(s.Pool), &river.Config{
		Schema: c.Village, Workers: workers, Queues: intents.Queues(),
		PeriodicJobs: append(intents.PeriodicJobs(), everyEmbedding()), Logger: quiet(log),
	})
	if err != nil {
		return nil, fmt.Errorf("job queue: %w", err)
	}
	return &Chat{messenger, assistant, runtime, jobs, metrics.Registry, rules(c, s), log}, nil
}

// rules has the rules of ordering hold that are configured.
func rules(c Config, s *Services) func(context.Context) error {
	return func(ctx context.Context) error {
		if c.OrderDays > 0 {
			if err := s.Openings.TakeAhead(ctx, int(c.OrderDays)); err != nil {
				return err
			}
		}
		return s.Credits.SetLarge(ctx, int(c.LargeShare))
	}
}

// quiet keeps what the job queue says of its own comings and goings out of the log.
func quiet(log *slog.Logger) *slog.Logger {
	return slog.New(warningsOnly{log.Handler()})
}

type warningsOnly struct{ slog.Handler }

func (warningsOnly) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

// Run talks until ctx ends, and then finishes what it has begun. With a webhook's address updates come in there, else
// they are polled for.
func (c *Chat) Run(ctx context.Context, webhook string) error {
	if err := c.rules(ctx); ctx.Err() != nil {
		return nil // told to stop before it began
	} else if err != nil {
		return err
	}
	if err := c.jobs.Start(ctx); ctx.Err() != nil {
		return nil // told to stop before it began
	} else if err != nil {
		return fmt.Errorf("job queue: %w", err)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return c.runtime.Run(ctx) })
	group.Go(func() error { return c.introduce(ctx, webhook) })
	if webhook == "" {
		group.Go(func() error { return c.telegram.Poll(ctx, c.runtime.Accept) })
	}
	err := group.Wait()
	<-c.jobs.Stopped()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Webhook takes the messenger's calls, each with an update, and acknowledges what was accepted.
func (c *Chat) Webhook() http.Handler { return c.telegram.Webhook(c.runtime.Accept) }

// introduce tells the messenger what only has to be told once, however long it takes to get through.
func (c *Chat) introduce(ctx context.Context, webhook string) error {
	_, err := backoff.Retry(ctx, func() (struct{}, error) { return struct{}{}, c.introduceOnce(ctx, webhook) },
		backoff.WithMaxElapsedTime(0), backoff.WithNotify(func(err error, again time.Duration) {
			c.log.Warn("the messenger could not be told how to reach oldhand", "error", err, "again_in", again)
		}))
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// introduceOnce tells where updates go, and the commands menus.
func (c *Chat) introduceOnce(ctx context.Context, webhook string) error {
	if webhook != "" {
		if err := c.telegram.SetWebhook(ctx, webhook); err != nil {
			return err
		}
	}
	menus := map[phrases.Lang][]telegram.Command{}
	for _, lang := range []phrases.Lang{phrases.English, phrases.Chinese} {
		for _, name := range c.assistant.Menu() {
			menus[lang] = append(menus[lang], telegram.Command{Name: name, Description: phrases.Label(lang, "menu."+name, nil)})
		}
	}
	return c.telegram.SetCommands(ctx, menus)
}
