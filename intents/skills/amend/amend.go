// Package amend is the skill of changing orders that were placed: one card shows what would be other, and its tap does it, or asks the
// distributor where the order is accepted already.
package amend

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// Services is what the skill needs.
type Services struct {
	Catalogue *catalogue.Catalogue
	Orders    *pickup.Orders
	Openings  *pickup.Openings
	People    *bot.People
	// Serve serves those who wait for an item, of which there is more now.
	Serve func(context.Context, pgx.Tx, catalogue.ItemID) (waits.Served, error)
	Live  views.Live
}

type skill struct{ Services }

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:    name,
		Serves:  []dialogue.Served{dialogue.Serve(sk.edit)},
		Presses: map[string]dialogue.Press{"amend": sk.pressMake, "amendset": sk.pressSet, "amendkeep": pressKeep, "move": sk.pressMove, "later": sk.pressLater},
	}
}

const (
	name    = "amend"
	cardKey = "amend" // of the one card that shows how an order would change
	// choices is how many goods somebody is asked to choose from.
	choices = 6
)

// remembered is the change that waits for its tap.
type remembered struct {
	Wish *wish `json:"wish,omitempty"`
}

var memory = dialogue.Memory[remembered](name)

// wish is how an order is to be changed, as far as it was said. Rev is the turn that last changed it.
type wish struct {
	Order pickup.OrderID  `json:"order"`
	Rev   bot.TurnID      `json:"rev"`
	At    time.Time       `json:"at"`
	Seen  int64           `json:"seen"` // the revision of the order that it was drawn from
	Lines []pickup.Wanted `json:"lines,omitempty"`
	When  string          `json:"when,omitempty"` // "": as it is
}

// wishFor is the wish that is open for an order as it is, or a new one.
func wishFor(t *dialogue.Turn, o pickup.Order) *wish {
	m := memory.Of(t)
	if w := m.Wish; w == nil || w.Order != o.ID || w.Seen != o.Revision || t.Now.Sub(w.At) > meaning.Recently {
		m.Wish = &wish{Order: o.ID, Seen: o.Revision}
	}
	m.Wish.Rev, m.Wish.At = t.ID(), t.Now
	return m.Wish
}

// quantity is how many pieces of an item the order would have.
func (w *wish) quantity(o pickup.Order, item catalogue.ItemID) (n int) {
	if i := slices.IndexFunc(w.Lines, func(l pickup.Wanted) bool { return l.Item == item }); i >= 0 {
		return w.Lines[i].Quantity
	}
	return holding(o, item)
}

// holding is how many pieces of an item an order has.
func holding(o pickup.Order, item catalogue.ItemID) (n int) {
	for _, l := range o.Lines {
		if l.Item == item {
			n += l.Quantity
		}
	}
	return n
}

// set gives an item a number of pieces, at the price for so many.
func (w *wish) set(item catalogue.Item, quantity int) {
	w.Lines = slices.DeleteFunc(w.Lines, func(l pickup.Wanted) bool { return l.Item == item.ID })
	w.Lines = append(w.Lines, pickup.Wanted{Item: item.ID, Quantity: quantity, Price: item.PriceAt(quantity)})
}

// edit takes in how a placed order is to be changed, and shows it. Nothing is changed by words.
func (sk *skill) edit(ctx context.Context, t *dialogue.Turn, c meaning.Edit) error {
	of, err := sk.named(ctx, c.Line)
	if err != nil {
		return err
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.meant(ctx, tx, t, c, of)
		if err != nil {
			return err
		}
		if !o.Status.Open() {
			sayClosed(t, o)
			return nil
		}
		w := wishFor(t, o)
		if c.Quantity.Given() || c.Drop {
			if set, err := sk.takeLine(ctx, tx, t, o, w, c, of); err != nil || !set {
				return err
			}
		}
		if !takeTime(t, o, w, c) {
			return nil
		}
		return sk.show(ctx, tx, t, o)
	})
	return nil
}

// goods are those that words name, and whether the first of them are meant beyond doubt.
type goods struct {
	words   string
	items   []catalogue.Item
	certain bool
}

// named finds the goods that a line names.
func (sk *skill) named(ctx context.Context, l meaning.Line) (goods, error) {
	of := goods{words: l.Words()}
	var err error
	switch {
	case !l.Named():
	case l.SKU.Given():
		of.items, err = sk.Catalogue.BySKU(ctx, l.SKU.Value)
		of.certain = true
	default:
		var matched []catalogue.Matched
		if matched, err = sk.Catalogue.MatchAll(ctx, []string{l.Item.Value}); err == nil {
			of.certain = matched[0].Certain
			for _, h := range matched[0].Hits {
				of.items = append(of.items, h.Item)
			}
		}
	}
	return of, err
}

