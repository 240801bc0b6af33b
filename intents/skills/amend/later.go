package amend

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
)

// pressLater moves an order that was not fetched from one day to another, at the same hour, or asks the distributor for it. It does so
// only while the order is still for the first day: the second tap finds it moved.
func (sk *skill) pressLater(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	from, ok2 := dialogue.Day(args, 1, t.Now.Location())
	to, ok3 := dialogue.Day(args, 2, t.Now.Location())
	if !ok || !ok2 || !ok3 || to.Before(measure.Midnight(t.Now)) {
		return t.Stale(ctx)
	}
	staff, err := sk.People.WithRole(ctx, bot.Distributor)
	if err != nil {
		return err
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.Orders.Account(ctx, tx, pickup.Seller(pickup.SellerID(t.Person.ID)), pickup.OrderID(id))
		switch {
		case err != nil:
			return err
		case !o.Status.Open():
			sayClosed(t, o)
			return nil
		case !o.When.Day.Equal(from):
			t.Say("amend.same", orderView(t, o))
			return nil
		}
		w := wishFor(t, o)
		w.Lines, w.When = nil, to.Format(pickup.DayLayout)
		if o.When.HasTime {
			at := o.When.Time
			w.When = time.Date(to.Year(), to.Month(), to.Day(), at.Hour(), at.Minute(), 0, 0, to.Location()).Format(pickup.HourLayout)
		}
		return sk.make(ctx, tx, t, staff)
	})
	return nil
}
