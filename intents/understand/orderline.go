package understand

import (
	"cmp"
	"strings"
)

// orderLine is one line of an order as it was said.
type orderLine struct {
	words    string // the item's, without the SKU
	meant    string // the words completed, where they are but a colour
	sku      string // as written
	known    bool   // the catalogue has that SKU
	quantity piece
	counted  bool // a quantity was said
	shown    bool // the item is what was just shown: 50 of those
}

// attributes are words that tell of which kind goods said before are to be: A1023 20个 红的.
var attributes = wordSet(set(`红 黄 蓝 绿 黑 白 粉 紫 灰 橙 棕 金 银 红色 黄色 蓝色 绿色 黑色 白色 粉色 紫色 灰色 橙色 棕色 金色 银色 咖啡色 米色 透明 大号 中号 小号 大 小 浅 深
	red blue green white black pink yellow purple orange gold golden silver grey gray brown beige large small medium big ones one`))

type wordSet map[string]bool

// all says that some words are nothing but words of the set.
func (w wordSet) all(words string) bool {
	_, folded := fold(words)
	for _, word := range strings.Fields(string(folded)) {
		if !w[word] {
			return false
		}
	}
	return len(folded) > 0
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
		l.sku, l.known = more.sku, more.known
	}
	if more.words != "" {
		if l.words != "" {
			l.words += " "
		}
		l.words += more.words
	}
	return l
}

// line gives an order's line as the contract has it, counted as the catalogue counts the item.
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
		out.Quantity, out.Unit = counted(l.quantity, name.unit, name.carton)
		if out.Item == "" && out.SKU == "" && bagWords[out.Unit] && len(m.context.Draft) == 0 { // 20 bags: the bags are what is wanted
			out.Item, out.Unit = out.Unit, ""
		}
	}
	return out
}

var bagWords = set("bags bottles boxes jars cards sets rolls bag bottle box")
