package order

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/paper"
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

// showOrder shows one order with what happened to it and what can be done about it.
func (sk *skill) showOrder(_ context.Context, t *dialogue.Turn, id pickup.OrderID) error {
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.Orders.Account(ctx, tx, pickup.Seller(seller(t)), id)
		if err == nil {
			tellOrders(t, []pickup.OrderID{id})
			t.Focus.Order = placedBefore([]pickup.OrderID{id}) // "that order" is the one on the screen
			t.Show(sk.orderCard(t, o))
		}
		return err
	})
	return nil
}

// orderCard is the card of one order. Where it has a code, the distributor's people can open the order by the picture.
func (s Services) orderCard(t *dialogue.Turn, o pickup.Order) bot.Card {
	v := views.Viewer{Lang: t.Lang, Now: t.Now, Actor: pickup.Seller(o.Seller)}
	card := bot.Card{Text: t.Text("orders.one", v.Order(o)), Key: ordersKey, InPlace: t.InPlace()}
	if o.Status.Open() && o.Code != "" && s.Link != nil {
		card.Photo = &bot.Photo{Key: paper.QRPrefix + s.Link(meaning.PickupToken(int64(o.ID), o.Code))}
	}
	if o.Status.Open() {
		buttons := dialogue.Row(t.Button("orders.button.fetched", dialogue.View{"ID": int64(o.ID)}, "fetched", int64(o.ID)))
		if !o.CancelAsked {
			buttons = append(dialogue.Row(t.Button("orders.button.void", dialogue.View{"ID": int64(o.ID)}, "void", int64(o.ID))), buttons...)
		}
		card.Buttons = append(card.Buttons, buttons)
	}
	last := dialogue.Row(t.Button("orders.button.list", nil, "orders"))
	if o.Status == pickup.Picked {
		last = append(dialogue.Row(t.Button("orders.button.claim", nil, "claim", int64(o.ID))), last...)
	}
	card.Buttons = append(card.Buttons, last)
	return card
}

// showByNumber shows the order that words name: one's own, else one at one's counter.
func (sk *skill) showByNumber(ctx context.Context, t *dialogue.Turn, c meaning.ShowOrder) error {
	id := pickup.OrderID(c.Number.Value)
	if atCounter(t) {
		_, err := sk.Orders.Order(ctx, seller(t), id)
		if errors.Is(err, pickup.ErrNotFound) {
			return t.Do(ctx, meaning.CounterOrder(c))
		}
		if err != nil {
			return err
		}
	}
	return sk.showOrder(ctx, t, id)
}

// atCounter says that orders of others may concern a person.
func atCounter(t *dialogue.Turn) bool {
	return t.Person.Role == bot.Distributor || t.Person.Role == bot.Organiser
}

// toRepeat are the orders that a repeat means.
func toRepeat(ctx context.Context, sk *skill, t *dialogue.Turn, c meaning.Repeat) ([]pickup.Order, error) {
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
	last, err := toRepeat(ctx, sk, t, c)
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
			again := line{Item: l.Item, SKU: l.SKU, Words: views.LineTitle(l, t.Lang), Quantity: l.Ordered}
			if i := d.index(l.Item); i >= 0 {
				d.set(i, l.Ordered) // a second "repeat" changes nothing
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
