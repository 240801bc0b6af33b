package address

import (
	"slices"
	"strings"
)

// mention is one possible meaning of one piece of a text: the characters from start up to end may name node.
type mention struct {
	start, end int
	node       nodeID
	form       form
	latin      bool
	cued       bool // a word of sending stands before it: 寄到, to
	former     bool // it is called otherwise today
	town       bool // one of its streets or towns follows
	nearly     bool // one of them follows under nearly its name
	// free: it may be meant without its province or city beside it.
	free bool

	score  int // of the best chain that ends here
	parent int // index of the mention before it in that chain, or -1
}

// brief says that a name is one character and an ending, 兴县, as also ends what is written with a slip: 施兴县 for 始兴县.
func (m mention) brief() bool { return !m.latin && m.end-m.start == 2 }

// maxMentions bounds the work on texts that are nothing but names.
const maxMentions = 300

// scan finds everything in a text that may name a place.
func scan(g *gazetteer, w *writing) []mention {
	var found []mention
	for i := 0; i < w.len() && len(found) < maxMentions; i++ {
		switch r := w.runes[i]; {
		case isHan(r):
			found = scanHan(g, w, i, found)
		case isLatin(r) && (i == 0 || !isLatin(w.runes[i-1])):
			found = scanLatin(g, w, i, found)
		}
	}
	all := slices.Clone(found)
	return slices.DeleteFunc(found, func(m mention) bool { return swallowed(g, all, m) || withinUndivided(g, w, all, m) })
}

// withinUndivided says that a county's name follows that of Hong Kong, Macau or Taiwan, whose parts the tables do not
// hold: 台北市大安区 has nothing to do with 自贡市大安区.
func withinUndivided(g *gazetteer, w *writing, found []mention, m mention) bool {
	return g.nodes[m.node].level == county && slices.ContainsFunc(found, func(whole mention) bool {
		return g.undivided(whole.node) && whole.end <= m.start && strings.Trim(w.text(whole.end, m.start), " ") == ""
	})
}

// swallowed says that a mention is only a piece of a longer full name elsewhere, or begins like a longer name: 九龙坡 is not in
// 九龙, and 峨眉山市 not in 眉山市, but 吉林市 is in 吉林.
func swallowed(g *gazetteer, found []mention, m mention) bool {
	return !m.latin && slices.ContainsFunc(found, func(longer mention) bool {
		name := longer.form == full || longer.form == short && longer.free && longer.start == m.start
		return name && longer.start <= m.start && m.end <= longer.end &&
			longer.end-longer.start > m.end-m.start && !g.within(longer.node, m.node)
	})
}

func scanHan(g *gazetteer, w *writing, i int, found []mention) []mention {
	streets := streets{g}
	longest := min(g.starts[w.runes[i]], w.len()-i)
	for n := longest; n >= 2; n-- {
		entries := g.han[w.text(i, i+n)]
		if len(entries) == 0 {
			continue
		}
		withTown := streets.countiesByTown(w, i+n)
		for _, e := range entries {
			m := mention{start: i, end: i + n, node: e.node, form: e.form, cued: cuedHan(w, i), former: e.former}
			m.town = slices.Contains(withTown, e.node)
			m.nearly = (e.form == short || g.nodes[e.node].name == w.text(i, i+n)+"新区") && !m.town && g.nodes[e.node].level == county && streets.hasTownCalled(e.node, w, m.end)
			if e.form != full && !m.town && partOfLongerName(g, w, i+n) || sentFrom(w, i) {
				continue
			}
			var town []nodeID
			if m.form != full {
				town = streets.townElsewhere(w, m)
			}
			if streets.siblings(town, m.node) {
				continue // 阜新太平镇 is not in its 太平区
			}
			m.free = len(town) == 0 && g.freeHan(w, m)
			found = append(found, m)
		}
	}
	return found
}

// generic are names of counties that are ordinary words as well.
var generic = strings.Fields("城区 郊区 矿区 新城区 城中区 市中区 城关区 向阳区 新区")

