package meaning

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/rules"
)

// What people wait for: goods that are to come back, or to cost less.
type (
	// Notify has the person told when goods are there, or cost less.
	Notify struct {
		Line
		// PriceMax is what one piece is to cost at most; Down, by how much less than now. Neither: the goods are to be there.
		PriceMax, Down Slot[measure.Fen]
	}
	// Waits lists what the person waits for.
	Waits struct{}
	// DropWait ends the wait for goods.
	DropWait struct{ Line }
)

// The contract's names.
func (Notify) Name() string   { return "notify" }
func (Waits) Name() string    { return "notify" }
func (DropWait) Name() string { return "notify" }

// waitSlots are the slots of commands about waiting and pools, by their names in the contract.
func waitSlots(c Command) (wireSlots, bool) {
	switch c := c.(type) {
	case Notify:
		s := lineSlots(c.Line)
		if s.PriceMax, s.Price = c.PriceMax.Pointer(), c.Down.Pointer(); s.Price != nil {
			s.Step = string(Down)
		}
		return s, true
	case Waits, Pools:
		return wireSlots{About: "list"}, true
	case Pool:
		s := lineSlots(c.Line)
		s.Step, s.Until, s.Asked = string(c.Step), c.Until.Value, c.UntilAsked
		switch {
		case c.Leave:
			s.About = "leave"
		case c.Rest:
			s.About = "rest"
		case c.Close:
			s.About = "close"
		}
		return s, true
	case DropWait:
		s := lineSlots(c.Line)
		s.About = "drop"
		return s, true
	}
	return wireSlots{}, false
}

// Goods that sellers order together.
type (
	// Pool proposes to order goods together with others until a time, or to take part with so many pieces; nothing is done by it.
	Pool struct {
		Line
		Step  Step         // the quantity is a difference to the person's share
		Until Slot[string] // 2006-01-02, or RFC 3339
		// UntilAsked says why the time must be asked for, in the words of rules.
		UntilAsked string
		Rest       bool // all that is missing
		Leave      bool // to take part no more
		Close      bool // it is to be closed before its time
	}
	// Pools lists the open ones.
	Pools struct{}
)

// The contract's names.
func (Pool) Name() string  { return "pool" }
func (Pools) Name() string { return "pool" }

var (
	// unwanted are words that end a wait.
	unwanted = regexp.MustCompile(`(?i)(?:不用|不必|不需要|不要|别|不)(?:再)?(?:等|通知|提醒|告诉|盯|叫我|喊我)|取消(?:提醒|通知|等)|\bno (?:need|longer)\b|\b(?:stop|quit) (?:watch|tell|notif|wait)|` +
		`\bdon'?t (?:need|bother|have) to\b|\b(?:no|not|\w+n'?t)\b.*\bany ?more\b|\bforget (?:about )?(?:it|the)\b`)
	// listing are words that ask what one waits for.
	listing = regexp.MustCompile(`(?i)\bwaiting list\b|\bwatch ?list\b|\b(?:what|which)\b.*\b(?:waiting|watching)\b|等(?:着|的)?(?:什么|啥|哪)|(?:有|都)哪些|(?:提醒|通知)(?:列表|清单)`)
	// cheaper are words that wait for any lower price.
	cheaper = regexp.MustCompile(`(?i)[降跌掉落]价|[降跌]了|再降|便宜|打折|特价|\bcheap|\bprice\b.*\b(?:drop|fall|down|go)|\b(?:price|any) drop|\bdiscount|\bon sale\b`)
	// lowering stands before an amount by which a price is to go down.
	lowering = regexp.MustCompile(`(?i)(?:便宜|[降跌落]了?|\bby)\s*$`)
	// limiting are words that make an amount a limit of the price, where it has no role of its own.
	limiting = regexp.MustCompile(`(?i)[降跌掉落平]|便宜|块|元|蚊|\b(?:under|below|cheap\w*|price|yuan|cost\w*)\b`)
)

