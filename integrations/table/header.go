package table

import (
	"cmp"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"oldhand/integrations/bounds"
)

// Schema names the columns that a kind of file has, in lower case. Others are ignored.
type Schema struct {
	Required []string // a file without one of them cannot be read
	Optional []string
	// Days are the columns of days. In any other a spreadsheet has made a day of something else: of the SKU 3-12.
	Days []string
	// Names are the columns of names, in which no day is written as such either.
	Names []string
	// Down are the columns in which an empty cell stands for what stands above it.
	Down []string
	// Also has other names that people give a column, in lower case and without spaces, the surest first: it is taken
	// where a file has several of them.
	Also map[string][]string
	// Guess gives the column that a name means which is in none of these, as it compares with others; nil: none does.
	Guess func(name string) string
}

// meaning is the column that a name in a file means, and how sure that is: 0 is its own name. It is "" for no column.
func (s Schema) meaning(name string) (column string, rank int) {
	if slices.Contains(s.Required, name) || slices.Contains(s.Optional, name) {
		return name, 0
	}
	loose := loosened(name)
	if column, rank := s.also(loose); column != "" {
		return column, rank
	}
	// Some have two names in one: 详细收货地址/提货地址.
	for half := range strings.SplitSeq(loose, "/") {
		if column, rank := s.also(half); column != "" {
			return column, rank + halfRank
		}
	}
	if s.Guess != nil {
		return s.Guess(loose), guessRank
	}
	return "", 0
}

// halfRank makes half a name less sure than any whole one, and guessRank one that is guessed less than that.
const (
	halfRank  = 100_000
	guessRank = 1_000_000
)

func (s Schema) also(loose string) (column string, rank int) {
	for column, others := range s.Also {
		if i := slices.Index(others, loose); i >= 0 {
			return column, i + 1
		}
	}
	return "", 0
}

// loosened is a name as it compares with others: 收件地址（必填） is 收件地址.
func loosened(name string) string { return unmarked.Replace(width.Fold.String(name)) }

// plainName is how the name of a column compares: case and outer spaces do not count.
func plainName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// header is the row of names of a file, understood.
type header struct {
	file    string
	names   []string // as written
	at      map[string]int
	loose   []string // as they compare
	columns []string // those that there are, from the left
	unknown []string
	schema  Schema
}

// headerRows is how many rows are looked at in search of the names: titles and notes stand above them.
const headerRows = 10

// findHeader reads as far as the first row that names the required columns. What is wrong is said of the first row.
func findHeader(file string, src source, s Schema) (header, error) {
	var above []string
	var first error
	for range headerRows {
		rec, err := nextFilled(src)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return header{}, err
		}
		h, err := rec.header(file, above, s)
		if err == nil {
			return h, nil
		}
		above, first = rec.cells, cmp.Or(first, err)
	}
	if first == nil {
		return header{}, Because("table.nothing", nil)
	}
	return header{}, first
}

// nextFilled skips rows with nothing in them.
func nextFilled(src source) (record, error) {
	for {
		rec, err := src.next()
		if err != nil || !rec.blank() {
			return rec, err
		}
	}
}

// header understands a record as names. Where it is empty the row above counts: spreadsheets merge cells over two rows.
func (r record) header(file string, above []string, s Schema) (header, error) {
	for _, cell := range r.cells {
		if p := unreadable(cell); p.Code != "" {
			r.problem = p
		}
	}
	if r.problem.Code != "" {
		return header{}, Because("table.header", Data{"Why": r.problem})
	}
	if wide(r.cells) {
		return header{}, bounds.Error{Code: "bounds.columns", Most: maxColumns}
	}
	names := append(slices.Clone(r.cells), make([]string, max(0, len(above)-len(r.cells)))...)
	for i, name := range above {
		if strings.TrimSpace(names[i]) == "" {
			names[i] = name
		}
	}
	return readHeader(file, names, s)
}

// wide says that there is anything beyond the columns that are read.
func wide(cells []string) bool {
	return len(cells) > maxColumns && !(record{cells: cells[maxColumns:]}).blank()
}

