package pools_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/models"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

// village has bags of one distributor, from 20 on in tens, cheaper from 100 and 200 on; it is a day long gone by the database's clock.
type village struct {
	testing.TB
	*pools.Pools
	pool      *pgxpool.Pool
	catalogue *catalogue.Catalogue
	orders    *pickup.Orders
	bag       catalogue.ItemID
	key       int64
	now       time.Time
}

const items = `distributor,sku,title_en,price,tiers,min_qty,multiple,stock
Xinyi,BAG,Paper bag,2.00,100:1.50;200:1.20,20,10,300
`

func newVillage(t testing.TB) *village {
	t.Helper()
	pool := pgtest.New(t)
	v := &village{TB: t, Pools: pools.New(pool), pool: pool, catalogue: catalogue.New(pool, models.BuiltIn()), orders: pickup.New(pool, time.UTC)}
	file := filepath.Join(t.TempDir(), "items.csv")
	if err := os.WriteFile(file, []byte(items), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := v.catalogue.Import(t.Context(), []string{file}, table.Options{}); err != nil {
		t.Fatal(err)
	}
	v.bag, v.now = v.item().ID, nine
	return v
}

// nine is the morning on which these tests begin.
var nine = time.Date(2020, 11, 23, 9, 0, 0, 0, time.UTC)

func (v *village) item() catalogue.Item {
	v.Helper()
	found, err := v.catalogue.BySKU(context.Background(), "BAG")
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
		return errors.Join(said, err)
	}
	return said
}

func (v *village) exec(sql string, args ...any) {
	v.Helper()
	if _, err := v.pool.Exec(context.Background(), sql, args...); err != nil {
		v.Fatal(err)
	}
}

// begins has a seller open a pool for so many bags, at today's price of so many, until eleven.
func (v *village) begins(key int64, seller pickup.SellerID, pieces, goal int) (p pools.Pool, err error) {
	return v.beginsUntil(key, seller, pieces, goal, nine.Add(2*time.Hour))
}

func (v *village) beginsUntil(key int64, seller pickup.SellerID, pieces, goal int, closes time.Time) (p pools.Pool, err error) {
	w := pools.Proposal{Item: v.bag, Pieces: pieces, Goal: goal, Price: v.item().PriceAt(goal), Closes: closes}
	err = v.in(func(ctx context.Context, tx pgx.Tx) error {
		p, err = v.Open(ctx, tx, key, seller, w, v.now)
		return err
	})
	return p, err
}

// opened is a pool that a seller has opened.
func (v *village) opened(seller pickup.SellerID, pieces, goal int) pools.Pool {
	v.Helper()
	v.key++
	p, err := v.begins(v.key, seller, pieces, goal)
	if err != nil {
		v.Fatal(err)
	}
	return p
}

func (v *village) joins(key int64, seller pickup.SellerID, id pools.ID, pieces int) (p pools.Pool, err error) {
	err = v.in(func(ctx context.Context, tx pgx.Tx) error {
		p, err = v.Join(ctx, tx, key, seller, id, pieces, v.now)
		return err
	})
	return p, err
}

// joined has a seller take part.
func (v *village) joined(seller pickup.SellerID, id pools.ID, pieces int) pools.Pool {
	v.Helper()
	v.key++
	p, err := v.joins(v.key, seller, id, pieces)
	if err != nil {
		v.Fatal(err)
	}
	return p
}

func (v *village) leaves(seller pickup.SellerID, id pools.ID) error {
	return v.in(func(ctx context.Context, tx pgx.Tx) error { return v.Leave(ctx, tx, seller, id, v.now) })
}

// closesEarly has a person of a distributor, "" of none, who was shown whether enough has come together, close a pool before its time.
func (v *village) closesEarly(person pickup.SellerID, distributor string, id pools.ID, enough bool) error {
	return v.in(func(ctx context.Context, tx pgx.Tx) error {
		return v.CloseEarly(ctx, tx, id, person, distributor, enough, v.now)
	})
}

