package understand

// stockScore judges what a distributor says of stock: "A1023 stock 300", A1023 库存改成300, "B7 sold out".
func stockScore(s segment) float64 {
	if s.skus == 0 && (s.words == 0 || !s.distributes()) || s.weights+s.sizes+s.moneys+s.places > 0 || s.marks > 0 || s.has(how|should) {
		return 0
	}
	base := 0.0
	switch ok := s.stockNumber(); {
	case ok && s.has(stockWord) && s.has(setVerb|changeVerb):
		base = 0.9
	case ok && s.has(stockWord):
		base = 0.8
	case s.has(soldOut) && s.distributes():
		base = 0.9
	}
	if base > 0 && s.distributes() {
		base += 0.06
	} else {
		base -= 0.05
	}
	if s.has(stockWord) && s.has(orderVerb&^(setVerb|stockWord|more)) {
		base -= 0.2
	}
	return base - 0.05*float64(s.functions)
}

func (s segment) distributes() bool { return s.context.Role == "distributor" }

// goods pairs the goods of a segment with the numbers said of them; of several numbers the last holds, so that "from
// 200 to 300" is 300.
type goods struct {
	sku    string // as the catalogue spells it
	item   string // the words, where no SKU was said
	number *piece
}

func (s segment) goods() []goods {
	var list []goods
	if s.skus == 0 {
		words := s.itemWords()
		list = append(list, goods{sku: s.item(words).sku, item: words})
	}
	var early *piece
	for i := range s.list() {
		switch p := &s.list()[i]; p.kind {
		case skuPiece:
			list = append(list, goods{sku: s.skuName(p.sku).sku, number: early})
			early = nil
		case numberPiece, moneyPiece:
			if len(list) == 0 {
				early = p
			} else {
				list[len(list)-1].number = p
			}
		}
	}
	return list
}

// stockNumber says that a whole number was said.
func (s segment) stockNumber() bool {
	for _, p := range s.list() {
		if p.kind == numberPiece && p.number%one == 0 {
			return true
		}
	}
	return false
}

func buildStock(s segment) []Command {
	var commands []Command
	for _, g := range s.goods() {
		n := 0
		if g.number != nil {
			n, _ = counted(*g.number, "", 0)
		} else if !s.has(soldOut) {
			continue
		}
		commands = append(commands, Command{Stock, Slots{SKU: g.sku, Item: g.item, Stock: &n}})
	}
	return commands
}

// priceScore judges "A1023 price 1.25" and A1023 涨到1块2毛5.
func priceScore(s segment) float64 {
	if s.skus == 0 && (s.words == 0 || !s.distributes()) || s.weights+s.sizes+s.places > 0 || s.marks > 0 || s.has(how|should) || s.units > 0 && s.moneys == 0 {
		return 0
	}
	if s.moneys+s.numbers == 0 {
		return 0
	}
	base := 0.0
	switch {
	case s.has(priceWord):
		base = 0.86
	case s.moneys > 0 && s.has(setVerb|changeVerb):
		base = 0.84
	case s.moneys > 0 && s.distributes() && s.numbers == 0, s.distributes() && s.skus > 0 && s.decimals():
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
	if s.has(below|between) && s.has(findVerb) {
		base -= 0.4
	}
	return base - 0.05*float64(s.functions)
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
		if g.number == nil {
			continue
		}
		price := g.number.fen
		if g.number.kind == numberPiece {
			price = fen(g.number.number)
		}
		commands = append(commands, Command{Price, Slots{SKU: g.sku, Item: g.item, Price: &price}})
	}
	return commands
}
