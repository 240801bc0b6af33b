package rules

import (
	"strconv"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

// orderReader pairs quantities with items, whichever stands first.
type orderReader struct {
	segment
	lines     []orderLine
	open      bool   // the last line waits for a quantity
	parted    bool   // a mark or "and" came since the last item
	joined    bool   // it was "and"
	trails    bool   // the last line's quantity stood behind its item
	waiting   *piece // a quantity that waits for its item
	second    *piece // another one right behind it
	each      *piece // a quantity that holds for every line without one
	corrected bool   // "no" or "make it" came since the last quantity
}

// orderLines reads the lines of an order.
func (s segment) orderLines() []orderLine {
	r := orderReader{segment: s}
	list := s.list()
	for i := 0; i < len(list); i++ {
		switch p := list[i]; p.kind {
		case numberPiece:
			if (p.unit != "" || p.number%one == 0) && !s.unwanted(i) {
				r.takeQuantity(i, p)
			}
		case skuPiece:
			r.takeItem(i, orderLine{sku: p.sku, known: p.known, also: p.also})
		case wordPiece:
			end := nameEnd(list, i)
			if s.destination(i) {
				i = end - 1
				continue
			}
			r.takeItem(end-1, orderLine{words: s.nameText(i, end)})
			i = end - 1
		case commaPiece, stopPiece, timePiece, placePiece, weightPiece:
			r.parted, r.joined = true, false
		case cuePiece:
			if pronouns[s.message.token(p.to-1).s] && r.waiting != nil && !r.itemFollows(i) {
				r.takeItem(i, orderLine{shown: true})
			}
			if p.is(conjoin | linking) {
				r.parted, r.joined = true, !r.parted
			}
			r.corrected = r.corrected || i > 0 && p.is(negation|instead|hold|changeVerb)
		}
	}
	return r.finish()
}

// pronouns stand for goods that were shown or named before.
var pronouns = text.Set("those these them that this it 这个 那个 这些 那些")

// unwanted says that the number at piece i is the one to be changed, not the one to change to: 从5个, "instead of 5",
// "not 5".
func (s segment) unwanted(i int) bool {
	if s.numbers < 2 {
		return false
	}
	if after := s.list()[min(i+1, s.to-s.from-1)]; after.is(changeVerb) && after.is(negation) { // 20 is too many
		return true
	}
	before := s.list()[max(i-1, 0)]
	return before.is(dropped) || before.is(negation) && !before.is(orderVerb|instead|removeVerb)
}

// nameEnd gives the end of the name that starts at piece i.
func nameEnd(list []piece, i int) int {
	end := i + 1
	for end < len(list) && (named(list, end) || list[end].kind == wordPiece) {
		end++
	}
	return end
}

// destination says that the name at piece i tells where to, and is nothing to order: "to my stall".
func (s segment) destination(i int) bool {
	list := s.list()
	k := i - 1
	for k >= 0 && list[k].kind == cuePiece && list[k].tags&^(article|filler) == 0 {
		k--
	}
	return k > 0 && list[k].kind == cuePiece && list[k].is(toward) && !list[k].is(orderVerb)
}

func (s segment) nameText(from, to int) string {
	return s.text(func(i int, _ piece) bool { return from <= i && i < to })
}

func (r *orderReader) takeQuantity(i int, p piece) {
	switch {
	case r.distributed(i):
		r.each = &p
		r.open = false
	case r.open && (!r.parted || !r.itemFollows(i)):
		last := &r.lines[len(r.lines)-1]
		last.quantity, last.counted = p, true
		r.open, r.trails = false, true
	case r.loosely() && !r.itemFollows(i): // 加一个红包袋 5包
		r.lines[len(r.lines)-1].quantity = p
	case r.described(p) && !r.itemFollows(i): // 100张便利贴黄色50本
		last := &r.lines[len(r.lines)-1]
		last.quantity = r.counting(*last, last.quantity, p)
	case r.waiting != nil && r.waiting.unit != "" && p.unit != "" && !r.parted && r.itemFollows(i): // 20本60张的笔记本
		r.second, r.open = &p, false
	case r.corrected && len(r.lines) > 0 && r.lines[len(r.lines)-1].counted && !r.itemFollows(i): // 要20条，不对，30条
		r.lines[len(r.lines)-1].quantity = p
	default:
		if r.parted && r.itemFollows(i) {
			r.ofShown()
		}
		r.waiting, r.open = &p, false
	}
	r.parted, r.joined, r.corrected = false, false, false
}

// loosely says that the last line's quantity was but an article in front of it, 一个, so that a quantity behind it holds.
func (r *orderReader) loosely() bool {
	if len(r.lines) == 0 || r.trails {
		return false
	}
	last := r.lines[len(r.lines)-1]
	return last.counted && isArticle(r.message, last.quantity)
}

// isArticle says that a quantity is 一个, which may mean no more than "a".
func isArticle(m *message, p piece) bool {
	return p.number == one && p.unit == "个" && m.token(p.from).kind == hanToken
}

// times stand before by how many a number is multiplied, or how many are wanted.
var times = text.Set("x *")

// described says that a quantity p in the same breath as the last line's may be part of what its item is.
func (r *orderReader) described(p piece) bool {
	if len(r.lines) == 0 || r.parted || r.corrected || r.waiting != nil {
		return false
	}
	last := r.lines[len(r.lines)-1]
	return last.counted && !last.quantity.vague && !last.quantity.bad && (last.quantity.unit != "" || !r.trails && p.unit != "") && last.quantity.packs == nil
}

// counting gives the one of two quantities of an item that counts it, since its unit is the catalogue's: of 100张便利贴50本 it
// is the 50本. Where that does not tell, it is not known how many are wanted.
func (r *orderReader) counting(l orderLine, first, second piece) piece {
	switch a, b := r.ofName(l, first), r.ofName(l, second); {
	case first.number == second.number, a && !b: // 100 sheets yellow sticky notes x 30
		return second
	case b && !a:
		return first
	}
	unit := r.line(orderLine{sku: l.sku, words: l.words, quantity: piece{number: one}, counted: true}).Unit
	is := func(p piece) bool {
		return p.unit != "" && (strings.ToLower(p.unit) == unit || measure.SameUnit(strings.ToLower(p.unit), unit))
	}
	exactly := func(p piece) bool { return string(foldedUnit(p.unit)) == unit }
	for _, counts := range []func(piece) bool{exactly, is} {
		switch a, b := counts(first), counts(second); {
		case unit == "":
		case a && !b:
			return first
		case b && !a:
			return second
		}
	}
	switch {
	case isArticle(r.message, first): // 再要一个五十个
		return second
	case (r.trails && (second.unit == "" || second.unit == first.unit) || second.unit == "") && !times[r.message.token(second.from).s]: // 20 pcs x3 may be 60
		return first
	}
	return piece{kind: numberPiece, from: second.from, to: second.to, vague: true, ranged: true, unit: second.unit}
}

// ofName says that the number of a quantity is one that the name of a line's goods has: the 100 of 100张便利贴.
func (r *orderReader) ofName(l orderLine, p piece) bool {
	n, whole := p.number.Whole()
	if l.words == "" || !whole {
		return false
	}
	plain, numbered := r.item(l.words), r.item(strconv.Itoa(n)+" "+l.words)
	return numbered.ok && (!plain.ok || plain.sku == numbered.sku)
}

func foldedUnit(unit string) []rune {
	_, folded := fold(unit)
	return folded
}

// distributed says that the quantity at piece i is said to hold for each of the items.
func (r *orderReader) distributed(i int) bool {
	list := r.list()
	for _, k := range []int{i - 1, i + 1, i - 2} {
		if k < 0 || k >= len(list) || !list[k].is(each) {
			continue
		}
		return k != i-2 || list[i-1].is(orderVerb)
	}
	return false
}

// itemFollows says that an item stands right behind the quantity at piece i, which then is its own.
func (r *orderReader) itemFollows(i int) bool {
	list := r.list()
	for i++; i < len(list); i++ {
		switch {
		case list[i].kind == skuPiece || list[i].kind == wordPiece:
			return true
		case list[i].kind != cuePiece || list[i].is(conjoin|linking):
			return false
		}
	}
	return false
}

// ofShown makes a line of a quantity whose item was not named, because it was just shown: 要30个，另外礼品袋100个.
func (r *orderReader) ofShown() {
	if r.waiting == nil {
		return
	}
	r.lines = append(r.lines, orderLine{quantity: *r.waiting, counted: true, shown: true})
	r.waiting, r.open = nil, false
}

func (r *orderReader) takeItem(i int, l orderLine) {
	if r.parted && r.quantityFollows(i) {
		r.ofShown()
	}
	last := len(r.lines) - 1
	switch {
	case r.waiting != nil:
		l.quantity, l.counted = *r.waiting, true
		if r.second != nil {
			l.quantity = r.counting(l, *r.waiting, *r.second)
		}
		r.lines = append(r.lines, l)
		r.waiting, r.second, r.open, r.trails = nil, nil, false, false
	case last >= 0 && l.sku == "" && r.lines[last].counted && attributes.all(l.words) && !r.quantityFollows(i):
		r.lines[last] = r.lines[last].described(l.words)
	case last >= 0 && !r.parted && r.completes(i, l):
		r.lines[last] = r.lines[last].with(l)
	case last >= 0 && r.joined && r.lines[last].counted && r.lines[last].sku == "" && l.sku == "" && !r.quantityFollows(i):
		r.lines[last].words += r.between(r.lines[last].words, l.words) // salt and pepper shakers
	default:
		r.lines = append(r.lines, l)
		r.open = true
	}
	r.parted, r.joined = false, false
}

// completes says that an item right behind another names the same goods: a SKU and its words.
func (r *orderReader) completes(i int, l orderLine) bool {
	last := r.lines[len(r.lines)-1]
	if last.sku != "" && l.sku != "" || last.words != "" && l.sku == "" {
		return r.open && last.sku == "" && l.sku == ""
	}
	return r.open || !r.trails && !r.quantityFollows(i)
}

func (r *orderReader) quantityFollows(i int) bool {
	list := r.list()
	for i++; i < len(list); i++ {
		if list[i].kind == numberPiece {
			return !r.itemFollows(i)
		}
		if list[i].kind != cuePiece || list[i].is(conjoin|linking) {
			return false
		}
	}
	return false
}

// between gives what was written between two names, the second name included.
func (r *orderReader) between(first, second string) string {
	if len(first) > 0 && latin(foldRune([]rune(second)[0])) {
		return " and " + second
	}
	return "和" + second
}

func (r *orderReader) finish() []orderLine {
	if last := len(r.lines) - 1; last > 0 && r.lines[last].purpose() && r.lines[last-1].counted {
		r.lines = r.lines[:last]
	}
	if r.waiting != nil && len(r.lines) == 0 {
		r.lines = append(r.lines, orderLine{quantity: *r.waiting, counted: true})
	}
	if r.each != nil {
		for i := range r.lines {
			if !r.lines[i].counted {
				r.lines[i].quantity, r.lines[i].counted = *r.each, true
			}
		}
		if len(r.lines) == 0 {
			r.lines = append(r.lines, orderLine{quantity: *r.each, counted: true})
		}
	}
	return r.spread()
}

// spread gives every SKU of a list that was written short a line of its own.
func (r *orderReader) spread() (lines []orderLine) {
	for _, l := range r.lines {
		list := l.also
		l.also = nil
		lines = append(lines, l)
		for _, sku := range list {
			l.sku = sku
			lines = append(lines, l)
		}
	}
	return lines
}
