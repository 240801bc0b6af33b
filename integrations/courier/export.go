package courier

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"
)

// Export writes every row of the rate cards that holds now, or will, as a file that imports as unchanged: the columns
// that Import reads, by courier, service and zone. It gives the number of rows.
func (c *Couriers) Export(ctx context.Context, w io.Writer) (rows int, err error) {
	found, err := c.pool.Query(ctx, `SELECT `+rateColumns+` FROM rates WHERE superseded_at IS NULL
		ORDER BY courier COLLATE "C", service COLLATE "C", origin COLLATE "C", zone COLLATE "C", valid_from NULLS FIRST, min_daily_parcels`)
	if err != nil {
		return 0, fmt.Errorf("read the rates: %w", err)
	}
	rates, err := pgx.CollectRows(found, pgx.RowToStructByName[rate])
	if err != nil {
		return 0, fmt.Errorf("read the rates: %w", err)
	}
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return 0, fmt.Errorf("write the rates: %w", err)
	}
	for _, r := range rates {
		cells := r.cells()
		if err := out.Write(cells[:]); err != nil {
			return 0, fmt.Errorf("write the rates: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return 0, fmt.Errorf("write the rates: %w", err)
	}
	return len(rates), nil
}
