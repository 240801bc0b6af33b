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
		c.add(c.showing(Line{SKU: Carried(item.SKU)}))
		return
	}
	words := s.goods()
	slots, _ := c.fill(rules.Find, s)
	f := Find{Text: saidIf(words), PriceMin: saidAt(slots.PriceMin), PriceMax: saidAt(slots.PriceMax)}
	if category, ok := c.names.Category(cmp.Or(s.words("category"), words)); ok {
		f.Category = Said(category)
	}
	if sku := s.words("sku"); sku != "" && words == "" {
		c.add(c.showing(c.line(s)))
		return
	}
	if words == "" && (s.has("sort", "price_max", "price_min", "price", "not") || s.has("more")) && c.ListOf != "" {
		f.Text = Carried(c.ListOf)
	}
	if !f.Text.Given() && !f.PriceMax.Given() && !f.PriceMin.Given() {
		f.Text = saidIf(slots.Text)
	}
	c.named = words
	c.add(f)
}

func (c *composer) show(s stretch) {
	if number, ok := digits(s.words("order_no")); ok {
		c.add(ShowOrder{Said(number)})
		return
	}
	l := c.line(s)
	switch {
	case l.SKU.Given():
		c.add(c.showing(l))
	case l.Item.Given():
		c.add(Find{Text: l.Item})
	default:
		c.add(Find{Text: saidIf(s.goods())})
	}
	c.named = s.goods()
}

// showing asks for an item; several asked for in a row are asked for together.
func (c *composer) showing(l Line) Command {
	l.Quantity, l.Unit = Slot[int]{}, Slot[string]{}
	return Show{Items: []Line{l}}
}

// order takes a line; the lines are put together when the last of them was read.
func (c *composer) order(s stretch) { c.lines = append(c.lines, s) }

// close puts the lines of an order together.
func (c *composer) close() {
	if len(c.lines) == 0 {
		return
	}
	var o Order
	var times []string
	for i, s := range c.lines {
		if s.holdsSeveral() {
			slots, _ := c.fill(rules.Order, s)
			o.Lines = append(o.Lines, c.message.lines(slots.Lines)...)
			o.When = saidIf(slots.When)
			continue
		}
		if words := s.joined("date", "time"); words != "" && s.Act.Name != "sold" {
			times = append(times, words)
		}
		l := c.line(s)
		if !l.Quantity.Given() {
			c.share(&l, c.lines[i+1:])
		}
		if l.Named() || l.Quantity.Given() {
			o.Lines = append(o.Lines, l)
		}
	}
	o.When = saidIf(cmp.Or(o.When.Value, c.parser.When(strings.Join(times, " "), c.context)))
	c.lines = nil
	c.add(o)
}

// holdsSeveral says that a stretch names several goods by their SKUs, each perhaps with its number.
func (s stretch) holdsSeveral() bool {
	n := 0
	for _, r := range s.Roles {
		if r.Name == "sku" {
			n++
		}
	}
	return n > 1
}

// each says that a number holds for every one of the things before it.
var each = regexp.MustCompile(`(?i)各|每[样种个款]|都|\beach\b|\bof (?:both|all)\b|\bapiece\b`)

// share gives a line the number that a later line says for each.
func (c *composer) share(l *Line, later []stretch) {
	for _, s := range later {
		if !s.has("qty") {
			continue
		}
		if each.MatchString(s.said()) {
			said := c.parser.Line(l.Item.Value, l.SKU.Value, s.words("qty"), c.context)
			l.Quantity, l.Unit = saidIf(said.Quantity), saidIf(said.Unit)
		}
		return
	}
}

// line reads the goods of an act and how many of them.
func (c *composer) line(s stretch) Line {
	words, sku := s.goods(), s.words("sku")
	var like string
	origin := IsSaid
	switch item, pointed := c.pointedAt(s); {
	case sku != "":
	case pointed && !s.has("item"):
		sku, origin = item.SKU, IsCarried
		if sku == "" {
			words = item.Item
		}
	case !s.has("item") && words != "" && c.named != "":
		like = words + c.named
	case words == "":
		words = c.named
	}
	said := c.parser.Line(words, sku, s.words("qty"), c.context)
	if like != "" && said.SKU == "" {
		said.SKU, said.Like = c.parser.Line(like, "", "", c.context).SKU, like
	}
	if s.has("item") {
		c.named = s.words("item")
	}
	out := c.message.line(said)
	if origin == IsCarried {
		out = out.carried(words)
	}
	return out
}

// carried is a line whose SKU nobody said: only words that were said name its item.
func (l Line) carried(words string) Line {
	l.Item = saidIf(words)
	if l.SKU.Given() {
		l.SKU.Origin = IsCarried
	}
	return l
}

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
	case c.Reply != nil && c.Reply.Item != nil:
		return *c.Reply.Item, true
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
	`^(?:the\s+|no\.?\s*|number\s+|#)?(first|second|third|fourth|fifth|sixth|\d{1,2})(?:st|nd|rd|th)?(?:\s+(?:one|item))?$`)

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
		} else if r = narrow(r); r >= '0' && r <= '9' {
			figures.WriteRune(r)
		}
	}
	n, err := strconv.ParseInt(figures.String(), 10, 64)
	return n, err == nil
}

// narrow gives the plain figure of a wide one.
func narrow(r rune) rune {
	if r >= '０' && r <= '９' {
		return r - '０' + '0'
	}
	return r
}

