package text

import (
	"slices"
	"strings"
)

// Shorter names than these are likely parts of other words.
const leastNameHan, leastNameLetters = 2, 3

// NameForms are a name and its words, by any of which people call its bearer: "Meiya 美雅" is Meiya, too.
func NameForms(name string) []string {
	all := strings.Fields(name)
	if len(all) > 1 {
		all = append(all, strings.TrimSpace(name))
	}
	return all
}

// HoldsName says that a sentence holds a name: one in Chinese anywhere, another as words of its own. A name of two letters must be
// written as it is: Li, and not li.
func HoldsName(sentence, name string) bool {
	letters := len([]rune(name))
	if HasHan(name) {
		return letters >= leastNameHan && strings.Contains(Fold(sentence), Fold(name))
	}
	if letters < leastNameLetters {
		return letters > 1 && slices.Contains(strings.FieldsFunc(sentence, partsNames), name)
	}
	words := strings.Join(strings.FieldsFunc(Fold(sentence), partsNames), " ")
	return strings.Contains(" "+words+" ", " "+Fold(name)+" ")
}

// partsNames says that a character stands between words.
func partsNames(r rune) bool {
	return strings.ContainsRune(" ,.!?;:'’\"()，。！？；：、", r) || IsHan(r)
}