// sayingSo wants something to be said, whether or not it is so, or others to be told.
var sayingSo = regexp.MustCompile(`(?i)\btell (?:me|us) that\b|\b(?:tell|notify|inform) (?:them|him|her|every(?:one|body)|all|people|sellers|buyers)\b|(?:通知|告[诉訴])(?:大家|所有人|全部人|卖家|买家|他们|各位|群里)`)

// notify has somebody told of goods: those of its roles, else those named before, else those of the card that stands.
func notify(c *composer, s stretch) {
	s = countedIn(c, s)
	named := s.has("item", "attr", "sku", "ref")
	if !named && listing.MatchString(s.said()) {
		c.add(Waits{})
		return
	}
	if sayingSo.MatchString(s.said()) {
		c.add(Unknown{}) // to say something is to be told of nothing
		return
	}
	line := c.told(s, rules.Slots{})
	if !line.Named() {
		line = c.line(s)
	}
	if unwanted.MatchString(s.said()) {
		line.Quantity, line.Unit = Slot[int]{}, Slot[string]{}
		c.add(DropWait{line})
		return
	}
	n := Notify{Line: line}
	n.PriceMax, n.Down = awaitedPrice(c, s)
	if !n.PriceMax.Given() && !n.Down.Given() && !n.Quantity.Given() {
		enough := c.parser.Line("", line.SKU.Value, s.words("cond"), c.context)
		n.Quantity, n.Unit = saidIf(enough.Quantity), saidIf(enough.Unit)
	}
	c.add(n)
}

// countedIn is a stretch in which a number of pieces that was taken for a property of the goods is a number of pieces.
func countedIn(c *composer, s stretch) stretch {
	if s.has("qty") {
		return s
	}
	s.Roles = slices.Clone(s.Roles)
	for i, r := range s.Roles {
		if _, unit, ok := c.parser.Quantity(s.text[r.From:r.To], c.context); ok && unit != "" && r.Name == "attr" {
			s.Roles[i].Name = "qty"
		}
	}
	return s
}

// awaitedPrice is the price that is waited for, if one is: an amount, by how much it is to go down, or just that it does.
func awaitedPrice(c *composer, s stretch) (most, down Slot[measure.Fen]) {
	limited := false
	for _, r := range s.Roles {
		limit := r.Name == "price_max" || r.Name == "price" || r.Name == "down" || r.Name == "cond" && limiting.MatchString(s.text[r.From:r.To])
		if !limit {
			continue
		}
		limited = true
		switch fen, ok := c.parser.Money(s.text[r.From:r.To], c.context); {
		case !ok:
		case r.Name == "down" || lowering.MatchString(s.text[:r.From]):
			return most, Said(fen)
		default:
			return Said(fen), down
		}
	}
	if limited || cheaper.MatchString(s.said()) {
		return most, Said(measure.Fen(1))
	}
	return most, down
}

var (
	// waitsAsked are messages that ask what one waits for, and nothing else.
	waitsAsked = regexp.MustCompile(`(?i)^(?:so |and )?what (?:all )?(?:am i|are we) (?:still )?(?:waiting for|watching)$|^(?:show |list |see )?(?:me )?my (?:waits|waiting list|watch ?list)$|` +
		`^(?:which|what) (?:goods|items|things) am i (?:still )?(?:waiting for|watching)$|` +
		`^我(?:现在|还|都)*在?(?:等|盯)着?(?:的是|的)?(?:什么|啥|哪些|哪几样)(?:货|东西)?(?:呢|呀|啊|来着)?$|^我(?:在)?等的(?:货|东西)(?:都)?有?(?:哪些|什么|啥)(?:呢|呀|啊)?$|` +
		`^(?:看看?|查)?我?的?(?:到货|降价)(?:提醒|通知)(?:列表|清单|有哪些)?$`)
	// waitDropped are messages that end a wait, with its goods and nothing else.
	waitDropped = regexp.MustCompile(`(?i)^(?:stop|quit) (?:watching|waiting for|looking out for)(?: the)? (.+)$|` +
		`^(?:no need to|don'?t) (?:wait for|watch|look out for)(?: the)? (.+?)(?: any ?more| any longer)?$|` +
		`^我?(?:不用|不必|别|不)再?(?:等|盯)着?(.+?)了?$|^(.+?)\s*(?:就|也)?(?:不用|不必|别|不)再?(?:等|盯|通知我?|告诉我)了$`)
)

