package order

import (
	"cmp"
	"context"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

const (
	draftKey = "draft"
	// manyLines is from when a card shows each line in one row, and takes changes by words only.
	manyLines = 12
)

type itemsByID map[catalogue.ItemID]catalogue.Item

// draftItems gives the items that the draft may mean. What this turn has read already is not read again.
func (g goods) draftItems(ctx context.Context, t *dialogue.Turn) (itemsByID, error) {
	known := note.Of(t).items
	items := itemsByID{}
	var unread []catalogue.ItemID
	for _, id := range memory.Of(t).Draft.items() {
		if item, ok := known[id]; ok {
			items[id] = item
		} else {
			unread = append(unread, id)
		}
	}
	if len(unread) == 0 {
		return items, nil
	}
	list, err := g.Items(ctx, unread)
	if err != nil {
		return nil, err
	}
	for _, i := range list {
		items[i.ID] = i.For(int64(t.Person.ID))
	}
	return items, nil
}

// read keeps items for the rest of the turn, as the person sees them.
func read(t *dialogue.Turn, items ...catalogue.Item) {
	n := note.Of(t)
	if n.items == nil {
		n.items = itemsByID{}
	}
	for _, i := range items {
		n.items[i.ID] = i.For(int64(t.Person.ID))
	}
}

// showDraft shows the draft as it stands now, with notes above it.
func (sk *skill) showDraft(ctx context.Context, t *dialogue.Turn, notes ...string) error {
	items, err := sk.goods.draftItems(ctx, t)
	if err != nil {
		return err
	}
	if err := sk.goods.offerInstead(ctx, t, items); err != nil {
		return err
	}
	if err := readLimits(ctx, sk.Services, t, items); err != nil {
		return err
	}
	showDraftOf(t, items, notes...)
	return nil
}

// showDraftOf brings the draft up to date and shows it; a draft with nothing left is closed.
func showDraftOf(t *dialogue.Turn, items itemsByID, notes ...string) {
	t.Focus.Fresh, t.Focus.Item = false, nil
	said := make([]phrases.Text, 0, len(notes))
	for _, key := range notes {
		said = append(said, t.Text(key, nil))
	}
	said = append(said, bringUpToDate(t, items)...)
	said = append(said, tellLeftOut(t)...)
	said = append(said, tellUndone(t)...)
	if len(memory.Of(t).Draft.Lines) == 0 {
		note.Of(t).emptied = memory.Of(t).Draft
		dropDraft(t)
		return
	}
	t.Show(draftCard(t, items, said))
}

// put adds a line to the draft; what finds no room is told with the card.
func put(t *dialogue.Turn, l line) {
	if !memory.Of(t).Draft.add(l) {
		n := note.Of(t)
		n.leftOut = append(n.leftOut, l)
	}
}

// namedLeftOut is how many lines that found no room are named.
const namedLeftOut = 20

// tellLeftOut names, once, the lines that found no room.
func tellLeftOut(t *dialogue.Turn) (notes []phrases.Text) {
	n := note.Of(t)
	if len(n.leftOut) == 0 {
		return nil
	}
	lines := make([]dialogue.View, min(len(n.leftOut), namedLeftOut))
	for i, l := range n.leftOut[:len(lines)] {
		lines[i] = dialogue.View{"Quantity": l.Quantity, "Unit": views.UnitIn(t.Lang, l.Unit), "Words": cmp.Or(l.SKU, l.Words)}
	}
	more := len(n.leftOut) - len(lines)
	n.leftOut = nil
	return []phrases.Text{t.Text("order.full", dialogue.View{"Most": maxLines, "Lines": lines, "More": more})}
}

// bringUpToDate reads prices and the pickup time again; what changed makes older Confirm buttons stale and is told.
func bringUpToDate(t *dialogue.Turn, items itemsByID) (notes []phrases.Text) {
	d := memory.Of(t).Draft
	news, gone := d.refresh(items, t.Lang)
	for _, n := range news {
		notes = append(notes, t.Text("order.repriced", dialogue.View{"SKU": n.Item.SKU, "From": n.From, "To": n.To}))
	}
	for _, sku := range gone {
		notes = append(notes, t.Text("order.gone", dialogue.View{"SKU": sku}))
	}
	if renewTime(t) {
		notes = append(notes, t.Text("order.timepassed", nil))
	}
	if len(notes) > 0 {
		touch(t)
	}
	return notes
}

// renewTime drops a pickup time that has gone by, or cannot be read, and says whether it did.
func renewTime(t *dialogue.Turn) (dropped bool) {
	d := memory.Of(t).Draft
	for _, at := range []*string{&d.When, &d.Assumed} {
		if w, ok := readWhen(t, *at); *at != "" && (!ok || w.Over(t.Now)) {
			*at, dropped = "", true
		}
	}
	if d.Assumed == "" {
		d.Assumed = likely(t.Now)
	}
	return dropped
}

// pickup is the draft's pickup time: the one said, else the likely day that the card shows.
func pickupTime(t *dialogue.Turn) (w pickup.When, said bool) {
	d := memory.Of(t).Draft
	if w, ok := readWhen(t, d.When); ok {
		return w, true
	}
	w, _ = readWhen(t, d.Assumed)
	return w, false
}

// draftCard shows every line, what is missing, the total of what can be had so far, and the pickup time.
func draftCard(t *dialogue.Turn, items itemsByID, notes []phrases.Text) bot.Card {
	d := memory.Of(t).Draft
	lines := make([]dialogue.View, len(d.Lines))
	var total measure.Fen
	var shares []share
	lacking := 0
	for i, l := range d.Lines {
		lines[i] = lineView(t, i, l, items)
		if l.check(items) == fine {
			sum := l.Price.Times(l.Quantity)
			total += sum
			shares = shared(shares, items[l.Item].Distributor, sum)
		} else if lacking++; lacking > askedAtOnce && len(lines) > manyLines {
			lines[i]["Choices"] = nil // they are shown when it has buttons
		}
	}
	when, said := pickupTime(t)
	hours, fits := tellHours(t, items)
	notes = append(append(notes, hours...), tellLarge(t, items)...)
	if left := note.Of(t).left; left != nil && total > *left {
		notes = append(notes, t.Text("credit.over", dialogue.View{"Wanted": total, "Left": *left}))
	}
	buttons := draftButtons(t, items)
	if len(fits) > 0 {
		buttons = append([][]bot.Button{fits}, buttons...)
	}
	return bot.Card{
		Text: t.Text("order.card", dialogue.View{
			"Notes": notes, "Lines": lines, "Brief": len(lines) > manyLines, "Total": total, "Shares": shares,
			"When": views.When(when, t.Now), "Said": said, "Unsure": d.Unsure, "Ready": d.ready(items), "Later": laterViews(t),
		}),
		Buttons: buttons, Key: draftKey, InPlace: t.InPlace(),
	}
}

// share is what a distributor's part of an order costs.
type share struct {
	Name string
	Sum  measure.Fen
}

// shared adds a sum to its distributor's share; the shares stand in the order of the lines.
func shared(shares []share, distributor string, sum measure.Fen) []share {
	for i := range shares {
		if shares[i].Name == distributor {
			shares[i].Sum += sum
			return shares
		}
	}
	return append(shares, share{distributor, sum})
}

// lineView is a line as the card shows it: what is known, what is wrong, and the next cheaper price when it is near.
func lineView(t *dialogue.Turn, i int, l line, items itemsByID) dialogue.View {
	item := items[l.Item]
	out := dialogue.View{
		"N": i + 1, "Words": l.Words, "SKU": l.SKU, "Quantity": l.Quantity, "Price": l.Price, "Sum": l.Price.Times(l.Quantity),
		"Trouble": string(l.check(items)), "Title": "", "Distributor": item.Distributor, "Unit": views.UnitIn(t.Lang, item.Unit),
		"SaidUnit": l.Unit, "Stock": item.Stock, "Min": item.MinQty, "Multiple": item.Multiple, "Nearest": 0,
		"Cartons": views.Cartons(l.Quantity, item.Carton), "Hint": 0, "HintPrice": measure.Fen(0),
	}
	if l.Item != 0 {
		out["Title"] = dialogue.Short(item.Title(string(t.Lang)), 40)
		out["Nearest"] = nearest(item, l.Quantity)
		out["Hint"], out["HintPrice"] = hint(item, l.Quantity)
	}
	out["Choices"] = choiceViews(t, l, items)
	return out
}

// choiceViews are the items that a line may mean, or could be instead, each with the letter of its button.
func choiceViews(t *dialogue.Turn, l line, items itemsByID) (choices []dialogue.View) {
	for n, id := range l.Choices {
		if c, ok := items[id]; ok {
			choices = append(choices, dialogue.View{
				"N": letter(n), "Title": dialogue.Short(c.Title(string(t.Lang)), 40), "SKU": c.SKU, "Distributor": c.Distributor,
				"Price": c.Price,
			})
		}
	}
	return choices
}

// letter names a choice: A, B, C ...
func letter(n int) string { return string(rune('A' + n)) }

// hint says how many more pieces bring the next cheaper price, when that is not more than half as many again.
func hint(item catalogue.Item, quantity int) (more int, price measure.Fen) {
	for _, t := range item.Tiers {
		q := item.Orderable(t.From)
		if q > quantity && item.PriceAt(q) < item.PriceAt(quantity) {
			if more = q - quantity; quantity > 0 && 2*more <= quantity && q <= item.Stock {
				return more, item.PriceAt(q)
			}
			return 0, 0
		}
	}
	return 0, 0
}
