package measure

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"oldhand/integrations/text"
)

// word is a word of a measure, figures, one mark or one Chinese character, folded, and where it stands.
type word struct {
	text     string
	from, to int // bytes
}

// expanded are characters that stand for several, or for the sign of a product.
var expanded = map[rune]string{'㎏': "kg", '㎜': "mm", '㎝': "cm", '×': "x", '✕': "x", '╳': "x", '✖': "x", '〇': "零"}

// cut parts a text into words, and figures from the letters that stand at them: 1.2kg, 30cmx20cm.
func cut(s string) []word {
	var words []word
	var spelled []byte // of the last word
	for i, r := range s {
		if r == utf8.RuneError || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			continue
		}
		next, known := expanded[r]
		if !known {
			next = string(text.FoldRune(r))
		}
		end, last := i+utf8.RuneLen(r), len(words)-1
		if last >= 0 && words[last].to == i && joins(spelled, next, s[end:]) {
			spelled, words[last].to = append(spelled, next...), end
			continue
		}
		if last >= 0 {
			words[last].text = string(spelled)
		}
		spelled = append(spelled[:0], next...)
		words = append(words, word{"", i, end})
	}
	if last := len(words) - 1; last >= 0 {
		words[last].text = string(spelled)
	}
	return words
}

// joins says that a character goes on with the word before it.
func joins(before []byte, next, after string) bool {
	last := before[len(before)-1]
	switch c := next[0]; {
	case letter(c):
		return letter(last) && !(next == "x" && len(before) < 3 && lengths[string(before)] > 0 && leadingDigits(strings.TrimLeft(after, " ")) > 0)
	case digit(c):
		return digit(last) || string(before) == "." || len(before) > 1 && (last == '.' || last == ',')
	case c == '.':
		return digit(last) && leadingDigits(after) > 0
	case c == ',': // that of thousands; what it makes is not read, for it may as well be two numbers
		return digit(last) && len(before) <= 3 && leadingDigits(after) == 3
	}
	return false
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
