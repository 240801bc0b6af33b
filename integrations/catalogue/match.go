package catalogue

import (
	"context"
	"slices"
	"strings"

	"oldhand/integrations/text"
)

// matchHits is how many items are offered for the words of an order line.
const matchHits = 5

// Matched is what the words of an order line may mean.
type Matched struct {
	Hits []Hit // best first, at most 5
	// Certain: the first is meant beyond doubt.
	Certain bool
}

// Match resolves the words of an order line ("red hair clips", "红色发夹") to items, best first, at most 5. Certain says
// that the first is meant beyond doubt: it alone has that SKU, or that title, or a title with all of the words, or one that calls
// the goods so while the others only mean the same. What was taken for a typo or for pinyin is never certain.
func (c *Catalogue) Match(ctx context.Context, words string) (hits []Hit, certain bool, err error) {
	matched, err := c.MatchAll(ctx, []string{words})
	if err != nil {
		return nil, false, err
	}
	return matched[0].Hits, matched[0].Certain, nil
}

// MatchAll does for the words of several order lines what [Catalogue.Match] does for one, in the order asked. They cost no
// more round trips than one: three, unless the names in memory are old.
func (c *Catalogue) MatchAll(ctx context.Context, words []string) ([]Matched, error) {
	if len(words) == 0 {
		return nil, nil
	}
	queries := make([]Query, len(words))
	for n, line := range words {
		queries[n] = Query{Text: line, Limit: 2 * matchHits}
	}
	found, err := c.find(ctx, queries)
	if err != nil {
		return nil, err
	}
	all := make([]Matched, len(words))
	for n, a := range found {
		certain := a.certain(words[n])
		all[n] = Matched{Hits: a.Hits[:min(len(a.Hits), matchHits)], Certain: certain}
	}
	return all, nil
}

// certain says that the first hit is meant beyond doubt; the only one with this title moves there.
func (a *answer) certain(words string) bool {
	switch {
	case len(a.Hits) == 0 || a.Near:
		return false
	case a.page[0].exact:
		return len(a.page) == 1 || !a.page[1].exact
	}
	if onlyTitled(a.Hits, words) || !a.corrected && full(a.page[0]) && (len(a.page) == 1 || !full(a.page[1])) {
		return true
	}
	for _, name := range []string{words, unnumbered(words)} {
		if at, ok := onlyCalled(a.Hits, name); ok && !a.corrected && (name == words || full(a.page[at])) {
			toFront(a.Hits, at)
			return true
		}
	}
	return false
}

// full says that an item has every word asked for in its title.
func full(m match) bool { return m.titled > 0.999 }

// onlyTitled says that one item has these words and no others for a title; it moves to the front.
func onlyTitled(hits []Hit, words string) bool {
	terms := text.Content(words)
	at, ok := onlyHit(hits, func(h Hit) bool {
		return sameTerms(h.TitleEN, terms) || sameTerms(h.TitleZH, terms)
	})
	if ok = ok && len(terms) > 0; ok {
		toFront(hits, at)
	}
	return ok
}

// onlyCalled says that one item's title begins with these words as the name of the goods, and that no other's has them at all:
// others are found because theirs mean the same.
func onlyCalled(hits []Hit, words string) (at int, ok bool) {
	terms := text.Content(words)
	at, ok = onlyHit(hits, func(h Hit) bool { return holdsAll(h.TitleEN, terms) || holdsAll(h.TitleZH, terms) })
	return at, ok && len(terms) >= leastCalled && (sameTerms(calledEN(hits[at].TitleEN), terms) || sameTerms(calledZH(hits[at].TitleZH), terms))
}

// sameTerms says that a title is made of these terms, in whatever order.
func sameTerms(title string, terms []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(text.Content(title))), slices.Sorted(slices.Values(terms)))
}

// unnumbered is words without those that are nothing but figures: of 20 black pins the black pins, where the title says 20 as well.
func unnumbered(words string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(words), func(word string) bool { return strings.Trim(word, "0123456789") == "" }), " ")
}

// onlyHit gives the place of the one hit for which something holds.
func onlyHit(hits []Hit, holds func(Hit) bool) (int, bool) {
	at := slices.IndexFunc(hits, holds)
	return at, at >= 0 && !slices.ContainsFunc(hits[at+1:], holds)
}

func holdsAll(title string, terms []string) bool {
	has := text.Content(title)
	return !slices.ContainsFunc(terms, func(term string) bool { return !slices.Contains(has, term) })
}

// calledEN is what an English title calls the goods, before it tells of them: Red Hair Clip, Matte Claw, 11 cm.
func calledEN(title string) string {
	name, _, _ := strings.Cut(title, ",")
	return name
}

// calledZH is the same of a Chinese title: 红色发夹 磨砂大号鲨鱼夹.
func calledZH(title string) string {
	name, _, _ := strings.Cut(title, " ")
	return name
}

// toFront moves a hit to the front.
func toFront(hits []Hit, at int) {
	hit := hits[at]
	copy(hits[1:at+1], hits[:at])
	hits[0] = hit
}
