package understand

import (
	"strings"
	"unicode"
)

// language guesses whether a message is English ("en") or Chinese ("zh"); SKUs and numbers do not count, and where
// nothing else is said the person's own language holds.
func (m *message) language() string {
	latinWords, hanHalves := 0, 0
	for _, t := range m.tokens {
		switch t.kind {
		case wordToken:
			if shared[t.s] || unreadable(t.s) {
				continue
			}
			if len(t.s) > 1 && !unitNamed(t.s) && !gluedLetters[t.s] || t.s == "i" || t.s == "a" {
				latinWords += 2
			}
		case hanToken:
			hanHalves++
		}
	}
	switch {
	case latinWords == 0 && hanHalves == 0:
		return m.usualLanguage()
	case hanHalves >= latinWords:
		return "zh"
	}
	return "en"
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
