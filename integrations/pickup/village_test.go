package pickup_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/models"
	"oldhand/integrations/pickup"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

// shanghai is the village's zone in these tests: eight hours before UTC, all year.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// at is a time of the village's clock.
func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

func day(text string) pickup.When { return pickup.When{Day: at(text + " 00:00")} }

// items: clips by the dozen with a tier, socks from 5 on, one last mug, and a bag of another distributor.
const items = `distributor,sku,title_en,title_zh,price,tiers,min_qty,multiple,stock
Yihua,CLIP,Hair clip,发夹,1.20,48:1.05;120:0.90,12,12,240
Yihua,SOCK,Sock,袜子,2.00,,5,1,100
Yihua,MUG,Mug,杯子,9.90,,1,1,1
Bags & Co,BAG,Bag,包,15.50,,1,1,50
`

// village is a database with items and orders.
type village struct {
	testing.TB
	*pickup.Orders
	catalogue *catalogue.Catalogue
	pool      *pgxpool.Pool
	ids       map[string]catalogue.ItemID
	key       int64
}

func newVillage(t testing.TB) *village { return villageOf(t, items) }

func villageOf(t testing.TB, csv string) *village {
	t.Helper()
	return villageIn(t, pgtest.New(t), csv)
}

func villageIn(t testing.TB, pool *pgxpool.Pool, csv string) *village {
	t.Helper()
	v := &village{TB: t, Orders: pickup.New(pool, shanghai), catalogue: catalogue.New(pool, models.BuiltIn()), pool: pool, ids: map[string]catalogue.ItemID{}}
	path := filepath.Join(t.TempDir(), "items.csv")
	if err := os.WriteFile(path, []byte(csv), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := v.catalogue.Import(t.Context(), []string{path}, table.Options{}); err != nil {
		t.Fatal(err)
	}
	rows, err := pool.Query(t.Context(), `SELECT sku, id FROM items`)
	if err != nil {
		t.Fatal(err)
	}
	var sku string
	var id catalogue.ItemID
	if _, err := pgx.ForEachRow(rows, []any{&sku, &id}, func() error { v.ids[sku] = id; return nil }); err != nil {
		t.Fatal(err)
	}
	return v
}

// line is a line of a card at the price of the item for that many pieces.
func (v *village) line(sku string, quantity int) pickup.Wanted {
	v.Helper()
	item, err := v.catalogue.Item(context.Background(), v.ids[sku])
	if err != nil {
		v.Fatal(err)
	}
	return pickup.Wanted{Item: item.ID, Quantity: quantity, Price: item.PriceAt(quantity)}
}

// in runs f in a transaction that commits whatever error f gives, as a turn does that tells of a refusal.
func (v *village) in(f func(tx pgx.Tx) error) error {
	var said error
	if err := pgx.BeginFunc(context.Background(), v.pool, func(tx pgx.Tx) error { said = f(tx); return nil }); err != nil {
		return errors.Join(said, err)
	}
	return said
}

func (v *village) place(seller pickup.SellerID, key int64, when pickup.When, now time.Time, lines ...pickup.Wanted) (orders []pickup.Order, err error) {
	err = v.in(func(tx pgx.Tx) error {
		orders, err = v.Place(context.Background(), tx, key, seller, lines, when, now)
		return err
	})
	return orders, err
}

// placed places one card at noon of the first of November, to be fetched that day.
func (v *village) placed(seller pickup.SellerID, lines ...pickup.Wanted) []pickup.Order {
	v.Helper()
	v.key++
	orders, err := v.place(seller, v.key, day("2026-11-01"), at("2026-11-01 12:00"), lines...)
	if err != nil {
		v.Fatal(err)
	}
	return orders
}

func (v *village) cancel(seller pickup.SellerID, id pickup.OrderID) (pickup.Order, error) {
	return v.do(pickup.Seller(seller), id, pickup.Cancel, "")
}

func (v *village) fetch(seller pickup.SellerID, id pickup.OrderID) (pickup.Order, error) {
	return v.do(pickup.Seller(seller), id, pickup.Pick, "")
}

// do does something to an order in the afternoon of the first of November.
func (v *village) do(a pickup.Actor, id pickup.OrderID, d pickup.Deed, reason string) (order pickup.Order, err error) {
	err = v.in(func(tx pgx.Tx) error {
		order, err = v.Do(context.Background(), tx, a, id, d, reason, at("2026-11-01 13:00"))
		return err
	})
	return order, err
}

// left says how much of an item is left for an order.
func (v *village) left(a pickup.Actor, id pickup.OrderID, sku string, left int) (order pickup.Order, err error) {
	err = v.in(func(tx pgx.Tx) error {
		order, err = v.Left(context.Background(), tx, a, id, v.ids[sku], left, at("2026-11-01 13:00"))
		return err
	})
	return order, err
}

// stock gives what is on hand of an item and what is reserved.
func (v *village) stock(sku string) (onHand, reserved int) {
	v.Helper()
	err := v.pool.QueryRow(context.Background(), `SELECT on_hand, reserved FROM stock WHERE item_id = $1`, v.ids[sku]).Scan(&onHand, &reserved)
	if err != nil {
		v.Fatal(err)
	}
	return onHand, reserved
}

func (v *village) wantStock(sku string, onHand, reserved int) {
	v.Helper()
	if gotHand, gotReserved := v.stock(sku); gotHand != onHand || gotReserved != reserved {
		v.Errorf("%s: %d on hand, %d reserved; want %d and %d", sku, gotHand, gotReserved, onHand, reserved)
	}
}
