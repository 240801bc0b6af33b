package rules

import "oldhand/integrations/text"

// moreScore judges 同样的再来五个 and "same again, 5 more": more of one thing, and not the whole order once more.
func moreScore(s segment) float64 {
	p, ok := s.first(numberPiece)
	if !ok || !s.has(again) || s.numbers != 1 || s.words+s.skus+s.weights+s.sizes+s.moneys > 0 || s.has(how|should|ordersAsk) {
		return 0
	}
	if n, whole := p.number.Whole(); !whole || n == 0 || timesOver[p.unit] || p.unit == "" && n >= 1000 { // an order's number
		return 0
	}
	return 0.97
}

// timesOver count whole orders.
var timesOver = text.Set("份 单 次 遍 回 套 set sets times")
