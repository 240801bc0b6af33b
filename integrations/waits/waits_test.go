package waits_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/waits"
)

func TestAWaitBeginsWhereThereIsNotEnough(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.came("CLIP", 12)
	for _, c := range []struct {
		quantity int
		want     error
	}{{0, waits.ErrThere}, {10, waits.ErrThere}, {7, waits.ErrThere}, {11, nil}, {13, nil}} { // 11 are 15, in steps of five
		if err := v.begin(1, "CLIP", c.quantity); !errors.Is(err, c.want) {
			t.Errorf("%d clips: %v", c.quantity, err)
		}
	}
	if err := v.watch(1, "LANTERN", 200); !errors.Is(err, waits.ErrThere) {
		t.Error(err)
	}
	if err := v.watch(1, "LANTERN", 199); err != nil {
		t.Error(err)
	}
	v.waiting("LANTERN", 0, 1)
	if err := v.in(func(ctx context.Context, tx pgx.Tx) error {
		_, err := v.Begin(ctx, tx, 1, waits.Wanted{Item: 999})
		return err
	}); !errors.Is(err, catalogue.ErrNotFound) {
		t.Error(err)
	}
	got, err := v.Of(t.Context(), 1)
	most := measure.Fen(199)
	want := []waits.Wait{
		{ID: 1, Seller: 1, Wanted: waits.Wanted{Item: v.ids["CLIP"], Quantity: 13}, Price: 120}, // the later one holds
		{ID: 2, Seller: 1, Wanted: waits.Wanted{Item: v.ids["LANTERN"], PriceMax: &most}, Price: 200},
		{ID: 3, Seller: 1, Wanted: waits.Wanted{Item: v.ids["LANTERN"]}, Price: 200},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestASellersWaitsAreHerOwn(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 0, 1)
	end := func(seller waits.SellerID) (ended waits.Wait, err error) {
		err = v.in(func(ctx context.Context, tx pgx.Tx) error {
			ended, err = v.End(ctx, tx, seller, 1)
			return err
		})
		return ended, err
	}
	if got, err := v.Of(t.Context(), 2); err != nil || len(got) != 0 {
		t.Error(got, err)
	}
	if _, err := end(2); !errors.Is(err, waits.ErrNotFound) {
		t.Error(err)
	}
	if got, err := end(1); err != nil || got.Item != v.ids["LANTERN"] {
		t.Error(got, err)
	}
	if _, err := end(1); !errors.Is(err, waits.ErrNotFound) {
		t.Error(err)
	}
	v.came("LANTERN", 5)
	v.wantTold()
}

// What an order misses, or is refused for as sold out, is not there: nobody who waits is served from it.
func TestWhatIsMissingServesNobody(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.came("LANTERN", 9)
	counter := pickup.Actor{Person: 3, Role: pickup.ByDistributor, Distributor: "Hongfu"}
	for _, does := range []func(ctx context.Context, tx pgx.Tx, id pickup.OrderID) error{
		func(ctx context.Context, tx pgx.Tx, id pickup.OrderID) error {
			_, err := v.orders.Left(ctx, tx, counter, id, v.ids["LANTERN"], 1, time.Now())
			return err
		},
		func(ctx context.Context, tx pgx.Tx, id pickup.OrderID) error {
			_, err := v.orders.Do(ctx, tx, counter, id, pickup.Refuse, pickup.SoldOut, time.Now())
			return err
		},
	} {
		order, err := v.order(2, "LANTERN", 4)
		if err != nil {
			t.Fatal(err)
		}
		before := v.item("LANTERN").Stock
		v.waiting("LANTERN", before+1, 1)
		if err := v.in(func(ctx context.Context, tx pgx.Tx) error { return does(ctx, tx, order.ID) }); err != nil {
			t.Fatal(err)
		}
		v.wantTold()
		if after := v.item("LANTERN").Stock; after != before {
			t.Errorf("%d can be ordered, %d could", after, before)
		}
	}
}

func TestASellerHasThirtyWaits(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 0, 1)
	v.exec(`WITH made AS (
			INSERT INTO items (distributor_id, sku, sku_key, title_en, unit, price, min_qty, multiple)
			SELECT 1, 'X' || n, 'x' || n, 'Mug', '-', 100, 1, 1 FROM generate_series(1, $1) n RETURNING id
		), stocked AS (INSERT INTO stock (item_id, on_hand) SELECT id, 0 FROM made)
		INSERT INTO item_events (item_id, at, actor, what, on_hand, price, tier_from, tier_price)
		SELECT id, now(), 0, 'file', CASE n WHEN 0 THEN 0 END, CASE n WHEN 1 THEN 100 END, CASE n WHEN 1 THEN '{}'::int[] END,
			CASE n WHEN 1 THEN '{}'::bigint[] END FROM made, generate_series(0, 1) n`, waits.Most)
	for n := range waits.Most {
		v.ids["X"] = v.ids["LANTERN"] + 1 + catalogue.ItemID(n) // the last one of the file
		if err := v.begin(1, "X", 0); (n < waits.Most-1) != (err == nil) || err != nil && !errors.Is(err, waits.ErrFull) {
			t.Fatalf("%d waits more: %v", n+1, err)
		}
	}
	v.waiting("LANTERN", 7, 1) // the same goods take no other place
	if err := v.begin(2, "X", 0); err != nil {
		t.Error("somebody else:", err)
	}
	v.exec(`UPDATE waits SET ends_at = now() WHERE place = 3`)
	if err := v.begin(1, "X", 0); err != nil {
		t.Error("an old one ended:", err)
	}
	if _, err := v.pool.Exec(t.Context(), `INSERT INTO waits (seller_id, place, item_id, price, ends_at) VALUES (3, 31, 1, 1, now())`); err == nil {
		t.Error("a place beyond the last")
	}
}

