package intents

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
	"oldhand/intents/understand"
)

const sheetKey = "sheet"

// Numbers that mean one thing to one person and another to the next, or nothing: 1,05 and 1.005 as a price, 1,5 as a
// stock, a price with a comma read as a stock, and a price below 0. They are asked for again rather than guessed.
var (
	doubtfulPrice = regexp.MustCompile(`\d[,，]\d|\d\.\d{3}|(?:^|\s)[-−]\s*\d`)
	doubtfulStock = regexp.MustCompile(`(?i)(?:price|价).*\d[,，]\d|\d[,，]\d{1,2}\b|\d\.\d`)
)

// setStock asks a distributor's person to confirm what is on the shelf, or what came in or went.
func (v *visit) setStock(ctx context.Context, s understand.Slots) error {
	if s.Stock == nil || *s.Stock < 0 || doubtfulStock.MatchString(v.turn.Message.Text) {
		v.say("distributor.how", nil)
		return nil
	}
	if s.When != "" {
		return v.tellComing(ctx, s)
	}
	return v.proposeChange(ctx, s)
}

// setPrice asks a distributor's person to confirm a price.
func (v *visit) setPrice(ctx context.Context, s understand.Slots) error {
	if s.Price == nil || *s.Price <= 0 || doubtfulPrice.MatchString(v.turn.Message.Text) {
		v.say("distributor.how", nil)
		return nil
	}
	if s.Step != "" {
		return v.shiftPrice(ctx, s)
	}
	return v.proposeChange(ctx, understand.Slots{SKU: s.SKU, Item: s.Item, Price: s.Price})
}

// shiftPrice proposes what a price becomes by going up or down. A change of half the price or more was rather the new
// price, so it is asked for again.
func (v *visit) shiftPrice(ctx context.Context, s understand.Slots) error {
	item, ok, err := v.ownItem(ctx, understand.Slots{SKU: s.SKU, Item: s.Item})
	if err != nil || !ok {
		return err
	}
	if 2**s.Price >= item.Price {
		v.say("distributor.how", nil)
		return nil
	}
	price := item.Price + *s.Price
	if s.Step == understand.Less {
		price = item.Price - *s.Price
	}
	return v.proposeChange(ctx, understand.Slots{SKU: item.SKU, Price: &price})
}

// ownItem finds the person's own item that is spoken of, by its SKU, by its words, or as the one told of last. It says so
// where there is none.
func (v *visit) ownItem(ctx context.Context, s understand.Slots) (item catalogue.Item, ok bool, err error) {
	if v.person.Role != bot.Distributor || v.person.Distributor == "" {
		v.say("distributor.notyours", nil)
		return item, false, nil
	}
	sku := s.SKU
	if sku == "" && s.Item == "" {
		sku = v.state.Told
	}
	if sku == "" {
		return v.ownItemLike(ctx, s.Item)
	}
	items, err := v.Catalogue.BySKU(ctx, sku)
	if err != nil {
		return item, false, err
	}
	if items = v.own(items); len(items) == 0 {
		v.say("distributor.nosuch", view{"SKU": sku, "Distributor": v.person.Distributor})
		return item, false, nil
	}
	return items[0], true, nil
}

// own keeps the items of the person's distributor.
func (v *visit) own(items []catalogue.Item) []catalogue.Item {
	return slices.DeleteFunc(items, func(i catalogue.Item) bool { return !strings.EqualFold(i.Distributor, v.person.Distributor) })
}

// ownItemLike finds the person's only item that fits words; which of several is meant takes a SKU.
func (v *visit) ownItemLike(ctx context.Context, words string) (item catalogue.Item, ok bool, err error) {
	var items []catalogue.Item
	if words != "" {
		result, err := v.Catalogue.Find(ctx, catalogue.Query{Text: words, Limit: likeRead})
		if err != nil {
			return item, false, err
		}
		for _, h := range result.Hits {
			if !result.Near && h.Score >= likeEnough*result.Hits[0].Score {
				items = append(items, h.Item)
			}
		}
	}
	if items = v.own(items); len(items) != 1 {
		v.say("distributor.how", nil)
		return item, false, nil
	}
	return items[0], true, nil
}

// showSheet lists what sellers will fetch from the person's distributor on a day.
func (v *visit) showSheet(ctx context.Context, day time.Time) error {
	orders, err := v.Orders.ForDistributor(ctx, v.person.Distributor, day)
	if err != nil {
		return err
	}
	views := v.orderViews(orders)
	for i, o := range orders {
		if views[i]["Name"], err = v.sellerName(ctx, orders[:i], views, o); err != nil {
			return err
		}
	}
	other := v.button("distributor.button.tomorrow", nil, "sheet", 1)
	if day.After(v.now) {
		other = v.button("distributor.button.today", nil, "sheet", 0)
	}
	v.show(bot.Card{
		Text: v.text("distributor.sheet", view{
			"Distributor": v.person.Distributor, "Day": day, "Now": v.now, "Orders": views, "N": len(orders), "Total": sum(orders),
		}),
		Key: sheetKey, InPlace: v.pressed(), Buttons: [][]bot.Button{row(other)},
	})
	return nil
}

// sellerName names the seller of an order, asking once for each.
func (v *visit) sellerName(ctx context.Context, before []pickup.Order, views []view, o pickup.Order) (string, error) {
	for i, b := range before {
		if b.Seller == o.Seller {
			return views[i]["Name"].(string), nil
		}
	}
	p, err := v.People.Person(ctx, bot.PersonID(o.Seller))
	return p.Name, err
}

// pressSheet shows the list of another day.
func (v *visit) pressSheet(ctx context.Context, args []string) error {
	days, ok := number(args, 0)
	if !ok || v.person.Distributor == "" || days < 0 || days > 30 {
		return v.stale(ctx)
	}
	return v.showSheet(ctx, midnight(v.now).AddDate(0, 0, days))
}
