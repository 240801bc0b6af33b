package rules

import (
	"slices"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

// stockScore judges what a distributor says of stock: "A1023 stock 300", A1023 库存改成300, "B7 sold out".
func stockScore(s segment) float64 {
	if !s.tellsOfGoods() || s.weights+s.sizes+s.moneys+s.places > 0 || s.marks > 0 || s.has(how|should) || s.distributes() && s.shiftsPrice() {
		return 0
	}
	moved := s.tellsOfMove()
	base := s.stockBase()
	if moved {
		base = max(base, 0.88)
	}
	if base > 0 && s.distributes() {
		base += 0.06
	} else {
		base -= 0.05
	}
	if s.has(stockWord) && s.has(orderVerb&^(setVerb|stockWord|more)) && !moved {
		base -= 0.2
	}
	if s.has(priceWord&^stockWord) && s.numbers > 1 { // the price is told besides
		base -= 0.3
	}
	return base - 0.05*float64(s.functions)
}

func (s segment) stockBase() float64 {
	switch ok := s.stockNumber(); {
	case s.distributes() && (s.has(stockWord) || s.moved().step != "") && slices.ContainsFunc(s.list(), func(p piece) bool { return p.kind == numberPiece && (p.bad || p.ranged) }): // the skill asks
		return 0.9
	case ok && s.has(stockWord) && s.has(setVerb|changeVerb):
		return 0.9
	case ok && s.distributes() && s.skus > 0 && s.has(setVerb|changeVerb) && !s.has(priceWord|orderVerb&^setVerb) && len(s.context.Draft) == 0:
		return 0.87
	case ok && (s.distributes() && s.has(stockWord) || s.saysStock()):
		return 0.8
	case s.has(soldOut) && s.distributes():
		return 0.9
	case ok && s.tallies(), s.ofToldBefore():
		return 0.88
	}
	return 0
}

// tellsOfGoods says that a segment tells something of goods: by their SKU, by a distributor's words for them, or going
// on about those named before it.
func (s segment) tellsOfGoods() bool {
	return s.skus > 0 || s.words > 0 && s.distributes() || s.words == 0 && s.subject() != "" || s.ofToldBefore()
}

// subject gives the SKU that a segment goes on about without naming it: "A1023 stock 100, price 1.10".
func (s segment) subject() string {
	if s.from >= s.to || !s.pieces[s.from].is(stockWord|priceWord|soldOut) && !(s.distributes() && (s.pieces[s.from].kind == moneyPiece || s.pieces[s.from].is(setVerb))) {
		return ""
	}
	return s.skuBefore()
}

// skuBefore gives the SKU last named in a sentence before a segment, as the catalogue spells it.
func (s segment) skuBefore() string {
	for i := s.from - 1; i >= 0 && s.pieces[i].kind != stopPiece; i-- {
		if s.pieces[i].kind == skuPiece {
			return s.skuName(s.pieces[i].sku).sku
		}
	}
	return ""
}

// tallies says that a distributor lists SKUs with bare numbers, as those who count their shelves do.
func (s segment) tallies() bool {
	return s.distributes() && s.skus > 0 && s.skus == s.numbers && s.words+s.times == 0 && !s.has(orderVerb|pickVerb|more) && len(s.context.Draft) == 0
}

// saysStock says that stock was named with a word that means nothing else; 有货 may also be a condition or a question.
func (s segment) saysStock() bool {
	for _, p := range s.list() {
		if p.is(stockWord) && !p.is(findVerb|stockAsk|conjoin) && !countingWords[s.message.token(p.from).s] {
			return true
		}
	}
	return false
}

// countingWords begin what tells how many, of an order as well as of stock.
var countingWords = text.Set("qty quantity 数")

func (s segment) distributes() bool { return s.context.Role == "distributor" }

// stockNumber says that a whole number was said.
func (s segment) stockNumber() bool {
	for _, p := range s.list() {
		if p.kind == numberPiece && p.number%one == 0 && !p.vague && !p.bad {
			return true
		}
	}
	return false
}

func buildStock(s segment) []Command {
	var commands []Command
	for _, g := range s.goods() {
		slots := Slots{SKU: g.sku, Item: g.item}
		switch {
		case g.number == nil && !s.has(soldOut):
			continue
		case g.number == nil:
			slots.Stock = new(int)
		default:
			if n, ok := s.piecesOf(g); ok { // else the skill asks for it
				slots.Stock, slots.Step, slots.When = &n, g.step, g.due
			}
		}
		commands = append(commands, Command{Stock, slots})
	}
	return commands
}

// piecesOf gives the number told of goods as the catalogue counts them; ok is false where it cannot be told.
func (m *message) piecesOf(g goods) (n int, ok bool) {
	if g.number.bad || g.number.vague || g.number.number%one != 0 && !g.number.dozen {
		return 0, false
	}
	name := m.skuName(g.sku)
	n, unit := measure.Count(g.number.number, g.number.unit, name.goods())
	return n, unit == name.unit || name.unit == "" && measure.UnitOf(strings.ToLower(unit)) != measure.Carton
}

// priceScore judges "A1023 price 1.25" and A1023 涨到1块2毛5.
func priceScore(s segment) float64 {
	if !s.tellsOfGoods() || s.weights+s.sizes+s.places > 0 || s.marks > 0 || s.has(how|should) || s.units > 0 && s.moneys == 0 {
		return 0
	}
	if s.moneys+s.numbers == 0 {
		return 0
	}
	base := 0.0
	switch {
	case s.distributes() && s.shiftsPrice():
		base = 0.88
	case s.has(priceWord):
		base = 0.86
	case s.moneys > 0 && s.has(setVerb|changeVerb):
		base = 0.84
	case s.moneys > 0 && s.distributes() && s.numbers == 0, s.distributes() && s.skus > 0 && s.decimals() && !s.has(stockWord&^priceWord):
		base = 0.8
	default:
		return 0
	}
	if s.distributes() {
		base += 0.08
	}
	if s.has(orderVerb &^ setVerb) {
		base -= 0.2
	}
	if s.has(stockWord&^priceWord) && s.numbers+s.moneys > 1 { // the stock is told besides
		base -= 0.3
	}
	if s.has(below|between) && s.has(findVerb) {
		base -= 0.4
	}
	return base - 0.05*float64(s.functions)
}

// shiftsPrice says that an amount of money is by how much a price changed.
func (s segment) shiftsPrice() bool {
	return slices.ContainsFunc(s.list(), func(p piece) bool {
		_, ok := s.priceStep(p)
		named := s.message.token(p.from-1).kind == hanToken // 涨 and 降, while "up" may be of the stock
		return ok && (p.kind == moneyPiece || p.kind == numberPiece && p.unit == "" && (named || p.number%one != 0))
	})
}

// decimals says that a number is no whole one, as prices are.
func (s segment) decimals() bool {
	for _, p := range s.list() {
		if p.kind == numberPiece && p.unit == "" && p.number%one != 0 {
			return true
		}
	}
	return false
}

func buildPrice(s segment) []Command {
	var commands []Command
	for _, g := range s.goods() {
		if g.number == nil || g.number.bad {
			continue
		}
		price := g.number.fen
		if g.number.kind == numberPiece {
			price = fen(g.number.number)
		}
		step, _ := s.priceStep(*g.number)
		commands = append(commands, Command{Price, Slots{SKU: g.sku, Item: g.item, Price: &price, Step: step}})
	}
	return commands
}

// priceShifts say that an amount right behind them is by how much a price went up or down, and not what it is.
var priceShifts = phrases(map[string]string{
	"涨|涨了|上涨|上涨了|涨价|涨价了|加价|提价|贵了|up|up by|raise by|raised by|increase by|+": More,
	"降|降了|下降|下降了|降价|降价了|减价|便宜|便宜了|down|down by|cut by|lower by|lowered by":  Less,
})

func (m *message) priceStep(number piece) (step string, ok bool) {
	for i := max(0, number.from-2); i < number.from; i++ {
		if step, n := priceShifts.longest(m, i); i+n == number.from {
			return step, true
		}
	}
	return "", false
}
