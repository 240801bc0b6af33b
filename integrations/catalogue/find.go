package catalogue

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"oldhand/integrations/measure"
)

// Query says what to look for; empty fields do not limit.
type Query struct {
	Text     string
	SKU      string
	Category string
	MinPrice *measure.Fen // inclusive, of one piece at the item's minimum
	MaxPrice *measure.Fen // inclusive
	// Not is what is not wanted: items whose title has all of these words. Without a Text, the goods they name are looked for,
	// and those of them that they tell apart left out: no red mugs.
	Not    string
	Order  Order
	Limit  int // 0: 10
	Offset int
}

// Order is what stands first of what was found.
type Order string

// What matches best comes first, or what costs least or most among the goods searched for.
const (
	Best     Order = ""
	Cheapest Order = "cheapest"
	Dearest  Order = "dearest"
)

// Hit is an item found.
type Hit struct {
	Item
	Score float64 // higher is better; comparable within one Result only
}

// Result is a page of hits, best first.
type Result struct {
	Hits []Hit
	// Near: nothing matched and these are the nearest.
	Near bool
	// Total is how many match in all, counted up to 1,000.
	Total int
}

// What a page and a search may be at most.
const (
	defaultLimit = 10
	maxLimit     = 100
	maxMatches   = 1000 // candidates that are looked at, and counted
)

// How good a match must be. An item matches if it has that much of what the search's words weigh, beyond the title at half.
const (
	matches  = 0.4
	nearWord = 0.25 // of the words' weight, to be near
	nearMean = 0.3  // cosine of the meanings, to be near
)

// What parts of a score count.
const (
	beyondTitle = 0.5  // a word in the category or the description, beside one in the title
	surer       = 0.1  // the very word searched for in the title, and the same again: the title says so in both languages
	meaning     = 0.25 // cosine of the meanings, beside all words in the title
	brevity     = 0.05 // a title of these words and no others
)

// match is an item that may be shown.
type match struct {
	id       ItemID
	there    bool    // something of it can be ordered
	exact    bool    // its SKU was named
	kind     bool    // its title or category says the kind of goods that is searched for
	coverage float64 // 0 to 1: how much of the search's words it has
	titled   float64 // 0 to 1: how much of them its title has
	score    float64
	price    measure.Fen // of one piece at the item's minimum
}

// worth is how much of the search's words an item has, where one beyond the title counts less.
func (m match) worth() float64 { return m.titled + beyondTitle*(m.coverage-m.titled) }

// Find searches titles, SKUs, categories and descriptions by words of both languages, tolerating typos, and by meaning.
// An item whose SKU was named comes first, sold-out items come last.
func (c *Catalogue) Find(ctx context.Context, q Query) (Result, error) {
	found, err := c.find(ctx, []Query{q})
	if err != nil {
		return Result{}, err
	}
	return found[0].Result, nil
}

// answer is a Result, with how each hit of its page matched.
type answer struct {
	Result
	page      []match
	corrected bool // something was taken for a typo, or for pinyin
}

// find answers several queries in as many round trips as one: all of a step go to the database together.
func (c *Catalogue) find(ctx context.Context, queries []Query) ([]answer, error) {
	searches, err := c.begin(ctx, queries)
	if err != nil {
		return nil, fmt.Errorf("find items: %w", err)
	}
	if err := c.goOn(ctx, slices.DeleteFunc(slices.Clone(searches), (*search).enough)); err != nil {
		return nil, fmt.Errorf("find items: %w", err)
	}
	answers, err := c.answers(ctx, searches)
	if err != nil {
		return nil, fmt.Errorf("find items: %w", err)
	}
	return answers, nil
}

// answers reads the items of all pages at once.
func (c *Catalogue) answers(ctx context.Context, searches []*search) ([]answer, error) {
	answers := make([]answer, len(searches))
	var ids []ItemID
	for n, s := range searches {
		answers[n] = s.answer()
		for _, m := range answers[n].page {
			ids = append(ids, m.id)
		}
	}
	slices.Sort(ids)
	var items []Item
	if ids = slices.Compact(ids); len(ids) > 0 {
		var err error
		if items, err = c.Items(ctx, ids); err != nil {
			return nil, err
		}
	}
	for n := range answers {
		answers[n].fill(items)
	}
	return answers, nil
}

// fill puts the items of the page, which stand among others by id, into the result.
func (a *answer) fill(items []Item) {
	for _, m := range a.page {
		at, there := slices.BinarySearchFunc(items, m.id, func(i Item, id ItemID) int { return cmp.Compare(i.ID, id) })
		if there {
			a.Hits = append(a.Hits, Hit{Item: items[at], Score: m.score})
		}
	}
	a.Near = a.Near && len(a.Hits) > 0
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// code is what may be a SKU within a sentence: it has a digit.
var code = regexp.MustCompile(`[0-9A-Za-z._/#-]*[0-9][0-9A-Za-z._/#-]*`)

// codesIn gives the SKUs that a search may name among other words.
func codesIn(words string) []string {
	var names []string
	for _, part := range code.FindAllString(words, maxConcepts) {
		if len(part) > 1 {
			names = append(names, key(part), key(strings.Trim(part, "._/#-")))
		}
	}
	return names
}

// join puts matches together, of an item in both the first.
func join(a, b []match) []match {
	seen := make(map[ItemID]bool, len(a))
	for _, m := range a {
		seen[m.id] = true
	}
	for _, m := range b {
		if !seen[m.id] {
			a = append(a, m)
		}
	}
	return a
}

// meaningPatience is how long a search waits for a remote embedder before it does without.
const meaningPatience = 2 * time.Second
