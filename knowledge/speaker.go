package knowledge

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
)

// said matches "Name: words" and "Name：words". The words must be apart from a western colon, so that neither "https://" nor
// "9:30" is taken for a name; in Chinese nobody writes that space.
var said = regexp.MustCompile(`^([^:：\n]{1,40}?)\s*(?::\s+|:$|：\s*|:(\p{Han}))`)

// notNames are words that stand before a colon and name nobody.
var notNames = text.Set(strings.Join(bothWords("nobody"), " "))

// notInNames are Chinese characters that make a phrase ("发货前", "第一周") and no name.
var notInNames = strings.Join(words("zh", "notinnames"), "")

// splitSpeaker parts "Name: words" into both. What stands before the colon must look like a name; else the name is "".
func splitSpeaker(s string) (name, words string) {
	m := said.FindStringSubmatchIndex(s)
	if m == nil {
		return "", s
	}
	name = strings.TrimSpace(s[m[2]:m[3]])
	if !isName(name) {
		return "", s
	}
	end := m[1]
	if m[4] >= 0 {
		end = m[4] // the Chinese character after a western colon is already theirs
	}
	return name, strings.TrimSpace(s[end:])
}

// isName says that s may be what a person is called: "Mei", "Sister Chen", "A. Wang (socks)", "老王", "陈姐（饰品）".
func isName(s string) bool {
	bare, _, _ := strings.Cut(strings.ReplaceAll(s, "（", "("), "(")
	words := strings.Fields(bare)
	if len(words) == 0 || len(words) > 4 || notNames[text.Fold(strings.TrimSpace(bare))] {
		return false
	}
	for i, word := range words {
		if !nameWord(word) || i == 0 && notNames[text.Fold(word)] {
			return false
		}
	}
	for _, u := range trade.Units(bare) { // "Packing:" and "运费：" say what it is about, not who says it
		if u.Meaning != "" && u.Words == text.Fold(strings.Join(words, " ")) {
			return false
		}
	}
	return true
}

// nameWord says that a word may be part of a name: Latin letters with a capital first, or up to five Chinese characters.
func nameWord(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	if text.IsHan(first) {
		return utf8.RuneCountInString(word) <= 5 && onlyLetters(word) && !strings.ContainsAny(word, notInNames)
	}
	return (unicode.IsUpper(first) || unicode.IsLetter(first) && !unicode.IsLower(first)) && onlyLetters(word)
}

func onlyLetters(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(".'’-·", r)
	}) < 0
}

// label is what a block calls itself.
type label byte

const (
	noLabel label = iota
	asks
	answers
)

var labelled = regexp.MustCompile(`^(?i:(` + oneOf(words("en", "questions")) + `)|(` + oneOf(words("en", "answers")) + `))(?:\s*\d{1,3})?\s*[:：.、]\s*|` +
	`^(?:(` + oneOf(words("zh", "questions")) + `)|(` + oneOf(append(words("zh", "answers"), words("zh", "answerlabels")...)) + `))\s*\d{0,3}\s*[:：]\s*`)

// splitLabel parts "Q: words" or "答：words" into label and words.
func splitLabel(s string) (label, string) {
	m := labelled.FindStringSubmatch(s)
	switch {
	case m == nil:
		return noLabel, s
	case m[1] != "" || m[3] != "":
		return asks, s[len(m[0]):]
	}
	return answers, s[len(m[0]):]
}
