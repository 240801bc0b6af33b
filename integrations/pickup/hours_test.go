package pickup_test

import (
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/reminders"
)

func TestHours(t *testing.T) {
	t.Parallel()
	hours := pickup.Hours{Opens: 8 * 60, Closes: 18 * 60, Cutoff: 16 * 60, Days: reminders.ReadDays("12345"), Closed: []time.Time{at("2026-11-03 00:00")}} // a Tuesday
	for _, c := range []struct {
		when, now string
		want      pickup.Refusal
		next      string
	}{
		{"2026-11-02 09:00", "2026-11-02 08:30", pickup.Fits, "2026-11-02 09:00"},
		{"2026-11-02 18:00", "2026-11-02 08:30", pickup.Fits, "2026-11-02 18:00"},
		{"2026-11-02 18:01", "2026-11-02 08:30", pickup.HourClosed, "2026-11-02 18:00"},
		{"2026-11-02 07:59", "2026-11-01 08:30", pickup.HourClosed, "2026-11-02 08:00"},
		{"2026-11-02 17:00", "2026-11-02 16:00", pickup.CutoffGone, "2026-11-04 17:00"}, // Tuesday is closed
		{"2026-11-02 17:00", "2026-11-02 15:59", pickup.Fits, "2026-11-02 17:00"},
		{"2026-11-03 09:00", "2026-11-02 15:59", pickup.DayClosed, "2026-11-04 09:00"},
		{"2026-11-07 09:00", "2026-11-02 15:59", pickup.DayClosed, "2026-11-09 09:00"},
		{"2026-11-02", "2026-11-02 15:59", pickup.Fits, "2026-11-02"},
		{"2026-11-02", "2026-11-02 23:59", pickup.CutoffGone, "2026-11-04"},
	} {
		when, _ := pickup.ReadWhen(dashed(c.when), at(c.now).Location())
		want, _ := pickup.ReadWhen(dashed(c.next), at(c.now).Location())
		next, ok := hours.Next(when, at(c.now))
		if got := hours.Refuses(when, at(c.now)); got != c.want || !ok || next != want {
			t.Errorf("%s ordered at %s: %q, next %v", c.when, c.now, got, next)
		}
	}
	if left, soon := hours.Left(at("2026-11-02 15:46")); !soon || left != 14*time.Minute {
		t.Error(left, soon)
	}
	if _, soon := hours.Left(at("2026-11-02 15:29")); soon {
		t.Error("too early to hurry")
	}
	if h := pickup.AlwaysOpen; h.Refuses(pickup.When{Day: at("2026-11-02 00:00"), HasTime: true, Time: at("2026-11-02 23:59")}, at("2026-11-02 23:58")) != pickup.Fits {
		t.Error("always open is closed")
	}
}

// dashed writes a time as orders keep it.
func dashed(s string) string {
	if len(s) > len(time.DateOnly) {
		return s[:10] + "T" + s[11:]
	}
	return s
}

func TestHoursAreKept(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	o := pickup.NewOpenings(v.pool, at("2026-11-02 00:00").Location())
	order, err := v.place(1, 77, day("2026-11-02"), at("2026-11-01 12:00"), v.line("BAG", 1))
	if err != nil {
		t.Fatal(err)
	}
	name := order[0].Distributor
	set := func(c pickup.HoursChange) error {
		return v.in(func(tx pgx.Tx) error { return o.Set(t.Context(), tx, " "+name+" ", c) })
	}
	get := func() pickup.Hours {
		all, err := o.Of(t.Context(), nil, []string{name}, at("2026-11-02 12:00"))
		if err != nil {
			t.Fatal(err)
		}
		return all[name]
	}
	if h := get(); h.Closes != 1440 || h.Days != reminders.EveryDay {
		t.Error(h)
	}
	if err := set(pickup.HoursChange{Opens: new(480), Closes: new(1080)}); err != nil {
		t.Fatal(err)
	}
	future := time.Now().AddDate(0, 0, 3)
	if err := set(pickup.HoursChange{Cutoff: new(960), Closed: []time.Time{future}}); err != nil {
		t.Fatal(err)
	}
	if h := get(); h.Opens != 480 || h.Closes != 1080 || h.Cutoff != 960 || len(h.Closed) != 1 {
		t.Error(h)
	}
	if err := set(pickup.HoursChange{Open: []time.Time{future}}); err != nil || len(get().Closed) != 0 {
		t.Error(err, get())
	}
	for _, c := range []pickup.HoursChange{{Opens: new(1100)}, {Days: new(reminders.Days(0))}, {Cutoff: new(1200)}} {
		if err := set(c); !errors.Is(err, pickup.ErrHours) {
			t.Error(c, err)
		}
	}
	if err := v.in(func(tx pgx.Tx) error { return o.Set(t.Context(), tx, "nobody", pickup.HoursChange{}) }); !errors.Is(err, pickup.ErrNoDistributor) {
		t.Error(err)
	}
}

