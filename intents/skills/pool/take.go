package pool

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pools"
	"oldhand/intents/dialogue"
	"oldhand/intents/views"
)

// pressOpen opens the pool that the card showed. Where that cannot be any more, it is proposed again as it could, or the pool is shown that
// somebody else has opened.
func (sk *skill) pressOpen(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	if m := memory.Of(t); !ok || m.Turn != bot.TurnID(turn) {
		return t.Stale(ctx)
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		w := memory.Of(t).Proposal
		*memory.Of(t) = remembered{}
		p, err := sk.Pools.Open(ctx, tx, int64(t.ID()), seller(t), w, t.Now)
		return sk.taken(ctx, tx, t, p, w, err)
	})
	return nil
}

// pressJoin has the person take part with so many pieces in all; the button says how many, so a second tap adds nothing.
func (sk *skill) pressJoin(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	pieces, fine := dialogue.Number(args, 1)
	if !ok || !fine || pieces < 1 {
		return t.Stale(ctx)
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		p, err := sk.Pools.Join(ctx, tx, int64(t.ID()), seller(t), pools.ID(id), pieces, t.Now)
		return sk.taken(ctx, tx, t, p, pools.Proposal{Item: p.Item}, err)
	})
	return nil
}

// taken shows the pool after somebody was to take part in it as was proposed. What stands in the way is said below: nothing was done then.
func (sk *skill) taken(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, p pools.Pool, w pools.Proposal, err error) error {
	var short *pools.ShortError
	if err != nil {
		t.Below()
		t.Toast("pool.not.notice", nil)
	}
	switch {
	case errors.Is(err, pools.ErrClosed):
		explain(t, err)
		return sk.Enqueue(ctx, tx, CloseArgs{})
	case err != nil && !errors.Is(err, pools.ErrOpen) && !errors.Is(err, pools.ErrChanged) && !errors.As(err, &short):
		return err
	}
	i, e := catalogue.ItemIn(ctx, tx, w.Item)
	if e != nil {
		return e
	}
	i = i.For(int64(t.Person.ID))
	note := phrases.Text("")
	switch {
	case p.ID == 0:
		propose(t, i, w.Pieces, w.Closes)
		return nil
	case short != nil:
		note = t.Text("pool.short", views.Item(t.Lang, i, dialogue.View{"Most": short.Available}))
	case errors.Is(err, pools.ErrOpen):
		note = t.Text("pool.open", nil)
	case err == nil:
		t.Toast("pool.in.notice", dialogue.View{"Pieces": p.Mine})
		if err := sk.tellReached(ctx, tx, t, p, i); err != nil {
			return err
		}
	}
	show(t, p, i, 0, false, note)
	return nil
}

// pressLeave ends the person's part in a pool.
func (sk *skill) pressLeave(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		err := sk.Pools.Leave(ctx, tx, seller(t), pools.ID(id), t.Now)
		if errors.Is(err, pools.ErrClosed) {
			explain(t, err)
			return sk.Enqueue(ctx, tx, CloseArgs{})
		}
		if err != nil && !errors.Is(err, pools.ErrNotIn) {
			return err
		}
		t.Toast("pool.left.notice", nil)
		t.Show(bot.Card{Text: t.Text("pool.left", nil), Key: name, InPlace: t.InPlace(), Buttons: [][]bot.Button{dialogue.Row(t.Button("pool.button.list", nil, "pools"))}})
		return nil
	})
	return nil
}
