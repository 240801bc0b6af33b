package rates

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// rateColumns are the columns of rates in the order of the fields of Row.
const rateColumns = `id, courier, service, origin, zone, provinces, places, first_g, first_price, step_g, step_price, bands,
	max_g, divisor, max_side_cm, surcharges, eta_p50_days, eta_p90_days, valid_from, valid_to, min_daily_parcels`

// Cards gives the rate cards as they stand now. One statement tells whether those held in memory still hold, whatever
// process changed them, and how many parcels were recorded yesterday; the cards are read only after a change.
func (r *Rates) Cards(ctx context.Context) (*Cards, error) {
	now := r.clock().In(r.zone)
	var version int64
	var volume int
	err := r.pool.QueryRow(ctx, `
		SELECT version, (SELECT coalesce(sum(parcels), 0) FROM parcels WHERE day = $1)
		FROM rates_version`, now.AddDate(0, 0, -1).Format(time.DateOnly)).Scan(&version, &volume)
	if err != nil {
		return nil, fmt.Errorf("read the version of the rates: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock() // over the reading too, so that a change is read once
	if r.held == nil || r.held.version != version {
		if r.held, err = r.readCards(ctx); err != nil {
			return nil, fmt.Errorf("read the rates: %w", err)
		}
	}
	return &Cards{version: r.held.version, volume: volume, today: dayOf(now), index: r.held.index}, nil
}

// readCards reads version and rows of one moment.
func (r *Rates) readCards(ctx context.Context) (*Cards, error) {
	read := &Cards{}
	snapshot := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err := pgx.BeginTxFunc(ctx, r.pool, snapshot, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, `SELECT version FROM rates_version`).Scan(&read.version); err != nil {
			return err
		}
		rows, err := currentRows(ctx, tx)
		if err != nil {
			return err
		}
		cards, err := NewCards(rows, r.origin)
		if err != nil {
			return err
		}
		read.index = cards.index
		return nil
	})
	if err != nil {
		return nil, err
	}
	return read, nil
}

// NewCards makes cards of rows, of those that hold for parcels from origin. A request to them that names no day and no
// volume is for 1970-01-01 and no parcels. Error: of a row that contradicts itself.
func NewCards(rows []Row, origin string) (*Cards, error) {
	cards, err := cardsOf(rows)
	if err != nil {
		return nil, err
	}
	from := originCode(origin)
	cards = slices.DeleteFunc(cards, func(c *rateCard) bool { return !originsMeet(c.origin, from) })
	return &Cards{index: newIndex(cards)}, nil
}

func cardsOf(rows []Row) ([]*rateCard, error) {
	cards := make([]*rateCard, len(rows))
	for i, row := range rows {
		var err error
		if cards[i], err = newCard(row); err != nil {
			return nil, fmt.Errorf("row %d: %w", row.ID, err)
		}
	}
	return cards, nil
}

// currentRows reads every row that is not superseded.
func currentRows(ctx context.Context, tx pgx.Tx) ([]Row, error) {
	rows, err := tx.Query(ctx, `SELECT `+rateColumns+` FROM rates WHERE superseded_at IS NULL ORDER BY id`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[Row])
}
