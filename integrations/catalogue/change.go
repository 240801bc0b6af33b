package catalogue

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/amount"
	"oldhand/integrations/text"
)

// ReservedError says that stock cannot be set below what open orders have reserved.
type ReservedError struct {
	Item     Item
	Reserved int
}

func (e *ReservedError) Error() string {
	return fmt.Sprintf("%s: %d are reserved by open orders", e.Item.SKU, e.Reserved)
}

// ErrNegative says that a stock or a price would be below zero.
var ErrNegative = errors.New("below zero")

// SetStock sets what a distributor has on hand of a SKU and gives the item as it now is. Errors: ErrNotFound,
// ErrNegative, *ReservedError; none of them spoils tx.
func (c *Catalogue) SetStock(ctx context.Context, tx pgx.Tx, distributor, sku string, onHand int) (Item, error) {
	if onHand < 0 {
		return Item{}, ErrNegative
	}
	item, err := ownItem(ctx, tx, distributor, sku)
	if err != nil {
		return Item{}, err
	}
	var reserved int
	err = tx.QueryRow(ctx, `SELECT reserved FROM stock WHERE item_id = $1 FOR UPDATE`, item.ID).Scan(&reserved)
	if err != nil {
		return Item{}, fmt.Errorf("lock the stock of %s: %w", item.SKU, err)
	}
	if onHand < reserved {
		return Item{}, &ReservedError{Item: item, Reserved: reserved}
	}
	if _, err := tx.Exec(ctx, `UPDATE stock SET on_hand = $2 WHERE item_id = $1`, item.ID, onHand); err != nil {
		return Item{}, fmt.Errorf("set the stock of %s: %w", item.SKU, err)
	}
	item.Stock = onHand - reserved
	return item, nil
}

// SetPrice sets the base price of a distributor's SKU and gives the item as it now is. Tiers dearer than the new price
// are dropped. Errors: ErrNotFound, ErrNegative; none of them spoils tx.
func (c *Catalogue) SetPrice(ctx context.Context, tx pgx.Tx, distributor, sku string, price amount.Fen) (Item, error) {
	if price < 0 {
		return Item{}, ErrNegative
	}
	item, err := ownItem(ctx, tx, distributor, sku)
	if err != nil {
		return Item{}, err
	}
	_, err = tx.Exec(ctx, `UPDATE items i SET price = $2, tier_from = t.tier_from, tier_price = t.tier_price
		FROM items old, tiers_within($2, old.tier_from, old.tier_price) t WHERE i.id = $1 AND old.id = $1`, item.ID, price)
	if err != nil {
		return Item{}, fmt.Errorf("set the price of %s: %w", item.SKU, err)
	}
	return one(readItems(ctx, tx, `WHERE i.id = $1`, item.ID))
}

// ownItem gives the distributor's item of that SKU and keeps it from being changed by others until tx ends.
func ownItem(ctx context.Context, tx pgx.Tx, distributor, sku string) (Item, error) {
	return one(readItems(ctx, tx, `WHERE d.key = $1 AND i.sku_key = ANY ($2) ORDER BY i.id LIMIT 1 FOR NO KEY UPDATE OF i`, key(text.Clean(distributor)), keys(sku)))
}
