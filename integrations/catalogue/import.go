package catalogue

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

//go:embed data/columns.tsv
var columnNames string

//go:embed data/unit.txt
var unitFile string

// usualUnit is what an item is counted in where nothing is said.
var usualUnit = text.List(unitFile)[0]

// schema names the columns of an item file. A column that a file does not have leaves items as they are.
var schema = table.Schema{
	Required: []string{"distributor", "sku", "price"},
	Optional: []string{"title_en", "title_zh", "category", "unit", "tiers", "min_qty", "multiple", "stock", "images",
		"description_en", "description_zh", "carton", "weight_g", "stall"},
	Names: []string{"sku"}, Down: []string{"distributor"}, Also: text.Lists(columnNames),
}

// Import reads item files (CSV, XLSX or folders of them) as docs/CONTRACT.md says. Of several rows of one item in a file the
// last holds. Meanings for the search are computed after the rows are in; if that fails, it is told, and the next import
// or [Catalogue.Embed] makes up for it. Error: table.ErrNothingRead, or what the database said.
func (c *Catalogue) Import(ctx context.Context, files []string, o table.Options) (table.Report, error) {
	begin := func(ctx context.Context, tx pgx.Tx) (table.Sink, error) { return newSink(ctx, tx, o) }
	report, err := table.Import(ctx, c.pool, files, schema, begin, o)
	if err != nil || o.DryRun {
		return report, err
	}
	if err := c.Embed(ctx); err != nil {
		o.Inform("items.unembedded", table.Data{"Why": err})
	}
	return report, nil
}

// sink stages the rows of one file in a temporary table and merges them into the items when the file is at its end:
// so a file of any length needs little memory and few round trips.
type sink struct {
	tx       pgx.Tx
	o        table.Options
	reserved map[string]int    // by staged key, what open orders hold
	pictures map[string]string // keys of pictures, by path
	staged   [][]any
	taken    int
}

// stagedRows is how many rows go to the database at once.
const stagedRows = 1000

// stagedColumns are those of the temporary table, which no column may be missing from; null means that the file has no
// such column.
var stagedColumns = []string{"file", "line", "distributor", "distributor_key", "sku", "sku_key", "title_en", "title_zh", "category",
	"unit", "price", "tier_from", "tier_price", "min_qty", "multiple", "on_hand", "images", "description_en", "description_zh",
	"carton", "weight_g", "stall"}

func newSink(ctx context.Context, tx pgx.Tx, o table.Options) (*sink, error) {
	s := &sink{tx: tx, o: o, reserved: map[string]int{}, pictures: map[string]string{}}
	// One import at a time, so that two of them never make the same item at once.
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' items', 0))`); err != nil {
		return nil, fmt.Errorf("wait for another import: %w", err)
	}
	_, err := tx.Exec(ctx, `CREATE TEMP TABLE staged_items (file text, line int, distributor text, distributor_key text, sku text,
		sku_key text, title_en text, title_zh text, category text, unit text, price bigint, tier_from int[], tier_price bigint[],
		min_qty int, multiple int, on_hand int, images text[], description_en text, description_zh text, carton int,
		weight_g bigint, stall text) ON COMMIT DROP`)
	if err != nil {
		return nil, fmt.Errorf("stage items: %w", err)
	}
	rows, err := tx.Query(ctx, `SELECT d.key, i.sku_key, k.reserved FROM availability k JOIN items i ON i.id = k.item_id
		JOIN distributors d ON d.id = i.distributor_id WHERE k.reserved > 0`)
	if err != nil {
		return nil, fmt.Errorf("read reserved stock: %w", err)
	}
	var distributor, sku string
	var reserved int
	_, err = pgx.ForEachRow(rows, []any{&distributor, &sku, &reserved}, func() error {
		s.reserved[stagedKey(distributor, sku)] = reserved
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read reserved stock: %w", err)
	}
	return s, nil
}

// exec runs statements one after the other: a batch would be prepared as a whole, before its temporary table is there.
func (s *sink) exec(ctx context.Context, statements ...string) error {
	for _, statement := range statements {
		if _, err := s.tx.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func stagedKey(distributorKey, skuKey string) string { return distributorKey + "\x00" + skuKey }

// Take checks a row and stages it.
func (s *sink) Take(ctx context.Context, r table.Row) error {
	p := parser{row: r}
	staged := p.item(s.reserved)
	if p.err != nil {
		return p.err
	}
	if r.Has("images") {
		keys, err := s.images(ctx, r)
		if err != nil {
			return err
		}
		staged[imagesAt] = keys
	}
	s.taken++
	s.staged = append(s.staged, staged)
	if len(s.staged) < stagedRows {
		return nil
	}
	return s.flush(ctx)
}

func (s *sink) flush(ctx context.Context) error {
	_, err := s.tx.CopyFrom(ctx, pgx.Identifier{"staged_items"}, stagedColumns, pgx.CopyFromRows(s.staged))
	if err != nil {
		return fmt.Errorf("stage items: %w", err)
	}
	s.staged = s.staged[:0]
	return nil
}

// Finish merges what is staged into the items.
func (s *sink) Finish(ctx context.Context) (table.Counts, error) {
	if err := s.flush(ctx); err != nil {
		return table.Counts{}, err
	}
	if err := s.resolve(ctx); err != nil {
		return table.Counts{}, fmt.Errorf("compare items: %w", err)
	}
	if s.o.DryRun {
		if err := s.tellChanges(ctx); err != nil {
			return table.Counts{}, fmt.Errorf("list changes: %w", err)
		}
	}
	if err := s.merge(ctx); err != nil {
		return table.Counts{}, fmt.Errorf("write items: %w", err)
	}
	var counts table.Counts
	err := s.tx.QueryRow(ctx, `SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh AND changed <> '{}') FROM merged_items`).
		Scan(&counts.New, &counts.Changed)
	if err != nil {
		return table.Counts{}, fmt.Errorf("count items: %w", err)
	}
	counts.Unchanged = s.taken - counts.New - counts.Changed
	return counts, nil
}
