package views

import (
	"slices"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// titleLength is how much of an item's title a line of an order shows, in characters.
const titleLength = 40

// Orders are orders as the sentences want them; now is in the village's zone.
func Orders(lang phrases.Lang, orders []pickup.Order, now time.Time) []dialogue.View {
	out := make([]dialogue.View, len(orders))
	for i, o := range orders {
		lines := make([]dialogue.View, len(o.Lines))
		for n, l := range o.Lines {
			lines[n] = dialogue.View{
				"Title": LineTitle(l, lang), "SKU": l.SKU, "Quantity": l.Quantity, "Unit": UnitIn(lang, l.Unit), "Price": l.Price, "Sum": l.Total,
				"Ordered": l.Ordered, "Short": l.Quantity < l.Ordered, "Cartons": Cartons(l.Quantity, l.Carton),
			}
		}
		out[i] = dialogue.View{
			"ID": int64(o.ID), "Distributor": o.Distributor, "Total": o.Total, "Lines": lines,
			"When": When(o.When, now), "Overdue": o.When.Day.Before(measure.Midnight(now)), "Status": status(o), "AcceptBy": acceptBy(o, now),
			"CancelAsked": o.CancelAsked, "History": []dialogue.View{}, "Code": "", "Proposed": proposed(lang, o, now),
		}
	}
	return out
}

// Lapsed says that an order has ended because it was large and not accepted in time.
func Lapsed(o pickup.Order) bool { return o.Status == pickup.Expired && !o.AcceptBy.IsZero() }

// lapsed is what sentences call the end of an order that has Lapsed.
const lapsed = "lapsed"

// status is where an order is, as the sentences want it.
func status(o pickup.Order) string {
	if Lapsed(o) {
		return lapsed
	}
	return string(o.Status)
}

// acceptBy is until when a large order must be accepted, as the sentences want it; nil: it need not.
func acceptBy(o pickup.Order, now time.Time) dialogue.View {
	if o.Status != pickup.Placed || o.AcceptBy.IsZero() {
		return nil
	}
	return When(pickup.When{Day: measure.Midnight(o.AcceptBy), HasTime: true, Time: o.AcceptBy}, now)
}

// proposed is the change that an order's seller asks for, as the sentences want it; nil: none.
func proposed(lang phrases.Lang, o pickup.Order, now time.Time) dialogue.View {
	if o.Proposed == nil {
		return nil
	}
	return Changed(lang, o, o.Proposed.Lines, o.Proposed.When, now)
}

// Changed is how an order would be other with some lines as given and fetched at another time, as the sentences want it: each item before
// and after, the pickup time, and the sums.
func Changed(lang phrases.Lang, o pickup.Order, lines []pickup.Line, when pickup.When, now time.Time) dialogue.View {
	changes := make([]dialogue.View, len(lines))
	for i, l := range lines {
		had := dialogue.View{"Quantity": 0, "Price": l.Price, "Sum": measure.Fen(0)}
		for _, before := range o.Lines {
			if before.Item == l.Item {
				had["Quantity"], had["Price"], had["Sum"] = had["Quantity"].(int)+before.Quantity, before.Price, had["Sum"].(measure.Fen)+before.Total
			}
		}
		had["Unit"], had["Cartons"] = UnitIn(lang, l.Unit), Cartons(had["Quantity"].(int), l.Carton)
		changes[i] = dialogue.View{
			"Cartons": Cartons(l.Quantity, l.Carton),
			"SKU":     l.SKU, "Title": LineTitle(l, lang), "Unit": UnitIn(lang, l.Unit), "Had": had, "Quantity": l.Quantity, "Price": l.Price, "Sum": l.Total,
		}
	}
	return dialogue.View{
		"Changes": changes, "Moved": !when.Equal(o.When), "WhenBefore": When(o.When, now), "When": When(when, now),
		"TotalBefore": o.Total, "Total": o.With(lines, when).Total,
	}
}

// termsChanged is what a change of an order changed, as its history tells it.
func termsChanged(e pickup.Event, now time.Time) dialogue.View {
	if e.From == nil || e.To == nil {
		return nil
	}
	had, has := map[string]int{}, map[string]int{}
	var skus []string
	count := func(terms []pickup.Term, n map[string]int) {
		for _, l := range terms {
			if n[l.SKU] += l.Ordered; !slices.Contains(skus, l.SKU) {
				skus = append(skus, l.SKU)
			}
		}
	}
	count(e.From.Lines, had)
	count(e.To.Lines, has)
	lines := []dialogue.View{}
	for _, sku := range skus {
		if had[sku] != has[sku] {
			lines = append(lines, dialogue.View{"SKU": sku, "Had": had[sku], "Has": has[sku]})
		}
	}
	return dialogue.View{"Lines": lines, "Moved": !e.From.When.Equal(e.To.When), "WhenBefore": When(e.From.When, now), "When": When(e.To.When, now)}
}

// Cartons is how many cartons a quantity is, each of so many pieces; 0: it is not made of whole cartons.
func Cartons(quantity, carton int) int {
	if carton < 2 || quantity%carton != 0 {
		return 0
	}
	return quantity / carton
}

// LineTitle is what a line of an order is called in a language.
func LineTitle(l pickup.Line, lang phrases.Lang) string {
	title := l.TitleEN
	if lang == phrases.Chinese && l.TitleZH != "" || title == "" {
		title = l.TitleZH
	}
	return dialogue.Short(title, titleLength)
}

// Total adds up what orders cost.
func Total(orders []pickup.Order) measure.Fen {
	var total measure.Fen
	for _, o := range orders {
		total += o.Total
	}
	return total
}

// Viewer is who looks at an order: its seller, or the others whom it concerns.
type Viewer struct {
	Lang phrases.Lang
	Now  time.Time // in the village's zone
	pickup.Actor
	// Names are those of people who did something to it, for all but its seller, who deals with the distributor.
	Names map[bot.PersonID]string
	// Hours are when its distributor hands goods over, for whose people a time outside them is noted; nil: nothing is.
	Hours *pickup.Hours
}

// ActorOf is a person as orders know somebody who is not their seller.
func ActorOf(p bot.Person) pickup.Actor {
	role := pickup.ByDistributor
	if p.Role == bot.Organiser {
		role = pickup.ByOrganiser
	}
	return pickup.Actor{Person: int64(p.ID), Role: role, Distributor: p.Distributor}
}

// Order is an order as the sentences want it, with its history once there is more to it than its being placed. Its code is for its
// seller alone, as long as it is to be fetched.
func (v Viewer) Order(o pickup.Order) dialogue.View {
	out := Orders(v.Lang, []pickup.Order{o}, v.Now)[0]
	if v.Role == pickup.BySeller && o.Status.Open() {
		out["Code"] = o.Code
	}
	out["Name"], out["Outside"], out["ProposedOutside"] = v.Names[bot.PersonID(o.Seller)], v.outside(o, o.When), dialogue.View(nil)
	if o.Proposed != nil {
		out["ProposedOutside"] = v.outside(o, o.Proposed.When)
	}
	if len(o.History) < 2 {
		return out
	}
	history := make([]dialogue.View, len(o.History))
	for i, e := range o.History {
		what := string(e.What)
		if e.What == pickup.Expire && Lapsed(o) {
			what = lapsed
		}
		history[i] = dialogue.View{
			"At": e.At, "Now": v.Now, "Today": measure.DaysBetween(e.At, v.Now) == 0, "Who": v.who(o, e), "Role": string(e.Role), "What": what,
			"Reason": e.Reason, "SKU": e.SKU, "Had": e.Had, "Has": e.Has, "Amount": e.Amount, "Changed": termsChanged(e, v.Now),
		}
	}
	out["History"] = history
	return out
}

// outside is why a pickup time of an open order lies outside the distributor's hours, as the sentences want it; nil: it does not.
func (v Viewer) outside(o pickup.Order, when pickup.When) dialogue.View {
	if v.Hours == nil || !o.Status.Open() || v.Hours.Shut(when) == pickup.Fits {
		return nil
	}
	return dialogue.View{
		"Why": string(v.Hours.Shut(when)), "Day": when.Day, "Now": v.Now, "Opens": Clock(v.Hours.Opens), "Closes": Clock(v.Hours.Closes),
	}
}

// who did something: "" the viewer.
func (v Viewer) who(o pickup.Order, e pickup.Event) string {
	switch {
	case e.Actor == v.Person:
		return ""
	case e.Role == pickup.ByOrganiser:
		return string(pickup.ByOrganiser)
	case e.Role == pickup.ByDistributor && (v.Role == pickup.BySeller || v.Names[bot.PersonID(e.Actor)] == ""):
		return o.Distributor
	}
	return v.Names[bot.PersonID(e.Actor)]
}

// Counter is the card of an order for those who keep the counter, with what they can do about it.
func (v Viewer) Counter(o pickup.Order) bot.Card {
	return bot.Card{Text: phrases.Say(v.Lang, "counter.card", v.Order(o)), Buttons: v.counterButtons(o)}
}

func (v Viewer) counterButtons(o pickup.Order) [][]bot.Button {
	button := func(key, verb string) bot.Button {
		return dialogue.Tap(phrases.Label(v.Lang, key, nil), verb, int64(o.ID))
	}
	if v.Role == pickup.ByOrganiser {
		if o.Status == pickup.Placed {
			return [][]bot.Button{{button("counter.button.cancel", "refuse")}}
		}
		return nil
	}
	var rows [][]bot.Button
	if o.CancelAsked {
		rows = append(rows, dialogue.Row(button("counter.button.agree", "agree"), button("counter.button.keep", "hold")))
	}
	if o.Proposed != nil {
		answer := func(key, verb string) bot.Button {
			return dialogue.Tap(phrases.Label(v.Lang, key, nil), verb, o.Proposed.ID)
		}
		rows = append(rows, dialogue.Row(answer("counter.button.change", "agreechange"), answer("counter.button.nochange", "declinechange")))
	}
	accept, ready, handed := button("counter.button.accept", "accept"), button("counter.button.ready", "ready"), button("counter.button.handed", "handed")
	short, refuse := button("counter.button.short", "short"), button("counter.button.refuse", "refuse")
	switch o.Status {
	case pickup.Placed:
		return append(rows, dialogue.Row(accept, ready), dialogue.Row(short, refuse))
	case pickup.Accepted:
		return append(rows, dialogue.Row(ready, handed), dialogue.Row(short, refuse))
	case pickup.Ready:
		return append(rows, dialogue.Row(handed, short))
	}
	return rows
}

// AtCounter is what words of the distributor's people may be about after they were shown an order.
func AtCounter(lang phrases.Lang, o pickup.Order, seller string) *meaning.Placed {
	p := &meaning.Placed{Number: int64(o.ID), From: seller, Status: string(o.Status)}
	for _, l := range o.Lines {
		p.Lines = append(p.Lines, meaning.Item{SKU: l.SKU, Item: LineTitle(l, lang), Quantity: l.Quantity})
	}
	return p
}

// ForCounter is the message that shows one of a distributor's people an order which the person of a turn has placed or changed, with what
// can be done about it; head stands above. hours are the distributor's, nil where they are not looked at.
func ForCounter(t *dialogue.Turn, p bot.Person, o pickup.Order, hours *pickup.Hours, head phrases.Text) bot.Push {
	v := Viewer{Lang: dialogue.Spoken(p), Now: t.Now, Actor: ActorOf(p), Names: map[bot.PersonID]string{t.Person.ID: t.Person.Name}, Hours: hours}
	card := v.Counter(o)
	card.Text = head + card.Text
	about := meaning.Focus{Order: AtCounter(v.Lang, o, t.Person.Name)}
	return bot.Push{To: p.ID, Cards: []bot.Card{card}, About: dialogue.About(about), Dialogue: dialogue.Focused(about)}
}

// Pages cuts orders into pages of so many lines; an order that goes on stands on both.
func Pages(orders []pickup.Order, linesAtOnce int) (pages [][]pickup.Order) {
	left := 0
	for _, o := range orders {
		for lines := o.Lines; len(lines) > 0; {
			if left == 0 {
				pages, left = append(pages, nil), linesAtOnce
			}
			n := min(left, len(lines))
			part, last := o, &pages[len(pages)-1]
			part.Lines = lines[:n]
			*last = append(*last, part)
			lines, left = lines[n:], left-n
		}
	}
	return pages
}
