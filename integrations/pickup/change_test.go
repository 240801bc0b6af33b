package pickup_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
)

// wish is a change of an order as it is shown now, at the item's prices for so many.
func (v *village) wish(o pickup.Order, when pickup.When, quantities map[string]int) pickup.Wish {
	v.Helper()
	w := pickup.Wish{Order: o.ID, Seen: v.account(organiser, o.ID).Revision, When: when}
	for _, sku := range []string{"CLIP", "SOCK", "MUG", "BAG"} {
		if n, ok := quantities[sku]; ok {
			w.Lines = append(w.Lines, v.line(sku, n))
		}
	}
	return w
}

// change changes an order by a tap of its own.
func (v *village) change(seller pickup.SellerID, w pickup.Wish) (pickup.Order, error) {
	v.key++
	return v.changeAs(v.key, seller, w)
}

func (v *village) changeAs(key int64, seller pickup.SellerID, w pickup.Wish) (order pickup.Order, err error) {
	err = v.in(func(tx pgx.Tx) error {
		order, err = v.Change(context.Background(), tx, key, seller, w, at("2026-11-01 13:00"))
		return err
	})
	return order, err
}

func (v *village) answer(a pickup.Actor, change int64, agreed bool) (order pickup.Order, err error) {
	err = v.in(func(tx pgx.Tx) error {
		order, err = v.Answer(context.Background(), tx, a, change, agreed, at("2026-11-01 13:00"))
		return err
	})
	return order, err
}

func TestAPlacedOrderIsChanged(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	order := v.placed(1, v.line("CLIP", 60), v.line("SOCK", 5))[0]
	noon := pickup.When{Day: at("2026-11-02 00:00"), HasTime: true, Time: at("2026-11-02 12:00")}
	w := v.wish(order, noon, map[string]int{"CLIP": 12, "MUG": 1})
	v.key++
	got, err := v.changeAs(v.key, 1, w)
	if err != nil || len(got.Lines) != 3 || got.Total != 12*120+5*200+990 || !got.When.Time.Equal(noon.Time) || got.Status != pickup.Placed {
		t.Errorf("%+v, %v", got, err)
	}
	v.wantStock("CLIP", 240, 12)
	v.wantStock("MUG", 1, 1)
	want := pickup.Event{
		At: at("2026-11-01 13:00"), Actor: 1, Role: pickup.BySeller, What: pickup.Alter, Before: pickup.Placed, After: pickup.Placed,
		From: &pickup.Terms{When: day("2026-11-01"), Lines: []pickup.Term{{SKU: "CLIP", Ordered: 60, Price: 105}, {SKU: "SOCK", Ordered: 5, Price: 200}}},
		To: &pickup.Terms{When: noon, Lines: []pickup.Term{
			{SKU: "CLIP", Ordered: 12, Price: 120}, {SKU: "SOCK", Ordered: 5, Price: 200}, {SKU: "MUG", Ordered: 1, Price: 990},
		}},
	}
	if diff := cmp.Diff(want, got.History[1]); diff != "" {
		t.Error(diff)
	}
	// The same tap once more is the same change, and another card of the same moment comes too late.
	if again, err := v.changeAs(v.key, 1, w); err != nil || cmp.Diff(got, again) != "" {
		t.Errorf("%v\n%s", err, cmp.Diff(got, again))
	}
	if again, err := v.change(1, w); !errors.Is(err, pickup.ErrMoved) || cmp.Diff(got, again) != "" {
		t.Error("a card of before:", err)
	}
	if _, err := v.change(1, v.wish(order, noon, map[string]int{"CLIP": 12})); !errors.Is(err, pickup.ErrUnchanged) {
		t.Error("as it is:", err)
	}
	// A line that was taken off can come back.
	if got, err = v.change(1, v.wish(order, noon, map[string]int{"MUG": 0, "SOCK": 0})); err != nil || len(got.Lines) != 1 || got.Total != 1440 {
		t.Errorf("%+v, %v", got, err)
	}
	v.wantStock("MUG", 1, 0)
	if got, err = v.change(1, v.wish(order, noon, map[string]int{"MUG": 1})); err != nil || len(got.Lines) != 2 || got.Total != 1440+990 {
		t.Errorf("%+v, %v", got, err)
	}
	v.balances()
}