// The database and the program refuse the same times.
func TestTheDatabaseRefusesTheSameTimes(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	o := pickup.NewOpenings(v.pool, shanghai)
	monday := at("2026-11-02 00:00")
	rapid.Check(t, func(r *rapid.T) {
		minute := func(name string, from, to int) int { return rapid.IntRange(from, to).Draw(r, name) }
		moment := func(name string) time.Time {
			return monday.AddDate(0, 0, minute(name+" day", 0, 6)).Add(time.Duration(minute(name, 0, 24*60-1)) * time.Minute)
		}
		closes := minute("closes", 2, 24*60)
		c := pickup.HoursChange{
			Opens: new(minute("opens", 0, closes-1)), Closes: new(closes), Cutoff: new(minute("cut-off", 0, closes)),
			Days: new(reminders.Days(minute("days", 1, 127))), Closed: []time.Time{moment("closed")},
		}
		when, now := pickup.When{HasTime: rapid.Bool().Draw(r, "has hour"), Time: moment("pickup")}, moment("now")
		if when.Day = measure.Midnight(when.Time); !when.HasTime {
			when.Time = time.Time{}
		}
		ahead := minute("ahead", 1, 7)
		var hours pickup.Hours
		var refused *string
		err := v.in(func(tx pgx.Tx) error {
			if _, err := tx.Exec(t.Context(), `DELETE FROM closed_days`); err != nil {
				return err
			}
			if _, err := tx.Exec(t.Context(), `UPDATE settings SET order_days = $1`, ahead); err != nil {
				return err
			}
			if err := o.Set(t.Context(), tx, "Yihua", c); err != nil {
				return err
			}
			all, err := o.Of(t.Context(), tx, []string{"Yihua"}, monday)
			if err != nil {
				return err
			}
			hours = all["Yihua"]
			var at *int
			if when.HasTime {
				at = new(when.Time.Hour()*60 + when.Time.Minute())
			}
			return tx.QueryRow(t.Context(), `SELECT refused_at(id, $1, $2, $3) FROM distributors WHERE name = 'Yihua'`, when.Day, at, now).Scan(&refused)
		})
		if err != nil {
			r.Fatal(err)
		}
		want := hours.Refuses(when, now)
		if (refused == nil) != (want == pickup.Fits) || refused != nil && *refused != string(want) {
			r.Errorf("%+v: %v ordered at %v: the program says %q, the database %v", hours, when, now, want, refused)
		}
	})
}

