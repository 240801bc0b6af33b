package counter

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// lineChoices is how many lines of an order have a button of their own.
const lineChoices = 9

// short says how many there are of goods of an order.
func (sk *skill) short(ctx context.Context, t *dialogue.Turn, c meaning.Short) error {
	of, err := sk.itemsNamed(ctx, c.Line)
	if err != nil {
		return err
	}
	fits := func(o pickup.Order) bool { return len(linesMeant(o, of)) > 0 }
	id, ok, err := sk.meant(ctx, t, c.Number, fits, func(o pickup.Order) choice { return shortage(o, of, c) })
	if !ok || err != nil {
		return err
	}
	if err := sk.lookFor(ctx, t, id); err != nil {
		return err
	}
	sk.with(t, id, func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
		return sk.shortOf(ctx, tx, t, o, linesShort(o, of, c), c)
	})
	return nil
}

// linesShort are the lines that are meant, of which more were ordered than there are, if it is any.
func linesShort(o pickup.Order, of named, c meaning.Short) []pickup.Line {
	lines := linesMeant(o, of)
	more := slices.DeleteFunc(slices.Clone(lines), func(l pickup.Line) bool { return ordered(o, l.Item) <= c.Left.Value })
	if len(more) == 0 {
		return lines
	}
	return more
}

// shortage is the choice of an order whose shortage is meant: it says all that was said, as far as that fits a button.
func shortage(o pickup.Order, of named, c meaning.Short) choice {
	lines := linesShort(o, of, c)
	if left, ok := leftOf(o, lines[0], c, measure.Goods{Unit: lines[0].Unit}); ok && len(lines) == 1 {
		return choice{"left", []any{int64(o.ID), int64(lines[0].Item), left}}
	}
	return choice{"short", []any{int64(o.ID)}}
}

// named are the goods that words name: by what they are called, and the items that are called so.
type named struct {
	words string
	items []catalogue.Item
}

// itemsNamed finds the goods that a line names.
func (sk *skill) itemsNamed(ctx context.Context, l meaning.Line) (named, error) {
	out := named{words: cmp.Or(l.SKU.Value, l.Item.Value)}
	if !l.Named() {
		return out, nil
	}
	if l.SKU.Given() {
		items, err := sk.Catalogue.BySKU(ctx, l.SKU.Value)
		out.items = items
		return out, err
	}
	const read = 100
	result, err := sk.Catalogue.Find(ctx, catalogue.Query{Text: l.Item.Value, Limit: read})
	for _, h := range result.Hits {
		if !result.Near {
			out.items = append(out.items, h.Item)
		}
	}
	return out, err
}

// linesMeant are the items of an order that are meant: those that were named, or all where nothing was.
func linesMeant(o pickup.Order, of named) (lines []pickup.Line) {
	for _, l := range o.Lines {
		known := slices.ContainsFunc(lines, func(k pickup.Line) bool { return k.Item == l.Item })
		called := slices.ContainsFunc(of.items, func(i catalogue.Item) bool { return i.ID == l.Item }) ||
			strings.Contains(strings.ToLower(l.SKU+" "+l.TitleEN+" "+l.TitleZH), strings.ToLower(of.words))
		if !known && called {
			lines = append(lines, l)
		}
	}
	return lines
}

// shortOf does what was said of lines of an order, or asks for what was not said of them.
func (sk *skill) shortOf(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order, lines []pickup.Line, c meaning.Short) error {
	v, err := sk.viewer(ctx, tx, t, o)
	switch {
	case err != nil:
		return err
	case !o.Status.Open():
		return sk.show(ctx, tx, t, o, t.Text("counter.toolate", dialogue.View{"ID": int64(o.ID)}))
	case len(lines) == 0:
		return sk.show(ctx, tx, t, o, t.Text("counter.noline", dialogue.View{"ID": int64(o.ID)}))
	case len(lines) > 1:
		put(t, v, o, lineCard(t, v, o, lines, c))
		return nil
	}
	item, err := catalogue.ItemIn(ctx, tx, lines[0].Item)
	if err != nil {
		return err
	}
	left, ok := leftOf(o, lines[0], c, measure.Goods{Unit: lines[0].Unit, Carton: item.Carton})
	if !ok {
		askLeft(t, v, o, lines[0])
		return nil
	}
	o, err = sk.Orders.Left(ctx, tx, views.ActorOf(t.Person), o.ID, lines[0].Item, left, t.Now)
	return sk.done(ctx, tx, t, o.ID, o, err)
}

