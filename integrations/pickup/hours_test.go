package pickup_test

import (
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

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
