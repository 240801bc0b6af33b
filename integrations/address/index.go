package address

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// addNames indexes every name that people have for a division.
func (g *gazetteer) addNames() {
	for i, n := range g.nodes {
		if id := nodeID(i); !n.nominal {
			g.addHanNames(id, n)
			g.addLatinNames(id, n)
		}
	}
	for code, names := range nicknames {
		for name := range strings.FieldsSeq(names) {
			g.addHan(name, g.byCode[code], short)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(former)) {
		for _, name := range former[code] {
			g.addFormer(g.byCode[code], name)
		}
	}
	for name, codes := range regions {
		for code := range strings.FieldsSeq(codes) {
			g.addHan(name, g.byCode[code], region)
		}
	}
	for name, code := range letters {
		g.letter[name] = g.byCode[code]
	}
}

func (g *gazetteer) addHanNames(id nodeID, n node) {
	g.addHan(n.name, id, full)
	if len(n.code) > 6 || utf8.RuneCountInString(n.short) < 2 {
		return
	}
	if n.name == n.short+"新区" { // 北戴河 is the old district
		g.addHan(n.short, id, variant)
	}
	g.addHan(n.short, id, short)
	g.addZone(id, n)
	switch {
	case n.level == province:
		g.addHan(n.short+"省", id, variant)
	case n.level == city && strings.HasSuffix(n.name, "市"):
		g.addHan(n.short+"地区", id, full) // as many were called
	case strings.HasSuffix(n.name, "自治州"):
		g.addHan(n.short+"州", id, full)
	case n.level == county:
		for _, ending := range []string{"区", "市", "县"} {
			g.addHan(n.short+ending, id, variant)
		}
	}
}

// addZone takes in what people call a zone beside its city: 工业园区, or 高新区 for 高新技术产业开发区.
func (g *gazetteer) addZone(id nodeID, n node) {
	if n.level != county {
		return
	}
	zone, named := strings.CutPrefix(n.name, g.nodes[n.parent].short)
	if !named || n.code[4] < '7' {
		return
	}
	g.addHan(zone, id, inner)
	for _, name := range strings.Fields(zones[zone]) {
		g.addHan(name, id, inner)
	}
}

// addFormer takes in what a division was called, or what it lay in, before. Its short name is understood beside that of its city.
func (g *gazetteer) addFormer(id nodeID, name string) {
	if whole, ok := g.byCode[name]; ok {
		g.moved[id] = append(g.moved[id], whole)
		return
	}
	g.addEntry(name, entry{id, full, true})
	if bare := shortName(name, g.nodes[id].level); utf8.RuneCountInString(bare) > 1 {
		g.addEntry(bare, entry{id, short, true})
	}
}

func (g *gazetteer) addHan(name string, id nodeID, f form) { g.addEntry(name, entry{id, f, false}) }

func (g *gazetteer) addEntry(name string, e entry) {
	id, f := e.node, e.form
	name = fold(name) // the tables write 乾县 and 於潜, whose first characters are traditional forms of others
	if slices.ContainsFunc(g.han[name], func(e entry) bool { return e.node == id }) {
		return // the surer form came first
	}
	g.han[name] = append(g.han[name], e)
	if g.nodes[id].level != county && f != region && utf8.RuneCountInString(name) >= shortestHan {
		g.addBig(name, id)
	}
	first, _ := utf8.DecodeRuneInString(name)
	g.starts[first] = max(g.starts[first], utf8.RuneCountInString(name))
}

func (g *gazetteer) addLatinNames(id nodeID, n node) {
	if len(n.code) > 6 {
		return
	}
	for _, name := range english[n.code] {
		g.addLatin(letterKey(name), id, full) // beats a county of the same pinyin
	}
	g.addLatin(strings.Join(n.pinyin, ""), id, full)
	syllables := utf8.RuneCountInString(n.short)
	// 陕西 is Shaanxi, so that Shanxi is 山西; and one syllable (Long, She, Fan) is an English word as often as a county.
	switch {
	case n.code == "61" || syllables > len(n.pinyin):
	case syllables == 1:
		g.addLatin(n.pinyin[0], id, syllable)
	case n.name == n.short+"新区":
		g.addLatin(strings.Join(n.pinyin[:syllables], ""), id, variant)
	default:
		g.addLatin(strings.Join(n.pinyin[:syllables], ""), id, short)
	}
}

func (g *gazetteer) addLatin(key string, id nodeID, f form) {
	if slices.ContainsFunc(g.latin[key], func(e entry) bool { return e.node == id }) {
		return
	}
	g.latin[key] = append(g.latin[key], entry{node: id, form: f})
	if f != syllable && g.nodes[id].level != county && len(key) >= shortestLatin {
		g.addBig(key, id)
	}
}

func (g *gazetteer) addBig(name string, id nodeID) {
	g.big[name] = append(g.big[name], id)
	g.typos.Add(name)
}

// letterKey is the letters of a Latin name, lower case: Xi'an is xian.
func letterKey(name string) string {
	return strings.Map(func(r rune) rune {
		if r = foldRune(r); isLatin(r) {
			return r
		}
		return -1
	}, name)
}