func TestAWaitEndsWithoutAWord(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 0, 1, 2)
	var days int
	if err := v.pool.QueryRow(t.Context(), `SELECT extract(day FROM ends_at - now()) FROM waits WHERE seller_id = 1`).Scan(&days); err != nil || days < waits.Days-1 {
		t.Error(days, err)
	}
	v.exec(`UPDATE waits SET ends_at = now() WHERE seller_id = 1`)
	if got, err := v.Of(t.Context(), 1); err != nil || len(got) != 0 {
		t.Error(got, err)
	}
	v.came("LANTERN", 9)
	v.serveDue()
	v.wantTold([2]int{2, 1})
	v.wantStock("LANTERN", 8, 1, 8)
}

func TestTheFirstAreServedFirst(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("CLIP", 0, 3)  // ten
	v.waiting("CLIP", 40, 1) // too many for now
	v.waiting("CLIP", 12, 2) // fifteen
	v.waiting("CLIP", 0, 4)
	v.came("CLIP", 9)
	v.wantTold()
	v.came("CLIP", 20) // 29
	v.wantTold([2]int{3, 10}, [2]int{2, 15})
	v.wantTold() // once
	v.wantStock("CLIP", 4, 2, 19)
	v.wantStock("CLIP", 4, 1, 4)
	v.came("CLIP", 47) // 51: who began to wait before the others comes first again
	v.wantTold([2]int{1, 40}, [2]int{4, 10})
	v.wantStock("CLIP", 1, 1, 41)
	if err := v.check(); err != nil {
		t.Error(err)
	}
}

// What is brought by a file is held like what is told, and a person hears of all of it at once.
func TestAnImportServes(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 5, 1, 2)
	v.waiting("CLIP", 0, 1)
	v.load("distributor,sku,price,stock\nHongfu,LANTERN,1.90,8\nHongfu,CLIP,1.20,50\n")
	v.wantStock("LANTERN", 3, 1, 8)
	told := v.told()
	if len(told) != 1 || told[0].Seller != 1 || len(told[0].Waits) != 2 || told[0].Waits[0].Held != 5 || told[0].Waits[0].Price != 200 ||
		time.Until(told[0].Waits[1].Until) < waits.HeldFor-time.Minute || time.Until(told[0].Waits[1].Until) > waits.HeldFor+time.Minute {
		t.Errorf("%+v", told)
	}
}

