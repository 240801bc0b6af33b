package understand

import (
	"strings"
	"unicode"
)

// language guesses whether a message is English ("en") or Chinese ("zh"); SKUs and numbers do not count, and where
// nothing else is said the person's own language holds. So it does where but one word is of the other language, as
// people of the market mix them: cancel掉, "any 杯子?".
func (m *message) language() string {
	latinWords, hanHalves, hanRuns, glued := 0, 0, 0, false
	for i, t := range m.tokens {
		switch before := m.token(i - 1); {
		case t.kind == hanToken:
			hanHalves++
			if before.kind != hanToken {
				hanRuns++
			}
			glued = glued || before.kind == wordToken && !t.space
		case t.kind == wordToken && telling(t.s):
			latinWords++
			glued = glued || before.kind == hanToken && !t.space
		}
	}
	switch own := m.context.Language; {
	case latinWords == 0 && hanHalves == 0:
		return m.usualLanguage()
	case own == "zh" && latinWords == 1 && hanHalves > 0, own == "en" && hanRuns == 1 && hanHalves <= longestWord && latinWords > 0:
		return own
	case own == "" && latinWords == 1 && glued, hanHalves >= 2*latinWords:
		return "zh"
	}
	return "en"
}

// longestWord is how many characters one Chinese word has at most.
const longestWord = 4

// telling says that a word of letters tells a language.
func telling(word string) bool {
	if shared[word] || unreadable(word) {
		return false
	}
	return len(word) > 1 && !unitNamed(word) && !gluedLetters[word] || word == "i" || word == "a"
}

// shared words are said by people of both languages.
var shared = set("ok okay okk okok hi hello bye vip usb led")

// unreadable says that letters are no word of any language, so that they tell nothing of whose they are.
func unreadable(w string) bool {
	return !vocabulary.words[w] && (vowelless(w) || len(w) > 3 && (mashed(w) || drummed(w)) || len(w) < 5 && !strings.ContainsAny(w, "aeiouy"))
}

func (m *message) usualLanguage() string {
	if m.context.Language == "zh" {
		return "zh"
	}
	for _, t := range m.tokens { // Chinese marks alone
		if t.kind == markToken && unicode.Is(unicode.Han, m.written[t.from]) {
			return "zh"
		}
	}
	return "en"
}
