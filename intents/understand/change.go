package understand

// changeScore judges "make it 30", 改成30个, "30 instead", "no, 5 of the clips" and a bare number beside an open draft.
func changeScore(s segment) float64 {
	if s.numbers == 0 || s.weights+s.sizes+s.moneys > 0 || s.has(stockWord&^stockAsk|priceWord) && !s.has(changeVerb) {
		return 0
	}
	lines := s.orderLines()
	if len(lines) != 1 || !lines[0].counted {
		return 0
	}
	return s.changeBase(lines[0]) - 0.1*float64(s.functions) - s.changeDoubt()
}

func (s segment) changeBase(l orderLine) float64 {
	drafted := len(s.context.Draft) > 0
	if s.has(fewer) {
		if _, ok := s.lessened(l); ok {
			return 0.92
		}
	}
	said := s.has(changeVerb) && !s.has(more) || s.has(instead)
	correcting := s.has(negation)
	switch {
	case said && drafted:
		return 0.95
	case s.has(changeVerb) && !s.has(more):
		return 0.8
	case said:
		return 0.5
	case drafted && correcting && !s.has(orderVerb):
		return 0.93
	case drafted && correcting:
		return 0.9
	case drafted && l.words == "" && l.sku == "" && !s.has(more) && s.leftover(orderVerb|yes|negation) == 1:
		return 0.8
	}
	return 0
}

// lessened gives what is left of a draft's one line when it is to become fewer by so many: 少拿5个.
func (s segment) lessened(l orderLine) (int, bool) {
	if !s.has(fewer) || s.has(changeVerb) || len(s.context.Draft) != 1 || l.sku != "" {
		return 0, false
	}
	n, whole := l.quantity.number.whole()
	left := s.context.Draft[0].Quantity - n
	return left, whole && left > 0
}

func (s segment) changeDoubt() float64 {
	switch {
	case s.has(remindVerb | shipVerb | freight | how):
		return 0.5
	case s.has(stockWord&^(orderVerb|findVerb) | priceWord):
		return 0.35
	case s.times > 0:
		return 0.1
	}
	return 0
}

func buildChange(s segment) []Command {
	l := s.line(s.orderLines()[0])
	slots := Slots{Item: l.Item, SKU: l.SKU, Quantity: l.Quantity, Unit: l.Unit}
	if draft := s.context.Draft; l.Item == "" && l.SKU == "" && len(draft) == 1 {
		name := s.skuName(draft[0].SKU)
		if draft[0].SKU != "" {
			slots.SKU = name.sku
		}
		slots.Quantity, slots.Unit = counted(s.orderLines()[0].quantity, name.unit, name.carton)
	}
	if left, ok := s.lessened(s.orderLines()[0]); ok {
		slots.Quantity = left
	}
	commands := []Command{{Change, slots}}
	if when := s.when(); when != "" {
		commands = append(commands, Command{Order, Slots{When: when}})
	}
	return commands
}

// removeScore judges 不要发夹了, "drop B7", "without the clips".
func removeScore(s segment) float64 {
	if !s.has(removeVerb) || s.words+s.skus == 0 || s.numbers > 0 && !s.has(removeVerb&^negation) || s.weights+s.sizes > 0 {
		return 0
	}
	score := 0.82
	if len(s.context.Draft) > 0 {
		score = 0.94
	}
	score -= 0.08*float64(s.functions) + 0.25*float64(s.numbers)
	switch {
	case s.has(how|should|trade|askVerb|remindVerb|freight) || s.has(stockWord) && s.moneys > 0:
		score -= 0.4
	case s.marks > 0:
		score -= 0.2
	case s.has(findVerb):
		score -= 0.1
	}
	if words := s.wordsIn(s.itemWords()); words > 6 {
		score -= 0.1 * float64(words-6)
	}
	return score
}

func buildRemove(s segment) []Command {
	var commands []Command
	for _, l := range s.orderLines() {
		if l.words == "" && l.sku == "" {
			continue
		}
		line := s.line(l)
		commands = append(commands, Command{Remove, Slots{Item: line.Item, SKU: line.SKU}})
	}
	return commands
}

// itemWords gives all words of names in a segment.
func (s segment) itemWords() string {
	list := s.list()
	return s.text(func(i int, _ piece) bool { return named(list, i) })
}
