package parcels

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Mine gives everything that is kept of a seller's parcels as a JSON object. Amounts are fen, weights grams.
func (p *Parcels) Mine(ctx context.Context, tx pgx.Tx, seller SellerID) (all json.RawMessage, err error) {
	err = tx.QueryRow(ctx, `SELECT jsonb_strip_nulls(jsonb_build_object(
		'parcels', (SELECT jsonb_agg(jsonb_build_object('number', p.id, 'day', p.day, 'courier', r.courier, 'service', r.service, 'to_code', p.to_code,
			'weight_g', p.weight, 'size_cm', nullif(p.size, ''), 'count', p.parcels, 'price_fen', p.price, 'arrived_on', p.arrived_on,
			'receiver', (SELECT to_jsonb(v) - 'parcel' FROM receivers v WHERE v.parcel = p.id),
			'bookings', (SELECT jsonb_agg(jsonb_build_object('order_number', b.order_number, 'courier', b.courier, 'waybill', nullif(b.waybill, '')))
				FROM bookings b WHERE b.parcel = p.id)) ORDER BY p.id)
			FROM parcels p JOIN rates r ON r.id = p.rate WHERE p.seller_id = $1),
		'priced_orders', (SELECT jsonb_agg(order_number ORDER BY quoted_at, order_number) FROM quoted_orders WHERE seller_id = $1)))`, seller).Scan(&all)
	if err != nil {
		return nil, fmt.Errorf("read what is kept of the parcels of seller %d: %w", seller, err)
	}
	return all, nil
}

// Forget forgets whom a seller's parcels went to, and the numbers that her buyers' orders have. The parcels stay for the books.
func (p *Parcels) Forget(ctx context.Context, tx pgx.Tx, seller SellerID) error {
	batch := &pgx.Batch{}
	batch.Queue(`DELETE FROM receivers v USING parcels p WHERE p.id = v.parcel AND p.seller_id = $1`, seller)
	batch.Queue(`DELETE FROM quoted_orders WHERE seller_id = $1`, seller)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("forget the receivers of seller %d: %w", seller, err)
	}
	return nil
}
