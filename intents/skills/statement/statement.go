// Package statement is the skill of money between sellers and distributors: what was handed over in which days, paid and owed, told to
// both sides alike.
package statement

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// Services is what the skill needs.
type Services struct {
	Orders    *pickup.Orders
	People    *bot.People
	Documents *bot.Documents
}

type skill struct{ Services }

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:   "statement",
		Serves: []dialogue.Served{dialogue.Serve(sk.statement), dialogue.Serve(sk.export), dialogue.Serve(sk.payment)},
		Presses: map[string]dialogue.Press{
			"bill": sk.pressBill, "bills": sk.pressBills, "billx": sk.pressWorkbook, "pay": sk.pressPay, "payee": sk.pressPayee, "payother": sk.pressAnyway,
			"paid": sk.pressPaid, "unpaid": sk.pressUnpaid, "agreed": sk.pressAnswer(true), "object": sk.pressAnswer(false),
		},
		Forget: func(t *dialogue.Turn) { *memory.Of(t) = remembered{} }, // of the books before
		Slashes: []dialogue.Slash{{
			Word: "statement", Bare: func(ctx context.Context, t *dialogue.Turn) error { return t.Do(ctx, meaning.Statement{}) },
			Means: func(words string) meaning.Command { return meaning.Statement{Words: meaning.Said(words)} },
		}},
		Help: []dialogue.HelpButton{{Rank: 55, Key: "help.button.statement", Verb: "bill"}},
	}
}

// Whose orders a statement is of, as buttons carry it.
const (
	mine    = "m" // what the person fetched
	shops   = "d" // what the person's distributor handed over
	village = "v" // what all distributors handed over, for organisers
)

// asked is which statement is wanted.
type asked struct {
	whose string
	days  pickup.Days
	with  int64 // the number of the only distributor or seller on the other side; 0: all
}

// usual is the one that a person wants who says nothing else: this month so far.
func usual(t *dialogue.Turn) asked {
	a := asked{whose: mine, days: pickup.Days{From: firstOf(t.Now), To: measure.Midnight(t.Now)}}
	switch {
	case t.Person.Role == bot.Distributor && t.Person.Distributor != "":
		a.whose = shops
	case t.Person.Role == bot.Organiser:
		a.whose = village
	}
	return a
}

// firstOf is the first day of the month of t.
func firstOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
}

// dayLayout is how buttons write a day; everlasting stands where there is no first.
const (
	dayLayout   = "060102"
	everlasting = "0"
)

// args are what a button carries of a statement.
func (a asked) args() []any {
	from := everlasting
	if !a.days.From.IsZero() {
		from = a.days.From.Format(dayLayout)
	}
	args := []any{a.whose, from, a.days.To.Format(dayLayout)}
	if a.with != 0 {
		args = append(args, a.with)
	}
	return args
}

// read reads what a button carries. ok is false for what none of ours does.
func read(args []string, zone *time.Location) (a asked, ok bool) {
	if len(args) < 3 || len(args) > 4 {
		return a, false
	}
	a.whose = args[0]
	to, err := time.ParseInLocation(dayLayout, args[2], zone)
	a.days.To = to
	if args[1] != everlasting && err == nil {
		a.days.From, err = time.ParseInLocation(dayLayout, args[1], zone)
	}
	if len(args) == 4 && err == nil {
		a.with, err = strconv.ParseInt(args[3], 10, 64)
	}
	return a, err == nil
}

// books are those of a statement of the person's own. ok is false where the person may not see it.
func (sk *skill) books(ctx context.Context, t *dialogue.Turn, a asked) (b pickup.Books, ok bool, err error) {
	me := pickup.SellerID(t.Person.ID)
	switch {
	case a.whose == mine && a.with == 0:
		return pickup.SellersBooks(me), true, nil
	case a.whose == mine:
		return pickup.Between(me, pickup.DistributorID(a.with)), true, nil
	case a.whose != shops || t.Person.Role != bot.Distributor:
		return b, false, nil
	}
	shop, err := sk.Orders.DistributorNamed(ctx, t.Person.Distributor)
	switch {
	case errors.Is(err, pickup.ErrNoDistributor):
		return b, false, nil
	case err != nil:
		return b, false, err
	case a.with == 0:
		return pickup.DistributorsBooks(shop), true, nil
	}
	return pickup.Between(pickup.SellerID(a.with), shop), true, nil
}

// statement shows what was handed over in the days that were named, with the one who was named or with all.
func (sk *skill) statement(ctx context.Context, t *dialogue.Turn, c meaning.Statement) error {
	a := usual(t)
	if to, err := time.ParseInLocation(time.DateOnly, c.To.Value, t.Now.Location()); err == nil {
		a.days.To, a.days.From = to, time.Time{}
		if from, err := time.ParseInLocation(time.DateOnly, c.From.Value, t.Now.Location()); err == nil {
			a.days.From = from
		}
	}
	show := sk.show
	if c.Sheet {
		show = sk.sendStatement
	}
	if a.whose == village {
		return show(ctx, t, a)
	}
	others, err := sk.others(ctx, t, a.whose)
	if err != nil {
		return err
	}
	switch words, found := meant(c.Distributor, c.Person, c.Words, others); {
	case len(found) == 1:
		a.with = found[0].id
	case words != "":
		return sk.showOthers(ctx, t, a, doubted{words, len(found) > 1})
	}
	return show(ctx, t, a)
}

