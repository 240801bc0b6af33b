package counter

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// byCode shows the order that somebody comes for, to be handed over by a tap. The link of a QR code names it as well.
func (sk *skill) byCode(t *dialogue.Turn, c meaning.Picked) {
	if !keeps(t) {
		return
	}
	if c.Number.Given() {
		sk.with(t, pickup.OrderID(c.Number.Value), func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
			if !o.Status.Open() || o.Code != c.Code.Value {
				return sk.show(ctx, tx, t, o, t.Text("counter.toolate", dialogue.View{"ID": int64(o.ID)}))
			}
			return sk.showComing(ctx, tx, t, o)
		})
		return
	}
	// No savepoint: what was typed is remembered, whatever comes of it.
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.Orders.ByCode(ctx, tx, views.ActorOf(t.Person), c.Code.Value, t.Now)
		switch {
		case errors.Is(err, pickup.ErrCode):
			t.Say("counter.wrongcode", dialogue.View{"Code": c.Code.Value, "Distributor": t.Person.Distributor})
			return nil
		case errors.Is(err, pickup.ErrTries):
			t.Say("counter.tries", nil)
			return nil
		case err != nil:
			return err
		}
		return sk.showComing(ctx, tx, t, o)
	})
}

// showComing shows an order that somebody has come for.
func (sk *skill) showComing(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
	v, err := sk.viewer(ctx, tx, t, o)
	if err == nil {
		put(t, v, o, comingCard(t, v, o))
	}
	return err
}

// comingCard is an order that somebody has come for: all of it is handed over by a tap, or what is missing is said first.
func comingCard(t *dialogue.Turn, v views.Viewer, o pickup.Order) bot.Card {
	card := v.Counter(o)
	card.Text += "\n\n" + t.Text("counter.coming", v.Order(o))
	handed := t.Button("counter.button.handed", nil, "handed", int64(o.ID))
	handed.Main = true
	card.Buttons = [][]bot.Button{dialogue.Row(handed, t.Button("counter.button.short", nil, "short", int64(o.ID)))}
	return card
}
