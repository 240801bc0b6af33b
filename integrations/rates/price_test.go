package rates

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

func grams(n int) *measure.Grams { return new(measure.Grams(n)) }
func fen(n int) *measure.Fen     { return new(measure.Fen(n)) }

// national is a card for everywhere, with one thing or another changed.
func national(change func(*Row)) Row {
	r := Row{Courier: "中通", Service: "标快", Provinces: "*", FirstG: grams(1000), FirstPrice: fen(320), StepG: grams(1000), StepPrice: fen(100)}
	if change != nil {
		change(&r)
	}
	return r
}

func deck(t testing.TB, rates ...Row) *Cards {
	t.Helper()
	var cards []*rateCard
	for _, r := range rates {
		c, err := newCard(r)
		if err != nil {
			t.Fatal(err)
		}
		cards = append(cards, c)
	}
	return &Cards{today: dayOf(time.Date(2026, 11, 11, 0, 0, 0, 0, time.UTC)), index: newIndex(cards)}
}

func mustSize(t testing.TB, s string) measure.Size {
	t.Helper()
	if s == "" {
		return measure.Size{}
	}
	size, err := measure.ParseSize(s)
	if err != nil {
		t.Fatal(err)
	}
	return size
}

// Every price here was worked out by hand.
func TestPricesByHand(t *testing.T) {
	t.Parallel()
	bands := func(r *Row) {
		r.Bands, r.StepG, r.StepPrice = "300:2.10;500:2.30;1000:2.60", grams(500), fen(55)
	}
	for _, test := range []struct {
		name   string
		change func(*Row)
		weight measure.Grams
		size   string
		want   string // billable: price = lines, or the reason
	}{
		{"first weight", nil, 1000, "", "1000: 3.20 = 3.20 first 1 kg"},
		{"one gram into a step", nil, 1001, "", "1001: 4.20 = 3.20 first 1 kg, 1.00 then 1 x 1 kg"},
		{"three started steps", nil, 3700, "", "3700: 6.20 = 3.20 first 1 kg, 3.00 then 3 x 1 kg"},
		{"no step", func(r *Row) { r.StepG, r.StepPrice = nil, nil }, 1001, "", "over 1 kg"},
		{"a band's edge", bands, 300, "", "300: 2.10 = 2.10 up to 300 g"},
		{"over a band's edge", bands, 301, "", "301: 2.30 = 2.30 up to 500 g"},
		{"the last band", bands, 1000, "", "1000: 2.60 = 2.60 up to 1 kg"},
		{"beyond the bands", bands, 1501, "", "1501: 3.70 = 2.60 up to 1 kg, 1.10 then 2 x 500 g"},
		{"beyond the bands without a step", func(r *Row) { bands(r); r.StepG, r.StepPrice = nil, nil }, 1001, "", "over 1 kg, beyond the last band"},
		{"at the limit", func(r *Row) { r.MaxG = grams(30000) }, 30000, "", "30000: 32.20 = 3.20 first 1 kg, 29.00 then 29 x 1 kg"},
		{"over the limit", func(r *Row) { r.MaxG = grams(30000) }, 30001, "", "over 30 kg"},
		{"volume over weight", func(r *Row) { r.Divisor = 6000 }, 800, "30x20x10.5", "1050: 4.20 = 3.20 first 1 kg, 1.00 then 1 x 1 kg"},
		{"volume exactly", func(r *Row) { r.Divisor = 6000 }, 800, "30x20x10", "1000: 3.20 = 3.20 first 1 kg"},
		{"volume just over", func(r *Row) { r.Divisor = 6000 }, 800, "30x20x10.001", "1001: 4.20 = 3.20 first 1 kg, 1.00 then 1 x 1 kg"},
		{"weight over volume", func(r *Row) { r.Divisor = 6000 }, 1200, "30x20x10", "1200: 4.20 = 3.20 first 1 kg, 1.00 then 1 x 1 kg"},
		{"no divisor", nil, 800, "90x90x90", "800: 3.20 = 3.20 first 1 kg"},
		{"volume over the limit", func(r *Row) { r.Divisor, r.MaxG = 6000, grams(5000) }, 100, "50x40x16", "over 5 kg"},
		{"longest side at the limit", func(r *Row) { r.MaxSideCm = "60.5" }, 100, "60.5x1x1", "100: 3.20 = 3.20 first 1 kg"},
		{"longest side over it", func(r *Row) { r.MaxSideCm = "60.5" }, 100, "1x60.51x1", "longest side over 60.5 cm"},
		{"percent half away from zero", func(r *Row) { r.FirstPrice, r.Surcharges = fen(350), "fuel:3%" }, 1, "", "1: 3.61 = 3.50 first 1 kg, 0.11 fuel"},
		{"discount half away from zero", func(r *Row) { r.FirstPrice, r.Surcharges = fen(350), "tier:-3%" }, 1, "", "1: 3.39 = 3.50 first 1 kg, -0.11 tier"},
		{"percents are of the freight alone", func(r *Row) { r.Surcharges = "remote:1.50|fuel:10%|tier:-0.30" }, 3000, "",
			"3000: 6.92 = 3.20 first 1 kg, 2.00 then 2 x 1 kg, 1.50 remote, 0.52 fuel, -0.30 tier"},
		{"dated", func(r *Row) {
			r.Surcharges = "peak@2026-11-01..2026-11-11:0.50|late@2026-11-12..:9|early@..2026-11-10:9|always@..:0.01"
		}, 1, "",
			"1: 3.71 = 3.20 first 1 kg, 0.50 peak, 0.01 always"},
		{"never below nothing", func(r *Row) { r.Surcharges = "gift:-5.00|fee:0.30" }, 1, "",
			"1: 0.00 = 3.20 first 1 kg, -5.00 gift, 0.30 fee, 1.50 not below 0"},
		{"percent with decimals", func(r *Row) { r.FirstPrice, r.Surcharges = fen(10000), "fuel:2.345%" }, 1, "", "1: 102.35 = 100.00 first 1 kg, 2.35 fuel"},
		{"beyond any parcel", func(r *Row) { r.Divisor = 1 }, 1, "1000x1000x1000", "over 100000 kg"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			request := Request{To: address.Place{Code: "65"}, Weight: test.weight, Size: mustSize(t, test.size)}
			if got := spell(deck(t, national(test.change)).Quote(request)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func spell(a Answer) string {
	if len(a.Missing) > 0 {
		return phrases.Tell(phrases.English, a.Missing[0].Why)
	}
	q := a.Quotes[0]
	var lines []string
	for _, l := range q.Lines {
		lines = append(lines, l.Fen.String()+" "+phrases.Tell(phrases.English, l.What))
	}
	return fmt.Sprintf("%d: %s = %s", q.Billable, q.Price, strings.Join(lines, ", "))
}

func TestTheRoomIsBilledOnlyWhereItIsMore(t *testing.T) {
	t.Parallel()
	cards := deck(t, national(func(r *Row) { r.Divisor = 6000 }))
	for size, want := range map[string]bool{"30x20x9.99": false, "30x20x10": false, "30x20x10.001": true, "": false} {
		q := cards.Quote(Request{Weight: 1000, Size: mustSize(t, size)}).Quotes[0]
		if q.Volumetric != want || (q.Billable > 1000) != want {
			t.Errorf("%s: billed for %s, for its room: %v", size, q.Billable, q.Volumetric)
		}
	}
}

func TestChineseLines(t *testing.T) {
	t.Parallel()
	a := deck(t, national(func(r *Row) { r.Surcharges = "偏远:1.50" })).Quote(Request{To: address.Place{Code: "65"}, Weight: 2000})
	var got []string
	for _, l := range a.Quotes[0].Lines {
		got = append(got, phrases.Tell(phrases.Chinese, l.What)+" "+l.Fen.String())
	}
	if diff := cmp.Diff([]string{"首重1公斤 3.20", "续重1公斤 1.00", "偏远 1.50"}, got); diff != "" || a.Quotes[0].Steps != (Steps{1, 1000, 100}) {
		t.Error(a.Quotes[0].Steps, diff)
	}
}

func TestTheCheapestFirst(t *testing.T) {
	t.Parallel()
	as := func(courier, service string, price int) Row {
		return national(func(r *Row) { r.Courier, r.Service, r.FirstPrice = courier, service, fen(price) })
	}
	cards := deck(t, as("b", "", 300), as("a", "z", 300), as("圆通", "", 200), as("a", "y", 300), as("Z", "", 300))
	if want := []string{"Z", "a", "b", "圆通"}; !slices.Equal(cards.Couriers(), want) {
		t.Errorf("the couriers are %v, want %v", cards.Couriers(), want)
	}
	a := cards.Quote(Request{To: address.Place{Code: "11"}, Weight: 1})
	var got []string
	for _, q := range a.Quotes {
		got = append(got, q.Courier+q.Service)
	}
	if want := []string{"圆通", "Z", "ay", "az", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// drawRate makes a card whose price never falls as the weight grows, but for what surcharges do.
func drawRate(t *rapid.T) Row {
	small := rapid.IntRange(0, 5000)
	r := national(func(r *Row) {
		r.FirstG, r.FirstPrice = grams(small.Draw(t, "first")), fen(small.Draw(t, "price"))
		r.StepG, r.StepPrice = grams(1+small.Draw(t, "step")), fen(small.Draw(t, "step price"))
		r.Divisor = int64(rapid.SampledFrom([]int{0, 1, 5000, 6000, 8000}).Draw(t, "divisor"))
	})
	price, upTo := 0, 0
	for range rapid.IntRange(0, 4).Draw(t, "bands") {
		price += small.Draw(t, "more")
		upTo += rapid.IntRange(1, 900).Draw(t, "width")
		r.Bands += fmt.Sprintf("%d:%s;", upTo, measure.Fen(price))
	}
	return r
}

func drawSurcharges(t *rapid.T) []string {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		if rapid.Bool().Draw(t, "flat") {
			return "x:" + measure.Fen(rapid.IntRange(-900, 900).Draw(t, "fen")).String()
		}
		return fmt.Sprintf("x:%d.%02d%%", rapid.IntRange(-120, 120).Draw(t, "percent"), rapid.IntRange(0, 99).Draw(t, "hundredths"))
	}), 0, 6).Draw(t, "surcharges")
}

func TestPriceProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		plain := drawRate(t)
		first, err := newCard(plain)
		if err != nil {
			t.Fatal(err)
		}
		weights := rapid.SliceOfN(rapid.Int64Range(1, 60_000), 2, 2).Draw(t, "weights")
		slices.Sort(weights)
		light, _, _ := first.price(measure.Grams(weights[0]), 0)
		heavy, _, _ := first.price(measure.Grams(weights[1]), 0)
		if light.Price > heavy.Price {
			t.Fatalf("%d g costs %s, %d g only %s", weights[0], light.Price, weights[1], heavy.Price)
		}

		extras := drawSurcharges(t)
		plain.Surcharges = strings.Join(extras, "|")
		charged, err := newCard(plain)
		if err != nil {
			t.Fatal(err)
		}
		all, _, _ := charged.price(measure.Grams(weights[0]), 0)
		var sum measure.Fen
		for _, l := range all.Lines {
			sum += l.Fen
		}
		if all.Price < 0 || sum != all.Price {
			t.Fatalf("the price is %s, the lines %v add up to %s", all.Price, all.Lines, sum)
		}

		plain.Surcharges = strings.Join(rapid.Permutation(extras).Draw(t, "order"), "|")
		turned, err := newCard(plain)
		if err != nil {
			t.Fatal(err)
		}
		if other, _, _ := turned.price(measure.Grams(weights[0]), 0); other.Price != all.Price {
			t.Fatalf("in another order %s is %s", all.Price, other.Price)
		}
	})
}

