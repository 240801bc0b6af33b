package phrases

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"oldhand/integrations/text"
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
		if beginsInChinese(words[i]) == beginsInChinese(words[0]) {
			continue
		}
		first, second := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		if !beginsInChinese(first) {
			first, second = second, first
		}
		pure := !strings.ContainsFunc(first, isLetterNotHan) && !text.HasHan(second)
		return second, first, pure
	}
	return "", "", false
}

// beginsInChinese says that a text begins in Chinese.
func beginsInChinese(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return text.IsHan(r)
}

func isLetterNotHan(r rune) bool { return unicode.IsLetter(r) && !text.IsHan(r) }
