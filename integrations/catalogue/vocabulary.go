package catalogue

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgtype"

	"oldhand/integrations/text"
)

// vocabulary is what the catalogue's own words are, and how many items have each: typos are corrected to them, and rare
// words count for more than common ones.
type vocabulary struct {
	items  int
	count  map[string]int      // items that have a term
	stems  map[string]string   // of the English words written in full
	near   map[string][]string // words by what they become when one letter is left out
	sounds map[string][]string // Chinese terms by their pinyin
}

func newVocabulary() *vocabulary {
	return &vocabulary{count: map[string]int{}, stems: map[string]string{}}
}

// index makes the words found by what people write instead of them, once all are there.
func (v *vocabulary) index() {
	v.near, v.sounds = map[string][]string{}, map[string][]string{}
	for word := range v.stems {
		for key := range deletions(word) {
			v.near[key] = append(v.near[key], word)
		}
	}
	for term := range v.count {
		for _, spelled := range spellings(term) {
			v.sounds[spelled] = append(v.sounds[spelled], term)
		}
	}
}

// minTypo is the length of the shortest word that may be a typo: shorter ones are too near to each other.
const minTypo = 4

// add counts the words of an item, whose terms are made of all its fields but the SKU. New words are copied: as parts of the
// item's texts they would keep all of these in memory.
func (v *vocabulary) add(i Item, terms pgtype.TSVector) {
	v.items++
	for _, lexeme := range terms.Lexemes {
		word := lexeme.Word
		if v.count[word] == 0 {
			word = strings.Clone(word)
		}
		v.count[word]++
	}
	for _, words := range []string{i.TitleEN, i.TitleZH, i.Category} {
		for script, word := range text.Runs(text.Fold(words)) {
			if script == text.Letters && isWord(word) && v.stems[word] == "" {
				v.stems[strings.Clone(word)] = strings.Clone(text.Stem(word))
			}
		}
	}
}

// isWord says that a run is long enough and all small Latin letters: codes and numbers are not corrected.
func isWord(word string) bool {
	for n := range len(word) {
		if word[n] < 'a' || word[n] > 'z' {
			return false
		}
	}
	return len(word) >= minTypo
}

// deletions gives a word, and what it becomes when one letter is left out.
func deletions(word string) map[string]bool {
	keys := map[string]bool{word: true}
	for n := range len(word) {
		keys[word[:n]+word[n+1:]] = true
	}
	return keys
}

// correct gives the stems of the catalogue's words that are one slip away from a word it does not have: a letter too
// many, too few, wrong, or two exchanged.
func (v *vocabulary) correct(word string) []string {
	if !isWord(word) && (len(word) != minTypo-1 || !isWord(word+"s")) {
		return nil
	}
	found := map[string]bool{}
	var stems []string
	for key := range deletions(word) {
		for _, near := range v.near[key] {
			if stem := v.stems[near]; !found[stem] && oneSlip(word, near) && (len(word) >= minTypo || halved(word, near)) {
				found[stem] = true
				stems = append(stems, stem)
			}
		}
	}
	return stems
}

// oneSlip says that a and b, which have something in common with a letter left out, differ by one slip only: where the
// left-out letters stand far apart, they do not.
func oneSlip(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	exchanged := len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
	return len(a) <= 1 && len(b) <= 1 || exchanged
}

// halved says that a short word is another with one letter of a double left out: tre.
func halved(word, near string) bool {
	for n := 1; n < len(near); n++ {
		if near[n] == near[n-1] && near[:n]+near[n+1:] == word {
			return true
		}
	}
	return false
}

// sounding gives the terms of Chinese words that sound as a word in pinyin: words of the trade, and terms of the catalogue.
func (v *vocabulary) sounding(word string) [][]string {
	found := slices.Clone(tradeWords().sounds[word])
	for _, term := range v.sounds[word] {
		found = append(found, []string{term})
	}
	return found
}

// split cuts a word that the catalogue writes as two ("hairclip").
func (v *vocabulary) split(word string) []string {
	const shortest = 3
	for n := shortest; n <= len(word)-shortest; n++ {
		if !utf8.RuneStart(word[n]) {
			continue
		}
		first, second := text.Stem(word[:n]), text.Stem(word[n:])
		if v.count[first] > 0 && v.count[second] > 0 {
			return []string{first, second}
		}
	}
	return nil
}

// weight says how much it means that an item has a term: the rarer, the more.
func (v *vocabulary) weight(items int) float64 {
	return math.Log(1 + (float64(v.items)+1)/(float64(items)+0.5))
}
