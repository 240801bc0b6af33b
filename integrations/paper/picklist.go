package paper

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strconv"
	"time"

	"oldhand/integrations/measure"
)

// PickList is what a distributor makes up for the sellers of one day, by order or by item.
type PickList struct {
	Distributor string
	Day         time.Time
	ByItem      bool
	Rows        []PickRow
}

// PickRow is goods of one order, whose number, seller and time stand there, or of all orders, of which Orders are so many.
type PickRow struct {
	Order, Seller, Time string
	SKU, Title, Unit    string
	Quantity, Orders    int
	Sum                 measure.Fen
}

func (p PickList) title(say Say) string {
	return fmt.Sprintf("%s  %s  %s", say("paper.picklist"), p.Distributor, p.Day.Format(time.DateOnly))
}

// heads are the columns, by their codes.
func (p PickList) heads() []string {
	if p.ByItem {
		return []string{"paper.sku", "paper.item", "paper.quantity", "paper.unit", "paper.orders"}
	}
	return []string{"paper.order", "paper.seller", "paper.time", "paper.sku", "paper.item", "paper.quantity", "paper.unit", "paper.sum"}
}

// cells are those of a row, texts, numbers and amounts.
func (p PickList) cells(r PickRow) []any {
	if p.ByItem {
		return []any{r.SKU, r.Title, r.Quantity, r.Unit, r.Orders}
	}
	return []any{r.Order, r.Seller, r.Time, r.SKU, r.Title, r.Quantity, r.Unit, r.Sum}
}

// Workbook writes the list as a workbook.
func (p PickList) Workbook(say Say) ([]byte, error) {
	w := newWorkbook(say("paper.picklist"))
	w.row(p.title(say))
	w.heavy(say.all(p.heads())...)
	for i, head := range p.heads() {
		w.width(i+1, map[string]float64{"paper.item": 40, "paper.seller": 18, "paper.sku": 16}[head]+9)
	}
	for _, r := range p.Rows {
		cells := p.cells(r)
		for i, cell := range cells {
			if fen, ok := cell.(measure.Fen); ok {
				cells[i] = yuanCell(fen)
			}
		}
		w.row(cells...)
	}
	return w.bytes()
}

//go:embed data/picklist.html
var pickListHTML string

var pickListPage = template.Must(template.New("picklist").Parse(pickListHTML))

// Page writes the list as a page to print, with a box to tick beside each row.
func (p PickList) Page(say Say) ([]byte, error) {
	type cell struct {
		Text   string
		Number bool
	}
	var page struct {
		Title string
		Heads []any
		Rows  [][]cell
	}
	page.Title, page.Heads = p.title(say), say.all(p.heads())
	for _, r := range p.Rows {
		var row []cell
		for _, value := range p.cells(r) {
			switch v := value.(type) {
			case int:
				row = append(row, cell{strconv.Itoa(v), true})
			case measure.Fen:
				row = append(row, cell{v.String(), true})
			case string:
				row = append(row, cell{Text: v})
			}
		}
		page.Rows = append(page.Rows, row)
	}
	var out bytes.Buffer
	if err := pickListPage.Execute(&out, page); err != nil {
		return nil, fmt.Errorf("write a pick list: %w", err)
	}
	return out.Bytes(), nil
}
