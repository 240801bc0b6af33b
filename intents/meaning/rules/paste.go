package rules

import (
	"slices"

	"oldhand/intents/meaning/words"
)

// An address copied from a shop holds a name, a telephone number and the numbers of houses. None of them is a quantity,
// and none of the words is goods: such a message is a parcel to be priced, or nothing where no place in it is known.

// pasteLabels head the parts of an address as shops copy it.
var pasteLabels = indexOf(words.Labels)

// fewestDigits is how many digits the shortest telephone number has, and mobileDigits how many that of a phone.
const fewestDigits, mobileDigits = 7, 11

// pasted reads such an address. Where items that the catalogue has were ordered beside it, these are all that is wanted.
func (m *message) pasted(read []meaning) (commands []Command, ok bool) {
	if m.digits() < fewestDigits {
		return nil, false
	}
	orders := ordersKnown(read)
	address, about, ok := m.lexicon.Paste(string(m.written))
	switch {
	case !ok && len(orders) > 0, !ok && !m.labelled():
		return nil, false
	case len(orders) > 0:
		return orders, true
	case !ok:
		return []Command{{Name: Unknown}}, true
	}
	return []Command{m.parcelTo(address, about)}, true
}

// digits counts them.
func (m *message) digits() (n int) {
	for _, r := range m.folded {
		if digit(r) {
			n++
		}
	}
	return n
}

// ordersKnown gives the orders with nothing but the lines of items that the catalogue has.
func ordersKnown(read []meaning) (orders []Command) {
	for _, a := range read {
		lines := slices.DeleteFunc(slices.Clone(a.Slots.Lines), func(l Line) bool { return l.SKU == "" })
		if a.Name == Order && len(lines) > 0 {
			a.Slots.Lines = lines
			orders = append(orders, a.Command)
		}
	}
	return orders
}

// labelled says that a telephone number stands beside a word that heads a part of an address.
func (m *message) labelled() bool {
	phone, label := false, false
	for i, t := range m.tokens {
		_, n := pasteLabels.longest(m, i)
		label = label || n > 0
		phone = phone || t.kind == numToken && len(t.s) == mobileDigits && t.s[0] == '1'
	}
	return phone && label
}

// parcelTo makes a quote to the place of an address, with what is said about the parcel. Who lives there is in no slot.
func (m *message) parcelTo(address, about string) Command {
	of := read(m.lexicon, about, Context{Now: m.context.Now})
	p := of.segment(0, len(of.pieces)).parcel()
	c := Command{Quote, Slots{To: address, Weight: p.weight, Size: p.size, Count: p.count}}
	if place, ok := m.lexicon.FindPlace(address); ok {
		c.Slots.To = place
	}
	m.finish(&c)
	return c
}
