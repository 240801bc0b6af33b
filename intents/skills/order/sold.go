package order

import (
	"context"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/sales"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// soldAs is the goods of a file of the person's shop that a line is of; none where it is of nobody's.
func soldAs(said meaning.Line) []meaning.Sold {
	if said.Sold == (meaning.Sold{}) {
		return nil
	}
	return []meaning.Sold{said.Sold}
}

// soldOf are the goods of files of the person's shop that stand in the open draft, and in those for other times.
func soldOf(m *remembered) (all []meaning.Sold) {
	for _, d := range append([]draft{*m.Draft}, m.Later...) {
		for _, l := range d.Lines {
			all = append(all, l.Sold...)
		}
	}
	return all
}

// match remembers which item the goods of the person's shop are that a line is of.
func match(sk *skill, t *dialogue.Turn, l line, item catalogue.Item) {
	if len(l.Sold) == 0 {
		return
	}
	goods := refs(l.Sold)
	t.Toast("order.matched", dialogue.View{"SKU": item.SKU})
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		return sk.Sales.Matched(ctx, tx, sales.SellerID(t.Person.ID), goods, item.ID, t.Now)
	})
}

// fetch remembers for which orders of the person's shop the draft that is being placed is.
func fetch(ctx context.Context, tx pgx.Tx, sk *skill, t *dialogue.Turn) error {
	var goods []sales.Fetched
	for _, l := range memory.Of(t).Draft.Lines {
		for _, ref := range refs(l.Sold) {
			goods = append(goods, sales.Fetched{Ref: ref, Item: l.Item})
		}
	}
	if len(goods) == 0 {
		return nil
	}
	return sk.Sales.Fetch(ctx, tx, sales.SellerID(t.Person.ID), int64(t.ID()), goods, t.Now)
}

func refs(sold []meaning.Sold) []sales.Ref {
	all := make([]sales.Ref, 0, len(sold))
	for _, s := range sold {
		all = append(all, sales.Ref{File: s.File, Place: s.Place})
	}
	return all
}

// settle puts an item in the place of words that nobody knew the goods of, or of what goods of the person's shop were taken for.
func settle(ctx context.Context, sk *skill, t *dialogue.Turn, c meaning.Settle) error {
	d := memory.Of(t).Draft
	if d == nil || c.N > len(d.Lines) || d.Lines[c.N-1].Item != 0 && len(d.Lines[c.N-1].Sold) == 0 {
		return t.Stale(ctx)
	}
	found, err := sk.goods.lookUp(ctx, []meaning.Line{c.Line})
	if err != nil {
		return err
	}
	l, known := &d.Lines[c.N-1], found[0]
	read(t, known.items...)
	if known.certain {
		match(sk, t, *l, known.items[0])
		d.choose(c.N-1, known.items[0])
	} else {
		*l = line{Words: l.Words, Quantity: l.Quantity, Unit: l.Unit, From: l.From, Sold: l.Sold}
		for _, i := range known.items {
			l.Choices = append(l.Choices, i.ID)
		}
	}
	touch(t)
	return sk.showDraft(ctx, t)
}
