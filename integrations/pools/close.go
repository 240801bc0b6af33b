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
