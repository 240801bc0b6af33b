package rates

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"oldhand/integrations/address"
)

func utc(date string) *time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return &t
}

func TestUntilWhenAPriceHolds(t *testing.T) {
	t.Parallel()
	from := func(date string, change func(*Row)) Row {
		return national(func(r *Row) { r.Zone, r.ValidFrom = date, utc(date); change(r) })
	}
	zhejiang := func(r *Row) { r.Provinces = "浙江" }
	for name, c := range map[string]struct {
		rates []Row
		want  string
	}{
		"no end is known":                   {[]Row{national(func(*Row) {})}, ""},
		"the card ends":                     {[]Row{national(func(r *Row) { r.ValidTo = utc("2026-11-30") })}, "2026-11-30"},
		"the last day":                      {[]Row{national(func(r *Row) { r.ValidTo = utc("2026-11-23") })}, "2026-11-23"},
		"a surcharge begins":                {[]Row{national(func(r *Row) { r.Surcharges = "peak@2026-12-01..2026-12-20:0.50" })}, "2026-11-30"},
		"a surcharge ends":                  {[]Row{national(func(r *Row) { r.Surcharges = "peak@..2026-11-25:0.50" })}, "2026-11-25"},
		"a surcharge is over":               {[]Row{national(func(r *Row) { r.Surcharges = "peak@2026-11-01..2026-11-20:0.50" })}, ""},
		"the nearest of several":            {[]Row{national(func(r *Row) { r.Surcharges, r.ValidTo = "a@2026-12-05..:1|b@2026-12-03..:1", utc("2026-12-09") })}, "2026-12-02"},
		"a card of its province begins":     {[]Row{national(func(*Row) {}), from("2026-12-01", zhejiang)}, "2026-11-30"},
		"a card of its county begins":       {[]Row{national(zhejiang), from("2026-12-01", func(r *Row) { r.Provinces, r.Places = "", "330782" })}, "2026-11-30"},
		"a card of another province begins": {[]Row{national(func(*Row) {}), from("2026-12-01", func(r *Row) { r.Provinces = "江苏" })}, ""},
		"a card for all others begins":      {[]Row{national(zhejiang), from("2026-12-01", func(*Row) {})}, ""},
		"a floor that is reached begins":    {[]Row{national(func(*Row) {}), from("2026-12-01", func(r *Row) { r.MinDailyParcels = 100 })}, "2026-11-30"},
		"a floor out of reach begins":       {[]Row{national(func(*Row) {}), from("2026-12-01", func(r *Row) { r.MinDailyParcels = 101 })}, ""},
		"another courier's card begins":     {[]Row{national(func(*Row) {}), from("2026-12-01", func(r *Row) { r.Courier = "other" })}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			request := Request{To: address.Place{Code: "330782"}, Weight: 1000, On: *utc("2026-11-23"), Volume: new(100)}
			got := ""
			if until := deck(t, c.rates...).Quote(request).Quotes[0].Until; until != nil {
				got = until.Format(time.DateOnly)
			}
			if got != c.want {
				t.Errorf("until %q, want %q", got, c.want)
			}
		})
	}
}

func TestUntilIsWrittenAsADay(t *testing.T) {
	t.Parallel()
	out, err := json.Marshal([]*Date{{*utc("2026-11-30")}, nil})
	if err != nil || string(out) != `["2026-11-30",null]` {
		t.Errorf("%s, %v", out, err)
	}
}

// Whatever the cards are, a price that holds until a day is the price on every day up to it.
func TestAPriceHoldsUntilItsDay(t *testing.T) {
	t.Parallel()
	first := *utc("2026-11-01")
	rapid.Check(t, func(rt *rapid.T) {
		var cards []*rateCard
		for n := range rapid.IntRange(1, 8).Draw(rt, "cards") {
			from := rapid.IntRange(-5, 20).Draw(rt, "from")
			r := national(func(r *Row) {
				start, end := first.AddDate(0, 0, from), first.AddDate(0, 0, from+rapid.IntRange(0, 15).Draw(rt, "days"))
				price := 100 + 10*n
				r.ValidFrom, r.ValidTo, r.FirstPrice = &start, &end, fen(price)
				r.MinDailyParcels = rapid.SampledFrom([]int{0, 0, 50, 200}).Draw(rt, "floor")
				r.Provinces = rapid.SampledFrom([]string{"*", "浙江", "江苏"}).Draw(rt, "provinces")
				r.Places = rapid.SampledFrom([]string{"", "3307", "330782"}).Draw(rt, "places")
				r.Surcharges = rapid.SampledFrom([]string{"", "a@2026-11-06..2026-11-09:0.10", "b@2026-11-12..:0.20"}).Draw(rt, "surcharges")
			})
			c, err := newCard(r)
			if err != nil {
				rt.Fatal(err)
			}
			conflicts := false
			for _, other := range cards {
				conflicts = conflicts || c.conflict(other)
			}
			if !conflicts {
				cards = append(cards, c)
			}
		}
		held := &Cards{index: newIndex(cards)}
		request := Request{To: address.Place{Code: "330782"}, Weight: 1000, Volume: new(100)}
		for d := range 20 {
			request.On = first.AddDate(0, 0, d)
			now := held.Quote(request).Quotes
			if len(now) == 0 || now[0].Until == nil {
				continue
			}
			for request.On.Before(now[0].Until.Time) {
				request.On = request.On.AddDate(0, 0, 1)
				later := held.Quote(request).Quotes
				if len(later) != 1 || later[0].Price != now[0].Price {
					rt.Fatalf("%s on day %d until %s, but on %s: %+v", now[0].Price, d, now[0].Until, request.On, later)
				}
			}
		}
	})
}
