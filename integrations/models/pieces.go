package models

import (
	"math"
	"unicode/utf8"

	"oldhand/integrations/text"
)

// A text is read as pieces: words and numbers as they are written; Chinese cut into the longest words that the model knows,
// and each of those once more as its characters, so that a character counts as one, however many words it is met in. A piece
// is known by its hash alone, so that neither the model nor the reading of a text needs any string.

// LongestHan is how many characters a Chinese word may have.
const LongestHan = 6

const (
	longestWord   = 40 // letters that are looked at of one word
	shortGram     = 3  // letters of the shortest part of a word
	longGram      = 5  // and of the longest
	shortestStem  = 4  // letters that an unknown word and a known one, or its stem, must begin with
	longestEnding = 4  // letters of the unknown one that may follow them
)

// Repeated is how much a word counts that a text has n times: less than n times as much, for what it is about is known by then.
func Repeated(n int) float64 { return math.Sqrt(float64(n)) }

// How many times its row counts: a part of an unknown word, which says more than the same part of a known one that it was
// learned with, and something without parts, such as a number.
const (
	PartTimes  = 2
	WholeTimes = 5
)

// Seeds keep the kinds of hashes apart.
const (
	pieceSeed = 0xcbf29ce484222325
	gramSeed  = 0x9ae16a3b2f90404f
)

// hashRune goes on with a hash; stirred must follow the last one.
func hashRune(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 0x100000001b3 }

// stirred makes all bits of a hash depend on all of what was hashed.
func stirred(h uint64) uint64 {
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

// Hash is what a model knows a folded word, number or Chinese word by.
func Hash(piece string) uint64 {
	h := uint64(pieceSeed)
	for _, r := range piece {
		h = hashRune(h, r)
	}
	return stirred(h)
}

// Unknown is the row of a word that has none.
const Unknown = -1

// Pieces cuts a text into pieces and gives the row of each that rowOf knows for its hash, or Unknown. Of Chinese it gives
// the longest words that have a row, and all characters.
func Pieces(s string, rowOf func(hash uint64) int, yield func(script text.Script, piece string, row int)) {
	for script, run := range text.Runs(text.Fold(s)) {
		if script != text.Ideographs {
			yield(script, run, rowOf(Hash(run)))
			continue
		}
		for run != "" {
			size, row := longest(run, rowOf)
			word := run[:size]
			yield(script, word, row)
			for at, r := range word {
				if character := word[at : at+utf8.RuneLen(r)]; character != word {
					yield(script, character, rowOf(Hash(character)))
				}
			}
			run = run[size:]
		}
	}
}

// longest finds how many bytes the longest known word at the beginning of a run of Chinese has, and its row; if there is
// none, the first character is all.
func longest(run string, rowOf func(uint64) int) (size, row int) {
	var sizes [LongestHan]int
	var hashes [LongestHan]uint64
	n, h := 0, uint64(pieceSeed)
	for at, r := range run {
		if n == LongestHan {
			break
		}
		h = hashRune(h, r)
		sizes[n], hashes[n] = at+utf8.RuneLen(r), stirred(h)
		n++
	}
	for n--; n >= 0; n-- {
		if row = rowOf(hashes[n]); row != Unknown {
			return sizes[n], row
		}
	}
	return sizes[0], Unknown
}

// Beginnings gives the hashes of what an unknown word begins with, the longest first, until yield says no more: of words that
// differ in their endings alone, one that is known speaks for the others.
func Beginnings(piece string, yield func(hash uint64) bool) {
	var hashes [longestEnding + 1]uint64 // without the last letters: none, one, ...
	h, letters := uint64(pieceSeed), 0
	for _, r := range piece {
		h = hashRune(h, r)
		copy(hashes[1:], hashes[:])
		hashes[0] = stirred(h)
		letters++
	}
	for n := 1; n <= longestEnding && letters-n >= shortestStem; n++ {
		if !yield(hashes[n]) {
			return
		}
	}
}

// Grams gives the hashes of the parts of a word, its ends marked: what an unknown or misspelt word is known by. What is no
// word of letters (a number, a character) has one part, itself.
func Grams(script text.Script, piece string, yield func(hash uint64)) {
	if script != text.Letters {
		h := uint64(gramSeed)
		for _, r := range piece {
			h = hashRune(h, r)
		}
		yield(stirred(h))
		return
	}
	var letters [longestWord + 2]rune
	letters[0] = '<'
	n := 1
	for _, r := range piece {
		if n > longestWord {
			break
		}
		letters[n] = r
		n++
	}
	letters[n] = '>'
	n++
	for i := range n {
		h := uint64(gramSeed)
		for j := i; j < min(n, i+longGram); j++ {
			if h = hashRune(h, letters[j]); j-i+1 >= shortGram {
				yield(stirred(h))
			}
		}
	}
}
