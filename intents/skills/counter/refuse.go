package counter

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const (
	// reasonKept is how much of a reason is kept, in characters.
	reasonKept = 200
	// otherReason is to be written; saidReason was written before it was said of which order.
	otherReason, saidReason = "other", "said"
)

// refusal is how the person refuses an order: an organiser cancels it.
func refusal(t *dialogue.Turn) pickup.Deed {
	if t.Person.Role == bot.Organiser {
		return pickup.Cancel
	}
	return pickup.Refuse
}

// refuse refuses an order for the reason given, or asks for one.
func (sk *skill) refuse(ctx context.Context, t *dialogue.Turn, c meaning.Refuse) error {
	if t.Person.Role == bot.Organiser && c.Number.Given() {
		return sk.refuseFor(ctx, t, pickup.OrderID(c.Number.Value), c.Reason.Value)
	}
	if id := pickup.OrderID(c.Number.Value); c.Number.Given() && keeps(t) && (c.Cancels || slices.Contains(memory.Of(t).Cancels, id)) {
		return sk.cancelFor(ctx, t, id, c.Reason.Value)
	}
	does := tap("refuse")
	if c.Reason.Given() {
		memory.Of(t).Reason = dialogue.Short(c.Reason.Value, reasonKept)
		does = func(o pickup.Order) choice { return choice{"reason", []any{int64(o.ID), saidReason}} }
	}
	id, ok, err := sk.meant(ctx, t, c.Number, at(pickup.Placed, pickup.Accepted), does)
	if !ok || err != nil {
		return err
	}
	return sk.refuseFor(ctx, t, id, c.Reason.Value)
}

// lookIfSoldOut is lookFor where goods are refused because there are none.
func (sk *skill) lookIfSoldOut(ctx context.Context, t *dialogue.Turn, id pickup.OrderID, reason string) error {
	if reason != pickup.SoldOut {
		return nil
	}
	return sk.lookFor(ctx, t, id)
}

// cancelFor cancels an order: at once where its seller asks for it, else for the reason given, or it asks for one.
func (sk *skill) cancelFor(ctx context.Context, t *dialogue.Turn, id pickup.OrderID, reason string) error {
	if err := sk.lookIfSoldOut(ctx, t, id, reason); err != nil {
		return err
	}
	sk.with(t, id, func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
		deed := pickup.Cancel
		if o.Status == pickup.Accepted && !o.CancelAsked {
			deed = pickup.Withdraw
		}
		m := memory.Of(t)
		m.answered(id)
		if reason == "" && !o.CancelAsked && (o.Status == pickup.Placed || o.Status == pickup.Accepted) {
			m.Cancels = append(m.Cancels, id)
			v, err := sk.viewer(ctx, tx, t, o)
			if err == nil {
				put(t, v, o, reasonCard(t, v, o, "counter.whycancel"))
			}
			return err
		}
		o, err := sk.Orders.Do(ctx, tx, views.ActorOf(t.Person), id, deed, dialogue.Short(reason, reasonKept), t.Now)
		if err := sk.done(ctx, tx, t, id, o, err); err != nil {
			return err
		}
		return sk.sayWaiting(ctx, tx, t)
	})
	return nil
}

// sayWaiting names the orders that still wait for a reason to be cancelled, and forgets those that are past it.
func (sk *skill) sayWaiting(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
	var waiting []int64
	for _, id := range slices.Clone(memory.Of(t).Cancels) {
		o, err := sk.Orders.Account(ctx, tx, views.ActorOf(t.Person), id)
		switch {
		case err != nil && !errors.Is(err, pickup.ErrNotFound):
			return err
		case err == nil && (o.Status == pickup.Placed || o.Status == pickup.Accepted):
			waiting = append(waiting, int64(id))
		default:
			memory.Of(t).answered(id)
		}
	}
	if len(waiting) > 0 {
		t.Say("counter.waiting", dialogue.View{"Orders": views.Numbers(t.Lang, waiting), "Several": len(waiting) > 1})
	}
	return nil
}

// refuseFor refuses an order, or asks why.
func (sk *skill) refuseFor(ctx context.Context, t *dialogue.Turn, id pickup.OrderID, reason string) error {
	if reason == "" {
		sk.askReason(t, id)
		return nil
	}
	if err := sk.lookIfSoldOut(ctx, t, id, reason); err != nil {
		return err
	}
	sk.do(t, id, refusal(t), dialogue.Short(reason, reasonKept))
	return nil
}

func (sk *skill) pressRefuse(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	memory.Of(t).answered(pickup.OrderID(id))
	sk.askReason(t, pickup.OrderID(id))
	return nil
}

// askReason asks why an order cannot be had, as long as it can be refused.
func (sk *skill) askReason(t *dialogue.Turn, id pickup.OrderID) {
	sk.with(t, id, func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
		if o.Status != pickup.Placed && (o.Status != pickup.Accepted || refusal(t) != pickup.Refuse) {
			return sk.show(ctx, tx, t, o, t.Text("counter.toolate", dialogue.View{"ID": int64(id)}))
		}
		v, err := sk.viewer(ctx, tx, t, o)
		if err != nil {
			return err
		}
		put(t, v, o, reasonCard(t, v, o, "counter.why"))
		return nil
	})
}

// reasonCard asks why an order cannot be had, in a sentence.
func reasonCard(t *dialogue.Turn, v views.Viewer, o pickup.Order, sentence string) bot.Card {
	reason := func(key, reason string) bot.Button { return t.Button(key, nil, "reason", int64(o.ID), reason) }
	card := v.Counter(o)
	card.Text += "\n\n" + t.Text(sentence, v.Order(o))
	card.Buttons = [][]bot.Button{
		dialogue.Row(reason("counter.button.soldout", pickup.SoldOut), reason("counter.button.closed", pickup.Closed)),
		dialogue.Row(reason("counter.button.other", otherReason), backButton(t, o)),
	}
	return card
}

// backButton leads back to an order.
func backButton(t *dialogue.Turn, o pickup.Order) bot.Button {
	return t.Button("counter.button.back", nil, "counter", int64(o.ID))
}

// pressReason refuses an order for the reason of the button, or waits for one in words.
func (sk *skill) pressReason(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok || len(args) != 2 {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	if t.Person.Role != bot.Organiser && !keeps(t) {
		return nil
	}
	reason := args[1]
	switch reason {
	case otherReason:
		t.Focus.Asked = &meaning.Asked{Slot: meaning.ReasonSlot, Of: strconv.Itoa(id), At: t.Now}
		t.Show(bot.Card{
			Text: t.Text("counter.reason", dialogue.View{"ID": int64(id)}), InPlace: t.InPlace(),
			Buttons: [][]bot.Button{dialogue.Row(t.Button("counter.button.back", nil, "counter", int64(id)))},
		})
		return nil
	case saidReason:
		if reason = memory.Of(t).Reason; reason == "" {
			return t.Stale(ctx)
		}
		memory.Of(t).Reason = ""
	}
	if slices.Contains(memory.Of(t).Cancels, pickup.OrderID(id)) && t.Person.Role != bot.Organiser {
		return sk.cancelFor(ctx, t, pickup.OrderID(id), reason)
	}
	return sk.refuseFor(ctx, t, pickup.OrderID(id), reason)
}
