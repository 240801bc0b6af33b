package intents

import (
	"context"
	"slices"
	"strings"

	"oldhand/integrations/catalogue"
	"oldhand/intents/understand"
)

// change gives a line of the draft another quantity.
func (v *visit) change(ctx context.Context, s understand.Slots) error {
	d := v.state.Draft
	if d == nil {
		return v.changeNothing(ctx, s)
	}
	i, err := v.lineMeant(ctx, s)
	switch {
	case err != nil:
		return err
	case i < 0 && (s.Item != "" || s.SKU != ""):
		v.say("order.noline", view{"Words": firstOf(s.Item, s.SKU)})
		return v.showDraft(ctx)
	case i < 0 && s.When == "":
		return v.showDraft(ctx, "order.whichline")
	}
	if s.When != "" {
		d.When = s.When
	}
	v.touch()
	if i >= 0 && s.Quantity > 0 {
		if err := v.setInUnit(ctx, i, s.Quantity, s.Unit); err != nil {
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

// changeNothing answers a change with no order open: an item named with a quantity is a new order.
func (v *visit) changeNothing(ctx context.Context, s understand.Slots) error {
	if s.Quantity > 0 && (s.Item != "" || s.SKU != "") {
		return v.order(ctx, understand.Slots{
			Lines: []understand.Line{{Item: s.Item, SKU: s.SKU, Quantity: s.Quantity, Unit: s.Unit}}, When: s.When,
		})
	}
	v.say("order.none", nil, v.ways()...)
	return nil
}

// lineMeant finds the draft's line that a change or removal is about, or -1.
func (v *visit) lineMeant(ctx context.Context, s understand.Slots) (int, error) {
	d := v.state.Draft
	if s.Item == "" && s.SKU == "" {
		if len(d.Lines) == 1 {
			return 0, nil
		}
		return slices.IndexFunc(d.Lines, func(l line) bool { return l.Quantity == 0 || l.Unit != "" }), nil
	}
	if i := d.named(s.SKU, s.Item); i >= 0 {
		return i, nil
	}
	items, _, err := v.candidates(ctx, understand.Line{Item: s.Item, SKU: s.SKU})
	for _, item := range items {
		if i := d.index(item.ID); i >= 0 {
			return i, err
		}
	}
	return -1, err
}

// named finds the line of a SKU, or whose words are the ones said.
func (d *draft) named(sku, words string) int {
	return slices.IndexFunc(d.Lines, func(l line) bool {
		return sku != "" && strings.EqualFold(l.SKU, sku) || words != "" && strings.EqualFold(l.Words, words)
	})
}

// remove takes a line off the draft.
func (v *visit) remove(ctx context.Context, s understand.Slots) error {
	if v.state.Draft == nil {
		v.say("order.none", nil, v.ways()...)
		return nil
	}
	i, err := v.lineMeant(ctx, s)
	switch {
	case err != nil:
		return err
	case i < 0 && s.Item == "" && s.SKU == "":
		return v.showDraft(ctx, "order.whichline")
	case i < 0:
		v.say("order.noline", view{"Words": firstOf(s.Item, s.SKU)})
		return v.showDraft(ctx)
	}
	v.state.Draft.set(i, 0)
	v.touch()
	return v.showDraft(ctx)
}
