package views

import (
	"cmp"
	"context"

	"oldhand/integrations/catalogue"
	"oldhand/intents/meaning"
)

// BySKU says that a line's SKU was said or shown: one that follows from words may be another distributor's, too.
func BySKU(l meaning.Line) bool {
	return l.SKU.Given() && (l.SKU.Origin != meaning.IsAssumed || !l.Item.Given())
}

// Meant are the items that a line may name, likeliest first; certain says that the first is meant.
func Meant(ctx context.Context, c *catalogue.Catalogue, l meaning.Line) (items []catalogue.Item, certain bool, err error) {
	switch {
	case l.ID.Given():
		items, err = c.Items(ctx, []catalogue.ItemID{catalogue.ItemID(l.ID.Value)})
		return items, len(items) == 1, err
	case BySKU(l):
		items, err = c.BySKU(ctx, l.SKU.Value)
		return items, len(items) == 1, err
	case !l.Named():
		return nil, false, nil
	}
	hits, certain, err := c.Match(ctx, cmp.Or(l.Like.Value, l.Words()))
	for _, h := range hits {
		items = append(items, h.Item)
	}
	return items, certain, err
}
