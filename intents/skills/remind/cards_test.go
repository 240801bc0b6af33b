package remind

import (
	"testing"
	"time"

	"oldhand/integrations/pickup"
	"oldhand/integrations/reminders"
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
			t.Show(settingCard(t, pickup.Reminder{On: true, Minute: 480, Days: reminders.ReadDays("12345")}, own(t.Now), true))
			c := settingCard(t, pickup.Reminder{Minute: 450, Days: reminders.EveryDay}, nil, false)
			c.Key = ""
			t.Show(c)
		},
		"own": func(t *dialogue.Turn) {
			askWhen(t, "pay the rent", 480)
			for _, r := range own(t.Now) {
				t.Show(ownCard(t.Lang, r, t.Now))
			}
		},
	}, New(Services{}))
}

// own are reminders of somebody's own words: one that is late, and one that comes every week.
func own(now time.Time) []reminders.Reminder {
	return []reminders.Reminder{
		{ID: 7, Wish: reminders.Wish{Text: "pay the rent", At: now.Add(-time.Hour)}, Next: now.Add(-time.Hour)},
		{ID: 8, Wish: reminders.Wish{Text: "交快递", Days: reminders.ReadDays("15"), Minute: 570}, Next: now},
	}
}
