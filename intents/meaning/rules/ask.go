package rules

import "strings"

// askScore judges questions of the trade, as opposed to questions for goods, prices of parcels and orders.
func askScore(s segment) float64 {
	score := s.askBase()
	if score == 0 {
		return 0
	}
	if s.has(trade) {
		score += 0.14
	}
	if s.has(askVerb) {
		score += 0.1
	}
	if s.has(world) && !s.has(trade) {
		score -= 0.5
	} else if s.has(topic) && !s.has(trade|freight) {
		score -= 0.35
	}
	score -= 0.25*float64(s.skus) + s.unasked() + 0.06*float64(s.places)
	if s.has(findVerb) && !s.has(how|trade) || s.has(priceAsk) && s.weights+s.places+s.skus > 0 {
		score -= 0.2
	}
	if s.has(ordersAsk|again|undone) && s.leftover(ordersAsk|again|undone|how|wh|mark|function) == 0 {
		score -= 0.3
	}
	if s.has(helpAsk) && s.leftover(helpAsk|mark) == 0 {
		score -= 0.5
	}
	return min(score, 0.97)
}

// unasked is what parcels and quantities tell against a question; one about the trade may well count something.
func (s segment) unasked() float64 {
	if s.has(trade) && s.asks() {
		return 0.1*float64(s.weights+s.sizes) + 0.04*float64(s.units)
	}
	return 0.15 * float64(s.weights+s.sizes+s.units)
}

func (s segment) askBase() float64 {
	substance := s.words > 0 || s.has(trade)
	switch {
	case s.has(how) && substance:
		return 0.8
	case s.has(how) && s.leftover(how|mark) > 0:
		return 0.66
	case s.has(should) && (substance || s.has(pickVerb)):
		return 0.68
	case s.has(should) && s.leftover(should|mark|function) > 0:
		return 0.56
	case s.has(askVerb) && substance:
		return 0.6
	case s.has(wh) && s.has(trade):
		return 0.72
	case (s.marks > 0 || s.has(priceAsk) && s.words > 0) && s.has(trade):
		return 0.7
	case s.has(wh) && substance && s.functions > 0:
		return 0.4
	case s.marks > 0 && substance && s.functions > 0:
		return 0.42
	case s.troubles() > 1: // what happened, and nothing asked: 显示签收但买家没收到
		return 0.6
	case s.has(trade) && s.has(function|negation) && s.leftover(trade) > 0:
		return 0.5
	case s.has(trade) && s.leftover(trade|function) <= 2:
		return 0.44
	}
	return 0
}

// troubles counts the words of the trade in a segment that has no goods, quantities or parcels in it.
func (s segment) troubles() (n int) {
	if s.skus+s.units+s.weights+s.moneys+s.places > 0 || s.has(findVerb|stockWord|priceWord) {
		return 0
	}
	for _, p := range s.list() {
		if p.kind == cuePiece && p.is(trade) {
			n++
		}
	}
	return n
}

func buildAsk(s segment) []Command {
	list := s.list()
	first := 0
	for first < len(list)-1 && list[first].kind == cuePiece && list[first].tags&^(filler|greeting|askVerb|linking|conjoin) == 0 {
		first++
	}
	for first < len(list)-1 && (list[first].kind == commaPiece || list[first].kind == otherPiece || list[first].kind == stopPiece) {
		first++
	}
	s.from += first
	for s.to < len(s.pieces) && s.pieces[s.to].is(filler) && !s.pieces[s.to].is(linking|conjoin) {
		s.to++
	}
	question := s.all()
	if end := s.pieces[s.to-1].to; end < len(s.message.tokens) { // the mark belongs to the question
		if t := s.message.tokens[end]; t.s == "?" || t.s == "？" {
			question += string(s.written[t.from:t.to])
		}
	}
	return []Command{{Ask, Slots{Question: strings.TrimSpace(question)}}}
}

// tip gives the words of a tip when the message begins with "tip:" or 心得.
func (m *message) tip() (string, bool) {
	start := 0
	for start < len(m.pieces) && m.pieces[start].edge() {
		start++
	}
	if start >= len(m.pieces) || !m.pieces[start].is(tipCue) {
		return "", false
	}
	end := m.pieces[start].to
	for m.token(end).s == "一" || m.token(end).s == "下" || m.token(end).s == "个" || m.token(end).s == "条" {
		end++
	}
	for k := end + 1; k < end+5 && m.token(end).s != ":"; k++ { // note for newcomers: ...
		if m.token(k).s == ":" {
			end = k
		}
	}
	next := m.token(end)
	marked := next.s == ":" || next.s == "-" && next.space || next.space && next.kind == hanToken
	strong := len([]rune(m.raw(m.pieces[start].from, end))) > 4 || m.token(m.pieces[start].from).s == "记"
	if !marked && (!strong || !m.parts(end)) {
		return "", false
	}
	for end < len(m.tokens) && (m.tokens[end].kind == markToken || m.tokens[end].kind == breakToken) {
		end++
	}
	if end >= len(m.tokens) {
		return "", false
	}
	return strings.TrimSpace(string(m.written[m.tokens[end].from:])), true
}

// parts says that a mark, a line end or a space stands at token i.
func (m *message) parts(i int) bool {
	k := m.token(i).kind
	return k == markToken || k == breakToken || m.token(i).space
}
