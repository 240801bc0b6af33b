package intents

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"oldhand/intents/dialogue"
)

// draftKey is the card that shows the draft.
const draftKey = "draft"

// TestTheTapThatOrdersIsAnsweredWithTheNumbers: they stand in the answer to the tap and in the receipt. That takes the
// card's place: what said that nothing is ordered yet must not stand above it.
func TestTheTapThatOrdersIsAnsweredWithTheNumbers(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "20 A1023 and 5 T-7, tomorrow 9am", false)
	h.tapsOn(li, "Confirm")
	receipt := li.cards[len(li.cards)-1]
	for _, number := range []string{"#1001", "#1002"} {
		if !strings.Contains(li.notice, number) || !strings.Contains(string(receipt.Text), number) {
			t.Errorf("no %s in %q or in\n%s", number, li.notice, receipt.Text)
		}
	}
	if !receipt.InPlace || receipt.Key != draftKey || len(li.cards)-li.fresh != 1 {
		t.Errorf("%+v", li.cards[li.fresh:])
	}
}

// withLines gives the draft that a dialogue holds so many lines, of things that nobody has.
func withLines(t *testing.T, kept []byte, n int) []byte {
	t.Helper()
	var dialogue struct {
		Version int `json:"v"`
		Memory  struct {
			Order struct {
				Draft map[string]any `json:"draft"`
			} `json:"order"`
		} `json:"memory"`
	}
	if err := json.Unmarshal(kept, &dialogue); err != nil {
		t.Fatal(err)
	}
	lines := make([]map[string]any, n)
	for i := range lines {
		lines[i] = map[string]any{"words": fmt.Sprint("thing ", i), "quantity": 1}
	}
	dialogue.Memory.Order.Draft["lines"] = lines
	full, err := json.Marshal(dialogue)
	if err != nil {
		t.Fatal(err)
	}
	return full
}

// TestLinesBeyondTheMostAreNamed: an order has room for so many, and what did not fit is told line by line.
func TestLinesBeyondTheMostAreNamed(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "1 T-7 on 2026-11-24", false)
	li.dialogue = withLines(t, li.dialogue, 199)
	h.says(li, "5 T-7, 1 K-10, 3 dozen B500 and 20 A1023", false)
	for _, want := range []string{"200 lines", "1 × K-10", "36 pcs × B500", "20 × A1023"} {
		if !strings.Contains(li.seen(), want) {
			t.Errorf("no %q in:\n%s", want, dialogue.Clip(li.seen(), 400))
		}
	}
	if strings.Contains(li.seen(), "5 × T-7") {
		t.Error("T-7 had room")
	}
	h.says(li, "2 T-7", false)
	if strings.Contains(li.seen(), "200 lines") {
		t.Error("more of an item that is there was refused")
	}
}

// TestAnOlderCardSaysThatItIsReplaced: it says that nothing is ordered until its button is tapped, and has none any more.
func TestAnOlderCardSaysThatItIsReplaced(t *testing.T) {
	t.Parallel()
	for name, words := range map[string]struct{ order, change, drop, replaced string }{
		"li":   {"5 T-7 tomorrow", "make it 6", "cancel", "no longer counts"},
		"wang": {"T-7要5条，明天拿", "改成6条", "不要了", "这张不算了"},
	} {
		h := newHamlet(t)
		p := h.phones[name]
		h.says(p, words.order, false)
		if strings.Contains(p.seen(), words.replaced) {
			t.Errorf("the first card replaces none:\n%s", p.seen())
		}
		for _, next := range []string{words.change, words.drop} {
			h.says(p, next, false)
			if cards := p.cards[p.fresh:]; len(cards) != 2 || !cards[0].InPlace || cards[0].Key != draftKey || len(cards[0].Buttons) > 0 || cards[1].InPlace ||
				!strings.Contains(string(cards[0].Text), words.replaced) {
				t.Errorf("%s: %+v", next, cards)
			}
		}
	}
}

// TestACorrectionThatComesTooLateLeavesTheOpenDraftItsButtons: what was ordered already is another card.
func TestACorrectionThatComesTooLateLeavesTheOpenDraftItsButtons(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	h.says(li, "5 T-7 tomorrow", false)
	ordered := li.said
	h.tapsOn(li, "Confirm")
	h.says(li, "10 A1023 tomorrow", false)
	li.said, ordered = ordered, li.said
	h.says(li, "6 T-7 tomorrow", true)
	li.said = ordered
	if !strings.Contains(li.seen(), "That message is an order already") || !strings.Contains(li.seen(), "Back to order") {
		t.Error(li.seen())
	}
	h.tapsOn(li, "Confirm")
	if got := h.open(li); len(got) != 2 {
		t.Errorf("%d orders", len(got))
	}
}
