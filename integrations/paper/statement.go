package paper

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"oldhand/integrations/measure"
)

// Statement is orders line by line, and what they come to. Texts are in the reader's language; they are written as texts, whatever
// they begin with.
type Statement struct {
	With  string // what the column of the other side is called
	Debts bool   // the sums say what was paid and is owed
	Rows  []StatementRow
	Sums  []StatementSum
}

// StatementRow is a line of an order.
type StatementRow struct {
	Order          int64
	Placed, Closed string // days; Closed may be empty
	Status, With   string
	SKU, Title     string
	Quantity       int
	Unit           string
	Price, Sum     measure.Fen
	HandedOver     measure.Fen // of Sum
}

// StatementSum is what stands between the two sides.
type StatementSum struct {
	With                    string
	Orders                  int
	HandedOver              measure.Fen
	OwedBefore, AheadBefore measure.Fen // when the days began; ahead is what was paid too early
	Paid                    measure.Fen
	Stated                  measure.Fen // and not agreed yet: it does not count
	Owed, Ahead             measure.Fen // when they ended
	Open                    int
	OpenSum                 measure.Fen
}

// statementTitles and statementSums are the columns of the two sheets, the other side's apart.
var (
	statementTitles = []string{
		"paper.order", "paper.statement.placed", "paper.statement.closed", "paper.statement.status", "", "paper.sku", "paper.item", "paper.quantity", "paper.unit",
		"paper.price", "paper.sum", "paper.statement.handed",
	}
	statementSums  = []string{"", "paper.statement.orders", "paper.statement.handed", "paper.statement.open", "paper.statement.opensum"}
	statementDebts = []string{
		"paper.statement.before", "paper.statement.aheadbefore", "paper.statement.paid", "paper.statement.owed", "paper.statement.ahead",
		"paper.statement.stated",
	}
)

// statementWith is where the other side's column stands in statementTitles.
const statementWith = 4

// Workbook writes a statement as a workbook: a sheet of the orders, unless there are none, and one of the sums. say gives its titles.
func (s Statement) Workbook(say Say) ([]byte, error) {
	file := excelize.NewFile()
	defer file.Close()
	out, err := s.write(file, say)
	if err != nil {
		return nil, fmt.Errorf("write a statement: %w", err)
	}
	return out, nil
}

func (s Statement) write(file *excelize.File, say Say) ([]byte, error) {
	money, err := file.NewStyle(&excelize.Style{NumFmt: moneyFormat})
	if err != nil {
		return nil, err
	}
	first := say("paper.statement.sums")
	if len(s.Rows) > 0 {
		first = say("paper.statement.orders")
	}
	if err := file.SetSheetName("Sheet1", first); err != nil {
		return nil, err
	}
	if len(s.Rows) > 0 {
		if err := writeSheet(file, first, func(write func(...any)) { s.writeRows(write, say, money) }); err != nil {
			return nil, err
		}
	}
	if err := writeSheet(file, say("paper.statement.sums"), func(write func(...any)) { s.writeSums(write, say, money) }); err != nil {
		return nil, err
	}
	out, err := file.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (s Statement) writeRows(write func(...any), say Say, money int) {
	titles := say.all(statementTitles)
	titles[statementWith] = s.With
	write(titles...)
	for _, r := range s.Rows {
		write(r.Order, r.Placed, r.Closed, r.Status, r.With, r.SKU, r.Title, r.Quantity, r.Unit, yuanOf(r.Price, money), yuanOf(r.Sum, money), yuanOf(r.HandedOver, money))
	}
}

func (s Statement) writeSums(write func(...any), say Say, money int) {
	titles := say.all(statementSums)
	titles[0] = s.With
	if s.Debts {
		titles = append(titles, say.all(statementDebts)...)
	}
	write(titles...)
	all := StatementSum{With: say("paper.total")}
	for _, r := range s.Sums {
		s.writeSum(write, r, money)
		all.add(r)
	}
	s.writeSum(write, all, money)
}

// add adds up every column by itself: what is owed to one and paid ahead to another is not set off.
func (all *StatementSum) add(r StatementSum) {
	all.Orders, all.HandedOver, all.Open, all.OpenSum = all.Orders+r.Orders, all.HandedOver+r.HandedOver, all.Open+r.Open, all.OpenSum+r.OpenSum
	all.OwedBefore, all.AheadBefore, all.Paid = all.OwedBefore+r.OwedBefore, all.AheadBefore+r.AheadBefore, all.Paid+r.Paid
	all.Owed, all.Ahead, all.Stated = all.Owed+r.Owed, all.Ahead+r.Ahead, all.Stated+r.Stated
}

func (s Statement) writeSum(write func(...any), r StatementSum, money int) {
	cells := []any{r.With, r.Orders, yuanOf(r.HandedOver, money), r.Open, yuanOf(r.OpenSum, money)}
	if s.Debts {
		for _, fen := range []measure.Fen{r.OwedBefore, r.AheadBefore, r.Paid, r.Owed, r.Ahead, r.Stated} {
			cells = append(cells, yuanOf(fen, money))
		}
	}
	write(cells...)
}
