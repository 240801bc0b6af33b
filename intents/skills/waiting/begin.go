package waiting

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// wantedView is what is waited for of an item, as the sentences want it.
func wantedView(w waits.Wanted, i catalogue.Item) dialogue.View {
	needed := i.Orderable(w.Quantity)
	return dialogue.View{"Needed": needed, "Asked": w.Quantity > 0, "Most": w.PriceMax, "Now": i.PriceAt(needed)}
}

// askWhich offers several items to wait for, each by the number of its line.
func askWhich(t *dialogue.Turn, items []catalogue.Item, w wish) {
	var lines []dialogue.View
	var numbers []bot.Button
	t.Focus.List, t.Focus.ListFrom, t.Focus.Fresh = nil, 1, true
	for n, i := range items {
		i = i.For(int64(t.Person.ID))
		lines = append(lines, views.Item(t.Lang, i, dialogue.View{"N": n + 1}))
		numbers = append(numbers, dialogue.Tap(strconv.Itoa(n+1), "await", awaitArgs(i, w.of(i))...))
		t.Focus.List = append(t.Focus.List, meaning.Item{ID: int64(i.ID), SKU: i.SKU, Item: dialogue.Short(i.Title(string(t.Lang)), 48)})
	}
	t.Tell(meaning.Focus{List: t.Focus.List, ListFrom: 1})
	t.Show(bot.Card{
		Text: t.Text("waits.which", dialogue.View{"Items": lines}), Key: waitsKey,
		Buttons: [][]bot.Button{numbers, dialogue.Row(t.Button("help.button.find", nil, "find"))},
	})
}

// awaitArgs are those of the button that begins a wait. A limit above the price is as good as the price.
func awaitArgs(i catalogue.Item, w waits.Wanted) []any {
	if w.PriceMax != nil {
		return []any{w.Item, w.Quantity, int64(min(*w.PriceMax, i.Price))}
	}
	return []any{w.Item, w.Quantity}
}

// pressAwait begins a wait for an item: for so many, or for a price.
func (sk *skill) pressAwait(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	quantity, fine := dialogue.Number(args, 1)
	if !ok || len(args) > 1 && !fine || quantity < 0 {
		return t.Stale(ctx)
	}
	w := wish{}
	if quantity > 0 {
		w.line.Quantity = meaning.Said(quantity)
	}
	if most, ok := dialogue.Number(args, 2); ok && most >= 0 {
		fen := measure.Fen(most)
		w.most = &fen
	}
	item, err := sk.Catalogue.Item(ctx, catalogue.ItemID(id))
	if err != nil {
		return err
	}
	t.Below()
	return sk.begin(ctx, t, item, w)
}

// beginning begins a wait, and says what will come of it.
func (sk *skill) beginning(i catalogue.Item, w waits.Wanted) dialogue.Effect {
	return func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		id, err := sk.Waits.Begin(ctx, tx, seller(t), w)
		if err != nil {
			return err
		}
		t.Show(begunCard(t, i, w, id))
		return nil
	}
}

// begunCard says what is waited for, how long, and what will come of it.
func begunCard(t *dialogue.Turn, i catalogue.Item, w waits.Wanted, id waits.ID) bot.Card {
	told := views.Item(t.Lang, i, wantedView(w, i))
	told["Days"], told["Minutes"] = waits.Days, int(waits.HeldFor.Minutes())
	return bot.Card{Text: t.Text("waits.begun", told), Key: waitsKey, Buttons: [][]bot.Button{dialogue.Row(
		t.Button("waits.button.stop", nil, "unwait", int64(id)), t.Button("waits.button.list", nil, "waits"),
	)}}
}
