package pickup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
)

var (
	// ErrMoved says that something has happened to an order since the card was drawn that shows how it would change.
	ErrMoved = errors.New("something has happened to the order since")
	// ErrNothingLeft says that nothing would be left of an order: that is cancelling it.
	ErrNothingLeft = errors.New("nothing would be left of the order")
)

// Wish is how an order is to be changed, as its seller was shown it.
type Wish struct {
	Order OrderID
	Seen  int64    // the Revision of the order that was shown
	Lines []Wanted // so many pieces in all of each item named, at the price for so many; 0: none of it. Others stay
	When  When
}

// Proposal is a change that a seller asks the distributor of an accepted order for.
type Proposal struct {
	ID    int64
	Lines []Line // as they would be, of the items that change; Quantity 0: none
	When  When
}

// Terms are what an order was about before or after a change.
type Terms struct {
	When  When
	Lines []Term
}

// Term is what was ordered of an item.
type Term struct {
	SKU     string
	Ordered int
	Price   measure.Fen
}

// With is the order as it would be with other lines, and fetched at another time. Lines of items that it does not have come last, and
// those with nothing in them are left out; lines of other items stay as they are.
func (o Order) With(lines []Line, when When) Order {
	changed := o
	changed.Lines, changed.Total, changed.When = nil, 0, when
	taken := map[catalogue.ItemID]bool{}
	for _, l := range slices.Concat(o.Lines, lines) {
		if i := slices.IndexFunc(lines, func(n Line) bool { return n.Item == l.Item }); i >= 0 {
			l = lines[i]
			if taken[l.Item] || l.Quantity == 0 {
				continue
			}
			taken[l.Item] = true
		}
		changed.Lines = append(changed.Lines, l)
		changed.Total += l.Total
	}
	return changed
}

// Change changes an order as its seller was shown it, or asks the distributor for it where the order is accepted already, and gives the
// order as it is then, with its history. key is the turn of the tap: the same again changes nothing. now is the turn's clock. Errors:
// ErrNotFound, ErrTooLate, ErrAsked (to cancel it), ErrPooled, ErrClosed, ErrMoved, ErrUnchanged, ErrNothingLeft, *ChangedError, *ShortError, *CreditError,
// catalogue.ErrNotFound (an item that the order's distributor does not have); none of them spoils tx.
func (o *Orders) Change(ctx context.Context, tx pgx.Tx, key int64, seller SellerID, w Wish, now time.Time) (Order, error) {
	ids, quantities, prices := make([]catalogue.ItemID, len(w.Lines)), make([]int, len(w.Lines)), make([]measure.Fen, len(w.Lines))
	for i, l := range w.Lines {
		ids[i], quantities[i], prices[i] = l.Item, l.Quantity, l.Price
	}
	var r refusal
	batch := &pgx.Batch{}
	batch.Queue(`SELECT coalesce(problem, ''), coalesce(item, 0), coalesce(asked, 0), coalesce(available, 0)
		FROM change_open_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		key, w.Order, w.Seen, ids, quantities, prices, date(w.When.Day), w.When.at(), seller, now, w.When.minute(), now.In(o.zone)).
		QueryRow(func(row pgx.Row) error { return row.Scan(&r.problem, &r.item, &r.asked, &r.available) })
	order, err := o.after(ctx, tx, batch, Seller(seller), w.Order)
	if err != nil {
		return Order{}, fmt.Errorf("change order %d: %w", w.Order, err)
	}
	return order, r.ofChange(ctx, tx)
}

// Answer agrees to the change that a seller asks for, or declines it, and gives the order as it is then, with its history; with
// ErrTooLate, *ShortError and *CreditError it is as it was before. Errors: ErrNotFound, ErrTooLate, ErrNothingLeft, *ShortError,
// *CreditError; none of them spoils tx.
func (o *Orders) Answer(ctx context.Context, tx pgx.Tx, a Actor, change int64, agreed bool, now time.Time) (Order, error) {
	var r refusal
	var id OrderID
	err := tx.QueryRow(ctx, `SELECT coalesce(problem, ''), coalesce(item, 0), coalesce(asked, 0), coalesce(available, 0), coalesce(number, 0)
		FROM answer_change($1, $2, $3, $4, $5)`, change, agreed, a.Person, a.counter(), now).Scan(&r.problem, &r.item, &r.asked, &r.available, &id)
	if err != nil {
		return Order{}, fmt.Errorf("answer change %d: %w", change, err)
	}
	order, err := o.after(ctx, tx, &pgx.Batch{}, a, id)
	if err != nil {
		return Order{}, fmt.Errorf("answer change %d: %w", change, err)
	}
	return order, r.ofChange(ctx, tx)
}

// ofChange is the error of a change that was not made.
func (r refusal) ofChange(ctx context.Context, tx pgx.Tx) error {
	switch r.problem {
	case "short", "changed", "unknown", "credit", "hours":
		return r.error(ctx, tx)
	case "none":
		return ErrNotFound
	case "moved":
		return ErrMoved
	case "empty":
		return ErrNothingLeft
	}
	return refused(r.problem)
}

// selectProposal reads the change that a seller asks for, one row an item.
const selectProposal = `SELECT c.id, c.pickup_day, c.pickup_at, i.id, i.sku, i.title_en, i.title_zh, i.unit, i.carton, w.quantity, w.price
	FROM order_changes c LEFT JOIN LATERAL unnest(c.item_ids, c.quantities, c.prices) WITH ORDINALITY AS w (item_id, quantity, price, n) ON true
	LEFT JOIN items i ON i.id = w.item_id
	WHERE c.order_id = $1 AND c.status = 'asked' ORDER BY w.n`

// proposalOf makes a proposal of its rows; nil: there is none.
func proposalOf(rows pgx.Rows, zone *time.Location) (*Proposal, error) {
	var p *Proposal
	var id int64
	var day time.Time
	var at *time.Time
	var item *catalogue.ItemID
	var sku, titleEN, titleZH, unit *string
	var carton, quantity *int
	var price *measure.Fen
	_, err := pgx.ForEachRow(rows, []any{&id, &day, &at, &item, &sku, &titleEN, &titleZH, &unit, &carton, &quantity, &price}, func() error {
		if p == nil {
			p = &Proposal{ID: id, When: whenOf(day, at, zone)}
		}
		if item != nil { // it is not about the pickup time alone
			p.Lines = append(p.Lines, Line{
				Item: *item, SKU: *sku, TitleEN: *titleEN, TitleZH: *titleZH, Unit: *unit, Carton: *carton, Ordered: *quantity, Quantity: *quantity,
				Price: *price, Total: price.Times(*quantity),
			})
		}
		return nil
	})
	return p, err
}

// termsOf reads what an order was about, as it is written down; nil where nothing is.
func termsOf(raw []byte, zone *time.Location) (*Terms, error) {
	if raw == nil {
		return nil, nil
	}
	var written struct {
		Day   string
		At    *time.Time
		Lines map[string]Term
	}
	if err := json.Unmarshal(raw, &written); err != nil {
		return nil, fmt.Errorf("read the terms of an order: %w", err)
	}
	day, err := time.Parse(time.DateOnly, written.Day)
	if err != nil {
		return nil, fmt.Errorf("read the terms of an order: %w", err)
	}
	t := &Terms{When: whenOf(day, written.At, zone)}
	numbers := make([]int, 0, len(written.Lines))
	for number := range written.Lines {
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("read the terms of an order: %w", err)
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		t.Lines = append(t.Lines, written.Lines[strconv.Itoa(n)])
	}
	return t, nil
}
