package meaning

import (
	"regexp"
	"slices"
	"strings"

	"oldhand/intents/meaning/rules"
)

// command gives a command of the rules its type.
func (m *message) command(c rules.Command) Command {
	s := c.Slots
	switch c.Name {
	case rules.Find:
		return Find{Text: saidIf(s.Text), SKU: saidIf(s.SKU), Category: saidIf(s.Category), PriceMin: saidAt(s.PriceMin), PriceMax: saidAt(s.PriceMax)}
	case rules.Show:
		return Show{Items: []Line{m.line(rules.Line{SKU: s.SKU})}}
	case rules.Order:
		return Order{Lines: m.lines(s.Lines), When: saidIf(s.When), WhenAsked: s.WhenAsked, WhenOnly: s.WhenOnly}
	case rules.Change:
		return Change{Line: m.slotsLine(s), Fewer: s.Step == rules.Less, When: saidIf(s.When)}
	case rules.Remove:
		return Remove{m.slotsLine(s)}
	case rules.Cancel:
		return m.cancel()
	case rules.Undo:
		return m.undo()
	case rules.Quote:
		return m.completed(m.quote(s))
	case rules.Ship:
		return m.ship(s)
	case rules.Remind:
		return Remind{On: saidAt(s.On), Time: saidIf(s.Time), Day: saidIf(s.When), About: s.About}
	case rules.Snooze:
		return Snooze{Until: saidIf(s.Until), Note: m.snoozed()}
	case rules.Stock:
		return Stock{Line: m.slotsLine(s), Stock: saidAt(s.Stock), Step: Step(s.Step), When: saidIf(s.When), Doubtful: doubtfulStock.MatchString(m.text)}
	case rules.Price:
		return Price{Line: m.slotsLine(s), Price: saidAt(s.Price), Step: Step(s.Step), Doubtful: doubtfulPrice.MatchString(m.text)}
	case rules.Chat:
		if s.About == rules.AboutWaiting && len(m.Draft) > 0 {
			return Waiting{}
		}
		return Chat{}
	}
	return simple(c)
}

// simple are the commands with one slot or none.
func simple(c rules.Command) Command {
	switch s := c.Slots; c.Name {
	case rules.Confirm:
		return Confirm{}
	case rules.Orders:
		return Orders{}
	case rules.Repeat:
		return Repeat{}
	case rules.Ask:
		return Ask{saidIf(s.Question)}
	case rules.Tip:
		return Tip{saidIf(s.Text)}
	case rules.Language:
		return Language{saidIf(s.To)}
	case rules.Help:
		return Help{}
	case rules.Greet:
		return Greet{}
	case rules.Thanks:
		return Thanks{}
	}
	return Unknown{}
}

func (m *message) lines(said []rules.Line) []Line {
	lines := make([]Line, len(said))
	for i, l := range said {
		lines[i] = m.line(l)
	}
	return lines
}

// line gives a line of the rules its origins; the item's number follows from its SKU.
func (m *message) line(l rules.Line) Line {
	out := Line{Item: saidIf(l.Item), SKU: saidIf(l.SKU), Like: saidIf(l.Like), Quantity: saidIf(l.Quantity), Unit: saidIf(l.Unit), Dozens: l.Dozens}
	if l.SKU == "" {
		return out
	}
	out.SKU.Origin = m.originOf(l)
	if named, ok := m.names.SKU(l.SKU); ok && named.ID != 0 {
		out.ID = Assumed(named.ID)
	}
	return out
}

// originOf says where a line's SKU comes from: one that was not written follows from the words or, where these name
// nothing, from what was shown.
func (m *message) originOf(l rules.Line) Origin {
	written := strings.Contains(strings.ToLower(m.text), strings.ToLower(l.SKU))
	shown := slices.ContainsFunc(slices.Concat(m.Draft, m.List), func(i Item) bool { return strings.EqualFold(i.SKU, l.SKU) })
	switch {
	case written || l.Item == "" && !shown:
		return IsSaid
	case l.Item == "" || strings.EqualFold(l.Item, l.SKU):
		return IsCarried
	}
	return IsAssumed
}

func (m *message) slotsLine(s rules.Slots) Line {
	return m.line(rules.Line{Item: s.Item, SKU: s.SKU, Quantity: s.Quantity, Unit: s.Unit, Dozens: s.Dozens})
}

// cancel drops what is open: an answer being written, changes of a distributor's goods, the draft.
func (m *message) cancel() Command {
	switch {
	case m.asks(AnswerSlot):
		return DropAnswer{}
	case m.Changes:
		return KeepStock{}
	}
	return Cancel{}
}

func (m *message) quote(s rules.Slots) Quote {
	q := Quote{
		To: saidIf(s.To), Code: saidIf(s.Code), Weight: saidAt(s.Weight), Size: Slot[[]int]{Value: s.Size}, Count: saidIf(s.Count), By: saidIf(s.By),
		Courier: saidIf(s.Courier),
	}
	if len(s.Size) > 0 {
		q.Size.Origin = IsSaid
	}
	if s.CarriedTo {
		q.To.Origin = IsCarried
	}
	if s.CarriedWeight {
		q.Weight.Origin = IsCarried
	}
	if q.Code.Given() {
		q.Code.Origin = IsAssumed
	}
	return q
}

// ship is a parcel that goes with a courier, or what words about parcels recorded before ask for.
func (m *message) ship(s rules.Slots) Command {
	switch s.About {
	case rules.AboutMine:
		return Parcels{}
	case rules.AboutToday:
		return VillageDay{}
	case rules.AboutYesterday:
		return VillageDay{Ago: 1}
	case rules.AboutTiers:
		return Tiers{}
	case rules.AboutOverpaid:
		return Overpaid{}
	case rules.AboutBrief:
		return Brief{}
	case rules.AboutHandover:
		return Handover{}
	case rules.AboutDays:
		return Days{}
	}
	return Ship{Courier: saidIf(s.Courier)}
}

// Numbers that mean one thing to one person and another to the next, or nothing: 1,05 and 1.005 as a price, 1,5 as a
// stock, a price with a comma read as a stock, and a price below 0. They are asked for again rather than guessed.
var (
	doubtfulPrice = regexp.MustCompile(`\d[,，]\d|\d\.\d{3}|(?:^|\s)[-−]\s*\d`)
	doubtfulStock = regexp.MustCompile(`(?i)(?:price|价).*\d[,，]\d|\d[,，]\d{1,2}\b|\d\.\d`)
)
