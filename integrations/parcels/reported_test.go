package parcels_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

// arrived reports a parcel.
func (v *village) arrived(seller parcels.SellerID, id parcels.ParcelID, on, now time.Time) (s parcels.Sent, err error) {
	v.Helper()
	err = v.do(func(tx pgx.Tx) (err error) {
		s, err = v.Arrived(v.Context(), tx, seller, id, on, now)
		return err
	})
	return s, err
}

func (v *village) late(seller parcels.SellerID, id parcels.ParcelID, now time.Time) (s parcels.Sent, err error) {
	v.Helper()
	err = v.do(func(tx pgx.Tx) (err error) {
		s, err = v.NotThere(v.Context(), tx, seller, id, now)
		return err
	})
	return s, err
}

func TestReportsOfArrival(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00", "eta_p90_days=3"))
	id := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(10))
	for what, test := range map[string]struct {
		seller  parcels.SellerID
		on, now time.Time
		want    error
	}{
		"before it was sent": {1, ratestest.Noon(9), ratestest.Noon(12), parcels.ErrImpossibleDay},
		"tomorrow":           {1, ratestest.Noon(13), ratestest.Noon(12), parcels.ErrImpossibleDay},
		"somebody else's":    {2, ratestest.Noon(12), ratestest.Noon(12), parcels.ErrNoParcel},
	} {
		if _, err := v.arrived(test.seller, id, test.on, test.now); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if s, err := v.late(1, id, ratestest.Noon(13)); err != nil || s.LateOn == nil || s.ArrivedOn != nil {
		t.Errorf("late: %+v, %v", s, err)
	}
	s, err := v.arrived(1, id, ratestest.Noon(14), ratestest.Noon(15))
	if days, known := s.Days(); err != nil || days != 4 || !known || s.LateOn != nil {
		t.Errorf("there at last: %+v, %v", s, err)
	}
}

// That a parcel is not there before it can be expected says nothing of its courier: it must not count as one that was quick,
// and its seller is asked when it is due.
func TestNotThereBeforeItIsDueIsNoReport(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00", "eta_p50_days=2", "eta_p90_days=3"), ratestest.Flat("B", "*", "2.00"))
	card, none := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(10)), v.send(1, "B", "杭州", 800, 1, ratestest.Noon(10))
	for _, test := range []struct {
		id    parcels.ParcelID
		day   int
		late  bool
		lanes int
	}{{card, 10, false, 0}, {card, 12, false, 0}, {none, 14, false, 0}, {card, 13, true, 1}, {none, 15, true, 2}} {
		if _, err := v.arrived(1, test.id, ratestest.Noon(10), ratestest.Noon(10)); err != nil {
			t.Fatal(err)
		}
		s, err := v.late(1, test.id, ratestest.Noon(test.day))
		if err != nil || s.ArrivedOn != nil || (s.LateOn != nil) != test.late {
			t.Errorf("%s on the %dth: %+v, %v", test.id, test.day, s, err)
		}
		if lanes, err := v.Lanes(t.Context(), ratestest.Noon(15)); err != nil || len(lanes) != test.lanes {
			t.Errorf("%s on the %dth: %+v, %v", test.id, test.day, lanes, err)
		}
	}
}

// lane reports so many parcels of the 1st of November, each with the days it took; a negative number is one that was
// not there after as many days.
func (v *village) lane(name, to string, days ...int) {
	v.Helper()
	for _, n := range days {
		id := v.send(1, name, to, 500, 1, ratestest.Noon(1))
		var err error
		if n < 0 {
			_, err = v.late(1, id, ratestest.Noon(1-n))
		} else {
			_, err = v.arrived(1, id, ratestest.Noon(1+n), ratestest.Noon(28))
		}
		if err != nil {
			v.Fatal(err)
		}
	}
}

