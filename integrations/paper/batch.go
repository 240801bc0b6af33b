package paper

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"oldhand/integrations/measure"
	"oldhand/integrations/table"
)

// The sheets of a batch's workbook.
var (
	pricedSheet  = table.Both("Parcels", "包裹")
	refusedSheet = table.Both("Not priced", "没有报价")
	totalsSheet  = table.Both("Totals", "合计")
)

var pricedTitles = []table.Words{
	table.Both("Line", "行"), table.Both("Order", "订单号"), table.Both("Look twice", "请核对"),
	table.Both("To", "寄往"), table.Both("Weight g", "重量 克"), table.Both("Size cm", "尺寸 厘米"), table.Both("Parcels", "件数"),
	table.Both("Billed g", "计费重 克"), table.Both("Courier", "快递"), table.Both("Service", "产品"), table.Both("Each", "单价"), table.Both("Sum", "小计"), table.Both("Made of", "构成"),
	table.Both("Usual days", "一般几天"), table.Both("9 of 10 within", "九成几天内"), table.Both("Price holds until", "价格有效到"), table.Both("Next best", "其次"), table.Both("Next each", "其次单价"),
}

var refusedTitles = []table.Words{table.Both("Line", "行"), table.Both("Order", "订单号"), table.Both("Reason", "原因")}

// Batch is a list of parcels, priced. Names are those that its reader uses.
type Batch struct {
	Rows    []BatchRow
	Refused []BatchRefusal
	Parcels int
	Total   measure.Fen
	List    BatchComparison // no parcels: left out, like the next
	Single  BatchComparison
	Doubted BatchDoubted
	Left    string // what was not read, in a sentence; may be empty
}

// BatchRow is a line with the best courier for it.
type BatchRow struct {
	Line             int
	Order, Doubt, To string
	Weight           measure.Grams
	Size             string
	Count            int
	Billed           measure.Grams
	Courier, Service string
	Each             measure.Fen
	MadeOf           string
	P50, P90         *int
	Until            string // a day; may be empty
	Next             string // the second best; empty: none
	NextEach         measure.Fen
}

// BatchRefusal is a line without a price.
type BatchRefusal struct {
	Line          int
	Order, Reason string
}

// BatchComparison is what other prices for the same parcels come to, and how much that is more.
type BatchComparison struct {
	Courier    string
	Parcels    int
	Sum, Saved measure.Fen
}

// BatchDoubted is what should be looked at twice.
type BatchDoubted struct {
	Parcels int
	Sum     measure.Fen
}

// Workbook writes a batch as a workbook: a row for each line that has a price, with the best courier and what its price is
// made of; the lines without a price and why; the totals. It holds the places but neither names, phones nor streets.
// lang ("en", "zh") is the language of the titles.
func (b Batch) Workbook(lang string) ([]byte, error) {
	file := excelize.NewFile()
	defer file.Close()
	if err := file.SetSheetName("Sheet1", pricedSheet.In(lang)); err != nil {
		return nil, fmt.Errorf("write a batch: %w", err)
	}
	money, err := file.NewStyle(&excelize.Style{NumFmt: 4})
	if err != nil {
		return nil, fmt.Errorf("write a batch: %w", err)
	}
	for _, sheet := range []struct {
		name table.Words
		rows func(write func(...any))
	}{
		{pricedSheet, func(write func(...any)) { b.writePriced(write, lang, money) }},
		{refusedSheet, func(write func(...any)) { b.writeRefused(write, lang) }},
		{totalsSheet, func(write func(...any)) { b.writeTotals(write, lang, money) }},
	} {
		if err := writeSheet(file, sheet.name.In(lang), sheet.rows); err != nil {
			return nil, fmt.Errorf("write a batch: %w", err)
		}
	}
	out, err := file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write a batch: %w", err)
	}
	return out.Bytes(), nil
}

// writeSheet streams the rows of a sheet; the first row stays in view.
func writeSheet(file *excelize.File, name string, rows func(write func(...any))) error {
	if _, err := file.NewSheet(name); err != nil {
		return err
	}
	stream, err := file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	err = stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	n := 0
	rows(func(cells ...any) {
		n++
		if err == nil {
			err = stream.SetRow(fmt.Sprint("A", n), cells)
		}
	})
	if err != nil {
		return err
	}
	return stream.Flush()
}

func titlesIn(lang string, titles []table.Words) []any {
	cells := make([]any, len(titles))
	for i, t := range titles {
		cells[i] = t.In(lang)
	}
	return cells
}

// yuanOf is an amount as a cell that shows two decimals.
func yuanOf(f measure.Fen, style int) excelize.Cell {
	return excelize.Cell{StyleID: style, Value: yuanCell(f)}
}

func (b Batch) writePriced(write func(...any), lang string, money int) {
	write(titlesIn(lang, pricedTitles)...)
	for _, r := range b.Rows {
		cells := []any{
			r.Line, r.Order, r.Doubt, r.To, int64(r.Weight), r.Size, r.Count, int64(r.Billed), r.Courier, r.Service,
			yuanOf(r.Each, money), yuanOf(r.Each.Times(r.Count), money), r.MadeOf, daysCell(r.P50), daysCell(r.P90), r.Until,
		}
		if r.Next != "" {
			cells = append(cells, r.Next, yuanOf(r.NextEach, money))
		}
		write(cells...)
	}
}

func daysCell(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

func (b Batch) writeRefused(write func(...any), lang string) {
	write(titlesIn(lang, refusedTitles)...)
	for _, r := range b.Refused {
		write(r.Line, r.Order, r.Reason)
	}
}

func (b Batch) writeTotals(write func(...any), lang string, money int) {
	write(table.Both("What", "项目").In(lang), table.Both("Parcels", "件数").In(lang), table.Both("Yuan", "元").In(lang), table.Both("Saved", "省了").In(lang))
	write(table.Both("Each line with its cheapest courier", "每行都用最便宜的快递").In(lang), b.Parcels, yuanOf(b.Total, money))
	if b.List.Parcels > 0 {
		write(table.Both("The same couriers at list prices: no volume, no discounts", "同样的快递按牌价：不算件量，不算优惠").In(lang),
			b.List.Parcels, yuanOf(b.List.Sum, money), yuanOf(b.List.Saved, money))
	}
	if b.Single.Parcels > 0 {
		write(table.Both("All that %s carries, with it alone", "能寄的全用%s", b.Single.Courier).In(lang),
			b.Single.Parcels, yuanOf(b.Single.Sum, money), yuanOf(b.Single.Saved, money))
	}
	if b.Doubted.Parcels > 0 {
		write(table.Both("Of these to be looked at twice", "其中请核对的").In(lang), b.Doubted.Parcels, yuanOf(b.Doubted.Sum, money))
	}
	if b.Left != "" {
		write(b.Left)
	}
}
