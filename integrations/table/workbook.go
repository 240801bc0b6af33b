package table

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"oldhand/integrations/bounds"
)

const (
	// maxSheets and maxFormats are how many of them a workbook can have.
	maxSheets  = 1_000
	maxFormats = 65_536
	// maxStrings is how many texts the cells of a workbook can share.
	maxStrings = 1_000_000
	// maxCell is how many characters a cell holds, as in every spreadsheet.
	maxCell = 32_767
)

// workbook is an XLSX file: which sheets it has, and what their cells refer to.
type workbook struct {
	archive  *bounds.Archive
	sheets   []sheet // those that are not hidden
	strings  sharedStrings
	formats  []numberFormat // by the style of a cell
	date1904 bool
}

// sheet is where a sheet of cells stands in the archive.
type sheet struct{ name, part string }

func openWorkbook(ctx context.Context, f io.ReaderAt, size int64) (*workbook, error) {
	archive, err := bounds.OpenArchive(ctx, f, size)
	if err != nil {
		return nil, err
	}
	b := &workbook{archive: archive}
	main := "xl/workbook.xml"
	err = b.related("_rels/.rels", func(r relation) error {
		if r.kind == "officeDocument" {
			main = r.target("")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return b, b.read(main)
}

// read reads everything but the sheets.
func (b *workbook) read(main string) error {
	sheets := map[string]string{} // their parts, by relation
	folder, name := path.Split(main)
	strings, styles := folder+"sharedStrings.xml", folder+"styles.xml"
	err := b.related(path.Join(folder, "_rels", name+".rels"), func(r relation) error {
		switch r.kind {
		case "worksheet":
			sheets[r.id] = r.target(folder)
		case "sharedStrings":
			strings = r.target(folder)
		case "styles":
			styles = r.target(folder)
		}
		return most(len(sheets), "bounds.sheets", maxSheets)
	})
	if err != nil {
		return err
	}
	if err := b.each(main, func(_ *bounds.XML, t xml.StartElement) error { return b.property(t, sheets) }); err != nil {
		return err
	}
	return errors.Join(optional(b.each(strings, b.addString)), optional(b.each(styles, (&styleReader{book: b}).element)))
}

// most fails where there are more of something than there may be.
func most(n int, code string, most int) error {
	if n > most {
		return bounds.Error{Code: code, Most: most}
	}
	return nil
}

// optional says that a part need not be there.
func optional(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// each gives every element of a part, as it begins.
func (b *workbook) each(part string, element func(*bounds.XML, xml.StartElement) error) error {
	return b.archive.Each(part, func(x *bounds.XML, t xml.Token) error {
		if start, ok := t.(xml.StartElement); ok {
			return element(x, start)
		}
		return nil
	})
}

// relation is how one part of a package names another.
type relation struct{ id, kind, to string }

// target gives the part that a relation in a folder leads to.
func (r relation) target(folder string) string {
	if strings.HasPrefix(r.to, "/") {
		return r.to
	}
	return path.Join(folder, r.to)
}

// related gives the relations that stand in a part.
func (b *workbook) related(part string, take func(relation) error) error {
	return optional(b.each(part, func(_ *bounds.XML, t xml.StartElement) error {
		return take(relation{bounds.Attribute(t, "Id"), path.Base(bounds.Attribute(t, "Type")), bounds.Attribute(t, "Target")})
	}))
}

// property reads what the workbook says of its days and sheets. What is a chart and no sheet of cells has no part here.
func (b *workbook) property(t xml.StartElement, parts map[string]string) error {
	switch t.Name.Local {
	case "workbookPr":
		b.date1904 = isTrue(bounds.Attribute(t, "date1904"))
	case "sheet":
		part, ok := parts[sheetRelation(t)]
		if state := bounds.Attribute(t, "state"); ok && (state == "" || state == "visible") {
			b.sheets = append(b.sheets, sheet{bounds.Attribute(t, "name"), part})
		}
	}
	return most(len(b.sheets), "bounds.sheets", maxSheets)
}

// sheetRelation gives r:id, which is not the sheet's own sheetId.
func sheetRelation(t xml.StartElement) string { return bounds.Attribute(t, "id") }

func isTrue(s string) bool { return s == "1" || s == "true" }

// sharedStrings are the texts that cells name by their number. They lie behind each other, so that a million short ones
// take no more than their letters.
type sharedStrings struct {
	text strings.Builder
	ends []uint32
}

func (b *workbook) addString(x *bounds.XML, t xml.StartElement) error {
	if t.Name.Local != "si" {
		return nil
	}
	text, err := richText(x, t.Name.Local)
	if err != nil {
		return err
	}
	b.strings.text.WriteString(text)
	b.strings.ends = append(b.strings.ends, uint32(b.strings.text.Len()))
	return most(len(b.strings.ends), "bounds.strings", maxStrings)
}

// at gives the text of a number, as a cell writes it.
func (s *sharedStrings) at(number string) (string, error) {
	i, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || i < 0 || i >= len(s.ends) {
		return "", errors.New("a cell names a text that is not there")
	}
	begin := uint32(0)
	if i > 0 {
		begin = s.ends[i-1]
	}
	return s.text.String()[begin:s.ends[i]], nil
}

// richText reads the text in an element to its end: all stretches of it, but not how Japanese is pronounced.
func richText(x *bounds.XML, element string) (string, error) {
	var c cellText
	inText, spoken := false, 0
	for {
		t, err := x.Token()
		if err != nil {
			return "", unexpected(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			if t.Name.Local == "rPh" {
				spoken++
			}
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case element:
				return unescaped(c.String()), nil
			case "rPh":
				spoken--
			}
		case xml.CharData:
			if inText && spoken == 0 {
				err = c.add(t)
			}
		}
		if err != nil {
			return "", err
		}
	}
}

// unexpected says that a document ends where it should go on.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// cellText is what a cell holds, as it is read.
type cellText struct {
	strings.Builder
	characters int
}

func (c *cellText) add(text []byte) error {
	c.characters += utf8.RuneCount(text)
	c.Write(text)
	return most(c.characters, "bounds.cell", maxCell)
}
