// Package pools keeps the goods that sellers order together, to reach the least quantity of an item or its next tier until a time.
//
//	open ── its time has come, enough came together ──► every share becomes an order
//	open ── its time has come, too little ────────────► all goes back
//	open ── the last one leaves ──────────────────────► all went back
//
// A share is so many pieces as its seller tapped, in the item's steps; how little it is does not matter, only what comes together. It is held
// as stock, like an order's pieces, and counts to what she may hold. So nothing stands in the way when the pool closes: it cannot
// oversell, and is never refused then. Held goods are free again after a week at most. Everybody pays the price that the pool was opened for, or
// what so many pieces cost by then if that is less. Until it closes everybody may take more, take less, and leave; what is ordered
// then is called off by its distributor alone, because the others have their price by it. Who else takes part nobody is told. The time comes
// sooner where who opened it says so once enough has come together, or its distributor at any time.
package pools

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

// ID numbers a pool.
type ID int64

// Longest is for how long a pool can be open.
const Longest = 7 * 24 * time.Hour

// Proposal is a pool that a seller was shown, with her share in it.
type Proposal struct {
	Item   catalogue.ItemID `json:"item"`
	Pieces int              `json:"pieces"`
	Goal   int              `json:"goal"`  // so many pieces are to come together
	Price  measure.Fen      `json:"price"` // of a piece of so many
	Closes time.Time        `json:"closes"`
}

// Pool is an open pool as one seller sees it.
type Pool struct {
	ID     ID
	Item   catalogue.ItemID
	Goal   int
	Price  measure.Fen // of a piece, at most
	Closes time.Time
	Pooled int  // pieces that have come together
	Mine   int  // pieces of the seller's; 0: she takes no part
	Opened bool // by the seller
	Early  Early
}

// Early says who closed a pool before its time; "" nobody.
type Early string

// Who can.
const (
	ByOpener      Early = "opener"
	ByDistributor Early = "distributor"
)

// Short is how many pieces are missing.
func (p Pool) Short() int { return max(p.Goal-p.Pooled, 0) }

// Over says that a pool's time has come.
func (p Pool) Over(now time.Time) bool { return !now.Before(p.Closes) }

var (
	// ErrOpen says that there is a pool of an item already.
	ErrOpen = errors.New("there is a pool of it already")
	// ErrClosed says that a pool's time has come, or would at once or not for a long while.
	ErrClosed = errors.New("the pool is closed")
	// ErrChanged says that an item's price, minimum or steps, or what closing a pool does, are not what the person was shown.
	ErrChanged = errors.New("price, terms or outcome changed")
	// ErrNotIn says that a seller takes no part in a pool.
	ErrNotIn = errors.New("not in the pool")
	// ErrNotYours says that a pool is not somebody's to close.
	ErrNotYours = errors.New("not the person's pool")
	// ErrMissing says that not enough has come together to close a pool before its time.
	ErrMissing = errors.New("not enough has come together")
)

// ShortError says that there is less of an item than asked.
type ShortError struct{ Available int }

func (e *ShortError) Error() string { return fmt.Sprintf("only %d there", e.Available) }

// Pools are a village's, in the database.
type Pools struct{ pool *pgxpool.Pool }

// New gives the pools of pool's village.
func New(pool *pgxpool.Pool) *Pools { return &Pools{pool} }

// refused is the error of a problem that the database names.
func refused(problem string, asked, available int64) error {
	switch problem {
	case "":
		return nil
	case "open":
		return ErrOpen
	case "changed":
		return ErrChanged
	case "none":
		return ErrNotIn
	case "short":
		return &ShortError{int(available)}
	case "credit":
		return &pickup.CreditError{Wanted: measure.Fen(asked), Left: measure.Fen(available)}
	}
	return ErrClosed
}

// Open opens a pool with a seller's share in it, and gives it. key is the turn of the tap: the same again is the same pool. now is the turn's
// clock. Errors: ErrOpen, with the pool that there is; ErrClosed, ErrChanged, *ShortError, *pickup.CreditError; none of them spoils tx.
func (p *Pools) Open(ctx context.Context, tx pgx.Tx, key int64, seller pickup.SellerID, w Proposal, now time.Time) (Pool, error) {
	var problem string
	var asked, available int64
	var id ID
	err := tx.QueryRow(ctx, `SELECT coalesce(problem, ''), coalesce(asked, 0), coalesce(available, 0), coalesce(number, 0)
		FROM open_pool($1, $2, $3, $4, $5, $6, $7, least(now(), $8))`, key, seller, w.Item, w.Pieces, w.Goal, w.Price, w.Closes, now).
		Scan(&problem, &asked, &available, &id)
	if err != nil {
		return Pool{}, fmt.Errorf("open a pool: %w", err)
	}
	return p.after(ctx, tx, seller, id, refused(problem, asked, available))
}

