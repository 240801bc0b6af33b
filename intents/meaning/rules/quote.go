package rules

import (
	"cmp"
	"slices"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// parcel is what a segment says of a parcel.
type parcel struct {
	to     string
	weight *measure.Grams
	size   []int
	count  int
	by     string
}

// quoteScore judges "1.2kg to Urumqi", 寄一个800克到深圳 and what follows up on an earlier quote.
func quoteScore(s segment) float64 {
	base := s.quoteBase()
	if base == 0 {
		return 0
	}
	base -= min(0.06*float64(s.functions)+0.05*float64(s.words), 0.3) + 0.12*float64(s.moneys) + 0.24*float64(s.skus)
	if s.has(how) && !s.has(priceAsk) && !s.howLong() {
		base -= s.howDoubt()
	}
	if s.has(trade) && s.places+s.weights == 0 || s.has(remindVerb|ordersAsk|changeVerb&^useVerb) && s.weights+s.places == 0 {
		base -= 0.3
	}
	if s.has(world) && s.weights == 0 {
		base -= 0.3
	}
	if s.asksWhen() && s.has(pickVerb) || s.has(ordersAsk|cancelled|undone|again) && s.weights+s.places > 0 {
		base -= 0.3
	}
	if s.has(findVerb&^(shipVerb|freight|stockWord)) && s.sizes == 0 && s.wordsIn(s.itemWords()) > 0 { // goods are looked for besides
		base -= 0.15
	}
	return base
}

// howDoubt is what a "how" tells against a quote; a parcel described in full tells more.
func (s segment) howDoubt() float64 {
	if s.asksAbout() && s.words == 0 && s.courierName() != "" {
		return 0
	}
	if s.context.Quote != nil && s.weights+s.places+s.sizes > 0 || s.weights > 0 && s.places > 0 || s.has(freight) && s.places > 0 && !s.has(trade) {
		return 0.1
	}
	return 0.4
}

// howLong says that the how of a question asks for the days a parcel takes, which quotes tell.
func (s segment) howLong() bool {
	for _, p := range s.list() {
		if p.is(how) && p.is(freight) {
			return true
		}
	}
	return false
}

func (s segment) quoteBase() float64 {
	ship, price, follows := s.has(shipVerb|freight), s.has(priceAsk), s.context.Quote != nil
	place, weight, size := s.places > 0, s.weights > 0, s.sizes > 0
	named := s.named()
	switch {
	case place && weight:
		return 0.95
	case place && (ship || price):
		return 0.92
	case place && size:
		return 0.9
	case weight && named:
		return 0.9
	case (ship || price) && named && s.skus == 0 && !s.has(negation):
		return 0.84
	case weight && (ship || price):
		return 0.88
	case weight && follows, place && follows, size && follows:
		return 0.85
	case weight && size:
		return 0.85
	case place && s.leftover(toward|mark) <= 1:
		return 0.6
	case follows && ship && s.numbers > 0 && s.skus == 0:
		return 0.75
	case s.asksAbout() && s.words == 0 && s.courierName() != "":
		return 0.8
	case follows && s.countsParcels():
		return 0.72
	case size && (ship || price):
		return 0.8
	case weight:
		return 0.62
	case size:
		return 0.6
	case s.has(freight) && (price || s.has(wh)) && !s.asksWhen() && s.words == 0 && s.skus == 0:
		return 0.74
	case s.has(freight) && s.leftover(freight|mark|shipVerb|wh|orderVerb|findVerb|more) == 0:
		return 0.72
	case s.has(shipVerb) && s.cueLength(shipVerb) > 1 && s.leftover(shipVerb|mark) == 0:
		return 0.6
	}
	return 0
}

// parcelUnit says that a word behind a number leaves it a number of parcels.
func parcelUnit(word string) bool { return word == "of" || words.Parcels.Has(word) }

// countsParcels says that a segment is nothing but a number of parcels, where one was just quoted.
func (s segment) countsParcels() bool {
	p, ok := s.first(numberPiece)
	return ok && len(s.context.Draft) == 0 && parcelUnit(p.unit) && !s.has(orderVerb) && s.leftover(wh|how) == 1
}

// named says that a place was named which the lexicon does not know: what follows "to" or 到.
func (s segment) named() bool { return s.places == 0 && s.unknownPlace() != "" }

// unknownPlace gives the words behind "to" or 到.
func (s segment) unknownPlace() string {
	list := s.list()
	for i := len(list) - 2; i >= 0; i-- {
		if !list[i].is(toward) && !s.endsToward(list[i]) || list[i].is(between) {
			continue
		}
		from := i + 1
		for from < len(list) && list[from].is(article|filler) {
			from++
		}
		to := from
		for to < len(list) && (list[to].kind == wordPiece || to > from && list[to].kind == cuePiece && list[to].is(article)) {
			to++
		}
		if to > from && to-from <= 8 {
			return s.nameText(from, to)
		}
	}
	return ""
}

// endsToward says that a cue of sending ends in 到 or 往, so a place comes next.
func (s segment) endsToward(p piece) bool {
	if !p.is(shipVerb | freight) {
		return false
	}
	last := s.message.tokens[p.to-1].s
	return last == "到" || last == "往" || last == "去" || last == "给"
}

// parcel reads what a segment says of a parcel.
func (s segment) parcel() parcel {
	var p parcel
	list := s.list()
	for i, x := range list {
		switch x.kind {
		case placePiece:
			if i > 0 && list[i-1].kind == placePiece {
				p.to = strings.TrimSpace(s.raw(list[i-1].from, x.to))
			} else {
				p.to = cmp.Or(p.to, x.sku)
			}
		case weightPiece:
			if p.weight == nil && !x.bad {
				grams := x.grams
				p.weight = &grams
			}
		case sizePiece:
			if !x.bad {
				p.size = x.mm[:]
			}
		case numberPiece:
			if n, ok := x.number.Whole(); ok && p.count == 0 && !s.uncounted(i) {
				p.count = n
			}
		case timePiece:
			if !x.when.exists(s.context.Now) {
				continue
			}
			p.by = x.when.date(s.context.Now).Format(dateLayout)
		}
	}
	if p.to == "" {
		p.to = s.unknownPlace()
	}
	if p.count > 1 && p.weight != nil && s.has(total) && !s.has(each) {
		*p.weight = (*p.weight + measure.Grams(p.count) - 1) / measure.Grams(p.count)
	}
	return p
}

// mostAlike is more than the like parcels that anybody counts by a number alone, and less than what shops number orders by.
const mostAlike = 100 * one

// numbersOrder stand before the number of an order.
var numbersOrder = text.Set("# 号 单 no order")

// uncounted says that the number at piece i counts no parcels: that of 每件, that of 3件衣服, the 2 of 2-3kg, that of an order.
func (s segment) uncounted(i int) bool {
	list := s.list()
	if alone := s.message.tokens[list[i].from]; list[i].unit == "" && alone.kind == numToken && (list[i].number >= mostAlike || numbersOrder[s.message.token(list[i].from-1).s]) {
		return true
	}
	if i == 0 && list[i].unit == "" && i+1 < len(list) && list[i+1].kind == placePiece { // 88 成都
		return true
	}
	if i+1 < len(list) && list[i+1].kind == wordPiece && !parcelUnit(s.raw(list[i+1].from, list[i+1].to)) { // but 三个件
		return true
	}
	if i+2 < len(list) && (list[i+1].kind == otherPiece || list[i+1].is(toward)) && list[i+2].kind == weightPiece {
		return true
	}
	if i > 0 && words.Rooms.Has(s.message.token(list[i].from-1).s) || list[i].unit == "" && s.phoned() {
		return true
	}
	return i > 0 && list[i-1].is(each) && list[i].number == one
}

// phoned says that a telephone number was pasted along, so that bare numbers are parts of an address.
func (s segment) phoned() bool {
	for _, t := range s.message.tokens {
		if t.kind == numToken && len(t.s) >= 11 {
			return true
		}
	}
	return false
}

func buildQuote(s segment) []Command {
	p := s.parcel()
	slots := Slots{To: p.to, Weight: p.weight, Size: p.size, Count: p.count, By: p.by}
	if s.asksAbout() {
		slots.Courier = s.courierName()
	}
	return []Command{{Quote, slots}}
}

// completeQuote takes what a follow-up leaves out from the parcel last quoted, and looks the place up.
func (m *message) completeQuote(q *Slots) {
	if shown := m.context.Quote; shown != nil {
		if q.To == "" {
			q.To, q.CarriedTo = shown.To, shown.To != ""
		}
		if q.Weight == nil && shown.Weight > 0 && !m.refused(weightPiece) {
			w := shown.Weight
			q.Weight, q.CarriedWeight = &w, true
		}
	}
	if q.To != "" && len(q.To) < 400 {
		q.Code, _ = m.lexicon.PlaceCode(q.To)
	}
}

// shipScore judges "send with ZTO" and 发中通: a courier and nothing that asks for a price.
func shipScore(s segment) float64 {
	if s.bulk > 120 || s.weights+s.places+s.sizes+s.skus > 0 || s.words > 6 || s.has(how|priceAsk|orderVerb&^(useVerb|shipVerb)) {
		return 0
	}
	if s.has(trade&^freight) && (s.context.Quote == nil || s.leftover(useVerb|shipVerb) > 1) { // to a quote, 京东 is a courier
		return 0
	}
	if s.asksWhen() || s.asksAbout() { // 中通几点来收
		return 0
	}
	verb := s.has(shipVerb|useVerb|freight|courier) || s.context.Quote != nil
	if !verb && (s.words == 0 || s.words > 4) {
		return 0
	}
	if s.courierName() == "" {
		return 0
	}
	score := 0.6
	if s.has(shipVerb|useVerb|freight) || s.context.Quote != nil {
		score = 0.9
	}
	if s.marks > 0 {
		score -= 0.15
	}
	return score - 0.1*float64(s.functions) - 0.1*float64(s.numbers)
}

// asksAbout says that a courier is asked about beside a quote, and not chosen: 顺丰呢, "what about SF", "ZTO?".
func (s segment) asksAbout() bool {
	if s.context.Quote == nil {
		return false
	}
	behind := s.message.pieces[s.to:]
	return s.marks > 0 || s.has(how|wh|priceAsk) || len(behind) > 0 && s.message.token(behind[0].from).s == "呢"
}

// asksWhen says that a segment asks for an hour or a length of time.
func (s segment) asksWhen() bool {
	return slices.ContainsFunc(s.list(), func(p piece) bool { return p.is(should) && p.is(wh) })
}

func buildShip(s segment) []Command {
	return []Command{{Ship, Slots{Courier: s.courierName()}}}
}

// sureOfDay is how surely words must name a day of arrival.
const sureOfDay = 0.85

// LatestDay reads until when a parcel has to be there, of words that may leave out the parcel itself because they follow
// one in the conversation: 2006-01-02, or empty where they name no day.
func (u Understanding) LatestDay() string {
	s := u.message.segment(0, len(u.message.pieces))
	s.places, s.weights = max(s.places, 1), max(s.weights, 1)
	if quoteScore(s) < sureOfDay {
		return ""
	}
	return s.parcel().by
}
