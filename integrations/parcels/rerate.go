package parcels

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
)

// rerateWithin is for how many days back parcels are re-rated that no earlier night came to.
const rerateWithin = 14

// billed is one recorded row of like parcels as re-rating needs it.
type billed struct {
	ID     ParcelID
	Rate   rates.RateID
	ToCode string
	Weight measure.Grams
	Size   string
	Price  measure.Fen
	Count  int
	P90    *int
}

// rerating is what like parcels would have cost, each.
type rerating struct {
	parcel        ParcelID
	cheapest      rates.RateID
	cheapestPrice measure.Fen
	asFast        rates.RateID
	asFastPrice   measure.Fen
}

func (b billed) request(on time.Time, volume int) (rates.Request, error) {
	r := rates.Request{To: address.PlaceOf(b.ToCode), Weight: b.Weight, On: on, Volume: &volume}
	if b.Size == "" {
		return r, nil
	}
	size, err := measure.ParseSize(b.Size)
	if err != nil {
		return r, fmt.Errorf("size of %s: %w", b.ID, err)
	}
	r.Size = size
	return r, nil
}

// rerate prices parcels with every card of a day at that day's volume. What was paid stays the cheapest where no card
// is cheaper, so nothing is ever underpaid.
func rerate(cards *rates.Cards, b billed, on time.Time, volume int) (rerating, error) {
	r, err := b.request(on, volume)
	if err != nil {
		return rerating{}, err
	}
	best := rerating{b.ID, b.Rate, b.Price, b.Rate, b.Price}
	for _, q := range cards.Quote(r).Quotes {
		if q.Price < best.cheapestPrice {
			best.cheapest, best.cheapestPrice = q.Rate, q.Price
		}
		if q.Price < best.asFastPrice && noSlower(q.P90, b.P90) {
			best.asFast, best.asFastPrice = q.Rate, q.Price
		}
	}
	return best, nil
}

// noSlower says that a courier promises to be there as soon as another; one who promises nothing keeps no promise.
func noSlower(p90, than *int) bool { return than == nil || p90 != nil && *p90 <= *than }

// Rerate prices the parcels of every day before today that were not priced yet with every card, and says how many rows
// of like parcels it priced. Running it again, or twice at once, changes nothing.
func (p *Parcels) Rerate(ctx context.Context, today time.Time) (int, error) {
	cards, err := p.rates.Cards(ctx)
	if err != nil {
		return 0, err
	}
	priced := 0
	err = pgx.BeginFunc(ctx, p.pool, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `
			SELECT DISTINCT day FROM parcels p
			WHERE day BETWEEN $1::date - $2::int AND $1::date - 1 AND NOT EXISTS (SELECT FROM reratings WHERE parcel = p.id)
			ORDER BY day`, today.Format(time.DateOnly), rerateWithin)
		if err != nil {
			return err
		}
		missed, err := pgx.CollectRows(rows, pgx.RowTo[time.Time])
		if err != nil {
			return err
		}
		for _, day := range missed {
			n, err := rerateDay(ctx, tx, cards, day)
			if err != nil {
				return fmt.Errorf("%s: %w", day.Format(time.DateOnly), err)
			}
			priced += n
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("re-rate parcels: %w", err)
	}
	return priced, nil
}

func rerateDay(ctx context.Context, tx pgx.Tx, cards *rates.Cards, day time.Time) (int, error) {
	// As when they were quoted, the volume that counts is that of the day before.
	volume, err := volumeOf(ctx, tx, day.AddDate(0, 0, -1))
	if err != nil {
		return 0, err
	}
	rows, err := tx.Query(ctx, `
		SELECT p.id, p.rate, p.to_code, p.weight, p.size, p.price, p.parcels, r.eta_p90_days
		FROM parcels p JOIN rates r ON r.id = p.rate
		WHERE p.day = $1 AND NOT EXISTS (SELECT FROM reratings WHERE parcel = p.id)
		ORDER BY p.id`, day)
	if err != nil {
		return 0, err
	}
	parcels, err := pgx.CollectRows(rows, pgx.RowToStructByPos[billed])
	if err != nil {
		return 0, err
	}
	var ids []ParcelID
	var rates [2][]rates.RateID
	var prices [2][]measure.Fen
	for _, p := range parcels {
		r, err := rerate(cards, p, day, volume)
		if err != nil {
			return 0, err
		}
		ids = append(ids, r.parcel)
		rates[0], prices[0] = append(rates[0], r.cheapest), append(prices[0], r.cheapestPrice)
		rates[1], prices[1] = append(rates[1], r.asFast), append(prices[1], r.asFastPrice)
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO reratings (parcel, cheapest, cheapest_price, as_fast, as_fast_price)
		SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
		ON CONFLICT (parcel) DO NOTHING`, ids, rates[0], prices[0], rates[1], prices[1])
	return len(ids), err
}

func volumeOf(ctx context.Context, r reader, day time.Time) (volume int, err error) {
	err = r.QueryRow(ctx, `SELECT coalesce(sum(parcels), 0) FROM parcels WHERE day = $1`, day.Format(time.DateOnly)).Scan(&volume)
	return volume, err
}

// Overpaid is what parcels cost more with one courier than with another who had the cheapest card for them.
type Overpaid struct {
	Courier string
	Instead string
	Parcels int
	Fen     measure.Fen // with no regard to speed
	AsFast  measure.Fen // with the cheapest of those who promise to be as fast
}

// Overpaid adds up the re-rated parcels sent from one day to another, both inclusive, the most overpaid first.
func (p *Parcels) Overpaid(ctx context.Context, from, to time.Time) ([]Overpaid, error) {
	rows, err := p.pool.Query(ctx, `
		SELECT r.courier, cheapest.courier, sum(p.parcels), sum((p.price - a.cheapest_price) * p.parcels)::bigint,
			sum((p.price - a.as_fast_price) * p.parcels)::bigint
		FROM parcels p
		JOIN rates r ON r.id = p.rate
		JOIN reratings a ON a.parcel = p.id
		JOIN rates cheapest ON cheapest.id = a.cheapest
		WHERE p.day BETWEEN $1 AND $2 AND a.cheapest_price < p.price
		GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2`, from.Format(time.DateOnly), to.Format(time.DateOnly))
	if err != nil {
		return nil, fmt.Errorf("add up what was overpaid: %w", err)
	}
	overpaid, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Overpaid])
	if err != nil {
		return nil, fmt.Errorf("add up what was overpaid: %w", err)
	}
	return overpaid, nil
}
