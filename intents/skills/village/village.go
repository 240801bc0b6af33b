// Package village tells organisers what the village sends: how much with whom, how far the next tiers are, what was paid
// too much, how long couriers really take, and all of it on a page for the next negotiation.
package village

import (
	"oldhand/bot"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	villageKey = "village"
	// couriersShown, tiersShown and lanesShown are how much of it a card holds; the brief has everything.
	couriersShown, tiersShown, lanesShown = 10, 5, 10
	// villageDays is how far back the cards go.
	villageDays = 60
)

// Services are what the skill needs.
type Services struct {
	Rates     *rates.Rates
	Parcels   *parcels.Parcels
	Documents *bot.Documents
}

type skill struct{ Services }

// New gives the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name: "village",
		Serves: []dialogue.Served{
			dialogue.Serve(sk.day), dialogue.Serve(sk.tiers), dialogue.Serve(sk.overpaid), dialogue.Serve(sk.brief), dialogue.Serve(sk.days),
		},
		Presses: map[string]dialogue.Press{
			"village": sk.pressVillage, "overpaid": sk.pressOverpaid, "lanes": sk.pressLanes, "brief": sk.pressBrief,
		},
		Slashes: []dialogue.Slash{
			dialogue.SlashFor("village", meaning.VillageDay{}), dialogue.SlashFor("brief", meaning.Brief{}),
			dialogue.SlashFor("overpaid", meaning.Overpaid{}), dialogue.SlashFor("days", meaning.Days{}),
		},
	}
}

// organises says that the person may see everybody's parcels, and tells whoever may not.
func organises(t *dialogue.Turn) bool {
	if t.Person.Role != bot.Organiser {
		t.Say("village.notyours", nil)
		return false
	}
	return true
}

// buttons lead from one card about the village to the others.
func buttons(t *dialogue.Turn, ago int) [][]bot.Button {
	other := t.Button("village.button.yesterday", nil, "village", 1)
	if ago > 0 {
		other = t.Button("village.button.today", nil, "village", 0)
	}
	return [][]bot.Button{
		dialogue.Row(other, t.Button("village.button.overpaid", nil, "overpaid", max(ago, 1)), t.Button("village.button.lanes", nil, "lanes")),
		dialogue.Row(t.Button("village.button.handover", nil, "handover"), t.Button("village.button.brief", nil, "brief")),
	}
}
