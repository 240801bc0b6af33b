package address

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"oldhand/integrations/text"
)

// maxText is how many characters of a text are looked at: what a chat message can hold.
const maxText = 4096

// writing is a text with every character folded by itself (width, case, accents, traditional forms), so that a
// position in the folded text is one in the text as written.
type writing struct {
	written []rune
	runes   []rune
	folded  string
	at      []int // byte offset in folded of each rune, and the length at the end
}

func newWriting(s string) *writing {
	w := &writing{written: []rune(s)}
	if len(w.written) > maxText {
		w.written = w.written[:maxText]
	}
	w.runes = make([]rune, len(w.written))
	w.at = make([]int, 0, len(w.written)+1)
	var b strings.Builder
	for i, r := range w.written {
		w.runes[i] = foldRune(r)
		w.at = append(w.at, b.Len())
		b.WriteRune(w.runes[i])
	}
	w.folded = b.String()
	w.at = append(w.at, len(w.folded))
	return w
}

// house is the number of a house, flat or street.
var house = regexp.MustCompile(`\d[a-z]?(?:号|栋|幢|楼|室|单元|座|弄|巷|组)|[街路道]\d`)

// housed says that a text has the number of a house, as addresses do.
func (w *writing) housed() bool { return house.MatchString(w.folded) }

// text is the folded text from rune i to rune j.
func (w *writing) text(i, j int) string { return w.folded[w.at[i]:w.at[j]] }

// original is the text as written from rune i to rune j.
func (w *writing) original(i, j int) string { return string(w.written[i:j]) }

func (w *writing) len() int { return len(w.runes) }

// fold folds a whole text.
func fold(s string) string { return newWriting(s).folded }

// foldRune is text.FoldRune for names in all the ways that they are written: also without accents, with one apostrophe
// and one hyphen, and with nothing in them but spaces that cannot be seen.
func foldRune(r rune) rune {
	switch {
	case r <= unicode.MaxASCII, isHan(r):
		return text.FoldRune(r)
	case r == '’' || r == '‘' || r == 'ʼ' || r == '´':
		return '\''
	case unicode.Is(unicode.Pd, r) || r == '−' || r == '⁃':
		return '-'
	case unicode.IsLetter(r):
		return unaccented(text.FoldRune(r))
	case unicode.IsSpace(r) && r != '\n', unicode.IsControl(r) && r != '\n', unicode.Is(unicode.Cf, r):
		return ' '
	}
	return text.FoldRune(r)
}

// unaccented takes the accents off a Latin letter: ü becomes u.
func unaccented(r rune) rune {
	for _, base := range norm.NFD.String(string(r)) {
		return unicode.ToLower(base)
	}
	return r
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isHan(r rune) bool   { return text.IsHan(r) }

// isGap says that a character only separates: it names nothing.
func isGap(r rune) bool { return !isHan(r) && !unicode.IsLetter(r) && !isDigit(r) }
