package batch_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/bot/phrases"
	"oldhand/integrations/batch"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
	"oldhand/integrations/table"
)

// village is one of [ratestest] that has batches priced.
type village struct{ *ratestest.Village }

// doubts prices a list of order numbers for a seller and gives what is odd about them.
func (v *village) doubts(seller, turn int64, at time.Time, orders ...string) []string {
	v.Helper()
	cards, err := v.Cards(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	var lines []batch.Wanted
	for i, order := range orders {
		lines = append(lines, batch.Wanted{Line: i + 2, Order: order, Address: "北京", Weight: "1kg"})
	}
	b, err := batch.Price(v.Context(), cards, lines, rates.Request{}, nil)
	if err != nil {
		v.Fatal(err)
	}
	var recalled batch.Batch
	for range 2 { // a transaction that met another is run again
		if err := pgx.BeginFunc(v.Context(), v.Pool, func(tx pgx.Tx) (err error) {
			recalled, err = b.Recall(v.Context(), tx, seller, turn, at)
			return err
		}); err != nil {
			v.Fatal(err)
		}
	}
	got := []string{}
	doubted, _ := recalled.Doubted()
	for _, p := range doubted {
		got = append(got, fmt.Sprint(p.Line, ": ", phrases.Label(phrases.English, "batch.doubts", p.Doubts)))
	}
	return got
}

// send records a parcel of a seller.
func (v *village) send(seller parcels.SellerID) (id parcels.ParcelID) {
	v.Helper()
	answer, _, err := v.QuoteTo(v.Context(), "北京", rates.Request{Weight: 1000})
	if err != nil {
		v.Fatal(err)
	}
	sent := parcels.Consignment{Key: 1, Seller: seller, To: answer.To, Weight: 1000, Quote: answer.Quotes[0], Count: 1, At: ratestest.Noon(23)}
	err = pgx.BeginFunc(v.Context(), v.Pool, func(tx pgx.Tx) (err error) {
		id, err = parcels.New(v.Pool, v.Rates, time.UTC).Record(v.Context(), tx, sent)
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return id
}

func TestOrdersOfAnEarlierListArePointedOut(t *testing.T) {
	t.Parallel()
	v := &village{ratestest.New(t)}
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	monday := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	for _, step := range []struct {
		name   string
		seller int64
		turn   int64
		at     time.Time
		orders []string
		want   []string
	}{
		{"a first list", 7, 1, monday, []string{"A1", "A2", "1", "", strings.Repeat("9", 100)}, []string{}},
		{"the same turn again", 7, 1, monday, []string{"A1", "A2"}, []string{}},
		{"the next day", 7, 2, monday.AddDate(0, 0, 1), []string{"A3", "#a1", "a1", "2"}, []string{
			"3: in a list of 2026-11-23 already", "4: the same as line 3; in a list of 2026-11-23 already"}},
		{"a list that was only numbered", 7, 3, monday, []string{"1", "2"}, []string{}},
		{"another seller", 8, 4, monday, []string{"A1", "A3"}, []string{}},
		{"long after", 7, 5, monday.AddDate(0, 0, 95), []string{"A1", "A3"}, []string{}},
	} {
		if diff := cmp.Diff(step.want, v.doubts(step.seller, step.turn, step.at, step.orders...)); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
}

func TestAnOrderThatWasBookedIsPointedOut(t *testing.T) {
	t.Parallel()
	v := &village{ratestest.New(t)}
	v.Load(table.Options{}, ratestest.Flat("A", "*", "2.00"))
	parcel := v.send(7)
	if _, err := v.Pool.Exec(t.Context(), `INSERT INTO bookings (order_number, parcel, courier, asked_at, tried_at) VALUES ('B-9', $1, 'A', now(), now())`, parcel); err != nil {
		t.Fatal(err)
	}
	monday := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	if diff := cmp.Diff([]string{"2: a courier was ordered for it already"}, v.doubts(7, 1, monday, "B-9", "B-8")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{}, v.doubts(8, 2, monday, "B-9")); diff != "" {
		t.Error("another seller:", diff)
	}
}
