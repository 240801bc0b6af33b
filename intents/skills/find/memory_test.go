package find

import (
	"testing"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	least, most := measure.Fen(5), measure.Fen(200)
	dialoguetest.ReadsBack(t, remembered{
		Search: &search{Text: "clips", Category: "Hair", Min: &least, Max: &most, Page: 2}, Origin: &search{Named: []catalogue.ItemID{1, 3}},
	})
}
