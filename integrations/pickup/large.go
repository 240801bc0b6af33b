package pickup

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
)

// SetLarge has orders be large, from now on, by which a seller holds more than so many percent of an item's stock: a distributor has
// half a day to accept them, and they end otherwise. 0: none is.
func (c *Credits) SetLarge(ctx context.Context, percent int) error {
	if _, err := c.pool.Exec(ctx, `UPDATE settings SET large_share = nullif($1, 0) WHERE large_share IS DISTINCT FROM nullif($1, 0)`, percent); err != nil {
		return fmt.Errorf("set from which share of a stock on an order is large: %w", err)
	}
	return nil
}

// Large gives those of a card's items of which its seller would hold a large share.
func (c *Credits) Large(ctx context.Context, seller SellerID, lines []Wanted) ([]catalogue.ItemID, error) {
	ids, quantities := make([]catalogue.ItemID, len(lines)), make([]int, len(lines))
	for i, l := range lines {
		ids[i], quantities[i] = l.Item, l.Quantity
	}
	rows, err := c.pool.Query(ctx, `SELECT item_id FROM unnest($2::bigint[], $3::int[]) AS w (item_id, quantity)
		GROUP BY item_id HAVING is_large($1, item_id, sum(quantity)::int) ORDER BY item_id`, seller, ids, quantities)
	if err != nil {
		return nil, fmt.Errorf("look for large orders: %w", err)
	}
	large, err := pgx.CollectRows(rows, pgx.RowTo[catalogue.ItemID])
	if err != nil {
		return nil, fmt.Errorf("look for large orders: %w", err)
	}
	return large, nil
}
