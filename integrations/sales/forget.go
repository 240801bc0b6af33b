package sales

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Mine gives everything that is kept of a seller's shop as a JSON object.
func (s *Sales) Mine(ctx context.Context, tx pgx.Tx, seller SellerID) (all json.RawMessage, err error) {
	err = tx.QueryRow(ctx, `SELECT jsonb_strip_nulls(jsonb_build_object(
		'matches', (SELECT jsonb_agg(jsonb_build_object('goods', m.shown, 'sku', i.sku, 'said_at', m.said_at) ORDER BY m.id)
			FROM shop_matches m JOIN items i ON i.id = m.item_id WHERE m.seller_id = $1),
		'files', (SELECT jsonb_agg(jsonb_build_object('read_at', f.read_at, 'sold', (SELECT jsonb_agg(jsonb_build_object(
				'order_number', s.number, 'code', nullif(g.code, ''), 'title', nullif(g.title, ''), 'spec', nullif(g.spec, ''), 'pieces', s.pieces) ORDER BY s.number, g.place)
			FROM shop_goods g JOIN shop_sales s USING (file, place) WHERE g.file = f.turn)) ORDER BY f.turn)
			FROM shop_files f WHERE f.seller_id = $1),
		'fetched', (SELECT jsonb_agg(jsonb_build_object('order_number', b.number, 'goods', b.name, 'sku', i.sku, 'at', b.fetched_at) ORDER BY b.fetched_at, b.number, b.name)
			FROM shop_fetched b JOIN items i ON i.id = b.item_id WHERE b.seller_id = $1)))`, seller).Scan(&all)
	if err != nil {
		return nil, fmt.Errorf("read what is kept of the shop of seller %d: %w", seller, err)
	}
	return all, nil
}

// Forget forgets a seller's shop.
func (s *Sales) Forget(ctx context.Context, tx pgx.Tx, seller SellerID) error {
	batch := &pgx.Batch{}
	for _, table := range []string{"shop_files", "shop_matches", "shop_fetched"} {
		batch.Queue(`DELETE FROM `+table+` WHERE seller_id = $1`, seller)
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("forget the shop of seller %d: %w", seller, err)
	}
	return nil
}

// ForgetFiles forgets files that were read before a moment.
func (s *Sales) ForgetFiles(ctx context.Context, before time.Time) error {
	if _, err := s.pool.Exec(ctx, `DELETE FROM shop_files WHERE read_at < $1`, before); err != nil {
		return fmt.Errorf("forget files of orders: %w", err)
	}
	return nil
}
