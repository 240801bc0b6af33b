package pickup

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
)

// Cut is an open order that is to get less of an item than it has.
type Cut struct {
	Order     Order
	Had, Left int // pieces of the item
}

// Cuts are the open orders of the actor's distributor that would get less of an item if there were n pieces of it in all: what is pooled
// or made up stays so, and of the others those get theirs that were placed first.
func (o *Orders) Cuts(ctx context.Context, tx pgx.Tx, a Actor, item catalogue.ItemID, n int) ([]Cut, error) {
	rows, err := tx.Query(ctx, selectRows+`WHERE distributor_id = (SELECT id FROM distributors WHERE key = $1) AND open
		AND id IN (SELECT order_id FROM order_lines WHERE item_id = $2 AND quantity > 0) ORDER BY id, line`, a.counter(), item)
	if err != nil {
		return nil, fmt.Errorf("read the orders of item %d: %w", item, err)
	}
	orders, err := o.collect(rows)
	if err != nil {
		return nil, fmt.Errorf("read the orders of item %d: %w", item, err)
	}
	var pooled int
	if err := tx.QueryRow(ctx, `SELECT coalesce(sum(quantity), 0) FROM pool_shares WHERE item_id = $1`, item).Scan(&pooled); err != nil {
		return nil, fmt.Errorf("read what is pooled of item %d: %w", item, err)
	}
	n = max(n-pooled, 0)
	slices.SortStableFunc(orders, func(a, b Order) int { return cmp.Compare(madeUp(b), madeUp(a)) })
	var cuts []Cut
	for _, order := range orders {
		had := 0
		for _, l := range order.Lines {
			if l.Item == item {
				had += l.Quantity
			}
		}
		left := min(had, n)
		n -= left
		if left < had {
			cuts = append(cuts, Cut{order, had, left})
		}
	}
	return cuts, nil
}

// madeUp is 1 for an order that is ready.
func madeUp(o Order) int {
	if o.Status == Ready {
		return 1
	}
	return 0
}

// Scarce says that there are n pieces of an item in all, makes the Cuts, and gives them with the orders as they are then, with their histories.
// Errors: those of Left.
func (o *Orders) Scarce(ctx context.Context, tx pgx.Tx, a Actor, item catalogue.ItemID, n int, now time.Time) ([]Cut, error) {
	cuts, err := o.Cuts(ctx, tx, a, item, n)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(cuts, func(a, b Cut) int { return cmp.Compare(a.Order.ID, b.Order.ID) }) // as everybody locks orders
	for i := range cuts {
		c := &cuts[i]
		if c.Order, err = o.Left(ctx, tx, a, c.Order.ID, item, c.Left, now); err != nil {
			return nil, err
		}
	}
	return cuts, nil
}
