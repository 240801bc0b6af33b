package pickup_test

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
)

// What is made up stays so, and of the others those get theirs that were placed first.
func TestScarceGoodsGoToWhoOrderedFirst(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	first, last := v.placed(1, v.line("SOCK", 30), v.line("MUG", 1))[0], v.placed(2, v.line("SOCK", 20))[0]
	madeUp, gone := v.placed(3, v.line("SOCK", 10))[0], v.placed(1, v.line("SOCK", 5))[0]
	for _, deed := range []pickup.Deed{pickup.Accept, pickup.Pack} {
		if _, err := v.do(yihua, madeUp.ID, deed, ""); err != nil {
			t.Fatal(err)
		}
	}
	v.close(gone.ID)
	scarce := func(a pickup.Actor, n int) (cuts []pickup.Cut, err error) {
		err = v.in(func(tx pgx.Tx) error {
			cuts, err = v.Scarce(t.Context(), tx, a, v.ids["SOCK"], n, at("2026-11-01 13:00"))
			return err
		})
		return cuts, err
	}
	for _, n := range []int{60, 61} {
		if cuts, err := scarce(yihua, n); err != nil || len(cuts) > 0 {
			t.Error(n, cuts, err)
		}
	}
	if cuts, err := scarce(bags, 0); err != nil || len(cuts) > 0 {
		t.Error("another distributor's:", cuts, err)
	}
	cuts, err := scarce(yihua, 45)
	if err != nil || len(cuts) != 1 || cuts[0].Order.ID != last.ID || cuts[0].Had != 20 || cuts[0].Left != 5 || cuts[0].Order.Total != 5*200 {
		t.Error(cuts, err)
	}
	cuts, err = scarce(yihua, 15)
	if err != nil || len(cuts) != 2 || cuts[0].Order.ID != first.ID || cuts[0].Left != 5 || cuts[1].Order.Status != pickup.Refused {
		t.Error(cuts, err)
	}
	if err := v.in(func(tx pgx.Tx) error {
		_, err := v.catalogue.SetStock(t.Context(), tx, catalogue.By{Person: yihua.Person}, "Yihua", "SOCK", 14)
		return err
	}); !errors.As(err, new(*catalogue.ReservedError)) {
		t.Error(err)
	}
	v.balances()
	v.counted("SOCK", 15)
	v.wantStock("SOCK", 15, 15)
}
