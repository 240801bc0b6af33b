package stock

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
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
	// Message is that turn's.
	Message int64 `json:"message,omitempty"`
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

// tell takes in what a turn says of the item's stock. What an earlier turn said of the same is replaced, so that a correction
// does not count twice; in one turn what came and what went add up, and a total holds whatever came.
func (c *itemChange) tell(turn bot.TurnID, message int64, n int, step meaning.Step) {
	before := c.Added
	if c.By != turn {
		before = nil
	}
	c.Stock, c.Added, c.By, c.Message = nil, &n, turn, message
	switch step {
	case meaning.Whole:
		c.Stock, c.Added = &n, nil
		return
	case meaning.Down:
		n = -n
	}
	if before != nil {
		n += *before
	}
}

// propose takes a change of an item in, and shows everything that would change; the tap changes it.
func (sk *skill) propose(ctx context.Context, t *dialogue.Turn, item catalogue.Item, change func(*itemChange)) error {
	m := memory.Of(t)
	if m.Changes == nil {
		m.Changes = &changes{}
	}
	c := m.Changes
	c.Rev, m.Told = t.ID(), item.SKU
	told := c.of(item)
	change(told)
	if went := -views.Known(told.Added); went > item.Stock {
		t.Say("distributor.short", views.Item(t.Lang, item, dialogue.View{"N": went}))
		c.List = slices.DeleteFunc(c.List, func(o itemChange) bool { return o.Item == item.ID })
	}
	if len(c.List) == 0 {
		m.Changes = nil
		return nil
	}
	return sk.showChanges(ctx, t)
}

// showChanges shows everything that would change.
func (sk *skill) showChanges(ctx context.Context, t *dialogue.Turn) error {
	c := memory.Of(t).Changes
	ids := make([]catalogue.ItemID, len(c.List))
	for i, o := range c.List {
		ids[i] = o.Item
	}
	items, err := sk.Catalogue.Items(ctx, ids)
	if err != nil {
		return err
	}
	t.Show(bot.Card{
		Text: t.Text("distributor.propose", dialogue.View{"Items": changeViews(t, c.List, items)}), Key: changeKey,
		Buttons: [][]bot.Button{dialogue.Row(
			dialogue.Once(t.Button("distributor.button.set", nil, "change", c.Rev)), t.Button("distributor.button.keep", nil, "keep"),
		)},
	})
	return nil
}

// changeViews are changes as the sentences want them, with who was served by each that is made; of an item that is gone there is
// nothing to show.
func changeViews(t *dialogue.Turn, list []itemChange, items []catalogue.Item, served ...waits.Served) (out []dialogue.View) {
	for n, c := range list {
		i := slices.IndexFunc(items, func(i catalogue.Item) bool { return i.ID == c.Item })
		if i < 0 {
			continue
		}
		shown := views.Item(t.Lang, items[i], dialogue.View{
			"HasStock": c.Stock != nil, "NewStock": views.Known(c.Stock), "HasAdded": c.Added != nil, "Added": views.Known(c.Added),
			"After": items[i].Stock + views.Known(c.Added), "HasPrice": c.Price != nil, "NewPrice": items[i].Price,
			"Told": 0, "Held": 0,
		})
		if c.Price != nil {
			shown["NewPrice"] = *c.Price
		}
		if n < len(served) {
			shown["Told"], shown["Held"] = served[n].People, served[n].Held
		}
		out = append(out, shown)
	}
	return out
}

// pressChange sets all that the card showed, or nothing.
func (sk *skill) pressChange(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	c := memory.Of(t).Changes
	if !ok || c == nil || c.Rev != bot.TurnID(turn) || t.Person.Distributor == "" {
		return t.Stale(ctx)
	}
	// Everybody changes items in the same order, so nobody waits for one who waits for them.
	slices.SortFunc(c.List, func(a, b itemChange) int { return cmp.Compare(a.Item, b.Item) })
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		items, served := make([]catalogue.Item, len(c.List)), make([]waits.Served, len(c.List))
		for i, o := range c.List {
			var err error
			if items[i], err = sk.apply(ctx, t, tx, o); err != nil {
				return err
			}
			if served[i], err = sk.Serve(ctx, tx, o.Item); err != nil {
				return err
			}
			items[i].Stock -= served[i].Held
		}
		m := memory.Of(t)
		m.Changes = nil
		m.count(c.List)
		t.Toast("distributor.set.notice", nil)
		t.Show(bot.Card{Text: t.Text("distributor.set", dialogue.View{"Items": changeViews(t, c.List, items, served...)}), Key: changeKey, InPlace: true})
		return nil
	})
	return nil
}

