package stock

import (
	"testing"

	"oldhand/integrations/measure"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestWhatIsRememberedReadsBack(t *testing.T) {
	t.Parallel()
	price, none, gone := measure.Fen(5), 0, -20
	counted := []itemChange{{Item: 3, SKU: "C", Added: &gone, By: 1, Message: 7}}
	dialoguetest.ReadsBack(t, remembered{Told: "A", Counted: counted, Changes: &changes{Rev: 2, List: []itemChange{
		{Item: 1, SKU: "A", Price: &price, By: 2}, {Item: 2, SKU: "B", Stock: &none, By: 1}, {Item: 3, SKU: "C", Added: &gone, By: 2},
	}}})
}
