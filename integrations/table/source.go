package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// record is one row as a file holds it.
type record struct {
	line    int
	cells   []string
	raw     string // what to show of a record that could not be split into cells
	problem Reason // why it could not, or none
	lines   bool   // its values were parted by commas or semicolons, which people count
	// odd says of cells by their place why their values are not what was typed, and continues which ones go on from the row above.
	odd       map[int]Reason
	continues map[int]bool
}

func (r record) blank() bool {
	for _, cell := range r.cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return r.problem.Code == ""
}

// source gives the records of one file, one at a time.
type source interface {
	// next gives io.EOF after the last record.
	next() (record, error)
	// done is how much of the file has been read: 0 to 1.
	done() float64
	// bom says that the file begins with a byte order mark.
	bom() bool
	close() error
}

var (
	zipMagic = []byte("PK\x03\x04")
	xlsMagic = []byte{0xD0, 0xCF, 0x11, 0xE0}
)

// errOldWorkbook says that a file is a workbook as spreadsheets wrote them before 2007.
var errOldWorkbook = Because("table.xls", nil)

// file is what a source reads: one on the disk, or one that came as bytes.
type file interface {
	io.ReadSeeker
	io.ReaderAt
	io.Closer
}

// open looks at what a file begins with, not at its name: people rename files. Of a workbook the first sheet with the columns of s
// is read. say is told what of it is not read.
func open(ctx context.Context, path string, s Schema, say func(Reason)) (source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, plain(err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = Because("table.folder", nil)
	}
	if err != nil {
		return nil, errors.Join(plain(err), f.Close())
	}
	return openFile(ctx, f, info.Size(), s, say)
}

// openFile takes the file over: it closes it where it fails, and else the source does. Reading fails once ctx has ended.
func openFile(ctx context.Context, f file, size int64, s Schema, say func(Reason)) (source, error) {
	start := make([]byte, 4)
	n, err := f.ReadAt(start, 0)
	start = start[:n]
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(plain(err), f.Close())
	}
	switch {
	case bytes.Equal(start, zipMagic):
		return openXLSX(ctx, f, size, s, say)
	case bytes.Equal(start, xlsMagic):
		return nil, errors.Join(errOldWorkbook, f.Close())
	}
	return openText(ctx, f, size)
}

// plain takes the path off a file error: the sentence that carries it names the file already.
func plain(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%s: %w", path.Op, path.Err)
	}
	return err
}

// inMemory is a file that came as bytes.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }
