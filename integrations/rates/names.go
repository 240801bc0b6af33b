package rates

import (
	"strings"
	"unicode"

	"oldhand/integrations/text"
)

// Name is what a card calls something, in both languages.
type Name struct{ EN, ZH string }

// inBoth parts a name that a card gives in both languages, as "燃油 fuel" and "fuel/燃油", into what each of them reads. Any
// other name is the same in both, also "偏远 A区" and "A 区": half of it would tell too little.
func inBoth(name string) Name {
	parts := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("/()（）", r) })
	changes, latin := 0, 0
	var w Name
	for i, part := range parts {
		if i > 0 && text.HasHan(part) != text.HasHan(parts[i-1]) {
			changes++
		}
		if text.HasHan(part) {
			w.ZH = strings.TrimSpace(w.ZH + " " + part)
			continue
		}
		latin += latinLetters(part)
		w.EN = strings.TrimSpace(w.EN + " " + part)
	}
	if changes != 1 || latin < shortestName {
		return Name{name, name}
	}
	return w
}

// shortestName is how many letters make a name in English, and not a mark beside a Chinese one.
const shortestName = 3

// latinLetters counts the letters from a to z, in whatever width and case.
func latinLetters(s string) int {
	n := 0
	for _, r := range text.Fold(s) {
		if r >= 'a' && r <= 'z' {
			n++
		}
	}
	return n
}
