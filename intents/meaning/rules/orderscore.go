package rules

import "cmp"

// orderScore says how well a segment reads as an order.
func orderScore(s segment) float64 {
	if s.numbers+s.skus+s.words == 0 {
		return s.timeOnlyScore()
	}
	lines := s.orderLines()
	if len(lines) == 0 {
		return 0
	}
	var sum float64
	for _, l := range lines {
		sum += s.lineScore(l)
	}
	if s.happened() && !s.distributes() {
		sum -= 0.7 * float64(len(lines))
	}
	return sum/float64(len(lines)) - s.orderDoubt(lines)
}

// timeOnlyScore judges "tomorrow 9am" and 明早来拿.
func (s segment) timeOnlyScore() float64 {
	drafted := len(s.context.Draft) > 0
	switch {
	case s.times == 0:
		return 0
	case s.has(confirmed):
		return 0.3
	case s.has(remindVerb | snoozeVerb | shipVerb | how | wh | freight | deadline):
		return 0.2
	case drafted && s.refusesSomeTime() && !s.has(remindVerb):
		return 0.9
	case s.has(pickVerb) && !s.has(negation):
		return 0.75 - 0.1*float64(s.functions)
	case s.has(changeVerb) && drafted:
		return 0.88
	case drafted && s.leftover(function|yes) == 1:
		return 0.75
	case s.leftover(orderVerb) == 1:
		return 0.4
	}
	return 0.1
}

// lineScore judges one line: a SKU or a known item with a quantity is an order with hardly a doubt.
func (s segment) lineScore(l orderLine) float64 {
	verb := s.has(orderVerb)
	item := l.sku != "" || l.words != ""
	known := l.sku != "" || l.words != "" && s.item(l.words).ok
	if l.quantity.vague && !l.quantity.ranged {
		l.counted = false
	}
	switch {
	case l.shown && l.counted && !s.has(shipVerb|freight):
		return 0.88
	case item && l.counted && known:
		return 0.92
	case item && l.counted && verb:
		return 0.88
	case item && l.counted && l.quantity.unit != "":
		return 0.8
	case item && l.counted:
		return 0.66
	case item && verb && known:
		return 0.74
	case item && verb:
		return 0.64
	case l.counted && s.has(more):
		return 0.85
	case l.counted && (verb || len(s.context.Draft) > 0):
		return 0.6
	case l.counted && l.quantity.unit != "":
		return 0.4
	case item && s.times > 0 && known:
		return 0.6
	}
	return 0.15
}

// doubt takes weight off a reading where a cue speaks for another.
type doubt struct {
	tags  tag
	weigh float64
}

var orderDoubts = []doubt{
	{how, 0.4}, {should, 0.25}, {wh, 0.25}, {priceAsk, 0.45}, {stockAsk &^ stockWord, 0.3}, {changeVerb, 0.3}, {remindVerb, 0.5}, {removeVerb, 0.3},
	{ordersAsk, 0.2}, {trade, 0.08}, {world, 0.3}, {negation, 0.2}, {findVerb &^ orderVerb, 0.3}, {showVerb, 0.3}, {stockWord, 0.2}, {priceWord, 0.25},
	{freight, 0.3}, {instead, 0.12}, {cancelled, 0.4}, {snoozeVerb, 0.2}, {soldOut, 0.3}, {again, 0.3}, {undone, 0.4}, {fewer, 0.3},
}

func (s segment) orderDoubt(lines []orderLine) float64 {
	d := 0.07*float64(s.functions) + 0.4*float64(s.weights) + 0.5*float64(s.sizes) + 0.15*float64(s.moneys) + 0.15*float64(s.places)
	for i, p := range s.list() {
		if p.is(confirmed) && i > 0 && s.segmentOf(i).leftover(^tag(0)) > 0 { // behind the goods it is a command of its own
			d += 0.15
		}
		if p.kind != cuePiece || p.is(orderVerb|filler|article|conjoin|linking) {
			continue
		}
		for _, o := range orderDoubts {
			if p.is(o.tags) {
				d += o.weigh
				break
			}
		}
	}
	if s.marks > 0 {
		d += 0.06
	}
	if s.times > 1 && s.clashingTimes() {
		d += 0.25
	}
	if s.has(trade) && s.asks() {
		d += 0.2
	}
	if s.has(topic) && s.units+s.skus == 0 {
		d += 0.2
	}
	for _, l := range lines {
		if words := s.wordsIn(l.words); words > 6 {
			d += 0.08 * float64(words-6)
		}
	}
	return d
}

// clashingTimes says that two days were named, or two hours each of goods of its own, so that these are two orders.
func (s segment) clashingTimes() bool {
	days := 0
	var last *moment
	goods := false // since the last hour
	for _, p := range s.list() {
		switch {
		case p.kind != timePiece:
			goods = goods || p.goods()
			continue
		case p.when.dated():
			days++
		}
		if p.when.hasClock {
			if last != nil && goods && (last.hour != p.when.hour || last.minute != p.when.minute || last.part != p.when.part) {
				return true
			}
			last, goods = &p.when, false
		}
	}
	return days > 1
}

// wordsIn counts the words of a name; two Chinese characters make one.
func (s segment) wordsIn(name string) int {
	n, half := 0, 0
	inWord := false
	for _, r := range name {
		switch {
		case r == ' ':
			inWord = false
		case r >= 0x2E80:
			half++
			inWord = false
		case !inWord:
			n, inWord = n+1, true
		}
	}
	return n + half/2
}

func buildOrder(s segment) []Command {
	var slots Slots
	s.pickup(&slots)
	like := s.message.context.Found
	if draft := s.context.Draft; len(draft) > 0 && like == "" {
		like = draft[len(draft)-1].Item
	}
	for _, l := range s.orderLines() {
		l = l.like(like)
		like = cmp.Or(l.meant, l.words, like)
		slots.Lines = append(slots.Lines, s.line(l))
	}
	return []Command{{Order, slots}}
}
