// Package sales reads what sellers sold out of the order files of their shops, and keeps which of their items it is and what of it was
// fetched already.
package sales

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"oldhand/integrations/batch"
	"oldhand/integrations/bounds"
	"oldhand/integrations/table"
)

// ErrNoGoods says that a file cannot be read, or lacks columns of goods or of how many there are, or any row of them.
var ErrNoGoods = errors.New("not a readable list of goods sold")

// File is what a file of orders says of goods.
type File struct {
	Goods []Goods
	Sold  []Sold // by the order of the file
	// Orders is how many of the shop's orders goods are to be fetched for; rows without a number are none.
	Orders int
	// Out is how many orders do not count, or not with all their goods, by what became of those.
	Out map[Standing]int
	// Unnumbered is how many rows have no number of an order, one of which a spreadsheet dropped digits, or one so short that it may come
	// again on another day: they are known by the file alone.
	Unnumbered int
	Refused    []Refused
	Left       table.Reason // what of the file was not read, or none
	// Priceable: it has addresses and weights, so that its parcels can be priced.
	Priceable bool
}

// Sold is how many pieces of some goods an order has.
type Sold struct {
	Number string // of the shop's order, as numbers compare
	Goods  int    // their place in File.Goods
	Pieces int
}

// Pieces is how many pieces are to be fetched in all.
func (f File) Pieces() (n int) {
	for _, s := range f.Sold {
		n += s.Pieces
	}
	return n
}

// Refused is a row that could not be read, and why.
type Refused struct {
	Line int
	Why  table.Reason
}

// Read reads the CSV or XLSX that a shop gives out of its orders: the goods of those that are paid and neither shipped, closed nor
// refunded. A row without an order's number goes on with the order above. A row that cannot be read is refused alone. Errors: ErrNoGoods,
// [batch.ErrTooLong], a [bounds.Error], or ctx's own.
func Read(ctx context.Context, data []byte) (File, error) {
	r := newReader(data)
	err := table.ReadBytes(ctx, data, schema, table.Reader{
		Take: func(row table.Row) error {
			if !slices.ContainsFunc(goodsColumns, row.Has) {
				return ErrNoGoods
			}
			return r.take(row)
		},
		Reject: func(e *table.RowError) error { return r.refuse(e.Line, e.Reason) },
		Say:    func(left table.Reason) { r.Left = left },
	})
	_, beyond := errors.AsType[bounds.Error](err)
	switch {
	case beyond, ctx.Err() != nil, errors.Is(err, batch.ErrTooLong), errors.Is(err, ErrNoGoods):
		return File{}, errors.Join(err, ctx.Err())
	case err != nil:
		return File{}, fmt.Errorf("%w: %w", ErrNoGoods, err)
	case len(r.Sold)+len(r.Out)+len(r.Refused) == 0:
		return File{}, fmt.Errorf("%w: no rows", ErrNoGoods)
	}
	return r.File, nil
}

// reader is a file being read.
type reader struct {
	File
	print  string // of the file, by which its rows are known that have no order's number
	rows   int
	above  order // the order that the last row is of
	goods  map[string]int
	sold   map[[2]string]int // places in Sold, by order and goods
	orders map[[2]string]bool
	parts  map[[2]string]bool // rows that were taken, by the number of their part of an order and goods
}

// order is what a row says of the order that it is of.
type order struct{ number, status, refund, payment, waybill string }

func newReader(data []byte) *reader {
	sum := sha256.Sum256(data)
	return &reader{
		File: File{Out: map[Standing]int{}}, print: hex.EncodeToString(sum[:8]),
		goods: map[string]int{}, sold: map[[2]string]int{}, orders: map[[2]string]bool{}, parts: map[[2]string]bool{},
	}
}

func (r *reader) take(row table.Row) error {
	r.Priceable = batch.Priceable(row)
	if r.isSum(row) {
		return nil
	}
	o := r.orderOf(row)
	if s := o.standing(row); s != Open {
		r.countOut(o, s)
		return r.count()
	}
	g, err := goodsIn(row)
	if err != nil {
		return r.refuse(row.Line, refusal(err))
	}
	n, err := piecesIn(row)
	if err != nil {
		return r.refuse(row.Line, refusal(err))
	}
	if part := batch.OrderKey(batch.Written(row, "part")); part == "" || !r.parts[[2]string{part, g.Name}] {
		r.parts[[2]string{part, g.Name}] = part != ""
		r.add(o, row.Line, g, n)
	}
	return r.count()
}

