package remind

import (
	"strings"
	"testing"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/integrations/reminders"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"orders": func(t *dialogue.Turn) {
			today := page{day: measure.Midnight(t.Now)}
			t.Show(pullCard(t.Lang, pulled(), today, t.Now))
			t.Cards()[0].Key = "before"
			t.Show(pullCard(t.Lang, pickup.Pull{}, today, t.Now))
			t.Cards()[1].Key = "none"
			t.Show(pullCard(t.Lang, pickup.Pull{}, page{day: today.day.AddDate(0, 0, 1)}, t.Now))
		},
		"reminder": func(t *dialogue.Turn) {
			t.Show(settingCard(t, pickup.Reminder{On: true, Minute: 480, Days: reminders.ReadDays("12345")}, own(t.Now), true))
			c := settingCard(t, pickup.Reminder{Minute: 450, Days: reminders.EveryDay}, nil, false)
			c.Key = ""
			t.Show(c)
		},
		"quiet": func(t *dialogue.Turn) {
			daily := pickup.Reminder{On: true, Minute: pickup.UsualMinute}
			for _, q := range []*bot.Quiet{{From: 22 * 60, Until: 7 * 60}, {From: 750, Until: 840}, {From: 20 * 60, Until: 510}, {From: 360, Until: 120}, nil} {
				for _, changed := range []bool{true, false} {
					c := quietCard(t, q, daily, changed)
					c.Key = ""
					t.Show(c)
				}
			}
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

// pulled is what the orders of the tests are to somebody who fetches them.
func pulled() (p pickup.Pull) {
	for i, o := range dialoguetest.Orders() {
		o.Status, o.Code = pickup.Ready, "4711"
		p.Stops = append(p.Stops, pickup.Stop{Distributor: o.Distributor, Stall: []string{"A-12", ""}[i], Orders: []pickup.Order{o}, Total: o.Total})
		p.Total += o.Total
		p.N++
	}
	first := p.Stops[0].Orders[0]
	p.Ticked = map[pickup.Tick]bool{{Order: first.ID, Item: first.Lines[0].Item}: true}
	return p
}

// However much there is to fetch, a page fits into one message, and every line stands on one.
func TestPagesFitIntoAMessage(t *testing.T) {
	t.Parallel()
	one := pickup.Order{ID: 1001, Distributor: strings.Repeat("美", 40), Status: pickup.Ready, Code: "4711"}
	for i := range 40 {
		one.Lines = append(one.Lines, pickup.Line{Item: catalogue.ItemID(i + 1), SKU: strings.Repeat("S", 20), TitleEN: strings.Repeat("t", 200), Unit: "个", Ordered: 1e6, Quantity: 999999})
	}
	pull := pickup.Pull{N: 1, Stops: []pickup.Stop{{Distributor: one.Distributor, Stall: "A-12", Orders: []pickup.Order{one}}}}
	lines := 0
	for n := range 3 {
		card := pullCard(phrases.English, pull, page{dialoguetest.Monday, n}, dialoguetest.Monday)
		if !dialoguetest.Limits.FitsMessage(card.Text) {
			t.Error(n, len(card.Text))
		}
		lines += strings.Count(string(card.Text), "☐")
		dialoguetest.CheckButtons(t, card)
	}
	if lines != 40 {
		t.Error(lines)
	}
}
