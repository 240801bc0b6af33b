package amend

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// orderView is an order as the sentences want it, for its seller.
func orderView(t *dialogue.Turn, o pickup.Order) dialogue.View {
	return views.Viewer{Lang: t.Lang, Now: t.Now, Actor: pickup.Seller(o.Seller)}.Order(o)
}

// changing are the items of a wish that it changes in the order.
func (w *wish) changing(o pickup.Order) []pickup.Wanted {
	return slices.DeleteFunc(slices.Clone(w.Lines), func(l pickup.Wanted) bool { return l.Quantity == holding(o, l.Item) })
}

// when is the pickup time that the order would have.
func (w *wish) when(t *dialogue.Turn, o pickup.Order) pickup.When {
	if when, ok := pickup.ReadWhen(w.When, t.Now.Location()); ok {
		return when
	}
	return o.When
}

// lines are the lines of the order that a wish changes, as they would be.
func (w *wish) lines(ctx context.Context, tx pgx.Tx, o pickup.Order) ([]pickup.Line, error) {
	var lines []pickup.Line
	for _, n := range w.changing(o) {
		l := pickup.Line{Item: n.Item}
		if i := slices.IndexFunc(o.Lines, func(l pickup.Line) bool { return l.Item == n.Item }); i >= 0 {
			l = o.Lines[i]
		} else {
			item, err := catalogue.ItemIn(ctx, tx, n.Item)
			if err != nil {
				return nil, err
			}
			l.SKU, l.TitleEN, l.TitleZH, l.Unit, l.Carton = item.SKU, item.TitleEN, item.TitleZH, item.Unit, item.Carton
		}
		l.Ordered, l.Quantity, l.Price, l.Total = n.Quantity, n.Quantity, n.Price, n.Price.Times(n.Quantity)
		lines = append(lines, l)
	}
	return lines, nil
}

// show shows the one card of how the order would change, with notes above it.
func (sk *skill) show(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order, notes ...string) error {
	w := memory.Of(t).Wish
	lines, err := w.lines(ctx, tx, o)
	if err != nil {
		return err
	}
	t.Rework(slices.DeleteFunc(slices.Clone(t.Cards()), func(c bot.Card) bool { return c.Key == cardKey }))
	t.Tell(meaning.Focus{Order: &meaning.Placed{Number: int64(o.ID)}})
	t.Focus.Order = &meaning.Placed{Number: int64(o.ID), At: t.Now}
	t.Show(wishCard(t, o, w, lines, notes))
	return nil
}

// wishCard shows what would be other, with the exact sums. Without its last piece an order is cancelled, which its own button does.
func wishCard(t *dialogue.Turn, o pickup.Order, w *wish, lines []pickup.Line, notes []string) bot.Card {
	when := w.when(t, o)
	said := views.Changed(t.Lang, o, lines, when, t.Now)
	said["ID"], said["Distributor"], said["Accepted"], said["Replaces"] = int64(o.ID), o.Distributor, o.Status != pickup.Placed, o.Proposed != nil
	texts := make([]phrases.Text, len(notes))
	for i, key := range notes {
		texts[i] = t.Text(key, said)
	}
	said["Notes"] = texts
	card := bot.Card{Key: cardKey, InPlace: t.InPlace()}
	keep := t.Button("amend.button.keep", nil, "amendkeep")
	changed := o.With(lines, when)
	switch left := slices.ContainsFunc(changed.Lines, func(l pickup.Line) bool { return l.Quantity > 0 }); {
	case len(lines) == 0 && when.Equal(o.When):
		memory.Of(t).Wish = nil
		card.Text = t.Text("amend.same", said)
	case !left:
		memory.Of(t).Wish = nil
		card.Text = t.Text("amend.last", said)
		card.Buttons = [][]bot.Button{dialogue.Row(t.Button("orders.button.void", said, "void", int64(o.ID)), keep)}
	default:
		do := t.Button("amend.button.make", said, "amend", int64(o.ID), w.Rev)
		do.Main = true
		card.Text = t.Text("amend.card", said)
		card.Buttons = [][]bot.Button{dialogue.Row(do, keep)}
	}
	return card
}

// showAgain shows the card once more, below, because the order or the prices are others than it showed; nothing was changed.
func (sk *skill) showAgain(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order, why error) error {
	t.Below()
	t.Toast("amend.stale.notice", nil)
	w, note := memory.Of(t).Wish, "amend.repriced"
	if errors.Is(why, pickup.ErrMoved) {
		note = "amend.moved"
	}
	if !o.Status.Open() {
		memory.Of(t).Wish = nil
		sayClosed(t, o)
		return nil
	}
	w.Seen, w.Rev = o.Revision, t.ID()
	for i, l := range w.Lines {
		item, err := catalogue.ItemIn(ctx, tx, l.Item)
		if err != nil {
			return err
		}
		w.Lines[i].Price = item.PriceAt(l.Quantity)
	}
	return sk.show(ctx, tx, t, o, note)
}

// made says that an order is changed, or that its distributor is asked, and tells the distributor's people.
func (sk *skill) made(t *dialogue.Turn, o pickup.Order, staff []bot.Person) {
	key := "amend.made"
	if o.Proposed != nil {
		key = "amend.asked"
	}
	t.Toast(key+".notice", nil)
	t.Tell(meaning.Focus{Order: &meaning.Placed{Number: int64(o.ID)}})
	t.Show(bot.Card{
		Text: t.Text(key, orderView(t, o)), Key: cardKey, InPlace: true,
		Buttons: [][]bot.Button{dialogue.Row(t.Button("orders.number", dialogue.View{"ID": int64(o.ID)}, "orders", int64(o.ID)), t.Button("orders.button.list", nil, "orders"))},
	})
	for _, p := range staff {
		if !strings.EqualFold(p.Distributor, o.Distributor) {
			continue
		}
		var head phrases.Text
		if o.Proposed == nil {
			head = phrases.Say(dialogue.Spoken(p), "amend.told", dialogue.View{"ID": int64(o.ID), "Name": t.Person.Name}) + "\n\n"
		}
		t.Push(views.ForCounter(t, p, o, head))
	}
}

// askWhich asks which of several goods is meant; a button of each says how many there would be.
func askWhich(t *dialogue.Turn, o pickup.Order, w *wish, c meaning.Edit, items []catalogue.Item) {
	var buttons []bot.Button
	for _, item := range items[:min(len(items), choices)] {
		if n, ok := wanted(o, w, c, item); ok {
			buttons = append(buttons, setButton(o, item, n))
		}
	}
	t.Say("amend.which", orderView(t, o), dialogue.Rows(buttons)...)
}

// setButton gives an item of an order a number of pieces.
func setButton(o pickup.Order, item catalogue.Item, n int) bot.Button {
	return dialogue.Tap(item.SKU+": "+strconv.Itoa(n), "amendset", int64(o.ID), int64(item.ID), n)
}
