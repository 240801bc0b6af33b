package waits_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/integrations/waits"
)

// machine does whatever can happen to goods that sellers wait for, and remembers what was said.
type machine struct {
	*village
	open map[pickup.OrderID]int64 // orders, by who has them
	told map[waits.ID]bool
}

const (
	sellers = 3
	sku     = "CLIP"
)

func (m *machine) wait(t *rapid.T) {
	seller, quantity := rapid.Int64Range(1, sellers).Draw(t, "seller"), rapid.IntRange(0, 30).Draw(t, "quantity")
	i := m.item(sku).For(seller)
	there := i.Stock >= i.Orderable(quantity)
	if err := m.begin(seller, sku, quantity); there != errors.Is(err, waits.ErrThere) || !there && err != nil {
		t.Fatalf("seller %d waits for %d of %d: %v", seller, quantity, i.Stock, err)
	}
}

func (m *machine) drop(t *rapid.T) {
	seller := waits.SellerID(rapid.Int64Range(1, sellers).Draw(t, "seller"))
	all, err := m.Of(context.Background(), seller)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range all {
		if err := m.in(func(ctx context.Context, tx pgx.Tx) error {
			_, err := m.End(ctx, tx, seller, w.ID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func (m *machine) stock(t *rapid.T) {
	n := rapid.IntRange(-20, 40).Draw(t, "pieces")
	var reserved *catalogue.ReservedError
	all := m.item(sku).Stock
	if err := m.restock(sku, n); (all+n < 0) != errors.As(err, &reserved) || all+n >= 0 && err != nil {
		t.Fatalf("%+d of %d: %v", n, all, err)
	}
	m.served(t)
}

func (m *machine) buy(t *rapid.T) {
	seller, quantity := rapid.Int64Range(1, sellers).Draw(t, "seller"), 5*rapid.IntRange(2, 6).Draw(t, "fives")
	there := m.item(sku).For(seller).Stock
	order, err := m.order(seller, sku, quantity)
	var short *pickup.ShortError
	switch {
	case quantity > there:
		if !errors.As(err, &short) || short.Available != there {
			t.Fatalf("seller %d buys %d of %d: %v", seller, quantity, there, err)
		}
	case err != nil:
		t.Fatalf("seller %d buys %d of %d: %v", seller, quantity, there, err)
	default:
		m.open[order.ID] = seller
		m.served(t)
	}
}

func (m *machine) giveBack(t *rapid.T) {
	for id, seller := range m.open {
		if err := m.cancel(seller, id); err != nil {
			t.Fatal(err)
		}
		delete(m.open, id)
		m.served(t)
		return
	}
}

// pass has a while pass; a few of the holds may be over by then, and the job may have run.
func (m *machine) pass(t *rapid.T) {
	m.exec(`UPDATE holds SET ends_at = now() - interval '1 second' WHERE seller_id <= $1`, rapid.Int64Range(0, sellers).Draw(t, "whose"))
	if rapid.Bool().Draw(t, "serve") {
		m.serveDue()
		m.served(t)
	}
}

func (m *machine) tell(t *rapid.T) {
	for _, told := range m.village.told() {
		for _, f := range told.Waits {
			if m.told[f.ID] || f.Held < m.item(sku).Orderable(f.Quantity) {
				t.Fatalf("told again, or without a hold: %+v", f)
			}
			m.told[f.ID] = true
		}
	}
}

// served says that nobody waits who could be served.
func (m *machine) served(t *rapid.T) {
	for seller := int64(1); seller <= sellers; seller++ {
		all, err := m.Of(context.Background(), waits.SellerID(seller))
		if err != nil {
			t.Fatal(err)
		}
		i := m.item(sku).For(seller)
		if slices.ContainsFunc(all, func(w waits.Wait) bool { return i.Orderable(w.Quantity) <= i.Stock }) {
			t.Fatalf("seller %d waits beside %d: %+v", seller, i.Stock, all)
		}
	}
}

// Whatever happens: nothing is promised that is not there, nobody is told twice or before it is held for them, and all
// readings of what there is agree with what an order gets.
func TestWhateverHappensNoMoreIsPromisedThanThereIs(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rapid.Check(t, func(t *rapid.T) {
		m := &machine{village: v, open: map[pickup.OrderID]int64{}, told: map[waits.ID]bool{}}
		v.exec(`DELETE FROM waits`)
		v.exec(`DELETE FROM holds`)
		v.exec(`DO $$ BEGIN SET LOCAL session_replication_role = replica; -- what happened to orders is kept but here
			DELETE FROM item_events WHERE order_id IS NOT NULL; DELETE FROM order_claims; DELETE FROM order_events; DELETE FROM order_lines; DELETE FROM orders; END $$`)
		v.exec(`WITH counted AS (UPDATE stock SET on_hand = 0, reserved = 0 RETURNING item_id)
			INSERT INTO item_events (item_id, at, actor, what, on_hand) SELECT item_id, now(), 0, 'counted', 0 FROM counted`)
		actions := map[string]func(*rapid.T){
			"wait": m.wait, "drop": m.drop, "stock": m.stock, "buy": m.buy, "give back": m.giveBack, "pass": m.pass, "tell": m.tell,
			"": func(t *rapid.T) {
				if err := m.check(); err != nil {
					t.Fatal(err)
				}
			},
		}
		t.Repeat(actions)
	})
}

// Restocks, orders of those who wait and of others, each tap twice, and cancellations, all at the same time.
func TestAllAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	const (
		waiting, others = 20, 20
		each, pieces    = 3, 12
	)
	for s := range waiting {
		v.waiting("LANTERN", each, int64(s+1))
	}
	var wait sync.WaitGroup
	var mutex sync.Mutex
	told, short := map[waits.ID]int{}, 0
	buy := func(key, seller int64, quantity int) {
		placed, err := v.place(key, seller, "LANTERN", quantity)
		var refused *pickup.ShortError
		switch {
		case errors.As(err, &refused):
			mutex.Lock()
			defer mutex.Unlock()
			short++
		case err != nil:
			t.Error(err)
		case key%5 == 0:
			if err := v.cancel(seller, placed[0].ID); err != nil && !errors.Is(err, pickup.ErrTooLate) {
				t.Error(err)
			}
		}
	}
	for n := range others {
		seller := int64(waiting + n + 1)
		for range 2 {
			wait.Go(func() { buy(seller, seller, 2) })
		}
	}
	for range 6 { // of 60 that are waited for, 72 come in
		wait.Go(func() {
			if err := v.restock("LANTERN", pieces); err != nil {
				t.Error(err)
			}
			for _, one := range v.told() {
				mutex.Lock()
				for _, f := range one.Waits {
					told[f.ID]++
				}
				mutex.Unlock()
				for range 2 { // who is told can order it, and her second tap is the same order
					seller := int64(one.Seller)
					if _, err := v.place(1000+seller, seller, "LANTERN", each); err != nil {
						t.Errorf("seller %d, who was told: %v", seller, err)
					}
				}
			}
		})
	}
	wait.Wait()
	if err := v.check(); err != nil {
		t.Error(err)
	}
	for id, n := range told {
		if n != 1 {
			t.Errorf("wait %d told %d times", id, n)
		}
	}
	for _, one := range v.told() { // whom a cancelled order served last
		told[one.Waits[0].ID]++
	}
	if len(told) != waiting {
		t.Errorf("%d of %d were told", len(told), waiting)
	}
	if short == 0 {
		t.Error("nobody came too late: nothing was tried here")
	}
	t.Logf("%d orders of others came too late", short)
}

// A seller begins to wait at the moment goods come in: she either sees them or is served.
func TestNobodyWaitsBesideWhatJustCame(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for seller := range int64(20) {
		var wait sync.WaitGroup
		var begun error
		wait.Go(func() { begun = v.begin(seller, "LANTERN", 1) })
		wait.Go(func() {
			if err := v.restock("LANTERN", 1); err != nil {
				t.Error(err)
			}
		})
		wait.Wait()
		switch told := v.told(); {
		case begun == nil && (len(told) != 1 || told[0].Seller != waits.SellerID(seller)):
			t.Errorf("seller %d waits beside what came: %+v", seller, told)
		case begun != nil && !errors.Is(begun, waits.ErrThere):
			t.Error(begun)
		}
		if _, err := v.order(seller, "LANTERN", 1); err != nil {
			t.Error(err)
		}
	}
}
