// Package credit is the skill of how much sellers may hold: each asks it of herself, organisers say the rule of all, and a distributor's people
// whether they are paid at pickup.
package credit

import (
	"context"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// Services is what the skill needs.
type Services struct {
	Credits *pickup.Credits
	Orders  *pickup.Orders
	People  *bot.People
}

type skill struct{ Services }

// name is the skill's, and the key of its card.
const name = "credit"

// memory holds the rule that waits for its tap.
var memory = dialogue.Memory[remembered](name)

type remembered struct {
	Turn bot.TurnID         `json:"turn,omitempty"` // that drew the card
	Rule *pickup.CreditRule `json:"rule,omitempty"` // nil: no limit
	// AtPickup: sellers are to pay the person's distributor when they fetch.
	AtPickup bool `json:"at_pickup,omitempty"`
	Own      *own `json:"own,omitempty"` // what is to hold for one seller alone
}

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name:   name,
		Serves: []dialogue.Served{dialogue.Serve(sk.credit)},
		Presses: map[string]dialogue.Press{
			"mycredit": sk.pressCredit, "credit_set": sk.pressSet, "credit_keep": pressKeep, "credit_pay": sk.pressPay,
			"credit_of": sk.pressOf, "credit_own": sk.pressOwn},
		Help:     []dialogue.HelpButton{{Rank: 57, Key: "credit.button.mine", Verb: "mycredit"}},
		Explains: []dialogue.Explained{{Err: pickup.ErrRule, Key: "credit.none"}},
		Forget:   func(t *dialogue.Turn) { *memory.Of(t) = remembered{} },
	}
}

// credit shows how much the person may hold, and organisers the rule; where they say another, what it would do.
func (sk *skill) credit(ctx context.Context, t *dialogue.Turn, c meaning.Credit) error {
	switch {
	case c.AtPickup.Given():
		return proposeTerms(ctx, t, c.AtPickup.Value)
	case t.Person.Role != bot.Organiser:
		return sk.showMine(ctx, t)
	case c.Person.Given():
		return sk.ofOne(ctx, t, c)
	case c == meaning.Credit{}:
		return sk.showRule(ctx, t)
	}
	return sk.propose(ctx, t, ruleOf(c))
}

// showRule shows the rule of all, and who has a limit of her own.
func (sk *skill) showRule(ctx context.Context, t *dialogue.Turn) error {
	rule, err := sk.Credits.Rule(ctx)
	if err != nil {
		return err
	}
	limits, err := sk.Credits.Own(ctx)
	if err != nil {
		return err
	}
	said := ruleView(rule)
	if said["Own"], err = sk.ownViews(ctx, limits); err != nil {
		return err
	}
	t.Show(bot.Card{Text: t.Text("credit.rule", said), Key: name, InPlace: t.InPlace()})
	return nil
}

func (sk *skill) pressCredit(ctx context.Context, t *dialogue.Turn, _ []string) error {
	return sk.credit(ctx, t, meaning.Credit{})
}

// showMine shows how the person stands, with what is owed to whom.
func (sk *skill) showMine(ctx context.Context, t *dialogue.Turn) error {
	seller := pickup.SellerID(t.Person.ID)
	standing, err := sk.Credits.Of(ctx, nil, seller)
	if err != nil {
		return err
	}
	rule, err := sk.Credits.Rule(ctx)
	if err != nil {
		return err
	}
	accounts, err := sk.Orders.Accounts(ctx, pickup.SellersBooks(seller), pickup.Days{To: measure.Midnight(t.Now)})
	if err != nil {
		return err
	}
	show(t, standing, rule, accounts)
	return nil
}

// show shows a standing with what leads out of it.
func show(t *dialogue.Turn, s pickup.Standing, rule *pickup.CreditRule, accounts []pickup.Account) {
	said := ruleView(rule)
	left, limited := s.Left()
	said["Left"], said["Limited"], said["Ordered"], said["OwedInAll"], said["Cleared"] = left, limited, s.Ordered, s.Owed, s.Cleared
	said["Alone"] = s.Own
	if limited {
		said["Limit"] = *s.Limit
	}
	owed := []dialogue.View{}
	for _, a := range accounts {
		if a.Owed() > 0 {
			owed = append(owed, dialogue.View{"Name": a.Name, "Owed": a.Owed()})
		}
	}
	said["Owed"] = owed
	t.Show(bot.Card{Text: t.Text("credit.mine", said), Key: name, InPlace: t.InPlace(), Buttons: [][]bot.Button{dialogue.Row(
		t.Button("help.button.orders", nil, "orders"), t.Button("help.button.statement", nil, "bill"),
	)}})
}

