package reminders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/reminders"
)

var shanghai = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return zone
}()

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

type village struct {
	testing.TB
	*reminders.Reminders
	pool *pgxpool.Pool
}

func newVillage(t testing.TB) village {
	pool := pgtest.New(t)
	return village{t, reminders.New(pool, shanghai), pool}
}

// in runs f in a transaction that commits whatever error f gives, as a turn does that tells of a refusal.
func (v village) in(f func(tx pgx.Tx) error) error {
	var said error
	if err := pgx.BeginFunc(context.Background(), v.pool, func(tx pgx.Tx) error { said = f(tx); return nil }); err != nil {
		return err
	}
	return said
}

func (v village) keep(person reminders.PersonID, w reminders.Wish, now string) (id reminders.ID, err error) {
	err = v.in(func(tx pgx.Tx) error {
		r, err := v.Keep(context.Background(), tx, person, w, at(now))
		id = r.ID
		return err
	})
	return id, err
}

// due are the words of what is due at a time.
func (v village) due(now string) (words []string) {
	v.Helper()
	err := v.in(func(tx pgx.Tx) error {
		due, err := v.TakeDue(context.Background(), tx, at(now), 100)
		for _, r := range due {
			words = append(words, r.Text)
		}
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return words
}

func (v village) wantDue(now string, want ...string) {
	v.Helper()
	if diff := cmp.Diff(want, v.due(now)); diff != "" {
		v.Errorf("at %s: %s", now, diff)
	}
}

func TestOnceComesOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	id, err := v.keep(1, reminders.Wish{Text: "pay the rent", At: at("2026-11-24 00:00")}, "2026-11-23 09:30")
	again, err2 := v.keep(1, reminders.Wish{Text: "pay  the rent\n", At: at("2026-11-24 00:00")}, "2026-11-23 09:31")
	if err != nil || err2 != nil || id != again {
		t.Fatal(id, again, err, err2)
	}
	v.wantDue("2026-11-23 23:59")
	v.wantDue("2026-11-24 00:00", "pay the rent")
	v.wantDue("2026-11-24 00:01")
	if list, err := v.Of(t.Context(), 1); err != nil || len(list) != 0 {
		t.Error(list, err)
	}
	if err := v.in(func(tx pgx.Tx) error { _, err := v.Again(t.Context(), tx, 1, id, at("2026-11-24 00:10")); return err }); err != nil {
		t.Fatal(err)
	}
	v.wantDue("2026-11-24 00:09")
	v.wantDue("2026-11-24 08:00", "pay the rent") // late rather than never
	v.wantDue("2026-11-24 08:01")
}

func TestDaysOfEveryWeek(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	id, err := v.keep(1, reminders.Wish{Text: "parcels", Days: reminders.ReadDays("15"), Minute: 17 * 60}, "2026-11-23 17:00")
	if err != nil {
		t.Fatal(err)
	}
	v.wantDue("2026-11-24 17:00")
	v.wantDue("2026-11-27 16:59")
	v.wantDue("2026-11-27 17:00", "parcels")
	if err := v.in(func(tx pgx.Tx) error { _, err := v.Again(t.Context(), tx, 1, id, at("2026-11-27 18:00")); return err }); err != nil {
		t.Fatal(err)
	}
	v.wantDue("2026-11-27 18:00", "parcels")
	v.wantDue("2026-11-27 23:59")
	v.wantDue("2026-12-05 10:00", "parcels") // Monday's and Friday's went by: one, late
	v.wantDue("2026-12-07 17:00", "parcels")
	if err := v.in(func(tx pgx.Tx) error { _, err := v.End(t.Context(), tx, 2, id); return err }); !errors.Is(err, reminders.ErrNotFound) {
		t.Error("somebody else's:", err)
	}
	for _, want := range []error{nil, reminders.ErrNotFound} {
		if err := v.in(func(tx pgx.Tx) error { _, err := v.End(t.Context(), tx, 1, id); return err }); !errors.Is(err, want) {
			t.Error(err, want)
		}
	}
	v.wantDue("2026-12-14 17:00")
}

func TestWhatIsKept(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	if _, err := v.keep(1, reminders.Wish{Text: " \x00\u200b\n", At: at("2026-11-24 09:00")}, "2026-11-23 09:30"); !errors.Is(err, reminders.ErrEmpty) {
		t.Error(err)
	}
	if _, err := v.keep(1, reminders.Wish{Text: strings.Repeat("交", 5000) + "\x00\xff", At: at("2026-11-24 09:00")}, "2026-11-23 09:30"); err != nil {
		t.Error(err)
	}
	list, err := v.Of(t.Context(), 1)
	if err != nil || len(list) != 1 || utf8.RuneCountInString(list[0].Text) != reminders.Longest || !list[0].Next.Equal(at("2026-11-24 09:00")) {
		t.Error(list, err)
	}
	for n := range reminders.Most {
		_, err = v.keep(2, reminders.Wish{Text: fmt.Sprint(n), At: at("2026-11-24 09:00")}, "2026-11-23 09:30")
		if err != nil {
			t.Fatal(n, err)
		}
	}
	if _, err = v.keep(2, reminders.Wish{Text: "more", At: at("2026-11-24 09:00")}, "2026-11-23 09:30"); !errors.Is(err, reminders.ErrFull) {
		t.Error(err)
	}
	v.due("2026-11-24 09:00")
	if _, err = v.keep(2, reminders.Wish{Text: "more", At: at("2026-11-25 09:00")}, "2026-11-24 09:30"); err != nil {
		t.Error(err)
	}
}

func TestTwoProcessesNeverTakeTheSame(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	var want []string
	for n := range 40 {
		text := fmt.Sprintf("%02d", n)
		want = append(want, text)
		if _, err := v.keep(reminders.PersonID(n), reminders.Wish{Text: text, At: at("2026-11-24 09:00")}, "2026-11-23 09:30"); err != nil {
			t.Fatal(err)
		}
	}
	var mu sync.Mutex
	var got []string
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 10 {
				words := v.due("2026-11-24 09:00")
				mu.Lock()
				got = append(got, words...)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	got = append(got, v.due("2026-11-24 09:00")...)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestClocksThatChange: an hour that a day leaves out, or has twice, comes once.
func TestClocksThatChange(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []time.Time{time.Date(2026, 3, 28, 2, 30, 0, 0, berlin), time.Date(2026, 10, 24, 2, 30, 0, 0, berlin)} {
		next := reminders.EveryDay.Next(day, 150)
		later := reminders.EveryDay.Next(next, 150)
		if next.Day() != day.Day()+1 || later.Day() != day.Day()+2 {
			t.Error(day, next, later)
		}
	}
}

func TestForgetting(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for person := range reminders.PersonID(2) {
		if _, err := v.keep(person, reminders.Wish{Text: "pay the rent", At: at("2026-11-24 09:00")}, "2026-11-23 09:30"); err != nil {
			t.Fatal(err)
		}
	}
	mine := func() (all string) {
		if err := v.in(func(tx pgx.Tx) error {
			raw, err := v.Mine(t.Context(), tx, 1)
			all = string(raw)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return all
	}
	if all := mine(); !strings.Contains(all, "pay the rent") {
		t.Error(all)
	}
	if err := v.in(func(tx pgx.Tx) error { return v.Forget(t.Context(), tx, 1) }); err != nil {
		t.Fatal(err)
	}
	if all := mine(); all != "{}" {
		t.Error(all)
	}
	v.wantDue("2026-11-24 09:00", "pay the rent") // somebody else's
}
