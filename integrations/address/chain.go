package address

import (
	"cmp"
	"slices"
	"strings"
)

// How sure a name makes us, by level and form. A city's short name outweighs a county's, because who means the
// lesser place of a name says so.
const (
	sureFull     = 60
	sureCounty   = 50
	sureProvince = 50 // short
	sureCity     = 40 // short
	sureShort    = 25 // a county's
	sureVariant  = 15
	cueBonus     = 15
	farPenalty   = 15 // something stands between a county and its city
	turnPenalty  = 10 // in Chinese the smaller place comes last
	insideLoss   = 20 // a short name in the middle of other characters
	formerLoss   = 5  // a name that is another place's today is asked about
	townBonus    = 10 // one of the county's own streets or towns follows
	farthest     = 12 // characters
	// farthestLatin is in letters.
	farthestLatin = 24
)

// contested are counties whose short name, or its pinyin, means them as often as a city elsewhere.
var contested = []string{"朝阳", "潮阳", "兴安"}

// found is a place in a text.
type found struct {
	start, end int
	nodes      []nodeID // more than one: it is not clear which is meant
	cued       bool
	levels     int
	latin      bool
	form       form // of the last name
	score      int
}

// findIn finds the place that a text names, if it names one. Several unrelated places that are named equally well are
// all in nodes.
func findIn(g *gazetteer, w *writing) (found, bool) {
	mentions := scan(g, w)
	slices.SortStableFunc(mentions, func(a, b mention) int {
		return cmp.Compare(g.nodes[a.node].level, g.nodes[b.node].level) // parents first
	})
	best := -1
	for i := range mentions {
		linkUp(g, w, mentions, i)
		if m := mentions[i]; m.score > 0 && (best < 0 || better(m, mentions[best])) {
			best = i
		}
	}
	if best < 0 {
		return found{}, false
	}
	f := g.chain(w, mentions, best)
	f.nodes = g.alternatives(w, mentions, best)
	return f, true
}

func better(a, b mention) bool {
	if a.score != b.score {
		return a.score > b.score
	}
	return a.start < b.start
}

// linkUp scores mention i with the best chain of larger places before it (behind it in English).
func linkUp(g *gazetteer, w *writing, mentions []mention, i int) {
	m := &mentions[i]
	own := g.sureness(*m)
	m.parent = -1
	if m.free {
		m.score = own - insideOther(w, mentions, *m)
	}
	for j := range i {
		p := mentions[j]
		if p.score <= 0 || p.node == m.node || !g.belongs(m.node, p.node) || overlaps(mentions, j, *m) {
			continue
		}
		loss, ok := linkLoss(g, w, p, *m)
		if score := own + p.score - loss; ok && score > m.score {
			m.score, m.parent = score, j
		}
	}
}

// overlaps says that m shares characters with a name of the chain that ends with mention j.
func overlaps(mentions []mention, j int, m mention) bool {
	for ; j >= 0; j = mentions[j].parent {
		if m.start < mentions[j].end && mentions[j].start < m.end {
			return true
		}
	}
	return false
}

func (g *gazetteer) sureness(m mention) int {
	n := g.nodes[m.node]
	sure := sureFull
	switch {
	case m.form == region:
		sure = sureFull + 5 // 江浙沪 is more than 江, 浙 and 沪
	case n.level == county && m.form == full:
		sure = sureCounty
	case m.form == variant && n.level == county:
		sure = sureVariant
	case m.form != full && n.level == province:
		sure = sureProvince
	case m.nearly, m.form != full && (n.level == city || slices.Contains(contested, n.short)):
		sure = sureCity
	case m.form != full:
		sure = sureShort
	}
	switch {
	case m.town && m.form != full && n.level == county:
		sure = sureCounty
	case m.town:
		sure += townBonus
	}
	if m.former {
		sure -= formerLoss
	}
	if m.cued {
		sure += cueBonus
	}
	return sure
}

// insideOther is what a short name loses that stands amid other characters, of which no name is the last: it may be a piece of
// a person's name, 李海南, or of two words, 丰南阳光家园.
func insideOther(w *writing, mentions []mention, m mention) int {
	if m.latin || m.form == full || beginsPart(w, m.start) {
		return 0
	}
	behind := func(before mention) bool { return before.end == m.start && before.free && before.form != variant }
	if !isSurname(w.runes[m.start-1]) && slices.ContainsFunc(mentions, behind) {
		return 0
	}
	return insideLoss
}

