package rules

import (
	"cmp"
	"slices"

	"oldhand/integrations/measure"
)

// meaning is a command with what it was read from.
type meaning struct {
	Command
	score float64
	bulk  int32
	last  segment
}

// meanings turns the chosen readings into commands: parts of one thing become one, and what only frames the others goes.
func (m *message) meanings(chosen []choice) []meaning {
	var list []meaning
	for _, c := range chosen {
		if n := len(list) - 1; n >= 0 && c.corrects(list[n]) {
			continue
		}
		if c.skill < 0 {
			if n := len(list) - 1; n >= 0 && list[n].Name == Ask && !m.stopBetween(list[n].last.to, c.from) {
				list[n] = m.longerQuestion(list[n], list[n].upTo(c.segment))
				continue
			}
			list = append(list, meaning{Command{Name: Unknown}, c.score, c.bulk, c.segment})
			continue
		}
		for _, command := range skills[c.skill].build(c.segment) {
			list = m.take(list, meaning{command, c.score, c.bulk, c.segment})
		}
	}
	list = frameless(list)
	m.inherit(list)
	for i := range list {
		m.finish(&list[i].Command)
	}
	return list
}

// corrects says that a reading is nothing but another quantity for what was ordered just before it, "wait, no, 40", and
// puts it right there.
func (c choice) corrects(order meaning) bool {
	n := len(order.Slots.Lines)
	p, said := c.first(numberPiece)
	whole := p.number%one == 0 && p.number > 0
	if order.Name != Change && (order.Name != Order || n == 0) || !said || !whole || !c.has(negation|hold|instead|changeVerb) || c.words+c.skus+c.weights+c.sizes+c.moneys+c.times > 0 || c.numbers != 1 || c.has(how|should) {
		return false
	}
	if order.Name == Change {
		slots := &order.Slots
		of := measure.Goods{Unit: slots.Unit}
		if slots.SKU != "" {
			of = c.skuName(slots.SKU).goods()
		}
		var line Line
		line.count(p, of)
		slots.Quantity, slots.Unit, slots.Dozens = line.Quantity, line.Unit, line.Dozens
		return slots.Step == ""
	}
	line := &order.Slots.Lines[n-1]
	name := c.skuName(line.SKU)
	line.count(p, measure.Goods{Unit: cmp.Or(name.unit, line.Unit), Carton: name.carton})
	return true
}

// inherit lets an order without an item mean what was asked for just before: "any red clips? I'll have 20".
func (m *message) inherit(list []meaning) {
	for i := 1; i < len(list); i++ {
		before, lines := list[i-1].Command, list[i].Slots.Lines
		if list[i].Name == Order && before.Name == Find {
			m.colour(lines, before.Slots.Text)
		}
		if list[i].Name != Order || len(lines) != 1 || lines[0].Item != "" || lines[0].SKU != "" {
			continue
		}
		if before.Name == Find || before.Name == Show {
			lines[0].Item, lines[0].SKU = cmp.Or(before.Slots.Text, before.Slots.SKU), before.Slots.SKU
		}
	}
}

// colour completes lines that say nothing but a colour by what was asked for: "any mugs? 20 red and 10 blue".
func (m *message) colour(lines []Line, item string) {
	for i, l := range lines {
		if said := (orderLine{words: l.Item, sku: l.SKU}).like(item); said.meant != "" {
			lines[i].Like, lines[i].SKU = said.meant, m.item(said.meant).sku
		}
	}
}