func (sk *skill) pressBill(ctx context.Context, t *dialogue.Turn, args []string) error {
	if len(args) == 0 {
		return sk.show(ctx, t, usual(t))
	}
	a, ok := read(args, t.Now.Location())
	if !ok {
		return t.Stale(ctx)
	}
	return sk.show(ctx, t, a)
}

func (sk *skill) pressBills(ctx context.Context, t *dialogue.Turn, args []string) error {
	a, ok := read(args, t.Now.Location())
	if !ok {
		return t.Stale(ctx)
	}
	return sk.showOthers(ctx, t, a, doubted{})
}

// show shows a statement.
func (sk *skill) show(ctx context.Context, t *dialogue.Turn, a asked) error {
	if a.whose == village {
		return sk.showVillage(ctx, t, a)
	}
	b, ok, err := sk.books(ctx, t, a)
	if err != nil {
		return err
	}
	if !ok {
		return t.Stale(ctx)
	}
	s := sheet{asked: a}
	s.other, ok, err = sk.nameOf(ctx, t, a)
	switch {
	case err != nil:
		return err
	case !ok:
		return t.Stale(ctx)
	}
	if err := sk.fill(ctx, &s, b, t.Now); err != nil {
		return err
	}
	showStatement(t, s)
	return nil
}

// linesShown is how many orders a card lists one by one; of more it shows the days, and of many days the months.
const (
	linesShown = 12
	daysShown  = 31
)

// fill reads the accounts and orders of a statement.
func (sk *skill) fill(ctx context.Context, s *sheet, b pickup.Books, now time.Time) (err error) {
	if s.accounts, err = sk.accounts(ctx, s.asked, b); err != nil {
		return err
	}
	if s.waiting, err = sk.Orders.UnansweredPayments(ctx, b, waitingShown); err != nil {
		return err
	}
	if s.orders() <= linesShown {
		s.handed, err = sk.Orders.HandedOver(ctx, b, s.days)
		return err
	}
	first := s.days.From
	if first.IsZero() {
		if first, err = sk.Orders.First(ctx, b); err != nil {
			return err
		}
	}
	last := slices.MinFunc([]time.Time{s.days.To, measure.Midnight(now)}, time.Time.Compare)
	s.monthly = measure.DaysBetween(first, last) >= daysShown
	s.sums, err = sk.Orders.Sums(ctx, b, s.days, starts(first, last, s.monthly))
	return err
}

// starts are the days, or the first days of months, from one to another.
func starts(first, last time.Time, monthly bool) (all []time.Time) {
	for day := first; !day.After(last); {
		all = append(all, day)
		if monthly {
			day = firstOf(day).AddDate(0, 1, 0)
		} else {
			day = day.AddDate(0, 0, 1)
		}
	}
	return all
}

// accounts gives what stands between the two sides, each account with what the other side is called.
func (sk *skill) accounts(ctx context.Context, a asked, b pickup.Books) ([]account, error) {
	read, err := sk.Orders.Accounts(ctx, b, a.days)
	if err != nil {
		return nil, err
	}
	names := map[bot.PersonID]string{}
	if a.whose == shops {
		if names, err = sk.People.Called(ctx, sellersOf(read)); err != nil {
			return nil, err
		}
	}
	all := make([]account, len(read))
	for i, one := range read {
		all[i] = account{Account: one, with: int64(one.Distributor), name: one.Name}
		if a.whose == shops {
			all[i].with, all[i].name = int64(one.Seller), names[bot.PersonID(one.Seller)]
		}
	}
	return all, nil
}

func sellersOf(all []pickup.Account) []bot.PersonID {
	ids := make([]bot.PersonID, len(all))
	for i, a := range all {
		ids[i] = bot.PersonID(a.Seller)
	}
	return ids
}

// showOthers shows the other sides one by one, each with a button for its own statement.
func (sk *skill) showOthers(ctx context.Context, t *dialogue.Turn, a asked, doubt doubted) error {
	a.with = 0
	b, ok, err := sk.books(ctx, t, a)
	if err != nil {
		return err
	}
	if !ok {
		return t.Stale(ctx)
	}
	accounts, err := sk.accounts(ctx, a, b)
	if err != nil {
		return err
	}
	showAccounts(t, sheet{asked: a, accounts: accounts}, doubt)
	return nil
}

// showVillage shows an organiser what each distributor handed over.
func (sk *skill) showVillage(ctx context.Context, t *dialogue.Turn, a asked) error {
	if t.Person.Role != bot.Organiser {
		return t.Stale(ctx)
	}
	all, err := sk.Orders.Turnovers(ctx, a.days)
	if err != nil {
		return err
	}
	showTurnovers(t, a, all)
	return nil
}
