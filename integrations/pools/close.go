package pools

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/pickup"
)

// Member is who took part in a pool that is closed, with what became of it.
type Member struct {
	Seller pickup.SellerID
	Pieces int
	Order  pickup.OrderID // 0: nothing was ordered
}

// Closed is a pool that is closed.
type Closed struct {
	Pool
	Members []Member
}

// Ordered says that all was ordered: enough came together, and there is a day to fetch it.
func (c Closed) Ordered() bool { return len(c.Members) > 0 && c.Members[0].Order > 0 }

// Due gives the first open pool after one whose time has come by both the database's clock and now, and whose goods they are, and keeps others
// from closing it until tx ends. ok is false where there is none, or somebody is closing it.
func (p *Pools) Due(ctx context.Context, tx pgx.Tx, after ID, now time.Time) (id ID, distributor string, ok bool, err error) {
	err = tx.QueryRow(ctx, `SELECT p.id, d.name FROM pools p JOIN items i ON i.id = p.item_id JOIN distributors d ON d.id = i.distributor_id
		WHERE p.open AND p.closes_at <= least(now(), $1) AND p.id > $2 ORDER BY p.id LIMIT 1 FOR UPDATE OF p SKIP LOCKED`, now, after).Scan(&id, &distributor)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return 0, "", false, nil
	case err != nil:
		return 0, "", false, fmt.Errorf("look for a pool to close: %w", err)
	}
	return id, distributor, true, nil
}

// Close closes a pool that Due has given: every share becomes an order to be fetched on a day, or all goes back; day nil: there is none.
func (p *Pools) Close(ctx context.Context, tx pgx.Tx, id ID, day *time.Time, now time.Time) (Closed, error) {
	pool, err := p.Pool(ctx, tx, 0, id)
	if err != nil {
		return Closed{}, fmt.Errorf("close pool %d: %w", id, err)
	}
	rows, err := tx.Query(ctx, `SELECT seller, pieces, coalesce(order_number, 0) FROM close_pool($1, $2, least(now(), $3))`, id, day, now)
	if err != nil {
		return Closed{}, fmt.Errorf("close pool %d: %w", id, err)
	}
	members, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Member])
	if err != nil {
		return Closed{}, fmt.Errorf("close pool %d: %w", id, err)
	}
	return Closed{pool, members}, nil
}

// CloseEarly has a pool's time come now, for the people of the distributor whose goods they are at any time, for who opened it once enough has come
// together. distributor is that of the person, whose name is compared without case and outer spaces; enough says whether enough had come together
// by what she was shown. Errors: ErrClosed, ErrNotYours, ErrMissing, ErrChanged (enough has come together since, or no more does); none of them
// spoils tx.
func (p *Pools) CloseEarly(ctx context.Context, tx pgx.Tx, id ID, person pickup.SellerID, distributor string, enough bool, now time.Time) error {
	var problem string
	err := tx.QueryRow(ctx, `SELECT coalesce(problem, '') FROM close_pool_early($1, $2, lower(btrim($3)), $4, least(now(), $5))`,
		id, person, distributor, enough, now).Scan(&problem)
	if err != nil {
		return fmt.Errorf("close pool %d early: %w", id, err)
	}
	switch problem {
	case "none":
		return ErrNotYours
	case "short":
		return ErrMissing
	}
	return refused(problem, 0, 0)
}

// Reached gives, once in a pool's life, the sellers who take part in it besides one: when as much has come together as it was opened for.
func (p *Pools) Reached(ctx context.Context, tx pgx.Tx, id ID, but pickup.SellerID, now time.Time) ([]Member, error) {
	rows, err := tx.Query(ctx, `WITH reached AS (UPDATE pools p SET reached_at = $3 WHERE id = $1 AND open AND reached_at IS NULL
			AND goal <= (SELECT sum(quantity) FROM pool_shares WHERE pool_id = p.id) RETURNING id)
		SELECT seller_id, quantity, 0 FROM pool_shares JOIN reached ON reached.id = pool_id WHERE seller_id <> $2 ORDER BY key`, id, but, now)
	if err != nil {
		return nil, fmt.Errorf("tell that pool %d has come together: %w", id, err)
	}
	members, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Member])
	if err != nil {
		return nil, fmt.Errorf("tell that pool %d has come together: %w", id, err)
	}
	return members, nil
}
