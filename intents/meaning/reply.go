package meaning

import (
	"cmp"
	"reflect"
	"regexp"
	"slices"

	"oldhand/integrations/measure"
)

// A reply says what its words are about, however old the message is that it replies to: where the words leave that open, it
// is what that message showed, and nothing else.

// throughReply is the context as it is seen through the reply: what was shown and asked last is what the message replied to
// has shown and asked, just now.
func (c Context) throughReply() Context {
	if c.Reply == nil || reflect.ValueOf(*c.Reply).IsZero() {
		c.Reply = nil
		return c
	}
	seen := *c.Reply
	seen.Reply = c.Reply
	seen.Fresh = len(seen.List) > 0
	if len(seen.Draft) > 0 {
		seen.Edited = c.Edited
	}
	seen.Reminder = seen.Reminder || !seen.ReminderAt.IsZero()
	if q := seen.Quote; q != nil && c.Quote != nil && q.Made != 0 && q.Made == c.Quote.Made {
		now := *q
		now.Sent = c.Quote.Sent // what became of it since
		seen.Quote = &now
	}
	if seen.Parcel != nil {
		p := *seen.Parcel
		p.At, seen.Parcel = c.Now, &p
	}
	if seen.Asked != nil {
		a := *seen.Asked
		a.At, seen.Asked = c.Now, &a
	}
	c.Focus = seen
	return c
}

// numberInReply reads a number alone: a line of the list replied to, or so many of the goods.
func (m *message) numberInReply() (Reading, bool) {
	if m.Reply == nil || m.Asked != nil || len(m.Draft) > 0 {
		return Reading{}, false
	}
	n, ok := measure.ParseIndex(m.bare())
	if !ok || n <= 0 {
		return Reading{}, false
	}
	if item, ok := m.at(n); ok && m.Item == nil {
		return m.reading(Show{Items: []Line{shown(item)}})
	}
	if m.Item == nil && len(m.List) == 0 && (m.Focus.Order == nil || len(m.Focus.Order.Items) == 0) {
		return Reading{}, false
	}
	return m.reading(Order{Lines: []Line{{Quantity: Said(n)}}})
}

// priceAsked is how people ask for a price and name nothing.
var priceAsked = regexp.MustCompile(`(?i)^(?:and\s+|so\s+)?(?:how\s+much|what(?:\s+is|'s)?\s+the\s+price|what\s+(?:does|do|did|will)\s+(?:it|this|that|they|these|those)\s+cost|price|cost)` +
	`(?:\s+(?:is|are|was|were|for))?(?:\s+(?:it|this|that|they|these|those))?(?:\s+(?:one|now|again))*$|` +
	`^(?:那|现在|这个|那个|这些|这款|它)*的?(?:运费|快递费|邮费|价格|价钱)?(?:要|是|卖)?(?:多少钱?|什么价格?|啥价|几块钱?|几元|怎么卖|价格|运费)(?:一?[个件单])?(?:呢|啊|呀|来着|了)?$`)

// priceInReply reads "how much" said to what was shown before: it is shown again, at today's price.
func (m *message) priceInReply() (Reading, bool) {
	if m.Reply == nil || !priceAsked.MatchString(m.bare()) {
		return Reading{}, false
	}
	switch {
	case m.Item != nil:
		return m.reading(Show{Items: []Line{shown(*m.Item)}})
	case m.Quote != nil:
		return m.reading(Quote{To: carriedIf(m.Quote.To), Code: carriedIf(m.Quote.Code), Weight: carriedIf(m.Quote.Weight)})
	case len(m.List) > 0:
		var lines []Line
		for _, i := range m.List {
			lines = append(lines, shown(i))
		}
		return m.reading(Show{Items: lines})
	case len(m.Draft) > 0:
		return m.reading(Order{})
	case m.Focus.Order != nil:
		return m.reading(ShowOrder{Carried(m.Focus.Order.All()[0])})
	case m.Parcel != nil:
		return m.reading(Report{Number: Carried(m.Parcel.Number), On: m.Now})
	}
	return Reading{}, false
}

// shown is a line of an item that was shown.
func shown(i Item) Line { return Line{SKU: carriedIf(i.SKU), ID: carriedIf(i.ID)} }

// All are the numbers of all orders placed by the tap.
func (p *Placed) All() []int64 {
	if len(p.Numbers) > 0 {
		return p.Numbers
	}
	return []int64{p.Number}
}

// inReply binds what a reading leaves open to what the message replies to.
func (m *message) inReply(r Reading) Reading {
	if m.Reply != nil {
		r.Commands = binding{m}.boundAll(r.Commands)
	}
	return r
}

// binding binds commands to what their message replies to.
type binding struct{ *message }

func (m binding) boundAll(commands []Command) []Command {
	bound := slices.Clone(commands)
	for i, c := range bound {
		bound[i] = m.bound(c)
	}
	return bound
}

