package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/backup"
	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
)

// From somebody's database into a private server, and from there back into a database: what one finds, quotes and lists is
// the same.
func TestAVillageMovesWithItsBackup(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	if _, err := says(t, c, importNotes{importFiles{Files: []string{"../../e2e/testdata/village/notes"}}}); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(c.DataDir, "chat"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.DataDir, "chat", "chats.jsonl"), []byte("{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	asked := func(c app.Config) string {
		t.Helper()
		var all strings.Builder
		q := queryFlags{Lang: "en", JSON: true}
		for _, verb := range []runner{findCommand{q, []string{"clip"}}, quoteCommand{queryFlags: q, To: "Chengdu", Weight: "1.2kg", On: "2026-11-23"},
			askCommand{q, []string{"who pays the courier for a return?"}}, peopleList{peopleFlags{JSON: true}}} {
			out, err := says(t, c, verb)
			if err != nil {
				t.Fatal(err)
			}
			all.WriteString(out)
		}
		chats, err := os.ReadFile(filepath.Join(c.DataDir, "chat", "chats.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		return all.String() + string(chats)
	}
	want := asked(c)
	private, back := c, c
	private.DatabaseURL, private.DataDir = "", t.TempDir()
	back.DatabaseURL, back.DataDir = pgtest.NewURL(t), t.TempDir()
	for _, way := range []struct{ from, to app.Config }{{c, private}, {private, back}} {
		file := filepath.Join(t.TempDir(), "village.backup")
		out, err := says(t, way.from, backupCommand{File: file, JSON: true})
		var m backup.Manifest
		if err != nil || json.Unmarshal([]byte(out), &m) != nil || m.Village != pgtest.Village || m.Made.IsZero() {
			t.Fatalf("%s, %v", out, err)
		}
		if out, err := says(t, way.to, restoreCommand{File: file}); err != nil || !strings.Contains(out, "village village") {
			t.Fatalf("%s, %v", out, err)
		}
		if got := asked(way.to); got != want {
			t.Errorf("brought back:\n%s\nwas:\n%s", got, want)
		}
		if _, err := says(t, way.to, restoreCommand{File: file}); !errors.Is(err, backup.ErrNotEmpty) || !strings.Contains(err.Error(), "--replace") {
			t.Errorf("over a village: %v", err)
		}
		if _, err := says(t, way.to, restoreCommand{File: file, Replace: true}); err != nil {
			t.Errorf("over a village, on purpose: %v", err)
		}
	}
	if got := asked(back); got != want {
		t.Errorf("replaced:\n%s\nwas:\n%s", got, want)
	}
}

func TestNoBackupOfNothing(t *testing.T) {
	t.Parallel()
	c := app.Config{Village: pgtest.Village, DataDir: filepath.Join(t.TempDir(), "data")}
	file := filepath.Join(t.TempDir(), "village.backup")
	if _, err := says(t, c, backupCommand{File: file}); err == nil || !strings.Contains(err.Error(), "no village yet") {
		t.Errorf("%v", err)
	}
	for _, path := range []string{c.DataDir, file} {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestNothingIsRestoredWhileSomebodyServes(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	file := filepath.Join(t.TempDir(), "village.backup")
	if _, err := says(t, c, backupCommand{File: file}); err != nil {
		t.Fatal(err)
	}
	release, err := postgres.Claim(c.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if _, err := says(t, c, restoreCommand{File: file, Replace: true}); !errors.Is(err, postgres.ErrInUse) {
		t.Errorf("%v", err)
	}
}
