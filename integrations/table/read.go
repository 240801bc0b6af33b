package table

import (
	"errors"
	"io"
	"os"
)

// Read gives the rows of one file to take, in order, without a database. A row that cannot be read, and one for which
// take gives a *RowError, goes to reject; any other error of take ends the reading and comes back. Else an error is the
// file's own: it cannot be read, or it lacks a required column.
func Read(file string, s Schema, take func(Row) error, reject func(*RowError)) (err error) {
	src, err := open(file, func(string, ...any) {})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.close()) }()
	run := run{schema: s}
	h, err := run.header(file, src)
	if err != nil {
		return err
	}
	for {
		rec, err := src.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if rec.blank() {
			continue
		}
		row, err := h.row(rec)
		if err == nil {
			err = take(row)
		}
		var why *RowError
		if errors.As(err, &why) {
			reject(why)
			continue
		}
		if err != nil {
			return err
		}
	}
}

// ReadBytes is Read of a file that came as bytes.
func ReadBytes(data []byte, s Schema, take func(Row) error, reject func(*RowError)) (err error) {
	file, err := os.CreateTemp("", "oldhand-table-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(file.Name())) }()
	if _, err := file.Write(data); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := file.Close(); err != nil {
		return err
	}
	return Read(file.Name(), s, take, reject)
}
