package parcels

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
	// carriersKnow is how long after it was first asked a carrier may be asked for the same shipment again. They know one
	// for two days; an hour is kept back for clocks that differ.
	carriersKnow = 47 * time.Hour
	// bookTime is how long a call to a carrier can last: only after that another process may take it up.
	bookTime = time.Minute
)

// Book orders the collection of one of the recorded parcels through a carrier. order is the seller's own number of it:
// the same number is never booked twice, also when the process is killed in between. What became of a call that was cut
// off is found out by calling again with the same key, as long as the carrier knows it. The shipment's key, courier and
// weight are the parcel's. Errors: ErrNoParcel, ErrBooked, ErrMaybeBooked, ErrNoCompany, ErrRefused.
func (p *Parcels) Book(ctx context.Context, carrier Carrier, id ParcelID, order string, s Shipment, now time.Time) (Booking, error) {
	sent, err := oneSent(p.pool.Query(ctx, selectSent+`WHERE p.id = $1`, id))
	if err != nil {
		return Booking{}, err
	}
	if s.Key, err = p.claimBooking(ctx, sent, order, now); err != nil {
		return Booking{}, err
	}
	s.Courier, s.Weight = sent.Courier, sent.Weight
	b, err := carrier.Book(ctx, s)
	// What the carrier did is kept also when the caller has given up meanwhile.
	ctx = context.WithoutCancel(ctx)
	switch {
	case errors.Is(err, ErrRefused) || errors.Is(err, ErrNoCompany):
		return Booking{}, errors.Join(err, p.unclaimBooking(ctx, order))
	case err != nil:
		return Booking{}, fmt.Errorf("%w: %w", ErrMaybeBooked, err)
	}
	_, err = p.pool.Exec(ctx, `
		UPDATE bookings SET booked_at = $2, task = $3, carrier_order = $4, waybill = $5 WHERE order_number = $1`,
		order, now, b.Task, b.Order, b.Waybill)
	if err != nil {
		return b, fmt.Errorf("keep the booking of %s: %w", order, err)
	}
	return b, nil
}

// unclaimBooking takes back that an order was about to be booked. One that was asked for before may have been booked then:
// it stays, and is ErrMaybeBooked.
func (p *Parcels) unclaimBooking(ctx context.Context, order string) error {
	done, err := p.pool.Exec(ctx, `DELETE FROM bookings WHERE order_number = $1 AND booked_at IS NULL AND tried_at = asked_at`, order)
	if err == nil && done.RowsAffected() == 0 {
		err = ErrMaybeBooked
	}
	return err
}

// claimBooking writes that an order is about to be booked, or to be asked for again, and gives the shipment's key.
func (p *Parcels) claimBooking(ctx context.Context, sent Sent, order string, now time.Time) (key string, err error) {
	err = p.pool.QueryRow(ctx, `
		INSERT INTO bookings (order_number, parcel, courier, asked_at, tried_at) VALUES ($1, $2, $3, $4, $4)
		ON CONFLICT (order_number) DO UPDATE SET tried_at = excluded.tried_at
			WHERE bookings.booked_at IS NULL AND bookings.parcel = excluded.parcel AND bookings.tried_at <= $5 AND bookings.asked_at > $6
		RETURNING replace(request::text, '-', '')`,
		order, sent.ID, sent.Courier, now, now.Add(-bookTime), now.Add(-carriersKnow)).Scan(&key)
	switch {
	case err == nil:
		return key, nil
	case !errors.Is(err, pgx.ErrNoRows):
		return "", fmt.Errorf("begin to book %s: %w", order, err)
	}
	var booked bool
	err = p.pool.QueryRow(ctx, `SELECT booked_at IS NOT NULL FROM bookings WHERE order_number = $1`, order).Scan(&booked)
	switch {
	case err != nil && !errors.Is(err, pgx.ErrNoRows):
		return "", fmt.Errorf("read the booking of %s: %w", order, err)
	case booked:
		return "", fmt.Errorf("order %s: %w", order, ErrBooked)
	}
	return "", fmt.Errorf("order %s: %w", order, ErrMaybeBooked)
}
