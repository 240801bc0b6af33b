package intents

import (
	"strings"
	"time"
	"unicode/utf8"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/courier"
)

const (
	// quotesAtLeast is how many couriers a card names even where its picture leaves little room.
	quotesAtLeast = 3
	// chartFrom is from how many couriers on a picture tells more than the list.
	chartFrom = 6
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
	words := view{
		"To": v.placeName(a.To), "Weight": q.Weight, "Size": centimetres(q.Size), "Count": q.Count,
		"N": len(quotes), "Late": late, "Limited": limited, "By": by, "Now": v.now, "Missing": len(a.Missing),
		"Surest": v.surest(a.Quotes, q),
	}
	card := bot.Card{Key: quoteKey, InPlace: v.pressed(), Photo: chartOf(quotes)}
	shown := len(quotes)
	if !q.More {
		shown = min(shown, quotesAtFirst)
	}
	for {
		words["Quotes"], words["More"], words["Chart"] = v.quoteViews(quotes[:shown], q), len(quotes)-shown, card.Photo != nil
		card.Text = v.text("quote.card", words)
		if q.More || card.Photo == nil || shown <= quotesAtLeast || captioned(card.Text) {
			break
		}
		shown-- // the picture is worth more than the last line
	}
	if !captioned(card.Text) && card.Photo != nil {
		card.Photo, words["Chart"] = nil, false
		card.Text = v.text("quote.card", words)
	}
	card.Buttons = append(v.sendButtons(quotes[:shown]), v.quoteButtons(len(quotes)-shown, len(a.Missing), late)...)
	v.show(card)
}

// captioned says that a text fits under a picture.
func captioned(t phrases.Text) bool { return utf8.RuneCountInString(phrases.Strip(t)) <= maxCaption }

// chartOf is the picture of price against days where there are enough couriers, else nil.
func chartOf(quotes []courier.Quote) *bot.Photo {
	if len(quotes) < chartFrom {
		return nil
	}
	key := courier.ChartKey(quotes)
	if key == "" {
		return nil
	}
	return &bot.Photo{Key: key}
}

func (v *visit) quoteViews(quotes []courier.Quote, q *quoteRequest) []view {
	lines := make([]view, len(quotes))
	for i, quote := range quotes {
		lines[i] = v.quoteView(i+1, quote, q)
	}
	return lines
}

// surest is the quote that is there in the fewest days for nine parcels in ten, or nil where nobody says.
func (v *visit) surest(quotes []courier.Quote, q *quoteRequest) view {
	var best *courier.Quote
	for i := range quotes {
		if p90 := quotes[i].P90; p90 != nil && (best == nil || *p90 < *best.P90) {
			best = &quotes[i]
		}
	}
	if best == nil {
		return nil
	}
	return v.quoteView(1, *best, q)
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
		"P50": 0, "P90": 0, "Known": quote.P50 != nil || quote.P90 != nil, "Ends": quote.Until != nil, "Until": time.Time{},
		"Now": v.now,
	}
	if quote.Until != nil {
		year, month, day := quote.Until.Date()
		out["Until"] = time.Date(year, month, day, 0, 0, 0, 0, v.Zone)
	}
	if quote.P50 != nil {
		out["P50"] = *quote.P50
	}
	if quote.P90 != nil {
		out["P90"] = *quote.P90
	}
	return out
}
