package rates

import (
	"slices"
	"strconv"
	"strings"
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
	What string      `json:"what"`
	Fen  measure.Fen `json:"fen"`
}

// Steps are the started steps of weight behind the first.
type Steps struct {
	N    int
	Of   measure.Grams
	Each measure.Fen
}

func (s Steps) price() measure.Fen { return s.Each.Times(s.N) }

// Quote is one courier's price.
type Quote struct {
	Courier  string        `json:"courier"`
	Service  string        `json:"service"`
	Billable measure.Grams `json:"billable_g"`
	Price    measure.Fen   `json:"price_fen"`
	Lines    []Line        `json:"lines"`
	Steps    Steps         `json:"-"` // of which the second line is the sum; none for most parcels
	P50      *int          `json:"eta_p50_days"`
	P90      *int          `json:"eta_p90_days"`
	// Observed is what sellers reported of the same way; nil: nothing yet, or Observe was not asked.
	Observed *Observed `json:"observed"`
	// Rate is the row of the card that made the price; it stays as it was when the card changes.
	Rate RateID `json:"-"`
	// Volumetric says that the room the parcel takes was billed, not its weight.
	Volumetric bool `json:"volumetric"`
	// Until is the last day on which the price holds, as far as the cards known now say and at this volume; nil: open.
	Until *Date `json:"holds_until"`
}

// MadeOf writes how the lines add up to the price, as people who read lang write sums: "3.20 first 1 kg + 1.50 remote =
// 4.70" and "首重1公斤 3.20 + 偏远 1.50 = 4.70元".
func (q Quote) MadeOf(lang string) string {
	sum := q.sum(lang)
	if len(q.Lines) > 1 {
		sum += " = " + q.Price.String()
	}
	if lang == "zh" {
		sum += "元"
	}
	return sum
}

// Parts writes what adds up to the price, for where the price itself stands already: the sum without its result, or what
// the one part of a price is for.
func (q Quote) Parts(lang string) string {
	if len(q.Lines) == 1 {
		return q.Lines[0].What
	}
	return q.sum(lang)
}

func (q Quote) sum(lang string) string {
	var b strings.Builder
	for i, l := range q.Lines {
		sign := " + "
		if l.Fen < 0 {
			sign, l.Fen = " − ", -l.Fen
		}
		if i == 0 {
			sign = strings.Trim(sign, " +")
		}
		b.WriteString(sign)
		if i == 1 && q.Steps.N > 0 {
			b.WriteString(l.ofSteps(q.Steps, lang))
		} else {
			b.WriteString(l.in(lang))
		}
	}
	return b.String()
}

// in writes a line of a price.
func (l Line) in(lang string) string {
	if lang == "zh" {
		return l.What + " " + l.Fen.String()
	}
	return l.Fen.String() + " " + l.What
}

// ofSteps writes the line of the steps, several as the product they are.
func (l Line) ofSteps(s Steps, lang string) string {
	of := strings.TrimPrefix(s.Of.String(), "1 ")
	switch {
	case s.N > 1 && lang == "zh":
		return l.What + " × " + s.Each.String()
	case s.N > 1:
		return strconv.Itoa(s.N) + " × " + s.Each.String() + " per extra " + of
	case lang == "zh":
		return l.in(lang)
	}
	return s.Each.String() + " next " + of
}

// Missing is a courier without a price, and why.
type Missing struct {
	Courier string `json:"courier"`
	Service string `json:"service"`
	Reason  string `json:"reason"`
}

// Answer is every courier, cheapest first, and every missing one.
type Answer struct {
	To      address.Place
	Quotes  []Quote
	Missing []Missing
}

// Reason is why couriers have no price, and which they are.
type Reason struct {
	Words string
	Of    []Missing
}

// Reasons groups the missing couriers by why they are missing, the most frequent reason first.
func (a Answer) Reasons() []Reason {
	var reasons []Reason
	for _, m := range a.Missing {
		i := slices.IndexFunc(reasons, func(r Reason) bool { return r.Words == m.Reason })
		if i < 0 {
			i, reasons = len(reasons), append(reasons, Reason{Words: m.Reason})
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
		if l.Fen > 0 && l.What != notBelow.en && l.What != notBelow.zh {
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
