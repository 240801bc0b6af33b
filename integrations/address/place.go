package address

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Parse reads a place in any way people write one: names, pinyin or English, abbreviations, whole pasted
// addresses. Errors: ErrUnknownPlace, *AmbiguousError.
func Parse(s string) (Address, error) {
	g := places()
	w := newWriting(s)
	taken, contact := readContactMarks(w)
	f, ok := findIn(g, taken.hide(w))
	if !ok {
		f, ok = lastResort(g, taken.hide(w))
	}
	if !ok {
		return Address{Contact: contact}, ErrUnknownPlace
	}
	g.complete(w, &f)
	end := g.streetEnd(w, f)
	taken.take(f.start, end)
	contact.Name = findName(w, taken, contact, placed{end, end > f.end, func(text string) bool { return streets{g}.beginsWithTown(f.nodes[0], text) }})
	places := g.placesOf(f.nodes)
	if len(places) > 1 {
		return Address{Contact: contact}, &AmbiguousError{Candidates: places, Words: w.original(f.start, f.end)}
	}
	return Address{Place: places[0], Contact: contact}, nil
}

func (g *gazetteer) placesOf(nodes []nodeID) []Place {
	var places []Place
	for _, n := range nodes {
		if p := g.place(n); !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	return places
}

// complete looks at what stands beside the place that was found: the name of a city or county with a slip in it, or a street.
func (g *gazetteer) complete(w *writing, f *found) {
	slips{g}.mend(w, f)
	slips{g}.mendCounty(w, f)
	slips{g}.doubt(w, f)
	g.deepen(w, f)
}

// deepen finds the county by the street that follows a city or province, and takes the street into what was found.
func (g *gazetteer) deepen(w *writing, f *found) {
	if len(f.nodes) > 1 || g.nodes[f.nodes[0]].level == county || f.latin {
		return
	}
	i, text := streetAt(w, f.end)
	c, street := streets{g}.countyByStreet(f.nodes[0], text)
	if c != noNode {
		f.nodes[0], f.end = c, i+utf8.RuneCountInString(street)
	}
}

// streetEnd is where the street or town ends that follows a county, so that nobody takes its name for a person's.
func (g *gazetteer) streetEnd(w *writing, f found) int {
	if len(f.nodes) > 1 {
		return f.end
	}
	i, text := streetAt(w, f.end)
	street := streets{g}.streetOf(f.nodes[0], text)
	if street == "" {
		return f.end
	}
	return i + utf8.RuneCountInString(street)
}

// afterGap is where the marks that begin at i end.
func (w *writing) afterGap(i int) int {
	for i < w.len() && isGap(w.runes[i]) {
		i++
	}
	return i
}

// lastResort reads what no name fits exactly: one letter for a province, or a name with a slip in it.
func lastResort(g *gazetteer, w *writing) (found, bool) {
	start, end := 0, w.len()
	for start < end && isGap(w.runes[start]) {
		start++
	}
	for end > start && isGap(w.runes[end-1]) {
		end--
	}
	if start == end {
		return found{}, false
	}
	if n, ok := g.letter[w.text(start, end)]; ok {
		return found{start: start, end: end, nodes: []nodeID{n}}, true
	}
	for _, read := range []func(*writing) (found, bool){slips{g}.misspelt, streets{g}.townAlone, slips{g}.countySlip} {
		if f, ok := read(w); ok {
			return f, true
		}
	}
	return found{}, false
}

// Find looks for a place named inside a longer sentence and gives the part of the sentence that named it; ok is
// false where there is none. It is quick enough for every message.
func Find(sentence string) (words string, ok bool) {
	g := places()
	w := newWriting(sentence)
	taken, _ := readContactMarks(w)
	w = taken.hide(w)
	f, ok := findIn(g, w)
	if ok && g.plausible(w, f) {
		g.complete(w, &f)
		return w.original(f.start, f.end), true
	}
	for _, read := range []func(*writing) (found, bool){slips{g}.misspeltIn, streets{g}.townAlone, slips{g}.countySlip} {
		if f, ok = read(w); ok && f.cued {
			return w.original(f.start, f.end), true
		}
	}
	return "", false
}

// words that are places as well: in a sentence they name one only when something says so.
var (
	ordinaryHan   = strings.Fields("朝阳 大同 安康 吉安 中山 保山 和平 平安 长治 东方 新星 双河 长乐 永安 永康 兴安 和田 白银 黄山 长安 安宁 开心 新乐 凤凰")
	ordinaryLatin = strings.Fields("aba ali boxing dean guide guiding jingle lean longan luan mile saga yuan")
)

// plausible says that what was found in a sentence is meant as a place: an ordinary word alone is not.
func (g *gazetteer) plausible(w *writing, f found) bool {
	said := w.text(f.start, f.end)
	n := g.nodes[f.nodes[0]]
	single := f.levels == 1
	switch {
	case f.latin && single && slices.Contains(ordinaryLatin, said):
		return false
	case f.cued || !single || f.form == full && (!f.latin || n.level != county || strings.Contains(said, " ")):
		return true
	case f.start == 0 && f.end == w.len():
		return f.latin || !slices.Contains(ordinaryHan, said)
	}
	return n.level != county && !slices.Contains(ordinaryHan, said)
}
