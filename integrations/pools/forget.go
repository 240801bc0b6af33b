package pools

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/pickup"
)

// Mine gives the pools that a seller takes part in as a JSON list. Amounts are fen.
func (p *Pools) Mine(ctx context.Context, tx pgx.Tx, seller pickup.SellerID) (all json.RawMessage, err error) {
	err = tx.QueryRow(ctx, `SELECT coalesce(jsonb_agg(jsonb_build_object('sku', i.sku, 'quantity', s.quantity, 'price_fen', p.price, 'closes_at', p.closes_at)
			ORDER BY p.id), '[]')
		FROM pool_shares s JOIN pools p ON p.id = s.pool_id JOIN items i ON i.id = s.item_id WHERE s.seller_id = $1`, seller).Scan(&all)
	if err != nil {
		return nil, fmt.Errorf("read the pools of seller %d: %w", seller, err)
	}
	return all, nil
}

// Hold keeps the pools that a seller takes part in as they are until tx ends, before anything else of theirs is locked. due: the time of one
// has come, so that she cannot leave it until it is closed.
func (p *Pools) Hold(ctx context.Context, tx pgx.Tx, seller pickup.SellerID, now time.Time) (due bool, err error) {
	err = tx.QueryRow(ctx, `WITH held AS (SELECT closes_at FROM pools WHERE id IN (SELECT pool_id FROM pool_shares WHERE seller_id = $1) ORDER BY id FOR UPDATE)
		SELECT coalesce(bool_or(closes_at <= least(now(), $2)), false) FROM held`, seller, now).Scan(&due)
	if err != nil {
		return false, fmt.Errorf("hold the pools of seller %d: %w", seller, err)
	}
	return due, nil
}

// Forget ends a seller's part in all pools, which Hold has given as not due.
func (p *Pools) Forget(ctx context.Context, tx pgx.Tx, seller pickup.SellerID) error {
	batch := &pgx.Batch{}
	batch.Queue(`SELECT FROM stock WHERE item_id IN (SELECT item_id FROM pool_shares WHERE seller_id = $1) ORDER BY item_id FOR UPDATE`, seller)
	batch.Queue(`DELETE FROM pool_shares WHERE seller_id = $1`, seller)
	batch.Queue(`UPDATE pools p SET open = false, pooled = 0, closed_at = now() WHERE open AND NOT EXISTS (SELECT FROM pool_shares WHERE pool_id = p.id)`)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("forget the pools of seller %d: %w", seller, err)
	}
	return nil
}
