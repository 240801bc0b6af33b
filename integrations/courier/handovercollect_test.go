package courier_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/courier"
	"oldhand/integrations/table"
)

// moody is a carrier that refuses one receiver, and is killed when it meets another.
type moody struct {
	*slip
	kill context.CancelFunc
	seen []courier.Shipment
}

func (m *moody) Book(ctx context.Context, s courier.Shipment) (courier.Booking, error) {
	m.seen = append(m.seen, s)
	if s.To.Name == "refused" {
		return courier.Booking{}, &courier.RefusedError{Reason: "no such street"}
	}
	b, err := m.slip.Book(ctx, s)
	if s.To.Name == "killed" && m.kill != nil {
		m.kill()
		return courier.Booking{}, ctx.Err()
	}
	return b, err
}

func TestAListIsCollectedOnceHoweverOftenItIsTried(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	var ids []courier.ParcelID
	for i, name := range []string{"two", "refused", "killed", "", "last", "elsewhere"} {
		count := 1
		if i == 0 {
			count = 2
		}
		id := v.send(1, "A", "深圳", 800, count, noon(23))
		ids = append(ids, id)
		if name == "" {
			continue
		}
		err := v.do(func(tx pgx.Tx) error {
			return v.KeepReceiver(t.Context(), tx, 1, id, courier.Party{Name: name, Phone: "139", Address: "南山"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	carrier := &moody{slip: &slip{}}
	if _, err := v.Book(t.Context(), carrier.slip, ids[5], "by hand", courier.Shipment{}, noon(23)); err != nil {
		t.Fatal(err)
	}
	list, err := v.handOver(1, "A", 23)
	if err != nil {
		t.Fatal(err)
	}
	at := noon(23)
	collect := func(ctx context.Context) ([]courier.Refusal, error) {
		from := courier.Party{Name: "oldhand", Phone: "138", Address: "义乌"}
		return v.Collect(ctx, carrier, list.ID, ids, from, func() time.Time { return at })
	}
	want := []courier.Refusal{{ID: ids[1], Reason: "no such street"}}
	ctx, kill := context.WithCancel(t.Context())
	carrier.kill = kill
	if refused, err := collect(ctx); !errors.Is(err, courier.ErrMaybeBooked) || cmp.Diff(want, refused) != "" {
		t.Fatalf("killed: %+v, %v", refused, err)
	}
	carrier.kill = nil
	for at = noon(23).Add(2 * time.Minute); at.Before(noon(23).Add(6 * time.Minute)); at = at.Add(2 * time.Minute) {
		if refused, err := collect(t.Context()); err != nil || cmp.Diff(want, refused) != "" {
			t.Fatalf("again: %+v, %v", refused, err)
		}
	}
	if refused, err := v.Collect(t.Context(), carrier, list.ID, nil, courier.Party{}, func() time.Time { return at }); err != nil || refused != nil {
		t.Errorf("nobody's parcels: %+v, %v", refused, err)
	}
	if n := carrier.orders(); n != 5 {
		t.Errorf("%d orders, want 2 + 1 + 1 and the one by hand", n)
	}
	if s := carrier.seen[0]; s.To.Name != "two" || s.From.Name != "oldhand" || s.Courier != "A" || s.Weight != 800 || s.Remark != ids[0].String()+"-1" || len(s.Key) != 32 {
		t.Errorf("%+v", s)
	}
	var got []courier.Collection
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

func (b *busy) Book(ctx context.Context, s courier.Shipment) (courier.Booking, error) {
	b.meanwhile.Do(b.happens)
	b.to = append(b.to, s.To.Address)
	return b.slip.Book(ctx, s)
}

func TestAReceiverCorrectedWhileAListIsCollectedHolds(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	ids := []courier.ParcelID{v.send(1, "A", "深圳", 800, 1, noon(23)), v.send(1, "A", "深圳", 900, 1, noon(23))}
	keep := func(id courier.ParcelID, address string) {
		err := v.do(func(tx pgx.Tx) error {
			return v.KeepReceiver(t.Context(), tx, 1, id, courier.Party{Name: "Li", Phone: "139", Address: address})
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
	if refused, err := v.Collect(t.Context(), carrier, list.ID, ids, courier.Party{}, func() time.Time { return noon(23) }); err != nil || refused != nil {
		t.Fatalf("%+v, %v", refused, err)
	}
	if diff := cmp.Diff([]string{"first", "corrected"}, carrier.to); diff != "" {
		t.Error(diff)
	}
}
