package sales_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/models"
	"oldhand/integrations/pickup"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/sales"
	"oldhand/integrations/table"
)

const items = `distributor,sku,title_en,title_zh,price,stock
Yihua,CLIP,Hair clip,发夹,1.20,240
Yihua,MUG,Mug,杯子,9.90,100
`

// her and other are two sellers.
const her, other = sales.SellerID(7), sales.SellerID(8)

var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, time.FixedZone("Asia/Shanghai", 8*60*60))

// village is a database with items, orders and what sellers sold.
type village struct {
	testing.TB
	*sales.Sales
	pool   *pgxpool.Pool
	orders *pickup.Orders
	items  map[string]catalogue.Item
}

func newVillage(t testing.TB) *village {
	t.Helper()
	pool := pgtest.New(t)
	c := catalogue.New(pool, models.BuiltIn())
	path := filepath.Join(t.TempDir(), "items.csv")
	if err := os.WriteFile(path, []byte(items), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Import(t.Context(), []string{path}, table.Options{}); err != nil {
		t.Fatal(err)
	}
	all, err := c.BySKUs(t.Context(), []string{"CLIP", "MUG"})
	if err != nil {
		t.Fatal(err)
	}
	v := &village{TB: t, Sales: sales.New(pool), pool: pool, orders: pickup.New(pool, monday.Location()), items: map[string]catalogue.Item{}}
	for _, i := range all {
		v.items[i.SKU] = i
	}
	return v
}

func (v *village) do(f func(tx pgx.Tx) error) {
	v.Helper()
	if err := pgx.BeginFunc(v.Context(), v.pool, f); err != nil {
		v.Fatal(err)
	}
}

// keeps reads a file and keeps it.
func (v *village) keeps(turn int64, text string) {
	v.Helper()
	f, err := sales.Read(v.Context(), []byte(text))
	if err != nil {
		v.Fatal(err)
	}
	v.do(func(tx pgx.Tx) error { return v.Keep(v.Context(), tx, her, turn, f, monday) })
}

// places orders goods of a file, as a tap does.
func (v *village) places(turn int64, sku string, ref sales.Ref) pickup.OrderID {
	v.Helper()
	var id pickup.OrderID
	v.do(func(tx pgx.Tx) error {
		i := v.items[sku]
		orders, err := v.orders.Place(v.Context(), tx, turn, pickup.SellerID(her), []pickup.Wanted{{Item: i.ID, Quantity: 5, Price: i.Price}}, pickup.When{Day: monday}, monday)
		if err != nil {
			return err
		}
		id = orders[0].ID
		return v.Fetch(v.Context(), tx, her, turn, []sales.Fetched{{Ref: ref, Item: i.ID}}, monday)
	})
	return id
}

// pending is what of a file is still to be fetched, and is not, by the names of the goods.
func (v *village) pending(file int64, drafted ...sales.Ref) (left, fetched map[string]int) {
	v.Helper()
	p, err := v.Of(v.Context(), her, file, drafted)
	if err != nil {
		v.Fatal(err)
	}
	left, fetched = map[string]int{}, map[string]int{}
	for _, g := range p.Goods {
		left[g.Name], fetched[g.Name] = g.Pieces, g.Fetched
	}
	return left, fetched
}

const first, second = "订单号,商品名称,数量\n10001,发夹,3\n10002,发夹,2\n10002,杯子,1\n", "订单号,商品名称,数量\n10002,发夹,2\n10002,杯子,1\n10003,发夹,4\n"

func TestWhatWasFetchedIsNotFetchedAgain(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.keeps(1, first)
	v.keeps(2, second)
	check := func(name string, wantLeft, wantFetched map[string]int, drafted ...sales.Ref) {
		t.Helper()
		left, fetched := v.pending(2, drafted...)
		if diff := cmp.Diff(wantLeft, left) + cmp.Diff(wantFetched, fetched); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	check("nothing was", map[string]int{"发夹": 6, "杯子": 1}, map[string]int{"发夹": 0, "杯子": 0})
	check("in the draft", map[string]int{"发夹": 4, "杯子": 1}, map[string]int{"发夹": 2, "杯子": 0}, sales.Ref{File: 1, Place: 0})
	number := v.places(11, "CLIP", sales.Ref{File: 1, Place: 0})
	check("ordered", map[string]int{"发夹": 4, "杯子": 1}, map[string]int{"发夹": 2, "杯子": 0})
	if p, err := v.Of(t.Context(), her, 2, nil); err != nil || p.Orders != 2 || p.Fetched != 1 {
		t.Errorf("%d of %d orders, %v", p.Fetched, p.Orders, err)
	}
	v.do(func(tx pgx.Tx) error {
		_, err := v.orders.Do(t.Context(), tx, pickup.Seller(pickup.SellerID(her)), number, pickup.Cancel, "", monday)
		return err
	})
	check("cancelled", map[string]int{"发夹": 6, "杯子": 1}, map[string]int{"发夹": 0, "杯子": 0})
}

// TestShortNumbersOfAnotherDay: order 1 of today is not order 1 of yesterday; the same list again is.
func TestShortNumbersOfAnotherDay(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.keeps(1, "订单号,商品名称,数量\n1,发夹,3\n")
	v.keeps(2, "订单号,商品名称,数量\n1,发夹,2\n")
	v.keeps(3, "订单号,商品名称,数量\n1,发夹,3\n")
	v.places(11, "CLIP", sales.Ref{File: 1, Place: 0})
	if left, _ := v.pending(2); left["发夹"] != 2 {
		t.Errorf("left of another day's: %v", left)
	}
	if left, _ := v.pending(3); left["发夹"] != 0 {
		t.Errorf("left of the same list: %v", left)
	}
}

func TestAFileIsKeptOnceAndForItsSeller(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.keeps(1, first)
	v.do(func(tx pgx.Tx) error {
		if err := v.Keep(t.Context(), tx, her, 1, sales.File{}, monday); !errors.Is(err, sales.ErrKept) {
			t.Errorf("a second time: %v", err)
		}
		return nil
	})
	v.places(11, "CLIP", sales.Ref{File: 1})
	if _, err := v.Of(t.Context(), other, 1, nil); !errors.Is(err, sales.ErrNotFound) {
		t.Errorf("another's file: %v", err)
	}
	f, err := sales.Read(t.Context(), []byte(first))
	if err != nil {
		t.Fatal(err)
	}
	v.do(func(tx pgx.Tx) error { // another has a shop with the same numbers, and points at her file
		if err := v.Keep(t.Context(), tx, other, 2, f, monday); err != nil {
			return err
		}
		if err := v.Matched(t.Context(), tx, other, []sales.Ref{{File: 1}}, v.items["MUG"].ID, monday); err != nil {
			return err
		}
		return v.Fetch(t.Context(), tx, other, 11, []sales.Fetched{{Ref: sales.Ref{File: 2}, Item: v.items["MUG"].ID}}, monday)
	})
	p, err := v.Of(t.Context(), other, 2, []sales.Ref{{File: 1}})
	if err != nil || p.Fetched != 0 || p.Goods[0].Item != 0 {
		t.Errorf("what another did counts: %+v, %v", p, err)
	}
	if err := v.ForgetFiles(t.Context(), monday.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Of(t.Context(), her, 1, nil); !errors.Is(err, sales.ErrNotFound) {
		t.Errorf("a forgotten file: %v", err)
	}
}

func TestMatches(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.keeps(1, "订单号,商品名称,商品规格,数量\n1,可爱发夹,颜色:红色,3\n2,可爱发夹,颜色:蓝色,2\n")
	match := func(place int, sku string, at time.Time) {
		v.do(func(tx pgx.Tx) error {
			return v.Matched(t.Context(), tx, her, []sales.Ref{{File: 1, Place: place}, {File: 1, Place: place}}, v.items[sku].ID, at)
		})
	}
	match(0, "MUG", monday)
	match(1, "CLIP", monday.Add(time.Minute))
	match(0, "CLIP", monday.Add(2*time.Minute)) // she was wrong
	page, all, err := v.Matches(t.Context(), her, 0, 1)
	if err != nil || all != 2 || len(page) != 1 || page[0].Shown != "可爱发夹 · 颜色:红色" || page[0].Item != v.items["CLIP"].ID {
		t.Errorf("%+v of %d, %v", page, all, err)
	}
	if _, all, err := v.Matches(t.Context(), other, 0, 9); err != nil || all != 0 {
		t.Errorf("another has %d, %v", all, err)
	}
	known := func() (n int) {
		p, err := v.Of(t.Context(), her, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range p.Goods {
			if g.Item != 0 {
				n++
			}
		}
		return n
	}
	if known() != 2 {
		t.Errorf("%d are known", known())
	}
	v.do(func(tx pgx.Tx) error {
		return errors.Join(v.Unmatch(t.Context(), tx, other, page[0].ID), v.Unmatch(t.Context(), tx, her, page[0].ID), v.Unmatch(t.Context(), tx, her, page[0].ID))
	})
	if known() != 1 {
		t.Errorf("%d are known after one was forgotten", known())
	}
	// Nothing takes an item out of a catalogue yet; whatever will must not leave her goods matched to nothing.
	if _, err := v.pool.Exec(t.Context(), `ALTER TABLE item_events DISABLE TRIGGER USER`); err != nil {
		t.Fatal(err)
	}
	for _, of := range []string{"item_events WHERE item_id", "item_terms WHERE item_id", "item_embeddings WHERE item_id", "stock WHERE item_id", "items WHERE id"} {
		if _, err := v.pool.Exec(t.Context(), `DELETE FROM `+of+` = $1`, v.items["CLIP"].ID); err != nil {
			t.Fatal(err)
		}
	}
	if known() != 0 {
		t.Errorf("%d are known whose item is gone", known())
	}
}

func TestASellersShopIsGivenAndForgotten(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.keeps(1, first)
	v.places(11, "CLIP", sales.Ref{File: 1})
	v.do(func(tx pgx.Tx) error {
		return v.Matched(t.Context(), tx, her, []sales.Ref{{File: 1}}, v.items["CLIP"].ID, monday)
	})
	v.do(func(tx pgx.Tx) error {
		mine, err := v.Mine(t.Context(), tx, her)
		if err != nil {
			return err
		}
		for _, part := range []string{`"goods": "发夹"`, `"sku": "CLIP"`, `"order_number": "10002"`, `"title": "杯子"`, `"fetched"`} {
			if !strings.Contains(string(mine), part) {
				t.Errorf("no %s in %s", part, mine)
			}
		}
		if err := v.Forget(t.Context(), tx, her); err != nil {
			return err
		}
		if mine, err = v.Mine(t.Context(), tx, her); string(mine) != `{}` {
			t.Errorf("still there: %s", mine)
		}
		return err
	})
}
