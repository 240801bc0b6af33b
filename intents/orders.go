package intents

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/intents/understand"
)

const (
	ordersKey = "orders"
	// orderButtons is how many orders of a list have a button of their own.
	orderButtons = 9
)

// orders lists what is open: for a distributor's people what will be fetched from them, then their own.
func (v *visit) orders(ctx context.Context, _ understand.Slots) error {
	if v.person.Role == bot.Distributor && v.person.Distributor != "" {
		return v.showSheet(ctx, midnight(v.now))
	}
	return v.listOrders(ctx)
}

func (v *visit) pressOrders(ctx context.Context, args []string) error {
	if id, ok := number(args, 0); ok {
		return v.showOrder(ctx, pickup.OrderID(id))
	}
	return v.listOrders(ctx)
}

// listOrders shows every open order of the person with its number and total.
func (v *visit) listOrders(ctx context.Context) error {
	open, err := v.Orders.Open(ctx, v.seller())
	if err != nil {
		return err
	}
	if len(open) == 0 {
		again, err := v.againButton(ctx)
		v.say("orders.none", nil, append(again, v.button("help.button.find", nil, "find")))
		return err
	}
	var buttons []bot.Button
	for _, o := range open[:min(len(open), orderButtons)] {
		buttons = append(buttons, v.button("orders.number", view{"ID": int64(o.ID)}, "orders", int64(o.ID)))
	}
	v.show(bot.Card{
		Text: v.text("orders.list", view{"Orders": v.orderViews(open), "N": len(open), "Total": sum(open)}),
		Key:  ordersKey, Buttons: append(rows(buttons), row(v.button("orders.button.repeat", nil, "repeat"))),
	})
	return nil
}

// showOrder shows one order with what can be done about it.
func (v *visit) showOrder(ctx context.Context, id pickup.OrderID) error {
	o, err := v.Orders.Order(ctx, v.seller(), id)
	if err != nil {
		return err
	}
	card := bot.Card{Text: v.text("orders.one", v.orderViews([]pickup.Order{o})[0]), Key: ordersKey, InPlace: v.pressed()}
	if o.Status == pickup.Open {
		card.Buttons = [][]bot.Button{row(
			v.button("orders.button.void", view{"ID": int64(id)}, "void", int64(id)),
			v.button("orders.button.fetched", view{"ID": int64(id)}, "fetched", int64(id)),
		)}
	}
	card.Buttons = append(card.Buttons, row(v.button("orders.button.list", nil, "orders")))
	v.show(card)
	return nil
}

// undo takes back the order just placed; one placed longer ago is chosen from the list.
func (v *visit) undo(ctx context.Context, _ understand.Slots) error {
	if v.undoParcel() {
		return nil
	}
	p := v.state.Placed
	if p == nil || p.Undone || v.now.Sub(p.At) > recently {
		if v.state.Draft != nil {
			return v.showDraft(ctx)
		}
		return v.listOrders(ctx)
	}
	return v.void(ctx, p.Orders)
}

func (v *visit) pressUndo(ctx context.Context, args []string) error {
	turn, ok := number(args, 0)
	p := v.state.Placed
	if !ok || p == nil || p.Turn != bot.TurnID(turn) {
		return v.stale(ctx)
	}
	return v.void(ctx, p.Orders)
}

func (v *visit) pressVoid(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	if !ok {
		return v.stale(ctx)
	}
	return v.void(ctx, []pickup.OrderID{pickup.OrderID(id)})
}

// void cancels orders; each that has been fetched meanwhile stays and is named.
func (v *visit) void(ctx context.Context, ids []pickup.OrderID) error {
	staff, err := v.staff(ctx)
	if err != nil {
		return err
	}
	v.addEffect(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		var gone []pickup.Order
		var kept []pickup.OrderID
		for _, id := range ids {
			o, err := v.cancelOne(ctx, tx, id)
			switch {
			case errors.Is(err, pickup.ErrTooLate):
				kept = append(kept, id)
			case err != nil:
				return err
			default:
				gone = append(gone, o)
			}
		}
		v.voided(gone, kept, staff)
		return nil
	})
	return nil
}

// cancelOne cancels one order behind a savepoint, so that one too late does not keep the others.
func (v *visit) cancelOne(ctx context.Context, tx pgx.Tx, id pickup.OrderID) (o pickup.Order, err error) {
	err = pgx.BeginFunc(ctx, tx, func(tx pgx.Tx) (err error) {
		o, err = v.Orders.Cancel(ctx, tx, v.seller(), id, v.now)
		return err
	})
	return o, err
}

