package courier

import (
	"math/bits"
	"strconv"

	"oldhand/integrations/amount"
)

// words are a text in both languages.
type words struct{ en, zh string }

func (w words) in(lang string) string {
	if lang == "zh" {
		return w.zh
	}
	return w.en
}

var notBelow = words{"not below 0", "不低于 0"}

// lineWords name the first line and the unit of the steps behind it.
func (c *card) lineWords() (first, step words) {
	if c.FirstG != nil {
		first = words{"first " + c.FirstG.String(), "首重 " + c.FirstG.String()}
	}
	if c.StepG != nil {
		step = words{" x " + c.StepG.String(), " x " + c.StepG.String()}
	}
	return first, step
}

// price prices a billable weight on a day. ok is false where the card carries no such weight: why says so.
func (c *card) price(billable amount.Grams, on day, lang string) (total amount.Fen, lines []Line, why words, ok bool) {
	lines = make([]Line, 0, 3+len(c.extras))
	base, over := c.base(billable, lang)
	lines = append(lines, base)
	freight := base.Fen
	if over > 0 {
		if c.StepG == nil {
			return 0, nil, c.beyond(), false
		}
		steps := (over-1) / *c.StepG + 1
		step := c.StepPrice.Times(int(steps))
		freight += step
		lines = append(lines, Line{words{"then ", "续重 "}.in(lang) + strconv.Itoa(int(steps)) + c.stepWords.in(lang), step})
	}
	total = freight
	for _, extra := range c.extras {
		if extra.days.hold(on) {
			fen := extra.flat + percentOf(freight, extra.percent)
			total += fen
			lines = append(lines, Line{extra.name, fen})
		}
	}
	if total < 0 {
		lines = append(lines, Line{notBelow.in(lang), -total})
		total = 0
	}
	return total, lines, words{}, true
}

// base is the price of the band or first weight that holds a weight, and how much of the weight is beyond it.
func (c *card) base(billable amount.Grams, lang string) (line Line, over amount.Grams) {
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
func (c *card) beyond() words {
	if n := len(c.tiers); n > 0 {
		last := c.tiers[n-1].upTo.String()
		return words{"over " + last + ", beyond the last band", "超过 " + last + "，超出最后一档"}
	}
	return words{"over " + c.FirstG.String(), "超过 " + c.FirstG.String()}
}

// percentOf is a share of the freight, rounded half away from zero to the fen.
func percentOf(freight amount.Fen, percent int64) amount.Fen {
	negative := percent < 0
	if negative {
		percent = -percent
	}
	const whole = 100 * onePercent
	high, low := bits.Mul64(uint64(freight), uint64(percent)) // a freight is never negative
	low, carry := bits.Add64(low, whole/2, 0)
	share, _ := bits.Div64(high+carry, low, whole)
	if negative {
		return -amount.Fen(share)
	}
	return amount.Fen(share)
}
