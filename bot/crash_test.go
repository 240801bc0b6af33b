package bot_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
)

// steps are the moments at which a process is killed, in the order in which a turn comes by them.
var steps = []string{"accepted", "claimed", "handling", "effect written", "settled", "sent", "nowhere"}

const (
	dieAt     = "OLDHAND_TEST_DIE_AT"
	dieOn     = "OLDHAND_TEST_DATABASE"
	theEffect = `INSERT INTO effects (turn) VALUES ($1)`
)

// TestMain makes this binary the process that is killed, when it is asked to be.
func TestMain(m *testing.M) {
	if step := os.Getenv(dieAt); step != "" {
		err := liveUntil(step)
		fmt.Fprintln(os.Stderr, "not killed:", err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// TestKilledAtAnyStep kills a process without warning at each step of a turn, lets another one go on, and finds the
// effect once, the reply, and the chat free for the next message.
func TestKilledAtAnyStep(t *testing.T) {
	t.Parallel()
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			url := pgtest.NewURL(t)
			pool := pgtest.Open(t, url, pgtest.Village)
			if _, err := pool.Exec(t.Context(), `CREATE TABLE effects (turn bigint); CREATE TABLE sends (words text)`); err != nil {
				t.Fatal(err)
			}
			if step != "nowhere" {
				runUntilKilled(t, url, step)
			}
			r := start(t, pool, sends{pool, "nowhere"}, effect{"nowhere"}, bot.Options{})
			accept(t, r, words(1, 1, "order")) // as a channel does that was not answered
			accept(t, r, words(2, 1, "next"))
			waitUntilIdle(t, pool)
			if n := count(t, pool, `SELECT count(*) FROM effects WHERE turn = 1`); n != 1 {
				t.Errorf("the effect is there %d times", n)
			}
			want := 1
			if step == "sent" {
				want = 2 // nobody could know that it had arrived
			}
			if n := count(t, pool, `SELECT count(*) FROM sends WHERE words = 're: order'`); n != want {
				t.Errorf("the reply went out %d times, want %d", n, want)
			}
			if n := count(t, pool, `SELECT count(*) FROM sends WHERE words = 're: next'`); n != 1 {
				t.Errorf("the next reply went out %d times", n)
			}
		})
	}
}

// runUntilKilled runs a process that takes the message in and dies at the step.
func runUntilKilled(t *testing.T, url, step string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(os.Environ(), dieAt+"="+step, dieOn+"="+url)
	output, err := command.CombinedOutput()
	status, ok := command.ProcessState.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() || status.Signal() != syscall.SIGKILL {
		t.Fatalf("%v\n%s", err, output)
	}
}

func liveUntil(step string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	pool, err := postgres.Open(ctx, os.Getenv(dieOn), pgtest.Village)
	if err != nil {
		return err
	}
	r := bot.New(pool, channel, sends{pool, step}, effect{step}, bot.Options{})
	if err := r.Accept(ctx, []bot.Message{words(1, 1, "order")}); err != nil {
		return err
	}
	at(step, "accepted")
	return r.Run(ctx)
}

