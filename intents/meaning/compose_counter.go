package meaning

import (
	"cmp"
	"regexp"
	"slices"
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
	case Claim:
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
	c.add(Refuse{Number: number, Reason: saidIf(reasonOf(s.reason()))})
}

// besideReason are words of a refusal or of its reason that stand before the reason itself.
var besideReason = regexp.MustCompile(`(?i)^(?:(?:refused?|reject(?:ed)?|declined?|cancel(?:led)?|can'?t (?:do|take|make|have)(?: (?:it|that|this))?|because(?: of)?|since|sorry)\b|` +
	`不接单?了?|接不了|拒[单绝]?了?|取消了?|撤单?了?|做不了|因为|由于|原因是?|[\s\pP]+)+`)

// reason is the whole of what an act says for a reason: the words of its role with all that stand beside them, up to a mark or to words of another
// role before, and to the end of the act.
func (s stretch) reason() string {
	first := slices.IndexFunc(s.Roles, func(r Role) bool { return r.Name == "reason" })
	if first < 0 {
		return ""
	}
	from := s.From
	if first > 0 {
		from = max(from, s.Roles[first-1].To)
	}
	at := s.Roles[first].From
	if mark := strings.LastIndexAny(s.text[from:at], ",，.。;；:：!！、\n"); mark >= 0 {
		from += mark
	}
	to := max(s.To, s.Roles[first].To)
	return bareReason(s.text[from:to])
}

// bareReason is a reason without the words of a refusal that stand before it, and without what ends it.
func bareReason(words string) string {
	return strings.TrimRight(besideReason.ReplaceAllString(words, ""), " ,，.。;；!！")
}

// refusedFor is an order that is refused, by its number, with the reason behind it.
var refusedFor = regexp.MustCompile(`(?i)^(?:(?:order\b|no\b\.?|[#\s])*(\d{4,12})\s*(?:号?单|号)?[\s,，:：]*(?:refused?|reject(?:ed)?|declined?|不接单?了?|接不了|拒[单绝]了?)|` +
	`(?:refuse|reject|decline|不接|拒[单绝])\s*(?:(?:the\s+)?order\b|no\b\.?|[#\s])*(\d{4,12})\s*(?:号?单|号)?)(?:[\s\pP]+|因为)(.+)$`)

// namesGoods says that there are goods of the catalogue among words.
func namesGoods(m *message, words string) bool {
	return slices.ContainsFunc(parserOf(m.names).Pieces(words, besideDraft(m)), func(p rules.Piece) bool {
		_, item := m.names.Item(words[p.From:p.To])
		return p.Kind == rules.SKUPiece || p.Kind == rules.NamePiece && item
	})
}

// refusal reads a refusal with its reason, which is the whole rest of the words, unless they name goods: these alone are refused then.
func refusal(m *message) (Reading, bool) {
	match := refusedFor.FindStringSubmatch(m.text)
	if match == nil || m.Role != "distributor" || questions.MatchString(m.text) || m.pasted() {
		return Reading{}, false
	}
	number, err := strconv.ParseInt(cmp.Or(match[1], match[2]), 10, 64)
	words := bareReason(match[3])
	if err != nil || words == "" || namesGoods(m, words) || orderNumber.MatchString(words) {
		return Reading{}, false
	}
	return m.reading(Refuse{Number: Said(number), Reason: Said(reasonOf(words))})
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
	if c.Role != "distributor" && !number.Given() && !c.reminds(c.Now) && !fetched.MatchString(s.said()) {
		c.add(Chat{}) // nobody fetches goods by a cheer
		return
	}
	c.add(Picked{Number: number})
}

// fetched is how people say that they have their goods.
var fetched = regexp.MustCompile(`(?i)[拿取提领收攞](?:[到好走完齐]|了|过)|到手|\b(?:got|have|picked|collected|fetched|received|grabbed|took)\b`)

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

// short is how many there are, or how many there are not; of a seller's goods, that some were missing.
func short(c *composer, s stretch, number Slot[int64]) {
	if c.Role != "distributor" {
		claim(c, s, number)
		return
	}
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

// What was wrong with goods, in words of ours.
var (
	missingWords = regexp.MustCompile(`(?i)\bmissing\b|\bshort\b|\bnot (?:all )?there\b|\b(?:too few|fewer)\b|少|缺|漏|没给(?:够|全)?|不够|不齐`)
	brokenWords  = regexp.MustCompile(`(?i)\bbroken?\b|\bdamaged?\b|\bcracked\b|\btorn\b|\bfaulty\b|\bdefective\b|\bdirty\b|\b(?:do|does|did|is|are)(?:n'?t| not) work(?:ing)?\b|\bnot working\b|\bwon'?t (?:work|turn on|light up|charge|open|close)\b|不能用|没反应|[用转轉按开開关關充打拉推点點]不(?:了|动|動|开|開|上|进|進|亮|响|響|着)|不亮|坏|破|碎|烂|裂|脏|断了|次品|瑕疵`)
	wrongWords   = regexp.MustCompile(`(?i)\bwrong\b|\bnot what i ordered\b|错|不对|不是我(?:要|订)的`)
)

// wrongWith is what words say was wrong with goods; "" where they do not say.
func wrongWith(words string) string {
	switch {
	case brokenWords.MatchString(words):
		return Broken
	case wrongWords.MatchString(words):
		return Wrong
	case missingWords.MatchString(words):
		return Missing
	}
	return ""
}

// claim is what was wrong with goods of an order that was fetched.
func claim(c *composer, s stretch, number Slot[int64]) {
	out := Claim{Number: number, Reason: saidIf(cmp.Or(wrongWith(s.reason()), s.reason(), wrongWith(s.said())))}
	if s.has("item", "attr", "sku") {
		out.Line = uncounted(c.line(s))
	}
	if n, unit, ok := howMany(c.message, cmp.Or(s.words("qty"), s.words("lacking"))); ok && n > 0 {
		out.Quantity, out.Unit = Said(n), saidIf(unit)
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

// reason reads why an order cannot be had, once that was asked for.
func reason(m *message) (Reading, bool) {
	number, err := strconv.ParseInt(m.askedOf(ReasonSlot), 10, 64)
	if err != nil || !inOwnWords(m) {
		return Reading{}, false
	}
	return m.reading(Refuse{Number: Carried(number), Reason: Said(reasonOf(m.text))})
}

// inOwnWords says that a message answers a question for words, which any may: unless it is an errand, a code, or does something to
// an order.
func inOwnWords(m *message) bool {
	if m.Now.Sub(m.Asked.At) > AnsweringFor || codeAlone.MatchString(m.text) || bareOrder(m.text) {
		return false
	}
	if r, ok := plainCounter(m); ok && atCounter(r.Commands[0]).Said() {
		return false
	}
	r := m.asRead()
	return len(r.Commands) != 1 || r.Confidence < surely || !slices.Contains(errands, r.Commands[0].Name())
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