// reached are those who are told that enough has come together in a pool, when one has taken part.
func (v *village) reached(id pools.ID, but pickup.SellerID) (members []pools.Member) {
	v.Helper()
	err := v.in(func(ctx context.Context, tx pgx.Tx) (err error) {
		members, err = v.Reached(ctx, tx, id, but, v.now)
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return members
}

// closes closes at most one pool that is due; ok is false where none is.
func (v *village) closes() (c pools.Closed, ok bool, err error) {
	err = v.in(func(ctx context.Context, tx pgx.Tx) error {
		var id pools.ID
		if id, _, ok, err = v.Due(ctx, tx, 0, v.now); err != nil || !ok {
			return err
		}
		c, err = v.Close(ctx, tx, id, &v.now, v.now)
		return err
	})
	return c, ok, err
}

// buys places an order by a tap of its own.
func (v *village) buys(seller pickup.SellerID, pieces int) ([]pickup.Order, error) {
	v.key++
	var placed []pickup.Order
	err := v.in(func(ctx context.Context, tx pgx.Tx) (err error) {
		lines := []pickup.Wanted{{Item: v.bag, Quantity: pieces, Price: v.item().PriceAt(pieces)}}
		placed, err = v.orders.Place(ctx, tx, v.key, seller, lines, pickup.When{Day: v.now}, v.now)
		return err
	})
	return placed, err
}

func (v *village) does(a pickup.Actor, id pickup.OrderID, d pickup.Deed, why string) error {
	return v.in(func(ctx context.Context, tx pgx.Tx) error {
		_, err := v.orders.Do(ctx, tx, a, id, d, why, v.now)
		return err
	})
}

// open are a seller's open orders.
func (v *village) open(seller pickup.SellerID) []pickup.Order {
	v.Helper()
	orders, err := v.orders.Open(context.Background(), seller)
	if err != nil {
		v.Fatal(err)
	}
	return orders
}

var xinyi = pickup.Actor{Person: 99, Role: pickup.ByDistributor, Distributor: "Xinyi"}

// check holds the stock against orders, holds and shares, and every pool against what became of it.
func (v *village) check() error {
	for wrong, sql := range map[string]string{
		"reserved is not what is ordered, held and pooled": `SELECT FROM stock k WHERE k.reserved NOT BETWEEN 0 AND k.on_hand OR k.reserved <>
			(SELECT coalesce(sum(l.quantity), 0) FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.item_id = k.item_id AND o.open)
			+ (SELECT coalesce(sum(quantity), 0) FROM holds h WHERE h.item_id = k.item_id)
			+ (SELECT coalesce(sum(quantity), 0) FROM pool_shares s WHERE s.item_id = k.item_id)`,
		"a closed pool that was reached has other orders than shares, and any other has some": `SELECT FROM pools p WHERE NOT p.open AND
			CASE WHEN p.pooled >= p.goal THEN p.pooled ELSE 0 END <> (SELECT coalesce(sum(l.ordered), 0) FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.pool_id = p.id)`,
		"somebody pays more than the pool's price": `SELECT FROM pools p JOIN orders o ON o.pool_id = p.id JOIN order_lines l ON l.order_id = o.id WHERE l.price > p.price`,
		"somebody has two orders of a pool":        `SELECT FROM orders WHERE pool_id IS NOT NULL GROUP BY pool_id, seller_id HAVING count(*) > 1`,
	} {
		var found bool
		if err := v.pool.QueryRow(context.Background(), `SELECT EXISTS (`+sql+`)`).Scan(&found); err != nil {
			return err
		}
		if found {
			return errors.New(wrong)
		}
	}
	return nil
}

// costs is what so many pieces cost at a price.
func costs(price measure.Fen, pieces int) string { return fmt.Sprint(price.Times(pieces)) }
