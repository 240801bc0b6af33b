package order

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"oldhand/integrations/catalogue"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// mostChoices is how many items somebody is asked to choose from.
const mostChoices = 5

// goods finds the items that words, numbers and drafts mean.
type goods struct{ *catalogue.Catalogue }

// candidates are the items that a line may mean; certain says that the first is meant.
type candidates struct {
	items   []catalogue.Item
	certain bool
}

// lookUp finds the items that lines name, all in as few statements as one line takes. A line that names nothing has no
// candidates yet.
func (g goods) lookUp(ctx context.Context, lines []meaning.Line) ([]candidates, error) {
	found := make([]candidates, len(lines))
	if err := g.byNumber(ctx, lines, found); err != nil {
		return nil, err
	}
	if err := g.bySKU(ctx, lines, found); err != nil {
		return nil, err
	}
	return found, g.byWords(ctx, lines, found)
}

// byNumber looks up the items whose numbers understanding knows.
func (g goods) byNumber(ctx context.Context, lines []meaning.Line, found []candidates) error {
	var wanted []catalogue.ItemID
	for _, l := range lines {
		if l.ID.Given() {
			wanted = append(wanted, catalogue.ItemID(l.ID.Value))
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	items, err := g.Items(ctx, wanted)
	if err != nil {
		return err
	}
	for i, l := range lines {
		at := slices.IndexFunc(items, func(item catalogue.Item) bool { return int64(item.ID) == l.ID.Value })
		if l.ID.Given() && at >= 0 {
			found[i] = candidates{items[at : at+1 : at+1], true}
		}
	}
	return nil
}

// bySKU looks up the SKUs that several distributors have, or that may have come since.
func (g goods) bySKU(ctx context.Context, lines []meaning.Line, found []candidates) error {
	var wanted []string
	for i, l := range lines {
		if l.SKU.Given() && len(found[i].items) == 0 {
			wanted = append(wanted, l.SKU.Value)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	items, err := g.BySKUs(ctx, wanted)
	if err != nil {
		return err
	}
	for i, l := range lines {
		if !l.SKU.Given() || len(found[i].items) > 0 {
			continue
		}
		for _, item := range items {
			if strings.EqualFold(item.SKU, l.SKU.Value) {
				found[i].items = append(found[i].items, item)
			}
		}
		found[i].certain = len(found[i].items) == 1
	}
	return nil
}

// byWords looks up what is left by its words.
func (g goods) byWords(ctx context.Context, lines []meaning.Line, found []candidates) error {
	var wanted []string
	var at []int
	for i, l := range lines {
		if l.Named() && len(found[i].items) == 0 {
			wanted, at = append(wanted, cmp.Or(l.Like.Value, l.Words())), append(at, i)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	matched, err := g.MatchAll(ctx, wanted)
	if err != nil {
		return err
	}
	for n, m := range matched {
		for _, h := range m.Hits {
			found[at[n]].items = append(found[at[n]].items, h.Item)
		}
		found[at[n]].certain = m.Certain
	}
	return nil
}

// addLines puts the lines of an order on the draft.
func addLines(ctx context.Context, sk *skill, t *dialogue.Turn, c meaning.Order) error {
	known, err := sk.goods.lookUp(ctx, c.Lines)
	if err != nil {
		return err
	}
	for i, said := range c.Lines {
		if err := sk.addSaid(ctx, t, said, known[i], c.Among); err != nil {
			return err
		}
	}
	return nil
}

// addSaid puts one line on the draft, or fills in what one there lacks. Without a name it is of one of the items among, if
// there are any.
func (sk *skill) addSaid(ctx context.Context, t *dialogue.Turn, said meaning.Line, known candidates, among []int64) error {
	if len(among) == 0 {
		if done, err := sk.fillsGap(ctx, t, said); done || err != nil {
			return err
		}
	}
	if !said.Named() {
		var err error
		if known, err = sk.goods.unnamed(ctx, t, among); err != nil {
			return err
		}
	}
	l := resolve(t, said, known)
	if l.Item == 0 && len(l.Choices) == 0 && l.Words == "" {
		return nil
	}
	l.From, l.Touched = t.MessageID(), t.ID()
	put(t, l)
	return nil
}

// fillsGap takes a bare number for the quantity that was asked for, or for more of the only thing on the draft.
func (sk *skill) fillsGap(ctx context.Context, t *dialogue.Turn, said meaning.Line) (done bool, err error) {
	d := memory.Of(t).Draft
	if said.Named() || said.Quantity.Value == 0 {
		return false, nil
	}
	gap := slices.IndexFunc(d.Lines, func(l line) bool { return l.Quantity == 0 || l.Unit != "" && l.Item != 0 })
	switch shown := t.Focus.Item != nil || t.Focus.Fresh; {
	case gap >= 0:
		return true, sk.goods.setSaid(ctx, t, gap, said)
	case len(d.Lines) == 1 && d.Lines[0].Item == 0 && !shown: // so many more of what is still to be chosen
		d.Lines[0].more(asSaid(t, said))
		return true, nil
	}
	return false, nil
}

// resolve makes a line of the draft of what was said and the items that it may mean.
func resolve(t *dialogue.Turn, said meaning.Line, known candidates) line {
	words := cmp.Or(said.Like.Value, said.Item.Value)
	if said.Sold != (meaning.Sold{}) {
		words = said.Item.Value
	}
	l := line{Words: cmp.Or(dialogue.Short(words, wordsKept), said.SKU.Value), Sold: soldAs(said)}
	l.Quantity, l.Unit = asSaid(t, said)
	read(t, known.items...)
	items := ofNamedDistributor(known.items, said.Item.Value)
	if len(items) > 0 && (known.certain || len(items) == 1 && said.SKU.Given()) {
		l.Item, l.SKU = items[0].ID, items[0].SKU
		l.Quantity, l.Unit = counted(said, items[0])
		return l
	}
	for _, i := range items {
		l.Choices = append(l.Choices, i.ID)
	}
	return l
}

// unnamed are the items that a quantity alone may be of: those among which the message says it is, else the one whose card was shown last, a list shown since, the only
// one on the draft or of the order just placed, else whatever the draft or the list shown last has to choose from.
func (g goods) unnamed(ctx context.Context, t *dialogue.Turn, among []int64) (candidates, error) {
	var ids []catalogue.ItemID
	switch f, d := t.Focus, memory.Of(t).Draft; {
	case len(among) > 0:
		ids = numbered(among)
	case f.Item != nil:
		ids = []catalogue.ItemID{catalogue.ItemID(f.Item.ID)}
	case f.Fresh:
		ids = listed(f.List)
	case len(d.Lines) > 0:
		ids = d.items()
	case f.Order != nil && !f.Order.Undone && len(f.Order.Items) > 0:
		ids = numbered(f.Order.Items)
	default:
		ids = listed(f.List)
	}
	if len(ids) == 0 {
		return candidates{}, nil
	}
	slices.Sort(ids)
	items, err := g.Items(ctx, slices.Compact(ids))
	return candidates{items[:min(len(items), mostChoices)], len(items) == 1}, err
}

func numbered(numbers []int64) []catalogue.ItemID {
	ids := make([]catalogue.ItemID, len(numbers))
	for i, n := range numbers {
		ids[i] = catalogue.ItemID(n)
	}
	return ids
}

func listed(list []meaning.Item) (ids []catalogue.ItemID) {
	for _, i := range list {
		ids = append(ids, catalogue.ItemID(i.ID))
	}
	return ids
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
