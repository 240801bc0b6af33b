package waiting

import (
	"testing"
	"time"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestCards(t *testing.T) {
	t.Parallel()
	clips, towel, otherClips := dialoguetest.Clips, dialoguetest.Towel, dialoguetest.OtherClips
	towel.Stock = 0
	most := measure.Fen(100)
	many, any, cheap := waits.Wanted{Item: clips.ID, Quantity: 200}, waits.Wanted{Item: towel.ID}, waits.Wanted{Item: clips.ID, PriceMax: &most}
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"begun":       func(t *dialogue.Turn) { t.Show(begunCard(t, clips, many, 7)) },
		"begun-any":   func(t *dialogue.Turn) { t.Show(begunCard(t, towel, any, 8)) },
		"begun-price": func(t *dialogue.Turn) { t.Show(begunCard(t, clips, cheap, 9)) },
		"which": func(t *dialogue.Turn) {
			askWhich(t, []catalogue.Item{clips, otherClips}, wish{most: &most})
		},
		"list": func(t *dialogue.Turn) {
			showWaits(t, []awaited{
				{waits.Wait{ID: 7, Wanted: many, Price: 90}, clips}, {waits.Wait{ID: 8, Wanted: any, Price: 230}, towel},
				{waits.Wait{ID: 9, Wanted: cheap, Price: 120}, clips},
			}, t.Text("waits.over", nil))
		},
		"nothing": func(t *dialogue.Turn) { showWaits(t, nil) },
		"told": func(t *dialogue.Turn) {
			held, dear := clips, towel
			held.Stock, held.Holds = 0, []catalogue.Hold{{Person: 5, Quantity: 200, Until: t.Now.Add(waits.HeldFor)}, {Person: 6, Quantity: 10}}
			t.Show(toldCard(t.Lang, waits.Told{Seller: 5, Waits: []waits.Fulfilled{
				{Wait: waits.Wait{ID: 7, Wanted: many, Price: 105}, Held: 200, Until: t.Now.Add(waits.HeldFor).In(time.UTC)},
				{Wait: waits.Wait{ID: 9, Wanted: waits.Wanted{Item: towel.ID, PriceMax: &most}, Price: 280}},
			}}, []catalogue.Item{held, dear}, t.Now))
		},
	}, New(Services{}))
}
