package rules

import (
	"cmp"
	"slices"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

// changeScore judges "make it 30", 改成30个, "30 instead", "no, 5 of the clips" and a bare number beside an open draft.
func changeScore(s segment) float64 {
	if _, _, ok := s.scaled(); ok {
		return 0.95
	}
	if s.numbers == 0 || s.weights+s.sizes+s.moneys > 0 || s.has(stockWord&^stockAsk|priceWord) && !s.has(changeVerb) || s.tellsOfMove() {
		return 0
	}
	lines := s.orderLines()
	if len(lines) != 1 || !lines[0].counted {
		return 0
	}
	return s.changeBase(lines[0]) - 0.1*float64(s.functions) - s.changeDoubt()
}

// scalings ask for twice as much, or half.
var scalings = phrases(map[string]decimal{
	"double|double it|double that|double the quantity|twice as many|twice as much|翻倍|翻一番|加倍|双倍": 2 * one,
	"halve|halve it|half of that|half as many|half as much|减半|减一半|砍半|砍一半|一半就够|一半就够了|要一半":        one / 2,
})

// scaled gives the line of the open draft of which a segment asks for twice as much or half, and nothing else, and how
// much that is.
func (s segment) scaled() (line Line, quantity int, ok bool) {
	if len(s.context.Draft) == 0 || s.has(how|should) || s.marks > 0 {
		return Line{}, 0, false
	}
	at, n := 0, 0
	var by decimal
	s.phraseAt(func(i int) bool {
		at = i
		by, n = scalings.longest(s.message, i)
		return n > 0
	})
	if n == 0 {
		return Line{}, 0, false
	}
	before, after := s.segmentBefore(at), s.segmentFrom(at+n)
	named := before
	if before.words+before.skus == 0 {
		named = after
	}
	if before.numbers+after.numbers > 0 || before.words+before.skus > 0 && after.words+after.skus > 0 {
		return Line{}, 0, false
	}
	line, ok = s.drafted(named)
	return line, int((decimal(line.Quantity)*by + one/2) / one), ok && line.Quantity > 0
}

func (s segment) changeBase(l orderLine) float64 {
	drafted := len(s.context.Draft) > 0
	if named := l.sku != "" || l.words != ""; named && !drafted && s.lessens() && s.happened() {
		return 0
	}
	if s.lessens() && (drafted || l.words == "" || l.sku != "" || s.item(l.words).ok) {
		return 0.92
	}
	said := s.has(changeVerb) && !s.has(more) || s.has(instead) || s.has(dropped) && s.numbers > 1
	correcting := s.has(negation)
	switch {
	case said && drafted:
		return 0.95
	case s.has(changeVerb) && !s.has(more) && (l.words == "" || l.sku != "" || s.item(l.words).ok):
		return 0.8
	case s.has(changeVerb) && !s.has(more):
		return 0.66
	case said:
		return 0.5
	case drafted && s.has(toward) && (l.words != "" || l.sku != ""):
		return 0.94
	case drafted && correcting && !s.has(orderVerb):
		return 0.93
	case drafted && correcting:
		return 0.9
	case drafted && l.words == "" && l.sku == "" && !s.has(more) && s.leftover(orderVerb|yes|negation) == 1:
		return 0.8
	}
	return 0
}

// lessened gives what is left of the one line of a draft that is to become fewer by so many: 少拿5个. It is not known where
// several lines are called so, or that many are not there.
func (s segment) lessened(l orderLine) (left Line, known bool) {
	said, draft := s.line(l), s.context.Draft
	meant := func(d Line) bool {
		only := len(draft) == 1 && said.Item == "" && said.SKU == ""
		return only || said.SKU != "" && said.SKU == d.SKU || said.SKU == "" && d.called(said.Item)
	}
	i := slices.IndexFunc(draft, meant)
	if !s.lessens() || said.Quantity == 0 || i < 0 || slices.ContainsFunc(draft[i+1:], meant) {
		return left, false
	}
	of := measure.Goods{Unit: draft[i].Unit}
	if draft[i].SKU != "" {
		of = s.skuName(draft[i].SKU).goods()
	}
	fewer, unit := measure.Count(l.quantity.number, l.quantity.unit, of)
	kind := measure.UnitOf(strings.ToLower(unit)) // 10个 of a line are ten of whatever it counts
	if unit != of.Unit && kind != measure.Piece && (of.Unit != "" || !kind.Single()) {
		return left, false
	}
	left.Quantity = draft[i].Quantity - fewer
	left.Unit = cmp.Or(of.Unit, unit)
	return left, fewer > 0 && (left.Quantity > 0 || left.Quantity == 0 && s.has(removeVerb))
}

// lessens says that the number of a segment is how many fewer: 少拿5个, "10 less", 去掉5个, and not 5个少了改成10个.
func (s segment) lessens() bool {
	list := s.list()
	for i, p := range list {
		if p.kind == numberPiece {
			return i > 0 && s.takenOff(list[i-1], p) || i > 0 && list[i-1].is(fewer) || i+1 < len(list) && list[i+1].is(fewer) || s.has(fewer) && !s.has(changeVerb)
		}
	}
	return false
}

// takenOff says that a verb takes so many pieces off the open draft, and no order by its number. What is not wanted, 不要5个，
// may be the number itself.
func (s segment) takenOff(verb, number piece) bool {
	wanted := !refusals[s.message.token(verb.from).s]
	return len(s.context.Draft) > 0 && wanted && verb.is(removeVerb) && (number.unit != "" || s.words+s.skus > 0)
}

// refusals begin the words for what is not wanted.
var refusals = text.Set("不 别 no not don't dont do didn't i")

func (s segment) changeDoubt() float64 {
	switch {
	case s.removesToo():
		return 0.5
	case s.confirmsToo():
		return 0.5
	case s.has(remindVerb | shipVerb | freight | how):
		return 0.5
	case s.has(stockWord&^(orderVerb|findVerb) | priceWord):
		return 0.35
	case s.times > 0:
		return 0.1
	}
	return 0
}

// removesToo says that behind a comma something is taken off, which is a command of its own.
func (s segment) removesToo() bool {
	list := s.list()
	return slices.ContainsFunc(list[min(1, len(list)):], func(p piece) bool { return p.is(removeVerb) && s.message.token(p.from-1).s == "," })
}

// confirmsToo says that what was corrected is ordered in the same breath, which is a command of its own.
func (s segment) confirmsToo() bool {
	for i, p := range s.list() {
		if i > 0 && p.is(confirmed) && !p.is(orderVerb) {
			return true
		}
	}
	return false
}

func buildChange(s segment) []Command {
	if d, n, ok := s.scaled(); ok {
		slots := Slots{SKU: d.SKU, Quantity: n, Unit: d.Unit}
		if d.SKU == "" {
			slots.Item = d.Item
		}
		return []Command{{Change, slots}}
	}
	l := s.line(s.orderLines()[0])
	slots := Slots{Item: l.Item, SKU: l.SKU, Quantity: l.Quantity, Unit: l.Unit, Dozens: l.Dozens}
	if draft := s.context.Draft; l.Item == "" && l.SKU == "" && len(draft) == 1 {
		name := s.skuName(draft[0].SKU)
		if draft[0].SKU != "" {
			slots.SKU = name.sku
		}
		l.count(s.orderLines()[0].quantity, name.goods())
		slots.Quantity, slots.Unit, slots.Dozens = l.Quantity, l.Unit, l.Dozens
	}
	said := s.orderLines()[0].quantity
	none := said.number == 0 && !said.bad && !said.vague
	if left, ok := s.lessened(s.orderLines()[0]); ok {
		slots.Quantity, slots.Unit, none = left.Quantity, left.Unit, left.Quantity == 0
	} else if s.lessens() {
		slots.Step = Less
	}
	commands := []Command{{Change, slots}}
	if none {
		commands = []Command{{Remove, Slots{Item: slots.Item, SKU: slots.SKU}}}
	}
	var time Slots
	if s.pickup(&time); !time.timeless() {
		commands = append(commands, Command{Order, time})
	}
	return commands
}

// changesOfMind take back what was said before, where something else is said instead.
var changesOfMind = phrases(map[string]bool{"算了|算啦|算了吧|never mind|nevermind|nvm": true})

// reportedWish are words for whose wish it is.
const reportedWish = "客人说|客户说|买家说|顾客说|客人讲|客户讲|my customer says|my customer said|the customer says|customer says|my client says|my client said"

var reported = phrases(map[string]bool{reportedWish: true})

// changedMind takes 算了 before another time or number for the open draft for no more than a sigh, 算了，今天下午四点, and who
// wants its change for no matter.
func (m *message) changedMind() {
	for i := range m.pieces {
		p := &m.pieces[i]
		if _, n := reported.longest(m, p.from); n > 0 && len(m.context.Draft) > 0 {
			p.tags = filler
		}
		_, n := changesOfMind.longest(m, p.from)
		next := i + 1
		for next < len(m.pieces) && (m.pieces[next].kind == commaPiece || m.pieces[next].is(filler|instead)) {
			next++
		}
		if len(m.context.Draft) > 0 && n > 0 && next < len(m.pieces) && (m.pieces[next].kind == timePiece || m.pieces[next].kind == numberPiece) {
			p.tags = filler
		}
	}
}

// removeScore judges 不要发夹了, "drop B7", "without the clips".
func removeScore(s segment) float64 {
	if s.refusesDrafted() {
		return 0.85
	}
	switch {
	case !s.has(removeVerb), s.lessens(), s.words+s.skus == 0, s.weights+s.sizes > 0, s.has(ordersAsk) && s.has(cancelled):
		return 0
	}
	score := 0.82
	if len(s.context.Draft) > 0 {
		score = 0.94
	}
	score -= 0.08*float64(s.functions) + 0.25*float64(s.numbers)
	if s.numbers > 0 && s.has(changeVerb) { // make it 5 green, drop the white ones
		score -= 0.5
	}
	for i, p := range s.list() {
		if i > 0 && p.is(orderVerb) && !p.is(removeVerb) { // 不要红色的，要蓝色的
			score -= 0.25
		}
	}
	switch {
	case s.to < len(s.pieces) && s.pieces[s.to].is(ordersAsk): // 取消1001号 goes on with 订单
		score -= 0.5
	case s.has(how|should|trade|askVerb|remindVerb|freight) || s.has(stockWord) && s.moneys > 0:
		score -= 0.4
	case s.confirmsToo():
		score -= 0.5
	case s.marks > 0:
		score -= 0.2
	case s.has(findVerb):
		score -= 0.1
	}
	if words := s.wordsIn(s.itemWords()); words > 6 {
		score -= 0.1 * float64(words-6)
	}
	return score
}

// refusesDrafted judges "no socks please" beside a draft that has socks.
func (s segment) refusesDrafted() bool {
	if len(s.context.Draft) == 0 || !s.has(negation) || s.has(how|should|trade|instead) {
		return false
	}
	return s.numbers+s.moneys+s.weights == 0 && s.inDraft(s.itemWords()).ok
}

func buildRemove(s segment) []Command {
	var commands []Command
	for _, l := range s.orderLines() {
		if l.words == "" && l.sku == "" {
			continue
		}
		line := s.line(l)
		commands = append(commands, Command{Remove, Slots{Item: line.Item, SKU: line.SKU}})
	}
	return commands
}

// itemWords gives all words of names in a segment.
func (s segment) itemWords() string {
	list := s.list()
	return s.text(func(i int, _ piece) bool { return named(list, i) })
}
