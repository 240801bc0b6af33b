package rules

// draftAsks ask for the open draft as it stands.
var draftAsks = phrases(map[string]bool{`how much are we at|where are we at|what are we at|so far|what have i got so far|what do i have so far|what have we got so far|
单子|单子发我|总共几样|一共几样|共几样|几样|有几样了|现在几样`: true})

// totalScore judges "how much is it all together", 多少钱了现在 and 单子发我看下 beside an open draft, whose card tells it.
func totalScore(s segment) float64 {
	const asking = total | priceAsk | ordersAsk | wh | function | findVerb | showVerb | should
	switch {
	case len(s.context.Draft) == 0 || s.has(removeVerb|cancelled):
		return 0
	case s.numbers+s.skus == 0 && s.leftover(asking) <= 2 && s.phraseAt(func(i int) bool { _, n := draftAsks.longest(s.message, i); return n > 0 }):
		return 1.05 // more than a list of the orders placed
	case s.has(freight | shipVerb | how | should):
		return 0
	}
	if !s.has(total|ordersAsk|priceAsk) || s.leftover(total|priceAsk|ordersAsk|wh|function) > int(s.times) {
		return 0
	}
	switch {
	case s.has(total|ordersAsk) && s.has(priceAsk), s.has(total) && (s.has(wh) || s.marks > 0), s.context.Quote == nil && s.has(priceAsk):
		return 0.97
	}
	return 0
}