func TestACancelledOrderServes(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.came("LANTERN", 6)
	order, err := v.order(1, "LANTERN", 6)
	if err != nil {
		t.Fatal(err)
	}
	v.waiting("LANTERN", 0, 2)
	v.waiting("LANTERN", 9, 3)
	if err := v.cancel(1, order.ID); err != nil {
		t.Fatal(err)
	}
	v.wantTold([2]int{2, 1})
	v.wantStock("LANTERN", 5, 2, 6)
}

func TestOnlyTheHolderOrdersWhatIsHeld(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 4, 1)
	v.waiting("LANTERN", 2, 2)
	v.came("LANTERN", 7)
	if _, err := v.order(3, "LANTERN", 2); err == nil {
		t.Error("somebody ordered what is held")
	}
	if _, err := v.order(1, "LANTERN", 6); err == nil {
		t.Error("somebody ordered what is held for another")
	}
	v.wantStock("LANTERN", 1, 1, 5) // a refusal uses nothing up
	v.wantTold([2]int{1, 4}, [2]int{2, 2})
	if _, err := v.order(1, "LANTERN", 3); err != nil {
		t.Error(err)
	}
	v.wantStock("LANTERN", 2, 1, 2) // whatever of it she ordered
	if _, err := v.order(2, "LANTERN", 4); err != nil {
		t.Error("what is held and what is free:", err)
	}
	v.wantStock("LANTERN", 0, 2, 0)
	if err := v.check(); err != nil {
		t.Error(err)
	}
}

// What a holder leaves over goes to those who wait, in the transaction of her order.
func TestWhatAHolderLeavesServesTheNext(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 4, 1)
	v.waiting("LANTERN", 3, 2)
	v.came("LANTERN", 4)
	v.wantTold([2]int{1, 4})
	if _, err := v.order(1, "LANTERN", 1); err != nil {
		t.Fatal(err)
	}
	v.wantTold([2]int{2, 3})
	v.wantStock("LANTERN", 0, 2, 3)
}

