package table

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// Reader says what becomes of the rows of a file that is read without a database.
type Reader struct {
	// Take is given the rows in order. A *RowError rejects the row; any other error ends the reading and comes back.
	Take func(Row) error
	// Reject is given the rows that cannot be read, or that Take rejects.
	Reject func(*RowError)
	// Say is told what of the file is not read. May be nil.
	Say func(Reason)
}

// ReadBytes reads a file that came as bytes. Its error is one of Take, or the file's own: it cannot be read, or lacks a
// required column.
func ReadBytes(data []byte, s Schema, r Reader) (err error) {
	src, err := openFile(inMemory{bytes.NewReader(data)}, int64(len(data)), func(why Reason) {
		if r.Say != nil {
			r.Say(why)
		}
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.close()) }()
	h, err := findHeader("", src, s)
	if err != nil {
		return err
	}
	for {
		rec, err := nextFilled(src)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		row, err := h.row(rec)
		if err == nil {
			err = r.Take(row)
		}
		if why, ok := errors.AsType[*RowError](err); ok {
			r.Reject(why)
		} else if err != nil {
			return err
		}
	}
}

// Text gives a text file that came as bytes, whatever spreadsheets or editors saved it in; ok is false for anything else.
func Text(data []byte) (text string, ok bool) {
	in, err := decoded(inMemory{bytes.NewReader(data)})
	if err != nil {
		return "", false
	}
	all, err := io.ReadAll(in)
	if err != nil || !utf8.Valid(all) || bytes.IndexByte(all, 0) >= 0 {
		return "", false
	}
	return string(bytes.TrimPrefix(all, utf8BOM)), true
}
