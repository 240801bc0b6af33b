package measure

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"oldhand/integrations/text"
)

// ErrWeight says that a text is not a weight that a parcel can have.
var ErrWeight = errors.New("not a weight")

// MaxWeight is the most that a parcel can weigh: it keeps every price far from overflowing, and nothing that a courier carries comes near it.
const MaxWeight Grams = 100_000_000

// weights are the units of weight in nanograms, in which all of them are whole.
var weights = readTable("weights.txt")

// nanograms are in a gram.
const nanograms = 1_000_000_000

// The units that are asked about, in nanograms.
var (
	liang = weights["两"]
	ounce = weights["oz"]
)

// Weight is a weight as it was said.
type Weight struct {
	Grams Grams // rounded up, one more where it is said to be more: 3斤多; 0: it is nothing, beyond MaxWeight, or open: 二十多斤
	About bool  // no more is said than about how much: 两三斤
}

// ParseWeight reads "1.2kg", "800g", "半斤", "2斤3两", "一斤二", "一公斤半", "3 lb 4 oz", "half a kilo", exactly, and rounds up to the
// gram. Without a unit, at nothing, beyond 100 tonnes and where it says only about how much, it is ErrWeight.
func ParseWeight(s string) (Grams, error) {
	if len(s) <= longestMeasure*4 {
		words := texts(cut(s))
		if w, used := readWeight(words); used > 0 && used == len(words) && w.exact() {
			return w.Grams, nil
		}
	}
	return 0, fmt.Errorf("%q: %w", s, ErrWeight)
}

// longestMeasure is more than anyone needs to write a weight or a size, in characters.
const longestMeasure = 60

func (w Weight) exact() bool { return w.Grams > 0 && !w.About }

// FindWeights gives the places, in bytes, of the weights in a text that ParseWeight reads.
func FindWeights(s string) [][2]int {
	words := cut(s)
	list := texts(words)
	var all, shipped [][2]int
	for i := 0; i < len(words); i++ {
		w, used := ReadWeight(list[i:], func(k int) bool { return words[i+k].from > words[i+k-1].to })
		if used == 0 {
			continue
		}
		if w.exact() && standsFree(words, i, i+used) && !belowZero(words, i) {
			at := [2]int{words[i].from, words[i+used-1].to}
			all = append(all, at)
			if !IsNet(list, i, i+used) {
				shipped = append(shipped, at)
			}
		}
		i += used - 1
	}
	if len(shipped) == 0 {
		return all
	}
	return shipped
}

// belowZero says that a minus sign makes the figures at word i less than nothing, and does not part them from what stands
// before: 成都-2kg.
func belowZero(words []word, i int) bool {
	if i == 0 || words[i-1].to != words[i].from {
		return false
	}
	sign := words[i-1].text
	return sign == "负" || sign == "-" && (i == 1 || words[i-2].to < words[i-1].from || words[i-2].text == ":")
}

// standsFree says that the words from i to end are no part of others: 3grand, A5kg. In the middle of Chinese, Chinese characters are
// a weight with the commonest units alone: others are in names, 王一克 and 张三两.
func standsFree(words []word, i, end int) bool {
	first, last := words[i], words[end-1]
	before := i > 0 && words[i-1].to == first.from
	after := end < len(words) && words[end].from == last.to
	if before && (letter(first.text[0]) || digit(first.text[0])) && letter(words[i-1].text[0]) && !multiplied(words, i) {
		return false
	}
	times := after && words[end].text == "x" && end+1 < len(words) && digit(words[end+1].text[0]) // 1.2kg×2
	if after && letter(last.text[0]) && letter(words[end].text[0]) && !times || letter(first.text[0]) && len(last.text) == 1 {
		return false
	}
	if !text.HasHan(first.text) || slices.ContainsFunc(words[i:end], func(w word) bool { return digit(w.text[0]) }) {
		return true
	}
	plain := slices.ContainsFunc(words[i:end], func(w word) bool { return w.text == "斤" || w.text == "千" })
	return plain || !(before && text.HasHan(words[i-1].text)) && !(after && text.HasHan(words[end].text))
}

// multiplied says that a number and the sign of a product stand before word i: 2x1.2kg, 2箱×1.2kg.
func multiplied(words []word, i int) bool {
	return i > 1 && words[i-1].text == "x" && !letter(words[i-2].text[0]) && (i == 2 || words[i-3].to < words[i-2].from || !letter(words[i-3].text[0]))
}

// ReadWeight reads the weight at the beginning of folded words, each one in letters, figures without signs of thousands, one mark or
// one Chinese character; apart says that the text leaves room before a word, which may end a weight: 一斤二 王五. It says how many
// words the weight takes; 0: none begins here.
func ReadWeight(words []string, apart func(i int) bool) (w Weight, used int) {
	w, used = readWeight(words)
	for end := used; used > 0 && end < len(words) && end <= used+1; end++ {
		if !apart(end) {
			continue
		}
		if longer, n := readWeight(words[:end]); n > used {
			w, used = longer, n
		}
	}
	return w, used
}

func readWeight(words []string) (w Weight, used int) {
	for _, n := range quantities(words) {
		ng, to := weightUnit(words, n.used)
		if to == 0 || !weighs(words, n, to) {
			continue
		}
		total := new(big.Rat).Mul(n.value, big.NewRat(ng, 1))
		more, end, about := behind(words, to, ng)
		if n.over {
			return Weight{About: true}, end
		}
		return Weight{grams(total.Add(total, more)), n.about || about}, end
	}
	return Weight{}, 0
}

// grams rounds nanograms up; what no parcel weighs is 0.
func grams(ng *big.Rat) Grams {
	if ng.Cmp(big.NewRat(int64(MaxWeight)*nanograms, 1)) > 0 {
		return 0
	}
	return Grams(ceil(ng.Quo(ng, big.NewRat(nanograms, 1))))
}

