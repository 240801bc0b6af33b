package claim

import (
	"context"
	"errors"
	"strconv"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// otherReason is to be written.
const otherReason = "other"

// claimView is a claim as the sentences want it; name is its seller's.
func claimView(lang phrases.Lang, c pickup.Claim, name string) dialogue.View {
	return dialogue.View{
		"ID": int64(c.Order), "Distributor": c.Distributor, "Name": name, "SKU": c.SKU, "Title": views.LineTitle(c.Line, lang), "Quantity": c.Quantity,
		"Unit": views.UnitIn(lang, c.Unit), "Sum": c.Total, "Reason": c.Reason, "Status": string(c.Status), "Amount": c.Amount, "Answer": c.Answer,
	}
}

// claimCard is a claim as those see it who settle it.
func claimCard(lang phrases.Lang, c pickup.Claim, name string) bot.Card {
	said := claimView(lang, c, name)
	card := bot.Card{Text: phrases.Say(lang, "claim.at", said)}
	if c.Status == pickup.Complain {
		button := func(key, verb string) bot.Button {
			return dialogue.Tap(phrases.Label(lang, key, said), verb, int64(c.ID))
		}
		card.Buttons = [][]bot.Button{
			dialogue.Row(button("claim.button.credit", "credit"), button("claim.button.replace", "replace")),
			dialogue.Row(button("claim.button.deny", "deny")),
		}
	}
	return card
}

// keeps says that a person keeps the counter of a distributor, and tells others that only these settle claims.
func keeps(t *dialogue.Turn) bool {
	if t.Person.Role == bot.Distributor && t.Person.Distributor != "" {
		return true
	}
	t.Say("counter.notyours", nil)
	return false
}

// pressSettle settles a claim by crediting or replacing.
func (sk *skill) pressSettle(d pickup.Deed) dialogue.Press {
	return func(ctx context.Context, t *dialogue.Turn, args []string) error {
		id, ok := dialogue.Number(args, 0)
		if !ok {
			return t.Stale(ctx)
		}
		t.Focus.Moved()
		sk.settle(t, pickup.ClaimID(id), d, "")
		return nil
	}
}

// settle settles a claim, shows what became of it, and tells its seller.
func (sk *skill) settle(t *dialogue.Turn, id pickup.ClaimID, d pickup.Deed, reason string) {
	if !keeps(t) {
		return
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		c, err := sk.Orders.Settle(ctx, tx, views.ActorOf(t.Person), id, d, reason, t.Now)
		late := errors.Is(err, pickup.ErrTooLate)
		if err != nil && !late {
			return err
		}
		to := bot.PersonID(c.Seller)
		people, err := sk.People.Named(ctx, tx, []bot.PersonID{to})
		if err != nil {
			return err
		}
		if late {
			t.Toast("counter.toolate.notice", nil)
			t.Below() // what did not happen must not be overlooked
		}
		show(t, c, people[to].Name)
		if late {
			return nil
		}
		if seller, there := people[to]; there && to != t.Person.ID {
			lang := dialogue.Spoken(seller)
			t.Push(bot.Push{To: to, Cards: []bot.Card{{Text: phrases.Say(lang, "claim.told", claimView(lang, c, ""))}}, About: about(c)})
		}
		return nil
	})
}

// show shows a claim in the place of the card whose button was pressed.
func show(t *dialogue.Turn, c pickup.Claim, name string) {
	card := claimCard(t.Lang, c, name)
	card.InPlace = t.InPlace()
	t.Show(card)
	t.Tell(meaning.Focus{Order: &meaning.Placed{Number: int64(c.Order)}})
}

// with does something with a claim as it is, if it concerns the person, whose distributor's it must be.
func (sk *skill) with(t *dialogue.Turn, id pickup.ClaimID, do func(*dialogue.Turn, pickup.Claim, string)) {
	if !keeps(t) {
		return
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		c, err := sk.Orders.ClaimOf(ctx, tx, views.ActorOf(t.Person), id)
		if err != nil {
			return err
		}
		names, err := sk.People.Names(ctx, tx, []bot.PersonID{bot.PersonID(c.Seller)})
		if err != nil {
			return err
		}
		do(t, c, names[bot.PersonID(c.Seller)])
		return nil
	})
}

func (sk *skill) pressCard(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	sk.with(t, pickup.ClaimID(id), show)
	return nil
}

// pressDeny asks why a claim is not right, as long as it is open.
func (sk *skill) pressDeny(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	sk.with(t, pickup.ClaimID(id), func(t *dialogue.Turn, c pickup.Claim, name string) {
		if c.Status != pickup.Complain {
			show(t, c, name)
			return
		}
		t.Show(denyCard(t, c, name))
	})
	return nil
}

// denyCard asks why a claim is not right.
func denyCard(t *dialogue.Turn, c pickup.Claim, name string) bot.Card {
	card := claimCard(t.Lang, c, name)
	card.InPlace = t.InPlace()
	card.Text += "\n\n" + t.Text("claim.whynot", claimView(t.Lang, c, name))
	card.Buttons = [][]bot.Button{
		dialogue.Row(t.Button("claim.button.complete", nil, "denied", int64(c.ID), pickup.Complete), t.Button("counter.button.other", nil, "denied", int64(c.ID), otherReason)),
		dialogue.Row(t.Button("counter.button.back", nil, "claimcard", int64(c.ID))),
	}
	return card
}

// pressDenied denies a claim for the reason of the button, or waits for one in words.
func (sk *skill) pressDenied(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok || len(args) != 2 {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	switch {
	case args[1] != otherReason:
		sk.settle(t, pickup.ClaimID(id), pickup.Deny, args[1])
	case keeps(t):
		t.Focus.Asked = &meaning.Asked{Slot: meaning.DenySlot, Of: strconv.Itoa(id), At: t.Now}
		t.Show(bot.Card{
			Text: t.Text("claim.writewhy", nil), InPlace: t.InPlace(),
			Buttons: [][]bot.Button{dialogue.Row(t.Button("counter.button.back", nil, "claimcard", int64(id)))},
		})
	}
	return nil
}

// deny denies a claim in the distributor's own words.
func (sk *skill) deny(_ context.Context, t *dialogue.Turn, c meaning.DenyClaim) error {
	sk.settle(t, pickup.ClaimID(c.Claim.Value), pickup.Deny, dialogue.Short(c.Reason.Value, reasonKept))
	return nil
}
