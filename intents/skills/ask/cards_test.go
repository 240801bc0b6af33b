package ask

import (
	"testing"

	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/knowledge"
)

func TestCards(t *testing.T) {
	t.Parallel()
	weigh := knowledge.Citation{Quote: "Weigh it first. Then ask.", Telling: "Then ask.", Speaker: "Chen", Title: "Saturday meeting", Date: "2026-11-07", Language: "en"}
	quote := knowledge.Citation{Quote: "称完再报价。", Title: "心得", Language: "zh"}
	say := func(a knowledge.Answer) func(*dialogue.Turn) {
		return func(t *dialogue.Turn) {
			key, view := answerCard(t, a)
			t.Say(key, view)
		}
	}
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"answer": say(knowledge.Answer{Text: "Weigh it first. Then ask.", Citations: []knowledge.Citation{weigh, quote}}),
		"near":   say(knowledge.Answer{Abstained: true, Near: []knowledge.Citation{weigh, quote}}),
		"several": func(t *dialogue.Turn) {
			key, view := answersCard(t, []knowledge.Part{
				{Question: "When do I weigh it?", Answer: knowledge.Answer{Text: "Weigh it first. Then ask.", Citations: []knowledge.Citation{weigh}}},
				{Question: "What is the moon made of?", Answer: knowledge.Answer{Abstained: true}},
			})
			t.Say(key, view)
		},
		"nothing": say(knowledge.Answer{Abstained: true}),
	}, New(Services{}))
}
