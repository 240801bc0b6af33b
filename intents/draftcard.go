package intents

import (
	"context"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
)

const (
	draftKey = "draft"
	// manyLines is from when a card shows each line in one row, and takes changes by words only.
	manyLines = 12
)

type itemsByID map[catalogue.ItemID]catalogue.Item

// draftItems gives the items that the draft may mean. What this turn has read already is not read again.
func (v *visit) draftItems(ctx context.Context) (itemsByID, error) {
	items := itemsByID{}
	var unread []catalogue.ItemID
	for _, id := range v.state.Draft.items() {
		if item, ok := v.read[id]; ok {
			items[id] = item
		} else {
			unread = append(unread, id)
		}
	}
	if len(unread) == 0 {
		return items, nil
	}
	list, err := v.Catalogue.Items(ctx, unread)
	if err != nil {
		return nil, err
	}
	for _, i := range list {
		items[i.ID] = i
	}
	return items, nil
}

// noteRead keeps items for the rest of the turn.
func (v *visit) noteRead(items ...catalogue.Item) {
	if v.read == nil {
		v.read = itemsByID{}
	}
	for _, i := range items {
		v.read[i.ID] = i
	}
}

// showDraft shows the draft as it stands now, with notes above it.
func (v *visit) showDraft(ctx context.Context, notes ...string) error {
	items, err := v.draftItems(ctx)
	if err != nil {
		return err
	}
	if err := v.offerInstead(ctx, items); err != nil {
		return err
	}
	v.showDraftOf(items, notes...)
	return nil
}

// showDraftBelow shows the draft as a new message although a button was pressed: on another card, or an outdated one.
func (v *visit) showDraftBelow(ctx context.Context, notes ...string) error {
	err := v.showDraft(ctx, notes...)
	if n := len(v.cards); n > 0 {
		v.cards[n-1].InPlace = false
	}
	return err
}

// showDraftOf brings the draft up to date and shows it; a draft with nothing left is closed.
func (v *visit) showDraftOf(items itemsByID, notes ...string) {
	if v.state.Found != nil {
		v.state.Found.Fresh = false
	}
	said := make([]phrases.Text, 0, len(notes))
	for _, key := range notes {
		said = append(said, v.text(key, nil))
	}
	said = append(said, v.bringUpToDate(items)...)
	said = append(said, v.tellLeftOut()...)
	if len(v.state.Draft.Lines) == 0 {
		v.emptied = v.state.Draft
		v.dropDraft()
		return
	}
	v.show(v.draftCard(items, said))
}

// put adds a line to the draft; what finds no room is told with the card.
func (v *visit) put(l line) {
	if !v.state.Draft.add(l) {
		v.leftOut = append(v.leftOut, l)
	}
}

// tellLeftOut names, once, every line that found no room.
func (v *visit) tellLeftOut() (notes []phrases.Text) {
	if len(v.leftOut) == 0 {
		return nil
	}
	lines := make([]view, len(v.leftOut))
	for i, l := range v.leftOut {
		lines[i] = view{"Quantity": l.Quantity, "Unit": unitIn(v.lang, l.Unit), "Words": firstOf(l.SKU, l.Words)}
	}
	v.leftOut = nil
	return []phrases.Text{v.text("order.full", view{"Most": maxLines, "Lines": lines})}
}

// bringUpToDate reads prices and the pickup time again; what changed makes older Confirm buttons stale and is told.
func (v *visit) bringUpToDate(items itemsByID) (notes []phrases.Text) {
	d := v.state.Draft
	news, gone := d.refresh(items, v.lang)
	for _, n := range news {
		notes = append(notes, v.text("order.repriced", view{"SKU": n.Item.SKU, "From": n.From, "To": n.To}))
	}
	for _, sku := range gone {
		notes = append(notes, v.text("order.gone", view{"SKU": sku}))
	}
	if v.renewTime() {
		notes = append(notes, v.text("order.timepassed", nil))
	}
	if len(notes) > 0 {
		v.touch()
	}
	return notes
}

