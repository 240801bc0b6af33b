package rules

import (
	"slices"

	"oldhand/integrations/measure"
)

// weightUnit gives the token behind the unit of weight at token i; 0: there is none.
func (m *message) weightUnit(i int) (to int) {
	if used := measure.WeightUnit(m.textsFrom(i)); used > 0 {
		return i + used
	}
	return 0
}

// weight finds a weight at token i: 1.2kg, half a kilo, 半斤, 一公斤半, 一斤二两, 1kg 200g, 3斤多.
func (m *message) weight(i int) (piece, bool) {
	w, used := measure.ReadWeight(m.textsFrom(i), func(k int) bool { return m.token(i + k).space })
	if used == 0 || m.token(i+used-1).s == "钱" && m.moneyBefore(i) {
		return piece{}, false
	}
	return piece{kind: weightPiece, from: i, to: i + used, grams: w.Grams, bad: w.Grams == 0}, true
}

// weighs says that a weight stands at token i.
func (m *message) weighs(i int) bool {
	_, ok := m.weight(i)
	return ok
}

// likeParcels reads the 2 and the x of 2x1.2kg, two parcels of so much each.
func (m *message) likeParcels(i int) (piece, bool) {
	product := func(i int) bool { return (m.token(i).s == "x" || m.token(i).s == "*") && m.weighs(i+1) }
	switch n := digits(m.token(i).s); {
	case product(i):
		return piece{kind: cuePiece, from: i, to: i + 1, tags: each}, true
	case m.token(i).kind == numToken && n > 0 && product(i+1):
		return piece{kind: numberPiece, from: i, to: i + 1, number: n}, true
	}
	return piece{}, false
}

// moneyBefore says that an amount stands before token i, whose 钱 belongs to it.
func (m *message) moneyBefore(i int) bool {
	before := m.token(i - 1).s
	return worth(before) > 1 // yuan or mao, whose own 钱 stands behind them
}

// size finds three sides at token i: 30x20x10, 30*20*10 cm, 30 by 20 by 10, 长30宽20高10; centimetres unless it says otherwise.
func (m *message) size(i int) (piece, bool) {
	size, used := measure.ReadSize(m.textsFrom(i))
	return piece{kind: sizePiece, from: i, to: i + used, mm: size.Millimetres(), bad: !size.Known()}, used > 0
}

// grossWeights reads past the net weight beside the gross one, which is what couriers carry.
func (m *message) grossWeights() {
	net := func(p piece) bool { return p.kind == weightPiece && measure.IsNet(m.texts, p.from, p.to) }
	if !slices.ContainsFunc(m.pieces, func(p piece) bool { return p.kind == weightPiece && !p.bad && !net(p) }) {
		return
	}
	for i, p := range m.pieces {
		if net(p) {
			m.pieces[i].kind = otherPiece
		}
	}
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
		size := measure.SizeOf([3]decimal{sides[0].number, sides[1].number, sides[2].number})
		m.pieces = slices.Replace(m.pieces, i, i+3, piece{kind: sizePiece, from: sides[0].from, to: sides[2].to, mm: size.Millimetres()})
	}
}

// bareSide says that a piece is a number alone, in figures, that may be a side of a box.
func (m *message) bareSide(p piece) bool {
	return p.kind == numberPiece && p.unit == "" && !p.bad && p.to == p.from+1 && m.tokens[p.from].kind == numToken && 0 < p.number && p.number <= longestSide
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
