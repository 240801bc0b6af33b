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

// orderReader pairs quantities with items, whichever stands first.
type orderReader struct {
	segment
	lines     []orderLine
	open      bool   // the last line waits for a quantity
	parted    bool   // a mark or "and" came since the last item
	joined    bool   // it was "and"
	trails    bool   // the last line's quantity stood behind its item
	waiting   *piece // a quantity that waits for its item
	each      *piece // a quantity that holds for every line without one
	stray     int    // quantities that found no item
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
			r.takeItem(i, orderLine{sku: p.sku, known: p.known})
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
var pronouns = set("those these them that this it 这个 那个 这些 那些")

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
	case r.corrected && len(r.lines) > 0 && r.lines[len(r.lines)-1].counted && !r.itemFollows(i): // 要20条，不对，30条
		r.lines[len(r.lines)-1].quantity = p
	default:
		if r.waiting != nil {
			r.stray++
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
	return last.counted && last.quantity.number == one && last.quantity.unit == "个" && r.message.token(last.quantity.from).kind == hanToken
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

func (r *orderReader) takeItem(i int, l orderLine) {
	last := len(r.lines) - 1
	switch {
	case r.waiting != nil:
		l.quantity, l.counted = *r.waiting, true
		r.lines = append(r.lines, l)
		r.waiting, r.open, r.trails = nil, false, false
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
	return r.lines
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

// inDraft gives the one line of the open draft that words name, or count: the second one.
func (m *message) inDraft(words string) itemName {
	found := itemName{}
	nth := ordinal(words)
	if nth == lastOne {
		nth = len(m.context.Draft)
	}
	for i, l := range m.context.Draft {
		if nth != i+1 && !sameGoods(words, l.Item) {
			continue
		}
		if found.ok {
			return itemName{}
		}
		if found = m.skuName(l.SKU); l.SKU == "" {
			found = itemName{unit: l.Unit}
		}
		found.ok = true
	}
	return found
}

// ordinals count the lines of a list.
var ordinals = [][]string{
	{"第一", "first", "1st"}, {"第二", "second", "2nd"}, {"第三", "third", "3rd"}, {"第四", "fourth", "4th"}, {"第五", "fifth", "5th"}, {"第六", "sixth", "6th"},
}

// lastOne is the ordinal of the last line, however many there are.
const lastOne = -1

// ordinal gives the number of a line that words count, 第二个 or "second one"; 0 where they do not.
func ordinal(words string) int {
	_, folded := fold(words)
	if rest, ok := strings.CutPrefix(string(folded), "最后一"); ok && unitNamed(rest) {
		return lastOne
	}
	for i, names := range ordinals {
		for _, name := range names {
			rest, ok := strings.CutPrefix(string(folded), name)
			if rest = strings.TrimSpace(rest); ok && (rest == "" || rest == "one" || rest == "line" || rest == "item" || len([]rune(rest)) == 1 && unitNamed(rest) || rest == "种" || rest == "款") {
				return i + 1
			}
		}
	}
	return 0
}

// sameGoods says that all of the words stand in an item's name.
func sameGoods(words, item string) bool {
	_, w := fold(words)
	_, n := fold(item)
	if len(w) == 0 || len(n) == 0 {
		return false
	}
	if containsRunes(n, w) {
		return true
	}
	return subset(w, n)
}

// when gives the time said in a segment; a day and an hour said apart are one time.
func (s segment) when() (when moment, said bool) {
	for i, p := range s.list() {
		switch {
		case p.kind != timePiece || s.refusesTime(i):
		case !said:
			when, said = p.when, true
		default:
			when, _ = when.with(p.when)
		}
	}
	return when, said
}

// refusesTime says that the time at piece i is named as one that does not suit: 明天不行, "not tomorrow".
func (s segment) refusesTime(i int) bool {
	list := s.list()
	behind := i+1 < len(list) && list[i+1].is(negation)
	before := i > 0 && list[i-1].is(negation) && (i == 1 || list[i-2].kind != timePiece)
	return behind || before
}

func (s segment) refusesSomeTime() bool {
	for i, p := range s.list() {
		if p.kind == timePiece && s.refusesTime(i) {
			return true
		}
	}
	return false
}

// whenText gives the time said in a segment as the contract has it, empty where none was.
func (s segment) whenText() string {
	if when, said := s.when(); said {
		return when.when(s.context.Now)
	}
	return ""
}
