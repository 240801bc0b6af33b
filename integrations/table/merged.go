package table

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
)

const (
	// maxMergedSheet is how large a sheet may be, in bytes, in which merged cells are looked for, which stand behind its rows. People
	// merge what they type; programs write the large ones.
	maxMergedSheet = 2 << 20
	// maxMerges is how many of them are taken from one sheet.
	maxMerges = 100_000
	// mergeTag is how long the tag of one may be.
	mergeTag = 200
)

// merge is cells of one column that were merged: what stands in the first of them holds for all.
type merge struct{ column, first, last int }

var mergePattern = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"`)

// merges gives what is merged over several rows of a sheet, by the first row.
func (b *workbook) merges(s sheet) (map[int][]merge, error) {
	part, err := b.archive.Part(s.part)
	if err != nil {
		return nil, err
	}
	defer part.Close()
	if part.Size() > maxMergedSheet {
		return nil, nil
	}
	all, buffer := map[int][]merge{}, make([]byte, 0, 64<<10)
	for n := 0; n < maxMerges; {
		read, err := part.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+read]
		end := 0
		for _, at := range mergePattern.FindAllSubmatchIndex(buffer, -1) {
			m := merge{columnOf(string(buffer[at[2]:at[3]]), 0), number(string(buffer[at[4]:at[5]]), 0), number(string(buffer[at[6]:at[7]]), 0)}
			if end = at[1]; m.last > m.first && m.column <= maxColumns {
				all[m.first] = append(all[m.first], m)
				n++
			}
		}
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		keep := max(end, len(buffer)-mergeTag) // a tag may go on
		buffer = buffer[:copy(buffer[:cap(buffer)], bytes.Clone(buffer[keep:]))]
	}
	return all, nil
}

// continued fills the cells of a row that are merged with those above it. A row with nothing of its own stays empty.
func (x *xlsxSource) continued(rec record) record {
	x.open = append(x.open, x.merges[rec.line]...)
	kept := x.open[:0]
	own := !rec.blank()
	for _, m := range x.open {
		switch {
		case m.first == rec.line && m.column <= len(rec.cells):
			x.above[m.column] = rec.cells[m.column-1]
		case m.first < rec.line && rec.line <= m.last && own:
			rec = rec.fill(m.column-1, x.above[m.column])
		}
		if m.last > rec.line {
			kept = append(kept, m)
		}
	}
	x.open = kept
	return rec
}

// fill puts the value of the row above into a cell that is empty.
func (r record) fill(i int, value string) record {
	if value == "" || i < len(r.cells) && strings.TrimSpace(r.cells[i]) != "" {
		return r
	}
	r.cells = append(r.cells, make([]string, max(0, i+1-len(r.cells)))...)
	r.cells[i] = value
	if r.continues == nil {
		r.continues = map[int]bool{}
	}
	r.continues[i] = true
	return r
}
