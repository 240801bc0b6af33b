package parcels_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/parcels"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

func (v *village) handOver(key int64, name string, day int) (h parcels.Handover, err error) {
	v.Helper()
	err = v.do(func(tx pgx.Tx) (err error) {
		h, _, err = v.HandOver(v.Context(), tx, key, name, ratestest.Noon(day))
		return err
	})
	return h, err
}

func TestAHandoverListStaysAsItWas(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"), ratestest.Flat("B", "*", "3.00"))
	v.send(1, "A", "杭州", 500, 2, ratestest.Noon(23))
	v.send(2, "A", "杭州", 500, 1, ratestest.Noon(23))
	v.send(1, "B", "杭州", 500, 1, ratestest.Noon(23))
	v.send(1, "A", "杭州", 500, 9, ratestest.Noon(22))
	waiting, err := v.Waiting(t.Context(), ratestest.Noon(23))
	if err != nil || fmt.Sprint(waiting) != "[{A 3} {B 1}]" {
		t.Errorf("waiting: %v, %v", waiting, err)
	}
	first, err := v.handOver(1, "A", 23)
	if err != nil || first.Parcels != 3 || first.Rows != 2 {
		t.Fatalf("%+v, %v", first, err)
	}
	v.send(2, "A", "杭州", 500, 5, ratestest.Noon(23))
	if again, err := v.handOver(1, "A", 23); err != nil || again != first {
		t.Errorf("the same tap again: %+v, %v", again, err)
	}
	second, err := v.handOver(2, "A", 23)
	if err != nil || second.Parcels != 5 || second.ID == first.ID {
		t.Errorf("the parcels that came later: %+v, %v", second, err)
	}
	if _, err := v.handOver(3, "A", 23); !errors.Is(err, parcels.ErrNothingToHandOver) {
		t.Errorf("nothing left: %v", err)
	}
	lists, err := v.Handovers(t.Context(), ratestest.Noon(23))
	if err != nil || len(lists) != 2 || lists[0] != first {
		t.Errorf("lists of the day: %+v, %v", lists, err)
	}
}

func TestALongDayIsSeveralLists(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	v.send(1, "A", "杭州", 500, 1, ratestest.Noon(23))
	_, err := v.Pool.Exec(t.Context(), `INSERT INTO parcels (key, seller_id, day, rate, to_code, weight, size, billable, price, parcels, recorded_at)
		SELECT key + n, seller_id, day, rate, to_code, weight, size, billable, price, parcels, recorded_at FROM parcels, generate_series(1, 599) n`)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range []int{500, 100} {
		if h, err := v.handOver(int64(key), "A", 23); err != nil || h.Parcels != want {
			t.Errorf("%+v, %v; want %d", h, err, want)
		}
	}
}

func TestTwoOrganisersHandOverAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	for range 10 {
		v.send(1, "A", "杭州", 500, 1, ratestest.Noon(23))
	}
	var wait sync.WaitGroup
	lists := make([]parcels.Handover, 2)
	errs := make([]error, 2)
	for i := range lists {
		wait.Go(func() { lists[i], errs[i] = v.handOver(int64(i+1), "A", 23) })
	}
	wait.Wait()
	if lists[0].Parcels+lists[1].Parcels != 10 || (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%+v, %v", lists, errs)
	}
}
