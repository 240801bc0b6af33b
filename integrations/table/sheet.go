package table

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"oldhand/integrations/bounds"
)

const (
	// maxColumns is how many columns of a file are read.
	maxColumns = 256
	// maxText is how many bytes the cells of a sheet may come to, as texts that they share count each time.
	maxText = 64 << 20
)

// sheetReader reads the rows of a sheet as they stand in it.
type sheetReader struct {
	book *workbook
	part *bounds.Part
	xml  *bounds.XML
	row  int // the number of the last row
	text int // bytes of all cells so far
}

func (b *workbook) open(s sheet) (*sheetReader, error) {
	part, err := b.archive.Part(s.part)
	if err != nil {
		return nil, err
	}
	return &sheetReader{book: b, part: part, xml: bounds.NewXML(part)}, nil
}

// next gives the next row that the sheet says anything of, or io.EOF.
func (s *sheetReader) next() (record, error) {
	for {
		t, err := s.xml.Token()
		if err != nil {
			return record{}, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "row" {
				return s.readRow(t)
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				return record{}, io.EOF
			}
		}
	}
}

func (s *sheetReader) readRow(row xml.StartElement) (record, error) {
	s.row = number(bounds.Attribute(row, "r"), s.row+1)
	rec := record{line: s.row}
	for column := 0; ; {
		t, err := s.xml.Token()
		if err != nil {
			return record{}, unexpected(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "c" {
				column = columnOf(bounds.Attribute(t, "r"), column+1)
				if err := s.readCell(&rec, column, t); err != nil {
					return record{}, err
				}
			}
		case xml.EndElement:
			if t.Name.Local == "row" {
				return rec, nil
			}
		}
	}
}

// readCell puts what a cell holds into its column, counted from 1. Of a cell that is only coloured nothing is kept.
func (s *sheetReader) readCell(rec *record, column int, cell xml.StartElement) error {
	kind, style := bounds.Attribute(cell, "t"), bounds.Attribute(cell, "s")
	stored, err := s.value(kind)
	if err != nil {
		return err
	}
	if why := s.book.oddness(kind, style, stored); why.Code != "" && column <= maxColumns {
		rec.doubt(column-1, why)
	}
	value := stored.text
	if value == "" {
		return nil
	}
	if value, err = s.book.typed(kind, style, value); err != nil || value == "" {
		return err
	}
	if column > maxColumns && strings.TrimSpace(value) != "" {
		return bounds.Error{Code: "bounds.columns", Most: maxColumns}
	}
	if s.text += len(value); column <= maxColumns {
		rec.cells = append(rec.cells, make([]string, max(0, column-len(rec.cells)))...)
		rec.cells[column-1] = value
	}
	if s.text > maxText {
		return bounds.Error{Code: "bounds.text", Most: maxText >> 20}
	}
	return nil
}

// stored is what a sheet holds of a cell: its text, or the value that it stores.
type stored struct {
	text    string
	formula bool // it has one
	result  bool // it has a value, if an empty one
}

// oddness says why the value of a cell is not what somebody typed: a formula without its result, or with an error, or a day or an
// hour that a spreadsheet made of 3-12.
func (b *workbook) oddness(kind, style string, s stored) Reason {
	switch {
	case s.formula && !s.result:
		return Because("table.formula", nil)
	case kind == "e":
		return Because("table.error", Data{"Value": s.text})
	case s.text != "" && (kind == "d" || (kind == "" || kind == "n") && b.format(style).dated):
		return Because("table.dated", nil)
	}
	return Reason{}
}

// doubt says why a cell's value is not what was typed.
func (r *record) doubt(i int, why Reason) {
	if r.odd == nil {
		r.odd = map[int]Reason{}
	}
	r.odd[i] = why
}

// value reads a cell to its end.
func (s *sheetReader) value(kind string) (cell stored, err error) {
	var c cellText
	inValue := false
	for {
		t, err := s.xml.Token()
		if err != nil {
			return stored{}, unexpected(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "is" && kind == "inlineStr" {
				text, err := richText(s.xml, "is")
				if err := errors.Join(err, c.add([]byte(text))); err != nil {
					return stored{}, err
				}
			}
			inValue = t.Name.Local == "v"
			cell.formula = cell.formula || t.Name.Local == "f"
			cell.result = cell.result || inValue || t.Name.Local == "is"
		case xml.EndElement:
			if inValue = false; t.Name.Local == "c" {
				cell.text = c.String()
				return cell, nil
			}
		case xml.CharData:
			if inValue {
				err = c.add(t)
			}
		}
		if err != nil {
			return stored{}, err
		}
	}
}

// typed gives what a person typed into a cell, from what is stored of it.
func (b *workbook) typed(kind, style, stored string) (string, error) {
	switch kind {
	case "s":
		return b.strings.at(stored)
	case "str":
		return unescaped(stored), nil
	case "", "n":
		return b.format(style).typed(stored, b.date1904), nil
	case "d":
		return strings.TrimSuffix(strings.TrimSuffix(stored, "Z"), "T00:00:00"), nil
	}
	return stored, nil
}

// escape is how a workbook writes a character that XML cannot hold.
var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escape.ReplaceAllStringFunc(text, func(code string) string {
		r, _ := strconv.ParseUint(code[2:6], 16, 16) // it matched
		return string(rune(r))
	})
}

// columnOf gives the column that a cell's name such as AB12 begins with, counted from 1; other names stand for none.
func columnOf(name string, none int) int {
	column := 0
	for _, letter := range []byte(name) {
		if letter |= 0x20; letter < 'a' || letter > 'z' || column > 1<<20 {
			break
		}
		column = column*26 + int(letter-'a') + 1
	}
	if column == 0 {
		return none
	}
	return column
}

func number(s string, none int) int {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return n
	}
	return none
}
