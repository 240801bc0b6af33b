package statement

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// proposed is a payment that was said and that no tap has stated yet.
type proposed struct {
	Turn   bot.TurnID  `json:"turn"` // that proposed it
	N      int         `json:"n"`    // which of the turn's
	Whose  string      `json:"whose"`
	With   int64       `json:"with,omitempty"` // 0: nobody knows yet
	Amount measure.Fen `json:"amount"`
	On     string      `json:"on"` // a day
}

// remembered are the payments that wait for a tap, the latest last.
type remembered struct {
	Proposed []proposed `json:"proposed,omitempty"`
}

var memory = dialogue.Memory[remembered]("statement")

// mostProposed is how many payments wait for a tap at once.
const mostProposed = 5

// payment proposes to state what the person says was paid.
func (sk *skill) payment(ctx context.Context, t *dialogue.Turn, c meaning.Payment) error {
	if c.Amount.Value <= 0 || c.Amount.Value > pickup.MaxPayment {
		t.Say("payment.amount", nil)
		return nil
	}
	p := proposed{Turn: t.ID(), Whose: usual(t).whose, Amount: c.Amount.Value, On: t.Now.Format(time.DateOnly)}
	if p.Whose == village {
		p.Whose = mine
	}
	if c.On.Given() && c.On.Value < p.On {
		p.On = c.On.Value
	}
	others, err := sk.others(ctx, t, p.Whose)
	if err != nil {
		return err
	}
	words, found := meant(c.Distributor, c.Person, c.Words, others)
	if len(found) == 1 {
		p.With = found[0].id
	}
	p = remember(t, p)
	if p.With != 0 {
		return sk.propose(ctx, t, p, true)
	}
	return sk.askWhom(ctx, t, p, doubted{words, len(found) > 1}, found)
}

// remember keeps a proposed payment, and forgets the oldest of many.
func remember(t *dialogue.Turn, p proposed) proposed {
	m := memory.Of(t)
	for _, known := range m.Proposed {
		if known.Turn == p.Turn {
			p.N = max(p.N, known.N+1)
		}
	}
	m.Proposed = append(m.Proposed, p)
	m.Proposed = m.Proposed[max(0, len(m.Proposed)-mostProposed):]
	return p
}

// waiting finds the proposed payment that a button is of.
func waiting(t *dialogue.Turn, args []string) (*proposed, bool) {
	turn, ok := dialogue.Number(args, 0)
	n, fine := dialogue.Number(args, 1)
	if !ok || !fine {
		return nil, false
	}
	m := memory.Of(t)
	i := slices.IndexFunc(m.Proposed, func(p proposed) bool { return p.Turn == bot.TurnID(turn) && p.N == n })
	if i < 0 {
		return nil, false
	}
	return &m.Proposed[i], true
}

func (p proposed) args(more ...any) []any { return append([]any{p.Turn, p.N}, more...) }

// key is the card that a proposed payment stands on.
func (p proposed) key() string { return "payment " + p.On + p.Amount.String() }

// askWhom asks who paid, or who was paid: those who may be meant, else those with whom something is owed.
func (sk *skill) askWhom(ctx context.Context, t *dialogue.Turn, p proposed, doubt doubted, found []other) error {
	if len(found) == 0 {
		a := usual(t)
		a.whose = p.Whose
		b, ok, err := sk.books(ctx, t, a)
		if err != nil {
			return err
		}
		if ok {
			accounts, err := sk.accounts(ctx, a, b)
			if err != nil {
				return err
			}
			for _, one := range accounts {
				found = append(found, other{id: one.with, name: one.name})
			}
		}
	}
	var buttons []bot.Button
	for _, o := range found[:min(len(found), accountButtons)] {
		buttons = append(buttons, dialogue.Tap(asked{whose: p.Whose}.called(t.Lang, o.name), "payee", p.args(o.id)...))
	}
	said := dialogue.View{"Whose": p.Whose, "Amount": p.Amount, "Named": dialogue.Short(doubt.words, nameShown), "Several": doubt.several, "Any": len(buttons) > 0}
	t.Show(bot.Card{Text: t.Text("payment.whom", said), Key: p.key(), Buttons: dialogue.Rows(buttons)})
	return nil
}

// pressPayee proposes a payment with whom it was.
func (sk *skill) pressPayee(ctx context.Context, t *dialogue.Turn, args []string) error {
	p, ok := waiting(t, args)
	with, fine := dialogue.Number(args, 2)
	if !ok || !fine {
		return t.Stale(ctx)
	}
	p.With = int64(with)
	return sk.propose(ctx, t, *p, true)
}

