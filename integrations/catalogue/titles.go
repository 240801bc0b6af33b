package catalogue

import (
	"hash/maphash"
	"iter"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgtype"

	"oldhand/integrations/text"
)

// titleIndex finds items, counted from 0 as they were added, by the terms of their titles. Terms are numbered.
type titleIndex struct {
	numbers map[string]uint32
	terms   lists // of each item, rising
	items   lists // of each term, rising
	// whole has the only item with exactly this title, or none where there are several, by the title's hash: of 64 bits, so
	// that no two titles of a village ever share one.
	whole map[uint64]int32
	// called has the same by what a title calls the goods before it tells of them, for names of at least two terms.
	called map[uint64]int32
	seed   maphash.Seed
}

// lists are many short lists of numbers, one after the other in one: a slice for each would take more than what it holds.
type lists struct {
	all []uint32
	end []uint32
}

// of gives a list by its place.
func (l lists) of(n uint32) []uint32 {
	from := uint32(0)
	if n > 0 {
		from = l.end[n-1]
	}
	return l.all[from:l.end[n]]
}

func newTitleIndex() titleIndex {
	return titleIndex{numbers: map[string]uint32{}, whole: map[uint64]int32{}, called: map[uint64]int32{}, seed: maphash.MakeSeed()}
}

// add takes in the next item. Those of its terms that have weight A are its titles'.
func (t *titleIndex) add(terms pgtype.TSVector, en, zh string) {
	item := int32(len(t.terms.end))
	for _, title := range []string{en, zh} {
		if content, there := t.hash(text.Content(title), 1); there {
			alone(t.whole, content, item)
		}
	}
	for _, name := range []string{calledEN(en), calledZH(zh)} {
		if content, there := t.hash(text.Content(name), leastCalled); there {
			alone(t.called, content, item)
		}
	}
	from := len(t.terms.all)
	for _, lexeme := range terms.Lexemes {
		if !slices.ContainsFunc(lexeme.Positions, func(p pgtype.TSVectorPosition) bool { return p.Weight == text.WeightA }) {
			continue
		}
		number, known := t.numbers[lexeme.Word]
		if !known {
			number = uint32(len(t.numbers))
			t.numbers[strings.Clone(lexeme.Word)] = number
		}
		t.terms.all = append(t.terms.all, number)
	}
	slices.Sort(t.terms.all[from:])
	t.terms.end = append(t.terms.end, uint32(len(t.terms.all)))
}

// leastCalled is how many terms a name of goods has at least that is told from a word which others have too.
const leastCalled = 2

// alone keeps the only item that has a hash, or none.
func alone(of map[uint64]int32, content uint64, item int32) {
	if other, taken := of[content]; taken && other != item {
		item = none
	}
	of[content] = item
}

// hash stands for the words of a title without the small ones, in whatever order, if there are at least so many of them.
func (t *titleIndex) hash(terms []string, least int) (content uint64, there bool) {
	terms = slices.Sorted(slices.Values(terms))
	return maphash.String(t.seed, strings.Join(terms, " ")), len(terms) >= least
}

// index makes the items found by their terms, once all are there.
func (t *titleIndex) index() {
	t.terms.all, t.terms.end = slices.Clip(t.terms.all), slices.Clip(t.terms.end)
	t.items = lists{all: make([]uint32, len(t.terms.all)), end: make([]uint32, len(t.numbers))}
	for _, term := range t.terms.all {
		t.items.end[term]++
	}
	sum := uint32(0)
	for term, count := range t.items.end { // now where each list begins
		t.items.end[term] = sum
		sum += count
	}
	for item := range t.terms.end {
		for _, term := range t.terms.of(uint32(item)) {
			t.items.all[t.items.end[term]] = uint32(item)
			t.items.end[term]++ // and at last where it ends
		}
	}
}

// entitled gives the only item with these words and no others for a title.
func (t *titleIndex) entitled(words string) (item int, ok bool) {
	content, there := t.hash(text.Content(words), 1)
	at, known := t.whole[content]
	return int(at), there && known && at != none
}

