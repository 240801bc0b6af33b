package intents

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/rates"
)

const (
	// quotesAtFirst is how many couriers the first card names, beside the picture of more of them.
	quotesAtFirst = 5
	// quotesPerPage is how many the cards behind it name; buttons to send with stand under each.
	quotesPerPage = 9
	// chartFrom is from how many couriers on a picture tells more than the list.
	chartFrom = 6
	// maxCard is how long a text without a picture may be, in characters, for it to stay one message.
	maxCard = 4000
)

// showQuotes shows couriers, cheapest first, from the one that the person has come to; a latest day keeps those that
// nearly always make it.
func (v *visit) showQuotes(ctx context.Context, a rates.Answer) error {
	if err := v.Parcels.Observe(ctx, &a, v.now); err != nil {
		return err
	}
	v.showObserved(a)
	return nil
}

// showObserved shows the quotes of an answer that holds what sellers saw.
func (v *visit) showObserved(a rates.Answer) {
	q := v.state.Quote
	quotes, late := a.Quotes, 0
	by, limited := v.byDay(q.By)
	if limited {
		quotes = inTime(a.Quotes, daysUntil(v.now, by))
		late = len(a.Quotes) - len(quotes)
	}
	if q.From >= len(quotes) {
		q.From = 0
	}
	words := view{
		"To": v.placeName(a.To), "Weight": q.Weight, "Size": centimetres(q.Size), "Count": q.Count, "From": q.From,
		"N": len(quotes), "Late": late, "Limited": limited, "By": by, "Now": v.now, "Goods": v.goodsView(q),
		"Quickest": v.quickest(a.Quotes, q), "Reasons": v.reasonViews(a, reasonNames),
	}
	card := bot.Card{Key: quoteKey, InPlace: v.pressed()}
	if q.From == 0 {
		card.Photo = v.chartOf(quotes)
	}
	shown := v.fillQuotes(&card, words, quotes[q.From:])
	offered := slices.Clone(quotes[q.From : q.From+shown])
	if i := v.fastest(quotes, shown); i >= 0 {
		offered = append(offered, quotes[i])
	}
	card.Buttons = append(v.sendButtons(offered), v.quoteButtons(len(quotes), shown, len(a.Missing), late)...)
	v.show(card)
}

// fillQuotes puts as many couriers on a card as it holds, at least one, and gives their number. A picture that leaves
// no room even for one goes.
func (v *visit) fillQuotes(card *bot.Card, words view, quotes []rates.Quote) (shown int) {
	q := v.state.Quote
	most, room := quotesPerPage, maxCard
	if q.From == 0 {
		most = quotesAtFirst
	}
	if len(quotes) == most+1 {
		most++ // one more is no more to read than a button for it
	}
	if card.Photo != nil {
		room = maxCaption
	}
	for shown = min(len(quotes), most); ; shown-- {
		words["Quotes"], words["Seen"], words["Fastest"] = v.quoteViews(quotes[:shown], q), seenOf(quotes[:shown]), nil
		if i := v.fastest(quotes, shown); i >= 0 {
			words["Fastest"] = v.quoteView(i+1, quotes[i], q)
		}
		card.Text = v.text("quote.card", words)
		if shown <= 1 || utf8.RuneCountInString(phrases.Strip(card.Text)) <= room {
			break
		}
	}
	if utf8.RuneCountInString(phrases.Strip(card.Text)) > maxCaption {
		card.Photo = nil
	}
	return shown
}

