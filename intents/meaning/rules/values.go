package rules

import (
	"slices"
	"strings"

	"oldhand/integrations/measure"
)

// Words that are known to stand for one thing are read here: which thing was told by the reader, and what it is exactly is
// told by the same grammar that reads whole messages.

// Line counts words of a quantity as the catalogue counts the goods of a line. Words that hold no number leave it uncounted.
func (p *Parser) Line(item, sku, quantity string, c Context) Line {
	m := read(p.lexicon, quantity, c)
	l := orderLine{words: item, sku: p.spelled(sku, c)}
	if sku != "" {
		l.known = m.skuName(l.sku).ok
	}
	if q, ok := m.firstNumber(); ok {
		l.quantity, l.counted = q, true
	} else if n, ok := measure.ParseIndex(strings.TrimSpace(quantity)); ok { // 八, which alone may be anything
		l.quantity, l.counted = piece{kind: numberPiece, number: decimal(n) * one}, true
	}
	return m.line(l)
}

// spelled is the SKU in words such as "sku A 1023".
func (p *Parser) spelled(words string, c Context) string {
	if words == "" {
		return ""
	}
	for _, x := range read(p.lexicon, words, c).pieces {
		if x.kind == skuPiece {
			return x.sku
		}
	}
	return words
}

// firstNumber gives the first whole number of things.
func (m *message) firstNumber() (piece, bool) {
	for _, p := range m.pieces {
		if p.kind == numberPiece && !p.bad && !p.vague && (p.unit != "" || p.number%one == 0) {
			return p, true
		}
	}
	return piece{}, false
}

// Number reads the number of things that words name, whatever their unit.
func (p *Parser) Number(words string, c Context) (n int, ok bool) {
	m := read(p.lexicon, words, c)
	q, ok := m.firstNumber()
	if !ok {
		return 0, false
	}
	return q.number.Whole()
}

// Quantity reads words that are nothing but a whole number of things, with its unit if it has one.
func (p *Parser) Quantity(words string, c Context) (n int, unit string, ok bool) {
	m := read(p.lexicon, words, c)
	if len(m.pieces) != 1 {
		return 0, "", false
	}
	q, ok := m.firstNumber()
	if !ok {
		return 0, "", false
	}
	n, ok = q.number.Whole()
	return n, q.unit, ok && n > 0
}

// Money reads an amount of money, or a bare number of yuan.
func (p *Parser) Money(words string, c Context) (fen measure.Fen, ok bool) {
	for _, x := range read(p.lexicon, words, c).pieces {
		switch {
		case x.bad:
		case x.kind == moneyPiece:
			return x.fen, true
		case x.kind == numberPiece && !x.vague:
			return measure.Fen(x.number / (one / 100)), true
		}
	}
	return 0, false
}

// Weight reads the weight of a parcel.
func (p *Parser) Weight(words string, c Context) (grams measure.Grams, ok bool) {
	for _, x := range read(p.lexicon, words, c).pieces {
		if x.kind == weightPiece && !x.bad {
			return x.grams, true
		}
	}
	return 0, false
}

// Pickup reads words of a day, an hour or both into the slots of a pickup time.
func (p *Parser) Pickup(words string, c Context) (slots Slots) {
	m := read(p.lexicon, words, c)
	m.segment(0, len(m.pieces)).pickup(&slots)
	return slots
}

// OnlyTime says that words are nothing but a day, an hour or both.
func (p *Parser) OnlyTime(words string, c Context) bool {
	m := read(p.lexicon, words, c)
	return !slices.ContainsFunc(m.pieces, func(p piece) bool {
		little := p.kind == cuePiece && p.tags&^(toward|filler|article|orderVerb|changeVerb) == 0
		return p.kind != timePiece && !p.edge() && !little
	})
}

// Courier gives the courier that words name.
func (p *Parser) Courier(words string, c Context) (name string, ok bool) {
	m := read(p.lexicon, words, c)
	name = m.segment(0, len(m.pieces)).courierName()
	return name, name != ""
}

