package rules

import (
	"cmp"
	"slices"
	"time"

	"oldhand/intents/meaning/words"
)

// A distributor tells of stock that came in or went as well as of how much there is: A1023到货500, "restocked T-7 +200",
// 库存减20. Such a number is added to what there is, or taken off it; it is no stock to set.

const (
	More = "more" // so many came in
	Less = "less" // so many went
)

// moving words tell by themselves that goods came in or went; shifting ones do where stock is spoken of.
var (
	moving = phrases(map[string]string{
		`到货|到了|又到|来货|来了|来新货|进了|补货|补了|入库|入了库|多了|+|plus|came in|come in|came today|arrived|have arrived|just in|restock|restocked|restocking|new arrivals`: More,
		`出库|损耗|报损|坏了|少了|减|减去|减掉|扣掉|扣除|卖了|卖掉|卖出|minus|deduct|sold|went`:                                                                                   Less,
		`sold out|卖完了`: "",
	})
	shifting = phrases(map[string]string{
		`加|加上|加进去|再加|增加|添|add|added|adding|more|another|increase by|up|up by`: More,
		`扣|less|fewer|take off|decrease by|down|down by`:                      Less,
	})
	// coming words tell of goods that come, beside the time at which they do.
	coming = phrases(map[string]string{"到店|到时|到时候|到底": "", `到|回货|来货|进货|补货|coming|coming in|comes in|arriving|arrive|arrives|due|due in|will be in|restock|restocking`: More})
	// totals say that the number is what there is in all, whatever came before: 到货了，现在500.
	totals = phrases(map[string]bool{`现在|现有|一共|总共|共|合计|剩|剩下|还剩|只剩|加到|补到|增加到|减到|改成|改为|设为|更新为|now|left|remaining|total|in total|in all|altogether|set to|up to|down to`: true})
)

// moved says whether the number of a segment is of stock that came in or went, or is to come.
func (s segment) moved() move {
	if s.tellsTotal() {
		return move{}
	}
	step := s.step(moving)
	if s.lessens() {
		step = Less
	}
	if _, timed := s.when(); timed && s.distributes() {
		step = cmp.Or(step, s.step(coming))
	}
	if step == "" && s.has(stockWord) {
		step = s.step(shifting)
	}
	if step == More {
		return move{step, s.due()}
	}
	return move{step: step}
}

// due gives the time said in a segment, where it is still to come.
func (s segment) due() string {
	when, said := s.when()
	now := s.context.Now
	day, today := when.date(now), moment{}.date(now)
	later := when.timed() && when.next(now).After(now) || when.part == words.Afternoon && now.Hour() < 12 || when.part == words.Evening && now.Hour() < 18
	if !said || !day.After(today) && !(day.Equal(today) && later) {
		return ""
	}
	return when.when(now)
}

// step gives the first value of a table that a segment holds.
func (s segment) step(table phraseIndex[string]) (step string) {
	s.phraseAt(func(i int) bool {
		step, _ = table.longest(s.message, i)
		return step != ""
	})
	return step
}

// tellsTotal says that a word in a segment tells a total. One right before a word of coming or going tells when that
// was: 现在到货500.
func (s segment) tellsTotal() bool {
	return s.phraseAt(func(i int) bool {
		_, n := totals.longest(s.message, i)
		_, moves := moving.longest(s.message, i+n)
		return n > 0 && moves == 0
	})
}

// phraseAt says that a token of a segment begins what is looked for.
func (s segment) phraseAt(begins func(i int) bool) bool {
	if s.from >= s.to {
		return false
	}
	for i := s.pieces[s.from].from; i < s.pieces[s.to-1].to; i++ {
		if begins(i) {
			return true
		}
	}
	return false
}

// tellsOfMove says that a segment tells of goods and of how many came in or went. Where none but a distributor would
// speak so, anybody's words are no order.
func (s segment) tellsOfMove() bool {
	if !s.stockNumber() || len(s.context.Draft) > 0 || !s.distributes() && (s.skus == 0 || !s.has(stockWord) || !s.today()) {
		return false
	}
	return slices.ContainsFunc(s.parts(), func(part segment) bool { return part.moved().step != "" })
}

// ofToldBefore says that a distributor tells how many came, went or are there in all, and names no goods: those told of
// before are meant.
func (s segment) ofToldBefore() bool {
	return s.distributes() && s.skus == 0 && s.goodsWords() == "" && s.stockNumber() && len(s.context.Draft) == 0 && (s.moved().step != "" || s.tellsTotal())
}

// today says that no other day is spoken of.
func (s segment) today() bool {
	now := s.context.Now
	for _, p := range s.list() {
		if p.kind == timePiece && p.when.date(now).Sub(moment{}.date(now)).Abs() >= 24*time.Hour {
			return false
		}
	}
	return true
}
