package main

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/postgres"
	"oldhand/integrations/postgres/pgtest"
)

func TestAModelHalfSet(t *testing.T) {
	t.Parallel()
	for _, c := range []app.Config{{LLMURL: "http://127.0.0.1/v1"}, {LLMModel: "m"}, {LLMKey: "k"}, {LLMURL: "127.0.0.1:1", LLMModel: "m"}, {LLMURL: "/v1", LLMModel: "m"}} {
		if _, err := app.OpenModels(c, nil); err == nil || !strings.Contains(err.Error(), "OLDHAND_LLM_URL") {
			t.Errorf("%+v: %v", c, err)
		}
		if _, err := (checkup{Config: c}).checkModel(t.Context()); err == nil {
			t.Errorf("%+v is well", c)
		}
	}
}

// A look makes nothing: no data folder, no database, no tables.
func TestTheDoctorMakesNothing(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	c.Listen = "127.0.0.1:0"
	c.DataDir = filepath.Join(t.TempDir(), "not", "there")
	fresh := c
	fresh.DatabaseURL = ""
	for _, look := range []struct {
		c    app.Config
		want []string
	}{
		{fresh, []string{"data folder: " + c.DataDir + " is not there yet and can be made", "database: none yet; serve makes it with PostgreSQL "}},
		{c, []string{" is free", " items, 9 rate rows, 0 passages, 1 people"}},
	} {
		out, err := says(t, look.c, doctorCommand{})
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		for _, want := range look.want {
			if !strings.Contains(out, want) {
				t.Errorf("no %q in\n%s", want, out)
			}
		}
		if _, err := os.Stat(filepath.Dir(c.DataDir)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a folder was made: %v", err)
		}
	}
}

func TestTheDoctorLooksAtAnotherVersionsVillage(t *testing.T) {
	t.Parallel()
	c := app.Config{Village: pgtest.Village, DatabaseURL: pgtest.NewURL(t)}
	connection, err := postgres.Connect(t.Context(), c.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(context.Background())
	for _, step := range []struct{ statement, saw, wrong string }{
		{`UPDATE village.schema_version SET version = 3`, "tables of version 3, which the next start brings to ", ""},
		{`UPDATE village.schema_version SET version = 4711`, "", "newer oldhand: its tables have version 4711"},
		{`DROP SCHEMA village CASCADE`, "no village village yet", ""},
		{`DROP EXTENSION vector`, "no village village yet", ""},
	} {
		if _, err := connection.Exec(t.Context(), step.statement); err != nil {
			t.Fatal(err)
		}
		saw, err := (checkup{Config: c}).checkDatabase(t.Context())
		if !strings.Contains(saw, step.saw) || (err != nil) != (step.wrong != "") || err != nil && !strings.Contains(err.Error(), step.wrong) {
			t.Errorf("%s: %q, %v", step.statement, saw, err)
		}
	}
	var left int
	if err := connection.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = 'village')
		+ (SELECT count(*) FROM pg_extension WHERE extname = 'vector')`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d things were made, %v", left, err)
	}
}

func TestTheDoctorSeesWhoServes(t *testing.T) {
	t.Parallel()
	c := app.Config{DataDir: t.TempDir()}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	c.Listen = taken.Addr().String()
	if _, err := (checkup{Config: c}).checkAddress(t.Context()); err == nil {
		t.Error("a taken address is free")
	}
	for range 2 { // also with the lock of one who has gone
		release, err := postgres.Claim(c.DataDir)
		if err != nil {
			t.Fatal(err)
		}
		if saw, err := (checkup{Config: c}).checkAddress(t.Context()); err != nil || saw != "oldhand is serving" {
			t.Errorf("%q, %v", saw, err)
		}
		release()
		if _, err := (checkup{Config: c}).checkAddress(t.Context()); err == nil {
			t.Error("nobody serves any more")
		}
	}
}

func TestTheDoctorSeesAFolderThatCannotBe(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "data")} {
		if saw, err := (checkup{Config: app.Config{DataDir: dir}}).checkFolder(t.Context()); err == nil {
			t.Errorf("%s: %s", dir, saw)
		}
	}
}
