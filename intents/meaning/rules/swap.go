package rules

import (
	"slices"

	"oldhand/integrations/text"
)

// A swap puts other goods into the place of a draft's line: "swap the clips for 50 headbands", 发夹换成发箍, and, of a
// draft with one line, 换成黑色的.

var (
	swapVerbs = text.Set("swap replace exchange substitute switch make change 换 改")
	swapFor   = text.Set("for with by to")
)

// swap is the draft's line that goes, and what comes for it.
type swap struct {
	out Line
	in  Line
}

// swapScore judges a swap of one line of the open draft.
func swapScore(s segment) float64 {
	if len(s.context.Draft) == 0 || s.numbers > 1 || s.commas+s.stops > 0 || s.marks > 0 || s.weights+s.sizes+s.places+s.moneys+s.times > 0 || s.has(how|should|trade|remindVerb|stockWord|priceWord|removeVerb|confirmed) {
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
// behind an English one, or a colour at the end, "make the mugs blue". With no verb it is two colours, "and the pink for
// white", as one goes on.
func (s segment) swapParts(verb int) (goes, comes segment, ok bool) {
	part := s.message.segment
	if verb < 0 {
		i := slices.IndexFunc(s.list(), func(p piece) bool { return s.message.token(p.from).s == "for" })
		goes, comes = part(s.from, s.from+max(i, 0)), part(s.from+i+1, s.to)
		return goes, comes, i > 0 && attributes.all(goes.itemWords()) && attributes.all(comes.itemWords())
	}
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
	case len(draft) == 1 && attributes.all(part.itemWords()): // it may be of that colour without saying so
		return draft[0], true
	}
	return Line{}, false
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
