package meaning

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"oldhand/integrations/text"
	"oldhand/intents/meaning/rules"
)

// counter makes the commands of an act about orders at the counter, one for each order that it names. What only asks about an
// order shows it.
func counter(compose func(*composer, stretch, Slot[int64])) func(*composer, stretch) {
	return func(c *composer, s stretch) {
		numbers := ordersNamed(c, s)
		if s.asks() {
			c.orders(s)
			return
		}
		for _, number := range numbers {
			compose(c, s, number)
		}
	}
}

// ordersNamed are the numbers of the orders that an act names, or of the one that the message has named before, or that it is else
// about; one absent where it is about none.
func ordersNamed(c *composer, s stretch) (numbers []Slot[int64]) {
	for _, r := range s.Roles {
		if n, ok := digits(s.text[r.From:r.To]); ok && r.Name == "order_no" {
			numbers = append(numbers, Said(n))
		}
	}
	if len(numbers) > 0 {
		return numbers
	}
	if n := len(c.commands) - 1; n >= 0 {
		if number := atCounter(c.commands[n]); number.Given() {
			return append(numbers, number)
		}
	}
	return append(numbers, shownAtCounter(c.message))
}

// shownAtCounter is the number of the order that a message replies to or, for those who keep a counter, that was shown last.
func shownAtCounter(m *message) Slot[int64] {
	switch o := m.Focus.Order; {
	case o == nil || o.Undone || o.Number == 0:
		return Slot[int64]{}
	case m.Reply != nil:
		return Carried(o.All()[0])
	case m.Role == "distributor":
		return Assumed(o.Number)
	}
	return Slot[int64]{}
}

// atCounter is the number of the order at the counter that a command is about.
func atCounter(c Command) Slot[int64] {
	switch c := c.(type) {
	case Accept:
		return c.Number
	case Refuse:
		return c.Number
	case Ready:
		return c.Number
	case Picked:
		return c.Number
	case Short:
		return c.Number
	}
	return Slot[int64]{}
}

var (
	// alreadySo is how people ask whether something has been done, or why.
	alreadySo = regexp.MustCompile(`(?i)了(?:吗|没有?)\s*[?？。.]?\s*$|^\s*(?:is|are|was|were|has|have|did|does|when|why|what|which)\s`)
	// questions end so.
	questions = regexp.MustCompile(`(?:[?？]|吗)\s*$`)
)

// asks says that the words of an act, with the mark behind them, are a question.
func (s stretch) asks() bool {
	rest := strings.TrimLeft(s.text[s.To:], " ")
	return alreadySo.MatchString(s.said()) || questions.MatchString(s.said()) || strings.HasPrefix(rest, "?") || strings.HasPrefix(rest, "？")
}

func accept(c *composer, s stretch, number Slot[int64]) {
	a := Accept{Number: number}
	if s.has("item", "attr", "sku") {
		a.Line = c.line(s)
	}
	c.add(a)
}

// refuse is of a whole order; what is refused of it by name is short.
func refuse(c *composer, s stretch, number Slot[int64]) {
	if s.has("item", "attr", "sku") {
		c.add(Short{Number: number, Line: uncounted(c.line(s)), Left: Said(0)})
		return
	}
	c.add(Refuse{Number: number, Reason: saidIf(reasonOf(s.words("reason")))})
}

// uncounted is a line without its number.
func uncounted(l Line) Line {
	l.Quantity, l.Unit, l.Dozens = Slot[int]{}, Slot[string]{}, 0
	return l
}

// What people say for the reasons that oldhand has words for, and nothing else.
var (
	soldOutWords = regexp.MustCompile(`(?i)^(?:都?(?:卖完|卖光|售完|售罄|断货|缺货|没货|沒貨)了?|sold out|out of stock|no stock|none left)$`)
	closedWords  = regexp.MustCompile(`(?i)^(?:关门|不营业|打烊|休息|closed|we(?:'re| are) closed|not open)了?$`)
)

// reasonOf is a reason in a word of ours, where it says no more.
func reasonOf(words string) string {
	switch words = strings.TrimSpace(words); {
	case soldOutWords.MatchString(words):
		return SoldOut
	case closedWords.MatchString(words):
		return Closed
	}
	return words
}

func ready(c *composer, _ stretch, number Slot[int64]) { c.add(Ready{number}) }

func picked(c *composer, s stretch, number Slot[int64]) {
	if code, ok := fourFigures(s.words("code")); ok {
		c.add(Picked{Code: Said(code)})
		return
	}
	c.add(Picked{Number: number})
}