// pressPay proposes to state that all that is owed was paid.
func (sk *skill) pressPay(ctx context.Context, t *dialogue.Turn, args []string) error {
	a, ok := read(args, t.Now.Location())
	if !ok || a.with == 0 {
		return t.Stale(ctx)
	}
	p := proposed{Turn: t.ID(), Whose: a.whose, With: a.with, On: t.Now.Format(time.DateOnly)}
	of, ok, err := sk.account(ctx, t, p)
	switch {
	case err != nil:
		return err
	case !ok || of.Owed() <= 0:
		return sk.show(ctx, t, a)
	}
	p.Amount = of.Owed()
	t.Below()
	return sk.propose(ctx, t, remember(t, p), true)
}

// pressAnyway proposes a payment although another may be the same.
func (sk *skill) pressAnyway(ctx context.Context, t *dialogue.Turn, args []string) error {
	p, ok := waiting(t, args)
	if !ok || p.With == 0 {
		return t.Stale(ctx)
	}
	return sk.propose(ctx, t, *p, false)
}

// account is what stands between the person and the other side of a payment today, with what the other side is called. ok is false
// where there is no such side.
func (sk *skill) account(ctx context.Context, t *dialogue.Turn, p proposed) (of account, ok bool, err error) {
	a := asked{whose: p.Whose, with: p.With, days: pickup.Days{To: measure.Midnight(t.Now)}}
	b, ok, err := sk.books(ctx, t, a)
	if err != nil || !ok {
		return of, false, err
	}
	name, ok, err := sk.nameOf(ctx, t, a)
	if err != nil || !ok {
		return of, false, err
	}
	all, err := sk.accounts(ctx, a, b)
	if err != nil {
		return of, false, err
	}
	if len(all) == 1 {
		return all[0], true, nil
	}
	of = account{with: p.With, name: name}
	if p.Whose == mine {
		of.Seller, of.Distributor, of.Name = pickup.SellerID(t.Person.ID), pickup.DistributorID(p.With), name
		return of, true, nil
	}
	of.Seller, of.Name = pickup.SellerID(p.With), t.Person.Distributor
	of.Distributor, err = sk.Orders.DistributorNamed(ctx, t.Person.Distributor)
	return of, err == nil, err
}

// side is the person's own of a payment.
func (p proposed) side() pickup.Side {
	if p.Whose == shops {
		return pickup.DistributorsSide
	}
	return pickup.SellersSide
}

// stated is the payment as the person would state it.
func (p proposed) stated(t *dialogue.Turn, of account) (pickup.Payment, error) {
	on, err := time.ParseInLocation(time.DateOnly, p.On, t.Now.Location())
	return pickup.Payment{
		Seller: of.Seller, Distributor: of.Distributor, Name: of.Name, Amount: p.Amount, On: on, Side: p.side(), Person: int64(t.Person.ID),
	}, err
}

// propose shows a payment with a button that states it. What the other side has stated already is rather to be answered; careful: it is
// looked for.
func (sk *skill) propose(ctx context.Context, t *dialogue.Turn, p proposed, careful bool) error {
	of, ok, err := sk.account(ctx, t, p)
	if err != nil {
		return err
	}
	if !ok {
		return t.Stale(ctx)
	}
	paid, err := p.stated(t, of)
	if err != nil {
		return err
	}
	like, err := sk.Orders.LikePayments(ctx, paid)
	if err != nil {
		return err
	}
	theirs := slices.IndexFunc(like, func(l pickup.Payment) bool {
		return l.Side != paid.Side && l.Answer == pickup.Unanswered && l.Person != paid.Person
	})
	if careful && theirs >= 0 {
		who, err := sk.People.Called(ctx, []bot.PersonID{bot.PersonID(like[theirs].Person)})
		showStatedBefore(t, p, like[theirs], who[bot.PersonID(like[theirs].Person)])
		return err
	}
	showProposed(t, p, paid, of, len(like) > 0)
	return nil
}

// pressPaid states the payment that the card showed, and tells the other side.
func (sk *skill) pressPaid(ctx context.Context, t *dialogue.Turn, args []string) error {
	p, ok := waiting(t, args)
	if !ok {
		return t.Stale(ctx)
	}
	of, ok, err := sk.account(ctx, t, *p)
	if err != nil {
		return err
	}
	if !ok {
		return t.Stale(ctx)
	}
	paid, err := p.stated(t, of)
	if err != nil {
		return err
	}
	told, err := sk.otherSide(ctx, paid)
	if err != nil {
		return err
	}
	like, err := sk.Orders.LikePayments(ctx, paid)
	if err != nil {
		return err
	}
	proposal := *p
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		stated, err := sk.Orders.StatePayment(ctx, tx, int64(t.ID()), paid, t.Now)
		if err != nil {
			return err
		}
		forget(t, proposal)
		showStated(t, proposal, stated, of, len(told) > 0)
		for _, person := range told {
			t.Push(asks(t, person, stated, len(like) > 0))
		}
		return nil
	})
	return nil
}

