package measure

import (
	"math/big"
	"strings"
)

// quantity is one way to read the beginning of some words as how much of a unit that follows.
type quantity struct {
	value *big.Rat
	used  int
	about bool
	over  bool // and nobody knows how much more: 二十多
}

// quantities are all the ways to read the beginning of some words, the longest first: 两 counts and weighs.
func quantities(words []string) []quantity {
	if n, ok := part(words); ok {
		return []quantity{n}
	}
	if n, used := scaledFigures(words); used > 0 {
		return []quantity{quantity{value: big.NewRat(int64(n), int64(One)), used: used}.and(words)}
	}
	if n, ok := figures(words); ok {
		if scale := hanScales[at(words, n.used)]; scale > 10 { // 3百克
			scaled := quantity{value: new(big.Rat).Mul(n.value, big.NewRat(int64(scale), 1)), used: n.used + 1}
			return []quantity{scaled.and(words), n}
		}
		return []quantity{n.and(words)}
	}
	spelled, used := ReadNumber(words)
	if used == 0 {
		return article(words)
	}
	spelled, used = withThousands(words, spelled, used)
	n := quantity{value: big.NewRat(int64(spelled), int64(One)), used: used, about: nearly(words[:used])}
	list := []quantity{n.pointed(words).and(words)}
	if used > 1 && words[used-1] == "两" { // 十两 is no 12
		shorter, used := ReadNumber(words[:used-1])
		list = append(list, quantity{value: big.NewRat(int64(shorter), int64(One)), used: used, about: nearly(words[:used])})
	}
	return list
}

// withThousands takes the 千 of 两万三千克, which are grams, to the number before it.
func withThousands(words []string, n Decimal, used int) (Decimal, int) {
	if used > 2 && words[used-2] == "万" && at(words, used) == "千" {
		return ReadNumber(words[:used+1])
	}
	return n, used
}

// scaledFigures reads the 3万5千 of 3万5千克.
func scaledFigures(words []string) (Decimal, int) {
	if !isFigures(at(words, 0)) {
		return 0, 0
	}
	n, used := readMixed(words)
	if n, used = withThousands(words, n, used); used > 2 {
		return n, used
	}
	return 0, 0
}

// parts are what stands for a part of a unit; the longer ones first.
var parts = []struct {
	words []string
	value *big.Rat
}{
	{[]string{"half", "a"}, big.NewRat(1, 2)}, {[]string{"half", "an"}, big.NewRat(1, 2)}, {[]string{"a", "half"}, big.NewRat(1, 2)},
	{[]string{"half"}, big.NewRat(1, 2)}, {[]string{"半", "个"}, big.NewRat(1, 2)}, {[]string{"半"}, big.NewRat(1, 2)},
}

func part(words []string) (quantity, bool) {
	for _, p := range parts {
		if starts(words, 0, p.words...) {
			return quantity{value: p.value, used: len(p.words)}, true
		}
	}
	return quantity{}, false
}

// article reads a kilo, an ounce, and "a kilo and a half" as far as the kilo.
func article(words []string) []quantity {
	if first := at(words, 0); first == "a" || first == "an" {
		return []quantity{quantity{value: big.NewRat(1, 1), used: 1}.and(words)}
	}
	return nil
}

// fractions are those that have a sign of their own.
var fractions = map[string]*big.Rat{
	"½": big.NewRat(1, 2), "⅓": big.NewRat(1, 3), "⅔": big.NewRat(2, 3), "¼": big.NewRat(1, 4), "¾": big.NewRat(3, 4), "⅛": big.NewRat(1, 8),
}

// figures reads 12, 1.2, 1/2, 2 1/2, ½ and 2½.
func figures(words []string) (quantity, bool) {
	if below, ok := fractions[at(words, 0)]; ok {
		return quantity{value: below, used: 1}, true
	}
	value, ok := figure(at(words, 0))
	if !ok {
		return quantity{}, false
	}
	if below, ok := fraction(words, 0); ok {
		return quantity{value: below, used: 3}, true
	}
	if below, ok := fractions[at(words, 1)]; ok && value.IsInt() {
		return quantity{value: value.Add(value, below), used: 2}, true
	}
	if below, ok := fraction(words, 1); ok && value.IsInt() {
		return quantity{value: value.Add(value, below), used: 4}, true
	}
	return quantity{value: value, used: 1}, true
}

// figure reads a number in figures, 12, 1.2 or .5.
func figure(s string) (*big.Rat, bool) {
	whole, decimals, point := strings.Cut(s, ".")
	if len(s) > longestMeasure || point && decimals == "" || leadingDigits(whole) != len(whole) || leadingDigits(decimals) != len(decimals) || whole+decimals == "" {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// fraction reads the 1/2, 1/3 or 3/4 at word i.
func fraction(words []string, i int) (*big.Rat, bool) {
	over, under := at(words, i), at(words, i+2)
	if at(words, i+1) != "/" || len(over) != 1 || len(under) != 1 || over >= under || over < "1" || under > "4" {
		return nil, false
	}
	return big.NewRat(int64(over[0]-'0'), int64(under[0]-'0')), true
}

// and takes the "and a half", the 个半 and the 多 behind a number.
func (n quantity) and(words []string) quantity {
	half := big.NewRat(1, 2)
	switch {
	case starts(words, n.used, "and", "a", "half"):
		return quantity{value: half.Add(half, n.value), used: n.used + 3, about: n.about}
	case starts(words, n.used, "个", "半"):
		return quantity{value: half.Add(half, n.value), used: n.used + 2, about: n.about}
	case starts(words, n.used, "多") && !starts(words, n.used+1, "少"), starts(words, n.used, "来"):
		return quantity{value: n.value, used: n.used + 1, about: true, over: at(words, n.used) == "多"}
	}
	return n
}

// pointed takes the 点二五 of 一点二五.
func (n quantity) pointed(words []string) quantity {
	to := n.used
	if at(words, to) != "点" {
		return n
	}
	value, place := new(big.Rat).Set(n.value), big.NewRat(1, 10)
	for to++; ; to++ {
		d, ok := HanDigit(at(words, to))
		if !ok || d == 2 && at(words, to) != "二" && at(words, to) != "贰" {
			break
		}
		value.Add(value, new(big.Rat).Mul(place, big.NewRat(int64(d), 1)))
		place.Quo(place, big.NewRat(10, 1))
	}
	if to == n.used+1 {
		return n
	}
	return quantity{value: value, used: to, about: n.about}
}

// nearly says that a number in Chinese names two that follow each other, and so neither: 两三, 五六十; or the powers of ten
// alone that it lies between: 百十, 千八百.
func nearly(words []string) bool {
	if hanScales[at(words, 0)] >= 100 && len(words) > 1 {
		return true
	}
	run := 0
	for i, word := range words {
		if _, ok := hanNumerals[word]; !ok {
			run = 0
			continue
		}
		_, more := hanNumerals[at(words, i+1)]
		if run++; run == 2 && !more && neighbours(hanNumerals[words[i-1]], hanNumerals[word]) {
			return true
		}
	}
	return false
}

// IsNearly says that the words of a number that ReadNumber read name no one number: 两三, 五六十, 一两百.
func IsNearly(words []string) bool { return nearly(words) }
