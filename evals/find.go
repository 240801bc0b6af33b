package evals

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
)

// findCase is a search and what it should find in the sample village.
type findCase struct {
	Query string `json:"query"`
	Kind  string `json:"kind"` // en, zh, cross (the words of one language, the title of the other), mix, typo, limit, category
	// What is right: an item with one of the SKUs, or one whose two titles, joined by " | ", match; neither: the limits alone.
	SKUs  []string `json:"skus"`
	Title string   `json:"title"`
	// Limits that every item found must keep.
	Min      *measure.Fen `json:"min_fen"`
	Max      *measure.Fen `json:"max_fen"`
	Category string       `json:"category"`
	// None: there is nothing like it, and the search has to say so.
	None bool `json:"none"`
}

func scoreFind(ctx context.Context, v *Village, t *tally) error {
	all, err := cases[findCase]("find")
	if err != nil {
		return err
	}
	for _, c := range all {
		title, err := regexp.Compile("(?i)" + c.Title)
		if err != nil {
			return fmt.Errorf("%q: %w", c.Query, err)
		}
		found, err := v.Find(ctx, c.Query)
		if err != nil {
			return fmt.Errorf("find %q: %w", c.Query, err)
		}
		c.score(t, found, title)
	}
	return nil
}

func (c findCase) score(t *tally, found catalogue.Result, title *regexp.Regexp) {
	if c.None {
		said := found.Near || len(found.Hits) == 0
		t.count("nothing said so", said)
		if !said {
			t.fail("there is none: %q gave %s", c.Query, titles(found))
		}
		return
	}
	kept := found.Near || !slices.ContainsFunc(found.Hits, func(h catalogue.Hit) bool { return !c.within(h.Item) })
	t.count("limits kept", kept)
	place := slices.IndexFunc(found.Hits, func(h catalogue.Hit) bool { return c.right(h.Item, title) })
	t.count("hit@1", place == 0)
	t.count("hit@1 "+c.Kind, place == 0)
	t.count("hit@5", place >= 0 && place < 5)
	t.count("hit@5 "+c.Kind, place >= 0 && place < 5)
	t.count("found, not near", !found.Near)
	if place != 0 || !kept || found.Near {
		t.fail("%q: right at %d (from 0), limits kept %t, near %t: %s", c.Query, place, kept, found.Near, titles(found))
	}
}

// within says that an item keeps the limits.
func (c findCase) within(i catalogue.Item) bool {
	price := i.PriceAt(i.MinQty)
	return (c.Min == nil || price >= *c.Min) && (c.Max == nil || price <= *c.Max) && (c.Category == "" || i.Category == c.Category)
}

func (c findCase) right(i catalogue.Item, title *regexp.Regexp) bool {
	if len(c.SKUs) > 0 {
		return slices.Contains(c.SKUs, i.SKU)
	}
	return c.within(i) && title.MatchString(i.TitleEN+" | "+i.TitleZH)
}

// titles names the first few items found.
func titles(found catalogue.Result) []string {
	var all []string
	for _, h := range found.Hits[:min(3, len(found.Hits))] {
		all = append(all, fmt.Sprintf("%s %s ¥%s", h.SKU, h.TitleEN, h.Price))
	}
	return all
}
