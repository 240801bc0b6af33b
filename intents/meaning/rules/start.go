package rules

// starting phrases say that somebody wants to order, and not yet what.
var starting = phrases(map[string]bool{`i want to order|i'd like to order|i would like to order|id like to order|i wanna order|want to order|i need to order|i want to buy|i'd like to buy|
i wanna buy|can i order|could i order|may i order|can i place an order|could i place an order|i want to place an order|i'd like to place an order|i would like to place an order|
i want to make an order|place an order|make an order|new order|a new order|start an order|start a new order|order something|i want to order something|i want to buy something|buy something|
我要拿货|我想拿货|想拿货|要拿货|拿货|我来拿货|我要进货|我想进货|想进货|要进货|进货|我要订货|我想订货|想订货|要订货|订货|我要补货|我想补货|想补货|要补货|补货|我要下单|我想下单|想下单|要下单|
我要下个单|我想下个单|下个单|我要下一单|我想下一单|下一单|帮我下个单|我要买东西|我想买东西|买东西|我要买货|我想买货|我要订东西|我想订东西|我想拿点货|我要拿点货|拿点货|我想进点货|我要进点货|进点货|
能下单吗|可以下单吗|怎么拿货|我要点货|开个单|开单|我要开单`: true})

// startScore judges "i want to order" and 我要拿货, where no draft is open that they could mean.
func startScore(s segment) float64 {
	if len(s.context.Draft) > 0 || s.from >= s.to {
		return 0
	}
	list := s.list()
	first := 0
	for first < len(list) && list[first].kind == cuePiece && list[first].tags&^(filler|greeting|yes) == 0 {
		if _, n := starting.longest(s.message, list[first].from); n > 0 {
			break
		}
		first++
	}
	if first == len(list) {
		return 0
	}
	_, n := starting.longest(s.message, list[first].from)
	if n == 0 || s.segmentFrom(list[first].from+n).leftover(filler|thanking|yes|mark) > 0 {
		return 0
	}
	return 1.1 // more than a confirmation, which 下单 is elsewhere
}

// segmentBefore gives what a segment holds up to a token.
func (s segment) segmentBefore(token int) segment {
	to := s.from
	for to < s.to && s.pieces[to].to <= token {
		to++
	}
	return s.message.segment(s.from, to)
}

// segmentFrom gives what a segment holds from a token on.
func (s segment) segmentFrom(token int) segment {
	from := s.from
	for from < s.to && s.pieces[from].from < token {
		from++
	}
	return s.message.segment(from, s.to)
}
