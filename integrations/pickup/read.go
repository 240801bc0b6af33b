package pickup

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
)

// selectRows reads orders, one row a line; what follows it is a WHERE and an ORDER BY that keeps an order's rows together.
const selectRows = `SELECT id, seller_id, distributor, pickup_day, pickup_at, total, status, placed_at,
	code, cancel_asked, item_id, sku, title_en, title_zh, unit, carton, ordered, quantity, price, line_total, accept_by FROM order_rows `

// soonest orders by pickup; an order without an hour may be fetched from the morning on.
const soonest = ` ORDER BY pickup_day, pickup_at NULLS FIRST, id, line`

// orderRow is a row of selectRows.
type orderRow struct {
	ID          OrderID
	SellerID    SellerID
	Distributor string
	PickupDay   time.Time
	PickupAt    *time.Time
	Total       measure.Fen
	Status      Status
	PlacedAt    time.Time
	Code        string
	CancelAsked bool
	ItemID      catalogue.ItemID
	SKU         string `db:"sku"`
	TitleEN     string
	TitleZH     string
	Unit        string
	Carton      int
	Ordered     int
	Quantity    int
	Price       measure.Fen
	LineTotal   measure.Fen
	AcceptBy    *time.Time
}

// collect makes orders of rows, in their order.
func (o *Orders) collect(rows pgx.Rows) ([]Order, error) {
	read, err := pgx.CollectRows(rows, pgx.RowToStructByName[orderRow])
	if err != nil {
		return nil, err
	}
	var orders []Order
	for _, r := range read {
		if n := len(orders); n == 0 || orders[n-1].ID != r.ID {
			orders = append(orders, Order{ID: r.ID, Seller: r.SellerID, Distributor: r.Distributor, When: whenOf(r.PickupDay, r.PickupAt, o.zone),
				Total: r.Total, Status: r.Status, PlacedAt: r.PlacedAt.In(o.zone), Code: r.Code, CancelAsked: r.CancelAsked})
			if r.AcceptBy != nil {
				orders[len(orders)-1].AcceptBy = r.AcceptBy.In(o.zone)
			}
		}
		last := &orders[len(orders)-1]
		last.Lines = append(last.Lines, Line{Item: r.ItemID, SKU: r.SKU, TitleEN: r.TitleEN, TitleZH: r.TitleZH, Unit: r.Unit, Carton: r.Carton,
			Ordered: r.Ordered, Quantity: r.Quantity, Price: r.Price, Total: r.LineTotal})
	}
	return orders, nil
}

// whenOf makes a pickup time of what is stored: a day of the calendar, and perhaps an instant.
func whenOf(day time.Time, at *time.Time, zone *time.Location) When {
	w := When{Day: time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)}
	if at != nil {
		w.HasTime, w.Time = true, at.In(zone)
	}
	return w
}

func (w When) at() *time.Time {
	if !w.HasTime {
		return nil
	}
	return &w.Time
}

// minute is that of the day at which goods are to be fetched; nil: no hour was named.
func (w When) minute() *int {
	if !w.HasTime {
		return nil
	}
	return new(minuteOf(w.Time))
}

// date is the day of the calendar that t shows, wherever its zone is.
func date(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func (o *Orders) read(ctx context.Context, where string, args ...any) ([]Order, error) {
	rows, err := o.pool.Query(ctx, selectRows+where, args...)
	if err != nil {
		return nil, fmt.Errorf("read orders: %w", err)
	}
	orders, err := o.collect(rows)
	if err != nil {
		return nil, fmt.Errorf("read orders: %w", err)
	}
	return orders, nil
}

// Open lists a seller's open orders, soonest pickup first.
func (o *Orders) Open(ctx context.Context, seller SellerID) ([]Order, error) {
	return o.read(ctx, `WHERE seller_id = $1 AND open`+soonest, seller)
}

// Order gives one order of a seller, or ErrNotFound.
func (o *Orders) Order(ctx context.Context, seller SellerID, id OrderID) (Order, error) {
	orders, err := o.read(ctx, `WHERE seller_id = $1 AND id = $2 ORDER BY line`, seller, id)
	if err != nil {
		return Order{}, err
	}
	if len(orders) == 0 {
		return Order{}, ErrNotFound
	}
	return orders[0], nil
}

// ByPool lists the orders that a pool placed, as they are within tx.
func (o *Orders) ByPool(ctx context.Context, tx pgx.Tx, pool int64) ([]Order, error) {
	rows, err := tx.Query(ctx, selectRows+`WHERE id IN (SELECT id FROM orders WHERE pool_id = $1) ORDER BY id, line`, pool)
	if err != nil {
		return nil, fmt.Errorf("read the orders of pool %d: %w", pool, err)
	}
	return o.collect(rows)
}

// Last gives the orders of the seller's latest confirmation that was not cancelled, or ErrNotFound.
func (o *Orders) Last(ctx context.Context, seller SellerID) ([]Order, error) {
	orders, err := o.read(ctx, `WHERE seller_id = $1 AND status <> 'cancelled' AND placement = (
		SELECT placement FROM orders WHERE seller_id = $1 AND status <> 'cancelled' ORDER BY placed_at DESC, id DESC LIMIT 1) ORDER BY id, line`, seller)
	if err == nil && len(orders) == 0 {
		err = ErrNotFound
	}
	return orders, err
}

// OnDay lists a seller's open orders to be picked up on a day.
func (o *Orders) OnDay(ctx context.Context, seller SellerID, day time.Time) ([]Order, error) {
	return o.read(ctx, `WHERE seller_id = $1 AND open AND pickup_day = $2`+soonest, seller, date(day.In(o.zone)))
}

// ForDistributor lists the open orders of a distributor to be picked up on a day, for its own people. Case and outer
// spaces of the name do not count.
func (o *Orders) ForDistributor(ctx context.Context, distributor string, day time.Time) ([]Order, error) {
	return o.read(ctx, `WHERE distributor_id = (SELECT id FROM distributors WHERE key = $1) AND open AND pickup_day = $2`+soonest,
		strings.ToLower(strings.TrimSpace(distributor)), date(day.In(o.zone)))
}

// ItemsOf gives the items of an order that concerns somebody; none where there is no such order.
func (o *Orders) ItemsOf(ctx context.Context, a Actor, id OrderID) ([]catalogue.ItemID, error) {
	rows, err := o.pool.Query(ctx, `SELECT item_id FROM order_rows WHERE id = $1 AND concerns(seller_id, distributor_id, $2, $3, $4) GROUP BY item_id ORDER BY min(line)`,
		id, a.Person, a.Role, a.counter())
	if err != nil {
		return nil, fmt.Errorf("read the items of order %d: %w", id, err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[catalogue.ItemID])
	if err != nil {
		return nil, fmt.Errorf("read the items of order %d: %w", id, err)
	}
	return ids, nil
}
