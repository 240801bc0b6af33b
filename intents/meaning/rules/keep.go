package rules

// keeping phrases say that nothing but what they name is wanted of a draft.
var keeping = phrases(map[string]bool{`only|just|keep|only keep|keep only|just keep|only want|just want|only need|just need|i only want|i just want|i only need|just the|only the|nothing but|everything except|everything but|all except|all but|除了|
只要|只要留|只留|只留下|只需要|只买|只拿|只订|光要|单要|就要|就留|留下|保留|只保留|仅要|仅|只`: true})

// keepScore judges "only the clips" and 只要发夹 beside an open draft that holds other lines as well.
func keepScore(s segment) float64 {
	if len(s.context.Draft) < 2 || s.words+s.skus == 0 || s.numbers+s.weights+s.sizes+s.moneys+s.times > 0 || s.marks > 0 || s.has(how|should|trade) || s.has(removeVerb) && !s.removesRest() {
		return 0
	}
	if !s.keeps() || len(s.unkept()) == 0 {
		return 0
	}
	return 0.96 - 0.08*float64(s.functions)
}

func (s segment) keeps() bool {
	for _, p := range s.list() {
		if _, n := keeping.longest(s.message, p.from); n > 0 {
			return true
		}
	}
	return false
}

// restWords name the lines of a draft that a message does not.
var restWords = phrases(map[string]bool{"除了|everything|all|其他|其他的|其它|其它的|其余|其余的|剩下的|剩余的|别的|the rest|everything else|all else|the others|the other ones": true})

// removesRest says that what is to go is the rest: 其他都不要, "drop everything else", and not "drop the clips, keep the
// rest".
func (s segment) removesRest() bool {
	list := s.list()
	for i, p := range list {
		if !p.is(removeVerb) {
			continue
		}
		if i+1 < len(list) && s.rest(list[i+1]) {
			return true
		}
		for k := i - 1; k >= max(0, i-3) && list[k].kind != commaPiece; k-- {
			if s.rest(list[k]) {
				return true
			}
		}
	}
	return false
}

func (s segment) rest(p piece) bool {
	_, n := restWords.longest(s.message, p.from)
	return n > 0
}

// unkept gives the draft's lines that the segment does not name; none where it names no line of it.
func (s segment) unkept() []Line {
	var rest []Line
	for _, d := range s.context.Draft {
		if !s.names(d) {
			rest = append(rest, d)
		}
	}
	if len(rest) == len(s.context.Draft) {
		return nil
	}
	return rest
}

// names says that a line of the draft is named by its SKU or its words.
func (s segment) names(d Line) bool {
	for _, l := range s.orderLines() {
		if l.sku != "" && s.skuName(l.sku).sku == d.SKU && d.SKU != "" || l.sku == "" && d.called(l.words) {
			return true
		}
	}
	return false
}

func buildKeep(s segment) []Command {
	var commands []Command
	for _, d := range s.unkept() {
		commands = append(commands, Command{Remove, Slots{Item: d.Item, SKU: d.SKU}})
	}
	return commands
}
