package pools_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
)

func TestAPoolThatIsReached(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	p := v.opened(1, 60, 200)
	if p.Short() != 140 || p.Mine != 60 || p.Price != 120 {
		t.Fatalf("%+v", p)
	}
	v.joined(2, p.ID, 10) // less than anybody alone could order
	p = v.joined(3, p.ID, 130)
	if p.Short() != 0 || p.Mine != 130 {
		t.Errorf("%+v", p)
	}
	if i := v.item(); i.Stock != 100 {
		t.Errorf("%d are left to others", i.Stock)
	}
	if _, ok, err := v.closes(); ok || err != nil {
		t.Error("too early:", err)
	}
	v.now = v.now.Add(2 * time.Hour)
	c, ok, err := v.closes()
	if err != nil || !ok || !c.Ordered() || len(c.Members) != 3 {
		t.Fatalf("%+v %v %v", c, ok, err)
	}
	for seller, pieces := range map[pickup.SellerID]int{1: 60, 2: 10, 3: 130} {
		orders := v.open(seller)
		if len(orders) != 1 || orders[0].Lines[0].Quantity != pieces || costs(120, pieces) != orders[0].Total.String() {
			t.Errorf("seller %d: %+v", seller, orders)
		}
	}
	if _, ok, err := v.closes(); ok || err != nil {
		t.Error("again:", err)
	}
	if err := v.check(); err != nil {
		t.Error(err)
	}
}

// Who opened a pool may close it before its time once enough has come together, its distributor's people at any time, and nobody else.
func TestAPoolIsClosedEarly(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	p := v.opened(1, 60, 200)
	v.joined(2, p.ID, 130)
	for _, c := range []struct {
		person pickup.SellerID
		of     string
		want   error
	}{{1, "", pools.ErrMissing}, {2, "", pools.ErrNotYours}, {9, "other", pools.ErrNotYours}} {
		if err := v.closesEarly(c.person, c.of, p.ID, false); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	v.joined(3, p.ID, 10)
	if err := v.closesEarly(1, "", p.ID, true); err != nil {
		t.Fatal(err)
	}
	if err := v.closesEarly(1, "", p.ID, true); !errors.Is(err, pools.ErrClosed) {
		t.Error("again:", err)
	}
	if _, err := v.joins(77, 4, p.ID, 10); !errors.Is(err, pools.ErrClosed) {
		t.Error("joined after that:", err)
	}
	c, ok, err := v.closes()
	if err != nil || !ok || !c.Ordered() || c.Early != pools.ByOpener || len(c.Members) != 3 {
		t.Fatalf("%+v %v %v", c, ok, err)
	}
	p = v.opened(1, 60, 100)
	if err := v.closesEarly(9, " XINYI ", p.ID, false); err != nil {
		t.Fatal(err)
	}
	if c, ok, err := v.closes(); err != nil || !ok || c.Ordered() || c.Early != pools.ByDistributor {
		t.Errorf("%+v %v %v", c, ok, err)
	}
	if err := v.check(); err != nil {
		t.Error(err)
	}
}

// What closing a pool does is what was shown: nothing is closed where enough has come together since, or no more does.
func TestAPoolIsClosedEarlyAsShown(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	p := v.opened(1, 60, 100)
	v.joined(2, p.ID, 40)
	if err := v.closesEarly(9, "xinyi", p.ID, false); !errors.Is(err, pools.ErrChanged) {
		t.Error("somebody has joined:", err)
	}
	if err := v.leaves(2, p.ID); err != nil {
		t.Fatal(err)
	}
	if err := v.closesEarly(9, "xinyi", p.ID, true); !errors.Is(err, pools.ErrChanged) {
		t.Error("somebody has left:", err)
	}
	if c, ok, err := v.closes(); ok || err != nil {
		t.Errorf("closed: %+v %v", c, err)
	}
}

// That enough has come together is told once, to all but who brought it about.
func TestAPoolIsReachedOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	p := v.opened(1, 60, 200)
	v.joined(2, p.ID, 130)
	if got := v.reached(p.ID, 2); len(got) > 0 {
		t.Error("too early:", got)
	}
	v.joined(3, p.ID, 10)
	if got := v.reached(p.ID, 3); len(got) != 2 || got[0] != (pools.Member{Seller: 1, Pieces: 60}) || got[1].Seller != 2 {
		t.Error(got)
	}
	if err := v.leaves(3, p.ID); err != nil {
		t.Fatal(err)
	}
	v.joined(3, p.ID, 20)
	if got := v.reached(p.ID, 3); len(got) > 0 {
		t.Error("twice:", got)
	}
}

