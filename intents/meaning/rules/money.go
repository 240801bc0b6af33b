package rules

import (
	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// priceLeads stand before an amount, so that 分 is money behind them and no minute.
var priceLeads = text.Set("涨 降 了 价 贵 宜 加 减")

// worth gives what one of what money is counted in is worth; 0 for any other word.
func worth(word string) measure.Fen {
	fen, _ := words.Money.Of(word)
	return fen
}

// yuanWord says that a word counts yuan.
func yuanWord(word string) bool { return worth(word) == words.Yuan }

// money reads an amount at token i: 2 yuan, ¥2.5, rmb 3, 2块5, 两块五毛, 1块2毛5, 5毛.
func (m *message) money(i int) (piece, bool) {
	if words.Currencies.Has(m.token(i).s) {
		n, to := m.number(i + 1)
		if to == 0 {
			return piece{}, false
		}
		if yuanWord(m.token(to).s) {
			to++
		}
		return piece{kind: moneyPiece, from: i, to: to, fen: fen(n)}, true
	}
	if p, ok := m.loosePrice(i); ok {
		return p, true
	}
	n, to := m.number(i)
	if m.token(to).s == "块" && m.soldByBlock() {
		return piece{}, false
	}
	if s := m.token(i).s; (s == "a" || s == "an") && yuanWord(m.token(i+1).s) {
		n, to = one, i+1
	}
	if to == 0 {
		if n, to = m.bareHan(i); to == 0 {
			return piece{}, false
		}
	}
	switch unit := m.token(to).s; {
	case yuanWord(unit):
		p := m.afterYuan(i, n, to+1)
		if low := m.lower(i, to, n); p.fen == fen(n) {
			p.low = fen(low)
		}
		if m.token(to-1).s == "多" && p.fen == fen(n) { // 二十多块
			p.low, p.fen = fen(n), fen(upTo(n))
		}
		return p, true
	case worth(unit) == words.Mao:
		return m.afterMao(i, 0, n, to+1), true
	case worth(unit) == words.Fen && (m.token(to+1).s == "钱" || priceLeads[m.token(i-1).s]), unit == "cents", unit == "cent", unit == "fen":
		return piece{kind: moneyPiece, from: i, to: m.skip(to+1, "钱"), fen: measure.Fen(n / one)}, true
	}
	return piece{}, false
}

// soldByBlock says that goods which are counted in 块 were just named, so that 4块 is as many of them to who buys.
func (m *message) soldByBlock() bool {
	k := len(m.pieces) - 1
	for k >= 0 && m.pieces[k].is(orderVerb|filler|more) {
		k--
	}
	return k >= 0 && m.context.Role != "distributor" && m.pieces[k].kind == skuPiece && m.skuName(m.pieces[k].sku).unit == "块"
}

// lower gives the two of 两三块 and the 20 of 二三十块, whose number n is the larger; 0 where one number was said.
func (m *message) lower(i, to int, n decimal) decimal {
	a, _ := measure.HanDigit(m.token(i).s)
	b, _ := measure.HanDigit(m.token(i + 1).s)
	if a == 0 || b != a+1 || to > i+3 {
		return 0
	}
	return n * decimal(a) / decimal(b)
}

// bareHan reads 半块.
func (m *message) bareHan(i int) (decimal, int) {
	if m.token(i).s == "半" {
		return one / 2, i + 1
	}
	return 0, 0
}

func fen(yuan decimal) measure.Fen { return measure.Fen((yuan*100 + one/2) / one) }

// afterYuan takes what follows 块: the 5 of 两块5, 两块半, 1块2毛5, and a closing 钱.
func (m *message) afterYuan(from int, yuan decimal, i int) piece {
	p := piece{kind: moneyPiece, from: from, fen: fen(yuan)}
	if m.token(i).s == "半" {
		p.fen += 50
		p.to = m.skip(i+1, "钱")
		return p
	}
	if m.token(i).s == "多" && m.token(i+1).s != "少" { // 两块多
		return priced(from, m.skip(i+1, "钱"), p.fen, p.fen+100)
	}
	n, to := m.smallNumber(i)
	if to == 0 {
		p.to = m.skip(i, "钱")
		return p
	}
	if worth(m.token(to).s) == words.Mao {
		return m.afterMao(from, p.fen, n, to+1)
	}
	if m.unitAt(to) || yuanWord(m.token(to).s) || m.dimensionAt(to) { // 2块 3个: the 3 counts something else
		p.to = i
		return p
	}
	if n < 10*one && m.token(i).s[0] != '0' { // 2块5 is 2.50, 2块05 is 2.05
		n *= 10
	}
	p.fen += measure.Fen(n / one)
	p.to = m.skip(to, "钱")
	return p
}

func (m *message) dimensionAt(i int) bool {
	s := m.token(i).s
	if _, n := spanWords.longest(m, i); n > 0 { // 2块5到3块
		if _, ok := m.money(i + n); ok {
			return false
		}
	}
	return m.weightUnit(i) > 0 || s == "到" || s == "-" || s == "~" || s == "." || s == "点" || s == "号"
}

func (m *message) afterMao(from int, before measure.Fen, mao decimal, i int) piece {
	p := piece{kind: moneyPiece, from: from, fen: before + measure.Fen(mao*10/one)}
	if m.token(i).s == "半" {
		p.fen += 5
		i++
	} else if n, to := m.smallNumber(i); to > 0 && n < 10*one && !m.unitAt(to) {
		p.fen += measure.Fen(n / one)
		i = m.skip(to, "分")
	}
	p.to = m.skip(i, "钱")
	return p
}

// smallNumber reads a number below 100 glued to what stands before it.
func (m *message) smallNumber(i int) (decimal, int) {
	t := m.token(i)
	if t.space || t.kind != numToken && t.kind != hanToken || t.s == "多" {
		return 0, 0
	}
	n, to := m.number(i)
	if n >= 100*one || n%one != 0 || n == 0 {
		return 0, 0
	}
	return n, to
}
