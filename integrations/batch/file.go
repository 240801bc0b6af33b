package batch

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"oldhand/integrations/bounds"
	"oldhand/integrations/table"
	"oldhand/integrations/text"
)

var (
	// ErrTooLong says that a batch has more than MaxLines lines.
	ErrTooLong = errors.New("too many lines")
	// ErrUnreadable says that a file of parcels cannot be read, or lacks the column address or any line.
	ErrUnreadable = errors.New("not a readable list of parcels")
	// ErrNoWeight says that a file has addresses, but no column of weights.
	ErrNoWeight = errors.New("no column of weights")
)

//go:embed data/columns.tsv
var columnNames string

// schema names the columns of a file of parcels as people and shops do. What a parcel holds and who it is for is
// nobody's business here, so other columns are not even looked at.
var schema = func() table.Schema {
	names := text.Lists(columnNames)
	return table.Schema{Required: []string{"address"}, Optional: slices.Sorted(maps.Keys(names)), Also: names}
}()

// File is what a file of parcels holds.
type File struct {
	Lines   []Wanted
	Refused []Refused    // rows that do not fit the columns
	Left    table.Reason // what of the file was not read, or none
}

// Read reads a CSV, an XLSX or a text with tabs of parcels: order, address, weight or weight_g, size, count, and where
// the address leaves them out province, city, county, town. A text without these names is read as people write parcels
// into the chat, one a line. A row that cannot be read is refused alone. Errors: ErrUnreadable, ErrNoWeight, ErrTooLong, a
// [bounds.Error], or ctx's own.
func Read(ctx context.Context, data []byte) (File, error) {
	var f File
	err := table.ReadBytes(ctx, data, schema, table.Reader{
		Take: func(r table.Row) error {
			if !r.Has("weight") && !r.Has("weight_g") {
				return ErrNoWeight
			}
			f.Lines = append(f.Lines, wantedIn(r))
			return f.checkLength()
		},
		Reject: func(e *table.RowError) error {
			f.Refused = append(f.Refused, Refused{Line: e.Line, Why: e.Reason})
			return f.checkLength()
		},
		Say: func(left table.Reason) { f.Left = left },
	})
	_, beyond := errors.AsType[bounds.Error](err)
	switch {
	case beyond, ctx.Err() != nil, errors.Is(err, ErrTooLong), errors.Is(err, ErrNoWeight):
		return File{}, errors.Join(err, ctx.Err())
	case err != nil:
		return readHeadless(ctx, data, err)
	case len(f.Lines)+len(f.Refused) == 0:
		return File{}, fmt.Errorf("%w: no lines", ErrUnreadable)
	}
	return f, nil
}

// readHeadless reads a text that has no row of names.
func readHeadless(ctx context.Context, data []byte, why error) (File, error) {
	if text, ok := table.Text(ctx, data); ok {
		if lines, ok := linesOf(ctx, text); ok {
			f := File{Lines: lines}
			return f, f.checkLength()
		}
	}
	if ctx.Err() != nil {
		return File{}, ctx.Err()
	}
	return File{}, fmt.Errorf("%w: %w", ErrUnreadable, why)
}

func (f File) checkLength() error {
	if len(f.Lines)+len(f.Refused) > MaxLines {
		return fmt.Errorf("more than %d: %w", MaxLines, ErrTooLong)
	}
	return nil
}

// folded is a value without an input method's wide letters and digits.
func folded(r table.Row, column string) string { return width.Fold.String(r.Get(column)) }

func wantedIn(r table.Row) Wanted {
	w := Wanted{
		Line: r.Line, Order: r.Get("order"), Weight: folded(r, "weight"), Size: folded(r, "size"),
		Count: strings.TrimRight(folded(r, "count"), counters),
	}
	for _, part := range []string{"province", "city", "county", "town", "address"} {
		w.Address += r.Get(part)
	}
	if g := folded(r, "weight_g"); w.Weight == "" && g != "" {
		if w.Weight = g; bareNumber.MatchString(g) {
			w.Weight += "g"
		}
	}
	return w
}
