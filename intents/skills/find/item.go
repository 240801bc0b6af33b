package find

import (
	"context"
	"slices"
	"strconv"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const itemKey = "item"

// showDetail shows one item with its picture and the quantities worth a button.
func showDetail(t *dialogue.Turn, i catalogue.Item) {
	i = i.For(int64(t.Person.ID))
	m := memory.Of(t)
	t.Focus.Item, m.Origin = &meaning.Item{ID: int64(i.ID), SKU: i.SKU}, nil
	t.Tell(meaning.Focus{Item: t.Focus.Item})
	card := bot.Card{Text: t.Text("find.detail", views.Item(t.Lang, i, dialogue.View{"Held": i.Held, "Until": i.Until.In(t.Now.Location())})), Key: itemKey, Buttons: dialogue.Rows(quantities(i))}
	if i.Stock < i.MinQty {
		card.Buttons = append(card.Buttons, dialogue.Row(t.Button("waits.button.await", nil, "await", i.ID)))
	}
	listed := slices.ContainsFunc(t.Focus.List, func(l meaning.Item) bool { return l.SKU == i.SKU })
	if m.Search != nil && listed {
		origin := *m.Search
		m.Origin = &origin
		card.Buttons = append(card.Buttons, dialogue.Row(t.Button("find.button.list", nil, "back")))
	}
	if len(i.Images) > 0 {
		card.Photo = &bot.Photo{Key: i.Images[0]}
	}
	t.Show(card)
}

// quantities are buttons for the minimum and for where the price drops, as far as the stock goes.
func quantities(i catalogue.Item) []bot.Button {
	var buttons []bot.Button
	for _, q := range i.LikelyQuantities() {
		buttons = append(buttons, dialogue.Tap(strconv.Itoa(q)+" × "+i.PriceAt(q).String(), "add", i.ID, q))
	}
	return buttons
}

// pressBack shows the list again that the item's card was opened from, as a new message: the list may be far up.
func (sk *skill) pressBack(ctx context.Context, t *dialogue.Turn, _ []string) error {
	m := memory.Of(t)
	if m.Origin == nil {
		return t.Stale(ctx)
	}
	origin := *m.Origin
	m.Search = &origin
	t.Focus.ListOf = origin.Text
	t.Below()
	return sk.showList(ctx, t)
}

func (sk *skill) pressShow(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	item, err := sk.Catalogue.Item(ctx, catalogue.ItemID(id))
	if err != nil {
		return err
	}
	showDetail(t, item)
	return nil
}