// forget drops a proposed payment.
func forget(t *dialogue.Turn, p proposed) {
	m := memory.Of(t)
	m.Proposed = slices.DeleteFunc(m.Proposed, func(known proposed) bool { return known.Turn == p.Turn && known.N == p.N })
}

// pressUnpaid leaves a payment unstated.
func (sk *skill) pressUnpaid(ctx context.Context, t *dialogue.Turn, args []string) error {
	p, ok := waiting(t, args)
	if !ok {
		return t.Stale(ctx)
	}
	left := *p
	forget(t, left)
	t.Show(bot.Card{Text: t.Text("payment.left", nil), Key: left.key(), InPlace: t.InPlace()})
	return nil
}

// otherSide are the people who can answer what one side states.
func (sk *skill) otherSide(ctx context.Context, p pickup.Payment) ([]bot.Person, error) {
	if p.Side == pickup.SellersSide {
		staff, err := sk.staff(ctx, p.Name)
		return slices.DeleteFunc(staff, func(one bot.Person) bool { return one.ID == bot.PersonID(p.Seller) }), err
	}
	seller, err := sk.People.Person(ctx, bot.PersonID(p.Seller))
	switch {
	case errors.Is(err, bot.ErrNoPerson), err == nil && (seller.Role == bot.Stranger || seller.ID == bot.PersonID(p.Person)):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return []bot.Person{seller}, nil
}

// answering finds a payment that the person can answer, and for which side.
func (sk *skill) answering(ctx context.Context, t *dialogue.Turn, id pickup.PaymentID) (p pickup.Payment, b pickup.Books, side pickup.Side, err error) {
	for _, own := range []struct {
		whose string
		side  pickup.Side
	}{{mine, pickup.SellersSide}, {shops, pickup.DistributorsSide}} {
		b, ok, err := sk.books(ctx, t, asked{whose: own.whose})
		if err != nil {
			return p, b, "", err
		}
		if !ok {
			continue
		}
		p, err := sk.Orders.Payment(ctx, b, id)
		switch {
		case errors.Is(err, pickup.ErrNoPayment):
		case err != nil:
			return p, b, "", err
		case p.Side != own.side && p.Person != int64(t.Person.ID):
			return p, b, own.side, nil
		}
	}
	return p, b, "", pickup.ErrNoPayment
}

// pressAnswer has the person agree to a payment that the other side states, or object.
func (sk *skill) pressAnswer(agreed bool) dialogue.Press {
	return func(ctx context.Context, t *dialogue.Turn, args []string) error {
		id, ok := dialogue.Number(args, 0)
		if !ok {
			return t.Stale(ctx)
		}
		p, b, side, err := sk.answering(ctx, t, pickup.PaymentID(id))
		if errors.Is(err, pickup.ErrNoPayment) {
			return t.Stale(ctx)
		}
		if err != nil {
			return err
		}
		stater, err := sk.People.Person(ctx, bot.PersonID(p.Person))
		if err != nil && !errors.Is(err, bot.ErrNoPerson) {
			return err
		}
		seller, err := sk.sellersName(ctx, p)
		if err != nil {
			return err
		}
		t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
			p, err := sk.Orders.AnswerPayment(ctx, tx, int64(t.ID()), b, p.ID, side, int64(t.Person.ID), agreed, t.Now)
			late := errors.Is(err, pickup.ErrAnswered)
			if err != nil && !late {
				return err
			}
			showAnswered(t, p, stater.Name, seller, late)
			if !late && stater.ID != 0 && stater.Role != bot.Stranger {
				t.Push(answered(t, stater, p))
			}
			return nil
		})
		return nil
	}
}

// sellersName is what a payment's seller is called.
func (sk *skill) sellersName(ctx context.Context, p pickup.Payment) (string, error) {
	names, err := sk.People.Called(ctx, []bot.PersonID{bot.PersonID(p.Seller)})
	return names[bot.PersonID(p.Seller)], err
}

// asks asks somebody of the other side whether a payment that was just stated is right; like: there is another that may be the same.
func asks(t *dialogue.Turn, person bot.Person, p pickup.Payment, like bool) bot.Push {
	lang := dialogue.Spoken(person)
	said := paymentView(lang, p, t.Person.Name, t.Now)
	said["Like"] = like
	return bot.Push{To: person.ID, Cards: []bot.Card{{
		Text: phrases.Say(lang, "payment.ask", said), Key: answerKey(p), Buttons: [][]bot.Button{answerButtons(lang, p)},
	}}}
}

// answered tells who stated a payment what the other side says.
func answered(t *dialogue.Turn, stater bot.Person, p pickup.Payment) bot.Push {
	lang := dialogue.Spoken(stater)
	said := paymentView(lang, p, t.Person.Name, t.Now)
	return bot.Push{To: stater.ID, Cards: []bot.Card{{Text: phrases.Say(lang, "payment.answered", said)}}}
}
