package pickup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
)

// Role is what somebody is to an order.
type Role string

// Whom an order concerns: who placed it, the people of its distributor, the organisers of the village, and the clock.
const (
	BySeller      Role = "seller"
	ByDistributor Role = "distributor"
	ByOrganiser   Role = "organiser"
	ByClock       Role = "clock"
)

// Actor is who sees or moves an order.
type Actor struct {
	Person      int64
	Role        Role
	Distributor string // whose people ByDistributor is of; case and outer spaces do not count
}

// counter is the distributor as the database compares it.
func (a Actor) counter() string { return strings.ToLower(strings.TrimSpace(a.Distributor)) }

// Seller is a person who orders.
func Seller(id SellerID) Actor { return Actor{Person: int64(id), Role: BySeller} }

// Deed is what can be done to an order, as order_moves has it.
type Deed string

// The deeds. An accepted order is Asked about where its seller does Cancel to it.
const (
	Place  Deed = "placed"
	Accept Deed = "accepted"
	Short  Deed = "short"
	Pack   Deed = "ready"
	Pick   Deed = "picked"
	Refuse Deed = "refused"
	Cancel Deed = "cancelled"
	Ask    Deed = "asked"
	Keep   Deed = "kept"
	// Withdraw is a distributor's cancelling an order that it has accepted, and that its seller did not ask to cancel.
	Withdraw Deed = "withdrawn"
	// An accepted order is changed once its distributor agrees to what was proposed.
	Alter   Deed = "changed"
	Propose Deed = "proposed"
	Decline Deed = "declined"
	Expire  Deed = "expired"
	// What is done about goods that were fetched and not right.
	Complain Deed = "claimed"
	Credit   Deed = "credited"
	Replace  Deed = "replaced"
	Deny     Deed = "denied"
)

// Reasons that oldhand has words for; any other is a person's own.
const (
	SoldOut = "sold_out"
	Closed  = "closed"
	// Of claims, and of their being denied.
	Missing  = "missing"
	Broken   = "broken"
	Wrong    = "wrong"
	Complete = "complete"
)

// Event is something that happened to an order.
type Event struct {
	At     time.Time
	Actor  int64 // the person; 0: nobody
	Role   Role
	What   Deed
	Reason string
	Before Status // "": it was just placed
	After  Status
	// Of a line that came up short: which item, and how many pieces before and after; of a claim: of how many pieces.
	SKU      string
	Had, Has int
	Amount   measure.Fen // credited
	// Of a change that was made: what the order was about before and after.
	From, To *Terms
}

var (
	// ErrReason says that a reason must be given.
	ErrReason = errors.New("a reason is needed")
	// ErrAsked says that the seller has asked to cancel the order already.
	ErrAsked = errors.New("asked already")
	// ErrCode says that no open order of the distributor has a code.
	ErrCode = errors.New("no open order has that code")
	// ErrTries says that somebody has typed too many wrong codes within an hour.
	ErrTries = errors.New("too many wrong codes")
	// ErrPooled says that others have their price by an order, so that its seller alone cannot call it off or take goods off it.
	ErrPooled = errors.New("others have their price by it")
	// ErrUnchanged says that an order has just so many pieces already.
	ErrUnchanged = errors.New("nothing would change")
)

// LeftError says that an order cannot get so many pieces of an item again as it was told to have.
type LeftError struct {
	SKU       string
	Available int // how many it can get
}

func (e *LeftError) Error() string { return fmt.Sprintf("%s: only %d can be had", e.SKU, e.Available) }

