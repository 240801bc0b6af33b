package paper

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestPickList(t *testing.T) {
	t.Parallel()
	say := func(code string) string { return code }
	list := PickList{Distributor: "Meiya", Day: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Rows: []PickRow{
		{Order: "#1001", Seller: `=HYPERLINK("x")`, Time: "09:00", SKU: "A1023", Title: "<script>clip</script>", Unit: "pcs", Quantity: 20, Sum: 2400, Orders: 2},
	}}
	for _, list.ByItem = range []bool{false, true} {
		data, err := list.Workbook(say)
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("paper.picklist")
		if err != nil || len(rows) != 3 {
			t.Fatal(rows, err)
		}
		if formula, _ := f.GetCellFormula("paper.picklist", "B3"); formula != "" {
			t.Error("a name is a formula:", formula)
		}
		page, err := list.Page(say)
		if err != nil || strings.Contains(string(page), "<script>") || !strings.Contains(string(page), "&lt;script&gt;clip") || !strings.Contains(string(page), `<td class="n">20</td>`) {
			t.Error(string(page), err)
		}
	}
}
