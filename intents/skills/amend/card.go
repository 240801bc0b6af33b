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
	hours, err := sk.hours(ctx, tx, t, o)
	if err != nil {
		return err
	}
	t.Rework(slices.DeleteFunc(slices.Clone(t.Cards()), func(c bot.Card) bool { return c.Key == cardKey }))
	t.Tell(meaning.Focus{Order: &meaning.Placed{Number: int64(o.ID)}})
	t.Focus.Order = &meaning.Placed{Number: int64(o.ID), At: t.Now}
	t.Show(wishCard(t, o, w, lines, hours, notes))
	return nil
}

// wishCard shows what would be other, with the exact sums. Without its last piece an order is cancelled, which its own button does. A time at
// which the distributor hands nothing over has a button of the next at which it does; who has accepted the order can be asked all the same.
func wishCard(t *dialogue.Turn, o pickup.Order, w *wish, lines []pickup.Line, hours pickup.Hours, notes []string) bot.Card {
	when := w.when(t, o)
	said := views.Changed(t.Lang, o, lines, when, t.Now)
	said["ID"], said["Distributor"], said["Accepted"], said["Replaces"] = int64(o.ID), o.Distributor, o.Status != pickup.Placed, o.Proposed != nil
	texts := make([]phrases.Text, len(notes), len(notes)+1)
	for i, key := range notes {
		texts[i] = t.Text(key, said)
	}
	told, why := w.refused(t, o, lines, hours)
	if told != "" {
		texts = append(texts, told)
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
		card.Text = t.Text("amend.card", said)
		card.Buttons = [][]bot.Button{dialogue.Row(keep)}
		if why == pickup.Fits || o.Status != pickup.Placed {
			do := t.Button("amend.button.make", said, "amend", int64(o.ID), w.Rev)
			do.Main = why == pickup.Fits
			card.Buttons = [][]bot.Button{dialogue.Row(do, keep)}
		}
		if next, ok := hours.Next(when, t.Now); ok && why != pickup.Fits {
			card.Buttons = append([][]bot.Button{dialogue.Row(views.WhenButton(t, next, "move", int64(o.ID)))}, card.Buttons...)
		}
	}
	return card
}

// refused is what the distributor's hours say to a wish, as views.Hours does. They have nothing to say to an order that only gets less, and is
// fetched when it was to be.
func (w *wish) refused(t *dialogue.Turn, o pickup.Order, lines []pickup.Line, hours pickup.Hours) (note phrases.Text, why pickup.Refusal) {
	when := w.when(t, o)
	more := slices.ContainsFunc(lines, func(l pickup.Line) bool { return l.Quantity > holding(o, l.Item) })
	if when.Equal(o.When) && !more {
		return "", pickup.Fits
	}
	note, why = views.Hours(t, o.Distributor, hours, when)
	if why == pickup.Fits && o.Status != pickup.Placed {
		return "", why // there is no hurry: who is asked can agree at any hour
	}
	return note, why
}

// hours are when an order's distributor hands goods over.
func (sk *skill) hours(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) (pickup.Hours, error) {
	all, err := sk.Openings.Of(ctx, tx, []string{o.Distributor}, t.Now)
	return all[o.Distributor], err
}

// showAgain shows the card once more, below, because the order, the prices or the distributor's hours are others than it showed; nothing was
// changed.
func (sk *skill) showAgain(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order, why error) error {
	t.Below()
	t.Toast("amend.stale.notice", nil)
	w := memory.Of(t).Wish
	var notes []string
	switch {
	case errors.Is(why, pickup.ErrMoved):
		notes = append(notes, "amend.moved")
	case !errors.Is(why, pickup.ErrClosed): // which the card says itself
		notes = append(notes, "amend.repriced")
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
	return sk.show(ctx, tx, t, o, notes...)
}

// made says that an order is changed, or that its distributor is asked, and tells the distributor's people.
func (sk *skill) made(t *dialogue.Turn, o pickup.Order, hours pickup.Hours, staff []bot.Person) {
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
		t.Push(views.ForCounter(t, p, o, &hours, head))
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
