package catalogue_test

import (
	"context"
	"errors"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/table"
)

func TestSetStockAndPrice(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", head+"D,A,Clip,,,,1.20,50:1.05;100:0.80,,,100,,,,,,\n", table.Options{})
	v.reserve("A", 30)
	var item catalogue.Item
	stock := func(distributor, sku string, onHand int) error {
		return v.in(func(ctx context.Context, tx pgx.Tx) (err error) {
			item, err = v.SetStock(ctx, tx, catalogue.By{}, distributor, sku, onHand)
			return err
		})
	}
	if err := stock(" d", "a ", 35); err != nil || item.Stock != 5 || v.item("A").Stock != 5 {
		t.Error(item, err)
	}
	var held *catalogue.ReservedError
	if err := stock("D", "A", 29); !errors.As(err, &held) || held.Reserved != 30 || held.Item.SKU != "A" {
		t.Error(err)
	}
	if err := stock("D", "A", -1); !errors.Is(err, catalogue.ErrNegative) {
		t.Error(err)
	}
	if err := stock("D", "A", math.MaxInt32+1); !errors.Is(err, catalogue.ErrTooMany) {
		t.Error(err)
	}
	if err := stock("E", "A", 50); !errors.Is(err, catalogue.ErrNotFound) {
		t.Error(err)
	}
	if err := v.in(func(ctx context.Context, tx pgx.Tx) (err error) {
		item, err = v.SetPrice(ctx, tx, catalogue.By{}, "D", "ａ", 90)
		return err
	}); err != nil || item.Price != 90 || !cmp.Equal(item.Tiers, []catalogue.Tier{{From: 100, Price: 80}}) {
		t.Error(item, err)
	}
	if diff := cmp.Diff(item, v.item("A")); diff != "" {
		t.Error(diff)
	}
}

// add adds to a stock in a transaction of its own.
func (v *village) add(distributor, sku string, delta int) (item catalogue.Item, err error) {
	v.Helper()
	err = v.in(func(ctx context.Context, tx pgx.Tx) error {
		item, err = v.AddStock(ctx, tx, catalogue.By{}, distributor, sku, delta)
		return err
	})
	return item, err
}

func TestAddStock(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", head+"D,A,Clip,,,,1.20,,,,100,,,,,,\nE,A,Clip,,,,1.20,,,,7,,,,,,\n", table.Options{})
	if _, err := v.pool.Exec(t.Context(), `UPDATE stock SET reserved = 30 WHERE on_hand = 100`); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ delta, left int }{{500, 570}, {-50, 520}, {-520, 0}, {0, 0}} {
		if item, err := v.add(" d", "ａ", c.delta); err != nil || item.Stock != c.left || item.Distributor != "D" {
			t.Errorf("%+d: %+v, %v", c.delta, item, err)
		}
	}
	var held *catalogue.ReservedError
	if _, err := v.add("D", "A", -1); !errors.As(err, &held) || held.Reserved != 30 || held.Item.SKU != "A" {
		t.Error(err)
	}
	if _, err := v.add("E", "A", -8); !errors.As(err, &held) || held.Reserved != 0 {
		t.Error(err)
	}
	for _, delta := range []int{math.MaxInt32, math.MaxInt64} {
		if _, err := v.add("D", "A", delta); !errors.Is(err, catalogue.ErrTooMany) {
			t.Errorf("%d: %v", delta, err)
		}
	}
	if _, err := v.add("F", "A", 1); !errors.Is(err, catalogue.ErrNotFound) {
		t.Error(err)
	}
}

// Whoever adds, takes away and orders at the same time: every piece is counted once.
func TestAddStockFromManySidesAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load("items.csv", head+"D,A,Clip,,,,1.20,,,,20,,,,,,\n", table.Options{})
	id := v.item("A").ID
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if _, err := v.add("D", "A", 5); err != nil {
				t.Error(err)
			}
		})
		wait.Go(func() {
			if _, err := v.pool.Exec(t.Context(), `UPDATE stock SET reserved = reserved + 1 WHERE item_id = $1 AND on_hand > reserved`, id); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if got := v.item("A").Stock; got != 20+20*5-20 {
		t.Errorf("%d to be had", got)
	}
	taken := make([]error, 20)
	for i := range taken {
		wait.Go(func() { _, taken[i] = v.add("D", "A", -9) })
	}
	wait.Wait()
	refused := 0
	for _, err := range taken {
		var held *catalogue.ReservedError
		switch {
		case errors.As(err, &held):
			refused++
		case err != nil:
			t.Error(err)
		}
	}
	if got := v.item("A").Stock; refused != 9 || got != 1 {
		t.Errorf("%d refused, %d left of 100 taken by nines", refused, got)
	}
}

// An item's account tells each change, the newest first, and not what changed nothing.
func TestTheAccountOfAnItem(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rows := func(price, tiers, stock string) {
		v.load("items.csv", head+"D,A,Clip,,,,"+price+","+tiers+",,,"+stock+",,,,,,\n", table.Options{})
	}
	rows("1.20", "50:1.05", "100")
	rows("1.20", "50:1.05", "100")
	mei := catalogue.By{Person: 7, At: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)}
	var got []catalogue.Event
	if err := v.in(func(ctx context.Context, tx pgx.Tx) (err error) {
		if _, err = v.SetPrice(ctx, tx, mei, "D", "A", 100); err == nil {
			_, err = v.AddStock(ctx, tx, mei, "D", "A", -5)
		}
		if err == nil {
			_, err = v.SetStock(ctx, tx, mei, "D", "A", 95) // as it was
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	rows("1.10", "50:1.05;100:0.90", "80")
	account := func(prices, stock bool, most int) []catalogue.Event {
		if err := v.in(func(ctx context.Context, tx pgx.Tx) (err error) {
			got, err = v.Account(ctx, tx, v.item("A").ID, prices, stock, most)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for i := range got {
			got[i].At = time.Time{}
		}
		return got
	}
	of := func(n int) *int { return &n }
	none, one, two := []catalogue.Tier{}, []catalogue.Tier{{From: 50, Price: 105}}, []catalogue.Tier{{From: 50, Price: 105}, {From: 100, Price: 90}}
	prices := []catalogue.Event{
		{What: "file", Price: 110, PriceBefore: 100, Tiers: two, TiersBefore: none},
		{Person: 7, What: "priced", Price: 100, PriceBefore: 120, Tiers: none, TiersBefore: one},
	}
	stock := []catalogue.Event{
		{What: "file", Stock: of(80), StockBefore: of(95), Tiers: none, TiersBefore: none},
		{Person: 7, What: "moved", Stock: of(95), StockBefore: of(100), Tiers: none, TiersBefore: none},
	}
	for _, c := range []struct{ got, want []catalogue.Event }{
		{account(true, false, 9), prices}, {account(false, true, 9), stock},
		{account(true, true, 9), []catalogue.Event{stock[0], prices[0], stock[1], prices[1]}}, {account(true, true, 1), stock[:1]},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Error(diff)
		}
	}
}
