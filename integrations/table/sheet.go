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
	rec := record{line: s.row, ragged: true}
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
	value, err := s.value(kind)
	if err != nil || value == "" {
		return err
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

// value reads a cell to its end: its text, or the value that it stores.
func (s *sheetReader) value(kind string) (string, error) {
	var c cellText
	inValue := false
	for {
		t, err := s.xml.Token()
		if err != nil {
			return "", unexpected(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "is" && kind == "inlineStr" {
				text, err := richText(s.xml, "is")
				if err := errors.Join(err, c.add([]byte(text))); err != nil {
					return "", err
				}
			}
			inValue = t.Name.Local == "v"
		case xml.EndElement:
			if inValue = false; t.Name.Local == "c" {
				return c.String(), nil
			}
		case xml.CharData:
			if inValue {
				err = c.add(t)
			}
		}
		if err != nil {
			return "", err
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
