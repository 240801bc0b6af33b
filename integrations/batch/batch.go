// Package batch prices many parcels at once, from a file or a message, and says which lines should be looked at twice.
package batch

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"oldhand/integrations/table"

	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
)

// Wanted is one line of a batch, as it was written.
type Wanted struct {
	Line    int    // of the file or the message, from 1
	Order   string // the sender's own number; may be empty
	Address string
	Weight  string
	Size    string // may be empty
	Count   string // of like parcels; empty: 1
	Rows    int    // further ones of the file, whose goods are in the parcel and whose weights are added
}

// Priced is a line of a batch with the best courier for it.
type Priced struct {
	Line   int
	Order  string
	To     address.Place
	Weight measure.Grams
	Size   measure.Size
	Count  int
	Best   rates.Quote
	Next   *rates.Quote   // the second best; nil: there is none
	Doubts []table.Reason // why it should be looked at twice; none: nothing is odd
}

// All is the price of all the like parcels of a line.
func (p Priced) All() measure.Fen { return p.Best.Price.Times(p.Count) }

// Refused is a line of a batch that could not be priced, and why.
type Refused struct {
	Line  int
	Order string
	Why   table.Reason
}

// Comparison is what other prices for the same parcels come to. Parcels that have no such price are left out of both
// sums.
type Comparison struct {
	Courier string // empty where every parcel keeps its own
	Service string
	Parcels int // that have such a price
	Sum     measure.Fen
	Best    measure.Fen // what the best couriers take for the same parcels
}

// Saved is what the best couriers save; it is never negative.
func (c Comparison) Saved() measure.Fen { return max(c.Sum-c.Best, 0) }

// Batch is many parcels, priced.
type Batch struct {
	Priced  []Priced
	Refused []Refused
	Left    table.Reason // what of the file was not read, or none
	Parcels int
	Total   measure.Fen
	// List is the same parcels with the same couriers at list prices: for somebody who sends little and bargained for
	// nothing.
	List Comparison
	// Single is all parcels with one courier's service: the cheapest of those that carry the most of them.
	Single Comparison
}

// Add adds what a file holds besides the lines that were priced, so that all refused ones stand in the order of the file.
func (b *Batch) Add(f File) {
	b.Left = f.Left
	b.Refused = append(b.Refused, f.Refused...)
	slices.SortStableFunc(b.Refused, func(x, y Refused) int { return cmp.Compare(x.Line, y.Line) })
}

// MaxLines is how many lines a batch can have.
const MaxLines = 20_000

// maxLike is how many like parcels one line can stand for.
const maxLike = 100_000

// maxAddress is how many bytes an address can have, with whatever is written beside it: 130 characters of Chinese. To look
// for places in what is longer takes longer still.
const maxAddress = 400

// errLong says that an address is no address for its length.
var errLong = errors.New("too long for an address")

// errCount says that a number of parcels is none.
var errCount = errors.New("not a number of parcels")

// refusals are the reasons for which a line is refused before any courier is asked.
var refusals = []struct {
	err  error
	code string
}{
	{measure.ErrWeight, "batch.refused.weight"}, {measure.ErrSize, "batch.refused.size"},
	{address.ErrUnknownPlace, "batch.refused.place"}, {errCount, "batch.refused.count"}, {errLong, "batch.refused.long"},
}

// Price prices every line with the courier that is cheapest for it. progress is told after every some hundred lines how
// many are done; may be nil. It stops with ctx.
func Price(ctx context.Context, cards *rates.Cards, lines []Wanted, r rates.Request, progress func(done int)) (Batch, error) {
	t := tally{cards: cards, request: r, singles: map[[2]string]*Comparison{}, orders: map[string]Wanted{}}
	for i, line := range lines {
		if i%500 == 0 {
			if err := ctx.Err(); err != nil {
				return Batch{}, err
			}
			if progress != nil {
				progress(i)
			}
		}
		t.add(line)
	}
	t.batch.Single = t.single()
	return t.batch, nil
}

// tally adds up a batch.
type tally struct {
	cards   *rates.Cards
	request rates.Request
	batch   Batch
	singles map[[2]string]*Comparison // by courier and service
	orders  map[string]Wanted         // the first line of each order number
}

func (t *tally) add(w Wanted) {
	r, count, err := w.request(t.request)
	if err == nil {
		err = t.price(w, r, count)
	}
	if err != nil {
		t.batch.Refused = append(t.batch.Refused, Refused{w.Line, w.Order, refusal(err)})
	}
}