// linkLoss is what it costs to take p for the larger place around m; ok is false when they stand too far apart.
func linkLoss(g *gazetteer, w *writing, p, m mention) (loss int, ok bool) {
	if m.cued && p.cued {
		loss = cueBonus // counts once
	}
	if m.end <= p.start {
		gap := between(w, m.end, p.start)
		switch {
		case p.form == region:
			return 0, false
		case gap > 0 && m.latin && gap <= farthestLatin && g.nodes[m.node].level == city:
			return loss + farPenalty + gap/2, true // Suzhou Industrial Park, Jiangsu
		case gap > 0:
			return 0, false
		case !m.latin:
			loss += turnPenalty
		}
		return loss, true
	}
	gap := between(w, p.end, m.start)
	switch {
	case p.end > m.start || p.form == region:
		return 0, false
	case gap == 0:
		return loss, true
	case m.form == full && gap <= farthest && (!m.brief() || m.town) && g.nodes[m.node].level != province && !m.latin:
		return loss + farPenalty + gap, true
	}
	return 0, false
}

// fillers stand between the names of an address and name nothing themselves.
var fillers = []string{"省直辖县级行政区划", "自治区直辖县级行政区划", "市辖区", "中国", "china", "prc"}

// apart is from how many characters on it no longer counts what stands between two names.
const apart = 100

// between counts the characters between two names that are more than marks.
func between(w *writing, i, j int) int {
	switch {
	case i >= j:
		return 0
	case j-i > apart:
		return j - i
	}
	rest := w.text(i, j)
	for _, filler := range fillers {
		rest = strings.ReplaceAll(rest, filler, "")
	}
	n := 0
	for _, r := range rest {
		if !isGap(r) {
			n++
		}
	}
	return n
}

// chain gathers the names that belong to mention i, with the same names said again right before them.
func (g *gazetteer) chain(w *writing, mentions []mention, i int) found {
	m := mentions[i]
	f := found{start: m.start, end: m.end, cued: m.cued, levels: 1, latin: m.latin, form: m.form, score: m.score}
	for j := m.parent; j >= 0; j = mentions[j].parent {
		p := mentions[j]
		f.start, f.end = min(f.start, p.start), max(f.end, p.end)
		f.cued = f.cued || p.cued
		f.levels++
	}
	for again := true; again; {
		again = false
		for _, p := range mentions {
			if p.end <= f.start && g.belongs(m.node, p.node) && between(w, p.end, f.start) == 0 {
				f.start, f.cued, again = p.start, f.cued || p.cued, true
			}
		}
	}
	return f
}

// near is how much less sure another meaning may be and still be asked about.
const near = 5

// alternatives are the places that mention i and those named just as well may mean: other meanings of the same
// characters, or another place elsewhere in the text.
func (g *gazetteer) alternatives(w *writing, mentions []mention, i int) []nodeID {
	best := mentions[i]
	nodes := []nodeID{best.node}
	for _, m := range mentions {
		same := m.start == best.start && m.end == best.end
		if same && m.score >= best.score-near || !same && g.contradicts(w, mentions, m, best) {
			nodes = append(nodes, m.node)
		}
	}
	return g.distinct(nodes)
}

// contradicts says that m names an unrelated place as clearly as best does: two addresses, or two names side by side.
func (g *gazetteer) contradicts(w *writing, mentions []mention, m, best mention) bool {
	if m.score < best.score-near || m.start < best.end && best.start < m.end || m.cued != best.cued {
		return false
	}
	alone := beginsPart(w, m.start) && endsPart(w, m.end) && g.nodes[m.node].level != county
	if m.form != full && m.parent < 0 && !alone {
		return false
	}
	// Where m is the larger place of a longer chain, that chain speaks for it.
	return !slices.ContainsFunc(mentions, func(longer mention) bool {
		return longer.parent >= 0 && mentions[longer.parent] == m && longer.score > m.score
	})
}

// distinct leaves out what is named twice, and places within another of the list.
func (g *gazetteer) distinct(nodes []nodeID) []nodeID {
	var kept []nodeID
	for i, n := range nodes {
		inside := func(other nodeID) bool { return other != n && g.within(n, other) }
		if !slices.Contains(nodes[:i], n) && !slices.ContainsFunc(nodes, inside) {
			kept = append(kept, n)
		}
	}
	return kept
}
