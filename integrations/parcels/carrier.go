package parcels

import (
	"context"
	"errors"
	"time"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

// ErrRefused says that a carrier understood a call and refused it: nothing was booked. Any other error of a carrier leaves
// open whether it was.
var ErrRefused = errors.New("refused by the carrier")

// RefusedError is ErrRefused with the carrier's own words.
type RefusedError struct{ Reason string }

func (e *RefusedError) Error() string { return ErrRefused.Error() + ": " + e.Reason }

// Unwrap gives ErrRefused.
func (e *RefusedError) Unwrap() error { return ErrRefused }

// ErrNoCompany says that a carrier does not know a courier.
var ErrNoCompany = errors.New("courier not known to the carrier")

// Carrier is a courier's own way of taking orders, or that of somebody who takes them for several. It must not be called
// within a transaction.
type Carrier interface {
	// Book orders the collection of one parcel. A shipment whose key it has seen within two days it does not order again:
	// it gives the booking of then. Errors: ErrNoCompany, ErrRefused.
	Book(ctx context.Context, s Shipment) (Booking, error)
	// Waybill gives the waybill of a booking; empty as long as it has none. Error: ErrRefused.
	Waybill(ctx context.Context, b Booking) (string, error)
	// Cancel takes a booking back. Error: ErrRefused.
	Cancel(ctx context.Context, b Booking, why string) error
	// Track says how far a parcel has come. The phone is the sender's or the receiver's: some couriers tell nobody else.
	// Errors: ErrNoCompany, ErrRefused.
	Track(ctx context.Context, courier, waybill, phone string) (Track, error)
}

// Shipment is one parcel to be collected.
type Shipment struct {
	Key      string // tells it from every other one, in at most 32 characters
	Courier  string // as the rate cards spell it
	From, To address.Party
	Weight   measure.Grams
	Goods    string
	Remark   string
}

// Booking is a shipment that a carrier accepted. The waybill may be empty until the parcel is collected.
type Booking struct{ Task, Order, Waybill string }

// Track is how far a parcel has come.
type Track struct {
	Signed bool
	At     time.Time // of the latest event; zero: none yet
}
