package address

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"unicode/utf8"
)

// read is what became of a text that is about one county.
type read string

const (
	right  read = "right"
	asked  read = "asked" // about it and others
	larger read = "larger"
	unread read = "unread"
	wrong  read = "wrong"
)

// reading says how a text about a county is read. Its city or province, which many counties are named after, is larger.
func reading(g *gazetteer, text string, county nodeID) read {
	a, err := Parse(text)
	want := g.place(county)
	several, many := errors.AsType[*AmbiguousError](err)
	switch {
	case err == nil && a.Place == want:
		return right
	case many && slices.Contains(several.Candidates, want):
		return asked
	case errors.Is(err, ErrUnknownPlace):
		return unread
	case err == nil && g.within(county, g.byCode[a.Place.Code]):
		return larger
	}
	return wrong
}

// townsByCounty gives the streets and towns of every county, by their names.
func townsByCounty(g *gazetteer) map[nodeID][]string {
	all := map[nodeID][]string{}
	for _, name := range slices.Sorted(maps.Keys(g.towns)) {
		if prefixes := streetPrefixes(name); len(prefixes) == 1 && prefixes[0] == name {
			for _, county := range g.towns[name] {
				all[county] = append(all[county], name)
			}
		}
	}
	return all
}

// TestCountiesWithoutTheirCity: every county is read, or asked about, out of what people write of it.
func TestCountiesWithoutTheirCity(t *testing.T) {
	t.Parallel()
	g := places()
	towns := townsByCounty(g)
	for _, test := range []struct {
		name       string
		write      func(n node, town string) string
		mostWrong  int // in a thousand
		leastMeant int // right or asked, in a thousand
	}{
		{"county", func(n node, _ string) string { return n.name }, 0, 960},
		{"county and house", func(n node, _ string) string { return n.name + "解放路8号" }, 0, 960},
		{"county and town", func(n node, town string) string { return n.name + town + "12号" }, 2, 960},
		{"short name and town", func(n node, town string) string { return n.short + town + "12号" }, 2, 930},
		{"pasted", func(n node, town string) string { return "王小明 13800138000 " + n.short + town + "建设路2号" }, 2, 930},
		{"short name and house", func(n node, _ string) string { return n.short + "阳光家园3栋201" }, 35, 850},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			counts, all := map[read]int{}, 0
			for county, towns := range towns {
				n := g.nodes[county]
				if utf8.RuneCountInString(n.short) < 2 || n.code[4] >= '7' { // 道 is no name alone, and zones have none
					n.short = n.name
				}
				for _, town := range []string{towns[0], towns[len(towns)/2], towns[len(towns)-1]} {
					text := test.write(n, town)
					got := reading(g, text, county)
					counts[got]++
					if all++; got == wrong {
						t.Logf("wrong: %s, which is %s", text, g.place(county).Name)
					}
				}
			}
			t.Log(counts, all)
			if counts[wrong]*1000 > test.mostWrong*all || (counts[right]+counts[asked])*1000 < test.leastMeant*all {
				t.Errorf("%v of %d", counts, all)
			}
		})
	}
}

// TestFormerNames: what was merged, renamed or moved is found by what it was called, and by what it lay in.
func TestFormerNames(t *testing.T) {
	t.Parallel()
	g := places()
	for code, before := range former {
		id := g.byCode[code]
		for _, name := range before {
			text := g.fullName(g.nodes[id].parent) + name
			if whole, ok := g.byCode[name]; ok {
				text = g.fullName(whole) + g.nodes[id].name
			} else if g.nodes[id].level == city {
				text = name
			}
			for _, text := range []string{text, text + "解放路8号", "王小明 13800138000 " + text + "人民街道"} {
				if got := reading(g, text, id); got != right && got != asked {
					t.Errorf("%s is %s of %s", text, got, g.fullName(id))
				}
			}
		}
	}
}

// homophones gives a name with one character in the place of another that is read the same, in every way that the names of
// divisions offer.
func homophones(g *gazetteer) func(n node) []string {
	read := map[string]map[rune]bool{}
	for _, n := range g.nodes {
		for i, r := range []rune(n.name) {
			if i < len(n.pinyin) {
				if read[n.pinyin[i]] == nil {
					read[n.pinyin[i]] = map[rune]bool{}
				}
				read[n.pinyin[i]][r] = true
			}
		}
	}
	return func(n node) []string {
		var all []string
		name := []rune(n.name)
		for i := range len(name) - 1 {
			for r := range read[n.pinyin[i]] {
				slip := string(name[:i]) + string(r) + string(name[i+1:])
				if len(g.han[slip]) == 0 { // it names another place
					all = append(all, slip)
				}
			}
		}
		slices.Sort(all)
		var some []string // all of them take long
		for i := 0; i < len(all); i += 7 {
			some = append(some, all[i])
		}
		return some
	}
}

// TestCountiesWithASlip: a county is found by its name with a wrong character, in its city; and never one far away, also where its
// city has the slip.
func TestCountiesWithASlip(t *testing.T) {
	t.Parallel()
	g := places()
	homophones := homophones(g)
	tries := map[string]map[read]int{}
	try := func(kind, text string, county nodeID) {
		if tries[kind] == nil {
			tries[kind] = map[read]int{}
		}
		got := reading(g, text, county)
		if tries[kind][got]++; got == wrong {
			a, _ := Parse(text)
			t.Logf("wrong: %s, which is %s, is read as %s (%s)", text, g.fullName(county), a.Place.Name, kind)
		}
	}
	for i, n := range g.nodes {
		county := nodeID(i)
		if n.level != 2 || len(n.code) != 6 || n.code[4] >= '7' || utf8.RuneCountInString(n.name) < 3 {
			continue
		}
		for _, slip := range homophones(n) {
			try("county of a city", g.fullName(n.parent)+slip+"解放路8号", county)
			try("county alone", slip+"解放路8号", county)
		}
		if whole := g.nodes[n.parent]; !whole.nominal {
			for _, slip := range homophones(whole) {
				try("city", slip+n.name+"解放路8号", county)
			}
		}
	}
	for kind, counts := range tries {
		all := 0
		for _, n := range counts {
			all += n
		}
		t.Log(kind, counts, all)
		least := map[string]int{"county of a city": 910, "county alone": 900, "city": 990}[kind]
		mostWrong := map[string]int{"county of a city": 2, "county alone": 3, "city": 2}[kind]
		if (counts[right]+counts[asked])*1000 < least*all || counts[wrong]*1000 > mostWrong*all {
			t.Errorf("%s: %v of %d", kind, counts, all)
		}
	}
}

// TestWhatIsNoCounty: what ends like a county, or begins like one, names none.
func TestWhatIsNoCounty(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"阳光小区3栋", "高新开发区", "大超市", "和平鸽20个", "新会陈皮500g", "安溪铁观音2盒", "长安汽车"} {
		if a, err := Parse(text); !errors.Is(err, ErrUnknownPlace) {
			t.Errorf("%s is %v, %v", text, a.Place, err)
		}
	}
}