// waits reads messages about what one waits for that need no reader.
func (m shape) waits() (Command, bool) {
	words := strings.TrimSpace(strings.Trim(m.bareText(), "?？"))
	if waitsAsked.MatchString(words) {
		return Waits{}, true
	}
	match := waitDropped.FindStringSubmatch(words)
	if match == nil {
		return nil, false
	}
	goods := cmp.Or(match[1:]...)
	if n, ok := ordinalOf(goods); ok {
		item, listed := m.at(n)
		return DropWait{shown(item)}, listed
	}
	if n, ok := m.names.SKU(goods); ok {
		return DropWait{m.line(rules.Line{SKU: n.SKU})}, true
	}
	n, ok := m.names.Item(goods)
	return DropWait{m.line(rules.Line{Item: goods, SKU: n.SKU})}, ok
}

var (
	// poolWords speak of ordering together.
	poolWords = regexp.MustCompile(`(?i)拼单|拼团|拼货|拼个单|拼一单|凑单|凑个单|一起拼|开个?拼(?:单|团|货)?|[找和跟]人拼|[想要来]拼|拼一下|\bpool(?:s|ed|ing)?\b|\bgroup (?:buy|order)s?\b|\border (?:it )?together\b`)
	// poolsAsked are messages that ask which pools there are.
	poolsAsked = regexp.MustCompile(`(?i)^(?:(?:are|is) there |what |which |any |show |list |see |look at |me |all |the |my |our |open |current |other |of |are )*(?:pools?|group (?:buys?|orders?))(?: are| is| there| open| now| running| going| right| today)*$|` +
		`^(?:现在|今天|目前|村里|我的?|看看?|查查?|列出|所有|都|还|正在|在)*(?:有|是)?(?:没有|哪些|什么|啥|几个|人)*(?:在|正在|进行中的?|开着的?|能|可以)*(?:拼单|拼团|拼货|凑单)(?:的|列表|清单|情况|进展|有哪些|有什么|有没有|吗|呢|呀|啊)*$`)
	// poolClosed has it end now.
	poolClosed = regexp.MustCompile(`(?i)(?:现在|马上|立刻|提前|直接)(?:就)?(?:截止|结束|收|关|截单|成团|下单)|(?:结束|关掉|关闭|截止|收掉?)(?:这个|那个)?(?:拼单|拼团|拼货)|(?:拼单|拼团|拼货)(?:就|先)?(?:结束|关掉?|关闭|截止|收)了?吧?$|不等了|` +
		`\b(?:close|end|stop|finish)\b.*\b(?:pool|group (?:buy|order)|now|early|right away|it)\b|\bdon'?t wait\b`)
	// poolDropped ends it where a pool is spoken of, poolLeft ends taking part, and poolRest takes all that is missing.
	poolDropped = regexp.MustCompile(`(?i)取消|\b(?:cancel|drop)\b`)
	poolLeft    = regexp.MustCompile(`(?i)退出|退拼|退团|不拼了|不凑了|不参加了?|别算我|我退|\b(?:leave|quit|drop out|pull out|opt out|count me out|back out|withdraw)\b|\bi'?m out\b`)
	poolRest    = regexp.MustCompile(`(?i)[差剩缺余](?:下|的|多少|几个|个)*.{0,6}(?:我|俺)?.{0,3}(?:包了|包圆|都要|全要|我来)|\b(?:the rest|whatever is (?:missing|short|left)|what(?:'s| is) (?:missing|short|left)|all that is (?:missing|left)|the missing)\b`)
	// poolJoin takes part in the pool that was shown.
	poolJoin = regexp.MustCompile(`(?i)^(?:好[的啊]?|行|可以|嗯|ok|okay|yes|sure)?[，,。 ]*(?:算我|加我|带我|我[也要来拼凑加出]|我这边|拼|凑|加到|改成|改到|再加|多加|\bcount me in\b|\bjoin\b|\b(?:i'?ll |i |we )?(?:take|want|need|join|put|make it|am in|'?m in|will take)\b|\bin for\b|\badd\b|\bfor me\b)`)
	// poolMore makes a number a difference.
	poolMore = regexp.MustCompile(`(?i)再[加来拼凑要]|多加|\b(?:more|another|extra)\b`)
	// poolNow are words of its ending now that name no goods.
	poolNow = regexp.MustCompile(`(?i)现在|马上|立刻|提前|直接|截止|结束|关[掉闭]?|不等了|收[掉了]|成团|下单|\b(?:now|early|right away|finish|stop)\b`)
	// besidePool are words of a pool that name no goods, whatever stands beside them.
	besidePool = regexp.MustCompile(`(?i)\b(?:with|others?|for|i|we|us|me|my|i'll|i'd|take|want|need|like|would|will|to|of|a|an|the|it|this|that|and|please|pls|until|till|by|before|closes?|closing|ends?|ending|at|on|` +
		`let'?s|start|open|make|set up|begin|do|join|in|count|share|is|are|pieces?|pcs|some|anybody|anyone|who|up|together|so|can|could|you|am|'?m|more|another|extra|rest|missing|add|out|off|'?ll|yes|ok|okay|sure)\b|` +
		`和别人|跟别人|和大家|跟大家|找人|别人|大家|谁|有人|一起|截止|结束|之前|以前|为止|[我俺咱]们?|想|要|拿|来|出|算|都|的|了|个|一|吧|呀|啊|哈|这|那|款|发起|开|给|帮|先|再|加|多|到|前|和|跟|与|[\s\pP]+`)
)

