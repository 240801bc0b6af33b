package rates

import (
	"slices"
	"time"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
)

// Request is one parcel to be priced.
type Request struct {
	To     address.Place
	Weight measure.Grams
	Size   measure.Size
	On     time.Time // the day; zero: today
	Volume *int      // the village's daily parcels; nil: those recorded yesterday
}

// Line is one part of a price.
type Line struct {
	What Part
	Fen  measure.Fen // less than nothing for a discount
}

// Negative says that a line makes the price less.
func (l Line) Negative() bool { return l.Fen < 0 }

// Amount is a line's sum without its sign.
func (l Line) Amount() measure.Fen { return max(l.Fen, -l.Fen) }

// Part is what a line of a price is for.
type Part struct {
	Code   string
	Weight measure.Grams // the first weight, the end of a band, or one step
	Steps  int
	Name   Name // of a surcharge
}

const (
	partFirst     = "price.first"
	partBand      = "price.band"
	partSteps     = "price.steps"
	partSurcharge = "price.surcharge"
	partFloor     = "price.floor" // what a price is raised by that would be less than nothing
)

// Coded gives what says it.
func (p Part) Coded() (key string, data any) { return p.Code, p }

// Steps are the started steps of weight behind the first.
type Steps struct {
	N    int
	Of   measure.Grams
	Each measure.Fen
}

func (s Steps) price() measure.Fen { return s.Each.Times(s.N) }

// Quote is one courier's price.
type Quote struct {
	Courier  string
	Service  string
	Billable measure.Grams
	Price    measure.Fen
	Lines    []Line
	Steps    Steps // of which the second line is the sum; none for most parcels
	P50      *int
	P90      *int
	// Observed is what sellers reported of the same way; nil: nothing yet, or Observe was not asked.
	Observed *Observed
	// Rate is the row of the card that made the price; it stays as it was when the card changes.
	Rate RateID
	// Volumetric says that the room the parcel takes was billed, not its weight.
	Volumetric bool
	// Until is the last day on which the price holds, as far as the cards known now say and at this volume; nil: open.
	Until *Date
}

// Missing is a courier without a price, and why.
type Missing struct {
	Courier string
	Service string
	Why     Why
}

// Why is the reason for which a courier has no price.
type Why struct {
	Code      string
	To        address.Place  // that it does not serve
	Need, Has int            // parcels a day
	Weight    measure.Grams  // the most that it carries
	Side      measure.Length // the longest that it carries
}

const (
	noneCard   = "price.none.card"
	nonePlace  = "price.none.place"
	noneVolume = "price.none.volume"
	noneSide   = "price.none.side"
	noneWeight = "price.none.weight"
	noneBand   = "price.none.band"
)

// Coded gives what says it.
func (w Why) Coded() (key string, data any) { return w.Code, w }

// Answer is every courier, cheapest first, and every missing one.
type Answer struct {
	To      address.Place
	Quotes  []Quote
	Missing []Missing
}

// Reason is why couriers have no price, and which they are.
type Reason struct {
	Why Why
	Of  []Missing
}

// Reasons groups the missing couriers by why they are missing, the most frequent reason first.
func (a Answer) Reasons() []Reason {
	var reasons []Reason
	for _, m := range a.Missing {
		i := slices.IndexFunc(reasons, func(r Reason) bool { return r.Why == m.Why })
		if i < 0 {
			i, reasons = len(reasons), append(reasons, Reason{Why: m.Why})
		}
		reasons[i].Of = append(reasons[i].Of, m)
	}
	slices.SortStableFunc(reasons, func(a, b Reason) int { return len(b.Of) - len(a.Of) })
	return reasons
}

// BeforeDiscounts is the sum of what makes a price dearer.
func (q Quote) BeforeDiscounts() measure.Fen {
	var sum measure.Fen
	for _, l := range q.Lines {
		if l.Fen > 0 && l.What.Code != partFloor {
			sum += l.Fen
		}
	}
	return sum
}

// Observed is how long a courier's service took to the province of a quote, by what sellers reported.
type Observed struct {
	Reports int  `json:"reports"`
	Late    int  `json:"late"` // of them still under way when last reported: they took at least the days they count with
	P50     int  `json:"p50_days"`
	P90     int  `json:"p90_days"`
	Enough  bool `json:"enough"` // to go by rather than by the card
}

// Days are the days to go by: those that enough sellers saw, else the card's; nil where nobody says.
func (q Quote) Days() (p50, p90 *int) {
	if q.Observed != nil && q.Observed.Enough {
		return &q.Observed.P50, &q.Observed.P90
	}
	return q.P50, q.P90
}

// Quickest is the index of the quote that is there first, by the days in which nine in ten are, then by price; -1 where
// nobody says.
func Quickest(quotes []Quote) int {
	best := -1
	for i, q := range quotes {
		_, p90 := q.Days()
		if p90 == nil {
			continue
		}
		if best >= 0 {
			if _, least := quotes[best].Days(); *least <= *p90 {
				continue
			}
		}
		best = i
	}
	return best
}
