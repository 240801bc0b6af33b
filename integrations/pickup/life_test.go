package pickup_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

// Those who move orders in these tests: person 1 sells, 2 works for Yihua, 3 for the bags, 4 is an organiser.
var (
	seller    = pickup.Seller(1)
	yihua     = pickup.Actor{Person: 2, Role: pickup.ByDistributor, Distributor: " YIHUA "}
	bags      = pickup.Actor{Person: 3, Role: pickup.ByDistributor, Distributor: "Bags & Co"}
	organiser = pickup.Actor{Person: 4, Role: pickup.ByOrganiser}
	clock     = pickup.Actor{Role: pickup.ByClock}
)

// step is something that somebody does to an order.
type step struct {
	by     pickup.Actor
	deed   pickup.Deed
	reason string
}

// TestTheLifeOfAnOrder does everything to an order that is anywhere in its life: what may not happen changes nothing.
func TestTheLifeOfAnOrder(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	accept, pack, ask := step{yihua, pickup.Accept, ""}, step{yihua, pickup.Pack, ""}, step{seller, pickup.Cancel, ""}
	placed, accepted, ready, asked := []step{}, []step{accept}, []step{accept, pack}, []step{accept, ask}
	for _, c := range []struct {
		before []step
		step
		after pickup.Status // "": it does not happen
	}{
		{placed, accept, pickup.Accepted},
		{placed, step{seller, pickup.Accept, ""}, ""}, {placed, step{organiser, pickup.Accept, ""}, ""}, {placed, step{bags, pickup.Accept, ""}, ""},
		{accepted, accept, ""}, {ready, accept, ""},
		{placed, pack, pickup.Ready}, {accepted, pack, pickup.Ready}, {ready, pack, ""},
		{placed, step{yihua, pickup.Pick, ""}, pickup.Picked}, {placed, step{seller, pickup.Pick, ""}, pickup.Picked},
		{accepted, step{yihua, pickup.Pick, ""}, pickup.Picked}, {accepted, step{seller, pickup.Pick, ""}, pickup.Picked},
		{ready, step{yihua, pickup.Pick, ""}, pickup.Picked}, {ready, step{seller, pickup.Pick, ""}, pickup.Picked},
		{asked, step{yihua, pickup.Pick, ""}, pickup.Picked}, {ready, step{organiser, pickup.Pick, ""}, ""}, {ready, step{pickup.Seller(9), pickup.Pick, ""}, ""},
		{placed, step{yihua, pickup.Refuse, pickup.Closed}, pickup.Refused}, {accepted, step{yihua, pickup.Refuse, "no"}, pickup.Refused},
		{placed, step{yihua, pickup.Refuse, ""}, ""}, {ready, step{yihua, pickup.Refuse, "no"}, ""}, {placed, step{bags, pickup.Refuse, "no"}, ""},
		{placed, step{seller, pickup.Cancel, ""}, pickup.Cancelled}, {placed, step{organiser, pickup.Cancel, "a fire"}, pickup.Cancelled},
		{placed, step{yihua, pickup.Cancel, "a fire"}, pickup.Cancelled}, {placed, step{organiser, pickup.Cancel, ""}, ""},
		{placed, step{yihua, pickup.Cancel, ""}, ""}, {accepted, step{organiser, pickup.Cancel, "a fire"}, ""},
		{accepted, step{yihua, pickup.Cancel, "a fire"}, ""}, {ready, step{yihua, pickup.Cancel, ""}, ""},
		{accepted, step{yihua, pickup.Withdraw, "a fire"}, pickup.Cancelled}, {accepted, step{yihua, pickup.Withdraw, ""}, ""},
		{placed, step{yihua, pickup.Withdraw, "a fire"}, ""}, {ready, step{yihua, pickup.Withdraw, "a fire"}, ""}, {accepted, step{seller, pickup.Withdraw, "no"}, ""},
		{accepted, ask, pickup.Accepted}, {ready, ask, pickup.Ready}, {asked, ask, ""},
		{asked, step{yihua, pickup.Cancel, ""}, pickup.Cancelled}, {append(asked, pack), step{yihua, pickup.Cancel, ""}, pickup.Cancelled},
		{asked, step{yihua, pickup.Keep, ""}, pickup.Accepted}, {accepted, step{yihua, pickup.Keep, ""}, ""},
		{append(asked, step{yihua, pickup.Keep, ""}), step{yihua, pickup.Cancel, ""}, ""},
		{append(asked, step{yihua, pickup.Keep, ""}), ask, pickup.Accepted},
		{placed, step{clock, pickup.Expire, ""}, pickup.Expired}, {asked, step{clock, pickup.Expire, ""}, pickup.Expired},
		{ready, step{clock, pickup.Expire, ""}, pickup.Expired}, {ready, step{seller, pickup.Expire, ""}, ""},
	} {
		id := v.placed(1, v.line("SOCK", 5))[0].ID
		for _, s := range c.before {
			if _, err := v.do(s.by, id, s.deed, s.reason); err != nil {
				t.Fatalf("%v: %v", s, err)
			}
		}
		before := v.account(seller, id)
		got, err := v.do(c.by, id, c.deed, c.reason)
		switch after := v.account(seller, id); {
		case c.after == "" && (err == nil || cmp.Diff(before, after) != ""):
			t.Errorf("%v after %v: %v\n%s", c.step, c.before, err, cmp.Diff(before, after))
		case c.after != "" && (err != nil || got.Status != c.after || cmp.Diff(got, after) != ""):
			t.Errorf("%v after %v: %v, %v\n%s", c.step, c.before, got.Status, err, cmp.Diff(got, after))
		}
		v.close(id)
		v.balances()
	}
	// What closed an order closed it for good.
	for _, closing := range []step{
		{yihua, pickup.Pick, ""}, {yihua, pickup.Refuse, "no"}, {seller, pickup.Cancel, ""}, {clock, pickup.Expire, ""},
	} {
		id := v.placed(1, v.line("SOCK", 5))[0].ID
		if _, err := v.do(closing.by, id, closing.deed, closing.reason); err != nil {
			t.Fatal(err)
		}
		before := v.account(seller, id)
		for _, a := range []pickup.Actor{seller, yihua, organiser, clock} {
			for _, d := range []pickup.Deed{pickup.Accept, pickup.Pack, pickup.Pick, pickup.Refuse, pickup.Cancel, pickup.Ask, pickup.Keep, pickup.Expire, pickup.Place, "nonsense"} {
				if order, err := v.do(a, id, d, "why"); !errors.Is(err, pickup.ErrTooLate) || order.Status != before.Status {
					t.Errorf("%v of a closed order by %v: %v", d, a, err)
				}
			}
		}
		if _, err := v.left(yihua, id, "SOCK", 1); !errors.Is(err, pickup.ErrTooLate) {
			t.Error("short:", err)
		}
		if diff := cmp.Diff(before, v.account(seller, id)); diff != "" {
			t.Error(diff)
		}
	}
	v.balances()
}

