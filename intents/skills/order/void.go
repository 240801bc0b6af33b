package order

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// voidByNumber cancels the order that words name; one that is not one's own, but at one's counter, is refused. A number that may
// be something else counts only if it is an order's.
func (sk *skill) voidByNumber(ctx context.Context, t *dialogue.Turn, c meaning.VoidOrder) error {
	if c.Number.Said() && len(c.With) > 0 {
		return askVoid(ctx, sk, t, append([]int64{c.Number.Value}, c.With...))
	}
	o, err := sk.Orders.Order(ctx, seller(t), pickup.OrderID(c.Number.Value))
	switch {
	case errors.Is(err, pickup.ErrNotFound) && len(c.Otherwise) > 0:
		return t.Do(ctx, c.Otherwise...)
	case errors.Is(err, pickup.ErrNotFound) && atCounter(t):
		return t.Do(ctx, meaning.Refuse{Number: c.Number, Cancels: true})
	case err != nil:
		return err
	}
	ids := []pickup.OrderID{o.ID}
	for _, n := range c.With {
		ids = append(ids, pickup.OrderID(n))
	}
	return sk.void(ctx, t, ids)
}

// voids are orders whose being cancelled waits for one tap.
type voids struct {
	Turn   bot.TurnID       `json:"turn"` // that drew the card
	Orders []pickup.OrderID `json:"orders"`
}

// askVoid shows the orders that words name together, with one tap that cancels all that still can be. One that is none of the person's own
// open ones is refused by whoever keeps a counter, else named.
func askVoid(ctx context.Context, sk *skill, t *dialogue.Turn, numbers []int64) error {
	all, err := sk.Orders.Open(ctx, seller(t))
	if err != nil {
		return err
	}
	own := slices.DeleteFunc(all, func(o pickup.Order) bool { return !slices.Contains(numbers, int64(o.ID)) })
	others := slices.DeleteFunc(slices.Clone(numbers), func(n int64) bool { return slices.Contains(numbersOf(own), pickup.OrderID(n)) })
	if atCounter(t) && len(others) > 0 {
		refusals := make([]meaning.Command, len(others))
		for i, n := range others {
			refusals[i] = meaning.Refuse{Number: meaning.Said(n), Cancels: true}
		}
		if err := t.Do(ctx, refusals...); err != nil || len(own) == 0 {
			return err
		}
		others = nil
	}
	showVoids(t, own, others)
	return nil
}

// showVoids shows orders that a tap would cancel, and the numbers of those that it cannot.
func showVoids(t *dialogue.Turn, open []pickup.Order, others []int64) {
	ids := numbersOf(open)
	memory.Of(t).Voids = &voids{t.ID(), ids}
	buttons := dialogue.Row(t.Button("orders.button.list", nil, "orders"))
	if len(open) > 0 {
		void := t.Button("orders.button.voidall", dialogue.View{"Numbers": numbers(t, ids)}, "voidall", t.ID())
		buttons = append(dialogue.Row(dialogue.Once(void)), buttons...)
	}
	tellOrders(t, ids)
	t.Show(bot.Card{
		Text: t.Text("orders.voids", dialogue.View{
			"Orders": views.Orders(t.Lang, open, t.Now), "Total": views.Total(open), "Others": views.Numbers(t.Lang, others), "Several": len(others) > 1,
		}),
		Key: ordersKey, Buttons: [][]bot.Button{buttons},
	})
}

// pressVoidAll cancels the orders of the card.
func (sk *skill) pressVoidAll(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	v := memory.Of(t).Voids
	if !ok || v == nil || v.Turn != bot.TurnID(turn) {
		return t.Stale(ctx)
	}
	memory.Of(t).Voids = nil
	return sk.void(ctx, t, v.Orders)
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

// void cancels orders; where the distributor has accepted one already, it is asked. Each that is closed, or that others have their price
// by, stays and is named.
func (sk *skill) void(ctx context.Context, t *dialogue.Turn, ids []pickup.OrderID) error {
	staff, err := sk.staff(ctx)
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		var v voided
		for _, id := range ids {
			o, err := sk.Orders.Do(ctx, tx, pickup.Seller(seller(t)), id, pickup.Cancel, "", t.Now)
			switch {
			case errors.Is(err, pickup.ErrTooLate):
				v.kept = append(v.kept, id)
			case errors.Is(err, pickup.ErrPooled):
				v.pooled = append(v.pooled, id)
			case errors.Is(err, pickup.ErrAsked):
				v.askedBefore = append(v.askedBefore, id)
			case err != nil:
				return err
			case o.CancelAsked:
				v.asked = append(v.asked, o)
			default:
				v.gone = append(v.gone, o)
			}
		}
		v.show(t)
		tellGone(t, v.gone, staff)
		tellStaff(t, v.asked, staff)
		if err := serveWaits(ctx, sk, tx, v.gone); err != nil {
			return err
		}
		return sk.Live.Keep(ctx, tx, t, seller(t))
	})
	return nil
}

// serveWaits serves those who wait for what cancelled orders have given back.
func serveWaits(ctx context.Context, sk *skill, tx pgx.Tx, gone []pickup.Order) error {
	var items []catalogue.ItemID
	for _, o := range gone {
		for _, l := range o.Lines {
			items = append(items, l.Item)
		}
	}
	slices.Sort(items)
	for _, item := range slices.Compact(items) {
		if _, err := sk.Serve(ctx, tx, item); err != nil {
			return err
		}
	}
	return nil
}

// voided is what became of orders that were to be cancelled.
type voided struct {
	gone        []pickup.Order
	asked       []pickup.Order // their distributor has accepted them already, and is asked
	askedBefore []pickup.OrderID
	kept        []pickup.OrderID // they were closed already
	pooled      []pickup.OrderID // others have their price by them
}

// show says what became of the orders.
func (v voided) show(t *dialogue.Turn) {
	gone, asked := numbersOf(v.gone), slices.Concat(numbersOf(v.asked), v.askedBefore)
	if p := memory.Of(t).Placed; p != nil && slices.ContainsFunc(p.Orders, func(id pickup.OrderID) bool { return slices.Contains(gone, id) }) {
		p.Orders = slices.DeleteFunc(p.Orders, func(id pickup.OrderID) bool { return slices.Contains(gone, id) })
		p.Undone = len(p.Orders) == 0
	}
	tellOrders(t, slices.Concat(gone, asked, v.kept, v.pooled))
	t.Show(bot.Card{
		Text: t.Text("orders.voided", dialogue.View{
			"Gone": numbers(t, gone), "Any": len(gone) > 0, "Several": len(gone) > 1, "Asked": numbers(t, asked), "Kept": numbers(t, v.kept),
			"Pooled": numbers(t, v.pooled), "Total": views.Total(v.gone),
		}),
		Key: ordersKey, Buttons: [][]bot.Button{dialogue.Row(t.Button("orders.button.list", nil, "orders"))},
	})
}

func numbersOf(orders []pickup.Order) []pickup.OrderID {
	ids := make([]pickup.OrderID, len(orders))
	for i, o := range orders {
		ids[i] = o.ID
	}
	return ids
}