// freeHan says that a name may be meant without its province or city beside it.
func (g *gazetteer) freeHan(w *writing, m mention) bool {
	n := g.nodes[m.node]
	begins := beginsPart(w, m.start)
	alone := begins && endsPart(w, m.end)
	switch {
	case m.former && m.form != full, m.form == inner:
		return false
	case n.level != county:
		return true
	case slices.Contains(generic, w.text(m.start, m.end)):
		return alone
	case m.form == full:
		return begins || m.town || !m.brief()
	case m.form == short && begins && w.housed() && len(countyWords(w, m.start)) == 0: // else it is rather 青山壶区 for 青山湖区
		return true
	default:
		return alone || begins && (m.town || m.nearly || m.form == short && strings.HasSuffix(n.name, "市"))
	}
}

// beginsPart says that a new part of the text begins at i: after a mark, a figure, or a word of sending.
func beginsPart(w *writing, i int) bool {
	return i == 0 || !isHan(w.runes[i-1]) || cuedHan(w, i)
}

// followers are what stands behind a place in a sentence.
var followers = strings.Fields("多少 要多 要几 几块 几天 几钱 运费 邮费 快递 怎么 的 吗 呢 贵 一个 一公 两公 的话 大概 什么 可以 能 哪 最便 便宜 用 走 需要 价 报")

func endsPart(w *writing, j int) bool {
	if j == w.len() || !isHan(w.runes[j]) {
		return true
	}
	rest := w.text(j, min(w.len(), j+2))
	return slices.ContainsFunc(followers, func(f string) bool { return strings.HasPrefix(rest, f) })
}

func cuedHan(w *writing, i int) bool {
	for i > 0 && w.runes[i-1] == ' ' {
		i--
	}
	return i > 0 && strings.ContainsRune("到去往发寄至送邮达给", w.runes[i-1])
}

// sentFrom says that what begins at i is where a parcel comes from.
func sentFrom(w *writing, i int) bool {
	if i > 0 && strings.ContainsRune("从由自", w.runes[i-1]) {
		return true
	}
	return lastWord(w, i) == "from"
}

// partOfLongerName says that the characters from j on make a short name the beginning of another one: 北京路, 上海牌.
func partOfLongerName(g *gazetteer, w *writing, j int) bool {
	if j < w.len() && g.nameBegins(w, j) {
		return false // 石家庄桥西区
	}
	if j < w.len() && strings.ContainsRune("东西南北中前后一二三四五六七八九", w.runes[j]) {
		j++
	}
	if j == w.len() {
		return false
	}
	if w.runes[j] == '街' {
		return j+1 == w.len() || w.runes[j+1] != '道'
	}
	return strings.ContainsRune("路巷弄桥牌装菜话味款", w.runes[j]) ||
		strings.HasPrefix(w.text(j, min(w.len(), j+2)), "大道") || strings.HasPrefix(w.text(j, min(w.len(), j+2)), "时间")
}

// nameBegins says that a division's full name begins at j.
func (g *gazetteer) nameBegins(w *writing, j int) bool {
	for n := min(g.starts[w.runes[j]], w.len()-j); n > 2; n-- {
		for _, e := range g.han[w.text(j, j+n)] {
			if e.form == full {
				return true
			}
		}
	}
	return false
}

// ending is a word behind a name in Latin letters: the levels that it can stand for, and how the Chinese name ends then.
type ending struct {
	levels []level
	han    string
}

var latinEndings = map[string]ending{
	"province": {[]level{province}, "省"}, "sheng": {[]level{province}, "省"}, "region": {[]level{province}, "区"}, "sar": {[]level{province}, "区"},
	"municipality": {[]level{province, city}, "市"}, "city": {[]level{province, city, county}, "市"}, "shi": {[]level{province, city, county}, "市"},
	"prefecture": {[]level{city}, "州"}, "league": {[]level{city}, "盟"}, "district": {[]level{county}, "区"}, "qu": {[]level{county}, "区"},
	"area": {[]level{county}, "新区"}, "county": {[]level{county}, "县"}, "xian": {[]level{county}, "县"}, "banner": {[]level{county}, "旗"},
}

