package waits

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
)

// Served is how many people were served of an item, and how much of it is held for them.
type Served struct{ People, Held int }

// Serve serves those who wait for an item, as far as it goes. Whatever changes stock does so by itself when its transaction
// ends; this does it at once, and says what came of it.
func (w *Waits) Serve(ctx context.Context, tx pgx.Tx, item catalogue.ItemID) (s Served, err error) {
	if err = tx.QueryRow(ctx, `SELECT people, held FROM serve_waits($1)`, item).Scan(&s.People, &s.Held); err != nil {
		return Served{}, fmt.Errorf("serve those who wait for item %d: %w", item, err)
	}
	return s, nil
}

// ServeDue releases what is no longer held, ends what was waited for too long, and serves everybody who can be served.
func (w *Waits) ServeDue(ctx context.Context) error {
	if _, err := w.pool.Exec(ctx, `DELETE FROM waits WHERE ends_at <= now() AND served_at IS NULL`); err != nil {
		return fmt.Errorf("end old waits: %w", err)
	}
	items, err := w.due(ctx)
	if err != nil {
		return fmt.Errorf("look for what is waited for: %w", err)
	}
	for _, item := range items { // each by itself, so that no two items' stock is locked
		err := pgx.BeginFunc(ctx, w.pool, func(tx pgx.Tx) error {
			_, err := w.Serve(ctx, tx, item)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// due are the items of which something is to be released or served, or was served and could not be told in time.
func (w *Waits) due(ctx context.Context) ([]catalogue.ItemID, error) {
	rows, err := w.pool.Query(ctx, `
		SELECT item_id FROM holds WHERE ends_at <= now()
		UNION
		SELECT w.item_id FROM waits w
		JOIN items i ON i.id = w.item_id
		JOIN availability k ON k.item_id = w.item_id
		LEFT JOIN holds h ON h.item_id = w.item_id AND h.seller_id = w.seller_id AND h.ends_at > now()
		CROSS JOIN LATERAL (SELECT orderable(w.quantity, i.min_qty, i.multiple) AS needed) n
		WHERE CASE
			WHEN w.price_max IS NOT NULL THEN (price_at(i.price, i.tier_from, i.tier_price, n.needed) <= w.price_max) <> (w.served_at IS NOT NULL)
			WHEN w.served_at IS NOT NULL THEN h.quantity IS NULL
			ELSE n.needed <= k.available + coalesce(h.quantity, 0)
		END`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[catalogue.ItemID])
}

// Told is what one seller is to be told, in the order the waits began.
type Told struct {
	Seller SellerID
	Waits  []Fulfilled
}

// Fulfilled is a wait that is over.
type Fulfilled struct {
	Wait
	// Held is how much is held for the seller until Until; 0: it waited for a price.
	Held  int
	Until time.Time
}

// TakeServed ends, within tx, the served waits of up to limit sellers, who are to be told of them: each comes out of one
// committed transaction only. All of a seller's come together.
func (w *Waits) TakeServed(ctx context.Context, tx pgx.Tx, limit int) ([]Told, error) {
	rows, err := tx.Query(ctx, `WITH ready AS (
			SELECT w.id, w.seller_id, h.quantity, h.ends_at FROM waits w
			LEFT JOIN holds h ON h.item_id = w.item_id AND h.seller_id = w.seller_id AND h.ends_at > now() AND w.price_max IS NULL
			WHERE w.served_at IS NOT NULL AND (w.price_max IS NOT NULL OR h.quantity IS NOT NULL)
		), taken AS (
			DELETE FROM waits w USING ready r WHERE w.id = r.id
				AND w.seller_id IN (SELECT seller_id FROM ready GROUP BY seller_id ORDER BY min(id) LIMIT $1)
			RETURNING w.*, r.quantity AS held, r.ends_at AS until
		)
		SELECT `+columns+`, coalesce(w.held, 0), coalesce(w.until, 'epoch') FROM taken w
		ORDER BY min(w.id) OVER (PARTITION BY w.seller_id), w.id`, limit)
	if err != nil {
		return nil, fmt.Errorf("take whoever is to be told: %w", err)
	}
	taken, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (f Fulfilled, err error) {
		err = row.Scan(append(f.fields(), &f.Held, &f.Until)...)
		return f, err
	})
	if err != nil {
		return nil, fmt.Errorf("take whoever is to be told: %w", err)
	}
	return bySeller(taken), nil
}

// bySeller groups what is sorted by seller.
func bySeller(taken []Fulfilled) (told []Told) {
	for _, f := range taken {
		if n := len(told); n == 0 || told[n-1].Seller != f.Seller {
			told = append(told, Told{Seller: f.Seller})
		}
		last := &told[len(told)-1]
		last.Waits = append(last.Waits, f)
	}
	return told
}
