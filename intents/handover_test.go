package intents

import (
	"regexp"
	"strings"
	"testing"

	"oldhand/bot"
	"oldhand/bot/phrases"
)

var codeTold = regexp.MustCompile(`code there: (\d{4})|取货码 (\d{4})`)

// codeOf is the code that a seller was told last.
func codeOf(t *testing.T, p *phone) string {
	t.Helper()
	told := codeTold.FindStringSubmatch(phrases.Strip(p.cards[len(p.cards)-1].Text))
	if told == nil {
		t.Fatal("no code in", p.seen())
	}
	return told[1] + told[2]
}

// accepted is a village in which Fumao has accepted an order of Li's, with its code.
func accepted(t *testing.T) (h *hamlet, code string) {
	t.Helper()
	h = newHamlet(t)
	li := h.phones["li"]
	h.says(li, "5 T-7 today", false)
	h.tapsOn(li, "Confirm")
	h.tapsOn(h.phones["fumao"], "Accept all")
	return h, codeOf(t, li)
}

// TestTheCodeShowsWhoComes: four figures show the order, a tap hands it over, once, and what is missing is said before.
func TestTheCodeShowsWhoComes(t *testing.T) {
	t.Parallel()
	h, code := accepted(t)
	li, fumao := h.phones["li"], h.phones["fumao"]
	if strings.Contains(fumao.seen(), code) {
		t.Error("the distributor is told the code:", fumao.seen())
	}
	h.says(li, "#1001", false)
	card := li.cards[len(li.cards)-1]
	if !strings.Contains(string(card.Text), code) || card.Photo == nil || card.Photo.Key != "qr:https://t.me/oldhand_bot?start=pick_1001_"+code {
		t.Errorf("%+v", card)
	}
	h.says(fumao, code, false)
	if !strings.Contains(fumao.seen(), "Is Li there?") || len(h.open(li)) != 1 {
		t.Fatal(fumao.seen())
	}
	h.tapsOn(fumao, "Short…")
	h.says(fumao, "3", false)
	h.says(fumao, "code "+code, false)
	h.tapsOn(fumao, "Handed over")
	if !strings.Contains(fumao.seen(), "Handed over to Li") || !strings.Contains(li.seen(), "handed over #1001, ¥7.50") || len(h.open(li)) != 0 {
		t.Error(fumao.seen(), li.seen())
	}
	told := len(li.cards)
	h.taps(fumao, fumao.last, fumao.pressed)
	if !strings.Contains(fumao.seen(), "#1001 is past that") || len(li.cards) != told {
		t.Error(fumao.seen())
	}
	h.says(fumao, code, false)
	if !strings.Contains(fumao.seen(), "No open order at Fumao has the code "+code) {
		t.Error(fumao.seen())
	}
	if onHand := h.number(`SELECT on_hand FROM stock s JOIN items i ON i.id = s.item_id WHERE sku = 'T-7'`); onHand != 55 {
		t.Errorf("%d on hand", onHand)
	}
}

// number runs a query that gives one.
func (h *hamlet) number(query string) (n int) {
	h.t.Helper()
	if err := h.pool.QueryRow(h.ctx, query).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

// TestTheLinkOfAQRCodeOpensTheOrder for the people of its distributor, and for nobody else.
func TestTheLinkOfAQRCodeOpensTheOrder(t *testing.T) {
	t.Parallel()
	h, code := accepted(t)
	for name, want := range map[string]string{
		"fumao": "Is Li there?", "meiya": "Meiya has no order #1001", "li": "Only the distributor's own people", "wang": "只有档口自己的人",
		"nobody": "invitation",
	} {
		p := h.phones[name]
		h.says(p, "/start pick_1001_"+code, false)
		if !strings.Contains(p.seen(), want) {
			t.Errorf("%s: %s", name, p.seen())
		}
	}
	if open := h.open(h.phones["li"]); len(open) != 1 || open[0].Status != "accepted" {
		t.Error(open)
	}
	wrong := "0000"
	if code == wrong {
		wrong = "0001"
	}
	fumao := h.phones["fumao"]
	h.says(fumao, "/start pick_1001_"+wrong, false)
	if strings.Contains(fumao.seen(), "Is Li there?") {
		t.Error(fumao.seen())
	}
	h.says(fumao, "/start pick_1001_"+code, false)
	h.tapsOn(fumao, "Handed over")
	if len(h.open(h.phones["li"])) != 0 {
		t.Error(fumao.seen())
	}
}

// TestTooManyWrongCodes: after five within an hour none is looked for, also not the right one, and for this person alone.
func TestTooManyWrongCodes(t *testing.T) {
	t.Parallel()
	h, code := accepted(t)
	fumao := h.phones["fumao"]
	wrong := "0000"
	if code == wrong {
		wrong = "0001"
	}
	for range 5 {
		h.says(fumao, wrong, false)
		if !strings.Contains(fumao.seen(), "No open order at Fumao has the code") {
			t.Error(fumao.seen())
		}
	}
	for _, figures := range []string{wrong, code} {
		h.says(fumao, figures, false)
		if !strings.Contains(fumao.seen(), "too many wrong codes") {
			t.Error(fumao.seen())
		}
	}
	h.settle1("other", "Fang", "en", bot.Distributor, "Fumao")
	h.says(h.phones["other"], code, false)
	if !strings.Contains(h.phones["other"].seen(), "Is Li there?") {
		t.Error(h.phones["other"].seen())
	}
	h.now = h.now.AddDate(0, 0, 1)
	h.says(fumao, code, false)
	if !strings.Contains(fumao.seen(), "Is Li there?") {
		t.Error(fumao.seen())
	}
}

// TestACodeIsNothingToSellers: four figures of a seller's are what they were before.
func TestACodeIsNothingToSellers(t *testing.T) {
	t.Parallel()
	h, code := accepted(t)
	h.says(h.phones["wang"], code, false)
	if open := h.open(h.phones["li"]); len(open) != 1 || strings.Contains(h.phones["wang"].seen(), "#1001") {
		t.Error(h.phones["wang"].seen())
	}
}
