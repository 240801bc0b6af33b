package text

import (
	"strings"
	"unicode"
)

// lookalikes are letters of other alphabets that look like Latin ones, which nobody means who writes Chinese or English. Of the
// small Greek letters μ, ν and η stay, which mean something else or look like nothing.
var lookalikes = matched(
	"АВЕКМНОРСТУХІЈЅԚԜҮҺаеорсухіјѕԛԝүһӏԁЁё", "abekmhopctyxijsqwyhaeopcyxijsqwyhldee",
	"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαειοκρτυχϲϳ", "abezhikmnoptyxaeiokptyxcj",
	"ⅼꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓥꓦꓧꓪꓫꓬꓮꓰꓲꓳ", "lbpdtgkjczfmnlsravhwxyaeio",
)

// matched maps characters to those at the same places of another text, text by text.
func matched(texts ...string) map[rune]rune {
	all := map[rune]rune{}
	for i := 0; i < len(texts); i += 2 {
		to := []rune(texts[i+1])
		for n, from := range []rune(texts[i]) {
			all[from] = to[n]
		}
	}
	return all
}

// firstLookalike is the first of them, so that most characters need not be looked for.
const firstLookalike = '\u0370'

// Latin writes the letters of other alphabets that look like Latin ones as these, and full-width letters, the digits of every script and
// radicals as the characters that they are, each in its place; capitals stay capitals, marks stay as they are.
func Latin(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= firstLookalike }) {
		return s
	}
	return strings.Map(latinRune, s)
}

func latinRune(r rune) rune {
	switch latin, alike := lookalikes[r]; {
	case r >= firstLookalike && unicode.Is(unicode.Nd, r):
		return digit(r)
	case isFullWidth(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		return r - '！' + '!'
	case isRadical(r):
		return unradical[r-firstRadical]
	case alike && unicode.IsUpper(r):
		return unicode.ToUpper(latin)
	case alike:
		return latin
	}
	return r
}

// digit is the digit of another script as one of ours: they stand ten in a row.
func digit(r rune) rune {
	for _, run := range unicode.Nd.R16 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return '0' + (r-rune(run.Lo))%10
		}
	}
	for _, run := range unicode.Nd.R32 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return '0' + (r-rune(run.Lo))%10
		}
	}
	return r
}
