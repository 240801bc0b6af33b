package rules

import (
	"cmp"
	"strconv"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

// orderLine is one line of an order as it was said.
type orderLine struct {
	words    string   // the item's, without the SKU
	meant    string   // the words completed, where they are but a colour
	sku      string   // as written
	known    bool     // the catalogue has that SKU
	also     []string // the other SKUs of a list that is written short, of each of which as much is wanted
	quantity piece
	counted  bool // a quantity was said
	shown    bool // the item is what was just shown: 50 of those
}

// described adds what was said of an item's kind; a SKU says it all by itself.
func (l orderLine) described(words string) orderLine {
	if l.sku == "" && l.words != "" {
		l.words += " " + words
	}
	return l
}

// purpose says that words tell what all the goods are for: 生日会用.
func (l orderLine) purpose() bool {
	return !l.counted && l.sku == "" && strings.HasSuffix(l.words, "用")
}

// with joins a SKU and the words beside it.
func (l orderLine) with(more orderLine) orderLine {
	if more.sku != "" {
		l.sku, l.known, l.also = more.sku, more.known, more.also
	}
	if more.words != "" {
		if l.words != "" {
			l.words += " "
		}
		l.words += more.words
	}
	return l
}

// line gives an order's line as docs/CONTRACT.md has it, counted as the catalogue counts the item.
func (m *message) line(l orderLine) Line {
	var name itemName
	out := Line{Item: l.words}
	if l.sku != "" {
		name = m.skuName(l.sku)
		out.SKU = name.sku
		out.Item = cmp.Or(out.Item, l.sku)
	} else if words := cmp.Or(l.meant, l.words); words != "" {
		name = m.item(words)
		if !name.ok {
			name = m.inDraft(words)
		}
		out.SKU, out.Like = name.sku, l.meant
	}
	if l.counted {
		if sku, packs, ok := m.packsSold(l, name); ok {
			out.SKU, name, l.quantity = sku, m.skuName(sku), packs
		}
		out.count(l.quantity, name.goods())
		if out.Item == "" && out.SKU == "" && bagWords[out.Unit] && len(m.context.Draft) == 0 { // 20 bags: the bags are what is wanted
			out.Item, out.Unit = out.Unit, ""
		}
	}
	return out
}

// packsSold gives the packs of "2 boxes of 12 crayons" where the catalogue sells such: the name of the only goods that the
// words may mean has that very number, and they are sold by the pack.
func (m *message) packsSold(l orderLine, name itemName) (sku string, packs piece, ok bool) {
	if l.quantity.packs == nil || l.words == "" {
		return "", piece{}, false
	}
	sized := m.item(strconv.Itoa(l.quantity.size) + " " + l.words)
	sold := sized.ok && (!name.ok || sized.sku == name.sku) && measure.UnitOf(sized.unit).Holds()
	return sized.sku, *l.quantity.packs, sold
}

// count gives a line the quantity of a piece of the message.
func (l *Line) count(p piece, of measure.Goods) {
	l.Quantity, l.Unit = measure.Count(p.number, p.unit, of)
	if text.HasHan(l.Unit) { // 個 is 个
		l.Unit = string(foldedUnit(l.Unit))
	}
	l.Dozens = 0
	if of.Unit == "" && dozenUnit(strings.ToLower(p.unit)) {
		l.Dozens, _ = measure.Count(p.number, p.unit, measure.Goods{Unit: aDozen})
	}
}

// aDozen is the unit of what is counted in dozens.
const aDozen = "dozen"

var bagWords = text.Set("bags bottles boxes jars cards sets rolls bag bottle box")
