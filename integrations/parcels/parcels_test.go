package parcels_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

// village is one of [ratestest] with parcels.
type village struct {
	*ratestest.Village
	*parcels.Parcels
	keys int64 // of turns
}

func newVillage(t *testing.T) *village {
	v := ratestest.New(t)
	return &village{Village: v, Parcels: parcels.New(v.Pool, v.Rates, time.UTC)}
}

// do runs one transaction.
func (v *village) do(what func(tx pgx.Tx) error) error {
	v.Helper()
	return pgx.BeginFunc(v.Context(), v.Pool, what)
}

// send records parcels with a courier at its price, as a seller would.
func (v *village) send(seller parcels.SellerID, name, to string, weight measure.Grams, count int, at time.Time) parcels.ParcelID {
	v.Helper()
	v.keys++
	id, err := v.sendAs(v.keys, seller, name, to, weight, count, at)
	if err != nil {
		v.Fatal(err)
	}
	return id
}

func (v *village) sendAs(key int64, seller parcels.SellerID, name, to string, weight measure.Grams, count int, at time.Time) (id parcels.ParcelID, err error) {
	v.Helper()
	answer, _, err := v.QuoteTo(v.Context(), to, rates.Request{Weight: weight, On: at})
	if err != nil {
		v.Fatal(err)
	}
	for _, q := range answer.Quotes {
		if q.Courier == name {
			err = v.do(func(tx pgx.Tx) (err error) {
				id, err = v.Record(v.Context(), tx, parcels.Consignment{
					Key: key, Seller: seller, To: answer.To, Weight: weight, Quote: q, Count: count, At: at,
				})
				return err
			})
			return id, err
		}
	}
	v.Fatalf("%s has no price to %s", name, to)
	return 0, nil
}

func TestAParcelIsRecordedOnceAndIsItsSellersOwn(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00", "zone=all"))
	first := v.send(1, "A", "杭州", 800, 2, ratestest.Noon(23))
	again, err := v.sendAs(v.keys, 1, "A", "杭州", 800, 2, ratestest.Noon(23))
	if err != nil || again != first {
		t.Errorf("the same turn again is %s, %v; want %s", again, err, first)
	}
	if id, err := v.sendAs(v.keys, 2, "A", "杭州", 800, 2, ratestest.Noon(23)); err == nil {
		t.Errorf("somebody else got %s", id)
	}
	mine, err := v.SentBy(t.Context(), 1, 10)
	want := []parcels.Sent{{ID: first, Seller: 1, Courier: "A", Zone: "all", ToCode: "3301", Day: ratestest.Noon(23).Truncate(24 * time.Hour), Weight: 800,
		Billable: 800, Price: 200, Count: 2}}
	if diff := cmp.Diff(want, mine); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if to := mine[0].To(); to.Name != "浙江省杭州市" {
		t.Errorf("it goes to %v", to)
	}
	if _, err := v.Sent(t.Context(), 2, first); !errors.Is(err, parcels.ErrNoParcel) {
		t.Errorf("somebody else sees it: %v", err)
	}
}

func TestParcelsWithoutAQuoteAreNotRecorded(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	good := parcels.Consignment{Key: 1, Seller: 1, Weight: 500, Count: 1, At: ratestest.Noon(23), Quote: rates.Quote{Rate: 1, Billable: 500}}
	for name, change := range map[string]func(*parcels.Consignment){
		"no seller": func(p *parcels.Consignment) { p.Seller = 0 }, "no rate": func(p *parcels.Consignment) { p.Quote.Rate = 0 },
		"no weight": func(p *parcels.Consignment) { p.Weight = 0 }, "none": func(p *parcels.Consignment) { p.Count = 0 },
		"billed for less": func(p *parcels.Consignment) { p.Quote.Billable = 499 },
	} {
		p := good
		change(&p)
		err := v.do(func(tx pgx.Tx) error { _, err := v.Record(t.Context(), tx, p); return err })
		if !errors.Is(err, parcels.ErrNotQuoted) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUndoEndsWithTheDayAndTheHandover(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"), ratestest.Flat("B", "*", "3.00"))
	undo := func(seller parcels.SellerID, id parcels.ParcelID, now time.Time) error {
		return v.do(func(tx pgx.Tx) error { return v.Unrecord(t.Context(), tx, seller, id, now) })
	}
	a, b := v.send(1, "A", "杭州", 800, 1, ratestest.Noon(23)), v.send(1, "B", "杭州", 800, 1, ratestest.Noon(23))
	for _, test := range []struct {
		what   string
		seller parcels.SellerID
		id     parcels.ParcelID
		now    time.Time
		want   error
	}{
		{"somebody else's", 2, a, ratestest.Noon(23), parcels.ErrNoParcel},
		{"the next day", 1, a, ratestest.Noon(24), parcels.ErrHandedOver},
		{"own", 1, a, ratestest.Noon(23), nil},
		{"twice", 1, a, ratestest.Noon(23), parcels.ErrNoParcel},
	} {
		if err := undo(test.seller, test.id, test.now); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.what, err, test.want)
		}
	}
	if err := v.do(func(tx pgx.Tx) error {
		_, _, err := v.HandOver(t.Context(), tx, 99, "B", ratestest.Noon(23))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := undo(1, b, ratestest.Noon(23)); !errors.Is(err, parcels.ErrHandedOver) {
		t.Errorf("after the hand-over: %v", err)
	}
}

func TestSharesByZoneAndWeightClassAddUp(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "浙江;江苏", "2.00", "zone=near"), ratestest.Flat("A", "*", "5.00", "zone=far"), ratestest.Flat("B", "*", "3.00", "zone=all"))
	v.send(1, "A", "杭州", 500, 3, ratestest.Noon(23))
	v.send(2, "A", "南京", 200, 1, ratestest.Noon(23))
	v.send(1, "A", "杭州", 501, 1, ratestest.Noon(23))
	v.send(1, "A", "新疆", 12000, 2, ratestest.Noon(23))
	v.send(1, "B", "杭州", 1000, 1, ratestest.Noon(23))
	v.send(1, "B", "杭州", 1000, 7, ratestest.Noon(22))
	got, err := v.Shares(t.Context(), ratestest.Noon(23), ratestest.Noon(23))
	want := []parcels.Share{
		{Courier: "A", Zone: "far", Class: 0, Parcels: 2, Paid: 1000},
		{Courier: "A", Zone: "near", Class: 500, Parcels: 4, Paid: 800},
		{Courier: "A", Zone: "near", Class: 1000, Parcels: 1, Paid: 200},
		{Courier: "B", Zone: "all", Class: 1000, Parcels: 1, Paid: 300},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestTheNextTier(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "3.00"), ratestest.Flat("A", "*", "2.50", "min_daily_parcels=10"), ratestest.Flat("A", "*", "2.00", "min_daily_parcels=50"),
		ratestest.Flat("B", "浙江", "4.00", "min_daily_parcels=8"), ratestest.Flat("C", "*", "9.00"))
	v.send(1, "A", "杭州", 500, 4, ratestest.Noon(23))
	v.send(2, "A", "新疆", 500, 3, ratestest.Noon(23))
	volume, tiers, err := v.Tiers(t.Context(), ratestest.Noon(23))
	want := []parcels.Tier{
		{Courier: "B", Floor: 8, More: 1}, // no price at today's volume, so nothing to compare
		{Courier: "A", Floor: 10, More: 3, Parcels: 7, Now: 2100, Then: 1750},
	}
	if diff := cmp.Diff(want, tiers); diff != "" || err != nil || volume != 7 {
		t.Errorf("%d parcels, %v\n%s", volume, err, diff)
	}
}

