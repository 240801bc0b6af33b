// Package waits keeps what sellers wait for, goods or a price, and the stock that is held for them once it is there.
package waits

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
)

type (
	// ID numbers a wait; a lower one is served first.
	ID int64
	// SellerID is the person who waits.
	SellerID int64
)

const (
	// Most is how many waits a seller has at most; the table has the check.
	Most = 30
	// Days is after how many days a wait ends without a word.
	Days = 60
	// HeldFor is for how long goods are held for somebody who waited; serve_waits gives it.
	HeldFor = 30 * time.Minute
)

var (
	// ErrNotFound says that this seller has no such wait.
	ErrNotFound = errors.New("no such wait")
	// ErrThere says that what was to be waited for is there.
	ErrThere = errors.New("nothing to wait for")
	// ErrFull says that a seller waits for as much as one may.
	ErrFull = errors.New("too many waits")
)

// Wanted is what a seller waits for.
type Wanted struct {
	Item     catalogue.ItemID
	Quantity int          // at least; 0: the least that can be ordered
	PriceMax *measure.Fen // that one piece is to cost at most; nil: it waits for goods
}

// Wait is what one seller waits for.
type Wait struct {
	ID     ID
	Seller SellerID
	Wanted
	Price measure.Fen // of one piece, when the wait began
}

// Waits is what the village's sellers wait for, in the database. Time is the database's own.
type Waits struct{ pool *pgxpool.Pool }

// New gives the waits in pool's village.
func New(pool *pgxpool.Pool) *Waits { return &Waits{pool} }

// Begin has a seller wait; one who waits for the item already waits for this instead, at the same place. Errors:
// catalogue.ErrNotFound, ErrThere, ErrFull; none of them spoils tx.
func (w *Waits) Begin(ctx context.Context, tx pgx.Tx, seller SellerID, wanted Wanted) (id ID, err error) {
	var problem string
	err = tx.QueryRow(ctx, `SELECT coalesce(begun, 0), coalesce(problem, '') FROM begin_wait($1, $2, nullif($3, 0), $4, make_interval(days => $5))`,
		seller, wanted.Item, wanted.Quantity, wanted.PriceMax, Days).Scan(&id, &problem)
	if err == nil {
		err = refusals[problem]
	}
	if err != nil {
		return 0, fmt.Errorf("wait for item %d: %w", wanted.Item, err)
	}
	return id, nil
}

// refusals are why a wait cannot begin, as begin_wait names them.
var refusals = map[string]error{"there": ErrThere, "full": ErrFull, "unknown": catalogue.ErrNotFound}

// columns are those of a wait w.
const columns = `w.id, w.seller_id, w.item_id, coalesce(w.quantity, 0), w.price_max, w.price`

func (w *Wait) fields() []any {
	return []any{&w.ID, &w.Seller, &w.Item, &w.Quantity, &w.PriceMax, &w.Price}
}

func scan(row pgx.CollectableRow) (w Wait, err error) {
	err = row.Scan(w.fields()...)
	return w, err
}

// Of lists what a seller waits for, what was begun first before the rest.
func (w *Waits) Of(ctx context.Context, seller SellerID) ([]Wait, error) {
	rows, err := w.pool.Query(ctx, `SELECT `+columns+` FROM waits w
		WHERE seller_id = $1 AND served_at IS NULL AND ends_at > now() ORDER BY id`, seller)
	if err != nil {
		return nil, fmt.Errorf("list waits: %w", err)
	}
	all, err := pgx.CollectRows(rows, scan)
	if err != nil {
		return nil, fmt.Errorf("list waits: %w", err)
	}
	return all, nil
}

// End drops a wait of a seller's and gives it. Error: ErrNotFound, which does not spoil tx.
func (w *Waits) End(ctx context.Context, tx pgx.Tx, seller SellerID, id ID) (ended Wait, err error) {
	err = tx.QueryRow(ctx, `DELETE FROM waits w WHERE seller_id = $1 AND id = $2 RETURNING `+columns, seller, id).Scan(ended.fields()...)
	if errors.Is(err, pgx.ErrNoRows) {
		return Wait{}, ErrNotFound
	}
	if err != nil {
		return Wait{}, fmt.Errorf("end wait %d: %w", id, err)
	}
	return ended, nil
}

// Release gives back what is held of an item where it and the rest that is reserved are more than n pieces, as many as there are in all. Those
// it was held for wait: who had been told, behind the others.
func (w *Waits) Release(ctx context.Context, tx pgx.Tx, item catalogue.ItemID, n int) error {
	batch := &pgx.Batch{}
	batch.Queue(`SELECT release_lapsed(ARRAY[$1::bigint])`, item)
	batch.Queue(`WITH released AS (
			DELETE FROM holds h USING stock k WHERE k.item_id = $1 AND h.item_id = k.item_id AND k.reserved > $2 RETURNING h.*
		), places AS (
			SELECT r.*, (SELECT min(n) FROM generate_series(1, $3) n WHERE NOT EXISTS (
				SELECT FROM waits w WHERE w.seller_id = r.seller_id AND w.place = n)) AS place FROM released r
		)
		INSERT INTO waits (seller_id, place, item_id, quantity, price, ends_at)
		SELECT p.seller_id, p.place, i.id, p.quantity, price_at(i.price, i.tier_from, i.tier_price, p.quantity), now() + make_interval(days => $4)
		FROM places p JOIN items i ON i.id = p.item_id WHERE p.place IS NOT NULL ORDER BY p.ends_at, p.seller_id ON CONFLICT DO NOTHING`, item, n, Most, Days)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("release what is held of item %d: %w", item, err)
	}
	return nil
}
