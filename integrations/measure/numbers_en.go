package measure

import "strings"

var englishNumerals = map[string]Decimal{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90,
}

// EnglishNumeral gives the number below a hundred that one English word is.
func EnglishNumeral(word string) (n int, ok bool) {
	d, ok := englishNumerals[word]
	return int(d), ok
}

// readEnglish reads a number below a million.
func readEnglish(words []string) (Decimal, int) {
	start := 0
	if first := at(words, 0); first == "a" || first == "an" {
		start = 1
	}
	switch at(words, start) {
	case "couple":
		return 2 * One, skip(words, start+1, "of")
	case "hundred", "thousand":
		if start == 0 {
			return 0, 0
		}
		n, to := scaled(words, 1, start)
		return n * One, to
	}
	n, to := belowHundred(words, 0)
	if to == 0 {
		return 0, 0
	}
	if at(words, to) == "point" {
		if part, end := decimals(words, to+1); end > to+1 {
			return n*One + part, end
		}
	}
	n, to = scaled(words, n, to)
	return n * One, to
}

// belowHundred reads twelve, twenty and twenty-five.
func belowHundred(words []string, i int) (n Decimal, to int) {
	n, ok := englishNumerals[at(words, i)]
	if !ok {
		return 0, 0
	}
	to = i + 1
	unit := skip(words, to, "-")
	if d := englishNumerals[at(words, unit)]; n >= 20 && 0 < d && d < 10 {
		return n + d, unit + 1
	}
	return n, to
}

// scaled reads the hundreds and thousands behind n, and what they are followed by.
func scaled(words []string, n Decimal, i int) (Decimal, int) {
	n, i = hundreds(words, n, i)
	if at(words, i) != "thousand" {
		return n, i
	}
	n, i = n*1000, i+1
	j := skip(words, i, "and")
	rest, to := belowHundred(words, j)
	if to == 0 || othersFollow(words, i, j, to) {
		return n, i
	}
	rest, to = hundreds(words, rest, to)
	return n + rest, to
}

func hundreds(words []string, n Decimal, i int) (Decimal, int) {
	if at(words, i) != "hundred" {
		return n, i
	}
	n, i = n*100, i+1
	j := skip(words, i, "and")
	rest, to := belowHundred(words, j)
	if to == 0 || othersFollow(words, i, j, to) {
		return n, i
	}
	return n + rest, to
}

// othersFollow says that the number from j to to, with an "and" between i and j, counts something else: two hundred and
// five of the others.
func othersFollow(words []string, i, j, to int) bool {
	return j > i && to == j+1 && at(words, to) == "of"
}

// decimals reads the digits behind "one point".
func decimals(words []string, i int) (part Decimal, to int) {
	for unit := One / 10; unit > 0; unit, i = unit/10, i+1 {
		d, ok := englishNumerals[at(words, i)]
		if !ok || d > 9 {
			break
		}
		part += d * unit
	}
	return part, i
}

func skip(words []string, i int, word string) int {
	if at(words, i) == word {
		return i + 1
	}
	return i
}

// oddOrdinals are those that are not the number with th behind it.
var oddOrdinals = map[string]Decimal{
	"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "twentieth": 20, "thirtieth": 30,
	"fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}

func ordinalWord(word string) Decimal {
	if n, ok := oddOrdinals[word]; ok {
		return n
	}
	stem, ok := strings.CutSuffix(word, "th")
	if n := englishNumerals[stem]; ok && n < 20 {
		return n
	}
	return 0
}

// readEnglishOrdinal reads second, twentieth and twenty-first at the beginning of a text.
func readEnglishOrdinal(s string) (n int, rest string) {
	word, rest := cutLetters(s)
	if n := ordinalWord(word); n > 0 {
		return int(n), rest
	}
	tens := englishNumerals[word]
	if tens < 20 || rest == "" || rest[0] != '-' && rest[0] != ' ' {
		return 0, s
	}
	word, rest = cutLetters(rest[1:])
	if n := ordinalWord(word); n > 0 && n < 10 {
		return int(tens + n), rest
	}
	return 0, s
}

// cutLetters takes the letters off the beginning of a text.
func cutLetters(s string) (word, rest string) {
	end := 0
	for end < len(s) && s[end] >= 'a' && s[end] <= 'z' {
		end++
	}
	return s[:end], s[end:]
}
