package order

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
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
func draftButtons(t *dialogue.Turn, items itemsByID) [][]bot.Button {
	d := memory.Of(t).Draft
	var buttons [][]bot.Button
	ready := d.ready(items)
	if ready {
		confirm := dialogue.Once(t.Button("order.button.confirm", nil, "confirm", d.Rev))
		confirm.Main = true
		buttons = append(buttons, dialogue.Row(confirm, t.Button("order.button.cancel", nil, "cancel", d.Rev)))
	} else {
		buttons = missingButtons(t, items)
	}
	if ready || len(buttons) < askedAtOnce {
		buttons = append(buttons, lineButtons(t, items)...)
	}
	buttons = append(buttons, whenButtons(t))
	if !ready {
		buttons = append(buttons, dialogue.Row(t.Button("order.button.cancel", nil, "cancel", d.Rev)))
	}
	return buttons
}

// missingButtons are the likeliest values of the first missing parts.
func missingButtons(t *dialogue.Turn, items itemsByID) [][]bot.Button {
	var buttons [][]bot.Button
	asked := 0
	for i, l := range memory.Of(t).Draft.Lines {
		if l.check(items) == fine || asked == askedAtOnce {
			continue
		}
		asked++
		buttons = append(buttons, dialogue.Rows(fixes(t, i, l, items))...)
	}
	return buttons
}

// fixes are the buttons that mend one line.
func fixes(t *dialogue.Turn, i int, l line, items itemsByID) []bot.Button {
	item := items[l.Item]
	var out []bot.Button
	switch l.check(items) {
	case ambiguous:
		return append(picks(t, i, l, items), t.Button("order.button.drop", dialogue.View{"SKU": "", "N": i + 1}, "drop", i, memory.Of(t).Draft.Rev))
	case soldOut:
		out = picks(t, i, l, items)
		if len(out) == 0 {
			out = append(out, t.Button("order.button.like", nil, "like", l.Item))
		}
		out = append(out, t.Button("waits.button.await", nil, "await", l.Item, min(l.Quantity, math.MaxInt32)))
	case noQuantity, badUnit:
		for _, q := range item.LikelyQuantities() {
			out = append(out, dialogue.Tap(l.SKU+": "+strconv.Itoa(q), "set", l.Item, q))
		}
		return out
	case tooMany, notAllowed:
		for _, q := range there(item, l.Quantity) {
			out = append(out, dialogue.Tap(l.SKU+": "+strconv.Itoa(q), "set", l.Item, q))
		}
	}
	return append(out, t.Button("order.button.drop", dialogue.View{"SKU": l.SKU, "N": i + 1}, "drop", i, memory.Of(t).Draft.Rev))
}

// there are the quantities next to n that can be had: those that minimum and steps allow, as far as the stock goes, else all of it.
func there(item catalogue.Item, n int) []int {
	near := slices.DeleteFunc(item.Near(n), func(q int) bool { return q > item.Stock })
	if most := item.AtMost(item.Stock); len(near) == 0 && most > 0 {
		return []int{most}
	}
	return near
}

// picks settle which of its choices a line is.
func picks(t *dialogue.Turn, i int, l line, items itemsByID) (out []bot.Button) {
	for c, id := range l.Choices {
		if choice, ok := items[id]; ok {
			label := strconv.Itoa(i+1) + letter(c) + " " + cmp.Or(apart(t, l, choice, items), choice.SKU)
			out = append(out, dialogue.Tap(label, "pick", i, id, memory.Of(t).Draft.Rev))
		}
	}
	return out
}

// apart names what tells a choice from the others: the distributor when they share a SKU.
func apart(t *dialogue.Turn, l line, choice catalogue.Item, items itemsByID) string {
	for _, id := range l.Choices {
		if other := items[id]; other.ID != choice.ID && other.SKU == choice.SKU {
			return phrases.Name(t.Lang, choice.Distributor)
		}
	}
	return ""
}

// lineButtons change the lines in place: of a short order all, of a long one the line in focus.
func lineButtons(t *dialogue.Turn, items itemsByID) [][]bot.Button {
	d := memory.Of(t).Draft
	switch {
	case len(d.Lines) > manyLines:
		return nil // buttons for so many are a wall; words change them
	case len(d.Lines) > fewLines:
		return focusButtons(t, items)
	}
	var buttons [][]bot.Button
	for i, l := range d.Lines {
		if l.check(items) == fine {
			buttons = append(buttons, lineRow(t, i, l, items[l.Item]))
		}
	}
	return buttons
}

// lineRow is none, fewer and more of one line; none and more stand at the edges of every row, so that no thumb that
// expects the one finds the other.
func lineRow(t *dialogue.Turn, i int, l line, item catalogue.Item) []bot.Button {
	less, more := item.AtMost(l.Quantity-1), item.Orderable(l.Quantity+1)
	out := dialogue.Row(t.Button("order.button.drop", dialogue.View{"SKU": l.SKU, "N": i + 1}, "drop", i, memory.Of(t).Draft.Rev))
	if less > 0 {
		out = append(out, dialogue.Tap("− "+l.SKU, "set", l.Item, less))
	}
	if more <= item.Stock {
		out = append(out, dialogue.Tap("+ "+l.SKU, "set", l.Item, more))
	}
	return out
}

// focusButtons choose the line of a long order to change.
func focusButtons(t *dialogue.Turn, items itemsByID) [][]bot.Button {
	d := memory.Of(t).Draft
	if i := d.index(d.Focus); i >= 0 && d.Lines[i].check(items) == fine {
		return [][]bot.Button{
			lineRow(t, i, d.Lines[i], items[d.Focus]), dialogue.Row(t.Button("order.button.lines", nil, "focus", choosing)),
		}
	}
	if d.Focus != choosing {
		return [][]bot.Button{dialogue.Row(t.Button("order.button.lines", nil, "focus", choosing))}
	}
	var numbers []bot.Button
	for i, l := range d.Lines {
		if l.Item != 0 {
			numbers = append(numbers, dialogue.Tap(strconv.Itoa(i+1)+" "+l.SKU, "focus", l.Item))
		}
	}
	return dialogue.Rows(numbers)
}

// whenButtons are the likeliest pickup times but the one chosen.
func whenButtons(t *dialogue.Turn) []bot.Button {
	chosen, said := readWhen(t, memory.Of(t).Draft.When)
	var out []bot.Button
	for _, at := range times(t.Now) {
		w, _ := readWhen(t, at)
		if said && w.HasTime == chosen.HasTime && w.Day.Equal(chosen.Day) && w.Time.Equal(chosen.Time) {
			continue
		}
		out = append(out, t.Button("order.button.when", views.When(w, t.Now), "when", at))
	}
	return out
}
