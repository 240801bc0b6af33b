package rates

import (
	"math/bits"
	"strconv"

	"oldhand/integrations/measure"
)

var notBelow = words{"not below 0", "不低于0"}

// lineWords name the first line, and what stands behind the number of steps.
func (c *rateCard) lineWords() (first, step words) {
	if c.FirstG != nil {
		first = weighed("first ", "首重", *c.FirstG)
	}
	switch {
	case c.StepG == nil:
	case *c.StepG == 1000:
		step = words{" x 1 kg", "公斤"}
	default:
		step = weighed(" x ", "个", *c.StepG)
	}
	return first, step
}

// price prices a billable weight on a day: a quote's price, its lines and steps. ok is false where the card carries no
// such weight: why says so.
func (c *rateCard) price(billable measure.Grams, on day, lang string) (q Quote, why words, ok bool) {
	q.Lines = make([]Line, 0, 3+len(c.extras))
	base, over := c.base(billable, lang)
	q.Lines = append(q.Lines, base)
	freight := base.Fen
	if over > 0 {
		if c.StepG == nil {
			return Quote{}, c.beyond(), false
		}
		q.Steps = Steps{int((over-1) / *c.StepG + 1), *c.StepG, *c.StepPrice}
		freight += q.Steps.price()
		what := words{"then ", "续重"}.in(lang) + strconv.Itoa(q.Steps.N) + c.stepWords.in(lang)
		q.Lines = append(q.Lines, Line{what, q.Steps.price()})
	}
	q.Price = freight
	for _, extra := range c.extras {
		if extra.days.hold(on) {
			fen := extra.flat + percentOf(freight, extra.percent)
			q.Price += fen
			q.Lines = append(q.Lines, Line{extra.words.in(lang), fen})
		}
	}
	if q.Price < 0 {
		q.Lines = append(q.Lines, Line{notBelow.in(lang), -q.Price})
		q.Price = 0
	}
	return q, words{}, true
}

// base is the price of the band or first weight that holds a weight, and how much of the weight is beyond it.
func (c *rateCard) base(billable measure.Grams, lang string) (line Line, over measure.Grams) {
	if len(c.tiers) == 0 {
		return Line{c.firstWords.in(lang), *c.FirstPrice}, billable - *c.FirstG
	}
	for _, b := range c.tiers {
		if billable <= b.upTo {
			return Line{b.words.in(lang), b.price}, 0
		}
	}
	last := c.tiers[len(c.tiers)-1]
	return Line{last.words.in(lang), last.price}, billable - last.upTo
}

// beyond says up to where a card without steps goes.
func (c *rateCard) beyond() words {
	if n := len(c.tiers); n > 0 {
		last := weighed("over ", "超过", c.tiers[n-1].upTo)
		return words{last.en + ", beyond the last band", last.zh + "，超出最后一档"}
	}
	return weighed("over ", "超过", *c.FirstG)
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
