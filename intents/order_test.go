package intents

import (
	"fmt"
	"strings"
	"testing"
)

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

// TestLinesBeyondTheMostAreNamed: an order has room for so many, and what did not fit is told line by line.
func TestLinesBeyondTheMostAreNamed(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	full := &draft{When: "2026-11-24"}
	for i := range maxLines - 1 {
		full.Lines = append(full.Lines, line{Words: fmt.Sprint("thing ", i), Quantity: 1})
	}
	var err error
	if li.dialogue, err = (state{Version: stateVersion, Draft: full}).marshal(); err != nil {
		t.Fatal(err)
	}
	h.says(li, "5 T-7, 1 K-10, 3 dozen B500 and 20 A1023", false)
	for _, want := range []string{"200 lines", "1 × K-10", "36 pcs × B500", "20 × A1023"} {
		if !strings.Contains(li.seen(), want) {
			t.Errorf("no %q in:\n%s", want, clip(li.seen(), 400))
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
