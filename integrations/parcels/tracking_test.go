package parcels_test

import (
	"testing"
	"time"

	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

func TestBookedParcelsAreTrackedUntilTheyAreSignedFor(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	id := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(20))
	carrier := &slip{}
	if _, err := v.Book(t.Context(), carrier, id, "o1", parcels.Shipment{}, ratestest.Noon(20)); err != nil {
		t.Fatal(err)
	}
	track := func(now time.Time, want int64) {
		t.Helper()
		if err := v.TrackBooked(t.Context(), carrier, address.Party{Phone: "13800138000"}, now); err != nil || carrier.tracked.Load() != want {
			t.Errorf("tracked %d times, %v; want %d", carrier.tracked.Load(), err, want)
		}
	}
	track(ratestest.Noon(21), 1)
	track(ratestest.Noon(21).Add(time.Hour), 1)
	carrier.signed = time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)
	track(ratestest.Noon(23), 2)
	track(ratestest.Noon(24), 2)
	s, err := v.Sent(t.Context(), 1, id)
	if days, known := s.Days(); err != nil || !known || days != 2 {
		t.Errorf("%+v, %v", s, err)
	}
}