// pooling reads what plainly is about ordering together: which pools there are, a proposal with its goods, or a few words behind the pool
// that was just shown. It leads to a card.
func pooling(m *message) (Reading, bool) {
	words := strings.TrimSpace(strings.TrimRight(shape{m}.bareText(), "?？"))
	switch about := poolWords.MatchString(m.text); {
	case len([]rune(m.text)) > mostOfPool || m.pasted() || m.Asked != nil:
	case poolsAsked.MatchString(words):
		return m.reading(Pools{})
	case questions.MatchString(m.text) || howAsked.MatchString(m.text):
	case about, m.Focus.Pool != nil && (poolJoin.MatchString(words) || poolLeft.MatchString(words) || poolRest.MatchString(words) || poolClosed.MatchString(words) || onlyPieces(m, words)):
		p, ok := poolOf(m, m.text)
		if p.Leave && !ok {
			return m.reading(Pools{}) // of which one is meant is shown
		}
		if _, known := m.names.Item(p.Item.Value); ok && (known || p.SKU.Given() || !p.Item.Given()) { // and none to swim in
			return m.reading(p)
		}
	}
	return Reading{}, false
}

// mostOfPool is how many characters words have at most that propose but a pool.
const mostOfPool = 80

// howAsked are words that ask how something is.
var howAsked = regexp.MustCompile(`(?i)怎么|怎样|如何|咋|什么是|会不会|要是|如果|万一|\b(?:how|what if|why|what happens|what is|who)\b`)

// onlyPieces says that words are nothing but a number of pieces.
func onlyPieces(m *message, words string) bool {
	n, _, ok := howMany(m, words)
	return ok && n > 0
}

// poolOf reads a proposal, or taking part; ok is false where nobody knows of what.
func poolOf(m *message, words string) (p Pool, ok bool) {
	rest := words
	beside := []*regexp.Regexp{poolWords, poolDropped, poolLeft, poolRest}
	if poolClosed.MatchString(words) {
		beside = append(beside, poolNow)
	}
	for _, of := range beside {
		rest = of.ReplaceAllStringFunc(rest, func(w string) string { return strings.Repeat(" ", len(w)) })
	}
	v := valuesOf(m, words, rest)
	p = poolTerms(m, words, v.when)
	if v.quantity != "" && poolMore.MatchString(words) {
		p.Step = Up
	}
	p.Close = p.Close && v.quantity == ""
	goods := ""
	if v.sku == "" {
		goods = goodsPooled(m, v.rest)
	}
	return p.of(m, parserOf(m.names).Line(goods, v.sku, v.quantity, besideDraft(m)))
}

