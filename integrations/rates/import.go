package rates

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/table"

	"oldhand/integrations/measure"
)

// columns are a rates file's, in the order in which oldhand names and compares them.
var columns = []string{
	"courier", "service", "origin", "zone", "provinces", "places", "first_g", "first_price", "step_g", "step_price", "bands",
	"max_g", "divisor", "max_side_cm", "surcharges", "eta_p50_days", "eta_p90_days", "valid_from", "valid_to", "min_daily_parcels",
}

// Import reads rate files as docs/CONTRACT.md says: a row with the key of an earlier one updates it, and a row that could
// answer beside another for the same parcel is rejected, naming the other.
func (r *Rates) Import(ctx context.Context, files []string, o table.Options) (table.Report, error) {
	schema := table.Schema{Required: []string{"courier", "provinces"}, Optional: columns, Days: []string{"valid_from", "valid_to"}, Down: []string{"courier"}}
	var dry *importer // in a dry run the files before count as imported
	begin := func(ctx context.Context, tx pgx.Tx) (table.Sink, error) {
		if dry != nil {
			return dry.nextFile(tx), nil
		}
		s, err := newImporter(ctx, tx, o)
		if err == nil && o.DryRun {
			dry = s
		}
		return s, err
	}
	return table.Import(ctx, r.pool, files, schema, begin, o)
}

// importer is all current rows, as an import changes them.
type importer struct {
	tx      pgx.Tx
	o       table.Options
	byKey   map[rateKey]*rateCard
	byName  map[[2]string][]rateKey // by courier and service
	before  map[rateKey]*rateCard   // of the rows that this file has: as they were, nil if new
	where   map[rateKey]int         // the lines where this file has them
	touched []rateKey
	taken   int
}

// newImporter reads the current rows and keeps other imports out until the transaction ends.
func newImporter(ctx context.Context, tx pgx.Tx, o table.Options) (*importer, error) {
	if _, err := tx.Exec(ctx, `SELECT FROM rates_version FOR UPDATE`); err != nil {
		return nil, fmt.Errorf("lock the rates: %w", err)
	}
	rows, err := currentRows(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read the rates: %w", err)
	}
	cards, err := cardsOf(rows)
	if err != nil {
		return nil, fmt.Errorf("read the rates: %w", err)
	}
	s := (&importer{o: o, byKey: map[rateKey]*rateCard{}, byName: map[[2]string][]rateKey{}}).nextFile(tx)
	for _, c := range cards {
		s.put(c)
	}
	return s, nil
}

// nextFile is the importer of another file, with the rows as this one leaves them.
func (s *importer) nextFile(tx pgx.Tx) *importer {
	return &importer{tx: tx, o: s.o, byKey: s.byKey, byName: s.byName, before: map[rateKey]*rateCard{}, where: map[rateKey]int{}}
}

func (s *importer) put(c *rateCard) {
	key := c.key()
	if s.byKey[key] == nil {
		name := [2]string{c.Courier, c.Service}
		s.byName[name] = append(s.byName[name], key)
	}
	s.byKey[key] = c
}

// Take checks one row against all that came before it.
func (s *importer) Take(_ context.Context, row table.Row) error {
	c, err := readRow(row)
	var wrong *columnError
	if why, ok := errors.AsType[table.Reason](err); ok && errors.As(err, &wrong) {
		return row.Reject(wrong.column, why)
	}
	if err != nil {
		return err
	}
	key := c.key()
	for _, other := range s.byName[[2]string{c.Courier, c.Service}] {
		if other != key && c.conflict(s.byKey[other]) {
			return row.Reject(c.conflictColumn(s.byKey[other]), table.Because("rates.meets", table.Data{"Other": s.name(other)}))
		}
	}
	if err := s.again(row, key, c); err != nil {
		return err
	}
	if _, again := s.before[key]; !again {
		s.before[key] = s.byKey[key]
		s.touched = append(s.touched, key)
	}
	s.put(c)
	s.where[key] = row.Line
	s.taken++
	return nil
}

// again looks at a row whose key this file had before. For the same places it corrects the earlier one, which is said; for
// others it was meant as a row beside it, and would make that one vanish.
func (s *importer) again(row table.Row, key rateKey, c *rateCard) error {
	earlier := s.byKey[key]
	switch {
	case s.where[key] == 0:
		return nil
	case !c.samePlaces(earlier):
		return row.Reject(c.placesColumn(), table.Because("rates.elsewhere", table.Data{"Other": s.name(key)}))
	case c.cells() != earlier.cells():
		s.o.Inform("rates.again", table.Data{"Line": row.Line, "Other": s.name(key)})
	}
	return nil
}

func (s *importer) name(key rateKey) table.Reason {
	name := s.byKey[key].name()
	if line := s.where[key]; line > 0 {
		return table.Because("rates.line", table.Data{"Line": line, "Row": name})
	}
	return table.Because("rates.before", table.Data{"Row": name})
}

