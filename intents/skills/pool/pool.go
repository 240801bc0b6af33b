// Package pool is the skill of ordering goods together: a card proposes it, a tap opens it, others join by a tap, and everybody is told what came
// of it when its time has come.
package pool

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/pools"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// Services is what the skill needs.
type Services struct {
	Catalogue *catalogue.Catalogue
	Pools     *pools.Pools
	People    *bot.People
	// Enqueue has a job done after the transaction.
	Enqueue func(ctx context.Context, tx pgx.Tx, job river.JobArgs) error
}

type skill struct{ Services }

const (
	// name is the skill's, and the key of its card.
	name = "pool"
	// choices is how many goods somebody is asked to choose from, and listed how many pools are.
	choices, listed = 6, 12
)

// memory holds the proposal that waits for its tap.
var memory = dialogue.Memory[remembered](name)

type remembered struct {
	Turn     bot.TurnID     `json:"turn,omitempty"` // that drew the card
	Proposal pools.Proposal `json:"proposal,omitzero"`
}

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	word := dialogue.SlashFor("pools", meaning.Pools{})
	word.Means = func(string) meaning.Command { return meaning.Pools{} }
	return dialogue.Skill{
		Name:   name,
		Serves: []dialogue.Served{dialogue.Serve(sk.pool), dialogue.Serve(sk.list)},
		Presses: map[string]dialogue.Press{
			"pools": sk.pressList, "pool": sk.pressShow, "poolfor": sk.pressFor, "pool_open": sk.pressOpen, "pool_join": sk.pressJoin, "pool_leave": sk.pressLeave,
			"pool_end": sk.pressAskClose, "pool_close": sk.pressClose,
		},
		Slashes:  []dialogue.Slash{word},
		Help:     []dialogue.HelpButton{{Rank: 56, Key: "pool.button.list", Verb: "pools"}},
		Explains: []dialogue.Explained{{Err: pickup.ErrPooled, Key: "pool.pooled"}},
		Explain:  explain,
	}
}

// explain answers what cannot be done with a pool.
func explain(t *dialogue.Turn, err error) bool {
	var above *pickup.CreditError
	switch {
	case errors.As(err, &above):
		t.Say("credit.over", dialogue.View{"Wanted": above.Wanted, "Left": above.Left}, dialogue.Row(t.Button("credit.button.mine", nil, "mycredit")))
	case errors.Is(err, pools.ErrClosed):
		t.Say("pool.closed", nil, dialogue.Row(t.Button("pool.button.list", nil, "pools")))
	default:
		return false
	}
	return true
}

// seller is the person as pools know them.
func seller(t *dialogue.Turn) pickup.SellerID { return pickup.SellerID(t.Person.ID) }

// pool shows the pool that words are about, with what a tap would do, or proposes one. Nothing is done by words.
func (sk *skill) pool(ctx context.Context, t *dialogue.Turn, c meaning.Pool) error {
	items, certain, err := views.Meant(ctx, sk.Catalogue, c.Line)
	switch {
	case err != nil:
		return err
	case len(items) == 0:
		t.Say("pool.none", dialogue.View{"Words": dialogue.Clip(c.Words(), 60)}, dialogue.Row(t.Button("help.button.find", nil, "find")))
		return nil
	case !certain:
		closes, _ := closing(t.Now, c)
		askWhich(t, items, c.Quantity.Value, closes)
		return nil
	}
	return sk.forItem(ctx, t, items[0].For(int64(t.Person.ID)), c)
}

// forItem shows the pool of an item with what was said of it, or proposes one.
func (sk *skill) forItem(ctx context.Context, t *dialogue.Turn, i catalogue.Item, c meaning.Pool) error {
	p, there, err := sk.Pools.OfItem(ctx, seller(t), i.ID)
	if err != nil {
		return err
	}
	pieces, unit := c.Count(measure.Goods{Unit: i.Unit, Carton: i.Carton})
	if unit != "" && unit != i.Unit {
		t.Say("pool.unit", views.Item(t.Lang, i, dialogue.View{"Said": c.Unit.Value}))
		return nil
	}
	switch {
	case there && p.Over(t.Now):
		sk.closeSoon(t)
		return pools.ErrClosed
	case there && (c.Close || c.Leave && p.Mine == 0 && owns(t, i)):
		askClose(t, p, i)
		return nil
	case there:
		show(t, p, i, wanted(p, i, c, pieces), c.Leave, "")
		return nil
	case c.Leave || c.Rest || c.Close:
		t.Say("pool.nosuch", views.Item(t.Lang, i, nil), dialogue.Row(t.Button("pool.button.list", nil, "pools")))
		return nil
	}
	closes, ok := closing(t.Now, c)
	if !ok {
		t.Say("pool.when", views.Item(t.Lang, i, nil))
		return nil
	}
	propose(t, i, pieces, closes)
	return nil
}

// wanted is the share of a pool that words ask for; 0: they say none.
func wanted(p pools.Pool, i catalogue.Item, c meaning.Pool, pieces int) int {
	switch {
	case c.Rest:
		return p.Mine + stepped(i, p.Short())
	case pieces > 0 && c.Step == meaning.Up:
		return p.Mine + pieces
	}
	return pieces
}

