package pickup_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
)

// claim claims pieces of an order, in the evening of the first of November.
func (v *village) claim(by pickup.SellerID, key int64, id pickup.OrderID, sku string, pieces int, reason string) (claim pickup.Claim, err error) {
	err = v.in(func(tx pgx.Tx) error {
		claim, err = v.Claim(context.Background(), tx, key, by, id, v.ids[sku], pieces, reason, at("2026-11-01 18:00"))
		return err
	})
	return claim, err
}

func (v *village) settle(a pickup.Actor, id pickup.ClaimID, d pickup.Deed, reason string) (claim pickup.Claim, err error) {
	err = v.in(func(tx pgx.Tx) error {
		claim, err = v.Settle(context.Background(), tx, a, id, d, reason, at("2026-11-01 19:00"))
		return err
	})
	return claim, err
}

// picked is an order of seller 1 that was fetched, of 60 clips of which 40 were there, and socks.
func picked(t *testing.T, v *village) pickup.OrderID {
	t.Helper()
	id := v.placed(1, v.line("CLIP", 60), v.line("SOCK", 5))[0].ID
	if _, err := v.left(yihua, id, "CLIP", 40); err != nil {
		t.Fatal(err)
	}
	if _, err := v.do(yihua, id, pickup.Pick, ""); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestClaims(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	id := picked(t, v)
	open := v.placed(1, v.line("SOCK", 5))[0].ID
	var many *pickup.ManyError
	for name, err := range map[string]error{
		"another's":         second(v.claim(2, 90, id, "CLIP", 1, pickup.Broken)),
		"none of these":     second(v.claim(1, 90, id, "BAG", 1, pickup.Broken)),
		"not fetched":       second(v.claim(1, 90, open, "SOCK", 1, pickup.Broken)),
		"without a reason":  second(v.claim(1, 90, id, "CLIP", 1, "")),
		"more than she got": second(v.claim(1, 90, id, "CLIP", 41, pickup.Broken)),
	} {
		if err == nil {
			t.Errorf("%s: claimed", name)
		}
		if name == "more than she got" && (!errors.As(err, &many) || many.Available != 40) {
			t.Errorf("%s: %v", name, err)
		}
		if name == "none of these" && !errors.Is(err, catalogue.ErrNotFound) || name == "another's" && !errors.Is(err, pickup.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	first, err := v.claim(1, 91, id, "CLIP", 30, pickup.Broken)
	if err != nil || first.Quantity != 30 || first.Total != 30*105 || first.Status != pickup.Complain || first.Distributor != "Yihua" {
		t.Fatalf("%+v, %v", first, err)
	}
	if again, err := v.claim(1, 91, id, "CLIP", 30, pickup.Broken); err != nil || again.ID != first.ID {
		t.Errorf("the same tap again: %+v, %v", again, err)
	}
	if _, err := v.claim(1, 92, id, "CLIP", 11, pickup.Missing); !errors.As(err, &many) || many.Available != 10 {
		t.Error("more than is left to claim:", err)
	}
	for _, a := range []pickup.Actor{seller, bags, organiser} {
		a.Role = pickup.ByDistributor
		if _, err := v.settle(a, first.ID, pickup.Credit, ""); !errors.Is(err, pickup.ErrNotFound) {
			t.Errorf("%v settles: %v", a, err)
		}
	}
	if _, err := v.settle(yihua, first.ID, pickup.Deny, ""); !errors.Is(err, pickup.ErrReason) {
		t.Error(err)
	}
	if got, err := v.settle(yihua, first.ID, pickup.Credit, ""); err != nil || got.Status != pickup.Credit || got.Amount != 30*105 {
		t.Errorf("%+v, %v", got, err)
	}
	for _, d := range []pickup.Deed{pickup.Credit, pickup.Replace, pickup.Deny, pickup.Cancel} {
		if got, err := v.settle(yihua, first.ID, d, "why"); !errors.Is(err, pickup.ErrTooLate) || got.Amount != 30*105 {
			t.Errorf("%v of what is settled: %+v, %v", d, got, err)
		}
	}
	// What was denied can be claimed again.
	denied, err := v.claim(1, 93, id, "CLIP", 10, "they smell")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.settle(yihua, denied.ID, pickup.Deny, "so does the river"); err != nil || got.Answer != "so does the river" || got.Amount != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := v.claim(1, 94, id, "CLIP", 10, pickup.Wrong); err != nil {
		t.Error(err)
	}
	history := v.account(seller, id).History
	if last := history[4]; len(history) != 8 || last.What != pickup.Credit || last.SKU != "CLIP" || last.Has != 30 || last.Amount != 30*105 {
		t.Errorf("%+v", history)
	}
	v.balances() // claims move no stock
	for _, statement := range []string{
		`UPDATE order_claims SET status = 'replaced', amount = NULL`, `UPDATE order_claims SET amount = amount + 1`, `UPDATE order_claims SET quantity = 41`,
		`INSERT INTO order_claims (key, order_id, line, quantity, reason) VALUES (99, 1001, 1, 99, 'x')`, `DELETE FROM order_claims`,
	} {
		if _, err := v.pool.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// Of all who settle a claim at once, one does; of all who claim the last pieces, one gets them.
func TestClaimsAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	id := picked(t, v)
	var mu sync.Mutex
	var made []pickup.Claim
	settled := 0
	var wg sync.WaitGroup
	for n := range int64(8) {
		wg.Go(func() {
			claim, err := v.claim(1, 100+n, id, "SOCK", 3, pickup.Missing)
			if err == nil {
				mu.Lock()
				defer mu.Unlock()
				made = append(made, claim)
			}
		})
	}
	wg.Wait()
	if len(made) != 1 {
		t.Fatalf("%d claims", len(made))
	}
	for n := range 8 {
		wg.Go(func() {
			if _, err := v.settle(yihua, made[0].ID, []pickup.Deed{pickup.Credit, pickup.Replace}[n%2], ""); err == nil {
				mu.Lock()
				defer mu.Unlock()
				settled++
			}
		})
	}
	wg.Wait()
	if settled != 1 {
		t.Errorf("settled %d times", settled)
	}
}

// Without a number, a claim is of what was fetched lately, the latest first.
func TestWhatWasFetchedLately(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	first, second := picked(t, v), picked(t, v)
	v.placed(1, v.line("SOCK", 5))
	orders, err := v.Picked(t.Context(), 1, at("2026-11-30 12:00"))
	if err != nil || len(orders) != 2 || orders[0].ID != second || orders[1].ID != first || len(orders[0].Lines) != 2 {
		t.Errorf("%+v, %v", orders, err)
	}
	if orders, err := v.Picked(t.Context(), 1, at("2026-12-30 12:00")); err != nil || len(orders) != 0 {
		t.Errorf("%+v, %v", orders, err)
	}
	if orders, err := v.Picked(t.Context(), 2, at("2026-11-02 12:00")); err != nil || len(orders) != 0 {
		t.Errorf("%+v, %v", orders, err)
	}
}
