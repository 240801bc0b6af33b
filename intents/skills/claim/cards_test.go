package claim

import (
	"testing"

	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"draft": func(t *dialogue.Turn) {
			o := dialoguetest.Orders()[0]
			memory.Of(t).Draft = &draft{Rev: 76, Order: o.ID, Item: 1, Quantity: 2, Reason: pickup.Broken}
			t.Show(draftCard(t, o, o.Lines[0]))
		},
		"asked": func(t *dialogue.Turn) {
			o := dialoguetest.Orders()[0]
			askQuantity(t, o, o.Lines[0])
			t.Cards()[0].Key = "before"
			askReason(t, o, o.Lines[0])
		},
		"at": func(t *dialogue.Turn) {
			for _, status := range []pickup.Deed{pickup.Complain, pickup.Credit, pickup.Replace, pickup.Deny} {
				show(t, claimed(status), "Li")
			}
			t.Show(denyCard(t, claimed(pickup.Complain), "Li"))
		},
		"told": func(t *dialogue.Turn) {
			for _, status := range []pickup.Deed{pickup.Credit, pickup.Replace, pickup.Deny} {
				t.Say("claim.told", claimView(t.Lang, claimed(status), ""))
			}
			t.Say("claim.sent", claimView(t.Lang, claimed(pickup.Complain), ""))
		},
	}, New(Services{}))
}

// claimed is Li's claim of two broken clips.
func claimed(status pickup.Deed) pickup.Claim {
	o := dialoguetest.Orders()[0]
	c := pickup.Claim{ID: 12, Order: o.ID, Seller: 5, Distributor: o.Distributor, Line: o.Lines[0], Reason: pickup.Broken, Status: status}
	c.Quantity, c.Total = 2, 240
	switch status {
	case pickup.Credit:
		c.Amount = 240
	case pickup.Deny:
		c.Answer = "they were fine here"
	}
	return c
}

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	dialoguetest.ReadsBack(t, remembered{Draft: &draft{Rev: 2, Order: 1001, Words: "clips", SKU: "A1023", Item: 1, Quantity: 2, Unit: "个", Reason: pickup.Broken}})
}
