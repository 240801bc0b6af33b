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
		if len(p.Doubts) > 0 {
			lines, sum = append(lines, p), sum+p.All()
		}
	}
	return lines, sum
}

// OrderKey is how order numbers compare; empty for what tells no order from another.
func OrderKey(number string) string {
	key := strings.ToLower(strings.TrimPrefix(width.Fold.String(strings.Join(strings.Fields(number), "")), "#"))
	if len(key) > maxOrderNumber || table.CutShort(key) {
		return ""
	}
	return key
}

// doubts says what is odd about a line within its own list: its order number, or that it stands in several rows.
func (t *tally) doubts(w Wanted) []table.Reason {
	if w.Rows > 0 {
		return append([]table.Reason{table.Because("batch.doubt.rows", table.Data{"Rows": w.Rows})}, t.orderDoubts(w)...)
	}
	return t.orderDoubts(w)
}

func (t *tally) orderDoubts(w Wanted) []table.Reason {
	if table.CutShort(w.Order) {
		return []table.Reason{table.Because("batch.doubt.cutshort", nil)}
	}
	key := OrderKey(w.Order)
	if key == "" {
		return nil
	}
	first, again := t.orders[key]
	if !again {
		t.orders[key] = w
		return nil
	}
	if w.sameParcel(first) {
		return []table.Reason{table.Because("batch.doubt.same", table.Data{"Line": first.Line})}
	}
	return []table.Reason{table.Because("batch.doubt.order", table.Data{"Line": first.Line})}
}

// sameParcel says that two lines differ in nothing but where they stand.
func (w Wanted) sameParcel(other Wanted) bool {
	w.Line, w.Order = other.Line, other.Order
	return w == other
}

// Recall says of the lines of a seller's list which order numbers the seller had priced in an earlier one or has booked
// already, and remembers the others for the lists to come. The list of a turn is not compared with itself. What it says
// stands in the batch that it gives, so that a transaction can be run again.
func (b Batch) Recall(ctx context.Context, tx pgx.Tx, seller, turn int64, now time.Time) (Batch, error) {
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
			b.addDoubt(numbers[key], table.Because("batch.doubt.booked", nil))
		case quoted:
			b.addDoubt(numbers[key], table.Because("batch.doubt.listed", table.Data{"On": on}))
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
		key := OrderKey(p.Order)
		if n, err := strconv.Atoi(key); key != "" && (err != nil || n > lines) {
			numbers[key] = append(numbers[key], i)
		}
	}
	return numbers
}

func (b Batch) addDoubt(lines []int, doubt table.Reason) {
	for _, i := range lines {
		p := &b.Priced[i]
		p.Doubts = append(slices.Clip(p.Doubts), doubt) // the list that this one was cloned from keeps its own
	}
}
