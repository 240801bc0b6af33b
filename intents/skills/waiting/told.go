package waiting

import (
	"strconv"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// mostButtons is how many waits of one card have a button of their own.
const mostButtons = 12

// toldCard says what has come of what somebody waited for, with a button that puts it on their order; now is in the village's
// zone.
func toldCard(lang phrases.Lang, told waits.Told, items []catalogue.Item, now time.Time) bot.Card {
	var lines []dialogue.View
	var buttons []bot.Button
	held := false
	for n, f := range told.Waits {
		i := items[n].For(int64(told.Seller))
		line := views.Item(lang, i, wantedView(f.Wanted, i))
		line["Was"], line["Held"], line["Until"] = f.Price, f.Held, f.Until.In(now.Location())
		lines = append(lines, line)
		held = held || f.Held > 0
		if len(buttons) < mostButtons {
			buttons = append(buttons, orderButton(lang, i, max(f.Held, i.Orderable(f.Quantity))))
		}
	}
	return bot.Card{Text: phrases.Say(lang, "waits.told", dialogue.View{"Waits": lines, "Held": held}), Buttons: dialogue.Rows(buttons)}
}

// orderButton puts so many of an item on the order; where there are not so many, it has the person wait for them.
func orderButton(lang phrases.Lang, i catalogue.Item, quantity int) bot.Button {
	if quantity > i.Stock {
		return dialogue.Tap(phrases.Label(lang, "waits.button.await", nil), "await", i.ID, quantity)
	}
	return dialogue.Tap(i.SKU+": "+strconv.Itoa(quantity)+" × "+i.PriceAt(quantity).String(), "add", i.ID, quantity)
}

// shown is what such a card is about.
func shown(told []waits.Fulfilled, items []catalogue.Item) meaning.Focus {
	var list []meaning.Item
	for n := range told {
		list = append(list, meaning.Item{ID: int64(items[n].ID), SKU: items[n].SKU, Item: dialogue.Short(items[n].TitleEN+" "+items[n].TitleZH, 48)})
	}
	if len(list) == 1 {
		return meaning.Focus{Item: &list[0]}
	}
	return meaning.Focus{List: list, ListFrom: 1}
}
