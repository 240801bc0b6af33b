package bot_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/integrations/postgres/pgtest"
)

const channel = "test"

// patience is how long a test waits for what has to happen; it only matters when it does not.
const patience = 30 * time.Second

// eventually waits until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for pause := time.NewTicker(5 * time.Millisecond); !holds(); <-pause.C {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
	}
}

// handlerFunc is a handler made of one function.
type handlerFunc func(ctx context.Context, t bot.Turn) (bot.TxFunc, error)

func (f handlerFunc) Handle(ctx context.Context, t bot.Turn) (bot.TxFunc, error) { return f(ctx, t) }

// replying settles with a reply and no effect.
func replying(r bot.Reply) bot.TxFunc {
	return func(context.Context, pgx.Tx) (bot.Reply, error) { return r, nil }
}

// echo answers each message with its own text.
var echo = handlerFunc(func(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
	return replying(bot.Reply{Cards: []bot.Card{{Text: "re: " + text(t)}}}), nil
})

// start runs a runtime until the test ends.
func start(t *testing.T, pool *pgxpool.Pool, transport bot.Transport, handler bot.Handler, o bot.Options) *bot.Runtime {
	t.Helper()
	r, _ := startStoppable(t, pool, transport, handler, o)
	return r
}

// startStoppable also gives the function that ends it and waits for that.
func startStoppable(t *testing.T, pool *pgxpool.Pool, transport bot.Transport, handler bot.Handler, o bot.Options) (r *bot.Runtime, stop func()) {
	t.Helper()
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	r = bot.New(pool, channel, transport, handler, o)
	ctx, cancel := context.WithCancel(context.Background())
	var ended sync.WaitGroup
	ended.Go(func() {
		if err := r.Run(ctx); err != nil && ctx.Err() == nil {
			t.Errorf("Run: %v", err)
		}
	})
	stop = func() { cancel(); ended.Wait() }
	t.Cleanup(stop)
	return r, stop
}

// words is a message of one person in their private chat.
func words(update int64, chat bot.ChatID, text string) bot.Message {
	return bot.Message{Channel: channel, UpdateID: update, Kind: bot.Words, Chat: chat, ID: update, Text: text,
		Sender: bot.Sender{UserID: int64(chat), Name: "Li", Language: "en"}, At: time.Unix(1e9, 0).UTC()}
}

// pressing is a tap on a button with this data.
func pressing(update int64, chat bot.ChatID, message int64, data string) bot.Message {
	m := words(update, chat, "")
	m.Kind, m.ID, m.Press = bot.Pressed, message, &bot.Press{QueryID: fmt.Sprint("q", update), Data: data}
	return m
}

func accept(t *testing.T, r *bot.Runtime, messages ...bot.Message) {
	t.Helper()
	if err := r.Accept(t.Context(), messages); err != nil {
		t.Fatal(err)
	}
}

func TestOrderWithinAChatAndParallelAcrossChats(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	const chats, each = 5, 8
	// The first turns of all chats wait for each other: they only end when they run at the same time.
	var together sync.WaitGroup
	together.Add(chats)
	handler := handlerFunc(func(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
		if t.Message.Text == "0" {
			together.Done()
			together.Wait()
		}
		return echo(ctx, t)
	})
	r := start(t, pool, phone, handler, bot.Options{})
	for i := range each {
		var batch []bot.Message
		for chat := range chats {
			batch = append(batch, words(int64(100*i+chat), bot.ChatID(chat+1), fmt.Sprint(i)))
		}
		accept(t, r, batch...)
	}
	for chat := range chats {
		eventually(t, "all replies", func() bool { return len(phone.texts(bot.ChatID(chat+1))) == each })
		for i, got := range phone.texts(bot.ChatID(chat + 1)) {
			if want := fmt.Sprint("re: ", i); got != want {
				t.Errorf("chat %d: reply %d is %q, want %q", chat+1, i, got, want)
			}
		}
	}
}

// A worker that passes a chat over may hold one of its turns for a moment; nobody may take a later one meanwhile.
func TestATurnThatSomebodyHoldsIsNotOvertaken(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	first := make(chan string, 2)
	handler := handlerFunc(func(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
		first <- t.Message.Text
		return echo(ctx, t)
	})
	accept(t, bot.New(pool, channel, phone, handler, bot.Options{}), words(1, 1, "first"), words(2, 1, "second"))
	holder, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := holder.Exec(t.Context(), `SELECT FROM turns WHERE update_id = 1 FOR NO KEY UPDATE`); err != nil {
		t.Fatal(err)
	}
	start(t, pool, phone, handler, bot.Options{})
	if got := <-first; got != "first" {
		t.Errorf("%q was taken up first", got)
	}
	if err := holder.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	eventually(t, "both replies", func() bool { return len(phone.texts(1)) == 2 })
}

