package counter

import (
	"testing"
	"time"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/dialogue/dialoguetest"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

func TestCards(t *testing.T) {
	t.Parallel()
	dialoguetest.Cards(t, map[string]func(*dialogue.Turn){
		"placed":   func(t *dialogue.Turn) { draws(t, pickup.ByDistributor, order(pickup.Placed)) },
		"accepted": func(t *dialogue.Turn) { draws(t, pickup.ByDistributor, order(pickup.Accepted)) },
		"asked": func(t *dialogue.Turn) {
			o := order(pickup.Ready)
			o.CancelAsked = true
			draws(t, pickup.ByDistributor, o)
		},
		"refused":   func(t *dialogue.Turn) { draws(t, pickup.ByDistributor, order(pickup.Refused)) },
		"organiser": func(t *dialogue.Turn) { draws(t, pickup.ByOrganiser, order(pickup.Placed)) },
		"why": func(t *dialogue.Turn) {
			v := viewer(t, pickup.ByDistributor)
			put(t, v, order(pickup.Placed), reasonCard(t, v, order(pickup.Placed), "counter.why"))
		},
		"short": func(t *dialogue.Turn) {
			v, o := viewer(t, pickup.ByDistributor), order(pickup.Placed)
			put(t, v, o, lineCard(t, v, o, o.Lines, meaning.Short{Left: meaning.Said(1)}))
			askLeft(t, v, o, o.Lines[0])
		},
		"told": func(t *dialogue.Turn) {
			accepted := order(pickup.Accepted)
			t.Show(toldOf(t, accepted))
			accepted.History = accepted.History[:2]
			t.Show(toldOf(t, accepted))
			short := order(pickup.Accepted)
			short.History = short.History[:3]
			t.Show(toldOf(t, short))
			for _, status := range []pickup.Status{pickup.Ready, pickup.Picked, pickup.Refused, pickup.Cancelled} {
				t.Show(toldOf(t, order(status)))
			}
		},
	}, New(Services{}))
}

// toldOf is what the seller is told of what was done to an order last.
func toldOf(t *dialogue.Turn, o pickup.Order) bot.Card {
	return views.Told(t.Person, o, t.Now, map[catalogue.ItemID][]catalogue.Item{1: {dialoguetest.Towel}, 2: {dialoguetest.Clips}}).Cards[0]
}

// viewer is Li's distributor, an organiser, or Li herself.
func viewer(t *dialogue.Turn, role pickup.Role) views.Viewer {
	actor := pickup.Actor{Person: 7, Role: role, Distributor: "Meiya"}
	if role == pickup.BySeller {
		actor.Person = 5
	}
	return views.Viewer{Lang: t.Lang, Now: t.Now, Actor: actor, Names: map[bot.PersonID]string{5: "Li", 7: "Mei", 8: "Fang"}}
}

func draws(t *dialogue.Turn, role pickup.Role, o pickup.Order) {
	v := viewer(t, role)
	put(t, v, o, v.Counter(o))
}

// order is one of Li's at Meiya, whose second line came up short and whose third is not there at all, once it was accepted.
func order(status pickup.Status) pickup.Order {
	o := dialoguetest.Orders()[0]
	o.Seller, o.Status = 5, status
	o.Lines = append(o.Lines,
		pickup.Line{Item: 4, SKU: "A2001", TitleEN: "Blue hair clip", TitleZH: "蓝色发夹", Unit: "个", Ordered: 5, Quantity: 5, Price: 110, Total: 550},
		pickup.Line{Item: 5, SKU: "A2002", TitleEN: "Hair band", TitleZH: "发箍", Unit: "个", Ordered: 2, Quantity: 2, Price: 260, Total: 520})
	o.Total = 3470
	did := func(minutes int, by int64, role pickup.Role, what pickup.Deed) {
		o.History = append(o.History, pickup.Event{At: dialoguetest.Monday.Add(time.Duration(minutes) * time.Minute), Actor: by, Role: role, What: what})
	}
	did(-24*60, 5, pickup.BySeller, pickup.Place)
	if status == pickup.Placed {
		return o
	}
	o.Lines[0].Quantity, o.Lines[0].Total, o.Lines[2].Quantity, o.Lines[2].Total, o.Total = 12, 1440, 0, 0, 1990
	did(-20, 7, pickup.ByDistributor, pickup.Accept)
	did(-10, 8, pickup.ByDistributor, pickup.Short)
	last := &o.History[len(o.History)-1]
	last.SKU, last.Had, last.Has = "A1023", 20, 12
	switch status {
	case pickup.Refused:
		did(-5, 8, pickup.ByDistributor, pickup.Refuse)
		o.History[len(o.History)-1].Reason = "the roof leaks"
	case pickup.Accepted:
	default:
		did(-5, 8, pickup.ByDistributor, pickup.Deed(status))
	}
	return o
}