// voided says which orders are cancelled and tells the distributors.
func (v *visit) voided(gone []pickup.Order, kept []pickup.OrderID, staff []bot.Person) {
	ids := make([]pickup.OrderID, len(gone))
	for i, o := range gone {
		ids[i] = o.ID
	}
	if p := v.state.Placed; p != nil && slices.ContainsFunc(p.Orders, func(id pickup.OrderID) bool { return slices.Contains(ids, id) }) {
		p.Orders = slices.DeleteFunc(p.Orders, func(id pickup.OrderID) bool { return slices.Contains(ids, id) })
		p.Undone = len(p.Orders) == 0
	}
	v.show(bot.Card{
		Text: v.text("orders.voided", view{
			"Gone": v.numbers(ids), "Any": len(gone) > 0, "Several": len(gone) > 1, "Kept": v.numbers(kept), "Total": sum(gone),
		}),
		Key: ordersKey, Buttons: [][]bot.Button{row(v.button("orders.button.list", nil, "orders"))},
	})
	v.tellStaff("distributor.cancelled", gone, staff)
}

var (
	orderNumber = regexp.MustCompile(`#\s?(\d{1,12})`)
	loneNumber  = regexp.MustCompile(`^\D*?(\d{4,12})\D*$`)
	voidWords   = regexp.MustCompile(`(?i)\b(?:cancel|undo|drop|call off)\b|取消|撤销|撤单|撤回|不要|退掉|作废`)
)

// orderByNumber serves words about one order by its number: "cancel #1001", "取消订单1001", "#1001".
func (v *visit) orderByNumber(ctx context.Context, text string) (done bool, err error) {
	cancels := voidWords.MatchString(text)
	m := orderNumber.FindStringSubmatch(text)
	marked := m != nil
	if !marked && cancels && v.state.Draft == nil {
		m = loneNumber.FindStringSubmatch(text)
	}
	if m == nil || !marked && !cancels {
		return false, nil
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return false, nil // too long to be one of ours
	}
	if len(orderNumber.FindAllString(text, 2)) > 1 {
		return true, v.listOrders(ctx)
	}
	return v.aboutOrder(ctx, pickup.OrderID(n), cancels, marked)
}

// aboutOrder cancels or shows an order. sure says that the number can only be an order's.
func (v *visit) aboutOrder(ctx context.Context, id pickup.OrderID, cancels, sure bool) (done bool, err error) {
	o, err := v.Orders.Order(ctx, v.seller(), id)
	switch {
	case errors.Is(err, pickup.ErrNotFound) && !sure:
		return false, nil
	case err != nil:
		return true, err
	case cancels:
		return true, v.void(ctx, []pickup.OrderID{o.ID})
	}
	return true, v.showOrder(ctx, o.ID)
}

// repeat makes a new draft of the last order at today's prices.
func (v *visit) repeat(ctx context.Context, _ understand.Slots) error {
	last, err := v.Orders.Last(ctx, v.seller())
	if errors.Is(err, pickup.ErrNotFound) {
		v.say("orders.nothingtorepeat", nil, v.ways()...)
		return nil
	}
	if err != nil {
		return err
	}
	d := v.openDraft()
	for _, o := range last {
		for _, l := range o.Lines {
			again := line{Item: l.Item, SKU: l.SKU, Words: short(lineTitle(l, v.lang), 40), Quantity: l.Quantity}
			if i := d.index(l.Item); i >= 0 {
				d.set(i, l.Quantity) // a second "repeat" changes nothing
				continue
			}
			v.put(again)
		}
	}
	return v.showDraft(ctx, "orders.again")
}

// againButton offers the last order again to those who have one.
func (v *visit) againButton(ctx context.Context) ([]bot.Button, error) {
	_, err := v.Orders.Last(ctx, v.seller())
	switch {
	case errors.Is(err, pickup.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return row(v.button("orders.button.repeat", nil, "repeat")), nil
}

func (v *visit) pressRepeat(ctx context.Context, _ []string) error {
	if err := v.repeat(ctx, understand.Slots{}); err != nil {
		return err
	}
	v.cards[len(v.cards)-1].InPlace = false
	return nil
}

// pressFetched marks an order as picked up and shows what is left for today.
func (v *visit) pressFetched(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	if !ok {
		return v.stale(ctx)
	}
	due, err := v.duePickups(ctx)
	if err != nil {
		return err
	}
	v.addEffect(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		o, err := v.Orders.Fetch(ctx, tx, v.seller(), pickup.OrderID(id), v.now)
		if err != nil {
			return err
		}
		v.toast("orders.fetched", view{"ID": int64(o.ID)})
		left := slices.DeleteFunc(slices.Clone(due), func(d pickup.Order) bool { return d.ID == o.ID })
		v.show(v.pickupsCard(left))
		return nil
	})
	return nil
}

// duePickups are the person's open orders for today and those overdue.
func (v *visit) duePickups(ctx context.Context) ([]pickup.Order, error) {
	open, err := v.Orders.Open(ctx, v.seller())
	tomorrow := midnight(v.now).AddDate(0, 0, 1)
	return slices.DeleteFunc(open, func(o pickup.Order) bool { return !o.When.Day.Before(tomorrow) }), err
}
