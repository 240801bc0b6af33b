package credit

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/text"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	// choices is how many people somebody is asked to choose from.
	choices = 9
	// changesShown is how many of the things said of one seller's limit are shown.
	changesShown = 5
	// byRule is what a button has in the place of an amount where the rule of all is to hold again.
	byRule = "rule"
)

// own is how much one seller alone is to hold.
type own struct {
	Seller pickup.SellerID `json:"seller"`
	Most   *measure.Fen    `json:"most,omitempty"` // nil: what the rule says
}

// ofOne shows how one seller stands, or what a limit of her own would be.
func (sk *skill) ofOne(ctx context.Context, t *dialogue.Turn, c meaning.Credit) error {
	all, err := sk.People.Members(ctx)
	if err != nil {
		return err
	}
	found := text.Called(c.Person.Value, all, func(m bot.Member) []string { return text.NameForms(m.Name) })
	if len(found) != 1 {
		which(t, c, found)
		return nil
	}
	return sk.forOne(ctx, t, found[0].Person, c)
}

func (sk *skill) forOne(ctx context.Context, t *dialogue.Turn, p bot.Person, c meaning.Credit) error {
	switch {
	case c.ByRule:
		return sk.proposeOwn(ctx, t, p, nil)
	case c.First.Given():
		return sk.proposeOwn(ctx, t, p, c.First.Pointer())
	}
	return sk.showOne(ctx, t, p)
}

// which asks who is meant, of several or of nobody.
func which(t *dialogue.Turn, c meaning.Credit, found []bot.Member) {
	var buttons []bot.Button
	for _, m := range found[:min(len(found), choices)] {
		args := []any{int64(m.ID)}
		switch {
		case c.ByRule:
			args = append(args, byRule)
		case c.First.Given():
			args = append(args, int64(c.First.Value))
		}
		buttons = append(buttons, dialogue.Tap(m.Person.ShownName(), "credit_of", args...))
	}
	t.Say("credit.which", dialogue.View{"Name": dialogue.Short(c.Person.Value, 40), "Any": len(found) > 0}, dialogue.Rows(buttons)...)
}

// pressOf shows how one seller stands, or proposes what the button has.
func (sk *skill) pressOf(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok || t.Person.Role != bot.Organiser {
		return t.Stale(ctx)
	}
	p, err := sk.People.Person(ctx, bot.PersonID(id))
	if err != nil {
		return err
	}
	var c meaning.Credit
	if fen, given := dialogue.Number(args, 1); given {
		c.First = meaning.Said(measure.Fen(fen))
	} else {
		c.ByRule = len(args) > 1 && args[1] == byRule
	}
	return sk.forOne(ctx, t, p, c)
}

// showOne shows an organiser how a seller stands, and who said what of her limit.
func (sk *skill) showOne(ctx context.Context, t *dialogue.Turn, p bot.Person) error {
	s, err := sk.Credits.Of(ctx, nil, pickup.SellerID(p.ID))
	if err != nil {
		return err
	}
	changes, err := sk.Credits.OwnChanges(ctx, pickup.SellerID(p.ID), changesShown)
	if err != nil {
		return err
	}
	ids := make([]bot.PersonID, len(changes))
	for i, c := range changes {
		ids[i] = bot.PersonID(c.Actor)
	}
	names, err := sk.People.Called(ctx, ids)
	if err != nil {
		return err
	}
	showStanding(t, p, s, changes, names)
	return nil
}

func showStanding(t *dialogue.Turn, p bot.Person, s pickup.Standing, changes []pickup.OwnChange, names map[bot.PersonID]string) {
	said := standingView(p, s)
	lines := make([]dialogue.View, len(changes))
	for i, c := range changes {
		lines[i] = dialogue.View{"At": c.At.In(t.Now.Location()), "Now": t.Now, "Who": names[bot.PersonID(c.Actor)], "ByRule": c.Most == nil, "Most": amount(c.Most)}
	}
	said["Changes"] = lines
	var buttons []bot.Button
	if s.Own {
		buttons = dialogue.Row(t.Button("credit.button.rule", nil, "credit_of", int64(p.ID), byRule))
	}
	t.Show(bot.Card{Text: t.Text("credit.of", said), Key: name, InPlace: t.InPlace(), Buttons: dialogue.Rows(buttons)})
}

