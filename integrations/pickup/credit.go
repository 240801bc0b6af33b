package pickup

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/measure"
)

// CreditRule says how much a seller may hold.
type CreditRule struct {
	First measure.Fen  // of who has cleared no order yet
	Step  measure.Fen  // more for each order that she has cleared
	Most  *measure.Fen // however many she has; nil: no end
}

// Limit is what the rule allows after so many cleared orders.
func (r CreditRule) Limit(cleared int) measure.Fen {
	limit := r.First + r.Step.Times(cleared)
	if r.Most != nil {
		limit = min(limit, *r.Most)
	}
	return limit
}

// Standing is how a seller stands to what she may hold.
type Standing struct {
	Limit   *measure.Fen // nil: she has none
	Ordered measure.Fen  // open orders
	Owed    measure.Fen  // of those that she has fetched
	Cleared int          // orders that she has fetched and paid
	Own     bool         // the limit was said of her alone
}

// Left is how much more she may order; limited is false where that is as much as she wants.
func (s Standing) Left() (left measure.Fen, limited bool) {
	if s.Limit == nil {
		return 0, false
	}
	return max(*s.Limit-s.Ordered-s.Owed, 0), true
}

// CreditError says that an order would bring a seller above what she may hold.
type CreditError struct {
	Wanted measure.Fen // what it costs, or costs more than before
	Left   measure.Fen // how much more she may order
}

func (e *CreditError) Error() string { return fmt.Sprintf("%s wanted, %s left", e.Wanted, e.Left) }

// Credits are a village's rule of what sellers may hold, and how they stand, in the database.
type Credits struct{ pool *pgxpool.Pool }

// NewCredits gives those of pool's village.
func NewCredits(pool *pgxpool.Pool) *Credits { return &Credits{pool} }

// ErrRule says that a rule allows less in the end than at first, or less than nothing.
var ErrRule = errors.New("no rule of what sellers may hold")

// Rule gives the rule that holds; nil: there is none.
func (c *Credits) Rule(ctx context.Context) (*CreditRule, error) {
	var first, step, most *measure.Fen
	err := c.pool.QueryRow(ctx, `SELECT first, step, most FROM credit_rules ORDER BY id DESC LIMIT 1`).Scan(&first, &step, &most)
	switch {
	case errors.Is(err, pgx.ErrNoRows), err == nil && first == nil:
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read the credit rule: %w", err)
	}
	return &CreditRule{*first, *step, most}, nil
}

// SetRule has a rule hold from now on, or none where r is nil. key is the turn of the tap: the same again changes nothing. Error: ErrRule.
func (c *Credits) SetRule(ctx context.Context, tx pgx.Tx, key, actor int64, r *CreditRule, now time.Time) error {
	var first, most *measure.Fen
	var step measure.Fen
	if r != nil {
		if r.First < 0 || r.Step < 0 || r.Most != nil && *r.Most < r.First {
			return ErrRule
		}
		first, step, most = &r.First, r.Step, r.Most
	}
	_, err := tx.Exec(ctx, `INSERT INTO credit_rules (key, actor, at, first, step, most) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key) DO NOTHING`,
		key, actor, now, first, step, most)
	if err != nil {
		return fmt.Errorf("set the credit rule: %w", err)
	}
	return nil
}

// SetOwn has a seller hold so much from now on, whatever the rule says, or what the rule says where most is nil. key is the turn of the tap: the same
// again changes nothing. Error: ErrRule.
func (c *Credits) SetOwn(ctx context.Context, tx pgx.Tx, key, actor int64, seller SellerID, most *measure.Fen, now time.Time) error {
	if most != nil && *most < 0 {
		return ErrRule
	}
	_, err := tx.Exec(ctx, `INSERT INTO credit_limits (key, seller_id, most, actor, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING`, key, seller, most, actor, now)
	if err != nil {
		return fmt.Errorf("set the limit of seller %d: %w", seller, err)
	}
	return nil
}

// OwnChange is what was said of a seller alone once.
type OwnChange struct {
	At    time.Time
	Actor int64        // the person who said it
	Most  *measure.Fen // nil: the rule of all is to hold again
}

// OwnChanges gives what was said of a seller alone, the newest first, so many at most.
func (c *Credits) OwnChanges(ctx context.Context, seller SellerID, most int) ([]OwnChange, error) {
	rows, err := c.pool.Query(ctx, `SELECT at, actor, most FROM credit_limits WHERE seller_id = $1 ORDER BY id DESC LIMIT $2`, seller, most)
	if err != nil {
		return nil, fmt.Errorf("read the limits of seller %d: %w", seller, err)
	}
	changes, err := pgx.CollectRows(rows, pgx.RowToStructByPos[OwnChange])
	if err != nil {
		return nil, fmt.Errorf("read the limits of seller %d: %w", seller, err)
	}
	return changes, nil
}

