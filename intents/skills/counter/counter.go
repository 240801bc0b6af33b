// Package counter is the skill of those who keep a distributor's counter: they accept, refuse, make up and hand over what sellers
// ordered, say what is short of it, and are told what nobody fetched.
package counter

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
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
	Live      views.Live
}

type skill struct{ Services }

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name: name,
		Serves: []dialogue.Served{
			dialogue.Serve(sk.accept), dialogue.Serve(sk.refuse), dialogue.Serve(sk.ready), dialogue.Serve(sk.picked), dialogue.Serve(sk.short),
			dialogue.Serve(sk.byNumber),
		},
		Presses: map[string]dialogue.Press{
			"accept": sk.press(pickup.Accept), "ready": sk.press(pickup.Pack), "handed": sk.press(pickup.Pick), "agree": sk.press(pickup.Cancel),
			"hold": sk.press(pickup.Keep), "counter": sk.pressShow, "refuse": sk.pressRefuse, "reason": sk.pressReason,
			"short": sk.pressShort, "left": sk.pressLeft, "agreechange": sk.pressChange(true), "declinechange": sk.pressChange(false),
		},
	}
}

const name = "counter"

// remembered is the reason that was given for refusing one of several orders, until it is said which, and the orders that are to be
// cancelled and not refused, until their reasons are said.
type remembered struct {
	Reason  string           `json:"reason,omitempty"`
	Cancels []pickup.OrderID `json:"waiting,omitempty"`
}

// answered takes an order from those that are to be cancelled.
func (r *remembered) answered(id pickup.OrderID) {
	r.Cancels = slices.DeleteFunc(r.Cancels, func(c pickup.OrderID) bool { return c == id })
}

var memory = dialogue.Memory[remembered](name)

// keeps says that a person keeps the counter of a distributor, and tells others that only these can do what was asked for.
func keeps(t *dialogue.Turn) bool {
	if t.Person.Role == bot.Distributor && t.Person.Distributor != "" {
		return true
	}
	t.Say("counter.notyours", nil)
	return false
}

// press does something to the order that a button names.
func (sk *skill) press(d pickup.Deed) dialogue.Press {
	return func(ctx context.Context, t *dialogue.Turn, args []string) error {
		id, ok := dialogue.Number(args, 0)
		if !ok {
			return t.Stale(ctx)
		}
		t.Focus.Moved()
		if keeps(t) {
			sk.do(t, pickup.OrderID(id), d, "")
		}
		return nil
	}
}

// pressChange agrees to the change that a seller asks for, or declines it.
func (sk *skill) pressChange(agreed bool) dialogue.Press {
	return func(ctx context.Context, t *dialogue.Turn, args []string) error {
		change, ok := dialogue.Number(args, 0)
		if !ok {
			return t.Stale(ctx)
		}
		t.Focus.Moved()
		if !keeps(t) {
			return nil
		}
		t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
			o, err := sk.Orders.Answer(ctx, tx, views.ActorOf(t.Person), int64(change), agreed, t.Now)
			return sk.done(ctx, tx, t, o.ID, o, err)
		})
		return nil
	}
}

// do does something to an order within the settling transaction.
func (sk *skill) do(t *dialogue.Turn, id pickup.OrderID, d pickup.Deed, reason string) {
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.Orders.Do(ctx, tx, views.ActorOf(t.Person), id, d, reason, t.Now)
		return sk.done(ctx, tx, t, id, o, err)
	})
}

// done shows an order after something was to be done to it, and tells its seller. What could not be done is answered with the order
// as it is, below: it must not be overlooked.
func (sk *skill) done(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, id pickup.OrderID, o pickup.Order, err error) error {
	var few *pickup.LeftError
	var short *pickup.ShortError
	var above *pickup.CreditError
	if err != nil {
		t.Below()
	}
	switch {
	case errors.Is(err, pickup.ErrNotFound):
		notThere(t, id)
		return nil
	case errors.Is(err, pickup.ErrTooLate):
		t.Toast("counter.toolate.notice", nil)
		return sk.show(ctx, tx, t, o, t.Text("counter.toolate", dialogue.View{"ID": int64(id)}))
	case errors.Is(err, pickup.ErrNothingLeft):
		return sk.show(ctx, tx, t, o, t.Text("counter.nothingleft", dialogue.View{"ID": int64(id)}))
	case errors.Is(err, pickup.ErrUnchanged):
		return sk.show(ctx, tx, t, o, "")
	case errors.As(err, &short):
		return sk.show(ctx, tx, t, o, t.Text("counter.notsomany", dialogue.View{"ID": int64(id), "SKU": short.Item.SKU, "N": short.Available}))
	case errors.As(err, &above):
		names, err := sk.People.Names(ctx, tx, []bot.PersonID{bot.PersonID(o.Seller)})
		if err != nil {
			return err
		}
		return sk.show(ctx, tx, t, o, t.Text("credit.over.theirs", dialogue.View{"Name": names[bot.PersonID(o.Seller)]}))
	case errors.As(err, &few):
		return sk.show(ctx, tx, t, o, t.Text("counter.notsomany", dialogue.View{"ID": int64(id), "SKU": few.SKU, "N": few.Available}))
	case err != nil:
		return err
	}
	t.Toast("counter.done", dialogue.View{"What": string(o.History[len(o.History)-1].What)})
	if err := sk.show(ctx, tx, t, o, offShelf(t, o)); err != nil {
		return err
	}
	return sk.tell(ctx, tx, t, o)
}