func TestAPoolThatIsNotReached(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	p := v.opened(1, 60, 200)
	v.joined(2, p.ID, 130)
	v.now = v.now.Add(2 * time.Hour)
	if _, err := v.joins(77, 3, p.ID, 10); !errors.Is(err, pools.ErrClosed) {
		t.Error("after its time:", err)
	}
	if err := v.leaves(2, p.ID); !errors.Is(err, pools.ErrClosed) {
		t.Error("after its time:", err)
	}
	c, ok, err := v.closes()
	if err != nil || !ok || c.Ordered() || c.Short() != 10 || len(c.Members) != 2 || c.Members[0] != (pools.Member{Seller: 1, Pieces: 60}) {
		t.Fatalf("%+v %v %v", c, ok, err)
	}
	if i := v.item(); i.Stock != 300 || len(v.open(1))+len(v.open(2)) > 0 {
		t.Errorf("%+v", i)
	}
	v.now = nine
	v.opened(1, 60, 100) // of which there can be another now
	if err := v.check(); err != nil {
		t.Error(err)
	}
}

// Nobody pays more than they were shown, and all pay less where so many cost less by then.
func TestThePriceAtClosing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		goal, other int
		price       measure.Fen // the new one of a single piece; 0: it stays
		want        measure.Fen
	}{
		"as shown": {100, 40, 0, 150}, "more came together": {100, 140, 0, 120}, "dearer": {100, 40, 900, 150}, "cheaper": {100, 40, 90, 90},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVillage(t)
			p := v.opened(1, 60, c.goal)
			v.joined(2, p.ID, c.other)
			if c.price > 0 {
				err := v.in(func(ctx context.Context, tx pgx.Tx) error {
					_, err := v.catalogue.SetPrice(ctx, tx, catalogue.By{At: v.now}, "Xinyi", "BAG", c.price)
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			v.now = v.now.Add(2 * time.Hour)
			if _, _, err := v.closes(); err != nil {
				t.Fatal(err)
			}
			if got := v.open(1)[0].Lines[0].Price; got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			if err := v.check(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWhatIsNoPool(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	var short *pools.ShortError
	for name, c := range map[string]struct {
		pieces, goal int
		closes       time.Duration
		want         error
	}{
		"over at once": {60, 200, 0, pools.ErrClosed}, "too long": {60, 200, pools.Longest + time.Minute, pools.ErrClosed},
		"not in steps": {65, 200, time.Hour, pools.ErrChanged}, "a goal between the steps": {60, 195, time.Hour, pools.ErrChanged},
	} {
		v.key++
		if _, err := v.beginsUntil(v.key, 1, c.pieces, c.goal, v.now.Add(c.closes)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := v.begins(50, 1, 310, 400); !errors.As(err, &short) || short.Available != 300 {
		t.Error(err)
	}
	p := v.opened(1, 60, 200)
	if again, err := v.begins(51, 2, 20, 100); !errors.Is(err, pools.ErrOpen) || again.ID != p.ID || again.Mine != 0 || again.Pooled != 60 {
		t.Errorf("%+v, %v", again, err)
	}
	if again, err := v.begins(v.key, 1, 60, 200); err != nil || again.ID != p.ID || again.Pooled != 60 {
		t.Errorf("the same tap: %+v, %v", again, err)
	}
	if _, err := v.joins(52, 2, p.ID, 250); !errors.As(err, &short) || short.Available != 240 {
		t.Error(err)
	}
	if _, err := v.joins(53, 2, p.ID, -10); !errors.Is(err, pools.ErrChanged) {
		t.Error(err)
	}
	if err := v.leaves(2, p.ID); !errors.Is(err, pools.ErrNotIn) {
		t.Error(err)
	}
	if _, err := v.joins(54, 2, p.ID+1, 10); !errors.Is(err, pools.ErrClosed) {
		t.Error("none:", err)
	}
	if err := v.check(); err != nil {
		t.Error(err)
	}
}

// A share takes the place of the one before, a second tap changes nothing, and who leaves gives all back; the last one closes it.
func TestTakingPart(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	p := v.opened(1, 60, 200)
	for _, pieces := range []int{10, 80, 80, 30} {
		if got := v.joined(2, p.ID, pieces); got.Mine != pieces || got.Pooled != 60+pieces {
			t.Errorf("%+v", got)
		}
	}
	if got, err := v.joins(v.key, 2, p.ID, 100); err != nil || got.Mine != 30 {
		t.Errorf("the same tap: %+v, %v", got, err)
	}
	for seller, left := range map[pickup.SellerID]int{2: 240, 1: 300} {
		if seller == 1 {
			continue
		}
		if err := v.leaves(seller, p.ID); err != nil || v.item().Stock != left {
			t.Error(v.item().Stock, err)
		}
	}
	if err := v.leaves(1, p.ID); err != nil || v.item().Stock != 300 {
		t.Error(v.item().Stock, err)
	}
	if _, err := v.Pool(t.Context(), nil, 1, p.ID); !errors.Is(err, pools.ErrClosed) {
		t.Error(err)
	}
	if err := v.check(); err != nil {
		t.Error(err)
	}
}

// What a share may cost counts to what its seller may hold, and is not asked about again when the pool closes.
func TestAShareIsCredit(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rule := func(first measure.Fen) {
		t.Helper()
		v.key++
		err := v.in(func(ctx context.Context, tx pgx.Tx) error {
			return pickup.NewCredits(v.pool).SetRule(ctx, tx, v.key, 7, &pickup.CreditRule{First: first}, v.now)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	rule(10000)
	var above *pickup.CreditError
	if _, err := v.begins(500, 1, 90, 200); !errors.As(err, &above) || above.Wanted != 10800 || above.Left != 10000 {
		t.Fatal(err)
	}
	p := v.opened(1, 80, 200)
	v.joined(2, p.ID, 80)
	if _, err := v.joins(501, 2, p.ID, 90); !errors.As(err, &above) || above.Wanted != 1200 || above.Left != 400 {
		t.Error(err)
	}
	if _, err := v.buys(2, 20); !errors.As(err, &above) || above.Left != 400 {
		t.Error(err)
	}
	v.joined(3, p.ID, 40)
	rule(100)
	v.joined(2, p.ID, 80) // not more than before
	v.now = v.now.Add(2 * time.Hour)
	if c, ok, err := v.closes(); err != nil || !ok || !c.Ordered() {
		t.Errorf("%+v %v", c, err)
	}
	standing, err := pickup.NewCredits(v.pool).Of(t.Context(), nil, 1)
	if err != nil || standing.Ordered != 9600 {
		t.Errorf("%+v, %v", standing, err)
	}
}

// What was ordered by a pool neither its seller's cancelling nor her changing takes away from the others; its distributor's word does.
func TestWhatAPoolOrderedStays(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	p := v.opened(1, 60, 100)
	v.joined(2, p.ID, 40)
	v.now = v.now.Add(2 * time.Hour)
	if _, _, err := v.closes(); err != nil {
		t.Fatal(err)
	}
	order := v.open(1)[0]
	if err := v.does(pickup.Seller(1), order.ID, pickup.Cancel, ""); !errors.Is(err, pickup.ErrPooled) {
		t.Error(err)
	}
	err := v.in(func(ctx context.Context, tx pgx.Tx) error {
		o, err := v.orders.Account(ctx, tx, pickup.Seller(1), order.ID)
		if err != nil {
			return err
		}
		v.key++
		_, err = v.orders.Change(ctx, tx, v.key, 1, pickup.Wish{Order: o.ID, Seen: o.Revision, Lines: []pickup.Wanted{{Item: v.bag, Quantity: 20, Price: 200}}, When: o.When}, v.now)
		return err
	})
	if !errors.Is(err, pickup.ErrPooled) {
		t.Error(err)
	}
	if err := v.does(xinyi, order.ID, pickup.Cancel, "a fire"); err != nil {
		t.Error(err)
	}
	if got := v.open(2)[0]; got.Lines[0].Price != 150 {
		t.Errorf("%+v", got)
	}
}

// What a pool orders stays until its distributor does something about it, however large: others have their price by it.
func TestWhatAPoolOrdersIsNotLarge(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	if err := pickup.NewCredits(v.pool).SetLarge(t.Context(), 10); err != nil {
		t.Fatal(err)
	}
	v.opened(1, 200, 200)
	v.now = v.now.Add(2 * time.Hour)
	if _, _, err := v.closes(); err != nil {
		t.Fatal(err)
	}
	if orders := v.open(1); len(orders) != 1 || !orders[0].AcceptBy.IsZero() {
		t.Errorf("%+v", orders)
	}
}

// However many close, however often, and whatever is killed: every share is ordered once.
func TestAPoolClosesOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	p := v.opened(1, 60, 200)
	for seller := range pickup.SellerID(14) {
		v.joined(2+seller, p.ID, 10)
	}
	v.now = v.now.Add(2 * time.Hour)
	killed := errors.New("killed")
	err := pgx.BeginFunc(t.Context(), v.pool, func(tx pgx.Tx) error {
		if _, err := v.Close(t.Context(), tx, p.ID, &v.now, v.now); err != nil {
			return err
		}
		return killed
	})
	if !errors.Is(err, killed) || len(v.open(1)) > 0 {
		t.Fatal(err)
	}
	var mu sync.Mutex
	times := 0
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			for range 3 {
				_, ok, err := v.closes()
				if err != nil {
					t.Error(err)
				}
				if ok {
					mu.Lock()
					times++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	if times != 1 || len(v.open(1)) != 1 {
		t.Errorf("closed %d times: %+v", times, v.open(1))
	}
	if err := v.check(); err != nil {
		t.Error(err)
	}
}

// Sellers join, leave and buy while the pool closes: nothing is sold twice, and who was told she is in has her order.
func TestEverybodyAtOnce(t *testing.T) {
	t.Parallel()
	for range 4 {
		v := newVillage(t)
		p := v.opened(1, 60, 200)
		before, after := v.now, v.now.Add(2*time.Hour)
		v.key = 1000
		var mu sync.Mutex
		in := map[pickup.SellerID]int{1: 60}
		var wg sync.WaitGroup
		for n := range 12 {
			seller := pickup.SellerID(2 + n)
			wg.Go(func() {
				pieces := 10 * (1 + n%4)
				w := *v
				w.now = before
				if _, err := w.joins(100+int64(n), seller, p.ID, pieces); err == nil {
					mu.Lock()
					in[seller] = pieces
					mu.Unlock()
				} else if short := (*pools.ShortError)(nil); !errors.Is(err, pools.ErrClosed) && !errors.As(err, &short) {
					t.Error(err)
				}
				if n%5 == 0 {
					if err := w.leaves(seller, p.ID); err == nil {
						mu.Lock()
						delete(in, seller)
						mu.Unlock()
					} else if !errors.Is(err, pools.ErrClosed) && !errors.Is(err, pools.ErrNotIn) {
						t.Error(err)
					}
				}
			})
		}
		wg.Go(func() {
			w := *v
			w.now = after
			if _, _, err := w.closes(); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		v.now = after
		if _, _, err := v.closes(); err != nil { // where somebody was at it just then
			t.Error(err)
		}
		total := 0
		for _, pieces := range in {
			total += pieces
		}
		for seller, pieces := range in {
			switch orders := v.open(seller); {
			case total < 200 && len(orders) > 0, total >= 200 && (len(orders) != 1 || orders[0].Lines[0].Quantity != pieces):
				t.Errorf("seller %d took %d of %d: %+v", seller, pieces, total, orders)
			}
		}
		if err := v.check(); err != nil {
			t.Error(err)
		}
	}
}

func TestWhoIsForgottenLeaves(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	p := v.opened(1, 60, 200)
	v.joined(2, p.ID, 20)
	for seller := range pickup.SellerID(2) {
		err := v.in(func(ctx context.Context, tx pgx.Tx) error {
			if due, err := v.Hold(ctx, tx, 1+seller, p.Closes); err != nil || !due {
				t.Error("its time has come:", due, err)
			}
			if due, err := v.Hold(ctx, tx, 1+seller, v.now); err != nil || due {
				t.Error(due, err)
			}
			return v.Forget(ctx, tx, 1+seller)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if all, err := v.All(t.Context(), 1, ""); err != nil || len(all) > 0 || v.item().Stock != 300 {
		t.Errorf("%+v %v", all, err)
	}
	if err := v.check(); err != nil {
		t.Error(err)
	}
}
