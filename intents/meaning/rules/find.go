package rules

import (
	"slices"

	"oldhand/integrations/measure"
)

// findScore judges "any red hair clips under 2 yuan?", 有没有2块以下的发夹, and bare names of goods.
func findScore(s segment) float64 {
	if s.words == 0 {
		return s.wordlessFind()
	}
	score := s.findBase()
	if s.has(how) || s.has(askVerb) && !s.has(findVerb) {
		score -= 0.35
	}
	if s.has(trade) && s.has(priceAsk) || s.has(trade) && !s.has(findVerb) || s.has(trade) && s.asks() && s.words < 2 {
		score -= 0.2
	}
	score -= s.worldly()
	if s.has(should) && s.has(trade) {
		score -= 0.2
	}
	if s.has(remindVerb|ordersAsk|changeVerb|undone|again|cancelled) || s.skus > 0 {
		score -= 0.3
	}
	score -= 0.1*float64(s.functions) + 0.2*float64(s.units) + 0.06*float64(s.numbers-s.units) + 0.3*float64(s.weights+s.sizes+s.places)
	if s.sends() && !s.has(findVerb) {
		score -= 0.2
	}
	if n := s.wordsIn(s.itemWords()); n > 8 {
		score -= 0.06 * float64(n-8)
	}
	return score
}

// sends says that something is to be sent; 最便宜 alone says as much of goods.
func (s segment) sends() bool {
	return slices.ContainsFunc(s.list(), func(p piece) bool { return p.is(shipVerb|freight) && !p.is(filler) })
}

// worldly is what speaks for something outside the village; in a bare name of goods ("board game box") next to nothing.
func (s segment) worldly() float64 {
	if s.moneys > 0 && s.has(below|above|about|between) {
		return 0
	}
	sentence := s.functions > 0 || s.asks() || s.has(orderVerb)
	switch {
	case s.has(world) && s.worldHead():
		return 0.3
	case s.has(topic) && s.worldHead() && s.advises():
		return 0.4
	case s.has(findVerb) && !s.has(wh):
		return 0
	case s.has(world):
		return 0.3
	case s.has(topic) && sentence && !s.has(trade):
		return 0.2
	}
	return 0
}

// worldHead says that what a search is for lies outside the village: of 飞广州的机票 the ticket, of 护照夹 the cover.
func (s segment) worldHead() bool {
	list := s.list()
	for i := len(list) - 1; i >= 0; i-- {
		if p := list[i]; p.kind == wordPiece || p.is(world|topic) {
			return p.is(world | topic)
		}
	}
	return false
}

// advises says that advice is asked for, as one does of films, and not whether there is any.
func (s segment) advises() bool {
	for _, p := range s.list() {
		if first := s.message.token(p.from).s; first == "推" || first == "recommend" || first == "suggest" {
			return true
		}
	}
	return false
}

func (s segment) findBase() float64 {
	priced := s.moneys > 0 || s.has(below|above|between) && s.numbers > 0
	verb := s.has(findVerb)
	switch {
	case verb && priced:
		return 0.93
	case verb:
		return 0.87
	case priced && s.has(priceAsk|below|above|between|about|article):
		return 0.82
	case priced:
		return 0.7
	case s.has(stockAsk):
		return 0.78
	case s.has(priceAsk):
		return 0.76
	case s.has(showVerb):
		return 0.6
	}
	return s.bareFind()
}

// bareFind judges a name with nothing else said. A known one is surely looked for; a sentence is not a name.
func (s segment) bareFind() float64 {
	words := s.itemWords()
	if gibberish(words) || ordinal(words) != 0 {
		return 0
	}
	if !s.has(orderVerb) && (s.item(words).ok || s.category(words) != "") {
		return s.ifAlone(0.72)
	}
	if s.has(^(filler | article | function | mark | conjoin | linking | trade | orderVerb | toward | each | about | useVerb | on | off |
		freight | inName | topic | world | talk | yes | toEnglish | toChinese | languageVerb | above | setVerb | deadline | negation)) {
		return 0.3
	}
	if s.has(orderVerb) {
		return 0.5
	}
	if s.functions > 0 || s.marks > 0 && s.has(wh) {
		return 0.3
	}
	return s.ifAlone(0.55)
}

// ifAlone lowers the score of a bare name that other words stand beside.
func (s segment) ifAlone(score float64) float64 {
	if s.alone() {
		return score
	}
	return score - 0.15
}

func (s segment) wordlessFind() float64 {
	switch {
	case s.has(findVerb) && s.moneys > 0 && !s.has(orderVerb&^findVerb):
		return 0.75
	case s.moneys > 0 && s.has(below|between) && s.weights+s.numbers == 0:
		return 0.6
	case s.has(findVerb) && s.cueLength(findVerb) >= 5 && s.leftover(findVerb|negation) == 0:
		return 0.5
	case s.has(findVerb) && s.has(wh) && s.from+2 >= s.to && s.bulk <= 40:
		return 0.45
	}
	return 0
}

func (m *message) category(words string) string {
	if words == "" || m.asked >= maxAsked || len(words) > 60 {
		return ""
	}
	m.asked++
	c, ok := m.lexicon.Category(words)
	if !ok {
		return ""
	}
	return c
}

