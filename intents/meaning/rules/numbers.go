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

// number reads the number at token i: 20, 1,000, 1.5k, twenty five, a hundred, 二十, 两百五, 半. to is 0 where there is none.
func (m *message) number(i int) (n decimal, to int) {
	t := m.token(i)
	switch t.kind {
	case numToken:
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
	case (t.s == "w" || t.s == "万") && !t.space && n < maxDecimal/10000:
		n, to = n*10000, to+1
	case t.s == "千" && n < maxDecimal/1000 && m.token(to+1).s != "克":
		n, to = n*1000, to+1
	case t.s == "百" && n < maxDecimal/100:
		n, to = n*100, to+1
	case t.s == "/" && !t.space && m.token(to+1).kind == numToken && !m.token(to+1).space:
		if d := digits(m.token(to + 1).s); d == 2*one || d == 4*one {
			if m.fractionFollowed(to + 2) {
				return n * one / d, to + 2
			}
		}
	}
	return n, m.roundly(to)
}

// roundly takes the 多 of 20多 and the 来 of 二十来个 behind a number.
func (m *message) roundly(i int) int {
	if m.token(i).s == "多" && m.token(i+1).s != "少" || m.token(i).s == "来" && m.unitAt(i+1) {
		return i + 1
	}
	return i
}

// hanNumber reads a number in Chinese characters.
func (m *message) hanNumber(i int) (decimal, int) {
	if m.token(i).kind != hanToken {
		return 0, 0
	}
	n, to := m.spelled(i)
	if to == 0 {
		return 0, 0
	}
	return n, m.roundly(to)
}

func (m *message) fractionFollowed(i int) bool {
	return m.weightUnit(i) > 0 || dozenUnit(m.token(i).s)
}
