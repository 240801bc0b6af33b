package understand

import (
	"strconv"
	"strings"
)

// decimal is a number in millionths, so that 1.2 kg and 2.35 yuan stay exact.
type decimal int64

const (
	one        decimal = 1_000_000
	maxDecimal         = 1_000_000_000 * one // more than anyone orders; larger numbers are not numbers here
)

// whole gives the integer a number is; ok is false for 1.5 and for 0.
func (d decimal) whole() (n int, ok bool) { return int(d / one), d > 0 && d%one == 0 }

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
		return m.englishNumber(i)
	}
	return 0, 0
}

// digits reads 1,000.5; -1 when it is too long to be a number of things (a phone, an order).
func digits(s string) decimal {
	if rest, ok := strings.CutPrefix(s, "0,"); ok { // 0,5 as much of Europe writes it
		s = "0." + rest
	}
	s = strings.ReplaceAll(s, ",", "")
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
	if m.token(to).s == "多" && m.token(to+1).s != "少" || m.token(to).s == "来" && m.unitAt(to+1) {
		to++
	}
	return n, to
}

func (m *message) fractionFollowed(i int) bool {
	_, weight := weightUnits[m.token(i).s]
	return weight || dozenUnit(m.token(i).s)
}

var hanDigits = map[string]decimal{
	"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
	"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3,
}

var hanScales = map[string]decimal{"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}

var hanTens = map[string]decimal{"廿": 20, "卅": 30}

// hanNumber reads a number in Chinese characters, 一百二 (120), 两百五 (250) and 廿 among them.
func (m *message) hanNumber(i int) (decimal, int) {
	r := hanReader{scale: 1}
	start := i
	for i-start < 16 && !m.thousandGrams(i) && r.take(m.token(i).s) {
		i++
	}
	if i == start || r.sum+r.digit > 1_000_000_000 {
		return 0, 0
	}
	if m.token(i).s == "多" && m.token(i+1).s != "少" || m.token(i).s == "来" && m.unitAt(i+1) {
		i++
	}
	return r.value() * one, i
}

// thousandGrams says that the 千 at token i belongs to 千克, a kilogram.
func (m *message) thousandGrams(i int) bool { return m.token(i).s == "千" && m.token(i+1).s == "克" }

// hanReader adds up a Chinese number character by character.
type hanReader struct {
	sum, section, digit, scale decimal
	digits                     int  // digits in a row with no scale between
	zero                       bool // 零 stood before the last digit
	whole                      bool // 俩 and 仨 are numbers by themselves
}

func (r *hanReader) take(s string) bool {
	if r.sum > 1_000_000_000 || r.digit > 1_000_000_000 || r.whole {
		return false
	}
	r.whole = s == "俩" || s == "仨"
	if d, ok := hanDigits[s]; ok {
		if r.digits > 0 && (s == "两" || s == "俩" || s == "仨") { // 二两 is a weight
			return false
		}
		r.takeDigit(d)
		return true
	}
	if tens, ok := hanTens[s]; ok {
		r.section += tens
		r.scale, r.digits = 10, 0
		return true
	}
	scale, ok := hanScales[s]
	if !ok || s == "万" && r.section+r.digit == 0 {
		return false
	}
	r.takeScale(scale)
	return true
}

func (r *hanReader) takeDigit(d decimal) {
	switch {
	case d == 0 && r.digits == 0:
		r.zero = true
		return
	case r.digits > 0 && r.digits == 1 && d > r.digit && d <= r.digit+2 && r.digit < 10: // 两三个: about three
		r.digit = d
	case r.digits > 0:
		r.digit = r.digit*10 + d
	default:
		r.digit = d
	}
	r.digits++
}

func (r *hanReader) takeScale(scale decimal) {
	if scale == 10000 {
		r.sum = (r.sum + r.section + r.digit) * scale
		r.section, r.digit = 0, 0
	} else {
		if r.digits == 0 {
			r.digit = 1
		}
		r.section += r.digit * scale
		r.digit = 0
	}
	r.scale, r.digits, r.zero = scale, 0, false
}

func (r *hanReader) value() decimal {
	if r.digits == 1 && !r.zero && r.scale >= 100 { // 一百二
		return r.sum + r.section + r.digit*r.scale/10
	}
	return r.sum + r.section + r.digit
}

var englishNumbers = map[string]decimal{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90,
}

// englishNumber reads twenty five, two hundred and ten, a hundred, a couple of.
func (m *message) englishNumber(i int) (decimal, int) {
	first := m.token(i).s
	if first == "a" || first == "an" {
		return m.englishArticle(i)
	}
	if first == "couple" {
		return 2 * one, m.skip(i+1, "of")
	}
	if first == "hundred" || first == "thousand" {
		return 0, 0
	}
	n, ok := englishNumbers[first]
	if !ok {
		return 0, 0
	}
	i++
	if d, ok := englishNumbers[m.token(i).s]; ok && n >= 20 && n%10 == 0 && 0 < d && d < 10 {
		n, i = n+d, i+1
	} else if j := m.skip(i, "-"); j > i && n >= 20 {
		if d, ok := englishNumbers[m.token(j).s]; ok {
			n, i = n+d, j+1
		}
	}
	if m.token(i).s == "point" {
		return m.englishDecimals(n*one, i+1)
	}
	return m.englishScales(n, i)
}

// englishDecimals reads the digits after "one point".
func (m *message) englishDecimals(n decimal, i int) (decimal, int) {
	for unit := one / 10; unit > 0; unit, i = unit/10, i+1 {
		d, ok := englishNumbers[m.token(i).s]
		if !ok || d > 9 {
			break
		}
		n += d * unit
	}
	return n, i
}

// englishScales reads the hundreds and thousands after n, and what they are followed by.
func (m *message) englishScales(n decimal, i int) (decimal, int) {
	for _, scale := range []struct {
		word string
		by   decimal
	}{{"hundred", 100}, {"thousand", 1000}} {
		if m.token(i).s != scale.word {
			continue
		}
		n, i = n*scale.by, i+1
		j := m.skip(i, "and")
		rest, ok := englishNumbers[m.token(j).s]
		if !ok || j > i && m.token(j+1).s == "of" { // two hundred and five of the others
			continue
		}
		if d, ok := englishNumbers[m.token(j+1).s]; ok && rest >= 20 && d < 10 {
			rest, j = rest+d, j+1
		}
		n, i = n+rest, j+1
	}
	return n * one, i
}

func (m *message) englishArticle(i int) (decimal, int) {
	switch m.token(i + 1).s {
	case "couple":
		return 2 * one, m.skip(i+2, "of")
	case "hundred", "thousand":
		return m.englishScales(1, i+1)
	}
	return 0, 0
}
