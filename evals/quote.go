package evals

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
)

// addressCase is a place as people write it, alone or in a pasted address.
type addressCase struct {
	Text string `json:"text"`
	Kind string `json:"kind"` // place, address, english, or what makes it hard: units, phones
	// Code is the place's; Several the codes of which some must be offered when the text does not say which;
	// neither: it names no place.
	Code    string          `json:"code"`
	Several []string        `json:"several"`
	Contact address.Contact `json:"contact"`
}

func scoreAddresses(_ context.Context, v *Village, t *tally) error {
	all, err := cases[addressCase]("addresses")
	if err != nil {
		return err
	}
	for _, c := range all {
		got, err := address.Parse(c.Text)
		c.score(t, got, err)
	}
	return scoreOutside(v.Cases, t)
}

func (c addressCase) score(t *tally, got address.Address, err error) {
	saw := got.Place.Code
	var several *address.AmbiguousError
	if errors.As(err, &several) {
		saw = fmt.Sprint("one of ", codes(several.Candidates))
	} else if err != nil {
		saw = err.Error()
	}
	var right bool
	switch {
	case c.Code != "":
		right = err == nil && got.Place.Code == c.Code
	case len(c.Several) > 0:
		right = several != nil && !slices.ContainsFunc(c.Several, func(code string) bool {
			return !slices.Contains(codes(several.Candidates), code)
		})
	default:
		right = errors.Is(err, address.ErrUnknownPlace)
	}
	t.count("place", right)
	t.count("place "+c.Kind, right)
	if !right {
		t.fail("place of %q: want %s%v, got %s", c.Text, c.Code, c.Several, saw)
	}
	if c.Code == "" || err != nil {
		return
	}
	contact := got.Contact == c.Contact
	t.count("contact", contact)
	if !contact {
		t.fail("contact in %q: want %+v, got %+v", c.Text, c.Contact, got.Contact)
	}
}

func codes(places []address.Place) []string {
	var all []string
	for _, p := range places {
		all = append(all, p.Code)
	}
	return all
}

// The grid of parcels that every courier is asked about.
var (
	gridPlaces = []string{"上海", "杭州", "金华市义乌市", "广州", "深圳市南山区", "北京", "天津", "石家庄", "太原", "呼和浩特", "沈阳", "长春",
		"哈尔滨", "南京", "合肥", "福州", "南昌", "济南", "郑州", "武汉", "长沙", "南宁", "海口", "重庆", "成都", "贵阳", "昆明", "拉萨", "西安",
		"兰州", "西宁", "银川", "乌鲁木齐", "香港", "澳门", "台湾"}
	gridWeights = []measure.Grams{1, 299, 300, 301, 500, 501, 1000, 1001, 1999, 3000, 3001, 9999, 30_000, 30_001, 120_000}
	gridSizes   = []string{"", "10x10x5", "30x20x10", "60x50x40", "33.3x22.2x11.1", "150x20x20"}
	gridDays    = []string{"2026-06-30", "2026-10-31", "2026-11-01", "2026-11-20", "2026-11-23", "2027-02-01"}
	gridVolumes = []int{0, 3000, 20_000}
)

func scoreQuote(ctx context.Context, v *Village, t *tally) error {
	cards, err := v.Rates.Cards(ctx)
	if err != nil {
		return err
	}
	for _, name := range gridPlaces {
		read, err := address.Parse(name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, weight := range gridWeights {
			for _, size := range gridSizes {
				if err := scoreParcel(t, cards, rates.Request{To: read.Place, Weight: weight}, size, v.Zone); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// scoreParcel asks for one parcel on every day and at every volume of the grid.
func scoreParcel(t *tally, cards *rates.Cards, r rates.Request, size string, zone *time.Location) (err error) {
	if size != "" {
		if r.Size, err = measure.ParseSize(size); err != nil {
			return err
		}
	}
	for _, day := range gridDays {
		if r.On, err = time.ParseInLocation(time.DateOnly, day, zone); err != nil {
			return err
		}
		for _, volume := range gridVolumes {
			r.Volume = &volume
			scoreQuotes(t, cards.Quote(r), fmt.Sprintf("%s to %s, %s, on %s at %d a day", r.Weight, r.To.Name, size, day, volume), r.Weight)
		}
	}
	return nil
}

// scoreQuotes checks what must hold of any answer.
func scoreQuotes(t *tally, a rates.Answer, parcel string, weight measure.Grams) {
	seen := map[[2]string]bool{}
	once := true
	for _, m := range a.Missing {
		key := [2]string{m.Courier, m.Service}
		once = once && !seen[key] && m.Why.Code != ""
		seen[key] = true
	}
	for _, q := range a.Quotes {
		key := [2]string{q.Courier, q.Service}
		once = once && !seen[key]
		seen[key] = true
		var sum measure.Fen
		for _, line := range q.Lines {
			sum += line.Fen
		}
		exact := sum == q.Price && q.Price >= 0 && q.Billable >= weight
		t.count("lines add up", exact)
		if !exact {
			t.fail("%s: %s %s: billed %s at %s, lines %+v", parcel, q.Courier, q.Service, q.Billable, q.Price, q.Lines)
		}
	}
	sorted := slices.IsSortedFunc(a.Quotes, func(x, y rates.Quote) int { return int(x.Price - y.Price) })
	t.count("cheapest first", sorted)
	t.count("every courier once", once && len(seen) > 0)
	if !sorted || !once {
		t.fail("%s: sorted %t, every courier once %t", parcel, sorted, once)
	}
}
