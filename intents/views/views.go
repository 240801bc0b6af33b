// Package views turns what the subjects know into what the sentences want: items, orders, places and times as several
// skills show them.
package views

import (
	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
)

// Item is an item as the sentences want it; extra joins it.
func Item(lang phrases.Lang, i catalogue.Item, extra dialogue.View) dialogue.View {
	out := dialogue.View{
		"Title": dialogue.Short(i.Title(string(lang)), 48), "SKU": i.SKU, "Price": i.Price, "Tiers": Tiers(i.Tiers),
		"Unit": UnitIn(lang, i.Unit), "Stock": i.Stock, "Min": i.MinQty, "Multiple": i.Multiple,
		"Distributor": i.Distributor, "Carton": i.Carton, "Weight": i.Weight, "Stall": i.Stall, "Category": i.Category,
		"Description": dialogue.Short(description(i, lang), 300),
	}
	for k, e := range extra {
		out[k] = e
	}
	return out
}

// Tiers are prices of larger quantities as the sentences want them.
func Tiers(tiers []catalogue.Tier) []dialogue.View {
	out := make([]dialogue.View, len(tiers))
	for n, t := range tiers {
		out[n] = dialogue.View{"From": t.From, "Price": t.Price}
	}
	return out
}

func description(i catalogue.Item, lang phrases.Lang) string {
	if lang == phrases.Chinese && i.DescriptionZH != "" || i.DescriptionEN == "" {
		return i.DescriptionZH
	}
	return i.DescriptionEN
}

// Place names a place in a language.
func Place(lang phrases.Lang, p address.Place) string {
	if lang == phrases.English {
		return address.EnglishName(p)
	}
	return p.Name
}

// Lane is how long a courier really takes to a province, as the sentences want it.
func Lane(lang phrases.Lang, l parcels.Lane) dialogue.View {
	return dialogue.View{
		"Courier": rates.CourierName(l.Courier, string(lang)), "Service": rates.ServiceName(l.Courier, l.Service, string(lang)),
		"To": Place(lang, address.PlaceOf(l.Province)), "N": l.Reports, "Late": l.Late, "Enough": l.Enough(), "Need": parcels.MinObservations,
		"Own":  dialogue.View{"P50": l.P50, "P90": l.P90},
		"Card": dialogue.View{"P50": Known(l.CardP50), "P90": Known(l.CardP90)},
	}
}

// Numbers lists order numbers as people say them: #1001, #1002.
func Numbers(lang phrases.Lang, ids []int64) string {
	if len(ids) == 0 {
		return ""
	}
	return phrases.Label(lang, "orders.numbers", dialogue.View{"IDs": ids})
}

// Known is a number such as of days, 0 where nobody says.
func Known(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}
