package parcels

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// askWithin is for how many days after it was sent a seller is asked about a parcel: later nobody remembers.
	askWithin = 14
	// due is the day on which a parcel p should be there by its row r of a card; five days later where that promises nothing.
	due = `p.day + coalesce(r.eta_p90_days, r.eta_p50_days, 5)`
)

// Arrived keeps the day on which a seller's parcels arrived; the last report holds. Errors: ErrNoParcel,
// ErrImpossibleDay.
func (p *Parcels) Arrived(ctx context.Context, tx pgx.Tx, seller SellerID, id ParcelID, on, now time.Time) (Sent, error) {
	return p.report(ctx, tx, seller, id, on, now, `UPDATE parcels SET arrived_on = $3, late_on = NULL WHERE id = $1 AND seller_id = $2`)
}

// NotThere keeps that a seller's parcels have not arrived by today. Before they are due that says nothing of the courier:
// then they only count as on their way again. Error: ErrNoParcel.
func (p *Parcels) NotThere(ctx context.Context, tx pgx.Tx, seller SellerID, id ParcelID, now time.Time) (Sent, error) {
	return p.report(ctx, tx, seller, id, now, now, `
		UPDATE parcels p SET arrived_on = NULL, late_on = CASE WHEN $3::date >= `+due+` THEN $3::date END
		FROM rates r WHERE r.id = p.rate AND p.id = $1 AND p.seller_id = $2`)
}

func (p *Parcels) report(ctx context.Context, tx pgx.Tx, seller SellerID, id ParcelID, on, now time.Time, update string) (Sent, error) {
	s, err := oneSent(tx.Query(ctx, selectSent+`WHERE p.id = $1 AND p.seller_id = $2 FOR UPDATE OF p`, id, seller))
	if err != nil {
		return Sent{}, err
	}
	if dayOf(on) < dayOf(s.Day) || dayOf(on) > dayOf(now) {
		return Sent{}, ErrImpossibleDay
	}
	if _, err := tx.Exec(ctx, update, id, seller, on.Format(time.DateOnly)); err != nil {
		return Sent{}, fmt.Errorf("keep a report on %s: %w", id, err)
	}
	return oneSent(tx.Query(ctx, selectSent+`WHERE p.id = $1 AND p.seller_id = $2`, id, seller))
}

// TakeToAsk claims the parcels that by their card should be there by now and whose sellers were not asked yet, those of
// at most so many sellers, each seller's together and the oldest first.
func (p *Parcels) TakeToAsk(ctx context.Context, tx pgx.Tx, now time.Time, sellers int) ([]Sent, error) {
	taken, err := tx.Query(ctx, `
		WITH due AS (
			SELECT p.id, p.seller_id FROM parcels p JOIN rates r ON r.id = p.rate
			WHERE p.asked_at IS NULL AND p.arrived_on IS NULL AND p.late_on IS NULL
				AND p.day >= $1::date - $3::int AND `+due+` <= $1::date
				AND p.day < $1::date
			FOR UPDATE OF p SKIP LOCKED
		)
		UPDATE parcels SET asked_at = $2
		WHERE id IN (SELECT id FROM due WHERE seller_id IN (SELECT DISTINCT seller_id FROM due ORDER BY seller_id LIMIT $4))
		RETURNING id`, now.Format(time.DateOnly), now, askWithin, sellers)
	if err != nil {
		return nil, fmt.Errorf("claim parcels to ask about: %w", err)
	}
	ids, err := pgx.CollectRows(taken, pgx.RowTo[ParcelID])
	if err != nil {
		return nil, fmt.Errorf("claim parcels to ask about: %w", err)
	}
	return allSent(tx.Query(ctx, selectSent+`WHERE p.id = ANY ($1) ORDER BY p.seller_id, p.id`, ids))
}

// Asked gives the parcel that a seller was asked about and has not answered for, the oldest of several. Error: ErrNoParcel.
func (p *Parcels) Asked(ctx context.Context, seller SellerID, now time.Time) (Sent, error) {
	return oneSent(p.pool.Query(ctx, selectSent+awaiting+` LIMIT 1`, seller, now.Format(time.DateOnly), askWithin))
}

// Awaiting lists a seller's parcels that were asked about and not answered for, the oldest first.
func (p *Parcels) Awaiting(ctx context.Context, tx pgx.Tx, seller SellerID, now time.Time) ([]Sent, error) {
	return allSent(tx.Query(ctx, selectSent+awaiting, seller, now.Format(time.DateOnly), askWithin))
}

// awaiting keeps a seller's parcels that were asked about and not answered for.
const awaiting = `
	WHERE p.seller_id = $1 AND p.asked_at IS NOT NULL AND p.arrived_on IS NULL AND p.late_on IS NULL AND p.day >= $2::date - $3::int
	ORDER BY p.id`

// dayOf counts days, so that dates compare without hours and zones.
func dayOf(t time.Time) int {
	return int(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
