package order

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// pressConfirm places the order that the card showed. There is no other way to place one.
func (sk *skill) pressConfirm(ctx context.Context, t *dialogue.Turn, args []string) error {
	if !current(t, args, 0) {
		return t.Stale(ctx)
	}
	items, err := sk.goods.draftItems(ctx, t)
	if err != nil {
		return err
	}
	if err := readLimits(ctx, sk.Services, t, items); err != nil {
		return err
	}
	if notes := bringUpToDate(t, items); len(notes) > 0 || !memory.Of(t).Draft.ready(items) || closed(t, items) {
		refuse(t, items, notes)
		return nil
	}
	staff, err := sk.staff(ctx)
	if err != nil {
		return err
	}
	later, err := sk.laterItems(ctx, t)
	if err != nil {
		return err
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		placed, err := sk.place(ctx, t, tx, maps.Clone(items), staff)
		if placed && memory.Of(t).Draft != nil {
			showNext(t, later)
		}
		return err
	})
	return nil
}

// refuse shows the draft as it now is, with a new Confirm, and says that nothing was ordered.
func refuse(t *dialogue.Turn, items itemsByID, notes []phrases.Text) {
	touch(t)
	t.Toast("order.notordered", nil)
	notes = append([]phrases.Text{t.Text("order.notordered", nil)}, notes...)
	if len(memory.Of(t).Draft.Lines) == 0 {
		dropDraft(t)
		return
	}
	card := draftCard(t, items, notes)
	card.InPlace = false // what did not happen must not be overlooked
	t.Show(card)
}

// showNext shows the order for another time that is opened now, below the one that was placed.
func showNext(t *dialogue.Turn, items itemsByID) {
	placed := slices.Clone(t.Cards())
	showDraftOf(t, items)
	next := t.Cards()[len(t.Cards())-1]
	next.InPlace = false
	t.Rework(append(placed, next))
}

// laterItems are the items of the order for another time that is opened once the open one is placed, if there is one.
func (sk *skill) laterItems(ctx context.Context, t *dialogue.Turn) (itemsByID, error) {
	m := memory.Of(t)
	if len(m.Later) == 0 {
		return nil, nil
	}
	first := m.Draft
	m.Draft = &m.Later[0]
	defer func() { m.Draft = first }()
	return sk.goods.draftItems(ctx, t)
}

// place writes the orders, or nothing. What stock and prices no longer allow comes back as a new card.
func (sk *skill) place(ctx context.Context, t *dialogue.Turn, tx pgx.Tx, items itemsByID, staff []bot.Person) (placed bool, err error) {
	when, _ := pickupTime(t)
	orders, err := sk.Orders.Place(ctx, tx, int64(t.ID()), seller(t), memory.Of(t).Draft.wanted(), when, t.Now)
	var short *pickup.ShortError
	var changed *pickup.ChangedError
	var above *pickup.CreditError
	switch {
	case errors.As(err, &above):
		note.Of(t).left = &above.Left
		refuse(t, items, nil)
		return false, nil
	case errors.As(err, &short):
		item := items[short.Item.ID]
		item.Stock = short.Available
		items[item.ID] = item
		refuse(t, items, nil)
		return false, nil
	case errors.As(err, &changed):
		items[changed.Item.ID] = changed.Item.For(int64(t.Person.ID))
		refuse(t, items, bringUpToDate(t, items))
		return false, nil
	case errors.Is(err, pickup.ErrClosed): // its distributor has said so since the card was looked at
		if note.Of(t).hours, err = sk.Openings.Of(ctx, tx, shops(t, items), t.Now); err != nil {
			return false, err
		}
		refuse(t, items, nil)
		return false, nil
	case err != nil:
		return false, err
	}
	if err := fetch(ctx, tx, sk, t); err != nil {
		return false, err
	}
	ordered(t, orders, staff)
	return true, sk.Live.Keep(ctx, tx, t, seller(t))
}

