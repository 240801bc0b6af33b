package statement

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/paper"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// entriesMost is how many lines of orders a workbook holds at most.
const entriesMost = 50_000

// export sends all orders of the person, or of the person's distributor, as a workbook.
func (sk *skill) export(ctx context.Context, t *dialogue.Turn, _ meaning.Export) error {
	a := usual(t)
	if a.whose == village {
		a.whose = mine
	}
	a.days = pickup.Days{To: measure.Midnight(t.Now)}
	return sk.send(ctx, t, a, true)
}

func (sk *skill) pressWorkbook(ctx context.Context, t *dialogue.Turn, args []string) error {
	a, ok := read(args, t.Now.Location())
	if !ok {
		return t.Stale(ctx)
	}
	return sk.sendStatement(ctx, t, a)
}

// sendStatement sends a statement as a workbook.
func (sk *skill) sendStatement(ctx context.Context, t *dialogue.Turn, a asked) error {
	return sk.send(ctx, t, a, false)
}

func (sk *skill) send(ctx context.Context, t *dialogue.Turn, a asked, all bool) error {
	s, entries, ok, err := sk.collect(ctx, t, a)
	switch {
	case errors.Is(err, pickup.ErrTooMany):
		t.Say("statement.long", dialogue.View{"Most": entriesMost})
		return nil
	case err != nil:
		return err
	case !ok:
		return t.Stale(ctx)
	case len(s.accounts)+len(entries) == 0:
		t.Say("statement.empty", nil)
		return nil
	}
	data, err := s.workbook(entries, t.Lang)
	if err != nil {
		return err
	}
	said := s.view(t)
	said["All"], said["Lines"] = all, len(entries)
	name := phrases.Label(t.Lang, "statement.file", said)
	focus(t, s)
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		file, err := sk.Documents.Keep(ctx, tx, t.Person.ID, name, data)
		if err != nil {
			return err
		}
		t.Toast("statement.sent.notice", nil)
		t.Show(bot.Card{Text: t.Text("statement.sent", said), Document: &file})
		return nil
	})
	return nil
}

// collect reads what a workbook holds: the accounts and the lines of orders, of which an organiser sees none. ok is false where the
// person may not see it.
func (sk *skill) collect(ctx context.Context, t *dialogue.Turn, a asked) (s sheet, entries []pickup.Entry, ok bool, err error) {
	s.asked = a
	if a.whose == village {
		if t.Person.Role != bot.Organiser {
			return s, nil, false, nil
		}
		all, err := sk.Orders.Turnovers(ctx, a.days)
		for _, one := range all {
			s.accounts = append(s.accounts, account{name: one.Name, Account: pickup.Account{
				Orders: one.Orders, HandedOver: one.HandedOver, Open: one.Open, OpenTotal: one.OpenTotal,
			}})
		}
		return s, nil, true, err
	}
	b, ok, err := sk.books(ctx, t, a)
	if err != nil || !ok {
		return s, nil, false, err
	}
	if s.other, ok, err = sk.nameOf(ctx, t, a); err != nil || !ok {
		return s, nil, false, err
	}
	if s.accounts, err = sk.accounts(ctx, a, b); err != nil {
		return s, nil, false, err
	}
	if entries, err = sk.Orders.Entries(ctx, b, a.days, entriesMost); err != nil {
		return s, nil, false, err
	}
	s.names, err = sk.namesIn(ctx, a, entries)
	return s, entries, true, err
}

// namesIn are what the sellers of orders are called, where they are the other side.
func (sk *skill) namesIn(ctx context.Context, a asked, entries []pickup.Entry) (map[bot.PersonID]string, error) {
	if a.whose == mine {
		return nil, nil
	}
	var ids []bot.PersonID
	for _, e := range entries {
		if id := bot.PersonID(e.Seller); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return sk.People.Called(ctx, ids)
}

// workbook is a statement as a person gets it to keep.
func (s sheet) workbook(entries []pickup.Entry, lang phrases.Lang) ([]byte, error) {
	book := paper.Statement{With: phrases.Label(lang, "statement.with", dialogue.View{"Whose": s.whose}), Debts: s.whose != village}
	for _, a := range s.accounts {
		var one sums
		one.add(a.Account)
		book.Sums = append(book.Sums, paper.StatementSum{
			With: s.called(lang, a.name), Orders: one.Orders, HandedOver: one.HandedOver, OwedBefore: one.OwedBefore, AheadBefore: one.AheadBefore,
			Paid: one.Paid, Owed: one.Owed, Ahead: one.Ahead, Stated: one.Stated, Open: one.Open, OpenSum: one.OpenTotal,
		})
	}
	for _, e := range entries {
		with := phrases.Name(lang, e.Distributor)
		if s.whose == shops {
			with = s.names[bot.PersonID(e.Seller)]
		}
		book.Rows = append(book.Rows, row(e, with, lang))
	}
	return book.Workbook(phrases.Labels(lang))
}

func row(e pickup.Entry, with string, lang phrases.Lang) paper.StatementRow {
	r := paper.StatementRow{
		Order: int64(e.Order), Placed: e.PlacedAt.Format(time.DateOnly), With: with, SKU: e.SKU, Title: title(e, lang),
		Status:   phrases.Label(lang, "statement.status", dialogue.View{"HandedOver": e.HandedOver, "Open": e.ClosedAt == nil}),
		Quantity: e.Quantity, Unit: views.UnitIn(lang, e.Unit), Price: e.Price, Sum: e.Total,
	}
	if e.ClosedAt != nil {
		r.Closed = e.ClosedAt.Format(time.DateOnly)
	}
	if e.HandedOver {
		r.HandedOver = e.Total
	}
	return r
}

// title is what a line was called in a language.
func title(e pickup.Entry, lang phrases.Lang) string {
	if lang == phrases.Chinese {
		return cmp.Or(e.TitleZH, e.TitleEN)
	}
	return cmp.Or(e.TitleEN, e.TitleZH)
}
