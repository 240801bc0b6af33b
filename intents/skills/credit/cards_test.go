package credit

import (
	"context"
	"testing"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
)

func TestCards(t *testing.T) {
	t.Parallel()
	most := measure.Fen(300000)
	grows, flat := &pickup.CreditRule{First: 50000, Step: 5000, Most: &most}, &pickup.CreditRule{First: 50000}
	limit := grows.Limit(2)
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"mine": func(t *dialogue.Turn) {
			show(t, pickup.Standing{Limit: &limit, Ordered: 8000, Owed: 13000, Cleared: 2}, grows, []pickup.Account{
				{Name: "Meiya 美雅", HandedOver: 13000}, {Name: "Fumao", HandedOver: 500, Paid: 900},
			})
		},
		"mine-new":  func(t *dialogue.Turn) { show(t, pickup.Standing{Limit: &flat.First}, flat, nil) },
		"mine-free": func(t *dialogue.Turn) { show(t, pickup.Standing{Ordered: 8000}, nil, nil) },
		"propose":   func(t *dialogue.Turn) { showProposed(t, grows, 2) },
		"terms": func(t *dialogue.Turn) {
			t.Person.Role, t.Person.Distributor = bot.Distributor, "Meiya"
			if err := proposeTerms(context.Background(), t, true); err != nil {
				panic(err)
			}
		},
		"one": func(t *dialogue.Turn) {
			changes := []pickup.OwnChange{{At: t.Now, Actor: 4, Most: &most}, {At: t.Now.AddDate(0, 0, -2), Actor: 5}}
			showStanding(t, bot.Person{ID: 3, Name: "Li"}, pickup.Standing{Limit: &most, Ordered: 8000, Owed: 13000, Cleared: 2, Own: true}, changes, map[bot.PersonID]string{4: "Zhao"})
		},
		"own": func(t *dialogue.Turn) {
			showOwnProposed(t, bot.Person{ID: 3, Name: "Li"}, pickup.Standing{Limit: &limit, Ordered: 400000, Cleared: 2}, grows, &most)
		},
		"own-ends": func(t *dialogue.Turn) {
			showOwnProposed(t, bot.Person{ID: 3, Name: "Li"}, pickup.Standing{Limit: &most, Cleared: 2, Own: true}, grows, nil)
		},
		"unlimited": func(t *dialogue.Turn) { showProposed(t, nil, 0) },
	}, New(Services{}))
}

func TestARuleReadsBack(t *testing.T) {
	t.Parallel()
	most := measure.Fen(300000)
	dialoguetest.ReadsBack(t, remembered{7, &pickup.CreditRule{First: 1, Step: 2, Most: &most}, true, &own{3, &most}})
}
