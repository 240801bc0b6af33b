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
// only while the order is still for the first day: the second tap finds it moved. Where the distributor hands nothing over then, it shows when
// it does.
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
	sk.withOpen(t, pickup.OrderID(id), func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
		if !o.When.Day.Equal(from) {
			t.Say("amend.same", orderView(t, o))
			return nil
		}
		w := wishFor(t, o)
		w.Lines, w.When = nil, onDay(o.When, to).String()
		hours, err := sk.hours(ctx, tx, t, o)
		if err != nil {
			return err
		}
		if _, why := w.refused(t, o, nil, hours); why != pickup.Fits {
			t.Below()
			return sk.show(ctx, tx, t, o)
		}
		return sk.make(ctx, tx, t, staff)
	})
	return nil
}

// onDay is a pickup time on another day, at the same hour if it has one.
func onDay(w pickup.When, day time.Time) pickup.When {
	moved := pickup.When{Day: day, HasTime: w.HasTime}
	if w.HasTime {
		moved.Time = time.Date(day.Year(), day.Month(), day.Day(), w.Time.Hour(), w.Time.Minute(), 0, 0, day.Location())
	}
	return moved
}

// pressMove gives the change of an order that is shown, or a new one, the pickup time that the button has, and shows what that would change.
func (sk *skill) pressMove(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok || len(args) < 2 {
		return t.Stale(ctx)
	}
	when, ok := pickup.ReadWhen(args[1], t.Now.Location())
	if !ok || when.Over(t.Now) {
		return t.Stale(ctx)
	}
	sk.withOpen(t, pickup.OrderID(id), func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
		wishFor(t, o).When = when.String()
		return sk.show(ctx, tx, t, o)
	})
	return nil
}

// withOpen does something with an order of the person's as it is when the turn settles; it says so where that is closed.
func (sk *skill) withOpen(t *dialogue.Turn, id pickup.OrderID, do func(context.Context, pgx.Tx, *dialogue.Turn, pickup.Order) error) {
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.Orders.Account(ctx, tx, pickup.Seller(pickup.SellerID(t.Person.ID)), id)
		if err != nil {
			return err
		}
		if !o.Status.Open() {
			sayClosed(t, o)
			return nil
		}
		return do(ctx, tx, t, o)
	})
}
