package meaning

import (
	"regexp"
	"strconv"

	"oldhand/intents/meaning/rules"
)

var (
	orderNumber = regexp.MustCompile(`#\s?(\d{1,12})`)
	loneNumber  = regexp.MustCompile(`^\D*?(\d{4,12})\D*$`)
	voidWords   = regexp.MustCompile(`(?i)\b(?:cancel|undo|drop|call off)\b|取消|撤销|撤单|撤回|不要|退掉|作废`)
)

// orderByNumber reads words about one order by its number: "cancel #1001", 取消订单1001, "#1001".
func (m *message) orderByNumber() (Reading, bool) {
	asked := alreadySo.MatchString(m.text)
	cancels := voidWords.MatchString(m.text) && !asked
	match := orderNumber.FindStringSubmatch(m.text)
	marked := match != nil
	if !marked && cancels && len(m.Draft) == 0 {
		match = loneNumber.FindStringSubmatch(m.text)
	}
	if match == nil || m.pasted() {
		return Reading{}, false
	}
	number, err := strconv.ParseInt(match[1], 10, 64)
	switch {
	case err != nil:
		return Reading{}, false // too long to be one of ours
	case len(orderNumber.FindAllString(m.text, 2)) > 1:
		return m.reading(Orders{})
	case !cancels && (asked || bareOrder(m.text)):
		return m.reading(ShowOrder{Said(number)})
	case !cancels:
		return Reading{}, false // what is to be done with it the reader tells
	case marked:
		return m.reading(VoidOrder{Number: Said(number)})
	}
	r := m.asRead()
	r.Commands = []Command{VoidOrder{Number: Said(number), Otherwise: r.Commands}}
	return r, true
}

// aboutOrder is what may stand beside an order's number where it is only to be shown.
var aboutOrder = regexp.MustCompile(`(?i)#\s?\d+|\b(?:show|open|see|look|up|at|me|my|the|an?|order|no|number|please|pls|status|details?|of|for|about|history)\b|` +
	`我的?|看看?|看一下|查查?|查一下|打开|显示|一下|订单|单子?|号|那个?|这个?|张|的|请|帮我?|情况|状态|详情|经过|怎么了|咋了|怎么样了?|怎么回事|[\s.,!:。，！：~～]`)

// bareOrder says that a message is nothing but an order's number, with words that change nothing.
func bareOrder(text string) bool { return aboutOrder.ReplaceAllString(text, "") == "" }

// pasted says that the text is an address as it is copied from a shop; its numbers name no order.
func (m *message) pasted() bool {
	_, _, ok := m.names.Paste(m.text)
	return ok
}

var (
	// numberedOrder is how people name an order by its number: order #1001, #1001, 订单1001, 1001号单.
	numberedOrder = regexp.MustCompile(`(?i)(?:\b(?:my|the)\s+)?(?:\border\s*(?:no\.?\s*|number\s*)?|(?:我的?)?(?:订单|单子?))?#\s?(\d{1,12})(?:\s*号?(?:订单|单子?))?|` +
		`(?:\b(?:my|the)\s+)?\border\s+(?:no\.?\s*|number\s*)?(\d{4,12})\b|我?的?(?:订单|单号|单子)号?\s*(\d{4,12})|(\d{4,12})\s*号?那?[张个]?(?:订单|单子?)`)
	// lastOrder is how they name the last one.
	lastOrder = regexp.MustCompile(`(?i)\b(?:my|the)\s+(?:last\s+|latest\s+)?order\b|(?:我的?|刚才的?|刚下的?|上一?[张个]?)(?:订单|单子?)`)
	// carriage is what words about sending hold.
	carriage = regexp.MustCompile(`(?i)\b(?:quote|courier|ship|shipping|send|sending|postage|parcel)\b|[寄发邮]|快递|运费`)
)

// goodsOfOrder reads words about sending the goods of an order: "quote my order #1001 to Chengdu", 1001号单发成都多少钱.
func (m *message) goodsOfOrder() (Reading, bool) {
	number, from, to, ok := orderNamed(m.text)
	if !ok || voidWords.MatchString(m.text) || m.pasted() {
		return Reading{}, false
	}
	c := m.context()
	c.Quote = nil // what was said of another parcel does not count for this one
	c.Parcel = &rules.Span{From: from, To: to}
	u := m.understand(m.text, c)
	if len(u.Commands) != 1 || u.Commands[0].Name != rules.Quote {
		return Reading{}, false
	}
	q := m.quote(u.Commands[0].Slots)
	if !q.To.Given() && !carriage.MatchString(m.text) {
		return Reading{}, false
	}
	q.Count = Slot[int]{} // nobody said how many: the parcel stands for the order
	return Reading{Commands: []Command{QuoteGoods{Number: number, Quote: q}}, Confidence: u.Confidence, Language: u.Language}, true
}

// orderNamed finds which order words name, and where: from and to are bytes of the text. Without a number it is the last.
func orderNamed(text string) (number Slot[int64], from, to int, ok bool) {
	match := numberedOrder.FindStringSubmatchIndex(text)
	if match == nil {
		match = lastOrder.FindStringIndex(text)
	}
	if match == nil {
		return number, 0, 0, false
	}
	for group := 2; group < len(match); group += 2 {
		if match[group] < 0 {
			continue
		}
		n, err := strconv.ParseInt(text[match[group]:match[group+1]], 10, 64)
		if err != nil {
			return number, 0, 0, false
		}
		number = Said(n)
	}
	return number, match[0], match[1], true
}
