package pickup_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/pickup"
	"oldhand/integrations/reminders"
)

// due takes what is due at a time, which is quiet for some, and gives the sellers.
func (v *village) due(now time.Time, limit int, quiet ...pickup.SellerID) []pickup.SellerID {
	v.Helper()
	var dues []pickup.Due
	err := v.in(func(tx pgx.Tx) (err error) {
		dues, err = pickup.DailyOf(v.Orders).TakeDue(context.Background(), tx, now, limit, nil, quiet...)
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	var sellers []pickup.SellerID
	for _, d := range dues {
		sellers = append(sellers, d.Seller)
		if len(d.Orders) == 0 {
			v.Errorf("seller %d is reminded of nothing", d.Seller)
		}
	}
	return sellers
}

func (v *village) wantDue(now string, want ...pickup.SellerID) {
	v.Helper()
	if diff := cmp.Diff(want, v.due(at(now), 100)); diff != "" {
		v.Errorf("at %s: %s", now, diff)
	}
}

func (v *village) set(seller pickup.SellerID, r pickup.Reminder) {
	v.Helper()
	if err := v.in(func(tx pgx.Tx) error {
		return pickup.DailyOf(v.Orders).SetReminder(context.Background(), tx, seller, r)
	}); err != nil {
		v.Fatal(err)
	}
}

func (v *village) snooze(seller pickup.SellerID, until string) {
	v.Helper()
	if err := v.in(func(tx pgx.Tx) error {
		return pickup.DailyOf(v.Orders).Snooze(context.Background(), tx, seller, at(until))
	}); err != nil {
		v.Fatal(err)
	}
}

// order places one bag for a seller, to be fetched on a day.
func (v *village) order(seller pickup.SellerID, on, now string) pickup.OrderID {
	v.Helper()
	v.key++
	orders, err := v.place(seller, v.key, day(on), at(now), v.line("BAG", 1))
	if err != nil {
		v.Fatal(err)
	}
	return orders[0].ID
}

func TestReminderSettings(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	get := func() pickup.Reminder {
		r, err := pickup.DailyOf(v.Orders).Reminder(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if got := get(); got != (pickup.Reminder{On: true, Minute: 480, Days: reminders.EveryDay}) {
		t.Error("never set:", got)
	}
	v.order(1, "2026-11-01", "2026-11-01 07:00")
	if got := get(); got != (pickup.Reminder{On: true, Minute: 480, Days: reminders.EveryDay}) {
		t.Error("after an order:", got)
	}
	v.set(1, pickup.Reminder{On: false, Minute: 1439, Days: reminders.EveryDay})
	if got := get(); got != (pickup.Reminder{On: false, Minute: 1439, Days: reminders.EveryDay}) {
		t.Error("set:", got)
	}
	for _, minute := range []int{-1, 1440} {
		err := v.in(func(tx pgx.Tx) error {
			return pickup.DailyOf(v.Orders).SetReminder(t.Context(), tx, 1, pickup.Reminder{Minute: minute, Days: reminders.EveryDay})
		})
		if !errors.Is(err, pickup.ErrMinute) {
			t.Error(minute, err)
		}
	}
}

func TestRemindersComeOnceADay(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	first := v.order(1, "2026-11-02", "2026-11-01 12:00")
	v.order(2, "2026-11-03", "2026-11-01 12:00")
	v.order(3, "2026-11-02", "2026-11-01 12:00")
	v.set(3, pickup.Reminder{On: false, Minute: 480, Days: reminders.EveryDay})
	v.wantDue("2026-11-01 23:59")
	v.wantDue("2026-11-02 00:00")
	v.wantDue("2026-11-02 07:59")
	v.wantDue("2026-11-02 08:00", 1)
	v.wantDue("2026-11-02 08:01")
	v.wantDue("2026-11-02 19:59")
	v.wantDue("2026-11-03 08:00", 1, 2) // the first is overdue
	if _, err := v.fetch(1, first); err != nil {
		t.Fatal(err)
	}
	v.wantDue("2026-11-04 09:10", 2) // the server was down at eight
	v.wantDue("2026-11-05 20:00")    // too late for the day
	v.wantDue("2026-11-05 23:50")
	v.wantDue("2026-11-06 00:10")
	v.wantDue("2026-11-06 19:59", 2)
}

func TestLateRemindersComeUntilMidnight(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.order(1, "2026-11-02", "2026-11-01 12:00")
	v.set(1, pickup.Reminder{On: true, Minute: 21*60 + 30, Days: reminders.EveryDay})
	v.wantDue("2026-11-02 21:29")
	v.wantDue("2026-11-02 23:59", 1)
	v.wantDue("2026-11-03 00:00")
}

func TestALaterTimeRemindsAgain(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.order(1, "2026-11-02", "2026-11-01 12:00")
	v.wantDue("2026-11-02 08:00", 1)
	v.set(1, pickup.Reminder{On: true, Minute: 7 * 60, Days: reminders.EveryDay})
	v.wantDue("2026-11-02 09:00")
	v.set(1, pickup.Reminder{On: true, Minute: 10 * 60, Days: reminders.EveryDay})
	v.wantDue("2026-11-02 09:59")
	v.wantDue("2026-11-02 10:00", 1)
	v.wantDue("2026-11-02 10:01")
}

func TestWhatIsOrderedAfterTheReminderIsNotRemindedOf(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.order(1, "2026-11-02", "2026-11-02 08:30")
	v.wantDue("2026-11-02 08:31")
	v.wantDue("2026-11-03 08:00", 1)
}

func TestSnooze(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.order(1, "2026-11-02", "2026-11-01 12:00")
	v.wantDue("2026-11-02 08:00", 1)
	v.snooze(1, "2026-11-02 09:30")
	v.wantDue("2026-11-02 09:29")
	v.wantDue("2026-11-02 09:30", 1)
	v.wantDue("2026-11-02 09:31")
	v.snooze(1, "2026-11-02 22:00") // later than others are sent
	v.wantDue("2026-11-02 22:01", 1)
	v.snooze(1, "2026-11-03 10:00") // in place of tomorrow's
	v.wantDue("2026-11-03 08:00")
	v.wantDue("2026-11-03 10:00", 1)
	v.snooze(1, "2026-11-03 11:00")
	v.set(1, pickup.Reminder{On: false, Minute: 480, Days: reminders.EveryDay})
	v.wantDue("2026-11-03 11:00")
	v.set(1, pickup.Reminder{On: true, Minute: 480, Days: reminders.EveryDay})
	v.snooze(1, "2026-11-03 12:00")
	v.wantDue("2026-11-04 08:00", 1) // the server was down over it
}

// What comes at a time that its seller has named comes in her quiet hours as well, and anything else after them.
func TestANamedTimeIsKeptInQuietHours(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for seller := range pickup.SellerID(3) {
		v.order(seller, "2026-11-02", "2026-11-01 12:00")
	}
	v.set(1, pickup.Reminder{On: true, Minute: 23*60 + 30, Days: reminders.EveryDay})
	v.snooze(2, "2026-11-02 22:15")
	for _, step := range []struct {
		now  string
		want []pickup.SellerID
	}{{"2026-11-02 08:30", nil}, {"2026-11-02 22:15", []pickup.SellerID{2}}, {"2026-11-02 23:30", []pickup.SellerID{1}}, {"2026-11-03 08:00", nil}} {
		if got := v.due(at(step.now), 100, 0, 1, 2); !slices.Equal(got, step.want) {
			t.Errorf("at %s: %v, want %v", step.now, got, step.want)
		}
	}
	v.wantDue("2026-11-03 09:00", 0, 2)
}

// Whose quiet hours take in the whole of the time in which it would come is reminded when they end.
func TestQuietHoursUntilTheEveningPutTheReminderOff(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.order(1, "2026-11-02", "2026-11-01 12:00")
	v.order(2, "2026-11-02", "2026-11-01 12:00")
	if got := v.due(at("2026-11-02 19:59"), 100, 1, 2); got != nil {
		t.Errorf("%v are reminded in their quiet hours", got)
	}
	var dues []pickup.Due
	err := v.in(func(tx pgx.Tx) (err error) {
		dues, err = pickup.DailyOf(v.Orders).TakeDue(t.Context(), tx, at("2026-11-02 20:00"), 100, []pickup.SellerID{1})
		return err
	})
	if err != nil || len(dues) != 1 || dues[0].Seller != 1 {
		t.Errorf("%v, %v", dues, err)
	}
}

func TestDaysWithoutAReminder(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	skip := func(on string) {
		if err := v.in(func(tx pgx.Tx) error { return pickup.DailyOf(v.Orders).Skip(t.Context(), tx, 1, at(on+" 00:00")) }); err != nil {
			t.Fatal(err)
		}
	}
	v.order(1, "2026-11-02", "2026-11-01 12:00") // a Monday
	skip("2026-11-03")
	skip("2026-11-05")
	v.snooze(1, "2026-11-02 09:00")
	v.wantDue("2026-11-02 09:00", 1)
	v.wantDue("2026-11-03 08:00")
	v.wantDue("2026-11-04 08:00", 1)
	v.wantDue("2026-11-05 08:00")
	v.snooze(1, "2026-11-05 10:00") // wanted after all
	v.wantDue("2026-11-05 10:00", 1)
	v.wantDue("2026-11-06 08:00", 1)
	v.set(1, pickup.Reminder{On: true, Minute: 480, Days: reminders.ReadDays("12345")})
	v.wantDue("2026-11-07 08:00")
	v.wantDue("2026-11-08 08:00")
	v.wantDue("2026-11-09 08:00", 1)
	if err := v.in(func(tx pgx.Tx) error {
		return pickup.DailyOf(v.Orders).SetReminder(t.Context(), tx, 1, pickup.Reminder{On: true, Minute: 480})
	}); !errors.Is(err, pickup.ErrDays) {
		t.Error(err)
	}
}

func TestARolledBackReminderComesAgain(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.order(1, "2026-11-02", "2026-11-01 12:00")
	tx, err := v.pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if dues, err := pickup.DailyOf(v.Orders).TakeDue(t.Context(), tx, at("2026-11-02 08:00"), 10, nil); err != nil || len(dues) != 1 {
		t.Error(dues, err)
	}
	v.wantDue("2026-11-02 08:00") // held by the other, and not waited for
	if err := tx.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	v.wantDue("2026-11-02 08:00", 1)
}

func TestTwoProcessesNeverTakeTheSame(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	const sellers = 40
	for n := range pickup.SellerID(sellers) {
		v.order(n, "2026-11-02", "2026-11-01 12:00")
	}
	var mu sync.Mutex
	times := map[pickup.SellerID]int{}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range sellers {
				for _, seller := range v.due(at("2026-11-02 08:00"), 3) {
					mu.Lock()
					times[seller]++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	for _, seller := range v.due(at("2026-11-02 08:00"), sellers) { // passed over by all, because another held them
		times[seller]++
	}
	for n := range pickup.SellerID(sellers) {
		if times[n] != 1 {
			t.Errorf("seller %d was reminded %d times", n, times[n])
		}
	}
}

// What is to be fetched on a day, with the seller's own ticks.
func TestPull(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	first, second := v.order(1, "2026-11-02", "2026-11-01 12:00"), v.order(1, "2026-11-03", "2026-11-01 12:00")
	v.order(2, "2026-11-03", "2026-11-01 12:00")
	pull := func(on string, overdue bool) (p pickup.Pull) {
		t.Helper()
		if err := v.in(func(tx pgx.Tx) (err error) {
			p, err = pickup.DailyOf(v.Orders).Pull(t.Context(), tx, 1, at(on+" 00:00"), overdue)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := pull("2026-11-03", false); p.N != 1 || p.Stops[0].Orders[0].ID != second || p.Total != p.Stops[0].Orders[0].Total {
		t.Error(p)
	}
	if p := pull("2026-11-03", true); p.N != 2 || p.Stops[0].Orders[0].ID != first {
		t.Error(p)
	}
	if p := pull("2026-11-04", false); p.N != 0 || len(p.Stops) != 0 {
		t.Error(p)
	}
	item := pull("2026-11-02", false).Stops[0].Orders[0].Lines[0].Item
	tick := func(seller pickup.SellerID, on bool) error {
		return v.in(func(tx pgx.Tx) error {
			return pickup.DailyOf(v.Orders).Tick(t.Context(), tx, seller, pickup.Tick{Order: first, Item: item}, on)
		})
	}
	if err := tick(2, true); !errors.Is(err, pickup.ErrNotFound) {
		t.Error("a stranger's tick:", err)
	}
	for _, on := range []bool{true, true, false, false, true} { // also the second tap
		if err := tick(1, on); err != nil {
			t.Error(err)
		}
		if p := pull("2026-11-02", false); p.Ticked[pickup.Tick{Order: first, Item: item}] != on {
			t.Error(on, p.Ticked)
		}
	}
	if _, err := v.fetch(1, first); err != nil {
		t.Fatal(err)
	}
	if err := tick(1, true); !errors.Is(err, pickup.ErrNotFound) {
		t.Error("a tick of what was fetched:", err)
	}
}

// What nobody has fetched by the evening is asked about once for each day.
func TestTheEvening(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	first, fetched := v.order(1, "2026-11-02", "2026-11-01 12:00"), v.order(1, "2026-11-02", "2026-11-01 12:00")
	v.order(2, "2026-11-03", "2026-11-01 12:00")
	v.order(3, "2026-11-02", "2026-11-02 18:30")
	if _, err := v.fetch(1, fetched); err != nil {
		t.Fatal(err)
	}
	asked := func(now string) (ids []pickup.OrderID) {
		t.Helper()
		err := v.in(func(tx pgx.Tx) error {
			dues, err := pickup.DailyOf(v.Orders).TakeUnfetched(t.Context(), tx, at(now), 10, nil)
			for _, d := range dues {
				for _, o := range d.Orders {
					ids = append(ids, o.ID)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	for _, step := range []struct {
		now  string
		want int
	}{{"2026-11-02 18:59", 0}, {"2026-11-02 19:00", 1}, {"2026-11-02 19:01", 0}, {"2026-11-02 19:30", 1}, {"2026-11-02 23:59", 0}, {"2026-11-03 00:10", 0}, {"2026-11-03 20:00", 1}} {
		ids := asked(step.now)
		if len(ids) != step.want || step.now == "2026-11-02 19:00" && ids[0] != first {
			t.Errorf("at %s: %v", step.now, ids)
		}
	}
}
