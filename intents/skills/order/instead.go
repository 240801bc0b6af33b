package order

import (
	"cmp"
	"context"
	"slices"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/text"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	// insteadShown is how many items stand in for one that is sold out.
	insteadShown = 3
	// insteadRead is how many items of its category are looked through for them.
	insteadRead = 100
)

// offerInstead puts the nearest items that are there beside the sold-out lines that have buttons. They are looked for
// whenever the draft is shown, because they may sell out as well.
func (g goods) offerInstead(ctx context.Context, t *dialogue.Turn, items itemsByID) error {
	d := memory.Of(t).Draft
	asked := 0
	for i := range d.Lines {
		l := &d.Lines[i]
		if l.Item != 0 {
			l.Choices = nil // those of an open line are what it may mean
		}
		trouble := l.check(items)
		if trouble == fine || asked == askedAtOnce {
			continue
		}
		asked++
		if trouble != soldOut {
			continue
		}
		near, err := g.nearestThere(ctx, t, items[l.Item])
		if err != nil {
			return err
		}
		for _, item := range near {
			items[item.ID] = item
			l.Choices = append(l.Choices, item.ID)
		}
	}
	return nil
}

// nearestThere are the items most like one, by what is said of them, that can be ordered and are not on the draft.
func (g goods) nearestThere(ctx context.Context, t *dialogue.Turn, gone catalogue.Item) ([]catalogue.Item, error) {
	queries := []catalogue.Query{{Text: gone.Title(string(t.Lang))}}
	if gone.Category != "" {
		queries = append(queries, catalogue.Query{Category: gone.Category, Limit: insteadRead})
	}
	var near []catalogue.Item
	for _, q := range queries {
		result, err := g.Find(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, h := range result.Hits {
			known := slices.ContainsFunc(near, func(i catalogue.Item) bool { return i.ID == h.ID })
			if h.ID != gone.ID && h.Stock >= h.MinQty && memory.Of(t).Draft.index(h.ID) < 0 && !known && alike(h.Item, gone) > 0 {
				near = append(near, h.Item)
			}
		}
	}
	slices.SortStableFunc(near, func(a, b catalogue.Item) int { return cmp.Compare(alike(b, gone), alike(a, gone)) })
	return near[:min(len(near), insteadShown)], nil
}

// alike counts what the titles of two items have in common, in whichever language.
func alike(a, b catalogue.Item) (n int) {
	terms := text.Terms(b.TitleEN + " " + b.TitleZH)
	for _, t := range text.Content(a.TitleEN + " " + a.TitleZH) {
		if slices.Contains(terms, t) {
			n++
		}
	}
	return n
}

// pressLike looks for what could be had instead of an item, for a card that could not: its item sold out under the tap.
// Where nothing is alike, the item's category is shown.
func (sk *skill) pressLike(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	item, err := sk.Catalogue.Item(ctx, catalogue.ItemID(id))
	if err != nil {
		return err
	}
	if d := memory.Of(t).Draft; d != nil && d.index(item.ID) >= 0 {
		near, err := sk.goods.nearestThere(ctx, t, item)
		if err != nil {
			return err
		}
		if len(near) > 0 {
			t.Below()
			return sk.showDraft(ctx, t)
		}
	}
	t.Below()
	return t.Do(ctx, meaning.Find{Category: meaning.Assumed(item.Category)})
}
