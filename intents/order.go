package intents

import (
	"context"
	"slices"
	"strings"

	"oldhand/integrations/catalogue"
	"oldhand/intents/understand"
)

// mostChoices is how many items somebody is asked to choose from.
const mostChoices = 5

// order puts what was asked for on the draft and shows it. Nothing is ordered by words.
func (v *visit) order(ctx context.Context, s understand.Slots) error {
	if len(s.Lines) == 0 && v.state.Draft == nil {
		v.say("order.what", nil, v.ways()...)
		return nil
	}
	d := v.openDraft()
	for _, said := range s.Lines {
		if err := v.addSaid(ctx, said); err != nil {
			return err
		}
	}
	if s.When != "" {
		d.When = s.When
	}
	if len(d.Lines) == 0 && len(v.leftOut) == 0 && len(s.Lines) > 0 { // so many, and nobody knows of what
		v.state.Draft = nil
		v.say("order.what", nil, v.ways()...)
		return nil
	}
	return v.showDraft(ctx)
}

// addSaid puts one line on the draft, or fills in what one there lacks.
func (v *visit) addSaid(ctx context.Context, said understand.Line) error {
	if done, err := v.fillsGap(ctx, said); done || err != nil {
		return err
	}
	l, err := v.resolve(ctx, said)
	if err != nil {
		return err
	}
	if l.Item == 0 && len(l.Choices) == 0 && l.Words == "" {
		return nil
	}
	l.From = v.turn.Message.ID
	v.put(l)
	return nil
}

// openDraft is the open draft, or a new one, marked as changed by this turn.
func (v *visit) openDraft() *draft {
	if v.state.Draft == nil {
		v.state.Draft = &draft{}
		if v.emptied != nil { // one thing was swapped for another, to be fetched at the same time
			v.state.Draft.When = v.emptied.When
		}
	}
	v.touch()
	return v.state.Draft
}

// touch makes older Confirm buttons stale.
func (v *visit) touch() { v.state.Draft.Rev, v.state.Draft.Touched = v.turn.ID, v.now }

// fillsGap takes a bare number for the quantity that was asked for, or for more of the only thing on the draft.
func (v *visit) fillsGap(ctx context.Context, said understand.Line) (done bool, err error) {
	d := v.state.Draft
	if said.Item != "" || said.SKU != "" || said.Quantity == 0 {
		return false, nil
	}
	gap := slices.IndexFunc(d.Lines, func(l line) bool { return l.Quantity == 0 || l.Unit != "" && l.Item != 0 })
	switch fresh := v.state.Item != 0 || v.state.Found != nil && v.state.Found.Fresh; {
	case gap >= 0:
		return true, v.setInUnit(ctx, gap, said.Quantity, said.Unit)
	case len(d.Lines) == 1 && d.Lines[0].Item == 0 && !fresh: // so many more of what is still to be chosen
		d.Lines[0].Quantity += said.Quantity
		return true, nil
	}
	return false, nil
}

// resolve finds the item that a line means.
func (v *visit) resolve(ctx context.Context, said understand.Line) (line, error) {
	l := line{Words: short(firstOf(said.Like, said.Item), 40), Quantity: said.Quantity, Unit: said.Unit}
	if l.Words == "" {
		l.Words = said.SKU
	}
	items, certain, err := v.candidates(ctx, said)
	if err != nil {
		return line{}, err
	}
	v.noteRead(items...)
	items = ofNamedDistributor(items, said.Item)
	if len(items) > 0 && (certain || len(items) == 1 && said.SKU != "") {
		l.Item, l.SKU = items[0].ID, items[0].SKU
		l.Quantity, l.Unit = pieces(l.Quantity, l.Unit, items[0])
		return l, nil
	}
	for _, i := range items {
		l.Choices = append(l.Choices, i.ID)
	}
	return l, nil
}

// candidates are the items that a line may mean; certain says that the first is meant.
func (v *visit) candidates(ctx context.Context, said understand.Line) (items []catalogue.Item, certain bool, err error) {
	if said.Item == "" && said.SKU == "" {
		return v.unsaid(ctx)
	}
	if said.SKU != "" {
		items, err := v.Catalogue.BySKU(ctx, said.SKU)
		if err != nil || len(items) > 0 {
			return items, len(items) == 1, err
		}
	}
	hits, certain, err := v.Catalogue.Match(ctx, firstOf(said.Like, said.Item, said.SKU))
	for _, h := range hits {
		items = append(items, h.Item)
	}
	return items, certain, err
}

