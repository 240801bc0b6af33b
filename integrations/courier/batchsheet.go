package courier

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"oldhand/integrations/amount"
)

// The sheets of a batch's workbook.
var (
	pricedSheet  = words{"Parcels", "包裹"}
	refusedSheet = words{"Not priced", "没有报价"}
	totalsSheet  = words{"Totals", "合计"}
)

var pricedTitles = []words{
	{"Line", "行"}, {"Order", "订单号"}, {"Look twice", "请核对"}, {"To", "寄往"}, {"Weight g", "重量 克"}, {"Size cm", "尺寸 厘米"}, {"Parcels", "件数"},
	{"Billed g", "计费重 克"}, {"Courier", "快递"}, {"Service", "产品"}, {"Each", "单价"}, {"Sum", "小计"}, {"Made of", "构成"},
	{"Usual days", "一般几天"}, {"9 of 10 within", "九成几天内"}, {"Price holds until", "价格有效到"}, {"Next best", "其次"}, {"Next each", "其次单价"},
}

var refusedTitles = []words{{"Line", "行"}, {"Order", "订单号"}, {"Reason", "原因"}}

// Sheet writes a batch as a workbook: a row for each line that has a price, with the best courier and what its price is
// made of; the lines without a price and why; the totals. It holds the places but neither names, phones nor streets.
// lang ("en", "zh") is the language of the titles.
func (b Batch) Sheet(lang string) ([]byte, error) {
	file := excelize.NewFile()
	defer file.Close()
	if err := file.SetSheetName("Sheet1", pricedSheet.in(lang)); err != nil {
		return nil, fmt.Errorf("write a batch: %w", err)
	}
	money, err := file.NewStyle(&excelize.Style{NumFmt: 4})
	if err != nil {
		return nil, fmt.Errorf("write a batch: %w", err)
	}
	for _, sheet := range []struct {
		name words
		rows func(write func(...any))
	}{
		{pricedSheet, func(write func(...any)) { b.writePriced(write, lang, money) }},
		{refusedSheet, func(write func(...any)) { b.writeRefused(write, lang) }},
		{totalsSheet, func(write func(...any)) { b.writeTotals(write, lang, money) }},
	} {
		if err := writeSheet(file, sheet.name.in(lang), sheet.rows); err != nil {
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

func titlesIn(lang string, titles []words) []any {
	cells := make([]any, len(titles))
	for i, t := range titles {
		cells[i] = t.in(lang)
	}
	return cells
}

// yuanOf is an amount as a cell that shows two decimals.
func yuanOf(f amount.Fen, style int) excelize.Cell {
	return excelize.Cell{StyleID: style, Value: yuanCell(f)}
}

func (b Batch) writePriced(write func(...any), lang string, money int) {
	write(titlesIn(lang, pricedTitles)...)
	for _, p := range b.Priced {
		cells := []any{
			p.Line, p.Order, p.Doubt, placeIn(p.To, lang), int64(p.Weight), p.Size.String(), p.Count, int64(p.Best.Billable),
			CourierName(p.Best.Courier, lang), ServiceName(p.Best.Courier, p.Best.Service, lang),
			yuanOf(p.Best.Price, money), yuanOf(p.All(), money), p.Best.MadeOf(lang), daysCell(p.Best.P50), daysCell(p.Best.P90), "",
		}
		if p.Best.Until != nil {
			cells[len(cells)-1] = p.Best.Until.Format("2006-01-02")
		}
		if p.Next != nil {
			cells = append(cells, FullName(p.Next.Courier, p.Next.Service, lang), yuanOf(p.Next.Price, money))
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
	write(words{"What", "项目"}.in(lang), words{"Parcels", "件数"}.in(lang), words{"Yuan", "元"}.in(lang), words{"Saved", "省了"}.in(lang))
	write(words{"Each line with its cheapest courier", "每行都用最便宜的快递"}.in(lang), b.Parcels, yuanOf(b.Total, money))
	if b.List.Parcels > 0 {
		write(words{"The same couriers at list prices: no volume, no discounts", "同样的快递按牌价：不算件量，不算优惠"}.in(lang),
			b.List.Parcels, yuanOf(b.List.Sum, money), yuanOf(b.List.Saved(), money))
	}
	if b.Single.Parcels > 0 {
		write(words{"All that " + b.Single.Courier + " carries, with it alone", "能寄的全用" + b.Single.Courier}.in(lang),
			b.Single.Parcels, yuanOf(b.Single.Sum, money), yuanOf(b.Single.Saved(), money))
	}
	if lines, sum := b.Doubted(); len(lines) > 0 {
		parcels := 0
		for _, p := range lines {
			parcels += p.Count
		}
		write(words{"Of these to be looked at twice", "其中请核对的"}.in(lang), parcels, yuanOf(sum, money))
	}
	if b.Left != "" {
		write(b.Left)
	}
}
