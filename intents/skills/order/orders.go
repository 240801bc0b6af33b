package order

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const (
	ordersKey = "orders"
	// orderButtons is how many orders of a list have a button of their own.
	orderButtons = 9
)

// orders lists what is open: for a distributor's people what will be fetched from them, then their own.
func (sk *skill) orders(ctx context.Context, t *dialogue.Turn, _ meaning.Orders) error {
	if t.Person.Role == bot.Distributor && t.Person.Distributor != "" {
		return t.Do(ctx, meaning.PickList{})
	}
	return sk.listOrders(ctx, t)
}

func (sk *skill) pressOrders(ctx context.Context, t *dialogue.Turn, args []string) error {
	if id, ok := dialogue.Number(args, 0); ok {
		return sk.showOrder(ctx, t, pickup.OrderID(id))
	}
	return sk.listOrders(ctx, t)
}

// listOrders shows every open order of the person with its number and total.
func (sk *skill) listOrders(ctx context.Context, t *dialogue.Turn) error {
	open, err := sk.Orders.Open(ctx, seller(t))
	if err != nil {
		return err
	}
	if len(open) == 0 {
		again, err := sk.againButton(ctx, t)
		t.Say("orders.none", nil, append(again, t.Button("help.button.find", nil, "find")))
		return err
	}
	var buttons []bot.Button
	for _, o := range open[:min(len(open), orderButtons)] {
		buttons = append(buttons, t.Button("orders.number", dialogue.View{"ID": int64(o.ID)}, "orders", int64(o.ID)))
	}
	t.Show(bot.Card{
		Text: t.Text("orders.list", dialogue.View{"Orders": views.Orders(t.Lang, open, t.Now), "N": len(open), "Total": views.Total(open)}),
		Key:  ordersKey, Buttons: append(dialogue.Rows(buttons), dialogue.Row(t.Button("orders.button.repeat", nil, "repeat"))),
	})
	return nil
}

// showOrder shows one order with what can be done about it.
func (sk *skill) showOrder(ctx context.Context, t *dialogue.Turn, id pickup.OrderID) error {
	o, err := sk.Orders.Order(ctx, seller(t), id)
	if err != nil {
		return err
	}
	tellOrders(t, []pickup.OrderID{id})
	card := bot.Card{Text: t.Text("orders.one", views.Orders(t.Lang, []pickup.Order{o}, t.Now)[0]), Key: ordersKey, InPlace: t.InPlace()}
	if o.Status == pickup.Open {
		card.Buttons = [][]bot.Button{dialogue.Row(
			t.Button("orders.button.void", dialogue.View{"ID": int64(id)}, "void", int64(id)),
			t.Button("orders.button.fetched", dialogue.View{"ID": int64(id)}, "fetched", int64(id)),
		)}
	}
	card.Buttons = append(card.Buttons, dialogue.Row(t.Button("orders.button.list", nil, "orders")))
	t.Show(card)
	return nil
}

// showByNumber shows the order that words name.
func (sk *skill) showByNumber(ctx context.Context, t *dialogue.Turn, c meaning.ShowOrder) error {
	return sk.showOrder(ctx, t, pickup.OrderID(c.Number.Value))
}

// voidByNumber cancels the order that words name. A number that may be something else counts only if it is an order's.
func (sk *skill) voidByNumber(ctx context.Context, t *dialogue.Turn, c meaning.VoidOrder) error {
	o, err := sk.Orders.Order(ctx, seller(t), pickup.OrderID(c.Number.Value))
	switch {
	case errors.Is(err, pickup.ErrNotFound) && len(c.Otherwise) > 0:
		return t.Do(ctx, c.Otherwise...)
	case err != nil:
		return err
	}
	ids := []pickup.OrderID{o.ID}
	for _, n := range c.With {
		ids = append(ids, pickup.OrderID(n))
	}
	return sk.void(ctx, t, ids)
}

// undo takes back the order just placed; one placed longer ago is chosen from the list.
func (sk *skill) undo(ctx context.Context, t *dialogue.Turn, _ meaning.Undo) error {
	switch m := memory.Of(t); {
	case m.Placed.fresh(t.Now):
		return sk.void(ctx, t, m.Placed.Orders)
	case m.Draft != nil:
		return sk.showDraft(ctx, t)
	}
	return sk.listOrders(ctx, t)
}

func (sk *skill) pressUndo(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	p := memory.Of(t).Placed
	if !ok || p == nil || p.Turn != bot.TurnID(turn) {
		return t.Stale(ctx)
	}
	return sk.void(ctx, t, p.Orders)
}