// in are the items of an order that are meant: those named, by whatever words, or all where nothing is.
func (of goods) in(o pickup.Order) (ids []catalogue.ItemID) {
	for _, l := range o.Lines {
		called := of.words == "" || slices.ContainsFunc(of.items, func(i catalogue.Item) bool { return i.ID == l.Item }) ||
			strings.Contains(strings.ToLower(l.SKU+" "+l.TitleEN+" "+l.TitleZH), strings.ToLower(of.words))
		if called && !slices.Contains(ids, l.Item) {
			ids = append(ids, l.Item)
		}
	}
	return ids
}

// meant is the order that is to be changed: of several placed by one tap, the first that is open and has the goods named.
func (sk *skill) meant(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, c meaning.Edit, of goods) (found pickup.Order, err error) {
	for _, n := range append([]int64{c.Number.Value}, c.With...) {
		o, err := sk.Orders.Account(ctx, tx, pickup.Seller(pickup.SellerID(t.Person.ID)), pickup.OrderID(n))
		if err != nil {
			return o, err
		}
		if o.Status.Open() && len(of.in(o)) > 0 {
			return o, nil
		}
		if found.ID == 0 {
			found = o
		}
	}
	return found, nil
}

// takeLine gives an item of the order its new number of pieces; set is false where that was not possible, which it says.
func (sk *skill) takeLine(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order, w *wish, c meaning.Edit, of goods) (set bool, err error) {
	ids := of.in(o)
	if of.words != "" && len(ids) == 0 && !c.Drop && c.Step != meaning.Down {
		ids = sk.toAdd(t, o, of)
		if len(ids) == 0 {
			return false, nil
		}
	}
	var items []catalogue.Item
	for _, id := range ids {
		item, err := catalogue.ItemIn(ctx, tx, id)
		if err != nil {
			return false, err
		}
		items = append(items, item.For(int64(t.Person.ID)))
	}
	switch len(items) {
	case 0:
		t.Say("amend.noline", orderView(t, o))
		return false, nil
	case 1:
		n, ok := wanted(o, w, c, items[0])
		if !ok {
			t.Say("amend.unit", views.Item(t.Lang, items[0], dialogue.View{"Said": c.Unit.Value}))
			return false, nil
		}
		return take(t, o, w, items[0], n), nil
	}
	askWhich(t, o, w, c, items)
	return false, nil
}

// toAdd are the goods that an order may get besides its own: those of its distributor. It says so where there are none.
func (sk *skill) toAdd(t *dialogue.Turn, o pickup.Order, of goods) (ids []catalogue.ItemID) {
	for _, i := range of.items {
		if strings.EqualFold(i.Distributor, o.Distributor) {
			ids = append(ids, i.ID)
		}
	}
	switch {
	case len(ids) == 0 && len(of.items) > 0 && of.certain:
		t.Say("amend.elsewhere", views.Item(t.Lang, of.items[0], dialogue.View{"ID": int64(o.ID), "Here": o.Distributor}))
	case len(ids) == 0:
		t.Say("amend.unknown", dialogue.View{"Words": of.words, "Here": o.Distributor})
	case of.certain:
		return ids[:1]
	}
	return ids[:min(len(ids), choices)]
}

// wanted is how many pieces of an item the order is to have; ok is false where the unit said is none of its.
func wanted(o pickup.Order, w *wish, c meaning.Edit, item catalogue.Item) (n int, ok bool) {
	if c.Drop {
		return 0, true
	}
	n, unit := c.Count(measure.Goods{Unit: item.Unit, Carton: item.Carton})
	switch c.Step {
	case meaning.Up:
		n += w.quantity(o, item.ID)
	case meaning.Down:
		n = max(w.quantity(o, item.ID)-n, 0)
	}
	return n, unit == "" || unit == item.Unit
}

// take gives an item its new number of pieces, if it can be had; it says what can be, where it cannot.
func take(t *dialogue.Turn, o pickup.Order, w *wish, item catalogue.Item, n int) bool {
	most := holding(o, item.ID) + item.Stock
	said := views.Item(t.Lang, item, dialogue.View{"ID": int64(o.ID), "N": n, "Most": most})
	switch near := item.Near(n); {
	case n > most:
		var buttons []bot.Button
		if q := item.AtMost(most); q > 0 {
			buttons = append(buttons, setButton(o, item, q))
		}
		t.Say("amend.short", said, dialogue.Rows(buttons)...)
		return false
	case n > 0 && !slices.Contains(near, n):
		var buttons []bot.Button
		for _, q := range near {
			buttons = append(buttons, setButton(o, item, q))
		}
		t.Say("amend.steps", said, dialogue.Rows(buttons)...)
		return false
	}
	w.set(item, n)
	return true
}

// takeTime gives the order its new pickup time; ok is false where the time said is not clear or has gone by, which it says.
func takeTime(t *dialogue.Turn, o pickup.Order, w *wish, c meaning.Edit) (ok bool) {
	why := c.WhenAsked
	if c.When.Given() {
		said, over := views.Completed(t.Now, o.When, c.When.Value, c.WhenOnly)
		when, readable := pickup.ReadWhen(said, t.Now.Location())
		if readable && !over && !when.Over(t.Now) {
			w.When = said
			return true
		}
		why = meaning.PastTime
	}
	if why != "" {
		t.Say("amend.time", orderView(t, o))
	}
	return why == ""
}

