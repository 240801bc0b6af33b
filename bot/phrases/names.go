package phrases

import (
	"strings"
	"unicode"
)

// Name gives the half of a name written in both languages that somebody reads: "Hongfu Festive 红福节庆" is "Hongfu
// Festive" in English. Any other name stays as it is, also "Lily 饰品": a half that could be anybody's tells too little.
func Name(lang Lang, name string) string {
	latin, han, ok := halves(name)
	switch {
	case !ok || len(strings.Fields(latin)) < 2 || len([]rune(han)) < 3:
		return name
	case lang == Chinese:
		return han
	}
	return latin
}

// halves parts a name where its words change once from one script to the other.
func halves(name string) (latin, han string, ok bool) {
	words := strings.Fields(name)
	for i := 1; i < len(words); i++ {
		if isHan(words[i]) == isHan(words[0]) {
			continue
		}
		first, second := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		if !isHan(first) {
			first, second = second, first
		}
		pure := !strings.ContainsFunc(first, isLetterNotHan) && !strings.ContainsFunc(second, func(r rune) bool { return unicode.Is(unicode.Han, r) })
		return second, first, pure
	}
	return "", "", false
}

// isHan says that a text begins in Chinese.
func isHan(s string) bool {
	for _, r := range s {
		return unicode.Is(unicode.Han, r)
	}
	return false
}

func isLetterNotHan(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) }
