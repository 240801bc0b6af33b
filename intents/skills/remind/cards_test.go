package remind

import (
	"testing"

	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"orders": func(t *dialogue.Turn) {
			t.Show(pickupsCard(t.Lang, dialoguetest.Orders(), t.Now))
			t.Cards()[0].Key = "before"
			t.Show(pickupsCard(t.Lang, nil, t.Now))
		},
		"reminder": func(t *dialogue.Turn) {
			t.Show(settingCard(t, pickup.Reminder{On: true, Minute: 480}, true))
			c := settingCard(t, pickup.Reminder{Minute: 450}, false)
			c.Key = ""
			t.Show(c)
		},
	}, New(Services{}))
}
