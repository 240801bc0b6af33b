package quote

import (
	"slices"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

const (
	// quotesAtFirst is how many couriers the first card names, beside the picture of more of them.
	quotesAtFirst = 5
	// quotesPerPage is how many the cards behind it name; buttons to send with stand under each.
	quotesPerPage = 9
	// chartFrom is from how many couriers on a picture tells more than the list.
	chartFrom = 6
)

// showAll shows couriers, cheapest first, from the one that the person has come to; a latest day keeps those that nearly
// always make it.
func showAll(t *dialogue.Turn, a rates.Answer) {
	p := memory.Of(t).Parcel
	quotes, late := a.Quotes, 0
	by, limited := latestDay(t, p.By)
	if limited {
		quotes = inTime(a.Quotes, measure.DaysBetween(t.Now, by))
		late = len(a.Quotes) - len(quotes)
	}
	if p.From >= len(quotes) {
		p.From = 0
	}
	words := dialogue.View{
		"To": views.Place(t.Lang, a.To), "Weight": p.Weight, "Size": centimetres(p.Size), "Count": p.Count, "From": p.From,
		"N": len(quotes), "Late": late, "Limited": limited, "By": by, "Now": t.Now, "Goods": goodsView(t, p),
		"Quickest": quickestView(t, a.Quotes, p.Count), "Reasons": reasonViews(t, a, reasonNames),
	}
	card := bot.Card{Key: quoteKey, InPlace: t.InPlace()}
	if p.From == 0 {
		card.Photo = chartOf(t, quotes)
	}
	shown := fillCard(t, &card, words, p, quotes[p.From:])
	toSend := slices.Clone(quotes[p.From : p.From+shown])
	if i := fastestBelow(p, quotes, shown); i >= 0 {
		toSend = append(toSend, quotes[i])
	}
	card.Buttons = append(sendButtons(t, p, toSend), pageButtons(t, p.From, shown, len(quotes), len(a.Missing), late)...)
	t.Show(card)
}

// fillCard puts as many couriers on a card as it holds, at least one, and gives their number. A picture that leaves no
// room even for one goes.
func fillCard(t *dialogue.Turn, card *bot.Card, words dialogue.View, p *parcel, quotes []rates.Quote) (shown int) {
	most, fits := quotesPerPage, t.Limits().FitsMessage
	if p.From == 0 {
		most = quotesAtFirst
	}
	if len(quotes) == most+1 {
		most++ // one more is no more to read than a button for it
	}
	if card.Photo != nil {
		fits = t.Limits().FitsCaption
	}
	for shown = min(len(quotes), most); ; shown-- {
		words["Quotes"], words["Seen"], words["Fastest"] = quoteViews(t, p, quotes[:shown]), seenOf(quotes[:shown]), nil
		if i := fastestBelow(p, quotes, shown); i >= 0 {
			words["Fastest"] = quoteView(t, i+1, quotes[i], p.Count)
		}
		card.Text = t.Text("quote.card", words)
		if shown <= 1 || fits(card.Text) {
			break
		}
	}
	if !t.Limits().FitsCaption(card.Text) {
		card.Photo = nil
	}
	return shown
}

// fastestBelow is the index of the quickest courier where the first card would else not name it; -1: it does.
func fastestBelow(p *parcel, quotes []rates.Quote, shown int) int {
	if i := rates.Quickest(quotes); p.From == 0 && i >= shown {
		return i
	}
	return -1
}

// seenOf says of how many couriers enough sellers reported: "all", "some" or "none".
func seenOf(quotes []rates.Quote) string {
	seen := 0
	for _, q := range quotes {
		if q.Observed != nil && q.Observed.Enough {
			seen++
		}
	}
	switch seen {
	case len(quotes):
		return "all"
	case 0:
		return "none"
	}
	return "some"
}

// chartOf is the picture of prices and days where there are enough couriers, else nil.
func chartOf(t *dialogue.Turn, quotes []rates.Quote) *bot.Photo {
	if len(quotes) < chartFrom {
		return nil
	}
	key := quoteChart(quotes, string(t.Lang))
	if key == "" {
		return nil
	}
	return &bot.Photo{Key: key}
}

// pageButtons lead on to the couriers after those shown, back to those before, and to what is left out.
func pageButtons(t *dialogue.Turn, from, shown, all, missing, late int) [][]bot.Button {
	var buttons []bot.Button
	if from > 0 {
		buttons = append(buttons, t.Button("quote.button.back", nil, "quotes", "from", max(0, from-quotesPerPage)))
	}
	if more := all - from - shown; more > 0 {
		buttons = append(buttons, t.Button("quote.button.more", dialogue.View{"N": more}, "quotes", "from", from+shown))
	}
	if missing > 0 {
		buttons = append(buttons, t.Button("quote.button.why", dialogue.View{"N": missing}, "why"))
	}
	if late > 0 {
		buttons = append(buttons, t.Button("quote.button.anyday", nil, "quotes", "any"))
	}
	return dialogue.Rows(buttons)
}

// latestDay reads the latest day of arrival; one gone by limits nothing.
func latestDay(t *dialogue.Turn, by string) (day time.Time, limits bool) {
	w, ok := pickup.ReadWhen(by, t.Now.Location())
	return w.Day, ok && !w.Day.Before(measure.Midnight(t.Now))
}

// inTime keeps the quotes of which nine parcels in ten are there within so many days.
func inTime(quotes []rates.Quote, days int) []rates.Quote {
	var out []rates.Quote
	for _, q := range quotes {
		if _, p90 := q.Days(); p90 != nil && *p90 <= days {
			out = append(out, q)
		}
	}
	return out
}

// quoteViews are the quotes of a card, numbered on from the card before.
func quoteViews(t *dialogue.Turn, p *parcel, quotes []rates.Quote) []dialogue.View {
	lines := make([]dialogue.View, len(quotes))
	for i, quote := range quotes {
		lines[i] = quoteView(t, p.From+i+1, quote, p.Count)
	}
	return lines
}

// quickestView is the quote that is there in the fewest days for nine parcels in ten, or nil where nobody says.
func quickestView(t *dialogue.Turn, quotes []rates.Quote, count int) dialogue.View {
	i := rates.Quickest(quotes)
	if i < 0 {
		return nil
	}
	return quoteView(t, i+1, quotes[i], count)
}

// quoteView is the nth quote for so many parcels as the sentences want it.
func quoteView(t *dialogue.Turn, n int, quote rates.Quote, count int) dialogue.View {
	lang := string(t.Lang)
	out := dialogue.View{
		"N": n, "Courier": rates.CourierName(quote.Courier, lang), "Service": rates.ServiceName(quote.Courier, quote.Service, lang),
		"Price": quote.Price, "Parts": phrases.Label(t.Lang, "price.parts", quote), "Several": len(quote.Lines) > 1, "Billable": quote.Billable, "Volume": quote.Volumetric,
		"All": quote.Price.Times(max(count, 1)), "P50": views.Known(quote.P50), "P90": views.Known(quote.P90),
		"Observed": nil, "Ends": quote.Until != nil, "Until": time.Time{}, "Now": t.Now,
	}
	if quote.Until != nil {
		year, month, day := quote.Until.Date()
		out["Until"] = time.Date(year, month, day, 0, 0, 0, 0, t.Now.Location())
	}
	if o := quote.Observed; o != nil && o.Enough {
		out["Observed"] = dialogue.View{"P50": o.P50, "P90": o.P90, "N": o.Reports}
	}
	return out
}
