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
	typos  *text.Speller       // of the English words
	sounds map[string][]string // Chinese terms by their pinyin
}

func newVocabulary() *vocabulary {
	return &vocabulary{count: map[string]int{}, stems: map[string]string{}}
}

// index makes the words found by what people write instead of them, once all are there.
func (v *vocabulary) index() {
	v.typos, v.sounds = text.NewSpeller(), map[string][]string{}
	for word := range v.stems {
		v.typos.Add(word)
	}
	for term := range v.count {
		for _, spelled := range text.Pinyin(term) {
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
			if script == text.Letters && isWord(word) {
				v.learn(word)
			}
		}
	}
}

// learn keeps an English word, and how its singular is spelled where it looks like a plural: what is one slip from either was
// meant to be it.
func (v *vocabulary) learn(word string) {
	if v.stems[word] != "" {
		return
	}
	word = strings.Clone(word)
	stem := strings.Clone(text.Stem(word))
	v.stems[word] = stem
	for _, one := range singulars(word) {
		if v.stems[one] == "" && isWord(one) {
			v.stems[one] = stem
		}
	}
}

// singulars are what a word may be spelled like without its plural's ending: of scrunchies, scrunchie and scrunchy.
func singulars(word string) []string {
	one, plural := strings.CutSuffix(word, "s")
	stump, soft := strings.CutSuffix(one, "ie")
	var found []string
	if plural && !strings.HasSuffix(one, "s") {
		found = append(found, one)
	}
	if soft {
		found = append(found, stump+"y")
	}
	return found
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

// correct gives the stems of the catalogue's words that a word was meant to be: one that it has stands for itself, any other
// for those at one slip from it, or from its singular where there are none: umbrelas. Words of three letters are mended only where one of
// a double is missing: tre.
func (v *vocabulary) correct(word string) []string {
	if stem, ok := v.stems[word]; ok {
		return []string{stem}
	}
	short := len(word) == minTypo-1 && isWord(word+"s")
	if !short && !isWord(word) {
		return nil
	}
	var stems []string
	corrections := v.typos.Corrections(word)
	for _, one := range singulars(word) {
		if len(corrections) == 0 && isWord(one) {
			corrections = v.typos.Corrections(one)
		}
	}
	for _, c := range corrections {
		halved := c.Slip == text.Missing && c.Doubled
		if stem := v.stems[c.Word]; (!short || halved) && !slices.Contains(stems, stem) {
			stems = append(stems, stem)
		}
	}
	return stems
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
