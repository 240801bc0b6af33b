package table

import (
	"context"
	"errors"
	"io"

	"oldhand/integrations/bounds"
)

// maxBlank is how many rows of a sheet may be there with nothing in them.
const maxBlank = 100_000

// xlsxSource reads a workbook's first sheet that is not hidden, row by row.
type xlsxSource struct {
	file  io.Closer
	sheet *sheetReader
	blank int
}

func openXLSX(ctx context.Context, f file, size int64, say func(Reason)) (source, error) {
	sheet, err := openFirst(ctx, f, size, say)
	if err != nil {
		return nil, errors.Join(errWorkbook(ctx, err), f.Close())
	}
	return &xlsxSource{file: f, sheet: sheet}, nil
}

// errWorkbook says what is wrong with a workbook; a bound speaks for itself, and that ctx ended is not its fault.
func errWorkbook(ctx context.Context, err error) error {
	if _, beyond := errors.AsType[bounds.Error](err); beyond || ctx.Err() != nil {
		return err
	}
	return Because("table.workbook", Data{"Why": err})
}

func openFirst(ctx context.Context, f io.ReaderAt, size int64, say func(Reason)) (*sheetReader, error) {
	book, err := openWorkbook(ctx, f, size)
	if err != nil {
		return nil, err
	}
	if len(book.sheets) == 0 {
		return nil, Because("table.nosheet", nil)
	}
	for _, other := range book.sheets[1:] {
		if book.filled(other) {
			say(Because("table.sheets", Data{"Sheet": book.sheets[0].name}))
			break
		}
	}
	return book.open(book.sheets[0])
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
	if err != nil || !rec.blank() {
		return rec, err
	}
	x.blank++
	return rec, most(x.blank, "bounds.blank", maxBlank)
}
