package table

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrNothingRead says that none of the files could be read; why was told file by file.
var ErrNothingRead = errors.New("nothing could be read")

// Sink is what a subject does with the rows of one file, all within one transaction.
type Sink interface {
	// Take is given the rows in order. A *RowError (see [Row.Reject]) rejects that row alone; any other error gives up
	// the import. A statement that fails has spoilt the transaction, so a row is checked before it is written.
	Take(ctx context.Context, r Row) error
	// Finish writes what is still to be written and counts what became of the rows taken. Of several rows with the
	// same key the last one holds, and the earlier ones count as unchanged: so the sum is the rows taken, and the same
	// file once more is all unchanged.
	Finish(ctx context.Context) (Counts, error)
}

// Counts is what became of the rows that a Sink took.
type Counts struct {
	New       int
	Changed   int
	Unchanged int
}

// progressRows is how often an import tells its progress.
const progressRows = 200

// Import reads files, or folders of CSV and XLSX files, into the sinks that begin makes, one per file. A dry run does
// everything and then rolls back, and touches no rejects file. Files that cannot be read are told and left out; error:
// ErrNothingRead if that was all of them, or what the database said, in which case the files before are in.
func Import(ctx context.Context, pool *pgxpool.Pool, paths []string, s Schema, begin func(context.Context, pgx.Tx) (Sink, error), o Options) (Report, error) {
	run := run{pool: pool, schema: s, begin: begin, o: o}
	files := Files(paths, ".csv", ".xlsx")
	sizes := make([]int64, len(files))
	for i, file := range files {
		if info, err := os.Stat(file); err == nil {
			sizes[i] = info.Size()
			run.total += sizes[i]
		}
	}
	var report Report
	readable := false
	for i, file := range files {
		run.size = sizes[i]
		counted, err := run.file(ctx, file)
		run.before += run.size
		var unread *unreadError
		if errors.As(err, &unread) {
			o.Inform("table.unread", Data{"File": file, "Why": unread.err})
			continue
		}
		if err != nil {
			return report, fmt.Errorf("import %s: %w", file, err)
		}
		report.Add(counted)
		readable = true
		o.progress(run.before, run.total)
	}
	if !readable {
		return report, ErrNothingRead
	}
	return report, nil
}

// unreadError is a file's own fault; the other files go on.
type unreadError struct{ err error }

func (e *unreadError) Error() string { return e.err.Error() }

// unread says what is wrong with a file; that ctx ended is not its fault.
func unread(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &unreadError{err}
}

// run is one import over several files.
type run struct {
	pool   *pgxpool.Pool
	schema Schema
	begin  func(context.Context, pgx.Tx) (Sink, error)
	o      Options
	total  int64 // bytes of all files
	before int64 // bytes of the files that are done
	size   int64 // bytes of this file
}

func (r *run) file(ctx context.Context, file string) (Report, error) {
	src, err := open(ctx, file, r.schema, func(why Reason) { r.o.Inform("table.about", Data{"File": file, "Why": why}) })
	if err != nil {
		return Report{}, unread(ctx, err)
	}
	report, err := r.source(ctx, file, src)
	if closed := src.close(); err == nil && closed != nil {
		err = &unreadError{closed}
	}
	return report, err
}

func (r *run) source(ctx context.Context, file string, src source) (Report, error) {
	h, err := findHeader(file, src, r.schema)
	if err != nil {
		return Report{}, unread(ctx, err)
	}
	if len(h.unknown) > 0 {
		r.o.Inform("table.unused", Data{"File": file, "Columns": strings.Join(h.unknown, ", ")})
	}
	tx, err := r.pool.Begin(ctx)
	if err != nil {
		return Report{}, err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // after a commit it does nothing
	rejected := newRejects(file, h, src.bom(), r.o)
	report, err := r.rows(ctx, tx, src, h, rejected)
	if err == nil && !r.o.DryRun {
		err = tx.Commit(ctx)
	}
	switch {
	case err != nil:
		rejected.drop()
	case !r.o.DryRun:
		rejected.finish()
	}
	return report, err
}

func (r *run) rows(ctx context.Context, tx pgx.Tx, src source, h header, rejected *rejects) (Report, error) {
	sink, err := r.begin(ctx, tx)
	if err != nil {
		return Report{}, err
	}
	var report Report
	above := &down{header: h}
	for {
		rec, err := src.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Report{}, unread(ctx, Because("table.after", Data{"Rows": report.Read, "Why": err}))
		}
		if rec.blank() {
			continue
		}
		report.Read++
		rec = above.fill(rec)
		var why *RowError
		switch err := take(ctx, sink, h, rec); {
		case errors.As(err, &why):
			report.Rejected++
			r.reject(rejected, rec, why)
		case err != nil:
			return Report{}, err
		}
		if report.Read%progressRows == 0 {
			r.o.progress(r.before+int64(src.done()*float64(r.size)), r.total)
		}
	}
	if above.rows > 0 {
		r.o.Inform("table.down", Data{"File": h.file, "Rows": above.rows, "Columns": strings.Join(h.schema.Down, ", ")})
	}
	counts, err := sink.Finish(ctx)
	if err != nil {
		return Report{}, err
	}
	report.New, report.Changed, report.Unchanged = counts.New, counts.Changed, counts.Unchanged
	return report, nil
}

func take(ctx context.Context, sink Sink, h header, rec record) error {
	row, err := h.row(rec)
	if err != nil {
		return err
	}
	return sink.Take(ctx, row)
}

func (r *run) reject(rejected *rejects, rec record, why *RowError) {
	if r.o.Tell != nil {
		r.o.Tell(why.where())
	}
	if !r.o.DryRun {
		rejected.add(rec, why)
	}
}
