package pickup_test

import (
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
)

// Who holds a large share of an item's stock, by one order or several, holds it for half a day unless the distributor accepts.
func TestALargeOrderMustBeAccepted(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	credits := pickup.NewCredits(v.pool)
	if err := credits.SetLarge(t.Context(), 50); err != nil {
		t.Fatal(err)
	}
	large := func(o pickup.Order, want bool) pickup.OrderID {
		t.Helper()
		if left := time.Until(o.AcceptBy); o.AcceptBy.IsZero() == want || want && (left < 11*time.Hour || left > 12*time.Hour) {
			t.Errorf("#%d is to be accepted by %v", o.ID, o.AcceptBy)
		}
		return o.ID
	}
	few := large(v.placed(1, v.line("CLIP", 24))[0], false)
	if ids, err := credits.Large(t.Context(), 1, []pickup.Wanted{v.line("CLIP", 96), v.line("SOCK", 51)}); err != nil || !slices.Equal(ids, []catalogue.ItemID{v.ids["SOCK"]}) {
		t.Error(ids, err)
	}
	large(v.placed(2, v.line("CLIP", 108))[0], false)
	many := large(v.placed(1, v.line("CLIP", 108))[0], true)
	grown := v.placed(3, v.line("SOCK", 40))[0]
	large(grown, false)
	grown, err := v.change(3, v.wish(grown, grown.When, map[string]int{"SOCK": 60}))
	if err != nil {
		t.Fatal(err)
	}
	large(grown, true)

	expired := func() (ids []pickup.OrderID) {
		t.Helper()
		err := v.in(func(tx pgx.Tx) error {
			orders, err := v.TakeExpired(t.Context(), tx, at("2026-11-01 14:00"), 10)
			for _, o := range orders {
				if ids = append(ids, o.ID); o.AcceptBy.IsZero() {
					t.Errorf("%+v", o)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	if ids := expired(); ids != nil {
		t.Error("too early:", ids)
	}
	if _, err := v.pool.Exec(t.Context(), `UPDATE orders SET accept_by = '2026-11-01 13:59+08' WHERE accept_by IS NOT NULL`); err != nil { // half a day goes by
		t.Fatal(err)
	}
	accepted, err := v.do(yihua, grown.ID, pickup.Accept, "")
	if err != nil {
		t.Fatal(err)
	}
	large(accepted, false)
	if ids := expired(); !slices.Equal(ids, []pickup.OrderID{many}) {
		t.Error(ids, "and not", few)
	}
	v.wantStock("CLIP", 240, 132)
	v.wantStock("SOCK", 100, 60)
	if err := credits.SetLarge(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	large(v.placed(1, v.line("CLIP", 108))[0], false)
	v.balances()
}

// What is large by one of its items stays so while another grows, and is not any more once all are small.
func TestAnOrderIsLargeNoLongerThanItsGoods(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	if err := pickup.NewCredits(v.pool).SetLarge(t.Context(), 50); err != nil {
		t.Fatal(err)
	}
	order := v.placed(1, v.line("CLIP", 12), v.line("SOCK", 60))[0]
	for _, step := range []struct {
		goods map[string]int
		large bool
	}{
		{nil, true}, {map[string]int{"CLIP": 24}, true}, {map[string]int{"SOCK": 40}, false}, {map[string]int{"CLIP": 132}, true}, {map[string]int{"CLIP": 0}, false},
	} {
		before := order.AcceptBy
		if step.goods != nil {
			var err error
			if order, err = v.change(1, v.wish(order, order.When, step.goods)); err != nil {
				t.Fatal(err)
			}
		}
		if order.AcceptBy.IsZero() == step.large {
			t.Errorf("%v: to be accepted by %v", step.goods, order.AcceptBy)
		}
		if step.large && !before.IsZero() && !order.AcceptBy.Equal(before) {
			t.Errorf("%v: %v instead of %v", step.goods, order.AcceptBy, before)
		}
	}
}
