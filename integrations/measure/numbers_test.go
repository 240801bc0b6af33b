package measure_test

import (
	"strings"
	"testing"

	"oldhand/integrations/measure"
	"oldhand/integrations/measure/measuretest"
	"oldhand/integrations/text"
)

// read reads a text that is to be nothing but a number.
func read(s string) (n measure.Decimal, ok bool) {
	words := measure.Words(text.Fold(s))
	n, used := measure.ReadNumber(words)
	return n, used > 0 && used == len(words)
}

func TestReadNumber(t *testing.T) {
	t.Parallel()
	for spelled, want := range map[string]float64{
		"zero": 0, "twenty": 20, "twenty five": 25, "Twenty-Five": 25, "one hundred and twenty": 120, "two thousand": 2000, "a hundred": 100,
		"a couple of": 2, "couple": 2, "a thousand two hundred": 1200, "twelve hundred": 1200, "two hundred thousand": 200000, "one point five": 1.5,
		"二十": 20, "廿": 20, "廿五": 25, "卅": 30, "十": 10, "十二": 12, "一百二": 120, "一百零二": 102, "两百五": 250, "一千五": 1500, "一万二": 12000,
		"三千零五": 3005, "两三": 3, "二〇": 20, "二零": 20, "贰拾": 20, "五六十": 60, "俩": 2, "仨": 3, "兩萬": 20000, "貳拾參": 23, "百": 100,
		"quarter of a thousand": 250, "a quarter of a hundred": 25, "half a thousand": 500,
	} {
		n, ok := read(spelled)
		if got := float64(n) / float64(measure.One); !ok || got != want {
			t.Errorf("%q is %v, %v; want %v", spelled, got, ok, want)
		}
	}
}

func TestReadNumberStops(t *testing.T) {
	t.Parallel()
	for spelled, want := range map[string]int{
		"twenty five clips": 2, "two hundred and five of the others": 2, "two hundred and twenty five of a": 5, "two point": 1, "one and a half": 1, "twenty - five": 3,
		"hundred": 0, "a": 0, "an": 0, "and": 0, "clips": 0, "20": 0, "": 0, "万": 0, "发 夹": 0, "参 加": 0,
		"一 千 克": 1, "二 两": 1, "两 俩": 1, "二 十 个": 2, "十 几": 1,
	} {
		if n, used := measure.ReadNumber(strings.Fields(spelled)); used != want {
			t.Errorf("%q: %d of its words are the number %d, want %d", spelled, used, n/measure.One, want)
		}
	}
}

// TestEveryNumberIsReadBack: from 1 to 99,999, in every way that it is spelled.
func TestEveryNumberIsReadBack(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 99_999; n++ {
		chinese, english := measuretest.SpellChinese(n), spellEnglish(n)
		for _, spelled := range []string{
			chinese, inTraditional(chinese), colloquial(chinese), inBills(chinese), inTraditional(inBills(chinese)), strings.ReplaceAll(chinese, "零", "〇"),
			english, strings.ReplaceAll(english, "-", " "), strings.ReplaceAll(english, " and ", " "),
		} {
			if got, ok := read(spelled); !ok || got != measure.Decimal(n)*measure.One {
				t.Fatalf("%d is written %q and read as %d, %v", n, spelled, got/measure.One, ok)
			}
		}
		if short, ok := shortened(n, chinese); ok {
			if got, ok := read(short); !ok || got != measure.Decimal(n)*measure.One {
				t.Fatalf("%d is said %q and read as %d, %v", n, short, got/measure.One, ok)
			}
		}
	}
}

// How numbers are written otherwise.
var (
	twos  = strings.NewReplacer("二千", "两千", "二百", "两百", "二万", "两万")
	bills = strings.NewReplacer("一", "壹", "二", "贰", "三", "叁", "四", "肆", "五", "伍", "六", "陆", "七", "柒", "八", "捌", "九", "玖",
		"十", "拾", "百", "佰", "千", "仟")
	traditional = strings.NewReplacer("万", "萬", "两", "兩", "贰", "貳", "叁", "叄", "陆", "陸")
)

// colloquial is how a number is said: 两千, 十二.
func colloquial(chinese string) string {
	chinese = twos.Replace(chinese)
	if rest, ok := strings.CutPrefix(chinese, "一十"); ok {
		return "十" + rest
	}
	return chinese
}

// shortened leaves the last scale out where it follows from the one before: 一百二, 三千五, 一万二.
func shortened(n int, chinese string) (string, bool) {
	for _, scale := range []struct {
		by   int
		name string
	}{{10, "十"}, {100, "百"}, {1000, "千"}} {
		if n%scale.by == 0 && n%(scale.by*10) != 0 && n >= scale.by*10 {
			short, ok := strings.CutSuffix(chinese, scale.name)
			return short, ok && !strings.Contains(chinese, "零")
		}
	}
	return "", false
}

// inBills writes the digits that cannot be altered.
func inBills(chinese string) string {
	return bills.Replace(chinese)
}

func inTraditional(chinese string) string {
	return traditional.Replace(chinese)
}

func spellEnglish(n int) string {
	units := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	behind := func(rest int, and string) string {
		if rest == 0 {
			return ""
		}
		return and + spellEnglish(rest)
	}
	switch {
	case n < 20:
		return units[n]
	case n < 100:
		return tens[n/10-2] + behind(n%10, "-")
	case n < 1000:
		return units[n/100] + " hundred" + behind(n%100, " and ")
	case n%1000 < 100:
		return spellEnglish(n/1000) + " thousand" + behind(n%1000, " and ")
	}
	return spellEnglish(n/1000) + " thousand" + behind(n%1000, " ")
}

func TestParseIndex(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{
		"2": 2, "12": 12, "二": 2, "兩": 2, "十二": 12, "two": 2, "Second": 2, "2nd": 2, "第二": 2, "第12": 12, "第二十一": 21, "twenty-first": 21, "twenty first": 21,
		"first": 1, "third": 3, "fourth": 4, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "twentieth": 20, "ninetieth": 90, "thirteenth": 13,
		"": 0, "0": 0, "zeroth": 0, "第": 0, "second one": 0, "clips": 0, "2x": 0, "1.5": 0, "th": 0, "12345678": 0, "第二个": 0,
	} {
		if n, ok := measure.ParseIndex(s); ok != (want > 0) || ok && n != want {
			t.Errorf("%q is %d, %v; want %d", s, n, ok, want)
		}
	}
}

func TestReadOrdinal(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]struct {
		n    int
		rest string
	}{
		"第二个": {2, "个"}, "第3款": {3, "款"}, "second one": {2, " one"}, "2nd line": {2, " line"}, "twenty-second one": {22, " one"},
		"2 lines": {0, "2 lines"}, "two": {0, "two"}, "secondhand": {0, "secondhand"}, "第几个": {0, "第几个"}, "2ndhand": {0, "2ndhand"},
	} {
		if n, rest := measure.ReadOrdinal(s); n != want.n || rest != want.rest {
			t.Errorf("%q: %d, %q", s, n, rest)
		}
	}
}

func FuzzReadNumber(f *testing.F) {
	for _, s := range []string{"twenty-five", "二十五万", "a couple of", "第二十", "one point five", "参拾", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words := measure.Words(text.Fold(s))
		n, used := measure.ReadNumber(words)
		if n < 0 || used < 0 || used > len(words) {
			t.Fatalf("%q: %d, %d", s, n, used)
		}
		if n, ok := measure.ParseIndex(s); ok && n <= 0 {
			t.Fatalf("%q: %d", s, n)
		}
		measure.ReadOrdinal(text.Fold(s))
	})
}
