package pickup

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Personal is what orders keep of sellers as people.
type Personal struct{ pool *pgxpool.Pool }

// PersonalOf gives that of the orders of a village.
func PersonalOf(o *Orders) Personal {
	return Personal{o.pool}
}

// Mine gives everything that is kept of a seller's orders, payments, limits set for her alone and reminders as a JSON object. Amounts are fen; a
// limit without one says that the rule of all was to hold again.
func (p Personal) Mine(ctx context.Context, tx pgx.Tx, seller SellerID) (all json.RawMessage, err error) {
	err = tx.QueryRow(ctx, `SELECT jsonb_strip_nulls(jsonb_build_object(
		'orders', (SELECT jsonb_agg(jsonb_build_object('number', o.id, 'distributor', d.name, 'pickup_day', o.pickup_day, 'pickup_at', o.pickup_at,
			'status', o.status, 'total_fen', o.total, 'placed_at', o.placed_at, 'closed_at', o.closed_at,
			'lines', (SELECT jsonb_agg(jsonb_build_object('sku', sku, 'title_en', title_en, 'title_zh', title_zh, 'unit', unit, 'ordered', ordered,
				'quantity', quantity, 'price_fen', price, 'total_fen', total) ORDER BY line) FROM order_lines WHERE order_id = o.id),
			'history', (SELECT jsonb_agg(jsonb_build_object('at', at, 'by', role, 'what', what, 'reason', nullif(reason, '')) ORDER BY id)
				FROM order_events WHERE order_id = o.id)) ORDER BY o.id)
			FROM orders o JOIN distributors d ON d.id = o.distributor_id WHERE o.seller_id = $1),
		'payments', (SELECT jsonb_agg(jsonb_build_object('distributor', d.name, 'amount_fen', p.amount, 'paid_on', p.paid_on, 'stated_by', p.side,
			'agreed', a.agreed) ORDER BY p.id)
			FROM payments p JOIN distributors d ON d.id = p.distributor_id LEFT JOIN payment_answers a ON a.payment = p.id WHERE p.seller_id = $1),
		'limits', (SELECT jsonb_agg(jsonb_build_object('at', at, 'limit_fen', most) ORDER BY id) FROM credit_limits WHERE seller_id = $1),
		'reminder', (SELECT to_jsonb(r) - 'seller_id' FROM reminders r WHERE r.seller_id = $1)))`, seller).Scan(&all)
	if err != nil {
		return nil, fmt.Errorf("read what is kept of seller %d: %w", seller, err)
	}
	return all, nil
}

// HoldOpen gives a seller's open orders, oldest first, and keeps them as they are until the transaction ends: those that she
// alone can cancel, and those that their distributor has accepted or a pool has placed.
func (p Personal) HoldOpen(ctx context.Context, tx pgx.Tx, seller SellerID) (placed, accepted []OrderID, err error) {
	rows, err := tx.Query(ctx, `SELECT id, status = 'placed' AND pool_id IS NULL FROM orders WHERE seller_id = $1 AND open ORDER BY id FOR UPDATE`, seller)
	if err != nil {
		return nil, nil, fmt.Errorf("hold the open orders of seller %d: %w", seller, err)
	}
	var id OrderID
	var hers bool
	_, err = pgx.ForEachRow(rows, []any{&id, &hers}, func() error {
		if hers {
			placed = append(placed, id)
		} else {
			accepted = append(accepted, id)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("hold the open orders of seller %d: %w", seller, err)
	}
	return placed, accepted, nil
}

// Forget forgets what a seller wanted and said: her reminder, and the own words on her orders. Orders and payments stay for the
// books, under a number that is nobody's.
func (p Personal) Forget(ctx context.Context, tx pgx.Tx, seller SellerID) error {
	batch := &pgx.Batch{}
	batch.Queue(`DELETE FROM reminders WHERE seller_id = $1`, seller)
	batch.Queue(`DELETE FROM reminder_skips WHERE seller_id = $1`, seller)
	batch.Queue(`DELETE FROM pull_cards WHERE seller_id = $1`, seller)
	batch.Queue(`DELETE FROM wrong_codes WHERE person = $1`, seller)
	batch.Queue(`SELECT forget_reasons(ARRAY(SELECT id FROM orders WHERE seller_id = $1))`, seller)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("forget seller %d: %w", seller, err)
	}
	return nil
}

// ForgetReasons forgets people's own words on orders that were closed before a moment.
func (p Personal) ForgetReasons(ctx context.Context, before time.Time) error {
	_, err := p.pool.Exec(ctx, `SELECT forget_reasons(ARRAY(SELECT o.id FROM orders o WHERE o.closed_at < $1
		AND NOT EXISTS (SELECT FROM order_claims WHERE order_id = o.id AND status = 'open')
		AND NOT EXISTS (SELECT FROM order_events WHERE order_id = o.id AND at >= $1)))`, before)
	if err != nil {
		return fmt.Errorf("forget reasons: %w", err)
	}
	return nil
}
