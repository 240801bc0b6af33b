package meaning

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/rules"
)

func (c *composer) find(s stretch) {
	if item, ok := c.pointedAt(s); ok && !s.has("item", "category") {
		c.add(showing(Line{SKU: Carried(item.SKU)}))
		return
	}
	if len(c.Draft) > 0 && !s.has("item", "category", "sku", "not", "sort", "price", "price_min", "price_max") {
		if l := c.line(s); l.SKU.Given() { // of the goods on the card in another colour
			c.add(showing(l))
			return
		}
	}
	words := bareGoods(s.goods())
	slots, _ := c.fill(rules.Find, s)
	f := Find{Text: saidIf(words), PriceMin: saidAt(slots.PriceMin), PriceMax: saidAt(slots.PriceMax)}
	if category, ok := c.names.Category(cmp.Or(s.words("category"), words)); ok {
		f.Category = Said(category)
	}
	if sku := s.words("sku"); sku != "" && words == "" {
		c.add(showing(c.line(s)))
		return
	}
	if words == "" && s.has("sort", "price_max", "price_min", "price", "not") && c.ListOf != "" {
		f.Text = Carried(c.ListOf)
	}
	if !f.Text.Given() {
		f.Text = saidIf(slots.Text)
	}
	c.named = words
	if s.has("item") {
		c.head = s.goodsName()
	}
	if f = (narrowing{c.message}).narrowed(f, s.said()); !f.Not.Given() {
		f.Not = saidIf(s.joined("not"))
	}
	c.add(f)
}

// aroundGoods is what stands around the name of goods in a search and is none of it.
var aroundGoods = regexp.MustCompile(`(?i)^(?:(?:all the|an?|the|some|any)\s+|下)|(?:\s+(?:stuff|things?)|的(?:东西|東西)?)$`)

// bareGoods is the name of goods without what only stands around it; all of it where nothing else is left.
func bareGoods(words string) string { return cmp.Or(aroundGoods.ReplaceAllString(words, ""), words) }

func (c *composer) show(s stretch) {
	if number, ok := digits(s.words("order_no")); ok {
		c.add(ShowOrder{Said(number)})
		return
	}
	if s.holdsSeveral() {
		var items []Line
		for _, r := range s.Roles {
			if r.Name == "sku" {
				items = append(items, c.message.line(c.parser.Line("", s.text[r.From:r.To], "", c.context)).bareSKU())
			}
		}
		c.add(Show{Items: items})
		return
	}
	l := c.line(s)
	switch {
	case l.SKU.Given():
		c.add(showing(l))
	case l.Item.Given():
		c.add(Find{Text: l.Item})
	default:
		c.add(Find{Text: saidIf(cmp.Or(s.goods(), pointingEnd.ReplaceAllString(s.words("ref"), "")))})
	}
	c.named = s.goods()
}

// pointingEnd is what words that point at goods by what they are like end with: 月亮那款, the moon one.
var pointingEnd = regexp.MustCompile(`(?i)(?:[这那]?[个款种条只件]|\s+ones?)$`)

// showing asks for an item; several asked for in a row are asked for together.
func showing(l Line) Command {
	return Show{Items: []Line{l.bareSKU()}}
}

// bareSKU is a line of nothing but its SKU.
func (l Line) bareSKU() Line { return Line{SKU: l.SKU, ID: l.ID} }

// pointedAt gives the item that an act points at: one of the list by its place or by words that only its name has, the only
// one, or the one whose card was shown.
func (c *composer) pointedAt(s stretch) (Item, bool) {
	if s.has("sku") {
		return Item{}, false
	}
	ref := s.words("ref")
	if n, ok := ordinalOf(ref); ok && len(c.List) > 0 {
		return c.at(n)
	}
	if last.MatchString(ref) && len(c.List) > 0 {
		return c.List[len(c.List)-1], true
	}
	if item, ok := c.listed(s); ok {
		return item, true
	}
	if s.has("item") || ref == "" && s.has("attr", "category") {
		return Item{}, false
	}
	switch {
	case c.Focus.Item != nil:
		return *c.Focus.Item, true
	case len(c.List) == 1:
		return c.List[0], true
	}
	return Item{}, false
}

// listed gives the one item of the list, if it still stands last, whose name has most of the words of an act.
func (c *composer) listed(s stretch) (found Item, ok bool) {
	words := cmp.Or(s.goods(), s.words("ref"))
	if !c.Fresh || words == "" {
		return Item{}, false
	}
	most := 0
	for _, i := range c.List {
		switch n := shared(words, i.Item+" "+i.Also); {
		case n > most:
			found, most, ok = i, n, true
		case n == most:
			ok = false
		}
	}
	return found, ok
}

