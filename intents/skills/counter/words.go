package counter

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// choices is how many orders somebody is asked to choose from.
const choices = 4

// choice is a button's verb with its arguments.
type choice struct {
	verb string
	args []any
}

// tap is the choice of a verb for an order and nothing else.
func tap(verb string) func(pickup.Order) choice {
	return func(o pickup.Order) choice { return choice{verb, []any{int64(o.ID)}} }
}

// meant finds the order that a command is about: the one it names or replies to, or the only one at the person's counter that fits.
// Where several fit, it asks which, also where one was shown last: another may have come in since. A button for each does what was
// wanted.
func (sk *skill) meant(
	ctx context.Context, t *dialogue.Turn, number meaning.Slot[int64], fits func(pickup.Order) bool, does func(pickup.Order) choice,
) (id pickup.OrderID, ok bool, err error) {
	if !keeps(t) {
		return 0, false, nil
	}
	if number.Given() && number.Origin != meaning.IsAssumed {
		return pickup.OrderID(number.Value), true, nil
	}
	open, err := sk.Orders.OpenAt(ctx, t.Person.Distributor)
	if err != nil {
		return 0, false, err
	}
	open = slices.DeleteFunc(open, func(o pickup.Order) bool { return !fits(o) })
	switch len(open) {
	case 0:
		t.Say("counter.none", nil)
		return 0, false, nil
	case 1:
		return open[0].ID, true, nil
	}
	return 0, false, sk.ask(ctx, t, open, does)
}

// ask asks which of several orders is meant; the one shown last stands first.
func (sk *skill) ask(ctx context.Context, t *dialogue.Turn, open []pickup.Order, does func(pickup.Order) choice) error {
	if shown := t.Focus.Order; shown != nil {
		slices.SortStableFunc(open, func(a, b pickup.Order) int {
			return last(int64(a.ID) == shown.Number) - last(int64(b.ID) == shown.Number)
		})
	}
	var buttons [][]bot.Button
	for _, o := range open[:min(len(open), choices)] {
		seller, err := sk.People.Person(ctx, bot.PersonID(o.Seller))
		if err != nil {
			return err
		}
		c := does(o)
		buttons = append(buttons, dialogue.Row(t.Button("counter.button.which", dialogue.View{"ID": int64(o.ID), "Name": seller.Name}, c.verb, c.args...)))
	}
	t.Say("counter.which", nil, buttons...)
	return nil
}

// last is 0 for what comes first.
func last(first bool) int {
	if first {
		return 0
	}
	return 1
}

func anyOpen(pickup.Order) bool { return true }

// at fits orders that are somewhere.
func at(where ...pickup.Status) func(pickup.Order) bool {
	return func(o pickup.Order) bool { return slices.Contains(where, o.Status) }
}

// accept accepts an order.
func (sk *skill) accept(ctx context.Context, t *dialogue.Turn, c meaning.Accept) error {
	id, ok, err := sk.meant(ctx, t, c.Number, at(pickup.Placed), tap("accept"))
	if ok {
		sk.do(t, id, pickup.Accept, "")
	}
	return err
}

// ready says that an order is made up.
func (sk *skill) ready(ctx context.Context, t *dialogue.Turn, c meaning.Ready) error {
	id, ok, err := sk.meant(ctx, t, c.Number, at(pickup.Placed, pickup.Accepted), tap("ready"))
	if ok {
		sk.do(t, id, pickup.Pack, "")
	}
	return err
}

// picked hands an order over, or is said by its seller who has fetched it. What a code names is shown before it is handed over.
func (sk *skill) picked(ctx context.Context, t *dialogue.Turn, c meaning.Picked) error {
	if c.Code.Given() {
		sk.byCode(t, c)
		return nil
	}
	if t.Person.Role != bot.Distributor {
		return sk.fetched(ctx, t, c)
	}
	id, ok, err := sk.meant(ctx, t, c.Number, anyOpen, tap("handed"))
	if ok {
		sk.do(t, id, pickup.Pick, "")
	}
	return err
}

// fetched marks a seller's own order as fetched.
func (sk *skill) fetched(ctx context.Context, t *dialogue.Turn, c meaning.Picked) error {
	seller, id := pickup.SellerID(t.Person.ID), pickup.OrderID(c.Number.Value)
	if !c.Number.Given() {
		open, err := sk.Orders.Open(ctx, seller)
		switch {
		case err != nil:
			return err
		case len(open) == 0:
			t.Say("orders.none", nil)
			return nil
		case len(open) > 1:
			return sk.askOwn(t, open)
		}
		id = open[0].ID
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.Orders.Do(ctx, tx, pickup.Seller(seller), id, pickup.Pick, "", t.Now)
		if err != nil {
			return err
		}
		t.Tell(meaning.Focus{Order: &meaning.Placed{Number: int64(o.ID)}})
		t.Say("orders.fetched", dialogue.View{"ID": int64(o.ID)}, dialogue.Row(t.Button("orders.button.list", nil, "orders")))
		return nil
	})
	return nil
}

// askOwn asks a seller which of her orders she has fetched.
func (sk *skill) askOwn(t *dialogue.Turn, open []pickup.Order) error {
	var buttons [][]bot.Button
	for _, o := range open[:min(len(open), choices)] {
		buttons = append(buttons, dialogue.Row(t.Button("orders.button.fetched", dialogue.View{"ID": int64(o.ID)}, "fetched", int64(o.ID))))
	}
	t.Say("counter.which", nil, buttons...)
	return nil
}
