package intents

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/amount"
	"oldhand/integrations/catalogue"
	"oldhand/intents/understand"
)

const changeKey = "change"

// changes are the stocks and prices that a distributor's person has named and not yet set, all on one card. Rev is the
// turn that last changed them: the button of an earlier card is stale.
type changes struct {
	Rev  bot.TurnID   `json:"rev"`
	List []itemChange `json:"list"`
}

// itemChange is what is to become of one item.
type itemChange struct {
	Item  catalogue.ItemID `json:"item"`
	SKU   string           `json:"sku"`
	Stock *int             `json:"stock,omitempty"`
	Price *amount.Fen      `json:"price,omitempty"`
}

// add puts a stock or a price beside what is there; one named before for the same item is replaced.
func (c *changes) add(item catalogue.Item, stock *int, price *amount.Fen) {
	i := slices.IndexFunc(c.List, func(o itemChange) bool { return o.Item == item.ID })
	if i < 0 {
		i = len(c.List)
		c.List = append(c.List, itemChange{Item: item.ID, SKU: item.SKU})
	}
	if stock != nil {
		c.List[i].Stock = stock
	}
	if price != nil {
		c.List[i].Price = price
	}
}

// proposeChange shows everything that would change; the tap changes it.
func (v *visit) proposeChange(ctx context.Context, s understand.Slots) error {
	item, ok, err := v.ownItem(ctx, s.SKU)
	if err != nil || !ok {
		return err
	}
	if v.state.Changes == nil {
		v.state.Changes = &changes{}
	}
	c := v.state.Changes
	c.Rev = v.turn.ID
	c.add(item, s.Stock, s.Price)
	ids := make([]catalogue.ItemID, len(c.List))
	for i, o := range c.List {
		ids[i] = o.Item
	}
	items, err := v.Catalogue.Items(ctx, ids)
	if err != nil {
		return err
	}
	v.show(bot.Card{
		Text: v.text("distributor.propose", view{"Items": v.changeViews(c.List, items)}), Key: changeKey,
		Buttons: [][]bot.Button{row(
			once(v.button("distributor.button.set", nil, "change", c.Rev)), v.button("distributor.button.keep", nil, "keep"),
		)},
	})
	return nil
}

// changeViews are changes as the sentences want them; of an item that is gone there is nothing to show.
func (v *visit) changeViews(list []itemChange, items []catalogue.Item) (out []view) {
	for _, c := range list {
		i := slices.IndexFunc(items, func(i catalogue.Item) bool { return i.ID == c.Item })
		if i < 0 {
			continue
		}
		shown := v.itemView(items[i], view{"HasStock": c.Stock != nil, "HasPrice": c.Price != nil, "NewStock": 0, "NewPrice": items[i].Price})
		if c.Stock != nil {
			shown["NewStock"] = *c.Stock
		}
		if c.Price != nil {
			shown["NewPrice"] = *c.Price
		}
		out = append(out, shown)
	}
	return out
}

// pressChange sets all that the card showed, or nothing.
func (v *visit) pressChange(ctx context.Context, args []string) error {
	turn, ok := number(args, 0)
	c := v.state.Changes
	if !ok || c == nil || c.Rev != bot.TurnID(turn) || v.person.Distributor == "" {
		return v.stale(ctx)
	}
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		items := make([]catalogue.Item, len(c.List))
		for i, o := range c.List {
			var err error
			if items[i], err = v.apply(ctx, tx, o); err != nil {
				return err
			}
		}
		v.state.Changes = nil
		v.toast("distributor.set.notice", nil)
		v.show(bot.Card{Text: v.text("distributor.set", view{"Items": v.changeViews(c.List, items)}), Key: changeKey, InPlace: true})
		return nil
	})
	return nil
}

// apply sets a stock, a price, or both. The price comes first, so that the item given back tells both.
func (v *visit) apply(ctx context.Context, tx pgx.Tx, c itemChange) (item catalogue.Item, err error) {
	if c.Price != nil {
		item, err = v.Catalogue.SetPrice(ctx, tx, v.person.Distributor, c.SKU, *c.Price)
	}
	if c.Stock != nil && err == nil {
		item, err = v.Catalogue.SetStock(ctx, tx, v.person.Distributor, c.SKU, *c.Stock)
	}
	return item, err
}

// pressKeep leaves everything as it is.
func (v *visit) pressKeep(ctx context.Context, _ []string) error {
	if v.state.Changes == nil && len(v.state.Totals) == 0 {
		return v.stale(ctx)
	}
	v.state.Changes, v.state.Totals = nil, nil
	v.show(bot.Card{Text: v.text("distributor.kept", nil), Key: changeKey, InPlace: v.pressed()})
	return nil
}