func scanLatin(g *gazetteer, w *writing, i int, found []mention) []mention {
	const words = 5
	var ends []int
	for j := i; len(ends) < words && j >= 0; j = nextWord(w, j) {
		for j < w.len() && isLatin(w.runes[j]) {
			j++
		}
		ends = append(ends, j)
	}
	for _, end := range slices.Backward(ends) {
		entries := g.latin[letterKey(w.text(i, end))]
		if len(entries) == 0 {
			continue
		}
		if sentFrom(w, i) || namesStreet(w, end) {
			return found
		}
		return g.latinMentions(w, i, end, entries, found)
	}
	return found
}

// namesStreet says that what stands behind a name in Latin letters makes it that of a street: Beijing Road, Nanjing West Rd.
func namesStreet(w *writing, end int) bool {
	for range 2 {
		next := nextWord(w, end)
		if next < 0 {
			return false
		}
		for end = next; end < w.len() && isLatin(w.runes[end]); end++ {
		}
		switch w.text(next, end) {
		case "road", "rd", "street", "avenue", "ave", "boulevard", "lane", "highway", "lu", "jie", "dadao":
			return true
		case "east", "west", "north", "south", "middle", "dong", "xi", "nan", "bei", "zhong":
		default:
			return false
		}
	}
	return false
}

func (g *gazetteer) latinMentions(w *writing, i, end int, entries []entry, found []mention) []mention {
	cued := slices.Contains([]string{"to", "into", "for"}, lastWord(w, i))
	after, entries, ended := g.withEnding(w, end, entries)
	for _, e := range entries {
		m := mention{start: i, end: after, node: e.node, form: e.form, latin: true, cued: cued}
		if ended && e.form != variant {
			m.form = full
		}
		if m.form == syllable {
			continue
		}
		n := g.nodes[e.node]
		m.free = n.level != county || m.form == full || cued || latinAlone(w, i, after) ||
			strings.HasSuffix(n.name, "市") && latinBegins(w, i)
		found = append(found, m)
	}
	return found
}

func latinBegins(w *writing, i int) bool {
	for i > 0 && w.runes[i-1] == ' ' {
		i--
	}
	return i == 0 || !isLatin(w.runes[i-1])
}

func latinAlone(w *writing, i, j int) bool {
	for j < w.len() && w.runes[j] == ' ' {
		j++
	}
	return latinBegins(w, i) && (j == w.len() || !isLatin(w.runes[j]))
}

// withEnding gives the meanings that the word behind a name leaves, and where that word ends; ended is false where
// there is no such word, or where it fits none of them.
func (g *gazetteer) withEnding(w *writing, end int, entries []entry) (after int, left []entry, ended bool) {
	after, said, ok := latinEnding(w, end)
	if !ok {
		return end, entries, false
	}
	for _, strict := range []bool{true, false} {
		left = slices.DeleteFunc(slices.Clone(entries), func(e entry) bool {
			n := g.nodes[e.node]
			return !slices.Contains(said.levels, n.level) || strict && !strings.HasSuffix(n.name, said.han)
		})
		if len(left) > 0 {
			return after, left, true
		}
	}
	return end, entries, false
}

// latinEnding reads "City", "Autonomous Region", "New Area" behind a name.
func latinEnding(w *writing, end int) (after int, said ending, ok bool) {
	next := nextWord(w, end)
	if next < 0 {
		return end, ending{}, false
	}
	j := next
	for j < w.len() && isLatin(w.runes[j]) {
		j++
	}
	if word := w.text(next, j); word == "autonomous" || word == "special" || word == "administrative" || word == "new" {
		return latinEnding(w, j)
	}
	said, ok = latinEndings[w.text(next, j)]
	return j, said, ok
}

// nextWord is where the Latin word behind j begins when only one mark joins the two, or -1.
func nextWord(w *writing, j int) int {
	if j+1 < w.len() && strings.ContainsRune(" '-.", w.runes[j]) && isLatin(w.runes[j+1]) {
		return j + 1
	}
	return -1
}

// lastWord is the Latin word that ends before i.
func lastWord(w *writing, i int) string {
	for i > 0 && w.runes[i-1] == ' ' {
		i--
	}
	start := i
	for start > 0 && isLatin(w.runes[start-1]) {
		start--
	}
	return w.text(start, i)
}
