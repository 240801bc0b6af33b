package parcels_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/parcels"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

// slip is a carrier that answers as it is told, and counts what it was asked.
type slip struct {
	booked, tracked, fetched atomic.Int64
	err                      error
	signed                   time.Time // zero: on its way
	noWaybill                bool      // it comes later
	known                    sync.Map  // bookings by key
}

func (s *slip) Book(_ context.Context, shipment parcels.Shipment) (parcels.Booking, error) {
	n := s.booked.Add(1)
	if s.err != nil {
		return parcels.Booking{}, s.err
	}
	b := parcels.Booking{Task: "T", Order: fmt.Sprint(n)}
	if !s.noWaybill {
		b.Waybill = shipment.Courier + shipment.Weight.String()
	}
	first, _ := s.known.LoadOrStore(shipment.Key, b)
	return first.(parcels.Booking), nil
}

func (s *slip) Waybill(_ context.Context, b parcels.Booking) (string, error) {
	s.fetched.Add(1)
	if s.noWaybill {
		return "", s.err
	}
	return "W" + b.Order, s.err
}

// orders is how many different shipments were ordered.
func (s *slip) orders() (n int) {
	s.known.Range(func(any, any) bool { n++; return true })
	return n
}

// cutOff is a carrier that takes an order, while its answer gets lost.
type cutOff struct{ *slip }

func (c cutOff) Book(ctx context.Context, s parcels.Shipment) (parcels.Booking, error) {
	_, err := c.slip.Book(ctx, s)
	return parcels.Booking{}, errors.Join(err, context.DeadlineExceeded)
}

func (s *slip) Cancel(context.Context, parcels.Booking, string) error { return s.err }

func (s *slip) Track(context.Context, string, string, string) (parcels.Track, error) {
	s.tracked.Add(1)
	return parcels.Track{Signed: !s.signed.IsZero(), At: s.signed}, s.err
}

func TestAnOrderIsNeverBookedTwice(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	id := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(23))
	book := func(s *slip, order string) (parcels.Booking, error) {
		return v.Book(t.Context(), s, id, order, parcels.Shipment{Courier: "B", Weight: 1}, ratestest.Noon(23))
	}
	carrier := &slip{}
	if _, err := v.Book(t.Context(), carrier, 1, "o", parcels.Shipment{}, ratestest.Noon(23)); !errors.Is(err, parcels.ErrNoParcel) {
		t.Errorf("no such parcel: %v", err)
	}
	if b, err := book(carrier, "o1"); err != nil || b.Waybill != "A800 g" {
		t.Errorf("%+v, %v", b, err)
	}
	err := v.do(func(tx pgx.Tx) error { return v.Unrecord(t.Context(), tx, 1, id, ratestest.Noon(23)) })
	if !errors.Is(err, parcels.ErrHandedOver) {
		t.Errorf("undone after it was booked: %v", err)
	}
	if _, err := book(carrier, "o1"); !errors.Is(err, parcels.ErrBooked) {
		t.Errorf("again: %v", err)
	}
	refuses := &slip{err: fmt.Errorf("no: %w", parcels.ErrRefused)}
	for range 2 {
		if _, err := book(refuses, "o2"); !errors.Is(err, parcels.ErrRefused) {
			t.Errorf("refused: %v", err)
		}
	}
	hangs := &slip{err: context.DeadlineExceeded}
	for range 2 {
		if _, err := book(hangs, "o3"); !errors.Is(err, parcels.ErrMaybeBooked) {
			t.Errorf("hung: %v", err)
		}
	}
	if carrier.booked.Load() != 1 || refuses.booked.Load() != 2 || hangs.booked.Load() != 1 {
		t.Errorf("asked %d, %d and %d times", carrier.booked.Load(), refuses.booked.Load(), hangs.booked.Load())
	}
	var wait sync.WaitGroup
	for range 5 {
		wait.Go(func() { _, _ = book(carrier, "o4") })
	}
	wait.Wait()
	if carrier.booked.Load() != 2 {
		t.Errorf("five at once were booked %d times", carrier.booked.Load()-1)
	}
}

func TestACallThatWasCutOffIsMadeAgainForTheSameOrder(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	id := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(23))
	other := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(23))
	carrier := &slip{}
	book := func(c parcels.Carrier, id parcels.ParcelID, order string, after time.Duration, want error) {
		t.Helper()
		if b, err := v.Book(t.Context(), c, id, order, parcels.Shipment{}, ratestest.Noon(23).Add(after)); !errors.Is(err, want) || err == nil && b.Order != "1" {
			t.Errorf("%s after %s: %+v, %v; want %v", order, after, b, err, want)
		}
	}
	book(cutOff{carrier}, id, "o1", 0, parcels.ErrMaybeBooked)
	book(carrier, id, "o1", 30*time.Second, parcels.ErrMaybeBooked) // the first call may still be under way
	book(carrier, other, "o1", 2*time.Minute, parcels.ErrMaybeBooked)
	if n := carrier.booked.Load(); n != 1 {
		t.Errorf("called %d times", n)
	}
	// What is refused now may have been taken then.
	book(&slip{err: &parcels.RefusedError{Reason: "no money"}}, id, "o1", 2*time.Minute, parcels.ErrMaybeBooked)
	book(carrier, id, "o1", 4*time.Minute, nil)
	book(carrier, id, "o1", 6*time.Minute, parcels.ErrBooked)
	if n := carrier.orders(); n != 1 {
		t.Errorf("%d orders", n)
	}
	book(cutOff{carrier}, other, "o2", 0, parcels.ErrMaybeBooked)
	book(carrier, other, "o2", 48*time.Hour, parcels.ErrMaybeBooked) // it would be another order by now
	if n := carrier.orders(); n != 2 {
		t.Errorf("%d orders", n)
	}
}
