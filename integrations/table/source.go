package table

import (
	"bytes"
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
	problem string // why it could not, or empty
}

func (r record) blank() bool {
	for _, cell := range r.cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return r.problem == ""
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
	utf8BOM  = []byte{0xEF, 0xBB, 0xBF}
)

// open looks at what a file begins with, not at its name: people rename files.
func open(path string, say func(string, ...any)) (source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, plain(err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("a folder that cannot be listed")
	}
	start := make([]byte, 4)
	if err == nil {
		var n int
		n, err = f.ReadAt(start, 0)
		start = start[:n]
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(plain(err), f.Close())
	}
	switch {
	case bytes.Equal(start, zipMagic):
		return openXLSX(f, path, say)
	case bytes.Equal(start, xlsMagic):
		err = errors.New("an old .xls workbook; save it as .xlsx or as CSV UTF-8")
	case bytes.HasPrefix(start, []byte{0xFF, 0xFE}), bytes.HasPrefix(start, []byte{0xFE, 0xFF}):
		err = errors.New("UTF-16 text; save it as CSV UTF-8")
	default:
		return newCSV(f, info.Size()), nil
	}
	return nil, errors.Join(err, f.Close())
}

// plain takes the path off a file error: the sentence that carries it names the file already.
func plain(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%s: %w", path.Op, path.Err)
	}
	return err
}
