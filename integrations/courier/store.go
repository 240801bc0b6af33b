package courier

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// rateColumns are the columns of rates in the order of the fields of rate.
const rateColumns = `id, courier, service, origin, zone, provinces, places, first_g, first_price, step_g, step_price, bands,
	max_g, divisor, max_side_cm, surcharges, eta_p50_days, eta_p90_days, valid_from, valid_to, min_daily_parcels`

// Cards gives the rate cards as they stand now. One statement tells whether those held in memory still hold, whatever
// process changed them, and how many parcels were recorded yesterday; the cards are read only after a change.
func (c *Couriers) Cards(ctx context.Context) (*Cards, error) {
	now := c.clock().In(c.zone)
	var version int64
	var volume int
	err := c.pool.QueryRow(ctx, `
		SELECT version, (SELECT coalesce(sum(parcels), 0) FROM parcels WHERE day = $1)
		FROM rates_version`, now.AddDate(0, 0, -1).Format(time.DateOnly)).Scan(&version, &volume)
	if err != nil {
		return nil, fmt.Errorf("read the version of the rates: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock() // over the reading too, so that a change is read once
	if c.held == nil || c.held.version != version {
		if c.held, err = c.readCards(ctx); err != nil {
			return nil, fmt.Errorf("read the rates: %w", err)
		}
	}
	return &Cards{version: c.held.version, volume: volume, today: dayOf(now), book: c.held.book}, nil
}

// readCards reads version and rows of one moment.
func (c *Couriers) readCards(ctx context.Context) (*Cards, error) {
	read := &Cards{}
	snapshot := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err := pgx.BeginTxFunc(ctx, c.pool, snapshot, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, `SELECT version FROM rates_version`).Scan(&read.version); err != nil {
			return err
		}
		cards, err := currentCards(ctx, tx)
		if err != nil {
			return err
		}
		origin := originCode(c.origin)
		var used []*card
		for _, card := range cards {
			if originsMeet(card.origin, origin) {
				used = append(used, card)
			}
		}
		read.book = newBook(used)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return read, nil
}

// currentCards reads every row that is not superseded.
func currentCards(ctx context.Context, tx pgx.Tx) ([]*card, error) {
	rows, err := tx.Query(ctx, `SELECT `+rateColumns+` FROM rates WHERE superseded_at IS NULL ORDER BY id`)
	if err != nil {
		return nil, err
	}
	rates, err := pgx.CollectRows(rows, pgx.RowToStructByName[rate])
	if err != nil {
		return nil, err
	}
	cards := make([]*card, len(rates))
	for i, r := range rates {
		if cards[i], err = newCard(r); err != nil {
			return nil, fmt.Errorf("row %d: %w", r.ID, err)
		}
	}
	return cards, nil
}