// sayClosed says that an order cannot be changed any more; what was not right of one that was fetched can be claimed.
func sayClosed(t *dialogue.Turn, o pickup.Order) {
	var buttons []bot.Button
	if o.Status == pickup.Picked {
		buttons = dialogue.Row(t.Button("orders.button.claim", nil, "claim", int64(o.ID)))
	}
	t.Say("amend.closed", orderView(t, o), dialogue.Rows(buttons)...)
}

// pressSet gives an item of an order a number of pieces, and shows what that would change.
func (sk *skill) pressSet(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	itemID, ok2 := dialogue.Number(args, 1)
	n, ok3 := dialogue.Number(args, 2)
	if !ok || !ok2 || !ok3 || n < 0 {
		return t.Stale(ctx)
	}
	sk.withOpen(t, pickup.OrderID(id), func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
		item, err := catalogue.ItemIn(ctx, tx, catalogue.ItemID(itemID))
		if err != nil {
			return err
		}
		if !take(t, o, wishFor(t, o), item.For(int64(t.Person.ID)), n) {
			return nil
		}
		return sk.show(ctx, tx, t, o)
	})
	return nil
}

// pressKeep leaves the order as it is.
func pressKeep(_ context.Context, t *dialogue.Turn, _ []string) error {
	memory.Of(t).Wish = nil
	t.Show(bot.Card{Text: t.Text("amend.kept", nil), Key: cardKey, InPlace: true})
	return nil
}

// pressMake makes the change that the card showed, or asks the distributor for it. A card that does not count any more is answered with
// the order as it is.
func (sk *skill) pressMake(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	rev, ok2 := dialogue.Number(args, 1)
	if !ok || !ok2 {
		return t.Stale(ctx)
	}
	w := memory.Of(t).Wish
	if w == nil || int64(w.Order) != int64(id) || w.Rev != bot.TurnID(rev) {
		t.Toast("amend.stale.notice", nil)
		t.Below()
		return t.Do(ctx, meaning.ShowOrder{Number: meaning.Carried(int64(id))})
	}
	staff, err := sk.People.WithRole(ctx, bot.Distributor)
	if err != nil {
		return err
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		return sk.make(ctx, tx, t, staff)
	})
	return nil
}

// make makes the change, or says why it cannot be made.
func (sk *skill) make(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, staff []bot.Person) error {
	w, seller := memory.Of(t).Wish, pickup.SellerID(t.Person.ID)
	before, err := sk.Orders.Account(ctx, tx, pickup.Seller(seller), w.Order)
	if err != nil {
		return err
	}
	if w.When != "" && w.when(t, before).Over(t.Now) {
		memory.Of(t).Wish = nil
		t.Say("amend.time", orderView(t, before))
		return nil
	}
	o, err := sk.Orders.Change(ctx, tx, int64(t.ID()), seller, pickup.Wish{Order: w.Order, Seen: w.Seen, Lines: w.changing(before), When: w.when(t, before)}, t.Now)
	var short *pickup.ShortError
	var changed *pickup.ChangedError
	var above *pickup.CreditError
	switch {
	case errors.As(err, &changed), errors.Is(err, pickup.ErrMoved), errors.Is(err, pickup.ErrClosed):
		return sk.showAgain(ctx, tx, t, o, err)
	case errors.As(err, &above):
		t.Below()
		t.Say("credit.over", dialogue.View{"Wanted": above.Wanted, "Left": above.Left}, dialogue.Row(t.Button("credit.button.mine", nil, "mycredit")))
		return nil
	case errors.As(err, &short):
		t.Below()
		item := short.Item
		item.Stock = short.Available - holding(o, item.ID)
		take(t, o, w, item, short.Asked)
		return nil
	case errors.Is(err, pickup.ErrTooLate):
		sayClosed(t, o)
	case errors.Is(err, pickup.ErrAsked):
		t.Say("amend.cancelling", orderView(t, o))
	case errors.Is(err, pickup.ErrUnchanged):
		t.Say("amend.same", orderView(t, o))
	case err != nil:
		return err
	default:
		var hours pickup.Hours
		if hours, err = sk.hours(ctx, tx, t, o); err != nil {
			return err
		}
		sk.made(t, o, hours, staff)
		if err = sk.serve(ctx, tx, before, o); err == nil {
			err = sk.Live.Keep(ctx, tx, t, seller)
		}
	}
	memory.Of(t).Wish = nil
	return err
}

// serve serves those who wait for what the order gave back.
func (sk *skill) serve(ctx context.Context, tx pgx.Tx, before, after pickup.Order) error {
	for _, id := range (goods{}).in(before) {
		if holding(after, id) < holding(before, id) {
			if _, err := sk.Serve(ctx, tx, id); err != nil {
				return err
			}
		}
	}
	return nil
}
