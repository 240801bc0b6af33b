package address

import (
	"strings"
	"unicode/utf8"
)

// EnglishName names a place in English as people write it: "Urumqi, Xinjiang". A place without a code keeps its name.
func EnglishName(p Place) string {
	g := places()
	id, ok := g.byCode[p.Code]
	if !ok {
		return p.Name
	}
	var names []string
	for ; id != noNode; id = g.nodes[id].parent {
		if !g.nodes[id].nominal {
			names = append(names, g.english(id))
		}
	}
	return strings.Join(names, ", ")
}

// english is a division's own English name.
func (g *gazetteer) english(id nodeID) string {
	n := g.nodes[id]
	if names := english[n.code]; len(names) > 0 {
		return names[0]
	}
	syllables := n.pinyin[:min(utf8.RuneCountInString(n.short), len(n.pinyin))]
	var b strings.Builder
	for i, syllable := range syllables {
		if i > 0 && strings.ContainsRune("aoe", rune(syllable[0])) {
			b.WriteByte('\'')
		}
		b.WriteString(syllable)
	}
	name := capital(b.String())
	if n.level == county && (len(syllables) == 1 || g.hasTwin(id)) {
		name += englishEnding(n.name)
	}
	return name
}

// hasTwin says that a city has two counties of one name: 和田市 and 和田县.
func (g *gazetteer) hasTwin(id nodeID) bool {
	n := g.nodes[id]
	for i := n.parent + 1; int(i) < len(g.nodes) && g.within(i, n.parent); i++ {
		if i != id && g.nodes[i].short == n.short {
			return true
		}
	}
	return false
}

func englishEnding(name string) string {
	switch {
	case strings.HasSuffix(name, "县"):
		return " County"
	case strings.HasSuffix(name, "市"):
		return " City"
	case strings.HasSuffix(name, "新区"):
		return " New Area"
	}
	return " District"
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