// shared counts the words of the one text that stand in the other, each Chinese pair of characters being one.
func shared(words, name string) (n int) {
	terms := text.Terms(name)
	for _, term := range text.Content(words) {
		if slices.Contains(terms, term) {
			n++
		}
	}
	return n
}

var ordinalWords = regexp.MustCompile(`(?i)^(?:第\s*)?([一二两三四五六七八九十\d]{1,3})\s*(?:[个款种号样条件只双]|那个|的)?[的那]?$|` +
	`^(?:the\s+|no\.?\s*|number\s+|#)?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2})(?:st|nd|rd|th)?(?:\s+(?:one|item))?$`)

// last counts from the end of a list.
var last = regexp.MustCompile(`(?i)^最后|^末|后一个|\blast\b`)

// ordinalOf reads words that count a line: 第二个, "the 2nd one", 3.
func ordinalOf(words string) (int, bool) {
	match := ordinalWords.FindStringSubmatch(strings.TrimSpace(words))
	if match == nil {
		return 0, false
	}
	return measure.ParseIndex(cmp.Or(match[1], strings.ToLower(match[2])))
}

// digits reads a number of an order or a parcel.
func digits(words string) (int64, bool) {
	var figures strings.Builder
	for _, r := range words {
		if n, ok := measure.HanDigit(string(r)); ok {
			figures.WriteString(strconv.Itoa(n))
		} else if r = text.FoldRune(r); r >= '0' && r <= '9' {
			figures.WriteRune(r)
		}
	}
	n, err := strconv.ParseInt(figures.String(), 10, 64)
	return n, err == nil
}

// stock tells what is on the shelf, what came or went. Which goods and which number the roles say; a word such as "sold out"
// that is a number the rules read.
func (c *composer) stock(s stretch) {
	slots, _ := c.fill(rules.Stock, s)
	st := Stock{Line: c.told(s, slots), Stock: saidAt(slots.Stock), Step: Step(slots.Step), When: saidIf(slots.When), Doubtful: doubtfulStock.MatchString(s.said())}
	switch n, by := c.step(s); {
	case by != 0:
		st.Stock, st.Step = Said(n), stepOf(by)
	case st.Quantity.Given() && !st.Stock.Given():
		st.Stock = Said(st.Quantity.Value)
	}
	st.Quantity, st.Unit = Slot[int]{}, Slot[string]{}
	c.add(st)
}

// price tells what goods cost, or by how much that goes up or down.
func (c *composer) price(s stretch) {
	slots, _ := c.fill(rules.Price, s)
	p := Price{Line: c.told(s, slots), Price: saidAt(slots.Price), Step: Step(slots.Step), Doubtful: doubtfulPrice.MatchString(s.said())}
	for role, step := range map[string]Step{"price": p.Step, "up": Up, "down": Down} {
		if fen, ok := c.parser.Money(s.words(role), c.context); ok {
			p.Price, p.Step = Said(fen), step
		}
	}
	p.Quantity, p.Unit = Slot[int]{}, Slot[string]{}
	c.add(p)
}

// told are the goods that something is told of: those of the roles, else those that the rules read, else those named before.
func (c *composer) told(s stretch, slots rules.Slots) Line {
	defer func() { c.named = cmp.Or(s.words("sku"), s.goods(), slots.SKU, slots.Item, c.named) }()
	switch {
	case s.has("item", "attr", "sku", "ref"):
		return c.line(s)
	case slots.SKU != "" || slots.Item != "":
		return c.message.line(rules.Line{Item: slots.Item, SKU: slots.SKU})
	}
	if n, ok := c.names.SKU(c.named); ok {
		return c.message.line(rules.Line{SKU: n.SKU})
	}
	return c.message.line(rules.Line{Item: c.named})
}

// stepOf is the direction of a difference.
func stepOf(by int) Step {
	if by < 0 {
		return Down
	}
	return Up
}

// Words that say which of the goods found stand first.
var (
	byPrice  = regexp.MustCompile(`(?i)\b(?:sort|sorted|order|ordered|rank|ranked) by price\b|按价[格钱]?(?:排|看|列)`) // the cheapest first, unless said otherwise
	cheapest = regexp.MustCompile(`(?i)\b(?:cheapest|lowest[ -]priced?|lowest|least expensive|least costly|most affordable|cheap(?:est)? first|cheap(?:est)? to (?:most )?(?:expensive|dear(?:est)?)|low(?:est)? to high(?:est)?)\b|最便宜|最低价|价格?最低|最低的?价|从便宜到贵|便宜的?(?:排|在)前|(?:从|由)低到高`)
	dearest  = regexp.MustCompile(`(?i)\b(?:dearest|priciest|highest[ -]priced?|most expensive|most costly|expensive first|(?:expensive|dear(?:est)?) to cheap(?:est)?|high(?:est)? to low(?:est)?)\b|最贵|最高价|价格?最高|从贵到便宜|贵的?(?:排|在)前|(?:从|由)高到低`)
)

