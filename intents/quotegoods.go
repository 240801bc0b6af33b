package intents

import (
	"context"
	"regexp"
	"strconv"

	"oldhand/bot"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/understand"
)

// pressWeigh begins a quote for the goods of the orders just placed: their weight is the likeliest one.
func (v *visit) pressWeigh(ctx context.Context, args []string) error {
	turn, ok := number(args, 0)
	p := v.state.Placed
	if !ok || p == nil || p.Turn != bot.TurnID(turn) {
		return v.stale(ctx)
	}
	return v.quoteGoods(ctx, p.Orders, understand.Slots{})
}

var (
	// numberedOrder is how people name an order by its number: order #1001, #1001, 订单1001, 1001号单.
	numberedOrder = regexp.MustCompile(`(?i)(?:\b(?:my|the)\s+)?(?:\border\s*(?:no\.?\s*|number\s*)?|(?:我的?)?(?:订单|单子?))?#\s?(\d{1,12})(?:\s*号?(?:订单|单子?))?|` +
		`(?:\b(?:my|the)\s+)?\border\s+(?:no\.?\s*|number\s*)?(\d{4,12})\b|我?的?(?:订单|单号|单子)号?\s*(\d{4,12})|(\d{4,12})\s*号?那?[张个]?(?:订单|单子?)`)
	// lastOrder is how they name the last one.
	lastOrder = regexp.MustCompile(`(?i)\b(?:my|the)\s+(?:last\s+|latest\s+)?order\b|(?:我的?|刚才的?|刚下的?|上一?[张个]?)(?:订单|单子?)`)
	// carriage is what words about sending hold.
	carriage = regexp.MustCompile(`(?i)\b(?:quote|courier|ship|shipping|send|sending|postage|parcel)\b|[寄发邮]|快递|运费`)
	hanWords = regexp.MustCompile(`\p{Han}`)
)

// goodsByWords serves words about sending the goods of an order: "quote my order #1001 to Chengdu", 1001号单发成都多少钱; and
// by when the parcel has to be there that was priced last.
func (v *visit) goodsByWords(ctx context.Context, text string) (done bool, err error) {
	if done, err := v.deadline(ctx, text); done || err != nil {
		return done, err
	}
	id, rest, ok := cutOrder(text)
	if !ok || voidWords.MatchString(text) {
		return false, nil
	}
	before := v.state.Quote
	v.state.Quote = nil // what was said of another parcel does not count for this one
	u := v.understand(rest)
	v.state.Quote = before
	if len(u.Commands) != 1 || u.Commands[0].Name != understand.Quote {
		return false, nil
	}
	s := u.Commands[0].Slots
	if s.To == "" && !carriage.MatchString(text) {
		return false, nil
	}
	s.Count = 0 // nobody said how many: the parcel stands for the order
	ids := []pickup.OrderID{id}
	if id == 0 {
		last, err := v.Orders.Last(ctx, v.seller())
		if err != nil {
			return true, err
		}
		ids = ids[:0]
		for _, o := range last {
			ids = append(ids, o.ID)
		}
	}
	return true, v.quoteGoods(ctx, ids, s)
}

// cutOrder reads which order words name, 0 for the last one, and puts a parcel in its place.
func cutOrder(text string) (id pickup.OrderID, rest string, ok bool) {
	m := numberedOrder.FindStringSubmatchIndex(text)
	if m == nil {
		m = lastOrder.FindStringIndex(text)
	}
	if m == nil {
		return 0, "", false
	}
	for group := 2; group < len(m); group += 2 {
		if m[group] < 0 {
			continue
		}
		n, err := strconv.ParseInt(text[m[group]:m[group+1]], 10, 64)
		if err != nil {
			return 0, "", false
		}
		id = pickup.OrderID(n)
	}
	parcel := " a parcel "
	if hanWords.MatchString(text) {
		parcel = "一个包裹"
	}
	return id, text[:m[0]] + parcel + text[m[1]:], true
}

// quoteGoods prices a parcel with the goods of a seller's orders. Their weight is the parcel's where all of it is known;
// else the seller is asked.
func (v *visit) quoteGoods(ctx context.Context, ids []pickup.OrderID, s understand.Slots) error {
	goods, unweighed, err := v.weigh(ctx, ids)
	if err != nil {
		return err
	}
	v.state.Quote = &quoteRequest{Orders: ids, Goods: goods, Unweighed: unweighed}
	if unweighed == 0 {
		v.state.Quote.Weight = goods
	}
	return v.quote(ctx, s)
}

// goodsView is what is known of the weight of the goods in a parcel; nil where they are no order's, or where the seller
// has said another weight.
func (v *visit) goodsView(q *quoteRequest) any {
	if len(q.Orders) == 0 || q.Weight != 0 && q.Weight != q.Goods {
		return nil
	}
	return view{"Numbers": v.numbers(q.Orders), "Goods": q.Goods, "Unweighed": q.Unweighed}
}

// weigh adds up what the goods of a seller's orders weigh; items whose weight nobody gave are counted instead.
func (v *visit) weigh(ctx context.Context, ids []pickup.OrderID) (goods measure.Grams, unweighed int, err error) {
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
