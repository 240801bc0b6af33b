package rates

import (
	"math/bits"

	"oldhand/integrations/measure"
)

// price prices a billable weight on a day: a quote's price, its lines and steps. ok is false where the card carries no
// such weight: why says so.
func (c *rateCard) price(billable measure.Grams, on day) (q Quote, why Why, ok bool) {
	q.Lines = make([]Line, 0, 3+len(c.extras))
	base, over := c.base(billable)
	q.Lines = append(q.Lines, base)
	freight := base.Fen
	if over > 0 {
		if c.StepG == nil {
			return Quote{}, c.beyond(), false
		}
		q.Steps = Steps{int((over-1) / *c.StepG + 1), *c.StepG, *c.StepPrice}
		freight += q.Steps.price()
		q.Lines = append(q.Lines, Line{Part{Code: partSteps, Steps: q.Steps.N, Weight: *c.StepG}, q.Steps.price()})
	}
	q.Price = freight
	for _, extra := range c.extras {
		if extra.days.hold(on) {
			fen := extra.flat + percentOf(freight, extra.percent)
			q.Price += fen
			q.Lines = append(q.Lines, Line{Part{Code: partSurcharge, Name: extra.name}, fen})
		}
	}
	if q.Price < 0 {
		q.Lines = append(q.Lines, Line{Part{Code: partFloor}, -q.Price})
		q.Price = 0
	}
	return q, Why{}, true
}

// base is the price of the band or first weight that holds a weight, and how much of the weight is beyond it.
func (c *rateCard) base(billable measure.Grams) (line Line, over measure.Grams) {
	if len(c.tiers) == 0 {
		return Line{Part{Code: partFirst, Weight: *c.FirstG}, *c.FirstPrice}, billable - *c.FirstG
	}
	for _, b := range c.tiers {
		if billable <= b.upTo {
			return b.line(), 0
		}
	}
	last := c.tiers[len(c.tiers)-1]
	return last.line(), billable - last.upTo
}

// beyond says up to where a card without steps goes.
func (c *rateCard) beyond() Why {
	if n := len(c.tiers); n > 0 {
		return Why{Code: noneBand, Weight: c.tiers[n-1].upTo}
	}
	return Why{Code: noneWeight, Weight: *c.FirstG}
}

// percentOf is a share of the freight, rounded half away from zero to the fen.
func percentOf(freight measure.Fen, percent int64) measure.Fen {
	negative := percent < 0
	if negative {
		percent = -percent
	}
	const whole = 100 * onePercent
	high, low := bits.Mul64(uint64(freight), uint64(percent)) // a freight is never negative
	low, carry := bits.Add64(low, whole/2, 0)
	share, _ := bits.Div64(high+carry, low, whole)
	if negative {
		return -measure.Fen(share)
	}
	return measure.Fen(share)
}
