package order

import (
	"context"
	"strconv"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
)

// pressAdd puts a quantity of an item on the draft. The button says how many there will be, so a second tap on it adds
// nothing.
func (sk *skill) pressAdd(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	quantity, fine := dialogue.Number(args, 1)
	if !ok || !fine || quantity < 1 {
		return t.Stale(ctx)
	}
	item, err := sk.Catalogue.Item(ctx, catalogue.ItemID(id))
	if err != nil {
		return err
	}
	read(t, item)
	d := openDraft(t)
	if err := sameTime(ctx, sk.Orders, t, d, args); err != nil {
		return err
	}
	if i := d.index(item.ID); i >= 0 {
		d.set(i, quantity)
	} else {
		put(t, line{Item: item.ID, SKU: item.SKU, Words: dialogue.Short(item.Title(string(t.Lang)), 40), Quantity: quantity})
	}
	if len(note.Of(t).leftOut) == 0 {
		t.Toast("order.added", dialogue.View{"SKU": item.SKU, "N": quantity})
	}
	t.Below()
	return sk.showDraft(ctx, t)
}

// sameTime gives a draft without a pickup time that of the order in place of which goods are taken, which the third argument of a button
// names, as long as it is to come.
func sameTime(ctx context.Context, orders *pickup.Orders, t *dialogue.Turn, d *draft, args []string) error {
	id, ok := dialogue.Number(args, 2)
	if !ok || d.When != "" {
		return nil
	}
	o, err := orders.Order(ctx, seller(t), pickup.OrderID(id))
	if err == nil && !o.When.Over(t.Now) {
		d.When = o.When.String()
	}
	return err
}

// pressDraft brings the open order back.
func (sk *skill) pressDraft(ctx context.Context, t *dialogue.Turn, _ []string) error {
	if memory.Of(t).Draft == nil {
		return t.Stale(ctx)
	}
	t.Below()
	return sk.showDraft(ctx, t)
}

// pressSet gives the line of an item a quantity. It names the result, so it can be tapped twice or late.
func (sk *skill) pressSet(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	quantity, fine := dialogue.Number(args, 1)
	if !ok || !fine || memory.Of(t).Draft == nil {
		return t.Stale(ctx)
	}
	i := memory.Of(t).Draft.index(catalogue.ItemID(id))
	if i < 0 {
		return t.Stale(ctx)
	}
	memory.Of(t).Draft.set(i, quantity)
	touch(t)
	return sk.showDraft(ctx, t)
}

// pressPick settles which item a line means.
func (sk *skill) pressPick(ctx context.Context, t *dialogue.Turn, args []string) error {
	i, ok := dialogue.Number(args, 0)
	id, fine := dialogue.Number(args, 1)
	if !ok || !fine || !current(t, args, 2) || i < 0 || i >= len(memory.Of(t).Draft.Lines) {
		return t.Stale(ctx)
	}
	item, err := sk.Catalogue.Item(ctx, catalogue.ItemID(id))
	if err != nil {
		return err
	}
	read(t, item)
	if l := memory.Of(t).Draft.Lines[i]; l.Item == 0 { // what stands in for sold-out goods is not what they are
		match(sk, t, l, item)
	}
	memory.Of(t).Draft.choose(i, item)
	touch(t)
	return sk.showDraft(ctx, t)
}

// pressDrop takes a line off the draft.
func (sk *skill) pressDrop(ctx context.Context, t *dialogue.Turn, args []string) error {
	i, ok := dialogue.Number(args, 0)
	if !ok || !current(t, args, 1) || i < 0 || i >= len(memory.Of(t).Draft.Lines) {
		return t.Stale(ctx)
	}
	memory.Of(t).Draft.set(i, 0)
	touch(t)
	return sk.showDraft(ctx, t)
}

// current says that a button's nth argument is the draft's present revision.
func current(t *dialogue.Turn, args []string, n int) bool {
	d := memory.Of(t).Draft
	return d != nil && n < len(args) && args[n] == strconv.FormatInt(int64(d.Rev), 10)
}

// pressFocus opens the change buttons of one line of a long order; they change nothing by themselves.
func (sk *skill) pressFocus(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok || memory.Of(t).Draft == nil {
		return t.Stale(ctx)
	}
	memory.Of(t).Draft.Focus = catalogue.ItemID(id)
	return sk.showDraft(ctx, t)
}

// pressWhen sets the pickup time.
func (sk *skill) pressWhen(ctx context.Context, t *dialogue.Turn, args []string) error {
	if memory.Of(t).Draft == nil || len(args) != 1 {
		return t.Stale(ctx)
	}
	if w, ok := readWhen(t, args[0]); !ok || w.Over(t.Now) {
		return t.Stale(ctx)
	}
	memory.Of(t).Draft.When, memory.Of(t).Draft.Unsure = args[0], ""
	touch(t)
	return sk.showDraft(ctx, t)
}

// pressCancel drops the draft.
func (sk *skill) pressCancel(ctx context.Context, t *dialogue.Turn, args []string) error {
	if !current(t, args, 0) {
		return t.Stale(ctx)
	}
	dropDraft(t)
	return nil
}
