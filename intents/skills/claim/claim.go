// Package claim is the skill of goods that were fetched and not right: the seller's card of what was missing or broken, the tap that
// sends it to the distributor, and how that is settled. It orders nothing.
package claim

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// Services is what the skill needs.
type Services struct {
	Catalogue *catalogue.Catalogue
	Orders    *pickup.Orders
	People    *bot.People
}

type skill struct{ Services }

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:   name,
		Serves: []dialogue.Served{dialogue.Serve(sk.claim), dialogue.Serve(sk.deny)},
		Presses: map[string]dialogue.Press{
			"claim": sk.pressClaim, "claimed": sk.pressPart, "claimsend": sk.pressSend, "claimdrop": pressDrop,
			"credit": sk.pressSettle(pickup.Credit), "replace": sk.pressSettle(pickup.Replace), "deny": sk.pressDeny, "denied": sk.pressDenied,
			"claimcard": sk.pressCard,
		},
	}
}

const (
	name     = "claim"
	draftKey = "claim" // of the one card that shows what is being claimed
	// choices is how many orders or quantities somebody is asked to choose from, and lineChoices how many lines.
	choices     = 4
	lineChoices = 9
	// reasonKept is how much of a reason is kept, in characters.
	reasonKept = 200
)

// remembered is the claim that is being made.
type remembered struct {
	Draft *draft `json:"draft,omitempty"`
}

var memory = dialogue.Memory[remembered](name)

// draft is a claim in the making; what is zero is not known yet. Rev is the turn that last changed it.
type draft struct {
	Rev      bot.TurnID       `json:"rev"`
	Order    pickup.OrderID   `json:"order,omitempty"`
	Words    string           `json:"words,omitempty"` // that name the goods
	SKU      string           `json:"sku,omitempty"`
	Item     catalogue.ItemID `json:"item,omitempty"`
	Quantity int              `json:"quantity,omitempty"`
	Unit     string           `json:"unit,omitempty"` // in which the quantity was said
	Reason   string           `json:"reason,omitempty"`
}

// claim takes what a seller says was wrong: as a part of the claim that is being made and was asked about, else as a new one.
func (sk *skill) claim(ctx context.Context, t *dialogue.Turn, c meaning.Claim) error {
	m, asked := memory.Of(t), t.Before.Asked
	if m.Draft == nil || asked == nil || asked.Slot != meaning.ClaimSlot {
		m.Draft = &draft{}
	}
	d := m.Draft
	if c.Number.Given() {
		d.Order = pickup.OrderID(c.Number.Value)
	}
	if c.Named() {
		d.Words, d.SKU, d.Item = c.Item.Value, c.SKU.Value, 0
	}
	if c.Quantity.Given() {
		d.Quantity, d.Unit = c.Quantity.Value, c.Unit.Value
	}
	if c.Reason.Given() {
		d.Reason = dialogue.Short(c.Reason.Value, reasonKept)
	}
	return sk.proceed(ctx, t)
}

// pressClaim begins a claim of an order.
func (sk *skill) pressClaim(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	t.Below()
	memory.Of(t).Draft = &draft{Order: pickup.OrderID(id)}
	return sk.proceed(ctx, t)
}