// standingView is how a seller stands, as the sentences for organisers want it.
func standingView(p bot.Person, s pickup.Standing) dialogue.View {
	left, limited := s.Left()
	return dialogue.View{
		"Name": p.ShownName(), "Limited": limited, "Left": left, "Limit": amount(s.Limit), "Alone": s.Own, "Ordered": s.Ordered, "OwedInAll": s.Owed, "Cleared": s.Cleared,
	}
}

func amount(fen *measure.Fen) measure.Fen {
	if fen == nil {
		return 0
	}
	return *fen
}

// ownViews are limits of sellers' own with their names, in the order of their numbers; who has left the village is left out.
func (sk *skill) ownViews(ctx context.Context, limits map[pickup.SellerID]measure.Fen) ([]dialogue.View, error) {
	members, err := sk.People.Members(ctx)
	slices.SortFunc(members, func(a, b bot.Member) int { return cmp.Compare(a.ID, b.ID) })
	views := []dialogue.View{}
	for _, m := range members {
		if most, ok := limits[pickup.SellerID(m.ID)]; ok {
			views = append(views, dialogue.View{"Name": m.Person.ShownName(), "Most": most})
		}
	}
	return views, err
}

// proposeOwn shows what would hold for one seller alone, or that the rule would again, with the tap that sets it.
func (sk *skill) proposeOwn(ctx context.Context, t *dialogue.Turn, p bot.Person, most *measure.Fen) error {
	s, err := sk.Credits.Of(ctx, nil, pickup.SellerID(p.ID))
	if err != nil {
		return err
	}
	rule, err := sk.Credits.Rule(ctx)
	if err != nil {
		return err
	}
	if most == nil && !s.Own {
		return sk.showOne(ctx, t, p) // it does hold
	}
	*memory.Of(t) = remembered{Turn: t.ID(), Own: &own{pickup.SellerID(p.ID), most}}
	showOwnProposed(t, p, s, rule, most)
	return nil
}

func showOwnProposed(t *dialogue.Turn, p bot.Person, s pickup.Standing, rule *pickup.CreditRule, most *measure.Fen) {
	said := standingView(p, s)
	said["ByRule"], said["Most"], said["Rule"] = most == nil, amount(most), rule != nil
	if rule != nil {
		said["RuleLimit"] = rule.Limit(s.Cleared)
	}
	said["Above"] = most != nil && s.Ordered+s.Owed > *most
	t.Show(bot.Card{Text: t.Text("credit.own.propose", said), Key: name, Buttons: [][]bot.Button{dialogue.Row(
		dialogue.Once(t.Button("credit.button.set", nil, "credit_own", t.ID())), t.Button("credit.button.keep", nil, "credit_keep"),
	)}})
}

// pressOwn sets what the card showed, if the person is still an organiser by then, and tells the seller.
func (sk *skill) pressOwn(ctx context.Context, t *dialogue.Turn, args []string) error {
	turn, ok := dialogue.Number(args, 0)
	if m := memory.Of(t); !ok || m.Turn != bot.TurnID(turn) || m.Own == nil || t.Person.Role != bot.Organiser {
		return t.Stale(ctx)
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if still, err := sk.organises(ctx, tx, t); err != nil || !still {
			return err
		}
		o := memory.Of(t).Own
		*memory.Of(t) = remembered{}
		if err := sk.Credits.SetOwn(ctx, tx, int64(t.ID()), int64(t.Person.ID), o.Seller, o.Most, t.Now); err != nil {
			return err
		}
		s, err := sk.Credits.Of(ctx, tx, o.Seller)
		if err != nil {
			return err
		}
		people, err := sk.People.Named(ctx, tx, []bot.PersonID{bot.PersonID(o.Seller)})
		if err != nil {
			return err
		}
		p, there := people[bot.PersonID(o.Seller)]
		p.ID = bot.PersonID(o.Seller)
		t.Show(bot.Card{Text: t.Text("credit.own.set", standingView(p, s)), Key: name, InPlace: true})
		if there && p.ID != t.Person.ID {
			t.Push(toldOwn(p, s))
		}
		return nil
	})
	return nil
}

// toldOwn tells a seller what she may hold now.
func toldOwn(p bot.Person, s pickup.Standing) bot.Push {
	lang := dialogue.Spoken(p)
	mine := dialogue.Tap(phrases.Label(lang, "credit.button.mine", nil), "mycredit")
	return bot.Push{To: p.ID, Cards: []bot.Card{{Text: phrases.Say(lang, "credit.own.told", standingView(p, s)), Buttons: [][]bot.Button{dialogue.Row(mine)}}}, Bulk: true}
}
