package order

import (
	"fmt"
	"testing"

	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

var (
	clips, towel, otherClips = dialoguetest.Clips, dialoguetest.Towel, dialoguetest.OtherClips
	stock                    = itemsByID{1: clips, 2: towel, 3: otherClips}
)

func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, cardsToDraw, New(Services{}))
}

// cardsToDraw are the cards worth looking at in both languages.
var cardsToDraw = map[string]func(*dialogue.Turn){
	"draft": func(t *dialogue.Turn) {
		draws(t, &draft{When: "2026-11-24T09:00:00+08:00", Lines: []line{
			{Words: "clips", Item: 1, SKU: "A1023", Quantity: 20}, {Words: "towel", Item: 2, SKU: "T-7", Quantity: 3},
		}}, stock)
	},
	"draft-missing": func(t *dialogue.Turn) {
		draws(t, &draft{Lines: []line{
			{Words: "A1023", Choices: []catalogue.ItemID{1, 3}, Quantity: 20}, {Words: "towels", Item: 2, SKU: "T-7"},
			{Words: "unicorn"},
		}}, stock)
	},
	"draft-trouble": func(t *dialogue.Turn) {
		draws(t, &draft{Lines: []line{
			{Words: "clips", Item: 1, SKU: "A1023", Quantity: 23}, {Words: "towel", Item: 2, SKU: "T-7", Quantity: 9, Price: 200},
			{Words: "steel", Item: 3, SKU: "A1023", Quantity: 2, Unit: "箱"},
		}}, stock, "order.tap")
	},
	"draft-soldout": func(t *dialogue.Turn) {
		gone, none := clips, towel
		gone.Stock, none.Stock = 5, 0
		note.Of(t).leftOut = []line{{Words: "unicorn", Quantity: 2, Unit: "箱"}, {Words: "spoons"}}
		draws(t, &draft{When: "2026-11-23", Lines: []line{
			{Words: "clips", Item: 1, SKU: "A1023", Quantity: 20, Choices: []catalogue.ItemID{3}}, {Words: "towel", Item: 2, SKU: "T-7", Quantity: 9},
		}}, itemsByID{1: gone, 2: none, 3: otherClips})
	},
	"draft-long": func(t *dialogue.Turn) {
		d, items := towels(14)
		for i := range d.Lines {
			d.Lines[i].Quantity = 1 + i%8
		}
		draws(t, d, items)
	},
	"draft-five": func(t *dialogue.Turn) {
		d, items := towels(5)
		d.Focus = choosing
		draws(t, d, items)
		d.Focus = 12
		t.Cards()[0].Key = "before"
		showDraftOf(t, items)
	},
	"one": func(t *dialogue.Turn) {
		o := dialoguetest.Orders()[0]
		o.Status, o.Lines[0].Quantity, o.Lines[0].Total, o.Total = pickup.Accepted, 12, 1440, 1440
		o.History = []pickup.Event{
			{At: dialoguetest.Monday.AddDate(0, 0, -1), Actor: int64(o.Seller), Role: pickup.BySeller, What: pickup.Place},
			{At: dialoguetest.Monday, Actor: 7, Role: pickup.ByDistributor, What: pickup.Accept},
			{At: dialoguetest.Monday, Actor: 7, Role: pickup.ByDistributor, What: pickup.Short, SKU: "A1023", Had: 20, Has: 12},
		}
		o.Code = "0821"
		t.Show(Services{Link: func(token string) string { return "https://t.me/oldhand_bot?start=" + token }}.orderCard(t, o))
	},
	"voided": func(t *dialogue.Turn) {
		orders := dialoguetest.Orders()
		voided{gone: orders[:1], asked: orders[1:], kept: []pickup.OrderID{1003}, pooled: []pickup.OrderID{1004}}.show(t)
	},
	"placed": func(t *dialogue.Turn) {
		memory.Of(t).Draft = &draft{Rev: 76}
		ordered(t, dialoguetest.Orders(), nil)
		t.Cards()[0].Key = "before"
		showPlaced(t, memory.Of(t).Placed, "order.already")
	},
}

// draws shows a draft as it was left by an earlier turn.
func draws(t *dialogue.Turn, d *draft, items itemsByID, notes ...string) {
	d.Rev = 76
	memory.Of(t).Draft = d
	showDraftOf(t, items, notes...)
}

// towels is a draft for today of two each of so many items.
func towels(n int) (*draft, itemsByID) {
	d, items := &draft{When: "2026-11-23"}, itemsByID{}
	for i := range n {
		item := towel
		item.ID = catalogue.ItemID(10 + i)
		items[item.ID] = item
		d.Lines = append(d.Lines, line{Words: "towel", Item: item.ID, SKU: item.SKU, Quantity: 2})
	}
	return d, items
}

func TestLongOrdersStayWithinAMessage(t *testing.T) {
	t.Parallel()
	cards := dialoguetest.Draw(t, phrases.English, func(t *dialogue.Turn) {
		d, items := &draft{}, itemsByID{}
		for i := range 60 {
			item := towel
			item.ID, item.SKU, item.Price = catalogue.ItemID(100+i), fmt.Sprint("T-", i), measure.Fen(100+i)
			items[item.ID] = item
			d.add(line{Item: item.ID, SKU: item.SKU, Quantity: 1})
		}
		draws(t, d, items)
	}, New(Services{}))
	if n := len([]rune(phrases.Strip(cards[0].Text))); n > 4096 {
		t.Errorf("%d characters", n)
	}
}
