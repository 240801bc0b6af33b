package waits_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/models"
	"oldhand/integrations/pickup"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
	"oldhand/integrations/waits"
)

// village has goods of one distributor, all sold out: lanterns by the piece, clips from ten on and in steps of five.
type village struct {
	testing.TB
	*waits.Waits
	pool      *pgxpool.Pool
	catalogue *catalogue.Catalogue
	orders    *pickup.Orders
	ids       map[string]catalogue.ItemID
	key       int64
}

const items = `distributor,sku,title_en,price,tiers,min_qty,multiple,stock
Hongfu,LANTERN,Red lantern,2.00,,1,1,0
Hongfu,CLIP,Hair clip,1.20,50:1.05,10,5,0
`

func newVillage(t testing.TB) *village {
	t.Helper()
	pool := pgtest.New(t)
	v := &village{
		TB: t, Waits: waits.New(pool), pool: pool, catalogue: catalogue.New(pool, models.BuiltIn()),
		orders: pickup.New(pool, time.UTC), ids: map[string]catalogue.ItemID{},
	}
	v.load(items)
	for _, sku := range []string{"LANTERN", "CLIP"} {
		v.ids[sku] = v.item(sku).ID
	}
	return v
}

// load imports a CSV text.
func (v *village) load(csv string) {
	v.Helper()
	file := filepath.Join(v.TempDir(), "items.csv")
	if err := os.WriteFile(file, []byte(csv), 0o600); err != nil {
		v.Fatal(err)
	}
	report, err := v.catalogue.Import(context.Background(), []string{file}, table.Options{RejectsDir: v.TempDir()})
	if err != nil || report.Rejected > 0 {
		v.Fatal(report, err)
	}
}

// item gives the item of a SKU as everybody sees it.
func (v *village) item(sku string) catalogue.Item {
	v.Helper()
	found, err := v.catalogue.BySKU(context.Background(), sku)
	if err != nil || len(found) != 1 {
		v.Fatal(found, err)
	}
	return found[0]
}

// in runs f in a transaction that commits whatever error f gives, as a turn does that tells of a refusal.
func (v *village) in(f func(ctx context.Context, tx pgx.Tx) error) error {
	ctx := context.Background()
	var said error
	if err := pgx.BeginFunc(ctx, v.pool, func(tx pgx.Tx) error { said = f(ctx, tx); return nil }); err != nil {
		return err
	}
	return said
}

func (v *village) exec(sql string, args ...any) {
	v.Helper()
	if _, err := v.pool.Exec(context.Background(), sql, args...); err != nil {
		v.Fatal(err)
	}
}

// begin has a seller wait for so many of an item; 0: the least.
func (v *village) begin(seller int64, sku string, quantity int) error {
	return v.in(func(ctx context.Context, tx pgx.Tx) error {
		_, err := v.Begin(ctx, tx, waits.SellerID(seller), waits.Wanted{Item: v.ids[sku], Quantity: quantity})
		return err
	})
}

// watch has a seller wait for a price.
func (v *village) watch(seller int64, sku string, most measure.Fen) error {
	return v.in(func(ctx context.Context, tx pgx.Tx) error {
		_, err := v.Begin(ctx, tx, waits.SellerID(seller), waits.Wanted{Item: v.ids[sku], PriceMax: &most})
		return err
	})
}

// waiting has sellers wait for so many of an item each.
func (v *village) waiting(sku string, quantity int, sellers ...int64) {
	v.Helper()
	for _, s := range sellers {
		if err := v.begin(s, sku, quantity); err != nil {
			v.Fatal(err)
		}
	}
}

func (v *village) restock(sku string, delta int) error {
	return v.in(func(ctx context.Context, tx pgx.Tx) error {
		_, err := v.catalogue.AddStock(ctx, tx, catalogue.By{}, "hongfu", sku, delta)
		return err
	})
}

// came restocks an item.
func (v *village) came(sku string, pieces int) {
	v.Helper()
	if err := v.restock(sku, pieces); err != nil {
		v.Fatal(err)
	}
}

