package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/cmd/oldhand/app"
	"oldhand/evals"
	"oldhand/integrations/postgres/pgtest"
)

// TestEvalReplaysBasketsAndLeavesNothingBehind replays a few baskets, of one line and of many, on somebody's database.
func TestEvalReplaysBasketsAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeZipped(t, filepath.Join(dir, "retail_gift_lines.tsv.gz"), "description\tunit_price_gbp\tcountry\tquantity\n"+
		"MUG\t0.85\tFrance\t90\nBAG\t2.1\tFrance\t80\nLAMP\t7.65\tFrance\t70\nSTAR\t0.29\tFrance\t60\nHEART\t3.75\tFrance\t50\nTIN\t1.25\tFrance\t40\n")
	writeZipped(t, filepath.Join(dir, "retail_baskets.txt.gz"), "a,b\na\na,b,c,d,e,f\nb,c\na,a,b\nf\nd,e\nc,b,a\na,f\nb,a,c,d,e\n")
	c := app.Config{Village: "village", DataDir: t.TempDir(), Origin: "义乌", EvalData: dir, DatabaseURL: pgtest.NewURL(t)}
	if err := c.Timezone.UnmarshalText([]byte("Asia/Shanghai")); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err := evalCommand{Suite: "replay", JSON: true}.Run(t.Context(), c, streams{strings.NewReader(""), &out, slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	var answer evalAnswer
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if !answer.OK || len(answer.Suites) != 1 || len(answer.Suites[0].Failures) > 0 {
		t.Errorf("%+v", answer)
	}
	db, err := pgx.Connect(t.Context(), c.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	var left int
	if err := db.QueryRow(t.Context(), `SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'eval%'`).Scan(&left); err != nil || left > 0 {
		t.Errorf("%d villages were left behind, %v", left, err)
	}
}

func TestEvalFailsBelowAFloor(t *testing.T) {
	t.Parallel()
	answer := evalAnswer{OK: true, Suites: []evals.Result{{Suite: "find", Scores: []evals.Score{{Name: "hit@1", Value: 0.5, Floor: 0.9, Cases: 10}},
		Failures: []string{"mugs"}}}}
	var out bytes.Buffer
	if err := (evalCommand{Failures: true}).print(streams{out: &out}, answer); !errors.Is(err, errBelowFloor) {
		t.Errorf("error %v", err)
	}
	for _, want := range []string{"hit@1", "0.500", "0.900", "TOO LOW", "find: mugs"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

func TestEvalSaysWhatItLacks(t *testing.T) {
	t.Parallel()
	suites, answer, err := evalCommand{}.choose(app.Config{})
	if err != nil || len(suites) == 0 || len(answer.LeftOut) == 0 || !strings.Contains(answer.LeftOut[0].Reason, "OLDHAND_EVAL_DATA") {
		t.Errorf("%v, %+v, %v", suites, answer, err)
	}
	if _, _, err := (evalCommand{Suite: "replay"}).choose(app.Config{EvalData: t.TempDir()}); err == nil || !strings.Contains(err.Error(), "retail_gift_lines") {
		t.Errorf("replay without data: %v", err)
	}
	if _, _, err := (evalCommand{Suite: "nonsense"}).choose(app.Config{}); err == nil || !strings.Contains(err.Error(), "understand") {
		t.Errorf("no such suite: %v", err)
	}
}

func writeZipped(t *testing.T, name, text string) {
	t.Helper()
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, zipped.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
