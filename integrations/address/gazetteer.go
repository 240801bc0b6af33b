package address

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"oldhand/integrations/text"
)

//go:embed data/china_divisions.json.gz
var divisionsFile []byte

//go:embed data/china_streets.txt.gz
var streetsFile []byte

// level is how deep a division stands.
type level int8

const (
	province level = iota
	city
	county
)

// nodeID is an index into gazetteer.nodes.
type nodeID int16

const noNode nodeID = -1

// node is one division.
type node struct {
	code    string
	name    string
	short   string
	pinyin  []string // a syllable for each character of name
	level   level
	parent  nodeID
	nominal bool // a level that exists on paper only: 市辖区, 省直辖县级行政区划
}

// form is how a name was written, the most certain first.
type form int8

const (
	full     form = iota // with its ending: 深圳市
	short                // without it: 深圳
	variant              // with another ending, as before a change: 吴江市 for 吴江区
	region               // one name for several provinces: 江浙沪
	syllable             // one syllable, which needs its ending: Zhao County
	inner                // without the name of its city, which must stand before it: 苏州市 工业园区
)

// entry is one meaning of a name.
type entry struct {
	node   nodeID
	form   form
	former bool // it is called otherwise today
}

// gazetteer is the divisions of China and the names that people have for them.
type gazetteer struct {
	nodes  []node
	byCode map[string]nodeID
	han    map[string][]entry // folded Chinese names
	latin  map[string][]entry // letters only, lower case
	starts map[rune]int       // the longest Chinese name that begins with a character, in characters
	letter map[string]nodeID
	// big are the names of provinces and cities that are long enough to be known with a slip in them, and typos finds them.
	big   map[string][]nodeID
	typos *text.Speller
	// towns are the counties that have a street or town of a name, folded.
	towns map[string][]nodeID
	// moved are what a division lay in before it came to its parent.
	moved map[nodeID][]nodeID
}

// places loads the tables once, when the first place is looked for. They are part of the program: if they cannot be
// read, it was built wrongly.
var places = sync.OnceValue(func() *gazetteer {
	g, err := loadGazetteer()
	if err != nil {
		panic(fmt.Sprintf("the embedded tables of divisions: %v", err))
	}
	return g
})

type division struct {
	Code     string     `json:"code"`
	Name     string     `json:"name"`
	Pinyin   string     `json:"pinyin"`
	Children []division `json:"children"`
}

func loadGazetteer() (*gazetteer, error) {
	raw, err := gunzip(divisionsFile)
	if err != nil {
		return nil, err
	}
	var file struct{ Divisions []division }
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, err
	}
	file.Divisions = append(file.Divisions,
		division{Code: "71", Name: "台湾省", Pinyin: "tai wan sheng"},
		division{Code: "81", Name: "香港特别行政区", Pinyin: "xiang gang te bie xing zheng qu"},
		division{Code: "82", Name: "澳门特别行政区", Pinyin: "ao men te bie xing zheng qu"})
	g := &gazetteer{
		byCode: map[string]nodeID{}, han: map[string][]entry{}, latin: map[string][]entry{},
		starts: map[rune]int{}, letter: map[string]nodeID{}, big: map[string][]nodeID{}, typos: text.NewSpeller(),
		towns: map[string][]nodeID{}, moved: map[nodeID][]nodeID{},
	}
	for _, d := range file.Divisions {
		g.add(d, province, noNode)
	}
	g.addNames()
	return g, g.addStreets()
}

func gunzip(b []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func (g *gazetteer) add(d division, l level, parent nodeID) {
	id := nodeID(len(g.nodes))
	g.nodes = append(g.nodes, node{
		code: d.Code, name: d.Name, short: shortName(d.Name, l), level: l, parent: parent,
		pinyin:  strings.Fields(cmp.Or(readings[d.Code], d.Pinyin)),
		nominal: l == city && (d.Name == "市辖区" || d.Name == "县" || strings.HasSuffix(d.Name, "直辖县级行政区划")),
	})
	g.byCode[d.Code] = id
	for _, child := range d.Children {
		g.add(child, l+1, id)
	}
}

func (g *gazetteer) addStreets() error {
	raw, err := gunzip(streetsFile)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(raw)) {
		code, names, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		county, ok := g.byCode[code]
		if !ok {
			return fmt.Errorf("streets of %s, which is no division", code)
		}
		for name := range strings.FieldsSeq(strings.Map(foldRune, names)) {
			g.towns[name] = append(g.towns[name], county)
		}
	}
	return nil
}

// place is the division as the outside knows it: towns straight under a city go by that city.
func (g *gazetteer) place(id nodeID) Place {
	for len(g.nodes[id].code) > 6 || g.nodes[id].nominal {
		id = g.nodes[id].parent
	}
	return Place{Code: g.nodes[id].code, Name: g.fullName(id)}
}

// fullName is the name from the province down, without the levels that exist on paper only.
func (g *gazetteer) fullName(id nodeID) string {
	var names []string
	for ; id != noNode; id = g.nodes[id].parent {
		if !g.nodes[id].nominal {
			names = append(names, g.nodes[id].name)
		}
	}
	slices.Reverse(names)
	return strings.Join(names, "")
}

// within says that a division is part of another, or is it.
func (g *gazetteer) within(id, whole nodeID) bool {
	for ; id != noNode; id = g.nodes[id].parent {
		if id == whole {
			return true
		}
	}
	return false
}

// belongs says that a division is part of another, is it, or was part of it before it was moved.
func (g *gazetteer) belongs(id, whole nodeID) bool {
	return g.within(id, whole) || slices.ContainsFunc(g.moved[id], func(before nodeID) bool { return g.within(before, whole) })
}

// undivided says that a province has no parts in the tables.
func (g *gazetteer) undivided(id nodeID) bool {
	next := int(id) + 1 // parts follow the whole
	return g.nodes[id].level == province && (next == len(g.nodes) || g.nodes[next].parent != id)
}
