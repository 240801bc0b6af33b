package catalogue

import (
	"cmp"
	"context"
	"slices"

	"oldhand/integrations/text"
)

const (
	// insteadShown is how many items stand in for one that is not there.
	insteadShown = 3
	// insteadRead is how many items of its category are looked through for them.
	insteadRead = 100
)

// Instead gives the items most like one that is not there, by what is said of them and then by their price, of those that can be ordered and
// fit; lang is the language in which its title is searched for.
func (c *Catalogue) Instead(ctx context.Context, gone Item, lang string, fits func(Item) bool) ([]Item, error) {
	queries := []Query{{Text: gone.Title(lang)}}
	if gone.Category != "" {
		queries = append(queries, Query{Category: gone.Category, Limit: insteadRead})
	}
	found, err := c.find(ctx, queries)
	if err != nil {
		return nil, err
	}
	var near []Item
	for _, answer := range found {
		for _, h := range answer.Hits {
			known := slices.ContainsFunc(near, func(i Item) bool { return i.ID == h.ID })
			if h.ID != gone.ID && h.Stock >= h.MinQty && !known && alike(h.Item, gone) > 0 && fits(h.Item) {
				near = append(near, h.Item)
			}
		}
	}
	slices.SortStableFunc(near, func(a, b Item) int {
		return cmp.Or(cmp.Compare(alike(b, gone), alike(a, gone)), cmp.Compare(apart(a, gone), apart(b, gone)))
	})
	return near[:min(len(near), insteadShown)], nil
}

// InsteadOf gives, by the item that they stand in for, those that Instead gives for each of some.
func (c *Catalogue) InsteadOf(ctx context.Context, gone []ItemID, lang string) (map[ItemID][]Item, error) {
	items, err := c.Items(ctx, gone)
	if err != nil {
		return nil, err
	}
	near := map[ItemID][]Item{}
	for _, item := range items {
		near[item.ID], err = c.Instead(ctx, item, lang, func(i Item) bool { return !slices.Contains(gone, i.ID) })
		if err != nil {
			return nil, err
		}
	}
	return near, nil
}

// alike counts what the titles of two items have in common, in whichever language.
func alike(a, b Item) (n int) {
	terms := text.Terms(b.TitleEN + " " + b.TitleZH)
	for _, t := range text.Content(a.TitleEN + " " + a.TitleZH) {
		if slices.Contains(terms, t) {
			n++
		}
	}
	return n
}

// apart is by how much the prices of two items differ.
func apart(a, b Item) int64 { return int64(max(a.Price-b.Price, b.Price-a.Price)) }
