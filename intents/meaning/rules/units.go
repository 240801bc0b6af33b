package rules

import (
	"slices"

	"oldhand/integrations/measure"
)

func unitNamed(s string) bool { return measure.UnitOf(s) != "" }

func dozenUnit(s string) bool {
	kind := measure.UnitOf(s)
	return kind == measure.Dozen || kind == measure.Gross
}

func (m *message) unitAt(i int) bool {
	if _, label := priceLabels.longest(m, i); label > 1 { // 单价
		return false
	}
	return unitNamed(m.token(i).s) && (!m.protected(i) || m.outreached(i))
}

// outreached says that a longer reading of the name that starts at token i leaves that token out: of 对戒指 it is 戒指.
func (m *message) outreached(i int) bool {
	_, n := m.cue(i)
	tags, next := m.cue(i + 1)
	return tags&word != 0 && next > 1 && i+1+next > i+n
}

// quantity reads a number with its unit at token i: 20个, x20, 20 pcs, half a dozen, 一打, 俩, 几个 (unknown: 0), 20-30个
// (unknown as well).
func (m *message) quantity(i int) (piece, bool) {
	if before := m.token(i - 1).s; before == "第" || before == "后" && m.token(i-2).s == "最" || ordinal(before) > 0 { // the second one is not two, nor the last one one
		return piece{}, false
	}
	if p, ok := m.span(i); ok {
		return p, true
	}
	p, ok := m.amountOf(i)
	if several, found := m.unsaid(i); found && (!ok || several.to > p.to) {
		return several, true
	}
	return p, ok
}

// amountOf reads one number with its unit.
func (m *message) amountOf(i int) (p piece, ok bool) {
	start := i
	if (m.token(i).s == "x" || m.token(i).s == "*") && m.token(i+1).kind == numToken {
		i++
	}
	n, to := m.number(i)
	if to == 0 {
		n, to = m.looseNumber(i)
	}
	if to == 0 {
		return piece{}, false
	}
	n, to = m.added(n, to)
	p = piece{kind: numberPiece, from: start, to: to, number: n, vague: m.roundNumber(i, to)}
	if m.token(to).s == "几" && m.unitAt(to+1) { // 十几个: how many is not said
		p.to, p.vague = to+1, true
	}
	if s := m.token(i).s; to == i+1 && (s == "俩" || s == "仨") {
		p.unit = "个"
		return p, true
	}
	m.takeHalf(&p)
	m.takeUnit(&p)
	if p.vague {
		p.number, p.ranged = 0, to > i+1 || m.token(i).s != "几"
	}
	if p.unit == "" && to == i+1 && m.token(to).s == "x" && m.token(i).kind == numToken && m.token(to+1).kind != numToken {
		p.to++ // 20x A1023
	}
	return p, p.unit != "" || to > i+1 || m.token(i).kind != hanToken || m.standsAlone(i)
}

// added takes the +5 of 20+5, and what 加 or "plus" adds: 500加50个, "40 plus 10".
func (m *message) added(n decimal, to int) (decimal, int) {
	switch next := m.token(to + 1); m.token(to).s {
	case "+":
		if next.kind != numToken || next.space || m.token(to).space {
			break
		}
		if more := digits(next.s); more > 0 {
			return m.added(n+more, to+2)
		}
	case "加", "plus":
		if more, end := m.number(to + 1); more > 0 && !m.giftFollows(end) && (!m.goodsBefore() || !m.goodsFollow(end)) {
			return m.added(n+more, end)
		}
	}
	return n, to
}

// goodsBefore says that goods were named in this clause already.
func (m *message) goodsBefore() bool {
	for _, p := range slices.Backward(m.pieces) {
		if p.kind == commaPiece || p.kind == stopPiece {
			return false
		}
		if p.goods() {
			return true
		}
	}
	return false
}

// goodsFollow says that goods stand behind the number that ends before token i, and perhaps behind its unit.
func (m *message) goodsFollow(i int) bool {
	if m.unitAt(i) {
		i++
	}
	i = m.skip(i, "of")
	return m.token(i).kind == skuToken || m.token(i).kind == wordToken && !m.timeFollows(i) || m.plainHan(i)
}

// giftFollows says that "free" stands behind the number that ends before token i.
func (m *message) giftFollows(i int) bool {
	_, n := free.longest(m, i)
	return n > 0
}

// halves stand between a number and the unit of which there is half of one more.
var halves = phrases(map[string]decimal{"and a half|and half|& a half|½|1 / 2": one / 2, "¼|and a quarter|1 / 4": one / 4, "¾|and three quarters|3 / 4": one * 3 / 4})

