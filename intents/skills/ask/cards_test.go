package ask

import (
	"testing"

	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/knowledge"
)

func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"answer": func(t *dialogue.Turn) {
			t.Say("ask.answer", answerView(t, knowledge.Answer{
				Text: "Weigh it first.", Citations: []knowledge.Citation{
					{Quote: "Weigh it first.", Speaker: "Chen", Title: "Saturday meeting", Date: "2026-11-07"},
					{Quote: "称完再报价。", Title: "心得"},
				},
			}))
		},
	}, New(Services{}))
}
