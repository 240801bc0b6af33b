package courier_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/courier"
	"oldhand/integrations/table"
)

// slip is a carrier that answers as it is told, and counts what it was asked.
type slip struct {
	booked, tracked atomic.Int64
	err             error
	signed          time.Time // zero: on its way
}

func (s *slip) Book(_ context.Context, shipment courier.Shipment) (courier.Booking, error) {
	n := s.booked.Add(1)
	if s.err != nil {
		return courier.Booking{}, s.err
	}
	return courier.Booking{Task: "T", Order: fmt.Sprint(n), Waybill: shipment.Courier + shipment.Weight.String()}, nil
}

func (s *slip) Cancel(context.Context, courier.Booking, string) error { return s.err }

func (s *slip) Track(context.Context, string, string, string) (courier.Track, error) {
	s.tracked.Add(1)
	return courier.Track{Signed: !s.signed.IsZero(), At: s.signed}, s.err
}

func TestAnOrderIsNeverBookedTwice(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	id := v.send(1, "A", "杭州", 800, 1, noon(23))
	book := func(s *slip, order string) (courier.Booking, error) {
		return v.Book(t.Context(), s, id, order, courier.Shipment{Courier: "B", Weight: 1}, noon(23))
	}
	carrier := &slip{}
	if _, err := v.Book(t.Context(), carrier, 1, "o", courier.Shipment{}, noon(23)); !errors.Is(err, courier.ErrNoParcel) {
		t.Errorf("no such parcel: %v", err)
	}
	if b, err := book(carrier, "o1"); err != nil || b.Waybill != "A800 g" {
		t.Errorf("%+v, %v", b, err)
	}
	err := v.do(func(tx pgx.Tx) error { return v.Unrecord(t.Context(), tx, 1, id, noon(23)) })
	if !errors.Is(err, courier.ErrHandedOver) {
		t.Errorf("undone after it was booked: %v", err)
	}
	if _, err := book(carrier, "o1"); !errors.Is(err, courier.ErrBooked) {
		t.Errorf("again: %v", err)
	}
	refuses := &slip{err: fmt.Errorf("no: %w", courier.ErrRefused)}
	for range 2 {
		if _, err := book(refuses, "o2"); !errors.Is(err, courier.ErrRefused) {
			t.Errorf("refused: %v", err)
		}
	}
	hangs := &slip{err: context.DeadlineExceeded}
	for range 2 {
		if _, err := book(hangs, "o3"); !errors.Is(err, courier.ErrMaybeBooked) {
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

func TestBookedParcelsAreTrackedUntilTheyAreSignedFor(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	id := v.send(1, "A", "杭州", 800, 1, noon(20))
	carrier := &slip{}
	if _, err := v.Book(t.Context(), carrier, id, "o1", courier.Shipment{}, noon(20)); err != nil {
		t.Fatal(err)
	}
	track := func(now time.Time, want int64) {
		t.Helper()
		if err := v.TrackBooked(t.Context(), carrier, now); err != nil || carrier.tracked.Load() != want {
			t.Errorf("tracked %d times, %v; want %d", carrier.tracked.Load(), err, want)
		}
	}
	track(noon(21), 1)
	track(noon(21).Add(time.Hour), 1)
	carrier.signed = time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)
	track(noon(23), 2)
	track(noon(24), 2)
	s, err := v.Sent(t.Context(), 1, id)
	if days, known := s.Days(); err != nil || !known || days != 2 {
		t.Errorf("%+v, %v", s, err)
	}
}