// offShelf says what the last thing that happened to an order took off the shelf because it is not there; "" where that is nothing.
func offShelf(t *dialogue.Turn, o pickup.Order) phrases.Text {
	missing := views.Missing(o)
	var lines []dialogue.View
	for _, sku := range slices.Sorted(maps.Keys(missing)) {
		lines = append(lines, dialogue.View{"SKU": sku, "N": missing[sku]})
	}
	if len(lines) == 0 {
		return ""
	}
	return t.Text("counter.offshelf", dialogue.View{"Lines": lines})
}

// notThere says that there is no such order at the person's counter.
func notThere(t *dialogue.Turn, id pickup.OrderID) {
	if t.Person.Role == bot.Organiser {
		t.Say("counter.nosuch.organiser", dialogue.View{"ID": int64(id)})
		return
	}
	t.Say("counter.nosuch", dialogue.View{"ID": int64(id), "Distributor": t.Person.Distributor})
}

// viewer is the person as who looks at an order, with the names of those who did something to it.
func (sk *skill) viewer(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) (views.Viewer, error) {
	ids := []bot.PersonID{bot.PersonID(o.Seller)}
	for _, e := range o.History {
		ids = append(ids, bot.PersonID(e.Actor))
	}
	names, err := sk.People.Names(ctx, tx, ids)
	if err != nil {
		return views.Viewer{}, err
	}
	all, err := sk.Openings.Of(ctx, tx, []string{o.Distributor}, t.Now)
	hours := all[o.Distributor]
	return views.Viewer{Lang: t.Lang, Now: t.Now, Actor: views.ActorOf(t.Person), Names: names, Hours: &hours}, err
}

// show shows an order with what can be done about it; a note, if there is one, stands above.
func (sk *skill) show(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order, note phrases.Text) error {
	v, err := sk.viewer(ctx, tx, t, o)
	if err != nil {
		return err
	}
	card := v.Counter(o)
	if note != "" {
		card.Text = note + "\n\n" + card.Text
	}
	put(t, v, o, card)
	return nil
}

// put shows a card of an order in the place of the one whose button was pressed, and notes what words are about now.
func put(t *dialogue.Turn, v views.Viewer, o pickup.Order, card bot.Card) {
	card.InPlace = t.InPlace()
	t.Show(card)
	about := views.AtCounter(t.Lang, o, v.Names[bot.PersonID(o.Seller)])
	t.Tell(meaning.Focus{Order: about})
	t.Focus.Order = about
	if !o.Status.Open() {
		t.Focus.Order = nil
	}
}

// tell tells an order's seller, in her language, what was done to it last, and has her list of what to fetch show it.
func (sk *skill) tell(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
	to := bot.PersonID(o.Seller)
	people, err := sk.People.Named(ctx, tx, []bot.PersonID{to})
	if err != nil {
		return err
	}
	if seller, there := people[to]; there && to != t.Person.ID {
		t.Push(views.Told(seller, o, t.Now, near.Of(t).instead))
	}
	return sk.Live.Keep(ctx, tx, t, o.Seller)
}

// byNumber shows an order to the people of its distributor, or to an organiser.
func (sk *skill) byNumber(_ context.Context, t *dialogue.Turn, c meaning.CounterOrder) error {
	sk.look(t, pickup.OrderID(c.Number.Value))
	return nil
}

func (sk *skill) pressShow(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	sk.look(t, pickup.OrderID(id))
	return nil
}

func (sk *skill) look(t *dialogue.Turn, id pickup.OrderID) {
	sk.with(t, id, func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
		return sk.show(ctx, tx, t, o, "")
	})
}

// with does something with an order as it is, if it concerns the person.
func (sk *skill) with(t *dialogue.Turn, id pickup.OrderID, do func(context.Context, pgx.Tx, *dialogue.Turn, pickup.Order) error) {
	if t.Person.Role != bot.Organiser && !keeps(t) {
		return
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.Orders.Account(ctx, tx, views.ActorOf(t.Person), id)
		switch {
		case errors.Is(err, pickup.ErrNotFound):
			notThere(t, id)
			return nil
		case err != nil:
			return err
		}
		return do(ctx, tx, t, o)
	})
}