// ordered closes the draft, answers with the numbers and tells the distributors.
func ordered(t *dialogue.Turn, orders []pickup.Order, staff []bot.Person) {
	m := memory.Of(t)
	p := &placed{Turn: t.ID(), At: t.Now, Messages: m.Draft.messages()}
	focus := &meaning.Placed{Number: int64(orders[0].ID), At: t.Now}
	for _, o := range orders {
		p.Orders, focus.Numbers = append(p.Orders, o.ID), append(focus.Numbers, int64(o.ID))
		for _, l := range o.Lines {
			focus.Items = append(focus.Items, int64(l.Item))
		}
		p.Total += o.Total
	}
	m.Draft, m.Placed = nil, p
	openNext(t)
	t.Focus.Order, t.Focus.Item = focus, nil
	t.Toast("order.placed.notice", dialogue.View{"Numbers": numbers(t, p.Orders)})
	t.Show(bot.Card{
		Text: t.Text("order.placed", dialogue.View{"Orders": views.Orders(t.Lang, orders, t.Now), "Total": p.Total, "Several": len(orders) > 1}),
		Key:  draftKey, Buttons: placedButtons(t, p), InPlace: true, // the card that asks for the tap is done with
	})
	tellStaff(t, orders, staff)
}

func placedButtons(t *dialogue.Turn, p *placed) [][]bot.Button {
	buttons := dialogue.Row(dialogue.Once(t.Button("orders.button.undo", nil, "undo", p.Turn)), t.Button("orders.button.list", nil, "orders"))
	if len(p.Orders) > 0 {
		buttons = append(buttons, t.Button("quote.button.goods", nil, "weigh", int64(p.Orders[0])))
	}
	return [][]bot.Button{buttons}
}

// showPlaced says that an order stands already. A draft opened since keeps its own card.
func showPlaced(t *dialogue.Turn, p *placed, key string) {
	tellOrders(t, p.Orders)
	said := dialogue.View{"Numbers": numbers(t, p.Orders), "Several": len(p.Orders) > 1}
	card := bot.Card{Text: t.Text(key, said), Key: draftKey, Buttons: placedButtons(t, p)}
	if memory.Of(t).Draft != nil {
		card.Key = ""
	}
	t.Show(card)
}

// tellOrders says that a card is about orders that were placed before.
func tellOrders(t *dialogue.Turn, ids []pickup.OrderID) {
	if about := placedBefore(ids); about != nil {
		t.Tell(meaning.Focus{Order: about})
	}
}

// placedBefore are orders as words may mean them; nil: none.
func placedBefore(ids []pickup.OrderID) *meaning.Placed {
	if len(ids) == 0 {
		return nil
	}
	p := &meaning.Placed{Number: int64(ids[0])}
	for _, id := range ids {
		p.Numbers = append(p.Numbers, int64(id))
	}
	return p
}

// staff are the people of all distributors. They are read before the transaction, to be told within it.
func (sk *skill) staff(ctx context.Context) ([]bot.Person, error) {
	return sk.People.WithRole(ctx, bot.Distributor)
}

// tellStaff pushes each distributor's orders to its own people, in their language, each with what can be done about it.
func tellStaff(t *dialogue.Turn, orders []pickup.Order, staff []bot.Person) {
	for _, p := range staff {
		for _, o := range of(p, orders) {
			t.Push(views.ForCounter(t, p, o, nil, ""))
		}
	}
}

// tellGone tells the distributors' people which of their orders were cancelled.
func tellGone(t *dialogue.Turn, orders []pickup.Order, staff []bot.Person) {
	for _, p := range staff {
		theirs := of(p, orders)
		if len(theirs) == 0 {
			continue
		}
		lang := dialogue.Spoken(p)
		text := phrases.Say(lang, "distributor.cancelled", dialogue.View{"Name": t.Person.Name, "Orders": views.Orders(lang, theirs, t.Now)})
		t.Push(bot.Push{To: p.ID, Cards: []bot.Card{{Text: text}}, About: dialogue.About(meaning.Focus{Order: placedBefore(numbersOf(theirs))})})
	}
}

// of are the orders at the distributor that a person works for.
func of(p bot.Person, orders []pickup.Order) []pickup.Order {
	return slices.DeleteFunc(slices.Clone(orders), func(o pickup.Order) bool { return !strings.EqualFold(o.Distributor, p.Distributor) })
}
