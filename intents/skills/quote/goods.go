package quote

import (
	"context"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// pressWeigh begins a quote for the goods of the orders just placed: their weight is the likeliest one.
func (sk *skill) pressWeigh(ctx context.Context, t *dialogue.Turn, args []string) error {
	number, ok := dialogue.Number(args, 0)
	placed := t.Focus.Order
	if !ok || placed == nil || placed.Number != int64(number) {
		return t.Stale(ctx)
	}
	ids := make([]pickup.OrderID, len(placed.Numbers))
	for i, n := range placed.Numbers {
		ids[i] = pickup.OrderID(n)
	}
	return sk.quoteOrders(ctx, t, ids, meaning.Quote{})
}

// quoteGoods prices a parcel with the goods of an order, or of the last ones.
func (sk *skill) quoteGoods(ctx context.Context, t *dialogue.Turn, c meaning.QuoteGoods) error {
	if c.Number.Given() {
		return sk.quoteOrders(ctx, t, numbered(c), c.Quote)
	}
	last, err := sk.Orders.Last(ctx, pickup.SellerID(t.Person.ID))
	if err != nil {
		return err
	}
	var ids []pickup.OrderID
	for _, o := range last {
		ids = append(ids, o.ID)
	}
	return sk.quoteOrders(ctx, t, ids, c.Quote)
}

// numbered are the orders that a command names.
func numbered(c meaning.QuoteGoods) []pickup.OrderID {
	ids := []pickup.OrderID{pickup.OrderID(c.Number.Value)}
	for _, n := range c.With {
		ids = append(ids, pickup.OrderID(n))
	}
	return ids
}

// quoteOrders prices a parcel with the goods of a seller's orders. Their weight is the parcel's where all of it is known;
// else the seller is asked.
func (sk *skill) quoteOrders(ctx context.Context, t *dialogue.Turn, ids []pickup.OrderID, c meaning.Quote) error {
	goods, unweighed, err := sk.weigh(ctx, t, ids)
	if err != nil {
		return err
	}
	p := &parcel{Made: t.ID(), Orders: ids, Goods: goods, Unweighed: unweighed}
	if unweighed == 0 {
		p.Weight = goods
	}
	memory.Of(t).Parcel = p
	sentAs(t, 0)
	return sk.quote(ctx, t, c)
}

// weigh adds up what the goods of a seller's orders weigh; items whose weight nobody gave are counted instead.
func (sk *skill) weigh(ctx context.Context, t *dialogue.Turn, ids []pickup.OrderID) (goods measure.Grams, unweighed int, err error) {
	var lines []pickup.Line
	var wanted []catalogue.ItemID
	for _, id := range ids {
		o, err := sk.Orders.Order(ctx, pickup.SellerID(t.Person.ID), id)
		if err != nil {
			return 0, 0, err
		}
		for _, l := range o.Lines {
			lines, wanted = append(lines, l), append(wanted, l.Item)
		}
	}
	items, err := sk.Catalogue.Items(ctx, wanted)
	if err != nil {
		return 0, 0, err
	}
	weights := map[catalogue.ItemID]measure.Grams{}
	for _, i := range items {
		weights[i.ID] = i.Weight
	}
	for _, l := range lines {
		if weights[l.Item] == 0 {
			unweighed++
		}
		goods += weights[l.Item] * measure.Grams(l.Quantity)
	}
	return goods, unweighed, nil
}

// goodsView is what is known of the weight of the goods in a parcel; nil where they are no order's, or where the seller
// has said another weight.
func goodsView(t *dialogue.Turn, p *parcel) any {
	if len(p.Orders) == 0 || p.Weight != 0 && p.Weight != p.Goods {
		return nil
	}
	numbers := make([]int64, len(p.Orders))
	for i, id := range p.Orders {
		numbers[i] = int64(id)
	}
	return dialogue.View{"Numbers": views.Numbers(t.Lang, numbers), "Goods": p.Goods, "Unweighed": p.Unweighed}
}
