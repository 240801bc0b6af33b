package paper

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"oldhand/integrations/measure"
)

// pricedTitles and refusedTitles are the columns of two of the sheets.
var pricedTitles = []string{
	"paper.line", "paper.order", "paper.doubt",
	"paper.to", "paper.weight.grams", "paper.size", "paper.parcels",
	"paper.billed.grams", "paper.courier", "paper.service", "paper.each", "paper.sum", "paper.made",
	"paper.days.usual", "paper.days.most", "paper.until", "paper.next", "paper.next.each",
}

var refusedTitles = []string{"paper.line", "paper.order", "paper.reason"}

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
	What       string // what it is compared with, in a sentence
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
// say gives its titles.
func (b Batch) Workbook(say Say) ([]byte, error) {
	file := excelize.NewFile()
	defer file.Close()
	if err := file.SetSheetName("Sheet1", say("paper.batch.priced")); err != nil {
		return nil, fmt.Errorf("write a batch: %w", err)
	}
	money, err := file.NewStyle(&excelize.Style{NumFmt: 4})
	if err != nil {
		return nil, fmt.Errorf("write a batch: %w", err)
	}
	for _, sheet := range []struct {
		name string
		rows func(write func(...any))
	}{
		{"paper.batch.priced", func(write func(...any)) { b.writePriced(write, say, money) }},
		{"paper.batch.refused", func(write func(...any)) { b.writeRefused(write, say) }},
		{"paper.batch.totals", func(write func(...any)) { b.writeTotals(write, say, money) }},
	} {
		if err := writeSheet(file, say(sheet.name), sheet.rows); err != nil {
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

// yuanOf is an amount as a cell that shows two decimals.
func yuanOf(f measure.Fen, style int) excelize.Cell {
	return excelize.Cell{StyleID: style, Value: yuanCell(f)}
}

func (b Batch) writePriced(write func(...any), say Say, money int) {
	write(say.all(pricedTitles)...)
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

func (b Batch) writeRefused(write func(...any), say Say) {
	write(say.all(refusedTitles)...)
	for _, r := range b.Refused {
		write(r.Line, r.Order, r.Reason)
	}
}

func (b Batch) writeTotals(write func(...any), say Say, money int) {
	write(say("paper.batch.what"), say("paper.parcels"), say("paper.yuan"), say("paper.saved"))
	write(say("paper.batch.each"), b.Parcels, yuanOf(b.Total, money))
	if b.List.Parcels > 0 {
		write(b.List.What, b.List.Parcels, yuanOf(b.List.Sum, money), yuanOf(b.List.Saved, money))
	}
	if b.Single.Parcels > 0 {
		write(b.Single.What, b.Single.Parcels, yuanOf(b.Single.Sum, money), yuanOf(b.Single.Saved, money))
	}
	if b.Doubted.Parcels > 0 {
		write(say("paper.batch.doubted"), b.Doubted.Parcels, yuanOf(b.Doubted.Sum, money))
	}
	if b.Left != "" {
		write(b.Left)
	}
}
