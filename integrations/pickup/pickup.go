// Package pickup keeps the orders that sellers fetch at the distributors, the stock they reserve, and the daily reminder of them.
package pickup

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/amount"
	"oldhand/integrations/catalogue"
)

type (
	// OrderID is the number people say: #1001.
	OrderID int64
	// SellerID is the person who ordered.
	SellerID int64
)

// ErrNotFound says that this seller has no such order.
var ErrNotFound = errors.New("no such order")

// ErrTooLate says that the order has been fetched or cancelled already.
var ErrTooLate = errors.New("order no longer open")

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

// An order is open until it is fetched or cancelled.
const (
	Open      Status = "open"
	Fetched   Status = "fetched"
	Cancelled Status = "cancelled"
)

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
	Total       amount.Fen
	Status      Status
	PlacedAt    time.Time
}

// Line is a quantity of one item at the price that was shown.
type Line struct {
	Item     catalogue.ItemID
	SKU      string
	TitleEN  string
	TitleZH  string
	Unit     string
	Quantity int
	Price    amount.Fen // of one piece
	Total    amount.Fen
}

// Wanted is one line of a card that the seller saw and tapped.
type Wanted struct {
	Item     catalogue.ItemID
	Quantity int
	Price    amount.Fen // of one piece, as the card showed it
}

// Orders is the village's orders in the database.
type Orders struct {
	pool *pgxpool.Pool
	zone *time.Location
}

// New gives the orders in pool's village; days begin and end in zone.
func New(pool *pgxpool.Pool, zone *time.Location) *Orders { return &Orders{pool, zone} }

// Place reserves the stock of all lines, summed by item, and writes one order a distributor; all or none. key is the
// turn that confirmed: placing the same key again gives the same orders. Errors: *ShortError, *ChangedError.
// now is the turn's clock.
func (o *Orders) Place(ctx context.Context, tx pgx.Tx, key int64, seller SellerID, lines []Wanted, when When, now time.Time) ([]Order, error) {
	panic("not built")
}

// Open lists a seller's open orders, soonest pickup first.
func (o *Orders) Open(ctx context.Context, seller SellerID) ([]Order, error) { panic("not built") }

// Order gives one order of a seller, or ErrNotFound.
func (o *Orders) Order(ctx context.Context, seller SellerID, id OrderID) (Order, error) {
	panic("not built")
}

// Last gives the orders of the seller's latest confirmation that was not cancelled, or ErrNotFound.
func (o *Orders) Last(ctx context.Context, seller SellerID) ([]Order, error) { panic("not built") }

// Cancel gives the stock back and closes the seller's open order. Errors: ErrNotFound, ErrTooLate.
func (o *Orders) Cancel(ctx context.Context, tx pgx.Tx, seller SellerID, id OrderID, now time.Time) (Order, error) {
	panic("not built")
}

// Fetch marks orders of a seller as picked up: the stock leaves the shelf. Errors: ErrNotFound, ErrTooLate.
func (o *Orders) Fetch(ctx context.Context, tx pgx.Tx, seller SellerID, id OrderID, now time.Time) (Order, error) {
	panic("not built")
}

// OnDay lists a seller's open orders to be picked up on a day.
func (o *Orders) OnDay(ctx context.Context, seller SellerID, day time.Time) ([]Order, error) {
	panic("not built")
}

// ForDistributor lists the open orders of a distributor to be picked up on a day, for its own people.
func (o *Orders) ForDistributor(ctx context.Context, distributor string, day time.Time) ([]Order, error) {
	panic("not built")
}

// Reminder is a seller's setting of the daily pickup reminder.
type Reminder struct {
	On     bool
	Minute int // of the day in the village's zone; default 480 = 08:00
}

// Reminder gives a seller's setting, the default if never set.
func (o *Orders) Reminder(ctx context.Context, seller SellerID) (Reminder, error) { panic("not built") }

// SetReminder sets it.
func (o *Orders) SetReminder(ctx context.Context, tx pgx.Tx, seller SellerID, r Reminder) error {
	panic("not built")
}

// Snooze has the seller's reminder for that day come (again) at until.
func (o *Orders) Snooze(ctx context.Context, tx pgx.Tx, seller SellerID, until time.Time) error {
	panic("not built")
}

// TakeDue claims, within tx, up to limit reminders that are due at now and not sent yet: each seller and day comes out of
// one committed transaction only. Only sellers with open orders for the day (or overdue) come out; orders are included.
func (o *Orders) TakeDue(ctx context.Context, tx pgx.Tx, now time.Time, limit int) ([]Due, error) {
	panic("not built")
}

// Due is one reminder to send.
type Due struct {
	Seller SellerID
	Orders []Order
}
