package statement

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue/dialoguetest"
)

// A workbook has every line of the orders and the sums; what was handed over adds up to the sums, and what people wrote is a text there,
// whatever it begins with.
func TestTheWorkbookOfAStatement(t *testing.T) {
	t.Parallel()
	const evil = `=HYPERLINK("http://evil.example","x")`
	fetched, cancelled := dialoguetest.Monday, dialoguetest.Monday.AddDate(0, 0, -1)
	s := sheet{
		asked: asked{whose: shops, days: month}, names: map[bot.PersonID]string{5: "Li", 6: "@SUM(1)"},
		accounts: []account{between(1, "Meiya", 1, 2650), {Account: pickup.Account{Seller: 6, Open: 1, OpenTotal: 250}, with: 6, name: "@SUM(1)"}},
	}
	s.accounts[0].name, s.accounts[0].Before, s.accounts[0].Paid, s.accounts[1].Before, s.accounts[1].Stated = "Li", 1000, 5000, 300, 400
	entries := []pickup.Entry{
		{Order: 1001, Seller: 5, Distributor: "Meiya", PlacedAt: cancelled, ClosedAt: &fetched, HandedOver: true, SKU: "A1023", TitleEN: evil, TitleZH: evil, Unit: "个", Quantity: 20, Price: 120, Total: 2400},
		{Order: 1001, Seller: 5, Distributor: "Meiya", PlacedAt: cancelled, ClosedAt: &fetched, HandedOver: true, SKU: "+1-1", TitleEN: "Towel", TitleZH: "抹布", Unit: "条", Quantity: 1, Price: 250, Total: 250},
		{Order: 1002, Seller: 6, Distributor: "Meiya", PlacedAt: cancelled, SKU: "T-7", TitleEN: "Towel", Unit: "条", Quantity: 1, Price: 250, Total: 250},
		{Order: 1003, Seller: 6, Distributor: "Meiya", PlacedAt: cancelled, ClosedAt: &cancelled, SKU: "T-7", TitleEN: "Towel", Unit: "条", Quantity: 2, Price: 250, Total: 500},
	}
	for lang, want := range map[phrases.Lang][][]string{
		phrases.English: {
			{"Orders", "Order|Ordered on|Closed on|Status|Seller|SKU|Item|Quantity|Unit|Price|Sum|Handed over", "1001|2026-11-22|2026-11-23|fetched|Li|A1023|" + evil + "|20|pcs|1.20|24.00|24.00",
				"1001|2026-11-22|2026-11-23|fetched|Li|+1-1|Towel|1|pcs|2.50|2.50|2.50", "1002|2026-11-22||not fetched yet|@SUM(1)|T-7|Towel|1|pcs|2.50|2.50|0.00",
				"1003|2026-11-22|2026-11-22|not fetched, closed|@SUM(1)|T-7|Towel|2|pcs|2.50|5.00|0.00"},
			{"Sums", "Seller|Orders|Handed over|Not fetched yet|Not fetched yet, yuan|Owed before|Paid ahead before|Paid|Owed|Paid ahead|Stated, not agreed", "Li|1|26.50|0|0.00|10.00|0.00|50.00|0.00|13.50|0.00",
				"@SUM(1)|0|0.00|1|2.50|3.00|0.00|0.00|3.00|0.00|4.00", "Total|1|26.50|1|2.50|13.00|0.00|50.00|3.00|13.50|4.00"},
		},
		phrases.Chinese: {
			{"订单", "订单号|下单日|了结日|状态|卖家|货号|品名|数量|单位|单价|小计|已交货（元）", "1001|2026-11-22|2026-11-23|已拿|Li|A1023|" + evil + "|20|个|1.20|24.00|24.00",
				"1001|2026-11-22|2026-11-23|已拿|Li|+1-1|抹布|1|条|2.50|2.50|2.50", "1002|2026-11-22||还没拿|@SUM(1)|T-7|Towel|1|条|2.50|2.50|0.00",
				"1003|2026-11-22|2026-11-22|没拿，已了结|@SUM(1)|T-7|Towel|2|条|2.50|5.00|0.00"},
			{"汇总", "卖家|订单|已交货（元）|还没拿的单|还没拿的（元）|之前欠（元）|之前预付（元）|已付（元）|欠（元）|预付（元）|说了还没认（元）", "Li|1|26.50|0|0.00|10.00|0.00|50.00|0.00|13.50|0.00",
				"@SUM(1)|0|0.00|1|2.50|3.00|0.00|0.00|3.00|0.00|4.00", "合计|1|26.50|1|2.50|13.00|0.00|50.00|3.00|13.50|4.00"},
		},
	} {
		data, err := s.workbook(entries, lang)
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for i, page := range want {
			if book.GetSheetList()[i] != page[0] {
				t.Errorf("sheets are %q", book.GetSheetList())
			}
			rows, err := book.GetRows(page[0])
			if err != nil {
				t.Fatal(err)
			}
			lines := make([]string, len(rows))
			for n, row := range rows {
				lines[n] = strings.Join(row, "|")
			}
			if diff := cmp.Diff(page[1:], lines); diff != "" {
				t.Error(diff)
			}
		}
		for _, cell := range []string{"G2", "E4", "F3"} {
			formula, err := book.GetCellFormula(want[0][0], cell)
			kind, err2 := book.GetCellType(want[0][0], cell)
			if formula != "" || kind == excelize.CellTypeFormula || kind == excelize.CellTypeNumber || err != nil || err2 != nil {
				t.Errorf("%s is a formula %q of kind %d: %v %v", cell, formula, kind, err, err2)
			}
		}
		if raw, err := book.GetCellValue(want[0][0], "L2", excelize.Options{RawCellValue: true}); raw != "24" || err != nil {
			t.Errorf("a sum is %q: %v", raw, err)
		}
	}
}

// An organiser's workbook holds sums alone.
func TestAWorkbookWithoutOrders(t *testing.T) {
	t.Parallel()
	s := sheet{asked: asked{whose: village, days: month}, accounts: []account{between(1, "Meiya", 1, 2650)}}
	data, err := s.workbook(nil, phrases.English)
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil || !cmp.Equal(book.GetSheetList(), []string{"Sums"}) {
		t.Errorf("%q, %v", book.GetSheetList(), err)
	}
}
