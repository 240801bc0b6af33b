package understand

import (
	"cmp"
	"slices"
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
		if c.skill < 0 {
			list = append(list, meaning{Command{Name: Unknown}, c.score, c.bulk, c.segment})
			continue
		}
		for _, command := range skills[c.skill].build(c.segment) {
			list = m.take(list, meaning{command, c.score, c.bulk, c.segment})
		}
	}
	list = frameless(list)
	inherit(list)
	for i := range list {
		m.finish(&list[i].Command)
	}
	return list
}

// inherit lets an order without an item mean what was asked for just before: "any red clips? I'll have 20".
func inherit(list []meaning) {
	for i := 1; i < len(list); i++ {
		before, lines := list[i-1].Command, list[i].Slots.Lines
		if list[i].Name != Order || len(lines) != 1 || lines[0].Item != "" || lines[0].SKU != "" {
			continue
		}
		if before.Name == Find || before.Name == Show {
			lines[0].Item, lines[0].SKU = cmp.Or(before.Slots.Text, before.Slots.SKU), before.Slots.SKU
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
			list = append(list, meaning{Command{Change, Slots{Item: l.Item, SKU: l.SKU, Quantity: l.Quantity, Unit: l.Unit}}, next.score, next.bulk, next.last})
		}
		return list
	case next.Name == Ask && (last.Name == Unknown || last.Name == Ask || last.Name == Find && last.score < 0.6) && last.last.from < next.last.from:
		return append(list[:len(list)-1], m.longerQuestion(*last, next))
	case joins(last.Command, next.Command):
		last.join(next)
		return list
	}
	return append(list, next)
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
		return a.Slots.When == "" || b.Slots.When == "" || a.Slots.When == b.Slots.When || len(b.Slots.Lines) == 0
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

func (a *meaning) join(b meaning) {
	s, t := &a.Slots, b.Slots
	s.Lines = append(s.Lines, t.Lines...)
	s.When = cmp.Or(s.When, t.When)
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

// rank says how much a command matters beside others: one that does something hides those that only frame it.
var rank = map[string]int{Unknown: 0, Greet: 1, Thanks: 1, Chat: 1}

func rankOf(name string) int {
	if r, ok := rank[name]; ok {
		return r
	}
	return 2
}

// frameless drops greetings, thanks, chat and what was not understood where something else was wanted, and an "ok"
// that leads up to a further command.
func frameless(list []meaning) []meaning {
	top := 0
	for _, c := range list {
		top = max(top, rankOf(c.Name))
	}
	kept := list[:0:0]
	for i, c := range list {
		softYes := c.Name == Confirm && !c.last.has(confirmed) && i+1 < len(list) && rankOf(list[i+1].Name) == 2
		if rankOf(c.Name) == top && !softYes {
			kept = append(kept, c)
		}
	}
	if top == 1 {
		return kept[:1]
	}
	return kept
}

// finish fills what only the whole message tells.
func (m *message) finish(c *Command) {
	if c.Name == Quote {
		m.completeQuote(&c.Slots)
	}
	if c.Name == Find && c.Slots.Category == "" {
		c.Slots.Category = m.category(c.Slots.Text)
	}
}
