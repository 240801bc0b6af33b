package parcels

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"oldhand/bot/phrases"
	"oldhand/integrations/parcels"
)

func TestASheetAddsUpAndHasABarCodeForEachNumber(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	h := parcels.Handover{ID: 12, Courier: "中通", Day: day, Rows: 2, Parcels: 4}
	id := parcels.ParcelID(10001)
	sent := []parcels.Sent{
		{ID: id, Seller: 1, Courier: "中通", ToCode: "3301", Day: day, Weight: 800, Billable: 800, Price: 235, Count: 3},
		{ID: id + 1, Seller: 2, Courier: "中通", ToCode: "6501", Day: day, Weight: 500, Billable: 500, Price: 235, Count: 1},
	}
	for lang, want := range map[phrases.Lang]string{"en": "Hand-over list|Hangzhou|Total", "zh": "交接单|浙江省杭州市|合计"} {
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
