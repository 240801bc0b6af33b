package stock

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// changesShown is how many changes of an item are told at once.
const changesShown = 10

// history tells who changed an item: to the people of its distributor, and to organisers.
func (sk *skill) history(ctx context.Context, t *dialogue.Turn, c meaning.History) error {
	items, err := sk.accountable(ctx, t, c.Line)
	if err != nil || len(items) == 0 {
		return err
	}
	prices, shelf := c.Of.Value != meaning.Shelf, c.Of.Value != meaning.Prices
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		for _, item := range items {
			events, err := sk.Catalogue.Account(ctx, tx, item.ID, prices, shelf, changesShown)
			if err != nil {
				return err
			}
			names, err := sk.People.Names(ctx, tx, actors(events))
			if err != nil {
				return err
			}
			t.Show(historyCard(t, item, events, names))
		}
		return nil
	})
	return nil
}

// accountable are the items meant whose account the person may see: a distributor's person those of her own, an organiser all. It says
// so where there is none.
func (sk *skill) accountable(ctx context.Context, t *dialogue.Turn, l meaning.Line) ([]catalogue.Item, error) {
	switch t.Person.Role {
	case bot.Organiser:
	case bot.Distributor:
		item, ok, err := sk.ownItem(ctx, t, l)
		if !ok || err != nil {
			return nil, err
		}
		return []catalogue.Item{item}, nil
	default:
		t.Say("distributor.history.notyours", nil)
		return nil, nil
	}
	items, err := sk.Catalogue.BySKU(ctx, l.SKU.Value)
	if err == nil && len(items) == 0 {
		t.Say("errors.item", nil)
	}
	return items, err
}

// actors are the people who changed something.
func actors(events []catalogue.Event) (ids []bot.PersonID) {
	for _, e := range events {
		if id := bot.PersonID(e.Person); id != 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func historyCard(t *dialogue.Turn, item catalogue.Item, events []catalogue.Event, names map[bot.PersonID]string) bot.Card {
	lines := make([]dialogue.View, len(events))
	for i, e := range events {
		at := e.At.In(t.Now.Location())
		lines[i] = dialogue.View{
			"At": at, "Now": t.Now, "Today": measure.DaysBetween(at, t.Now) == 0, "Who": names[bot.PersonID(e.Person)], "You": bot.PersonID(e.Person) == t.Person.ID,
			"What": e.What, "Order": e.Order, "OfPrice": e.Stock == nil, "Stock": views.Known(e.Stock), "StockBefore": views.Known(e.StockBefore),
			"Price": e.Price, "PriceBefore": e.PriceBefore, "Tiers": views.Tiers(e.Tiers), "Retiered": !slices.Equal(e.Tiers, e.TiersBefore),
		}
	}
	return bot.Card{Text: t.Text("distributor.history", views.Item(t.Lang, item, dialogue.View{"Events": lines}))}
}
