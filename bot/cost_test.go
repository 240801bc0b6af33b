package bot_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/integrations/postgres/pgtest"
)

// roundTrips counts the times that the database is asked.
type roundTrips struct{ n atomic.Int64 }

func (r *roundTrips) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	r.n.Add(1)
	return ctx
}
func (r *roundTrips) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
func (r *roundTrips) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	r.n.Add(1)
	return ctx
}
func (r *roundTrips) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (r *roundTrips) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}

// TestATurnCostsThreeRoundTrips beside the one that takes it in, which a batch of messages shares: claim, settle,
// delivered; and the last of one turn claims the next. An effect costs its own statements and one more to begin. What a
// message replies to is found by the claim.
func TestATurnCostsThreeRoundTrips(t *testing.T) {
	t.Parallel()
	for name, replyTo := range map[string]int64{"words": 0, "a reply": 1} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			costsThreeRoundTrips(t, replyTo)
		})
	}
}

func costsThreeRoundTrips(t *testing.T, replyTo int64) {
	t.Helper()
	trips := &roundTrips{}
	config := pgtest.New(t).Config()
	config.ConnConfig.Tracer = trips
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	phone := newPhone()
	// One worker, so that nobody else looks for turns; a chat each, so that none waits.
	r := start(t, pool, phone, echo, bot.Options{Workers: 1})
	const turns = 100
	var messages []bot.Message
	for i := range turns {
		m := words(int64(i+1), bot.ChatID(i+1), "x")
		m.ReplyTo = replyTo
		messages = append(messages, m)
	}
	accept(t, r, messages...)
	waitUntilIdle(t, pgtestPool(t, config))
	const aside = 60 // registering, looking after others once a second
	if got := trips.n.Load(); got > 3*turns+aside {
		t.Errorf("%d round trips for %d turns", got, turns)
	}
}

// pgtestPool is a pool on the same database whose round trips are not counted.
func pgtestPool(t *testing.T, config *pgxpool.Config) *pgxpool.Pool {
	t.Helper()
	config = config.Copy()
	config.ConnConfig.Tracer = nil
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// BenchmarkTurn is a message taken in, answered and delivered, with 32 chats at a time.
func BenchmarkTurn(b *testing.B) {
	pool := pgtest.New(b)
	done := make(chan bool, 1024)
	r := bot.New(pool, channel, instant{done}, echo, bot.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	const chats = 32
	b.ResetTimer()
	for i := range b.N {
		if i >= chats {
			<-done
		}
		if err := r.Accept(ctx, []bot.Message{words(int64(i+1), bot.ChatID(i%chats+1), fmt.Sprint(i))}); err != nil {
			b.Fatal(err)
		}
	}
	for range min(b.N, chats) {
		<-done
	}
	b.StopTimer()
	cancel()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
}

// instant is a channel on which everything arrives at once.
type instant struct{ done chan bool }

func (i instant) Show(context.Context, bot.ChatID, bot.Outgoing, *bot.Sent) (bot.Sent, error) {
	i.done <- true
	return bot.Sent{Message: 1, Parts: 1}, nil
}
func (instant) Limits() bot.Limits                                   { return bot.Limits{} }
func (instant) TakeButtons(context.Context, bot.ChatID, int64) error { return nil }
func (instant) Acknowledge(context.Context, string, string) error    { return nil }
func (instant) Typing(context.Context, bot.ChatID, int64) error      { return nil }
