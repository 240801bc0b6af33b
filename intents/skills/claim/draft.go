package claim

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// ask asks for a part of the claim. With a part named, what is written next may be nothing but that.
func ask(t *dialogue.Turn, part string, text phrases.Text, rows ...[]bot.Button) {
	t.Show(bot.Card{
		Text: text, Buttons: append(rows, dialogue.Row(t.Button("claim.button.drop", nil, "claimdrop"))), Key: draftKey, InPlace: t.InPlace(),
	})
	if part != "" {
		t.Focus.Asked = &meaning.Asked{Slot: meaning.ClaimSlot, Of: part, At: t.Now}
	}
}

// askQuantity asks how many pieces of a line were not right.
func askQuantity(t *dialogue.Turn, o pickup.Order, l pickup.Line) {
	var buttons []bot.Button
	for n := 1; n < min(l.Quantity, choices); n++ {
		buttons = append(buttons, dialogue.Tap(strconv.Itoa(n), "claimed", "quantity", n))
	}
	buttons = append(buttons, t.Button("claim.button.all", dialogue.View{"N": l.Quantity}, "claimed", "quantity", l.Quantity))
	ask(t, "quantity", t.Text("claim.howmany", lineView(t, o, l)), dialogue.Rows(buttons)...)
}

// askReason asks what was wrong.
func askReason(t *dialogue.Turn, o pickup.Order, l pickup.Line) {
	var buttons []bot.Button
	for _, reason := range []string{pickup.Missing, pickup.Broken, pickup.Wrong} {
		buttons = append(buttons, t.Button("life.reason", dialogue.View{"Reason": reason}, "claimed", "why", reason))
	}
	ask(t, "reason", t.Text("claim.why", lineView(t, o, l)), dialogue.Rows(buttons)...)
}

// lineView is a line of an order as the sentences of claims want it.
func lineView(t *dialogue.Turn, o pickup.Order, l pickup.Line) dialogue.View {
	return dialogue.View{
		"ID": int64(o.ID), "Distributor": o.Distributor, "SKU": l.SKU, "Title": views.LineTitle(l, t.Lang), "Unit": views.UnitIn(t.Lang, l.Unit),
		"N": l.Quantity,
	}
}

// draftCard shows all that is claimed; its tap sends it.
func draftCard(t *dialogue.Turn, o pickup.Order, l pickup.Line) bot.Card {
	d := memory.Of(t).Draft
	said := lineView(t, o, l)
	said["Quantity"], said["Sum"], said["Reason"] = d.Quantity, l.Price.Times(d.Quantity), d.Reason
	send := dialogue.Once(t.Button("claim.button.send", said, "claimsend", d.Rev))
	send.Main = true
	return bot.Card{
		Text: t.Text("claim.card", said), Key: draftKey, InPlace: t.InPlace(),
		Buttons: [][]bot.Button{dialogue.Row(send, t.Button("claim.button.drop", nil, "claimdrop"))},
	}
}

// pressSend sends the claim that the card showed.
func (sk *skill) pressSend(ctx context.Context, t *dialogue.Turn, args []string) error {
	rev, ok := dialogue.Number(args, 0)
	if d := memory.Of(t).Draft; !ok || d == nil || d.Rev != bot.TurnID(rev) {
		return t.Stale(ctx)
	}
	staff, err := sk.People.WithRole(ctx, bot.Distributor)
	if err != nil {
		return err
	}
	t.AddAtomicEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		return sk.send(ctx, tx, t, staff)
	})
	return nil
}

// send makes the claim and tells the distributor's people.
func (sk *skill) send(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, staff []bot.Person) error {
	d := *memory.Of(t).Draft
	c, err := sk.Orders.Claim(ctx, tx, int64(t.ID()), pickup.SellerID(t.Person.ID), d.Order, d.Item, d.Quantity, d.Reason, t.Now)
	var many *pickup.ManyError
	memory.Of(t).Draft = nil
	switch {
	case errors.As(err, &many):
		t.Say("claim.many", dialogue.View{"ID": int64(d.Order), "N": many.Available})
		return nil
	case errors.Is(err, pickup.ErrTooLate), errors.Is(err, catalogue.ErrNotFound):
		t.Say("claim.notpicked", dialogue.View{"ID": int64(d.Order), "Open": false})
		return nil
	case err != nil:
		return err
	}
	t.Toast("claim.sent.notice", nil)
	t.Show(bot.Card{Text: t.Text("claim.sent", claimView(t.Lang, c, "")), Key: draftKey, InPlace: true})
	for _, p := range staff {
		if strings.EqualFold(p.Distributor, c.Distributor) {
			t.Push(bot.Push{To: p.ID, Cards: []bot.Card{claimCard(dialogue.Spoken(p), c, t.Person.Name)}, About: about(c)})
		}
	}
	return nil
}

// about is what a card of a claim is about: its order.
func about(c pickup.Claim) []byte {
	return dialogue.About(meaning.Focus{Order: &meaning.Placed{Number: int64(c.Order)}})
}

// pressDrop drops the claim that is being made.
func pressDrop(ctx context.Context, t *dialogue.Turn, _ []string) error {
	if memory.Of(t).Draft == nil {
		return t.Stale(ctx)
	}
	t.Focus.Moved()
	memory.Of(t).Draft = nil
	t.Show(bot.Card{Text: t.Text("claim.dropped", nil), Key: draftKey, InPlace: t.InPlace()})
	return nil
}