// change gives a line of the draft another number, colour or time.
func (c *composer) change(s stretch) {
	if !s.has("qty", "up", "down", "times") && s.has("date", "time") {
		c.when(s)
		return
	}
	line, of := c.drafted(s)
	if s.has("attr", "not") && !s.has("qty", "up", "down", "times") {
		if swapped, ok := c.swapped(s, of); ok {
			c.commands = append(c.commands, swapped...)
			return
		}
	}
	ch := Change{Line: line}
	switch n, by := c.step(s); {
	case by == 0:
	case of.Quantity > 0:
		ch.Quantity, ch.Unit = saidIf(max(0, of.Quantity+by*n)), saidIf(cmp.Or(of.Unit, line.Unit.Value))
	default:
		ch.Quantity, ch.Fewer = saidIf(n), by < 0
	}
	if words := s.words("times"); words != "" && of.Quantity > 0 {
		slots, _ := c.parser.Fill(rules.Change, c.timesOf(words), c.only(of))
		ch.Quantity, ch.Unit = saidIf(slots.Quantity), saidIf(of.Unit)
	}
	if s.has("qty") && ch.Quantity.Said() && ch.Quantity.Value == 0 {
		c.add(Remove{Line{Item: ch.Item, SKU: ch.SKU, ID: ch.ID}})
		return
	}
	c.add(ch)
	if s.has("date", "time") {
		c.when(s)
	}
}

// timesOf is words such as "double" alone, for the rules to read beside a draft of one line.
func (c *composer) timesOf(words string) string { return words }

// only is the context with one line of the draft.
func (c *composer) only(of Item) rules.Context {
	one := c.context
	one.Draft = []rules.Line{{Item: of.Item, SKU: of.SKU, Quantity: of.Quantity, Unit: of.Unit, Also: of.Also}}
	return one
}

// step is by how many a number is to grow (1) or shrink (-1); by is 0 where no difference is said.
func (c *composer) step(s stretch) (n, by int) {
	for role, sign := range map[string]int{"up": 1, "down": -1} {
		if words := s.words(role); words != "" {
			if n, ok := c.parser.Number(words, c.context); ok {
				return n, sign
			}
		}
	}
	return 0, 0
}

// drafted is the line of the draft that an act means, as it was named, and as the draft has it.
func (c *composer) drafted(s stretch) (Line, Item) {
	line := c.line(s)
	if i, ok := c.ofDraft(s); ok {
		of := c.Draft[i]
		if of.SKU != "" {
			counted := c.parser.Line("", of.SKU, s.words("qty"), c.context)
			line.SKU, line.Quantity, line.Unit = Carried(counted.SKU), saidIf(counted.Quantity), saidIf(counted.Unit)
			if named, ok := c.names.SKU(of.SKU); ok && named.ID != 0 {
				line.ID = Assumed(named.ID)
			}
		}
		return line, of
	}
	return line, Item{}
}

// ofDraft gives the place of the draft's line that an act means: by its SKU, its words, its place, or as the only one.
func (c *composer) ofDraft(s stretch) (int, bool) {
	sku, words := s.words("sku"), s.goods()
	if n, ok := ordinalOf(s.words("ref")); ok && words == "" && sku == "" && n <= len(c.Draft) {
		return n - 1, true
	}
	for i, d := range c.Draft {
		if sku != "" && strings.EqualFold(d.SKU, sku) {
			return i, true
		}
	}
	if sku == "" && words != "" {
		if i, ok := c.parser.InDraft(words, c.context); ok {
			return i, true
		}
	}
	return 0, sku == "" && (words == "" || s.has("attr") && !s.has("item")) && len(c.Draft) == 1
}

// swapped puts goods of another colour into the place of a line.
func (c *composer) swapped(s stretch, of Item) ([]Command, bool) {
	slots, ok := c.parser.Swap(s.said(), c.context)
	if !ok {
		return nil, false
	}
	return []Command{
		Remove{c.message.line(rules.Line{Item: slots[0].Item, SKU: slots[0].SKU})},
		Order{Lines: []Line{c.message.line(slots[1])}},
	}, true
}

func (c *composer) remove(s stretch) {
	line, _ := c.drafted(s)
	line.Quantity, line.Unit = Slot[int]{}, Slot[string]{}
	if !line.Named() && s.has("not") {
		line = c.message.line(c.parser.Line(s.words("not"), "", "", c.context))
	}
	c.add(Remove{line})
}

func (c *composer) stock(s stretch) {
	_, by := c.step(s)
	for _, slots := range c.parser.FillAll(rules.Stock, s.said(), c.context) {
		if by != 0 {
			slots.Step = string(stepOf(by))
		}
		c.add(c.command(rules.Command{Name: rules.Stock, Slots: slots}))
		c.named = cmp.Or(s.goods(), slots.SKU)
		return
	}
	st := Stock{Line: c.line(s), Doubtful: doubtfulStock.MatchString(s.said())}
	switch n, by := c.step(s); {
	case by != 0:
		st.Stock, st.Step = Said(n), stepOf(by)
	case st.Quantity.Given():
		st.Stock = Said(st.Quantity.Value)
	}
	st.Quantity = Slot[int]{}
	c.add(st)
}

// namedBefore is the goods named last in the message, as a SKU or as words.
func (c *composer) namedBefore() (sku, item string) {
	if n, ok := c.names.SKU(c.named); ok {
		return n.SKU, ""
	}
	return "", c.named
}

// stepOf is the direction of a difference.
func stepOf(by int) Step {
	if by < 0 {
		return Down
	}
	return Up
}

func (c *composer) price(s stretch) {
	for _, slots := range c.parser.FillAll(rules.Price, s.said(), c.context) {
		if slots.SKU == "" && slots.Item == "" {
			slots.SKU, slots.Item = c.namedBefore()
		}
		c.add(c.command(rules.Command{Name: rules.Price, Slots: slots}))
		return
	}
	c.add(Price{Line: c.line(s), Doubtful: doubtfulPrice.MatchString(s.said())})
}
