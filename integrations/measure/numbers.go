package measure

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"oldhand/integrations/text"
)

// Decimal is a number in millionths, so that 1.2 kg and 2.35 yuan stay exact.
type Decimal int64

// One is the number 1.
const One Decimal = 1_000_000

// maxSpelled is beyond what anyone orders or sends.
const maxSpelled = 1_000_000_000

// Whole gives the integer that a number is; ok is false for 1.5 and for 0.
func (d Decimal) Whole() (n int, ok bool) { return int(d / One), d > 0 && d%One == 0 }

// ReadNumber reads the number at the beginning of some words, as it is spelled out in English or Chinese: twenty-five, two
// hundred and ten, one point five, a hundred, a couple of, two and a half thousand, half a hundred, two score; 二十五, 两百五
// (250), 廿, 俩, 贰拾, and with figures before and behind the powers of ten 3万5千, 1万2. Each of the words is folded, and is one
// in letters, figures, one mark or one Chinese character. It says how many words the number takes; 0: none begins here.
//
// A number in figures alone is none, and neither is a half: what 半 or "and a half" adds depends on the unit behind it.
func ReadNumber(words []string) (n Decimal, used int) {
	if n, used = readHan(words); used > 0 {
		return n, used
	}
	return readEnglish(words)
}

// Numerals gives the words and the characters that are numbers by themselves, as ReadNumber knows them: twenty and 十, but
// not hundred.
func Numerals() []string {
	return slices.Concat(slices.Collect(maps.Keys(englishNumerals)), slices.Collect(maps.Keys(hanNumerals)),
		slices.Collect(maps.Keys(hanScales)), slices.Collect(maps.Keys(hanTens)))
}

// ReadOrdinal reads the place in a row at the beginning of a folded text, 第二, 第12, second, twenty-first or 2nd, and gives
// the text behind it; 0: there is none.
func ReadOrdinal(s string) (n int, rest string) {
	if behind, ok := strings.CutPrefix(s, "第"); ok {
		if n, rest := cutFigures(behind); n > 0 {
			return n, rest
		}
		number, used := readHan(strings.Split(behind, ""))
		if n, ok := number.Whole(); ok {
			return n, cutRunes(behind, used)
		}
		return 0, s
	}
	if n, behind := cutFigures(s); n > 0 {
		for _, ending := range []string{"st", "nd", "rd", "th"} {
			if rest, ok := cutWord(behind, ending); ok {
				return n, rest
			}
		}
		return 0, s
	}
	return readEnglishOrdinal(s)
}

// ParseIndex reads a place in a row in whichever way people name it, and nothing else: 2, 二, two, 第二, second.
func ParseIndex(s string) (n int, ok bool) {
	s = strings.TrimSpace(text.Fold(s))
	if n, rest := ReadOrdinal(s); n > 0 {
		return n, rest == ""
	}
	if n, rest := cutFigures(s); n > 0 {
		return n, rest == ""
	}
	words := Words(s)
	number, used := ReadNumber(words)
	n, ok = number.Whole()
	return n, ok && used == len(words)
}

// Words cuts a folded text into the words that ReadNumber reads.
func Words(folded string) []string {
	var words []string
	for script, run := range text.Runs(folded) {
		if script == text.Ideographs {
			words = append(words, strings.Split(run, "")...)
			continue
		}
		words = append(words, run)
	}
	return words
}

// longestIndex is how many figures a place in a row has at most.
const longestIndex = 6

// cutFigures reads a whole number in figures at the beginning of a text; 0: there is none.
func cutFigures(s string) (n int, rest string) {
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if end > longestIndex {
		return 0, s
	}
	n, _ = strconv.Atoi(s[:end])
	return n, s[end:]
}

// cutWord takes a word off the beginning of a text, where it is not the beginning of a longer one.
func cutWord(s, word string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(s, word)
	return rest, ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z')
}

// cutRunes takes n characters off the beginning of a text.
func cutRunes(s string, n int) string {
	for range n {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	return s
}

// at gives a word, and nothing beyond the last.
func at(words []string, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i]
}