// Ways to say what is not wanted: the first group is what is, the second what is not. Where nothing stands for the first, the
// goods are named with what tells them apart: no red mugs.
var exclusions = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^(.*\S)\s+(?:that|which)\s+(?:is|are)(?:n'?t|\s+not)\s+(\S.*)$`),
	regexp.MustCompile(`(?i)^(.*\S)[\s,]+(?:but\s+)?(?:except(?:\s+for)?|excluding|without|other than|besides|minus|but(?:\s+not|\s+no)?)\s+(?:the\s+|any\s+)?(\S.*)$`),
	regexp.MustCompile(`(?i)^(.*\S)?\s*\b(?:anything but|everything but|all but|no|not)\s+(?:the\s+|any\s+)?(\S.*)$`),
	regexp.MustCompile(`(?i)^(.*\S)\s+-([a-z]+)$`),
	regexp.MustCompile(`^(.+?)[\s，,、]+(.+?)(?:的)?除外$`),
	regexp.MustCompile(`^()(?:除了|除)(.+?)(?:以外|之外|外)?(?:的|都行|都可以|，|,)*$`),
	regexp.MustCompile(`^(.*?)[\s，,]*(?:不要|不带|别要|不含)(.+)$`),
}

// Other ways, in which what is not wanted stands first.
var exclusionsFirst = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^(\S+)\s+(.*\S)\s+not$`),
	regexp.MustCompile(`^(?:除了|除)(.+?)(?:以外|之外|外)(?:的|，|,)?(.+)$`),
	regexp.MustCompile(`^(.+?)(?:以外|之外)的?(.+)$`),
}

var (
	non       = regexp.MustCompile(`(?i)^non[- ]([a-z]+)\s+(\S.*)$`)
	lackingIt = regexp.MustCompile(`^没有?带?([^的]+)的(.+[^吗么的])$`)
)

// asking are words that look like a refusal and ask: do you want or not.
var asking = regexp.MustCompile(`(?i)\bor not\b|\bwhy not\b|要不要|带不带`)

// excluded gives what is wanted and what is not; ok is false where nothing is refused.
func excluded(words string) (wanted, not string, ok bool) {
	if asking.MatchString(words) {
		return "", "", false
	}
	for _, re := range exclusionsFirst {
		if found := re.FindStringSubmatch(words); found != nil {
			return found[2], found[1], true
		}
	}
	for _, re := range exclusions {
		if found := re.FindStringSubmatch(words); found != nil {
			return found[1], found[2], true
		}
	}
	if found := non.FindStringSubmatch(words); found != nil && rules.AreColours(found[1]) { // non-slip is what goods are
		return found[2], found[1], true
	}
	if found := lackingIt.FindStringSubmatch(words); found != nil && !rules.AreColours(found[1]) { // 没有红色的发夹 asks for them
		return found[2], found[1], true
	}
	return "", "", false
}

// narrowing is a message in which goods are searched for.
type narrowing struct{ *message }

// trailing are words behind what is not wanted that say nothing of it.
var trailing = regexp.MustCompile(`(?i)(?:\s+(?:ones?|please|pls|thanks)|的|了|吗|呢|哈|\pP|\s)+$`)

// narrowed is a search for goods as the words of it say which are not wanted, and which stand first. A number in what is not
// wanted is a limit of the price, which is read elsewhere.
func (m narrowing) narrowed(f Find, words string) Find {
	switch {
	case dearest.MatchString(words):
		f.Order = Said("dearest")
	case cheapest.MatchString(words):
		f.Order = Said("cheapest")
	case byPrice.MatchString(words):
		f.Order = Said("cheapest")
	}
	if broken(f.Text.Value, words) { // of a superlative the end was taken for goods: pri|ciest scarf
		f.Text = saidIf(cmp.Or(m.looked(dearest.ReplaceAllString(cheapest.ReplaceAllString(words, " "), " ")), f.Text.Value))
	}
	words = strings.TrimRight(words, " ?？!！.。~")
	wanted, not, ok := excluded(words)
	not = trailing.ReplaceAllString(not, "")
	if !ok || not == "" || strings.ContainsFunc(not, unicode.IsNumber) {
		return f
	}
	f.Not = Said(not)
	switch text := m.looked(wanted); {
	case text != "":
		f.Text = Said(text)
	case m.Fresh && m.ListOf != "" && !m.knows(not):
		f.Text = Carried(m.ListOf)
	default:
		f.Text = Slot[string]{}
	}
	return f
}

// broken says that a name begins or ends within a Latin word of some words.
func broken(name, words string) bool {
	at := strings.Index(words, name)
	to := at + len(name)
	return name != "" && at >= 0 && (at > 0 && isLetter(words[at-1]) && isLetter(name[0]) || to < len(words) && isLetter(words[to]) && isLetter(name[len(name)-1]))
}

// superlative is the search for the cheapest or dearest of goods that words name, whatever else they seem to be about.
func (m narrowing) superlative() (Find, bool) {
	if !cheapest.MatchString(m.text) && !dearest.MatchString(m.text) {
		return Find{}, false
	}
	goods := m.looked(dearest.ReplaceAllString(cheapest.ReplaceAllString(m.text, " "), " "))
	if goods == "" || !m.names.Goods(goods) {
		return Find{}, false
	}
	return m.narrowed(Find{Text: Said(goods)}, m.text), true
}

// looked are the goods that words look for, as the rules read them; "" for words that name none.
func (m narrowing) looked(words string) string {
	if !strings.ContainsFunc(words, unicode.IsLetter) {
		return ""
	}
	for _, c := range m.understand(words, m.context()).Commands {
		if c.Name == rules.Find {
			return c.Slots.Text
		}
	}
	return ""
}

// knows says that words name goods of the catalogue, or a kind of them.
func (m narrowing) knows(words string) bool {
	_, item := m.names.Item(words)
	_, category := m.names.Category(words)
	return item || category
}

var (
	// changedBy is how people ask who changed something, or what became of it.
	changedBy = regexp.MustCompile(`(?i)谁(?:给|把|又|去|来)?.{0,8}?(?:改|动|调|涨|降|加|减)(?:了|过|的)?|(?:是)?谁.{0,2}(?:改|动|调|涨|降|加|减)的?|(?:改价|价格|库存|变动|改动|修改|更改)的?(?:记录|历史)|` +
		`什么时候(?:改|调|涨|降)(?:的|了)?价|\bwho\b.{0,16}?\b(?:changed?|set|raised?|lowered?|edit(?:ed)?|touch(?:ed)?|update[sd]?)\b|\b(?:price|stock|item|change) (?:history|log)\b|` +
		`\bhistory of\b|\bwhat(?:'s| has| did)? happen(?:ed)? (?:to|with)\b|\bwhen (?:did|was|were)\b.*?\bchanged?\b`)
	ofPrices = regexp.MustCompile(`(?i)价|\bpric|\bcost`)
	ofShelf  = regexp.MustCompile(`(?i)库存|存货|数量|\bstock\b|\bshelf\b|\bquantit`)
	// besideChanged are words beside it that name no goods.
	besideChanged = regexp.MustCompile(`(?i)\b(?:the|of|to|for|on|in|its?|this|that|prices?|stock|please|pls|did|was|were|has|been|last)\b|价格?|库存|存货|数量|这个|那个|上次|最近|的|了|过|吗|呢|把|是|[\s\pP]+`)
)