// take adds a command, or joins it to the one before.
func (m *message) take(list []meaning, next meaning) []meaning {
	if len(list) == 0 {
		return append(list, next)
	}
	last := &list[len(list)-1]
	if last.Name == Unknown && len(list) > 1 && next.Name != Ask {
		if before := &list[len(list)-2]; joins(before.Command, next.Command) {
			last = before
		}
	}
	switch {
	case last.Name == Change && next.Name == Order && m.drafted(next):
		for _, l := range next.Slots.Lines {
			list = append(list, meaning{Command{Change, Slots{Item: l.Item, SKU: l.SKU, Quantity: l.Quantity, Unit: l.Unit, Dozens: l.Dozens}}, next.score, next.bulk, next.last})
		}
		return list
	case next.Name == Ask && (last.Name == Unknown || last.Name == Ask || last.Name == Find && last.score < 0.6) && last.last.from < next.last.from:
		return append(list[:len(list)-1], m.longerQuestion(*last, next))
	case last.Name == Find && next.Name == Find && attributes.kindOf(next.Slots.Text) != "" && last.Slots.Text != "" && !attributes.all(last.Slots.Text):
		last.Slots.Text += " " + attributes.kindOf(next.Slots.Text)
		return list
	case next.sums(*last):
		return append(list[:len(list)-1], next)
	case last.Name == Order && next.Name == Order && m.sameTime(last, next), joins(last.Command, next.Command):
		last.join(next)
		return list
	case last.Name == Order && next.Name == Order:
		m.sameDay(*last, &next)
	}
	return append(list, next)
}

// sums says that a command tells what there is in all of the goods of the one before, whatever came in: 到货500，一共620.
func (a meaning) sums(before meaning) bool {
	return a.Name == Stock && before.Name == Stock && a.Slots.Step == "" && a.Slots.SKU == before.Slots.SKU && a.Slots.Item == before.Slots.Item
}

// sameTime says that two orders give a day and an hour apart; the first then gets the whole time.
func (m *message) sameTime(a *meaning, b meaning) bool {
	x, first := a.last.when()
	y, second := b.last.when()
	when, ok := x.with(y)
	if !first || !second || !ok {
		return false
	}
	a.Slots.When, a.Slots.WhenAsked, a.Slots.WhenOnly = when.when(m.context.Now), when.asked(m.context.Now), ""
	return true
}

// sameDay gives an order of which nothing but the hour was said the day of the one before it: tomorrow at 9 these, at 2pm those.
func (m *message) sameDay(before meaning, order *meaning) {
	day, first := before.last.when()
	hour, second := order.last.when()
	if !first || !second || !day.dated() || hour.dated() || !hour.hasClock {
		return
	}
	day.hasClock, day.hour, day.minute, day.exact, day.part = true, hour.hour, hour.minute, hour.exact, hour.part
	order.Slots.When, order.Slots.WhenAsked, order.Slots.WhenOnly = day.when(m.context.Now), day.asked(m.context.Now), ""
}

// drafted says that all lines of an order stand in the open draft already, and nothing says that more is wanted: after
// "make the clips 50" the words "and hair ties 10" change a line too.
func (m *message) drafted(order meaning) bool {
	if len(order.Slots.Lines) == 0 || order.Slots.When != "" || order.last.has(orderVerb|more) {
		return false
	}
	for _, l := range order.Slots.Lines {
		known := l.SKU != "" && slices.ContainsFunc(m.context.Draft, func(d Line) bool { return d.SKU == l.SKU })
		if l.Quantity == 0 || !known && !m.inDraft(l.Item).ok {
			return false
		}
	}
	return true
}

// stopBetween says that a sentence ends between two pieces.
func (m *message) stopBetween(from, to int) bool {
	return slices.ContainsFunc(m.pieces[from:max(from, to)], func(p piece) bool { return p.kind == stopPiece })
}

// upTo is the command as if it had been read from a segment.
func (a meaning) upTo(s segment) meaning {
	a.last, a.bulk = s, s.bulk
	return a
}

// longerQuestion lets a question begin with the sentence that leads up to it.
func (m *message) longerQuestion(before, next meaning) meaning {
	whole := m.segment(before.last.from, next.last.to)
	next.Command = buildAsk(whole)[0]
	next.score = max(next.score, before.score)
	next.bulk += before.bulk
	next.last = whole
	return next
}

