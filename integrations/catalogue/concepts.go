package catalogue

import (
	"cmp"
	_ "embed" // the units of one character
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"oldhand/integrations/text"
)

// concept is one thing that a search asks for, in every way that it may be written.
type concept struct {
	alternatives [][]string // each the terms that an item has together; the first as it was searched for
	weight       float64
	optional     bool // a pair of characters that may only stand across two words
}

// query is the concept as a tsquery.
func (c concept) query() string { return anyOne(c.alternatives) }

// written is the tsquery of the very words that were searched for.
func (c concept) written() string { return cmp.Or(text.All(c.alternatives[0]), c.query()) }

// agreed is the tsquery of items that say it in both languages, if it is known in both.
func (c concept) agreed() string {
	var english, chinese [][]string
	for _, terms := range c.alternatives {
		if len(terms) > 0 && text.Language(terms[0]) == "zh" {
			chinese = append(chinese, terms)
		} else {
			english = append(english, terms)
		}
	}
	if e, z := anyOne(english), anyOne(chinese); e != "" && z != "" {
		return "(" + e + ") & (" + z + ")"
	}
	return c.query()
}

// furnishes are the words behind which English tells what goods have or are for: earbuds with a cable.
var furnishes = map[string]bool{"with": true, "without": true, "for": true, "in": true}

// ofKind makes the tsquery of the kind of goods that is searched for: in both languages the last word of a short search
// names it, christmas lights and 汽车轮胎, and what has the others alone is of another kind.
func (r *reader) ofKind() string {
	named := r.concepts
	if r.kind > 0 {
		named = named[:min(r.kind, len(named))]
	}
	last := len(named) - 1
	if last < 0 {
		return ""
	}
	if last > 0 && named[last].optional && !named[last-1].optional { // a character that belongs to no word
		last--
	}
	sure := slices.DeleteFunc(slices.Clone(r.concepts), func(c concept) bool { return c.optional })
	if len(sure) > shortSearch {
		return anyOf(r.concepts)
	}
	return named[last].query()
}

// shortSearch is how many words a name of goods has at most; a longer search tells of them in a sentence.
const shortSearch = 3

func anyOne(alternatives [][]string) string {
	parts := make([]string, 0, len(alternatives))
	for _, terms := range alternatives {
		if q := text.All(terms); q != "" {
			parts = append(parts, "("+q+")")
		}
	}
	return strings.Join(parts, " | ")
}

// reader takes a search apart into concepts.
type reader struct {
	words     *vocabulary
	concepts  []concept
	kind      int  // how many concepts stand before "with" or "for", behind which the kind of goods is not named; 0: all
	corrected bool // something was taken for a typo, or for pinyin
}

// maxConcepts bounds what one search asks for: beyond it nobody means every word.
const maxConcepts = 24

// read takes a search apart: known words of the trade with all that mean the same, Chinese in pinyin, other English words
// one by one, other Chinese by pairs of characters.
func (v *vocabulary) read(search string) reader {
	r := reader{words: v}
	var words []string // English words and numbers without Chinese between them
	for script, run := range text.Runs(text.Fold(search)) {
		if script == text.Ideographs {
			unit, rest := measured(words, run)
			r.english(words)
			words = nil
			if unit != nil {
				r.add(unit, false)
			}
			r.chinese([]rune(rest))
		} else {
			words = append(words, run)
		}
		if len(r.concepts) >= maxConcepts {
			break
		}
	}
	r.english(words)
	if len(r.concepts) == 0 {
		for _, term := range text.Terms(search) {
			r.add([][]string{{term}}, false)
		}
	}
	r.concepts = r.concepts[:min(len(r.concepts), maxConcepts)]
	return r
}

//go:embed data/measures.txt
var measuresFile string

// measures are the units of one character, with the letters that titles write for them.
var measures = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(measuresFile) {
		character, letters, _ := strings.Cut(strings.TrimSpace(line), " ")
		table[character] = letters
	}
	return table
})

// measured gives both ways to write the unit that some Chinese begins with right behind a number, 20瓦 and 20 W, and the Chinese
// behind it; nil: it begins with none.
func measured(words []string, run string) (unit [][]string, rest string) {
	if len(words) == 0 || strings.Trim(words[len(words)-1], "0123456789.") != "" {
		return nil, run
	}
	first, size := utf8.DecodeRuneInString(run)
	letters := measures()[string(first)]
	if letters == "" {
		return nil, run
	}
	return [][]string{{string(first)}, {text.Stem(letters)}}, run[size:]
}

// small says that a text is made of small words only, which mean nothing to a search.
func small(words string) bool {
	// A question of small words only keeps them all, so this one never is.
	const anchor = "qx "
	return len(text.Content(anchor+words)) == 1
}

func (r *reader) english(words []string) {
	stems := make([]string, len(words))
	for n, word := range words {
		stem := text.Stem(word)
		stems[n] = cmp.Or(plurals().singular[stem], stem)
	}
	for n := 0; n < len(words); {
		if group, taken := tradeWords().english(stems[n:]); taken > 0 {
			own := slices.Clone(stems[n : n+taken])
			r.add(append([][]string{own}, group...), false)
			n += taken
			continue
		}
		if small(words[n]) { // and no part of a known word, as in "make-up"
			if furnishes[words[n]] && r.kind == 0 {
				r.kind = len(r.concepts)
			}
			n++
			continue
		}
		if taken := r.pinyin(words[n:], stems[n:]); taken > 0 {
			n += taken
			continue
		}
		if two := r.joined(words[n:]); two != "" {
			r.word(two, text.Stem(two))
			n += 2
			continue
		}
		r.word(words[n], stems[n])
		n++
	}
}

