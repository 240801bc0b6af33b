package remind

import (
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

// mostAsked is how many orders of an evening have buttons of their own.
const mostAsked = 12

// eveningCard asks what is to become of orders of today that were not fetched: each can be moved to the next day on which its distributor
// hands goods over, or released, by a tap. hours are those of the distributors, now is in the village's zone.
func eveningCard(lang phrases.Lang, orders []pickup.Order, hours map[string]pickup.Hours, now time.Time) bot.Card {
	var rows [][]bot.Button
	for _, o := range orders[:min(len(orders), mostAsked)] {
		var row []bot.Button
		if next, ok := hours[o.Distributor].Next(pickup.When{Day: measure.Midnight(now).AddDate(0, 0, 1)}, now); ok {
			label := phrases.Label(lang, "remind.button.later", dialogue.View{"ID": int64(o.ID), "Day": next.Day, "Now": now})
			row = append(row, dialogue.Tap(label, "later", int64(o.ID), dialogue.DayArg(o.When.Day), dialogue.DayArg(next.Day)))
		}
		label := phrases.Label(lang, "remind.button.release", dialogue.View{"ID": int64(o.ID)})
		rows = append(rows, append(row, dialogue.Tap(label, "void", int64(o.ID))))
	}
	return bot.Card{
		Text:    phrases.Say(lang, "remind.evening", dialogue.View{"Orders": views.Orders(lang, orders, now), "N": len(orders), "Total": views.Total(orders)}),
		Buttons: rows,
	}
}