func (sk *skill) pressVoid(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	return sk.void(ctx, t, []pickup.OrderID{pickup.OrderID(id)})
}

// void cancels orders; each that has been fetched meanwhile stays and is named.
func (sk *skill) void(ctx context.Context, t *dialogue.Turn, ids []pickup.OrderID) error {
	staff, err := sk.staff(ctx)
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		var gone []pickup.Order
		var kept []pickup.OrderID
		for _, id := range ids {
			o, err := sk.cancelOne(ctx, t, tx, id)
			switch {
			case errors.Is(err, pickup.ErrTooLate):
				kept = append(kept, id)
			case err != nil:
				return err
			default:
				gone = append(gone, o)
			}
		}
		voided(t, gone, kept, staff)
		return nil
	})
	return nil
}

// cancelOne cancels one order behind a savepoint, so that one too late does not keep the others.
func (sk *skill) cancelOne(ctx context.Context, t *dialogue.Turn, tx pgx.Tx, id pickup.OrderID) (o pickup.Order, err error) {
	err = pgx.BeginFunc(ctx, tx, func(tx pgx.Tx) (err error) {
		o, err = sk.Orders.Cancel(ctx, tx, seller(t), id, t.Now)
		return err
	})
	return o, err
}

// voided says which orders are cancelled and tells the distributors.
func voided(t *dialogue.Turn, gone []pickup.Order, kept []pickup.OrderID, staff []bot.Person) {
	ids := make([]pickup.OrderID, len(gone))
	for i, o := range gone {
		ids[i] = o.ID
	}
	if p := memory.Of(t).Placed; p != nil && slices.ContainsFunc(p.Orders, func(id pickup.OrderID) bool { return slices.Contains(ids, id) }) {
		p.Orders = slices.DeleteFunc(p.Orders, func(id pickup.OrderID) bool { return slices.Contains(ids, id) })
		p.Undone = len(p.Orders) == 0
	}
	tellOrders(t, slices.Concat(ids, kept))
	t.Show(bot.Card{
		Text: t.Text("orders.voided", dialogue.View{
			"Gone": numbers(t, ids), "Any": len(gone) > 0, "Several": len(gone) > 1, "Kept": numbers(t, kept), "Total": views.Total(gone),
		}),
		Key: ordersKey, Buttons: [][]bot.Button{dialogue.Row(t.Button("orders.button.list", nil, "orders"))},
	})
	tellStaff(t, "distributor.cancelled", gone, staff)
}

// toRepeat are the orders that a repeat means.
func (sk *skill) toRepeat(ctx context.Context, t *dialogue.Turn, c meaning.Repeat) ([]pickup.Order, error) {
	if c.Of == nil {
		return sk.Orders.Last(ctx, seller(t))
	}
	var orders []pickup.Order
	for _, n := range c.Of.All() {
		o, err := sk.Orders.Order(ctx, seller(t), pickup.OrderID(n))
		if err != nil {
			return nil, err
		}
		orders = append(orders, o)
	}
	return orders, nil
}

// repeat makes a new draft of an order at today's prices.
func (sk *skill) repeat(ctx context.Context, t *dialogue.Turn, c meaning.Repeat) error {
	last, err := sk.toRepeat(ctx, t, c)
	if errors.Is(err, pickup.ErrNotFound) {
		t.Say("orders.nothingtorepeat", nil, t.Ways()...)
		return nil
	}
	if err != nil {
		return err
	}
	d := openDraft(t)
	for _, o := range last {
		for _, l := range o.Lines {
			again := line{Item: l.Item, SKU: l.SKU, Words: views.LineTitle(l, t.Lang), Quantity: l.Quantity}
			if i := d.index(l.Item); i >= 0 {
				d.set(i, l.Quantity) // a second "repeat" changes nothing
				continue
			}
			put(t, again)
		}
	}
	return sk.showDraft(ctx, t, "orders.again")
}

// againButton offers the last order again to those who have one.
func (sk *skill) againButton(ctx context.Context, t *dialogue.Turn) ([]bot.Button, error) {
	_, err := sk.Orders.Last(ctx, seller(t))
	switch {
	case errors.Is(err, pickup.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return dialogue.Row(t.Button("orders.button.repeat", nil, "repeat")), nil
}

func (sk *skill) pressRepeat(ctx context.Context, t *dialogue.Turn, _ []string) error {
	t.Below()
	return sk.repeat(ctx, t, meaning.Repeat{})
}
