package intents

import (
	"strings"
	"time"

	"oldhand/bot"
	"oldhand/integrations/courier"
)

// showQuotes shows the couriers, cheapest first; a latest day keeps those that nearly always make it.
func (v *visit) showQuotes(a courier.Answer) {
	q := v.state.Quote
	quotes, late := a.Quotes, 0
	by, limited := v.byDay(q.By)
	if limited {
		quotes = inTime(a.Quotes, daysUntil(v.now, by))
		late = len(a.Quotes) - len(quotes)
	}
	shown := quotes
	if !q.More {
		shown = quotes[:min(len(quotes), quotesAtFirst)]
	}
	lines := make([]view, len(shown))
	for i, quote := range shown {
		lines[i] = v.quoteView(i+1, quote, q)
	}
	v.show(bot.Card{
		Text: v.text("quote.card", view{
			"To": v.placeName(a.To), "Weight": q.Weight, "Size": centimetres(q.Size), "Count": q.Count, "Quotes": lines,
			"N": len(quotes), "Late": late, "Limited": limited, "By": by, "Now": v.now, "Missing": len(a.Missing),
			"More": len(quotes) - len(shown),
		}),
		Buttons: v.quoteButtons(len(quotes)-len(shown), len(a.Missing), late), Key: quoteKey, InPlace: v.pressed(),
	})
}

func (v *visit) quoteButtons(more, missing, late int) [][]bot.Button {
	var buttons []bot.Button
	if more > 0 {
		buttons = append(buttons, v.button("quote.button.more", view{"N": more}, "quotes", "more"))
	}
	if missing > 0 {
		buttons = append(buttons, v.button("quote.button.why", view{"N": missing}, "why"))
	}
	if late > 0 {
		buttons = append(buttons, v.button("quote.button.anyday", nil, "quotes", "any"))
	}
	return rows(buttons)
}

// byDay reads the latest day of arrival; one gone by limits nothing.
func (v *visit) byDay(s string) (time.Time, bool) {
	w, ok := v.when(s)
	return w.Day, ok && !w.Day.Before(midnight(v.now))
}

// daysUntil counts calendar days.
func daysUntil(now, day time.Time) int {
	a := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	b := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
	return int(b.Sub(a) / (24 * time.Hour))
}

// inTime keeps the quotes of which nine parcels in ten are there within so many days.
func inTime(quotes []courier.Quote, days int) []courier.Quote {
	var out []courier.Quote
	for _, q := range quotes {
		if q.P90 != nil && *q.P90 <= days {
			out = append(out, q)
		}
	}
	return out
}

// quoteView is a quote as the sentences want it.
func (v *visit) quoteView(n int, quote courier.Quote, q *quoteRequest) view {
	var lines []string
	for _, l := range quote.Lines {
		lines = append(lines, l.Fen.String()+" "+l.What)
	}
	out := view{
		"N": n, "Courier": quote.Courier, "Service": quote.Service, "Price": quote.Price,
		"Lines": strings.ReplaceAll(strings.Join(lines, " + "), "+ -", "− "), "Several": len(lines) > 1,
		"Billable": quote.Billable, "Volume": quote.Billable > q.Weight, "All": quote.Price.Times(max(q.Count, 1)),
		"P50": 0, "P90": 0, "Known": quote.P50 != nil || quote.P90 != nil,
	}
	if quote.P50 != nil {
		out["P50"] = *quote.P50
	}
	if quote.P90 != nil {
		out["P90"] = *quote.P90
	}
	return out
}
