// Package courier keeps the couriers' negotiated rate cards, knows the places of China, and quotes a parcel's price to the fen.
package courier

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/integrations/amount"
)

// ErrUnknownPlace says that a text names no place in China.
var ErrUnknownPlace = errors.New("unknown place")

// AmbiguousError says that a text names several places, the likelier first.
type AmbiguousError struct {
	Candidates []Place
	Words      string // the part of the text that names them
}

func (e *AmbiguousError) Error() string { return "ambiguous place" }

// Place is a province, city or county by its code in china_divisions (2, 4 or 6 digits).
type Place struct {
	Code string `json:"code"`
	Name string `json:"name"` // full Chinese name from the province down: 新疆维吾尔自治区乌鲁木齐市
}

// Contact is what a pasted address names besides the place; it never leaves for a model or a log.
type Contact struct {
	Name      string `json:"name"`
	Phone     string `json:"phone"`
	Extension string `json:"extension"`
}

// Address is a pasted address, read.
type Address struct {
	Place   Place
	Contact Contact
}

// Request is one parcel to be priced.
type Request struct {
	To     Place
	Weight amount.Grams
	Size   Size
	On     time.Time // the day; zero: today
	Volume *int      // the village's daily parcels; nil: those recorded yesterday
}

// Line is one part of a price.
type Line struct {
	What string     `json:"what"`
	Fen  amount.Fen `json:"fen"`
}

// Steps are the started steps of weight behind the first.
type Steps struct {
	N    int
	Of   amount.Grams
	Each amount.Fen
}

func (s Steps) price() amount.Fen { return s.Each.Times(s.N) }

// Quote is one courier's price.
type Quote struct {
	Courier  string       `json:"courier"`
	Service  string       `json:"service"`
	Billable amount.Grams `json:"billable_g"`
	Price    amount.Fen   `json:"price_fen"`
	Lines    []Line       `json:"lines"`
	Steps    Steps        `json:"-"` // of which the second line is the sum; none for most parcels
	P50      *int         `json:"eta_p50_days"`
	P90      *int         `json:"eta_p90_days"`
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
	To      Place
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

// Couriers is the village's rate cards. It is safe for concurrent use.
type Couriers struct {
	pool   *pgxpool.Pool
	origin string
	zone   *time.Location
	clock  func() time.Time

	mu   sync.Mutex
	held *Cards // the latest read, or nil
}

// New gives the rate cards in pool's village for parcels that start at origin; days begin and end in zone. clock is
// time.Now.
func New(pool *pgxpool.Pool, origin string, zone *time.Location, clock func() time.Time) *Couriers {
	return &Couriers{pool: pool, origin: origin, zone: zone, clock: clock}
}

// Quote prices a parcel with every courier. lang ("en", "zh") is the language of line names and reasons.
func (c *Couriers) Quote(ctx context.Context, r Request, lang string) (Answer, error) {
	cards, err := c.Cards(ctx)
	if err != nil {
		return Answer{}, err
	}
	return cards.Quote(r, lang), nil
}

// QuoteTo resolves where first; when several places are meant but all cost the same to reach, Answer.To is what they
// share. Errors: ErrUnknownPlace, *AmbiguousError.
func (c *Couriers) QuoteTo(ctx context.Context, to string, r Request, lang string) (Answer, Contact, error) {
	cards, err := c.Cards(ctx)
	if err != nil {
		return Answer{}, Contact{}, err
	}
	return cards.QuoteTo(to, r, lang)
}
