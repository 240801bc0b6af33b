package meaning

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/rules"
)

// exact reads messages that are nothing but one value or one name, which need no reader: what they mean follows from what
// stands on the screen.
func (m *message) exact() (Reading, bool) {
	for _, read := range []func(shape) (Command, bool){shape.askedFor, shape.settled, pickupCode, shape.place, shape.name, shape.number, shape.money, shape.waits, shape.matches} {
		if c, ok := read(shape{m}); ok {
			return m.reading(c)
		}
	}
	return Reading{}, false
}

// shape is a message that may be nothing but one value or name.
type shape struct{ *message }

// bareText is the message without what ends a sentence, and without a 的, 吧 or "please" that changes nothing.
func (m shape) bareText() string {
	s := strings.Trim(m.text, " \t\n.!。！~～")
	for _, end := range []string{"吧", "呀", "啊", "please", "pls"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, end))
	}
	return s
}

// askedFor reads the value that was asked for, alone.
func (m shape) askedFor() (Command, bool) {
	if m.Asked == nil {
		return nil, false
	}
	parser, words := parserOf(m.names), m.bareText()
	switch m.Asked.Slot {
	case LeftSlot:
		return leftOf(m, words)
	case "quantity":
		n, _, ok := parser.Quantity(words, m.context())
		if !ok || n == 0 {
			return nil, false
		}
		l := m.line(parser.Line("", m.Asked.Of, words, m.context())).carried("")
		if slices.ContainsFunc(m.Draft, func(i Item) bool { return i.SKU != "" && strings.EqualFold(i.SKU, m.Asked.Of) }) {
			return Change{Line: l}, true
		}
		return Order{Lines: []Line{l}}, true
	case NoteSlot:
		when := parser.Pickup(words, m.context())
		of := RemindOf{Text: Carried(m.Asked.Of), When: saidIf(when.When)}
		return of, when.When != "" && when.WhenAsked == "" && parser.OnlyTime(words, m.context())
	case "when":
		var o Order
		o.timed(parser.Pickup(words, m.context()))
		return o, o.When.Given() && parser.OnlyTime(words, m.context())
	}
	return nil, false
}

// toward may stand before a place.
var toward = regexp.MustCompile(`(?i)^(?:to|[寄发]?[到往去])\s*`)

// place reads a place alone while a parcel lacks one.
func (m shape) place() (Command, bool) {
	q := m.Quote
	if q == nil || q.placed() {
		return nil, false
	}
	words, ok := m.names.FindPlace(m.text)
	if !ok || len(words) < len(toward.ReplaceAllString(m.bareText(), "")) {
		return nil, false
	}
	slots, ok := parserOf(m.names).Fill(rules.Quote, m.text, m.context())
	return m.completed(m.quote(slots)), ok
}

// name reads the name of goods, or of a category, alone.
func (m shape) name() (Command, bool) {
	words := m.bareText()
	if n, ok := m.names.SKU(words); ok {
		return Show{Items: []Line{m.line(rules.Line{SKU: n.SKU})}}, true
	}
	category, ok := m.names.Category(words)
	if !ok {
		return nil, false
	}
	return Find{Text: Said(words), Category: Said(category)}, true
}

// number reads a number of pieces alone: a line of the list shown, or how many of the item whose card was shown.
func (m shape) number() (Command, bool) {
	n, unit, ok := parserOf(m.names).Quantity(m.bareText(), m.context())
	if !ok || m.Asked != nil || m.reminds(m.Now) {
		return nil, false
	}
	if item, listed := m.at(n); listed && m.Fresh && unit == "" {
		return Show{Items: []Line{{SKU: Carried(item.SKU), ID: slotIf(item.ID, IsAssumed)}}}, true
	}
	item := m.Focus.Item
	if item == nil {
		return nil, false
	}
	l := m.line(parserOf(m.names).Line("", item.SKU, m.bareText(), m.context()))
	return Order{Lines: []Line{l.carried("")}}, true
}

// signedPair is a SKU with a number that is to be added to what stands on the card, or taken off: F6331 +6.
var (
	signedPair  = regexp.MustCompile(`([A-Za-z]{1,3}-?\d+)\s*([+＋\-－−])\s*(\d{1,6})`)
	signedPairs = regexp.MustCompile(`^(?:[\s,.;，。；、]*` + signedPair.String() + `)+[\s,.;，。；、]*$`)
)

// signed reads a message of nothing but such pairs, all of lines on the open card.
func signed(m *message) (Reading, bool) {
	if !signedPairs.MatchString(m.text) {
		return Reading{}, false
	}
	var commands []Command
	for _, pair := range signedPair.FindAllStringSubmatch(m.text, -1) {
		i := slices.IndexFunc(m.Draft, func(d Item) bool { return strings.EqualFold(d.SKU, pair[1]) })
		if i < 0 {
			return Reading{}, false
		}
		n, err := strconv.Atoi(pair[3])
		if err != nil {
			return Reading{}, false
		}
		if !strings.ContainsAny(pair[2], "+＋") {
			n = -n
		}
		of := m.Draft[i]
		line := m.line(rules.Line{SKU: of.SKU}).carried("")
		if line.SKU.Origin = IsSaid; of.Quantity+n <= 0 {
			return Reading{}, false // whether none is wanted, they are asked
		}
		line.Quantity, line.Unit = Said(of.Quantity+n), carriedIf(of.Unit)
		commands = append(commands, Change{Line: line})
	}
	return m.reading(commands...)
}

