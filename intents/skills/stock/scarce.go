package stock

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

// fewerError says how many pieces of an item were to be on the shelf, where that is less than what sellers have reserved.
type fewerError struct {
	*catalogue.ReservedError
	n int
}

// explain answers a stock that is less than what sellers have reserved: it stays, or their orders get less. Whoever takes part in a pool gets
// what she took: where there is not even as much, it stays.
func explain(t *dialogue.Turn, err error) bool {
	var fewer fewerError
	if !errors.As(err, &fewer) {
		return false
	}
	said := dialogue.View{"SKU": fewer.Item.SKU, "Unit": views.UnitIn(t.Lang, fewer.Item.Unit), "Reserved": fewer.Reserved, "Held": fewer.Held, "Pooled": fewer.Pooled, "N": fewer.n}
	var buttons []bot.Button
	if fewer.n >= fewer.Pooled && fewer.n < fewer.Reserved-fewer.Held {
		buttons = dialogue.Row(t.Button("distributor.button.scarce", said, "scarce", int64(fewer.Item.ID), fewer.n))
	}
	t.Say("distributor.reserved", said, dialogue.Rows(buttons)...)
	return true
}

// scarcity reads what a button says of an item of the person's own: which, and how many there are of it in all.
func (sk *skill) scarcity(ctx context.Context, t *dialogue.Turn, args []string) (item catalogue.Item, n int, ok bool, err error) {
	id, ok := dialogue.Number(args, 0)
	n, ok2 := dialogue.Number(args, 1)
	if !ok || !ok2 || n < 0 {
		return item, 0, false, nil
	}
	if item, err = sk.Catalogue.Item(ctx, catalogue.ItemID(id)); err != nil {
		return item, 0, false, err
	}
	return item, n, t.Person.Distributor != "" && len(own(t, []catalogue.Item{item})) == 1, nil
}

// pressScarce shows whose orders would get less if there were so few of an item; the tap on that does it.
func (sk *skill) pressScarce(ctx context.Context, t *dialogue.Turn, args []string) error {
	item, n, ok, err := sk.scarcity(ctx, t, args)
	if err != nil {
		return err
	}
	if !ok {
		return t.Stale(ctx)
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		cuts, err := sk.Orders.Cuts(ctx, tx, views.ActorOf(t.Person), item.ID, n)
		if err != nil {
			return err
		}
		said, err := sk.cutViews(ctx, tx, t.Lang, item, n, cuts)
		if err != nil {
			return err
		}
		t.Show(bot.Card{Text: t.Text("distributor.scarce", said), Key: changeKey, InPlace: t.InPlace(), Buttons: [][]bot.Button{dialogue.Row(
			dialogue.Once(t.Button("distributor.button.ration", said, "ration", int64(item.ID), n)), t.Button("distributor.button.keep", nil, "keep"),
		)}})
		return nil
	})
	return nil
}

// cutViews are orders that get less of an item, as the sentences want them.
func (sk *skill) cutViews(ctx context.Context, tx pgx.Tx, lang phrases.Lang, item catalogue.Item, n int, cuts []pickup.Cut) (dialogue.View, error) {
	ids := make([]bot.PersonID, len(cuts))
	for i, c := range cuts {
		ids[i] = bot.PersonID(c.Order.Seller)
	}
	names, err := sk.People.Names(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	orders := make([]dialogue.View, len(cuts))
	for i, c := range cuts {
		orders[i] = dialogue.View{"ID": int64(c.Order.ID), "Name": names[bot.PersonID(c.Order.Seller)], "Had": c.Had, "Left": c.Left}
	}
	return views.Item(lang, item, dialogue.View{"N": n, "Orders": orders}), nil
}

// pressRation says that there are so few of an item: orders get less, those placed last first, and their sellers are told, with what they could
// have instead.
func (sk *skill) pressRation(ctx context.Context, t *dialogue.Turn, args []string) error {
	item, n, ok, err := sk.scarcity(ctx, t, args)
	if err != nil {
		return err
	}
	if !ok {
		return t.Stale(ctx)
	}
	instead, err := sk.Catalogue.InsteadOf(ctx, []catalogue.ItemID{item.ID}, string(t.Lang))
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		actor := views.ActorOf(t.Person)
		cuts, err := sk.Orders.Scarce(ctx, tx, actor, item.ID, n, t.Now)
		if err != nil {
			return err
		}
		if err := sk.Waits.Release(ctx, tx, item.ID, n); err != nil {
			return err
		}
		if _, err := sk.setTo(ctx, tx, t, item.SKU, n); err != nil {
			return err
		}
		said, err := sk.cutViews(ctx, tx, t.Lang, item, n, cuts)
		if err != nil {
			return err
		}
		memory.Of(t).Changes = nil
		t.Toast("distributor.set.notice", nil)
		t.Show(bot.Card{Text: t.Text("distributor.rationed", said), Key: changeKey, InPlace: true})
		return sk.tellCut(ctx, tx, t, cuts, instead)
	})
	return nil
}

// tellCut tells the sellers of orders that they got less.
func (sk *skill) tellCut(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, cuts []pickup.Cut, instead map[catalogue.ItemID][]catalogue.Item) error {
	ids, lists := make([]bot.PersonID, len(cuts)), make([]pickup.SellerID, len(cuts))
	for i, c := range cuts {
		ids[i], lists[i] = bot.PersonID(c.Order.Seller), c.Order.Seller
	}
	sellers, err := sk.People.Named(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, c := range cuts {
		if p, there := sellers[bot.PersonID(c.Order.Seller)]; there {
			t.Push(views.Told(p, c.Order, t.Now, instead))
		}
	}
	return sk.Live.Keep(ctx, tx, t, lists...)
}