// renewTime drops a pickup time that has gone by, or cannot be read, and says whether it did.
func (v *visit) renewTime() (dropped bool) {
	d := v.state.Draft
	for _, t := range []*string{&d.When, &d.Assumed} {
		if w, ok := v.when(*t); *t != "" && (!ok || over(w, v.now)) {
			*t, dropped = "", true
		}
	}
	if d.Assumed == "" {
		d.Assumed = likely(v.now)
	}
	return dropped
}

// pickup is the draft's pickup time: the one said, else the likely day that the card shows.
func (v *visit) pickup() (w pickup.When, said bool) {
	d := v.state.Draft
	if w, ok := v.when(d.When); ok {
		return w, true
	}
	w, _ = v.when(d.Assumed)
	return w, false
}

// draftCard shows every line, what is missing, the total of what can be had so far, and the pickup time.
func (v *visit) draftCard(items itemsByID, notes []phrases.Text) bot.Card {
	d := v.state.Draft
	lines := make([]view, len(d.Lines))
	var total measure.Fen
	shares := newShares()
	for i, l := range d.Lines {
		if l.check(items) == fine {
			sum := l.Price.Times(l.Quantity)
			total += sum
			shares.add(items[l.Item].Distributor, sum)
		}
		lines[i] = v.lineView(i, l, items)
	}
	when, said := v.pickup()
	return bot.Card{
		Text: v.text("order.card", view{
			"Notes": notes, "Lines": lines, "Brief": len(lines) > manyLines, "Total": total, "Shares": shares.list,
			"When": v.whenView(when), "Said": said, "Ready": d.ready(items),
		}),
		Buttons: v.draftButtons(items), Key: draftKey, InPlace: v.pressed(),
	}
}

// shares are what each distributor's part of an order costs, in the order of the lines.
type shares struct{ list []view }

func newShares() *shares { return &shares{} }

func (s *shares) add(distributor string, sum measure.Fen) {
	for _, share := range s.list {
		if share["Name"] == distributor {
			share["Sum"] = share["Sum"].(measure.Fen) + sum
			return
		}
	}
	s.list = append(s.list, view{"Name": distributor, "Sum": sum})
}

// lineView is a line as the card shows it: what is known, what is wrong, and the next cheaper price when it is near.
func (v *visit) lineView(i int, l line, items itemsByID) view {
	item := items[l.Item]
	out := view{
		"N": i + 1, "Words": l.Words, "SKU": l.SKU, "Quantity": l.Quantity, "Price": l.Price, "Sum": l.Price.Times(l.Quantity),
		"Trouble": string(l.check(items)), "Title": "", "Distributor": item.Distributor, "Unit": unitIn(v.lang, item.Unit),
		"SaidUnit": l.Unit, "Stock": item.Stock, "Min": item.MinQty, "Multiple": item.Multiple, "Nearest": 0,
		"Hint": 0, "HintPrice": measure.Fen(0),
	}
	if l.Item != 0 {
		out["Title"] = short(item.Title(string(v.lang)), 40)
		out["Nearest"] = nearest(item, l.Quantity)
		out["Hint"], out["HintPrice"] = hint(item, l.Quantity)
	}
	out["Choices"] = v.choiceViews(l, items)
	return out
}

// choiceViews are the items that a line may mean, or could be instead, each with the letter of its button.
func (v *visit) choiceViews(l line, items itemsByID) (choices []view) {
	for n, id := range l.Choices {
		if c, ok := items[id]; ok {
			choices = append(choices, view{
				"N": letter(n), "Title": short(c.Title(string(v.lang)), 40), "SKU": c.SKU, "Distributor": c.Distributor,
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

func cardOf(text phrases.Text, key string, inPlace bool) bot.Card {
	return bot.Card{Text: text, Key: key, InPlace: inPlace}
}
