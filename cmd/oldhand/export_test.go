package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/cmd/oldhand/app"
	"oldhand/intents/meaning"
	"oldhand/intents/misread"
)

func TestExportedRatesImportAsUnchanged(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	file := filepath.Join(t.TempDir(), "rates.csv")
	var printed strings.Builder
	s := streams{in: strings.NewReader(""), out: &printed, log: slog.New(slog.DiscardHandler)}
	for _, out := range []string{file, ""} {
		if err := (exportRates{Out: out}).Run(t.Context(), c, s); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(file)
	if err != nil || string(written) != printed.String() {
		t.Errorf("%v: the file and what is printed differ:\n%s\n%s", err, written, printed.String())
	}
	book := filepath.Join(t.TempDir(), "rates.XLSX")
	if err := (exportRates{Out: book}).Run(t.Context(), c, s); err != nil {
		t.Fatal(err)
	}
	for _, exported := range []string{file, book} {
		printed.Reset()
		importing := importRates{importFiles{importFlags{JSON: true}, []string{exported}}}
		if err := importing.Run(t.Context(), c, s); err != nil {
			t.Fatal(err)
		}
		if want := `"new":0,"changed":0,"unchanged":9,"rejected":0}`; !strings.Contains(printed.String(), want) {
			t.Errorf("%s: %s, want %s", exported, printed.String(), want)
		}
	}
	if err := writeWhole(file, func(io.Writer) error { return os.ErrInvalid }); err == nil {
		t.Error("a failed export is none")
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != string(written) {
		t.Errorf("a failed export changed the file: %v", err)
	}
}

// What was misread comes out as it went in, readable by its owner alone.
func TestExportedMessagesAreMarked(t *testing.T) {
	t.Parallel()
	c := testVillage(t)
	var printed strings.Builder
	s := streams{in: strings.NewReader(""), out: &printed, log: slog.New(slog.DiscardHandler)}
	const marked = "⟦order|⟨item:红色发夹⟩来⟨qty:20个⟩⟧，<b>谢谢"
	words, acts, err := meaning.Unmarked(marked)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	reading := meaning.Reading{Commands: []meaning.Command{meaning.Order{}, meaning.Thanks{}}, Acts: acts}
	err = app.With(t.Context(), c, s.log, func(v *app.Services) error {
		m, ok := misread.Of(words, meaning.Context{Role: "oldhand", Now: at, Focus: meaning.Focus{Said: "list of items"}}, reading)
		if !ok {
			t.Fatal("not kept")
		}
		return pgx.BeginFunc(t.Context(), v.Pool, func(tx pgx.Tx) error { return v.Misread.Keep(t.Context(), tx, m, misread.Declined) })
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "messages.jsonl")
	for _, out := range []string{file, ""} {
		if err := (exportMessages{File: out}).Run(t.Context(), c, s); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(file)
	if err != nil || string(written) != printed.String() {
		t.Errorf("%v: the file and what is printed differ:\n%s\n%s", err, written, printed.String())
	}
	if stat, err := os.Stat(file); err != nil || stat.Mode() != 0o600 {
		t.Errorf("%v, %v", stat.Mode(), err)
	}
	var got map[string]any
	if err := json.Unmarshal(written, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"m": marked, "lang": "zh", "ctx": "list of items", "who": "old hand", "understood": []any{"order", "thanks"}, "why": "declined", "at": "2026-11-23T09:00:00Z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	bare, again, err := meaning.Unmarked(got["m"].(string))
	if diff := cmp.Diff(acts, again); err != nil || bare != words || diff != "" {
		t.Errorf("%s, %v\n%s", bare, err, diff)
	}
}
