// Package stock is the skill of a distributor's people: what is on the shelf, what it costs, who changed that, and the pick list of a
// day.
package stock

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/paper"
	"oldhand/integrations/pickup"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// Services is what the skill needs.
type Services struct {
	Catalogue *catalogue.Catalogue
	Orders    *pickup.Orders
	People    *bot.People
	Documents *bot.Documents
	Waits     *waits.Waits
	// Serve serves those who wait for an item, of which there is more now or which costs less.
	Serve func(context.Context, pgx.Tx, catalogue.ItemID) (waits.Served, error)
	Live  views.Live
}

type skill struct{ Services }

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:   name,
		Serves: []dialogue.Served{dialogue.Serve(sk.setStock), dialogue.Serve(sk.setPrice), dialogue.Serve(keepStock), dialogue.Serve(sk.pickList), dialogue.Serve(sk.history)},
		Presses: map[string]dialogue.Press{"change": sk.pressChange, "keep": sk.pressKeep, "came": sk.pressCame, "scarce": sk.pressScarce, "ration": sk.pressRation, "sheet": sk.pressPickList,
			"sheet_xlsx": sk.pressFile("xlsx", paper.PickList.Workbook), "sheet_html": sk.pressFile("html", paper.PickList.Page)},
		Help:     []dialogue.HelpButton{{Rank: 80, Key: "help.button.sheet", Verb: "sheet", Args: []any{0}, Roles: []bot.Role{bot.Distributor}}},
		Explains: []dialogue.Explained{{Err: catalogue.ErrTooMany, Key: "distributor.how"}},
		Explain:  explain,
		Finish:   func(t *dialogue.Turn) { t.Focus.Changes = memory.Of(t).Changes != nil },
		Forget:   func(t *dialogue.Turn) { m := memory.Of(t); m.Changes, m.Counted = nil, nil }, // of the goods of the distributor before
	}
}

const name = "stock"

// remembered is what waits for a tap, and the SKU of which something was told last.
type remembered struct {
	Changes *changes `json:"changes,omitempty"`
	Told    string   `json:"told,omitempty"`
	// Counted is what was last added to stocks or taken off: a message that is corrected afterwards counts only what it says more.
	Counted []itemChange `json:"counted,omitempty"`
}

var memory = dialogue.Memory[remembered](name)

// setStock asks a distributor's person to confirm what is on the shelf, or what came in or went.
func (sk *skill) setStock(ctx context.Context, t *dialogue.Turn, c meaning.Stock) error {
	if !c.Stock.Given() || c.Stock.Value < 0 || c.Doubtful {
		t.Say("distributor.how", nil)
		return nil
	}
	item, ok, err := sk.ownItem(ctx, t, c.Line)
	if err != nil || !ok {
		return err
	}
	if c.When.Given() {
		tellComing(t, item, c)
		return nil
	}
	n, step := c.Stock.Value, c.Step
	if counted := memory.Of(t).counted(t.Message(), item.ID); counted != 0 && step != meaning.Whole {
		if n, step = corrected(n, step, counted); n == 0 {
			t.Say("distributor.counted", views.Item(t.Lang, item, nil))
			return nil
		}
	}
	return sk.propose(ctx, t, item, func(change *itemChange) { change.tell(t.ID(), t.MessageID(), n, step) })
}

// tellComing answers a distributor's person whose goods are still to come. They count once they are there: the button
// says that they are, and leads to the card that adds them.
func tellComing(t *dialogue.Turn, item catalogue.Item, c meaning.Stock) {
	memory.Of(t).Told = item.SKU
	due, _ := pickup.ReadWhen(c.When.Value, t.Now.Location())
	told := views.Item(t.Lang, item, dialogue.View{"N": c.Stock.Value, "Due": views.When(due, t.Now)})
	came := dialogue.Once(t.Button("distributor.button.came", told, "came", item.SKU, c.Stock.Value))
	t.Say("distributor.coming", told, dialogue.Row(came))
}

// pressCame proposes to add what has come.
func (sk *skill) pressCame(ctx context.Context, t *dialogue.Turn, args []string) error {
	n, ok := dialogue.Number(args, 1)
	if !ok || n <= 0 {
		return t.Stale(ctx)
	}
	return sk.setStock(ctx, t, meaning.Stock{
		Line: meaning.Line{SKU: meaning.Said(args[0])}, Stock: meaning.Said(n), Step: meaning.Up,
	})
}

// setPrice asks a distributor's person to confirm a price. A change of half the price or more was rather the new price,
// so it is asked for again.
func (sk *skill) setPrice(ctx context.Context, t *dialogue.Turn, c meaning.Price) error {
	if !c.Price.Given() || c.Price.Value <= 0 || c.Doubtful {
		t.Say("distributor.how", nil)
		return nil
	}
	item, ok, err := sk.ownItem(ctx, t, c.Line)
	if err != nil || !ok {
		return err
	}
	if c.Step != meaning.Whole && 2*c.Price.Value >= item.Price {
		t.Say("distributor.how", nil)
		return nil
	}
	price := stepped(item.Price, c)
	return sk.propose(ctx, t, item, func(change *itemChange) { change.Price = &price })
}

// stepped is what a price becomes.
func stepped(price measure.Fen, c meaning.Price) measure.Fen {
	switch c.Step {
	case meaning.Up:
		return price + c.Price.Value
	case meaning.Down:
		return price - c.Price.Value
	}
	return c.Price.Value
}

const (
	// likeRead is how many hits of a search are looked through for the person's own items.
	likeRead = 100
	// likeEnough is how much of the best hit's score another must have to be meant by the same words.
	likeEnough = 0.95
)

// ownItem finds the person's own item that is spoken of, by its SKU, by its words, or as the one told of last. It says so
// where there is none.
func (sk *skill) ownItem(ctx context.Context, t *dialogue.Turn, l meaning.Line) (item catalogue.Item, ok bool, err error) {
	if t.Person.Role != bot.Distributor || t.Person.Distributor == "" {
		t.Say("distributor.notyours", nil)
		return item, false, nil
	}
	sku := l.SKU.Value
	if !l.Named() {
		sku = memory.Of(t).Told
	}
	if sku == "" {
		return sk.ownItemLike(ctx, t, l.Item.Value)
	}
	items, err := sk.Catalogue.BySKU(ctx, sku)
	if err != nil {
		return item, false, err
	}
	if items = own(t, items); len(items) == 0 {
		t.Say("distributor.nosuch", dialogue.View{"SKU": sku, "Distributor": t.Person.Distributor})
		return item, false, nil
	}
	return items[0], true, nil
}

// own keeps the items of the person's distributor.
func own(t *dialogue.Turn, items []catalogue.Item) []catalogue.Item {
	return slices.DeleteFunc(items, func(i catalogue.Item) bool { return !strings.EqualFold(i.Distributor, t.Person.Distributor) })
}

// ownItemLike finds the person's only item that fits words; which of several is meant takes a SKU.
func (sk *skill) ownItemLike(ctx context.Context, t *dialogue.Turn, words string) (item catalogue.Item, ok bool, err error) {
	var items []catalogue.Item
	if words != "" {
		result, err := sk.Catalogue.Find(ctx, catalogue.Query{Text: words, Limit: likeRead})
		if err != nil {
			return item, false, err
		}
		for _, h := range result.Hits {
			if !result.Near && h.Score >= likeEnough*result.Hits[0].Score {
				items = append(items, h.Item)
			}
		}
	}
	if items = own(t, items); len(items) != 1 {
		t.Say("distributor.how", nil)
		return item, false, nil
	}
	return items[0], true, nil
}
