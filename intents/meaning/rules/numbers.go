package rules

import (
	"strconv"
	"strings"

	"oldhand/integrations/measure"
)

type decimal = measure.Decimal

const (
	one        = measure.One
	maxDecimal = 1_000_000_000 * one // more than anyone orders; larger numbers are not numbers here
)

// number reads the number at token i: 20, 1,000, 1.5k, 3万5千, twenty five, a hundred, 二十, 两百五, 半. to is 0 where there is
// none.
func (m *message) number(i int) (n decimal, to int) {
	t := m.token(i)
	switch t.kind {
	case numToken:
		if n, to := m.mixed(i); to > 0 {
			return n, m.roundly(to)
		}
		n, to = digits(t.s), i+1
		if n < 0 {
			return 0, 0
		}
		return m.scaled(n, to)
	case hanToken:
		return m.hanNumber(i)
	case wordToken:
		return m.spelled(i)
	}
	return 0, 0
}

// closing follow the last figures of a number that are rather a date or a clock time: 3千5号.
var closing = map[string]bool{"月": true, "号": true, "日": true, "点": true, ":": true, ".": true, "/": true}

// mixed reads a number of figures and Chinese powers of ten that is written in one, 3万5千 and 1w2.
func (m *message) mixed(i int) (decimal, int) {
	n, used := measure.ReadNumber(m.glued(i))
	if used > 2 && m.token(i+used-1).kind == numToken && closing[m.token(i+used).s] {
		n, used = measure.ReadNumber(m.texts[i : i+used-1])
	}
	if used < 2 {
		return 0, 0
	}
	return n, i + used
}

// glued gives the tokens from i on that are written in one, with the Chinese power of ten for w and k between figures.
func (m *message) glued(i int) []string {
	to := i + 1
	for to < len(m.tokens) && (!m.tokens[to].space || m.scaledAt(to)) {
		to++
	}
	words := m.texts[i:to]
	scale := map[string]string{"w": "万", "k": "千"}[m.token(i+1).s]
	if scale == "" || len(words) < 3 || m.token(i+2).kind != numToken || len(m.token(i+2).s) != 1 {
		return words
	}
	return append([]string{words[0], scale}, words[2:]...)
}

// scaledAt says that the token at i goes on with the number before it though a space stands between: 2 百 4 十.
func (m *message) scaledAt(i int) bool {
	return measure.PowerOfTen(m.token(i).s) || measure.PowerOfTen(m.token(i-1).s) && measure.PowerOfTen(m.token(i+1).s)
}

// spelled reads a number in words.
func (m *message) spelled(i int) (decimal, int) {
	n, used := measure.ReadNumber(m.textsFrom(i))
	if used == 0 {
		return 0, 0
	}
	return n, i + used
}

// textsFrom gives the tokens from i on as measure reads them.
func (m *message) textsFrom(i int) []string { return m.texts[min(i, len(m.texts)):] }

// plainFigures gives figures without the commas of thousands and with a point before decimals, and any other token as it is.
func plainFigures(t token) string {
	if t.kind != numToken {
		return t.s
	}
	return measure.Figures(t.s)
}

// digits reads 1,000.5; -1 when it is too long to be a number of things (a phone, an order).
func digits(s string) decimal {
	s = plainFigures(token{kind: numToken, s: s})
	whole, part, _ := strings.Cut(s, ".")
	if len(whole) > 9 || strings.Contains(part, ".") || len(whole) == 0 {
		return -1
	}
	n, err := strconv.ParseInt(whole+(part + "000000")[:6], 10, 64)
	if err != nil {
		return -1
	}
	return decimal(n)
}

// scaled takes the k of 3k, the 万 of 2万, the 多 of 20多 and the fraction 1/2.
func (m *message) scaled(n decimal, to int) (decimal, int) {
	t := m.token(to)
	switch {
	case t.s == "k" && !t.space && n < maxDecimal/1000:
		return n * 1000, to + 1
	case (t.s == "w" && !m.watts(to) || t.s == "万") && !t.space && n < maxDecimal/10000:
		n, to = n*10000, to+1
	case t.s == "千" && n < maxDecimal/1000 && m.token(to+1).s != "克":
		n, to = n*1000, to+1
	case t.s == "百" && n < maxDecimal/100:
		n, to = n*100, to+1
	case t.s == "/" && !t.space && m.token(to+1).kind == numToken && !m.token(to+1).space:
		if d := digits(m.token(to + 1).s); d > n && d <= 4*one && n%one == 0 && d%one == 0 && n > 0 && m.fractionFollowed(to+2) {
			return n * one / d, to + 2
		}
	}
	return n, m.roundly(to)
}

// roundly takes the 多 of 20多 and the 来 of 二十来个 behind a number.
func (m *message) roundly(i int) int {
	if m.token(i).s == "多" && m.token(i+1).s != "少" || roundWords[m.token(i).s] && m.unitAt(i+1) {
		return i + 1
	}
	return i
}

// watts says that the w at token i is of goods, 20W充电头, and not the 万 of 2w个.
func (m *message) watts(i int) bool {
	next := m.token(i + 1)
	return next.kind == wordToken && !m.unitAt(i+1) || m.plainHan(i+1) && !m.unitAt(i+1)
}

// hanNumber reads a number in Chinese characters.
func (m *message) hanNumber(i int) (decimal, int) {
	if m.token(i).kind != hanToken {
		return 0, 0
	}
	if n, to := m.hanFraction(i); to > 0 {
		return n, to
	}
	n, used := measure.ReadNumber(m.glued(i))
	if used == 0 {
		return 0, 0
	}
	if used > 1 && m.token(i+used-1).kind == numToken && closing[m.token(i+used).s] {
		n, used = measure.ReadNumber(m.texts[i : i+used-1])
	}
	return n, m.roundly(i + used)
}

// hanFraction reads 三分之一 and 四分之三 before a unit.
func (m *message) hanFraction(i int) (decimal, int) {
	under, ok := measure.HanDigit(m.token(i).s)
	over, good := measure.HanDigit(m.token(i + 3).s)
	if !ok || !good || !m.phrase(i+1, "分", "之") || over == 0 || over >= under || !m.fractionFollowed(i+4) {
		return 0, 0
	}
	return decimal(over) * one / decimal(under), i + 4
}

// fractionFollowed says that a unit follows of which one takes parts.
func (m *message) fractionFollowed(i int) bool {
	i = m.skip(m.skip(i, "of"), "a")
	kind := measure.UnitOf(m.token(i).s)
	return m.weightUnit(i) > 0 || kind != "" && !kind.Single()
}