func TestTwoRuntimesShareOneDatabase(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	a, b := start(t, pool, phone, echo, bot.Options{Workers: 3}), start(t, pool, phone, echo, bot.Options{Workers: 3})
	const chats, each = 10, 10
	var want []string
	for i := range each {
		want = append(want, fmt.Sprint("re: ", i))
		for chat := range chats {
			m := words(int64(100*i+chat), bot.ChatID(chat+1), fmt.Sprint(i))
			accept(t, []*bot.Runtime{a, b}[(i+chat)%2], m)
			accept(t, b, m) // and once more, to whichever
		}
	}
	for chat := range chats {
		eventually(t, "all replies", func() bool { return len(phone.texts(bot.ChatID(chat+1))) >= each })
	}
	waitUntilIdle(t, pool)
	for chat := range chats {
		if got := phone.texts(bot.ChatID(chat + 1)); !slices.Equal(got, want) {
			t.Errorf("chat %d: %v", chat+1, got)
		}
	}
}

// waitUntilIdle waits until every turn is finished.
func waitUntilIdle(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	eventually(t, "no open turns", func() bool {
		return count(t, pool, `SELECT count(*) FROM turns WHERE state IN ('accepted', 'settled')`) == 0
	})
}

func count(t *testing.T, pool *pgxpool.Pool, query string, arguments ...any) (n int) {
	t.Helper()
	if err := pool.QueryRow(context.Background(), query, arguments...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheSameUpdateTwice(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	r := start(t, pool, phone, echo, bot.Options{})
	accept(t, r, words(7, 1, "a"), words(7, 1, "a"))
	accept(t, r, words(7, 1, "a"), words(8, 1, "b"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{"re: a", "re: b"}) {
		t.Errorf("got %v", got)
	}
	// After a silent week the channel numbers anew, and the number comes back with another message.
	if _, err := pool.Exec(t.Context(), `UPDATE updates SET seen_at = seen_at - interval '8 days'`); err != nil {
		t.Fatal(err)
	}
	accept(t, r, words(7, 1, "c"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{"re: a", "re: b", "re: c"}) {
		t.Errorf("after numbering anew: %v", got)
	}
}

func TestWhatTheDatabaseCannotKeepBlocksNobody(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	r := start(t, pool, phone, echo, bot.Options{})
	accept(t, r, words(1, 1, "a\x00b \\u0000 \\\x00"), words(2, 2, "c\xff"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{`re: ab \u0000 \`}) {
		t.Errorf("got %q", got)
	}
	if got := phone.texts(2); len(got) != 1 {
		t.Errorf("got %q", got)
	}
	m := words(3, 1, "x")
	m.Channel = "another"
	if r.Accept(t.Context(), []bot.Message{m}) == nil {
		t.Error("a message of another channel was taken")
	}
}

func TestAFailingHandlerApologisesWithTheTurnsNumber(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]handlerFunc{
		"error": func(context.Context, bot.Turn) (bot.TxFunc, error) { return nil, errors.New("broken") },
		"panic": func(context.Context, bot.Turn) (bot.TxFunc, error) { panic("broken") },
		"nothing": func(context.Context, bot.Turn) (bot.TxFunc, error) {
			return nil, nil
		},
		"deaf": func(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
			select {} // hangs whatever the context says
		},
		"slow": func(ctx context.Context, _ bot.Turn) (bot.TxFunc, error) {
			<-ctx.Done()
			return nil, fmt.Errorf("remote: %w", ctx.Err())
		},
		"panic while settling": func(context.Context, bot.Turn) (bot.TxFunc, error) {
			return func(context.Context, pgx.Tx) (bot.Reply, error) { panic("broken") }, nil
		},
		"error while settling": func(context.Context, bot.Turn) (bot.TxFunc, error) {
			return func(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
				if _, err := tx.Exec(ctx, `DELETE FROM chats`); err == nil {
					return bot.Reply{}, errors.New("a chat with turns was deleted")
				}
				return bot.Reply{}, errors.New("broken")
			}, nil
		},
		"error swallowed while settling": func(context.Context, bot.Turn) (bot.TxFunc, error) {
			return func(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
				_, _ = tx.Exec(ctx, `SELECT 1 / 0`)
				return bot.Reply{Cards: []bot.Card{{Text: "fine"}}}, nil
			}, nil
		},
		"button too long": func(context.Context, bot.Turn) (bot.TxFunc, error) {
			b := bot.Button{Label: "x", Choice: bot.Choice{Verb: strings.Repeat("x", 31)}}
			return replying(bot.Reply{Cards: []bot.Card{{Text: "x", Buttons: [][]bot.Button{{b}}}}}), nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pool, phone := pgtest.New(t), newPhone()
			log := &logged{}
			r := start(t, pool, phone, handlerFunc(func(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
				if t.Message.Text == "fine" {
					return echo(ctx, t)
				}
				return handler(ctx, t)
			}), bot.Options{HandlerTimeout: 100 * time.Millisecond, Log: slog.New(slog.NewTextHandler(log, nil))})
			accept(t, r, words(1, 1, "x"), words(2, 1, "fine"))
			waitUntilIdle(t, pool)
			got := phone.texts(1)
			if len(got) != 2 || !strings.Contains(got[0], "#1") || got[1] != "re: fine" {
				t.Errorf("got %q", got)
			}
			if n := strings.Count(log.String(), "level=ERROR"); n != 1 || !strings.Contains(log.String(), "turn=1") {
				t.Errorf("logged %d errors:\n%s", n, log)
			}
		})
	}
}

func TestATransientErrorIsTriedAgain(t *testing.T) {
	t.Parallel()
	for _, transient := range []error{context.DeadlineExceeded, io.ErrUnexpectedEOF} { // too late, and cut off
		t.Run(transient.Error(), func(t *testing.T) {
			t.Parallel()
			pool, phone := pgtest.New(t), newPhone()
			tries := make(chan int, 10)
			handler := handlerFunc(func(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
				if tries <- 1; len(tries) == 1 {
					return nil, fmt.Errorf("remote: %w", transient)
				}
				return echo(ctx, t)
			})
			r := start(t, pool, phone, handler, bot.Options{})
			accept(t, r, words(1, 1, "x"))
			waitUntilIdle(t, pool)
			if got := phone.texts(1); len(tries) != 2 || !slices.Equal(got, []string{"re: x"}) {
				t.Errorf("after %d tries: %q", len(tries), got)
			}
		})
	}
}

func TestALostRaceInTheDatabaseIsRunAgain(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	runs := 0
	handler := handlerFunc(func(context.Context, bot.Turn) (bot.TxFunc, error) {
		return func(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
			if runs++; runs < 3 {
				_, err := tx.Exec(ctx, `DO $$ BEGIN RAISE EXCEPTION 'race' USING ERRCODE = 'serialization_failure'; END $$`)
				return bot.Reply{}, err
			}
			return bot.Reply{Cards: []bot.Card{{Text: "done"}}}, nil
		}, nil
	})
	r := start(t, pool, phone, handler, bot.Options{})
	accept(t, r, words(1, 1, "x"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); runs != 3 || !slices.Equal(got, []string{"done"}) {
		t.Errorf("after %d runs: %q", runs, got)
	}
}

func TestTheEndWaitsForWhatRuns(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	begun, finish := make(chan bool, 3), make(chan bool)
	handler := handlerFunc(func(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
		begun <- true
		<-finish
		return echo(ctx, t)
	})
	r, stop := startStoppable(t, pool, phone, handler, bot.Options{})
	accept(t, r, words(1, 1, "x"), words(2, 1, "y"))
	<-begun
	stopped := make(chan bool)
	go func() { stop(); close(stopped) }()
	close(finish)
	<-stopped
	accept(t, r, words(3, 2, "z")) // taken in by a process that no longer works
	answered := phone.texts(1)
	if len(answered) == 0 || answered[0] != "re: x" {
		t.Errorf("what ran was not finished: %q", answered)
	}
	if n := count(t, pool, `SELECT count(*) FROM turns WHERE state = 'accepted'`); n != 3-len(answered) {
		t.Errorf("%d turns wait for the next start, %d were answered", n, len(answered))
	}
	if n := count(t, pool, `SELECT count(*) FROM chats WHERE worker IS NOT NULL`); n != 0 {
		t.Errorf("%d chats are still claimed", n)
	}
}

func TestWhatDoesNotEndInTimeIsLeftToTheNextProcess(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	begun := make(chan bool, 1)
	r, stop := startStoppable(t, pool, phone, handlerFunc(func(context.Context, bot.Turn) (bot.TxFunc, error) {
		begun <- true
		select {}
	}), bot.Options{DrainTimeout: time.Millisecond})
	accept(t, r, words(1, 1, "x"))
	<-begun
	stop()
	start(t, pool, phone, echo, bot.Options{})
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{"re: x"}) {
		t.Errorf("got %q", got)
	}
}

func TestDialogueAndPersonReachTheNextTurn(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	people := bot.NewPeople(pool)
	turns := make(chan bot.Turn, 3)
	handler := handlerFunc(func(_ context.Context, t bot.Turn) (bot.TxFunc, error) {
		turns <- t
		return func(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
			if t.Message.Text != "join" {
				return bot.Reply{}, nil
			}
			_, err := people.Admit(ctx, tx, t.Message, bot.Seller, "zh")
			return bot.Reply{Dialogue: []byte(`{"step": 2}`)}, err
		}, nil
	})
	zone := time.FixedZone("Shanghai", 8*3600)
	r := start(t, pool, phone, handler, bot.Options{Zone: zone})
	accept(t, r, words(1, 5, "join"), words(2, 5, "a"), words(3, 5, "b"))
	first, second, third := <-turns, <-turns, <-turns
	if p := first.Person; p.ID != 0 || p.Role != bot.Stranger || p.Lang != "en" || p.Chat != 5 || first.Dialogue != nil {
		t.Errorf("first: %+v", first)
	}
	for _, turn := range []bot.Turn{second, third} {
		if p := turn.Person; p.ID == 0 || p.Role != bot.Seller || p.Lang != "zh" || string(turn.Dialogue) != `{"step": 2}` {
			t.Errorf("later: %+v", turn)
		}
	}
	if first.Now.Location() != zone {
		t.Errorf("now is %v", first.Now)
	}
}