// Join has a seller take part in a pool with so many pieces in all, and gives it. key is the turn of the tap. Errors: ErrClosed, ErrChanged (not
// in the item's steps), *ShortError, *pickup.CreditError; with the last three the pool is as it is; none of them spoils tx.
func (p *Pools) Join(ctx context.Context, tx pgx.Tx, key int64, seller pickup.SellerID, id ID, pieces int, now time.Time) (Pool, error) {
	var problem string
	var asked, available int64
	err := tx.QueryRow(ctx, `SELECT coalesce(problem, ''), coalesce(asked, 0), coalesce(available, 0) FROM join_pool($1, $2, $3, $4, least(now(), $5))`,
		key, seller, id, pieces, now).Scan(&problem, &asked, &available)
	if err != nil {
		return Pool{}, fmt.Errorf("join pool %d: %w", id, err)
	}
	return p.after(ctx, tx, seller, id, refused(problem, asked, available))
}

// after gives a pool as it is after something was to be done with it; a zero one where it is not open.
func (p *Pools) after(ctx context.Context, tx pgx.Tx, seller pickup.SellerID, id ID, why error) (Pool, error) {
	pool, err := p.Pool(ctx, tx, seller, id)
	if err != nil && !errors.Is(err, ErrClosed) {
		return Pool{}, err
	}
	return pool, why
}

// Leave ends a seller's part in a pool. The last one closes it. Errors: ErrClosed, ErrNotIn.
func (p *Pools) Leave(ctx context.Context, tx pgx.Tx, seller pickup.SellerID, id ID, now time.Time) error {
	var problem string
	if err := tx.QueryRow(ctx, `SELECT coalesce(leave_pool($1, $2, least(now(), $3)), '')`, seller, id, now).Scan(&problem); err != nil {
		return fmt.Errorf("leave pool %d: %w", id, err)
	}
	return refused(problem, 0, 0)
}

const selectPools = `SELECT p.id, p.item_id, p.goal, p.price, p.closes_at, coalesce(sum(s.quantity), 0)::int,
	coalesce(sum(s.quantity) FILTER (WHERE s.seller_id = $1), 0)::int, coalesce(p.opened_by = $1, false),
	CASE WHEN p.closed_by IS NULL THEN '' WHEN p.closed_by = p.opened_by THEN 'opener' ELSE 'distributor' END
	FROM pools p LEFT JOIN pool_shares s ON s.pool_id = p.id WHERE p.open`

func (p *Pools) read(ctx context.Context, q pickup.Querier, and string, args ...any) ([]Pool, error) {
	if q == nil {
		q = p.pool
	}
	rows, err := q.Query(ctx, selectPools+and+` GROUP BY p.id ORDER BY p.closes_at, p.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read pools: %w", err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Pool])
	if err != nil {
		return nil, fmt.Errorf("read pools: %w", err)
	}
	return all, nil
}

// All lists the open pools as a seller sees them, the soonest to close first; of a distributor only its own where a name is given.
func (p *Pools) All(ctx context.Context, seller pickup.SellerID, distributor string) ([]Pool, error) {
	return p.read(ctx, nil, ` AND ($2 = '' OR p.item_id IN (SELECT i.id FROM items i JOIN distributors d ON d.id = i.distributor_id WHERE d.key = lower(btrim($2))))`,
		seller, distributor)
}

// OfItem gives the open pool of an item; ok is false where there is none.
func (p *Pools) OfItem(ctx context.Context, seller pickup.SellerID, item catalogue.ItemID) (pool Pool, ok bool, err error) {
	all, err := p.read(ctx, nil, ` AND p.item_id = $2`, seller, item)
	if err != nil || len(all) == 0 {
		return Pool{}, false, err
	}
	return all[0], true, nil
}

// Pool gives an open pool, or ErrClosed; q nil: as all see it.
func (p *Pools) Pool(ctx context.Context, q pickup.Querier, seller pickup.SellerID, id ID) (Pool, error) {
	all, err := p.read(ctx, q, ` AND p.id = $2`, seller, id)
	if err != nil {
		return Pool{}, err
	}
	if len(all) == 0 {
		return Pool{}, ErrClosed
	}
	return all[0], nil
}
