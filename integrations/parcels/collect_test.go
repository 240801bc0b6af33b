package parcels_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

// moody is a carrier that refuses one receiver, and is killed when it meets another.
type moody struct {
	*slip
	kill context.CancelFunc
	seen []parcels.Shipment
}

func (m *moody) Book(ctx context.Context, s parcels.Shipment) (parcels.Booking, error) {
	m.seen = append(m.seen, s)
	if s.To.Name == "refused" {
		return parcels.Booking{}, &parcels.RefusedError{Reason: "no such street"}
	}
	b, err := m.slip.Book(ctx, s)
	if s.To.Name == "killed" && m.kill != nil {
		m.kill()
		return parcels.Booking{}, ctx.Err()
	}
	return b, err
}

func TestAListIsCollectedOnceHoweverOftenItIsTried(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	var ids []parcels.ParcelID
	for i, name := range []string{"two", "refused", "killed", "", "last", "elsewhere"} {
		count := 1
		if i == 0 {
			count = 2
		}
		id := v.send(1, "A", "深圳", 800, count, ratestest.Noon(23))
		ids = append(ids, id)
		if name == "" {
			continue
		}
		err := v.do(func(tx pgx.Tx) error {
			return v.KeepReceiver(t.Context(), tx, 1, id, address.Party{Name: name, Phone: "139", Address: "南山"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	carrier := &moody{slip: &slip{}}
	if _, err := v.Book(t.Context(), carrier.slip, ids[5], "by hand", parcels.Shipment{}, ratestest.Noon(23)); err != nil {
		t.Fatal(err)
	}
	list, err := v.handOver(1, "A", 23)
	if err != nil {
		t.Fatal(err)
	}
	at := ratestest.Noon(23)
	collect := func(ctx context.Context) ([]parcels.Refusal, error) {
		from := address.Party{Name: "oldhand", Phone: "138", Address: "义乌"}
		return v.Collect(ctx, carrier, list.ID, ids, from, func() time.Time { return at })
	}
	want := []parcels.Refusal{{ID: ids[1], Seller: 1, Reason: "no such street"}}
	ctx, kill := context.WithCancel(t.Context())
	carrier.kill = kill
	if refused, err := collect(ctx); !errors.Is(err, parcels.ErrMaybeBooked) || cmp.Diff(want, refused) != "" {
		t.Fatalf("killed: %+v, %v", refused, err)
	}
	carrier.kill = nil
	for at = ratestest.Noon(23).Add(2 * time.Minute); at.Before(ratestest.Noon(23).Add(6 * time.Minute)); at = at.Add(2 * time.Minute) {
		if refused, err := collect(t.Context()); err != nil || cmp.Diff(want, refused) != "" {
			t.Fatalf("again: %+v, %v", refused, err)
		}
	}
	if refused, err := v.Collect(t.Context(), carrier, list.ID, nil, address.Party{}, func() time.Time { return at }); err != nil || refused != nil {
		t.Errorf("nobody's parcels: %+v, %v", refused, err)
	}
	if n := carrier.orders(); n != 5 {
		t.Errorf("%d orders, want 2 + 1 + 1 and the one by hand", n)
	}
	if s := carrier.seen[0]; s.To.Name != "two" || s.From.Name != "oldhand" || s.Courier != "A" || s.Weight != 800 || s.Remark != ids[0].String()+"-1" || len(s.Key) != 32 {
		t.Errorf("%+v", s)
	}
	var got []parcels.Collection
	err = v.do(func(tx pgx.Tx) (err error) { got, err = v.Collections(t.Context(), tx, list.ID); return err })
	if err != nil || len(got) != len(ids) {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, want := range []struct {
		booked, ready int
		lacking       bool
	}{{2, 0, false}, {0, 1, false}, {1, 0, false}, {0, 0, true}, {1, 0, false}, {1, 0, false}} {
		if l := got[i]; l.ID != ids[i] || l.Booked != want.booked || l.Ready() != want.ready || l.Lacking() != want.lacking {
			t.Errorf("%+v, want %+v", l, want)
		}
	}
}

// busy is a carrier that takes its time: while the first parcel is ordered, something else happens.
type busy struct {
	*slip
	meanwhile sync.Once
	happens   func()
	to        []string
}

func (b *busy) Book(ctx context.Context, s parcels.Shipment) (parcels.Booking, error) {
	b.meanwhile.Do(b.happens)
	b.to = append(b.to, s.To.Address)
	return b.slip.Book(ctx, s)
}

func TestAReceiverCorrectedWhileAListIsCollectedHolds(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	ids := []parcels.ParcelID{v.send(1, "A", "深圳", 800, 1, ratestest.Noon(23)), v.send(1, "A", "深圳", 900, 1, ratestest.Noon(23))}
	keep := func(id parcels.ParcelID, street string) {
		err := v.do(func(tx pgx.Tx) error {
			return v.KeepReceiver(t.Context(), tx, 1, id, address.Party{Name: "Li", Phone: "139", Address: street})
		})
		if err != nil {
			t.Error(err)
		}
	}
	keep(ids[0], "first")
	keep(ids[1], "wrong")
	list, err := v.handOver(1, "A", 23)
	if err != nil {
		t.Fatal(err)
	}
	carrier := &busy{slip: &slip{}, happens: func() { keep(ids[1], "corrected") }}
	if refused, err := v.Collect(t.Context(), carrier, list.ID, ids, address.Party{}, func() time.Time { return ratestest.Noon(23) }); err != nil || refused != nil {
		t.Fatalf("%+v, %v", refused, err)
	}
	if diff := cmp.Diff([]string{"first", "corrected"}, carrier.to); diff != "" {
		t.Error(diff)
	}
}
