package measure

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"oldhand/integrations/text"
)

// word is a word of a measure, figures, one mark or one Chinese character, folded, and where it stands.
type word struct {
	text     string
	from, to int // bytes
}

// expanded are characters that stand for others, or for the sign of a product.
var expanded = map[rune]string{'㌘': "g", '㌔': "kg", '㌧': "ton", '×': "x", '✕': "x", '╳': "x", '✖': "x", '〇': "零", '−': "-", '–': "-", '﹣': "-"}

// Expand spells out a character that stands for a word of measures, as ㎏ and × do; any other it folds.
func Expand(r rune) string {
	if word, ok := expanded[r]; ok {
		return word
	}
	if r >= '\u3380' && r <= '\u33df' { // units in the width of one character
		return norm.NFKC.String(string(r))
	}
	return string(text.FoldRune(r))
}

// IsSign says that a character by itself is a unit of measure or a fraction: ㎏, ½.
func IsSign(r rune) bool {
	word := Expand(r)
	return r >= utf8.RuneSelf && isUnit(word) && !text.IsHan(r) || fractions[word] != nil
}

// cut parts a text into words, and figures from the letters that stand at them: 1.2kg, 30cmx20cm.
func cut(s string) []word {
	var words []word
	var spelled []byte // of the last word
	for i, r := range s {
		if r == utf8.RuneError || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			continue
		}
		next := Expand(r)
		end, last := i+utf8.RuneLen(r), len(words)-1
		if last >= 0 && words[last].to == i && (next == "'" || next == "’") && leadingDigits(s[end:]) == 3 && commaJoins(words, spelled, s[end:]) {
			next = "," // 1'200g
		}
		if last >= 0 && words[last].to == i && (joins(spelled, next, s[end:]) || next == "," && commaJoins(words, spelled, s[end:])) {
			spelled, words[last].to = append(spelled, next...), end
			continue
		}
		if last >= 0 {
			words[last].text = Figures(string(spelled))
		}
		spelled = append(spelled[:0], next...)
		words = append(words, word{"", i, end})
	}
	if last := len(words) - 1; last >= 0 {
		words[last].text = Figures(string(spelled))
	}
	return words
}

// joins says that a character goes on with the word before it.
func joins(before []byte, next, after string) bool {
	last := before[len(before)-1]
	switch c := next[0]; {
	case letter(c):
		return letter(last) && !(next == "x" && isUnit(string(before)) && leadingDigits(strings.TrimLeft(after, " ")) > 0)
	case digit(c):
		return digit(last) || string(before) == "." || len(before) > 1 && (last == '.' || last == ',')
	case c == '.':
		return digit(last) && leadingDigits(after) > 0
	}
	return false
}

// isUnit says that a word is a unit of length or weight.
func isUnit(word string) bool { return lengths[word] > 0 || weights[word] > 0 }

// CommaJoins says that a comma between two texts goes on with the figures before it, as ParseWeight reads them.
func CommaJoins(before, after string) bool {
	words := cut(before)
	last := len(words) - 1
	return last >= 0 && words[last].to == len(before) && commaJoins(words, []byte(words[last].text), after)
}

// commaJoins says that a comma goes on with the figures before it: that of thousands, 1,200g, and that of decimals before a unit
// of weight, 1,2kg. Behind a house, a field of a table or the sides of a box it parts two numbers instead: 30x20x10,5kg.
func commaJoins(words []word, before []byte, after string) bool {
	last := len(words) - 1
	first, more, grouped := strings.Cut(string(before), ",")
	if len(first) > 3 || leadingDigits(first) != len(first) || grouped && (len(more)%4 != 3 || first == "0") || partsNumbers(words[:last], words[last].from) {
		return false
	}
	n := leadingDigits(after)
	return n == 3 || n > 0 && !grouped && beginsWithUnit(after, n)
}

// partsNumbers says that what ends the words at byte i makes a figure behind it one of several that commas part.
func partsNumbers(words []word, i int) bool {
	last := len(words) - 1
	if last < 0 || words[last].to != i {
		return false
	}
	switch before := words[last].text; before {
	case "x", "*":
		return last > 2 && (words[last-2].text == "x" || words[last-2].text == "*")
	case "-", ",", "#":
		return true
	default:
		return letter(before[0]) || strings.Contains("路街道巷弄号楼座栋幢室层村", before)
	}
}

// beginsWithUnit says that a unit of weight follows the first n digits of a text.
func beginsWithUnit(s string, n int) bool {
	for range n {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	_, to := weightUnit(texts(cut(firstRunes(s, longestUnit))), 0)
	return to > 0
}

// longestUnit is more than the characters of any unit of weight, and a blank before it.
const longestUnit = 16

// firstRunes is the beginning of a text.
func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// Figures writes a number in figures without the commas of thousands, and a decimal comma as a point; any other word stays.
func Figures(s string) string {
	whole, rest, comma := strings.Cut(s, ",")
	switch {
	case !comma || whole == "" || leadingDigits(whole) != len(whole):
		return s
	case leadingDigits(rest) == len(rest) && (whole == "0" || len(rest) != 3):
		return whole + "." + rest
	}
	return whole + strings.ReplaceAll(rest, ",", "")
}

// leadingDigits counts the digits that a text begins with, whatever their width.
func leadingDigits(s string) (n int) {
	for _, r := range s {
		if r = text.FoldRune(r); r < '0' || r > '9' {
			break
		}
		n++
	}
	return n
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' }

func digit(c byte) bool { return c >= '0' && c <= '9' }

// texts gives the words by themselves.
func texts(words []word) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.text
	}
	return list
}

// readTable reads what so many of the smallest measure a unit has.
func readTable(file string) map[string]int64 {
	table := map[string]int64{}
	for _, language := range languages {
		for _, fields := range readData(language + "/" + file) {
			n, err := strconv.ParseInt(fields[1], 10, 64)
			if err != nil {
				panic(err)
			}
			table[fields[0]] = n
		}
	}
	return table
}
