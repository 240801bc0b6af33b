package quote

import (
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

// showOne explains what one courier takes, 顺丰呢, or why it has no price.
func showOne(t *dialogue.Turn, a rates.Answer, name string) {
	p := memory.Of(t).Parcel
	p.From = 0
	another := func(other string) bool { return !strings.EqualFold(other, name) && !rates.SameCompany(other, name) }
	var own []rates.Quote
	var lines []dialogue.View
	for i, quote := range a.Quotes {
		if !another(quote.Courier) {
			own, lines = append(own, quote), append(lines, quoteView(t, i+1, quote, p.Count))
		}
	}
	missing := slices.DeleteFunc(slices.Clone(a.Missing), func(m rates.Missing) bool { return another(m.Courier) })
	t.Show(bot.Card{
		Key: quoteKey, Buttons: append(sendButtons(t, p, own), dialogue.Row(t.Button("quote.button.all", nil, "quotes", "from", 0))),
		Text: t.Text("quote.about", dialogue.View{
			"To": views.Place(t.Lang, a.To), "Weight": p.Weight, "Size": centimetres(p.Size), "Count": p.Count,
			"Courier": rates.CourierName(name, string(t.Lang)), "Quotes": lines, "Now": t.Now,
			"Reasons": reasonViews(t, rates.Answer{Quotes: a.Quotes, Missing: missing}, reasonNames),
		}),
	})
}
