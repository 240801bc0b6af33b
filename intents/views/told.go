package views

import (
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// Live keeps sellers' lists of what to fetch as things are, within the transaction in which something happens to their orders, by pushes that
// edit them; now is in the village's zone. It comes last in the transaction: who keeps a list waits for whoever keeps it, and nobody then for
// stock.
type Live func(ctx context.Context, tx pgx.Tx, now time.Time, sellers ...pickup.SellerID) ([]bot.Push, error)

// Keep has the lists of sellers kept by a turn's own pushes.
func (l Live) Keep(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, sellers ...pickup.SellerID) error {
	pushes, err := l(ctx, tx, t.Now, sellers...)
	t.Push(pushes...)
	return err
}

// Missing is how many pieces of each SKU the last thing that happened to an order took off it because they are not there.
func Missing(o pickup.Order) map[string]int {
	missing := map[string]int{}
	last := o.History[len(o.History)-1]
	for _, e := range o.History {
		if e.What == pickup.Short && e.At.Equal(last.At) && e.Actor == last.Actor && e.Had > e.Has {
			missing[e.SKU] += e.Had - e.Has
		}
	}
	if last.What == pickup.Short || last.Reason != pickup.SoldOut {
		return missing
	}
	for _, l := range o.Lines {
		if l.Quantity > 0 {
			missing[l.SKU] += l.Quantity
		}
	}
	return missing
}

// Told is what a seller is told of what was done to an order last; now is in the village's zone. For goods that are missing it names those of
// instead, by the item that they are like, each with a button that puts as many on an order in the making.
func Told(seller bot.Person, o pickup.Order, now time.Time, instead map[catalogue.ItemID][]catalogue.Item) bot.Push {
	v := Viewer{Lang: dialogue.Spoken(seller), Now: now, Actor: pickup.Seller(o.Seller)}
	last := o.History[len(o.History)-1]
	said := v.Order(o)
	said["Reason"] = last.Reason
	buttons := dialogue.Row(dialogue.Tap(phrases.Label(v.Lang, "orders.number", said), "orders", int64(o.ID)))
	if o.Status == pickup.Picked {
		buttons = append(buttons, dialogue.Tap(phrases.Label(v.Lang, "orders.button.claim", nil), "claim", int64(o.ID)))
	}
	text, rows := v.instead(o, instead)
	return bot.Push{
		To:    seller.ID,
		Cards: []bot.Card{{Text: phrases.Say(v.Lang, "life.told."+string(last.What), said) + text, Buttons: append(rows, buttons)}},
		About: dialogue.About(meaning.Focus{Order: &meaning.Placed{Number: int64(o.ID)}}),
	}
}

// instead names what could be had for what is missing of an order, with a row of buttons for each of its goods.
func (v Viewer) instead(o pickup.Order, near map[catalogue.ItemID][]catalogue.Item) (text phrases.Text, rows [][]bot.Button) {
	missing := Missing(o)
	for _, l := range o.Lines {
		wanted := missing[l.SKU]
		delete(missing, l.SKU) // an item may stand on two lines
		var items []dialogue.View
		var row []bot.Button
		for _, item := range near[l.Item] {
			item = item.For(int64(o.Seller))
			n := item.Orderable(wanted)
			if n > item.Stock {
				n = item.AtMost(item.Stock)
			}
			if wanted > 0 && n > 0 {
				items = append(items, Item(v.Lang, item, dialogue.View{"Price": item.PriceAt(n)}))
				row = append(row, dialogue.Tap(item.SKU+": "+strconv.Itoa(n), "add", int64(item.ID), n, int64(o.ID)))
			}
		}
		if len(row) > 0 {
			text += "\n\n" + phrases.Say(v.Lang, "life.instead", dialogue.View{"SKU": l.SKU, "N": wanted, "Unit": UnitIn(v.Lang, l.Unit), "Items": items})
			rows = append(rows, row)
		}
	}
	return text, rows
}
