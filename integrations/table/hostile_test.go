package table

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"oldhand/integrations/bounds"
)

// parts are those of a workbook, by name; what is not given is as small as can be.
type parts map[string]string

const (
	sheetXML  = "xl/worksheets/sheet1.xml"
	headerRow = `<row r="1"><c r="A1" t="inlineStr"><is><t>address</t></is></c></row>`
)

// rowsXML is a sheet of rows below a row of names.
func rowsXML(rows string) string {
	return "<worksheet><sheetData>" + headerRow + rows + "</sheetData></worksheet>"
}

// made makes a workbook with the pen of somebody who means no good.
func made(t *testing.T, p parts) []byte {
	t.Helper()
	all := parts{
		"_rels/.rels":     `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
			<Relationship Id="r2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>`,
		sheetXML: rowsXML(""),
	}
	for name, text := range p {
		all[name] = text
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unfold reads a workbook to its end and gives the widest row, how many bytes were unfolded, and how it ended.
func unfold(ctx context.Context, data []byte) (rows, widest int, unfolded int64, err error) {
	src, err := openXLSX(ctx, inMemory{bytes.NewReader(data)}, int64(len(data)), Schema{}, func(Reason) {})
	if err != nil {
		return 0, 0, 0, err
	}
	defer src.close()
	for {
		rec, err := src.next()
		unfolded = src.(*xlsxSource).sheet.book.archive.Unfolded()
		if errors.Is(err, io.EOF) {
			return rows, widest, unfolded, nil
		}
		if err != nil {
			return rows, widest, unfolded, err
		}
		rows, widest = rows+1, max(widest, len(rec.cells))
	}
}

// repeated writes text for every number from 1 to n, with a word that does not fold well.
func repeated(n int, text func(i int, word string) string) string {
	var b strings.Builder
	words := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		b.WriteString(text(i+1, fmt.Sprintf("%x", words.Uint32())))
	}
	return b.String()
}

func TestWorkbooksBeyondABoundAreRefused(t *testing.T) {
	t.Parallel()
	inline := func(cell, text string) string {
		return `<row r="2"><c r="` + cell + `" t="inlineStr"><is>` + text + `</is></c></row>`
	}
	long := strings.Repeat("x", 10_000)
	for name, c := range map[string]struct {
		parts func() parts
		code  string
		most  int64 // bytes unfolded
	}{
		"zip bomb": {func() parts { return parts{sheetXML: rowsXML(strings.Repeat(" ", 65<<20))} }, "bounds.unfolded", 0},
		"zip bomb among pictures": {func() parts {
			return parts{"xl/media/1.png": strings.Repeat("\x00", 40<<20), "xl/media/2.png": strings.Repeat("\x00", 40<<20)}
		}, "bounds.unfolded", 0},
		"blank cells that fold to nothing": {func() parts {
			return parts{sheetXML: rowsXML(`<row r="2">` + strings.Repeat("<c/>", 4<<20) + "</row>")}
		}, "bounds.ratio", 0},
		"a cell of a megabyte": {func() parts { return parts{sheetXML: rowsXML(inline("A2", "<t>"+strings.Repeat(long, 90)+"</t>"))} }, "bounds.cell", 300 << 10},
		"a cell of many pieces": {func() parts {
			return parts{sheetXML: rowsXML(inline("A2", strings.Repeat("<r><t>"+long+"</t></r>", 80)))}
		}, "bounds.cell", 60 << 10},
		"a cell of many values": {func() parts {
			return parts{sheetXML: rowsXML(`<row r="2"><c><v>` + strings.Repeat(long+"<!-- -->", 80) + `</v></c></row>`)}
		}, "bounds.cell", 60 << 10},
		"a giant shared text": {func() parts {
			return parts{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat(long, 90) + "</t></si></sst>"}
		}, "bounds.cell", 0},
		"a shared text of many pieces": {func() parts {
			return parts{"xl/sharedStrings.xml": "<sst><si>" + strings.Repeat("<t>"+long+"</t>", 80) + "</si></sst>"}
		}, "bounds.cell", 0},
		"a million shared texts and one": {func() parts {
			return parts{"xl/sharedStrings.xml": "<sst>" + repeated(1_000_001, func(_ int, w string) string { return "<si><t>" + w + "</t></si>" }) + "</sst>"}
		}, "bounds.strings", 0},
		"one text in every cell": {func() parts {
			cells := repeated(3_000, func(i int, _ string) string { return fmt.Sprintf(`<row r="%d"><c t="s"><v>0</v></c></row>`, i+1) })
			return parts{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat("x", 32_000) + "</t></si></sst>", sheetXML: rowsXML(cells)}
		}, "bounds.text", 200 << 10},
		"16384 columns": {func() parts {
			return parts{sheetXML: rowsXML(`<row r="2">` + repeated(16_384, func(_ int, w string) string { return "<c t='str'><v>" + w + "</v></c>" }) + "</row>")}
		}, "bounds.columns", 30 << 10},
		"a value in the last column": {func() parts { return parts{sheetXML: rowsXML(inline("XFD2", "<t>x</t>"))} }, "bounds.columns", 10 << 10},
		"a million blank rows": {func() parts {
			return parts{sheetXML: rowsXML(repeated(1_000_000, func(i int, w string) string { return fmt.Sprintf(`<row r="%d" x="%s"/>`, i+1, w) }))}
		}, "bounds.blank", 4 << 20},
		"a million rows of blank cells": {func() parts {
			return parts{sheetXML: rowsXML(repeated(1_000_000, func(i int, w string) string { return fmt.Sprintf(`<row x="%s"><c s="1"/></row>`, w) }))}
		}, "bounds.blank", 4 << 20},
		"depth": {func() parts { return parts{sheetXML: strings.Repeat("<a>", 100_000)} }, "bounds.deep", 10 << 10},
		"a thousand sheets and more": {func() parts {
			return parts{"xl/workbook.xml": "<workbook>" + strings.Repeat(`<sheet name="A" r:id="r1"/>`, 1_001) + "</workbook>"}
		}, "bounds.sheets", 0},
		"a thousand parts for sheets": {func() parts {
			return parts{"xl/_rels/workbook.xml.rels": "<a>" + repeated(1_001, func(i int, _ string) string {
				return fmt.Sprintf(`<Relationship Id="r%d" Type="worksheet" Target="worksheets/sheet1.xml"/>`, i)
			}) + "</a>"}
		}, "bounds.sheets", 0},
		"formats of cells": {func() parts {
			return parts{"xl/styles.xml": "<styleSheet><cellXfs>" + strings.Repeat("<xf/>", 65_537) + "</cellXfs></styleSheet>"}
		}, "bounds.formats", 0},
		"codes of formats": {func() parts {
			return parts{"xl/styles.xml": "<styleSheet><numFmts>" + repeated(65_537, func(i int, w string) string { return fmt.Sprintf(`<numFmt numFmtId="%d" formatCode="0%s"/>`, i, w) }) +
				"</numFmts></styleSheet>"}
		}, "bounds.formats", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, unfolded, err := unfold(t.Context(), made(t, c.parts()))
			if bound, ok := errors.AsType[bounds.Error](err); !ok || bound.Code != c.code {
				t.Errorf("%v instead of %s", err, c.code)
			}
			if unfolded > c.most+maxMergedSheet { // which is looked through for merged cells before it is read
				t.Errorf("%d bytes were unfolded", unfolded)
			}
		})
	}
}

