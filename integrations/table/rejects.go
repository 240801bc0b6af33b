package table

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// rejectColumns follow the original columns in a rejects file, so that it can be mended and imported as it is.
var rejectColumns = []string{"reject_line", "reject_column", "reject_reason"}

func isRejectColumn(name string) bool { return slices.Contains(rejectColumns, name) }

// rejects is the file of rejected rows beside an imported one, made when the first row is rejected.
type rejects struct {
	path  string // where it belongs
	other string // where it goes if it cannot be there
	names []string
	keep  []int // the cells that are the row's own, without the reject columns of an earlier round
	bom   bool
	o     Options
	file  *os.File
	out   *csv.Writer
	lost  error // why it could be written nowhere
}

func newRejects(file string, h header, bom bool, o Options) *rejects {
	r := &rejects{path: file + RejectsSuffix, bom: bom, o: o}
	if o.RejectsDir != "" {
		r.other = filepath.Join(o.RejectsDir, filepath.Base(r.path))
	}
	for i, name := range h.names {
		if !isRejectColumn(h.column(i)) {
			r.names = append(r.names, name)
			r.keep = append(r.keep, i)
		}
	}
	return r
}

// add writes one rejected row. What cannot be written is found out by finish: an import does not fail for it.
func (r *rejects) add(rec record, why *RowError) {
	if r.lost != nil || !r.opened() {
		return
	}
	cells := make([]string, 0, len(r.keep)+len(rejectColumns))
	for _, i := range r.keep {
		cell := ""
		if i < len(rec.cells) {
			cell = rec.cells[i]
		}
		cells = append(cells, printable(cell))
	}
	if rec.problem.Code != "" && len(cells) > 0 {
		cells[0] = printable(rec.raw)
	}
	r.lost = r.out.Write(AllInert(append(cells, strconv.Itoa(why.Line), why.Column, r.o.Words(why.Reason))))
}

func printable(cell string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(cell, "�"), "\x00", "�")
}

func (r *rejects) opened() bool {
	if r.file != nil {
		return true
	}
	if r.file, r.lost = os.Create(r.path); r.lost != nil && r.other != "" {
		r.file, r.lost = os.Create(r.other)
	}
	if r.lost != nil {
		return false
	}
	if r.bom {
		if _, r.lost = r.file.Write(utf8BOM); r.lost != nil {
			return false
		}
	}
	r.out = csv.NewWriter(r.file)
	r.lost = r.out.Write(AllInert(append(slices.Clone(r.names), rejectColumns...)))
	return r.lost == nil
}

// finish closes the file and says where it is, or takes an old one away when nothing was rejected.
func (r *rejects) finish() {
	if r.file == nil && r.lost == nil {
		r.remove(r.path)
		if r.other != "" {
			r.remove(r.other)
		}
		return
	}
	if r.file != nil {
		r.out.Flush()
		r.lost = errors.Join(r.lost, r.out.Error(), r.file.Close())
	}
	if r.lost != nil {
		r.o.Inform("table.rejects.lost", Data{"File": r.path, "Why": r.lost})
		return
	}
	r.o.Inform("table.rejects", Data{"File": r.file.Name()})
}

// drop takes back what was written for a file that was given up: none of its rows is in, so none is rejected either.
func (r *rejects) drop() {
	if r.file != nil {
		_ = errors.Join(r.file.Close(), os.Remove(r.file.Name()))
	}
}

func (r *rejects) remove(path string) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.o.Inform("table.rejects.old", Data{"Why": err})
	}
}
