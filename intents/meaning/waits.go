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

// waitSlots are the slots of commands about waiting, by their names in the contract.
func waitSlots(c Command) (wireSlots, bool) {
	switch c := c.(type) {
	case Notify:
		s := lineSlots(c.Line)
		if s.PriceMax, s.Price = c.PriceMax.Pointer(), c.Down.Pointer(); s.Price != nil {
			s.Step = string(Down)
		}
		return s, true
	case Waits:
		return wireSlots{About: "list"}, true
	case DropWait:
		s := lineSlots(c.Line)
		s.About = "drop"
		return s, true
	}
	return wireSlots{}, false
}

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

// notify has somebody told of goods: those of its roles, else those named before, else those of the card that stands.
func notify(c *composer, s stretch) {
	s = countedIn(c, s)
	named := s.has("item", "attr", "sku", "ref")
	if !named && listing.MatchString(s.said()) {
		c.add(Waits{})
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
