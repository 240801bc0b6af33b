package courier

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"
)

// Export writes every row of the rate cards that holds now, or will, as a CSV that imports as unchanged: the columns
// that Import reads, by courier, service and zone. It gives the number of rows.
func (c *Couriers) Export(ctx context.Context, w io.Writer) (rows int, err error) {
	rates, err := c.exported(ctx)
	if err != nil {
		return 0, err
	}
	out := csv.NewWriter(w)
	lines := [][]string{columns}
	for _, r := range rates {
		cells := r.cells()
		lines = append(lines, cells[:])
	}
	if err := out.WriteAll(lines); err != nil {
		return 0, fmt.Errorf("write the rates: %w", err)
	}
	return len(rates), nil
}

// ExportWorkbook is Export to an XLSX. All its cells are texts, so that a spreadsheet changes no price by opening it.
func (c *Couriers) ExportWorkbook(ctx context.Context, w io.Writer) (rows int, err error) {
	rates, err := c.exported(ctx)
	if err != nil {
		return 0, err
	}
	book := newWorkbook("rates")
	book.heavy(textCells(columns)...)
	for _, r := range rates {
		cells := r.cells()
		book.row(textCells(cells[:])...)
	}
	data, err := book.bytes()
	if err != nil {
		return 0, err
	}
	if _, err := w.Write(data); err != nil {
		return 0, fmt.Errorf("write the rates: %w", err)
	}
	return len(rates), nil
}

func textCells(texts []string) []any {
	cells := make([]any, len(texts))
	for i, text := range texts {
		if text != "" {
			cells[i] = text
		}
	}
	return cells
}

// exported reads the rows that an export has.
func (c *Couriers) exported(ctx context.Context) ([]rate, error) {
	found, err := c.pool.Query(ctx, `SELECT `+rateColumns+` FROM rates WHERE superseded_at IS NULL
		ORDER BY courier COLLATE "C", service COLLATE "C", origin COLLATE "C", zone COLLATE "C", valid_from NULLS FIRST, min_daily_parcels`)
	if err != nil {
		return nil, fmt.Errorf("read the rates: %w", err)
	}
	rates, err := pgx.CollectRows(found, pgx.RowToStructByName[rate])
	if err != nil {
		return nil, fmt.Errorf("read the rates: %w", err)
	}
	return rates, nil
}
