package table_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"oldhand/integrations/table"
)

var goods = table.Schema{Required: []string{"shop", "sku", "price"}, Optional: []string{"from", "tiers"}, Days: []string{"from"}, Names: []string{"sku"}, Down: []string{"shop"}}

// readGoods gives the rows of a file and why others were rejected.
func readGoods(t *testing.T, data []byte) []string {
	t.Helper()
	var got []string
	err := table.ReadBytes(t.Context(), data, goods, table.Reader{
		Take: func(r table.Row) error {
			got = append(got, fmt.Sprintf("%d:%s:%s:%s:%s", r.Line, r.Get("shop"), r.Get("sku"), r.Get("price"), r.Get("from")))
			return nil
		},
		Reject: func(e *table.RowError) error {
			got = append(got, fmt.Sprintf("%d:%s %s", e.Line, e.Column, e.Reason.Code))
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestWhatASpreadsheetMadeOfAValue: days and hours, errors and formulas without a result are not taken for what was typed.
func TestWhatASpreadsheetMadeOfAValue(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"m\"月\"d\"日\"", "mmm-yy", "yyyy/m/d", "h:mm", "[h]:mm", "d-mmm", "[$-409]mmm\\-yy;@", "yyyy\"年\"m\"月\";@", "mm:ss.0"} {
		data := workbook(t, func(book *excelize.File, try func(error)) {
			style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
			try(err)
			rows(book, try, "Sheet1", map[string][]any{"A1": {"shop", "sku", "price", "from"}, "A2": {"A", 46093, 1, 46093}, "A3": {"A", "3-12", 1, 46093}})
			try(book.SetCellStyle("Sheet1", "B2", "B2", style))
			try(book.SetCellStyle("Sheet1", "D2", "D3", style))
		})
		if got := readGoods(t, data); len(got) != 2 || got[0] != "2:sku table.dated" || !strings.HasPrefix(got[1], "3:A:3-12:1:") {
			t.Errorf("%s: %v", format, got)
		}
	}
	for id := range 60 {
		dated := id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
		data := workbook(t, func(book *excelize.File, try func(error)) {
			style, err := book.NewStyle(&excelize.Style{NumFmt: id})
			try(err)
			rows(book, try, "Sheet1", map[string][]any{"A1": {"shop", "sku", "price"}, "A2": {"A", 46093, 1}})
			try(book.SetCellStyle("Sheet1", "B2", "B2", style))
		})
		if got := readGoods(t, data); (got[0] == "2:sku table.dated") != dated {
			t.Errorf("format %d: %v", id, got)
		}
	}
	formula := workbook(t, func(book *excelize.File, try func(error)) {
		rows(book, try, "Sheet1", map[string][]any{"A1": {"shop", "sku", "price"}, "A2": {"A", "a", nil}, "A3": {"A", "b", 2}})
		try(book.SetCellFormula("Sheet1", "C2", "0.25*2"))
	})
	if diff := cmp.Diff([]string{"2:price table.formula", "3:A:b:2:"}, readGoods(t, formula)); diff != "" {
		t.Error(diff)
	}
	csv := "shop,sku,price,from\nA,#N/A,1,\nA,#REF!,1,\n#NAME?,a,1,\nA,12-Mar,1,\nA,Mar-26,1,\nA,3月12日,1,\nA,2026/3/12,1,2026/3/12\nA,2026-03-12,1,2026/3/12\nA,MAR-12B,1,\nA,'3-12,1\nA,#12,1\nA,########,1"
	want := []string{"2:sku table.error", "3:sku table.error", "4:shop table.error", "5:sku table.dated", "6:sku table.dated", "7:sku table.dated", "8:sku table.dated",
		"9:A:2026-03-12:1:2026/3/12", "10:A:MAR-12B:1:", "11:A:3-12:1:", "12:A:#12:1:", "13:sku table.error"}
	if diff := cmp.Diff(want, readGoods(t, []byte(csv))); diff != "" {
		t.Error(diff)
	}
}

// TestRowsThatGoOnFromAbove: merged cells hold for all their rows, and a shop that is left out is the one above.
func TestRowsThatGoOnFromAbove(t *testing.T) {
	t.Parallel()
	data := workbook(t, func(book *excelize.File, try func(error)) {
		rows(book, try, "Sheet1", map[string][]any{"A1": {"shop", "sku", "price"}, "A2": {"A", "a", 1.5}, "A3": {nil, "b"}, "A5": {nil, "c", 2}, "A6": {"B", "d", 3}, "A7": {"B", "e"}})
		try(book.MergeCell("Sheet1", "A2", "A5"))
		try(book.MergeCell("Sheet1", "C2", "C3"))
	})
	if diff := cmp.Diff([]string{"2:A:a:1.5:", "3:A:b:1.5:", "5:A:c:2:", "6:B:d:3:", "7:B:e::"}, readGoods(t, data)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2:A:a:1:", "3:A:b:2:", "4: table.short", "5:A:d:3:"}, readGoods(t, []byte("shop,sku,price,from\nA,a,1\n,b,2,\n,c\n,d,3\n"))); diff != "" {
		t.Error(diff)
	}
}

// TestInstructionsInFront: the first sheet with the columns is read, and what else there is, is said.
func TestInstructionsInFront(t *testing.T) {
	t.Parallel()
	data := workbook(t, func(book *excelize.File, try func(error)) {
		rows(book, try, "Sheet1", map[string][]any{"A1": {"填写说明"}, "A2": {"price 是一件的价格"}})
		for _, name := range []string{"目录", "货品"} {
			_, err := book.NewSheet(name)
			try(err)
		}
		rows(book, try, "货品", map[string][]any{"A1": {"shop", "sku", "price"}, "A2": {"A", "a", 1}})
	})
	var said []string
	err := table.ReadBytes(t.Context(), data, goods, table.Reader{
		Take: func(r table.Row) error { said = append(said, r.Get("sku")); return nil }, Reject: func(e *table.RowError) error { return e },
		Say: func(why table.Reason) { said = append(said, fmt.Sprint(why.Data["Sheet"])) },
	})
	if err != nil || !slices.Equal(said, []string{"货品", "a"}) {
		t.Error(said, err)
	}
}

// TestMarksBeforeANumber: what keeps a number a text in a spreadsheet is no part of it, and nothing else is taken off.
func TestMarksBeforeANumber(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{"'0571": "0571", "’0571": "0571", "`0571": "0571", "‘0571’": "0571", "′3-12": "3-12", "'+86": "+86", "\u202d0571\u202c": "0571", "\u200b'0571\ufeff": "0571",
		"'n Sync": "'n Sync", "`a`": "`a`", "'": "'", "=\"\"0571\"\"": "0571"} {
		cell := written
		if strings.HasPrefix(written, "=") {
			cell = "\"=\"\"0571\"\"\""
		}
		if got := readGoods(t, []byte("shop,sku,price\nA,"+cell+",1\n")); got[0] != "2:A:"+want+":1:" {
			t.Errorf("%s: %v", written, got)
		}
	}
}
