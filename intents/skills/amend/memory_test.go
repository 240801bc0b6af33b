package amend

import (
	"testing"

	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	dialoguetest.ReadsBack(t, remembered{Wish: &wish{
		Order: 1001, Rev: 7, At: dialoguetest.Monday, Seen: 9, When: "2026-11-24", Lines: []pickup.Wanted{{Item: 1, Quantity: 20, Price: 120}, {Item: 2}},
	}})
}