func TestWhatWasOverpaidAndWithWhom(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{},
		ratestest.Flat("A", "*", "5.00", "eta_p90_days=3"), ratestest.Flat("Slow", "*", "3.00", "eta_p90_days=6"), ratestest.Flat("Fast", "*", "4.50", "eta_p90_days=2"),
		ratestest.Flat("A", "*", "2.00", "min_daily_parcels=5", "eta_p90_days=3"))
	v.send(1, "A", "杭州", 500, 3, ratestest.Noon(20)) // nobody sent anything the day before
	v.send(1, "Slow", "杭州", 500, 3, ratestest.Noon(20))
	v.send(2, "A", "杭州", 500, 2, ratestest.Noon(21)) // six parcels the day before: A would have charged 2.00
	v.send(2, "A", "杭州", 500, 1, ratestest.Noon(22)) // today
	for range 2 {
		if _, err := v.Rerate(t.Context(), ratestest.Noon(22)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := v.Overpaid(t.Context(), ratestest.Noon(20), ratestest.Noon(22))
	want := []parcels.Overpaid{
		{Courier: "A", Instead: "A", Parcels: 2, Fen: 600, AsFast: 600},
		{Courier: "A", Instead: "Slow", Parcels: 3, Fen: 600, AsFast: 150},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if n, err := v.Rerate(t.Context(), ratestest.Noon(23)); n != 1 || err != nil {
		t.Errorf("the next night re-rates %d, %v", n, err)
	}
}

func TestTwoProcessesRerateTheSameNight(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "5.00"), ratestest.Flat("B", "*", "4.00"))
	for range 20 {
		v.send(1, "A", "杭州", 500, 1, ratestest.Noon(20))
	}
	var wait sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		wait.Go(func() { _, errs[i] = v.Rerate(t.Context(), ratestest.Noon(21)) })
	}
	wait.Wait()
	got, err := v.Overpaid(t.Context(), ratestest.Noon(20), ratestest.Noon(20))
	want := []parcels.Overpaid{{Courier: "A", Instead: "B", Parcels: 20, Fen: 2000, AsFast: 2000}}
	if diff := cmp.Diff(want, got); diff != "" || errors.Join(err, errs[0], errs[1]) != nil {
		t.Errorf("%v\n%s", errors.Join(err, errs[0], errs[1]), diff)
	}
}

// A slip of the finger in one seller's number of parcels must not keep the whole village from its lists.
func TestMoreParcelsThanASmallNumberHolds(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"), ratestest.Flat("B", "*", "1.00"))
	for range 3 {
		v.send(1, "A", "杭州", 500, 999_999_999, ratestest.Noon(23))
	}
	if _, err := v.Rerate(t.Context(), ratestest.Noon(24)); err != nil {
		t.Fatal(err)
	}
	const all = 3 * 999_999_999
	waiting, err := v.Waiting(t.Context(), ratestest.Noon(23))
	if err != nil || len(waiting) != 1 || waiting[0].Parcels != all {
		t.Errorf("waiting: %+v, %v", waiting, err)
	}
	if list, err := v.handOver(1, "A", 23); err != nil || list.Parcels != all {
		t.Errorf("handed over: %+v, %v", list, err)
	}
	if b, err := v.Brief(t.Context(), ratestest.Noon(23), ratestest.Noon(23)); err != nil || b.Volume != all || b.Totals[0].Parcels != all || b.Totals[0].Over != all*100 {
		t.Errorf("brief: %+v, %v", b, err)
	}
}
