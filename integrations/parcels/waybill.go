package parcels

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// waiting is a booking without a waybill.
type waiting struct {
	Number string
	Booking
}

// FetchWaybills asks a carrier for the waybills that it had none for when it was booked. Each is asked for after as long
// again as it has been waited for, so ever more seldom. One that cannot be asked for keeps no other from it; the errors
// come back together.
func (p *Parcels) FetchWaybills(ctx context.Context, carrier Carrier, now time.Time) error {
	// They are claimed first, so that two processes do not both ask.
	rows, err := p.pool.Query(ctx, `
		UPDATE bookings SET tracked_at = $1
		WHERE order_number IN (
			SELECT order_number FROM bookings
			WHERE waybill = '' AND signed_at IS NULL AND booked_at > $2 AND (tracked_at IS NULL OR tracked_at + (tracked_at - booked_at) <= $1)
			ORDER BY tracked_at NULLS FIRST LIMIT $3 FOR UPDATE SKIP LOCKED)
		RETURNING order_number, task, carrier_order, waybill`, now, now.AddDate(0, 0, -trackWithin), trackAtOnce)
	if err != nil {
		return fmt.Errorf("claim bookings without a waybill: %w", err)
	}
	open, err := pgx.CollectRows(rows, pgx.RowToStructByPos[waiting])
	if err != nil {
		return fmt.Errorf("claim bookings without a waybill: %w", err)
	}
	var failed error
	for _, w := range open {
		number, err := carrier.Waybill(ctx, w.Booking)
		if err == nil && number != "" {
			// From here on it is tracked, beginning with the next round.
			_, err = p.pool.Exec(ctx, `UPDATE bookings SET waybill = $2, tracked_at = NULL WHERE order_number = $1 AND waybill = ''`, w.Number, number)
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("waybill of %s: %w", w.Number, err))
		}
	}
	return failed
}

// Waybill is the number that a courier gave to a seller's parcel.
type Waybill struct {
	Seller  SellerID
	Parcel  ParcelID
	Courier string
	Number  string
}

// TakeWaybills claims the waybills that their sellers were not told of, at most so many, each seller's together. They
// count as told once tx commits.
func (p *Parcels) TakeWaybills(ctx context.Context, tx pgx.Tx, now time.Time, most int) ([]Waybill, error) {
	rows, err := tx.Query(ctx, `
		WITH told AS (
			UPDATE bookings SET told_at = $1
			WHERE order_number IN (
				SELECT order_number FROM bookings WHERE waybill <> '' AND told_at IS NULL
				ORDER BY parcel, order_number LIMIT $2 FOR UPDATE SKIP LOCKED)
			RETURNING parcel, courier, waybill
		)
		SELECT p.seller_id, told.parcel, told.courier, told.waybill FROM told JOIN parcels p ON p.id = told.parcel
		ORDER BY 1, 2, 4`, now, most)
	if err != nil {
		return nil, fmt.Errorf("claim waybills to tell: %w", err)
	}
	told, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Waybill])
	if err != nil {
		return nil, fmt.Errorf("claim waybills to tell: %w", err)
	}
	return told, nil
}
