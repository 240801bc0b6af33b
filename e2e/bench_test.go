package e2e

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/bot/botapi"
	"oldhand/bot/phrases"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/postgres"
)

// BenchmarkOrder is an order as a seller makes it, over the Bot API server and on a private server that is as durable
// as in production: words in, card out, tap, settled, reply out; that is two turns. Beside it stand the bare statements
// of those two turns, run by a plain client on the same server. "times-bare" is how much longer an order takes.
func BenchmarkOrder(b *testing.B) {
	s := serveDurable(b)
	for _, sellers := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("sellers=%d", sellers), func(b *testing.B) {
			bare := timed(b, s.bareSellers(b, sellers))
			b.ResetTimer()
			whole := timed(b, s.sellers(b, sellers))
			b.StopTimer()
			b.ReportMetric(2*float64(b.N)/whole.took.Seconds(), "turns/s")
			b.ReportMetric(2*float64(b.N)/bare.took.Seconds(), "bare-turns/s")
			b.ReportMetric(whole.percentile(50), "p50-ms")
			b.ReportMetric(whole.percentile(99), "p99-ms")
			b.ReportMetric(bare.percentile(50), "bare-p50-ms")
			b.ReportMetric(whole.took.Seconds()/bare.took.Seconds(), "times-bare")
		})
	}
}

// measured is how long orders took, one by one and all together.
type measured struct {
	each []time.Duration // sorted
	took time.Duration
}

// percentile in milliseconds.
func (m measured) percentile(p int) float64 {
	return float64(m.each[(len(m.each)-1)*p/100]) / float64(time.Millisecond)
}

// timed makes b.N orders, shared by the sellers.
func timed(b *testing.B, sellers []func(context.Context) error) measured {
	b.Helper()
	each := make([]time.Duration, b.N)
	var next atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for _, order := range sellers {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(b.N); i = next.Add(1) - 1 {
				start := time.Now()
				if err := order(b.Context()); err != nil {
					b.Error(err)
					return
				}
				each[i] = time.Since(start)
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	if b.Failed() {
		b.FailNow()
	}
	slices.Sort(each)
	return measured{each, took}
}

// durable is the sample village being served from a private server as in production.
type durable struct {
	api      *botapi.Server
	services *app.Services
	url      string
	items    []orderable
}

// orderable is an item that is ordered in the benchmark.
type orderable struct {
	ID    int64
	SKU   string
	Min   int
	Price int64
}

func serveDurable(b *testing.B) *durable {
	b.Helper()
	server, err := postgres.Start(b.Context(), b.TempDir(), postgres.Options{})
	must(b, err)
	b.Cleanup(func() { must(b, server.Stop()) })
	c := app.Config{Village: "village", Origin: "义乌", TelegramToken: "1:bench", Unpaced: true}
	must(b, c.Timezone.UnmarshalText([]byte("Asia/Shanghai")))
	pool, err := postgres.Open(b.Context(), server.URL(), c.Village)
	must(b, err)
	b.Cleanup(pool.Close)
	s := &durable{services: app.NewServices(c, pool, builtIn(), time.Now, slog.New(slog.DiscardHandler)), url: server.URL()}
	must(b, fillSampleVillage(b.Context(), c, s.url))
	s.items = stockUp(b, pool)
	s.api, err = botapi.New(botapi.Config{Token: c.TelegramToken, BotName: "oldhand", Username: "oldhand_bot"})
	must(b, err)
	web := httptest.NewServer(s.api.Handler())
	c.TelegramAPIURL = web.URL
	chat, err := app.NewChat(c, s.services, linkTo(web.URL+"/"), slog.New(slog.DiscardHandler))
	must(b, err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- chat.Run(ctx, "") }()
	b.Cleanup(func() {
		cancel()
		must(b, <-ended)
		s.api.Close()
		web.Close()
	})
	return s
}

func must(b testing.TB, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// stockUp makes sure that nothing runs out, and gives items that one distributor alone has.
func stockUp(b *testing.B, pool *pgxpool.Pool) []orderable {
	b.Helper()
	_, err := pool.Exec(b.Context(), `WITH counted AS (UPDATE stock SET on_hand = 1000000000 RETURNING item_id, on_hand)
		INSERT INTO item_events (item_id, at, actor, what, on_hand) SELECT item_id, now(), 0, 'counted', on_hand FROM counted`)
	must(b, err)
	rows, err := pool.Query(b.Context(), `
		SELECT min(id) AS id, sku, min(min_qty) AS min, min(price_at(price, tier_from, tier_price, min_qty)) AS price
		FROM items GROUP BY sku HAVING count(*) = 1 ORDER BY sku`)
	must(b, err)
	items, err := pgx.CollectRows(rows, pgx.RowToStructByName[orderable])
	must(b, err)
	return items
}

// invite makes somebody a seller.
func (s *durable) invite(b *testing.B, user int64) {
	b.Helper()
	must(b, s.services.LetIn(b.Context(), user, "Seller", "", bot.Seller, phrases.English))
}

// users numbers the people of the benchmark.
var users atomic.Int64

// sellers gives as many people, each ordering an item of their own through the Bot API server.
func (s *durable) sellers(b *testing.B, count int) []func(context.Context) error {
	b.Helper()
	orders := make([]func(context.Context) error, count)
	for i := range orders {
		id := 20_000 + users.Add(1)
		s.invite(b, id)
		user, item := s.api.AddUser(botapi.Profile{ID: id, FirstName: "Seller", Language: "en"}), s.items[i%len(s.items)]
		orders[i] = func(ctx context.Context) error {
			return orderOnce(ctx, user, fmt.Sprintf("%d %s tomorrow", item.Min, item.SKU))
		}
	}
	return orders
}

// orderOnce says the words, taps on Confirm, and waits until the order is shown.
func orderOnce(ctx context.Context, user *botapi.User, words string) error {
	ctx, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	events := user.Watch(ctx)
	user.Say(words)
	card, err := awaitMessage(ctx, events, func(m botapi.Message) bool { return buttonWith(m, "Confirm") != "" })
	if err != nil {
		return fmt.Errorf("no card for %q: %w", words, err)
	}
	if _, err := user.Tap(card.ID, buttonWith(card, "Confirm")); err != nil {
		return err
	}
	// The card becomes the receipt. Older cards are touched as well: they lose their buttons to the new one.
	_, err = awaitMessage(ctx, events, func(m botapi.Message) bool { return m.ID >= card.ID && strings.Contains(m.Words(), "#") })
	if err != nil {
		return fmt.Errorf("%q was not ordered: %w", words, err)
	}
	return nil
}

// awaitMessage waits for a message of the bot's, a new one or one that it edits. It looks at nothing else of the chat, so
// that what it costs does not grow with it.
func awaitMessage(ctx context.Context, events <-chan botapi.Event, ok func(botapi.Message) bool) (botapi.Message, error) {
	for e := range events {
		if (e.Kind == botapi.Came || e.Kind == botapi.Edited) && e.Message.FromBot() && ok(e.Message) {
			return e.Message, nil
		}
	}
	return botapi.Message{}, context.Cause(ctx)
}

// buttonWith gives the label of a message's first button with these words, or "".
func buttonWith(m botapi.Message, words string) string {
	if m.Markup == nil {
		return ""
	}
	for _, row := range m.Markup.Rows {
		for _, button := range row {
			if strings.Contains(button.Text, words) {
				return button.Text
			}
		}
	}
	return ""
}
