package understand

import (
	"strings"
)

// minSpelled is the shortest word whose misspelling is mended; shorter ones have too many neighbours (shop, ship).
const minSpelled = 7

// splitPhrases gives the phrases of a row, white space trimmed.
func splitPhrases(words string) []string {
	list := strings.Split(words, "|")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// spellings maps each long word of the tables and each form of it with one letter left out to the word.
type spellings struct {
	words map[string]bool // of any length
	forms map[string]string
}

func vocabularyOf(index phraseIndex[tag]) spellings {
	v := spellings{map[string]bool{}, map[string]string{}}
	add := func(w string) {
		if v.words[w] || !latin(rune(w[0])) {
			return
		}
		v.words[w] = true
		if len(w) < minSpelled {
			return
		}
		for i := range w {
			v.forms[w[:i]+w[i+1:]] = w
		}
	}
	for _, list := range index {
		for _, p := range list {
			for _, w := range p.tokens {
				add(w)
			}
		}
	}
	for w := range weekdayNames {
		add(w)
	}
	add("tomorrow")
	return v
}

// mend gives the word of the tables that a long word misspells by one letter wrong, missing, doubled or swapped;
// otherwise the word itself.
func (v spellings) mend(s string) string {
	if len(s) < minSpelled-1 || len(s) > 16 || v.words[s] || ordinaryWords[s] {
		return s
	}
	if w, ok := v.forms[s]; ok { // a letter is missing
		return w
	}
	for i := range s {
		left := s[:i] + s[i+1:]
		if v.words[left] && !inflected(s, left) { // one too many
			return left
		}
		if w, ok := v.forms[left]; ok && len(w) == len(s) && w[0] == s[0] { // one wrong, or two swapped
			return w
		}
	}
	return s
}

// inflected says that the longer word is the shorter with an ending of its own.
func inflected(long, short string) bool { return strings.HasPrefix(long, short) }

// ordinaryWords are right as they are, though close to a word of the tables.
var ordinaryWords = set("shopping charger chargers charges chopping clipping dipping whipping stripping sending bending reminds curtain curtains listings lasting wedding bedding warning mourning packing packaging pricing printing greeting greetings hanging")
