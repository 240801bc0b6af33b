package address

import (
	"slices"
	"strings"

	"oldhand/integrations/text"
)

// Names shorter than these, in characters, are too easily another word with a slip in it.
const (
	shortestHan   = 3
	shortestLatin = 6
	longestSlip   = 14
)

// notSlips are words of their own, however near to a place.
var notSlips = strings.Fields(`banking cannon canyon carton change changed daring diving joining linden manning pecking
	piping ranking sanding shining sinking suiting tiling turban wanton`)

// slips finds places whose names are written with a wrong character.
type slips struct{ *gazetteer }

// misspeltPart finds a province or city whose name is written with one slip, where that is safe: a whole part of the
// text, long enough, and near to one name only. In a sentence only what follows a word of sending is looked at.
func (g slips) misspeltPart(w *writing, sentence bool) (found, bool) {
	for i := 0; i < w.len(); {
		j := i + 1
		for j < w.len() && sameScript(w.runes[i], w.runes[j]) {
			j++
		}
		if f, ok := g.slip(w, i, j, sentence); ok {
			return f, true
		}
		i = j
	}
	return found{}, false
}

// misspelt is misspeltPart of what may be an address.
func (g slips) misspelt(w *writing) (found, bool) { return g.misspeltPart(w, false) }

// misspeltIn is misspeltPart of a sentence.
func (g slips) misspeltIn(w *writing) (found, bool) {
	f, ok := g.misspeltPart(w, true)
	f.cued = ok // it is only looked for behind such a word
	return f, ok
}

// longestCity is how many characters of a city's full name are looked at for a slip.
const longestCity = 5

// mend finds a city with a slip in its name beside what was found: the one whose county is meant where there are several,
// and the one within a province.
func (g slips) mend(w *writing, f *found) {
	several := len(f.nodes) > 1
	if f.latin || !several && g.nodes[f.nodes[0]].level != province {
		return
	}
	for n := longestCity; n >= shortestHan; n-- {
		i, j := f.end, f.end+n
		if several {
			i, j = f.start-n, f.start
		}
		if i < 0 || j > w.len() || !strings.ContainsRune("市州盟", w.runes[j-1]) {
			continue
		}
		city, ok := g.nearest(w.runes[i:j], shortestHan, func(n nodeID) bool { return g.cityBeside(n, f.nodes) })
		if !ok {
			continue
		}
		f.start, f.end = min(f.start, i), max(f.end, j)
		if !several {
			f.nodes = []nodeID{city}
			return
		}
		f.nodes = slices.DeleteFunc(f.nodes, func(county nodeID) bool { return !g.within(county, city) })
		return
	}
}

// cityBeside says that a place is a city that holds one of several places, or that lies within the one.
func (g slips) cityBeside(place nodeID, nodes []nodeID) bool {
	return g.nodes[place].level == city && slices.ContainsFunc(nodes, func(n nodeID) bool {
		return g.within(n, place) || len(nodes) == 1 && g.within(place, n)
	})
}

func sameScript(a, b rune) bool {
	return isHan(a) && isHan(b) || isLatin(a) && isLatin(b)
}

// slip matches one part of the text, or what stands behind a word of sending in it.
func (g slips) slip(w *writing, i, j int, sentence bool) (found, bool) {
	switch {
	case isLatin(w.runes[i]) && (!sentence || lastWord(w, i) == "to"):
		if n, ok := g.nearest(w.runes[i:j], shortestLatin, anywhere); ok {
			return found{start: i, end: j, nodes: []nodeID{n}, latin: true, form: short, levels: 1}, true
		}
	case isHan(w.runes[i]):
		start := i
		for k := j - 1; k > i && start == i; k-- {
			if cuedHan(w, k) {
				start = k
			}
		}
		if sentence && !cuedHan(w, start) {
			return found{}, false
		}
		return g.slipHan(w, start, j)
	}
	return found{}, false
}

func (g slips) slipHan(w *writing, i, j int) (found, bool) {
	for end := i + shortestHan; end <= j; end++ {
		if !endsPart(w, end) {
			continue
		}
		if n, ok := g.nearest(w.runes[i:end], shortestHan, anywhere); ok {
			return found{start: i, end: end, nodes: []nodeID{n}, form: short, levels: 1}, true
		}
	}
	return found{}, false
}

// anywhere takes every place.
func anywhere(nodeID) bool { return true }

// nearest is the one place, of those asked for, with a name at one slip from word; a slip in Chinese is a wrong character.
func (g slips) nearest(word []rune, shortest int, asked func(nodeID) bool) (nodeID, bool) {
	if len(word) < shortest || len(word) > longestSlip || slices.Contains(notSlips, string(word)) {
		return noNode, false
	}
	match := noNode
	for _, c := range g.typos.Corrections(string(word)) {
		if isHan(word[0]) && c.Slip != text.Wrong {
			continue
		}
		for _, n := range g.big[c.Word] {
			switch {
			case !asked(n):
			case match != noNode && match != n:
				return noNode, false
			default:
				match = n
			}
		}
	}
	return match, match != noNode
}
