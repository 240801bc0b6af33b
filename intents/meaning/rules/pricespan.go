package rules

import "oldhand/integrations/measure"

// Prices that lie between two amounts, though one is said, or none: 二十多块, 十几块, 几毛钱的, 块把钱, 10-15的包.

// loosePrice reads such a price at token i.
func (m *message) loosePrice(i int) (piece, bool) {
	for _, read := range []func(int) (piece, bool){m.severalYuan, m.roughYuan, m.bareSpan} {
		if p, ok := read(i); ok {
			return p, true
		}
	}
	return piece{}, false
}

// roughs are prices of about one mao, one yuan or some power of ten of them.
var roughs = phrases(map[string][2]measure.Fen{
	"毛把钱|毛把|毛来钱": {0, 20}, "块把钱|块把|块儿八毛|块来钱|一块来钱": {0, 200}, "百把块|百来块": {8000, 12000}, "百十块|百八十块": {8000, 20000}, "十来块": {800, 1500},
})

// roughYuan reads 块把钱 and 百来块.
func (m *message) roughYuan(i int) (piece, bool) {
	limits, n := roughs.longest(m, i)
	if n == 0 {
		return piece{}, false
	}
	return priced(i, m.skip(i+n, "钱"), limits[0], limits[1]), true
}

func priced(from, to int, low, high measure.Fen) piece {
	return piece{kind: moneyPiece, from: from, to: to, low: low, fen: high}
}

// severalYuan reads 几块钱的, 几毛钱的, 十几块, 二十几块, 几十块 and 几百块: up to ten times the unit.
func (m *message) severalYuan(i int) (piece, bool) {
	tens, to := decimal(0), i
	if m.token(i).s != "几" {
		if tens, to = m.number(i); to == 0 {
			return piece{}, false
		}
	}
	if m.token(to).s != "几" {
		return piece{}, false
	}
	to++
	scale := measure.Fen(1)
	if n, ok := map[string]measure.Fen{"十": 10, "百": 100, "千": 1000}[m.token(to).s]; ok && tens == 0 {
		scale, to = n, to+1
	}
	unit := worth(m.token(to).s)
	if unit == 0 || scale == 1 && tens == 0 && m.token(m.skip(to+1, "钱")).s != "的" { // 几块钱 alone asks for the price
		return piece{}, false
	}
	low := fen(tens) * unit / 100
	if scale > 1 {
		low = scale * unit
	}
	return priced(i, m.skip(to+1, "钱"), low, max(low, low+10*unit, 10*scale*unit)), true
}

// bareSpan reads the 10-15 of 10-15的包: bare numbers count nothing where goods are described by them.
func (m *message) bareSpan(i int) (piece, bool) {
	first, to := m.number(i)
	kind, n := spanWords.longest(m, to)
	if to == 0 || n == 0 || kind != rising {
		return piece{}, false
	}
	second, end := m.number(to + n)
	if end == 0 || second <= first || m.token(end).s != "的" || !m.plainHan(end+1) && m.token(end+1).kind != wordToken && !m.protected(end+1) {
		return piece{}, false
	}
	return priced(i, end, fen(first), fen(second)), true
}

// upTo gives the 30 of 二十多块, and the 200 of 一百多块: where the next round number begins.
func upTo(n decimal) decimal {
	scale := decimal(one)
	for n > 0 && n%(scale*10) == 0 {
		scale *= 10
	}
	return n + scale
}
