package pickup

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
)

// Querier reads, within a transaction or without.
type Querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// Stop is a distributor on somebody's way, with what is to be fetched there.
type Stop struct {
	Distributor string
	Stall       string // where it stands, as its items say; "": unknown
	Orders      []Order
	Total       measure.Fen
}

// Tick names goods of an order.
type Tick struct {
	Order OrderID
	Item  catalogue.ItemID
}

// Pull is what a seller has to fetch on a day, in the order of the way.
type Pull struct {
	Stops  []Stop
	Ticked map[Tick]bool // by the seller, for her own use
	Total  measure.Fen
	N      int // of orders
}

// Pull reads what a seller has to fetch on a day and, with overdue, what of the days before is still open.
func (d Daily) Pull(ctx context.Context, q Querier, seller SellerID, day time.Time, overdue bool) (Pull, error) {
	rows, err := q.Query(ctx, selectRows+`WHERE seller_id = $1 AND open AND (pickup_day = $2 OR $3 AND pickup_day < $2)`+soonest, seller, date(day.In(d.orders.zone)), overdue)
	if err != nil {
		return Pull{}, fmt.Errorf("read what to fetch: %w", err)
	}
	orders, err := d.orders.collect(rows)
	if err != nil {
		return Pull{}, fmt.Errorf("read what to fetch: %w", err)
	}
	pulls, err := d.pulls(ctx, q, []Due{{seller, orders}})
	if err != nil {
		return Pull{}, err
	}
	return pulls[0], nil
}

