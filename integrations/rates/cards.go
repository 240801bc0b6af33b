package rates

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

// Cards is the rate cards as they stood at one moment, with the day and the village's volume of that moment. It prices
// without asking the database, and is safe for concurrent use.
type Cards struct {
	version int64
	volume  int // parcels recorded yesterday
	today   day
	*index
}

// index is the cards of one version, by courier and service.
type index struct {
	services []*service // by courier and service
	names    *CourierNames

	mu   sync.Mutex
	days map[day][]offer // indexed as they are asked for
}

// service is the cards of one courier's service.
type service struct {
	courier, name string
	cards         []*rateCard
}

// offer is what one service answers on one day.
type offer struct {
	*service
	valid     bool                   // a card is valid
	named     map[string][]*rateCard // by code of the place named, the highest floor first
	elsewhere []*rateCard            // for every province that no card names
	upcoming  upcoming
}

// maxDays bounds the days kept indexed; people ask for today and tomorrow.
const maxDays = 16

func newIndex(cards []*rateCard) *index {
	x := &index{days: map[day][]offer{}}
	byName := map[[2]string]*service{}
	for _, c := range cards {
		name := [2]string{c.Courier, c.Service}
		s, ok := byName[name]
		if !ok {
			s = &service{courier: c.Courier, name: c.Service}
			byName[name] = s
			x.services = append(x.services, s)
		}
		s.cards = append(s.cards, c)
	}
	slices.SortFunc(x.services, func(a, b *service) int {
		return cmp.Or(cmp.Compare(a.courier, b.courier), cmp.Compare(a.name, b.name))
	})
	x.names = NewCourierNames(x.couriers())
	return x
}

func (x *index) on(d day) []offer {
	x.mu.Lock()
	defer x.mu.Unlock()
	if offers, ok := x.days[d]; ok {
		return offers
	}
	if len(x.days) >= maxDays {
		clear(x.days)
	}
	offers := make([]offer, len(x.services))
	for i, s := range x.services {
		offers[i] = s.on(d)
	}
	x.days[d] = offers
	return offers
}

func (s *service) on(d day) offer {
	o := offer{service: s, named: map[string][]*rateCard{}, upcoming: s.upcomingAfter(d)}
	for _, c := range s.cards {
		if !c.days.hold(d) {
			continue
		}
		o.valid = true
		if c.elsewhere {
			o.elsewhere = append(o.elsewhere, c)
		}
		for _, code := range c.codes {
			o.named[code] = append(o.named[code], c)
		}
	}
	highestFirst(o.elsewhere)
	for _, cards := range o.named {
		highestFirst(cards)
	}
	return o
}

func highestFirst(cards []*rateCard) {
	slices.SortFunc(cards, func(a, b *rateCard) int { return b.MinDailyParcels - a.MinDailyParcels })
}

// card is the one that answers for a place: of those that name the smallest part, else of those for every other
// province, the one with the highest floor that the volume reaches. Without one, why says so.
func (o offer) card(to address.Place, volume int) (c *rateCard, why Why) {
	if !o.valid {
		return nil, Why{Code: noneCard}
	}
	cards := o.elsewhere
	for n := len(to.Code); n >= 2; n -= 2 {
		if named, ok := o.named[to.Code[:n]]; ok {
			cards = named
			break
		}
	}
	if len(cards) == 0 {
		return nil, Why{Code: nonePlace, To: to}
	}
	for _, c := range cards {
		if c.MinDailyParcels <= volume {
			return c, Why{}
		}
	}
	return nil, Why{Code: noneVolume, Need: cards[len(cards)-1].MinDailyParcels, Has: volume}
}

// Couriers names every courier that has a card for the origin, in the spelling of the cards.
func (c *Cards) Couriers() []string { return c.couriers() }

// CourierNames gives what people call the couriers. It is the same one until a card changes.
func (c *Cards) CourierNames() *CourierNames { return c.names }

func (x *index) couriers() []string {
	var names []string
	for _, s := range x.services {
		if !slices.Contains(names, s.courier) {
			names = append(names, s.courier)
		}
	}
	return names
}

// Quote prices a parcel with every courier.
func (c *Cards) Quote(r Request) Answer {
	p := c.parcel(r)
	offers := c.index.on(p.on)
	a := Answer{To: r.To, Quotes: make([]Quote, 0, len(offers)), Missing: []Missing{}}
	for _, o := range offers {
		quote, why, ok := p.quote(o)
		if ok {
			a.Quotes = append(a.Quotes, quote)
		} else {
			a.Missing = append(a.Missing, Missing{o.courier, o.name, why})
		}
	}
	slices.SortStableFunc(a.Quotes, func(a, b Quote) int { return cmp.Compare(a.Price, b.Price) }) // offers are in order
	return a
}

