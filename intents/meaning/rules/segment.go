package rules

import (
	"strings"
)

// summary counts what stretches of pieces hold; the difference of two gives what lies between.
type summary struct {
	words, functions, numbers, units, moneys, weights, sizes, times, skus, places, stops, commas, marks int32
	bulk                                                                                                int32 // tenths of a word; a Chinese character is less than a word
}

// segment is a stretch of a message that is read as one command.
type segment struct {
	*message
	from, to int // pieces
	tags     tag // of any of its pieces
	summary
}

// summarise counts ahead, so that every segment knows its sums at once.
func (m *message) summarise() {
	m.sums = make([]summary, len(m.pieces)+1)
	for i, p := range m.pieces {
		s := m.sums[i]
		s.add(p)
		s.bulk += m.weigh(p)
		m.sums[i+1] = s
	}
}

func (s *summary) add(p piece) {
	switch p.kind {
	case wordPiece:
		s.words++
	case cuePiece:
		if p.is(function) && !p.is(^(function | article)) {
			s.functions++
		}
	case numberPiece:
		if p.vague && !p.ranged {
			break
		}
		s.numbers++
		if p.unit != "" {
			s.units++
		}
	case moneyPiece:
		s.moneys++
	case weightPiece:
		s.weights++
	case sizePiece:
		s.sizes++
	case timePiece:
		s.times++
	case skuPiece:
		s.skus++
	case placePiece:
		s.places++
	case stopPiece:
		s.stops++
	case commaPiece:
		s.commas++
	}
	if p.is(mark) {
		s.marks++
	}
}

// weigh gives the tenths of a word that a piece is worth.
func (m *message) weigh(p piece) int32 {
	if p.kind == stopPiece || p.kind == commaPiece || p.kind == otherPiece {
		return 0
	}
	var n int32
	for i := p.from; i < p.to; i++ {
		if m.tokens[i].kind == hanToken {
			n += 6
		} else {
			n += 10
		}
	}
	if p.kind == cuePiece && p.tags&^(filler|article|conjoin|function|linking) == 0 {
		n /= 3
	}
	return n
}

func (m *message) segment(from, to int) segment {
	for from < to && m.pieces[from].edge() {
		from++
	}
	for to > from && m.pieces[to-1].edge() && !m.pieces[to-1].is(mark) {
		to--
	}
	s := segment{message: m, from: from, to: to}
	a, b := m.sums[from], m.sums[to]
	s.summary = summary{
		b.words - a.words, b.functions - a.functions, b.numbers - a.numbers, b.units - a.units, b.moneys - a.moneys,
		b.weights - a.weights, b.sizes - a.sizes, b.times - a.times, b.skus - a.skus, b.places - a.places, b.stops - a.stops,
		b.commas - a.commas, b.marks - a.marks, b.bulk - a.bulk,
	}
	for _, p := range m.pieces[from:to] {
		s.tags |= p.tags
	}
	return s
}

// edge says that a piece at the border of a segment tells nothing there.
func (p piece) edge() bool {
	if p.kind == cuePiece {
		return p.tags&^(conjoin|linking|filler) == 0
	}
	return p.kind == commaPiece || p.kind == stopPiece || p.kind == otherPiece
}

func (s segment) list() []piece { return s.pieces[s.from:s.to] }

func (s segment) has(t tag) bool { return s.tags&t != 0 }

// first gives the first piece of a kind.
func (s segment) first(kind pieceOf) (piece, bool) {
	for _, p := range s.list() {
		if p.kind == kind {
			return p, true
		}
	}
	return piece{}, false
}

// segmentOf gives the first n pieces of a segment.
func (s segment) segmentOf(n int) segment { return s.message.segment(s.from, s.from+n) }

// alone says that a segment is all that its message says.
func (s segment) alone() bool {
	return s.sums[len(s.pieces)].bulk-s.bulk <= 12
}

// attached says that a name or a quantity stands right before a segment, so that it may belong to that.
func (s segment) attached() bool {
	if s.from == 0 {
		return false
	}
	switch s.pieces[s.from-1].kind {
	case skuPiece, wordPiece, numberPiece:
		return true
	}
	return false
}

// asks says that a segment is a question by a word or a mark.
func (s segment) asks() bool { return s.marks > 0 || s.has(how|should|wh) }

// leftover counts the words that none of the tags explains; what is merely polite or grammatical does not count.
func (s segment) leftover(explained tag) int {
	n := 0
	for _, p := range s.list() {
		switch p.kind {
		case wordPiece:
			n += s.lengthOf(p)
		case cuePiece:
			if !p.is(explained | filler | article | conjoin | linking | mark) {
				n++
			}
		case numberPiece, moneyPiece, weightPiece, sizePiece, skuPiece, placePiece, timePiece:
			n++
		}
	}
	return n
}

// lengthOf counts a piece in words; two Chinese characters make one.
func (s segment) lengthOf(p piece) int {
	if s.tokens[p.from].kind == hanToken {
		return (p.to - p.from + 1) / 2
	}
	return p.to - p.from
}

// text gives the written words of the pieces for which keep holds: one stretch where they stand together.
func (s segment) text(keep func(i int, p piece) bool) string {
	var b strings.Builder
	last := -1
	for i, p := range s.list() {
		if !keep(i, p) {
			continue
		}
		if last >= 0 && (s.message.tokens[p.from].space || last != p.from && s.message.tokens[p.from].kind != hanToken) {
			b.WriteByte(' ')
		}
		b.WriteString(s.raw(p.from, p.to))
		last = p.to
	}
	return b.String()
}

// all gives the segment as written.
func (s segment) all() string {
	from, to := s.from, s.to
	if from >= to {
		return ""
	}
	return strings.TrimSpace(s.raw(s.pieces[from].from, s.pieces[to-1].to))
}

// named says that a piece can be part of a name inside its list: a word, or a little word between two of them.
func named(list []piece, i int) bool {
	p := list[i]
	if p.kind == wordPiece {
		return true
	}
	return p.kind == cuePiece && p.is(article|inName) && i > 0 && i+1 < len(list) && list[i-1].kind == wordPiece && list[i+1].kind == wordPiece
}
