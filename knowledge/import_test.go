package knowledge

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"oldhand/bot/phrases"
	"oldhand/integrations/models"
	"oldhand/integrations/postgres/pgtest"
	"oldhand/integrations/table"
)

// desk is a folder of notes and the knowledge made of it.
type desk struct {
	*testing.T
	base *Base
	dir  string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return &desk{t, New(pgtest.New(t), models.BuiltIn()), t.TempDir()}
}

func (d *desk) write(name, content string) string {
	d.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		d.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		d.Fatal(err)
	}
	return path
}

// want imports the folder and compares the counts; it gives what was told.
func (d *desk) want(want table.Report, o table.Options) string {
	d.Helper()
	var told strings.Builder
	o.Say = func(why table.Reason) string { return phrases.Tell(phrases.English, why) }
	o.Tell = func(what table.Reason) { told.WriteString(o.Say(what) + "\n") }
	got, err := d.base.Import(d.Context(), []string{d.dir}, o)
	if err != nil || got != want {
		d.Fatalf("%+v, want %+v; %v\n%s", got, want, err, told.String())
	}
	return told.String()
}

func (d *desk) count(sql string) int {
	d.Helper()
	var n int
	if err := d.base.pool.QueryRow(d.Context(), sql).Scan(&n); err != nil {
		d.Fatal(err)
	}
	return n
}

func TestImportTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.md", "# Kites\n\nHold the string.\n\nMind the trees.\n")
	d.write("deep/b.txt", "One tip.\n")
	d.write("deep/picture.png", "not a note")
	d.want(table.Report{Read: 2, New: 2}, table.Options{})
	d.want(table.Report{Read: 2, Unchanged: 2}, table.Options{})
	if n := d.count(`SELECT count(*) FROM passages`); n != 3 {
		t.Errorf("%d passages", n)
	}
}

func TestChangedFileReplacesItsPassages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.md", "# Kites\n\nHold the string.\n\nMind the trees.\n")
	d.want(table.Report{Read: 1, New: 1}, table.Options{})
	d.write("a.md", "# Kites\n\nLet go of the string.\n")
	d.want(table.Report{Read: 1, Changed: 1}, table.Options{})
	if _, err := d.base.Reembed(d.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if n := d.count(`SELECT count(*) FROM passages JOIN passage_vectors ON passage_id = id WHERE quote = 'Let go of the string.' AND model = 'oldhand-1024-2'`); n != 1 {
		t.Errorf("%d passages", n)
	}
	if n := d.count(`SELECT count(*) FROM passages`); n != 1 {
		t.Errorf("%d passages in all", n)
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.md", "A tip.\n")
	bad := d.write("b.md", "\xff")
	told := d.want(table.Report{Read: 2, New: 1, Rejected: 1}, table.Options{DryRun: true})
	if !strings.Contains(told, "a.md: new, 1 passages") || !strings.Contains(told, "b.md is rejected: in an encoding") {
		t.Error(told)
	}
	if n := d.count(`SELECT count(*) FROM notes`); n != 0 {
		t.Errorf("%d notes", n)
	}
	if _, err := os.Stat(bad + table.RejectsSuffix); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestBadFilesAreRejectedAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("good.md", "A tip.\n")
	bad := d.write("bad.md", "one\n\x00\n")
	d.write("broken.docx", "PK")
	d.write("empty.txt", "\n")
	d.write("huge.txt", strings.Repeat("x", maxFile+1))
	d.want(table.Report{Read: 5, New: 1, Rejected: 4}, table.Options{})
	reason, err := os.ReadFile(bad + table.RejectsSuffix)
	if err != nil || string(reason) != "file,reject_line,reject_column,reject_reason\nbad.md,2,,not text in UTF-8: it holds a NUL\n" {
		t.Errorf("%s%v", reason, err)
	}
	d.write("bad.md", "mended\n")
	d.want(table.Report{Read: 5, New: 1, Unchanged: 1, Rejected: 3}, table.Options{})
	if _, err := os.Stat(bad + table.RejectsSuffix); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the old rejects file is still there")
	}
}

func TestRejectedFileLeavesTheOldNote(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.md", "A tip.\n")
	d.want(table.Report{Read: 1, New: 1}, table.Options{})
	d.write("a.md", "A tip\x00.\n")
	d.want(table.Report{Read: 1, Rejected: 1}, table.Options{})
	if n := d.count(`SELECT count(*) FROM passages`); n != 1 {
		t.Errorf("%d passages", n)
	}
}

func TestTwoFilesOfOneName(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("one/a.md", "A tip.\n")
	d.write("two/a.md", "Another tip.\n")
	d.write("x/same.md", "The same.\n")
	d.write("y/same.md", "The same.\n")
	told := d.want(table.Report{Read: 4, New: 2, Unchanged: 1, Rejected: 1}, table.Options{})
	if !strings.Contains(told, filepath.Join("one", "a.md")+" has the same") {
		t.Error(told)
	}
}

func TestNothingToRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, paths := range [][]string{nil, {d.dir}, {filepath.Join(d.dir, "missing.md")}} {
		if _, err := d.base.Import(t.Context(), paths, table.Options{}); !errors.Is(err, table.ErrNothingRead) {
			t.Errorf("%q: %v", paths, err)
		}
	}
}

func TestRejectsGoElsewhereWhereTheyMust(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	elsewhere := t.TempDir()
	bad := d.write("bad.md", "\xff")
	if err := os.Mkdir(bad+table.RejectsSuffix, 0o755); err != nil { // a folder of that name: nothing can be written there
		t.Fatal(err)
	}
	told := d.want(table.Report{Read: 1, Rejected: 1}, table.Options{RejectsDir: elsewhere})
	if _, err := os.Stat(filepath.Join(elsewhere, "bad.md"+table.RejectsSuffix)); err != nil || !strings.Contains(told, elsewhere) {
		t.Error(err, told)
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.md", "A tip.\n")
	d.write("b.md", "B tip.\n")
	var steps []int
	d.want(table.Report{Read: 2, New: 2}, table.Options{Progress: func(done, total int) { steps = append(steps, done*10+total) }})
	if len(steps) != 2 || steps[0] != 12 || steps[1] != 22 {
		t.Error(steps)
	}
}