func (m binding) bound(c Command) Command {
	switch c := c.(type) {
	case Undo:
		if !m.Edited.IsZero() {
			return c
		}
		return m.takesBack()
	case Cancel:
		return m.takesBack()
	case Repeat:
		c.Of = m.Focus.Order
		return c
	case Find:
		if !c.Text.Given() && !c.Category.Given() && !c.SKU.Given() {
			c.Text = carriedIf(m.ListOf) // a limit alone
		}
		return c
	case Order:
		return m.boundOrder(c)
	case Change:
		c.Line = m.boundLine(c.Line)
		return m.unlessPlaced(c, c.Line)
	case Remove:
		c.Line = m.boundLine(c.Line)
		return m.unlessPlaced(c, c.Line)
	case Notify:
		c.Line = m.boundLine(c.Line)
		return c
	case DropWait:
		c.Line = m.boundLine(c.Line)
		return c
	case Answer:
		c.Otherwise = m.boundAll(c.Otherwise)
		return c
	case VoidOrder:
		if c.Number.Origin == IsCarried {
			return m.takesBack()
		}
		c.Otherwise = m.boundAll(c.Otherwise)
		return c
	}
	return m.boundParcel(c)
}

// boundParcel binds commands about parcels.
func (m binding) boundParcel(c Command) Command {
	switch c := c.(type) {
	case Ship:
		if q, ok := m.ofOrder(Quote{Courier: c.Courier}); ok {
			return q
		}
		c.Of = m.parcelMeant()
		return c
	case Quote:
		if q, ok := m.ofOrder(c); ok {
			return q
		}
		c.Of = m.parcelMeant()
		return c
	case QuoteGoods:
		if o := m.Focus.Order; !c.Number.Given() && o != nil {
			c.Number, c.With = Carried(o.All()[0]), o.All()[1:]
		}
		return c
	case Report:
		if !c.Number.Given() && m.Parcel != nil {
			c.Number = Carried(m.Parcel.Number)
		}
		c.Otherwise = m.boundAll(c.Otherwise)
		return c
	case Keep:
		c.Otherwise = m.boundAll(c.Otherwise)
		return c
	}
	return c
}

// takesBack is an undo or a cancel of what the message replies to. Where that is nothing to be taken back, nothing else is,
// and the orders are listed.
func (m binding) takesBack() Command {
	switch o, p := m.Focus.Order, m.Parcel; {
	case len(m.Draft) > 0:
		return Cancel{}
	case o != nil:
		return VoidOrder{Number: Carried(o.All()[0]), With: o.All()[1:]}
	case p != nil:
		return UndoParcel{Carried(p.Number)}
	case m.Quote != nil && m.Quote.Sent != 0:
		return UndoParcel{Carried(m.Quote.Sent)}
	case m.Item != nil:
		return Remove{shown(*m.Item)}
	}
	return Orders{}
}

// boundOrder gives lines without a name the goods that were replied to.
func (m binding) boundOrder(c Order) Order {
	c.Lines = slices.Clone(c.Lines)
	for i, l := range c.Lines {
		c.Lines[i] = m.boundLine(l)
	}
	c.Among = nil
	if o := m.Focus.Order; o != nil {
		c.Among = slices.Clone(o.Items)
	}
	for _, i := range m.List {
		if i.ID != 0 {
			c.Among = append(c.Among, i.ID)
		}
	}
	return c
}

// boundLine is a line of the one item that was replied to, if it names none itself.
func (m binding) boundLine(l Line) Line {
	item := m.Item
	if item == nil && len(m.List) == 1 {
		item = &m.List[0]
	}
	if item == nil || l.Named() && l.SKU != Carried(item.SKU) {
		return l
	}
	of := shown(*item)
	l.SKU, l.ID = of.SKU, of.ID
	if named, ok := m.names.SKU(item.SKU); ok {
		l.ID.Value = cmp.Or(l.ID.Value, named.ID)
		l.ID = carriedIf(l.ID.Value)
	}
	return l
}

// unlessPlaced is a change of the open draft, unless the message replies to an order that was placed: that is shown, with
// what can still be done about it.
func (m binding) unlessPlaced(c Command, l Line) Command {
	if o := m.Focus.Order; o != nil && !l.Named() {
		return ShowOrder{Carried(o.All()[0])}
	}
	return c
}

// ofOrder is a quote for the goods of the order that the message replies to.
func (m binding) ofOrder(q Quote) (QuoteGoods, bool) {
	o := m.Focus.Order
	if o == nil || m.Quote != nil {
		return QuoteGoods{}, false
	}
	return QuoteGoods{Number: Carried(o.All()[0]), With: o.All()[1:], Quote: q}, true
}

// parcelMeant is the parcel that the message replies to; where it replies to something else, one of which nothing is known,
// and never the one priced last.
func (m binding) parcelMeant() *Priced {
	if m.Quote == nil {
		return &Priced{}
	}
	return m.Quote
}
