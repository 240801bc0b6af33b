package waiting

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// awaited is a wait with its item.
type awaited struct {
	waits.Wait
	item catalogue.Item
}

// mine are what the person waits for.
func (sk *skill) mine(ctx context.Context, t *dialogue.Turn) ([]awaited, error) {
	all, err := sk.Waits.Of(ctx, seller(t))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	ids := make([]catalogue.ItemID, len(all))
	for n, w := range all {
		ids[n] = w.Item
	}
	items, err := sk.Catalogue.Items(ctx, ids) // one for each wait, in their order
	if err != nil {
		return nil, err
	}
	mine := make([]awaited, len(items))
	for n, i := range items {
		mine[n] = awaited{all[n], i.For(int64(t.Person.ID))}
	}
	return mine, nil
}

// list shows what the person waits for, each with a button that ends it.
func (sk *skill) list(ctx context.Context, t *dialogue.Turn, _ meaning.Waits) error {
	mine, err := sk.mine(ctx, t)
	if err == nil {
		showWaits(t, mine)
	}
	return err
}

func (sk *skill) pressList(ctx context.Context, t *dialogue.Turn, _ []string) error {
	return sk.list(ctx, t, meaning.Waits{})
}

// showWaits shows waits under notes.
func showWaits(t *dialogue.Turn, mine []awaited, notes ...phrases.Text) {
	lines := make([]dialogue.View, len(mine))
	buttons := make([]bot.Button, len(mine))
	shown := make([]meaning.Item, len(mine))
	for n, w := range mine {
		lines[n] = views.Item(t.Lang, w.item, wantedView(w.Wanted, w.item))
		lines[n]["N"], lines[n]["Was"] = n+1, w.Price
		buttons[n] = t.Button("waits.button.drop", lines[n], "unwait", int64(w.ID))
		shown[n] = meaning.Item{ID: int64(w.Item), SKU: w.item.SKU, Item: dialogue.Short(w.item.Title(string(t.Lang)), 48)}
	}
	if len(shown) > 0 {
		t.Focus.List, t.Focus.ListFrom, t.Focus.ListOf, t.Focus.Fresh = shown, 1, "", true
		t.Tell(meaning.Focus{List: shown, ListFrom: 1})
	}
	t.Show(bot.Card{
		Text: t.Text("waits.list", dialogue.View{"Notes": notes, "Waits": lines}),
		Key:  waitsKey, InPlace: t.InPlace(), Buttons: dialogue.Rows(buttons),
	})
}

// drop ends the waits for the goods that were named; where it is not clear which, they are listed.
func (sk *skill) drop(ctx context.Context, t *dialogue.Turn, c meaning.DropWait) error {
	mine, err := sk.mine(ctx, t)
	if err != nil {
		return err
	}
	meant, err := sk.named(ctx, c.Line, mine)
	if err != nil {
		return err
	}
	if len(meant) == 0 && c.Named() {
		showWaits(t, mine, t.Text("waits.not", dialogue.View{"Words": dialogue.Clip(c.Words(), 60)}))
		return nil
	}
	if len(meant) == 0 || slices.ContainsFunc(meant, func(w awaited) bool { return w.Item != meant[0].Item }) {
		showWaits(t, mine)
		return nil
	}
	sk.end(t, mine, meant)
	return nil
}

// named are the waits for the goods that a line names; a line that names none means the only one.
func (sk *skill) named(ctx context.Context, l meaning.Line, mine []awaited) ([]awaited, error) {
	if !l.Named() && !l.ID.Given() && len(mine) == 1 {
		return mine, nil
	}
	items, _, err := views.Meant(ctx, sk.Catalogue, l)
	return slices.DeleteFunc(slices.Clone(mine), func(w awaited) bool {
		return !slices.ContainsFunc(items, func(i catalogue.Item) bool { return i.ID == w.Item })
	}), err
}

// pressDrop ends one wait and shows what is left.
func (sk *skill) pressDrop(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	mine, err := sk.mine(ctx, t)
	if err != nil {
		return err
	}
	meant := slices.DeleteFunc(slices.Clone(mine), func(w awaited) bool { return w.ID != waits.ID(id) })
	if len(meant) == 0 {
		showWaits(t, mine, t.Text("waits.over", nil))
		return nil
	}
	sk.end(t, mine, meant)
	return nil
}

// end ends some of the person's waits, which are for one item, and shows what is left.
func (sk *skill) end(t *dialogue.Turn, mine, some []awaited) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		for _, w := range some {
			if _, err := sk.Waits.End(ctx, tx, seller(t), w.ID); err != nil {
				return err
			}
		}
		left := slices.DeleteFunc(slices.Clone(mine), func(w awaited) bool {
			return slices.ContainsFunc(some, func(gone awaited) bool { return gone.ID == w.ID })
		})
		note := t.Text("waits.dropped", views.Item(t.Lang, some[0].item, nil))
		t.Toast("waits.dropped.notice", nil)
		showWaits(t, left, note)
		return nil
	})
}
