package measure

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"oldhand/integrations/text"
)

// ErrWeight says that a text is not a weight that a parcel can have.
var ErrWeight = errors.New("not a weight")

// MaxWeight is the most that a parcel can weigh: it keeps every price far from overflowing, and nothing that a courier carries comes near it.
const MaxWeight Grams = 100_000_000

// weightUnits are in nanograms, in which all of them are whole; the longer names first.
var weightUnits = []struct {
	name string
	ng   int64
}{
	{"kilogrammes", 1e12}, {"kilogramme", 1e12}, {"kilograms", 1e12}, {"kilogram", 1e12}, {"kilos", 1e12}, {"kilo", 1e12},
	{"kgs", 1e12}, {"kg", 1e12}, {"公斤", 1e12}, {"千克", 1e12},
	{"grammes", 1e9}, {"gramme", 1e9}, {"grams", 1e9}, {"gram", 1e9}, {"gr", 1e9}, {"g", 1e9}, {"克", 1e9},
	{"市斤", 500e9}, {"jin", 500e9}, {"斤", 500e9}, {"liang", 50e9}, {"两", 50e9},
	{"pounds", 453_592_370_000}, {"pound", 453_592_370_000}, {"lbs", 453_592_370_000}, {"lb", 453_592_370_000}, {"磅", 453_592_370_000},
	{"ounces", 28_349_523_125}, {"ounce", 28_349_523_125}, {"oz", 28_349_523_125}, {"盎司", 28_349_523_125},
}

// ParseWeight reads "1.2kg", "800g", "半斤", "2斤3两", "一公斤半", "3 lb 4 oz", exactly, and rounds up to the gram.
// Without a unit, at nothing and beyond 100 tonnes it is ErrWeight.
func ParseWeight(s string) (Grams, error) {
	rest := compact(s)
	total := new(big.Rat)
	for rest != "" {
		part, after, ok := weightPart(rest)
		if !ok {
			return 0, fmt.Errorf("%q: %w", s, ErrWeight)
		}
		total.Add(total, part)
		rest = after
	}
	total.Quo(total, big.NewRat(1e9, 1))
	if total.Sign() <= 0 || total.Cmp(big.NewRat(int64(MaxWeight), 1)) > 0 {
		return 0, fmt.Errorf("%q: %w", s, ErrWeight)
	}
	return Grams(ceilRat(total)), nil
}

// longestMeasure is more than anyone needs to write a weight or a size.
const longestMeasure = 60

// compact folds a measure and takes out its spaces; one too long to be a measure becomes empty.
func compact(s string) string {
	if len(s) > longestMeasure*4 {
		return ""
	}
	return strings.Join(strings.Fields(text.Fold(s)), "")
}

func ceilRat(r *big.Rat) int64 {
	q, m := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	if m.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return q.Int64()
}

// weightPart reads a number and its unit, and 半 behind them: 一斤半.
func weightPart(s string) (ng *big.Rat, rest string, ok bool) {
	for _, n := range numbers(s) {
		for _, unit := range weightUnits {
			after, found := strings.CutPrefix(n.rest, unit.name)
			if !found || strings.HasPrefix(after, "s") || startsLatin(unit.name) && startsLatin(after) {
				continue
			}
			each := big.NewRat(unit.ng, 1)
			ng = new(big.Rat).Mul(n.value, each)
			if after == "半" {
				return ng.Add(ng, each.Quo(each, big.NewRat(2, 1))), "", true
			}
			return ng, after, true
		}
	}
	return nil, "", false
}

func startsLatin(s string) bool { return s != "" && s[0] >= 'a' && s[0] <= 'z' }

// number is one way to read the beginning of a text as a number.
type number struct {
	value *big.Rat
	rest  string
}

// numbers are all the ways to read the beginning of a text as a number, the longest first: 两 counts and weighs.
func numbers(s string) []number {
	if end := decimalPrefix(s); end > 0 {
		value, ok := new(big.Rat).SetString(s[:end])
		if !ok {
			return nil
		}
		return []number{{value, s[end:]}}
	}
	for _, w := range numberWords {
		if rest, ok := strings.CutPrefix(s, w.word); ok {
			return []number{{big.NewRat(w.halves, 2), rest}}
		}
	}
	var found []number
	for _, end := range hanNumberEnds(s) {
		if value, ok := hanNumber(s[:end]); ok {
			found = append([]number{{value, s[end:]}}, found...)
		}
	}
	return found
}

// numberWords are what people write out, in halves; spaces are gone and the longer stand first.
var numberWords = []struct {
	word   string
	halves int64
}{
	{"oneandahalf", 3}, {"twoandahalf", 5}, {"threeandahalf", 7}, {"halfa", 1}, {"half", 1}, {"one", 2}, {"two", 4}, {"three", 6},
	{"four", 8}, {"five", 10}, {"six", 12}, {"seven", 14}, {"eight", 16}, {"nine", 18}, {"ten", 20}, {"an", 2}, {"a", 2},
}

// decimalPrefix is the length of "12", "1.2" or ".5" at the beginning of s.
func decimalPrefix(s string) int {
	i, digits, points := 0, 0, 0
	for ; i < len(s); i++ {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			digits++
		case s[i] == '.' && points == 0:
			points++
		default:
			if digits == 0 || s[i-1] == '.' {
				return 0
			}
			return i
		}
	}
	if digits == 0 || s[i-1] == '.' {
		return 0
	}
	return i
}

const (
	hanDigits = "零一二三四五六七八九"
	hanUnits  = "十百千万"
)

// hanNumberEnds are the offsets up to which s may be a Chinese number, rising.
func hanNumberEnds(s string) []int {
	var ends []int
	for i, r := range s {
		if !strings.ContainsRune(hanDigits+hanUnits+"两俩半点", r) {
			break
		}
		ends = append(ends, i+len(string(r)))
	}
	return ends
}

// hanNumber reads 半, 两, 十二, 一百零五, 三千五百, 一点二.
func hanNumber(s string) (*big.Rat, bool) {
	if s == "半" {
		return big.NewRat(1, 2), true
	}
	whole, decimals, pointed := strings.Cut(s, "点")
	value, ok := hanWhole(whole)
	if !ok || pointed && decimals == "" {
		return nil, false
	}
	scale := big.NewRat(1, 1)
	for _, r := range decimals {
		d := hanDigit(r)
		if d < 0 {
			return nil, false
		}
		scale.Quo(scale, big.NewRat(10, 1))
		value.Add(value, new(big.Rat).Mul(scale, big.NewRat(d, 1)))
	}
	return value, true
}

func hanDigit(r rune) int64 {
	if r == '两' || r == '俩' {
		return 2
	}
	i := strings.IndexRune(hanDigits, r)
	if i < 0 {
		return -1
	}
	return int64(i / len("零"))
}

// hanWhole reads a whole number below 10,000; 万 is not for parcels.
func hanWhole(s string) (*big.Rat, bool) {
	var total, digit int64
	lastUnit := int64(10_000)
	given := false
	for _, r := range s {
		if d := hanDigit(r); d >= 0 {
			if given && digit > 0 {
				return nil, false
			}
			digit, given = d, true
			continue
		}
		unit := map[rune]int64{'十': 10, '百': 100, '千': 1000}[r]
		if unit == 0 || unit >= lastUnit {
			return nil, false
		}
		if !given {
			digit = 1 // 十二
		}
		total += digit * unit
		digit, given, lastUnit = 0, true, unit
	}
	return big.NewRat(total+digit, 1), given
}