// account is an order with its history, as one whom it concerns sees it.
func (v *village) account(a pickup.Actor, id pickup.OrderID) (order pickup.Order) {
	v.Helper()
	err := v.in(func(tx pgx.Tx) (err error) {
		order, err = v.Account(context.Background(), tx, a, id)
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return order
}

// close closes an order if it is open, so that the next one finds its stock.
func (v *village) close(id pickup.OrderID) {
	v.Helper()
	if _, err := v.do(clock, id, pickup.Expire, ""); err != nil && !errors.Is(err, pickup.ErrTooLate) {
		v.Fatal(err)
	}
}

// balances checks that what is reserved of each item is what its open orders hold, and that what was there is still there unless
// it was picked, was missing, or was refused as sold out.
func (v *village) balances() {
	v.Helper()
	rows, err := v.pool.Query(context.Background(), `SELECT i.sku, s.on_hand, s.reserved,
			(SELECT coalesce(sum(l.quantity), 0) FROM order_rows l WHERE l.item_id = i.id AND l.open),
			(SELECT coalesce(sum(l.quantity), 0) FROM order_rows l WHERE l.item_id = i.id AND l.status = 'picked'),
			(SELECT coalesce(sum(l.ordered - CASE WHEN e.reason = 'sold_out' THEN 0 ELSE l.quantity END), 0) FROM order_rows l
				LEFT JOIN order_events e ON e.order_id = l.id AND e.reason = 'sold_out' WHERE l.item_id = i.id)
		FROM items i JOIN stock s ON s.item_id = i.id`)
	if err != nil {
		v.Fatal(err)
	}
	var sku string
	var onHand, reserved, open, picked, missing int
	_, err = pgx.ForEachRow(rows, []any{&sku, &onHand, &reserved, &open, &picked, &missing}, func() error {
		if reserved != open || onHand != shelf[sku]-picked-missing {
			return fmt.Errorf("%s: %d on hand, %d reserved; %d are ordered, %d were picked, %d missing", sku, onHand, reserved, open, picked, missing)
		}
		return nil
	})
	if err != nil {
		v.Error(err)
	}
}

// shelf is what there is of each item at first.
var shelf = map[string]int{"CLIP": 240, "SOCK": 100, "MUG": 1, "BAG": 50}

func TestWhatHappenedIsTold(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	order := v.placed(1, v.line("SOCK", 5), v.line("CLIP", 12))[0]
	for _, s := range []step{{yihua, pickup.Accept, ""}, {seller, pickup.Cancel, ""}, {yihua, pickup.Keep, ""}} {
		if _, err := v.do(s.by, order.ID, s.deed, s.reason); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := v.left(yihua, order.ID, "CLIP", 7); err != nil {
		t.Fatal(err)
	}
	if _, err := v.do(yihua, order.ID, pickup.Refuse, "the roof leaks"); err != nil {
		t.Fatal(err)
	}
	noon, one := at("2026-11-01 12:00"), at("2026-11-01 13:00")
	want := []pickup.Event{
		{At: noon, Actor: 1, Role: pickup.BySeller, What: pickup.Place, After: pickup.Placed},
		{At: one, Actor: 2, Role: pickup.ByDistributor, What: pickup.Accept, Before: pickup.Placed, After: pickup.Accepted},
		{At: one, Actor: 1, Role: pickup.BySeller, What: pickup.Ask, Before: pickup.Accepted, After: pickup.Accepted},
		{At: one, Actor: 2, Role: pickup.ByDistributor, What: pickup.Keep, Before: pickup.Accepted, After: pickup.Accepted},
		{At: one, Actor: 2, Role: pickup.ByDistributor, What: pickup.Short, Before: pickup.Accepted, After: pickup.Accepted, SKU: "CLIP", Had: 12, Has: 7},
		{At: one, Actor: 2, Role: pickup.ByDistributor, What: pickup.Refuse, Reason: "the roof leaks", Before: pickup.Accepted, After: pickup.Refused},
	}
	for _, a := range []pickup.Actor{seller, yihua, organiser} {
		if diff := cmp.Diff(want, v.account(a, order.ID).History); diff != "" {
			t.Errorf("%v: %s", a, diff)
		}
	}
	for _, a := range []pickup.Actor{pickup.Seller(9), bags, {Role: pickup.ByDistributor}, {}} {
		err := v.in(func(tx pgx.Tx) error {
			_, err := v.Account(t.Context(), tx, a, order.ID)
			return err
		})
		if !errors.Is(err, pickup.ErrNotFound) {
			t.Errorf("%v sees it: %v", a, err)
		}
	}
}

// What is missing is not there: nobody else is promised it, and it comes back with the order's pieces.
func TestALineThatComesUpShort(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	order := v.placed(1, v.line("CLIP", 60), v.line("SOCK", 5))[0]
	got, err := v.left(yihua, order.ID, "CLIP", 10)
	if err != nil || got.Lines[0].Quantity != 10 || got.Lines[0].Ordered != 60 || got.Lines[0].Price != 105 || got.Total != 10*105+5*200 {
		t.Errorf("%+v, %v", got, err)
	}
	v.wantStock("CLIP", 190, 10)
	// They were found after all, but no more than were ordered.
	if got, err = v.left(yihua, order.ID, "CLIP", 90); err != nil || got.Lines[0].Quantity != 60 || got.Total != order.Total {
		t.Errorf("%+v, %v", got, err)
	}
	v.wantStock("CLIP", 240, 60)
	if events := len(got.History); events != 3 {
		t.Errorf("%d events", events)
	}
	if got, err = v.left(yihua, order.ID, "CLIP", 60); !errors.Is(err, pickup.ErrUnchanged) || len(got.History) != 3 {
		t.Errorf("nothing new was written down: %+v, %v", got, err)
	}
	// Others get what there is beside it, and not a piece more.
	if _, err = v.left(yihua, order.ID, "CLIP", 0); err != nil {
		t.Fatal(err)
	}
	v.key++
	var short *pickup.ShortError
	if _, err := v.place(5, v.key, day("2026-11-01"), at("2026-11-01 12:00"), v.line("CLIP", 192)); !errors.As(err, &short) || short.Available != 180 {
		t.Error("the missing ones:", err)
	}
	v.placed(5, v.line("CLIP", 180))
	if got, err = v.left(yihua, order.ID, "CLIP", 13); err != nil || got.Lines[0].Quantity != 13 {
		t.Errorf("%+v, %v", got, err)
	}
	v.wantStock("CLIP", 193, 193)
	if _, err := v.left(yihua, order.ID, "BAG", 1); !errors.Is(err, catalogue.ErrNotFound) {
		t.Error("an item that is not in the order:", err)
	}
	for _, a := range []pickup.Actor{bags, pickup.Seller(9)} {
		if _, err := v.left(a, order.ID, "SOCK", 1); !errors.Is(err, pickup.ErrNotFound) {
			t.Errorf("%v: %v", a, err)
		}
	}
	if _, err := v.left(seller, order.ID, "SOCK", 1); !errors.Is(err, pickup.ErrTooLate) {
		t.Error("by the seller:", err)
	}
	// With nothing left it is refused, and what was to be had stays visible.
	if _, err = v.left(yihua, order.ID, "CLIP", 0); err != nil {
		t.Fatal(err)
	}
	if got, err = v.left(yihua, order.ID, "SOCK", 0); err != nil || got.Status != pickup.Refused || got.Total != 0 || len(got.Lines) != 2 ||
		got.History[len(got.History)-1].Reason != pickup.SoldOut {
		t.Errorf("%+v, %v", got, err)
	}
	v.wantStock("SOCK", 95, 0)
	v.balances()
}

// Pieces that were missing and have been counted since are on hand already: what turns up then comes from what is free.
func TestWhatWasCountedSinceIsNotFoundTwice(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	order := v.placed(1, v.line("CLIP", 60))[0]
	left := func(n int) error {
		t.Helper()
		_, err := v.left(yihua, order.ID, "CLIP", n)
		return err
	}
	for _, n := range []int{10, 30} {
		if err := left(n); err != nil {
			t.Fatal(err)
		}
	}
	v.wantStock("CLIP", 210, 30)
	v.counted("CLIP", 50)
	if err := left(20); err != nil {
		t.Fatal(err)
	}
	v.wantStock("CLIP", 40, 20)
	var few *pickup.LeftError
	if err := left(60); !errors.As(err, &few) || few.Available != 50 {
		t.Errorf("%v", err)
	}
	if err := left(45); err != nil {
		t.Fatal(err)
	}
	v.wantStock("CLIP", 50, 45)
}

// counted sets what is on hand of one of Yihua's items.
func (v *village) counted(sku string, onHand int) {
	v.Helper()
	err := v.in(func(tx pgx.Tx) error {
		_, err := v.catalogue.SetStock(context.Background(), tx, catalogue.By{Person: 2, At: at("2026-11-01 13:00")}, "Yihua", sku, onHand)
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
}

// Two who say at once what is left of one order, accepted or not, are both heard, one after the other.
func TestShortTwiceAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for n := range 6 {
		order := v.placed(1, v.line("CLIP", 24), v.line("SOCK", 5))[0]
		if n%2 == 0 {
			if _, err := v.do(yihua, order.ID, pickup.Accept, ""); err != nil {
				t.Fatal(err)
			}
		}
		var wg sync.WaitGroup
		for _, left := range []int{7, 7, 3, 12} {
			wg.Go(func() {
				if _, err := v.left(yihua, order.ID, "CLIP", left); err != nil && !errors.Is(err, pickup.ErrUnchanged) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		v.balances()
		v.close(order.ID)
		v.balances()
	}
}

// Of what a distributor refuses as sold out nothing is offered to others; of what he refuses for another reason all is.
func TestWhatIsSoldOutDoesNotComeBack(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for reason, left := range map[string]int{pickup.SoldOut: 76, pickup.Closed: 100} {
		v.counted("SOCK", 100)
		order := v.placed(1, v.line("SOCK", 24))[0]
		if _, err := v.do(yihua, order.ID, pickup.Refuse, reason); err != nil {
			t.Fatal(err)
		}
		v.wantStock("SOCK", left, 0)
	}
}

// Whatever changes a stock or a price stands in the item's account, or is not done.
func TestNothingChangesBesideTheAccount(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for _, statement := range []string{
		`UPDATE stock SET on_hand = on_hand + 1`, `UPDATE items SET price = price + 1`, `UPDATE items SET tier_from = '{}', tier_price = '{}'`,
		`INSERT INTO item_events (item_id, at, actor, what, on_hand) SELECT item_id, now(), 0, 'moved', on_hand + 1 FROM stock; UPDATE stock SET on_hand = on_hand + 2`,
		`UPDATE item_events SET actor = 9`, `DELETE FROM item_events`, `TRUNCATE item_events`,
	} {
		if _, err := v.pool.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
}

// What is short of an item with two lines is short of the last one first.
func TestTwoLinesOfAnItemThatIsShort(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	two := pickup.Wanted{Item: v.ids["CLIP"], Quantity: 60, Price: 90}
	order := v.placed(1, two, v.line("SOCK", 5), two)[0]
	for _, c := range []struct{ left, first, second int }{{70, 60, 10}, {59, 59, 0}, {120, 60, 60}, {0, 0, 0}, {61, 60, 1}} {
		got, err := v.left(yihua, order.ID, "CLIP", c.left)
		if err != nil || got.Lines[0].Quantity != c.first || got.Lines[2].Quantity != c.second || got.Total != measure.Fen(c.left*90+5*200) {
			t.Errorf("%d left: %+v, %v", c.left, got, err)
		}
		v.balances()
	}
}

// An order that is ready can still lose its last piece.
func TestAReadyOrderWithNothingLeft(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	id := v.placed(1, v.line("SOCK", 5))[0].ID
	if _, err := v.do(yihua, id, pickup.Pack, ""); err != nil {
		t.Fatal(err)
	}
	if got, err := v.left(yihua, id, "SOCK", 0); err != nil || got.Status != pickup.Refused {
		t.Errorf("%+v, %v", got, err)
	}
	v.wantStock("SOCK", 95, 0)
}

func TestCodesOfOpenOrders(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	codes := map[string]bool{}
	for n := range 20 {
		id := v.placed(pickup.SellerID(n), v.line("SOCK", 5))[0].ID
		got, err := v.do(yihua, id, pickup.Accept, "")
		if err != nil || len(got.Code) != 4 || codes[got.Code] {
			t.Fatalf("code %q, %v", got.Code, err)
		}
		codes[got.Code] = true
	}
	id := v.placed(1, v.line("BAG", 1))[0].ID
	if got, err := v.do(bags, id, pickup.Accept, ""); err != nil || len(got.Code) != 4 {
		t.Errorf("%+v, %v", got, err)
	}
}

// The last free code is found, too.
func TestTheLastCode(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	id := v.placed(1, v.line("SOCK", 5))[0].ID
	err := v.in(func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `SET LOCAL session_replication_role = replica;
			INSERT INTO orders (placement, seller_id, distributor_id, pickup_day, total, status, placed_at, code)
			SELECT -n, 1, distributor_id, pickup_day, 0, 'accepted', placed_at, to_char(n, 'FM0000')
			FROM generate_series(0, 9999) n, orders WHERE n <> 4321`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.do(yihua, id, pickup.Accept, ""); err != nil || got.Code != "4321" {
		t.Errorf("code %q, %v", got.Code, err)
	}
}

// A hold ends when the day after the pickup day has, by the later of two clocks that differ.
func TestHoldsEnd(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	expired := func(now time.Time, limit int) (ids []pickup.OrderID) {
		t.Helper()
		err := v.in(func(tx pgx.Tx) error {
			orders, err := v.TakeExpired(t.Context(), tx, now, limit)
			for _, o := range orders {
				if ids = append(ids, o.ID); o.Status != pickup.Expired || len(o.Lines) == 0 {
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
	first, second := v.order(1, "2019-11-01", "2019-11-01 08:00"), v.order(2, "2019-11-01", "2019-11-01 08:00")
	v.order(3, "2019-11-02", "2019-11-01 08:00")
	if _, err := v.do(bags, first, pickup.Accept, ""); err != nil {
		t.Fatal(err)
	}
	if ids := expired(at("2019-11-02 23:59"), 10); ids != nil {
		t.Error("too early:", ids)
	}
	for _, want := range [][]pickup.OrderID{{first}, {second}, nil} {
		if diff := cmp.Diff(want, expired(at("2019-11-03 00:00"), 1)); diff != "" {
			t.Error(diff)
		}
	}
	if events := v.account(organiser, first).History; events[len(events)-1].What != pickup.Expire || !events[len(events)-1].At.Equal(at("2019-11-03 00:00")) {
		t.Error(events)
	}
	v.wantStock("BAG", 50, 1)
	// A process whose clock runs ahead ends nothing.
	today := time.Now().In(shanghai)
	v.order(4, today.Format(time.DateOnly), today.Format("2006-01-02 15:04"))
	if ids := expired(today.AddDate(1, 0, 0), 10); len(ids) != 1 {
		t.Error(ids)
	}
	v.balances()
}

// Two who end holds at once end each once.
func TestHoldsEndOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for n := range pickup.SellerID(40) {
		v.order(n, "2019-11-01", "2019-11-01 08:00")
	}
	var mu sync.Mutex
	times := map[pickup.OrderID]int{}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 40 {
				err := v.in(func(tx pgx.Tx) error {
					orders, err := v.TakeExpired(context.Background(), tx, at("2019-11-09 12:00"), 3)
					mu.Lock()
					defer mu.Unlock()
					for _, o := range orders {
						times[o.ID]++
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if len(times) != 40 {
		t.Errorf("%d orders expired", len(times))
	}
	for id, n := range times {
		if n != 1 {
			t.Errorf("order %d expired %d times", id, n)
		}
	}
	v.wantStock("BAG", 50, 0)
}

// byCode looks for four figures that a distributor's person types at a time.
func (v *village) byCode(a pickup.Actor, figures, now string) (id pickup.OrderID, err error) {
	err = v.in(func(tx pgx.Tx) error {
		order, err := v.ByCode(context.Background(), tx, a, figures, at(now))
		id = order.ID
		return err
	})
	return id, err
}

func TestCodesSayWhoComes(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	id := v.placed(1, v.line("SOCK", 5))[0].ID
	order, err := v.do(yihua, id, pickup.Accept, "")
	if err != nil {
		t.Fatal(err)
	}
	wrong := "0000"
	if order.Code == wrong {
		wrong = "0001"
	}
	if got, err := v.byCode(yihua, order.Code, "2026-11-01 10:00"); got != id || err != nil {
		t.Error(got, err)
	}
	if got, err := v.byCode(yihua, fmt.Sprint(id), "2026-11-01 10:00"); got != id || err != nil {
		t.Error("by its number:", got, err)
	}
	if _, err := v.byCode(bags, order.Code, "2026-11-01 10:00"); !errors.Is(err, pickup.ErrCode) {
		t.Error("at another's counter:", err)
	}
	for n := range 5 {
		if _, err := v.byCode(yihua, wrong, fmt.Sprintf("2026-11-01 10:0%d", n)); !errors.Is(err, pickup.ErrCode) {
			t.Error(n, err)
		}
	}
	for _, figures := range []string{wrong, order.Code} {
		if _, err := v.byCode(yihua, figures, "2026-11-01 10:59"); !errors.Is(err, pickup.ErrTries) {
			t.Error("after five:", err)
		}
	}
	colleague := yihua
	colleague.Person = 22
	if got, err := v.byCode(colleague, order.Code, "2026-11-01 10:59"); got != id || err != nil {
		t.Error("a colleague:", got, err)
	}
	if got, err := v.byCode(yihua, order.Code, "2026-11-01 11:00"); got != id || err != nil {
		t.Error("an hour after the first:", got, err)
	}
	if _, err := v.do(yihua, id, pickup.Pick, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := v.byCode(yihua, order.Code, "2026-11-01 12:00"); !errors.Is(err, pickup.ErrCode) {
		t.Error("of an order that was picked:", err)
	}
}

// However many at once try wrong codes for one person, five are looked for.
func TestWrongCodesAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	var mu sync.Mutex
	looked := 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := v.byCode(yihua, "0000", "2026-11-01 10:00"); errors.Is(err, pickup.ErrCode) {
				mu.Lock()
				defer mu.Unlock()
				looked++
			}
		})
	}
	wg.Wait()
	if looked != 5 {
		t.Errorf("%d were looked for", looked)
	}
}

// Of all who take hold of an order at once, one gets it.
func TestOneTapOfManyCounts(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	for _, taps := range [][2]step{
		{{yihua, pickup.Accept, ""}, {yihua, pickup.Accept, ""}}, {{seller, pickup.Cancel, ""}, {seller, pickup.Cancel, ""}},
		{{yihua, pickup.Pick, ""}, {seller, pickup.Pick, ""}}, {{yihua, pickup.Refuse, "no"}, {seller, pickup.Cancel, ""}},
		{{seller, pickup.Pick, ""}, {clock, pickup.Expire, ""}}, {{yihua, pickup.Accept, ""}, {seller, pickup.Cancel, ""}},
	} {
		id := v.placed(1, v.line("SOCK", 5), v.line("CLIP", 12))[0].ID
		var mu sync.Mutex
		var done []pickup.Order
		var wg sync.WaitGroup
		for n := range 8 {
			wg.Go(func() {
				order, err := v.do(taps[n%2].by, id, taps[n%2].deed, taps[n%2].reason)
				if err != nil {
					if !errors.Is(err, pickup.ErrTooLate) && !errors.Is(err, pickup.ErrAsked) {
						t.Error(err)
					}
					return
				}
				mu.Lock()
				defer mu.Unlock()
				done = append(done, order)
			})
		}
		wg.Wait()
		// An accepted order may be asked about by its seller, once.
		asked := slices.DeleteFunc(slices.Clone(done), func(o pickup.Order) bool { return !o.CancelAsked })
		if len(done)-len(asked) != 1 || len(asked) > 1 {
			t.Errorf("%v: %d did something to it, %d asked", taps, len(done), len(asked))
		}
		v.close(id)
		v.balances()
	}
}

// Many at once take the last pieces, say that fewer are left, accept, cancel and fetch: the books balance all the time.
func TestEverybodyAtOnce(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	var orders []pickup.OrderID
	for n := range 10 {
		orders = append(orders, v.placed(pickup.SellerID(n), v.line("SOCK", 5), v.line("CLIP", 12))[0].ID)
	}
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i, id := range orders {
				by := pickup.Seller(pickup.SellerID(i))
				var err error
				switch (n + i) % 5 {
				case 0:
					_, err = v.do(yihua, id, pickup.Accept, "")
				case 1:
					_, err = v.left(yihua, id, "CLIP", n)
				case 2:
					_, err = v.do(by, id, pickup.Cancel, "")
				case 3:
					_, err = v.left(yihua, id, "SOCK", 7-n)
				case 4:
					_, err = v.do(yihua, id, pickup.Pick, "")
				}
				if err != nil && !errors.Is(err, pickup.ErrTooLate) && !errors.Is(err, pickup.ErrAsked) && !errors.Is(err, pickup.ErrUnchanged) {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	v.balances()
}

// An order of which nothing is left is refused without waiting for items that it has none of any more: whoever has them locked may wait for
// the item that ran out.
func TestWhatIsNotLeftWaitsForNothing(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	id := v.placed(1, v.line("SOCK", 5), v.line("CLIP", 12))[0].ID
	if _, err := v.left(yihua, id, "CLIP", 0); err != nil {
		t.Fatal(err)
	}
	other, err := v.pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Rollback(context.Background()) }()
	if _, err := other.Exec(t.Context(), `SELECT FROM stock WHERE item_id = $1 FOR UPDATE`, v.ids["CLIP"]); err != nil {
		t.Fatal(err)
	}
	err = v.in(func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `SET LOCAL lock_timeout = '1s'`); err != nil { // to fail rather than wait for ever
			return err
		}
		order, err := v.Left(t.Context(), tx, yihua, id, v.ids["SOCK"], 0, at("2026-11-01 13:00"))
		if order.Status != pickup.Refused {
			t.Errorf("%+v", order)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestAnOrdersLife lets anything happen to orders, in any order: each is where it should be, holds what it should, and tells all.
func TestAnOrdersLife(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	rapid.Check(t, func(t *rapid.T) {
		m := &life{v: v, onHand: map[string]int{}}
		v.counted("SOCK", shelf["SOCK"])
		v.counted("CLIP", shelf["CLIP"])
		for sku := range shelf {
			m.onHand[sku], _ = v.stock(sku)
		}
		defer m.end()
		t.Repeat(map[string]func(*rapid.T){
			"place": m.place, "do": m.do, "short": m.short, "change": m.change, "answer": m.answer, "": m.check,
		})
	})
}

// life is what should be true of the orders of one run.
type life struct {
	v      *village
	orders []*lived
	onHand map[string]int // but for what these orders picked
}

// lived is what should be true of one order: its lines are those of slots of which something is ordered, in their order.
type lived struct {
	pickup.Order
	slots  []pickup.Line
	events int
}

// sum brings the order up to its slots.
func (o *lived) sum() {
	o.Lines, o.Total = nil, 0
	for _, l := range o.slots {
		if l.Ordered > 0 {
			o.Lines = append(o.Lines, l)
		}
		o.Total += l.Total
	}
}

// at gives the place of an item among the slots; -1: it has none.
func (o *lived) at(sku string) int {
	return slices.IndexFunc(o.slots, func(l pickup.Line) bool { return l.SKU == sku })
}

// held is how many pieces of an item the order holds.
func (o *lived) held(sku string) int {
	if i := o.at(sku); i >= 0 {
		return o.slots[i].Quantity
	}
	return 0
}

// empty says that nothing would be left with so many pieces of an item.
func (o *lived) empty(sku string, quantity int) bool {
	return quantity == 0 && !slices.ContainsFunc(o.slots, func(l pickup.Line) bool { return l.SKU != sku && l.Quantity > 0 })
}

// become gives an item so many pieces.
func (o *lived) become(l pickup.Line, when pickup.When) {
	switch i := o.at(l.SKU); {
	case i < 0 && l.Quantity > 0:
		o.slots = append(o.slots, l)
	case i >= 0:
		if l.Quantity == 0 {
			l.Price = o.slots[i].Price
		}
		o.slots[i] = l
	}
	o.When, o.Proposed = when, nil
	o.events++
	o.sum()
}

func (m *life) any(t *rapid.T) *lived {
	if len(m.orders) == 0 {
		t.Skip("no orders")
	}
	return rapid.SampledFrom(m.orders).Draw(t, "order")
}

func (m *life) place(t *rapid.T) {
	lines := []pickup.Wanted{m.v.line("SOCK", rapid.IntRange(5, 9).Draw(t, "socks"))}
	if rapid.Bool().Draw(t, "clips too") {
		lines = append(lines, m.v.line("CLIP", 12*rapid.IntRange(1, 4).Draw(t, "dozens")))
	}
	m.v.key++
	orders, err := m.v.place(1, m.v.key, day("2026-11-01"), at("2026-11-01 12:00"), lines...)
	if err != nil {
		t.Skip(err)
	}
	m.orders = append(m.orders, &lived{orders[0], slices.Clone(orders[0].Lines), 1})
}

// moves are what somebody may do to an order, and where that leaves it by where it was.
var moves = []struct {
	step
	from map[pickup.Status]pickup.Status
}{
	{step{yihua, pickup.Accept, ""}, map[pickup.Status]pickup.Status{pickup.Placed: pickup.Accepted}},
	{step{yihua, pickup.Pack, ""}, map[pickup.Status]pickup.Status{pickup.Placed: pickup.Ready, pickup.Accepted: pickup.Ready}},
	{step{yihua, pickup.Pick, ""}, open(pickup.Picked)},
	{step{seller, pickup.Pick, ""}, open(pickup.Picked)},
	{step{yihua, pickup.Refuse, "no"}, map[pickup.Status]pickup.Status{pickup.Placed: pickup.Refused, pickup.Accepted: pickup.Refused}},
	{step{seller, pickup.Cancel, ""}, map[pickup.Status]pickup.Status{pickup.Placed: pickup.Cancelled, pickup.Accepted: pickup.Accepted, pickup.Ready: pickup.Ready}},
	{step{yihua, pickup.Cancel, ""}, map[pickup.Status]pickup.Status{pickup.Accepted: pickup.Cancelled, pickup.Ready: pickup.Cancelled}},
	{step{yihua, pickup.Keep, ""}, map[pickup.Status]pickup.Status{pickup.Accepted: pickup.Accepted, pickup.Ready: pickup.Ready}},
	{step{yihua, pickup.Withdraw, "no"}, map[pickup.Status]pickup.Status{pickup.Accepted: pickup.Cancelled}},
	{step{organiser, pickup.Cancel, "no"}, map[pickup.Status]pickup.Status{pickup.Placed: pickup.Cancelled}},
	{step{clock, pickup.Expire, ""}, open(pickup.Expired)},
}

// open is where every open order can come to.
func open(to pickup.Status) map[pickup.Status]pickup.Status {
	return map[pickup.Status]pickup.Status{pickup.Placed: to, pickup.Accepted: to, pickup.Ready: to}
}

func (m *life) do(t *rapid.T) {
	o := m.any(t)
	s := moves[rapid.IntRange(0, len(moves)-1).Draw(t, "deed")]
	after, may := s.from[o.Status]
	asks := s.deed == pickup.Cancel && s.by.Role == pickup.BySeller && after != pickup.Cancelled
	answers := s.by.Role == pickup.ByDistributor && (s.deed == pickup.Keep || s.deed == pickup.Cancel)
	may = may && (!asks || !o.CancelAsked) && (!answers || o.CancelAsked)
	got, err := m.v.do(s.by, o.ID, s.deed, s.reason)
	if (err == nil) != may {
		t.Fatalf("%v of a %s order: %v", s.step, o.Status, err)
	}
	if !may {
		return
	}
	if s.deed == pickup.Pack && o.Status == pickup.Placed {
		o.events++
	}
	o.events++
	o.Status, o.CancelAsked, o.Code = after, after.Open() && (asks || o.CancelAsked && !answers), got.Code
	if !after.Open() {
		o.Proposed = nil
	}
}

func (m *life) short(t *rapid.T) {
	o := m.any(t)
	l := &o.slots[o.at(rapid.SampledFrom(o.Lines).Draw(t, "line").SKU)]
	left := rapid.IntRange(0, l.Ordered+1).Draw(t, "left")
	_, err := m.v.left(yihua, o.ID, l.SKU, left)
	left = min(left, l.Ordered)
	if may := o.Status.Open() && left != l.Quantity; (err == nil) != may {
		t.Fatalf("%d left of a %s order: %v", left, o.Status, err)
	} else if !may {
		return
	}
	o.events++
	m.onHand[l.SKU] += left - l.Quantity // what is missing is not there
	l.Quantity, l.Total = left, l.Price.Times(left)
	o.sum()
	if !slices.ContainsFunc(o.Lines, func(l pickup.Line) bool { return l.Quantity > 0 }) {
		o.Status, o.CancelAsked, o.Proposed = pickup.Refused, false, nil
		o.events++
	}
}

// change has a seller give an item another number of pieces, perhaps on another day: she does it as long as nobody has accepted the order,
// and else asks for it.
func (m *life) change(t *rapid.T) {
	o := m.any(t)
	sku, steps := rapid.SampledFrom([]string{"SOCK", "CLIP"}).Draw(t, "item"), 12
	if sku == "SOCK" {
		steps = 5
	}
	quantity := steps * rapid.IntRange(0, 11).Draw(t, "steps")
	when := day(rapid.SampledFrom([]string{"2026-11-01", "2026-11-02"}).Draw(t, "day"))
	w := m.v.wish(o.Order, when, map[string]int{sku: quantity})
	m.v.key++
	got, err := m.v.changeAs(m.v.key, 1, w)
	onHand, reserved := m.v.stock(sku)
	var want, short error
	switch free := onHand - reserved; {
	case !o.Status.Open():
		want = pickup.ErrTooLate
	case o.CancelAsked:
		want = pickup.ErrAsked
	case quantity == o.held(sku) && when.Equal(o.When):
		want = pickup.ErrUnchanged
	case o.Status != pickup.Placed:
		o.Proposed = got.Proposed
		o.events++
		if o.Proposed == nil || len(o.Proposed.Lines) != 1 || o.Proposed.Lines[0].Total != w.Lines[0].Price.Times(quantity) {
			t.Fatalf("%+v is asked for", o.Proposed)
		}
	case o.empty(sku, quantity):
		want = pickup.ErrNothingLeft
	case err == nil:
		o.become(m.lineOf(sku, quantity, w.Lines[0].Price), when)
	case quantity-o.held(sku) > free && errors.As(err, new(*pickup.ShortError)):
		short = err
	}
	if want != nil && !errors.Is(err, want) || want == nil && err != short {
		t.Fatalf("%d of %s, of a %s order: %v, want %v", quantity, sku, o.Status, err, want)
	}
}

// answer has the distributor answer what a seller asks for.
func (m *life) answer(t *rapid.T) {
	o := m.any(t)
	if o.Proposed == nil {
		t.Skip("nothing is asked for")
	}
	p, agreed := o.Proposed, rapid.Bool().Draw(t, "agreed")
	l := p.Lines[0]
	onHand, reserved := m.v.stock(l.SKU)
	_, err := m.v.answer(yihua, p.ID, agreed)
	switch {
	case !agreed && err == nil:
		o.Proposed = nil
		o.events++
	case agreed && l.Quantity > 0 && l.Quantity-o.held(l.SKU) > onHand-reserved:
		if !errors.As(err, new(*pickup.ShortError)) {
			t.Fatalf("%d of %s: %v", l.Quantity, l.SKU, err)
		}
	case agreed && o.empty(l.SKU, l.Quantity):
		if !errors.Is(err, pickup.ErrNothingLeft) {
			t.Fatal(err)
		}
	case err == nil:
		o.become(l, p.When)
	default:
		t.Fatal(err)
	}
	if _, err := m.v.answer(yihua, p.ID, agreed); o.Proposed == nil && !errors.Is(err, pickup.ErrTooLate) {
		t.Fatal("answered twice:", err)
	}
}

// lineOf is a line of so many pieces of an item.
func (m *life) lineOf(sku string, quantity int, price measure.Fen) pickup.Line {
	m.v.Helper()
	item, err := m.v.catalogue.Item(context.Background(), m.v.ids[sku])
	if err != nil {
		m.v.Fatal(err)
	}
	return pickup.Line{
		Item: item.ID, SKU: item.SKU, TitleEN: item.TitleEN, TitleZH: item.TitleZH, Unit: item.Unit, Carton: item.Carton,
		Ordered: quantity, Quantity: quantity, Price: price, Total: price.Times(quantity),
	}
}

func (m *life) check(t *rapid.T) {
	reserved, gone := map[string]int{}, map[string]int{}
	for _, o := range m.orders {
		got := m.v.account(organiser, o.ID)
		if len(got.History) != o.events {
			t.Fatalf("order %d: %d events, want %d", o.ID, len(got.History), o.events)
		}
		for i, e := range got.History[1:] {
			if e.Before != got.History[i].After {
				t.Fatalf("order %d: %s, and then something happens to one that is %s", o.ID, got.History[i].After, e.Before)
			}
		}
		got.History, got.Revision = nil, 0
		if diff := cmp.Diff(o.Order, got); diff != "" {
			t.Fatalf("order %d: %s", o.ID, diff)
		}
		for _, l := range o.Lines {
			if o.Status.Open() {
				reserved[l.SKU] += l.Quantity
			}
			if o.Status == pickup.Picked {
				gone[l.SKU] += l.Quantity
			}
		}
	}
	for sku, n := range m.onHand {
		if onHand, held := m.v.stock(sku); onHand != n-gone[sku] || held != reserved[sku] {
			t.Fatalf("%s: %d on hand, %d reserved; want %d and %d", sku, onHand, held, n-gone[sku], reserved[sku])
		}
	}
}

// end leaves no open order to the next run.
func (m *life) end() {
	for _, o := range m.orders {
		m.v.close(o.ID)
	}
}
