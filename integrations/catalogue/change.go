package catalogue

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

// ReservedError says that stock cannot be set below what is reserved.
type ReservedError struct {
	Item     Item
	OnHand   int
	Reserved int
	Held     int // of Reserved, what no order has, but is held for those who waited for it
	Pooled   int // of Reserved, what sellers have taken in an open pool
}

func (e *ReservedError) Error() string {
	return fmt.Sprintf("%s: %d are reserved, %d of them held, %d pooled", e.Item.SKU, e.Reserved, e.Held, e.Pooled)
}

var (
	// ErrNegative says that a stock or a price would be below zero.
	ErrNegative = errors.New("below zero")
	// ErrTooMany says that a stock would be more than is counted here.
	ErrTooMany = errors.New("more than is counted")
)

// By is who changes an item, and when.
type By struct {
	Person int64
	At     time.Time
}

// SetStock sets what a distributor has on hand of a SKU and gives the item as it now is. Errors: ErrNotFound,
// ErrNegative, ErrTooMany, *ReservedError; none of them spoils tx.
func (c *Catalogue) SetStock(ctx context.Context, tx pgx.Tx, by By, distributor, sku string, onHand int) (Item, error) {
	switch {
	case onHand < 0:
		return Item{}, ErrNegative
	case onHand > math.MaxInt32:
		return Item{}, ErrTooMany
	}
	return restock(ctx, tx, by, "counted", distributor, sku, `UPDATE stock SET on_hand = $2 WHERE item_id = $1 AND reserved <= $2`, onHand)
}

// AddStock adds to what a distributor has on hand of a SKU, or takes away where delta is negative, and gives the item as
// it now is. It adds to what there is at that moment, so that all of those who add at once are counted. Errors:
// ErrNotFound, ErrTooMany, *ReservedError; none of them spoils tx.
func (c *Catalogue) AddStock(ctx context.Context, tx pgx.Tx, by By, distributor, sku string, delta int) (Item, error) {
	if delta > math.MaxInt32 {
		return Item{}, ErrTooMany
	}
	item, err := restock(ctx, tx, by, "moved", distributor, sku, `UPDATE stock SET on_hand = on_hand + $2::bigint
		WHERE item_id = $1 AND on_hand + $2::bigint BETWEEN reserved AND 2147483647`, delta)
	if _, refused := errors.AsType[*ReservedError](err); refused && delta > 0 {
		return Item{}, ErrTooMany
	}
	return item, err
}

// restock runs the statement that changes the stock of a distributor's SKU, by its item's id and a number, and writes into the item's
// account what that was. One that changes nothing would leave less than is reserved.
func restock(ctx context.Context, tx pgx.Tx, by By, what, distributor, sku, change string, n int) (Item, error) {
	item, err := ownItem(ctx, tx, distributor, sku)
	if err != nil {
		return Item{}, err
	}
	if _, err := tx.Exec(ctx, `SELECT release_lapsed(ARRAY[$1::bigint])`, item.ID); err != nil {
		return Item{}, fmt.Errorf("release the stock of %s: %w", item.SKU, err)
	}
	err = tx.QueryRow(ctx, `WITH changed AS (`+change+` RETURNING item_id, on_hand, reserved), told AS (
			INSERT INTO item_events (item_id, at, actor, what, on_hand) SELECT item_id, $3, $4, $5, on_hand FROM changed)
		SELECT on_hand - reserved FROM changed`, item.ID, n, by.At, by.Person, what).Scan(&item.Stock)
	if errors.Is(err, pgx.ErrNoRows) {
		refused := &ReservedError{Item: item}
		if err = tx.QueryRow(ctx, `SELECT on_hand, reserved, (SELECT coalesce(sum(quantity), 0) FROM holds WHERE item_id = $1),
			(SELECT coalesce(sum(quantity), 0) FROM pool_shares WHERE item_id = $1) FROM stock WHERE item_id = $1`, item.ID).
			Scan(&refused.OnHand, &refused.Reserved, &refused.Held, &refused.Pooled); err == nil {
			err = refused
		}
	}
	if err != nil {
		return Item{}, fmt.Errorf("change the stock of %s: %w", item.SKU, err)
	}
	return item, nil
}

// SetPrice sets the base price of a distributor's SKU and gives the item as it now is. Tiers dearer than the new price
// are dropped. Errors: ErrNotFound, ErrNegative; none of them spoils tx.
func (c *Catalogue) SetPrice(ctx context.Context, tx pgx.Tx, by By, distributor, sku string, price measure.Fen) (Item, error) {
	if price < 0 {
		return Item{}, ErrNegative
	}
	item, err := ownItem(ctx, tx, distributor, sku)
	if err != nil {
		return Item{}, err
	}
	_, err = tx.Exec(ctx, `WITH priced AS (
			UPDATE items i SET price = $2, tier_from = t.tier_from, tier_price = t.tier_price
			FROM items old, tiers_within($2, old.tier_from, old.tier_price) t WHERE i.id = $1 AND old.id = $1
			RETURNING i.id, i.price, i.tier_from, i.tier_price)
		INSERT INTO item_events (item_id, at, actor, what, price, tier_from, tier_price)
		SELECT id, $3, $4, 'priced', price, tier_from, tier_price FROM priced`, item.ID, price, by.At, by.Person)
	if err != nil {
		return Item{}, fmt.Errorf("set the price of %s: %w", item.SKU, err)
	}
	return one(readItems(ctx, tx, `WHERE i.id = $1`, item.ID))
}

// ownItem gives the distributor's item of that SKU and keeps it from being changed by others until tx ends.
func ownItem(ctx context.Context, tx pgx.Tx, distributor, sku string) (Item, error) {
	return one(readItems(ctx, tx, `WHERE d.key = $1 AND i.sku_key = ANY ($2) ORDER BY i.id LIMIT 1 FOR NO KEY UPDATE OF i`, key(text.Clean(distributor)), keys(sku)))
}
