package paper

import (
	"fmt"
	"time"

	"oldhand/integrations/measure"
	"oldhand/integrations/table"
)

// Handover is a list of parcels that a courier takes along.
type Handover struct {
	Number  string
	Courier string
	Day     time.Time
	Rows    []HandoverRow
}

// HandoverRow is like parcels on the list.
type HandoverRow struct {
	Number         string
	Seller         string
	To             string
	Weight, Billed measure.Grams
	Count          int
	Each           measure.Fen
}

// handoverTitles are the columns of a hand-over list, with their widths.
var handoverTitles = []struct {
	title table.Words
	width float64
}{
	{table.Both("No.", "序号"), 6}, {table.Both("Number", "编号"), 11}, {table.Both("Bar code", "条码"), 26}, {table.Both("Seller", "卖家"), 14},
	{table.Both("To", "寄往"), 30}, {table.Both("Weight", "重量"), 10}, {table.Both("Billed as", "计费重"), 10}, {table.Both("Parcels", "件数"), 8},
	{table.Both("Each", "单价"), 9}, {table.Both("Sum", "小计"), 10}, {table.Both("Received", "签收"), 12},
}

var (
	totalWords   = table.Both("Total", "合计")
	handoverName = table.Both("Hand-over list", "交接单")
)

// Workbook writes the list as a workbook that is printed on paper 297 mm wide: a row for each number with its bar code, and
// the totals. lang ("en", "zh") is the language of the titles.
func (h Handover) Workbook(lang string) ([]byte, error) {
	w := newWorkbook(handoverName.In(lang))
	w.row(fmt.Sprintf("%s %s  %s  %s", handoverName.In(lang), h.Number, h.Courier, h.Day.Format(time.DateOnly)))
	titles := make([]any, len(handoverTitles))
	for i, t := range handoverTitles {
		titles[i] = t.title.In(lang)
		w.width(i+1, t.width)
	}
	w.heavy(titles...)
	count, sum := 0, measure.Fen(0)
	for i, r := range h.Rows {
		all := r.Each.Times(r.Count)
		count, sum = count+r.Count, sum+all
		n := w.row(
			i+1, r.Number, nil, r.Seller, r.To, r.Weight.String(), r.Billed.String(), r.Count, yuanCell(r.Each), yuanCell(all), nil,
		)
		w.barcode(n, 3, r.Number)
	}
	w.heavy(totalWords.In(lang), nil, nil, nil, nil, nil, nil, count, nil, yuanCell(sum), nil)
	w.barcode(1, 5, h.Number)
	return w.bytes()
}