func buildFind(s segment) []Command {
	text := s.findText()
	slots := Slots{Text: text, Category: s.category(text)}
	slots.PriceMin, slots.PriceMax = s.priceLimits()
	return []Command{{Find, slots}}
}

// findText gives the words looked for: from the first word of a name to the last, without what the price took.
func (s segment) findText() string {
	list := s.list()
	first, last := -1, -1
	for i, p := range list {
		if p.kind == wordPiece || p.kind == skuPiece {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if next := last + 1; last >= 0 && next < len(list) && s.message.token(list[next].from).s == "goods" { // pet goods
		last = next
	}
	return s.text(func(i int, p piece) bool {
		switch {
		case i < first || i > last || p.kind == moneyPiece || p.kind == stopPiece || p.kind == commaPiece || p.kind == timePiece:
			return false
		case p.kind == numberPiece:
			return !s.pricedNumber(i)
		case p.kind == cuePiece && p.is(below|above|about|between|findVerb|mark|priceAsk|stockAsk|filler):
			return p.is(article|conjoin) && !p.is(below|above|about|filler)
		case p.kind == cuePiece && p.is(article):
			return !s.byMoney(i)
		}
		return true
	})
}

// byMoney says that a little word belongs to the price beside it, and not to the name: the 的 of 2块以下的发夹.
func (s segment) byMoney(i int) bool {
	list := s.list()
	before := list[i-1]
	return before.kind == moneyPiece || before.is(below|above|about)
}

// pricedNumber says that a bare number is a limit of the price.
func (s segment) pricedNumber(i int) bool {
	list := s.list()
	if list[i].unit != "" {
		return false
	}
	before := i > 0 && list[i-1].is(below|above|between|about) || list[i].ends[1] > 0 && s.message.token(list[i].from).s == "between"
	after := i+1 < len(list) && (list[i+1].is(toward|conjoin) || list[i+1].kind == otherPiece) && s.moneys > 0
	ranged := i > 1 && list[i-2].kind == moneyPiece && (list[i-1].is(toward) || list[i-1].kind == otherPiece)
	return before || i+1 < len(list) && list[i+1].is(below|above) || after || ranged || s.has(between)
}

// priceLimits gives what was said of the price; nil where nothing was.
func (s segment) priceLimits() (low, high *measure.Fen) {
	list := s.list()
	var amounts []measure.Fen
	var at []int
	for i, p := range list {
		if p.ends[1] > 0 && s.pricedNumber(i) {
			return ordered(fen(p.ends[0]), fen(p.ends[1]))
		}
		if p.bad || p.vague {
			continue
		}
		if p.kind == moneyPiece {
			amounts, at = append(amounts, p.fen), append(at, i)
		} else if p.kind == numberPiece && s.pricedNumber(i) {
			amounts, at = append(amounts, fen(p.number)), append(at, i)
		}
	}
	switch {
	case len(amounts) == 0:
		return nil, nil
	case len(amounts) >= 2 && s.isRange(at[0], at[1]):
		return ordered(amounts[0], amounts[1])
	case len(amounts) == 1 && list[at[0]].low > 0 && s.beside(at[0])&^about == 0:
		return ordered(list[at[0]].low, amounts[0])
	}
	for k, fen := range amounts {
		a, b := s.limit(at[k], fen)
		if a != nil {
			low = a
		}
		if b != nil {
			high = b
		}
	}
	return low, high
}

func ordered(a, b measure.Fen) (low, high *measure.Fen) {
	if a > b {
		a, b = b, a
	}
	return &a, &b
}

// isRange says that two amounts are the ends of one range: 1到3块, between 1 and 3, 1-3 yuan.
func (s segment) isRange(i, j int) bool {
	if s.has(between) && !s.has(below|above&^between) {
		return true
	}
	for _, p := range s.list()[i+1 : j] {
		if !p.is(toward|conjoin) && p.kind != otherPiece {
			return false
		}
	}
	return j-i <= 2
}

// limit reads what stands beside one amount: under, 以上, 左右 (a fifth either way). An amount alone is a ceiling.
func (s segment) limit(i int, fen measure.Fen) (low, high *measure.Fen) {
	switch near := s.beside(i); {
	case near&above != 0 && near&below == 0:
		return &fen, nil
	case near&about != 0 && near&below == 0:
		a, b := fen*4/5, fen*6/5
		return &a, &b
	}
	return nil, &fen
}

// limits are the tags of words that limit a price.
const limits = below | above | about

// limitsNext says that the limit behind piece i is that of the amount behind it, since i has one of its own: over 10 under 20.
func (s segment) limitsNext(i int) bool {
	list := s.list()
	return i > 0 && list[i-1].is(limits) && i+2 < len(list) && (list[i+2].kind == moneyPiece || list[i+2].kind == numberPiece)
}

// beside gives the limiting tags around piece i: those behind it rule, where there are any.
func (s segment) beside(i int) tag {
	list := s.list()
	if i+1 < len(list) && list[i+1].is(limits) && !s.limitsNext(i) {
		return list[i+1].tags & limits
	}
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		if list[k].is(limits) {
			return list[k].tags & limits
		}
	}
	return 0
}
