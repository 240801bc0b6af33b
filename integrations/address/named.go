package address

import (
	"oldhand/integrations/text"
	"slices"
	"strings"
)

// PlaceOf gives the place of a code; one that is unknown has no name.
func PlaceOf(code string) Place {
	g := places()
	if id, ok := g.byCode[code]; ok {
		return g.place(id)
	}
	return Place{Code: code}
}

// In names a place in a language, "en" or "zh".
func (p Place) In(lang string) string {
	if lang == "zh" {
		return p.Name
	}
	return EnglishName(p)
}

// Province is the short name of the province that a place is in, in a language: Xinjiang, 新疆. A place without a code keeps
// its name.
func (p Place) Province(lang string) string {
	g := places()
	if len(p.Code) < 2 {
		return p.Name
	}
	id, ok := g.byCode[p.Code[:2]]
	switch {
	case !ok:
		return p.Name
	case lang == "zh":
		return g.nodes[id].short
	}
	return g.english(id)
}

// ProvinceNamed finds a province by any name it has, and by no more than its name.
func ProvinceNamed(name string) (Place, bool) {
	g := places()
	id, ok := g.provinceNamed(name)
	if !ok {
		return Place{}, false
	}
	return g.place(id), true
}

func (g *gazetteer) provinceNamed(name string) (nodeID, bool) {
	folded := strings.TrimSpace(fold(name))
	entries := append(slices.Clone(g.han[folded]), g.latin[provinceKey(folded)]...)
	for _, e := range entries {
		if g.nodes[e.node].level == province && e.form != region {
			return e.node, true
		}
	}
	id, ok := g.letter[folded]
	return id, ok
}

func provinceKey(folded string) string {
	for _, ending := range []string{" province", " municipality", " autonomous region", " sar"} {
		folded = strings.TrimSuffix(folded, ending)
	}
	if text.HasHan(folded) {
		return ""
	}
	return letterKey(folded)
}

// Named finds a division by its code or by its names from the larger to the smaller, "浙江省/金华市/义乌市": no more than its
// name may be written. Errors: ErrUnknownPlace, *AmbiguousError.
func Named(name string) (Place, error) {
	g := places()
	if id, ok := g.byCode[name]; ok && !g.nodes[id].nominal {
		return g.place(id), nil
	}
	var within []nodeID
	for i, piece := range strings.Split(fold(name), "/") {
		var next []nodeID
		for _, e := range append(slices.Clone(g.han[strings.TrimSpace(piece)]), g.latin[letterKey(piece)]...) {
			inside := func(whole nodeID) bool { return g.within(e.node, whole) }
			if e.form != region && (i == 0 || slices.ContainsFunc(within, inside)) {
				next = append(next, e.node)
			}
		}
		within = next
	}
	switch within = g.distinct(within); len(within) {
	case 0:
		return Place{}, ErrUnknownPlace
	case 1:
		return g.place(within[0]), nil
	}
	return Place{}, &AmbiguousError{Candidates: g.placesOf(within), Words: name}
}

// Shared is the smallest division that holds all of some places; the zero Place where none does.
func Shared(candidates []Place) Place {
	g := places()
	id := g.byCode[candidates[0].Code]
	for ; id != noNode; id = g.nodes[id].parent {
		holds := func(p Place) bool { return g.within(g.byCode[p.Code], id) }
		if !slices.ContainsFunc(candidates, func(p Place) bool { return !holds(p) }) {
			return g.place(id)
		}
	}
	return Place{}
}
