package intents

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/pickup"
)

// presses taps a button that the person was never shown, or no longer should have.
func (h *hamlet) presses(p *phone, verb string, args ...any) {
	h.t.Helper()
	choice := bot.Choice{Verb: verb}
	for _, a := range args {
		choice.Args = append(choice.Args, fmt.Sprint(a))
	}
	m := h.message(p)
	m.Kind = bot.Pressed
	h.turn(p, bot.Turn{Message: m, Choice: &choice})
}

// Only the other side answers what was stated, whatever button is tapped, and only the tap of whoever was shown a payment states it.
func TestAPaymentIsAnsweredByTheOtherSide(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang, meiya, fumao, zhao := h.phones["li"], h.phones["wang"], h.phones["meiya"], h.phones["fumao"], h.phones["zhao"]
	shop, err := h.village.Orders.DistributorNamed(t.Context(), "Meiya")
	if err != nil {
		t.Fatal(err)
	}
	account := func() pickup.Account {
		t.Helper()
		all, err := h.village.Orders.Accounts(t.Context(), pickup.Between(pickup.SellerID(li.person.ID), shop), pickup.Days{To: h.now})
		if err != nil || len(all) > 1 {
			t.Fatal(all, err)
		}
		return append(all, pickup.Account{})[0]
	}
	h.says(li, "I paid Meiya 20", false)
	proposed := h.turns
	h.presses(wang, "paid", int64(proposed), 0)
	h.presses(li, "paid", int64(proposed), 1)
	h.presses(li, "paid", int64(proposed)+1, 0)
	if a := account(); a != (pickup.Account{}) {
		t.Errorf("nobody tapped: %+v", a)
	}
	h.tapsOn(li, "Write it down")
	for _, who := range []*phone{li, wang, fumao, zhao} {
		for _, verb := range []string{"agree", "object"} {
			h.presses(who, verb, 1)
			h.presses(who, verb, 2)
		}
	}
	if a := account(); a.Stated != 2000 || a.Paid != 0 {
		t.Errorf("nobody of Meiya answered: %+v", a)
	}
	h.tapsOn(meiya, "Yes, that's right")
	h.presses(meiya, "object", 1)
	if a := account(); a.Stated != 0 || a.Paid != 2000 || a.Owed() != -2000 {
		t.Errorf("Meiya agreed: %+v", a)
	}
	if !strings.Contains(li.seen(), "Mei agrees: you paid Meiya ¥20.00, today. It counts.") {
		t.Errorf("Li is told:\n%s", li.seen())
	}
}

// The same turn a second time states nothing anew, however far the first one came.
func TestATurnThatComesAgainStatesOnePayment(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "I paid Meiya 20", false)
	settle := h.prepare(li, h.tap(li, "Write it down"))
	for range 2 {
		h.change(func(tx pgx.Tx) error {
			_, err := settle(h.ctx, tx)
			return err
		})
	}
	var n int
	if err := h.pool.QueryRow(t.Context(), `SELECT count(*) FROM payments`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d payments, %v", n, err)
	}
}

// A statement is shown to those whose it is, whatever button is tapped.
func TestAStatementIsItsOwners(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang, meiya, fumao, zhao := h.phones["li"], h.phones["wang"], h.phones["meiya"], h.phones["fumao"], h.phones["zhao"]
	h.says(li, "20 A1023 today", false)
	h.tapsOn(li, "Confirm")
	h.tapsOn(li, "My orders")
	h.tapsOn(li, "#1001")
	h.tapsOn(li, "✓ Got #1001")
	shop, err := h.village.Orders.DistributorNamed(t.Context(), "Meiya")
	if err != nil {
		t.Fatal(err)
	}
	const from, to = "261101", "261130"
	for _, c := range []struct {
		who  *phone
		args []any
		sees bool
	}{
		{li, []any{"m", from, to}, true}, {li, []any{"m", from, to, shop}, true}, {meiya, []any{"d", from, to}, true}, {meiya, []any{"d", from, to, int64(li.person.ID)}, true},
		{zhao, []any{"v", from, to}, true},
		{wang, []any{"m", from, to}, false}, {wang, []any{"m", from, to, shop}, false}, {wang, []any{"d", from, to}, false}, {wang, []any{"d", from, to, int64(li.person.ID)}, false},
		{wang, []any{"v", from, to}, false}, {fumao, []any{"d", from, to}, false}, {fumao, []any{"d", from, to, int64(li.person.ID)}, false}, {zhao, []any{"d", from, to}, false},
		{meiya, []any{"v", from, to}, false}, {li, []any{"x", from, to}, false},
	} {
		for _, verb := range []string{"bill", "bills"} {
			if verb == "bills" && c.who == zhao && c.sees {
				continue // an organiser's statement has no second side
			}
			h.presses(c.who, verb, c.args...)
			if sees := strings.Contains(c.who.seen(), "1 order ¥24.00") || strings.Contains(c.who.seen(), "1单，24.00元"); sees != c.sees {
				t.Errorf("%s sees by %s %v:\n%s", c.who.name, verb, c.args, c.who.seen())
			}
		}
	}
}
