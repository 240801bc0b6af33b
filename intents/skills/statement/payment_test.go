package statement

import (
	"testing"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	dialoguetest.ReadsBack(t, remembered{Proposed: []proposed{{Turn: 3, N: 1, Whose: shops, With: 5, Amount: 46000, On: "2026-11-22"}}})
}

// Two payments of one turn are two, and of many the oldest is forgotten.
func TestProposedPaymentsAreTold(t *testing.T) {
	t.Parallel()
	dialoguetest.Draw(t, phrases.English, func(turn *dialogue.Turn) {
		for n := range mostProposed + 1 {
			if p := remember(turn, proposed{Turn: turn.ID()}); p.N != n {
				t.Errorf("payment %d is %d", n, p.N)
			}
		}
		if _, ok := waiting(turn, []string{"77", "0"}); ok {
			t.Error("the oldest is still there")
		}
		p, ok := waiting(turn, []string{"77", "1"})
		if !ok {
			t.Fatal("the second is gone")
		}
		forget(turn, *p)
		if _, ok := waiting(turn, []string{"77", "1"}); ok || len(memory.Of(turn).Proposed) != mostProposed-1 {
			t.Error("what was forgotten is still there")
		}
	}, New(Services{}))
}

// What asks and tells says who says what, in the language of whoever reads it.
func TestBothTextsSayWhoSaysWhat(t *testing.T) {
	t.Parallel()
	for lang, want := range map[phrases.Lang][4]string{
		phrases.English: {
			"Li says: paid Meiya 美雅 ¥460.00, yesterday. Did you get it?\n❗ The same amount of about that day is written down already: is it another one?\nIt counts only if you agree.",
			"Li of Meiya 美雅 says: got ¥460.00 from you, yesterday. Did you pay that?\nIt counts only if you agree.",
			"✅ Li agrees: you paid Meiya 美雅 ¥460.00, yesterday. It counts.",
			"✖️ Li does not agree to have paid Meiya 美雅 ¥460.00, yesterday. It does not count; please talk to each other.",
		},
		phrases.Chinese: {
			"Li说：昨天付了Meiya 美雅 460.00元。收到了吗？\n❗ 差不多那天已经记过一笔同样的数了，这是另外一笔吗？\n你认了才算数。",
			"Meiya 美雅的Li说：昨天收到你付的 460.00元。是你付的吗？\n你认了才算数。",
			"✅ Li认了：你昨天付了Meiya 美雅 460.00元。算数了。",
			"✖️ Li不认昨天付了Meiya 美雅 460.00元。这笔不算数，你们当面对一下。",
		},
	} {
		person := bot.Person{ID: 9, Name: "Ning", Lang: lang}
		agreed, objected := payment(1, pickup.SellersSide), payment(1, pickup.DistributorsSide)
		agreed.Answer, objected.Answer = pickup.Agreed, pickup.Objected
		var pushes []bot.Push
		dialoguetest.Draw(t, phrases.English, func(turn *dialogue.Turn) {
			pushes = []bot.Push{
				asks(turn, person, payment(1, pickup.SellersSide), true), asks(turn, person, payment(1, pickup.DistributorsSide), false),
				answered(turn, person, agreed), answered(turn, person, objected),
			}
		}, New(Services{}))
		for i, push := range pushes {
			if got := phrases.Strip(push.Cards[0].Text); got != want[i] || push.To != person.ID {
				t.Errorf("%s: %q, want %q", lang, got, want[i])
			}
			dialoguetest.CheckButtons(t, dialoguetest.Carried(push.Cards[0]))
		}
	}
}
