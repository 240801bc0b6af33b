package courier

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

var (
	// ErrBooked says that an order was booked before.
	ErrBooked = errors.New("booked already")
	// ErrMaybeBooked says that a carrier was asked before and nobody knows what became of it: somebody has to look there.
	ErrMaybeBooked = errors.New("perhaps booked already: look at the carrier's own list before trying again")
)

const (
	// trackEvery is how long a waybill is left alone: carriers lock one that is asked about twice in half an hour.
	trackEvery = 4 * time.Hour
	// trackWithin is for how many days after it was booked a parcel is tracked, trackAtOnce how many in one go.
	trackWithin, trackAtOnce = 30, 200
)

// Book orders the collection of one of the recorded parcels through a carrier. order is the seller's own number of it:
// the same number is never booked twice, also when the process is killed in between. The shipment's courier and weight
// are the parcel's. Errors: ErrNoParcel, ErrBooked, ErrMaybeBooked, ErrNoCompany, ErrRefused.
func (c *Couriers) Book(ctx context.Context, carrier Carrier, id ParcelID, order string, s Shipment, now time.Time) (Booking, error) {
	sent, err := oneSent(c.pool.Query(ctx, selectSent+`WHERE p.id = $1`, id))
	if err != nil {
		return Booking{}, err
	}
	if err := c.claimBooking(ctx, sent, order, now); err != nil {
		return Booking{}, err
	}
	s.Courier, s.Weight = sent.Courier, sent.Weight
	b, err := carrier.Book(ctx, s)
	// What the carrier did is kept also when the caller has given up meanwhile.
	ctx = context.WithoutCancel(ctx)
	switch {
	case errors.Is(err, ErrRefused) || errors.Is(err, ErrNoCompany):
		_, failed := c.pool.Exec(ctx, `DELETE FROM bookings WHERE order_number = $1 AND booked_at IS NULL`, order)
		return Booking{}, errors.Join(err, failed)
	case err != nil:
		return Booking{}, fmt.Errorf("%w: %w", ErrMaybeBooked, err)
	}
	_, err = c.pool.Exec(ctx, `
		UPDATE bookings SET booked_at = $2, task = $3, carrier_order = $4, waybill = $5 WHERE order_number = $1`,
		order, now, b.Task, b.Order, b.Waybill)
	if err != nil {
		return b, fmt.Errorf("keep the booking of %s: %w", order, err)
	}
	return b, nil
}

// claimBooking writes that an order is about to be booked.
func (c *Couriers) claimBooking(ctx context.Context, sent Sent, order string, now time.Time) error {
	done, err := c.pool.Exec(ctx, `
		INSERT INTO bookings (order_number, parcel, courier, asked_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		order, sent.ID, sent.Courier, now)
	if err != nil {
		return fmt.Errorf("begin to book %s: %w", order, err)
	}
	if done.RowsAffected() == 1 {
		return nil
	}
	var booked bool
	err = c.pool.QueryRow(ctx, `SELECT booked_at IS NOT NULL FROM bookings WHERE order_number = $1`, order).Scan(&booked)
	switch {
	case err != nil && !errors.Is(err, pgx.ErrNoRows):
		return fmt.Errorf("read the booking of %s: %w", order, err)
	case booked:
		return fmt.Errorf("order %s: %w", order, ErrBooked)
	}
	return fmt.Errorf("order %s: %w", order, ErrMaybeBooked)
}

// waybill is a booked parcel to be tracked.
type waybill struct {
	Order   string
	Parcel  ParcelID
	Courier string
	Number  string
}

// TrackBooked asks a carrier about booked parcels that were not asked about lately. One that was signed for counts as
// arrived, unless its seller said otherwise. One that cannot be tracked keeps no other from it; the errors come back
// together.
func (c *Couriers) TrackBooked(ctx context.Context, carrier Carrier, now time.Time) error {
	// They are claimed first, so that two processes do not both ask and lock the waybill.
	rows, err := c.pool.Query(ctx, `
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
		track, err := carrier.Track(ctx, w.Courier, w.Number, "")
		if err == nil && track.Signed {
			err = c.signed(ctx, w, track.At.In(c.zone))
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", w.Parcel, err))
		}
	}
	return failed
}

// signed keeps that a booked parcel was signed for.
func (c *Couriers) signed(ctx context.Context, w waybill, at time.Time) error {
	return pgx.BeginFunc(ctx, c.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE bookings SET signed_at = $2 WHERE order_number = $1`, w.Order, at); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE parcels SET arrived_on = $2, late_on = NULL WHERE id = $1 AND arrived_on IS NULL AND day <= $2`,
			w.Parcel, at.Format(time.DateOnly))
		return err
	})
}
