package rules

import (
	"strings"

	"oldhand/integrations/text"
)

// language guesses whether a message is English ("en") or Chinese ("zh"); SKUs, numbers and pinyin tell neither, and where
// nothing else is said the language spoken last holds. Chinese characters are typed by those who write Chinese; letters by
// everybody, for a command or a name of goods. So it takes a sentence of English words to switch somebody who writes
// Chinese, unless their app is English, and in either language one word of the other switches nobody: cancel掉, "any 杯子?".
func (m *message) language() string {
	s := m.scripts()
	last := m.context.Language
	oneWord := s.hanRuns == 1 && s.han <= longestWord
	writesChinese := last == "zh" && m.context.App != "en"
	switch {
	case s.han == 0 && (s.words == 0 || s.english == 0 && last != ""):
		return m.usualLanguage()
	case writesChinese && (s.english < sentence || s.han > 0 && !oneWord), last == "" && s.words == 1 && s.glued:
		return "zh"
	case writesChinese, last == "en" && oneWord && s.words > 0, s.han < 2*s.words:
		return "en"
	}
	return "zh"
}

// LanguageOf guesses the language of a text without reading what it means.
func LanguageOf(text string, c Context, couriers *Couriers) string {
	m := &message{context: c, couriers: couriers}
	m.written, m.folded = fold(text)
	m.tokens = tokenize(nameless{}, m.folded)
	return m.language()
}

// nameless knows no names.
type nameless struct{ Lexicon }

func (nameless) SKU(string) (sku, unit string, carton int, ok bool) { return "", "", 0, false }

// scripts counts what a message is written in.
type scripts struct {
	words   int  // of letters that tell a language
	english int  // those of them that cannot be pinyin
	han     int  // Chinese characters
	hanRuns int  // stretches of them
	glued   bool // a word and a character stand together
}

func (m *message) scripts() (s scripts) {
	for i, t := range m.tokens {
		switch before := m.token(i - 1); {
		case t.kind == hanToken:
			s.han++
			if before.kind != hanToken {
				s.hanRuns++
			}
			s.glued = s.glued || before.kind == wordToken && !t.space
		case t.kind == wordToken && m.telling(t.s):
			s.words++
			if m.knows(t.s) || !text.IsPinyin(t.s) {
				s.english++
			}
			s.glued = s.glued || before.kind == hanToken && !t.space
		}
	}
	return s
}

// sentence is how many words of English make one.
const sentence = 3

// longestWord is how many characters one Chinese word has at most.
const longestWord = 4

// telling says that a word of letters tells a language.
func (m *message) telling(word string) bool {
	if shared[word] || m.unreadable(word) {
		return false
	}
	return len(word) > 1 && !unitNamed(word) && !gluedLetters[word] || word == "i" || word == "a"
}

// shared words are said by people of both languages.
var shared = text.Set("ok okay okk okok hi hello bye vip usb led")

// unreadable says that letters are no word of any language, so that they tell nothing of whose they are.
func (m *message) unreadable(w string) bool {
	return !m.knows(w) && (vowelless(w) || len(w) > 3 && (mashed(w) || drummed(w)) || len(w) < 5 && !strings.ContainsAny(w, "aeiouy"))
}

func (m *message) usualLanguage() string {
	if m.context.Language == "zh" {
		return "zh"
	}
	for _, t := range m.tokens { // Chinese marks alone
		if t.kind == markToken && text.IsHan(m.written[t.from]) {
			return "zh"
		}
	}
	return "en"
}
