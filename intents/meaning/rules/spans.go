package rules

import (
	"strings"

	"oldhand/integrations/measure"
)

// A number that is none, 20 to 30, 二三十个, 十几个, "a few dozen", is a quantity that was not said: how many is then asked.

// spanWords stand between the two numbers of a range; rising ones only where the second is the larger.
var spanWords = phrases(map[string]spanKind{
	"-|- -|~|~ ~|到|至|to|up to|…|. .|—": rising,
	"or|or maybe|/|或|或者|或是|还是":         either,
})

type spanKind int

const (
	noSpan spanKind = iota
	rising
	either
)

// span reads a range of quantities at token i: 20-30个, "20 to 30 pcs", 20或30个, 20个到30个.
func (m *message) span(i int) (piece, bool) {
	start := i
	if s := m.token(i).s; s == "x" || s == "*" || s == "between" || s == "from" {
		i++
	}
	first, ok := m.numbered(i)
	if !ok {
		return piece{}, false
	}
	kind, n := spanWords.longest(m, first.to)
	between := kind == noSpan && m.token(start).s == "between" && m.token(first.to).s == "and"
	if between {
		n = 1
	}
	if n == 0 && !between || kind == rising && m.changes(start) {
		return piece{}, false
	}
	second, ok := m.numbered(first.to + n)
	if !ok || !m.spans(kind, first, second) || m.measuresMore(first.to+n, second.to) || m.measuresMore(start, second.to) {
		return piece{}, false
	}
	second.ends = [2]decimal{first.number, second.number}
	second.from, second.number, second.vague, second.ranged = start, 0, true, true
	return second, true
}

// spans says that two numbers are the ends of a range, and count the same.
func (m *message) spans(kind spanKind, first, second piece) bool {
	if first.unit != "" && !measure.SameUnit(strings.ToLower(first.unit), strings.ToLower(second.unit)) {
		return false
	}
	return kind != rising || second.number > first.number && second.number <= largestPack*one
}

// numbered reads a number and its unit, one that is no range.
func (m *message) numbered(i int) (piece, bool) {
	if !m.countable(i) || m.token(i).kind == skuToken {
		return piece{}, false
	}
	return m.amountOf(i)
}

// changes says that the numbers at token i are what a line is to be changed from and to, and no range.
func (m *message) changes(i int) bool {
	if m.token(i).s != "from" && len(m.pieces) > 0 && m.pieces[len(m.pieces)-1].is(dropped) {
		return true
	}
	for _, p := range m.pieces {
		if p.is(changeVerb) {
			return true
		}
	}
	return m.token(i).s == "from" && len(m.context.Draft) > 0
}

// measuresMore says that something else than goods is measured at token i, as far as token to: a weight, a size, an
// amount, a time, a word of a name.
func (m *message) measuresMore(i, to int) bool {
	for _, read := range []func(int) (piece, bool){m.size, m.weight, m.money, m.time, m.spec} {
		if p, ok := read(i); ok && p.to >= to {
			return true
		}
	}
	return false
}

// several count nothing by themselves, and neither do the numbers behind them.
var several = phrases(map[string]bool{`a few|few|several|quite a few|some|a good few|dozens of|hundreds of|thousands of|dozens and dozens of|scores of|几|好几|数|若干|上`: true})

// manyWords are such as count by themselves: "a few A1023", "dozens of clips".
var manyWords = phrases(map[string]bool{`a few|few|several|quite a few|a good few|dozens of|hundreds of|thousands of|scores of|若干`: true})

// hanPowers may stand behind 几 and before it: 几十个, 十几个, 好几百.
var hanPowers = phrases(map[string]bool{"十|百|千|万|十万|百万|拾|佰|仟|hundred|thousand|dozen|score": true})

// unsaid reads how many where it is said, but not in numbers: 几十个, 好几箱, 百来个, "a few dozen", "several A1023".
func (m *message) unsaid(i int) (piece, bool) {
	_, n := several.longest(m, i)
	if n == 0 {
		return piece{}, false
	}
	to := i + n
	_, scale := hanPowers.longest(m, to)
	if scale > 0 && !dozenUnit(m.token(to).s) {
		to += scale
	}
	p := piece{kind: numberPiece, from: i, to: to, vague: true, ranged: scale > 0}
	m.takeUnit(&p)
	p.number = 0
	_, counts := manyWords.longest(m, i)
	goods := m.token(m.skip(p.to, "of")).kind == skuToken
	p.ranged = p.ranged || goods
	switch han := m.token(i).kind == hanToken; {
	case p.unit == "" && scale == 0 && (!goods || counts == 0):
		return piece{}, false
	case m.token(i).s == "上" && (p.unit == "" || m.token(i+1).s == "十"): // 加上十个
		return piece{}, false
	case han && !leadsHan[m.token(i).s] && scale == 0: // 上个, 近年
		return piece{}, false
	case !han && counts == 0 && !goods: // some bags are bags
		return piece{}, false
	}
	return p, true
}

// leadsHan are those that stand before a unit without a power of ten.
var leadsHan = map[string]bool{"几": true, "好": true, "若": true}

// roundWords follow a power of ten that is only about that: 百来个, 千把个, 十来箱.
var roundWords = map[string]bool{"把": true, "来": true}

// roundNumber says that the number from token i to another names none: 两三, 百十, 百来, 二十几, 30多.
func (m *message) roundNumber(i, to int) bool {
	switch last := m.token(to - 1).s; {
	case measure.IsNearly(m.texts[i:to]), last == "几", last == "多":
		return true
	case roundWords[last]:
		return m.token(i).s == "百" || m.token(i).s == "千" || m.token(i).s == "万"
	}
	return false
}

// loosely reads how many, or a price, that begins with a character that is part of names as well: 好几十个, 上百个, 块把钱.
func (m *message) loosely(i int) (piece, bool) {
	if m.countable(i) || m.token(i).kind != hanToken || m.protected(i) {
		return piece{}, false
	}
	if p, ok := m.roughYuan(i); ok {
		return p, true
	}
	return m.unsaid(i)
}

// kinds reads 三款 before how many there are of each: 三款各20个.
func (m *message) kinds(i int) (piece, bool) {
	_, counts := measure.HanDigit(m.token(i).s)
	kind := m.token(i + 1).s
	if !counts || kind != "款" && kind != "种" && kind != "样" || m.tags(i+2)&each == 0 || m.token(i-1).s == "第" {
		return piece{}, false
	}
	return piece{kind: cuePiece, from: i, to: i + 2, tags: each}, true
}