// Every reading agrees on when a hold is over, whether or not anybody has released it yet.
func TestALapsedHoldIsFree(t *testing.T) {
	t.Parallel()
	for name, take := range map[string]func(v *village) error{
		"order":   func(v *village) error { _, err := v.order(3, "LANTERN", 5); return err },
		"restock": func(v *village) error { return v.restock("LANTERN", -5) },
		"file": func(v *village) error {
			v.load("distributor,sku,price,stock\nHongfu,LANTERN,2.00,0\n")
			return nil
		},
		"wait": func(v *village) error {
			if err := v.begin(3, "LANTERN", 5); !errors.Is(err, waits.ErrThere) {
				return errors.New("waits for what is there")
			}
			return v.restock("LANTERN", -5)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVillage(t)
			v.waiting("LANTERN", 5, 1)
			v.came("LANTERN", 5)
			v.wantTold([2]int{1, 5})
			v.lapse("LANTERN")
			v.wantStock("LANTERN", 5, 1, 5)
			if err := take(v); err != nil {
				t.Error(err)
			}
			v.wantStock("LANTERN", 0, 1, 0)
			if err := v.check(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestALapsedHoldServesTheNext(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 5, 1, 2)
	v.came("LANTERN", 5)
	v.wantTold([2]int{1, 5})
	v.serveDue()
	v.wantTold()
	v.lapse("LANTERN")
	v.serveDue()
	v.wantTold([2]int{2, 5})
	v.lapse("LANTERN")
	v.serveDue()
	v.wantStock("LANTERN", 5, 2, 5)
	v.wantTold()
}

// Who could not be told while it was held, is held it anew.
func TestNobodysHoldLapsesUntold(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 5, 1, 2)
	v.came("LANTERN", 5)
	v.lapse("LANTERN")
	v.wantTold()
	v.serveDue()
	v.wantTold([2]int{1, 5})
	v.wantStock("LANTERN", 0, 1, 5)
}

// Who has ordered what was held before the word came, is told nothing.
func TestWhoHasOrderedIsNotTold(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 5, 1)
	v.came("LANTERN", 5)
	if _, err := v.order(1, "LANTERN", 5); err != nil {
		t.Fatal(err)
	}
	v.serveDue()
	v.wantTold()
}

func TestAPriceIsWaitedFor(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	if err := v.watch(1, "CLIP", 110); err != nil {
		t.Fatal(err)
	}
	price := func(fen measure.Fen) {
		if err := v.in(func(ctx context.Context, tx pgx.Tx) error {
			_, err := v.catalogue.SetPrice(ctx, tx, catalogue.By{}, "Hongfu", "CLIP", fen)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		v.serveDue()
	}
	price(111)
	v.wantTold()
	price(110)
	price(115) // dearer again before anybody was told
	v.wantTold()
	price(105)
	told := v.told()
	if len(told) != 1 || told[0].Waits[0].Held != 0 || told[0].Waits[0].Price != 120 || *told[0].Waits[0].PriceMax != 110 {
		t.Errorf("%+v", told)
	}
	price(100)
	v.wantTold()
}

// The same tap once more is the same order, and uses up nothing that has been held since.
func TestTheSecondTapUsesUpNothing(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 2, 1)
	v.came("LANTERN", 2)
	first, err := v.place(1, 1, "LANTERN", 2)
	if err != nil {
		t.Fatal(err)
	}
	v.waiting("LANTERN", 3, 1)
	v.came("LANTERN", 3)
	again, err := v.place(1, 1, "LANTERN", 2)
	if err != nil || len(again) != 1 || again[0].ID != first[0].ID {
		t.Error(again, err)
	}
	v.wantStock("LANTERN", 0, 1, 3)
}

// The distributor takes nothing away that is held, and hears what holds it.
func TestWhatIsHeldStaysOnTheShelf(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.came("LANTERN", 1)
	if _, err := v.order(2, "LANTERN", 1); err != nil {
		t.Fatal(err)
	}
	v.waiting("LANTERN", 4, 1)
	v.came("LANTERN", 4)
	var reserved *catalogue.ReservedError
	if err := v.restock("LANTERN", -1); !errors.As(err, &reserved) || reserved.Reserved != 5 || reserved.Held != 4 {
		t.Errorf("%+v", err)
	}
	for _, statement := range []string{
		`UPDATE stock SET on_hand = 4`, `UPDATE holds SET quantity = 5`, `UPDATE holds SET quantity = 0`,
		`INSERT INTO holds (item_id, seller_id, quantity, ends_at) SELECT item_id, 9, 1, now() FROM stock WHERE on_hand = 5`,
	} {
		if _, err := v.pool.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
}

// Where there are fewer than is reserved, what is held is given back, and those it was held for wait again, told or not.
func TestWhatIsNotThereIsNotHeld(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.waiting("LANTERN", 3, 1)
	v.came("LANTERN", 3)
	v.wantTold([2]int{1, 3})
	v.waiting("LANTERN", 2, 2)
	v.came("LANTERN", 2)
	set := func(n int) error {
		return v.in(func(ctx context.Context, tx pgx.Tx) error {
			if err := v.Release(ctx, tx, v.ids["LANTERN"], n); err != nil {
				return err
			}
			_, err := v.catalogue.SetStock(ctx, tx, catalogue.By{}, "hongfu", "LANTERN", n)
			return err
		})
	}
	for _, n := range []int{5, 1} { // all of it, and too few for anybody
		if err := set(n); err != nil {
			t.Fatal(n, err)
		}
	}
	v.wantTold()
	v.came("LANTERN", 4)
	v.wantTold([2]int{2, 2}, [2]int{1, 3}) // who had not been told was still at her place
}