// One parcel costs the same alone and among many, in any order, from several goroutines.
func TestBatchIsSingle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := drawRate(t)
		c, err := newCard(r)
		if err != nil {
			t.Fatal(err)
		}
		cards := &Cards{index: newIndex([]*rateCard{c})}
		requests := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Request {
			return Request{
				To: address.Place{Code: rapid.SampledFrom([]string{"11", "3307", "330782", "65"}).Draw(t, "to")}, Weight: measure.Grams(rapid.IntRange(1, 50_000).Draw(t, "weight")),
				On: time.Date(2026, 1, rapid.IntRange(1, 40).Draw(t, "day"), 0, 0, 0, 0, time.UTC),
			}
		}), 1, 8).Draw(t, "requests")
		answers := make(chan Answer, len(requests))
		for _, request := range requests {
			go func() { answers <- cards.Quote(request) }()
		}
		prices := func(as []Answer) (p []string) {
			for _, a := range as {
				p = append(p, a.To.Code+spell(a))
			}
			slices.Sort(p)
			return p
		}
		var together, alone []Answer
		for _, request := range requests {
			together = append(together, <-answers)
			alone = append(alone, (&Cards{index: newIndex([]*rateCard{c})}).Quote(request))
		}
		if diff := cmp.Diff(prices(alone), prices(together)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzCardLists(f *testing.F) {
	f.Add("浙江;江苏;*", "浙江/义乌;3301", "300:2.10;500:2.30", "fuel:3%|peak@2026-11-01..:-0.50", "60.5")
	f.Fuzz(func(t *testing.T, provinces, places, bands, surcharges, side string) {
		r := national(func(r *Row) {
			r.Provinces, r.Places, r.Bands, r.Surcharges, r.MaxSideCm = provinces, places, bands, surcharges, side
		})
		c, err := newCard(r)
		var wrong *columnError
		if err != nil {
			if !errors.As(err, &wrong) {
				t.Errorf("%v names no column", err)
			}
			return
		}
		q, _, _ := c.price(measure.MaxWeight, dayOf(time.Now()))
		for _, l := range q.Lines {
			q.Price -= l.Fen
		}
		if q.Price != 0 {
			t.Errorf("%+v: the lines miss the price by %s", r, q.Price)
		}
	})
}

// thirty is a card of thirty couriers: 34 zones of 20 bands in each of four versions.
func thirty(b testing.TB) *Cards {
	var rates []Row
	for courier := range 30 {
		for _, province := range divisions("", 2) {
			for version := range 4 {
				from := time.Date(2026, time.Month(1+3*version), 1, 0, 0, 0, 0, time.UTC)
				to := from.AddDate(0, 3, -1)
				r := Row{
					Courier: fmt.Sprint("courier ", courier), Zone: province.Code, Provinces: province.Name, Divisor: int64(5000 + courier%4*1000),
					StepG: grams(1000), StepPrice: fen(100), Surcharges: "fuel:3%|peak@2026-11-01..2026-11-20:0.50|tier:-0.10", ValidFrom: &from, ValidTo: &to,
				}
				for band := range 20 {
					r.Bands += fmt.Sprintf("%d:%s;", 100*(band+1), measure.Fen(200+10*band+courier))
				}
				rates = append(rates, r)
			}
		}
	}
	return deck(b, rates...)
}

func BenchmarkThirtyCouriers(b *testing.B) {
	cards := thirty(b)
	request := Request{To: address.Place{Code: "650102"}, Weight: 1200, Size: mustSize(b, "30x20x10")}
	for b.Loop() {
		if a := cards.Quote(request); len(a.Quotes) != 30 {
			b.Fatal(a.Missing)
		}
	}
}

// divisions are all parts of a division whose codes are so many digits long.
func divisions(of string, digits int) []address.Place {
	var found []address.Place
	for n := range 100 {
		code := fmt.Sprintf("%s%02d", of, n)
		place := address.PlaceOf(code)
		switch {
		case place.Name == "":
		case len(code) < digits:
			found = append(found, divisions(code, digits)...)
		case place.Code == code: // what exists on paper only goes by the whole
			found = append(found, place)
		}
	}
	return found
}