func TestDaysOfALaneByWhatSellersReport(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00", "eta_p50_days=2", "eta_p90_days=3"), ratestest.Flat("B", "*", "3.00"))
	v.lane("A", "杭州", 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4)
	v.lane("A", "宁波", 5, -6, -9)
	v.lane("A", "南京", 7)
	two, three := 2, 3
	got, err := v.Lanes(t.Context(), ratestest.Noon(28))
	want := []parcels.Lane{
		{Courier: "A", Province: "33", Reports: 20, Late: 2, P50: 2, P90: 5, CardP50: &two, CardP90: &three},
		{Courier: "A", Province: "32", Reports: 1, P50: 7, P90: 7, CardP50: &two, CardP90: &three},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Fatalf("%v\n%s", err, diff)
	}
	if !got[0].Enough() || got[1].Enough() || (parcels.Lane{Reports: 19}).Enough() {
		t.Error("20 reports are enough, 19 are not")
	}
	lane, err := v.LaneOf(t.Context(), rates.Quote{Courier: "A", P50: &three}, address.PlaceOf("3301"), ratestest.Noon(28))
	if err != nil || lane.Reports != 20 || *lane.CardP50 != 3 {
		t.Errorf("lane of a quote: %+v, %v", lane, err)
	}
	lane, err = v.LaneOf(t.Context(), rates.Quote{Courier: "B"}, address.PlaceOf("3301"), ratestest.Noon(28))
	if err != nil || lane.Reports != 0 || lane.Enough() || lane.Province != "33" {
		t.Errorf("a lane nobody reported on: %+v, %v", lane, err)
	}
	answer, err := v.Quote(t.Context(), rates.Request{To: address.PlaceOf("330106"), Weight: 500, On: ratestest.Noon(28)})
	if err != nil || v.Observe(t.Context(), &answer, ratestest.Noon(28)) != nil {
		t.Fatal(err)
	}
	seen := []*rates.Observed{answer.Quotes[0].Observed, answer.Quotes[1].Observed}
	if diff := cmp.Diff([]*rates.Observed{{Reports: 20, Late: 2, P50: 2, P90: 5, Enough: true}, nil}, seen); diff != "" {
		t.Error(diff)
	}
	if _, p90 := answer.Quotes[0].Days(); *p90 != 5 {
		t.Errorf("nine in ten in %d days", *p90)
	}
	answer.Quotes[0].Observed.Enough = false
	if _, p90 := answer.Quotes[0].Days(); *p90 != 3 {
		t.Errorf("too few reports count with %d days", *p90)
	}
	if lanes, err := v.Lanes(t.Context(), ratestest.Noon(28).AddDate(0, 4, 0)); err != nil || len(lanes) != 0 {
		t.Errorf("months later: %v, %v", lanes, err)
	}
}

func TestEachParcelIsAskedAboutOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00", "eta_p50_days=1", "eta_p90_days=2"), ratestest.Flat("B", "*", "3.00"))
	a, b := v.send(1, "A", "杭州", 500, 1, ratestest.Noon(10)), v.send(1, "B", "杭州", 500, 1, ratestest.Noon(10))
	c := v.send(2, "A", "杭州", 500, 1, ratestest.Noon(10))
	told := v.send(2, "A", "杭州", 500, 1, ratestest.Noon(10))
	if _, err := v.arrived(2, told, ratestest.Noon(11), ratestest.Noon(11)); err != nil {
		t.Fatal(err)
	}
	ask := func(now time.Time, sellers int) (ids []parcels.ParcelID) {
		t.Helper()
		err := v.do(func(tx pgx.Tx) error {
			sent, err := v.TakeToAsk(t.Context(), tx, now, sellers)
			for _, s := range sent {
				ids = append(ids, s.ID)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		return ids
	}
	if got := ask(ratestest.Noon(11), 9); len(got) != 0 {
		t.Errorf("asked too early: %v", got)
	}
	var wait sync.WaitGroup
	both := make([][]parcels.ParcelID, 2)
	for i := range both {
		wait.Go(func() { both[i] = ask(ratestest.Noon(12), 1) })
	}
	wait.Wait()
	asked := append(append(both[0], both[1]...), ask(ratestest.Noon(12), 9)...)
	if diff := cmp.Diff(map[parcels.ParcelID]int{a: 1, c: 1}, count(asked)); diff != "" {
		t.Errorf("asked on the 12th:\n%s", diff)
	}
	if diff := cmp.Diff([]parcels.ParcelID{b}, ask(ratestest.Noon(15), 9)); diff != "" {
		t.Errorf("asked on the 15th:\n%s", diff)
	}
	err := v.do(func(tx pgx.Tx) error {
		waiting, err := v.Awaiting(t.Context(), tx, 1, ratestest.Noon(15))
		if len(waiting) != 2 || waiting[0].ID != a {
			t.Errorf("awaiting %+v", waiting)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func count(ids []parcels.ParcelID) map[parcels.ParcelID]int {
	n := map[parcels.ParcelID]int{}
	for _, id := range ids {
		n[id]++
	}
	return n
}
