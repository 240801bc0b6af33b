package remind

import (
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

// mostAsked is how many orders of an evening have buttons of their own.
const mostAsked = 12

// eveningCard asks what is to become of orders of today that were not fetched: each can be moved to tomorrow or released by a tap. now is
// in the village's zone.
func eveningCard(lang phrases.Lang, orders []pickup.Order, now time.Time) bot.Card {
	tomorrow := now.AddDate(0, 0, 1)
	var rows [][]bot.Button
	for _, o := range orders[:min(len(orders), mostAsked)] {
		view := dialogue.View{"ID": int64(o.ID), "Day": tomorrow, "Now": now}
		rows = append(rows, dialogue.Row(
			dialogue.Tap(phrases.Label(lang, "remind.button.later", view), "later", int64(o.ID), dialogue.DayArg(o.When.Day), dialogue.DayArg(tomorrow)),
			dialogue.Tap(phrases.Label(lang, "remind.button.release", view), "void", int64(o.ID))))
	}
	return bot.Card{
		Text:    phrases.Say(lang, "remind.evening", dialogue.View{"Orders": views.Orders(lang, orders, now), "N": len(orders), "Total": views.Total(orders)}),
		Buttons: rows,
	}
}
