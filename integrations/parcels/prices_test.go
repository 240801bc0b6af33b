package parcels_test

import (
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestYesterdaysParcelsReachTheFloor(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"), ratestest.Flat("A", "*", "1.50", "min_daily_parcels=300"))
	answer, _, err := v.QuoteTo(t.Context(), "浙江", rates.Request{Weight: 1000})
	if err != nil || answer.Quotes[0].Price != 200 {
		t.Fatalf("%v, %v", answer, err)
	}
	for range 2 { // the second time is the same tap again
		err = pgx.BeginFunc(t.Context(), v.Pool, func(tx pgx.Tx) error {
			_, err := v.Record(t.Context(), tx, parcels.Consignment{
				Key: 7, Seller: 1, To: answer.To, Weight: 1000, Quote: answer.Quotes[0], Count: 299, At: ratestest.Noon(22),
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	v.WantPrices("浙江", rates.Request{}, "A 2.00")
	err = pgx.BeginFunc(t.Context(), v.Pool, func(tx pgx.Tx) error {
		_, err := v.Record(t.Context(), tx, parcels.Consignment{
			Key: 8, Seller: 1, To: answer.To, Weight: 1000, Quote: answer.Quotes[0], Count: 1, At: ratestest.Noon(22),
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	v.WantPrices("浙江", rates.Request{}, "A 1.50")
	v.Now = ratestest.Noon(24)
	v.WantPrices("浙江", rates.Request{}, "A 2.00")
}

// The village's day begins at its own midnight: for prices and for what was recorded the day before.
func TestTodayIsTheVillagesDay(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00", "valid_to=2026-11-30"), ratestest.Flat("A", "*", "3.00", "zone=2", "valid_from=2026-12-01"),
		ratestest.Flat("B", "*", "9.00"), ratestest.Flat("B", "*", "8.00", "zone=2", "min_daily_parcels=7"))
	v.send(1, "A", "杭州", 500, 7, ratestest.Noon(29))
	shanghai := time.FixedZone("CST", 8*60*60)
	for utc, want := range map[string]string{
		"2026-11-29T15:59:59Z": "A 2.00, B 9.00", "2026-11-29T16:00:00Z": "A 2.00, B 8.00", "2026-11-30T15:59:59Z": "A 2.00, B 8.00",
		"2026-11-30T16:00:00Z": "A 3.00, B 9.00",
	} {
		now, err := time.Parse(time.RFC3339, utc)
		if err != nil {
			t.Fatal(err)
		}
		v.Rates = rates.New(v.Pool, "义乌", shanghai, func() time.Time { return now })
		v.WantPrices("杭州", rates.Request{}, want)
	}
}

func TestWhatWasSentKeepsItsPriceAndItsCard(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00", "zone=1", "eta_p50_days=2"))
	id := v.send(1, "A", "浙江", 1000, 1, ratestest.Noon(22))
	if _, err := v.Book(t.Context(), &slip{}, id, "o1", parcels.Shipment{}, ratestest.Noon(22)); err != nil {
		t.Fatal(err)
	}
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.50", "zone=1", "eta_p50_days=4"))
	if n, err := v.Rerate(t.Context(), ratestest.Noon(23)); err != nil || n != 1 {
		t.Fatalf("re-rated %d, %v", n, err)
	}
	if s, err := v.Sent(t.Context(), 1, id); err != nil || s.Price != 200 || *s.P50 != 2 {
		t.Errorf("%+v, %v", s, err)
	}
	if shares, err := v.Shares(t.Context(), ratestest.Noon(22), ratestest.Noon(22)); err != nil || len(shares) != 1 || shares[0].Paid != 200 {
		t.Errorf("%+v, %v", shares, err)
	}
	if over, err := v.Overpaid(t.Context(), ratestest.Noon(22), ratestest.Noon(22)); err != nil || len(over) != 0 {
		t.Errorf("a card that came later made it overpaid: %+v, %v", over, err)
	}
}
