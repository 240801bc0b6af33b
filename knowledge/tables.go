package knowledge

import (
	"regexp"
	"slices"

	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
)

var (
	// asksAmount is how people ask for a price, a rate or a stock; asksSum, how they ask for any money, of a fee or a fine, too.
	asksAmount = regexp.MustCompile(oneOf(bothWords("amounts")))
	asksSum    = regexp.MustCompile(oneOf(bothWords("howmuch")))
	// asksOrder is how people ask after their own orders and parcels.
	asksOrder = regexp.MustCompile(oneOf(bothWords("orders")))
	// code is an article number; parcel is a weight that somebody wants sent.
	code   = regexp.MustCompile(`\b[a-z]{1,4}-?\d{3,}\b`)
	parcel = regexp.MustCompile(`\d\s*(?:` + oneOf(bothWords("weights")) + `)(?:$|[^\pL]|\p{Han})`)
)

// tablesKnow says that a question is about prices, rates, stock or orders of the village. Those are exact, and stand in
// tables; what somebody once said about them in a meeting must not pass for them.
func tablesKnow(question string, units []unit) bool {
	folded := text.Fold(question)
	if asksOrder.MatchString(folded) {
		return true
	}
	amount := asksAmount.MatchString(folded)
	if !amount && !asksSum.MatchString(folded) {
		return false
	}
	if code.MatchString(folded) || parcel.MatchString(folded) {
		return true
	}
	if slices.ContainsFunc(units, func(u unit) bool { return u.class == trade.Goods }) {
		return true
	}
	return onlyOfFreight(question) && (amount || ofFreight(question))
}

// ofFreight says that a question names freight, stock or price, or what freight is counted by. Of a sum for anything else that
// the glossary does not know, a fee for a carton that is stopped on its way, the tables know nothing.
func ofFreight(question string) bool {
	return slices.ContainsFunc(trade.Units(question), func(u trade.Unit) bool {
		switch u.Meaning {
		case trade.ShippingFee, trade.Courier, trade.Shipping, trade.Stock, trade.Price, trade.Kilogram:
			return true
		}
		return false
	})
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
