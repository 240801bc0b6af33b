package understand

// totalScore judges "how much is it all together" and 多少钱了现在 beside an open draft, whose card tells it.
func totalScore(s segment) float64 {
	if len(s.context.Draft) == 0 || !s.has(total|ordersAsk|priceAsk) || s.has(freight|shipVerb|how|should) || s.leftover(total|priceAsk|ordersAsk|wh|function) > int(s.times) {
		return 0
	}
	switch {
	case s.has(total|ordersAsk) && s.has(priceAsk), s.has(total) && (s.has(wh) || s.marks > 0), s.context.Quote == nil && s.has(priceAsk):
		return 0.97
	}
	return 0
}
