package find

import (
	"testing"
	"time"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestCards(t *testing.T) {
	t.Parallel()
	clips, towel, otherClips := dialoguetest.Clips, dialoguetest.Towel, dialoguetest.OtherClips
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"results": func(t *dialogue.Turn) {
			memory.Of(t).Search = &search{Text: "clips"}
			t.Show(listCard(t, []catalogue.Item{clips, towel, otherClips}, false, 8))
		},
		"results-near": func(t *dialogue.Turn) {
			most := measure.Fen(200)
			memory.Of(t).Search = &search{Text: "blue clips", Max: &most, Page: 1}
			t.Show(listCard(t, []catalogue.Item{clips}, true, 6))
		},
		"detail": func(t *dialogue.Turn) { showDetail(t, clips) },
		"detail-soldout": func(t *dialogue.Turn) {
			gone := towel
			gone.Stock = 0
			showDetail(t, gone)
		},
		"detail-held": func(t *dialogue.Turn) { // for Li, whose turn it is
			held := towel
			held.Holds = []catalogue.Hold{{Person: 5, Quantity: 4, Until: t.Now.Add(time.Hour)}, {Person: 6, Quantity: 3}}
			showDetail(t, held)
		},
	}, New(Services{}))
}
