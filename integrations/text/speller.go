package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Slip is a mistake of the fingers in one place of a word.
type Slip uint8

// The slips. Two characters exchanged are neighbours.
const (
	Missing Slip = iota + 1 // a character was left out
	Extra                   // there is one too many
	Wrong                   // one stands for another
	Swapped                 // two are exchanged
)

// Correction is a word that a misspelt one may have been meant to be.
type Correction struct {
	Word    string
	Slip    Slip
	At      int  // the character from which the two differ, counted from 0
	Doubled bool // the character missing or extra is the same as the one before it: tre, orderr
}

// Speller finds the words of a list at one slip from a misspelt one. It only knows what is near; which of that is
// meant, if any, depends on the words, and is for its users to say.
//
// A word and a misspelling have something in common once a character is left out of each or either, so both are looked up by what they
// become then. That is the deletion neighbourhood of Bocek, Hunt and Stiller, known from SymSpell.
type Speller struct {
	words map[string]bool
	near  map[string][]string // words by themselves, and by what they become when one character is left out
}

// NewSpeller makes a speller of no words.
func NewSpeller() *Speller {
	return &Speller{words: make(map[string]bool), near: make(map[string][]string)}
}

// Add takes in a word, as it is: whoever wants a word in capitals found folds it and what is looked up.
func (s *Speller) Add(word string) {
	if s.words[word] {
		return
	}
	s.words[word] = true
	for _, key := range deletions(word) {
		s.near[key] = append(s.near[key], word)
	}
}

// Knows says that a word is one of the list as it is.
func (s *Speller) Knows(word string) bool { return s.words[word] }

// Corrections gives the words at one slip from the one written, in the order of their letters; the word itself is none of them.
func (s *Speller) Corrections(written string) []Correction {
	var found []Correction
	for _, key := range deletions(written) {
		for _, word := range s.near[key] {
			c, ok := correct(written, word)
			if ok && !slices.Contains(found, c) { // they may have several keys in common
				found = append(found, c)
			}
		}
	}
	slices.SortFunc(found, func(a, b Correction) int { return strings.Compare(a.Word, b.Word) })
	return found
}

// deletions gives a word, and what it becomes when one character is left out.
func deletions(word string) []string {
	keys := make([]string, 0, len(word)+1)
	keys = append(keys, word)
	for at := 0; at < len(word); {
		_, size := utf8.DecodeRuneInString(word[at:])
		if key := word[:at] + word[at+size:]; key != keys[len(keys)-1] { // either letter of a double gives the same
			keys = append(keys, key)
		}
		at += size
	}
	return keys
}

// correct says by which slip the one word was written for the other; ok is false if it takes none or more than one.
func correct(written, word string) (c Correction, ok bool) {
	a, b := []rune(written), []rune(word)
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	c = Correction{Word: word, At: at}
	restA, restB := a[at:], b[at:]
	switch {
	case len(b) == len(a)+1 && slices.Equal(restA, restB[1:]):
		c.Slip, c.Doubled = Missing, at > 0 && b[at] == b[at-1]
	case len(a) == len(b)+1 && slices.Equal(restA[1:], restB):
		c.Slip, c.Doubled = Extra, at > 0 && a[at] == a[at-1]
	case len(a) != len(b) || len(restA) == 0:
		return Correction{}, false
	case slices.Equal(restA[1:], restB[1:]):
		c.Slip = Wrong
	case len(restA) > 1 && restA[0] == restB[1] && restA[1] == restB[0] && slices.Equal(restA[2:], restB[2:]):
		c.Slip = Swapped
	}
	return c, c.Slip != 0
}
