package batch

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/width"

	"oldhand/integrations/table"

	"oldhand/integrations/measure"
)

// ordersKept is how many days the order numbers of a list are remembered.
const ordersKept = 90

// maxOrderNumber is how long an order number can be; what is longer is none.
const maxOrderNumber = 64

// Doubted are the priced lines that the seller should look at twice: their parcels may go a second time.
func (b Batch) Doubted() (lines []Priced, sum measure.Fen) {
	for _, p := range b.Priced {
		if p.Doubt != "" {
			lines, sum = append(lines, p), sum+p.All()
		}
	}
	return lines, sum
}

// orderKey is how order numbers compare; empty for what tells no order from another.
func orderKey(number string) string {
	key := strings.ToLower(strings.TrimPrefix(width.Fold.String(strings.Join(strings.Fields(number), "")), "#"))
	if len(key) > maxOrderNumber || table.CutShort(key) {
		return ""
	}
	return key
}

// doubt says what is odd about a line's order number within its own list.
func (t *tally) doubt(w Wanted) string {
	if table.CutShort(w.Order) {
		return table.Both("the spreadsheet took the order number for a number and dropped its last digits: make the column a text",
			"订单号被表格当成数字，后几位丢了：把这一列设成文本").In(t.lang)
	}
	key := orderKey(w.Order)
	if key == "" {
		return ""
	}
	first, again := t.orders[key]
	if !again {
		t.orders[key] = w
		return ""
	}
	if w.sameParcel(first) {
		return table.Both("the same as line %d", "和第%d行一模一样", first.Line).In(t.lang)
	}
	return table.Both("the same order number as line %d", "订单号和第%d行一样", first.Line).In(t.lang)
}

// sameParcel says that two lines differ in nothing but where they stand.
func (w Wanted) sameParcel(other Wanted) bool {
	w.Line, w.Order = other.Line, other.Order
	return w == other
}

// Recall says of the lines of a seller's list which order numbers the seller had priced in an earlier one or has booked
// already, and remembers the others for the lists to come. The list of a turn is not compared with itself. What it says
// stands in the batch that it gives, so that a transaction can be run again.
func (b Batch) Recall(ctx context.Context, tx pgx.Tx, seller, turn int64, now time.Time, lang string) (Batch, error) {
	numbers := b.orderNumbers()
	if len(numbers) == 0 {
		return b, nil
	}
	b.Priced = slices.Clone(b.Priced)
	keys := slices.Sorted(maps.Keys(numbers)) // in one order, so that two lists at once wait for each other in turn
	if _, err := tx.Exec(ctx, `DELETE FROM quoted_orders WHERE quoted_at < $1`, now.AddDate(0, 0, -ordersKept)); err != nil {
		return Batch{}, fmt.Errorf("forget order numbers: %w", err)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO quoted_orders (seller_id, order_number, turn, quoted_at)
		SELECT $1, unnest($2::text[]), $3, $4 ON CONFLICT DO NOTHING`, seller, keys, turn, now); err != nil {
		return Batch{}, fmt.Errorf("remember order numbers: %w", err)
	}
	// A statement of its own, to see what a list that came at the same time has left.
	written := make([]string, len(keys))
	for i, key := range keys {
		written[i] = b.Priced[numbers[key][0]].Order
	}
	rows, err := tx.Query(ctx, `
		SELECT q.order_number, q.turn <> $3, q.quoted_at, EXISTS (SELECT FROM bookings b JOIN parcels p ON p.id = b.parcel
			WHERE b.order_number = n.written AND p.seller_id = $1)
		FROM unnest($2::text[], $4::text[]) AS n (key, written) JOIN quoted_orders q ON q.seller_id = $1 AND q.order_number = n.key`,
		seller, keys, turn, written)
	if err != nil {
		return Batch{}, fmt.Errorf("look for order numbers: %w", err)
	}
	var key string
	var quoted, booked bool
	var at time.Time
	_, err = pgx.ForEachRow(rows, []any{&key, &quoted, &at, &booked}, func() error {
		on := at.In(now.Location()).Format(time.DateOnly)
		switch {
		case booked:
			b.addDoubt(numbers[key], table.Both("a courier was ordered for it already", "已经叫过快递"), lang)
		case quoted:
			b.addDoubt(numbers[key], table.Both("in a list of %s already", "%s的清单里已经有了", on), lang)
		}
		return nil
	})
	if err != nil {
		return Batch{}, fmt.Errorf("look for order numbers: %w", err)
	}
	return b, nil
}

// orderNumbers are the places of the priced lines by their order numbers, without those that only count the lines: they
// are the same in every list.
func (b Batch) orderNumbers() map[string][]int {
	numbers := map[string][]int{}
	lines := len(b.Priced) + len(b.Refused)
	for i, p := range b.Priced {
		key := orderKey(p.Order)
		if n, err := strconv.Atoi(key); key != "" && (err != nil || n > lines) {
			numbers[key] = append(numbers[key], i)
		}
	}
	return numbers
}

func (b Batch) addDoubt(lines []int, doubt table.Words, lang string) {
	for _, i := range lines {
		p := &b.Priced[i]
		if p.Doubt != "" {
			p.Doubt += table.Both("; ", "；").In(lang)
		}
		p.Doubt += doubt.In(lang)
	}
}
