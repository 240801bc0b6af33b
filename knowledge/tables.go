package knowledge

import (
	"regexp"
	"slices"

	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
)

var (
	// asksAmount is how people ask for a price, a rate or a stock.
	asksAmount = regexp.MustCompile(`how much (?:is|are|does|do|for|to)\b|what(?:'s| is) the (?:price|rate|cost)|^price (?:of|for)|rate (?:to|for)|` +
		`how many .{0,40}(?:in stock|left|do you have)|in stock\b|多少钱|几块|几元|什么价|啥价|报价|怎么卖|还有货|有货吗|有没有货|(?:^|[^没])有现货|还剩多少|库存多少|多少库存`)
	// asksOrder is how people ask after their own orders and parcels.
	asksOrder = regexp.MustCompile(`(?:show|list|see|check|cancel|repeat|where(?:'s| is| are)|status of|track) my (?:last |open |current )?(?:order|parcel|package|pickup)|` +
		`我的(?:订单|包裹|快递|提货单)(?:$|到|在|呢|有|状态|\?|？)|(?:查|看|取消|列)(?:一下|下|看)?我的?(?:订单|包裹|快递)`)
	// code is an article number; parcel is a weight that somebody wants sent.
	code   = regexp.MustCompile(`\b[a-z]{1,4}-?\d{3,}\b`)
	parcel = regexp.MustCompile(`\d\s*(?:kg|g|公斤|千克|克|斤|kilos?|grams?)(?:$|[^\pL]|\p{Han})`)
)

// tablesKnow says that a question is about prices, rates, stock or orders of the village. Those are exact, and stand in
// tables; what somebody once said about them in a meeting must not pass for them.
func tablesKnow(question string, units []unit) bool {
	folded := text.Fold(question)
	if asksOrder.MatchString(folded) {
		return true
	}
	if !asksAmount.MatchString(folded) {
		return false
	}
	if code.MatchString(folded) || parcel.MatchString(folded) {
		return true
	}
	return slices.ContainsFunc(units, func(u unit) bool { return u.class == trade.Goods }) || onlyOfFreight(question)
}

// onlyOfFreight says that a question of an amount is about freight, stock or price and nothing else, such as insurance or a return.
func onlyOfFreight(question string) bool {
	for _, u := range trade.Units(question) {
		if u.Class == trade.Common {
			continue
		}
		switch u.Meaning {
		case "", trade.ShippingFee, trade.Courier, trade.Shipping, trade.Stock, trade.Price, trade.Parcel, trade.Cost, trade.Payment:
		default:
			return false
		}
	}
	return true
}
