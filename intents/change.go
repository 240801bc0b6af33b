package intents

import (
	"context"
	"slices"
	"strings"

	"oldhand/integrations/catalogue"
	"oldhand/intents/understand"
)

const (
	// likeRead is how many hits of a search are looked through for the draft's lines.
	likeRead = 100
	// likeEnough is how much of the best hit's score another must have to be meant by the same words.
	likeEnough = 0.95
)

// change gives a line of the draft another quantity.
func (v *visit) change(ctx context.Context, s understand.Slots) error {
	d := v.state.Draft
	if d == nil {
		return v.changeNothing(ctx, s)
	}
	lines, err := v.linesMeant(ctx, s)
	switch {
	case err != nil:
		return err
	case len(lines) == 1 && s.Step == understand.Less:
		return v.showDraft(ctx, "order.notfewer")
	case len(lines) == 0 && (s.Item != "" || s.SKU != ""):
		v.say("order.noline", view{"Words": firstOf(s.Item, s.SKU)})
		return v.showDraft(ctx)
	case len(lines) == 0 && s.When == "", len(lines) > 1:
		return v.showDraft(ctx, "order.whichline")
	}
	if s.When != "" {
		d.When = s.When
	}
	v.touch()
	if len(lines) == 1 && s.Quantity > 0 {
		if err := v.setInUnit(ctx, lines[0], s.Quantity, s.Unit); err != nil {
			return err
		}
	}
	return v.showDraft(ctx)
}

// setInUnit gives a line a quantity in a unit as said.
func (v *visit) setInUnit(ctx context.Context, i, quantity int, unit string) error {
	l := &v.state.Draft.Lines[i]
	items, err := v.Catalogue.Items(ctx, []catalogue.ItemID{l.Item})
	if err != nil {
		return err
	}
	v.state.Draft.set(i, quantity)
	l.Unit = unit
	if len(items) == 1 {
		l.Quantity, l.Unit = pieces(quantity, unit, items[0])
	}
	return nil
}

// changeNothing answers a change with no order open: an item named with a quantity is a new order, unless it is to be
// fewer of what was ordered.
func (v *visit) changeNothing(ctx context.Context, s understand.Slots) error {
	if s.Step == understand.Less {
		if p := v.state.Placed; p != nil && !p.Undone && v.now.Sub(p.At) < recently {
			v.showPlaced(p, "order.standing")
			return nil
		}
		return v.listOrders(ctx)
	}
	if s.Quantity > 0 && (s.Item != "" || s.SKU != "") {
		return v.order(ctx, understand.Slots{
			Lines: []understand.Line{{Item: s.Item, SKU: s.SKU, Quantity: s.Quantity, Unit: s.Unit}}, When: s.When,
		})
	}
	v.say("order.none", nil, v.ways()...)
	return nil
}

// linesMeant finds the draft's lines that a change or removal is about: one that was named, or all that words such as
// "the socks" are about.
func (v *visit) linesMeant(ctx context.Context, s understand.Slots) ([]int, error) {
	d := v.state.Draft
	if s.Item == "" && s.SKU == "" {
		if len(d.Lines) == 1 {
			return []int{0}, nil
		}
		return only(slices.IndexFunc(d.Lines, func(l line) bool { return l.Quantity == 0 || l.Unit != "" })), nil
	}
	if i := d.named(s.SKU, s.Item); i >= 0 {
		return []int{i}, nil
	}
	return v.linesLike(ctx, firstOf(s.Item, s.SKU))
}

// only is the list of one index, or of none.
func only(i int) []int {
	if i < 0 {
		return nil
	}
	return []int{i}
}

// linesLike finds the draft's lines that a search for the words finds, those that fit as well as the best of them.
func (v *visit) linesLike(ctx context.Context, words string) (lines []int, err error) {
	result, err := v.Catalogue.Find(ctx, catalogue.Query{Text: words, Limit: likeRead})
	if err != nil || result.Near {
		return nil, err
	}
	best := 0.0
	for _, h := range result.Hits {
		if i := v.state.Draft.index(h.ID); i >= 0 && h.Score >= likeEnough*best {
			best = max(best, h.Score)
			lines = append(lines, i)
		}
	}
	return lines, nil
}

// named finds the line of a SKU, or whose words are the ones said, or the only one whose name holds them.
func (d *draft) named(sku, words string) int {
	words = strings.TrimSuffix(strings.TrimSuffix(words, " ones"), " one")
	exact := slices.IndexFunc(d.Lines, func(l line) bool {
		return sku != "" && strings.EqualFold(l.SKU, sku) || words != "" && strings.EqualFold(l.Words, words)
	})
	if exact >= 0 || words == "" {
		return exact
	}
	part := -1
	for i, l := range d.Lines {
		if strings.Contains(strings.ToLower(l.Words+" "+l.Also), strings.ToLower(words)) {
			if part >= 0 {
				return -1
			}
			part = i
		}
	}
	return part
}

// remove takes lines off the draft.
func (v *visit) remove(ctx context.Context, s understand.Slots) error {
	if v.state.Draft == nil {
		v.say("order.none", nil, v.ways()...)
		return nil
	}
	lines, err := v.linesMeant(ctx, s)
	switch {
	case err != nil:
		return err
	case len(lines) == 0 && s.Item == "" && s.SKU == "":
		return v.showDraft(ctx, "order.whichline")
	case len(lines) == 0:
		v.say("order.noline", view{"Words": firstOf(s.Item, s.SKU)})
		return v.showDraft(ctx)
	}
	slices.Sort(lines)
	for _, i := range slices.Backward(lines) {
		v.state.Draft.set(i, 0)
	}
	v.touch()
	return v.showDraft(ctx)
}
