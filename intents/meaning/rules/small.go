package rules

// saying is a command that is said in set phrases; what else stands beside them makes it less likely.
type saying struct {
	name    string
	tags    tag
	score   float64
	forgive tag // tags of words that may stand beside the phrase
	about   string
}

var sayings = []saying{
	{Confirm, confirmed, 0.95, yes | orderVerb | thanking | pickVerb, ""},
	{Confirm, yes, 0.8, thanking, ""},
	{Cancel, cancelled, 0.94, orderVerb | negation | function | yes | freight | ordersAsk, ""},
	{Undo, undone, 0.94, function | more | ordersAsk | again | negation, ""},
	{Orders, ordersAsk, 0.93, findVerb | showVerb | wh | function | pickVerb | priceAsk | stockAsk | on, ""},
	{Repeat, again, 0.93, ordersAsk | orderVerb | more | function | yes | useVerb, ""},
	{Help, helpAsk, 0.92, how | wh | function | findVerb | showVerb | askVerb | useVerb, ""},
	{Cancel, negation, 0.6, function | yes, ""},
	{Greet, greeting, 0.9, function | yes, ""},
	{Thanks, thanking, 0.9, yes | function | talk, ""},
	{Chat, talk, 0.86, function | yes | wh | thanking | greeting | should | how | stockWord, ""},
	{Chat, hold, 0.72, negation | function | yes | orderVerb | confirmed | cancelled, AboutWaiting},
}

// AboutWaiting is what chat is about where somebody says to wait: 等等先别下.
const AboutWaiting = "waiting"

// saidScore gives a scorer for a saying.
func saidScore(said saying) func(segment) float64 {
	return func(s segment) float64 {
		if !s.has(said.tags) {
			return 0
		}
		score := said.score - 0.2*float64(s.leftover(said.tags|said.forgive)) + 0.02*float64(min(s.cueLength(said.tags), 3))
		if s.times > 0 && said.tags&(ordersAsk|cancelled|again) != 0 {
			score += 0.18
		}
		return score - s.saidDoubt(said)
	}
}

func (said saying) build(segment) []Command { return []Command{{said.name, Slots{About: said.about}}} }

// refused says that a "place it" is asked about or declined: 怎么确认订单, "do I have to confirm", 别给我乱下单.
func (s segment) refused() bool {
	const doubts = hold | how | should | wh
	if s.has(doubts|off) || s.has(negation&^yes) || s.marks > 0 {
		return true
	}
	for i := s.from - 1; i >= max(0, s.from-3) && s.pieces[i].kind != commaPiece && s.pieces[i].kind != stopPiece; i-- {
		if p := s.pieces[i]; p.is(doubts|negation) && !p.is(yes|removeVerb) {
			return true
		}
	}
	return false
}

// cueLength counts the tokens of the phrases with a tag.
func (s segment) cueLength(t tag) int {
	n := 0
	for _, p := range s.list() {
		if p.is(t) {
			n += p.to - p.from
		}
	}
	return n
}

func (s segment) saidDoubt(said saying) float64 {
	switch said.tags {
	case confirmed:
		if s.times > 0 {
			return 0.3
		}
		if s.refused() {
			return 0.8
		}
	case yes:
		if s.has(confirmed) && s.refused() {
			return 0.8
		}
		if s.has(negation) || s.times > 0 {
			return 0.3
		}
		if len(s.context.Draft) == 0 {
			return 0.15
		}
	case negation: // "no" to an open draft drops it, as its button does
		if len(s.context.Draft) == 0 || s.numbers > 0 {
			return 0.6
		}
	case cancelled:
		if s.has(undone) && !s.takesDraftBack() {
			return 0.5
		}
		if s.has(hold|how|trade) || s.marks > 0 || s.attached() {
			return 0.3
		}
	case thanking: // to an open draft "that's all, thanks" is a yes first
		if s.has(yes|confirmed) && len(s.context.Draft) > 0 {
			return 0.4
		}
	case again, undone:
		if s.has(how) || said.tags == undone && s.takesDraftBack() {
			return 0.4
		}
	case ordersAsk:
		if s.has(how | trade | removeVerb | cancelled | remindVerb) {
			return 0.35
		}
	case hold: // 不要了，我再看看 is no hesitation
		if s.pieces[s.from].is(cancelled) {
			return 0.3
		}
	case talk:
		if s.has(world) {
			return 0.1
		}
	}
	return 0
}

func build(name string) func(segment) []Command {
	return func(segment) []Command { return []Command{{Name: name}} }
}

// languageScore judges "English please", 说中文, 换成英文.
func languageScore(s segment) float64 {
	if !s.has(toEnglish|toChinese) || s.skus+s.numbers+s.weights+s.moneys > 0 {
		return 0
	}
	score := 0.8
	if s.words > 0 {
		score = 0.5
	}
	if s.has(languageVerb) {
		score = 0.95
	}
	score -= 0.2 * float64(s.leftover(toEnglish|toChinese|languageVerb|function|should|setVerb|useVerb|toward|changeVerb|findVerb|orderVerb|yes))
	if s.has(how|trade) || s.words > 1 {
		score -= 0.2
	}
	return score
}

func buildLanguage(s segment) []Command {
	to := "en"
	last := s.list()
	for _, p := range last {
		if p.is(toChinese) {
			to = "zh"
		} else if p.is(toEnglish) {
			to = "en"
		}
	}
	return []Command{{Language, Slots{To: to}}}
}

// worldScore judges what lies outside the village: flights, football, the capital of France.
func worldScore(s segment) float64 {
	switch {
	case s.has(trade) || s.skus+s.weights > 0 || s.moneys > 0 && s.has(below|above|about|between):
		return 0
	case s.has(world), s.has(topic) && s.worldHead() && s.advises():
		return 0.62
	case s.has(topic) && (s.functions > 0 || s.asks()) && !s.has(findVerb|freight):
		return 0.5
	}
	return 0
}

// takesDraftBack says that 撤了 is of the open draft, and not of an order that was placed.
func (s segment) takesDraftBack() bool {
	return len(s.context.Draft) > 0 && s.has(cancelled) && s.leftover(undone|function|yes) == 0
}
