package intents

import (
	"context"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/rates"
)

// showing shows an answer to a parcel.
type showing func(context.Context, rates.Answer) error

// about gives what shows an answer: all couriers, or the one that was asked about.
func (v *visit) about(name string) showing {
	if name == "" {
		return v.showQuotes
	}
	return func(ctx context.Context, a rates.Answer) error { return v.showQuotesOf(ctx, a, name) }
}

// showQuotesOf explains what one courier takes, 顺丰呢, or why it has no price.
func (v *visit) showQuotesOf(ctx context.Context, a rates.Answer, name string) error {
	if err := v.Parcels.Observe(ctx, &a, v.now); err != nil {
		return err
	}
	q := v.state.Quote
	q.From = 0
	another := func(other string) bool { return !strings.EqualFold(other, name) && !rates.SameCompany(other, name) }
	var own []rates.Quote
	var lines []view
	for i, quote := range a.Quotes {
		if !another(quote.Courier) {
			own, lines = append(own, quote), append(lines, v.quoteView(i+1, quote, q))
		}
	}
	missing := slices.DeleteFunc(slices.Clone(a.Missing), func(m rates.Missing) bool { return another(m.Courier) })
	v.show(bot.Card{
		Key: quoteKey, Buttons: append(v.sendButtons(own), row(v.button("quote.button.all", nil, "quotes", "from", 0))),
		Text: v.text("quote.about", view{
			"To": v.placeName(a.To), "Weight": q.Weight, "Size": centimetres(q.Size), "Count": q.Count, "Courier": v.courierName(name),
			"Quotes": lines, "Reasons": v.reasonViews(rates.Answer{Quotes: a.Quotes, Missing: missing}, reasonNames), "Now": v.now,
		}),
	})
	return nil
}
