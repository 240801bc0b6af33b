package intents

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

// recently is how long the last order is what "undo" means and what "ok" is answered with.
const recently = 30 * time.Minute

// pressConfirm places the order that the card showed. There is no other way to place one.
func (v *visit) pressConfirm(ctx context.Context, args []string) error {
	if !v.current(args, 0) {
		return v.stale(ctx)
	}
	items, err := v.draftItems(ctx)
	if err != nil {
		return err
	}
	if notes := v.bringUpToDate(items); len(notes) > 0 || !v.state.Draft.ready(items) {
		v.refuse(items, notes)
		return nil
	}
	staff, err := v.staff(ctx)
	if err != nil {
		return err
	}
	v.laterWhole(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		return v.place(ctx, tx, maps.Clone(items), staff)
	})
	return nil
}

// refuse shows the draft as it now is, with a new Confirm, and says that nothing was ordered.
func (v *visit) refuse(items itemsByID, notes []phrases.Text) {
	v.touch()
	v.toast("order.notordered", nil)
	notes = append([]phrases.Text{v.text("order.notordered", nil)}, notes...)
	if len(v.state.Draft.Lines) == 0 {
		v.dropDraft()
		return
	}
	card := v.draftCard(items, notes)
	card.InPlace = false // what did not happen must not be overlooked
	v.show(card)
}

// place writes the orders, or nothing. What stock and prices no longer allow comes back as a new card.
func (v *visit) place(ctx context.Context, tx pgx.Tx, items itemsByID, staff []bot.Person) error {
	when, _ := v.pickup()
	orders, err := v.Orders.Place(ctx, tx, int64(v.turn.ID), v.seller(), v.state.Draft.wanted(), when, v.now)
	var short *pickup.ShortError
	var changed *pickup.ChangedError
	switch {
	case errors.As(err, &short):
		item := items[short.Item.ID]
		item.Stock = short.Available
		items[item.ID] = item
		v.refuse(items, nil)
		return nil
	case errors.As(err, &changed):
		items[changed.Item.ID] = changed.Item
		v.refuse(items, v.bringUpToDate(items))
		return nil
	case err != nil:
		return err
	}
	v.ordered(orders, staff)
	return nil
}

// ordered closes the draft, answers with the numbers and tells the distributors.
func (v *visit) ordered(orders []pickup.Order, staff []bot.Person) {
	p := &placed{Turn: v.turn.ID, At: v.now, Messages: v.state.Draft.messages()}
	for _, o := range orders {
		p.Orders = append(p.Orders, o.ID)
		for _, l := range o.Lines {
			p.Items = append(p.Items, l.Item)
		}
		p.Total += o.Total
	}
	v.state.Draft, v.state.Placed, v.state.Item = nil, p, 0
	v.toast("order.placed.notice", view{"Numbers": v.numbers(p.Orders)})
	v.show(bot.Card{
		Text: v.text("order.placed", view{"Orders": v.orderViews(orders), "Total": p.Total, "Several": len(orders) > 1}),
		Key:  draftKey, Buttons: v.placedButtons(p), InPlace: true, // the card that asks for the tap is done with
	})
	v.tellStaff("distributor.ordered", orders, staff)
}

func (v *visit) placedButtons(p *placed) [][]bot.Button {
	return [][]bot.Button{row(
		once(v.button("orders.button.undo", nil, "undo", p.Turn)),
		v.button("orders.button.list", nil, "orders"),
		v.button("quote.button.goods", nil, "weigh", p.Turn),
	)}
}

// showPlaced says that an order stands already. A draft opened since keeps its own card.
func (v *visit) showPlaced(p *placed, key string) {
	card := cardOf(v.text(key, view{"Numbers": v.numbers(p.Orders), "Total": p.Total, "Several": len(p.Orders) > 1}), draftKey, false)
	if v.state.Draft != nil {
		card.Key = ""
	}
	card.Buttons = v.placedButtons(p)
	v.show(card)
}

// numbers lists order numbers as people say them: #1001, #1002.
func (v *visit) numbers(ids []pickup.OrderID) string {
	if len(ids) == 0 {
		return ""
	}
	return phrases.Label(v.lang, "orders.numbers", view{"IDs": ids})
}

func (v *visit) orderViews(orders []pickup.Order) []view { return orderViews(v.lang, orders, v.now) }

// orderViews are orders as the sentences want them; now is in the village's zone.
func orderViews(lang phrases.Lang, orders []pickup.Order, now time.Time) []view {
	out := make([]view, len(orders))
	for i, o := range orders {
		lines := make([]view, len(o.Lines))
		for n, l := range o.Lines {
			lines[n] = view{
				"Title": short(lineTitle(l, lang), 40), "SKU": l.SKU, "Quantity": l.Quantity, "Unit": unitIn(lang, l.Unit),
				"Price": l.Price, "Sum": l.Total,
			}
		}
		out[i] = view{
			"ID": int64(o.ID), "Distributor": o.Distributor, "Total": o.Total, "Lines": lines,
			"When": whenView(o.When, now), "Overdue": o.When.Day.Before(midnight(now)), "Status": string(o.Status),
		}
	}
	return out
}

func lineTitle(l pickup.Line, lang phrases.Lang) string {
	if lang == phrases.Chinese && l.TitleZH != "" || l.TitleEN == "" {
		return l.TitleZH
	}
	return l.TitleEN
}

// staff are the people of all distributors. They are read before the transaction, to be told within it.
func (v *visit) staff(ctx context.Context) ([]bot.Person, error) {
	return v.People.WithRole(ctx, bot.Distributor)
}

// tellStaff pushes each distributor's orders to its own people, in their language.
func (v *visit) tellStaff(key string, orders []pickup.Order, staff []bot.Person) {
	for _, p := range staff {
		theirs := slices.DeleteFunc(slices.Clone(orders), func(o pickup.Order) bool {
			return !strings.EqualFold(o.Distributor, p.Distributor)
		})
		if len(theirs) == 0 {
			continue
		}
		lang := spoken(p)
		text := phrases.Say(lang, key, view{"Name": v.person.Name, "Orders": orderViews(lang, theirs, v.now)})
		v.pushes = append(v.pushes, bot.Push{To: p.ID, Cards: []bot.Card{{Text: text}}})
	}
}

// spoken is the language to speak with a person who is not writing just now.
func spoken(p bot.Person) phrases.Lang {
	if p.Lang == "" {
		return phrases.Chinese
	}
	return p.Lang
}

// sum adds up what orders cost.
func sum(orders []pickup.Order) measure.Fen {
	var total measure.Fen
	for _, o := range orders {
		total += o.Total
	}
	return total
}
