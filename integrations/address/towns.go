package address

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// longestStreet and longestTown, the name of one without its ending, are in characters.
const (
	longestStreet = 15
	longestTown   = 4
)

// streets finds counties by their streets and towns.
type streets struct{ *gazetteer }

// townEndings are what the names of streets and towns end in.
var townEndings = strings.Fields("街道 镇 乡 苏木")

// leftOut are what the names of streets and towns end in that nobody says who names their county: 良乡地区, 川沙新镇.
var leftOut = append(strings.Fields("地区 新镇"), townEndings...)

// streetPrefixes are the beginnings of a text that may be the name of a street or town, the longest first.
func streetPrefixes(text string) []string {
	var found []string
	n := 0
	for i, r := range text {
		if n++; n > longestStreet {
			break
		}
		name := text[:i+utf8.RuneLen(r)]
		if n >= 3 && slices.ContainsFunc(townEndings, func(ending string) bool { return strings.HasSuffix(name, ending) }) {
			found = append(found, name)
		}
	}
	slices.Reverse(found)
	return found
}

// streetAt is where the street or town may stand that follows what ends at i, and the text from there on.
func streetAt(w *writing, i int) (start int, text string) {
	start = w.afterGap(i)
	return start, w.text(start, min(w.len(), start+longestStreet))
}

// countyByStreet is the one county of a city or province that has the street or town whose full name the text begins
// with, and that name; without one, noNode.
func (g streets) countyByStreet(whole nodeID, text string) (county nodeID, street string) {
	for _, street = range streetPrefixes(text) {
		var counties []nodeID
		for _, c := range g.towns[street] {
			if g.within(c, whole) {
				counties = append(counties, c)
			}
		}
		switch len(counties) {
		case 0:
		case 1:
			return counties[0], street
		default:
			return noNode, ""
		}
	}
	return noNode, ""
}

// townAlone is the place of an address that begins with a street or town alone: the counties that have one of the name. Where
// more have it than can be asked about, it names no place.
func (g streets) townAlone(w *writing) (found, bool) {
	for i := range w.len() {
		if !isHan(w.runes[i]) || !beginsPart(w, i) {
			continue
		}
		for _, street := range streetPrefixes(w.text(i, min(w.len(), i+longestStreet))) {
			if counties := g.towns[street]; len(counties) > 0 && len(counties) <= mostAsked {
				return found{start: i, end: i + utf8.RuneCountInString(street), nodes: slices.Clone(counties), cued: cuedHan(w, i), levels: 1, form: full}, true
			}
		}
	}
	return found{}, false
}

// mostAsked is how many places somebody can be asked to choose from.
const mostAsked = 6

// countiesByTown are the counties that have the street or town which follows a name that ends at i.
func (g streets) countiesByTown(w *writing, i int) []nodeID {
	var counties []nodeID
	_, text := streetAt(w, i)
	for _, street := range streetPrefixes(text) {
		counties = append(counties, g.towns[street]...)
	}
	return counties
}

// hasTownCalled says that what follows a name that ends at i is a street or town of the county without its ending, or with another:
// 瓜沥 for 瓜沥镇, 钱清镇 since it is 钱清街道. A street's name tells nothing: 解放路 is everywhere.
func (g streets) hasTownCalled(county nodeID, w *writing, i int) bool {
	start := w.afterGap(i)
	for n := 2; n <= longestTown && start+n <= w.len() && isHan(w.runes[start+n-1]); n++ {
		if strings.ContainsRune(streetsEnd, w.runes[start+n-1]) {
			continue
		}
		for _, ending := range leftOut {
			if slices.Contains(g.towns[w.text(start, start+n)+ending], county) {
				return true
			}
		}
	}
	return false
}

// streetsEnd end the names of streets and of streets of houses.
const streetsEnd = `路街巷道`

// townElsewhere are the counties that have a street or town of a name with the ending that follows it, unless it is also one of
// the place that the name alone means: 文昌镇 is hardly in 文昌市.
func (g streets) townElsewhere(w *writing, m mention) []nodeID {
	for _, ending := range townEndings {
		end := m.end + utf8.RuneCountInString(ending)
		if end > w.len() || w.text(m.end, end) != ending {
			continue
		}
		counties := g.towns[w.text(m.start, end)]
		if slices.ContainsFunc(counties, func(c nodeID) bool { return g.within(c, m.node) }) {
			return nil
		}
		return counties
	}
	return nil
}

// siblings says that one of some counties lies in the same city as another.
func (g streets) siblings(counties []nodeID, county nodeID) bool {
	return slices.ContainsFunc(counties, func(c nodeID) bool { return g.nodes[c].parent == g.nodes[county].parent })
}

// beginsWithTown says that a text begins with the name of a street or town of a division, without what they end in.
func (g streets) beginsWithTown(whole nodeID, text string) bool {
	runes := []rune(text)
	for n := 2; n <= len(runes) && n <= longestTown; n++ {
		for _, ending := range leftOut {
			name := string(runes[:n]) + ending
			inside := func(id nodeID) bool { return g.within(id, whole) }
			if slices.ContainsFunc(g.towns[name], inside) || slices.ContainsFunc(g.han[name], func(e entry) bool { return e.form == full && inside(e.node) }) {
				return true
			}
		}
	}
	return false
}

// streetOf is the street or town of a county with which a text begins, or nothing.
func (g streets) streetOf(county nodeID, text string) string {
	for _, street := range streetPrefixes(text) {
		if slices.Contains(g.towns[street], county) {
			return street
		}
	}
	return ""
}