// maxSyllables is how many of the words that one types may be one Chinese word in pinyin, "shou ji ke".
const maxSyllables = 4

// pinyin adds the Chinese word that the first words sound as, if no item has them as they are, and says how many they are.
func (r *reader) pinyin(words, stems []string) (taken int) {
	unknown := 0
	for unknown < min(len(stems), maxSyllables) && r.words.count[stems[unknown]] == 0 {
		unknown++
	}
	for n := unknown; n > 0; n-- {
		spelled := strings.Join(words[:n], "")
		if sounding := r.words.sounding(spelled); sounding != nil {
			r.corrected = true // many words sound alike
			r.add(append([][]string{{spelled}}, sounding...), false)
			return n
		}
	}
	return 0
}

// joined is the word that the catalogue writes of the first two, of which it does not know both: "ear rings".
func (r *reader) joined(words []string) string {
	if len(words) < 2 || r.words.count[text.Stem(words[0])] > 0 && r.words.count[text.Stem(words[1])] > 0 {
		return ""
	}
	if two := words[0] + words[1]; isWord(two) && r.words.count[text.Stem(two)] > 0 {
		return two
	}
	return ""
}

//go:embed data/plurals.txt
var pluralsFile string

// oddPlurals are the stems of the English words whose plural no stemmer knows, and those of their plurals.
type oddPlurals struct{ of, singular map[string]string }

var plurals = sync.OnceValue(func() oddPlurals {
	p := oddPlurals{map[string]string{}, map[string]string{}}
	for _, line := range text.List(pluralsFile) {
		one, many, _ := strings.Cut(line, " ")
		one, many = text.Stem(one), text.Stem(many)
		p.of[one], p.singular[many] = many, one
	}
	return p
})

// word adds an English word that is no known word of the trade, with what it may have been meant to be.
func (r *reader) word(word, stem string) {
	alternatives := [][]string{{stem}}
	if r.words.count[stem] > 0 || r.words.count[plurals().of[stem]] > 0 {
		r.add(alternatives, false)
		return
	}
	if two := r.words.split(word); two != nil {
		alternatives = append(alternatives, two)
	}
	for _, other := range r.words.correct(word) {
		alternatives = append(alternatives, []string{other})
		r.corrected = true
		group, taken := tradeWords().english([]string{other})
		if taken > 0 {
			alternatives = append(alternatives, group...)
		}
	}
	r.add(alternatives, false)
}

func (r *reader) chinese(run []rune) {
	gap := 0
	for n := 0; n < len(run); {
		group, taken := tradeWords().chinese(run[n:])
		if heard, more := r.homophone(run[n:], taken); more > 0 {
			group, taken, r.corrected = heard, more, true
		}
		if taken == 0 {
			n++
			continue
		}
		r.pairs(string(run[gap:n]))
		own := text.Terms(string(run[n : n+taken]))
		r.add(append([][]string{own}, group...), false)
		n += taken
		gap = n
	}
	r.pairs(string(run[gap:]))
}

// homophone finds the word of the trade that more than some characters sound as, 灯龙 for 灯笼, where the catalogue has
// them not all as they are: voices and thumbs choose among characters by their sound, and get some of them right.
func (r *reader) homophone(run []rune, beyond int) (group [][]string, taken int) {
	for n := min(tradeWords().runes, len(run)); n > max(beyond, 1); n-- {
		word := string(run[:n])
		if !slices.ContainsFunc(text.Terms(word), func(pair string) bool { return r.words.count[pair] == 0 }) {
			continue
		}
		for _, spelled := range text.Pinyin(word) {
			if group := tradeWords().sounds[spelled]; strings.ContainsAny(anyOne(group), word) {
				return group, n
			}
		}
	}
	return nil, 0
}

// pairs adds the Chinese between known words.
func (r *reader) pairs(gap string) {
	if small(gap) {
		return
	}
	terms := text.Content(gap)
	for _, term := range terms {
		r.add([][]string{{term}}, len(terms) > 1 && r.words.count[term] == 0)
	}
}

// unknownPair is what a pair of characters weighs that no item has: most likely it is no word.
const unknownPair = 0.3

func (r *reader) add(alternatives [][]string, optional bool) {
	for _, terms := range alternatives {
		if many := plurals().of[strings.Join(terms, " ")]; many != "" {
			alternatives = append(alternatives, []string{many})
		}
	}
	most := 0
	for _, terms := range alternatives {
		least := r.words.items
		for _, term := range terms {
			least = min(least, r.words.count[term])
		}
		most = max(most, least)
	}
	weight := r.words.weight(most)
	if optional {
		weight *= unknownPair
	}
	if c := (concept{alternatives, weight, optional}); c.query() != "" {
		r.concepts = append(r.concepts, c)
	}
}
