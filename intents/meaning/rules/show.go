package rules

// showScore judges "show A1023", A1023长什么样, "is B7 in stock?", "how much is A1023" and a bare SKU.
func showScore(s segment) float64 {
	if s.skus == 0 {
		return 0
	}
	score := 0.5
	if s.alone() {
		score = 0.86
	}
	switch {
	case s.has(showVerb):
		score = 0.95
	case s.has(priceAsk), s.has(stockAsk):
		score = 0.93
	case s.has(findVerb):
		score = 0.9
	case s.has(wh) || s.marks > 0:
		score = 0.86
	}
	score -= 0.35*float64(s.numbers+s.weights+s.sizes+s.moneys) + 0.06*float64(s.words) + 0.05*float64(s.functions) + 0.3*float64(s.places)
	if s.has(stockAsk|findVerb) && s.marks > 0 && s.list()[len(s.list())-1].kind != numberPiece { // A1023有20个吗
		score += 0.25 * float64(s.numbers)
	}
	if s.has(orderVerb) && !s.has(showVerb|findVerb|stockAsk|priceAsk) && !s.happened() || s.has(shipVerb|remindVerb|how) {
		score -= 0.3
	}
	if s.has(removeVerb) && !s.has(stockAsk) || s.has(changeVerb&^orderVerb) {
		score -= 0.3
	}
	return score - 0.2*float64(s.times)
}

func buildShow(s segment) []Command {
	var commands []Command
	for _, p := range s.list() {
		if p.kind == skuPiece {
			for _, sku := range append([]string{p.sku}, p.also...) {
				commands = append(commands, Command{Show, Slots{SKU: s.skuName(sku).sku}})
			}
		}
	}
	return commands
}