// What is ordered, moved or added is for a time at which the distributor hands goods over, unless it agrees to another.
func TestNothingIsOrderedForWhenItIsClosed(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	order := v.placed(1, v.line("CLIP", 24), v.line("SOCK", 9))[0] // for 1 November, a Sunday
	if err := v.in(func(tx pgx.Tx) error {
		return pickup.NewOpenings(v.pool, shanghai).Set(t.Context(), tx, "Yihua", pickup.HoursChange{
			Opens: new(8 * 60), Closes: new(18 * 60), Cutoff: new(13 * 60), Days: new(reminders.ReadDays("123457")),
		})
	}); err != nil {
		t.Fatal(err)
	}
	now := at("2026-11-01 13:00") // the cut-off
	late := pickup.When{Day: at("2026-11-02 00:00"), HasTime: true, Time: at("2026-11-02 18:01")}
	for _, when := range []pickup.When{day("2026-11-01"), day("2026-11-07"), late} {
		if _, err := v.place(2, 500, when, now, v.line("BAG", 1), v.line("MUG", 1)); !errors.Is(err, pickup.ErrClosed) {
			t.Error("a new order for", when, err)
		}
	}
	for _, w := range []pickup.Wish{
		v.wish(order, day("2026-11-07"), nil), v.wish(order, late, map[string]int{"CLIP": 12}), v.wish(order, order.When, map[string]int{"CLIP": 12, "MUG": 1}),
	} {
		if got, err := v.change(1, w); !errors.Is(err, pickup.ErrClosed) || got.Revision != w.Seen {
			t.Error(w, err)
		}
	}
	// One tap is one answer, whatever the clock says by then; less is always in time.
	first, err := v.place(2, 501, day("2026-11-01"), at("2026-11-01 12:59"), v.line("MUG", 1))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := v.place(2, 501, day("2026-11-01"), now, v.line("MUG", 1)); err != nil || again[0].ID != first[0].ID {
		t.Error(again, err)
	}
	if _, err := v.change(1, v.wish(order, order.When, map[string]int{"CLIP": 12})); err != nil {
		t.Error("fewer after the cut-off:", err)
	}
	monday := v.wish(order, day("2026-11-02"), map[string]int{"CLIP": 24})
	v.key++
	if _, err := v.changeAs(v.key, 1, monday); err != nil {
		t.Error("more for an open day:", err)
	}
	// The distributor makes its exceptions itself.
	if _, err := v.do(yihua, order.ID, pickup.Accept, ""); err != nil {
		t.Fatal(err)
	}
	asked, err := v.change(1, v.wish(order, day("2026-11-07"), nil))
	if err != nil || asked.Proposed == nil {
		t.Fatal(err)
	}
	if got, err := v.answer(yihua, asked.Proposed.ID, true); err != nil || got.When != day("2026-11-07") {
		t.Error(got.When, err)
	}
	v.balances()
}

// Goods are not held for long: nothing is ordered, or moved by its seller, for beyond the days ahead that the village says.
func TestNothingIsOrderedForTooFarAhead(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	o, now := pickup.NewOpenings(v.pool, shanghai), at("2026-11-01 13:00")
	refused := func(when string, why pickup.Refusal) {
		t.Helper()
		all, err := o.Of(t.Context(), nil, []string{"Yihua"}, now)
		if err != nil || all["Yihua"].Refuses(day(when), now) != why {
			t.Errorf("%s: %v, %v", when, all, err)
		}
		v.key++
		placed, err := v.place(2, v.key, day(when), now, v.line("CLIP", 12))
		if (why == pickup.Fits) != (err == nil) || err != nil && !errors.Is(err, pickup.ErrClosed) {
			t.Errorf("%s: %v, %v", when, placed, err)
		}
	}
	refused("2026-11-15", pickup.Fits)
	refused("2026-11-16", pickup.TooFar)
	refused("2027-11-01", pickup.TooFar)
	order := v.placed(1, v.line("SOCK", 9))[0]
	if got, err := v.change(1, v.wish(order, day("2026-11-16"), nil)); !errors.Is(err, pickup.ErrClosed) || got.When != order.When {
		t.Error(got, err)
	}
	if err := o.TakeAhead(t.Context(), 30); err != nil {
		t.Fatal(err)
	}
	refused("2026-12-01", pickup.Fits)
	refused("2026-12-02", pickup.TooFar)
	if err := o.TakeAhead(t.Context(), 0); err == nil {
		t.Error("a village that takes no orders")
	}
	v.balances()
}