// calling gives the only item whose title calls the goods by these words, where no other's title has them all.
func (t *titleIndex) calling(words string) (item int, ok bool) {
	terms := text.Content(words)
	content, there := t.hash(terms, leastCalled)
	at, known := t.called[content]
	if !there || !known || at == none {
		return 0, false
	}
	concepts := make([]concept, len(terms))
	for n, term := range terms {
		concepts[n] = concept{alternatives: [][]string{{term}}}
	}
	return t.only(concepts)
}

// only gives the only item whose title has every concept: the second that has all ends the search.
func (t *titleIndex) only(concepts []concept) (item int, ok bool) {
	for candidate := range t.every(concepts) {
		if ok {
			return 0, false
		}
		item, ok = candidate, true
	}
	return item, ok
}

// has says that the title of an item has every concept.
func (t *titleIndex) has(item int, concepts []concept) bool {
	wanted := make([][][]uint32, len(concepts))
	for n, c := range concepts {
		wanted[n] = t.known(c)
	}
	return t.all(uint32(item), wanted)
}

// anyHas says that the title of one of some items has a concept.
func (t *titleIndex) anyHas(items []int, c concept) bool {
	return slices.ContainsFunc(items, func(item int) bool { return t.has(item, []concept{c}) })
}

// mostOfKind is how many goods of a kind tell what can be said of them: more are of so many kinds that every word is said of one.
const mostOfKind = 5000

// some gives the items whose title has every concept, as many as tell of their kind.
func (t *titleIndex) some(concepts []concept) (items []int) {
	for item := range t.every(concepts) {
		if items = append(items, item); len(items) == mostOfKind {
			break
		}
	}
	return items
}

// every gives the items whose title has every concept, each once. Candidates are those that have the rarest: common words cost no more
// than rare ones.
func (t *titleIndex) every(concepts []concept) iter.Seq[int] {
	return func(yield func(int) bool) {
		if len(concepts) == 0 {
			return
		}
		wanted := make([][][]uint32, len(concepts))
		rarest, least := 0, len(t.terms.end)+1
		for n, c := range concepts {
			wanted[n] = t.known(c)
			held := 0
			for _, terms := range wanted[n] {
				held += len(t.items.of(terms[0]))
			}
			if held < least {
				rarest, least = n, held
			}
		}
		var found []uint32
		for _, terms := range wanted[rarest] {
			for _, candidate := range t.items.of(terms[0]) {
				if slices.Contains(found, candidate) || !t.all(candidate, wanted) {
					continue
				}
				if !yield(int(candidate)) {
					return
				}
				found = append(found, candidate)
			}
		}
	}
}

// known gives the ways to write a concept that titles may have, each by its terms' numbers, the rarest term first.
func (t *titleIndex) known(c concept) (alternatives [][]uint32) {
	for _, terms := range c.alternatives {
		numbers := make([]uint32, 0, len(terms))
		for _, term := range terms {
			if number, known := t.numbers[term]; known {
				numbers = append(numbers, number)
			}
		}
		if len(numbers) < len(terms) || len(numbers) == 0 {
			continue
		}
		slices.SortFunc(numbers, func(a, b uint32) int { return len(t.items.of(a)) - len(t.items.of(b)) })
		alternatives = append(alternatives, numbers)
	}
	return alternatives
}

// all says that an item's title has every concept in one of the ways to write it.
func (t *titleIndex) all(item uint32, wanted [][][]uint32) bool {
	terms := t.terms.of(item)
	has := func(number uint32) bool {
		_, there := slices.BinarySearch(terms, number)
		return there
	}
	for _, alternatives := range wanted {
		if !slices.ContainsFunc(alternatives, func(numbers []uint32) bool {
			return !slices.ContainsFunc(numbers, func(number uint32) bool { return !has(number) })
		}) {
			return false
		}
	}
	return true
}
