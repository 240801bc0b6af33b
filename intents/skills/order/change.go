package order

import (
	"context"
	"slices"
	"strings"

	"oldhand/integrations/catalogue"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	// likeRead is how many hits of a search are looked through for the draft's lines.
	likeRead = 100
	// likeEnough is how much of the best hit's score another must have to be meant by the same words.
	likeEnough = 0.95
)

// change gives a line of the draft another quantity, or the draft another time.
func (sk *skill) change(ctx context.Context, t *dialogue.Turn, c meaning.Change) error {
	d := memory.Of(t).Draft
	if d == nil {
		return sk.changeNothing(ctx, t, c)
	}
	lines, err := sk.linesMeant(ctx, t, c.Line)
	switch {
	case err != nil:
		return err
	case len(lines) == 1 && c.Fewer:
		return sk.showDraft(ctx, t, "order.notfewer")
	case len(lines) == 0 && c.SKU.Given() && c.Quantity.Value > 0 && !c.Fewer: // what is not on the card yet
		return sk.order(ctx, t, meaning.Order{Lines: []meaning.Line{c.Line}, When: c.When})
	case len(lines) == 0 && c.Named():
		t.Say("order.noline", dialogue.View{"Words": c.Words()})
		return sk.showDraft(ctx, t)
	case len(lines) == 0 && !c.When.Given(), len(lines) > 1:
		return sk.showDraft(ctx, t, "order.whichline")
	}
	if c.When.Given() {
		d.When = c.When.Value
	}
	touch(t)
	if len(lines) == 1 && c.Quantity.Value > 0 {
		if err := sk.goods.setSaid(ctx, t, lines[0], c.Line); err != nil {
			return err
		}
	}
	return sk.showDraft(ctx, t)
}

// setSaid gives a line a quantity as it was said.
func (g goods) setSaid(ctx context.Context, t *dialogue.Turn, i int, said meaning.Line) error {
	l := &memory.Of(t).Draft.Lines[i]
	items, err := g.Items(ctx, []catalogue.ItemID{l.Item})
	if err != nil {
		return err
	}
	quantity, unit := asSaid(t, said)
	if len(items) == 1 {
		quantity, unit = counted(said, items[0])
	}
	l.Quantity, l.Unit, l.Price, l.Touched = quantity, unit, 0, t.ID()
	return nil
}

// editOf is a change by fewer pieces of the order just placed.
func editOf(p *placed, c meaning.Change) meaning.Edit {
	e := meaning.Edit{Number: meaning.Carried(int64(p.Orders[0])), Line: c.Line, Step: meaning.Down}
	for _, id := range p.Orders[1:] {
		e.With = append(e.With, int64(id))
	}
	return e
}

// changeNothing answers a change with no order open: an item named with a quantity is a new order, unless it is to be
// fewer of what was ordered.
func (sk *skill) changeNothing(ctx context.Context, t *dialogue.Turn, c meaning.Change) error {
	switch p := memory.Of(t).Placed; {
	case c.Fewer && p.fresh(t.Now) && c.Quantity.Value > 0:
		return t.Do(ctx, editOf(p, c))
	case c.Fewer && p.fresh(t.Now):
		showPlaced(t, p, "order.standing")
		return nil
	case c.Fewer:
		return sk.listOrders(ctx, t)
	case c.Quantity.Value > 0 && c.Named():
		return sk.order(ctx, t, meaning.Order{Lines: []meaning.Line{c.Line}, When: c.When})
	}
	t.Say("order.none", nil, t.Ways()...)
	return nil
}

// linesMeant finds the draft's lines that a change or removal is about: one that was named, or all that words such as
// "the socks" are about.
func (sk *skill) linesMeant(ctx context.Context, t *dialogue.Turn, said meaning.Line) ([]int, error) {
	d := memory.Of(t).Draft
	if !said.Named() {
		if made := d.madeBy(t.Message().ReplyTo); len(made) > 0 {
			return made, nil
		}
		if len(d.Lines) == 1 {
			return []int{0}, nil
		}
		if lacking := slices.IndexFunc(d.Lines, func(l line) bool { return l.Quantity == 0 || l.Unit != "" }); lacking >= 0 {
			return []int{lacking}, nil
		}
		return only(d.latest()), nil
	}
	if i := d.named(said.SKU.Value, said.Item.Value); i >= 0 {
		return []int{i}, nil
	}
	if said.SKU.Given() {
		return nil, nil // an item that is known and not on the draft is none that is
	}
	return sk.goods.linesLike(ctx, t, said.Words())
}

// madeBy finds the lines that a message made.
func (d *draft) madeBy(message int64) (lines []int) {
	for i, l := range d.Lines {
		if message != 0 && l.From == message {
			lines = append(lines, i)
		}
	}
	return lines
}

// only is the list of one index, or of none.
func only(i int) []int {
	if i < 0 {
		return nil
	}
	return []int{i}
}

// linesLike finds the draft's lines that a search for the words finds, those that fit as well as the best of them.
func (g goods) linesLike(ctx context.Context, t *dialogue.Turn, words string) (lines []int, err error) {
	result, err := g.Find(ctx, catalogue.Query{Text: words, Limit: likeRead})
	if err != nil || result.Near {
		return nil, err
	}
	best := 0.0
	for _, h := range result.Hits {
		if i := memory.Of(t).Draft.index(h.ID); i >= 0 && h.Score >= likeEnough*best {
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
func (sk *skill) remove(ctx context.Context, t *dialogue.Turn, c meaning.Remove) error {
	if memory.Of(t).Draft == nil {
		t.Say("order.none", nil, t.Ways()...)
		return nil
	}
	lines, err := sk.linesMeant(ctx, t, c.Line)
	switch {
	case err != nil:
		return err
	case len(lines) == 0 && !c.Named():
		return sk.showDraft(ctx, t, "order.whichline")
	case len(lines) == 0:
		t.Say("order.noline", dialogue.View{"Words": c.Words()})
		return sk.showDraft(ctx, t)
	}
	slices.Sort(lines)
	for _, i := range slices.Backward(lines) {
		memory.Of(t).Draft.set(i, 0)
	}
	touch(t)
	return sk.showDraft(ctx, t)
}
