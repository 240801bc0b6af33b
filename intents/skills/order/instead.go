package order

import (
	"context"

	"oldhand/integrations/catalogue"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
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

// nearestThere are the items most like one that can be ordered and are not on the draft.
func (g goods) nearestThere(ctx context.Context, t *dialogue.Turn, gone catalogue.Item) ([]catalogue.Item, error) {
	return g.Instead(ctx, gone, string(t.Lang), func(i catalogue.Item) bool { return memory.Of(t).Draft.index(i.ID) < 0 })
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