// ruleOf is the rule that words say; nil: no limit.
func ruleOf(c meaning.Credit) *pickup.CreditRule {
	if c.Off {
		return nil
	}
	return &pickup.CreditRule{First: c.First.Value, Step: c.Step.Value, Most: c.Most.Pointer()}
}

// ruleView is a rule as the sentences want it.
func ruleView(r *pickup.CreditRule) dialogue.View {
	if r == nil {
		return dialogue.View{"Rule": false}
	}
	view := dialogue.View{"Rule": true, "First": r.First, "Step": r.Step, "Ends": r.Most != nil, "Most": measure.Fen(0)}
	if r.Most != nil {
		view["Most"] = *r.Most
	}
	return view
}

// propose shows what a rule would be, and for how many it would be too little already, with the tap that sets it.
func (sk *skill) propose(ctx context.Context, t *dialogue.Turn, rule *pickup.CreditRule) error {
	above := 0
	if rule != nil {
		if rule.Most != nil && *rule.Most < rule.First {
			return pickup.ErrRule
		}
		var err error
		if above, err = sk.Credits.Above(ctx, *rule); err != nil {
			return err
		}
	}
	showProposed(t, rule, above)
	return nil
}

func showProposed(t *dialogue.Turn, rule *pickup.CreditRule, above int) {
	*memory.Of(t) = remembered{Turn: t.ID(), Rule: rule}
	said := ruleView(rule)
	said["Above"] = above
	t.Show(bot.Card{Text: t.Text("credit.propose", said), Key: name, Buttons: [][]bot.Button{dialogue.Row(
		dialogue.Once(t.Button("credit.button.set", nil, "credit_set", t.ID())), t.Button("credit.button.keep", nil, "credit_keep"),
	)}})
}

// pressSet sets the rule that the card showed, if the person is still an organiser by then.
func (sk *skill) pressSet(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	if m := memory.Of(t); !ok || m.Turn != bot.TurnID(turn) || t.Person.Role != bot.Organiser {
		return t.Stale(ctx)
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if still, err := sk.organises(ctx, tx, t); err != nil || !still {
			return err
		}
		m := memory.Of(t)
		if err := sk.Credits.SetRule(ctx, tx, int64(t.ID()), int64(t.Person.ID), m.Rule, t.Now); err != nil {
			return err
		}
		t.Show(bot.Card{Text: t.Text("credit.set", ruleView(m.Rule)), Key: name, InPlace: true})
		*m = remembered{}
		return nil
	})
	return nil
}

// organises says that the person is an organiser still, and tells her if she is not.
func (sk *skill) organises(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) (bool, error) {
	by, err := sk.People.Member(ctx, tx, t.Person.ID)
	if err != nil || by.Role != bot.Organiser {
		t.Say("people.notyours", nil)
		return false, err
	}
	return true, nil
}

// keeps says that the person is of a distributor.
func keeps(t *dialogue.Turn) bool {
	return t.Person.Role == bot.Distributor && t.Person.Distributor != ""
}

// proposeTerms shows what it means that sellers pay the person's distributor when they fetch, or later, with the tap that sets it.
func proposeTerms(ctx context.Context, t *dialogue.Turn, atPickup bool) error {
	if !keeps(t) {
		return t.Stale(ctx)
	}
	*memory.Of(t) = remembered{Turn: t.ID(), AtPickup: atPickup}
	t.Show(bot.Card{Text: t.Text("credit.terms", termsView(t, atPickup)), Key: name, Buttons: [][]bot.Button{dialogue.Row(
		dialogue.Once(t.Button("credit.button.set", nil, "credit_pay", t.ID())), t.Button("credit.button.keep", nil, "credit_keep"),
	)}})
	return nil
}

func termsView(t *dialogue.Turn, atPickup bool) dialogue.View {
	return dialogue.View{"AtPickup": atPickup, "Distributor": t.Person.Distributor}
}

// pressPay sets when sellers pay, as the card showed it.
func (sk *skill) pressPay(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	if m := memory.Of(t); !ok || m.Turn != bot.TurnID(turn) || !keeps(t) {
		return t.Stale(ctx)
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		m := memory.Of(t)
		if err := sk.Credits.SetAtPickup(ctx, tx, int64(t.ID()), int64(t.Person.ID), t.Person.Distributor, m.AtPickup, t.Now); err != nil {
			return err
		}
		t.Show(bot.Card{Text: t.Text("credit.terms.set", termsView(t, m.AtPickup)), Key: name, InPlace: true})
		*m = remembered{}
		return nil
	})
	return nil
}

// pressKeep leaves everything as it is.
func pressKeep(_ context.Context, t *dialogue.Turn, _ []string) error {
	*memory.Of(t) = remembered{}
	t.Show(bot.Card{Text: t.Text("credit.kept", nil), Key: name, InPlace: true})
	return nil
}