func TestWhatIsOnlyColouredCostsNothing(t *testing.T) {
	t.Parallel()
	rows := repeated(5_000, func(i int, w string) string {
		return fmt.Sprintf(`<row r="%d"><c r="A%d" t="str"><v>%s</v></c><c r="XFD%d" s="1"/></row>`, 200*i, 200*i, w, 200*i)
	})
	got, widest, _, err := unfold(t.Context(), made(t, parts{sheetXML: rowsXML(rows)}))
	if err != nil || got != 5_001 || widest != 1 {
		t.Errorf("%d rows of %d, %v", got, widest, err)
	}
}

func TestBrokenWorkbooksAreTold(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]parts{
		"a text that is not there":    {sheetXML: rowsXML(`<row r="2"><c t="s"><v>7</v></c></row>`)},
		"a sheet that ends too early": {sheetXML: "<worksheet><sheetData>" + headerRow + `<row r="2"><c><v>1`},
		"a sheet that is not there":   {"xl/_rels/workbook.xml.rels": `<a><Relationship Id="r1" Type="worksheet" Target="none.xml"/></a>`},
		"no sheet":                    {"xl/workbook.xml": `<workbook/>`},
		"no workbook":                 {"_rels/.rels": `<a><Relationship Type="officeDocument" Target="none.xml"/></a>`},
	} {
		if rows, _, _, err := unfold(t.Context(), made(t, p)); err == nil {
			t.Errorf("%s: %d rows", name, rows)
		}
	}
}

func TestAWorkbookIsGivenUpWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	data := made(t, parts{sheetXML: rowsXML(repeated(20_000, func(i int, w string) string { return "<row><c><v>" + w + "</v></c></row>" }))})
	rows := 0
	err := ReadBytes(ctx, data, Schema{Required: []string{"address"}}, Reader{
		Take:   func(Row) error { rows++; cancel(); return nil },
		Reject: func(e *RowError) error { return e },
	})
	if !errors.Is(err, context.Canceled) || rows > 1_000 {
		t.Errorf("%d rows, %v", rows, err)
	}
}

func TestATextIsGivenUpWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	rows := 0
	err := ReadBytes(ctx, []byte("address\n"+strings.Repeat("x\n", 1<<20)), Schema{Required: []string{"address"}}, Reader{
		Take: func(Row) error { rows++; cancel(); return nil },
	})
	if !errors.Is(err, context.Canceled) || rows > maxRecord {
		t.Errorf("%d rows, %v", rows, err)
	}
}

func TestATextOfTooManyColumnsIsRefused(t *testing.T) {
	t.Parallel()
	err := ReadBytes(t.Context(), []byte("address"+strings.Repeat(",x", maxColumns)+"\n"), Schema{Required: []string{"address"}}, Reader{})
	if bound, ok := errors.AsType[bounds.Error](err); !ok || bound.Code != "bounds.columns" {
		t.Error(err)
	}
	rows := 0
	blank := "address" + strings.Repeat(",", 2*maxColumns) + "\n"
	err = ReadBytes(t.Context(), []byte(blank+blank), Schema{Required: []string{"address"}}, Reader{Take: func(Row) error { rows++; return nil }})
	if err != nil || rows != 1 {
		t.Errorf("%d rows, %v", rows, err)
	}
}

// TestLostQuotesCostNoMoreThanOtherLines looks at what is allocated by the whole process, so nothing runs beside it.
func TestLostQuotesCostNoMoreThanOtherLines(t *testing.T) {
	for name, unit := range map[string]string{
		"one in 20 MB":                   "\"lost\n" + strings.Repeat("a,b\n", 5<<20),
		"in every line":                  "\"a\n",
		"two in every line":              "\"a\"b\n",
		"behind one that is not closed":  "\"x\n" + strings.Repeat("\"a\"b\n", 50_000),
		"behind one that closes far off": "\"x\n" + strings.Repeat("\"a\"b\n", 40_000) + "\"\n",
		"around the most of a record":    "\"x\n" + strings.Repeat("a\n", maxRecord/2-10) + "\"b\n",
	} {
		text := strings.Repeat(unit, 1+(4<<20)/len(unit))
		c := newCSV(strings.NewReader(text), io.NopCloser(nil), int64(len(text)))
		before := allocated()
		lines, rows := strings.Count(text, "\n"), 0
		var err error
		for err == nil {
			_, err = c.next()
			rows++
		}
		if spent := allocated() - before; !errors.Is(err, io.EOF) || rows < lines/3 || spent > 60*len(text) {
			t.Errorf("%s: %d rows of %d lines, %d MB allocated, %v", name, rows, lines, spent>>20, err)
		}
	}
}

// allocated is how many bytes the process has allocated, whether or not they are free again.
func allocated() int {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.TotalAlloc)
}

// TestAWorkbookTakesLittleMoreThanItsTexts is about memory that is held at once.
func TestAWorkbookTakesLittleMoreThanItsTexts(t *testing.T) {
	data := made(t, parts{"xl/sharedStrings.xml": "<sst>" + repeated(500_000, func(_ int, w string) string { return "<si><t>" + w + "</t></si>" }) + "</sst>"})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	src, err := openXLSX(t.Context(), inMemory{bytes.NewReader(data)}, int64(len(data)), Schema{}, func(Reason) {})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if held := int(after.HeapAlloc) - int(before.HeapAlloc); held > 16<<20 {
		t.Errorf("%d MB for 4 MB of texts", held>>20)
	}
	if err := src.close(); err != nil {
		t.Error(err)
	}
}
