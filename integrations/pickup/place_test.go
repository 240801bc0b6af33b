package pickup_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

func TestOneCardIsOneOrderADistributor(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	tomorrow := pickup.When{Day: at("2026-11-02 00:00"), HasTime: true, Time: at("2026-11-02 09:30")}
	now := at("2026-11-01 23:59")
	got, err := v.place(7, 1, tomorrow, now, v.line("CLIP", 60), v.line("BAG", 2), v.line("SOCK", 5))
	if err != nil {
		t.Fatal(err)
	}
	line := func(sku, en, zh string, quantity int, price measure.Fen) pickup.Line {
		return pickup.Line{Item: v.ids[sku], SKU: sku, TitleEN: en, TitleZH: zh, Unit: "个", Ordered: quantity, Quantity: quantity, Price: price, Total: price.Times(quantity)}
	}
	want := []pickup.Order{
		{ID: 1001, Seller: 7, Distributor: "Yihua", When: tomorrow, Total: 60*105 + 5*200, Status: pickup.Placed, PlacedAt: now,
			Lines: []pickup.Line{line("CLIP", "Hair clip", "发夹", 60, 105), line("SOCK", "Sock", "袜子", 5, 200)}},
		{ID: 1002, Seller: 7, Distributor: "Bags & Co", When: tomorrow, Total: 3100, Status: pickup.Placed, PlacedAt: now,
			Lines: []pickup.Line{line("BAG", "Bag", "包", 2, 1550)}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApproxTime(0)); diff != "" {
		t.Error(diff)
	}
	v.wantStock("CLIP", 240, 60)
	v.wantStock("SOCK", 100, 5)
	v.wantStock("BAG", 50, 2)

	again, err := v.place(7, 1, tomorrow, now, v.line("CLIP", 60), v.line("BAG", 2), v.line("SOCK", 5))
	if diff := cmp.Diff(want, again, cmpopts.EquateApproxTime(0)); diff != "" || err != nil {
		t.Error("the same tap again:", diff, err)
	}
	v.wantStock("CLIP", 240, 60)
	if _, err := v.place(8, 1, tomorrow, now, v.line("BAG", 1)); !errors.Is(err, pickup.ErrNotFound) {
		t.Error("another seller's tap with the same key:", err)
	}
	v.wantStock("BAG", 50, 2)
}

func TestTiersCountAllPiecesOfAnItem(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	two := pickup.Wanted{Item: v.ids["CLIP"], Quantity: 60, Price: 90}
	orders := v.placed(1, two, two)
	if orders[0].Total != 120*90 || len(orders[0].Lines) != 2 {
		t.Errorf("%+v", orders)
	}
	v.wantStock("CLIP", 240, 120)
}

func TestRefusalsChangeNothing(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	clip, sock := v.line("CLIP", 12), v.line("SOCK", 5)
	with := func(w pickup.Wanted, quantity int, price measure.Fen) pickup.Wanted {
		w.Quantity, w.Price = quantity, price
		return w
	}
	for name, c := range map[string]struct {
		lines   []pickup.Wanted
		changed string
		short   *pickup.ShortError
		is      error
	}{
		"price":                  {lines: []pickup.Wanted{sock, with(clip, 12, 119)}, changed: "CLIP"},
		"price of the tier":      {lines: []pickup.Wanted{with(clip, 48, 120)}, changed: "CLIP"},
		"price of two lines":     {lines: []pickup.Wanted{with(clip, 24, 120), with(clip, 24, 120)}, changed: "CLIP"},
		"two prices":             {lines: []pickup.Wanted{with(clip, 24, 105), with(clip, 24, 120)}, changed: "CLIP"},
		"minimum":                {lines: []pickup.Wanted{sock, with(sock, 4, 200), with(clip, 12, 1)}, changed: "CLIP"},
		"below the minimum":      {lines: []pickup.Wanted{with(sock, 4, 200)}, changed: "SOCK"},
		"not the multiple":       {lines: []pickup.Wanted{with(clip, 18, 120)}, changed: "CLIP"},
		"short":                  {lines: []pickup.Wanted{sock, v.line("MUG", 2)}, short: &pickup.ShortError{Asked: 2, Available: 1}},
		"short over two lines":   {lines: []pickup.Wanted{v.line("MUG", 1), v.line("MUG", 1)}, short: &pickup.ShortError{Asked: 2, Available: 1}},
		"no such item":           {lines: []pickup.Wanted{sock, {Item: 99999, Quantity: 1}}, is: catalogue.ErrNotFound},
		"no lines":               {is: pickup.ErrLines},
		"no pieces":              {lines: []pickup.Wanted{with(sock, 0, 200)}, is: pickup.ErrLines},
		"fewer than no pieces":   {lines: []pickup.Wanted{with(sock, -5, 200)}, is: pickup.ErrLines},
		"more than a number has": {lines: []pickup.Wanted{with(sock, 2_000_000_000, 200), with(sock, 2_000_000_000, 200)}, short: &pickup.ShortError{Asked: 4_000_000_000, Available: 100}},
	} {
		v.key++
		orders, err := v.place(1, v.key, day("2026-11-01"), at("2026-11-01 12:00"), c.lines...)
		var changed *pickup.ChangedError
		var short *pickup.ShortError
		switch {
		case len(orders) != 0:
			t.Errorf("%s: placed %+v", name, orders)
		case c.changed != "" && (!errors.As(err, &changed) || changed.Item.SKU != c.changed):
			t.Errorf("%s: %v", name, err)
		case c.short != nil && (!errors.As(err, &short) || short.Asked != c.short.Asked || short.Available != c.short.Available):
			t.Errorf("%s: %v", name, err)
		case c.is != nil && !errors.Is(err, c.is):
			t.Errorf("%s: %v", name, err)
		}
	}
	for sku, onHand := range map[string]int{"CLIP": 240, "SOCK": 100, "MUG": 1, "BAG": 50} {
		v.wantStock(sku, onHand, 0)
	}
	// A refusal uses up neither its key nor a number.
	if orders, err := v.place(1, v.key, day("2026-11-01"), at("2026-11-01 12:00"), sock); err != nil || orders[0].ID != 1001 {
		t.Error(orders, err)
	}
}

func TestAPriceChangedSinceTheCard(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	shown := v.line("BAG", 1)
	if err := v.in(func(tx pgx.Tx) error {
		_, err := v.catalogue.SetPrice(t.Context(), tx, catalogue.By{}, "bags & co", "bag", 1600)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var changed *pickup.ChangedError
	if _, err := v.place(1, 1, day("2026-11-01"), at("2026-11-01 12:00"), shown); !errors.As(err, &changed) || changed.Item.Price != 1600 {
		t.Error(err)
	}
}

func TestTwoAfterTheLastPiece(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	last := v.line("MUG", 1)
	var wg sync.WaitGroup
	results := make([]error, 2)
	for n := range results {
		wg.Go(func() {
			_, results[n] = v.place(pickup.SellerID(n), int64(n), day("2026-11-01"), at("2026-11-01 12:00"), last)
		})
	}
	wg.Wait()
	var short *pickup.ShortError
	if (results[0] == nil) == (results[1] == nil) || !errors.As(errors.Join(results...), &short) || short.Available != 0 || short.Item.Stock != 0 {
		t.Error(results)
	}
	v.wantStock("MUG", 1, 1)
}

// Many sellers, every tap twice at once, lines in any order, some cancelled: nothing is sold twice or lost.
func TestManySellersAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	cards := [][]pickup.Wanted{
		{v.line("SOCK", 5), v.line("CLIP", 12), v.line("BAG", 1)},
		{v.line("BAG", 1), v.line("CLIP", 12), v.line("SOCK", 5)},
		{v.line("CLIP", 12), v.line("BAG", 2)},
	}
	var mu sync.Mutex
	placed := map[pickup.OrderID]pickup.Order{}
	var wg sync.WaitGroup
	for n := range 120 {
		wg.Go(func() {
			seller, key := pickup.SellerID(n/2), int64(n/2) // the same tap twice
			orders, err := v.place(seller, key, day("2026-11-01"), at("2026-11-01 12:00"), cards[n/2%len(cards)]...)
			var short *pickup.ShortError
			if err != nil && !errors.As(err, &short) {
				t.Error(err)
			}
			if n%10 == 0 && len(orders) > 0 {
				if _, err := v.cancel(seller, orders[0].ID); err != nil {
					t.Error(err)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			for _, o := range orders {
				placed[o.ID] = o
			}
		})
	}
	wg.Wait()
	reserved := map[string]int{}
	total := 0
	for seller := range pickup.SellerID(60) {
		orders, err := v.Open(t.Context(), seller)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range orders {
			total++
			if _, known := placed[o.ID]; !known {
				t.Errorf("order %d was made but nobody was told", o.ID)
			}
			var sum measure.Fen
			for _, l := range o.Lines {
				reserved[l.SKU] += l.Quantity
				sum += l.Price.Times(l.Quantity)
			}
			if sum != o.Total {
				t.Errorf("order %d: total %v, lines %v", o.ID, o.Total, sum)
			}
		}
	}
	v.wantStock("CLIP", 240, reserved["CLIP"])
	v.wantStock("SOCK", 100, reserved["SOCK"])
	v.wantStock("BAG", 50, reserved["BAG"])
	if total == 0 || reserved["CLIP"] > 240 {
		t.Error(total, "orders", reserved)
	}
}

// Whatever is placed, cancelled and fetched: stock is what was there, less what was fetched, and reserved is what is open.
func TestStockAddsUp(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	skus := []string{"CLIP", "SOCK", "MUG", "BAG"}
	open := map[pickup.OrderID]map[string]int{}
	onHand := map[string]int{"CLIP": 240, "SOCK": 100, "MUG": 1, "BAG": 50}
	reserved := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		switch id := anyOrder(open); {
		case id != 0 && rapid.IntRange(0, 2).Draw(t, "close") == 0:
			fetched := rapid.Bool().Draw(t, "fetched")
			closing := v.cancel
			if fetched {
				closing = v.fetch
			}
			if _, err := closing(1, id); err != nil {
				t.Fatal(err)
			}
			for sku, quantity := range open[id] {
				reserved[sku] -= quantity
				if fetched {
					onHand[sku] -= quantity
				}
			}
			delete(open, id)
		default:
			sku := rapid.SampledFrom(skus).Draw(t, "sku")
			quantity := rapid.IntRange(1, 30).Draw(t, "quantity")
			v.key++
			orders, err := v.place(1, v.key, day("2026-11-01"), at("2026-11-01 12:00"), v.line(sku, quantity))
			if err != nil {
				break
			}
			reserved[sku] += quantity
			open[orders[0].ID] = map[string]int{sku: quantity}
		}
		for _, sku := range skus {
			if gotHand, gotReserved := v.stock(sku); gotHand != onHand[sku] || gotReserved != reserved[sku] {
				t.Fatalf("%s: %d on hand, %d reserved; want %d and %d", sku, gotHand, gotReserved, onHand[sku], reserved[sku])
			}
		}
	})
}

func anyOrder(open map[pickup.OrderID]map[string]int) pickup.OrderID {
	for id := range open {
		return id
	}
	return 0
}

func TestCancelAndFetch(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	first, second := v.placed(1, v.line("BAG", 3))[0], v.placed(1, v.line("BAG", 4))[0]
	if got, err := v.cancel(1, first.ID); err != nil || got.Status != pickup.Cancelled || got.Total != first.Total {
		t.Error(got, err)
	}
	v.wantStock("BAG", 50, 4)
	if got, err := v.fetch(1, second.ID); err != nil || got.Status != pickup.Picked {
		t.Error(got, err)
	}
	v.wantStock("BAG", 46, 0)
	for _, id := range []pickup.OrderID{first.ID, second.ID} {
		if _, err := v.cancel(1, id); !errors.Is(err, pickup.ErrTooLate) {
			t.Error(err)
		}
		if _, err := v.fetch(1, id); !errors.Is(err, pickup.ErrTooLate) {
			t.Error(err)
		}
	}
	v.wantStock("BAG", 46, 0)
}

func TestSellersSeeOnlyTheirOwn(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	ctx := context.Background()
	id := v.placed(1, v.line("BAG", 3))[0].ID
	if _, err := v.Order(ctx, 2, id); !errors.Is(err, pickup.ErrNotFound) {
		t.Error(err)
	}
	if _, err := v.cancel(2, id); !errors.Is(err, pickup.ErrNotFound) {
		t.Error(err)
	}
	if _, err := v.fetch(2, id); !errors.Is(err, pickup.ErrNotFound) {
		t.Error(err)
	}
	if _, err := v.Last(ctx, 2); !errors.Is(err, pickup.ErrNotFound) {
		t.Error(err)
	}
	if orders, err := v.Open(ctx, 2); err != nil || len(orders) != 0 {
		t.Error(orders, err)
	}
	if orders, err := v.OnDay(ctx, 2, at("2026-11-01 09:00")); err != nil || len(orders) != 0 {
		t.Error(orders, err)
	}
	v.wantStock("BAG", 50, 3)
	if got, err := v.Order(ctx, 1, id); err != nil || got.ID != id {
		t.Error(got, err)
	}
}

func TestOpenLastAndDays(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	ctx := context.Background()
	now := at("2026-11-01 12:00")
	place := func(key int64, when pickup.When, lines ...pickup.Wanted) {
		if _, err := v.place(1, key, when, now, lines...); err != nil {
			t.Fatal(err)
		}
	}
	place(10, day("2026-11-03"), v.line("BAG", 1))                                                                     // 1001
	place(11, pickup.When{Day: at("2026-11-02 00:00"), HasTime: true, Time: at("2026-11-02 00:30")}, v.line("BAG", 1)) // 1002
	place(12, day("2026-11-02"), v.line("SOCK", 5), v.line("BAG", 1))                                                  // 1003, 1004
	ids := func(orders []pickup.Order, err error) []pickup.OrderID {
		if err != nil {
			t.Fatal(err)
		}
		var ids []pickup.OrderID
		for _, o := range orders {
			ids = append(ids, o.ID)
		}
		return ids
	}
	check := func(name string, want, got []pickup.OrderID) {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(name, diff)
		}
	}
	check("open:", []pickup.OrderID{1003, 1004, 1002, 1001}, ids(v.Open(ctx, 1)))
	check("last:", []pickup.OrderID{1003, 1004}, ids(v.Last(ctx, 1)))
	check("the second, just after midnight:", []pickup.OrderID{1003, 1004, 1002}, ids(v.OnDay(ctx, 1, at("2026-11-02 00:01"))))
	check("the second, by a clock of UTC:", []pickup.OrderID{1003, 1004, 1002}, ids(v.OnDay(ctx, 1, at("2026-11-02 00:01").UTC())))
	check("the first:", nil, ids(v.OnDay(ctx, 1, at("2026-11-01 23:59"))))
	check("for a distributor:", []pickup.OrderID{1004, 1002}, ids(v.ForDistributor(ctx, " bags & CO ", at("2026-11-02 12:00"))))
	for _, id := range []pickup.OrderID{1003, 1004} {
		if _, err := v.cancel(1, id); err != nil {
			t.Fatal(err)
		}
	}
	check("last that was not cancelled:", []pickup.OrderID{1002}, ids(v.Last(ctx, 1)))
	if got, err := v.Order(ctx, 1, 1002); err != nil || !got.When.Time.Equal(at("2026-11-02 00:30")) || got.When.Day.Format("2006-01-02 15:04") != "2026-11-02 00:00" {
		t.Error(got, err)
	}
}

// The database itself refuses what no program should write.
func TestInvariants(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.placed(1, v.line("BAG", 3))
	for _, statement := range []string{
		`UPDATE stock SET reserved = on_hand + 1`,
		`UPDATE stock SET on_hand = -1, reserved = 0`,
		`UPDATE order_lines SET quantity = 4`,
		`UPDATE order_lines SET price = 1`,
		`UPDATE orders SET total = total + 1`,
		`UPDATE orders SET status = 'cancelled'`,
		`UPDATE orders SET status = 'cancelled', closed_at = now()`,
		`UPDATE orders SET status = 'lost', closed_at = now()`,
		`UPDATE orders SET status = 'accepted', code = '0000'`,
		`UPDATE orders SET cancel_asked = true`,
		`UPDATE order_lines SET quantity = 2, total = 2 * price`,
		`WITH line AS (UPDATE order_lines SET quantity = 2, total = 2 * price) UPDATE orders SET total = 3100`,
		`UPDATE order_lines SET quantity = 4, ordered = 4, total = 4 * price`,
		`DELETE FROM order_lines`,
		`INSERT INTO order_events (order_id, at, actor, role, what, before, after) VALUES (1001, now(), 1, 'distributor', 'accepted', 'placed', 'accepted')`,
		`INSERT INTO order_events (order_id, at, actor, role, what, before, after) VALUES (1001, now(), 1, 'seller', 'placed', '', 'placed')`,
		`WITH event AS (INSERT INTO order_events (order_id, at, actor, role, what, before, after) VALUES (1001, now(), 1, 'seller', 'accepted', 'placed', 'accepted'))
			UPDATE orders SET status = 'accepted', code = '0000'`,
		`WITH event AS (INSERT INTO order_events (order_id, at, actor, role, what, before, after) VALUES (1001, now(), 1, 'distributor', 'refused', 'placed', 'refused'))
			UPDATE orders SET status = 'refused', closed_at = now()`,
		`WITH event AS (INSERT INTO order_events (order_id, at, actor, role, what, before, after) VALUES (1001, now(), 1, 'distributor', 'ready', 'accepted', 'ready'))
			UPDATE orders SET status = 'ready', code = '0000'`,
		`UPDATE order_events SET actor = 2`,
		`DELETE FROM order_events`,
		`TRUNCATE order_events`,
		`UPDATE items SET tier_from = '{50,10}', tier_price = '{1,1}'`,
		`UPDATE items SET tier_from = '{10}', tier_price = '{99999}'`,
		`UPDATE items SET min_qty = 0`,
	} {
		if _, err := v.pool.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
}
