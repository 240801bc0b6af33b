package find

import (
	"context"
	"strconv"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const (
	pageSize = 5
	listKey  = "results"
	// anyPrice is the argument of the button that drops the limits of the price.
	anyPrice = "any"
)

// showList shows the page of the last search that is remembered.
func (sk *skill) showList(ctx context.Context, t *dialogue.Turn) error {
	s := memory.Of(t).Search
	if len(s.Named) > 0 {
		from := min(s.Page*pageSize, len(s.Named))
		items, err := sk.Catalogue.Items(ctx, s.Named[from:min(from+pageSize, len(s.Named))])
		if err == nil {
			t.Show(listCard(t, items, false, len(s.Named)))
		}
		return err
	}
	result, err := sk.Catalogue.Find(ctx, catalogue.Query{
		Text: s.Text, Category: s.Category, MinPrice: s.Min, MaxPrice: s.Max, Not: s.Not, Order: catalogue.Order(s.Order), Limit: pageSize, Offset: s.Page * pageSize,
	})
	if err != nil {
		return err
	}
	items := make([]catalogue.Item, len(result.Hits))
	for i, h := range result.Hits {
		items[i] = h.Item
	}
	if len(items) == 0 {
		t.Say("find.nothing", dialogue.View{"Text": dialogue.Clip(s.Text, 60), "Max": s.Max, "Min": s.Min, "Not": s.Not, "Order": s.Order}, otherWays(t, s)...)
		return nil
	}
	t.Show(listCard(t, items, result.Near, result.Total))
	return nil
}

// otherWays are the buttons under a search that found nothing.
func otherWays(t *dialogue.Turn, s *search) [][]bot.Button {
	all := t.Button("find.button.categories", nil, "find")
	if s.Text == "" {
		return [][]bot.Button{dialogue.Row(all)}
	}
	return [][]bot.Button{dialogue.Row(all, t.Button("find.button.noprice", nil, "find", anyPrice))}
}

// listCard lists one page of items under a print of their pictures.
func listCard(t *dialogue.Turn, items []catalogue.Item, near bool, total int) bot.Card {
	s := memory.Of(t).Search
	s.Total = total
	first := s.Page*pageSize + 1
	t.Focus.List, t.Focus.ListFrom = nil, first
	var lines []dialogue.View
	var numbers []bot.Button
	for i, item := range items {
		item = item.For(int64(t.Person.ID))
		title := item.Title(string(t.Lang))
		t.Focus.List = append(t.Focus.List, meaning.Item{ID: int64(item.ID), SKU: item.SKU, Item: dialogue.Short(title, 48)})
		lines = append(lines, views.Item(t.Lang, item, dialogue.View{"N": first + i}))
		numbers = append(numbers, dialogue.Tap(strconv.Itoa(first+i), "show", item.ID))
	}
	t.Tell(meaning.Focus{List: t.Focus.List, ListFrom: first, ListOf: t.Focus.ListOf})
	card := bot.Card{
		Text: t.Text("find.results", dialogue.View{
			"Text": dialogue.Clip(s.Text, 40), "Category": s.Category, "Min": s.Min, "Max": s.Max, "Near": near, "Total": total,
			"Not": dialogue.Clip(s.Not, 40), "Order": s.Order,
			"From": first, "To": first + len(items) - 1, "Items": lines,
		}),
		Buttons: append([][]bot.Button{numbers}, pager(t, s.Page, total)...), Key: listKey, InPlace: t.InPlace(),
	}
	if key := catalogue.ContactPrintKey(items); key != "" {
		card.Photo = &bot.Photo{Key: key}
	}
	return card
}

// pager leads to the pages before and behind one.
func pager(t *dialogue.Turn, page, total int) [][]bot.Button {
	var buttons []bot.Button
	if page > 0 {
		buttons = append(buttons, t.Button("find.button.back", nil, "page", page-1))
	}
	if (page+1)*pageSize < total {
		buttons = append(buttons, t.Button("find.button.next", nil, "page", page+1))
	}
	if len(buttons) == 0 {
		return nil
	}
	return [][]bot.Button{buttons}
}

func (sk *skill) pressPage(ctx context.Context, t *dialogue.Turn, args []string) error {
	page, ok := dialogue.Number(args, 0)
	s := memory.Of(t).Search
	if !ok || s == nil || page < 0 {
		return t.Stale(ctx)
	}
	s.Page = page
	return sk.showList(ctx, t)
}

// more shows the page after the one shown last.
func (sk *skill) more(ctx context.Context, t *dialogue.Turn, _ meaning.More) error {
	switch s := memory.Of(t).Search; {
	case s == nil:
		t.Say("find.nolist", nil, t.Ways()...)
		return nil
	case (s.Page+1)*pageSize >= s.Total:
		t.Say("find.nomore", nil, otherWays(t, s)...)
		return nil
	default:
		s.Page++
		return sk.showList(ctx, t)
	}
}