// matchesAsked are messages that ask which items the goods of one's shop are.
var matchesAsked = regexp.MustCompile(`(?i)^(?:show |list |see )?(?:me )?(?:all )?my (?:shop(?:'s)? )?(?:titles|matches|goods matches|title matches)$|^(?:which|what) (?:items|goods) are my (?:shop(?:'s)? )?titles$|` +
	`^(?:看看?|查看?|列出)?(?:一下)?我?(?:店里|店铺|的店)?的?(?:商品|宝贝|货品|标题|编码|商家编码)(?:的)?对应(?:关系|表|列表|清单)?(?:有哪些|是什么|是啥)?$|^(?:看看?|查看?)?我?的?对应关系$`)

// matches reads messages about which items the goods of one's shop are.
func (m shape) matches() (Command, bool) {
	words := strings.TrimSpace(strings.Trim(m.bareText(), "?？"))
	return Matches{}, matchesAsked.MatchString(words)
}

// settling says which goods the line of a number is: 3是A1023, line 3 is A1023.
var settling = regexp.MustCompile(`(?i)^(?:第|line |no\.? ?|number |#)?(\d{1,3})\s*[.、]?(?:行|个|号|样|款|条)?\s*(?:是|就是|对应|=|:|：|is|are)\s*(?:the )?(.+)$`)

// settled reads which item a line of the card is that nobody knew the goods of, or that goods of the person's shop were taken for another.
func (m shape) settled() (Command, bool) {
	match := settling.FindStringSubmatch(m.bareText())
	if match == nil {
		return nil, false
	}
	at, err := strconv.Atoi(match[1])
	if err != nil || at < 1 || at > len(m.Draft) || m.Draft[at-1].ID != 0 && !m.Draft[at-1].Shop {
		return nil, false
	}
	if n, ok := m.names.SKU(match[2]); ok {
		return Settle{at, m.line(rules.Line{SKU: n.SKU})}, true
	}
	n, ok := m.names.Item(match[2])
	return Settle{at, m.line(rules.Line{Item: match[2], SKU: n.SKU})}, ok
}

// pointing is how people point at a line of the list they were shown: 第二个, 2号, number 2, the second one.
var pointing = regexp.MustCompile(`(?i)第\s*([一二两三四五六七八九十\d]{1,2})\s*[个款种]|(?:^|[^\d])(\d{1,2})\s*号(?:的|款|要|来)|` +
	`\b(?:number|no\.)\s*(\d{1,2})\b|\bthe\s+(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:\s+one)?\b`)

// pointed is the text with the SKU wherever its words point at a line of the list shown last. What changes the open draft
// points at its lines instead.
func (m *message) pointed() string {
	all := pointing.FindAllStringSubmatchIndex(m.text, -1)
	if all == nil || len(m.List) == 0 || len(m.Draft) > 0 && m.corrects() {
		return m.text
	}
	var out strings.Builder
	last := 0
	for _, match := range all {
		if item, ok := m.at(numberPointedAt(m.text, match)); ok {
			out.WriteString(m.text[last:match[0]] + " " + item.SKU + " ")
			last = match[1]
		}
	}
	return out.String() + m.text[last:]
}

// numberPointedAt gives the number that a match of pointing holds.
func numberPointedAt(text string, match []int) int {
	for group := 2; group < len(match); group += 2 {
		if match[group] < 0 {
			continue
		}
		if n, ok := measure.ParseIndex(text[match[group]:match[group+1]]); ok {
			return n
		}
	}
	return 0
}

// corrects says that words do nothing but change lines of the draft or take them off.
func (m *message) corrects() bool {
	return !slices.ContainsFunc(m.understand(m.text, m.context()).Commands, func(c rules.Command) bool {
		return c.Name != rules.Change && c.Name != rules.Remove
	})
}

// beyond reads words that point at a line which the list does not have.
func (m *message) beyond() (Reading, bool) {
	if len(m.List) == 0 || !pointing.MatchString(m.text) {
		return Reading{}, false
	}
	u := m.read()
	if len(u.Commands) != 1 || u.Commands[0].Name != rules.Order || len(u.Commands[0].Slots.Lines) != 1 {
		return Reading{}, false
	}
	l := u.Commands[0].Slots.Lines[0]
	if l.SKU != "" || !pointing.MatchString(l.Item) && !pointing.MatchString("the "+l.Item) {
		return Reading{}, false
	}
	from := max(m.ListFrom, 1)
	return m.reading(Beyond{From: from, To: from + len(m.List) - 1})
}

// How people take their leave, or say that they have had enough. What is put off so only where something is open is read by what that is.
var (
	partings = regexp.MustCompile(`^(?:那|好的?|行|嗯+|拜拜?|谢谢)*[，,。！ ]*(?:我?们?)(?:[下改回明过][次回天头周日年]?|下个?(?:星期|礼拜|月)|过(?:[一两几]?[天日阵]|会儿?))(?:儿)?(?:再)?(?:聊|见|说|来|约|唠|联系)(?:吧|啊|哈|呀|啦|了)?[。！!~～ ]*$`)
	farewell = regexp.MustCompile(`(?i)^(?:ok(?:ay)?|thanks?|bye|well|right|so|then|[\s,.!])*(?:(?:see|catch|talk to|speak to) (?:you|ya|u)|talk|until|till|speak)(?: (?:later|soon|then|again|around|tomorrow|tonight|next (?:time|week|month)|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day))+[\s.!~]*$`)
	spent    = regexp.MustCompile(`^(?:我|真的?|都|实在|已经|快)*\p{Han}不动了?(?:啊|呀|啦)?[。！!~～ ]*$`)
)

// parting reads nothing but leave that is taken.
func parting(m *message) (Reading, bool) {
	open := len(m.Draft) > 0 || m.Asked != nil || m.Quote != nil || m.reminds(m.Now)
	if open || !partings.MatchString(m.text) && !farewell.MatchString(m.text) && !spent.MatchString(m.text) {
		return Reading{}, false
	}
	return m.reading(Chat{})
}
