package understand

// A distributor tells of stock that came in or went as well as of how much there is: A1023到货500, "restocked T-7 +200",
// 库存减20. Such a number is no stock to set.

const (
	More = "more" // so many came in
	Less = "less" // so many went
)

// moving words tell by themselves that goods came in or went; shifting ones do where stock is spoken of.
var (
	moving = phrases(map[string]string{
		`到货|到了|又到|来货|来了|来新货|进了|补货|补了|入库|入了库|+|came in|come in|came today|arrived|have arrived|just in|restock|restocked|restocking|new arrivals`: More,
		`出库|损耗|报损|坏了`: Less,
	})
	shifting = phrases(map[string]string{
		`加|加上|加进去|再加|多了|增加|添|add|added|adding|more|plus|another|increase by|up by`: More,
		`减|减去|减掉|扣|扣掉|扣除|少了|minus|less|fewer|take off|deduct|decrease by|down by`:  Less,
	})
	// totals say that the number is what there is in all, whatever came before: 到货了，现在500.
	totals = phrases(map[string]bool{`现在|现有|一共|总共|共|合计|加到|补到|增加到|减到|改成|改为|设为|更新为|now|total|in total|in all|altogether|set to|up to|down to`: true})
)

// moved says whether the number of a segment is of stock that came in or went; empty: neither.
func (s segment) moved() string {
	if step := s.step(moving); step != "" {
		return step
	}
	if s.has(stockWord) {
		return s.step(shifting)
	}
	return ""
}

// step gives the first value of a table that a segment holds, empty where it tells a total.
func (s segment) step(table phraseIndex[string]) (step string) {
	if s.from >= s.to {
		return ""
	}
	for i := s.pieces[s.from].from; i < s.pieces[s.to-1].to; i++ {
		if _, n := totals.longest(s.message, i); n > 0 {
			return ""
		}
		if found, n := table.longest(s.message, i); n > 0 && step == "" {
			step = found
		}
	}
	return step
}

// tellsOfMove says that a segment tells of goods by their SKU, and of how many came in or went. Where none but a
// distributor would speak so, anybody's words are no order.
func (s segment) tellsOfMove() bool {
	return s.skus > 0 && s.times == 0 && s.stockNumber() && len(s.context.Draft) == 0 && (s.distributes() || s.has(stockWord)) && s.moved() != ""
}
