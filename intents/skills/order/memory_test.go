package order

import (
	"testing"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/meaning"
)

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	at := dialoguetest.Monday.UTC()
	dialoguetest.ReadsBack(t, remembered{
		Draft: &draft{Rev: 3, When: "2026-11-24", Assumed: "2026-11-23", Focus: choosing, Touched: at, Lines: []line{
			{Words: "clips", Title: "Red hair clip", Also: "红色发夹", Item: 1, SKU: "A1023", Quantity: 2, Unit: "箱", Price: 9, From: 4, Touched: 3, Sold: []meaning.Sold{{File: 2, Place: 1}}},
			{Words: "unicorn", Choices: []catalogue.ItemID{1, 3}},
		}},
		Placed: &placed{Turn: 2, Orders: []pickup.OrderID{1001, 1002}, Total: 3150, At: at, Messages: []int64{4, 5}, Undone: true},
	})
	dialoguetest.ReadsBack(t, remembered{})
}
