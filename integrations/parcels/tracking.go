package parcels

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
)

const (
	// trackEvery is how long a waybill is left alone: carriers lock one that is asked about twice in half an hour.
	trackEvery = 4 * time.Hour
	// trackWithin is for how many days after it was booked a parcel is tracked, trackAtOnce how many in one go.
	trackWithin, trackAtOnce = 30, 200
)

// waybill is a booked parcel to be tracked.
type waybill struct {
	Order   string
	Parcel  ParcelID
	Courier string
	Number  string
}

// TrackBooked asks a carrier about booked parcels that were not asked about lately. One that was signed for counts as
// arrived, unless its seller said otherwise. from is who sent them, whose phone some couriers ask for. One that cannot be tracked keeps no other from it; the errors come back
// together.
func (p *Parcels) TrackBooked(ctx context.Context, carrier Carrier, from address.Party, now time.Time) error {
	// They are claimed first, so that two processes do not both ask and lock the waybill.
	rows, err := p.pool.Query(ctx, `
		UPDATE bookings SET tracked_at = $1
		WHERE order_number IN (
			SELECT order_number FROM bookings
			WHERE waybill <> '' AND signed_at IS NULL AND booked_at > $2 AND (tracked_at IS NULL OR tracked_at <= $3)
			ORDER BY tracked_at NULLS FIRST LIMIT $4 FOR UPDATE SKIP LOCKED)
		RETURNING order_number, parcel, courier, waybill`, now, now.AddDate(0, 0, -trackWithin), now.Add(-trackEvery), trackAtOnce)
	if err != nil {
		return fmt.Errorf("claim parcels to track: %w", err)
	}
	open, err := pgx.CollectRows(rows, pgx.RowToStructByPos[waybill])
	if err != nil {
		return fmt.Errorf("claim parcels to track: %w", err)
	}
	var failed error
	for _, w := range open {
		track, err := carrier.Track(ctx, w.Courier, w.Number, from.Phone)
		if err == nil && track.Signed {
			err = p.signed(ctx, w, track.At.In(p.zone))
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", w.Parcel, err))
		}
	}
	return failed
}

// signed keeps that a booked parcel was signed for.
func (p *Parcels) signed(ctx context.Context, w waybill, at time.Time) error {
	return pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE bookings SET signed_at = $2 WHERE order_number = $1`, w.Order, at); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE parcels SET arrived_on = $2, late_on = NULL WHERE id = $1 AND arrived_on IS NULL AND day <= $2`,
			w.Parcel, at.Format(time.DateOnly))
		return err
	})
}
