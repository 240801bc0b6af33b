package pickup_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/pickup"
)

// What sellers are shown is noted, until its day has gone by.
func TestWhatIsShown(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	daily := pickup.DailyOf(v.Orders)
	showing := func(day string) (shown []pickup.Shown) {
		t.Helper()
		if err := v.in(func(tx pgx.Tx) (err error) {
			shown, err = daily.Showing(t.Context(), tx, []pickup.SellerID{1, 2, 3}, at(day+" 00:00"))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return shown
	}
	show := func(shown ...pickup.Shown) {
		t.Helper()
		if err := v.in(func(tx pgx.Tx) error { return daily.Show(t.Context(), tx, shown...) }); err != nil {
			t.Fatal(err)
		}
	}
	show()
	show(pickup.Shown{Seller: 1, Day: at("2026-11-01 00:00"), Lang: "en", Print: -1}, pickup.Shown{Seller: 2, Day: at("2026-11-02 00:00"), Page: 2, Lang: "zh"})
	last := pickup.Shown{Seller: 1, Day: at("2026-11-02 00:00"), Page: 1, Lang: "zh", Print: 7}
	show(last)
	if got := showing("2026-11-02"); len(got) != 2 || got[0] != last || got[1].Page != 2 {
		t.Error(got)
	}
	if got := showing("2026-11-03"); len(got) != 0 {
		t.Error(got)
	}
}

// Of two who change a seller's orders at the same time, whoever keeps her list last waits for the other, and sees what both have done.
func TestTheListKeptLastHasEverything(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	daily := pickup.DailyOf(v.Orders)
	first, second := v.placed(1, v.line("SOCK", 5))[0], v.placed(1, v.line("BAG", 1))[0]
	if err := v.in(func(tx pgx.Tx) error {
		return daily.Show(t.Context(), tx, pickup.Shown{Seller: 1, Day: first.When.Day})
	}); err != nil {
		t.Fatal(err)
	}
	keep := func(a pickup.Actor, o pickup.Order) func(tx pgx.Tx) error {
		return func(tx pgx.Tx) error {
			_, err := v.Do(t.Context(), tx, a, o.ID, pickup.Accept, "", at("2026-11-01 13:00"))
			if err == nil {
				_, err = daily.Showing(t.Context(), tx, []pickup.SellerID{1}, time.Time{})
			}
			return err
		}
	}
	last := make(chan []pickup.Stop, 1)
	err := v.in(func(tx pgx.Tx) error {
		if err := keep(yihua, first)(tx); err != nil {
			return err
		}
		go func() {
			var pull pickup.Pull
			if err := v.in(func(tx pgx.Tx) (err error) {
				if err = keep(bags, second)(tx); err == nil {
					pull, err = daily.Pull(t.Context(), tx, 1, first.When.Day, false)
				}
				return err
			}); err != nil {
				t.Error(err)
			}
			last <- pull.Stops
		}()
		for waits := false; !waits && len(last) == 0; {
			if err := v.pool.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')`).Scan(&waits); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, stop := range <-last {
		if o := stop.Orders[0]; o.Status != pickup.Accepted {
			t.Errorf("#%d is %s on the list that was kept last", o.ID, o.Status)
		}
	}
}
