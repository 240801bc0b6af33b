package pool

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pools"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// shop is the distributor that the person works for; "" where she works for none.
func shop(t *dialogue.Turn) string {
	if t.Person.Role != bot.Distributor {
		return ""
	}
	return t.Person.Distributor
}

// mayClose says that the person may close a pool of an item before its time: its distributor's people always, who opened it once enough has come
// together.
func mayClose(t *dialogue.Turn, p pools.Pool, i catalogue.Item) bool {
	return owns(t, i) || p.Opened && p.Mine > 0 && p.Short() == 0
}

// owns says that the person works for an item's distributor.
func owns(t *dialogue.Turn, i catalogue.Item) bool {
	return shop(t) != "" && strings.EqualFold(strings.TrimSpace(shop(t)), i.Distributor)
}

// enough is whether enough has come together in a pool, as a button carries it: 1 or 0.
func enough(p pools.Pool) int {
	if p.Short() == 0 {
		return 1
	}
	return 0
}

// askClose shows what closing a pool now would do, with the tap that does just that, or that it is not the person's to close.
func askClose(t *dialogue.Turn, p pools.Pool, i catalogue.Item) {
	said := poolView(t, p, i)
	inFocus(t, p, i)
	if !mayClose(t, p, i) {
		said["Opened"] = p.Opened && p.Mine > 0
		t.Say("pool.notclosed", said, dialogue.Row(t.Button("pool.button.list", nil, "pools")))
		return
	}
	t.Show(bot.Card{Text: t.Text("pool.closing", said), Key: name, InPlace: t.InPlace(), Buttons: [][]bot.Button{dialogue.Row(
		dialogue.Once(t.Button("pool.button.close", nil, "pool_close", int64(p.ID), enough(p))), t.Button("pool.button.keepopen", nil, "pool", int64(p.ID)),
	)}})
}

// pressAskClose asks whether a pool shall be closed now.
func (sk *skill) pressAskClose(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	p, i, err := sk.look(ctx, t, pools.ID(id))
	if err == nil {
		askClose(t, p, i)
	}
	return err
}

// pressClose has a pool's time come now, if that still does what the card said; all who take part in it are told by the job that closes it.
func (sk *skill) pressClose(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	promised, said := dialogue.Number(args, 1)
	if !ok || !said {
		return t.Stale(ctx)
	}
	p, i, err := sk.look(ctx, t, pools.ID(id))
	if err != nil {
		return err
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		err := sk.Pools.CloseEarly(ctx, tx, p.ID, seller(t), shop(t), promised == 1, t.Now)
		if errors.Is(err, pools.ErrNotYours) || errors.Is(err, pools.ErrMissing) || errors.Is(err, pools.ErrChanged) { // somebody has come or left meanwhile
			if p, err = sk.Pools.Pool(ctx, tx, seller(t), p.ID); err == nil {
				askClose(t, p, i)
			}
			return err
		}
		if err != nil {
			return err
		}
		t.Show(bot.Card{Text: t.Text("pool.closednow", poolView(t, p, i)), Key: name, InPlace: t.InPlace()})
		return sk.Enqueue(ctx, tx, CloseArgs{})
	})
	return nil
}

// look reads an open pool with its item, as the person sees them.
func (sk *skill) look(ctx context.Context, t *dialogue.Turn, id pools.ID) (pools.Pool, catalogue.Item, error) {
	p, err := sk.Pools.Pool(ctx, nil, seller(t), id)
	if err != nil {
		return p, catalogue.Item{}, err
	}
	i, err := sk.Catalogue.Item(ctx, p.Item)
	return p, i.For(int64(t.Person.ID)), err
}

// tellReached tells the others who take part in a pool, once, that enough has come together.
func (sk *skill) tellReached(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, p pools.Pool, i catalogue.Item) error {
	if p.Short() > 0 {
		return nil
	}
	members, err := sk.Pools.Reached(ctx, tx, p.ID, seller(t), t.Now)
	if err != nil || len(members) == 0 {
		return err
	}
	ids := make([]bot.PersonID, len(members))
	for n, m := range members {
		ids[n] = bot.PersonID(m.Seller)
	}
	people, err := sk.People.Named(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, m := range members {
		if to, there := people[bot.PersonID(m.Seller)]; there {
			t.Push(reached(to, p, m, i, t.Now))
		}
	}
	return nil
}

// reached is what one who takes part in a pool is told when enough has come together.
func reached(to bot.Person, p pools.Pool, m pools.Member, i catalogue.Item, now time.Time) bot.Push {
	lang := dialogue.Spoken(to)
	said := views.Item(lang, i.For(int64(to.ID)), dialogue.View{
		"Pooled": p.Pooled, "Goal": p.Goal, "Closes": p.Closes.In(now.Location()), "Now": now, "Pieces": m.Pieces, "Costs": p.Price.Times(m.Pieces),
	})
	about := meaning.Focus{Pool: &meaning.Pooled{SKU: i.SKU, ID: int64(i.ID), Item: dialogue.Short(i.Title(string(lang)), 48), Taken: p.Pooled, Goal: p.Goal}}
	show := dialogue.Tap(phrases.Label(lang, "pool.button.show", nil), "pool", int64(p.ID))
	return bot.Push{
		To: to.ID, Cards: []bot.Card{{Text: phrases.Say(lang, "pool.told.reached", said), Buttons: [][]bot.Button{dialogue.Row(show)}}}, Bulk: true,
		About: dialogue.About(about), Dialogue: dialogue.Focused(about),
	}
}
