package rules

import (
	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

type pieceOf uint8

const (
	wordPiece   pieceOf = iota // no cue: part of a name
	cuePiece                   // see tags
	numberPiece                // a number, with its unit if it has one
	moneyPiece
	weightPiece
	sizePiece
	timePiece
	skuPiece
	placePiece
	commaPiece // , 、
	stopPiece  // . ? ! ; and the end of a line
	otherPiece // read past
)

// piece is a stretch of a message that means one thing.
type piece struct {
	kind     pieceOf
	from, to int // tokens
	tags     tag
	number   decimal
	unit     string // as written
	dozen    bool
	vague    bool       // 几个: how many is not said, or asked
	ranged   bool       // 20到30个, 几十个: vague, and surely an amount that is wanted
	ends     [2]decimal // of 20到30, where both are known
	bad      bool       // said, but no such value is: it fills no slot
	fen      measure.Fen
	low      measure.Fen // of 两三块, whose fen is the 三; else 0
	grams    measure.Grams
	mm       [3]int
	when     moment
	sku      string   // as written
	known    bool     // sku is in the catalogue
	also     []string // the other SKUs of a list that is written short: A1021/22, A1021到1023
	packs    *piece   // of 3 packs of 5, which count 15: the 3 packs
	size     int      // the 5
}

func (p piece) is(t tag) bool { return p.tags&t != 0 }

// scan cuts the tokens into pieces, the longest reading first.
func (m *message) scan() {
	m.pieces = make([]piece, 0, len(m.tokens))
	for i := 0; i < len(m.tokens); {
		p := m.pieceAt(i)
		m.pieces = append(m.pieces, p)
		i = p.to
	}
	m.plainSKUs()
}

// pieceAt gives the longest piece at token i; of equally long ones the one whose reader stands first.
func (m *message) pieceAt(i int) piece {
	if p, ok := m.impossible(i); ok {
		return p
	}
	if m.sign(i) && !m.countsAsSign(i) {
		return piece{kind: otherPiece, from: i, to: i + 1}
	}
	for _, read := range []func(int) (piece, bool){m.leader, m.exponential, m.partOfUnit, m.modelNumber, m.kinds, m.loosely} {
		if p, ok := read(i); ok {
			return p
		}
	}
	if p, ok := m.likeParcels(i); ok {
		return p
	}
	if m.takesOff(i) {
		return piece{kind: cuePiece, from: i, to: i + 1, tags: fewer}
	}
	if p, ok := m.markPiece(i); ok {
		return p
	}
	if p, ok := m.listMark(i); ok {
		return p
	}
	if p, ok := m.packing(i); ok {
		return p
	}
	best := piece{kind: wordPiece, from: i, to: i + 1}
	found := false
	if m.countable(i) {
		for _, read := range []func(int) (piece, bool){m.size, m.skuAt, m.weight, m.money, m.time, m.spec, m.quantity} {
			if p, ok := read(i); ok && (!found || p.to > best.to) {
				best, found = p, true
			}
		}
	}
	if tags, n := m.cue(i); n > 0 && m.cueHolds(i, n) && (!found || n > best.to-i || n == best.to-i && best.kind == numberPiece && best.number == 0) {
		best = piece{kind: cuePiece, from: i, to: i + n, tags: tags}
		if tags&word != 0 {
			best.kind, best.tags = wordPiece, tags&topic
		}
	}
	return best
}

// plainSKUs makes words of what looks like a SKU, stands beside the words of a name, and is in no catalogue: a Canon
// 450d, a type of car.
func (m *message) plainSKUs() {
	word := func(i int) bool { return i >= 0 && i < len(m.pieces) && m.pieces[i].kind == wordPiece }
	for i := range m.pieces {
		p := &m.pieces[i]
		if p.kind == skuPiece && !p.known && p.to == p.from+1 && (word(i-1) || word(i+1)) {
			p.kind = wordPiece
		}
	}
}

// cueHolds says that the n tokens at i are a cue there, and not a part of a name.
func (m *message) cueHolds(i, n int) bool {
	return n > 1 || m.tokens[i].kind != hanToken || m.loneCue(i)
}

// countable says that a number, an amount, a time or a SKU could start at token i.
func (m *message) countable(i int) bool {
	t := m.token(i)
	switch t.kind {
	case numToken, skuToken:
		return true
	case markToken:
		return t.s == "¥" || t.s == "*" || t.s == "@"
	case hanToken:
		return hanStarters[t.s]
	case wordToken:
		return latinStarters[t.s]
	}
	return false
}

// hanStarters and latinStarters are the first tokens of whatever the readers of amounts and times understand.
var (
	hanStarters   = starters(true, "零 半 廿 卅 几 若 过 等 再 下 这 本 上 当 周 星 礼 长 打 货 款 编 型 条 产 商 差 欠 前 提 后 农 阴 旧")
	latinStarters = starters(false, "a an half couple another few several quite some between from hundred thousand scores hundreds thousands quarter dozen dozens doz x rmb cny in within after before next last this coming upcoming the on at quarter sku item code no art around about by of ½ ⅓ ⅔ ¼ ¾ ⅛")
)

func starters(han bool, extra string) map[string]bool {
	m := text.Set(extra)
	add := func(s string) {
		if s != "" {
			m[s] = true
		}
	}
	for s := range dayWords {
		add(s)
	}
	for s := range partWords {
		add(s)
	}
	for s := range festivals {
		add(s)
	}
	for s := range lunarMonths {
		add(s)
	}
	for _, s := range measure.Numerals() {
		add(s)
	}
	for s := range words.Months.All() {
		add(s)
	}
	if han {
		return m
	}
	for s := range words.Weekdays.All() {
		if latin(rune(s[0])) {
			add(s)
		}
	}
	return m
}

// limits says that an amount stands at token i, perhaps behind an equals sign.
func (m *message) limits(i int) bool {
	i = m.skip(i, "=")
	return m.token(i).kind == numToken || words.Currencies.Has(m.token(i).s)
}

// markPiece reads marks: commas part, stops and line ends part for good.
func (m *message) markPiece(i int) (piece, bool) {
	t := m.token(i)
	p := piece{from: i, to: i + 1}
	switch {
	case t.kind == breakToken:
		p.kind = stopPiece
	case t.s == "/" && i == 0 && m.token(1).kind == wordToken:
		return p, false
	case t.kind == otherToken, t.kind == numToken && digits(t.s) < 0 && len(m.figuresAt(i).parts) != 3: // no number of things: a phone, an order
		p.kind = otherPiece
	case t.kind != markToken || t.s == "¥" || t.s == "&" || t.s == "+" || t.s == "=" || t.s == "#":
		return p, false
	case t.s == "?" || t.s == "？":
		p.kind, p.tags = stopPiece, mark
	case (t.s == ">" || t.s == "<") && m.limits(i+1):
		return p, false
	case t.s == "*" && m.token(i+1).kind == numToken, t.s == "@" && m.token(i+1).kind == numToken:
		return p, false
	case t.s == "." || t.s == "。" || t.s == "!" || t.s == ";":
		p.kind = stopPiece
	case t.s == "," || t.s == "、" || t.s == "，" || t.s == "/" || t.s == "|" || t.s == "…":
		p.kind = commaPiece
	default:
		p.kind = otherPiece
	}
	return p, true
}
