package intents

import (
	"bytes"
	"fmt"
	"image/png"
	"oldhand/integrations/batch"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var briefTo = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

var sampleBrief = parcels.Brief{
	From: briefTo.AddDate(0, 0, -30), To: briefTo, Volume: 4690,
	Shares: []parcels.Share{
		{Courier: "中通", Service: "标快", Zone: "一区", Class: 500, Parcels: 120, Paid: 30000}, {Courier: "中通", Service: "标快", Zone: "一区", Parcels: 1, Paid: 1234},
		{Courier: "顺丰", Service: "特快", Zone: "全国", Class: 1000, Parcels: 3, Paid: 3600},
	},
	Overpaid: []parcels.Overpaid{{Courier: "顺丰", Instead: "中通", Parcels: 3, Fen: 2700}},
	Totals:   []parcels.Total{{Courier: "中通", Parcels: 121, Paid: 31234}, {Courier: "顺丰", Parcels: 3, Paid: 3600, Over: 2700}},
	Tiers:    []parcels.Tier{{Courier: "中通", Service: "标快", Floor: 5000, More: 310, Parcels: 121, Now: 31234, Then: 28000}},
	Lanes: []parcels.Lane{
		{Courier: "中通", Service: "标快", Province: "44", Reports: 34, Late: 1, P50: 2, P90: 4, CardP50: new(2), CardP90: new(3)},
		{Courier: "顺丰", Service: "特快", Province: "65", Reports: 3, P50: 2, P90: 2},
	},
}

func TestABriefIsOnePageThatAddsUp(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{
		"en": "What was sent|The next tiers|Guangdong|Xinjiang|Zones and weights", "zh": "发了多少|离下一档|广东省|新疆维吾尔自治区|分区和重量",
	} {
		out, err := briefSheet(sampleBrief, lang)
		if err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		var text string
		for _, sheet := range file.GetSheetList() {
			rows, err := file.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			text += sheet + fmt.Sprint(rows)
		}
		for word := range strings.SplitSeq(want+"|348.34|27.00|310|5000|2.31|12.34|? / ?|> 10 kg|2026-11-23", "|") {
			if !strings.Contains(text, word) {
				t.Errorf("%s: no %q in %s", lang, word, text)
			}
		}
		page, err := file.GetPageLayout(file.GetSheetName(0))
		if err != nil || *page.FitToHeight != 1 || *page.FitToWidth != 1 {
			t.Errorf("%s: the page is %+v, %v", lang, page, err)
		}
	}
}

func TestThePictureOfABrief(t *testing.T) {
	t.Parallel()
	if key, want := briefChart(sampleBrief), "chart:brief:31234,0;3600,2700"; key != want {
		t.Errorf("key %q, want %q", key, want)
	}
	if got := briefChart(parcels.Brief{}); got != "" {
		t.Errorf("nothing sent has the picture %q", got)
	}
}

func TestASheetAddsUpAndHasABarCodeForEachNumber(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	h := parcels.Handover{ID: 12, Courier: "中通", Day: day, Rows: 2, Parcels: 4}
	id := parcels.ParcelID(10001)
	sent := []parcels.Sent{
		{ID: id, Seller: 1, Courier: "中通", ToCode: "3301", Day: day, Weight: 800, Billable: 800, Price: 235, Count: 3},
		{ID: id + 1, Seller: 2, Courier: "中通", ToCode: "6501", Day: day, Weight: 500, Billable: 500, Price: 235, Count: 1},
	}
	for lang, want := range map[string]string{"en": "Hand-over list|Hangzhou|Total", "zh": "交接单|浙江省杭州市|合计"} {
		sheet, err := handoverSheet(h, sent, map[parcels.SellerID]string{1: "=HYPERLINK(1)", 2: "王姐"}, lang)
		if err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(bytes.NewReader(sheet))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := file.GetRows(file.GetSheetName(0))
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprint(rows)
		for word := range strings.SplitSeq(want+"|"+id.String()+"|=HYPERLINK(1)|王姐|"+h.ID.String()+"|2026-11-23", "|") {
			if !strings.Contains(text, word) {
				t.Errorf("%s: no %q in %s", lang, word, text)
			}
		}
		last := rows[len(rows)-1]
		if last[7] != "4" || last[9] != "9.40" {
			t.Errorf("%s: totals are %q", lang, last)
		}
		for _, cell := range []string{"C3", "C4", "E1"} {
			pictures, err := file.GetPictures(file.GetSheetName(0), cell)
			if err != nil || len(pictures) != 1 {
				t.Fatalf("%s: %d bar codes in %s, %v", lang, len(pictures), cell, err)
			}
			if _, err := png.Decode(bytes.NewReader(pictures[0].File)); err != nil {
				t.Error(err)
			}
		}
		if kind, err := file.GetCellFormula(file.GetSheetName(0), "D3"); kind != "" || err != nil {
			t.Errorf("a seller's name became the formula %q, %v", kind, err)
		}
	}
}

// threeCouriers is a deck of couriers whose prices are easy to add up.
func threeCouriers(t testing.TB) *rates.Cards {
	return ratestest.Cards(t,
		rates.Row{Courier: "A", Provinces: "*", FirstG: ratestest.Grams(1000), FirstPrice: ratestest.Fen(300), StepG: ratestest.Grams(1000), StepPrice: ratestest.Fen(100), Divisor: 6000},
		rates.Row{Courier: "A", Provinces: "*", FirstG: ratestest.Grams(1000), FirstPrice: ratestest.Fen(250), StepG: ratestest.Grams(1000), StepPrice: ratestest.Fen(100), MinDailyParcels: 100},
		rates.Row{Courier: "B", Provinces: "浙江;江苏", FirstG: ratestest.Grams(3000), FirstPrice: ratestest.Fen(260), MaxG: ratestest.Grams(3000)},
		rates.Row{Courier: "C", Provinces: "*", FirstG: ratestest.Grams(1000), FirstPrice: ratestest.Fen(900), StepG: ratestest.Grams(1000), StepPrice: ratestest.Fen(50)},
	)
}

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
	b, err := batch.Price(t.Context(), threeCouriers(t), someLines, rates.Request{Volume: new(100)}, "en", nil)
	if err != nil {
		t.Fatal(err)
	}
	for lang, names := range map[string][]string{"en": {"Parcels", "Not priced", "Totals"}, "zh": {"包裹", "没有报价", "合计"}} {
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
	b, err := batch.Price(t.Context(), threeCouriers(t), []batch.Wanted{line, again}, rates.Request{}, "zh", nil)
	if err != nil {
		t.Fatal(err)
	}
	b.Add(batch.File{Left: "只读了第一张表"})
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
	if diff := cmp.Diff([][]string{{"其中请核对的", "1", "3.00"}, {"只读了第一张表"}}, totals[len(totals)-2:]); diff != "" {
		t.Error(diff)
	}
}
