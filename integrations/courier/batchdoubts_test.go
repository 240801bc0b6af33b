package courier_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"oldhand/integrations/courier"
	"oldhand/integrations/table"
)

// doubts prices a list of order numbers for a seller and gives what is odd about them.
func (v *village) doubts(seller courier.SellerID, turn int64, at time.Time, orders ...string) []string {
	v.Helper()
	cards, err := v.Cards(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	var lines []courier.Wanted
	for i, order := range orders {
		lines = append(lines, courier.Wanted{Line: i + 2, Order: order, Address: "北京", Weight: "1kg"})
	}
	b, err := cards.Batch(v.Context(), lines, courier.Request{}, "en", nil)
	if err != nil {
		v.Fatal(err)
	}
	var recalled courier.Batch
	for range 2 { // a transaction that met another is run again
		if err := v.do(func(tx pgx.Tx) (err error) {
			recalled, err = b.Recall(v.Context(), tx, seller, turn, at, "en")
			return err
		}); err != nil {
			v.Fatal(err)
		}
	}
	got := []string{}
	doubted, _ := recalled.Doubted()
	for _, p := range doubted {
		got = append(got, fmt.Sprint(p.Line, ": ", p.Doubt))
	}
	return got
}

func TestOrdersOfAnEarlierListArePointedOut(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	monday := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	for _, step := range []struct {
		name   string
		seller courier.SellerID
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
	v := newVillage(t)
	v.load(table.Options{}, flat("A", "*", "2.00"))
	parcel := v.send(7, "A", "北京", 1000, 1, noon(23))
	if _, err := v.pool.Exec(t.Context(), `INSERT INTO bookings (order_number, parcel, courier, asked_at, tried_at) VALUES ('B-9', $1, 'A', now(), now())`, parcel); err != nil {
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