// itemHistory reads who changed the price or the stock of goods: a SKU, goods that are known by name, or those whose card was shown.
func itemHistory(m *message) (Reading, bool) {
	if !changedBy.MatchString(m.text) || orderNumber.MatchString(m.text) {
		return Reading{}, false
	}
	out := History{}
	for _, p := range m.pieces() {
		if p.Kind == rules.SKUPiece {
			out.Line = m.line(parserOf(m.names).Line("", m.text[p.From:p.To], "", m.context()))
			break
		}
	}
	rest := strings.TrimSpace(besideChanged.ReplaceAllString(changedBy.ReplaceAllString(m.text, " "), " "))
	switch named, known := m.names.Item(rest); {
	case out.Named():
	case rest == "" && m.Item != nil && m.Item.SKU != "":
		out.Line = shown(*m.Item)
	case known:
		out.Line = Line{Item: Said(rest), SKU: Assumed(named.SKU), ID: slotIf(named.ID, IsAssumed)}
	default:
		return Reading{}, false
	}
	switch prices, shelf := ofPrices.MatchString(m.text), ofShelf.MatchString(m.text); {
	case prices && !shelf:
		out.Of = Said(Prices)
	case shelf && !prices:
		out.Of = Said(Shelf)
	}
	return m.reading(out)
}
