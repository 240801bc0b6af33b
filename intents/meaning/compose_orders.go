package meaning

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"oldhand/intents/meaning/rules"
)

// order takes a line; the lines are put together when the last of them was read.
func (c *composer) order(s stretch) { c.lines = append(c.lines, s) }

// close puts the lines of an order together.
func (c *composer) close() {
	if len(c.lines) == 0 {
		return
	}
	var o Order
	var times []string
	c.lines = parted(c.lines)
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

// parted gives stretches with one number of pieces each: where one holds several numbers, what belongs to each of them is a
// line of its own, whether people name goods or numbers first.
func parted(lines []stretch) (out []stretch) {
	for _, s := range lines {
		roles := s.Roles
		counts := func(r Role) bool { return r.Name == "qty" }
		first := slices.IndexFunc(roles, counts)
		if first < 0 || !slices.ContainsFunc(roles[first+1:], counts) {
			out = append(out, s)
			continue
		}
		for len(roles) > 0 {
			end := slices.IndexFunc(roles, counts) + 1
			if first == 0 {
				end = slices.IndexFunc(roles[1:], counts) + 1
			}
			if end <= 0 || !slices.ContainsFunc(roles[end:], counts) {
				end = len(roles)
			}
			part := s
			part.Roles = roles[:end]
			part.From, part.To = roles[0].From, roles[end-1].To
			out, roles = append(out, part), roles[end:]
		}
	}
	return out
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
		slots, _ := c.parser.Fill(rules.Change, words, c.only(of))
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
