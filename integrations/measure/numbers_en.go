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
	switch first := at(words, 0); {
	case first == "a" || first == "an":
		start = 1
	case first == "half": // half a hundred; any other half depends on the unit behind it
		return partOfScale(words, 1, 2)
	}
	if at(words, start) == "quarter" {
		return partOfScale(words, start+1, 4)
	}
	switch word := at(words, start); {
	case word == "couple":
		to := skip(words, start+1, "of")
		if n, end := scaled(words, 2, to); end > to {
			return n, end
		}
		return 2 * One, to
	case englishScales[word] > 0 && start > 0:
		return scaled(words, 1, start)
	case word == "score" && start > 0 && at(words, start+1) == "of":
		return 20 * One, start + 1
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
	if s := at(words, to); s == "score" || s == "scores" {
		return 20 * n * One, to + 1
	}
	return scaled(words, n, to)
}

// partOfScale reads the "a hundred" at word i of which a part is meant, half or a quarter.
func partOfScale(words []string, i int, parts Decimal) (Decimal, int) {
	i = skip(words, skip(words, i, "of"), "a")
	if scale := englishScales[at(words, i)]; scale > 0 {
		return scale * One / parts, i + 1
	}
	return 0, 0
}

// englishScales are what a number in English is multiplied by.
var englishScales = map[string]Decimal{"hundred": 100, "thousand": 1000}

// halfScaled reads "and a half" where it is of a hundred or a thousand: the one behind it, or the one in front of it, whose
// worth is scale; 0: there is none.
func halfScaled(words []string, i int, scale Decimal) (half Decimal, to int) {
	if at(words, i) != "and" || at(words, skip(words, i+1, "a")) != "half" {
		return 0, 0
	}
	to = skip(words, i+1, "a") + 1
	if next := englishScales[at(words, to)]; next > 0 && scale == 1 {
		return next / 2, to + 1
	}
	if scale > 1 {
		return scale / 2, to
	}
	return 0, 0
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
	if half, to := halfScaled(words, i, 1); to > 0 { // two and a half thousand
		return (n*2*half + half) * One, to
	}
	n, i, half := hundreds(words, n, i)
	if half > 0 {
		return n * One, i
	}
	if at(words, i) != "thousand" {
		return n * One, i
	}
	n, i = n*1000, i+1
	if half, to := halfScaled(words, i, 1000); to > 0 {
		return (n + half) * One, to
	}
	j := skip(words, i, "and")
	rest, to := belowHundred(words, j)
	if to == 0 || othersFollow(words, i, j, to) {
		return n * One, i
	}
	rest, to, _ = hundreds(words, rest, to)
	return (n + rest) * One, to
}

// hundreds reads the hundred behind n and what it is followed by; half is that of "and a half", which is in the sum.
func hundreds(words []string, n Decimal, i int) (sum Decimal, to int, half Decimal) {
	if at(words, i) != "hundred" {
		return n, i, 0
	}
	n, i = n*100, i+1
	if half, to := halfScaled(words, i, 100); to > 0 {
		return n + half, to, half
	}
	j := skip(words, i, "and")
	rest, to := belowHundred(words, j)
	if to == 0 || othersFollow(words, i, j, to) {
		return n, i, 0
	}
	return n + rest, to, 0
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
