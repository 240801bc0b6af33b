package meaning

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/rules"
)

var (
	orderNumber = regexp.MustCompile(`#\s?(\d{1,12})`)
	loneNumber  = regexp.MustCompile(`^\D*?(\d{4,12})\D*$`)
	voidWords   = regexp.MustCompile(`(?i)\b(?:cancel|undo|drop|call off)\b|取消|撤销|撤单|撤回|不要|退掉|作废`)
)

// orderByNumber reads words about one order by its number: "cancel #1001", 取消订单1001, "#1001".
func (m *message) orderByNumber() (Reading, bool) {
	asked := alreadySo.MatchString(m.text) || changedBy.MatchString(m.text)
	cancels := voidWords.MatchString(m.text) && !asked
	if numbers := voidedTogether(m); len(numbers) > 1 && !asked {
		return m.reading(VoidOrder{Number: Said(numbers[0]), With: numbers[1:]})
	}
	match := orderNumber.FindStringSubmatch(m.text)
	marked := match != nil
	if number, ok := shownByName(m, asked); ok && !marked && !cancels {
		return m.reading(ShowOrder{number})
	}
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

var (
	// pullAsked are words that ask what is to be fetched, or what that will cost.
	pullAsked = regexp.MustCompile(`(?i)(?:去|跑)(?:哪几|哪些|哪|几)(?:家|个?档口|个?摊)|(?:要|该|得)?(?:拿|取|提)(?:的货|什么货|哪些货|啥货|货清单|货单)|(?:要|该|得)(?:拿|取)(?:什么|啥|哪些|几单)|有(?:什么|哪些|啥|几单)货?要(?:拿|取)|` +
		`\b(?:what|which|where)\b.*\b(?:pick(?:ing)? up|collect|fetch|pick-?ups?)\b|\b(?:pull|pick-?up|collection) list\b|\bwhat(?:'s| is| are)? (?:my|the|there)\b.*\bpick-?ups?\b`)
	// payAsked are words that ask what is to be paid on a day.
	payAsked = regexp.MustCompile(`(?i)(?:拿货|取货)?(?:一共|总共|合计|加起来|共|要)+(?:要)?(?:付|给|花)?(?:多少钱|多少)|要付多少|(?:带|准备)多少(?:钱|现金)|\bhow much\b.*\b(?:pay|cost|spend)\b|\bhow much (?:cash|money)\b.*\b(?:need|bring|take|carry)\b`)
	// notOneDay are words of something else than the goods of one day.
	notOneDay = regexp.MustCompile(`(?i)每天|每日|以后|往后|\bevery\b|\bwhat time\b|\bwhen\b`)
	paying    = regexp.MustCompile(`(?i)付|拿货|取货|带|准备|\b(?:pay|cash|money)\b`)
	// wayAsked are words that ask where somebody has to go.
	wayAsked = regexp.MustCompile(`(?i)\bwhere (?:do|must|should|shall) (?:i|we)\b.*\bgo\b`)
	// comersAsked are words that ask who comes, or for the list of it.
	comersAsked = regexp.MustCompile(`(?i)谁.{0,3}来.{0,2}(?:拿|取|提)|有(?:谁|几个人|哪些人|几单|多少单).{0,3}(?:来|要)?(?:拿|取|提)|(?:备|配|拣|拿|取)货(?:单|清单|表)|\bwho(?:'s| is| will be| all)?\b.*\b(?:com(?:e|es|ing)|pick(?:s|ing)? up|fetch\w*|collect\w*)\b|\b(?:pick(?:ing|-?up)?|packing) (?:list|sheet)s?\b`)
	// byItem are words that want it by item.
	byItem = regexp.MustCompile(`(?i)按(?:货|货号|商品|品|款|单品)|汇总|\bby (?:item|sku|goods|product)s?\b`)
)

// daysList reads what is asked of one day: what a seller has to fetch, and who comes to a distributor.
func daysList(m *message) (Reading, bool) {
	day := dayOf(m, m.text)
	short := len([]rune(m.text)) <= 60 && orderNumber.FindString(m.text) == ""
	switch {
	case !short || m.pasted():
	case m.Role == "distributor" && comersAsked.MatchString(m.text):
		return m.reading(PickList{Day: day, Items: byItem.MatchString(m.text)})
	case m.Role != "distributor" && !notOneDay.MatchString(m.text) && (pullAsked.MatchString(m.text) ||
		day.Given() && (wayAsked.MatchString(m.text) || payAsked.MatchString(m.text) && paying.MatchString(m.text))):
		return m.reading(Pull{day})
	}
	return Reading{}, false
}

// dayOf is the one day that words name, absent where they name none.
func dayOf(m *message, words string) (day Slot[string]) {
	when := parserOf(m.names).Pickup(inFull(words), m.context())
	if when.When == "" || when.WhenAsked != "" || when.WhenOnly == rules.OnlyHour || when.WhenOnly == rules.OnlyNight {
		return day
	}
	return Said(when.When[:len("2006-01-02")])
}

// shownByName is the number of an order that a message names without its sign, and does nothing but ask for: 1001号单, "order 1001",
// 1001怎么了.
func shownByName(m *message, asked bool) (Slot[int64], bool) {
	number, from, to, ok := orderNamed(m.text)
	if ok && piecesOrdered.MatchString(m.text[from:to]) && (m.Item != nil || m.Fresh || len(m.Draft) > 0) {
		return Slot[int64]{}, false // so many of what is on the screen
	}
	if ok && number.Given() && (asked || bareOrder(m.text[:from]+m.text[to:])) {
		return number, !m.pasted()
	}
	at := loneNumber.FindStringSubmatchIndex(m.text)
	if at == nil || !becameOf.MatchString(m.text) || !bareOrder(m.text[:at[2]]+m.text[at[3]:]) {
		return Slot[int64]{}, false
	}
	_, isSKU := m.names.SKU(m.text[at[2]:at[3]])
	n, err := strconv.ParseInt(m.text[at[2]:at[3]], 10, 64)
	return Said(n), err == nil && !isSKU
}

// becameOf is how people ask what became of something.
var becameOf = regexp.MustCompile(`(?i)怎么了|咋了|怎么样|怎么回事|情况|状态|详情|经过|\b(?:status|details?|history)\b`)

// aboutOrder is what may stand beside an order's number where it is only to be shown.
var aboutOrder = regexp.MustCompile(`(?i)#\s?\d+|\b(?:show|open|see|look|up|at|me|my|the|an?|order|no|number|please|pls|status|details?|of|for|about|history)\b|` +
	`我的?|什么|看[看下]?|看一下|查查?|查一下|打开|显示|一下|订单|单子?|号|那个?|这个?|张|的|请|帮我?|情况|状态|详情|经过|怎么了|咋了|怎么样了?|怎么回事|[\s.,!:。，！：~～]`)

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

// numberedAt finds the number of an order as numberedOrder does, but none in a SKU or before a price: E5121 单价9.6.
func numberedAt(text string) []int {
	at := numberedOrder.FindStringSubmatchIndex(text)
	if at == nil || strings.HasPrefix(text[at[1]:], "价") || at[0] > 0 && isLetter(text[at[0]-1]) {
		return nil
	}
	return at
}

// orderNamed finds which order words name, and where: from and to are bytes of the text. Without a number it is the last.
func orderNamed(text string) (number Slot[int64], from, to int, ok bool) {
	match := numberedAt(text)
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

// What those who keep a counter write so plainly that no reader is needed: an order's number, perhaps, and one of these.
var plainDeeds = []struct {
	words *regexp.Regexp
	make  func(Slot[int64]) Command
}{
	{regexp.MustCompile(`(?i)^(?:accept(?:ed)?|take it|接单|接了|接|可以接|收单)$`), func(n Slot[int64]) Command { return Accept{Number: n} }},
	{regexp.MustCompile(`(?i)^(?:(?:is )?(?:all )?(?:ready|packed|made up)|(?:都?备好|配好|打包好|包好|准备好)了?)$`), func(n Slot[int64]) Command { return Ready{n} }},
	{regexp.MustCompile(`(?i)^(?:(?:is |was )?(?:picked up|handed over|collected|fetched)|(?:拿走|取走|提走|领走|交货|交)了|已交货?)$`), func(n Slot[int64]) Command { return Picked{Number: n} }},
	{regexp.MustCompile(`(?i)^(?:refused?|reject(?:ed)?|decline|不接|拒单|接不了|不接单)$`), func(n Slot[int64]) Command { return Refuse{Number: n} }},
}

// plainFetched is what a seller writes so plainly of her own order.
var plainFetched = regexp.MustCompile(`(?i)^(?:(?:i )?(?:got|fetched|picked up|collected)|(?:拿到|拿好|取到|取好|提到)了?|[取提拿]了)$`)

var (
	// numberAlone is an order's number among few words.
	numberAlone = regexp.MustCompile(`(?:^|[^\w.-])#?\s?(\d{4,12})(?:\W|$)`)
	// besideNumber is what may stand beside it.
	besideNumber = regexp.MustCompile(`(?i)\b(?:order|no|number|the|please|pls)\b|订单|这单|那单|单子|号单|号|[#\s.,!:。，！：~～]+`)
)

// plainCounter reads what is done to an order in a word or two.
func plainCounter(m *message) (Reading, bool) {
	var number Slot[int64]
	words := m.text
	if at := numberAlone.FindStringSubmatchIndex(m.text); at != nil {
		n, err := strconv.ParseInt(m.text[at[2]:at[3]], 10, 64)
		if err != nil {
			return Reading{}, false
		}
		number, words = Said(n), m.text[:at[2]]+" "+m.text[at[3]:]
	} else {
		number = shownAtCounter(m)
	}
	words = strings.TrimSpace(besideNumber.ReplaceAllString(words, " "))
	if m.Role == "distributor" && number.Given() {
		for _, d := range plainDeeds {
			if d.words.MatchString(words) {
				return m.reading(d.make(number))
			}
		}
		return plainShort(m, number)
	}
	if m.Role != "distributor" && number.Given() && plainFetched.MatchString(words) {
		return m.reading(Picked{Number: number})
	}
	return Reading{}, false
}

var (
	// fewWords say that there are no more than so many.
	fewWords = regexp.MustCompile(`(?i)\bonly\b|\bjust\b|只有|只剩|就剩|就有|还剩`)
	// besideFew is what may stand beside them.
	besideFew = regexp.MustCompile(`(?i)\b(?:left|have|has|there|are|is|of|got|i|we)\b|下|的|了`)
)

// plainShort reads that there are only so many: an order's number, a SKU and how many, as far as they are needed. Where the order is
// only the one shown last, it must be one of its lines that there is less of: else the words are about the shelf.
func plainShort(m *message, number Slot[int64]) (Reading, bool) {
	if !fewWords.MatchString(m.text) {
		return Reading{}, false
	}
	out, rest := Short{Number: number}, m.text
	if number.Said() {
		at := numberAlone.FindStringSubmatchIndex(rest)
		rest = rest[:at[2]] + " " + rest[at[3]:]
	}
	for _, p := range parserOf(m.names).Pieces(rest, m.context()) {
		if p.Kind == rules.SKUPiece {
			out.Line = uncounted(m.line(parserOf(m.names).Line("", rest[p.From:p.To], "", m.context())))
			rest = rest[:p.From] + strings.Repeat(" ", p.To-p.From) + rest[p.To:]
		}
	}
	for _, little := range []*regexp.Regexp{besideNumber, fewWords, besideFew} {
		rest = little.ReplaceAllString(rest, " ")
	}
	n, unit, ok := howMany(m, strings.TrimSpace(rest))
	if !ok || number.Origin == IsAssumed && !m.Focus.Order.holdsMore(out.SKU.Value, n) {
		return Reading{}, false
	}
	out.Left, out.Unit = Said(n), saidIf(unit)
	return m.reading(out)
}

// holdsMore says that an order holds more than so many pieces of a SKU, or of anything.
func (p *Placed) holdsMore(sku string, pieces int) bool {
	return slices.ContainsFunc(p.Lines, func(i Item) bool { return (sku == "" || strings.EqualFold(i.SKU, sku)) && i.Quantity > pieces })
}

// plainClaim reads what a seller says was wrong with an order that is named by its number or replied to. It leads to a card.
func plainClaim(m *message) (Reading, bool) {
	rest, number := m.text, Slot[int64]{}
	if at := orderNumber.FindStringSubmatchIndex(rest); at != nil {
		n, err := strconv.ParseInt(rest[at[2]:at[3]], 10, 64)
		if err != nil {
			return Reading{}, false
		}
		number, rest = Said(n), rest[:at[0]]+" "+rest[at[1]:]
	} else if m.Reply != nil {
		number = shownAtCounter(m)
	}
	reason := wrongWith(rest)
	if m.Role == "distributor" || !number.Given() || !plainlyWrong.MatchString(rest) || alreadySo.MatchString(rest) || questions.MatchString(rest) || m.pasted() {
		return Reading{}, false
	}
	out, parser := Claim{Number: number, Reason: Said(reason)}, parserOf(m.names)
	var words []string
	for _, p := range parser.Pieces(rest, m.context()) {
		word := rest[p.From:p.To]
		switch n, unit, counts := howMany(m, word); {
		case p.Kind == rules.SKUPiece:
			named := m.line(parser.Line("", word, "", m.context()))
			out.Item, out.SKU, out.ID = named.Item, named.SKU, named.ID
		case p.Kind == rules.NumberPiece && counts && n > 0 && !out.Quantity.Given():
			out.Quantity, out.Unit = Said(n), saidIf(unit)
		case p.Kind == rules.NamePiece && wrongWith(word) == "" && !besideClaim.MatchString(word):
			words = append(words, word)
		}
	}
	if !out.SKU.Given() && len(words) > 0 {
		out.Item = Said(strings.Join(words, " "))
	}
	return m.reading(out)
}

// plainlyWrong is what nobody says of goods still to be fetched, such as that there should be fewer of them.
var plainlyWrong = regexp.MustCompile(`(?i)\bmissing\b|\bnot all there\b|\bbroken?\b|\bdamaged\b|\bcracked\b|\btorn\b|\bfaulty\b|\bdefective\b|\bdirty\b|` +
	`\bwrong (?:colou?r|size|item|goods|ones?)\b|少[了给发装]|缺[了少]|漏[了发装]|没给够|坏[了的]|破[了的]|碎|烂|裂|脏[了的]|次品|瑕疵|发错|拿错|给错|装错`)

// besideClaim are words of a claim that name no goods.
var besideClaim = regexp.MustCompile(`(?i)^(?:were|was|are|is|came|come|of|the|from|in|order|my|are|pieces?|pcs|ones?|them|some|arrived|got|和|有|里|的|了|单|订单|个|都|发现|里面)+$`)

// claimAnswer reads the part of a claim that was asked for, alone: its order's number, how many pieces, or what was wrong.
func claimAnswer(m *message) (Reading, bool) {
	if m.asks(DenySlot) {
		number, err := strconv.ParseInt(m.Asked.Of, 10, 64)
		if err != nil || !inOwnWords(m) {
			return Reading{}, false
		}
		return m.reading(DenyClaim{Claim: Carried(number), Reason: Said(m.text)})
	}
	words := m.bare()
	switch m.askedOf(ClaimSlot) {
	case "number":
		if n, ok := digits(words); ok && bareOrder("#"+strings.TrimPrefix(words, "#")) {
			return m.reading(Claim{Number: Said(n)})
		}
	case "quantity":
		if n, unit, ok := howMany(m, words); ok && n > 0 {
			return m.reading(Claim{Line: Line{Quantity: Said(n), Unit: saidIf(unit)}})
		}
	case "reason":
		if inOwnWords(m) {
			return m.reading(Claim{Reason: Said(m.text)})
		}
	}
	return Reading{}, false
}

var (
	// thatOrder is how people point at an order that is on the screen.
	thatOrder = regexp.MustCompile(`(?i)[那这](?:[一]?[张个])?(?:订单|单子?)|刚才(?:的|那[张个]?)?(?:订单|单子?)|刚下的?(?:订单|单子?)|\b(?:that|this|my last|the last) order\b`)
	// numberOfOrder is an order's number without a sign that says so, where words around it do.
	numberOfOrder = regexp.MustCompile(`(?i)(?:^\s*|[把将给]\s*)([1-9]\d{3,11})\s*(?:号|里面?|改|换|挪|推迟|提前|移|调|去掉|删|再?[加减])|[把将给]\s*([1-9]\d{3,11})\s*[的中]|` +
		`^\s*([1-9]\d{3,11})\s+to\b|\b(?:change|move|edit|update|postpone)\s+([1-9]\d{3,11})\b`)
	// piecesOrdered is "order" with a number that may be of pieces.
	piecesOrdered = regexp.MustCompile(`(?i)\border\s+\d`)
	// behindNumber are words that go on about an order after its number, and name no goods.
	behindNumber = regexp.MustCompile(`(?i)^\s*(?:$|[,，:：;；.。!！]|(?:to|by|at|from|with|please)\b)`)
	// taken is what goes off an order, and edited how any change of it is said.
	taken  = regexp.MustCompile(`(?i)去掉|删[掉了除]|拿掉|划掉|去除|不要|\bremove\b|\bdelete\b|\bdrop\b|\btake (?:off|out)\b|\btake\b.*\b(?:off|out)\b|\bget rid of\b|\bwithout\b`)
	edited = regexp.MustCompile(`(?i)改|换|挪|推迟|提前|移到|调[到成]|变成|再?[加添减]|少[拿要来]|\b(?:change|make|move|set|update|put|edit|postpone|reschedule|push|shift|add|more|fewer|less|instead|extra|another|reduce|increase)\b`)
	// lessOf is a difference downwards.
	lessOf = regexp.MustCompile(`(?i)减(?:[^到成至]|$)|少[拿要来]?\s*[\d一二两三四五六七八九十]|少[拿要来]|\b(?:fewer|less)\b|\breduce\b.*\bby\b`)
	moreOf = regexp.MustCompile(`(?i)再?[加添](?:[^到成至]|$)|再[来要拿]|追加|\b(?:add|more|another|extra)\b|\+\s*\d`)
	// besideEdit begins or ends the words of a change and names no goods.
	besideEdit = regexp.MustCompile(`(?i)^(?:` + besideEditWords + `)|(?:` + besideEditWords + `)$`)
	// editParts part a message that changes several things.
	editParts = regexp.MustCompile(`(?i)[,，;；、\n]|\band\b|然后|还有|另外`)
)

// besideEditWords are what besideEdit is made of.
const besideEditWords = `\b(?:change|make|move|set|update|put|edit|postpone|reschedule|push|shift|add|more|fewer|less|instead|extra|another|reduce|increase|remove|delete|` +
	`drop|take|off|out|get|rid|of|without|the|my|order|to|it|that|this|please|pls|plz|into|for|in|from|with|only|just|pick|pickup|up|fetch|collect|i|i'll|i'd|want|need|like|` +
	`now|can|could|you|we|be|at|on|by|and|also|back|time|quantity|then|actually|ok|okay|hi|hey)\b|改[成到为]?|换[成到]?|挪到?|推迟到?|提前到?|移到|调[到成]|变成|[加减]到|` +
	`去掉|删[掉了除]|拿掉|划掉|去除|不要|帮我|麻烦|一下|数量|时间|取货|提货|里面?|[把将给再多加添减少来要拿取提中的那这了吧请掉成到为只也都吗呢]|[\s\pP+]`

// goodsBeside are the words of a change that name goods: what is known by its name is not taken apart.
func goodsBeside(m *message, words string) string {
	for {
		if _, known := m.names.Item(words); known {
			return words
		}
		less := besideEdit.ReplaceAllString(words, "")
		if less == words {
			return words
		}
		words = less
	}
}

// placedMeant finds the order that a change is about: by its number, by what is replied to, or by pointing at the one on the screen. rest is
// the text without that.
func placedMeant(m *message) (e Edit, rest string, ok bool) {
	for _, named := range []*regexp.Regexp{numberedOrder, numberOfOrder} {
		at := named.FindStringSubmatchIndex(m.text)
		if named == numberedOrder {
			at = numberedAt(m.text)
		}
		for group := 2; at != nil && group < len(at); group += 2 {
			if at[group] < 0 {
				continue
			}
			if named == numberOfOrder && len(m.Draft) > 0 || piecesOrdered.MatchString(m.text[at[0]:at[1]]) && !namesNoPieces(m, at[1]) {
				return e, "", false
			}
			digits := m.text[at[group]:at[group+1]]
			n, err := strconv.ParseInt(digits, 10, 64)
			if _, isSKU := m.names.SKU(digits); err != nil || isSKU && !orderNumber.MatchString(m.text) {
				return e, "", false
			}
			from, to := at[0], at[1]
			if named == numberOfOrder {
				from, to = at[group], at[group+1]
			}
			return Edit{Number: Said(n)}, m.text[:from] + " " + m.text[to:], true
		}
	}
	o := m.Focus.Order
	if o == nil || o.Undone || len(m.Draft) > 0 || !edited.MatchString(m.text) && !taken.MatchString(m.text) {
		return e, "", false
	}
	at := thatOrder.FindStringIndex(m.text)
	switch {
	case at != nil:
		rest = m.text[:at[0]] + " " + m.text[at[1]:]
	case m.Reply != nil && m.Focus.Item == nil && len(m.List) == 0:
		rest = m.text
	default:
		return e, "", false
	}
	return Edit{Number: Carried(o.All()[0]), With: o.All()[1:]}, rest, true
}

// namesNoPieces says that "order" and a number, which ends there, is an order that is to be changed, and not so many pieces that are ordered.
func namesNoPieces(m *message, end int) bool {
	return behindNumber.MatchString(m.text[end:]) && (edited.MatchString(m.text) || taken.MatchString(m.text))
}

// editPlaced reads changes of an order that was placed, each a number of goods, goods that go, or a pickup time. It leads to a card.
func editPlaced(m *message) (Reading, bool) {
	of, rest, ok := placedMeant(m)
	if !ok || m.Role == "distributor" || alreadySo.MatchString(m.text) || questions.MatchString(m.text) || m.pasted() ||
		len(orderNumber.FindAllString(m.text, 2)) > 1 {
		return Reading{}, false
	}
	if edits, ok := editsOf(m, of, editParts.Split(rest, -1)); ok {
		return m.reading(edits...)
	}
	edits, ok := editsOf(m, of, []string{rest})
	if !ok || slices.ContainsFunc(edits, unknownGoods) {
		return Reading{}, false
	}
	return m.reading(edits...)
}

// unknownGoods says that a change is of goods by words that name no item.
func unknownGoods(c Command) bool {
	e, ok := c.(Edit)
	return ok && e.Item.Given() && !e.SKU.Given()
}

// editsOf reads the parts of a change; ok is false where one says no change.
func editsOf(m *message, of Edit, parts []string) (edits []Command, ok bool) {
	for _, words := range parts {
		e, said := editOf(m, of, words)
		switch {
		case said:
			edits = append(edits, e)
		case goodsBeside(m, words) != "":
			return nil, false
		}
	}
	return edits, len(edits) > 0
}

// editOf reads one change; ok is false where words say none.
func editOf(m *message, e Edit, words string) (Edit, bool) {
	c, parser := besideDraft(m), parserOf(m.names)
	v := valuesOf(m, words, words)
	if v.others {
		return e, false
	}
	e.Line = m.line(parser.Line(goodsBeside(m, v.rest), v.sku, v.quantity, c))
	n, _, counted := howMany(m, v.quantity)
	switch {
	case counted && n == 0, !counted && taken.MatchString(words) && e.Named():
		e.Drop, e.Line = true, uncounted(e.Line)
	case counted && (lessOf.MatchString(words) || taken.MatchString(words)):
		e.Step = Down
	case counted && moreOf.MatchString(words) && !wholly.MatchString(words):
		e.Step = Up
	case !counted && (v.when == "" || e.Named()):
		return e, false
	}
	if v.when != "" {
		slots := pickupOf(parser, v.when, c)
		e.When, e.WhenAsked, e.WhenOnly = saidIf(slots.When), slots.WhenAsked, slots.WhenOnly
	}
	return e, counted || e.Drop || e.When.Given() || e.WhenAsked != ""
}

// values are what words say exactly of one item where they are about nothing that is open.
type values struct {
	sku, quantity, when string // the first SKU, the first number of pieces, all that names times
	rest                string // the words without these
	others              bool   // there are more: another number, an amount of money, a place
}

// valuesOf finds the values in words, and takes them out of rest, which is as long and may lack some of the words already.
func valuesOf(m *message, words, rest string) (v values) {
	left := []byte(rest)
	for _, p := range parserOf(m.names).Pieces(words, besideDraft(m)) {
		word := words[p.From:p.To]
		switch _, _, counts := howMany(m, word); {
		case p.Kind == rules.SKUPiece && v.sku == "":
			v.sku = word
		case p.Kind == rules.NumberPiece && counts && v.quantity == "":
			v.quantity = word
		case p.Kind == rules.TimePiece:
			v.when += " " + word
		case p.Kind == rules.NamePiece, p.Kind == rules.LittlePiece:
			continue
		default:
			v.others = true
			continue
		}
		copy(left[p.From:p.To], strings.Repeat(" ", p.To-p.From))
	}
	v.rest = string(left)
	return v
}

// pickupOf reads the time to which a placed order is moved. An hour alone is of its day, whether it has gone by today or not.
func pickupOf(parser *rules.Parser, words string, c rules.Context) rules.Slots {
	slots := parser.Pickup(words, c)
	c.Now = measure.Midnight(c.Now)
	if early := parser.Pickup(words, c); early.WhenOnly == OnlyHour && early.When != "" {
		return early
	}
	return slots
}

var (
	// hoursAsked are words that ask for the opening hours.
	hoursAsked = regexp.MustCompile(`(?i)^(?:what are |show |our |my |the )*(?:opening|business) hours\??$|^(?:我们?的?)?(?:营业|开门)时间[是]?(?:几点|什么|多少)?[？?]?$`)
	// opensTo are an hour of opening and one of closing.
	opensTo = regexp.MustCompile(`(?i)^(?:.*\b)?(?:open(?:ing)?(?: hours)?|hours)(?: are| is| now|:)?(?: from| between| at)? (.{1,14}?) ?(?:to|till|until|and|-|–|~) ?(.{1,12}?)(?: (?:on|every|from|mon|daily|week).*)?[.!]?$|` +
		`^(?:.*?(?:营业时间|开门时间)[是：: ]*|我们|我家|以后|每天)?(.{1,12}?)(?:开门|开)?(?:到|至|-|–|~|—|，|, )(.{1,12}?)(?:关门|打烊|收摊|营业|开门)?[。！]?$`)
	openWords = regexp.MustCompile(`(?i)\bopen|\bhours\b|营业|开门|关门|打烊|收摊`)
	// shut are words of days on which a distributor is closed, and reopened of those on which it is open after all.
	shut     = regexp.MustCompile(`(?i)\b(?:we(?:'re| are)?|shop|stall)?\b.*\b(?:closed|not open|don'?t open|won'?t open)\b|不开门|关门|不营业|歇业|不开张|休息`)
	reopened = regexp.MustCompile(`(?i)\bopen\b.*\bafter all\b|照常(?:开门|营业)|又开门|还是开门`)
	// unsettled are words of a question, of what may be, of what was, and of what an order cannot be had for.
	unsettled = regexp.MustCompile(`(?i)[?？]|\b(?:do|does|did|is it|are they|who|what|how|if|when|can'?t|cannot|factory|till|until|yesterday|was|were)\b|吗|怎么|谁|几家|几单|多少|能不能|可不可以|是说|要是|如果|万一|昨|工厂|厂里`)
	weekly    = regexp.MustCompile(`(?i)每|逢|周末|双休|\bevery\b|\beach\b|days\b|\bweekends?\b`)
	// cutoffAt is the hour from which on nothing is ordered for the same day.
	cutoffAt = regexp.MustCompile(`(?i)\b(?:cut-?\s?off|last orders?)\b(?: (?:is|at|time|now))*:? *(.+?)[.!]?$|^(.+?)(?:截单|截止下单|停止接单)[了。！]?$|(?:截单|截止)(?:时间)?(?:是|改成|改到|改为|：|:)?(.+?)[。！]?$`)
)

// openingHours reads what a distributor's people say of when it is open.
func openingHours(m *message) (Reading, bool) {
	if m.Role != "distributor" || len([]rune(m.text)) > 60 || orderNumber.MatchString(m.text) || m.Asked != nil && m.Asked.Slot == ReasonSlot {
		return Reading{}, false
	}
	parser, days := parserOf(m.names), rules.WeekDays(m.text)
	clock := func(words ...string) Slot[string] {
		for _, w := range words {
			if at, ok := parser.Clock(w, m.context()); ok && w != "" {
				return Said(at)
			}
		}
		return Slot[string]{}
	}
	if hoursAsked.MatchString(m.text) {
		return m.reading(Hours{})
	}
	if unsettled.MatchString(m.text) {
		return Reading{}, false
	}
	if found := cutoffAt.FindStringSubmatch(m.text); found != nil {
		if at := clock(found[1:]...); at.Given() {
			return m.reading(Hours{Cutoff: at})
		}
	}
	if found := opensTo.FindStringSubmatch(m.text); found != nil && openWords.MatchString(m.text) {
		opens, closes := clock(found[1], found[3]), clock(found[2], found[4])
		if opens.Given() && closes.Given() {
			if shut.MatchString(m.text) && days != "" { // 8 to 18, closed on Sundays
				days = daysBut(days)
			}
			return m.reading(Hours{Opens: opens, Closes: afternoon(opens.Value, closes), Days: saidIf(days)})
		}
	}
	day := dayNamed(m)
	switch {
	case reopened.MatchString(m.text) && day.Given():
		return m.reading(Hours{Open: day})
	case shut.MatchString(m.text) && days != "" && days != everyDay && weekly.MatchString(m.text):
		return m.reading(Hours{Days: Said(daysBut(days))})
	case shut.MatchString(m.text) && day.Given():
		return m.reading(Hours{Closed: day})
	}
	return Reading{}, false
}

// afternoon is an hour of closing that was said as one of the morning: 8 to 6 is until 18:00.
func afternoon(opens string, closes Slot[string]) Slot[string] {
	if closes.Value > opens || closes.Value >= "12" {
		return closes
	}
	hour, err := strconv.Atoi(closes.Value[:2])
	if err != nil {
		return closes
	}
	return Said(strconv.Itoa(hour+12) + closes.Value[2:])
}

// dayNamed is the only day that a message names, whatever is said of it.
func dayNamed(m *message) (day Slot[string]) {
	for _, p := range m.pieces() {
		if p.Kind != rules.TimePiece {
			continue
		}
		if day.Given() {
			return Slot[string]{} // from one to another
		}
		if day = dayOf(m, m.text[p.From:p.To]); !day.Given() {
			return day
		}
	}
	return day
}