// Do does something to an order, and gives the order as it is then, with its history; with ErrTooLate and ErrAsked it is as it
// was before. now is the turn's clock. What is picked leaves the shelf; whatever else closes the order gives its stock back. Errors:
// ErrNotFound (also where the order does not concern the actor), ErrTooLate, ErrReason, ErrAsked, ErrPooled; none of them spoils tx.
func (o *Orders) Do(ctx context.Context, tx pgx.Tx, a Actor, id OrderID, d Deed, reason string, now time.Time) (Order, error) {
	var problem string
	batch := &pgx.Batch{}
	batch.Queue(`SELECT coalesce(move_own_order($1, $2, $3, $4, $5, $6, $7), '')`, id, d, a.Person, a.Role, a.counter(), reason, now).
		QueryRow(func(row pgx.Row) error { return row.Scan(&problem) })
	order, err := o.after(ctx, tx, batch, a, id)
	if err != nil {
		return Order{}, fmt.Errorf("order %d is to be %s: %w", id, d, err)
	}
	return order, refused(problem)
}

// Left says how many pieces of an item are left for an open order; its lines of the item get so many and no more than were
// ordered, the first of them first. An order with nothing left is refused as SoldOut. Errors: those of Do, catalogue.ErrNotFound
// where the order has none of the item, ErrUnchanged, and *LeftError.
func (o *Orders) Left(ctx context.Context, tx pgx.Tx, a Actor, id OrderID, item catalogue.ItemID, left int, now time.Time) (Order, error) {
	var problem string
	var available int
	batch := &pgx.Batch{}
	batch.Queue(`SELECT coalesce(problem, ''), coalesce(available, 0) FROM short_order($1, $2, $3, $4, $5, $6, $7)`,
		id, item, left, a.Person, a.Role, a.counter(), now).
		QueryRow(func(row pgx.Row) error { return row.Scan(&problem, &available) })
	order, err := o.after(ctx, tx, batch, a, id)
	if err != nil {
		return Order{}, fmt.Errorf("order %d gets %d of item %d: %w", id, left, item, err)
	}
	if problem == "short" {
		l := order.Lines[slices.IndexFunc(order.Lines, func(l Line) bool { return l.Item == item })]
		return order, &LeftError{l.SKU, available}
	}
	return order, refused(problem)
}

// refused is the error of a problem that the database names.
func refused(problem string) error {
	switch problem {
	case "":
		return nil
	case "unknown":
		return ErrNotFound
	case "line":
		return catalogue.ErrNotFound
	case "reason":
		return ErrReason
	case "asked":
		return ErrAsked
	case "same":
		return ErrUnchanged
	case "pooled":
		return ErrPooled
	}
	return ErrTooLate
}

// after runs a batch and gives an order as it is then; a zero one where it does not concern the actor.
func (o *Orders) after(ctx context.Context, tx pgx.Tx, batch *pgx.Batch, a Actor, id OrderID) (order Order, err error) {
	var proposed *Proposal
	const concerned = `concerns(seller_id, distributor_id, $2, $3, $4)`
	batch.Queue(selectRows+`WHERE id = $1 AND `+concerned+` ORDER BY line`, id, a.Person, a.Role, a.counter()).
		Query(func(rows pgx.Rows) error {
			orders, err := o.collect(rows)
			if len(orders) > 0 {
				order = orders[0]
			}
			return err
		})
	batch.Queue(`SELECT e.at, e.actor, e.role, e.what, e.reason, e.before, e.after, coalesce(l.sku, '') AS sku,
			coalesce(e.had, 0) AS had, coalesce(e.has, c.quantity, 0) AS has, CASE e.what WHEN 'credited' THEN c.amount ELSE 0 END AS amount,
			e.id, CASE e.what WHEN 'changed' THEN a.before END, CASE e.what WHEN 'changed' THEN a.after END
		FROM order_events e JOIN orders o ON o.id = e.order_id LEFT JOIN order_claims c ON c.id = e.claim LEFT JOIN order_changes a ON a.id = e.change
		LEFT JOIN order_lines l ON l.order_id = e.order_id AND l.line = coalesce(e.line, c.line)
		WHERE e.order_id = $1 AND `+concerned+` ORDER BY e.id`, id, a.Person, a.Role, a.counter()).
		Query(func(rows pgx.Rows) (err error) {
			order.History, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (e Event, err error) {
				var from, to []byte
				if err = row.Scan(&e.At, &e.Actor, &e.Role, &e.What, &e.Reason, &e.Before, &e.After, &e.SKU, &e.Had, &e.Has, &e.Amount,
					&order.Revision, &from, &to); err != nil {
					return e, err
				}
				e.At = e.At.In(o.zone)
				if e.From, err = termsOf(from, o.zone); err == nil {
					e.To, err = termsOf(to, o.zone)
				}
				return e, err
			})
			return err
		})
	batch.Queue(selectProposal, id).
		Query(func(rows pgx.Rows) (err error) {
			proposed, err = proposalOf(rows, o.zone)
			return err
		})
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return Order{}, err
	}
	if order.Status.Open() {
		order.Proposed = proposed
	}
	return order, nil
}