func TestAChangeThatCannotBe(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	order := v.placed(1, v.line("CLIP", 12), v.line("SOCK", 5))[0]
	v.placed(2, v.line("SOCK", 90))
	first := v.account(seller, order.ID)
	try := func(by pickup.SellerID, w pickup.Wish) error {
		t.Helper()
		_, err := v.change(by, w)
		if diff := cmp.Diff(first, v.account(seller, order.ID)); diff != "" {
			t.Errorf("%v: %s", err, diff)
		}
		v.balances()
		return err
	}
	of := func(quantities map[string]int) pickup.Wish { return v.wish(order, order.When, quantities) }
	var short *pickup.ShortError
	if err := try(1, of(map[string]int{"SOCK": 11, "CLIP": 24})); !errors.As(err, &short) || short.Available != 10 || short.Asked != 11 {
		t.Error(err)
	}
	var changed *pickup.ChangedError
	dear := of(map[string]int{"CLIP": 48})
	dear.Lines[0].Price++
	for _, w := range []pickup.Wish{dear, of(map[string]int{"CLIP": 13}), of(map[string]int{"SOCK": 4})} {
		if err := try(1, w); !errors.As(err, &changed) {
			t.Error(w, err)
		}
	}
	for want, w := range map[error]pickup.Wish{
		catalogue.ErrNotFound: of(map[string]int{"BAG": 1}), pickup.ErrNothingLeft: of(map[string]int{"CLIP": 0, "SOCK": 0}),
	} {
		if err := try(1, w); !errors.Is(err, want) {
			t.Error(want, err)
		}
	}
	if err := try(2, of(map[string]int{"CLIP": 24})); !errors.Is(err, pickup.ErrNotFound) {
		t.Error("somebody else:", err)
	}
	v.close(order.ID)
	if _, err := v.change(1, of(map[string]int{"CLIP": 24})); !errors.Is(err, pickup.ErrTooLate) {
		t.Error("closed:", err)
	}
}

