package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"oldhand/integrations/models"
	"oldhand/integrations/text"
)

const (
	mostWords  = 45000 // English words, of which there are nearly as many: their parts say little of them
	mostHan    = 26000 // Chinese words of more than one character: the characters of the others say more
	sharedRows = 8192  // for parts of words
	rare       = 7e-4  // a word of this frequency counts half of one that is never met; see weight
	stemWeight = 0.7
	gramWeight = 0.2
	charWeight = 0.5
	stemMark   = "stem:" // before a stem, to tell it from the word
)

// part is a row of the matrix that is learned, and how much of it.
type part struct {
	row    int32
	weight float32
}

// piece is a word as it occurs in texts; its vector is made of its parts: itself, its stem and the parts of its letters.
type piece struct {
	script text.Script
	word   string
	parts  []part
}

// vocabulary knows the rows of the matrix and the pieces of all texts.
type vocabulary struct {
	rows   map[string]int32 // of words, characters and stems; the shared ones come after them
	known  map[uint64]bool  // Chinese words
	counts map[string]float64
	total  float64
	often  []string // English words, those that are met most first
	pieces []piece
	ids    map[string]int32 // of pieces
}

func newVocabulary(r *reading) *vocabulary {
	v := &vocabulary{rows: map[string]int32{}, known: map[uint64]bool{}, counts: map[string]float64{}, ids: map[string]int32{}}
	for _, w := range r.words {
		v.known[models.Hash(w)] = true
	}
	met := map[string]float64{}
	for _, p := range r.pairs {
		v.count(p.a, met)
		v.count(p.b, met)
	}
	for _, s := range r.natural {
		v.count(s, v.counts)
	}
	const languages = 2
	for name, n := range v.counts {
		if !isStem(name) && !isCharacter(name) {
			v.total += n / languages
		}
	}
	v.choose(met)
	return v
}

// count counts the words, characters and stems of a text.
func (v *vocabulary) count(s string, counts map[string]float64) {
	v.cut(s, func(script text.Script, word string) {
		counts[word]++
		if script == text.Letters {
			counts[stemOf(word)]++
		}
	})
}

// cut gives the pieces of a text.
func (v *vocabulary) cut(s string, yield func(text.Script, string)) {
	models.Pieces(s, v.rowOf, func(script text.Script, word string, _ int) { yield(script, word) })
}

// rowOf knows the Chinese words, of which the text is to be cut into the longest; which row each has does not matter here.
func (v *vocabulary) rowOf(hash uint64) int {
	if v.known[hash] {
		return 0
	}
	return models.Unknown
}

// stemOf names the stem of a word.
func stemOf(word string) string { return stemMark + text.Stem(word) }

// choose gives rows to the words that are met most, and to all characters and stems.
func (v *vocabulary) choose(met map[string]float64) {
	var english, han, names []string
	for name := range met {
		switch {
		case isStem(name), isCharacter(name):
			names = append(names, name)
		case isHan(name):
			han = append(han, name)
		default:
			english = append(english, name)
		}
	}
	often := func(a, b string) int {
		return cmp.Or(cmp.Compare(met[b]+v.counts[b], met[a]+v.counts[a]), cmp.Compare(a, b))
	}
	slices.SortFunc(english, often)
	slices.SortFunc(han, often)
	han = han[:min(mostHan, len(han))]
	v.often = english[:min(mostWords, len(english))]
	names = slices.Concat(names, han, v.often)
	slices.Sort(names)
	for i, name := range names {
		v.rows[name] = int32(i)
	}
	clear(v.known)
	for _, w := range han {
		v.known[models.Hash(w)] = true
	}
}

func isStem(name string) bool { return strings.HasPrefix(name, stemMark) }

func isHan(s string) bool {
	for script := range text.Runs(s) {
		return script == text.Ideographs
	}
	return false
}

// isCharacter tells a Chinese character from a word.
func isCharacter(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return size == len(s) && isHan(s)
}

// size is the number of rows.
func (v *vocabulary) size() int { return len(v.rows) + sharedRows }

// weight is how much a word counts: the less, the more often it is met in whole sentences.
func (v *vocabulary) weight(name string) float64 { return rare / (rare + v.counts[name]/v.total) }

// read gives the pieces of a text, new ones included.
func (v *vocabulary) read(s string) []int32 {
	var ids []int32
	v.cut(s, func(script text.Script, word string) {
		id, known := v.ids[word]
		if !known {
			id = int32(len(v.pieces))
			v.ids[word] = id
			v.pieces = append(v.pieces, piece{script, word, v.parts(script, word)})
		}
		ids = append(ids, id)
	})
	return ids
}

// parts takes a word apart.
func (v *vocabulary) parts(script text.Script, word string) []part {
	var parts []part
	add := func(name string, weight float64) bool {
		row, known := v.rows[name]
		if known {
			parts = append(parts, part{row, float32(weight)})
		}
		return known
	}
	weight, own := v.weight(word), 1.
	if isCharacter(word) {
		own = charWeight
	}
	known := add(word, weight*own)
	share := gramWeight * weight
	switch {
	case script == text.Letters:
		add(stemOf(word), weight*stemWeight)
	case known:
		return parts
	default:
		share *= models.WholeTimes
	}
	models.Grams(script, word, func(h uint64) {
		parts = append(parts, part{int32(len(v.rows)) + int32(h%sharedRows), float32(share)})
	})
	return parts
}

// words gives the pieces that the model will know by themselves, in order.
func (v *vocabulary) words() []piece {
	var all []piece
	for _, word := range slices.Sorted(maps.Keys(v.rows)) {
		if isStem(word) {
			continue
		}
		script := text.Letters
		switch {
		case isHan(word):
			script = text.Ideographs
		case word[0] <= '9':
			script = text.Digits
		}
		all = append(all, piece{script, word, v.parts(script, word)})
	}
	return all
}

// stems gives for each stem that is no word itself the word that is met most of those that have it.
func (v *vocabulary) stems() map[uint64]uint64 {
	stems := map[uint64]uint64{}
	for _, word := range v.often {
		stem := text.Stem(word)
		if _, known := v.rows[stem]; known {
			continue
		}
		if _, taken := stems[models.Hash(stem)]; !taken {
			stems[models.Hash(stem)] = models.Hash(word)
		}
	}
	return stems
}
