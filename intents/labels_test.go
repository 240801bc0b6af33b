package intents

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
)

// scenes are things said that between them bring every kind of button.
var scenes = []struct{ who, said string }{
	{"li", "help"}, {"wang", "帮助"}, {"meiya", "help"}, {"chen", "help"}, {"zhao", "help"},
	{"li", "packing"}, {"wang", "包装"}, {"li", "A1023"}, {"wang", "第二个"}, {"li", "unicorn horn"}, {"li", "orders"}, {"wang", "我的订单"},
	{"li", "1kg to Shenzhen"}, {"wang", "1公斤到深圳"}, {"li", "remind me"}, {"wang", "提醒我"}, {"li", "/language"}, {"zhao", "/village"},
	{"li", "how do I register a trademark in Brazil?"}, {"wang", "巴西商标怎么注册？"}, {"meiya", "stock A1023 500"}, {"meiya", "orders"},
	{"li", "5 T-7"}, {"wang", "T-7来5条，A1023来20个"}, {"li", "A1023 20 and some B500"}, {"wang", "A1023来3个"}, {"li", "2 K-10"}, {"li", "thanks"},
}

// givenNumber is that of a parcel, another one each time.
var givenNumber = regexp.MustCompile(`P\d+`)

// TestALabelWrittenDoesWhatItsButtonDoes for every button of every scene but those that order.
func TestALabelWrittenDoesWhatItsButtonDoes(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	verbs := map[string]bool{}
	for _, scene := range scenes {
		p := h.phones[scene.who]
		h.says(p, scene.said, false)
		for _, card := range p.cards[p.fresh:] {
			for _, b := range slices.Concat(card.Buttons...) {
				if b.Copy == "" && !b.Main {
					verbs[b.Choice.Verb] = true
					h.sameByWords(p, b)
				}
			}
		}
	}
	if len(verbs) < 20 {
		t.Errorf("only %d kinds of buttons were met: %v", len(verbs), verbs)
	}
}

// sameByWords compares the answers to a tap and to the label written, neither of which is kept.
func (h *hamlet) sameByWords(p *phone, b bot.Button) {
	h.t.Helper()
	tap, words := h.message(p), h.message(p)
	tap.Kind = bot.Pressed
	words.Kind, words.Text, words.ID = bot.Words, b.Label, p.message+1
	tapped := h.dryRun(p, bot.Turn{Message: tap, Choice: &b.Choice})
	written := h.dryRun(p, bot.Turn{Message: words})
	if tapped != written {
		h.t.Errorf("[%s] answers\n%s\nand the words\n%s", b.Label, tapped, written)
	}
}

// dryRun gives the cards that answer a turn, but for what becomes of older ones, and takes back what it did.
func (h *hamlet) dryRun(p *phone, t bot.Turn) string {
	h.t.Helper()
	settle := h.prepare(p, t)
	var shown strings.Builder
	undone := errors.New("undone")
	err := pgx.BeginFunc(h.ctx, h.pool, func(tx pgx.Tx) error {
		reply, err := settle(h.ctx, tx)
		for i, c := range reply.Cards {
			if replaced := i+1 < len(reply.Cards) && c.Key != "" && c.Key == reply.Cards[i+1].Key; !replaced {
				shown.WriteString(string(c.Text) + "\n")
			}
		}
		return errors.Join(err, undone)
	})
	if !errors.Is(err, undone) {
		h.t.Fatal(err)
	}
	return givenNumber.ReplaceAllString(shown.String(), "P")
}

// TestALabelThatCountsOnceCountsOnceWhenWritten: a question is passed on once, however often its button's label is said.
func TestALabelThatCountsOnceCountsOnceWhenWritten(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li, chen := h.phones["li"], h.phones["chen"]
	for _, words := range []string{"how do I register a trademark in Brazil?", "Ask an old hand", "Ask an old hand"} {
		h.says(li, words, false)
	}
	if got := strings.Count(chen.seen(), "trademark in Brazil"); got != 1 {
		t.Errorf("asked %d times:\n%s", got, chen.seen())
	}
}

// TestTheConfirmLabelWrittenOrdersNothing: only the tap does.
func TestTheConfirmLabelWrittenOrdersNothing(t *testing.T) {
	t.Parallel()
	h := newHamlet(t)
	li := h.phones["li"]
	for _, words := range []string{"5 T-7 tomorrow", "✅ Confirm", "Confirm"} {
		h.says(li, words, false)
	}
	if got := h.open(li); len(got) > 0 {
		t.Errorf("%d orders by words", len(got))
	}
}