// Of cards that were drawn at the same moment one counts, and one that was drawn before the order was accepted does not.
func TestChangesAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for n := range 6 {
		order := v.placed(1, v.line("CLIP", 12), v.line("SOCK", 5))[0]
		var wg sync.WaitGroup
		var mu sync.Mutex
		made := 0
		var cards []pickup.Wish // all of them, before any is tapped
		for quantity := range 4 {
			cards = append(cards, v.wish(order, order.When, map[string]int{"CLIP": 24 + 12*quantity}))
		}
		for i, w := range cards {
			key := int64(1000 + 10*n + i)
			wg.Go(func() {
				switch _, err := v.changeAs(key, 1, w); {
				case err == nil:
					mu.Lock()
					defer mu.Unlock()
					made++
				case !errors.Is(err, pickup.ErrMoved):
					t.Error(err)
				}
			})
		}
		wg.Go(func() {
			if _, err := v.do(yihua, order.ID, pickup.Accept, ""); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		if made > 1 {
			t.Errorf("%d were made", made)
		}
		if o := v.account(seller, order.ID); o.Proposed != nil {
			t.Error("a card from before it was accepted asks for a change")
		}
		v.close(order.ID)
		v.balances()
	}
}

func TestAnAcceptedOrderIsChangedIfTheDistributorAgrees(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	order := v.placed(1, v.line("CLIP", 12), v.line("SOCK", 5))[0]
	if _, err := v.do(yihua, order.ID, pickup.Accept, ""); err != nil {
		t.Fatal(err)
	}
	asked, err := v.change(1, v.wish(order, order.When, map[string]int{"CLIP": 24}))
	if err != nil || asked.Proposed == nil || asked.Proposed.Lines[0].Total != 24*120 || asked.Total != order.Total {
		t.Fatalf("%+v, %v", asked, err)
	}
	// Another one takes its place.
	first := asked.Proposed.ID
	if asked, err = v.change(1, v.wish(order, day("2026-11-02"), map[string]int{"CLIP": 48})); err != nil || asked.Proposed.ID == first {
		t.Fatalf("%+v, %v", asked, err)
	}
	for _, a := range []pickup.Actor{bags, seller} {
		if _, err := v.answer(a, asked.Proposed.ID, true); a.Role != pickup.BySeller && !errors.Is(err, pickup.ErrNotFound) {
			t.Error(a, err)
		}
	}
	if _, err := v.answer(yihua, first, true); !errors.Is(err, pickup.ErrTooLate) {
		t.Error("one that was replaced:", err)
	}
	got, err := v.answer(yihua, asked.Proposed.ID, true)
	if err != nil || got.Proposed != nil || got.Total != 48*105+5*200 || got.When != day("2026-11-02") || got.Status != pickup.Accepted {
		t.Errorf("%+v, %v", got, err)
	}
	v.wantStock("CLIP", 240, 48)
	if again, err := v.answer(yihua, asked.Proposed.ID, false); !errors.Is(err, pickup.ErrTooLate) || cmp.Diff(got, again) != "" {
		t.Error("answered twice:", err)
	}
	// What it does not agree to is as it was.
	if asked, err = v.change(1, v.wish(order, got.When, map[string]int{"SOCK": 0})); err != nil {
		t.Fatal(err)
	}
	if got, err = v.answer(yihua, asked.Proposed.ID, false); err != nil || got.Proposed != nil || len(got.Lines) != 2 {
		t.Errorf("%+v, %v", got, err)
	}
	// The price that the seller was shown holds, and stock that is gone by then is not promised.
	if asked, err = v.change(1, v.wish(order, got.When, map[string]int{"CLIP": 120})); err != nil {
		t.Fatal(err)
	}
	v.counted("CLIP", 100)
	var short *pickup.ShortError
	if _, err = v.answer(yihua, asked.Proposed.ID, true); !errors.As(err, &short) || short.Available != 100 {
		t.Error(err)
	}
	v.counted("CLIP", 240)
	err = v.in(func(tx pgx.Tx) error {
		_, err := v.catalogue.SetPrice(t.Context(), tx, catalogue.By{Person: 2}, "Yihua", "CLIP", 500)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err = v.answer(yihua, asked.Proposed.ID, true); err != nil || got.Total != 120*90+5*200 {
		t.Errorf("%+v, %v", got, err)
	}
	v.balances()
}

// An order that is to be cancelled is not changed, and one that came up short is changed from what is left.
func TestChangesBesideOtherThings(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	order := v.placed(1, v.line("CLIP", 24), v.line("SOCK", 9))[0]
	if _, err := v.left(yihua, order.ID, "SOCK", 6); err != nil {
		t.Fatal(err)
	}
	got, err := v.change(1, v.wish(order, order.When, map[string]int{"SOCK": 9}))
	if err != nil || got.Lines[1].Quantity != 9 || got.Lines[1].Ordered != 9 {
		t.Errorf("%+v, %v", got, err)
	}
	v.wantStock("SOCK", 97, 9)
	if got, err = v.left(yihua, order.ID, "SOCK", 7); err != nil || got.Total != 24*120+7*200 {
		t.Errorf("%+v, %v", got, err)
	}
	for _, s := range []step{{yihua, pickup.Accept, ""}, {seller, pickup.Cancel, ""}} {
		if _, err := v.do(s.by, order.ID, s.deed, s.reason); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := v.change(1, v.wish(order, order.When, map[string]int{"CLIP": 12})); !errors.Is(err, pickup.ErrAsked) {
		t.Error(err)
	}
}

// The database itself keeps what was ordered, and how it was changed.
func TestTheDatabaseKeepsChanges(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	order := v.placed(1, v.line("CLIP", 24), v.line("SOCK", 9))[0]
	if _, err := v.change(1, v.wish(order, day("2026-11-02"), map[string]int{"CLIP": 12})); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`UPDATE order_lines SET ordered = 99, quantity = 99, total = 99 * price WHERE line = 1`,
		`UPDATE order_lines SET price = 1, total = quantity WHERE line = 1; UPDATE orders SET total = 1812`,
		`UPDATE orders SET pickup_day = '2026-11-05'`, `UPDATE order_changes SET after = '{}'`, `DELETE FROM order_changes`,
		`INSERT INTO order_changes (key, order_id, item_ids, quantities, prices, pickup_day, status, before, after)
			SELECT 99, order_id, item_ids, quantities, prices, pickup_day, 'made', after, after FROM order_changes`,
		`INSERT INTO order_events (order_id, at, actor, role, what, before, after) SELECT id, now(), 1, 'seller', 'changed', 'placed', 'placed' FROM orders`,
	} {
		if _, err := v.pool.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
}
