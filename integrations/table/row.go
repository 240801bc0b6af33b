package table

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Schema names the columns that a kind of file has, in lower case. Others are ignored.
type Schema struct {
	Required []string // a file without one of them cannot be read
	Optional []string
	// Also has other names of columns, in lower case, with the column that each means.
	Also map[string]string
}

func (s Schema) knows(column string) bool {
	return slices.Contains(s.Required, column) || slices.Contains(s.Optional, column)
}

// Row is one row of a file, its values by column.
type Row struct {
	File  string // as the file was named
	Line  int    // as an editor or a spreadsheet counts it, from 1
	cells []string
	at    map[string]int
}

// Get gives the value of a column without outer spaces; a column that the file does not have is empty.
func (r Row) Get(column string) string {
	if i, ok := r.at[column]; ok && i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// Has says whether the file has the column at all.
func (r Row) Has(column string) bool {
	_, ok := r.at[column]
	return ok
}

// Reject makes the error that rejects this row alone.
func (r Row) Reject(column, format string, args ...any) error {
	return &RowError{File: r.File, Line: r.Line, Column: column, Reason: fmt.Sprintf(format, args...)}
}

// RowError says why one row was rejected; the other rows of the file go on.
type RowError struct {
	File   string
	Line   int
	Column string // may be empty: the row as a whole
	Reason string
}

func (e *RowError) Error() string {
	if e.Column == "" {
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason)
	}
	return fmt.Sprintf("%s:%d: %s: %s", e.File, e.Line, e.Column, e.Reason)
}

// header is the first row of a file, understood.
type header struct {
	file    string
	names   []string // as written
	at      map[string]int
	unknown []string
}

// readHeader finds the schema's columns among the names of the first row, in any order and case.
func readHeader(file string, names []string, s Schema) (header, error) {
	h := header{file: file, names: names, at: map[string]int{}}
	for i, name := range names {
		column := strings.ToLower(strings.TrimSpace(name))
		if meant, ok := s.Also[column]; ok {
			column = meant
		}
		if _, twice := h.at[column]; twice {
			return header{}, fmt.Errorf("column %s stands there twice", column)
		}
		switch {
		case s.knows(column):
			h.at[column] = i
		case column != "" && !isRejectColumn(column):
			h.unknown = append(h.unknown, column)
		}
	}
	var missing []string
	for _, column := range s.Required {
		if _, ok := h.at[column]; !ok {
			missing = append(missing, column)
		}
	}
	if len(missing) > 0 {
		return header{}, fmt.Errorf("the first row does not name the column %s", strings.Join(missing, ", "))
	}
	return h, nil
}

// row makes a Row of a record, or the error that rejects it.
func (h header) row(r record) (Row, error) {
	row := Row{File: h.file, Line: r.line, cells: r.cells, at: h.at}
	if r.problem != "" {
		return row, row.Reject("", "%s", r.problem)
	}
	for i, cell := range r.cells {
		if i >= len(h.names) && strings.TrimSpace(cell) != "" {
			return row, row.Reject("", "%d values for %d columns (a comma inside a value needs quotes)", len(r.cells), len(h.names))
		}
		if problem := unreadable(cell); problem != "" {
			return row, row.Reject(h.column(i), "%s", problem)
		}
	}
	if len(r.cells) < len(h.names) {
		return row, row.Reject("", "%d values for %d columns", len(r.cells), len(h.names))
	}
	return row, nil
}

func (h header) column(i int) string {
	if i < len(h.names) {
		return strings.ToLower(strings.TrimSpace(h.names[i]))
	}
	return ""
}

func unreadable(cell string) string {
	if strings.IndexByte(cell, 0) >= 0 {
		return "holds a NUL byte"
	}
	if !utf8.ValidString(cell) {
		return "is not UTF-8 (in a spreadsheet: save as CSV UTF-8)"
	}
	return ""
}
