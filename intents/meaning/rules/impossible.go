package rules

import (
	"slices"

	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// A value that cannot be, minus five pieces or a box with a side of nothing, is read as a piece of its kind that is bad:
// it takes its place in the sentence and fills no slot, so that the skill asks instead of working with another value.

// minusSigns stand before a number below zero.
var minusSigns = text.Set("- − – 负")

// impossible reads a value that no number can be made of at token i.
func (m *message) impossible(i int) (piece, bool) {
	if p, ok := m.negative(i); ok {
		return p, true
	}
	if m.token(i).kind == numToken && digits(m.token(i).s) < 0 {
		if to := m.weightUnit(i + 1); to > 0 {
			return piece{kind: weightPiece, from: i, to: to, bad: true}, true
		}
	}
	if p, ok := m.fractionOf(i); ok {
		return p, true
	}
	return m.commaMoney(i)
}

// negative reads a number, a weight, a size or an amount below zero.
func (m *message) negative(i int) (piece, bool) {
	next := m.token(i + 1)
	if !minusSigns[m.token(i).s] || minusSigns[m.token(i-1).s] || next.space || next.kind != numToken && m.token(i).s != "负" {
		return piece{}, false
	}
	if m.token(i).s != "负" && m.ties(i) || m.takesOff(i) {
		return piece{}, false
	}
	p := m.pieceAt(i + 1)
	switch p.kind {
	case numberPiece, weightPiece, sizePiece, moneyPiece:
		p.from, p.bad, p.number = i, true, 0
		return p, true
	}
	return piece{}, false
}

// ties says that the sign at token i stands between two things, as in 5 -10 and 红色-5个, and makes nothing negative.
func (m *message) ties(i int) bool {
	before := m.token(i - 1)
	switch {
	case before.kind == numToken:
		return true
	case m.token(i).space || before.kind == breakToken || before.kind == markToken:
		return false
	}
	k := len(m.pieces) - 1
	return k < 0 || !m.pieces[k].is(changeVerb|setVerb) // 改成-5
}

// takesOff says that the minus sign at token i takes pieces off something that there is: off the stock of a distributor's
// goods or off a line of the open draft, "A1023 -20". In "price A1023 -1" and "stock A1023 -5" it does not.
func (m *message) takesOff(i int) bool {
	next := m.token(i + 1)
	if m.token(i).s != "-" || next.kind != numToken || next.space || !m.token(i).space && m.token(i-1).kind != breakToken || len(m.context.Draft) == 0 && m.context.Role != "distributor" {
		return false
	}
	for _, p := range slices.Backward(m.pieces) {
		if p.kind == commaPiece || p.kind == stopPiece {
			break
		}
		if !p.goods() {
			return false
		}
	}
	p := m.pieceAt(i + 1)
	return p.kind == numberPiece && p.number%one == 0
}

// fractionOf reads the 1.5 of "1.5 A1023": a part of a piece nobody sells. Behind a SKU it belongs to that one, as in
// a distributor's "A1023 1.5 A1024 1.8".
func (m *message) fractionOf(i int) (piece, bool) {
	t := m.token(i)
	if t.kind != numToken || m.token(i+1).kind != skuToken || m.token(i-1).kind == skuToken {
		return piece{}, false
	}
	n := digits(t.s)
	return piece{kind: numberPiece, from: i, to: i + 1, bad: true}, n > 0 && n%one != 0
}

// commaMoney reads a price with a comma for the decimals, as much of Europe writes it: 1,50. Whatever else has a comma
// that is no thousands sign is no price.
func (m *message) commaMoney(i int) (piece, bool) {
	start := i
	if words.Currencies.Has(m.token(i).s) {
		i++
	}
	to := i + 1
	for m.token(to).s == "," && !m.token(to).space && m.token(to+1).kind == numToken && !m.token(to+1).space {
		to += 2
	}
	if m.token(i).kind != numToken || to == i+1 {
		return piece{}, false
	}
	tags, _ := m.cue(to)
	if start == i && !yuanWord(m.token(to).s) && tags&(below|above) == 0 && !m.limited() {
		return piece{}, false
	}
	p := piece{kind: moneyPiece, from: start, to: to, bad: true}
	whole, ok := smallInt(m.token(i), 9999)
	part, fine := smallInt(m.token(i+2), 99)
	if ok && fine && to == i+3 && len(m.token(i+2).s) == 2 {
		p.fen, p.bad = fen(decimal(whole*100+part)*one/100), false
	}
	if yuanWord(m.token(to).s) {
		p.to++
	}
	return p, true
}

// limited says that the last piece read limits a price, or stands between two of them.
func (m *message) limited() bool {
	k := len(m.pieces) - 1
	if k < 0 {
		return false
	}
	p := m.pieces[k]
	return p.is(below|above|between|about) || p.is(conjoin|toward) && k > 0 && m.pieces[k-1].kind == moneyPiece
}

// refused says that a value of some kind was said that cannot be.
func (m *message) refused(kind pieceOf) bool {
	for _, p := range m.pieces {
		if p.kind == kind && p.bad {
			return true
		}
	}
	return false
}

// badClock reads an hour or a minute that no clock shows: 25:00, 7:99, 24:30, 25点, 8点70, 25pm, "tomorrow at 25".
func (m *message) badClock(w *moment, i int, said bool) int {
	hour, to := m.minuteNumber(i)
	next := m.token(to)
	if to == 0 || next.space && next.kind != wordToken {
		return 0
	}
	minute, end := m.minuteNumber(to + 1)
	glued := end > 0 && !m.token(to+1).space
	bad := hour > 24
	switch {
	case next.s == ":" && glued && end == to+2 && len(m.token(to+1).s) == 2:
		if hour == 1 && !said { // 1:64 is the scale of a model
			return 0
		}
		bad, to = bad || minute > 59 || hour == 24 && minute > 0, m.skipSeconds(to+2)
	case next.s == "点" && glued && (m.token(end).s == "分" || minute > 59 && !m.unitAt(end) && !weightAfter(m, end)):
		bad, to = bad || minute > 59 || hour == 24 && minute > 0, m.skip(end, "分")
	case next.s == "点", next.s == "am" && !next.space, next.s == "pm" && !next.space:
		to++
	case said && w.dated() && timeLed(m, i) && hour < 100 && m.clauseEnds(to): // tomorrow at 25
	default:
		return 0
	}
	w.badClock = bad
	if !bad {
		return 0
	}
	return to
}

// badDay reads a day that no calendar has: 2026-99-99, 13/45, Feb 32, 2月32号, 13月1号, the 32nd.
func (m *message) badDay(w *moment, i int, _ bool) int {
	if w.dated() {
		return 0
	}
	to := m.badDayEnd(i)
	w.badDay = to > 0
	return to
}

func (m *message) badDayEnd(i int) int {
	if monthNamed(m.token(i).s) != 0 && m.token(i).s != "may" && m.token(i).s != "march" {
		d, ok := smallInt(m.token(i+1), 99)
		if end := m.ordinal(i + 2); ok && (d > longestMonth || d == 0) && m.clauseEnds(end) {
			return end
		}
		return 0
	}
	if to := m.badHanDay(i); to > 0 || m.token(i).kind != numToken {
		return to
	}
	n, ok := smallInt(m.token(i), 2100)
	if !ok {
		return 0
	}
	sep := m.token(i + 1)
	second, two := smallInt(m.token(i+2), 99)
	two = two && !sep.space && !m.token(i+2).space
	_, three := smallInt(m.token(i+4), 99)
	switch {
	case n > 2000 && two && three && m.token(i+3).s == sep.s && (sep.s == "-" || sep.s == "/"):
		return i + 5
	case sep.s == "/" && two && (n > 12 && n < 32 || n <= 12 && second > longestMonth) && second > 12 && !m.fractionFollowed(i+3) && !m.unitAt(i+3):
		return i + 3
	}
	end := m.ordinal(i + 1)
	lead := m.token(i - 1).s
	if lead == "the" {
		lead = m.token(i - 2).s
	}
	if end > i+1 && n > longestMonth && (lead == "on" || lead == "by") && m.clauseEnds(end) {
		return end
	}
	name := m.token(m.skip(end, "of"))
	if n > longestMonth && n < 100 && len(name.s) > 2 && name.s != "march" && monthNamed(name.s) != 0 && m.clauseEnds(m.skip(end, "of")+1) {
		return m.skip(end, "of") + 1
	}
	return 0
}

// badHanDay reads 13月1号, 2月32号, 35号拿 and 周八.
func (m *message) badHanDay(i int) int {
	if day := m.weekMark(i); day > i {
		return m.badWeekday(day)
	}
	n, to := m.minuteNumber(i)
	if to == 0 {
		return 0
	}
	if m.token(to).s == "月" {
		d, end := m.minuteNumber(to + 1)
		if end > 0 && (m.token(end).s == "号" || m.token(end).s == "日") && (n > 12 || n == 0 || d > longestMonth || d == 0) {
			return end + 1
		}
		return 0
	}
	if m.token(to).s == "号" && n > longestMonth && m.picksAt(to+1) {
		return to + 1
	}
	return 0
}

// badWeekday reads the number at token i that no day of a week has, where nothing that it might count stands behind it.
func (m *message) badWeekday(i int) int {
	n, to := m.minuteNumber(i)
	if _, part := partWords.longest(m, to); to == 0 || n <= 7 || n > longestMonth || part == 0 && !m.clauseEnds(to) && !m.picksAt(to) && !dateTails[m.token(to).s] {
		return 0
	}
	return to
}
