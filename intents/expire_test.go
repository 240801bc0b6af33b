package intents

import (
	"strings"
	"testing"
	"time"

	"oldhand/bot"
	"oldhand/intents/skills/counter"
)

// expire ends the holds that have ended by now and gives what was said about it, by whom it was said to.
func (h *hamlet) expire() map[string]string {
	h.t.Helper()
	if err := counter.NewExpireWorker(h.pool, h.village.counter(), h.village.Zone, h.clock).Work(h.ctx, nil); err != nil {
		h.t.Fatal(err)
	}
	said := map[string]string{}
	for name, p := range h.phones {
		if p.person.ID == 0 {
			continue
		}
		for _, card := range h.pushed(p.person.ID) {
			p.receive(received{Card: card, made: h.turns})
			said[name] += string(card.Text)
		}
	}
	return said
}

// TestWhatNobodyFetchesGoesBack: the day after the pickup day an order is still held; after that both sides are told, once.
func TestWhatNobodyFetchesGoesBack(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, wang, fumao := h.phones["li"], h.phones["wang"], h.phones["fumao"]
	h.now = time.Date(2020, 11, 23, 9, 30, 0, 0, h.village.Zone)
	for p, words := range map[*phone]string{li: "5 T-7 today", wang: "T-7要3条，今天拿"} {
		h.says(p, words, false)
		h.tapsOn(p, p.cards[len(p.cards)-1].Buttons[0][0].Label)
	}
	h.tapsOn(fumao, "Accept all")
	h.now = time.Date(2020, 11, 24, 23, 59, 0, 0, h.village.Zone)
	if said := h.expire(); len(said) > 0 {
		t.Fatal("too early:", said)
	}
	h.now = time.Date(2020, 11, 25, 0, 0, 0, 0, h.village.Zone)
	said := h.expire()
	for name, want := range map[string]string{"li": "Nobody fetched", "wang": "没人去拿", "fumao": "Nobody fetched"} {
		if !strings.Contains(said[name], want) {
			t.Errorf("%s was told %q", name, said[name])
		}
	}
	if len(said) != 3 || !strings.Contains(said["fumao"], "of Li") || !strings.Contains(said["fumao"], "of 王姐") {
		t.Error(said)
	}
	if again := h.expire(); len(again) > 0 {
		t.Error("told again:", again)
	}
	if open := append(h.open(li), h.open(wang)...); len(open) > 0 {
		t.Error(open)
	}
	// What is over is over: a tap on its old card says so, and the goods can be had again.
	h.tapsOn(fumao, "Ready")
	if !strings.Contains(fumao.seen(), "Not fetched: the order of") {
		t.Error(fumao.seen())
	}
	h.says(li, "60 T-7 today", false)
	h.tapsOn(li, "Confirm")
	if len(h.open(li)) != 1 {
		t.Error(li.seen())
	}
}

// TestALargeOrderThatNobodyAccepts: before the tap the seller reads that it is for the distributor to accept; if it does not, both are told.
func TestALargeOrderThatNobodyAccepts(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	if err := h.village.Credits.SetLarge(h.ctx, 50); err != nil {
		t.Fatal(err)
	}
	li, wang, fumao := h.phones["li"], h.phones["wang"], h.phones["fumao"]
	for p, c := range map[*phone][3]string{li: {"5 T-7 today", "50 T-7 today", "They have 12 hours"}, wang: {"T-7要5条，今天拿", "T-7要50条，今天拿", "留12小时"}} {
		if h.says(p, c[0], false); strings.Contains(p.seen(), c[2]) {
			t.Error("a small one:", p.seen())
		}
		if h.says(p, c[1], false); !strings.Contains(p.seen(), c[2]) {
			t.Error("a large one:", p.seen())
		}
		h.tapsOn(p, p.cards[len(p.cards)-1].Buttons[0][0].Label)
		if !strings.Contains(fumao.seen(), "If you don't accept it by") {
			t.Error(fumao.seen())
		}
		if _, err := h.pool.Exec(h.ctx, `UPDATE orders SET accept_by = placed_at WHERE accept_by IS NOT NULL`); err != nil {
			t.Fatal(err)
		}
		said := h.expire()
		if !strings.Contains(said["fumao"], "You did not accept") || !strings.Contains(said["li"]+said["wang"], map[*phone]string{li: "not accepted in time", wang: "没及时接"}[p]) || len(said) != 2 {
			t.Error(said)
		}
		if open := h.open(p); len(open) > 0 {
			t.Error(open)
		}
	}
}

// TestOnlyTheOrdersOwnPeopleMoveIt: neither words nor a button of somebody else's, nor of one who worked there once, change anything.
func TestOnlyTheOrdersOwnPeopleMoveIt(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "5 T-7 today", false)
	h.tapsOn(li, "Confirm")
	for name, want := range map[string]string{
		"wang": "only the distributor's own people", "chen": "only the distributor's own people", "meiya": "meiya has no order #1001",
	} {
		p := h.phones[name]
		for _, verb := range []string{"accept", "ready", "handed", "refuse", "short", "agree", "hold", "counter"} {
			h.taps(p, received{}, bot.Button{Choice: bot.Choice{Verb: verb, Args: []string{"1001"}}})
			if got := strings.ToLower(p.seen()); !strings.Contains(got, want) && !strings.Contains(got, "只有档口自己的人") {
				t.Errorf("%s, %s: %s", name, verb, p.seen())
			}
		}
		h.taps(p, received{}, bot.Button{Choice: bot.Choice{Verb: "left", Args: []string{"1001", "4", "0"}}})
		h.taps(p, received{}, bot.Button{Choice: bot.Choice{Verb: "reason", Args: []string{"1001", "closed"}}})
	}
	h.says(h.phones["meiya"], "accept 1001", false)
	if !strings.Contains(h.phones["meiya"].seen(), "Meiya has no order #1001.") {
		t.Error(h.phones["meiya"].seen())
	}
	fumao := h.phones["fumao"]
	if _, err := h.village.People.SetRole(h.ctx, fumao.person.ID, bot.Seller, ""); err != nil {
		t.Fatal(err)
	}
	fumao.person.Role, fumao.person.Distributor = bot.Seller, ""
	h.tapsOn(fumao, "Accept all")
	if !strings.Contains(fumao.seen(), "Only the distributor's own people") {
		t.Error(fumao.seen())
	}
	if open := h.open(li); len(open) != 1 || open[0].Status != "placed" || open[0].Total != 1250 {
		t.Error(open)
	}
}
