// Package pickup keeps the orders that sellers fetch at the distributors, the stock they reserve, and the daily reminder of them.
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
	Total       measure.Fen
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
