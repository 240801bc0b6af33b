package meaning

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/rules"
)

func (c *composer) find(s stretch) {
	if item, ok := c.pointedAt(s); ok && !s.has("item", "category") {
		c.add(showing(Line{SKU: Carried(item.SKU)}))
		return
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
