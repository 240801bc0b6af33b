package understand

import "strings"

// A swap puts other goods into the place of a draft's line: "swap the clips for 50 headbands", 发夹换成发箍, and, of a
// draft with one line, 换成黑色的.

var (
	swapVerbs = set("swap replace exchange substitute switch 换 改")
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
	split := verb // 发夹换成发箍
	if s.message.token(s.pieces[verb].from).kind != hanToken {
		if split = s.swapSplit(verb); split < 0 {
			return swap{}, false
		}
	}
	if again := s.message.segment(verb+1, s.to); again.has(changeVerb) {
		return swap{}, false
	}
	from := s.from
	if split != verb {
		from = verb + 1
	}
	out, ok := s.drafted(s.message.segment(from, split))
	lines := s.message.segment(split+1, s.to).orderLines()
	if !ok || len(lines) != 1 || lines[0].words == "" && lines[0].sku == "" {
		return swap{}, false
	}
	in := s.line(lines[0])
	if attributes.all(in.Item) {
		if in.Item, ok = recoloured(out.Item, in.Item); !ok {
			return swap{}, false
		}
		name := s.item(in.Item)
		in.SKU, in.Unit = name.sku, name.unit
	}
	if in.Quantity == 0 {
		in.Quantity, in.Unit = out.Quantity, out.Unit
	}
	return swap{out, in}, in.SKU == "" || in.SKU != out.SKU
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

// swapSplit gives the piece of the "for" after an English verb; -1: none.
func (s segment) swapSplit(verb int) int {
	for i := verb + 2; i < s.to-1; i++ {
		if swapFor[s.message.token(s.pieces[i].from).s] {
			return i
		}
	}
	return -1
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
	if found < 0 {
		return Line{}, false
	}
	return draft[found], true
}

// recoloured gives an item's words with another colour or size in the place of their own.
func recoloured(item, attribute string) (string, bool) {
	runes, folded := fold(item)
	for n := min(len(folded), 8); n > 0; n-- {
		if attributes[string(folded[:n])] {
			rest := strings.TrimSpace(string(runes[n:]))
			if rest == "" {
				return "", false
			}
			if latin(folded[0]) {
				return attribute + " " + rest, true
			}
			return attribute + rest, true
		}
	}
	return "", false
}

func buildSwap(s segment) []Command {
	w, ok := s.swap()
	if !ok {
		return nil
	}
	return []Command{{Remove, Slots{Item: w.out.Item, SKU: w.out.SKU}}, {Order, Slots{Lines: []Line{w.in}}}}
}
