package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"oldhand/integrations/bounds"
	"oldhand/integrations/measure"
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

// File is what a file of parcels holds.
type File struct {
	Lines   []Wanted
	Refused []Refused    // rows that do not fit the columns
	Left    table.Reason // what of the file was not read, or none

	further int // rows that go on with a line
}

// Read reads a CSV, an XLSX or a text with tabs of parcels: order, address or the one it was changed to, weight or the weight of
// all like ones, size, count, and where the address leaves them out province, city, county, town. A row that has none of order
// and address goes on with the parcel above. A text without these names is read as people write parcels
// into the chat, one a line. A row that cannot be read is refused alone. Errors: ErrUnreadable, ErrNoWeight, ErrTooLong, a
// [bounds.Error], or ctx's own.
func Read(ctx context.Context, data []byte) (File, error) {
	var f File
	open := false // the row above is a parcel, with which this one may go on
	err := table.ReadBytes(ctx, data, schema, table.Reader{
		Take: func(r table.Row) error {
			if !slices.ContainsFunc(weightColumns, r.Has) {
				return ErrNoWeight
			}
			w := wantedIn(r)
			if last := len(f.Lines) - 1; open && goesOn(r, f.Lines[last]) {
				f.Lines[last] = f.Lines[last].with(w, r.Continues("weight"))
				f.further++
				return f.checkLength()
			}
			f.Lines, open = append(f.Lines, w), true
			return f.checkLength()
		},
		Reject: func(e *table.RowError) error {
			open = false
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
	if len(f.Lines)+len(f.Refused)+f.further > MaxLines {
		return fmt.Errorf("more than %d: %w", MaxLines, ErrTooLong)
	}
	return nil
}

// nothing is what programs write where there is nothing; the longest is in bytes.
var nothing = text.Set(strings.Join(headings["nothing"], " "))

const longestNothing = 12

// Written is the value of a column, and nothing where a program wrote that there is none.
func Written(r table.Row, column string) string {
	v := r.Get(column)
	if len(v) <= longestNothing && nothing[strings.ToLower(v)] {
		return ""
	}
	return v
}

// value is what is written without an input method's wide letters and digits.
func value(r table.Row, column string) string { return width.Fold.String(Written(r, column)) }

func wantedIn(r table.Row) Wanted {
	w := Wanted{
		Line: r.Line, Order: Written(r, "order"), Address: addressIn(r), Weight: weightIn(r, "weight"), Size: value(r, "size"),
		Count: strings.TrimRight(value(r, "count"), counters),
	}
	if number := Written(r, "shop_number"); w.Order == "" && strings.HasPrefix(number, "#") { // else it is somebody's name
		w.Order = number
	}
	if total := weightIn(r, "total_weight"); total != "" && (w.Weight == "" || !r.Has("count")) { // else the one is that of each of the goods
		w.Weight = share(total, w.Count)
	}
	return w
}

// addressIn is where a parcel goes: the address that it was changed to, or the parts of the one that there is.
func addressIn(r table.Row) string {
	if changed := Written(r, "new_address"); changed != "" {
		return changed
	}
	all := ""
	for _, column := range placeColumns {
		switch part := Written(r, column); {
		case part == "":
		case all == "" || text.HasHan(all) && text.HasHan(part):
			all += part
		default:
			all += " " + part
		}
	}
	return all
}

// ownColumns are those by which a row has a parcel of its own.
var ownColumns = append([]string{"order", "shop_number", "new_address"}, placeColumns...)

// goesOn says that a row has no address and no other order than the parcel above: shops write one row for each of the goods in it.
func goesOn(r table.Row, above Wanted) bool {
	own := func(column string) bool {
		value := Written(r, column)
		named := column == "order" || column == "shop_number"
		return value != "" && !r.Continues(column) && !(named && value == above.Order)
	}
	return !slices.ContainsFunc(ownColumns, own)
}

// with adds the goods of a further row to a parcel. Their weight adds up, unless it is the same cell as above.
func (w Wanted) with(more Wanted, sameWeight bool) Wanted {
	if more.Weight == "" || sameWeight {
		return w
	}
	first, err := measure.ParseWeight(unitless(w.Weight))
	second, err2 := measure.ParseWeight(unitless(more.Weight))
	if w.Weight, w.Rows = (first + second).String(), w.Rows+1; err != nil || err2 != nil {
		w.Weight = "" // one of them cannot be read
	}
	return w
}
