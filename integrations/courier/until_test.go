package courier

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
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
	from := func(date string, change func(*rate)) rate {
		return national(func(r *rate) { r.Zone, r.ValidFrom = date, utc(date); change(r) })
	}
	zhejiang := func(r *rate) { r.Provinces = "浙江" }
	for name, c := range map[string]struct {
		rates []rate
		want  string
	}{
		"no end is known":                   {[]rate{national(func(*rate) {})}, ""},
		"the card ends":                     {[]rate{national(func(r *rate) { r.ValidTo = utc("2026-11-30") })}, "2026-11-30"},
		"the last day":                      {[]rate{national(func(r *rate) { r.ValidTo = utc("2026-11-23") })}, "2026-11-23"},
		"a surcharge begins":                {[]rate{national(func(r *rate) { r.Surcharges = "peak@2026-12-01..2026-12-20:0.50" })}, "2026-11-30"},
		"a surcharge ends":                  {[]rate{national(func(r *rate) { r.Surcharges = "peak@..2026-11-25:0.50" })}, "2026-11-25"},
		"a surcharge is over":               {[]rate{national(func(r *rate) { r.Surcharges = "peak@2026-11-01..2026-11-20:0.50" })}, ""},
		"the nearest of several":            {[]rate{national(func(r *rate) { r.Surcharges, r.ValidTo = "a@2026-12-05..:1|b@2026-12-03..:1", utc("2026-12-09") })}, "2026-12-02"},
		"a card of its province begins":     {[]rate{national(func(*rate) {}), from("2026-12-01", zhejiang)}, "2026-11-30"},
		"a card of its county begins":       {[]rate{national(zhejiang), from("2026-12-01", func(r *rate) { r.Provinces, r.Places = "", "330782" })}, "2026-11-30"},
		"a card of another province begins": {[]rate{national(func(*rate) {}), from("2026-12-01", func(r *rate) { r.Provinces = "江苏" })}, ""},
		"a card for all others begins":      {[]rate{national(zhejiang), from("2026-12-01", func(*rate) {})}, ""},
		"a floor that is reached begins":    {[]rate{national(func(*rate) {}), from("2026-12-01", func(r *rate) { r.MinDailyParcels = 100 })}, "2026-11-30"},
		"a floor out of reach begins":       {[]rate{national(func(*rate) {}), from("2026-12-01", func(r *rate) { r.MinDailyParcels = 101 })}, ""},
		"another courier's card begins":     {[]rate{national(func(*rate) {}), from("2026-12-01", func(r *rate) { r.Courier = "other" })}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			request := Request{To: Place{Code: "330782"}, Weight: 1000, On: *utc("2026-11-23"), Volume: new(100)}
			got := ""
			if until := deck(t, c.rates...).Quote(request, "en").Quotes[0].Until; until != nil {
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
		var cards []*card
		for n := range rapid.IntRange(1, 8).Draw(rt, "cards") {
			from := rapid.IntRange(-5, 20).Draw(rt, "from")
			r := national(func(r *rate) {
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
		held := &Cards{book: newBook(cards)}
		request := Request{To: Place{Code: "330782"}, Weight: 1000, Volume: new(100)}
		for d := range 20 {
			request.On = first.AddDate(0, 0, d)
			now := held.Quote(request, "en").Quotes
			if len(now) == 0 || now[0].Until == nil {
				continue
			}
			for request.On.Before(now[0].Until.Time) {
				request.On = request.On.AddDate(0, 0, 1)
				later := held.Quote(request, "en").Quotes
				if len(later) != 1 || later[0].Price != now[0].Price {
					rt.Fatalf("%s on day %d until %s, but on %s: %+v", now[0].Price, d, now[0].Until, request.On, later)
				}
			}
		}
	})
}
