package parcels_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

func TestAWaybillIsAskedForEverMoreSeldom(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	id := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(20))
	carrier := &slip{noWaybill: true}
	if _, err := v.Book(t.Context(), carrier, id, "o1", parcels.Shipment{}, ratestest.Noon(20)); err != nil {
		t.Fatal(err)
	}
	fetch := func(after time.Duration, want int64) {
		t.Helper()
		if err := v.FetchWaybills(t.Context(), carrier, ratestest.Noon(20).Add(after)); err != nil || carrier.fetched.Load() != want {
			t.Errorf("after %s: asked %d times, %v; want %d", after, carrier.fetched.Load(), err, want)
		}
	}
	fetch(15*time.Minute, 1)
	fetch(20*time.Minute, 1)
	fetch(30*time.Minute, 2)
	fetch(45*time.Minute, 2)
	fetch(time.Hour, 3)
	fetch(119*time.Minute, 3)
	carrier.noWaybill = false
	fetch(2*time.Hour, 4)
	fetch(9*time.Hour, 4)
	if s, err := v.Sent(t.Context(), 1, id); err != nil || s.Waybills != "W1" {
		t.Errorf("%+v, %v", s, err)
	}
	if err := v.TrackBooked(t.Context(), carrier, address.Party{Phone: "13800138000"}, ratestest.Noon(20).Add(3*time.Hour)); err != nil || carrier.tracked.Load() != 1 {
		t.Errorf("tracked %d times, %v", carrier.tracked.Load(), err)
	}
}

func TestAWaybillIsToldOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	first, second := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(20)), v.send(2, "A", "杭州", 800, 1, ratestest.Noon(20))
	late := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(20))
	for id, carrier := range map[parcels.ParcelID]*slip{first: {}, second: {}, late: {noWaybill: true}} {
		if _, err := v.Book(t.Context(), carrier, id, id.String(), parcels.Shipment{}, ratestest.Noon(20)); err != nil {
			t.Fatal(err)
		}
	}
	var wait sync.WaitGroup
	told := make([][]parcels.Waybill, 4)
	for i := range told {
		wait.Go(func() {
			err := v.do(func(tx pgx.Tx) (err error) {
				told[i], err = v.TakeWaybills(t.Context(), tx, ratestest.Noon(20), 100)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	var all []parcels.Waybill
	for _, list := range told {
		all = append(all, list...)
	}
	want := []parcels.Waybill{{1, first, "A", "A800 g"}, {2, second, "A", "A800 g"}}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
}
