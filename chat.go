package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/jackc/pgx/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"golang.org/x/sync/errgroup"

	"oldhand/bot"
	"oldhand/bot/botapi"
	"oldhand/bot/phrases"
	"oldhand/bot/telegram"
	"oldhand/intents"
	"oldhand/sample"
)

// chat is a village in conversation: the assistant, the ledger of turns, the messenger and the jobs behind them.
type chat struct {
	telegram *telegram.Telegram
	runtime  *bot.Runtime
	jobs     *river.Client[pgx.Tx]
	metrics  *prometheus.Registry
	log      *slog.Logger
}

// newChat joins the parts; nothing is sent before run. link makes an invitation's link; nil: there is none.
func newChat(c config, v *village, link func(token string) string, log *slog.Logger) (*chat, error) {
	messenger, err := telegram.New(telegram.Config{Token: c.TelegramToken, APIURL: c.TelegramAPIURL, Pool: v.pool,
		Pictures: pictures{v.catalogue, v.couriers}, Log: log, WebhookSecret: c.WebhookSecret})
	if err != nil {
		return nil, err
	}
	served := intents.Village{Catalogue: v.catalogue, Orders: v.orders, Couriers: v.couriers, Knowledge: v.knowledge,
		People: v.people, Documents: bot.NewDocuments(v.pool), Parser: v.parser, Zone: c.Timezone.Location, Open: c.Open, Link: link}
	var jobs *river.Client[pgx.Tx]
	served.Enqueue = func(ctx context.Context, tx pgx.Tx, job river.JobArgs) error {
		_, err := jobs.InsertTx(ctx, tx, job, nil)
		return err
	}
	if served.Carrier, served.Sender, err = openCarrier(c); err != nil {
		return nil, err
	}
	if served.Proposer, err = openProposer(c, v.parser, log); err != nil {
		return nil, err
	}
	metrics := prometheus.NewRegistry()
	runtime := bot.New(v.pool, telegram.Channel, messenger, intents.New(served),
		bot.Options{Zone: c.Timezone.Location, Log: log, Metrics: metrics, Now: v.clock})
	workers := river.NewWorkers()
	river.AddWorker(workers, intents.NewRemindWorker(v.pool, served, v.clock))
	river.AddWorker(workers, embedWorker{v: v, log: log})
	river.AddWorker(workers, intents.NewVillageWorker(v.pool, served, v.clock))
	river.AddWorker(workers, intents.NewCollectWorker(v.pool, served, v.clock))
	river.AddWorker(workers, intents.NewBatchWorker(v.pool, served, messenger, v.clock))
	jobs, err = river.NewClient(riverpgxv5.New(v.pool), &river.Config{
		Schema: c.Village, Workers: workers, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}},
		PeriodicJobs: []*river.PeriodicJob{intents.EveryMinute(), intents.EveryQuarter(), everyEmbedding()}, Logger: quiet(log),
	})
	if err != nil {
		return nil, fmt.Errorf("job queue: %w", err)
	}
	return &chat{messenger, runtime, jobs, metrics, log}, nil
}

// quiet keeps what the job queue says of its own comings and goings out of the log.
func quiet(log *slog.Logger) *slog.Logger {
	return slog.New(warningsOnly{log.Handler()})
}

type warningsOnly struct{ slog.Handler }

func (warningsOnly) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

// run talks until ctx ends, and then finishes what it has begun. With a webhook's address updates come in there, else
// they are polled for.
func (c *chat) run(ctx context.Context, webhook string) error {
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

// introduce tells the messenger what only has to be told once, however long it takes to get through.
func (c *chat) introduce(ctx context.Context, webhook string) error {
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
func (c *chat) introduceOnce(ctx context.Context, webhook string) error {
	if webhook != "" {
		if err := c.telegram.SetWebhook(ctx, webhook); err != nil {
			return err
		}
	}
	menus := map[phrases.Lang][]telegram.Command{}
	for _, lang := range []phrases.Lang{phrases.English, phrases.Chinese} {
		for _, name := range intents.Menu() {
			menus[lang] = append(menus[lang], telegram.Command{Name: name, Description: phrases.Label(lang, "menu."+name, nil)})
		}
	}
	return c.telegram.SetCommands(ctx, menus)
}

// localToken is the token of the Bot API server on this machine, made on first use: nobody else's page may speak for
// the bot.
func localToken(dir string) (string, error) {
	file := filepath.Join(dir, "chat-token")
	token, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(token) == 0 {
		token = []byte("1:" + rand.Text())
		err = os.WriteFile(file, token, 0o600)
	}
	if err != nil {
		return "", fmt.Errorf("chat page: %w", err)
	}
	return string(token), nil
}

// roleNames are the roles as the chat page shows them.
var roleNames = map[bot.Role]botapi.Bilingual{
	bot.Stranger:    {EN: "newcomer", ZH: "新人"},
	bot.Seller:      {EN: "seller", ZH: "卖家"},
	bot.Distributor: {EN: "distributor", ZH: "供货商"},
	bot.OldHand:     {EN: "old hand", ZH: "老手"},
	bot.Organiser:   {EN: "organiser", ZH: "组织者"},
}

// personas are the people of the sample village, if it was brought in. The newcomer holds an invitation until it is used.
func (v *village) personas(ctx context.Context) ([]botapi.Persona, error) {
	present := map[bot.ChatID]bool{}
	for role := range roleNames {
		people, err := v.people.WithRole(ctx, role)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			present[p.Chat] = true
		}
	}
	var personas []botapi.Persona
	for _, p := range sample.People() {
		here := present[bot.ChatID(p.UserID)]
		persona := botapi.Persona{ID: p.UserID, Name: p.NameZH + " " + p.NameEN, Language: p.Lang, Role: roleNames[bot.Role(p.Role)],
			About: botapi.Bilingual{EN: p.LineEN, ZH: p.LineZH}}
		switch {
		case p.Role != "" && !here:
			continue // not the sample village
		case !here:
			var err error
			if persona.Start, err = v.people.Invite(ctx, bot.Seller, ""); err != nil {
				return nil, err
			}
		}
		personas = append(personas, persona)
	}
	if len(personas) == 1 {
		return nil, nil // a newcomer alone is no village
	}
	return personas, nil
}
