package rules

import (
	"cmp"
	"slices"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

// weightUnits gives the milligrams of a unit of weight.
var weightUnits = map[string]decimal{
	"kg": 1_000_000, "kgs": 1_000_000, "kilo": 1_000_000, "kilos": 1_000_000, "kilogram": 1_000_000, "kilograms": 1_000_000,
	"公斤": 1_000_000, "千克": 1_000_000, "g": 1000, "gr": 1000, "gm": 1000, "gms": 1000, "gram": 1000, "grams": 1000, "gramme": 1000,
	"克": 1000, "斤": 500_000, "jin": 500_000, "两": 50_000, "lb": 453_592, "lbs": 453_592, "pound": 453_592, "pounds": 453_592,
	"磅": 453_592, "oz": 28_350, "ounce": 28_350, "ounces": 28_350, "吨": 1_000_000_000,
}

// weightUnit reads the unit of weight at token i.
func (m *message) weightUnit(i int) (mg decimal, to int) {
	if m.token(i).kind == hanToken && m.token(i+1).kind == hanToken {
		if mg, ok := weightUnits[m.token(i).s+m.token(i+1).s]; ok {
			return mg, i + 2
		}
	}
	if mg, ok := weightUnits[m.token(i).s]; ok {
		return mg, i + 1
	}
	return 0, 0
}

// weight reads 1.2kg, half a kilo, 半斤, 一公斤半, 一斤二两, 1kg 200g, 2 and a half kilos, 3斤多 at token i.
func (m *message) weight(i int) (piece, bool) {
	n, to := m.weightNumber(i)
	if to == 0 {
		return piece{}, false
	}
	mg, to := m.weightUnit(to)
	if to == 0 || m.token(to-1).s == "两" && !m.liang(to-1) {
		return piece{}, false
	}
	if m.token(to-1).s == "斤" && m.token(to).s == "装" {
		return piece{}, false
	}
	p := piece{kind: weightPiece, from: i}
	if n == 0 || tooHeavy(n, mg) {
		p.to, p.bad = to, true
		return p, true
	}
	total := n * mg / 1000 // millionths of a gram
	switch {
	case m.token(to).s == "半":
		total, to = total+mg*one/2/1000, to+1
	case m.phrase(to, "and", "a", "half"):
		total, to = total+mg*one/2/1000, to+3
	case m.token(to).s == "多" && m.token(to+1).s != "少":
		to++
	default:
		more, end := m.moreWeight(to, mg)
		total, to = total+more, end
	}
	p.grams, p.to = measure.Grams((total+one-1)/one), to
	return p, true
}

// moreWeight takes the 二两 of 一斤二两, the 200g of 1kg 200g and the bare 2 of 一斤二.
func (m *message) moreWeight(i int, mg decimal) (more decimal, to int) {
	n, j := m.number(i)
	if j == 0 {
		return 0, i
	}
	small, end := m.weightUnit(j)
	if tooHeavy(n, small) {
		return 0, i
	}
	if end > 0 && small < mg && n*small < mg*one {
		return n * small / 1000, end
	}
	glued := m.token(i).kind == hanToken && m.token(i-1).kind == hanToken && !m.unitAt(j) && m.token(j).kind != hanToken
	if end == 0 && glued && n < 10*one && mg >= 500_000 { // 一斤二
		return n * mg / 10000, j
	}
	return 0, i
}

func (m *message) weightNumber(i int) (decimal, int) {
	if m.token(i).s == "半" {
		_, to := m.weightUnit(m.skip(i+1, "个"))
		if to > 0 {
			return one / 2, m.skip(i+1, "个")
		}
		return 0, 0
	}
	for _, half := range [][]string{{"half", "a"}, {"half"}, {"a", "half"}} {
		if m.phrase(i, half...) {
			return one / 2, i + len(half)
		}
	}
	if s := m.token(i).s; s == "a" || s == "an" || s == "one" {
		if m.phrase(i+1, "and", "a", "half") {
			return one + one/2, i + 4
		}
		if _, to := m.weightUnit(i + 1); to > 0 {
			return one, i + 1
		}
	}
	n, to := m.number(i)
	if to > 0 && m.phrase(to, "and", "a", "half") {
		if _, end := m.weightUnit(to + 3); end > 0 {
			return n + one/2, to + 3
		}
	}
	if to > 0 && m.token(to).s == "个" { // 一个半公斤
		if m.token(to+1).s == "半" {
			return n + one/2, to + 2
		}
	}
	if to > 0 && m.token(to).s == "点" && m.token(to+1).kind != numToken { // 一点二公斤
		if d, end := m.hanNumber(to + 1); end == to+2 && d < 10*one {
			return n + d/10, end
		}
	}
	return n, to
}

// liang tells the weight 五两 from the number in 五两个.
func (m *message) liang(i int) bool {
	before := m.token(i - 1).s
	next := m.token(i + 1)
	return before != "十" && !m.unitAt(i+1) && next.s != "百" && next.s != "千" && next.s != "万" && !yuanWord(next.s)
}

// sizeUnits gives the tenths of a millimetre in a unit of length.
var sizeUnits = map[string]decimal{
	"cm": 100, "mm": 10, "m": 10000, "厘米": 100, "公分": 100, "毫米": 10, "米": 10000, "inch": 254, "inches": 254, "in": 254, "寸": 333, "英寸": 254,
	"cms": 100, "分米": 1000,
}

func (m *message) sizeUnit(i int) (unit decimal, to int) {
	if u, ok := sizeUnits[m.token(i).s+m.token(i+1).s]; ok && m.token(i).kind == hanToken && m.token(i+1).kind == hanToken {
		return u, i + 2
	}
	if u, ok := sizeUnits[m.token(i).s]; ok && m.token(i).s != "in" {
		return u, i + 1
	}
	return 0, i
}

// sideNames are the words and marks between the sides of a box.
var sideNames = text.Set("长 宽 高 深 厚 l w h length width height by x * 乘 and is : 是 、")

// size reads three sides at token i: 30x20x10, 30*20*10 cm, 30 by 20 by 10, 长30宽20高10; centimetres unless it says
// otherwise.
func (m *message) size(i int) (piece, bool) {
	p := piece{kind: sizePiece, from: i}
	var sides, units [3]decimal
	for k := range sides {
		j := m.sideName(i)
		if k > 0 && j == i {
			return piece{}, false
		}
		var to int
		if sides[k], to = m.sideNumber(j); to == 0 {
			return piece{}, false
		}
		units[k], i = m.sizeUnit(to)
	}
	for k := range sides {
		unit := cmp.Or(units[k], units[2], units[0], sizeUnits["cm"])
		if tooHeavy(sides[k], unit) {
			p.bad = true
			continue
		}
		p.mm[k] = int((sides[k]*unit/10 + one/2) / one)
		p.bad = p.bad || p.mm[k] <= 0
	}
	p.to = i
	return p, true
}

// longestSide is the longest side, in centimetres, that three bare numbers beside a weight are taken for.
const longestSide = 300 * one

// bareSizes makes a size of three bare numbers in a row where a parcel's weight is told: 2kg 40 30 25.
func (m *message) bareSizes() {
	if !slices.ContainsFunc(m.pieces, func(p piece) bool { return p.kind == weightPiece && !p.bad }) {
		return
	}
	for i := 0; i+3 <= len(m.pieces); i++ {
		sides := m.pieces[i : i+3]
		if slices.ContainsFunc(sides, func(p piece) bool { return !m.bareSide(p) }) || i > 0 && m.pieces[i-1].kind == numberPiece ||
			i+3 < len(m.pieces) && m.pieces[i+3].kind == numberPiece {
			continue
		}
		p := piece{kind: sizePiece, from: sides[0].from, to: sides[2].to}
		for k := range sides {
			p.mm[k] = int((sides[k].number*10 + one/2) / one)
		}
		m.pieces = slices.Replace(m.pieces, i, i+3, p)
	}
}

// bareSide says that a piece is a number alone, in figures, that may be a side of a box.
func (m *message) bareSide(p piece) bool {
	return p.kind == numberPiece && p.unit == "" && !p.bad && p.to == p.from+1 && m.tokens[p.from].kind == numToken && 0 < p.number && p.number <= longestSide
}

// sideName gives the token after the words and marks before a side's number.
func (m *message) sideName(i int) int {
	for j := i; ; j++ {
		if j-i == 3 || !sideNames[m.token(j).s] {
			return j
		}
	}
}

func (m *message) sideNumber(i int) (decimal, int) {
	t := m.token(i)
	if t.kind == numToken {
		return max(digits(t.s), 0), i + 1
	}
	if t.kind == skuToken || t.kind == wordToken {
		return 0, 0
	}
	return m.hanNumber(i)
}

// soldByWeight takes a weight beside goods that are wanted, and nothing said of a parcel, for their quantity: 搞50斤毛巾. The
// unit stays as said, because nothing here is sold so.
func (m *message) soldByWeight() {
	wanted := false
	for _, p := range m.pieces {
		wanted = wanted || p.is(orderVerb)
		if p.kind == placePiece || p.kind == sizePiece || p.is(freight|shipVerb|priceAsk) && !p.is(orderVerb|filler) {
			return
		}
	}
	goods := func(i int) bool { return i >= 0 && i < len(m.pieces) && m.pieces[i].goods() }
	for i := range m.pieces {
		p := &m.pieces[i]
		if n, to := m.number(p.from); wanted && p.kind == weightPiece && !p.bad && to > 0 && to < p.to && goods(i+1) {
			p.kind, p.number, p.unit = numberPiece, n, m.raw(to, p.to)
		}
	}
}