// ceil rounds up to a whole number that is known to be small.
func ceil(r *big.Rat) int64 {
	whole, rest := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		whole.Add(whole, big.NewInt(1))
	}
	return whole.Int64()
}

// WeightUnit gives how many of the words are the unit of weight that they begin with; 0: they begin with none.
func WeightUnit(words []string) int {
	_, to := weightUnit(words, 0)
	return to
}

// weightUnit reads the unit at word i, the longest one.
func weightUnit(words []string, i int) (ng int64, to int) {
	return longest(weights, words, i)
}

// longest looks up the word, or the two Chinese characters, at word i.
func longest(table map[string]int64, words []string, i int) (n int64, to int) {
	if n, ok := table[at(words, i)+at(words, i+1)]; ok && at(words, i+1) != "" && text.HasHan(at(words, i)) {
		return n, i + 2
	}
	if n, ok := table[at(words, i)]; ok {
		return n, i + 1
	}
	return 0, 0
}

// weighs says that the unit before word to makes a weight of the number n, and no name of goods or places, no count and no price.
func weighs(words []string, n quantity, to int) bool {
	unit, next := at(words, to-1), at(words, to)
	switch {
	case next == "装": // 一斤装
		return false
	case unit == "克" && next == "拉" && at(words, to+1) != "萨": // 克拉玛依, 克拉
		return false
	case unit == "两" && to == n.used+1:
		return !countsTwo(words, n, to)
	case unit == "钱" && to == n.used+1: // a family is called so, too, and 钱 is money
		return !text.HasHan(next)
	case strings.HasPrefix(unit, "ton") && next == "of": // a ton of
		return at(words, 0) != "a"
	}
	return true
}

// countsTwo says that the 两 before word to counts: 五两个, 三两百, 三两块, 三两天.
func countsTwo(words []string, n quantity, to int) bool {
	next := at(words, to)
	_, scale := hanScales[next]
	return scale || UnitOf(next) != "" || afterTwo[next] || at(words, n.used-1) == "三" && afterTwoOrThree[next]
}

var (
	afterTwo        = text.Set("块 元 圆 毛 角")
	afterTwoOrThree = text.Set("天 日 月 年 次 句 人 家 下 点 周")
)

// behind reads what adds to a weight whose unit of so many nanograms ends at word i: 半, "and a half", 二两, 200g, the 二 of 一斤二.
func behind(words []string, i int, ng int64) (more *big.Rat, to int, about bool) {
	switch {
	case at(words, i) == "半":
		return big.NewRat(ng, 2), i + 1, false
	case starts(words, i, "and", "a", "half"):
		return big.NewRat(ng, 2), i + 3, false
	}
	if to := overWords(words, i); to > i {
		return big.NewRat(nanograms, 1), to, false
	}
	if d := tenths(words, i, ng); d > 0 {
		return big.NewRat(ng/10*d, 1), i + 1, false
	}
	return smaller(words, i, ng)
}

// over are the words behind a weight that say it is a little more, the longer ones first.
var over = [][]string{{"多", "一", "点", "点"}, {"多", "一", "点"}, {"多", "一", "些"}, {"多", "点"}, {"多", "些"}, {"多"}, {"出", "头"}, {"and", "a", "bit"}}

// overWords gives the word behind those at word i that say a weight is a little more; i: there are none.
func overWords(words []string, i int) (to int) {
	for _, o := range over {
		if starts(words, i, o...) && !(len(o) == 1 && at(words, i+1) == "少") {
			return i + len(o)
		}
	}
	if next := at(words, i+1); at(words, i) == "+" && (next == "" || !digit(next[0])) {
		return i + 1
	}
	return i
}

// tenths reads the 二 of 一斤二, the tenths of a unit that has a name in tens: 斤 and 两, not 磅.
func tenths(words []string, i int, ng int64) int64 {
	d, ok := HanDigit(at(words, i))
	if !ok || at(words, i) == "两" || at(words, i) == "俩" || ng < liang || ng%nanograms != 0 || !text.HasHan(at(words, i-1)) || !ends(words, i+1) {
		return 0
	}
	return int64(d)
}

// smaller reads the part of a weight in a smaller unit, and what is behind that: the 2两半 of 3斤2两半, the 4 oz of 3 lb 4 oz.
func smaller(words []string, i int, ng int64) (more *big.Rat, to int, about bool) {
	start := skip(words, i, "and") // pounds and ounces; 1kg and 200g are two parcels
	for _, n := range quantities(words[min(start, len(words)):]) {
		unit, end := weightUnit(words, start+n.used)
		part := new(big.Rat).Mul(n.value, big.NewRat(unit, 1))
		if end == 0 || unit >= ng || start > i && unit != ounce || part.Cmp(big.NewRat(ng, 1)) >= 0 || !weighs(words[start:], n, end-start) && at(words, end-1) != "钱" {
			continue
		}
		rest, to, about := behind(words, end, unit)
		return part.Add(part, rest), to, n.about || about
	}
	return new(big.Rat), i, false
}

// ends says that at word i nothing goes on that a digit before it would count; in Chinese, that something is done with the weight.
func ends(words []string, i int) bool {
	s := at(words, i)
	if text.HasHan(s) {
		return afterWeight[s] || s == "多" && at(words, i+1) == "少"
	}
	return UnitOf(s) == "" && weights[s] == 0
}

// afterWeight begin what is said of a weight, a way or a question.
var afterWeight = text.Set("到 寄 发 送 去 往 给 走 运 的 左 怎 要")

func starts(words []string, i int, these ...string) bool {
	return i+len(these) <= len(words) && slices.Equal(words[i:i+len(these)], these)
}
