package intents

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
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
	Stock *int             `json:"stock,omitempty"` // what there is in all
	Added *int             `json:"added,omitempty"` // what came in, or went where below 0, to be counted with what there is at the tap
	Price *measure.Fen     `json:"price,omitempty"`
	By    bot.TurnID       `json:"by"` // the turn that named Stock or Added
}

// of gives what is to become of an item, so far perhaps nothing.
func (c *changes) of(item catalogue.Item) *itemChange {
	i := slices.IndexFunc(c.List, func(o itemChange) bool { return o.Item == item.ID })
	if i < 0 {
		i = len(c.List)
		c.List = append(c.List, itemChange{Item: item.ID, SKU: item.SKU})
	}
	return &c.List[i]
}

// tell takes in what a turn says of the item. What an earlier turn said of the same is replaced, so that a correction
// does not count twice; in one turn what came and what went add up, and a total holds whatever came.
func (c *itemChange) tell(turn bot.TurnID, s understand.Slots) {
	if s.Price != nil {
		c.Price = s.Price
	}
	if s.Stock == nil {
		return
	}
	before := c.Added
	if c.By != turn {
		before = nil
	}
	n := *s.Stock
	c.Stock, c.Added, c.By = nil, &n, turn
	switch s.Step {
	case "":
		c.Stock, c.Added = &n, nil
		return
	case understand.Less:
		n = -n
	}
	if before != nil {
		n += *before
	}
}

// proposeChange shows everything that would change; the tap changes it.
func (v *visit) proposeChange(ctx context.Context, s understand.Slots) error {
	item, ok, err := v.ownItem(ctx, s)
	if err != nil || !ok {
		return err
	}
	if v.state.Changes == nil {
		v.state.Changes = &changes{}
	}
	c := v.state.Changes
	c.Rev, v.state.Told = v.turn.ID, item.SKU
	told := c.of(item)
	told.tell(v.turn.ID, s)
	if went := -orNone(told.Added); went > item.Stock {
		v.say("distributor.short", v.itemView(item, view{"N": went}))
		c.List = slices.DeleteFunc(c.List, func(o itemChange) bool { return o.Item == item.ID })
	}
	if len(c.List) == 0 {
		v.state.Changes = nil
		return nil
	}
	return v.showChanges(ctx)
}

// showChanges shows everything that would change.
func (v *visit) showChanges(ctx context.Context) error {
	c := v.state.Changes
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
		shown := v.itemView(items[i], view{
			"HasStock": c.Stock != nil, "NewStock": orNone(c.Stock), "HasAdded": c.Added != nil, "Added": orNone(c.Added),
			"After": items[i].Stock + orNone(c.Added), "HasPrice": c.Price != nil, "NewPrice": items[i].Price,
		})
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
	// Everybody changes items in the same order, so nobody waits for one who waits for them.
	slices.SortFunc(c.List, func(a, b itemChange) int { return cmp.Compare(a.Item, b.Item) })
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

// apply sets or adds to a stock, sets a price, or both. The price comes first, so that the item given back tells both.
func (v *visit) apply(ctx context.Context, tx pgx.Tx, c itemChange) (item catalogue.Item, err error) {
	if c.Price != nil {
		if item, err = v.Catalogue.SetPrice(ctx, tx, v.person.Distributor, c.SKU, *c.Price); err != nil {
			return item, err
		}
	}
	switch {
	case c.Stock != nil:
		return v.Catalogue.SetStock(ctx, tx, v.person.Distributor, c.SKU, *c.Stock)
	case c.Added != nil:
		return v.Catalogue.AddStock(ctx, tx, v.person.Distributor, c.SKU, *c.Added)
	}
	return item, nil
}

// pressKeep leaves everything as it is.
func (v *visit) pressKeep(ctx context.Context, _ []string) error {
	if v.state.Changes == nil {
		return v.stale(ctx)
	}
	v.state.Changes = nil
	v.show(bot.Card{Text: v.text("distributor.kept", nil), Key: changeKey, InPlace: v.pressed()})
	return nil
}
