package knowledge

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/table"
)

// Import reads notes (Markdown, text, HTML, DOCX, PDF or folders of them) as docs/CONTRACT.md says, each file in a transaction
// of its own. The base name of a file is what it is cited by: a file of a known name replaces that note. A file that cannot
// be used is rejected alone. Error: table.ErrNothingRead if no path could be opened, or what the database said.
func (b *Base) Import(ctx context.Context, files []string, o table.Options) (table.Report, error) {
	i := importer{base: b, o: o, seen: make(map[string]seenFile)}
	paths := table.Files(files, extensions...)
	opened := false
	for n, path := range paths {
		var missing *fs.PathError
		switch err := i.file(ctx, path); {
		case errors.As(err, &missing):
			o.Inform("table.unread", table.Data{"File": path, "Why": missing.Err})
		case err != nil:
			return i.report, fmt.Errorf("import %s: %w", path, err)
		default:
			opened = true
		}
		if o.Progress != nil {
			o.Progress(n+1, len(paths))
		}
	}
	if !opened {
		return i.report, table.ErrNothingRead
	}
	return i.report, nil
}

type importer struct {
	base   *Base
	o      table.Options
	report table.Report
	seen   map[string]seenFile // by base name
}

type seenFile struct {
	path string
	hash [sha256.Size]byte
}

// file imports one file. Error: a *fs.PathError if it cannot be opened, or what the database said.
func (i *importer) file(ctx context.Context, path string) error {
	data, err := readFile(path)
	if fault, ok := asUnreadable(err); ok {
		return i.reject(path, fault)
	}
	if err != nil {
		return err
	}
	name := filepath.Base(path)
	this := seenFile{path, sha256.Sum256(data)}
	if other, ok := i.seen[name]; ok && other.hash != this.hash {
		return i.reject(path, &unreadable{reason: table.Because("notes.samename", table.Data{"Other": other.path})})
	}
	i.seen[name] = this
	return i.note(ctx, path, name, data)
}

func (i *importer) note(ctx context.Context, path, name string, data []byte) error {
	hash := fingerprint(data)
	known, same, err := i.base.known(ctx, name, hash)
	if err != nil {
		return err
	}
	if same {
		i.report.Read++
		i.report.Unchanged++
		return i.accept(path)
	}
	n, err := readNote(ctx, name, data)
	passages := split(n)
	if err == nil && len(passages) == 0 {
		err = reject("notes.nothing", nil)
	}
	if fault, ok := asUnreadable(err); ok {
		return i.reject(path, fault)
	}
	if err != nil {
		return err
	}
	return i.store(ctx, path, name, hash, known, n, passages)
}

func (i *importer) store(ctx context.Context, path, name string, hash []byte, known bool, n note, passages []passage) error {
	i.report.Read++
	what := "notes.new"
	if known {
		what = "notes.changed"
		i.report.Changed++
	} else {
		i.report.New++
	}
	if i.o.DryRun {
		i.o.Inform(what, table.Data{"File": path, "Passages": len(passages)})
		return nil
	}
	if err := i.base.put(ctx, name, hash, n.head, passages); err != nil {
		return err
	}
	return i.accept(path)
}

// known says whether there is a note of this name, and whether it is this very file.
func (b *Base) known(ctx context.Context, name string, hash []byte) (known, same bool, err error) {
	err = b.pool.QueryRow(ctx, `SELECT hash = $2 FROM notes WHERE file = $1`, name, hash).Scan(&same)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, false, nil
	}
	return err == nil, same, err
}

// put stores a note in place of the one of the same name. It is found by its words until Reembed has made its vectors, which
// takes far longer than anything else here.
func (b *Base) put(ctx context.Context, name string, hash []byte, h head, passages []passage) error {
	return pgx.BeginFunc(ctx, b.pool, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, `INSERT INTO notes (file, hash, title, title_en, title_zh, kind, date, expires)
			VALUES ($1, $2, $3, nullif($4, ''), nullif($5, ''), $6, $7, $8)
			ON CONFLICT (file) DO UPDATE SET hash = EXCLUDED.hash, title = EXCLUDED.title, title_en = EXCLUDED.title_en, title_zh = EXCLUDED.title_zh, kind = EXCLUDED.kind,
				date = EXCLUDED.date, expires = EXCLUDED.expires
			RETURNING id`, name, hash, h.Title, h.TitleEN, h.TitleZH, h.Kind, h.Date, h.Expires).Scan(&id)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM passages WHERE note_id = $1`, id); err != nil {
			return err
		}
		return b.insertPassages(ctx, tx, id, h.Title, passages, nil)
	})
}

// reject counts a file that cannot be used, and writes down why beside it.
func (i *importer) reject(path string, fault *unreadable) error {
	i.report.Read++
	i.report.Rejected++
	i.o.Inform("notes.rejected", table.Data{"File": path, "Why": fault.reason})
	if i.o.DryRun {
		return nil
	}
	own, other := i.rejectsPaths(path)
	written := own
	err := writeReject(own, path, fault, i.o)
	if err != nil && other != "" {
		written = other
		err = writeReject(other, path, fault, i.o)
	}
	if err != nil {
		i.o.Inform("notes.rejects.lost", table.Data{"File": written, "Why": err})
		return nil
	}
	i.o.Inform("notes.rejects", table.Data{"File": written})
	return nil
}

// accept takes away what an earlier import wrote about a file that is good now.
func (i *importer) accept(path string) error {
	if i.o.DryRun {
		return nil
	}
	own, other := i.rejectsPaths(path)
	for _, p := range []string{own, other} {
		if p == "" {
			continue
		}
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			i.o.Inform("table.rejects.old", table.Data{"Why": err})
		}
	}
	return nil
}

// rejectsPaths gives where a file's rejects belong, and where they go if they cannot be there; the latter may be "".
func (i *importer) rejectsPaths(path string) (own, other string) {
	own = path + table.RejectsSuffix
	if i.o.RejectsDir != "" {
		other = filepath.Join(i.o.RejectsDir, filepath.Base(own))
	}
	return own, other
}

func writeReject(to, path string, fault *unreadable, o table.Options) error {
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	line := ""
	if fault.line > 0 {
		line = strconv.Itoa(fault.line)
	}
	return errors.Join(w.WriteAll([][]string{
		{"file", "reject_line", "reject_column", "reject_reason"},
		table.AllInert([]string{filepath.Base(path), line, fault.column, o.Words(fault.reason)}),
	}), f.Close())
}
