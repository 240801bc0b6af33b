package main

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
