package rules

import (
	"strings"

	"oldhand/integrations/measure"
)

// message is one message on its way through the parser.
type message struct {
	lexicon  Lexicon
	context  Context
	couriers *Couriers
	written  []rune // as written
	folded   []rune
	tokens   []token
	texts    []string // of the tokens, figures without commas
	pieces   []piece
	sums     []summary // of the first i pieces
	names    map[string]itemName
	asked    int // questions put to the lexicon
}

// maxAsked bounds the questions put to the lexicon for one message, and maxNames after how many of them no more names are
// asked for, which takes a search each.
const (
	maxAsked = 600
	maxNames = 200
)

func read(lexicon Lexicon, text string, c Context) *message {
	m := &message{lexicon: lexicon, context: c, couriers: lexicon.Couriers(), names: map[string]itemName{}}
	m.written, m.folded = fold(text)
	m.tokens = tokenize(lexicon, m.folded)
	for i := range m.tokens {
		if m.tokens[i].kind == wordToken {
			m.tokens[i].s = m.mend(m.tokens[i].s)
		}
		m.texts = append(m.texts, plainFigures(m.tokens[i]))
	}
	m.scan()
	m.markParcel(text)
	m.grossWeights()
	m.bareSizes()
	m.findPlaces()
	m.soldByWeight()
	m.unpack()
	m.changedMind()
	m.remarks()
	m.slipsOfTongue()
	m.slipsOfSKU()
	m.summarise()
	return m
}

// token gives token i, or an empty one outside the message.
func (m *message) token(i int) token {
	if i < 0 || i >= len(m.tokens) {
		return token{kind: breakToken}
	}
	return m.tokens[i]
}

// phrase says that the tokens from i on are these.
func (m *message) phrase(i int, words ...string) bool {
	if i+len(words) > len(m.tokens) {
		return false
	}
	for k, w := range words {
		if m.tokens[i+k].s != w {
			return false
		}
	}
	return true
}

// skip gives the token after i where i is the word, else i.
func (m *message) skip(i int, word string) int {
	if m.token(i).s == word {
		return i + 1
	}
	return i
}

// raw gives the tokens from one up to another as they were written.
func (m *message) raw(from, to int) string {
	if from >= to || from >= len(m.tokens) {
		return ""
	}
	return string(m.written[m.tokens[from].from:m.tokens[to-1].to])
}

// protected says that a name of goods starts at token i, whatever its first character would mean: 打火机, 包装盒.
func (m *message) protected(i int) bool {
	tags, n := m.cue(i)
	return n > 1 && tags&word != 0
}

// itemName is what the lexicon knows of an item's words.
type itemName struct {
	sku, unit string
	carton    int
	ok        bool
}

// goods says how the catalogue counts the item.
func (n itemName) goods() measure.Goods { return measure.Goods{Unit: n.unit, Carton: n.carton} }

// item asks the lexicon for an item by its words, each only once.
func (m *message) item(words string) itemName {
	key := strings.ToLower(words)
	if n, ok := m.names[key]; ok {
		return n
	}
	var n itemName
	if words != "" && len(words) <= 120 && m.asked < maxNames {
		m.asked++
		n.sku, n.unit, n.carton, n.ok = m.lexicon.Item(words)
	}
	m.names[key] = n
	return n
}

// skuName asks the lexicon for an item by its SKU.
func (m *message) skuName(s string) itemName {
	_, folded := fold(s)
	s = string(folded)
	key := "\x00" + s
	if n, ok := m.names[key]; ok {
		return n
	}
	var n itemName
	if m.asked < maxAsked {
		m.asked++
		n.sku, n.unit, n.carton, n.ok = m.lexicon.SKU(s)
	}
	if cut := strings.TrimSuffix(s, "s"); !n.ok && cut != s { // B7s
		n.sku, n.unit, n.carton, n.ok = m.lexicon.SKU(cut)
	}
	if !n.ok {
		n = m.respelled(s)
	}
	m.names[key] = n
	return n
}

// respelled asks for a SKU with the hyphen that somebody added or left out, or with a zero for the letter O; else it
// stays as said.
func (m *message) respelled(s string) (n itemName) {
	other := strings.NewReplacer("-", "", "_", "").Replace(s)
	if head := strings.IndexFunc(s, digit); head > 0 && strings.Contains(s[head:], "o") {
		other = s[:head] + strings.ReplaceAll(s[head:], "o", "0")
	}
	if head := strings.IndexFunc(s, digit); other == s && head > 0 && latin(rune(s[head-1])) {
		other = s[:head] + "-" + s[head:]
	}
	if other != s && m.asked < maxAsked {
		m.asked++
		n.sku, n.unit, n.carton, n.ok = m.lexicon.SKU(other)
	}
	if !n.ok {
		n.sku = strings.ToUpper(s)
	}
	return n
}
