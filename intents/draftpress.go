package intents

import (
	"context"
	"strconv"

	"oldhand/integrations/catalogue"
)

// pressAdd puts a quantity of an item on the draft. The button says how many there will be, so a second tap on it adds
// nothing.
func (v *visit) pressAdd(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	quantity, fine := number(args, 1)
	if !ok || !fine || quantity < 1 {
		return v.stale(ctx)
	}
	item, err := v.Catalogue.Item(ctx, catalogue.ItemID(id))
	if err != nil {
		return err
	}
	v.noteRead(item)
	d := v.openDraft()
	if i := d.index(item.ID); i >= 0 {
		d.set(i, quantity)
	} else {
		v.put(line{Item: item.ID, SKU: item.SKU, Words: short(item.Title(string(v.lang)), 40), Quantity: quantity})
	}
	if len(v.leftOut) == 0 {
		v.toast("order.added", view{"SKU": item.SKU, "N": quantity})
	}
	return v.showDraftBelow(ctx)
}

// pressDraft brings the open order back.
func (v *visit) pressDraft(ctx context.Context, _ []string) error {
	if v.state.Draft == nil {
		return v.stale(ctx)
	}
	return v.showDraftBelow(ctx)
}

// pressSet gives the line of an item a quantity. It names the result, so it can be tapped twice or late.
func (v *visit) pressSet(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	quantity, fine := number(args, 1)
	if !ok || !fine || v.state.Draft == nil {
		return v.stale(ctx)
	}
	i := v.state.Draft.index(catalogue.ItemID(id))
	if i < 0 {
		return v.stale(ctx)
	}
	v.state.Draft.set(i, quantity)
	v.touch()
	return v.showDraft(ctx)
}

// pressPick settles which item a line means.
func (v *visit) pressPick(ctx context.Context, args []string) error {
	i, ok := number(args, 0)
	id, fine := number(args, 1)
	if !ok || !fine || !v.current(args, 2) || i < 0 || i >= len(v.state.Draft.Lines) {
		return v.stale(ctx)
	}
	item, err := v.Catalogue.Item(ctx, catalogue.ItemID(id))
	if err != nil {
		return err
	}
	v.noteRead(item)
	v.state.Draft.choose(i, item)
	v.touch()
	return v.showDraft(ctx)
}

// pressDrop takes a line off the draft.
func (v *visit) pressDrop(ctx context.Context, args []string) error {
	i, ok := number(args, 0)
	if !ok || !v.current(args, 1) || i < 0 || i >= len(v.state.Draft.Lines) {
		return v.stale(ctx)
	}
	v.state.Draft.set(i, 0)
	v.touch()
	return v.showDraft(ctx)
}

// current says that a button's nth argument is the draft's present revision.
func (v *visit) current(args []string, n int) bool {
	d := v.state.Draft
	return d != nil && n < len(args) && args[n] == strconv.FormatInt(int64(d.Rev), 10)
}

// pressFocus opens the change buttons of one line of a long order; they change nothing by themselves.
func (v *visit) pressFocus(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	if !ok || v.state.Draft == nil {
		return v.stale(ctx)
	}
	v.state.Draft.Focus = catalogue.ItemID(id)
	return v.showDraft(ctx)
}

// pressWhen sets the pickup time.
func (v *visit) pressWhen(ctx context.Context, args []string) error {
	if v.state.Draft == nil || len(args) != 1 {
		return v.stale(ctx)
	}
	if w, ok := v.when(args[0]); !ok || over(w, v.now) {
		return v.stale(ctx)
	}
	v.state.Draft.When = args[0]
	v.touch()
	return v.showDraft(ctx)
}

// pressCancel drops the draft.
func (v *visit) pressCancel(ctx context.Context, args []string) error {
	if !v.current(args, 0) {
		return v.stale(ctx)
	}
	v.dropDraft()
	return nil
}