// readHeader finds the schema's columns among names, in any order and case.
func readHeader(file string, names []string, s Schema) (header, error) {
	h := header{file: file, names: names, at: map[string]int{}, schema: s}
	ranks := map[string]int{}
	for i, written := range names {
		name := plainName(written)
		h.loose = append(h.loose, loosened(name))
		column, rank := s.meaning(name)
		best, known := ranks[column]
		switch {
		case column == "" && name != "" && !isRejectColumn(name):
			h.unknown = append(h.unknown, name)
		case column != "" && known && best == rank && rank < guessRank:
			return header{}, Because("table.twice", Data{"Column": column})
		case column != "" && (!known || rank < best):
			h.at[column], ranks[column] = i, rank
		}
	}
	var missing []string
	for _, column := range s.Required {
		if _, ok := h.at[column]; !ok {
			missing = append(missing, column)
		}
	}
	if len(missing) > 0 {
		return header{}, Because("table.lacks", Data{"Columns": strings.Join(missing, ", ")})
	}
	h.columns = slices.SortedFunc(maps.Keys(h.at), func(a, b string) int { return cmp.Compare(h.at[a], h.at[b]) })
	return h, nil
}

// row makes a Row of a record, or the error that rejects it.
func (h header) row(r record) (Row, error) {
	row := Row{File: h.file, Line: r.line, cells: r.cells, at: h.at, names: h.loose, continues: r.continues}
	if r.problem.Code != "" {
		return row, row.Reject("", r.problem)
	}
	for i, cell := range r.cells {
		if i >= len(h.names) && strings.TrimSpace(cell) != "" {
			return row, row.Reject("", Because("table.long", Data{"Values": len(r.cells), "Columns": len(h.names)}))
		}
		if problem := unreadable(cell); problem.Code != "" {
			return row, row.Reject(h.column(i), problem)
		}
	}
	needs := func(column string) bool { return h.at[column] >= len(r.cells) }
	if r.lines && slices.ContainsFunc(h.schema.Required, needs) {
		return row, row.Reject("", Because("table.short", Data{"Values": len(r.cells), "Columns": len(h.names)}))
	}
	for _, column := range h.columns {
		if why := h.oddness(column, r); why.Code != "" {
			return row, row.Reject(h.column(h.at[column]), why)
		}
	}
	return row, nil
}

// oddness says why what a spreadsheet has made of a column's value is not taken for it.
func (h header) oddness(column string, r record) Reason {
	i := h.at[column]
	why := r.odd[i]
	switch {
	case why.Code != "" && (why.Code != "table.dated" || !slices.Contains(h.schema.Days, column)):
		return why
	case i >= len(r.cells):
		return Reason{}
	case errorValues[strings.TrimSpace(r.cells[i])], tooNarrow.MatchString(strings.TrimSpace(r.cells[i])):
		return Because("table.error", Data{"Value": strings.TrimSpace(r.cells[i])})
	case slices.Contains(h.schema.Names, column) && madeDay.MatchString(strings.ToLower(strings.TrimSpace(r.cells[i]))):
		return Because("table.dated", nil)
	}
	return Reason{}
}

// errorValues are what a spreadsheet shows in the place of a result.
var errorValues = map[string]bool{
	"#N/A": true, "#REF!": true, "#VALUE!": true, "#DIV/0!": true, "#NAME?": true, "#NULL!": true, "#NUM!": true, "#SPILL!": true, "#CALC!": true,
	"#GETTING_DATA": true, "#FIELD!": true, "#BLOCKED!": true, "#CONNECT!": true, "#BUSY!": true, "#UNKNOWN!": true,
}

// tooNarrow is what a spreadsheet shows, and some save, of a number for which its column has no room.
var tooNarrow = regexp.MustCompile(`^#{4,}$`)

// down fills the cells of a row in which what stands above holds on.
type down struct {
	header
	above []string // the last row, filled
	rows  int      // how many were filled
}

func (d *down) fill(rec record) record {
	if rec.blank() || rec.problem.Code != "" {
		return rec
	}
	filled := false
	for _, column := range d.schema.Down {
		if i, ok := d.at[column]; ok && i < len(d.above) && (i >= len(rec.cells) || strings.TrimSpace(rec.cells[i]) == "") && d.above[i] != "" {
			rec, filled = rec.fill(i, d.above[i]), true
		}
	}
	if filled {
		d.rows++
	}
	d.above = rec.cells
	return rec
}

func (h header) column(i int) string {
	if i < len(h.names) {
		return plainName(h.names[i])
	}
	return ""
}
