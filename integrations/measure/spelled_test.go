package measure

import (
	"strconv"
	"strings"
	"testing"

	"oldhand/integrations/text"
)

// lastSpelled is the largest number that is tried in every notation.
const lastSpelled = 99_999

// Every number that an order may have, in every way that people write it.
func TestEveryNumberInEveryNotation(t *testing.T) {
	t.Parallel()
	for notation, spell := range map[string]func(int) string{
		"characters": func(n int) string { return inHan(n, "零一二三四五六七八九", "十百千万") },
		"no leading one": func(n int) string {
			return strings.TrimPrefix(inHan(n, "零一二三四五六七八九", "十百千万")+" ", leadingTen(n))
		},
		"two as 两":          func(n int) string { return twos.Replace(inHan(n, "零一二三四五六七八九", "十百千万")) },
		"banknotes":         func(n int) string { return inHan(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万") },
		"traditional bills": func(n int) string { return inHan(n, "零壹貳叄肆伍陸柒捌玖", "拾佰仟萬") },
		"figures and 万千百":   inFiguresAndScales,
		"figures after 万":   func(n int) string { return afterScale(n, 10000, "万") },
		"figures after 千":   func(n int) string { return afterScale(n, 1000, "千") },
		"English":           func(n int) string { return inEnglish(n, " and ", "-") },
		"plain English":     func(n int) string { return inEnglish(n, " ", " ") },
	} {
		t.Run(notation, func(t *testing.T) {
			t.Parallel()
			for n := 1; n <= lastSpelled; n++ {
				spelled := strings.TrimSpace(spell(n))
				if spelled == "" { // this number is not written so
					continue
				}
				words := Words(text.Fold(spelled))
				if got, used := ReadNumber(words); got != Decimal(n)*One || used != len(words) || IsNearly(words) {
					t.Fatalf("%q is %d millionths over %d of %d words, want %d", spelled, got, used, len(words), n)
				}
			}
		})
	}
}

// twos writes 两 where people say it.
var twos = strings.NewReplacer("二百", "两百", "二千", "两千", "二万", "两万")

func leadingTen(n int) string {
	if n >= 10 && n < 20 || n >= 100_000 {
		return "一"
	}
	return ""
}

// inHan writes a number in Chinese with some digits and scales.
func inHan(n int, digits, scales string) string {
	digit, scale := strings.Split(digits, ""), strings.Split(scales, "")
	if n >= 10000 {
		rest := n % 10000
		s := inHan(n/10000, digits, scales) + scale[3]
		switch {
		case rest == 0:
			return s
		case rest < 1000:
			return s + digit[0] + inHan(rest, digits, scales)
		}
		return s + inHan(rest, digits, scales)
	}
	s, zero := "", false
	for place, unit := 3, 1000; unit > 0; place, unit = place-1, unit/10 {
		switch d := n / unit % 10; {
		case d == 0:
			zero = s != ""
		default:
			if zero {
				s += digit[0]
			}
			s, zero = s+digit[d], false
			if place > 0 {
				s += scale[place-1]
			}
		}
	}
	return s
}

// inFiguresAndScales writes 32504 as 3万2千5百零4; a number without a 万, 千 or 百 is none.
func inFiguresAndScales(n int) string {
	s, zero := "", false
	for _, scale := range []struct {
		unit int
		word string
	}{{10000, "万"}, {1000, "千"}, {100, "百"}} {
		d := n / scale.unit
		n %= scale.unit
		if d == 0 {
			zero = s != ""
			continue
		}
		if zero {
			s += "零"
		}
		s, zero = s+strconv.Itoa(d)+scale.word, false
	}
	switch {
	case s == "" || n == 0:
		return s
	case n < 10 || zero:
		return s + "零" + strconv.Itoa(n)
	}
	return s + strconv.Itoa(n)
}

// afterScale writes 10500 as 1万零500.
func afterScale(n, unit int, word string) string {
	whole, rest := n/unit, n%unit
	if whole == 0 || unit < 10000 && whole > 9 {
		return ""
	}
	s := strconv.Itoa(whole) + word
	switch {
	case rest == 0:
		return s
	case rest < unit/10:
		return s + "零" + strconv.Itoa(rest)
	}
	return s + strconv.Itoa(rest)
}

var (
	smallEnglish = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tensEnglish  = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
)

func inEnglish(n int, and, hyphen string) string {
	switch {
	case n < 20:
		return smallEnglish[n]
	case n < 100 && n%10 == 0:
		return tensEnglish[n/10]
	case n < 100:
		return tensEnglish[n/10] + hyphen + smallEnglish[n%10]
	case n < 1000 && n%100 == 0:
		return smallEnglish[n/100] + " hundred"
	case n < 1000:
		return smallEnglish[n/100] + " hundred" + and + inEnglish(n%100, and, hyphen)
	case n%1000 == 0:
		return inEnglish(n/1000, and, hyphen) + " thousand"
	case n%1000 < 100:
		return inEnglish(n/1000, and, hyphen) + " thousand" + and + inEnglish(n%1000, and, hyphen)
	}
	return inEnglish(n/1000, and, hyphen) + " thousand " + inEnglish(n%1000, and, hyphen)
}

// What is said short, and means more than its words.
func TestNumbersSaidShort(t *testing.T) {
	t.Parallel()
	for spelled, want := range map[string]Decimal{
		"一万2": 12000, "1万2": 12000, "2千5": 2500, "3百5": 350, "2百五": 250, "2百五十": 250, "3万5千": 35000, "1千零50": 1050, "1百20": 120,
		"一二三": 123, "二〇二六": 2026, "一两百": 200, "half a hundred": 50, "half a thousand": 500, "a couple hundred": 200, "a couple of thousand": 2000,
		"two score": 40, "two and a half thousand": 2500, "a hundred and a half": 150, "a thousand and a half": 1500, "one and a half hundred": 150,
	} {
		words := Words(text.Fold(spelled))
		if got, used := ReadNumber(words); got != want*One || used != len(words) {
			t.Errorf("%q is %d millionths over %d of %d words, want %d", spelled, got, used, len(words), want)
		}
	}
	for _, spelled := range []string{"3千克", "3百克拉", "12", "5号", "half", "half a dozen"} {
		if n, used := ReadNumber(Words(spelled)); used > 2 {
			t.Errorf("%q is %d over %d words", spelled, n, used)
		}
	}
}

// Two digits that follow each other are no number: every such pair, alone, behind tens and before every power of ten.
func TestEveryTwoDigitsInARow(t *testing.T) {
	t.Parallel()
	digits := strings.Split("一二三四五六七八九", "")
	for i := range digits[:8] {
		a, b := digits[i], digits[i+1]
		second := b
		if i == 0 {
			second = "两"
		}
		for _, spelled := range []string{a + b + "十", a + second + "百", a + second + "千", a + second + "万", "十" + a + b, "二十" + a + b, a + second + "个"} {
			words := Words(spelled)
			if _, used := ReadNumber(words); used < 2 || !IsNearly(words[:used]) {
				t.Errorf("%q is a number over %d words", spelled, used)
			}
		}
	}
}
