package quote

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"oldhand/bot/phrases"
	"oldhand/integrations/batch"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

var someLines = []batch.Wanted{
	{Line: 2, Order: "1001", Address: "浙江省杭州市 王一 13800138000", Weight: "2"},         // B 2.60, A 3.50
	{Line: 3, Order: "1002", Address: "北京", Weight: "500g", Count: "3"},             // A 2.50, C 9.00
	{Line: 4, Order: "1003", Address: "江苏南京", Weight: "4kg"},                        // A 5.50, C 10.50
	{Line: 5, Order: "1004", Address: "朝阳", Weight: "1kg"},                          // several, but at one price: A 2.50
	{Line: 6, Order: "1005", Address: "nowhere at all", Weight: "1kg"},              // refused
	{Line: 7, Order: "1006", Address: "北京"},                                         // refused
	{Line: 8, Order: "1007", Address: "北京", Weight: "1kg", Size: "big"},             // refused
	{Line: 9, Order: "1008", Address: "北京", Weight: "1kg", Count: "0"},              // refused
	{Line: 10, Order: "1009", Address: "北京", Weight: "1kg", Size: "1000x1000x1000"}, // A 250, C 900 as well
}

func TestTheWorkbookOfABatch(t *testing.T) {
	t.Parallel()
	b, err := batch.Price(t.Context(), ratestest.ThreeCouriers(t), someLines, rates.Request{Volume: new(100)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for lang, names := range map[phrases.Lang][]string{"en": {"Parcels", "Not priced", "Totals"}, "zh": {"包裹", "没有报价", "合计"}} {
		data, err := batchSheet(b, lang)
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(names, book.GetSheetList()); diff != "" {
			t.Error(diff)
		}
		rows, err := book.GetRows(names[0])
		if err != nil || len(rows) != 1+len(b.Priced) {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		if lang == "en" {
			want := "2|1001||Hangzhou, Zhejiang|2000||1|2000|B||2.60|2.60|2.60 first 3 kg|||" + "|A|3.50"
			if got := strings.Join(rows[1], "|"); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		refused, err := book.GetRows(names[1])
		if err != nil || len(refused) != 1+len(b.Refused) {
			t.Errorf("%d refused, %v", len(refused), err)
		}
		totals, err := book.GetRows(names[2])
		if err != nil || len(totals) != 4 || totals[1][2] != b.Total.String() && !strings.Contains(totals[1][2], ",") {
			t.Errorf("totals %v, %v", totals, err)
		}
		for _, row := range slices.Concat(rows, refused, totals) {
			if strings.Contains(strings.Join(row, " "), "1380013") {
				t.Errorf("somebody's number in %v", row)
			}
		}
	}
}

// What is to be looked at twice stands in the file too, and so does what was not read.
func TestTheWorkbookNamesDoubts(t *testing.T) {
	t.Parallel()
	line := batch.Wanted{Line: 2, Order: "A1", Address: "北京", Weight: "1kg"}
	again := line
	again.Line = 3
	b, err := batch.Price(t.Context(), ratestest.ThreeCouriers(t), []batch.Wanted{line, again}, rates.Request{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	b.Add(batch.File{Left: table.Because("table.sheets", table.Data{"Sheet": "A"})})
	data, err := batchSheet(b, "zh")
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if cell, err := book.GetCellValue("包裹", "C3"); err != nil || cell != "和第2行一模一样" {
		t.Errorf("%q, %v", cell, err)
	}
	totals, err := book.GetRows("合计")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"其中请核对的", "1", "3.00"}, {"只读了“A”这张表"}}, totals[len(totals)-2:]); diff != "" {
		t.Error(diff)
	}
}
