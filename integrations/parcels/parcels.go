// Package parcels records what was sent and with whom: arrivals, hand-over lists, bookings at carriers, and what it all
// cost beside what it could have.
package parcels

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
)

type (
	// SellerID names the person who sends.
	SellerID int64
	// ParcelID numbers like parcels recorded together.
	ParcelID int64
)

// String writes the number as people say it: P10001.
func (id ParcelID) String() string { return "P" + strconv.FormatInt(int64(id), 10) }

var (
	// ErrNotQuoted says that parcels are recorded without a seller or a quote's rate, weight or number.
	ErrNotQuoted = errors.New("parcels without a quote")
	// ErrNoParcel says that the seller has no such parcel.
	ErrNoParcel = errors.New("no such parcel")
	// ErrHandedOver says that a parcel has left the village: its day is over, its courier has the list, or a carrier the order.
	ErrHandedOver = errors.New("parcel handed over")
	// ErrImpossibleDay says that a parcel cannot have arrived on the day named.
	ErrImpossibleDay = errors.New("a day on which the parcel cannot have arrived")
)

// Parcels is what a village has sent. It is safe for concurrent use.
type Parcels struct {
	pool  *pgxpool.Pool
	rates *rates.Rates
	zone  *time.Location
}

// New gives the parcels in pool's village, priced by its rates; days begin and end in zone.
func New(pool *pgxpool.Pool, rates *rates.Rates, zone *time.Location) *Parcels {
	return &Parcels{pool: pool, rates: rates, zone: zone}
}

// Consignment is like parcels that a seller gives to a courier at a quoted price.
type Consignment struct {
	Key    int64 // the turn that records them: once recorded, they are not recorded again
	Seller SellerID
	To     address.Place
	Weight measure.Grams // of one, on the scales
	Size   measure.Size  // of one
	Quote  rates.Quote
	Count  int
	At     time.Time // now, in the village's zone; its day is the day they are sent
}

// Record counts parcels towards the village's volume of their day and gives their number. Recording the same key again
// changes nothing and gives the same number. Error: ErrNotQuoted.
func (p *Parcels) Record(ctx context.Context, tx pgx.Tx, sent Consignment) (ParcelID, error) {
	if sent.Seller <= 0 || sent.Quote.Rate == 0 || sent.Weight <= 0 || sent.Quote.Billable < sent.Weight || sent.Count <= 0 {
		return 0, ErrNotQuoted
	}
	var id ParcelID
	// The update that changes nothing makes the row of an earlier time come back, and only to the seller who owns it.
	err := tx.QueryRow(ctx, `
		INSERT INTO parcels (key, seller_id, day, rate, to_code, weight, size, billable, price, parcels, recorded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (key) DO UPDATE SET seller_id = excluded.seller_id WHERE parcels.seller_id = excluded.seller_id
		RETURNING id`,
		sent.Key, sent.Seller, sent.At.Format(time.DateOnly), sent.Quote.Rate, sent.To.Code, sent.Weight, sent.Size.String(), sent.Quote.Billable,
		sent.Quote.Price, sent.Count, sent.At).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("record %d parcels with %s: %w", sent.Count, sent.Quote.Courier, err)
	}
	return id, nil
}

// Unrecord takes parcels of today back, as long as they are on no hand-over list and not booked. Errors: ErrNoParcel, ErrHandedOver.
func (p *Parcels) Unrecord(ctx context.Context, tx pgx.Tx, seller SellerID, id ParcelID, now time.Time) error {
	done, err := tx.Exec(ctx, `
		DELETE FROM parcels WHERE id = $1 AND seller_id = $2 AND day = $3 AND handover IS NULL
			AND NOT EXISTS (SELECT FROM bookings WHERE parcel = $1)`, id, seller, now.Format(time.DateOnly))
	if err != nil {
		return fmt.Errorf("take back %s: %w", id, err)
	}
	if done.RowsAffected() == 1 {
		return nil
	}
	if _, err := oneSent(tx.Query(ctx, selectSent+`WHERE p.id = $1 AND p.seller_id = $2`, id, seller)); err != nil {
		return err
	}
	return ErrHandedOver
}

// Sent is like parcels that were recorded.
type Sent struct {
	ID        ParcelID
	Seller    SellerID
	Courier   string
	Service   string
	Zone      string // of the courier's card
	ToCode    string
	Day       time.Time // midnight UTC of the day they were sent
	Weight    measure.Grams
	Billable  measure.Grams
	Price     measure.Fen // of one
	Count     int
	HandedIn  bool       // they are on a hand-over list
	P50, P90  *int       // days that the card promises
	ArrivedOn *time.Time // nil: not known
	LateOn    *time.Time // the last day they were said not to be there; nil: never
	Waybills  string     // that the carrier gave them, with commas; empty: none yet
}

// To is the place they went to.
func (s Sent) To() address.Place { return address.PlaceOf(s.ToCode) }

// Days is how long they took, once they are known to have arrived.
func (s Sent) Days() (days int, known bool) {
	if s.ArrivedOn == nil {
		return 0, false
	}
	return int(dayOf(*s.ArrivedOn) - dayOf(s.Day)), true
}

// selectSent reads the fields of Sent in their order.
const selectSent = `SELECT p.id, p.seller_id, r.courier, r.service, r.zone, p.to_code, p.day, p.weight, p.billable, p.price, p.parcels,
	p.handover IS NOT NULL, r.eta_p50_days, r.eta_p90_days, p.arrived_on, p.late_on,
	coalesce((SELECT string_agg(waybill, ', ' ORDER BY order_number) FROM bookings WHERE parcel = p.id AND waybill <> ''), '')
	FROM parcels p JOIN rates r ON r.id = p.rate `

func allSent(rows pgx.Rows, err error) ([]Sent, error) {
	if err != nil {
		return nil, fmt.Errorf("read parcels: %w", err)
	}
	sent, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Sent])
	if err != nil {
		return nil, fmt.Errorf("read parcels: %w", err)
	}
	return sent, nil
}

func oneSent(rows pgx.Rows, err error) (Sent, error) {
	sent, err := allSent(rows, err)
	switch {
	case err != nil:
		return Sent{}, err
	case len(sent) == 0:
		return Sent{}, ErrNoParcel
	}
	return sent[0], nil
}

// Sent gives one of a seller's parcels. Error: ErrNoParcel.
func (p *Parcels) Sent(ctx context.Context, seller SellerID, id ParcelID) (Sent, error) {
	return oneSent(p.pool.Query(ctx, selectSent+`WHERE p.id = $1 AND p.seller_id = $2`, id, seller))
}

// SentBy lists a seller's parcels, the latest first, at most n of them.
func (p *Parcels) SentBy(ctx context.Context, seller SellerID, n int) ([]Sent, error) {
	return allSent(p.pool.Query(ctx, selectSent+`WHERE p.seller_id = $1 ORDER BY p.id DESC LIMIT $2`, seller, n))
}