// at kills this process, as kill -9 does, if this is the step for it.
func at(step, here string) {
	if step == here {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

// effect is a handler that leaves a row for each turn.
type effect struct{ step string }

func (e effect) Handle(ctx context.Context, t bot.Turn) (bot.TxFunc, error) {
	at(e.step, "claimed")
	return func(ctx context.Context, tx pgx.Tx) (bot.Reply, error) {
		at(e.step, "handling")
		_, err := tx.Exec(ctx, theEffect, t.ID)
		at(e.step, "effect written")
		return bot.Reply{Cards: []bot.Card{{Text: "re: " + text(t)}}}, err
	}, nil
}

// sends is a channel that writes what it sends into a table, where the next process can count it.
type sends struct {
	pool *pgxpool.Pool
	step string
}

func (s sends) Show(ctx context.Context, _ bot.ChatID, card bot.Outgoing, _ *bot.Sent) (bot.Sent, error) {
	at(s.step, "settled")
	_, err := s.pool.Exec(ctx, `INSERT INTO sends VALUES ($1)`, phrases.Strip(card.Text))
	at(s.step, "sent")
	return bot.Sent{Message: 1, Parts: 1}, err
}

func (sends) Limits() bot.Limits                                   { return bot.Limits{} }
func (sends) TakeButtons(context.Context, bot.ChatID, int64) error { return nil }
func (sends) Acknowledge(context.Context, string, string) error    { return nil }
func (sends) Typing(context.Context, bot.ChatID, int64) error      { return nil }

// TestAMessageThatKillsItsProcessIsGivenUp: after a few tries the others in its chat go on.
func TestAMessageThatKillsItsProcessIsGivenUp(t *testing.T) {
	t.Parallel()
	url := pgtest.NewURL(t)
	pool := pgtest.Open(t, url, pgtest.Village)
	for range 5 {
		runUntilKilled(t, url, "claimed")
	}
	phone := newPhone()
	r := start(t, pool, phone, echo, bot.Options{})
	accept(t, r, words(2, 1, "next"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); len(got) != 2 || got[0] == "re: order" || got[1] != "re: next" {
		t.Errorf("got %q", got)
	}
}

// TestAWorkerThatWasTakenForDeadCannotSettle: it stalls, another one takes the chat, and its late effect is refused.
func TestAWorkerThatWasTakenForDeadCannotSettle(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	if _, err := pool.Exec(t.Context(), `CREATE TABLE effects (turn bigint)`); err != nil {
		t.Fatal(err)
	}
	stalled, resume := make(chan bool), make(chan bool)
	late := handlerFunc(func(ctx context.Context, turn bot.Turn) (bot.TxFunc, error) {
		close(stalled)
		<-resume
		return effect{}.Handle(ctx, turn)
	})
	r, stop := startStoppable(t, pool, phone, late, bot.Options{})
	accept(t, r, words(1, 1, "order"))
	<-stalled
	// What happens when its connection is cut and it does not notice.
	if _, err := pool.Exec(t.Context(), `DELETE FROM workers`); err != nil {
		t.Fatal(err)
	}
	start(t, pool, phone, effect{}, bot.Options{})
	waitUntilIdle(t, pool)
	close(resume)
	stop()
	if n := count(t, pool, `SELECT count(*) FROM effects`); n != 1 {
		t.Errorf("the effect is there %d times", n)
	}
	if got := phone.texts(1); len(got) != 1 {
		t.Errorf("got %q", got)
	}
}

// TestAProcessWhoseConnectionsAreCutGoesOn: the database restarts, or a proxy drops everything.
func TestAProcessWhoseConnectionsAreCutGoesOn(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	r := start(t, pool, phone, echo, bot.Options{})
	accept(t, r, words(1, 1, "before"))
	waitUntilIdle(t, pool)
	cut := `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`
	if n := count(t, pool, cut); n == 0 {
		t.Fatal("nothing was cut")
	}
	eventually(t, "a message is taken in", func() bool {
		return r.Accept(t.Context(), []bot.Message{words(2, 1, "after")}) == nil
	})
	eventually(t, "an answer", func() bool { return len(phone.texts(1)) == 2 })
}

// TestATurnSettledUnawaresIsDelivered: the settling commit reached the database, but its answer did not come back, and
// the next try finds the turn settled. The chat must not stay claimed for ever.
func TestATurnSettledUnawaresIsDelivered(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	handler := handlerFunc(func(_ context.Context, turn bot.Turn) (bot.TxFunc, error) {
		return func(ctx context.Context, _ pgx.Tx) (bot.Reply, error) {
			_, err := pool.Exec(ctx, `UPDATE turns SET state = 'settled', settled_at = now(),
				reply = jsonb_build_object('cards', jsonb_build_array(jsonb_build_object('text', 're: ' || $2::text))) WHERE id = $1`,
				turn.ID, text(turn))
			return bot.Reply{}, err
		}, nil
	})
	r := start(t, pool, phone, handler, bot.Options{})
	accept(t, r, words(1, 1, "order"), words(2, 1, "next"))
	waitUntilIdle(t, pool)
	if got := phone.texts(1); !slices.Equal(got, []string{"re: order", "re: next"}) {
		t.Errorf("got %q", got)
	}
}
