package intents

import (
	"context"

	"oldhand/bot"
	"oldhand/integrations/amount"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/pickup"
)

// pressWeigh begins a quote for the goods of the orders just placed: their weight is the likeliest one.
func (v *visit) pressWeigh(ctx context.Context, args []string) error {
	turn, ok := number(args, 0)
	p := v.state.Placed
	if !ok || p == nil || p.Turn != bot.TurnID(turn) {
		return v.stale(ctx)
	}
	goods, unweighed, err := v.weigh(ctx, p.Orders)
	if err != nil {
		return err
	}
	v.state.Quote = &quoteRequest{Goods: goods}
	v.show(bot.Card{
		Text: v.text("quote.goods", view{"Numbers": v.numbers(p.Orders), "Goods": goods, "Unweighed": unweighed}),
		Key:  quoteKey, Buttons: v.weightButtons(),
	})
	return nil
}

// weigh adds up what the goods of a seller's orders weigh; items whose weight nobody gave are counted instead.
func (v *visit) weigh(ctx context.Context, ids []pickup.OrderID) (goods amount.Grams, unweighed int, err error) {
	var lines []pickup.Line
	var wanted []catalogue.ItemID
	for _, id := range ids {
		o, err := v.Orders.Order(ctx, v.seller(), id)
		if err != nil {
			return 0, 0, err
		}
		for _, l := range o.Lines {
			lines, wanted = append(lines, l), append(wanted, l.Item)
		}
	}
	items, err := v.Catalogue.Items(ctx, wanted)
	if err != nil {
		return 0, 0, err
	}
	weights := map[catalogue.ItemID]amount.Grams{}
	for _, i := range items {
		weights[i.ID] = i.Weight
	}
	for _, l := range lines {
		if weights[l.Item] == 0 {
			unweighed++
		}
		goods += weights[l.Item] * amount.Grams(l.Quantity)
	}
	return goods, unweighed, nil
}
