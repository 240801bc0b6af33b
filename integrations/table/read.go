package table

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"
)

// Reader says what becomes of the rows of a file that is read without a database.
type Reader struct {
	// Take is given the rows in order. A *RowError rejects the row; any other error ends the reading and comes back.
	Take func(Row) error
	// Reject is given the rows that cannot be read, or that Take rejects. Its error ends the reading, too.
	Reject func(*RowError) error
	// Say is told what of the file is not read. May be nil.
	Say func(Reason)
}

// ReadBytes reads a file that came as bytes. Its error is one of Take or Reject, the context's, or the file's own: it
// cannot be read, lacks a required column, or goes beyond a bound (a [bounds.Error]).
func ReadBytes(ctx context.Context, data []byte, s Schema, r Reader) (err error) {
	src, err := openFile(ctx, inMemory{bytes.NewReader(data)}, int64(len(data)), s, func(why Reason) {
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
	for above := (&down{header: h}); ; {
		rec, err := nextFilled(src)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		row, err := h.row(above.fill(rec))
		if err == nil {
			err = r.Take(row)
		}
		if why, ok := errors.AsType[*RowError](err); ok {
			err = r.Reject(why)
		}
		if err != nil {
			return err
		}
	}
}

// Text gives a text file that came as bytes, whatever spreadsheets or editors saved it in; ok is false for anything else.
func Text(ctx context.Context, data []byte) (text string, ok bool) {
	in, err := decoded(ctx, inMemory{bytes.NewReader(data)})
	if err != nil {
		return "", false
	}
	all, err := io.ReadAll(in)
	if err != nil || !utf8.Valid(all) || bytes.IndexByte(all, 0) >= 0 {
		return "", false
	}
	return string(bytes.TrimPrefix(all, utf8BOM)), true
}
