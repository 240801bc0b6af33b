package table

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What would run in a spreadsheet is marked as a text, and reads back as it was.
func TestInertCells(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		`=HYPERLINK("https://evil.example","x")`: `'=HYPERLINK("https://evil.example","x")`, "@SUM(A1)": "'@SUM(A1)", "+cmd|' /C calc'!A0": "'+cmd|' /C calc'!A0",
		"-2+3": "'-2+3", "\t=1": "'\t=1", "\r=1": "'\r=1", "-0.50": "-0.50", "+5": "+5", "-3%": "-3%", "": "", "clips": "clips", "'s": "'s", "红": "红",
	} {
		if got := Inert(cell); got != want || live(got) != cell {
			t.Errorf("%q is written %q and read %q", cell, got, live(got))
		}
	}
}

// A rejected row runs nothing when its file is opened, and comes back as it was when it is imported again.
func TestRejectsAreInert(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "items.csv")
	cell := `=HYPERLINK("https://evil.example")`
	var written strings.Builder
	if err := csv.NewWriter(&written).WriteAll([][]string{{"sku", "title"}, {cell, "@SUM(A1)"}}); err != nil {
		t.Fatal(err)
	}
	schema := Schema{Required: []string{"sku", "title"}}
	src, err := openFile(t.Context(), inMemory{bytes.NewReader([]byte(written.String()))}, int64(written.Len()), schema, func(Reason) {})
	if err != nil {
		t.Fatal(err)
	}
	h, err := findHeader("", src, schema)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := nextFilled(src)
	if err != nil {
		t.Fatal(err)
	}
	r := newRejects(path, h, false, Options{Say: func(Reason) string { return "=1+1" }})
	r.add(rec, &RowError{Line: 2, Column: "sku", Reason: Because("table.empty", nil)})
	r.finish()
	raw, err := os.ReadFile(path + RejectsSuffix)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	for _, one := range rows[1] {
		if strings.ContainsAny(one[:1], formulaSigns) {
			t.Errorf("%q runs", one)
		}
	}
	err = ReadBytes(t.Context(), raw, schema, Reader{Take: func(row Row) error {
		if row.Get("sku") != cell || row.Get("title") != "@SUM(A1)" {
			t.Errorf("comes back as %q, %q", row.Get("sku"), row.Get("title"))
		}
		return nil
	}, Reject: func(why *RowError) error { return why }})
	if err != nil {
		t.Error(err)
	}
}
