package pickup

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
)

// ErrLines says that a card has no lines, or one with a quantity below one.
var ErrLines = errors.New("no lines, or a line of less than one piece")

// Place reserves the stock of all lines, summed by item, and writes one order a distributor; all or none. What is held for the
// seller is there, and used up. key is the
// turn that confirmed: placing the same key again gives the same orders, as they are by then. The price of each line must
// be the one that holds for all pieces of its item on the card. now is the turn's clock.
// Errors: ErrClosed, *ShortError, *ChangedError, *CreditError, catalogue.ErrNotFound, ErrLines; none of them spoils tx.
func (o *Orders) Place(ctx context.Context, tx pgx.Tx, key int64, seller SellerID, lines []Wanted, when When, now time.Time) ([]Order, error) {
	ids, quantities, prices, err := columns(lines)
	if err != nil {
		return nil, err
	}
	var refused refusal
	var placed []Order
	batch := &pgx.Batch{}
	batch.Queue(`SELECT coalesce(problem, ''), coalesce(item, 0), coalesce(asked, 0), coalesce(available, 0)
		FROM place_open_orders($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		key, seller, ids, quantities, prices, date(when.Day), when.at(), now, when.minute(), now.In(o.zone)).
		QueryRow(func(row pgx.Row) error {
			return row.Scan(&refused.problem, &refused.item, &refused.asked, &refused.available)
		})
	batch.Queue(selectRows+`WHERE seller_id = $1 AND placement = $2 ORDER BY id, line`, seller, key).
		Query(func(rows pgx.Rows) error {
			placed, err = o.collect(rows)
			return err
		})
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return nil, fmt.Errorf("place orders: %w", err)
	}
	if refused.problem != "" {
		return nil, refused.error(ctx, tx)
	}
	if len(placed) == 0 {
		return nil, fmt.Errorf("place orders: the key %d is another seller's: %w", key, ErrNotFound)
	}
	return placed, nil
}

func columns(lines []Wanted) (ids []catalogue.ItemID, quantities []int, prices []measure.Fen, err error) {
	for _, l := range lines {
		if l.Quantity < 1 {
			return nil, nil, nil, ErrLines
		}
		ids, quantities, prices = append(ids, l.Item), append(quantities, l.Quantity), append(prices, l.Price)
	}
	if len(lines) == 0 {
		return nil, nil, nil, ErrLines
	}
	return ids, quantities, prices, nil
}

// refusal is why a card could not be placed.
type refusal struct {
	problem   string
	item      catalogue.ItemID
	asked     int // fen, as available, where it is credit
	available int
}

func (r refusal) error(ctx context.Context, tx pgx.Tx) error {
	switch r.problem {
	case "hours":
		return ErrClosed
	case "unknown":
		return fmt.Errorf("place orders: item %d: %w", r.item, catalogue.ErrNotFound)
	case "credit":
		return &CreditError{Wanted: measure.Fen(r.asked), Left: measure.Fen(r.available)}
	}
	item, err := catalogue.ItemIn(ctx, tx, r.item)
	if err != nil {
		return fmt.Errorf("place orders: %w", err)
	}
	if r.problem == "changed" {
		return &ChangedError{Item: item}
	}
	return &ShortError{Item: item, Asked: r.asked, Available: r.available}
}
