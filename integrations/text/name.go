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

// Called finds who is called by some words, each having forms of a name: exactly so, else by a part of the name, or with more around it than
// the name. Nobody is called by no words.
func Called[T any](words string, all []T, forms func(T) []string) (found []T) {
	words = strings.TrimSpace(Fold(words))
	if words == "" {
		return nil
	}
	for _, fits := range []func(form string) bool{
		func(form string) bool { return form == words },
		func(form string) bool { return HoldsName(form, words) || HoldsName(words, form) },
	} {
		for _, one := range all {
			if slices.ContainsFunc(forms(one), func(form string) bool { return fits(Fold(form)) }) {
				found = append(found, one)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// partsNames says that a character stands between words.
func partsNames(r rune) bool {
	return strings.ContainsRune(" ,.!?;:'’\"()，。！？；：、", r) || IsHan(r)
}
