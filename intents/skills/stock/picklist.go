package stock

import (
	"context"
	"time"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const (
	pickListKey = "sheet"
	// daysAhead is how far ahead a pick list may be looked at.
	daysAhead = 30
)

// pickList lists what sellers will fetch today.
func (sk *skill) pickList(ctx context.Context, t *dialogue.Turn, _ meaning.PickList) error {
	return sk.showPickList(ctx, t, measure.Midnight(t.Now))
}

// pressPickList lists what sellers will fetch from the person's distributor, so many days from now.
func (sk *skill) pressPickList(ctx context.Context, t *dialogue.Turn, args []string) error {
	days, ok := dialogue.Number(args, 0)
	if !ok || t.Person.Distributor == "" || days < 0 || days > daysAhead {
		return t.Stale(ctx)
	}
	return sk.showPickList(ctx, t, measure.Midnight(t.Now).AddDate(0, 0, days))
}

// showPickList lists what sellers will fetch on a day.
func (sk *skill) showPickList(ctx context.Context, t *dialogue.Turn, day time.Time) error {
	orders, err := sk.Orders.ForDistributor(ctx, t.Person.Distributor, day)
	if err != nil {
		return err
	}
	lines := views.Orders(t.Lang, orders, t.Now)
	names := map[pickup.SellerID]string{}
	for i, o := range orders {
		if _, known := names[o.Seller]; !known {
			seller, err := sk.People.Person(ctx, bot.PersonID(o.Seller))
			if err != nil {
				return err
			}
			names[o.Seller] = seller.Name
		}
		lines[i]["Name"] = names[o.Seller]
	}
	other := t.Button("distributor.button.tomorrow", nil, "sheet", 1)
	if day.After(t.Now) {
		other = t.Button("distributor.button.today", nil, "sheet", 0)
	}
	t.Show(bot.Card{
		Text: t.Text("distributor.sheet", dialogue.View{
			"Distributor": t.Person.Distributor, "Day": day, "Now": t.Now, "Orders": lines, "N": len(orders), "Total": views.Total(orders),
		}),
		Key: pickListKey, InPlace: t.InPlace(), Buttons: [][]bot.Button{dialogue.Row(other)},
	})
	return nil
}
