// Package text turns English and Chinese writing into the terms that searches match on.
//
// PostgreSQL by itself cannot find words in Chinese, which is written without spaces. So the words are made here, for
// what is stored and for what is asked alike: English words are stemmed, Chinese becomes overlapping pairs of
// characters, numbers stay whole, and a text in both languages is cut wherever the script changes.
package text

import (
	_ "embed"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// variants holds two lines: traditional characters, and below each the simplified one, where there is no doubt.
//
//go:embed variants.txt
var variants string

// The block of Unicode in which nearly all Chinese is written.
const (
	firstUnified = '一'
	lastUnified  = '\u9fff'
)

func isUnified(r rune) bool { return r >= firstUnified && r <= lastUnified }

// simplified gives the simplified character for each of the block, mostly itself.
var simplified = parseVariants(variants)

func parseVariants(table string) *[lastUnified - firstUnified + 1]rune {
	var to [lastUnified - firstUnified + 1]rune
	for i := range to {
		to[i] = firstUnified + rune(i)
	}
	above, below, _ := strings.Cut(table, "\n")
	simple := []rune(below)
	for i, r := range []rune(above) {
		to[r-firstUnified] = simple[i]
	}
	return &to
}

// Fold brings different ways of writing the same thing together: compatibility forms and full-width letters become the
// plain ones, capitals small, traditional characters simplified. What is not meant to be seen (NUL, control and invisible
// characters, bytes that are no UTF-8) is left out; line breaks and tabs become spaces. Folding twice changes nothing more.
func Fold(s string) string {
	if plain(s) {
		return strings.Map(foldPlain, s)
	}
	return foldAny(s)
}

func foldAny(s string) string {
	s = norm.NFKC.String(Clean(s))
	// Small letters of some scripts compose differently from their capitals, hence the second normalisation.
	return norm.NFKC.String(strings.Map(foldRune, s))
}

// plain says that a text is made of characters alone that foldPlain knows how to fold one by one, as nearly all are.
func plain(s string) bool {
	for _, r := range s {
		if !(r >= ' ' && r <= '~' || isUnified(r) || isFullWidth(r) || r == '。' || r == '、') {
			return false
		}
	}
	return true
}

// isFullWidth says that r is an ASCII character in the width of a Chinese one.
func isFullWidth(r rune) bool { return r >= '！' && r <= '～' }

func foldPlain(r rune) rune {
	if isFullWidth(r) {
		r += '!' - '！'
	}
	return foldRune(r)
}

func foldRune(r rune) rune {
	switch {
	case r < unicode.MaxASCII:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case isUnified(r):
		return simplified[r-firstUnified]
	}
	return unicode.ToLower(r)
}

// Clean leaves out what cannot be seen or stored: NUL, control and invisible characters, and bytes that are no UTF-8.
// Line breaks and tabs become spaces; everything else stays as written.
func Clean(s string) string {
	return strings.Map(cleanRune, strings.ToValidUTF8(s, ""))
}

func cleanRune(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029' || r == '\u0085':
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Variation_Selector):
		return -1
	case r == '\u034f' || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || r == '\u2800':
		return -1 // fillers: letters by class, blank to the eye
	}
	return r
}

// Language guesses "en" or "zh" from the letters of a text; where both occur, names and codes in Latin letters do not make
// a Chinese sentence English. A text without letters gives "".
func Language(s string) string {
	var words, characters int
	for script, run := range Runs(Fold(s)) {
		switch script {
		case Letters:
			words++
		case Ideographs:
			characters += len([]rune(run))
		}
	}
	switch {
	case words == 0 && characters == 0:
		return ""
	case characters >= words:
		return "zh"
	}
	return "en"
}
