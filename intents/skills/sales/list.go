package sales

import (
	"context"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/sales"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	// matchesKey is the list of which items the goods of a shop are, of which only the newest counts.
	matchesKey = "matches"
	// pageSize is how many of them a card has.
	pageSize = 9
)

// list shows which items the goods of the person's shop are.
func (sk *skill) list(ctx context.Context, t *dialogue.Turn, _ meaning.Matches) error {
	return sk.show(ctx, t, 0)
}

func (sk *skill) pressList(ctx context.Context, t *dialogue.Turn, args []string) error {
	from, ok := dialogue.Number(args, 0)
	if !ok || from < 0 {
		return t.Stale(ctx)
	}
	return sk.show(ctx, t, from)
}

// show shows the matches from one on, each with a button that forgets it, but those of dropped.
func (sk *skill) show(ctx context.Context, t *dialogue.Turn, from int, dropped ...sales.MatchID) error {
	page, all, err := sk.Sales.Matches(ctx, seller(t), from, pageSize, dropped...)
	if err != nil {
		return err
	}
	if len(page) == 0 && from > 0 { // the last of a page was forgotten
		return sk.show(ctx, t, 0, dropped...)
	}
	ids := make([]catalogue.ItemID, len(page))
	for n, m := range page {
		ids[n] = m.Item
	}
	items, err := sk.Catalogue.Items(ctx, ids)
	if err != nil {
		return err
	}
	byID := map[catalogue.ItemID]catalogue.Item{}
	for _, i := range items {
		byID[i.ID] = i
	}
	t.Show(matchesCard(t, page, byID, from, all))
	return nil
}

// matchesCard lists matches; all is how many there are.
func matchesCard(t *dialogue.Turn, page []sales.Match, items map[catalogue.ItemID]catalogue.Item, from, all int) bot.Card {
	lines := make([]dialogue.View, len(page))
	buttons := make([]bot.Button, len(page))
	for n, m := range page {
		item := items[m.Item]
		lines[n] = dialogue.View{
			"N": from + n + 1, "Shown": dialogue.Short(m.Shown, 48), "SKU": item.SKU, "Title": dialogue.Short(item.Title(string(t.Lang)), 40), "Distributor": item.Distributor,
		}
		buttons[n] = t.Button("sales.button.unmatch", lines[n], "unmatch", int64(m.ID), from)
	}
	rows := dialogue.Rows(buttons)
	var pager []bot.Button
	if from > 0 {
		pager = append(pager, t.Button("find.button.back", nil, "matches", max(from-pageSize, 0)))
	}
	if from+len(page) < all {
		pager = append(pager, t.Button("find.button.next", nil, "matches", from+len(page)))
	}
	if len(pager) > 0 {
		rows = append(rows, pager)
	}
	return bot.Card{
		Text: t.Text("sales.matches", dialogue.View{"Matches": lines, "All": all}), Key: matchesKey, InPlace: t.InPlace(), Buttons: rows,
	}
}

// pressUnmatch forgets a match, and shows what is left.
func (sk *skill) pressUnmatch(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	from, fine := dialogue.Number(args, 1)
	if !ok || !fine || from < 0 {
		return t.Stale(ctx)
	}
	t.Toast("sales.unmatched", nil)
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		return sk.Sales.Unmatch(ctx, tx, seller(t), sales.MatchID(id))
	})
	return sk.show(ctx, t, from, sales.MatchID(id))
}