// fastest is the index of the quickest courier where the first card would else not name it; -1: it does.
func (v *visit) fastest(quotes []rates.Quote, shown int) int {
	if i := rates.Quickest(quotes); v.state.Quote.From == 0 && i >= shown {
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
func (v *visit) chartOf(quotes []rates.Quote) *bot.Photo {
	if len(quotes) < chartFrom {
		return nil
	}
	key := quoteChart(quotes, string(v.lang))
	if key == "" {
		return nil
	}
	return &bot.Photo{Key: key}
}

func (v *visit) quoteViews(quotes []rates.Quote, q *quoteRequest) []view {
	lines := make([]view, len(quotes))
	for i, quote := range quotes {
		lines[i] = v.quoteView(q.From+i+1, quote, q)
	}
	return lines
}

// quickest is the quote that is there in the fewest days for nine parcels in ten, or nil where nobody says.
func (v *visit) quickest(quotes []rates.Quote, q *quoteRequest) view {
	i := rates.Quickest(quotes)
	if i < 0 {
		return nil
	}
	return v.quoteView(i+1, quotes[i], q)
}

// quoteButtons lead on to the couriers after those shown, back to those before, and to what is left out.
func (v *visit) quoteButtons(all, shown, missing, late int) [][]bot.Button {
	var buttons []bot.Button
	from := v.state.Quote.From
	if from > 0 {
		buttons = append(buttons, v.button("quote.button.back", nil, "quotes", "from", max(0, from-quotesPerPage)))
	}
	if more := all - from - shown; more > 0 {
		buttons = append(buttons, v.button("quote.button.more", view{"N": more}, "quotes", "from", from+shown))
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
func inTime(quotes []rates.Quote, days int) []rates.Quote {
	var out []rates.Quote
	for _, q := range quotes {
		if _, p90 := q.Days(); p90 != nil && *p90 <= days {
			out = append(out, q)
		}
	}
	return out
}

// quoteView is a quote as the sentences want it.
func (v *visit) quoteView(n int, quote rates.Quote, q *quoteRequest) view {
	lang := string(v.lang)
	out := view{
		"N": n, "Courier": v.courierName(quote.Courier), "Service": rates.ServiceName(quote.Courier, quote.Service, lang),
		"Price": quote.Price, "Parts": quote.Parts(lang), "Several": len(quote.Lines) > 1, "Billable": quote.Billable, "Volume": quote.Volumetric,
		"All": quote.Price.Times(max(q.Count, 1)), "P50": orNone(quote.P50), "P90": orNone(quote.P90),
		"Observed": nil, "Ends": quote.Until != nil, "Until": time.Time{}, "Now": v.now,
	}
	if quote.Until != nil {
		year, month, day := quote.Until.Date()
		out["Until"] = time.Date(year, month, day, 0, 0, 0, 0, v.Zone)
	}
	if o := quote.Observed; o != nil && o.Enough {
		out["Observed"] = view{"P50": o.P50, "P90": o.P90, "N": o.Reports}
	}
	return out
}

// orNone is a number such as of days, 0 where nobody says.
func orNone(n *int) int { return *cmp.Or(n, new(int)) }

const (
	// reasonNames is how many couriers a card names for each reason why they have no price.
	reasonNames = 8
	// reasonsAll names all that a village is likely to have; fewer where a message does not hold them.
	reasonsAll = 60
)

// reasonViews are the couriers without a price, a reason each, with so many names.
func (v *visit) reasonViews(a rates.Answer, most int) []view {
	reasons := a.Reasons()
	lines := make([]view, len(reasons))
	for i, r := range reasons {
		names := v.missingNames(a, r.Of)
		shown := min(len(names), most)
		lines[i] = view{"Reason": r.Words, "Names": names[:shown], "More": len(names) - shown}
	}
	return lines
}

// missingNames names couriers, each once. The services are named where the courier has others.
func (v *visit) missingNames(a rates.Answer, missing []rates.Missing) []string {
	services := map[string]int{}
	for _, q := range a.Quotes {
		services[q.Courier]++
	}
	for _, m := range a.Missing {
		services[m.Courier]++
	}
	var names []string
	for len(missing) > 0 {
		first := missing[0].Courier
		n := 0 // they come by courier
		var own []string
		for ; n < len(missing) && missing[n].Courier == first; n++ {
			own = append(own, rates.ServiceName(first, missing[n].Service, string(v.lang)))
		}
		name := v.courierName(first)
		if n < services[first] {
			name += " " + strings.Join(slices.Compact(own), "/")
		}
		names, missing = append(names, strings.TrimSpace(name)), missing[n:]
	}
	return names
}

// showMissing lists the couriers without a price by their reasons, with as many names as a message holds.
func (v *visit) showMissing(a rates.Answer) {
	var text phrases.Text
	for most := reasonsAll; most >= 0; most = most/2 - 1 {
		text = v.text("quote.missing", view{"N": len(a.Missing), "Reasons": v.reasonViews(a, most)})
		if utf8.RuneCountInString(phrases.Strip(text)) <= maxCard {
			break
		}
	}
	v.show(bot.Card{Text: text})
}
