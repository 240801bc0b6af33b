package rates

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/table"
)

// Export writes every row of the rate cards that holds now, or will, as a CSV that imports as unchanged: the columns
// that Import reads, by courier, service and zone. It gives the number of rows.
func (r *Rates) Export(ctx context.Context, w io.Writer) (rows int, err error) {
	lines, err := r.ExportRows(ctx)
	if err != nil {
		return 0, err
	}
	out := csv.NewWriter(w)
	for _, cells := range lines {
		if err := out.Write(table.AllInert(cells)); err != nil {
			return 0, fmt.Errorf("write the rates: %w", err)
		}
	}
	if out.Flush(); out.Error() != nil {
		err := out.Error()
		return 0, fmt.Errorf("write the rates: %w", err)
	}
	return len(lines) - 1, nil
}

// ExportRows gives the cells that Export writes; the first row is the names of the columns.
func (r *Rates) ExportRows(ctx context.Context) ([][]string, error) {
	rates, err := r.exported(ctx)
	if err != nil {
		return nil, err
	}
	lines := [][]string{columns}
	for _, rate := range rates {
		cells := rate.cells()
		lines = append(lines, cells[:])
	}
	return lines, nil
}

// exported reads the rows that an export has.
func (r *Rates) exported(ctx context.Context) ([]Row, error) {
	found, err := r.pool.Query(ctx, `SELECT `+rateColumns+` FROM rates WHERE superseded_at IS NULL
		ORDER BY courier COLLATE "C", service COLLATE "C", origin COLLATE "C", zone COLLATE "C", valid_from NULLS FIRST, min_daily_parcels`)
	if err != nil {
		return nil, fmt.Errorf("read the rates: %w", err)
	}
	rates, err := pgx.CollectRows(found, pgx.RowToStructByName[Row])
	if err != nil {
		return nil, fmt.Errorf("read the rates: %w", err)
	}
	return rates, nil
}