// isSum says that a row only has the sums of a table.
func (r *reader) isSum(row table.Row) bool {
	return slices.ContainsFunc(append([]string{"order"}, goodsColumns...), func(column string) bool {
		return slices.Contains(words["sum"], fold(row.Get(column)))
	})
}

// orderOf is the order that a row is of; what it leaves out of it stands in the row above.
func (r *reader) orderOf(row table.Row) order {
	number := batch.Written(row, "order")
	if shop := batch.Written(row, "shop_number"); number == "" && strings.HasPrefix(shop, "#") { // else it is somebody's name
		number = shop
	}
	if number == "" && !row.Has("order") {
		number = batch.Written(row, "part")
	}
	o := order{number, row.Get("status"), row.Get("refund"), row.Get("payment"), batch.Written(row, "waybill")}
	numbered := row.Has("order") || row.Has("shop_number")
	if numbered && (number == "" || row.Continues("order")) {
		o.number = r.above.number
	}
	if numbered && o.number == r.above.number && o.status == "" {
		o.status, o.refund, o.payment, o.waybill = r.above.status, r.above.refund, r.above.payment, r.above.waybill
	}
	r.above = o
	return o
}

// standing is what became of the part of the order that a row has: what is told of the part goes before what is told of the order. Where
// no status is told, one with a number of its parcel is shipped.
func (o order) standing(row table.Row) Standing {
	if s := standing(row.Get("part_status"), "", ""); s != Open {
		return s
	}
	if s := standing(o.status, o.refund, o.payment); s != Open || row.Has("status") || row.Has("part_status") || o.waybill == "" {
		return s
	}
	return Shipped
}

// countOut counts an order that does not count, once.
func (r *reader) countOut(o order, s Standing) {
	key := batch.OrderKey(o.number)
	if key == "" || !r.orders[[2]string{string(s), key}] {
		r.Out[s]++
	}
	r.orders[[2]string{string(s), key}] = true
}

// add puts pieces of goods to their order.
func (r *reader) add(o order, line int, g Goods, n int) {
	number := lastingKey(o.number)
	if number == "" {
		r.Unnumbered++
		number = fmt.Sprintf("%s:%d", r.print, line)
	} else if open := [2]string{string(Open), number}; !r.orders[open] {
		r.orders[open] = true
		r.Orders++
	}
	at, known := r.goods[g.Name]
	if !known {
		at = len(r.Goods)
		r.goods[g.Name], r.Goods = at, append(r.Goods, g)
	}
	key := [2]string{number, g.Name}
	if i, known := r.sold[key]; known {
		r.Sold[i].Pieces += n
		return
	}
	r.sold[key] = len(r.Sold)
	r.Sold = append(r.Sold, Sold{number, at, n})
}

// shortest is how many letters and digits a number of an order has at least by which the order is known in other files, too.
const shortest = 5

// lastingKey is the number of an order as numbers compare from file to file. A number of fewer than five letters and digits is none: lists
// that people keep themselves begin with 1 every day. A # before it counts as one of them: Shopify numbers its orders from #1001 on.
func lastingKey(number string) string {
	signs := 0
	for _, c := range fold(number) {
		if c == '#' || unicode.IsLetter(c) || unicode.IsDigit(c) {
			signs++
		}
	}
	if signs < shortest {
		return ""
	}
	return batch.OrderKey(number)
}

func (r *reader) refuse(line int, why table.Reason) error {
	r.Refused = append(r.Refused, Refused{line, why})
	return r.count()
}

// count counts a row, of which there may be so many.
func (r *reader) count() error {
	if r.rows++; r.rows > batch.MaxLines {
		return fmt.Errorf("more than %d: %w", batch.MaxLines, batch.ErrTooLong)
	}
	return nil
}