// Account gives an order with its history to somebody whom it concerns, or ErrNotFound.
func (o *Orders) Account(ctx context.Context, tx pgx.Tx, a Actor, id OrderID) (Order, error) {
	order, err := o.after(ctx, tx, &pgx.Batch{}, a, id)
	if err != nil {
		return Order{}, fmt.Errorf("read order %d: %w", id, err)
	}
	if order.ID == 0 {
		return Order{}, ErrNotFound
	}
	return order, nil
}

// ByCode gives the open order of the actor's distributor whose code four figures are, else whose number. A wrong one is remembered
// for an hour, with five of which none is looked for any more. Errors: ErrCode, ErrTries, which must not roll tx back, and ErrNotFound.
func (o *Orders) ByCode(ctx context.Context, tx pgx.Tx, a Actor, figures string, now time.Time) (Order, error) {
	var problem string
	var id OrderID
	err := tx.QueryRow(ctx, `SELECT coalesce(problem, ''), coalesce(number, 0) FROM order_by_code($1, $2, $3, $4)`,
		figures, a.Person, a.counter(), now).Scan(&problem, &id)
	switch {
	case err != nil:
		return Order{}, fmt.Errorf("look for a code: %w", err)
	case problem == "wrong":
		return Order{}, ErrCode
	case problem == "tries":
		return Order{}, ErrTries
	}
	return o.Account(ctx, tx, a, id)
}

// OpenAt lists all open orders of a distributor, soonest pickup first, for its own people. Case and outer spaces of the name
// do not count.
func (o *Orders) OpenAt(ctx context.Context, distributor string) ([]Order, error) {
	return o.read(ctx, `WHERE distributor_id = (SELECT id FROM distributors WHERE key = $1) AND open`+soonest, Actor{Distributor: distributor}.counter())
}

// holdDays is for how many days after its pickup day an order is held.
const holdDays = 1

// TakeExpired closes, within tx, up to limit open orders whose hold has ended, and gives them as they are then. A hold ends at the
// end of the day after the pickup day, and that of a large order when it was not accepted in time, once both the database's clock and now say so: neither ends one early by itself.
func (o *Orders) TakeExpired(ctx context.Context, tx pgx.Tx, now time.Time, limit int) ([]Order, error) {
	var by time.Time
	if err := tx.QueryRow(ctx, `SELECT least(now(), $1)`, now).Scan(&by); err != nil {
		return nil, fmt.Errorf("read the database's clock: %w", err)
	}
	rows, err := tx.Query(ctx, `SELECT expire_orders($1, $2, $3)`, date(by.In(o.zone).AddDate(0, 0, -holdDays)), limit, by)
	if err != nil {
		return nil, fmt.Errorf("expire orders: %w", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[OrderID])
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	rows, err = tx.Query(ctx, selectRows+`WHERE id = ANY ($1) ORDER BY id, line`, ids)
	if err != nil {
		return nil, fmt.Errorf("read expired orders: %w", err)
	}
	return o.collect(rows)
}
