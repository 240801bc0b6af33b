package address

import (
	"slices"
	"strings"

	"oldhand/integrations/text"
)

const (
	// shortestCounty and longestCounty are the names of counties in which a slip is looked for, in characters.
	shortestCounty = 3
	longestCounty  = 6
	// longestOfPeoples are those of autonomous counties and banners.
	longestOfPeoples = 14
	countyEndings    = "区县市旗"
)

// notCounties end like the name of a county and are none, however near to one.
var notCounties = words["no county"]

// mendCounty finds the county whose name stands with a slip in it behind that of its province or city. Where what stands there is
// a county elsewhere, that or the slip is asked about: 黄埔区 is in Guangzhou, and sounds like Shanghai's 黄浦区.
func (g slips) mendCounty(w *writing, f *found) {
	if f.latin || len(f.nodes) > 1 || g.nodes[f.nodes[0]].level == county || g.undivided(f.nodes[0]) {
		return
	}
	whole := f.nodes[0]
	i := w.afterGap(f.end)
	for _, word := range countyWords(w, i) {
		elsewhere := g.counties(func(id nodeID) bool { return g.nodes[id].name == word && !g.belongs(id, whole) })
		near := g.counties(func(id nodeID) bool { return g.within(id, whole) && oneWrong(g.nodes[id].name, word) })
		alike := g.soundAlike(near, word)
		end := i + len([]rune(word))
		switch {
		case len(alike) == 1:
			f.nodes, f.end, f.form = alike, end, full
		case len(elsewhere) > 0 && len(elsewhere) < mostAsked:
			f.nodes, f.end = append([]nodeID{whole}, elsewhere...), end
		case len(near) == 1 && len(elsewhere) == 0:
			f.nodes, f.end, f.form = near, end, full
		default:
			continue
		}
		return
	}
}

// doubt asks besides what was found about the county whose name with a slip in it the whole word is that holds what was found: 龙泉义区
// is rather 龙泉驿区 than in 龙泉市, and 保山区 may be 宝山区.
func (g slips) doubt(w *writing, f *found) {
	if f.latin || len(f.nodes) > 1 || f.levels > 1 {
		return
	}
	i := f.start
	for !beginsPart(w, i) {
		i--
	}
	for _, word := range countyWordsUpTo(longestOfPeoples, w, i) {
		end := i + len([]rune(word))
		if end < f.end || i == f.start && end == f.end || len(g.han[word]) > 0 {
			continue
		}
		near := g.counties(func(id nodeID) bool { return oneWrong(g.nodes[id].name, word) })
		if alike := g.soundAlike(near, word); len(alike) > 0 || i == f.start {
			near = alike
		}
		if len(near) > 0 && len(near) < mostAsked {
			f.nodes, f.start, f.end = append(f.nodes, near...), i, end
			return
		}
	}
}

// countySlip finds the county whose name begins a part of a text with a slip in it; where there are several, those that sound so.
func (g slips) countySlip(w *writing) (found, bool) {
	for i := range w.len() {
		if !isHan(w.runes[i]) || !beginsPart(w, i) {
			continue
		}
		for _, word := range countyWords(w, i) {
			near := g.counties(func(id nodeID) bool { return oneWrong(g.nodes[id].name, word) })
			if alike := g.soundAlike(near, word); len(alike) > 0 {
				near = alike
			}
			if len(near) > 0 && len(near) <= mostAsked {
				return found{start: i, end: i + len([]rune(word)), nodes: near, cued: cuedHan(w, i), levels: 1, form: full}, true
			}
		}
	}
	return found{}, false
}

// countyWords are the words that begin at i and may be the name of a county, by their end; the shortest first.
func countyWords(w *writing, i int) []string { return countyWordsUpTo(longestCounty, w, i) }

// countyWordsUpTo are countyWords of at most so many characters.
func countyWordsUpTo(longest int, w *writing, i int) []string {
	var all []string
	for j := i; j < w.len() && j < i+longest && isHan(w.runes[j]); j++ {
		word := w.text(i, j+1)
		none := func(ending string) bool { return strings.HasSuffix(word, ending) }
		if j-i+1 >= shortestCounty && strings.ContainsRune(countyEndings, w.runes[j]) && !slices.ContainsFunc(notCounties, none) {
			all = append(all, word)
		}
	}
	return all
}

// counties gives those that are asked for.
func (g slips) counties(asked func(nodeID) bool) []nodeID {
	var all []nodeID
	for i := range g.nodes {
		if id := nodeID(i); g.nodes[i].level == county && len(g.nodes[i].code) == 6 && asked(id) {
			all = append(all, id)
		}
	}
	return all
}

// oneWrong says that one character of a word is another than in a name, and that it does not end as another kind of place.
func oneWrong(name, word string) bool {
	if len(name) != len(word) { // all their characters are as long
		return false
	}
	a, b := []rune(name), []rune(word)
	if a[len(a)-1] != b[len(b)-1] {
		return false
	}
	wrong := 0
	for i := range a {
		if a[i] != b[i] {
			wrong++
		}
	}
	return wrong == 1
}

// soundAlike gives the counties whose names are read as a word can be.
func (g slips) soundAlike(counties []nodeID, word string) []nodeID {
	readings := text.Pinyin(word)
	var alike []nodeID
	for _, id := range counties {
		if slices.Contains(readings, strings.Join(g.nodes[id].pinyin, "")) {
			alike = append(alike, id)
		}
	}
	return alike
}