// place orders so many of an item at today's price.
func (v *village) place(key, seller int64, sku string, quantity int) ([]pickup.Order, error) {
	var placed []pickup.Order
	item, err := v.catalogue.Item(context.Background(), v.ids[sku])
	if err != nil {
		return nil, err
	}
	err = v.in(func(ctx context.Context, tx pgx.Tx) (err error) {
		now := time.Now()
		lines := []pickup.Wanted{{Item: item.ID, Quantity: quantity, Price: item.PriceAt(quantity)}}
		placed, err = v.orders.Place(ctx, tx, key, pickup.SellerID(seller), lines, pickup.When{Day: now}, now)
		return err
	})
	return placed, err
}

// order has a seller order at a tap of its own.
func (v *village) order(seller int64, sku string, quantity int) (pickup.Order, error) {
	v.key++
	placed, err := v.place(v.key, seller, sku, quantity)
	if err != nil {
		return pickup.Order{}, err
	}
	return placed[0], nil
}

func (v *village) cancel(seller int64, id pickup.OrderID) error {
	return v.in(func(ctx context.Context, tx pgx.Tx) error {
		_, err := v.orders.Do(ctx, tx, pickup.Seller(pickup.SellerID(seller)), id, pickup.Cancel, "", time.Now())
		return err
	})
}

// lapse has what is held of an item be over.
func (v *village) lapse(sku string) {
	v.Helper()
	v.exec(`UPDATE holds SET ends_at = now() - interval '1 second' WHERE item_id = $1`, v.ids[sku])
}

func (v *village) serveDue() {
	v.Helper()
	if err := v.ServeDue(context.Background()); err != nil {
		v.Fatal(err)
	}
}

// told takes what is to be told to whom.
func (v *village) told() (told []waits.Told) {
	v.Helper()
	err := v.in(func(ctx context.Context, tx pgx.Tx) (err error) {
		told, err = v.TakeServed(ctx, tx, 100)
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return told
}

// wantTold holds who is told of one item each, and how much is held for them, against pairs of seller and pieces.
func (v *village) wantTold(want ...[2]int) {
	v.Helper()
	var got [][2]int
	for _, t := range v.told() {
		for _, f := range t.Waits {
			got = append(got, [2]int{int(t.Seller), f.Held})
		}
	}
	if !slices.Equal(got, want) {
		v.Errorf("told %v, want %v", got, want)
	}
}

// wantStock holds what everybody can order of an item, and what some seller can.
func (v *village) wantStock(sku string, all int, seller int64, hers int) {
	v.Helper()
	if i := v.item(sku); i.Stock != all || i.For(seller).Stock != hers {
		v.Errorf("%s: %d for all, %d for seller %d; want %d and %d", sku, i.Stock, i.For(seller).Stock, seller, all, hers)
	}
}

// check holds the stock against what orders and holds say of it.
func (v *village) check() error {
	var wrong []string
	rows, err := v.pool.Query(context.Background(), `
		SELECT format('%s: %s on hand, %s reserved, %s ordered, %s held', i.sku, k.on_hand, k.reserved, l.ordered, h.held)
		FROM stock k JOIN items i ON i.id = k.item_id
		CROSS JOIN LATERAL (SELECT coalesce(sum(quantity), 0) AS held FROM holds WHERE item_id = k.item_id) h
		CROSS JOIN LATERAL (SELECT coalesce(sum(l.quantity), 0) AS ordered FROM order_lines l JOIN orders o ON o.id = l.order_id
			WHERE l.item_id = k.item_id AND o.closed_at IS NULL) l
		WHERE k.reserved <> l.ordered + h.held OR k.reserved NOT BETWEEN 0 AND k.on_hand`)
	if err == nil {
		wrong, err = pgx.CollectRows(rows, pgx.RowTo[string])
	}
	if len(wrong) > 0 {
		err = errors.New(wrong[0])
	}
	return err
}
