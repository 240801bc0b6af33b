package understand

import "strings"

// A swap puts other goods into the place of a draft's line: "swap the clips for 50 headbands", 发夹换成发箍, and, of a
// draft with one line, 换成黑色的.

var (
	swapVerbs = set("swap replace exchange substitute switch make change 换 改")
	swapFor   = set("for with by to")
)

// swap is the draft's line that goes, and what comes for it.
type swap struct {
	out Line
	in  Line
}

// swapScore judges a swap of one line of the open draft.
func swapScore(s segment) float64 {
	if len(s.context.Draft) == 0 || !s.has(changeVerb) || s.numbers > 1 || s.commas+s.stops > 0 || s.marks > 0 || s.weights+s.sizes+s.places+s.moneys+s.times > 0 || s.has(how|should|trade|remindVerb|stockWord|priceWord|removeVerb|confirmed) {
		return 0
	}
	if _, ok := s.swap(); !ok {
		return 0
	}
	return 0.96 - 0.05*float64(s.functions)
}

// swap reads what goes and what comes.
func (s segment) swap() (swap, bool) {
	verb := s.swapVerb()
	if verb < 0 {
		return swap{}, false
	}
	goes, comes, ok := s.swapParts(verb)
	if again := s.message.segment(verb+1, s.to); !ok || again.has(changeVerb) {
		return swap{}, false
	}
	out, ok := s.drafted(goes)
	lines := comes.orderLines()
	if !ok || len(lines) != 1 || lines[0].words == "" && lines[0].sku == "" {
		return swap{}, false
	}
	if word := lines[0].quantity.from; lines[0].counted && s.message.token(word).s == "one" { // the black one
		lines[0].counted = false
	}
	in := s.line(lines[0])
	if attributes.all(in.Item) {
		in.Item = coloured(out.Item, in.Item)
		name := s.item(in.Item)
		in.SKU, in.Unit = name.sku, name.unit
	}
	if in.Quantity == 0 {
		in.Quantity, in.Unit = out.Quantity, out.Unit
	}
	return swap{out, in}, true
}

// swapVerb gives the piece that says that something is swapped; -1: none.
func (s segment) swapVerb() int {
	for i := s.from; i < s.to; i++ {
		if p := s.pieces[i]; p.kind == cuePiece && p.is(changeVerb) && swapVerbs[s.message.token(p.from).s] {
			return i
		}
	}
	return -1
}

// swapParts gives the words for what goes and those for what comes: on both sides of a Chinese verb or of the "for"
// behind an English one, or a colour at the end, "make the mugs blue".
func (s segment) swapParts(verb int) (goes, comes segment, ok bool) {
	part := s.message.segment
	if s.message.token(s.pieces[verb].from).kind == hanToken {
		return part(s.from, verb), part(verb+1, s.to), true
	}
	for i := verb + 2; i < s.to-1; i++ {
		if swapFor[s.message.token(s.pieces[i].from).s] {
			return part(verb+1, i), part(i+1, s.to), true
		}
	}
	colour := s.to
	for colour > verb+1 && (attributes.all(s.raw(s.pieces[colour-1].from, s.pieces[colour-1].to)) || s.pieces[colour-1].is(article)) {
		colour--
	}
	comes = part(colour, s.to)
	return part(verb+1, colour), comes, comes.words > 0
}

// drafted gives the draft's line that a part of a sentence names; of a draft with one line that needs no name.
func (s segment) drafted(part segment) (Line, bool) {
	draft := s.context.Draft
	if part.from >= part.to || part.words+part.skus == 0 {
		return draft[0], len(draft) == 1
	}
	found := -1
	for i, d := range draft {
		if part.names(d) {
			if found >= 0 {
				return Line{}, false
			}
			found = i
		}
	}
	switch {
	case found >= 0:
		return draft[found], true
	case len(draft) == 1 && attributes.all(part.itemWords()): // its name may be of the other language
		return draft[0], true
	}
	return Line{}, false
}

// like completes a line that says nothing but a colour or a size, 再来20个蓝色的, by the words for what was named before.
func (l orderLine) like(item string) orderLine {
	attribute := strings.TrimSuffix(strings.TrimSuffix(l.words, " ones"), " one")
	if item == "" || l.sku != "" || attribute == "one" || attribute == "ones" || !attributes.all(attribute) || attributes.all(item) {
		return l
	}
	l.meant = coloured(item, attribute)
	return l
}

// coloured gives an item's words with a colour or size, in the place of their own where they have one.
func coloured(item, attribute string) string {
	if words, ok := recoloured(item, attribute); ok {
		return words
	}
	return beside(attribute, item)
}

// recoloured gives an item's words with another colour or size in the place of their own.
func recoloured(item, attribute string) (string, bool) {
	runes, folded := fold(item)
	for n := min(len(folded)-1, 8); n > 0; n-- {
		if attributes[string(folded[:n])] {
			return beside(attribute, string(runes[n:])), true
		}
		if at := len(folded) - n; attributes[string(folded[at:])] {
			return beside(string(runes[:at]), attribute), true
		}
	}
	return "", false
}

// beside puts two words together, with a space where one of them is Latin.
func beside(a, b string) string {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	if _, folded := fold(a + b); latin(folded[0]) || latin(folded[len(folded)-1]) {
		return a + " " + b
	}
	return a + b
}

func buildSwap(s segment) []Command {
	w, ok := s.swap()
	if !ok {
		return nil
	}
	if w.in.SKU != "" && w.in.SKU == w.out.SKU { // it is what it is to become
		return []Command{{Name: Order}}
	}
	return []Command{{Remove, Slots{Item: w.out.Item, SKU: w.out.SKU}}, {Order, Slots{Lines: []Line{w.in}}}}
}
