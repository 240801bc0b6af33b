package rates

import (
	"slices"
	"time"

	"oldhand/integrations/address"
)

// Date is a calendar day; it is written 2006-01-02.
type Date struct{ time.Time }

// MarshalJSON writes "2006-01-02".
func (d Date) MarshalJSON() ([]byte, error) { return []byte(d.Format(`"` + time.DateOnly + `"`)), nil }

// date is the day as midnight UTC.
func (d day) date() Date { return Date{time.Unix(int64(d)*24*60*60, 0).UTC()} }

// upcoming is the cards that begin after a day, by code of the place named, the earliest first; "" is every other province.
type upcoming map[string][]*rateCard

func (s *service) upcomingAfter(d day) upcoming {
	next := upcoming{}
	for _, c := range s.cards {
		if c.days.from <= d {
			continue
		}
		if c.elsewhere {
			next[""] = append(next[""], c)
		}
		for _, code := range c.codes {
			next[code] = append(next[code], c)
		}
	}
	for _, cards := range next {
		slices.SortFunc(cards, func(a, b *rateCard) int { return int(a.days.from - b.days.from) })
	}
	return next
}

// until is the last day on which this card answers for the place at this price, as far as the cards known now say:
// the card ends, one of its dated surcharges begins or ends, or a card that comes before it begins.
func (o offer) until(c *rateCard, to address.Place, volume int, on day) day {
	last := c.days.to
	for _, extra := range c.extras {
		switch {
		case extra.days.from > on:
			last = min(last, extra.days.from-1)
		case extra.days.to >= on:
			last = min(last, extra.days.to)
		}
	}
	named := c.names(to)
	for n := len(to.Code); n > len(named); n -= 2 {
		if more := o.upcoming[to.Code[:n]]; len(more) > 0 {
			last = min(last, more[0].days.from-1) // whatever its floor: a more particular card shuts this one out
		}
	}
	for _, other := range o.upcoming[named] {
		if other.MinDailyParcels > c.MinDailyParcels && other.MinDailyParcels <= volume {
			return min(last, other.days.from-1)
		}
	}
	return last
}

// names is the code by which a card names a place: of its county, its city or its province; empty: as one of all others.
func (c *rateCard) names(to address.Place) string {
	for n := len(to.Code); n >= 2; n -= 2 {
		if slices.Contains(c.codes, to.Code[:n]) {
			return to.Code[:n]
		}
	}
	return ""
}

// holdsUntil gives nothing where no end is known.
func holdsUntil(last day) *Date {
	if last == lastDay {
		return nil
	}
	return new(last.date())
}

// sooner is the earlier end; one that is unknown is later than all.
func sooner(a, b *Date) *Date {
	if a == nil || b != nil && b.Before(a.Time) {
		return b
	}
	return a
}
