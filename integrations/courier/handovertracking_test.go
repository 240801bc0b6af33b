package courier_test

import (
	"testing"
	"time"

	"oldhand/integrations/courier"
	"oldhand/integrations/table"
)

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
