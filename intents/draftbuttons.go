package intents

import (
	"strconv"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
)

const (
	// fewLines is how many lines have their change buttons on the card at once.
	fewLines = 3
	// askedAtOnce is how many missing parts get buttons at once; the others can be written.
	askedAtOnce = 3
	// choosing is the focus while the line to change is being chosen.
	choosing = catalogue.ItemID(-1)
)

// draftButtons ask for what is missing, likeliest values first; with nothing missing they offer the order.
func (v *visit) draftButtons(items itemsByID) [][]bot.Button {
	d := v.state.Draft
	var buttons [][]bot.Button
	ready := d.ready(items)
	if ready {
		confirm := once(v.button("order.button.confirm", nil, "confirm", d.Rev))
		confirm.Main = true
		buttons = append(buttons, row(confirm, v.button("order.button.cancel", nil, "cancel", d.Rev)))
	} else {
		buttons = v.missingButtons(items)
	}
	if ready || len(buttons) < askedAtOnce {
		buttons = append(buttons, v.lineButtons(items)...)
	}
	buttons = append(buttons, v.whenButtons())
	if !ready {
		buttons = append(buttons, row(v.button("order.button.cancel", nil, "cancel", d.Rev)))
	}
	return buttons
}

// missingButtons are the likeliest values of the first missing parts.
func (v *visit) missingButtons(items itemsByID) [][]bot.Button {
	var buttons [][]bot.Button
	asked := 0
	for i, l := range v.state.Draft.Lines {
		if l.check(items) == fine || asked == askedAtOnce {
			continue
		}
		asked++
		buttons = append(buttons, rows(v.fixes(i, l, items))...)
	}
	return buttons
}

// fixes are the buttons that mend one line.
func (v *visit) fixes(i int, l line, items itemsByID) []bot.Button {
	item := items[l.Item]
	var out []bot.Button
	switch l.check(items) {
	case ambiguous:
		return append(v.picks(i, l, items), v.button("order.button.drop", view{"SKU": "", "N": i + 1}, "drop", i, v.state.Draft.Rev))
	case soldOut:
		out = v.picks(i, l, items)
		if len(out) == 0 {
			out = append(out, v.button("order.button.like", nil, "like", l.Item))
		}
	case noQuantity, badUnit:
		for _, q := range likelyQuantities(item) {
			out = append(out, tap(l.SKU+": "+strconv.Itoa(q), "set", l.Item, q))
		}
		return out
	case tooMany, notAllowed:
		q := nearest(item, l.Quantity)
		if q > item.Stock {
			q = most(item, item.Stock)
		}
		if q > 0 {
			out = append(out, tap(l.SKU+": "+strconv.Itoa(q), "set", l.Item, q))
		}
	}
	return append(out, v.button("order.button.drop", view{"SKU": l.SKU, "N": i + 1}, "drop", i, v.state.Draft.Rev))
}

// picks settle which of its choices a line is.
func (v *visit) picks(i int, l line, items itemsByID) (out []bot.Button) {
	for c, id := range l.Choices {
		if choice, ok := items[id]; ok {
			label := strconv.Itoa(i+1) + letter(c) + " " + firstOf(v.apart(l, choice, items), choice.SKU)
			out = append(out, tap(label, "pick", i, id, v.state.Draft.Rev))
		}
	}
	return out
}

// apart names what tells a choice from the others: the distributor when they share a SKU.
func (v *visit) apart(l line, choice catalogue.Item, items itemsByID) string {
	for _, id := range l.Choices {
		if other := items[id]; other.ID != choice.ID && other.SKU == choice.SKU {
			return phrases.Name(v.lang, choice.Distributor)
		}
	}
	return ""
}

// lineButtons change the lines in place: of a short order all, of a long one the line in focus.
func (v *visit) lineButtons(items itemsByID) [][]bot.Button {
	d := v.state.Draft
	switch {
	case len(d.Lines) > manyLines:
		return nil // buttons for so many are a wall; words change them
	case len(d.Lines) > fewLines:
		return v.focusButtons(items)
	}
	var buttons [][]bot.Button
	for i, l := range d.Lines {
		if l.check(items) == fine {
			buttons = append(buttons, v.lineRow(i, l, items[l.Item]))
		}
	}
	return buttons
}

// lineRow is none, fewer and more of one line; none and more stand at the edges of every row, so that no thumb that
// expects the one finds the other.
func (v *visit) lineRow(i int, l line, item catalogue.Item) []bot.Button {
	less, more := most(item, l.Quantity-1), item.Orderable(l.Quantity+1)
	out := row(v.button("order.button.drop", view{"SKU": l.SKU, "N": i + 1}, "drop", i, v.state.Draft.Rev))
	if less > 0 {
		out = append(out, tap("− "+l.SKU, "set", l.Item, less))
	}
	if more <= item.Stock {
		out = append(out, tap("+ "+l.SKU, "set", l.Item, more))
	}
	return out
}

// focusButtons choose the line of a long order to change.
func (v *visit) focusButtons(items itemsByID) [][]bot.Button {
	d := v.state.Draft
	if i := d.index(d.Focus); i >= 0 && d.Lines[i].check(items) == fine {
		return [][]bot.Button{
			v.lineRow(i, d.Lines[i], items[d.Focus]), row(v.button("order.button.lines", nil, "focus", choosing)),
		}
	}
	if d.Focus != choosing {
		return [][]bot.Button{row(v.button("order.button.lines", nil, "focus", choosing))}
	}
	var numbers []bot.Button
	for i, l := range d.Lines {
		if l.Item != 0 {
			numbers = append(numbers, tap(strconv.Itoa(i+1)+" "+l.SKU, "focus", l.Item))
		}
	}
	return rows(numbers)
}

// whenButtons are the likeliest pickup times but the one chosen.
func (v *visit) whenButtons() []bot.Button {
	chosen, said := v.when(v.state.Draft.When)
	var out []bot.Button
	for _, t := range times(v.now) {
		w, _ := v.when(t)
		if said && w.HasTime == chosen.HasTime && w.Day.Equal(chosen.Day) && w.Time.Equal(chosen.Time) {
			continue
		}
		out = append(out, v.button("order.button.when", v.whenView(w), "when", t))
	}
	return out
}