// besideDraft is the focus as the rules know it where words are about nothing that is open.
func besideDraft(m *message) rules.Context {
	c := m.context()
	c.Draft, c.Quote, c.Found, c.Reminder = nil, nil, "", false
	return c
}

// poolTerms are what words say of a pool besides its goods; until are those that name its end.
func poolTerms(m *message, words, until string) Pool {
	dropped := poolWords.MatchString(words) && poolDropped.MatchString(words)
	p := Pool{Leave: dropped || poolLeft.MatchString(words), Rest: poolRest.MatchString(words)}
	if until = strings.TrimSpace(poolNow.ReplaceAllString(until, "")); until != "" {
		when := parserOf(m.names).Pickup(until, besideDraft(m))
		p.Until, p.UntilAsked = saidIf(when.When), when.WhenAsked
	}
	p.Close = !p.Leave && !p.Until.Given() && p.UntilAsked == "" && poolClosed.MatchString(words)
	return p
}

// goodsPooled are the words that name goods, beside those of a pool: what is known by its name is not taken apart.
func goodsPooled(m *message, words string) string {
	words = strings.TrimSpace(words)
	if _, known := m.names.Item(words); known {
		return words
	}
	var named []string
	for _, part := range besidePool.Split(words, -1) {
		if part != "" {
			named = append(named, part)
		}
	}
	return strings.Join(named, " ")
}

// of gives a pool its goods: those that were named, else those of the pool that was shown, else those on the card.
func (p Pool) of(m *message, said rules.Line) (Pool, bool) {
	shownPool := m.Focus.Pool
	switch named := said.SKU != "" || said.Item != ""; {
	case !named && shownPool != nil:
		p.Line = m.line(rules.Line{SKU: shownPool.SKU, Quantity: said.Quantity, Unit: said.Unit}).carried("")
		p.ID = carriedIf(shownPool.ID)
	case !named && m.Item != nil && m.Item.SKU != "":
		p.Line = m.line(rules.Line{SKU: m.Item.SKU, Quantity: said.Quantity, Unit: said.Unit}).carried("")
		p.ID = carriedIf(m.Item.ID)
	case !named:
		return p, false
	default:
		p.Line = m.line(said)
	}
	if said.Quantity > 0 { // which is said, whatever carries the goods
		p.Quantity, p.Unit = Said(said.Quantity), saidIf(said.Unit)
	}
	return p, true
}

// closesPool gives the pool that was spoken of just before the time of an act.
func closesPool(c *composer, s stretch) bool {
	n := len(c.commands) - 1
	if n < 0 {
		return false
	}
	p, ok := c.commands[n].(Pool)
	if !ok || p.Until.Given() || p.UntilAsked != "" {
		return false
	}
	slots := c.pickupTime(s)
	p.Until, p.UntilAsked = saidIf(slots.When), slots.WhenAsked
	c.commands[n] = p
	return true
}

// pool composes what an act says of ordering together.
func pool(c *composer, s stretch) {
	if poolsAsked.MatchString(strings.Trim(s.said(), " ?？")) {
		c.add(Pools{})
		return
	}
	p := poolTerms(c.message, s.said(), s.joined("date", "time"))
	mine := cmp.Or(s.last("qty"), s.words("up")) // behind how many there are to be in all
	said, ok := c.parser.Line("", "", mine, c.context), true
	if s.has("item", "attr", "sku") {
		p.Line = c.line(s)
		if said.Quantity > 0 && said.Quantity != p.Quantity.Value {
			p.Quantity = Said(said.Quantity)
		}
	} else {
		p, ok = p.of(c.message, said)
	}
	if s.has("up") {
		p.Step = Up
	}
	if !ok {
		c.add(Pools{}) // of which one is meant is shown
		return
	}
	c.add(p)
}
