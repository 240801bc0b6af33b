package meaning

import (
	"regexp"
	"slices"
	"strconv"
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
		return takenBack(m)
	case rules.Quote:
		return m.completed(m.quote(s))
	case rules.Ship:
		return shipOf(m, s)
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

// shipOf is a parcel that goes with a courier, or what words about parcels recorded before ask for.
func shipOf(m *message, s rules.Slots) Command {
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

// takenBack takes back what was done last: a parcel just recorded, else an edit of the draft or the order.
func takenBack(m *message) Command {
	p, placed := m.Parcel, m.Focus.Order
	if p == nil || !p.Recorded || m.Now.Sub(p.At) > Recently || placed != nil && !placed.Undone && placed.At.After(p.At) || m.Edited.After(p.At) {
		return Undo{}
	}
	return UndoParcel{Carried(p.Number)}
}

// lastEdit are words that take back the last edit of the draft, and nothing else.
var lastEdit = regexp.MustCompile(`(?i)^(?:(?:oops|sorry|no|wait|actually|please|hang on)[,.! ]*)*(?:(?:undo|revert|take back|roll back|reverse)(?: that| this| it| the| my)?(?: last| latest)?(?: change| edit| step| one)?|` +
	`(?:take|put|bring|change|set) (?:that|it|this|them|the last one) back(?: (?:as|to (?:how|what)|how|the way) (?:it|they|that) (?:was|were|had been))?(?: before)?|go back(?: one step| a step)?|(?:leave|make) it (?:as|how|the way) it was(?: before)?|` +
	`(?:as|how|the way) it was(?: before)?|(?:that|this|the last) (?:change|edit) (?:was|is) (?:wrong|a mistake))(?: please| pls|,? thanks)?$|` +
	`^(?:哎呀?|啊|诶|不对|不好意思|等等|抱歉)?[，,。！ ]*我?(?:刚才|刚刚|上面)?(?:那?一?[步下次])?(?:[改点按加删][错反]了?|(?:撤销|撤回|取消|恢复|还原|撤了?)(?:一下)?(?:刚才|刚刚|上一?|最后一?)(?:的|那|这|一)*(?:步|下|次|个)?(?:修改|改动|操作|改的)?|` +
	`(?:的)?(?:修改|改动|改的|那[步下]|这[步下])(?:不算|撤销|撤回|撤了?|不要)|改回(?:去|来|原来的?样?|原样|之前的?)|[变退]回(?:去|原样|原来的?样?)|恢复原[来样](?:的样子)?|还是(?:原来|之前|刚才)(?:的|那样))[了吧啊呀]*$`)

// undone reads words that take back the last edit of the draft, where there is one.
func undone(m *message) (Reading, bool) {
	if m.Edited.IsZero() || m.asks(AnswerSlot) || !lastEdit.MatchString(shape{m}.bareText()) {
		return Reading{}, false
	}
	return m.reading(takenBack(m))
}

var (
	// callOff are words that cancel what stands beside them: numberOfMany, an order's number of perhaps several, with no more than besideMany.
	callOff      = regexp.MustCompile(voidWords.String() + `|撤[了掉]`)
	numberOfMany = regexp.MustCompile(`#\s?\d{1,12}|\d{4,12}`)
	besideMany   = regexp.MustCompile(`(?i)\b(?:and|also|both|all|two|three|them|these|those|orders?|too|as well|i|want|to)\b|[和跟与及、+&/]|还有|以及|一起|[两三四五几]|都|全部?|通通|统统|给我|把|想|要|了|掉|吧|啊`)
)

// voidedTogether are the numbers of the orders that a message wants cancelled, and nothing else: cancel 1001 and 1003. Without their sign
// numbers are orders' where no card is open, and no SKU is called so.
func voidedTogether(m *message) (numbers []int64) {
	rest := numberOfMany.ReplaceAllString(m.text, " ")
	for _, beside := range []*regexp.Regexp{callOff, besideMany, aboutOrder} {
		rest = beside.ReplaceAllString(rest, " ")
	}
	if strings.TrimSpace(rest) != "" || !callOff.MatchString(m.text) || m.pasted() {
		return nil
	}
	for _, digits := range numberOfMany.FindAllString(m.text, -1) {
		bare := strings.TrimLeft(digits, "# ")
		_, isSKU := m.names.SKU(bare)
		n, err := strconv.ParseInt(bare, 10, 64)
		if err != nil || bare == digits && (isSKU || len(m.Draft) > 0) {
			return nil
		}
		if !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}
