// Package text turns English and Chinese writing into the terms that searches match on.
//
// PostgreSQL by itself cannot find words in Chinese, which is written without spaces. So the words are made here, for
// what is stored and for what is asked alike: English words are stemmed, Chinese becomes overlapping pairs of
// characters, numbers stay whole, and a text in both languages is cut wherever the script changes.
package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings different ways of writing the same thing together: compatibility forms and full-width letters become the
// plain ones, capitals small, traditional characters simplified, Cyrillic and Greek letters the Latin ones that they look like. What is not meant to be seen (NUL, control and invisible
// characters, bytes that are no UTF-8) is left out; line breaks and tabs become spaces. Folding twice changes nothing more.
func Fold(s string) string {
	if plain(s) {
		return strings.Map(FoldRune, s)
	}
	return foldAny(s)
}

func foldAny(s string) string {
	s = norm.NFKC.String(Clean(s))
	// Small letters of some scripts compose differently from their capitals, hence the second normalisation.
	return norm.NFKC.String(strings.Map(FoldRune, s))
}

// plain says that a text is made of characters alone that FoldRune folds as Fold does, as nearly all are.
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

// FoldRune folds one character by itself, for whoever needs every character to keep its place in the text. It knows
// nothing of what Fold does with several characters at once, or with compatibility forms other than full-width ASCII and Chinese characters.
func FoldRune(r rune) rune {
	switch {
	case r < unicode.MaxASCII:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case isUnified(r):
		return simplified[r-firstUnified]
	case isFullWidth(r):
		return FoldRune(r - '！' + '!')
	case isRadical(r):
		return unradical[r-firstRadical]
	case r >= '\uf900' && r <= '\ufaff': // Chinese characters that Unicode has a second time
		return foldTwin(r)
	case r == '\u3000': // a space as wide as a character
		return ' '
	case r >= firstLookalike:
		if latin, ok := lookalikes[r]; ok {
			return latin
		}
	}
	return unicode.ToLower(r)
}

// foldTwin folds one of the characters that Unicode holds for the sake of other encodings alone.
func foldTwin(r rune) rune {
	for _, same := range norm.NFC.String(string(r)) {
		if isUnified(same) {
			return simplified[same-firstUnified]
		}
	}
	return r
}

// IsHan says that a character is a Chinese one.
func IsHan(r rune) bool { return isUnified(r) || unicode.Is(unicode.Han, r) }

// HasHan says that a text has a Chinese character.
func HasHan(s string) bool { return strings.ContainsFunc(s, IsHan) }

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