// InDraft gives the place of the one line of the open draft that words name or count; ok is false where they name none or
// several.
func (p *Parser) InDraft(words string, c Context) (at int, ok bool) {
	m := read(p.lexicon, words, c)
	for i := range c.Draft {
		m.context.Draft = c.Draft[i : i+1]
		if n := m.inDraft(words); !n.ok || ordinal(words) != 0 {
			continue
		}
		if ok {
			return 0, false
		}
		at, ok = i, true
	}
	if nth := ordinal(words); nth == lastOne {
		return len(c.Draft) - 1, len(c.Draft) > 0
	} else if nth > 0 {
		return nth - 1, nth <= len(c.Draft)
	}
	return at, ok
}

// Fill reads the slots of a command that is known to be meant by all of a text. ok is false where nothing fills it.
func (p *Parser) Fill(name, text string, c Context) (Slots, bool) {
	m := read(p.lexicon, text, c)
	build, ok := builders[name]
	if !ok || len(m.pieces) == 0 {
		return Slots{}, false
	}
	commands := build(m.segment(0, len(m.pieces)))
	if len(commands) == 0 {
		return Slots{}, false
	}
	first := commands[0]
	m.finish(&first)
	return first.Slots, true
}

var builders = map[string]func(segment) []Command{
	Find: buildFind, Order: buildOrder, Quote: buildQuote, Remind: buildRemind, Snooze: buildSnooze, Stock: buildStock, Price: buildPrice,
}

// Scaled gives how many the line of a draft is to become by words such as "double".
func (p *Parser) Scaled(words string, c Context) (quantity int, ok bool) {
	m := read(p.lexicon, words, c)
	_, quantity, ok = m.segment(0, len(m.pieces)).scaled()
	return quantity, ok
}

// Swap reads a swap of a line of the open draft: the line that goes and the one that comes.
func (p *Parser) Swap(text string, c Context) (lines [2]Line, ok bool) {
	if len(c.Draft) == 0 {
		return lines, false
	}
	m := read(p.lexicon, text, c)
	w, ok := m.segment(0, len(m.pieces)).swap()
	return [2]Line{w.out, w.in}, ok
}

// Piece is a stretch of a message that the grammar takes for one thing.
type Piece struct {
	Kind     PieceKind
	From, To int // bytes of the message
}

// PieceKind says what a piece is.
type PieceKind string

// The kinds of pieces that matter to others.
const (
	NamePiece   PieceKind = "name"   // a word of a name
	NumberPiece PieceKind = "number" // of things, with its unit
	MoneyPiece  PieceKind = "money"
	WeightPiece PieceKind = "weight"
	SizePiece   PieceKind = "size"
	TimePiece   PieceKind = "time"
	SKUPiece    PieceKind = "sku" // that a catalogue has
	PlacePiece  PieceKind = "place"
	LittlePiece PieceKind = "little" // a word of grammar, or a mark
)

var pieceKinds = map[pieceOf]PieceKind{
	wordPiece: NamePiece, numberPiece: NumberPiece, moneyPiece: MoneyPiece, weightPiece: WeightPiece, sizePiece: SizePiece, timePiece: TimePiece,
	skuPiece: NamePiece, placePiece: PlacePiece,
}

// Pieces cuts a message into its pieces.
func (p *Parser) Pieces(text string, c Context) []Piece {
	m := read(p.lexicon, text, c)
	at := bytesOf(text)
	pieces := make([]Piece, len(m.pieces))
	for i, x := range m.pieces {
		kind, ok := pieceKinds[x.kind]
		if !ok {
			kind = LittlePiece
		}
		if x.kind == skuPiece && x.known {
			kind = SKUPiece
		}
		pieces[i] = Piece{kind, at[m.tokens[x.from].from], at[m.tokens[x.to-1].to]}
	}
	return pieces
}

// bytesOf gives where every character that fold keeps begins, and where the last ends.
func bytesOf(text string) []int {
	var at []int
	for i, r := range text {
		if len(at) == maxRunes {
			return append(at, i)
		}
		if !invisible(r) {
			at = append(at, i)
		}
	}
	return append(at, len(text))
}