// QuoteOf prices a parcel with one service; ok is false where it gives no price.
func (c *Cards) QuoteOf(courier, service string, r Request) (q Quote, ok bool) {
	p := c.parcel(r)
	offers := c.index.on(p.on)
	i, found := slices.BinarySearchFunc(offers, [2]string{courier, service}, func(o offer, name [2]string) int {
		return cmp.Or(cmp.Compare(o.courier, name[0]), cmp.Compare(o.name, name[1]))
	})
	if !found {
		return Quote{}, false
	}
	q, _, ok = p.quote(offers[i])
	return q, ok
}

// parcel fills in what a request leaves open.
func (c *Cards) parcel(r Request) parcel {
	p := parcel{Request: r, on: c.today, volume: c.volume}
	if !r.On.IsZero() {
		p.on = dayOf(r.On)
	}
	if r.Volume != nil {
		p.volume = *r.Volume
	}
	return p
}

// parcel is a request with its defaults filled in.
type parcel struct {
	Request
	on     day
	volume int
	// The volumetric weight by divisor: couriers have few different ones.
	volumetric []struct {
		divisor int64
		weight  measure.Grams
	}
}

// quote prices the parcel with one service, or says why it cannot.
func (p *parcel) quote(o offer) (q Quote, why Why, ok bool) {
	c, why := o.card(p.To, p.volume)
	if c == nil {
		return Quote{}, why, false
	}
	if c.maxSide > 0 && p.Size.Longest() > c.maxSide {
		return Quote{}, Why{Code: noneSide, Side: c.maxSide}, false
	}
	volumetric := p.volumetricBy(c.Divisor)
	billable := max(p.Weight, volumetric)
	limit := measure.MaxWeight
	if c.MaxG != nil {
		limit = min(limit, *c.MaxG)
	}
	if billable > limit {
		return Quote{}, Why{Code: noneWeight, Weight: limit}, false
	}
	q, why, ok = c.price(billable, p.on)
	if !ok {
		return Quote{}, why, false
	}
	q.Courier, q.Service, q.Rate, q.P50, q.P90 = c.Courier, c.Service, c.ID, c.EtaP50Days, c.EtaP90Days
	q.Billable, q.Volumetric = billable, volumetric > p.Weight
	q.Until = holdsUntil(o.until(c, p.To, p.volume, p.on))
	return q, Why{}, true
}

func (p *parcel) volumetricBy(divisor int64) measure.Grams {
	if divisor == 0 || !p.Size.Known() {
		return 0
	}
	for _, v := range p.volumetric {
		if v.divisor == divisor {
			return v.weight
		}
	}
	weight := p.Size.Volumetric(divisor)
	p.volumetric = append(p.volumetric, struct {
		divisor int64
		weight  measure.Grams
	}{divisor, weight})
	return weight
}

// QuoteTo resolves where first; when several places are meant but all cost the same to reach, Answer.To is what they
// share. Errors: address.ErrUnknownPlace, *address.AmbiguousError.
func (c *Cards) QuoteTo(to string, r Request) (Answer, address.Contact, error) {
	read, err := address.Parse(to)
	var several *address.AmbiguousError
	switch {
	case errors.As(err, &several):
		a, ok := c.sameFor(several.Candidates, r)
		if !ok {
			return Answer{}, read.Contact, err
		}
		if a.To.Code == "" {
			a.To.Name = strings.TrimSpace(several.Words)
		}
		return a, read.Contact, nil
	case err != nil:
		return Answer{}, read.Contact, err
	}
	r.To = read.Place
	return c.Quote(r), read.Contact, nil
}

// sameFor quotes to several places; ok says that it costs the same to reach all of them.
func (c *Cards) sameFor(candidates []address.Place, r Request) (a Answer, ok bool) {
	for i, place := range candidates {
		r.To = place
		next := c.Quote(r)
		if i == 0 {
			a = next
			continue
		}
		if !slices.EqualFunc(a.Quotes, next.Quotes, samePrice) {
			return Answer{}, false
		}
		for j := range a.Quotes {
			a.Quotes[j].P50 = slower(a.Quotes[j].P50, next.Quotes[j].P50)
			a.Quotes[j].P90 = slower(a.Quotes[j].P90, next.Quotes[j].P90)
			a.Quotes[j].Until = sooner(a.Quotes[j].Until, next.Quotes[j].Until)
		}
	}
	a.To = address.Shared(candidates)
	return a, true
}

func samePrice(a, b Quote) bool {
	return a.Courier == b.Courier && a.Service == b.Service && a.Price == b.Price && a.Billable == b.Billable
}

// slower is the longer of two expectations; one that is missing makes both unknown.
func slower(a, b *int) *int {
	if a == nil || b == nil {
		return nil
	}
	return new(max(*a, *b))
}
