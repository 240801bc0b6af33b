package pickup_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

// shops are three distributors whose goods never run out.
const shops = `distributor,sku,title_en,price,stock
Yihua,CLIP,Clip,1.05,100000000
Bags & Co,BAG,Bag,15.50,100000000
Meiya 美雅,SOCK,Sock,0.01,100000000
`

// instants of the first three days of November, most of them where one day becomes another.
var instants = []string{
	"2026-10-31 23:59:59.999999", "2026-11-01 00:00:00", "2026-11-01 12:00:00", "2026-11-01 23:59:59", "2026-11-01 23:59:59.999999", "2026-11-02 00:00:00",
	"2026-11-02 00:00:00.000001", "2026-11-02 23:59:59", "2026-11-03 00:00:00", "2026-11-03 07:59:59", "2026-11-03 08:00:00", "2026-11-03 23:59:59", "2026-11-04 00:00:00",
}

func instant(t interface{ Fatal(...any) }, text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04:05.999999", text, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// deed is an order, or a payment, as the test remembers it.
type deed struct {
	seller pickup.SellerID
	shop   string
	at     time.Time // when it was picked; zero: not yet, or never
	open   bool
	total  measure.Fen
	paid   bool // it is a payment, of the day of at
	answer pickup.Answer
}

// pays states payments of either side, and has the other side agree, object or say nothing.
func pays(t *rapid.T, v *village, sellers []pickup.SellerID, ids map[string]pickup.DistributorID) (deeds []deed) {
	const staff = 1000
	for range rapid.IntRange(0, 5).Draw(t, "payments") {
		shop := rapid.SampledFrom([]string{"Yihua", "Bags & Co", "Meiya 美雅"}).Draw(t, "shop")
		d := deed{
			seller: rapid.SampledFrom(sellers).Draw(t, "payer"), shop: shop, paid: true, total: measure.Fen(rapid.IntRange(1, 100_00).Draw(t, "fen")),
			at: at("2026-10-31 00:00").AddDate(0, 0, rapid.IntRange(0, 4).Draw(t, "paid on")),
		}
		p := pickup.Payment{Seller: d.seller, Distributor: ids[shop], Amount: d.total, On: d.at, Side: pickup.SellersSide, Person: int64(d.seller)}
		other, b, person := pickup.DistributorsSide, pickup.DistributorsBooks(ids[shop]), int64(staff)
		if rapid.Bool().Draw(t, "the distributor states it") {
			p.Side, p.Person = pickup.DistributorsSide, staff
			other, b, person = pickup.SellersSide, pickup.SellersBooks(d.seller), int64(d.seller)
		}
		d.answer = rapid.SampledFrom([]pickup.Answer{pickup.Unanswered, pickup.Agreed, pickup.Agreed, pickup.Objected}).Draw(t, "answer")
		err := v.in(func(tx pgx.Tx) error {
			v.key++
			stated, err := v.StatePayment(context.Background(), tx, v.key, p, d.at)
			if err != nil || d.answer == pickup.Unanswered {
				return err
			}
			v.key++
			_, err = v.AnswerPayment(context.Background(), tx, v.key, b, stated.ID, other, person, d.answer == pickup.Agreed, d.at)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		deeds = append(deeds, d)
	}
	return deeds
}

// history places orders of sellers and has them fetched, cancelled or left open.
func history(t *rapid.T, v *village, sellers []pickup.SellerID) (deeds []deed) {
	skus := map[string]string{"CLIP": "Yihua", "BAG": "Bags & Co", "SOCK": "Meiya 美雅"}
	for range rapid.IntRange(1, 8).Draw(t, "orders") {
		sku := rapid.SampledFrom([]string{"CLIP", "BAG", "SOCK"}).Draw(t, "sku")
		d := deed{seller: rapid.SampledFrom(sellers).Draw(t, "seller"), shop: skus[sku]}
		order := v.placed(d.seller, v.line(sku, rapid.IntRange(1, 30).Draw(t, "quantity")))[0]
		d.total = order.Total
		switch rapid.IntRange(0, 4).Draw(t, "fate") {
		case 0:
			d.open = true
		case 1:
			if _, err := v.cancel(d.seller, order.ID); err != nil {
				t.Fatal(err)
			}
		default:
			d.at = instant(t, rapid.SampledFrom(instants).Draw(t, "picked"))
			err := v.in(func(tx pgx.Tx) error {
				_, err := v.Do(context.Background(), tx, pickup.Seller(d.seller), order.ID, pickup.Pick, "", d.at)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		deeds = append(deeds, d)
	}
	return deeds
}

// within says that a day of the village is one of the days, by its name in the calendar.
func within(at time.Time, d pickup.Days) bool {
	day := at.In(shanghai).Format(time.DateOnly)
	return (d.From.IsZero() || day >= d.From.Format(time.DateOnly)) && day <= d.To.Format(time.DateOnly)
}

func anyDays(t *rapid.T) pickup.Days {
	first := at("2026-10-31 00:00")
	from := rapid.IntRange(-1, 4).Draw(t, "from")
	d := pickup.Days{To: first.AddDate(0, 0, rapid.IntRange(max(from, 0), 5).Draw(t, "to"))}
	if from >= 0 {
		d.From = first.AddDate(0, 0, from)
	}
	return d
}

// Whatever happened, and whichever days are asked for, what sellers are told adds up to what distributors are told, line by line, and
// to what the village is told; and all of it is what happened.
func TestBothSidesAreToldTheSame(t *testing.T) {
	t.Parallel()
	v := villageOf(t, shops)
	ids := map[string]pickup.DistributorID{}
	for _, name := range []string{"Yihua", "Bags & Co", "Meiya 美雅"} {
		id, err := v.DistributorNamed(t.Context(), " "+name)
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = id
	}
	sellers := []pickup.SellerID{1, 2, 3}
	var deeds []deed // the histories go on one behind the other
	rapid.Check(t, func(t *rapid.T) {
		deeds = append(deeds, history(t, v, sellers)...)
		deeds = append(deeds, pays(t, v, sellers, ids)...)
		days := anyDays(t)
		var told, heard []pickup.Account
		for _, s := range sellers {
			told = append(told, accounts(t, v, pickup.SellersBooks(s), days)...)
		}
		for name, id := range ids {
			theirs := accounts(t, v, pickup.DistributorsBooks(id), days)
			for _, a := range theirs {
				if a.Name != name {
					t.Errorf("%s is told of %+v", name, a)
				}
				if alone := accounts(t, v, pickup.Between(a.Seller, id), days); len(alone) != 1 || alone[0] != a {
					t.Errorf("%+v alone is %+v", a, alone)
				}
			}
			heard = append(heard, theirs...)
			sums(t, v, pickup.DistributorsBooks(id), days, theirs)
		}
		if diff := gocmp.Diff(sorted(told), sorted(heard)); diff != "" {
			t.Errorf("sellers (-) and distributors (+) from %s to %s:\n%s", days.From, days.To, diff)
		}
		if diff := gocmp.Diff(sorted(remembered(deeds, days, ids)), sorted(told)); diff != "" {
			t.Errorf("what happened (-), what was told (+) from %s to %s:\n%s", days.From, days.To, diff)
		}
		turnovers(t, v, days, told)
	})
}

func accounts(t *rapid.T, v *village, b pickup.Books, d pickup.Days) []pickup.Account {
	all, err := v.Accounts(context.Background(), b, d)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sums holds the orders and the sums of days of some books against their accounts.
func sums(t *rapid.T, v *village, b pickup.Books, d pickup.Days, of []pickup.Account) {
	var wantOrders int
	var want, listed, added measure.Fen
	for _, a := range of {
		wantOrders, want = wantOrders+a.Orders, want+a.HandedOver
	}
	handed, err := v.HandedOver(context.Background(), b, d)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := v.Entries(context.Background(), b, d, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	var entered measure.Fen
	for _, e := range entries {
		if e.HandedOver {
			entered += e.Total
		}
	}
	byDay := map[string]pickup.Sum{}
	for _, h := range handed {
		listed += h.Total
		s := byDay[h.At.Format(time.DateOnly)]
		s.Orders, s.Total = s.Orders+1, s.Total+h.Total
		byDay[h.At.Format(time.DateOnly)] = s
	}
	var starts []time.Time
	for day := at("2026-10-31 00:00"); !day.After(d.To); day = day.AddDate(0, 0, 1) {
		starts = append(starts, day)
	}
	daily, err := v.Sums(context.Background(), b, d, starts)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range daily {
		added += s.Total
		if of := byDay[s.From.Format(time.DateOnly)]; of.Orders != s.Orders || of.Total != s.Total {
			t.Errorf("%s: %d orders, %s; want %d, %s", s.From, s.Orders, s.Total, of.Orders, of.Total)
		}
	}
	if len(handed) != wantOrders || listed != want || added != want || entered != want || len(daily) != len(byDay) {
		t.Errorf("%d orders of %s, days of %s, lines of %s; want %d of %s", len(handed), listed, added, entered, wantOrders, want)
	}
}

// turnovers holds what the village is told against the accounts.
func turnovers(t *rapid.T, v *village, d pickup.Days, of []pickup.Account) {
	all, err := v.Turnovers(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]pickup.Turnover{}
	for _, a := range of {
		s := want[a.Name]
		if a.Orders+a.Open == 0 {
			continue
		}
		want[a.Name] = pickup.Turnover{Name: a.Name, Orders: s.Orders + a.Orders, HandedOver: s.HandedOver + a.HandedOver, Open: s.Open + a.Open, OpenTotal: s.OpenTotal + a.OpenTotal}
	}
	got := map[string]pickup.Turnover{}
	for _, s := range all {
		got[s.Name] = s
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("accounts (-), turnovers (+):\n%s", diff)
	}
}

// remembered makes accounts of what happened.
func remembered(deeds []deed, d pickup.Days, ids map[string]pickup.DistributorID) (all []pickup.Account) {
	between := map[string]*pickup.Account{}
	for _, one := range deeds {
		key := fmt.Sprint(one.seller, one.shop)
		if between[key] == nil {
			between[key] = &pickup.Account{Seller: one.seller, Distributor: ids[one.shop], Name: one.shop}
		}
		a := between[key]
		before := !one.at.IsZero() && !d.From.IsZero() && one.at.Before(d.From)
		switch in := !one.at.IsZero() && within(one.at, d); {
		case one.open:
			a.Open, a.OpenTotal = a.Open+1, a.OpenTotal+one.total
		case one.paid && one.answer == pickup.Unanswered:
			a.Stated += one.total
		case one.paid && one.answer == pickup.Objected:
		case one.paid && in:
			a.Paid += one.total
		case one.paid && before:
			a.Before -= one.total
		case in:
			a.Orders, a.HandedOver = a.Orders+1, a.HandedOver+one.total
		case before:
			a.Before += one.total
		}
	}
	for _, a := range between {
		if *a != (pickup.Account{Seller: a.Seller, Distributor: a.Distributor, Name: a.Name}) {
			all = append(all, *a)
		}
	}
	return all
}

func sorted(all []pickup.Account) []pickup.Account {
	return slices.SortedFunc(slices.Values(all), func(a, b pickup.Account) int {
		return cmp.Or(cmp.Compare(a.Seller, b.Seller), cmp.Compare(a.Distributor, b.Distributor))
	})
}

// An order picked in the last second of a day is that day's, one at midnight the next one's, by the village's clock.
func TestADayEndsAtMidnightOfTheVillage(t *testing.T) {
	t.Parallel()
	v := villageOf(t, shops)
	for _, text := range []string{"2026-11-01 23:59:59", "2026-11-02 00:00:00"} {
		order := v.placed(7, v.line("BAG", 1))[0]
		err := v.in(func(tx pgx.Tx) error {
			_, err := v.Do(t.Context(), tx, pickup.Seller(7), order.ID, pickup.Pick, "", instant(t, text).UTC())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for day, want := range map[string]int{"2026-10-31": 0, "2026-11-01": 1, "2026-11-02": 1, "2026-11-03": 0} {
		one := pickup.Days{From: at(day + " 00:00"), To: at(day + " 00:00")}
		handed, err := v.HandedOver(t.Context(), pickup.SellersBooks(7), one)
		if err != nil || len(handed) != want || want > 0 && handed[0].At.Format(time.DateOnly) != day {
			t.Errorf("%s: %+v, %v", day, handed, err)
		}
	}
	if first, err := v.First(t.Context(), pickup.SellersBooks(7)); err != nil || !first.Equal(at("2026-11-01 00:00")) {
		t.Error(first, err)
	}
}

// Nobody's books hold nothing, and one seller's nothing of another's.
func TestBooksAreTheirOwners(t *testing.T) {
	t.Parallel()
	v := villageOf(t, shops)
	v.placed(1, v.line("BAG", 1))
	days := pickup.Days{To: at("2026-12-31 00:00")}
	for name, b := range map[string]pickup.Books{"nobody": {}, "another seller": pickup.SellersBooks(2), "another distributor": pickup.DistributorsBooks(9999)} {
		all, err := v.Accounts(t.Context(), b, days)
		if err != nil || len(all) != 0 {
			t.Errorf("%s: %+v, %v", name, all, err)
		}
		if first, err := v.First(t.Context(), b); err != nil || !first.IsZero() {
			t.Errorf("%s: %s, %v", name, first, err)
		}
	}
	for most, want := range map[int]error{0: pickup.ErrTooMany, 1: nil} {
		if all, err := v.Entries(t.Context(), pickup.SellersBooks(1), days, most); !errors.Is(err, want) || want == nil && len(all) != 1 {
			t.Errorf("at most %d lines: %+v, %v", most, all, err)
		}
	}
	if _, err := v.DistributorNamed(t.Context(), "Nobody & Sons"); !errors.Is(err, pickup.ErrNoDistributor) {
		t.Error(err)
	}
}

// What is credited of an order comes off what is owed on the day that it is, for both sides alike.
func TestCreditsComeOffWhatIsOwed(t *testing.T) {
	t.Parallel()
	v := villageOf(t, shops)
	order := v.placed(7, v.line("CLIP", 10))[0]
	if _, err := v.fetch(7, order.ID); err != nil {
		t.Fatal(err)
	}
	claim, err := v.claim(7, 900, order.ID, "CLIP", 4, "broken")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.settle(yihua, claim.ID, pickup.Credit, ""); err != nil {
		t.Fatal(err)
	}
	days := pickup.Days{To: at("2026-11-30 00:00")}
	owed := func(b pickup.Books) pickup.Account {
		accounts, err := v.Accounts(t.Context(), b, days)
		if err != nil || len(accounts) != 1 {
			t.Fatalf("%+v, %v", accounts, err)
		}
		return accounts[0]
	}
	mine := owed(pickup.SellersBooks(7))
	if mine.Owed() != order.Total*6/10 || mine.Orders != 1 {
		t.Errorf("%v are owed for %d orders, want six tenths of %v for one", mine.Owed(), mine.Orders, order.Total)
	}
	if theirs := owed(pickup.DistributorsBooks(mine.Distributor)); theirs != mine {
		t.Errorf("the distributor's side is %+v, the seller's %+v", theirs, mine)
	}
}
