package catalogue

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/measure"
)

// Event is a change of an item's stock, or of its prices.
type Event struct {
	At     time.Time
	Person int64 // who did it; 0: nobody, as where a file did
	// What it was: file (imported), counted, moved (came or went), priced; of an order: picked, missing, found.
	What  string
	Order int64 // the order's number; 0: of none
	// Stock is what was on hand from then on; nil: the prices changed.
	Stock, StockBefore *int
	Price, PriceBefore measure.Fen
	Tiers, TiersBefore []Tier
}

// Account gives what last became of an item, the newest first: of its prices, of its stock, or of both. How an item began is no
// change, and neither is what left it as it was.
func (c *Catalogue) Account(ctx context.Context, tx pgx.Tx, item ItemID, prices, stock bool, most int) ([]Event, error) {
	rows, err := tx.Query(ctx, `SELECT at, actor, what, coalesce(order_id, 0), on_hand, on_hand_before, coalesce(price, 0), coalesce(price_before, 0),
			coalesce(tier_from, '{}'), coalesce(tier_price, '{}'), coalesce(tier_from_before, '{}'), coalesce(tier_price_before, '{}')
		FROM item_changes WHERE item_id = $1 AND (on_hand <> on_hand_before AND $3
			OR (price, tier_from, tier_price) IS DISTINCT FROM (price_before, tier_from_before, tier_price_before) AND price_before IS NOT NULL AND $2)
		ORDER BY id DESC LIMIT $4`, item, prices, stock, most)
	if err != nil {
		return nil, fmt.Errorf("read the account of item %d: %w", item, err)
	}
	events, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Event, error) {
		var e Event
		var from, fromBefore []int
		var price, priceBefore []measure.Fen
		err := row.Scan(&e.At, &e.Person, &e.What, &e.Order, &e.Stock, &e.StockBefore, &e.Price, &e.PriceBefore, &from, &price, &fromBefore, &priceBefore)
		e.Tiers, e.TiersBefore = tiersOf(from, price), tiersOf(fromBefore, priceBefore)
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the account of item %d: %w", item, err)
	}
	return events, nil
}

// tiersOf makes tiers of what is stored of them.
func tiersOf(from []int, prices []measure.Fen) []Tier {
	tiers := make([]Tier, len(from))
	for n := range from {
		tiers[n] = Tier{From: from[n], Price: prices[n]}
	}
	return tiers
}
