package table

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// cellsOf gives the values of a row's cells.
func cellsOf(t *testing.T, p parts, row string) []string {
	t.Helper()
	p[sheetXML] = "<worksheet><sheetData><row>" + row + "</row></sheetData></worksheet>"
	data := made(t, p)
	src, err := openXLSX(t.Context(), inMemory{bytes.NewReader(data)}, int64(len(data)), Schema{}, func(Reason) {})
	if err != nil {
		t.Fatal(err)
	}
	defer src.close()
	rec, err := src.next()
	if err != nil {
		t.Fatal(err)
	}
	return rec.cells
}

func TestCellsAsOtherProgramsWriteThem(t *testing.T) {
	t.Parallel()
	shared := parts{"xl/sharedStrings.xml": `<sst xmlns="main"><si><t>plain</t></si><si><r><rPr><b/></rPr><t>two </t></r><r><t xml:space="preserve">pieces</t></r></si>
		<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si/><si><t>a_x000D_b _x4E2D_ _x005F_x000D_</t></si></sst>`}
	for name, c := range map[string]struct {
		row  string
		want []string
	}{
		"shared":            {`<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>4</v></c>`, []string{"plain", "two pieces", "東京", "a\rb 中 _x000D_"}},
		"gaps":              {`<c r="A2"><v>1</v></c><c r="C2" t="str"><f>B1</f><v>x</v></c>`, []string{"1", "", "x"}},
		"blank at the end":  {`<c r="A2"><v>1</v></c><c r="C2" t="s"><v>3</v></c><c r="ZZ2"/>`, []string{"1"}},
		"inline":            {`<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>`, []string{"ab"}},
		"true, error, date": {`<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-11-01T00:00:00Z</v></c>`, []string{"1", "#N/A", "2026-11-01"}},
		"a prefix":          {`<x:c xmlns:x="main" r="B2"><x:v>7</x:v></x:c>`, []string{"", "7"}},
	} {
		if diff := cmp.Diff(c.want, cellsOf(t, shared, c.row)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestNumbersAsTheirFormatShowsThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ id, code, stored, want string }{
		{"0", "", "1.1000000000000001", "1.1"}, {"2", "", "7", "7.00"}, {"4", "", "12.5", "12.50"}, {"4", "", "1234.5", "1234.5"},
		{"14", "", "46327", "2026-11-01"}, {"31", "", "46327", "2026-11-01"}, {"22", "", "46327.5", "2026-11-01 12:00"}, {"17", "", "46327", "46327"},
		{"164", `[$-804]yyyy"年"m"月"d"日";@`, "46327", "2026-11-01"}, {"164", `dddd, mmmm yyyy`, "46327", "46327"}, {"164", "h:mm", "0.5", "0.5"},
		{"164", `"day" 0`, "46327", "46327"}, {"164", "0000", "-7", "-0007"}, {"164", "000.0", "7.25", "7.25"}, {"164", "0;[Red]-0", "7", "7"},
		{"164", "0." + strings.Repeat("0", 300), "7", "7"}, {"164", "yyyy-mm-dd", "9e15", "9000000000000000"},
	} {
		styles := parts{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="` + strings.ReplaceAll(c.code, `"`, "&quot;") +
			`"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="` + c.id + `"/></cellXfs></styleSheet>`}
		if diff := cmp.Diff([]string{c.want}, cellsOf(t, styles, `<c s="1"><v>`+c.stored+`</v></c>`)); diff != "" {
			t.Errorf("%s %s of %s: %s", c.id, c.code, c.stored, diff)
		}
	}
}
