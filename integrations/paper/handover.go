package paper

import (
	"fmt"
	"time"

	"oldhand/integrations/measure"
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
	title string
	width float64
}{
	{"paper.row", 6}, {"paper.number", 11}, {"paper.barcode", 26}, {"paper.seller", 14},
	{"paper.to", 30}, {"paper.weight", 10}, {"paper.billed", 10}, {"paper.parcels", 8},
	{"paper.each", 9}, {"paper.sum", 10}, {"paper.received", 12},
}

// Workbook writes the list as a workbook that is printed on paper 297 mm wide: a row for each number with its bar code, and
// the totals. lang ("en", "zh") is the language of the titles.
func (h Handover) Workbook(say Say) ([]byte, error) {
	w := newWorkbook(say("paper.handover"))
	w.row(fmt.Sprintf("%s %s  %s  %s", say("paper.handover"), h.Number, h.Courier, h.Day.Format(time.DateOnly)))
	titles := make([]any, len(handoverTitles))
	for i, t := range handoverTitles {
		titles[i] = say(t.title)
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
	w.heavy(say("paper.total"), nil, nil, nil, nil, nil, nil, count, nil, yuanCell(sum), nil)
	w.barcode(1, 5, h.Number)
	return w.bytes()
}
