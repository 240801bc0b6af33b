// Package pickup keeps the orders that sellers fetch at the distributors, the stock they reserve, and the daily reminder of them.
//
// The life of an order, which the database knows as well (order_moves). An open order, in the upper row, holds stock for its
// lines until it closes; what is picked leaves the shelf, and whatever else closes an order gives back the stock that is there.
//
//	seller ──► placed ── distributor ──► accepted ── distributor ──► ready
//
//	placed, accepted, ready ── seller or distributor ──────────────────────► picked
//	placed, accepted ───────── distributor, with a reason ─────────────────► refused
//	ready ──────────────────── distributor, with nothing left ─────────────► refused
//	placed ─────────────────── seller; distributor, organiser for a reason ► cancelled
//	accepted ───────────────── distributor, with a reason ─────────────────► cancelled
//	accepted, ready ────────── seller asks, distributor agrees ────────────► cancelled
//	placed, accepted, ready ── nobody came by the end of the next day ─────► expired
//	placed, a large share of a stock ── not accepted within half a day ────► expired
//
// Orders are for the distributor's hours, and for so many days ahead as the village takes them (settings). A placed order's lines and
// pickup time are changed by its seller, within these hours and days as well; those of an accepted
// or ready one if the distributor agrees, who may make an exception of these hours.
//
// While it is open, lines may come up short: a line keeps what was ordered beside what of it will be handed over, at the price
// that the seller was shown. What is missing, or refused as sold out, is not there and leaves the shelf. Everything that happens to
// an order is written down for good (order_events), and so is what it does to the stock of an item (item_events).
//
// A seller may hold so much and no more, where the organisers have set a limit (credit_rules): the sum of her open orders, and what she owes
// of those that she has fetched, which is what statements say of each distributor; what is paid ahead to one is not set off against
// another. An order, or a change that makes one dearer, is refused above it, one after the other where two come at once. What stands already
// stays. A distributor whom sellers pay when they fetch says so once (distributor_terms), and what he hands over from then on is paid; else it is owed
// until both sides agree that it was paid. An order that was fetched and paid is cleared, and raises the limit by a step: payments pay a distributor's oldest orders first.
package pickup

import (
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
)

type (
	// OrderID is the number people say: #1001.
	OrderID int64
	// SellerID is the person who ordered.
	SellerID int64
)

// ErrNotFound says that this seller has no such order.
var ErrNotFound = errors.New("no such order")

// ErrTooLate says that what was to happen to an order cannot happen to it any more, or not yet.
var ErrTooLate = errors.New("the order is not where that can happen to it")

// ShortError says that there is less of an item than asked.
type ShortError struct {
	Item      catalogue.Item
	Asked     int
	Available int
}

func (e *ShortError) Error() string {
	return fmt.Sprintf("%s: %d asked, %d there", e.Item.SKU, e.Asked, e.Available)
}

// ChangedError says that an item's price, minimum or multiple is no longer what the seller was shown.
type ChangedError struct{ Item catalogue.Item }

func (e *ChangedError) Error() string { return e.Item.SKU + ": price or terms changed" }

// Status of an order.
type Status string

// Where an order can be; see the package comment.
const (
	Placed    Status = "placed"
	Accepted  Status = "accepted"
	Ready     Status = "ready"
	Picked    Status = "picked"
	Refused   Status = "refused"
	Cancelled Status = "cancelled"
	Expired   Status = "expired"
)

// Open says that an order is still to be fetched, and holds stock.
func (s Status) Open() bool { return s == Placed || s == Accepted || s == Ready }

// When is a pickup time: a day, and perhaps an hour of it.
type When struct {
	Day     time.Time // midnight in the village's time zone
	HasTime bool
	Time    time.Time // the full instant, if HasTime
}

// Order is one distributor's part of what a seller confirmed with one tap.
type Order struct {
	ID          OrderID
	Seller      SellerID
	Distributor string
	When        When
	Lines       []Line
	Total       measure.Fen
	Status      Status
	PlacedAt    time.Time
	// Code is four figures that say who comes for an order, from its being accepted on; no other open order of the
	// distributor has them.
	Code string
	// AcceptBy is when a large order ends that was not accepted until then, or when it did; zero: it is none, or was accepted.
	AcceptBy time.Time
	// CancelAsked: the seller asks to cancel it, and was not answered yet.
	CancelAsked bool
	// Proposed is the change that its seller asks for, where that was not answered yet; nil: none.
	Proposed *Proposal
	// History is what happened to it, oldest first, where that was asked for; Revision then names the last of it, and Proposed is set.
	History  []Event
	Revision int64
}

// Line is a quantity of one item at the price that was shown: what of it will be handed over, or was.
type Line struct {
	Item     catalogue.ItemID
	SKU      string
	TitleEN  string
	TitleZH  string
	Unit     string
	Carton   int // pieces in a carton; 0: it has none
	Ordered  int
	Quantity int         // less than ordered where it came up short; 0: there is none
	Price    measure.Fen // of one piece
	Total    measure.Fen
}

// Wanted is one line of a card that the seller saw and tapped.
type Wanted struct {
	Item     catalogue.ItemID
	Quantity int
	Price    measure.Fen // of one piece, as the card showed it
}

// Orders is the village's orders in the database.
type Orders struct {
	pool *pgxpool.Pool
	zone *time.Location
}

// New gives the orders in pool's village; days begin and end in zone.
func New(pool *pgxpool.Pool, zone *time.Location) *Orders { return &Orders{pool, zone} }