// unsaid are the items that a quantity alone may be of: the one whose card was shown last, the only one on the draft or of
// the order just placed, else whatever the draft or the list shown last has to choose from.
func (v *visit) unsaid(ctx context.Context) (items []catalogue.Item, certain bool, err error) {
	var ids []catalogue.ItemID
	switch p := v.state.Placed; {
	case v.state.Item != 0:
		ids = []catalogue.ItemID{v.state.Item}
	case v.state.Found != nil && v.state.Found.Fresh:
		return v.listed(ctx)
	case len(v.state.Draft.Lines) > 0:
		ids = v.state.Draft.items()
	case p != nil && !p.Undone && len(p.Items) > 0:
		ids = p.Items
	case v.state.Found != nil:
		return v.listed(ctx)
	}
	if len(ids) == 0 {
		return nil, false, nil
	}
	slices.Sort(ids)
	items, err = v.Catalogue.Items(ctx, slices.Compact(ids))
	return items[:min(len(items), mostChoices)], len(items) == 1, err
}

// listed are the items of the page of the list shown last.
func (v *visit) listed(ctx context.Context) (items []catalogue.Item, certain bool, err error) {
	for _, sku := range v.state.Found.SKUs {
		of, err := v.Catalogue.BySKU(ctx, sku)
		if err != nil {
			return nil, false, err
		}
		items = append(items, of...)
	}
	return items, len(items) == 1, nil
}

// ofNamedDistributor keeps the items of the distributor that the words name, if they name one.
func ofNamedDistributor(items []catalogue.Item, words string) []catalogue.Item {
	words = strings.ToLower(words)
	named := slices.DeleteFunc(slices.Clone(items), func(i catalogue.Item) bool {
		return i.Distributor == "" || !strings.Contains(words, strings.ToLower(i.Distributor))
	})
	if len(named) > 0 {
		return named
	}
	return items
}

// confirm answers words such as "ok": only the tap orders.
func (v *visit) confirm(ctx context.Context, _ understand.Slots) error {
	switch {
	case v.state.Draft != nil:
		return v.showDraft(ctx, "order.tap")
	case v.state.Placed != nil && !v.state.Placed.Undone && v.now.Sub(v.state.Placed.At) < recently:
		v.showPlaced(v.state.Placed, "order.already")
		return nil
	}
	v.say("order.none", nil, v.ways()...)
	return nil
}

// cancel drops what is open: an answer being written, a change, the draft. With nothing open it lists the orders.
func (v *visit) cancel(ctx context.Context, _ understand.Slots) error {
	switch {
	case v.state.Answering != nil:
		v.state.Answering = nil
		v.say("ask.left", nil)
		return nil
	case v.state.Changes != nil:
		return v.pressKeep(ctx, nil)
	case v.state.Draft != nil:
		v.dropDraft()
		return nil
	}
	v.say("order.nothingopen", nil)
	return v.listOrders(ctx)
}

// dropDraft closes the draft and says so.
func (v *visit) dropDraft() {
	v.state.Draft = nil
	v.show(cardOf(v.text("order.dropped", nil), draftKey, v.pressed()))
}

// corrected serves an edited message: what it put on the draft is taken back and read again.
func (v *visit) corrected(ctx context.Context, u understand.Understanding) (done bool, err error) {
	message := v.turn.Message.ID
	if d := v.state.Draft; d != nil && d.withdraw(message) {
		v.touch()
		if slices.ContainsFunc(u.Commands, func(c understand.Command) bool { return c.Name == understand.Order }) {
			return false, nil
		}
		if len(d.Lines) == 0 {
			v.state.Draft = nil
			return false, nil
		}
		return false, v.showDraft(ctx)
	}
	if p := v.state.Placed; p != nil && !p.Undone && slices.Contains(p.Messages, message) {
		v.showPlaced(p, "order.toolate")
		return true, nil
	}
	return false, nil
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}