// Finish writes what has changed. A changed row is superseded, not overwritten.
func (s *importer) Finish(ctx context.Context) (table.Counts, error) {
	var counts table.Counts
	var superseded []RateID
	var written [][]any
	for _, key := range s.touched {
		before, after := s.before[key], s.byKey[key]
		switch {
		case before == nil:
			counts.New++
		case before.cells() == after.cells():
			continue
		default:
			counts.Changed++
			superseded = append(superseded, before.ID)
		}
		s.tell(before, after)
		written = append(written, after.values())
	}
	counts.Unchanged = s.taken - counts.New - counts.Changed
	s.tellAbsent()
	if s.o.DryRun || len(written) == 0 {
		return counts, nil
	}
	return counts, s.write(ctx, superseded, written)
}

func (s *importer) write(ctx context.Context, superseded []RateID, written [][]any) error {
	if _, err := s.tx.Exec(ctx, `UPDATE rates SET superseded_at = now() WHERE id = ANY($1)`, superseded); err != nil {
		return fmt.Errorf("supersede changed rates: %w", err)
	}
	if _, err := s.tx.CopyFrom(ctx, pgx.Identifier{"rates"}, columns, pgx.CopyFromRows(written)); err != nil {
		return fmt.Errorf("write rates: %w", err)
	}
	return nil
}

// values are what the database keeps, in the order of columns.
func (r Row) values() []any {
	return []any{
		r.Courier, r.Service, r.Origin, r.Zone, r.Provinces, r.Places, r.FirstG, r.FirstPrice, r.StepG, r.StepPrice, r.Bands,
		r.MaxG, r.Divisor, r.MaxSideCm, r.Surcharges, r.EtaP50Days, r.EtaP90Days, r.ValidFrom, r.ValidTo, r.MinDailyParcels,
	}
}

// cells are a row's values as a file has them, in the order of columns.
func (r Row) cells() [20]string {
	return [20]string{
		r.Courier, r.Service, r.Origin, r.Zone, r.Provinces, r.Places, whole(r.FirstG), yuan(r.FirstPrice), whole(r.StepG), yuan(r.StepPrice), r.Bands,
		whole(r.MaxG), whole(&r.Divisor), r.MaxSideCm, r.Surcharges, whole(r.EtaP50Days), whole(r.EtaP90Days),
		date(r.ValidFrom), date(r.ValidTo), whole(&r.MinDailyParcels),
	}
}

func whole[N int | int64 | measure.Grams](n *N) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(int64(*n), 10)
}

func yuan(f *measure.Fen) string {
	if f == nil {
		return ""
	}
	return f.String()
}

func date(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.DateOnly)
}

// maxDayCount bounds days and parcels a day: more is a slip of the finger.
const maxDayCount = 10_000_000

// readRow reads the cells of one row. Errors: *columnError.
func readRow(row table.Row) (*rateCard, error) {
	r := Row{
		Courier: row.Get("courier"), Service: row.Get("service"), Origin: row.Get("origin"), Zone: row.Get("zone"),
		Provinces: row.Get("provinces"), Places: row.Get("places"), Bands: row.Get("bands"),
		MaxSideCm: row.Get("max_side_cm"), Surcharges: row.Get("surcharges"),
	}
	cells := cellReader{row: row}
	r.FirstG = cell(&cells, "first_g", readGrams)
	r.FirstPrice = cell(&cells, "first_price", readPrice)
	r.StepG = cell(&cells, "step_g", readPositiveGrams)
	r.StepPrice = cell(&cells, "step_price", readPrice)
	r.MaxG = cell(&cells, "max_g", readPositiveGrams)
	r.EtaP50Days = cell(&cells, "eta_p50_days", readDayCount)
	r.EtaP90Days = cell(&cells, "eta_p90_days", readDayCount)
	r.ValidFrom = cell(&cells, "valid_from", readDay)
	r.ValidTo = cell(&cells, "valid_to", readDay)
	if divisor := cell(&cells, "divisor", readDayCount); divisor != nil {
		r.Divisor = int64(*divisor)
	}
	if floor := cell(&cells, "min_daily_parcels", readDayCount); floor != nil {
		r.MinDailyParcels = *floor
	}
	if cells.err != nil {
		return nil, cells.err
	}
	return newCard(r)
}

// cellReader remembers the first cell that could not be read.
type cellReader struct {
	row table.Row
	err error
}

// cell reads one cell; empty is nil.
func cell[T any](c *cellReader, column string, parse func(string) (T, error)) *T {
	text := c.row.Get(column)
	if text == "" || c.err != nil {
		return nil
	}
	value, err := parse(text)
	if err != nil {
		c.err = &columnError{column, err}
		return nil
	}
	return &value
}

func readPositiveGrams(s string) (measure.Grams, error) {
	g, err := readGrams(s)
	if err == nil && g == 0 {
		err = table.Because("rates.zero", nil)
	}
	return g, err
}

func readDayCount(s string) (int, error) {
	n, err := readCount(s, maxDayCount)
	return int(n), err
}
