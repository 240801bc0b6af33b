package bot_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/postgres/pgtest"
)

// What comes by itself waits for the end of the quiet hours, in its order; what she writes is answered, and what she has set a time for comes.
func TestQuietHours(t *testing.T) {
	t.Parallel()
	pool, phone := pgtest.New(t), newPhone()
	people := bot.NewPeople(pool)
	her, other := joined(t, pool, 1, bot.Seller), joined(t, pool, 2, bot.Seller)
	setQuiet(t, pool, her.ID, &bot.Quiet{From: 22 * 60, Until: 7 * 60})
	var clock atomic.Pointer[time.Time]
	set := func(hour, minute int) { clock.Store(new(time.Date(2026, 11, 23, hour, minute, 0, 0, time.UTC))) }
	set(23, 30)
	r := start(t, pool, phone, echo, bot.Options{Now: func() time.Time { return *clock.Load() }})
	push(t, pool, her, "accepted", bot.Push{})
	push(t, pool, her, "reminder", bot.Push{Bulk: true})
	push(t, pool, her, "your own", bot.Push{Bulk: true, Anytime: true})
	push(t, pool, other, "accepted", bot.Push{})
	push(t, pool, other, "reminder", bot.Push{Bulk: true})
	accept(t, r, words(1, 1, "hello"))
	arrived := func(person bot.Person, want ...string) func() bool {
		return func() bool {
			got := phone.texts(person.Chat)
			slices.Sort(got)
			return slices.Equal(got, want)
		}
	}
	eventually(t, "what need not wait", arrived(her, "re: hello", "your own"))
	eventually(t, "the others' news", arrived(other, "accepted", "reminder"))
	set(6, 59)
	accept(t, r, words(2, 1, "morning"))
	eventually(t, "an answer in the last minute", arrived(her, "re: hello", "re: morning", "your own"))
	set(7, 0)
	eventually(t, "what waited", arrived(her, "accepted", "re: hello", "re: morning", "reminder", "your own"))

	// Without them, and of somebody who comes back, nothing waits.
	set(23, 0)
	push(t, pool, her, "late", bot.Push{})
	setQuiet(t, pool, her.ID, nil)
	eventually(t, "what waited for hours that are none any more", func() bool { return slices.Contains(phone.texts(her.Chat), "late") })
	setQuiet(t, pool, her.ID, &bot.Quiet{From: 0, Until: 1})
	if _, err := people.Remove(t.Context(), her.ID); err != nil {
		t.Fatal(err)
	}
	if q := quiet(t, pool, her.ID); q != nil {
		t.Error(q)
	}
}

// quiet are somebody's quiet hours.
func quiet(t *testing.T, pool *pgxpool.Pool, id bot.PersonID) (q *bot.Quiet) {
	t.Helper()
	err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) (err error) {
		q, err = bot.NewPeople(pool).Quiet(t.Context(), tx, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func setQuiet(t *testing.T, pool *pgxpool.Pool, id bot.PersonID, q *bot.Quiet) {
	t.Helper()
	people := bot.NewPeople(pool)
	if err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error { return people.SetQuiet(t.Context(), tx, id, q) }); err != nil {
		t.Fatal(err)
	}
	if got := quiet(t, pool, id); (got == nil) != (q == nil) || q != nil && *got != *q {
		t.Fatal(got)
	}
}

// push sends a text to somebody.
func push(t *testing.T, pool *pgxpool.Pool, to bot.Person, text string, p bot.Push) {
	t.Helper()
	p.To, p.Cards = to.ID, []bot.Card{{Text: phrases.Text(text)}}
	if err := pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error { return bot.PushAll(t.Context(), tx, []bot.Push{p}) }); err != nil {
		t.Fatal(err)
	}
}

// The database and the clock agree on when a minute is quiet.
func TestAMinuteIsQuiet(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	for _, c := range []struct {
		from, until *int
		minute      int
		want        bool
	}{
		{new(1320), new(420), 1320, true}, {new(1320), new(420), 1439, true}, {new(1320), new(420), 0, true}, {new(1320), new(420), 419, true},
		{new(1320), new(420), 420, false}, {new(1320), new(420), 1319, false}, {new(720), new(840), 720, true}, {new(720), new(840), 839, true},
		{new(720), new(840), 840, false}, {new(720), new(840), 719, false}, {nil, nil, 0, false},
	} {
		var got bool
		if err := pool.QueryRow(t.Context(), `SELECT quiet_at($1, $2, $3)`, c.from, c.until, c.minute).Scan(&got); err != nil || got != c.want {
			t.Error(c.minute, got, err)
		}
	}
}
