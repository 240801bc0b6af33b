package rules

import (
	"strings"
	"unicode"

	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// attributes tell of which kind goods said before are to be, A1023 20个 红的: colours and sizes, each with all words for
// it, of which the first in either language are those that names of goods have.
var attributes = func() attributeIndex {
	x := attributeIndex{"one": nil, "ones": nil}
	x.add(words.Colours)
	x.add(words.Sizes)
	return x
}()

type attributeIndex map[string][]string

func (x attributeIndex) add(table words.Table[string]) {
	called := map[string][]string{}
	for word, name := range table.All() {
		called[name] = append(called[name], word)
	}
	delete(called, "") // what has no name is no other word's like
	for word, name := range table.All() {
		x[word] = called[name]
	}
}

// all says that some words are nothing but colours and sizes.
func (x attributeIndex) all(words string) bool {
	_, folded := fold(words)
	list := strings.Fields(string(folded))
	for i := 0; i < len(list); i++ {
		if _, ok := x[list[i]]; ok {
			continue
		}
		if _, ok := x[strings.Join(list[i:min(i+2, len(list))], " ")]; !ok {
			return false
		}
		i++
	}
	return len(list) > 0
}

// kindOf gives the colours and sizes that some words are, without the "ones" behind them; empty where they are more.
func (x attributeIndex) kindOf(words string) string {
	kind := withoutOnes(words)
	if !x.all(kind) {
		return ""
	}
	return kind
}

// withoutOnes takes off what English puts behind a colour that stands for the goods: the red ones.
func withoutOnes(words string) string {
	return strings.TrimSuffix(strings.TrimSuffix(words, " ones"), " one")
}

// within says that a name holds every one of some colours and sizes, in whichever language.
func (x attributeIndex) within(name, words string) bool {
	_, folded := fold(words)
	row := x[strings.TrimSpace(withoutOnes(string(folded)))]
	for _, w := range row {
		if at, _ := standing(name, w); at >= 0 {
			return true
		}
	}
	return false
}

// standing gives where a word stands in a name, counted in characters, by itself where it is Latin; -1: nowhere.
func standing(name, word string) (at, length int) {
	_, hay := fold(name)
	needle := []rune(word)
	letter := func(i int) bool { return i >= 0 && i < len(hay) && latin(hay[i]) }
	for i := 0; i+len(needle) <= len(hay); i++ {
		apart := !latin(needle[0]) || !letter(i-1) && !letter(i+len(needle))
		if apart && string(hay[i:i+len(needle)]) == word {
			return i, len(needle)
		}
	}
	return -1, 0
}

// own gives where the colour or size stands that a name has: the longest, of equal ones the first. One character counts as
// one at either end only, 红包袋, and at the end before the beginning, 大肠圈 黑.
func (x attributeIndex) own(name string) (at, length int) {
	at = -1
	size := len([]rune(name))
	for word := range x {
		i, n := standing(name, word)
		if i < 0 || n < length || n == 1 && i > 0 && i+n < size || n == length && (i > at) != (n == 1) {
			continue
		}
		at, length = i, n
	}
	return at, length
}

// spelled gives an attribute as names of goods have it, in the language of a name that is all in one.
func (x attributeIndex) spelled(attribute, name string) string {
	_, folded := fold(attribute)
	han := text.HasHan(name)
	if strings.ContainsFunc(strings.ToLower(name), latin) == han {
		return attribute
	}
	for _, w := range x[string(folded)] {
		switch {
		case text.HasHan(w) != han:
		case unicode.IsUpper([]rune(name)[0]):
			return strings.ToUpper(w[:1]) + w[1:]
		default:
			return w
		}
	}
	return attribute
}

// OfColour says that a name has the colours and sizes that words are, in whichever language; words that are none are in no name.
func OfColour(name, words string) bool {
	return attributes.within(name, strings.TrimSuffix(words, "的"))
}

// AreColours says that words are nothing but colours and sizes, perhaps with an "ones" behind them.
func AreColours(words string) bool { return attributes.kindOf(strings.ToLower(words)) != "" }

// WithoutColour takes the colour or size off a name that says one in a word of its own or in more than one character; colour is "" where
// it says none.
func WithoutColour(name string) (rest, colour string) {
	at, n := attributes.own(name)
	runes := []rune(name)
	if at < 0 || at+n > len(runes) || n == 1 {
		return name, ""
	}
	return beside(string(runes[:at]), string(runes[at+n:])), string(runes[at : at+n])
}

// Beside puts two words of a name together as its language does.
func Beside(a, b string) string { return beside(a, b) }

// HasColour says that a colour or size stands in a name.
func HasColour(name string) bool {
	_, length := attributes.own(name)
	return length > 0
}

// Coloured gives the words for goods with another colour or size in the place of their own; ok is false where the words are none.
func Coloured(item, words string) (name string, ok bool) {
	attribute := strings.TrimSuffix(withoutOnes(words), "的")
	if item == "" || !attributes.all(attribute) {
		return "", false
	}
	return coloured(item, attribute), true
}

// coloured gives an item's words with a colour or size, in the place of their own where they have one.
func coloured(item, attribute string) string {
	attribute = attributes.spelled(attribute, item)
	at, n := attributes.own(item)
	if at < 0 {
		return beside(attribute, item)
	}
	runes := []rune(item)
	before, after := string(runes[:at]), string(runes[at+n:])
	switch {
	case strings.TrimSpace(before) == "":
		return beside(attribute, after)
	case strings.TrimSpace(after) == "":
		return beside(before, attribute)
	}
	return before + attribute + after
}

// beside puts two words together, with a space where one of them is Latin.
func beside(a, b string) string {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	if a == "" || b == "" {
		return a + b
	}
	if _, folded := fold(a + b); latin(folded[0]) || latin(folded[len(folded)-1]) {
		return a + " " + b
	}
	return a + b
}

// like completes a line that says nothing but a colour or a size, 再来20个蓝色的, by the words for what was named before.
func (l orderLine) like(item string) orderLine {
	attribute := withoutOnes(l.words)
	if item == "" || l.sku != "" || attribute == "one" || attribute == "ones" || !attributes.all(attribute) || attributes.all(item) {
		return l
	}
	l.meant = coloured(item, attribute)
	return l
}
