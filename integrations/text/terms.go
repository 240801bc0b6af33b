package text

import (
	"strings"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// maxTerm is the longest term kept, in bytes; PostgreSQL takes no lexeme over 2,046, and nobody searches for one so long.
const maxTerm = 100

// Terms gives what a text is found by, in order and with repeats: stems of English words, numbers, overlapping pairs of
// Chinese characters (and a character that stands alone).
func Terms(s string) []string {
	var terms []string
	for script, run := range Runs(Fold(s)) {
		terms = appendRun(terms, script, run)
	}
	return terms
}

// Content gives the terms of a question without its small words ("how do I", "的", "怎么"), each once. A question of
// nothing else keeps them all.
func Content(s string) []string {
	var terms []string
	for script, run := range Runs(Fold(s)) {
		switch {
		case script == Letters && Small(run):
		case script == Ideographs:
			for piece := range Pieces(run) {
				terms = appendRun(terms, script, piece)
			}
		default:
			terms = appendRun(terms, script, run)
		}
	}
	if len(terms) == 0 {
		terms = Terms(s)
	}
	return unique(terms)
}

func appendRun(terms []string, script Script, run string) []string {
	if script == Ideographs {
		return appendPairs(terms, run)
	}
	if len(run) > maxTerm {
		return terms
	}
	if script == Letters {
		run = Stem(run)
	}
	if run == "" {
		return terms
	}
	return append(terms, run)
}

// Stem gives the stem of a folded English word; of other words, and of codes with digits, the word itself.
func Stem(word string) string {
	word = strings.ReplaceAll(word, "’", "'")
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || '0' <= c && c <= '9' {
			return word
		}
	}
	// The stemmer never looks at a word of two letters, but drops what follows an apostrophe.
	stem := english.Stem(word, true)
	return strings.ReplaceAll(stem, "'", "")
}

// appendPairs appends the overlapping pairs of a run, or its only character.
func appendPairs(terms []string, run string) []string {
	first, second := 0, -1 // where the last two characters seen begin
	for at := range run {
		if at == 0 {
			continue
		}
		if second >= 0 {
			terms = append(terms, run[first:at])
			first = second
		}
		second = at
	}
	return append(terms, run[first:])
}

// unique leaves the first of each term.
func unique(terms []string) []string {
	seen := make(map[string]bool, len(terms))
	kept := terms[:0]
	for _, t := range terms {
		if !seen[t] {
			seen[t] = true
			kept = append(kept, t)
		}
	}
	return kept
}