// Own lists the sellers who have a limit of their own, by their numbers.
func (c *Credits) Own(ctx context.Context) (limits map[SellerID]measure.Fen, err error) {
	rows, err := c.pool.Query(ctx, `SELECT seller_id, most FROM (SELECT DISTINCT ON (seller_id) seller_id, most FROM credit_limits ORDER BY seller_id, id DESC) l WHERE most IS NOT NULL`)
	if err != nil {
		return nil, fmt.Errorf("list limits of sellers: %w", err)
	}
	limits = map[SellerID]measure.Fen{}
	var seller SellerID
	var most measure.Fen
	if _, err = pgx.ForEachRow(rows, []any{&seller, &most}, func() error {
		limits[seller] = most
		return nil
	}); err != nil {
		return nil, fmt.Errorf("list limits of sellers: %w", err)
	}
	return limits, nil
}

// AtPickup says whether sellers pay a distributor, whose name is compared without case and outer spaces, when they fetch.
func (c *Credits) AtPickup(ctx context.Context, distributor string) (at bool, err error) {
	err = c.pool.QueryRow(ctx, `SELECT at_pickup FROM distributor_terms t JOIN distributors d ON d.id = t.distributor_id WHERE d.key = $1 ORDER BY t.id DESC LIMIT 1`,
		Actor{Distributor: distributor}.counter()).Scan(&at)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return false, fmt.Errorf("read how sellers pay %s: %w", distributor, err)
	}
	return at, nil
}

// SetAtPickup has what a distributor hands over from now on be paid by then, or owed. key is the turn of the tap: the same again changes nothing.
// Error: ErrNoDistributor.
func (c *Credits) SetAtPickup(ctx context.Context, tx pgx.Tx, key, actor int64, distributor string, at bool, now time.Time) error {
	var known bool
	err := tx.QueryRow(ctx, `WITH shop AS (SELECT id FROM distributors WHERE key = $1), said AS (
			INSERT INTO distributor_terms (key, distributor_id, at_pickup, actor, at) SELECT $2, id, $3, $4, $5 FROM shop ON CONFLICT (key) DO NOTHING)
		SELECT EXISTS (SELECT FROM shop)`, Actor{Distributor: distributor}.counter(), key, at, actor, now).Scan(&known)
	switch {
	case err != nil:
		return fmt.Errorf("set how sellers pay %s: %w", distributor, err)
	case !known:
		return ErrNoDistributor
	}
	return nil
}

// Of gives how a seller stands, as q sees it; nil: as all do.
func (c *Credits) Of(ctx context.Context, q Querier, seller SellerID) (Standing, error) {
	if q == nil {
		q = c.pool
	}
	rows, err := q.Query(ctx, `SELECT most, ordered, owed, cleared, own_limit($1) IS NOT NULL FROM credit_of($1)`, seller)
	if err != nil {
		return Standing{}, fmt.Errorf("read the credit of seller %d: %w", seller, err)
	}
	standing, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Standing])
	if err != nil {
		return Standing{}, fmt.Errorf("read the credit of seller %d: %w", seller, err)
	}
	return standing, nil
}

// Left gives how much more a seller may order; nil: as much as she wants.
func (c *Credits) Left(ctx context.Context, seller SellerID) (left *measure.Fen, err error) {
	if err = c.pool.QueryRow(ctx, `SELECT credit_free($1)`, seller).Scan(&left); err != nil {
		return nil, fmt.Errorf("read how much seller %d may order: %w", seller, err)
	}
	return left, nil
}

// Above counts the sellers who hold more already than a rule would allow them, but for those who have a limit of their own.
func (c *Credits) Above(ctx context.Context, r CreditRule) (n int, err error) {
	err = c.pool.QueryRow(ctx, `SELECT count(*) FROM (SELECT DISTINCT seller_id FROM orders) s CROSS JOIN LATERAL credit_of(s.seller_id) c
		WHERE own_limit(s.seller_id) IS NULL AND c.ordered + c.owed > least($1::bigint + $2::bigint * c.cleared, $3::bigint)`, r.First, r.Step, r.Most).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count who is above a credit rule: %w", err)
	}
	return n, nil
}