// takeHalf takes the half of "two and a half dozen" and of 1½ cartons.
func (m *message) takeHalf(p *piece) {
	half, n := halves.longest(m, p.to)
	unit := m.skip(p.to+n, "of")
	if n > 0 && p.number%one == 0 && (m.unitAt(unit) || m.unitAt(m.skip(unit, "a"))) {
		p.number, p.to = p.number+half, p.to+n
	}
}

// takeUnit takes the unit words after a number, dozens and the half of 一打半 included.
func (m *message) takeUnit(p *piece) {
	i := p.to
	if m.token(i).s == "个" && m.token(i+1).s == "半" {
		if s := m.token(i + 2).s; s != "小" && s != "月" && s != "钟" && !weightAfter(m, i+2) {
			p.unit, p.number, p.to = "个", p.number+one/2, i+2
			if m.unitAt(p.to) { // 一个半箱
				p.unit, p.to = m.raw(p.to, p.to+1), p.to+1
			}
		}
		return
	}
	if m.token(i).s == "整" && m.unitAt(i+1) { // 一整箱
		i++
	}
	if !m.unitAt(i) {
		return
	}
	p.unit, p.to = m.raw(i, i+1), i+1
	if j := p.to; m.token(j).s == "半" {
		p.number, p.to = p.number+one/2, j+1
	} else if half, n := halves.longest(m, j); n > 2 && m.token(j).s == "and" { // a dozen and a half
		p.number, p.to = p.number+half, j+n
	}
	if dozenUnit(m.token(i).s) {
		p.dozen = true
		if j := m.skip(p.to, "of"); m.unitAt(p.to) && p.to == j { // two dozen pairs, 一打双
			n, _ := measure.Count(p.number, p.unit, measure.Goods{})
			p.number, p.dozen = decimal(n)*one, false
			p.unit, p.to = m.raw(p.to, p.to+1), p.to+1
		}
	}
}

// fractionWords are parts of a unit that stand before it.
var fractionWords = phrases(map[string]decimal{
	"half a|half an|half of a|one half of a|half|a half|半|½": one / 2, "a quarter of a|quarter of a|a quarter|quarter|one quarter of a|¼": one / 4,
	"three quarters of a|three quarter|¾": one * 3 / 4, "a third of a|one third of a|⅓": one / 3, "two thirds of a|⅔": 2 * one / 3,
})

// looseNumber reads what counts without a number word: a dozen, dozen, half a dozen, a quarter carton, 半打, 三分之一箱, 几, 一对.
func (m *message) looseNumber(i int) (decimal, int) {
	t := m.token(i)
	if part, n := fractionWords.longest(m, i); n > 0 && m.unitAt(i+n) && m.parted(i, i+n) {
		return part, i + n
	}
	switch {
	case (t.s == "a" || t.s == "an" || t.s == "another") && m.unitAt(i+1) && m.countedHere(i+1):
		return one, i + 1
	case t.s == "几" && m.unitAt(i+1), t.s == "若干":
		return 0, i + 1
	case t.kind == wordToken && dozenUnit(t.s) && m.token(i-1).s != "per":
		return one, i
	case t.s == "hundred" || t.s == "thousand":
		if next := m.token(i + 1); next.kind == skuToken || next.s == "of" || m.unitAt(i+1) {
			n, used := measure.ReadNumber(append([]string{"a"}, m.textsFrom(i)...))
			return n, i + used - 1
		}
	}
	return 0, 0
}

// partOfUnit reads "three quarters of a carton" before its three is taken for a number.
func (m *message) partOfUnit(i int) (piece, bool) {
	part, n := fractionWords.longest(m, i)
	if n < 3 || !m.unitAt(i+n) || !m.parted(i, i+n) {
		return piece{}, false
	}
	p := piece{kind: numberPiece, from: i, to: i + n, number: part}
	m.takeUnit(&p)
	return p, true
}

// parted says that the words from one token to another are a part of the unit behind them, of which one takes parts.
func (m *message) parted(from, unit int) bool {
	if m.token(from).kind == hanToken {
		return true
	}
	kind := measure.UnitOf(m.token(unit).s)
	return !kind.Single() || kind == ""
}

// countedHere says that the unit word at i counts something: a box of pens, but not a bag.
func (m *message) countedHere(i int) bool {
	next := m.token(i + 1)
	if _, n := halves.longest(m, i+1); n > 2 {
		return true
	}
	return dozenUnit(m.token(i).s) || next.s == "of" || next.kind == skuToken
}

// standsAlone says that a single Chinese numeral without a unit is meant as a number: 来五, A1023 三.
func (m *message) standsAlone(i int) bool {
	next, before := m.token(i+1), m.token(i-1)
	if next.kind == hanToken || next.kind == wordToken || next.kind == numToken {
		return false
	}
	return before.kind == skuToken || before.s == "要" || before.s == "来" || before.s == "成" || before.s == "为" || before.s == "x"
}
