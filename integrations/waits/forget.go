package waits

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Mine gives what a seller waits for, and what is held for her, as a JSON object. Amounts are fen.
func (w *Waits) Mine(ctx context.Context, tx pgx.Tx, seller SellerID) (all json.RawMessage, err error) {
	err = tx.QueryRow(ctx, `SELECT jsonb_strip_nulls(jsonb_build_object(
		'waits', (SELECT jsonb_agg(jsonb_build_object('sku', i.sku, 'quantity', w.quantity, 'price_max_fen', w.price_max, 'ends_at', w.ends_at) ORDER BY w.id)
			FROM waits w JOIN items i ON i.id = w.item_id WHERE w.seller_id = $1),
		'holds', (SELECT jsonb_agg(jsonb_build_object('sku', i.sku, 'quantity', h.quantity, 'ends_at', h.ends_at) ORDER BY i.sku)
			FROM holds h JOIN items i ON i.id = h.item_id WHERE h.seller_id = $1)))`, seller).Scan(&all)
	if err != nil {
		return nil, fmt.Errorf("read what seller %d waits for: %w", seller, err)
	}
	return all, nil
}

// Forget ends all waits of a seller, and gives back what is held for her.
func (w *Waits) Forget(ctx context.Context, tx pgx.Tx, seller SellerID) error {
	batch := &pgx.Batch{}
	batch.Queue(`SELECT FROM stock WHERE item_id IN (SELECT item_id FROM holds WHERE seller_id = $1) ORDER BY item_id FOR UPDATE`, seller)
	batch.Queue(`DELETE FROM holds WHERE seller_id = $1`, seller)
	batch.Queue(`DELETE FROM waits WHERE seller_id = $1`, seller)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("forget what seller %d waits for: %w", seller, err)
	}
	return nil
}