// stepped is the nearest number of pieces not below another that an item's steps allow.
func stepped(i catalogue.Item, pieces int) int {
	step := max(i.Multiple, 1)
	return (pieces + step - 1) / step * step
}

const (
	// usualHour is when a pool closes where only a day was said, and soonest how long one is open at least where nothing was.
	usualHour = 16
	soonest   = time.Hour
)

// closing is when a pool closes as words say it, else at the next usual hour that is not too near; ok is false where that has gone by, is not clear,
// or is too far off.
func closing(now time.Time, c meaning.Pool) (at time.Time, ok bool) {
	atUsual := func(day time.Time) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), usualHour, 0, 0, 0, day.Location())
	}
	w, said := pickup.ReadWhen(c.Until.Value, now.Location())
	switch {
	case c.UntilAsked != "":
		return at, false
	case !said:
		if at = atUsual(now); at.Sub(now) < soonest {
			at = atUsual(now.AddDate(0, 0, 1))
		}
		return at, true
	case w.HasTime:
		at = w.Time
	default:
		at = atUsual(w.Day)
	}
	return at, at.After(now) && at.Sub(now) <= pools.Longest
}

// goal is how many pieces an item's next price, or its least quantity, takes beyond some; 0: there is nothing to reach together.
func goal(i catalogue.Item, pieces int) int {
	if least := i.Orderable(0); pieces < least {
		return least
	}
	for _, t := range i.Tiers {
		if from := i.Orderable(t.From); from > pieces && t.Price < i.PriceAt(pieces) {
			return from
		}
	}
	return 0
}

// propose shows what a pool would be, with the tap that opens it, or why there is none.
func propose(t *dialogue.Turn, i catalogue.Item, pieces int, closes time.Time) {
	together := goal(i, pieces)
	said := views.Item(t.Lang, i, dialogue.View{"Pieces": pieces, "Goal": together, "GoalPrice": i.PriceAt(together), "Near": stepped(i, pieces)})
	switch {
	case pieces == 0:
		t.Say("pool.howmany", said)
	case pieces%max(i.Multiple, 1) != 0:
		t.Say("pool.steps", said, dialogue.Row(forButton(label(i.SKU, stepped(i, pieces)), i.ID, stepped(i, pieces), closes)))
	case together == 0:
		t.Say("pool.needless", said, dialogue.Row(orderButton(i, pieces)))
	case together > i.Stock:
		t.Say("pool.toofew", said, dialogue.Rows([]bot.Button{t.Button("waits.button.await", nil, "await", i.ID, together)})...)
	default:
		showProposal(t, i, pools.Proposal{Item: i.ID, Pieces: pieces, Goal: together, Price: i.PriceAt(together), Closes: closes})
	}
}

// forButton proposes a pool of an item with so many pieces, 0 where that was not said, until a time.
func forButton(label string, item catalogue.ItemID, pieces int, closes time.Time) bot.Button {
	return dialogue.Tap(label, "poolfor", int64(item), pieces, closes.Unix()/60)
}

// pressFor proposes a pool of an item, or shows the one that there is.
func (sk *skill) pressFor(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	pieces, fine := dialogue.Number(args, 1)
	minutes, timed := dialogue.Number(args, 2)
	if !ok || !fine || !timed || pieces < 0 {
		return t.Stale(ctx)
	}
	c := meaning.Pool{Line: meaning.Line{ID: meaning.Carried(int64(id))}}
	if closes := time.Unix(int64(minutes)*60, 0); closes.After(t.Now) {
		c.Until = meaning.Carried(closes.Format(time.RFC3339))
	}
	if pieces > 0 {
		c.Quantity = meaning.Carried(pieces)
	}
	return sk.pool(ctx, t, c)
}

// closeSoon has pools closed whose time has come: the job of the minute need not be waited for.
func (sk *skill) closeSoon(t *dialogue.Turn) {
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, _ *dialogue.Turn) error { return sk.Enqueue(ctx, tx, CloseArgs{}) })
}

// list shows the open pools: to a distributor's people those of their goods.
func (sk *skill) list(ctx context.Context, t *dialogue.Turn, _ meaning.Pools) error {
	all, err := sk.Pools.All(ctx, seller(t), t.Person.Distributor)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(p pools.Pool) bool { return p.Over(t.Now) }) {
		sk.closeSoon(t)
		all = slices.DeleteFunc(all, func(p pools.Pool) bool { return p.Over(t.Now) })
	}
	ids := make([]catalogue.ItemID, len(all))
	for n, p := range all {
		ids[n] = p.Item
	}
	items, err := sk.Catalogue.Items(ctx, ids) // one for each pool, in their order
	if err != nil {
		return err
	}
	showList(t, all, items)
	return nil
}

func (sk *skill) pressList(ctx context.Context, t *dialogue.Turn, _ []string) error {
	return sk.list(ctx, t, meaning.Pools{})
}

// pressShow shows one pool.
func (sk *skill) pressShow(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	p, item, err := sk.look(ctx, t, pools.ID(id))
	if err == nil {
		show(t, p, item, 0, false, "")
	}
	return err
}
