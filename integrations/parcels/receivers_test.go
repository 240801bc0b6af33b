package parcels_test

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

func TestAReceiverIsKeptUntilItsParcelsAreOrdered(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	id := v.send(1, "A", "深圳", 800, 2, ratestest.Noon(23))
	wang := address.Party{Name: "王五", Phone: "139", Address: "南山"}
	keep := func(seller parcels.SellerID) error {
		return v.do(func(tx pgx.Tx) error { return v.KeepReceiver(t.Context(), tx, seller, id, wang) })
	}
	known := func(seller parcels.SellerID, want bool) {
		t.Helper()
		if err := v.ForgetReceivers(t.Context(), ratestest.Noon(23)); err != nil {
			t.Fatal(err)
		}
		if to, ok, err := v.ReceiverOf(t.Context(), seller, id); err != nil || ok != want || ok && to != wang {
			t.Errorf("%+v, %t, %v", to, ok, err)
		}
	}
	if err := keep(2); !errors.Is(err, parcels.ErrNoParcel) {
		t.Errorf("somebody else's parcel: %v", err)
	}
	for range 2 {
		if err := keep(1); err != nil {
			t.Error(err)
		}
	}
	known(1, true)
	known(2, false)
	carrier := &slip{}
	if _, err := v.Book(t.Context(), carrier, id, "o1", parcels.Shipment{}, ratestest.Noon(23)); err != nil {
		t.Fatal(err)
	}
	known(1, true)
	if err := keep(1); !errors.Is(err, parcels.ErrHandedOver) {
		t.Errorf("after it was ordered: %v", err)
	}
	if _, err := v.Book(t.Context(), carrier, id, "o2", parcels.Shipment{}, ratestest.Noon(23)); err != nil {
		t.Fatal(err)
	}
	known(1, false)
}

func TestAReceiverThatNobodyOrderedForIsForgotten(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	id := v.send(1, "A", "深圳", 800, 1, ratestest.Noon(10))
	err := v.do(func(tx pgx.Tx) error {
		return v.KeepReceiver(t.Context(), tx, 1, id, address.Party{Name: "王五", Phone: "139", Address: "南山"})
	})
	if err != nil {
		t.Fatal(err)
	}
	for day := 17; day <= 18; day++ {
		if err := v.ForgetReceivers(t.Context(), ratestest.Noon(day)); err != nil {
			t.Fatal(err)
		}
		if _, ok, err := v.ReceiverOf(t.Context(), 1, id); err != nil || ok != (day == 17) {
			t.Errorf("on the %dth: %t, %v", day, ok, err)
		}
	}
}