// request reads what a line says of its parcels.
func (w Wanted) request(r rates.Request) (rates.Request, int, error) {
	if len(w.Address) > maxAddress {
		return r, 0, errLong
	}
	var err error
	if r.Weight, err = measure.ParseWeight(unitless(w.Weight)); err != nil {
		return r, 0, err
	}
	if w.Size != "" {
		if r.Size, err = measure.ParseSize(w.Size); err != nil {
			return r, 0, err
		}
	}
	count, ok := parcelsIn(w.Count)
	if !ok {
		return r, 0, errCount
	}
	return r, count, nil
}

// parcelsIn reads how many like parcels there are.
func parcelsIn(count string) (n int, ok bool) {
	if count == "" {
		return 1, true
	}
	n, err := strconv.Atoi(count)
	return n, err == nil && n > 0 && n <= maxLike && count[0] != '+'
}

var bareNumber = regexp.MustCompile(`^\d+([.,]\d+)?$`)

// unitless takes a number without a unit for kilograms, which a column of weights is in unless it says so.
func unitless(weight string) string {
	if weight = strings.TrimSpace(weight); bareNumber.MatchString(weight) {
		return weight + "kg"
	}
	return weight
}

// noPriceError carries the reasons of the couriers that would not take a parcel.
type noPriceError struct{ missing []rates.Missing }

func (e *noPriceError) Error() string { return "no courier has a price" }

func (t *tally) price(w Wanted, r rates.Request, count int) error {
	answer, _, err := t.cards.QuoteTo(w.Address, r)
	if err != nil {
		return err
	}
	if len(answer.Quotes) == 0 {
		return &noPriceError{answer.Missing}
	}
	p := Priced{Line: w.Line, Order: w.Order, To: answer.To, Weight: r.Weight, Size: r.Size, Count: count, Best: answer.Quotes[0], Doubts: t.doubts(w)}
	if len(answer.Quotes) > 1 {
		p.Next = &answer.Quotes[1]
	}
	t.batch.Priced = append(t.batch.Priced, p)
	t.batch.Parcels += count
	t.batch.Total += p.All()
	t.compareList(p, r)
	for _, q := range answer.Quotes {
		name := [2]string{q.Courier, q.Service}
		if t.singles[name] == nil {
			t.singles[name] = &Comparison{Courier: q.Courier, Service: q.Service}
		}
		t.singles[name].add(count, q.Price, p.Best.Price)
	}
	return nil
}

func (c *Comparison) add(count int, price, best measure.Fen) {
	c.Parcels += count
	c.Sum += price.Times(count)
	c.Best += best.Times(count)
}

// compareList asks what the same courier takes at no volume, before discounts.
func (t *tally) compareList(p Priced, r rates.Request) {
	r.To, r.Volume = p.To, new(0)
	if q, ok := t.cards.QuoteOf(p.Best.Courier, p.Best.Service, r); ok {
		t.batch.List.add(p.Count, q.BeforeDiscounts(), p.Best.Price)
	}
}

// single is the one courier that carries the most; of several the cheapest, then the first by name.
func (t *tally) single() Comparison {
	var best Comparison
	for _, c := range t.singles {
		order := cmp.Or(cmp.Compare(best.Parcels, c.Parcels), cmp.Compare(c.Sum, best.Sum), cmp.Compare(c.Courier, best.Courier), cmp.Compare(c.Service, best.Service))
		if best.Parcels == 0 || order < 0 {
			best = *c
		}
	}
	return best
}

// namedInRefusal is how many places or reasons a refusal names.
const namedInRefusal = 3

// refusal says why a line was refused. It never holds what the line says.
func refusal(err error) table.Reason {
	var several *address.AmbiguousError
	var none *noPriceError
	switch {
	case errors.As(err, &several):
		return table.Because("batch.refused.places", table.Data{"Places": several.Candidates[:min(len(several.Candidates), namedInRefusal)]})
	case errors.As(err, &none):
		reasons := rates.Answer{Missing: none.missing}.Reasons()
		return table.Because("batch.refused.price", table.Data{"Reasons": reasons[:min(len(reasons), namedInRefusal)]})
	}
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return table.Because(r.code, nil)
		}
	}
	return table.Because("batch.refused", nil)
}
