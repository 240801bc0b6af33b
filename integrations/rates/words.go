package rates

import (
	"strings"
	"unicode"

	"oldhand/integrations/text"

	"oldhand/integrations/measure"
)

// words are a text in both languages.
type words struct{ en, zh string }

func (w words) in(lang string) string {
	if lang == "zh" {
		return w.zh
	}
	return w.en
}

// weighed puts a weight, as people write it in each language, behind the words of both.
func weighed(en, zh string, g measure.Grams) words { return words{en + g.String(), zh + gramsZH(g)} }

// gramsZH writes a weight with Chinese units: 1.2公斤, 800克.
func gramsZH(g measure.Grams) string {
	return strings.NewReplacer(" kg", "公斤", " g", "克").Replace(g.String())
}

// inBoth parts a name that a card gives in both languages, as "燃油 fuel" and "fuel/燃油", into what each of them reads. Any
// other name is the same in both, also "偏远 A区" and "A 区": half of it would tell too little.
func inBoth(name string) words {
	parts := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("/()（）", r) })
	changes, latin := 0, 0
	var w words
	for i, part := range parts {
		if i > 0 && text.HasHan(part) != text.HasHan(parts[i-1]) {
			changes++
		}
		if text.HasHan(part) {
			w.zh = strings.TrimSpace(w.zh + " " + part)
			continue
		}
		latin += latinLetters(part)
		w.en = strings.TrimSpace(w.en + " " + part)
	}
	if changes != 1 || latin < shortestName {
		return words{name, name}
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
