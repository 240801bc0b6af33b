package table

import (
	"context"
	"errors"
	"io"
	"slices"

	"oldhand/integrations/bounds"
)

// maxBlank is how many rows of a sheet may be there with nothing in them.
const maxBlank = 100_000

// xlsxSource reads a sheet of a workbook, row by row.
type xlsxSource struct {
	file   io.Closer
	sheet  *sheetReader
	blank  int
	merges map[int][]merge // by their first row
	open   []merge         // those that go on in the next row
	above  map[int]string  // what they hold, by column
}

func openXLSX(ctx context.Context, f file, size int64, s Schema, say func(Reason)) (source, error) {
	x, err := openSheet(ctx, f, size, s, say)
	if err != nil {
		return nil, errors.Join(errWorkbook(ctx, err), f.Close())
	}
	x.file = f
	return x, nil
}

// errWorkbook says what is wrong with a workbook; a bound speaks for itself, and that ctx ended is not its fault.
func errWorkbook(ctx context.Context, err error) error {
	if _, beyond := errors.AsType[bounds.Error](err); beyond || ctx.Err() != nil {
		return err
	}
	return Because("table.workbook", Data{"Why": err})
}

func openSheet(ctx context.Context, f io.ReaderAt, size int64, s Schema, say func(Reason)) (*xlsxSource, error) {
	book, err := openWorkbook(ctx, f, size)
	if err != nil {
		return nil, err
	}
	if len(book.sheets) == 0 {
		return nil, Because("table.nosheet", nil)
	}
	chosen := 0
	if i := slices.IndexFunc(book.sheets, func(sheet sheet) bool { return book.names(sheet, s) }); i > 0 {
		chosen = i
	}
	for i, other := range book.sheets {
		if i != chosen && book.filled(other) {
			say(Because("table.sheets", Data{"Sheet": book.sheets[chosen].name}))
			break
		}
	}
	return book.source(book.sheets[chosen])
}

// source reads a sheet and what is merged in it.
func (b *workbook) source(s sheet) (*xlsxSource, error) {
	merges, err := b.merges(s)
	if err != nil {
		return nil, err
	}
	reader, err := b.open(s)
	if err != nil {
		return nil, err
	}
	return &xlsxSource{sheet: reader, merges: merges, above: map[int]string{}}, nil
}

// names says that a sheet names the columns of a schema in its first rows: sheets of instructions stand in front.
func (b *workbook) names(sheet sheet, s Schema) bool {
	r, err := b.open(sheet)
	if err != nil {
		return false
	}
	defer r.part.Close()
	_, err = findHeader("", &xlsxSource{sheet: r}, s)
	return err == nil
}

// filled says that a sheet holds anything in its first rows, if only what cannot be read.
func (b *workbook) filled(s sheet) bool {
	r, err := b.open(s)
	if err != nil {
		return true
	}
	defer r.part.Close()
	for {
		rec, err := r.next()
		switch {
		case errors.Is(err, io.EOF), err == nil && rec.line > headerRows:
			return false
		case err != nil, !rec.blank():
			return true
		}
	}
}

func (x *xlsxSource) bom() bool     { return false }
func (x *xlsxSource) done() float64 { return x.sheet.part.Done() }
func (x *xlsxSource) close() error  { return errors.Join(x.sheet.part.Close(), x.file.Close()) }

func (x *xlsxSource) next() (record, error) {
	rec, err := x.sheet.next()
	if err != nil {
		return rec, err
	}
	if rec = x.continued(rec); !rec.blank() {
		return rec, nil
	}
	x.blank++
	return rec, most(x.blank, "bounds.blank", maxBlank)
}
