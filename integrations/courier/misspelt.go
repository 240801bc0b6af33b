package courier

import (
	"slices"
	"strings"
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

// misspelt finds a province or city whose name is written with one slip, where that is safe: a whole part of the
// text, long enough, and near to one name only. In a sentence only what follows a word of sending is looked at.
func (g *gazetteer) misspelt(w *writing, sentence bool) (found, bool) {
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

func sameScript(a, b rune) bool {
	return isHan(a) && isHan(b) || isLatin(a) && isLatin(b)
}

// slip matches one part of the text, or what stands behind a word of sending in it.
func (g *gazetteer) slip(w *writing, i, j int, sentence bool) (found, bool) {
	switch {
	case isLatin(w.runes[i]) && (!sentence || lastWord(w, i) == "to"):
		if n, ok := nearest(g.bigLatin, w.runes[i:j], shortestLatin); ok {
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

func (g *gazetteer) slipHan(w *writing, i, j int) (found, bool) {
	for end := i + shortestHan; end <= j; end++ {
		if !endsPart(w, end) {
			continue
		}
		if n, ok := nearest(g.bigHan, w.runes[i:end], shortestHan); ok {
			return found{start: i, end: end, nodes: []nodeID{n}, form: short, levels: 1}, true
		}
	}
	return found{}, false
}

// nearest is the one place with a name at one slip from word.
func nearest(names []bigName, word []rune, shortest int) (nodeID, bool) {
	if len(word) < shortest || len(word) > longestSlip {
		return nobody, false
	}
	if slices.Contains(notSlips, string(word)) {
		return nobody, false
	}
	match := nobody
	for _, name := range names {
		if !oneSlip(word, name.runes) {
			continue
		}
		if match != nobody && match != name.node {
			return nobody, false
		}
		match = name.node
	}
	return match, match != nobody
}

// oneSlip says that two names differ by one character: changed or, in letters, left out, put in or swapped.
func oneSlip(a, b []rune) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	restA, restB := a[i:], b[i:]
	switch {
	case len(a) == len(b) && len(restA) > 0 && slices.Equal(restA[1:], restB[1:]):
		return true
	case isHan(b[0]):
		return false
	case len(a) == len(b)+1:
		return slices.Equal(restA[1:], restB)
	case len(b) == len(a)+1:
		return slices.Equal(restA, restB[1:])
	}
	return len(a) == len(b) && len(restA) > 1 && restA[0] == restB[1] && restA[1] == restB[0] && slices.Equal(restA[2:], restB[2:])
}
