package measure

import (
	"embed"
	"maps"
	"math"
	"slices"
	"strings"

	"oldhand/integrations/text"
)

//go:embed data/*/*.txt
var data embed.FS

// languages are those that the words of measures are known in, as the folders of data are called.
var languages = []string{"en", "zh"}

// UnitKind is what a word that counts goods stands for; empty: none that is known.
type UnitKind string

// The kinds of units that are told apart.
const (
	Piece  UnitKind = "piece" // one thing, whatever it is: 个, pcs
	Thing  UnitKind = "thing" // one thing of some shape: 条, 张, sheets
	Pair   UnitKind = "pair"
	Dozen  UnitKind = "dozen"
	Gross  UnitKind = "gross" // twelve dozen
	Set    UnitKind = "set"
	Bundle UnitKind = "bundle"
	Pack   UnitKind = "pack"
	Bag    UnitKind = "bag"
	Box    UnitKind = "box"
	Carton UnitKind = "carton" // as goods leave the factory
	Parcel UnitKind = "parcel"

	roll   UnitKind = "roll"
	bottle UnitKind = "bottle"
	can    UnitKind = "can"
	jar    UnitKind = "jar"
	bucket UnitKind = "bucket"
	strung UnitKind = "string"
	sheet  UnitKind = "sheet"
)

// Single says that a unit is one thing, out of which nobody takes a part.
func (k UnitKind) Single() bool {
	switch k {
	case Piece, Thing, roll, bottle, can, jar, bucket, strung, sheet:
		return true
	}
	return false
}

// Holds says that a unit is a package of whatever it holds.
func (k UnitKind) Holds() bool {
	switch k {
	case Pack, Bag, Box, Carton, Set, Bundle, roll:
		return true
	}
	return false
}

// retail says that a unit is a package as goods lie on a shelf; people call the same one a pack, a bag or a box.
func (k UnitKind) retail() bool { return k == Pack || k == Bag || k == Box }

// unitTable is what the words of units are, the first kind of each the one that it is above all.
type unitTable struct {
	kinds map[string][]UnitKind
	names map[string]map[UnitKind]string // by language, as shown
}

var units = readUnits()

func readUnits() unitTable {
	t := unitTable{map[string][]UnitKind{}, map[string]map[UnitKind]string{}}
	for _, language := range languages {
		t.names[language] = map[UnitKind]string{}
		for _, fields := range readData(language + "/units.txt") {
			t.add(t.names[language], fields[0], fields[1:])
		}
	}
	return t
}

func (t unitTable) add(names map[UnitKind]string, word string, what []string) {
	var kinds []UnitKind
	written := slices.Contains(what, "written")
	for _, kind := range what {
		if kind == "written" {
			continue
		}
		kinds = append(kinds, UnitKind(kind))
		if names[UnitKind(kind)] == "" {
			names[UnitKind(kind)] = word
		}
	}
	if !written {
		t.kinds[word] = kinds
	}
}

// readData reads a table of words; what is wrong with one of ours is a mistake of the program.
func readData(name string) (lines [][]string) {
	table, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(table)) {
		line, _, _ = strings.Cut(line, "#")
		if fields := strings.Fields(line); len(fields) > 1 {
			lines = append(lines, fields)
		}
	}
	return lines
}

// UnitWords gives the words of units in both languages.
func UnitWords() []string { return slices.Collect(maps.Keys(units.kinds)) }

// UnitOf gives what a folded word counts; empty where it counts nothing.
func UnitOf(word string) UnitKind {
	if kinds := units.kinds[word]; kinds != nil {
		return kinds[0]
	}
	return ""
}

// UnitIn names a unit in a language, en or zh: 双 is pairs. A unit of that language, or one that is not known, stays as it is.
func UnitIn(language, unit string) string {
	kinds := kindsOf(unit)
	if len(kinds) == 0 || text.HasHan(unit) == (language == "zh") {
		return unit
	}
	if name := units.names[language][kinds[0]]; name != "" {
		return name
	}
	return unit
}

func kindsOf(unit string) []UnitKind { return units.kinds[strings.TrimSpace(text.Fold(unit))] }

// Goods is how the catalogue counts an item.
type Goods struct {
	Unit   string // empty: it is not known what is meant
	Carton int    // so many of the unit are in one; 0: it is not known
}

// Count gives a quantity in the unit by which goods are counted, from how it was said: two dozen pieces are 24, and so are two
// dozen pairs of what is sold by the pair. A unit that the goods are not known to have comes back as said. The quantity is 0
// where it is no whole number, or more than anyone means.
func Count(n Decimal, said string, of Goods) (quantity int, unit string) {
	if strings.TrimSpace(said) == "" || text.Fold(said) == text.Fold(of.Unit) {
		return wholly(n, 1), of.Unit
	}
	if times, known := multiple(kindsOf(said), of); known {
		return wholly(n, times), of.Unit
	}
	return wholly(n, 1), said
}

// multiple gives how many of the goods' unit one of the unit said is; ok is false where that is not known.
func multiple(said []UnitKind, of Goods) (times int, ok bool) {
	kinds := kindsOf(of.Unit)
	item := first(kinds)
	loose := item.Single() || item == "" || item == Pair // of which a dozen is twelve
	switch kind := first(said); {
	case kind == Dozen && loose:
		return 12, true
	case kind == Gross && loose:
		return 144, true
	case kind == Gross && item == Dozen:
		return 12, true
	case of.Unit == "":
		return 0, false
	case shared(said, kinds), kind == Piece && (item.Single() || item == ""):
		return 1, true
	case kind.retail() && item.retail():
		return 1, of.Carton == 0 || !slices.Contains(said, Carton)
	case slices.Contains(said, Carton) && item != Carton && of.Carton > 0:
		return of.Carton, true
	}
	return 0, false
}

// SameUnit says that two folded words may count the same: 个 and 条, pack and bag.
func SameUnit(a, b string) bool { return shared(units.kinds[a], units.kinds[b]) }

// shared says that two units may be the same. A box may be a carton, but is none where goods come by the carton: there it may
// be what is in one.
func shared(a, b []UnitKind) bool {
	return first(a) != "" && first(a) == first(b) || slices.ContainsFunc(a, func(k UnitKind) bool { return k != Carton && slices.Contains(b, k) })
}

func first(kinds []UnitKind) UnitKind {
	if len(kinds) == 0 {
		return ""
	}
	return kinds[0]
}

// wholly gives n times so many, where that is a whole number that somebody may want. A third is exact, though no decimal is.
func wholly(n Decimal, times int) int {
	if n > math.MaxInt64/Decimal(3*times) {
		return 0
	}
	if thirds := (3*n + One/2) / One; thirds%3 != 0 && max(thirds*One-3*n, 3*n-thirds*One) <= 1 {
		n = thirds * Decimal(times)
		if n%3 != 0 || n/3 > maxSpelled {
			return 0
		}
		return int(n / 3)
	}
	if n *= Decimal(times); n%One != 0 || n > maxSpelled*One {
		return 0
	}
	return int(n / One)
}