// pressPart fills in a part of the claim that is being made.
func (sk *skill) pressPart(ctx context.Context, t *dialogue.Turn, args []string) error {
	d := memory.Of(t).Draft
	if d == nil || len(args) != 2 {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	n, _ := dialogue.Number(args, 1)
	switch args[0] {
	case "order":
		d.Order = pickup.OrderID(n)
	case "item":
		d.Item = catalogue.ItemID(n)
	case "quantity":
		d.Quantity, d.Unit = n, ""
	case "why":
		d.Reason = args[1]
	default:
		return t.Stale(ctx)
	}
	return sk.proceed(ctx, t)
}

// proceed asks for what the claim still lacks or, with nothing missing, shows it with the button that sends it.
func (sk *skill) proceed(ctx context.Context, t *dialogue.Turn) error {
	d := memory.Of(t).Draft
	d.Rev = t.ID()
	o, ok, err := sk.order(ctx, t)
	if err != nil || !ok {
		return err
	}
	line, ok, err := sk.line(ctx, t, o)
	if err != nil || !ok {
		return err
	}
	switch counted, err := sk.count(ctx, d, line); {
	case err != nil:
		return err
	case !counted || d.Quantity > line.Quantity:
		askQuantity(t, o, line)
	case d.Reason == "":
		askReason(t, o, line)
	default:
		t.Show(draftCard(t, o, line))
	}
	return nil
}

// order finds the order that the claim is of, or asks.
func (sk *skill) order(ctx context.Context, t *dialogue.Turn) (o pickup.Order, ok bool, err error) {
	d, seller := memory.Of(t).Draft, pickup.SellerID(t.Person.ID)
	if d.Order == 0 {
		return sk.likelyOrder(ctx, t)
	}
	o, err = sk.Orders.Order(ctx, seller, d.Order)
	if errors.Is(err, pickup.ErrNotFound) {
		memory.Of(t).Draft = nil
		return o, false, err
	}
	if err == nil && o.Status != pickup.Picked {
		memory.Of(t).Draft = nil
		sayNotPicked(t, o)
	}
	return o, o.Status == pickup.Picked, err
}

// sayNotPicked says that only what was fetched can be claimed.
func sayNotPicked(t *dialogue.Turn, o pickup.Order) {
	view := dialogue.View{"ID": int64(o.ID), "Open": o.Status.Open()}
	if !o.Status.Open() {
		t.Say("claim.notpicked", view)
		return
	}
	t.Say("claim.notpicked", view, dialogue.Row(t.Button("orders.button.fetched", view, "fetched", int64(o.ID))))
}

// likelyOrder is the only order fetched lately that has the goods named; of several, or none, it is asked which.
func (sk *skill) likelyOrder(ctx context.Context, t *dialogue.Turn) (o pickup.Order, ok bool, err error) {
	d := memory.Of(t).Draft
	picked, err := sk.Orders.Picked(ctx, pickup.SellerID(t.Person.ID), t.Now)
	if err != nil {
		return o, false, err
	}
	items, err := sk.items(ctx, d)
	if err != nil {
		return o, false, err
	}
	picked = slices.DeleteFunc(picked, func(o pickup.Order) bool { return len(d.lines(o, items)) == 0 })
	if len(picked) == 1 {
		d.Order = picked[0].ID
		return picked[0], true, nil
	}
	var buttons [][]bot.Button
	for _, o := range picked[:min(len(picked), choices)] {
		label := dialogue.View{"ID": int64(o.ID), "Name": o.Distributor}
		buttons = append(buttons, dialogue.Row(t.Button("claim.button.order", label, "claimed", "order", int64(o.ID))))
	}
	ask(t, "number", t.Text("claim.whichorder", dialogue.View{"Any": len(picked) > 0}), buttons...)
	return o, false, nil
}

// items are those that the words of a claim find; none where a SKU says it.
func (sk *skill) items(ctx context.Context, d *draft) ([]catalogue.Item, error) {
	if d.SKU != "" || d.Words == "" {
		return nil, nil
	}
	const read = 100
	result, err := sk.Catalogue.Find(ctx, catalogue.Query{Text: d.Words, Limit: read})
	var items []catalogue.Item
	for _, h := range result.Hits {
		if !result.Near {
			items = append(items, h.Item)
		}
	}
	return items, err
}

// lines are those of an order that the claim may be of, one for each item: items are what its words find.
func (d *draft) lines(o pickup.Order, items []catalogue.Item) (lines []pickup.Line) {
	words := strings.ToLower(cmp.Or(d.SKU, d.Words))
	for _, l := range o.Lines {
		known := slices.ContainsFunc(lines, func(k pickup.Line) bool { return k.Item == l.Item })
		found := slices.ContainsFunc(items, func(i catalogue.Item) bool { return i.ID == l.Item })
		called := strings.Contains(strings.ToLower(l.SKU+" "+l.TitleEN+" "+l.TitleZH), words)
		if !known && l.Quantity > 0 && (found || called) {
			lines = append(lines, l)
		}
	}
	return lines
}

// line finds the line of the order that the claim is of, or asks.
func (sk *skill) line(ctx context.Context, t *dialogue.Turn, o pickup.Order) (line pickup.Line, ok bool, err error) {
	d := memory.Of(t).Draft
	items, err := sk.items(ctx, d)
	if err != nil {
		return line, false, err
	}
	lines := d.lines(o, items)
	if d.Item != 0 {
		lines = slices.DeleteFunc((&draft{}).lines(o, nil), func(l pickup.Line) bool { return l.Item != d.Item })
	}
	if len(lines) == 1 {
		d.Item = lines[0].Item
		return lines[0], true, nil
	}
	if len(lines) == 0 {
		lines = (&draft{}).lines(o, nil)
	}
	var buttons []bot.Button
	for _, l := range lines[:min(len(lines), lineChoices)] {
		buttons = append(buttons, dialogue.Tap(l.SKU, "claimed", "item", int64(l.Item)))
	}
	said := views.Orders(t.Lang, []pickup.Order{o}, t.Now)[0]
	ask(t, "", t.Text("claim.whichline", said), dialogue.Rows(buttons)...)
	return line, false, nil
}

// count brings the quantity to the line's unit; a unit that its item does not have leaves it open.
func (sk *skill) count(ctx context.Context, d *draft, l pickup.Line) (ok bool, err error) {
	if d.Quantity == 0 || d.Unit == "" || d.Unit == l.Unit {
		return d.Quantity > 0, nil
	}
	item, err := sk.Catalogue.Item(ctx, l.Item)
	if err != nil {
		return false, err
	}
	said := meaning.Line{Quantity: meaning.Said(d.Quantity), Unit: meaning.Said(d.Unit)}
	n, unit := said.Count(measure.Goods{Unit: l.Unit, Carton: item.Carton})
	if unit != "" && unit != l.Unit {
		return false, nil
	}
	d.Quantity, d.Unit = n, ""
	return true, nil
}