// fourFigures are those of a code, and nothing else that counts.
func fourFigures(words string) (string, bool) {
	var figures strings.Builder
	for _, r := range words {
		if r = text.FoldRune(r); r >= '0' && r <= '9' {
			figures.WriteRune(r)
		}
	}
	return figures.String(), figures.Len() == 4
}

// codeAlone is a code as those type it who keep a counter.
var codeAlone = regexp.MustCompile(`(?i)^(?:(?:the |pickup )?code(?: is)?|[取提]货码是?|码)?\s*[:：]?\s*([0-9０-９]{4})$`)

// pickupCode reads the code of who comes for an order, alone, unless it is a SKU's.
func pickupCode(m shape) (Command, bool) {
	match := codeAlone.FindStringSubmatch(m.bareText())
	if match == nil || m.Role != "distributor" {
		return nil, false
	}
	if _, isSKU := m.names.SKU(match[1]); isSKU {
		return nil, false
	}
	code, ok := fourFigures(match[1])
	return Picked{Code: Said(code)}, ok
}

// pickupLink begins what the link of an order's QR code says behind /start.
const pickupLink = "pick"

// PickupToken is what stands behind /start in the link of an order's QR code.
func PickupToken(number int64, code string) string {
	return pickupLink + "_" + strconv.FormatInt(number, 10) + "_" + code
}

// PickupOf is what a PickupToken means.
func PickupOf(token string) (Picked, bool) {
	parts := strings.Split(token, "_")
	if len(parts) != 3 || parts[0] != pickupLink {
		return Picked{}, false
	}
	number, err := strconv.ParseInt(parts[1], 10, 64)
	code, ok := fourFigures(parts[2])
	return Picked{Number: Said(number), Code: Said(code)}, ok && err == nil
}

// short is how many there are, or how many there are not.
func short(c *composer, s stretch, number Slot[int64]) {
	out := Short{Number: number}
	if s.has("item", "attr", "sku") {
		out.Line = uncounted(c.line(s))
	}
	if n, unit, ok := howMany(c.message, cmp.Or(s.words("left"), s.words("qty"))); ok {
		out.Left, out.Unit = Said(n), saidIf(unit)
	} else if n, unit, ok := howMany(c.message, s.words("lacking")); ok {
		out.Lacking, out.Unit = Said(n), saidIf(unit)
	}
	c.add(out)
}

// none is how people say that there are no pieces.
var none = regexp.MustCompile(`(?i)^(?:0|零|zero|none|nothing|no more|没有?了?|一[个件条只]?[都也]?没有?了?)\s*[个件条只]?$`)

// howMany reads a number of pieces, perhaps none, with its unit if it has one.
func howMany(m *message, words string) (n int, unit string, ok bool) {
	if none.MatchString(words) {
		return 0, "", true
	}
	return parserOf(m.names).Quantity(words, m.context())
}

// reason reads why an order cannot be had, once that was asked for: the next message, unless it is an errand.
func reason(m *message) (Reading, bool) {
	number, err := strconv.ParseInt(m.askedOf(ReasonSlot), 10, 64)
	if err != nil || m.Now.Sub(m.Asked.At) > AnsweringFor {
		return Reading{}, false
	}
	if r := m.asRead(); len(r.Commands) == 1 && r.Confidence >= surely && isErrand(r.Commands[0]) {
		return Reading{}, false
	}
	return m.reading(Refuse{Number: Carried(number), Reason: Said(reasonOf(m.text))})
}

// askedOf is what a slot was asked of; "" where it was not.
func (f *Focus) askedOf(slot string) string {
	if !f.asks(slot) {
		return ""
	}
	return f.Asked.Of
}

// leftOf reads how many are left of what was asked about.
func leftOf(m shape, words string) (Command, bool) {
	of, sku, _ := strings.Cut(m.askedOf(LeftSlot), " ")
	number, err := strconv.ParseInt(of, 10, 64)
	n, unit, ok := howMany(m.message, words)
	if err != nil || !ok {
		return nil, false
	}
	return Short{Number: Carried(number), Line: Line{SKU: Carried(sku), Unit: saidIf(unit)}, Left: Said(n)}, true
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
var plainFetched = regexp.MustCompile(`(?i)^(?:(?:i )?(?:got|fetched|picked up|collected)|(?:拿到|拿好|取到|取好|提到|取|提|拿)了?)$`)

var (
	// numberAlone is an order's number among few words.
	numberAlone = regexp.MustCompile(`(?:^|[^\d.])#?\s?(\d{4,12})(?:\D|$)`)
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

// plainShort reads that there are only so many: an order's number, a SKU and how many, as far as they are needed.
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
	if !ok || len(strings.Fields(rest)) > 2 {
		return Reading{}, false
	}
	out.Left, out.Unit = Said(n), saidIf(unit)
	return m.reading(out)
}
