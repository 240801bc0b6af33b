package rules

import (
	"slices"
	"strings"
)

// maxPlaces bounds the places looked for in one sentence.
const maxPlaces = 3

// findPlaces marks the places that the lexicon finds in sentences which could speak of sending something.
func (m *message) findPlaces() {
	all := m.pieces
	found := make([]piece, 0, len(all))
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].kind != stopPiece {
			to++
		}
		m.pieces = all[from:to:to]
		m.placesIn(to - from)
		found = append(found, m.pieces...)
		found = append(found, all[to:min(to+1, len(all))]...)
		from = to + 1
	}
	m.pieces = found
}

// placesIn looks for places among the pieces, those of one sentence, and folds the pieces of each into one.
func (m *message) placesIn(to int) {
	sending := m.speaksOfSending()
	if !sending && to > 6 || to == 0 {
		return
	}
	start := 0
	for range maxPlaces {
		if start >= to {
			break
		}
		begin, end := m.tokens[m.pieces[start].from].from, m.tokens[m.pieces[to-1].to-1].to
		sentence := string(m.written[begin:end])
		words, ok := m.lexicon.FindPlace(sentence)
		at := strings.Index(sentence, words)
		if !ok || words == "" || at < 0 || !sending && words != strings.TrimSpace(sentence) {
			break
		}
		first := begin + len([]rune(sentence[:at]))
		before := len(m.pieces)
		start = m.markPlace(start, to, first, first+len([]rune(words)))
		to += len(m.pieces) - before
	}
}

// speaksOfSending says that a sentence may name where to; elsewhere a name that happens to be a place's is none.
func (m *message) speaksOfSending() bool {
	if m.context.Quote != nil {
		return true
	}
	for _, p := range m.pieces {
		if p.is(shipVerb|freight|toward|priceAsk|deadline) || p.kind == weightPiece || p.kind == sizePiece {
			return true
		}
	}
	return false
}

// markPlace makes the pieces that cover the runes from first up to last one place, and gives the piece after it.
func (m *message) markPlace(start, to, first, last int) int {
	a := start
	for a < to && m.tokens[m.pieces[a].to-1].to <= first {
		a++
	}
	b := a
	for b < to && m.tokens[m.pieces[b].from].from < last {
		b++
	}
	if a >= b {
		return to
	}
	place := piece{kind: placePiece, from: m.pieces[a].from, to: m.pieces[b-1].to}
	place.sku = string(m.written[first:last])
	var split []piece
	if lead := m.tokenAt(place.from, first); lead > place.from && lead < place.to { // 到 of a cue that swallowed the place's first character
		head := m.pieces[a]
		head.to = lead
		split = append(split, head)
		place.from = lead
	}
	split = append(split, place)
	m.pieces = slices.Concat(m.pieces[:a], split, m.pieces[b:])
	return a + len(split)
}

// tokenAt gives the first token at or after from that starts at rune first or later.
func (m *message) tokenAt(from, first int) int {
	for from < len(m.tokens) && m.tokens[from].from < first {
		from++
	}
	return from
}

// markParcel makes the stretch of the message that stands for a parcel the word for one.
func (m *message) markParcel(text string) {
	span := m.context.Parcel
	if span == nil {
		return
	}
	first, last := runesBefore(text, span.From), runesBefore(text, span.To)
	a := 0
	for a < len(m.pieces) && m.tokens[m.pieces[a].to-1].to <= first {
		a++
	}
	b := a
	for b < len(m.pieces) && m.tokens[m.pieces[b].from].from < last {
		b++
	}
	if a < b {
		parcel := piece{kind: cuePiece, from: m.pieces[a].from, to: m.pieces[b-1].to, tags: freight}
		m.pieces = slices.Replace(m.pieces, a, b, parcel)
	}
}

// runesBefore counts the runes that are read of the first bytes of a message.
func runesBefore(message string, bytes int) int {
	raw, _ := fold(message[:min(bytes, len(message))])
	return len(raw)
}
