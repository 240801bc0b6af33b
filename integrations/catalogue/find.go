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
	"oldhand/integrations/text"
)

// Query says what to look for; empty fields do not limit.
type Query struct {
	Text     string
	SKU      string
	Category string
	MinPrice *measure.Fen // inclusive, of one piece at the item's minimum
	MaxPrice *measure.Fen // inclusive
	Limit    int          // 0: 10
	Offset   int
}

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
}

// worth is how much of the search's words an item has, where one beyond the title counts less.
func (m match) worth() float64 { return m.titled + beyondTitle*(m.coverage-m.titled) }

// Find searches titles, SKUs, categories and descriptions by words of both languages, tolerating typos, and by meaning.
// An item whose SKU was named comes first, sold-out items come last.
func (c *Catalogue) Find(ctx context.Context, q Query) (Result, error) {
	r, _, err := c.find(ctx, q)
	return r, err
}

// find also tells how each hit of the page matched.
func (c *Catalogue) find(ctx context.Context, q Query) (Result, []match, error) {
	found, near, err := c.search(ctx, q)
	if err != nil {
		return Result{}, nil, fmt.Errorf("find items: %w", err)
	}
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(first(a.exact, b.exact), first(a.there, b.there), cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
	})
	limit := min(cmp.Or(max(q.Limit, 0), defaultLimit), maxLimit)
	offset := min(max(q.Offset, 0), len(found))
	page := found[offset:min(offset+limit, len(found))]
	hits, err := c.hits(ctx, page)
	return Result{Hits: hits, Near: near && len(hits) > 0, Total: min(len(found), maxMatches)}, page, err
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

func (c *Catalogue) hits(ctx context.Context, page []match) ([]Hit, error) {
	ids := make([]ItemID, len(page))
	scores := make(map[ItemID]float64, len(page))
	for n, m := range page {
		ids[n], scores[m.id] = m.id, m.score
	}
	items, err := c.Items(ctx, ids)
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, len(items))
	for n, i := range items {
		hits[n] = Hit{Item: i, Score: scores[i.ID]}
	}
	return hits, nil
}

// search gives every match, in no order; near says that none is good and these are the nearest.
func (c *Catalogue) search(ctx context.Context, q Query) (found []match, near bool, err error) {
	if q.SKU != "" {
		if found, err := c.named(ctx, keys(q.SKU), q); err != nil || len(found) > 0 {
			return found, false, err
		}
	}
	words := strings.TrimSpace(text.Clean(q.Text + " " + q.SKU))
	if words == "" {
		found, err := c.all(ctx, q)
		return found, false, err
	}
	if named, err := c.named(ctx, keys(words), q); err != nil || len(named) > 0 {
		return named, false, err
	}
	named, err := c.named(ctx, codesIn(words), q)
	if err != nil {
		return nil, false, err
	}
	found, near, err = c.byWords(ctx, words, q)
	if err != nil {
		return nil, false, err
	}
	return join(named, found), near && len(named) == 0, nil
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

// byWords searches by words and, where those are not enough, by meaning.
func (c *Catalogue) byWords(ctx context.Context, words string, q Query) (found []match, near bool, err error) {
	v, err := c.vocabulary(ctx)
	if err != nil {
		return nil, false, err
	}
	read := v.read(words)
	concepts, kind := read.concepts, read.ofKind()
	all, err := c.lexical(ctx, allOf(concepts), kind, concepts, q)
	if err != nil || len(all) >= cmp.Or(max(q.Limit, 0), defaultLimit) {
		return all, false, err
	}
	some, err := c.lexical(ctx, anyOf(concepts), kind, concepts, q)
	if err != nil {
		return nil, false, err
	}
	some = join(all, some)
	alike, err := c.byMeaning(ctx, words, q)
	if err != nil {
		return nil, false, err
	}
	for n, m := range some {
		some[n].score += meaning * alike[m.id].score
	}
	if good := slices.DeleteFunc(slices.Clone(some), func(m match) bool { return m.worth() < matches }); len(good) > 0 {
		best := slices.MaxFunc(good, func(a, b match) int { return cmp.Compare(a.score, b.score) })
		return good, !best.kind, nil
	}
	some = slices.DeleteFunc(some, func(m match) bool { return m.coverage < nearWord && alike[m.id].score < nearMean })
	return join(some, nearest(alike)), true, nil
}

// nearest gives what is alike enough to be shown where nothing matches.
func nearest(alike map[ItemID]match) []match {
	var near []match
	for _, m := range alike {
		if m.score >= nearMean {
			m.score *= meaning
			near = append(near, m)
		}
	}
	return near
}

// meaningPatience is how long a search waits for a remote embedder before it does without.
const meaningPatience = 2 * time.Second