// joins says that two commands in a row are parts of one.
func joins(a, b Command) bool {
	if a.Name != b.Name {
		return false
	}
	switch a.Name {
	case Order:
		return a.Slots.timeless() || b.Slots.timeless() || a.Slots.When == b.Slots.When || len(b.Slots.Lines) == 0
	case Quote:
		return (a.Slots.To == "" || b.Slots.To == "") && (a.Slots.Weight == nil || b.Slots.Weight == nil)
	case Find:
		return a.Slots.Text == "" || b.Slots.Text == ""
	case Remind:
		return a.Slots.Time == "" || b.Slots.Time == ""
	case Confirm, Cancel, Undo, Orders, Repeat, Help, Greet, Thanks, Chat, Unknown, Snooze, Language:
		return true
	}
	return false
}

// timeless says that no pickup time was said, not even one that must be asked for.
func (s Slots) timeless() bool { return s.When == "" && s.WhenAsked == "" }

func (a *meaning) join(b meaning) {
	s, t := &a.Slots, b.Slots
	s.Lines = append(s.Lines, t.Lines...)
	if s.When == "" {
		s.When, s.WhenOnly = t.When, t.WhenOnly
	}
	s.WhenAsked = cmp.Or(s.WhenAsked, t.WhenAsked)
	s.Text, s.Category = cmp.Or(s.Text, t.Text), cmp.Or(s.Category, t.Category)
	s.To, s.By, s.Time, s.Until = cmp.Or(s.To, t.To), cmp.Or(s.By, t.By), cmp.Or(t.Time, s.Time), cmp.Or(s.Until, t.Until)
	if s.Weight == nil {
		s.Weight = t.Weight
	}
	if s.Size == nil {
		s.Size = t.Size
	}
	if s.Count == 0 {
		s.Count = t.Count
	}
	if s.PriceMin == nil {
		s.PriceMin = t.PriceMin
	}
	if s.PriceMax == nil {
		s.PriceMax = t.PriceMax
	}
	if t.On != nil && !*t.On {
		s.On = t.On
	}
	total := a.bulk + b.bulk
	if total > 0 {
		a.score = (a.score*float64(a.bulk) + b.score*float64(b.bulk)) / float64(total)
	}
	a.bulk, a.last = total, b.last
}

// framing ranks what goes along with other commands.
var framing = map[string]int{Unknown: 0, Greet: 1, Thanks: 1, Chat: 1}

// rank says how much a command matters beside others: one that does something hides those that only frame it.
func (a meaning) rank() int {
	r, frames := framing[a.Name]
	switch {
	case a.Name == Unknown && a.score > outOfScope:
		return 2
	case frames:
		return r
	}
	return 3
}

// outOfScope parts what is surely not oldhand's business from what was merely not understood.
const outOfScope = 0.45

// frameless drops greetings, thanks, chat and what was not understood where something else was wanted, and an "ok"
// that leads up to a further command.
func frameless(list []meaning) []meaning {
	top := 0
	for _, c := range list {
		top = max(top, c.rank())
	}
	kept := list[:0:0]
	for i, c := range list {
		softYes := c.Name == Confirm && !c.last.has(confirmed) && i+1 < len(list) && list[i+1].rank() == 3
		if c.rank() == top && !softYes && !c.addressee(list) {
			kept = append(kept, c)
		}
	}
	if top < 3 && len(kept) > 0 {
		return kept[:1]
	}
	return kept
}

// addressee says that a bare name, beside a parcel and a telephone number, is whom the parcel goes to.
func (a meaning) addressee(list []meaning) bool {
	if a.Name != Find || a.score > 0.72 || a.last.has(findVerb) || !a.last.phoned() {
		return false
	}
	return slices.ContainsFunc(list, func(c meaning) bool { return c.Name == Quote && c.Slots.To != "" })
}

// finish fills what only the whole message tells.
func (m *message) finish(c *Command) {
	if n, ok := m.moreParcels(*c); ok {
		*c = Command{Quote, Slots{Count: n}}
	}
	if c.Name == Quote {
		m.completeQuote(&c.Slots)
	}
	if c.Name == Find && c.Slots.Category == "" {
		c.Slots.Category = m.category(c.Slots.Text)
	}
}