// leftOf is how many pieces there are of a line's item, as it was said; ok is false where that was not said, or in a unit that
// the item does not have.
func leftOf(o pickup.Order, l pickup.Line, c meaning.Short, goods measure.Goods) (left int, ok bool) {
	said := meaning.Line{Quantity: c.Left, Unit: c.Unit}
	if c.Lacking.Given() {
		said.Quantity = c.Lacking
	}
	if !said.Quantity.Given() {
		return 0, false
	}
	left, unit := said.Count(goods)
	if c.Lacking.Given() {
		left = ordered(o, l.Item) - left
	}
	return left, (unit == "" || unit == goods.Unit || said.Quantity.Value == 0) && left >= 0
}

// ordered is how many pieces of an item were ordered in all.
func ordered(o pickup.Order, item catalogue.ItemID) (n int) {
	for _, l := range o.Lines {
		if l.Item == item {
			n += l.Ordered
		}
	}
	return n
}

// lineCard asks which line of an order is short, of those that may be.
func lineCard(t *dialogue.Turn, v views.Viewer, o pickup.Order, lines []pickup.Line, c meaning.Short) bot.Card {
	card := v.Counter(o)
	card.Text += "\n\n" + t.Text("counter.whichline", dialogue.View{"ID": int64(o.ID)})
	var buttons []bot.Button
	for _, l := range lines[:min(len(lines), lineChoices)] {
		if left, ok := leftOf(o, l, c, measure.Goods{Unit: l.Unit}); ok {
			buttons = append(buttons, dialogue.Tap(l.SKU+": "+strconv.Itoa(left), "left", int64(o.ID), int64(l.Item), left))
			continue
		}
		buttons = append(buttons, dialogue.Tap(l.SKU, "short", int64(o.ID), int64(l.Item)))
	}
	card.Buttons = append(dialogue.Rows(buttons), dialogue.Row(backButton(t, o)))
	return card
}

// askLeft asks how many there are of a line's item, and takes a number alone for the answer.
func askLeft(t *dialogue.Turn, v views.Viewer, o pickup.Order, l pickup.Line) {
	put(t, v, o, leftCard(t, o, l))
	t.Focus.Asked = &meaning.Asked{Slot: meaning.LeftSlot, Of: strconv.FormatInt(int64(o.ID), 10) + " " + l.SKU, At: t.Now}
}

// leftCard asks how many there are of a line's item: none, or some of them.
func leftCard(t *dialogue.Turn, o pickup.Order, l pickup.Line) bot.Card {
	all := ordered(o, l.Item)
	buttons := dialogue.Row(t.Button("counter.button.none", nil, "left", int64(o.ID), int64(l.Item), 0))
	for quarters := 1; quarters < 4; quarters++ {
		if n := all * quarters / 4; n > all*(quarters-1)/4 {
			buttons = append(buttons, dialogue.Tap(strconv.Itoa(n), "left", int64(o.ID), int64(l.Item), n))
		}
	}
	return bot.Card{
		Text: t.Text("counter.howmany", dialogue.View{
			"ID": int64(o.ID), "SKU": l.SKU, "Title": views.LineTitle(l, t.Lang), "Ordered": all, "Unit": views.UnitIn(t.Lang, l.Unit),
		}),
		Buttons: append(dialogue.Rows(buttons), dialogue.Row(backButton(t, o))),
	}
}

// pressShort asks what of an order is short, or how many there are of one item.
func (sk *skill) pressShort(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	item, chosen := dialogue.Number(args, 1)
	sk.with(t, pickup.OrderID(id), func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, o pickup.Order) error {
		lines := linesMeant(o, named{})
		if chosen {
			lines = slices.DeleteFunc(lines, func(l pickup.Line) bool { return l.Item != catalogue.ItemID(item) })
		}
		return sk.shortOf(ctx, tx, t, o, lines, meaning.Short{})
	})
	return nil
}

// pressLeft says how many there are of an item of an order.
func (sk *skill) pressLeft(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	item, ok2 := dialogue.Number(args, 1)
	left, ok3 := dialogue.Number(args, 2)
	if !ok || !ok2 || !ok3 {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	if !keeps(t) {
		return nil
	}
	if err := sk.lookFor(ctx, t, pickup.OrderID(id)); err != nil {
		return err
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		o, err := sk.Orders.Left(ctx, tx, views.ActorOf(t.Person), pickup.OrderID(id), catalogue.ItemID(item), left, t.Now)
		return sk.done(ctx, tx, t, pickup.OrderID(id), o, err)
	})
	return nil
}