// pulls are what sellers have to fetch of orders, one for each of them.
func (d Daily) pulls(ctx context.Context, q Querier, dues []Due) ([]Pull, error) {
	var ids []OrderID
	var shops []string
	for _, due := range dues {
		for _, order := range due.Orders {
			ids, shops = append(ids, order.ID), append(shops, order.Distributor)
		}
	}
	ticked, err := readTicks(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	stalls, err := readStalls(ctx, q, shops)
	if err != nil {
		return nil, err
	}
	pulls := make([]Pull, len(dues))
	for i, due := range dues {
		pulls[i] = Pull{Stops: stops(due.Orders, stalls), Ticked: ticked, N: len(due.Orders)}
		for _, s := range pulls[i].Stops {
			pulls[i].Total += s.Total
		}
	}
	return pulls, nil
}

func readTicks(ctx context.Context, q Querier, orders []OrderID) (map[Tick]bool, error) {
	rows, err := q.Query(ctx, `SELECT order_id, item_id FROM order_ticks WHERE order_id = ANY ($1)`, orders)
	if err != nil {
		return nil, fmt.Errorf("read ticks: %w", err)
	}
	ticked := map[Tick]bool{}
	var t Tick
	if _, err := pgx.ForEachRow(rows, []any{&t.Order, &t.Item}, func() error { ticked[t] = true; return nil }); err != nil {
		return nil, fmt.Errorf("read ticks: %w", err)
	}
	return ticked, nil
}

// readStalls gives where distributors stand: where most of their items do.
func readStalls(ctx context.Context, q Querier, distributors []string) (map[string]string, error) {
	rows, err := q.Query(ctx, `SELECT d.name, mode() WITHIN GROUP (ORDER BY i.stall) FROM items i JOIN distributors d ON d.id = i.distributor_id
		WHERE d.name = ANY ($1) AND i.stall <> '' GROUP BY d.name`, distributors)
	if err != nil {
		return nil, fmt.Errorf("read stalls: %w", err)
	}
	stalls := map[string]string{}
	var name, stall string
	if _, err := pgx.ForEachRow(rows, []any{&name, &stall}, func() error { stalls[name] = stall; return nil }); err != nil {
		return nil, fmt.Errorf("read stalls: %w", err)
	}
	return stalls, nil
}

// stops groups orders by distributor, in the order of the way: by stall, those whose stall nobody knows last.
func stops(orders []Order, stalls map[string]string) (out []Stop) {
	for _, order := range orders {
		i := slices.IndexFunc(out, func(s Stop) bool { return s.Distributor == order.Distributor })
		if i < 0 {
			i, out = len(out), append(out, Stop{Distributor: order.Distributor, Stall: stalls[order.Distributor]})
		}
		out[i].Orders = append(out[i].Orders, order)
		out[i].Total += order.Total
	}
	slices.SortStableFunc(out, func(a, b Stop) int {
		if (a.Stall == "") != (b.Stall == "") {
			return cmp.Compare(b.Stall, a.Stall)
		}
		return cmp.Or(byNumber(a.Stall, b.Stall), strings.Compare(a.Distributor, b.Distributor))
	})
	return out
}

// byNumber compares the names of stalls with their numbers as numbers: A-12 stands before A-102.
func byNumber(a, b string) int {
	a, b = strings.ToUpper(a), strings.ToUpper(b)
	for a != "" && b != "" {
		x, y := lead(a), lead(b)
		a, b = a[len(x):], b[len(y):]
		if digit(x[0]) && digit(y[0]) {
			x, y = strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			if len(x) != len(y) {
				return cmp.Compare(len(x), len(y))
			}
		}
		if c := strings.Compare(x, y); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// lead is the run of figures, or of others, that a text begins with.
func lead(s string) string {
	n := 1
	for n < len(s) && digit(s[n]) == digit(s[0]) {
		n++
	}
	return s[:n]
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// Tick marks goods of an open order of a seller as taken, or takes the mark away; it is the seller's own and means nothing to others.
// Error: ErrNotFound, also where the order is no longer open.
func (d Daily) Tick(ctx context.Context, tx pgx.Tx, seller SellerID, t Tick, on bool) error {
	var there bool
	err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM order_rows WHERE id = $1 AND item_id = $2 AND seller_id = $3 AND open)`, t.Order, t.Item, seller).Scan(&there)
	if err == nil && !there {
		return ErrNotFound
	}
	if err == nil && on {
		_, err = tx.Exec(ctx, `INSERT INTO order_ticks (order_id, item_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, t.Order, t.Item)
	} else if err == nil {
		_, err = tx.Exec(ctx, `DELETE FROM order_ticks WHERE order_id = $1 AND item_id = $2`, t.Order, t.Item)
	}
	if err != nil {
		return fmt.Errorf("tick goods: %w", err)
	}
	return nil
}

// Shown is the part of a seller's list of what to fetch that she was shown last.
type Shown struct {
	Seller SellerID
	Day    time.Time // midnight in the village's zone
	Page   int       // from 0
	Lang   string    // in which it was written
	Print  int64     // of what stands on it: another one, where that is other
}

// Show notes what sellers are shown, one part each.
func (d Daily) Show(ctx context.Context, tx pgx.Tx, shown ...Shown) error {
	batch := &pgx.Batch{}
	for _, s := range shown {
		batch.Queue(`INSERT INTO pull_cards (seller_id, day, page, lang, print) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (seller_id)
			DO UPDATE SET (day, page, lang, print) = (EXCLUDED.day, EXCLUDED.page, EXCLUDED.lang, EXCLUDED.print)`, s.Seller, date(s.Day), s.Page, s.Lang, s.Print)
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("note what is shown of what to fetch: %w", err)
	}
	return nil
}

// Showing gives what sellers were shown last, of those whose part is of a day or a later one. Until the transaction ends nobody else does: so
// what is read of their orders from then on is no older than what others have shown.
func (d Daily) Showing(ctx context.Context, tx pgx.Tx, sellers []SellerID, day time.Time) ([]Shown, error) {
	rows, err := tx.Query(ctx, `SELECT seller_id, day, page, lang, print FROM pull_cards WHERE seller_id = ANY ($1) AND day >= $2 ORDER BY seller_id FOR UPDATE`, sellers, date(day))
	if err != nil {
		return nil, fmt.Errorf("read what is shown of what to fetch: %w", err)
	}
	shown, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (s Shown, err error) {
		err = row.Scan(&s.Seller, &s.Day, &s.Page, &s.Lang, &s.Print)
		s.Day = midnight(s.Day, d.orders.zone)
		return s, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what is shown of what to fetch: %w", err)
	}
	return shown, nil
}