// mostCounted is how many changes are remembered for messages that may still be corrected.
const mostCounted = 10

// count remembers what was added or taken off; of the same message and item it adds up.
func (r *remembered) count(list []itemChange) {
	for _, c := range list {
		if c.Added == nil {
			continue
		}
		n := *c.Added
		r.Counted = slices.DeleteFunc(r.Counted, func(o itemChange) bool {
			same := o.Message == c.Message && o.Item == c.Item
			if same {
				n += *o.Added
			}
			return same
		})
		c.Added, c.Price = &n, nil
		r.Counted = append(r.Counted, c)
	}
	r.Counted = r.Counted[max(0, len(r.Counted)-mostCounted):]
}

// counted is how many pieces of an item a message that is now corrected has added already, below 0 taken off.
func (r *remembered) counted(m bot.Message, item catalogue.ItemID) int {
	i := slices.IndexFunc(r.Counted, func(c itemChange) bool { return m.Edited && c.Message == m.ID && c.Item == item })
	if i < 0 {
		return 0
	}
	return *r.Counted[i].Added
}

// corrected is by how much a stock must still change where so many pieces were to be added or taken off, and counted were already.
func corrected(n int, step meaning.Step, counted int) (int, meaning.Step) {
	if step == meaning.Down {
		n = -n
	}
	if n -= counted; n < 0 {
		return -n, meaning.Down
	}
	return n, meaning.Up
}

// apply sets or adds to a stock, sets a price, or both. The price comes first, so that the item given back tells both.
func (sk *skill) apply(ctx context.Context, t *dialogue.Turn, tx pgx.Tx, c itemChange) (item catalogue.Item, err error) {
	if c.Price != nil {
		if item, err = sk.Catalogue.SetPrice(ctx, tx, by(t), t.Person.Distributor, c.SKU, *c.Price); err != nil {
			return item, err
		}
	}
	switch {
	case c.Stock != nil:
		return sk.setTo(ctx, tx, t, c.SKU, *c.Stock)
	case c.Added != nil:
		item, err = sk.Catalogue.AddStock(ctx, tx, by(t), t.Person.Distributor, c.SKU, *c.Added)
		var reserved *catalogue.ReservedError
		if errors.As(err, &reserved) {
			err = fewerError{reserved, max(reserved.OnHand+*c.Added, 0)}
		}
	}
	return item, err
}

// setTo sets how many pieces of an item there are in all. Error: fewerError.
func (sk *skill) setTo(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, sku string, n int) (catalogue.Item, error) {
	item, err := sk.Catalogue.SetStock(ctx, tx, by(t), t.Person.Distributor, sku, n)
	var reserved *catalogue.ReservedError
	if errors.As(err, &reserved) {
		err = fewerError{reserved, n}
	}
	return item, err
}

// by is who changes an item, and when.
func by(t *dialogue.Turn) catalogue.By { return catalogue.By{Person: int64(t.Person.ID), At: t.Now} }

// pressKeep leaves everything as it is.
func (sk *skill) pressKeep(ctx context.Context, t *dialogue.Turn, _ []string) error {
	if memory.Of(t).Changes == nil {
		return t.Stale(ctx)
	}
	keep(t)
	return nil
}

// keepStock leaves everything as it is, in words.
func keepStock(_ context.Context, t *dialogue.Turn, _ meaning.KeepStock) error {
	keep(t)
	return nil
}

func keep(t *dialogue.Turn) {
	memory.Of(t).Changes = nil
	t.Show(bot.Card{Text: t.Text("distributor.kept", nil), Key: changeKey, InPlace: t.InPlace()})
}
