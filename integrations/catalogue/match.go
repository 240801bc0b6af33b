package catalogue

import (
	"context"
	"slices"

	"oldhand/integrations/text"
)

// matchHits is how many items are offered for the words of an order line.
const matchHits = 5

// Match resolves the words of an order line ("red hair clips", "红色发夹") to items, best first, at most 5. Certain says
// that the first is meant beyond doubt: it alone has that SKU, or that title, or a title with all of the words. What was
// taken for a typo or for pinyin is never certain.
func (c *Catalogue) Match(ctx context.Context, words string) (hits []Hit, certain bool, err error) {
	found, page, err := c.find(ctx, Query{Text: words, Limit: 2 * matchHits})
	if err != nil || len(found.Hits) == 0 {
		return nil, false, err
	}
	if page[0].exact {
		certain := len(page) == 1 || !page[1].exact
		return found.Hits[:min(len(found.Hits), matchHits)], certain, nil
	}
	if found.Near {
		return found.Hits[:min(len(found.Hits), matchHits)], false, nil
	}
	v, err := c.vocabulary(ctx)
	if err != nil {
		return nil, false, err
	}
	_, corrected := v.concepts(words)
	hits = found.Hits
	certain = onlyTitled(hits, words) || !corrected && full(page[0]) && (len(page) == 1 || !full(page[1]))
	return hits[:min(len(hits), matchHits)], certain, nil
}

// full says that an item has every word asked for in its title.
func full(m match) bool { return m.titled > 0.999 }

// onlyTitled says that one item has these words and no others for a title; it moves to the front.
func onlyTitled(hits []Hit, words string) bool {
	terms := text.Content(words)
	titled := func(h Hit) bool {
		return slices.Equal(text.Content(h.TitleEN), terms) || slices.Equal(text.Content(h.TitleZH), terms)
	}
	at := slices.IndexFunc(hits, titled)
	if at < 0 || slices.ContainsFunc(hits[at+1:], titled) {
		return false
	}
	hit := hits[at]
	copy(hits[1:at+1], hits[:at])
	hits[0] = hit
	return true
}
