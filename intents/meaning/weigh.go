package meaning

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"oldhand/intents/meaning/rules"
)

// weighing is a message whose two readings are weighed.
type weighing struct{ *message }

// How confident a reading must be to count, as hands say that calibrate (evals/corpus).
const (
	firmRules    = 0.95 // the rules', whatever the reader reads
	firm         = 0.9  // the rules', of exact goods, or that nothing is to be made of a message
	fairlyFirm   = 0.85 // the rules', where the reader is not sure
	firmQuestion = 0.93 // the rules', of a question
	sameRead     = 0.8  // the rules', of stock that both read
	fairlySure   = 0.9  // the reader's, against the name of goods
	surelyOthers = 0.9  // the reader's, that a message is not for oldhand
	surelyNot    = 0.7  // the reader's, of a parcel that goes; the rules', against a guess of the reader's
	evenChance   = 0.5
	// What is not for oldhand was learned from public intents besides, which are in English and often sound like the trade.
	firmAsk, firmEnglishAsk = 0.85, 0.6
)

// weighed is the message as the reader reads it or as the rules do, whichever is likelier right. Of goods whose price is asked
// nothing is ordered.
func (m *message) weighed() Reading {
	r := weighing{m}.likelier()
	if f, ok := (narrowing{m}).superlative(); ok && r.Nothing() {
		r.Commands = []Command{f}
	}
	r.Commands = m.afterwards(unforbidden(m.text, r.Commands))
	if len(r.Acts) == 0 && r.Confidence < evenChance {
		r.Commands = m.guessed(r.Commands)
	}
	if len(r.Commands) == 1 && costAsked.MatchString(m.text) && !wanting.MatchString(m.text) {
		if shown, ok := asked(r.Commands[0]); ok {
			r.Commands = []Command{shown}
		}
	}
	return r
}

// likelier is the one of the two readings that is likelier right.
func (m weighing) likelier() Reading {
	r := m.asRead()
	if number, ok := shownAtLeast(m.message); ok {
		r.Commands, r.Confidence = []Command{ShowOrder{number}}, atLeast
	}
	pieces := m.pieces()
	if m.wordless() || m.plain(pieces) && !r.Nothing() {
		return r
	}
	read := m.names.Acts(m.onScreen(), m.text)
	acts := snapped(m.text, read, pieces)
	composed, sureness := m.inReply(Reading{Commands: m.compose(acts)}).Commands, m.sureness(acts)
	if read != nil && len(read) == 0 && silent(r.Commands) && r.Confidence < firm {
		r.Commands = []Command{Chat{}}
		return r
	}
	if m.declined(r, composed) {
		return r
	}
	if ship, ok := m.shipsTo(r, composed, sureness); ok {
		r.Commands = []Command{ship}
		return r
	}
	if m.rulesRight(r, composed, acts, sureness) {
		r.Commands = m.completedBy(r.Commands, composed)
		return r
	}
	for i, c := range composed {
		sure := m.sureness(acts, families[c.Name()]...)
		same := recounts(r.Commands, composed) || slices.ContainsFunc(r.Commands, func(by Command) bool { return alike([]Command{by}, composed[i:i+1]) })
		if same && min(sure, r.Confidence) >= evenChance {
			sure = 1 - (1-sure)*(1-r.Confidence) // both readings say so, and neither guesses
		}
		composed[i] = m.doubted(c, sure)
	}
	if len(composed) == 0 {
		composed = []Command{Unknown{}}
	}
	r.Commands, r.Confidence, r.Acts = composed, sureness, acts
	return r
}

// anyOrder is the number that the reader is told of an order whose number the message does not name: what it reads must not hang on it.
const anyOrder = "#1001"

// onScreen is what stood on the screen as the reader is told.
func (m weighing) onScreen() string {
	screen, o := m.given.screen(), m.given.Focus.Order
	if o == nil || strings.Contains(m.text, strconv.FormatInt(o.Number, 10)) {
		return screen
	}
	return strings.ReplaceAll(screen, "#"+strconv.FormatInt(o.Number, 10), anyOrder)
}

// rulesRight says that what the rules read is likelier right than what the reader does. Hands that calibrate (evals/corpus) say where: of
// what is not plain to the rules the reader is right far more often, however sure they are.
func (m weighing) rulesRight(r Reading, composed []Command, acts []Act, sure float64) bool {
	others := len(composed) == 1 && composed[0] == Command(Unknown{})
	switch {
	case r.Pasted, slices.ContainsFunc(r.Commands, villageReport), len(acts) == 0: // no act is for these
		return true
	case len(composed) == 0:
		return r.Confidence >= firm || !slices.ContainsFunc(r.Commands, func(c Command) bool { return m.risk(c) == Acts })
	case r.Nothing():
		return r.Confidence >= firm || m.letterless() && m.confirmsNothing(composed) || len(composed) == 1 && framingOnly(composed[0]) && sure < evenChance
	case others && r.asks():
		return r.Confidence >= firmAsk || r.Language == "en" && r.Confidence >= firmEnglishAsk
	case others:
		return r.Confidence >= fairlyFirm && sure < surelyOthers || r.Confidence >= surelyNot && sure < evenChance
	case r.asks() && r.Confidence >= firmQuestion:
		return true // a question does no harm
	case onlyStock(r.Commands):
		return onlyStock(composed) && r.Confidence >= sameRead || stockWord.MatchString(m.text) // nothing but values
	case exact(r.Commands) && len(composed) == 1 && composed[0] == Command(Cancel{}):
		return r.Confidence >= fairlyFirm // less ends
	case exact(r.Commands) && ofGoods(composed):
		return (alike(r.Commands, composed) || r.Confidence >= firm) && !recounts(r.Commands, composed) && !(exactOrders(composed) && lineCount(composed) > lineCount(r.Commands))
	case m.namesGoods(r) && sure < fairlySure:
		return true
	case slices.ContainsFunc(r.Commands, exactOrder) && (sure < surelyNot || !slices.ContainsFunc(acts, ofGoodsAct)):
		return r.Confidence >= firm // no goods are lost
	}
	if vague(r.Commands) && !vague(composed) || spread(r.Commands, composed) {
		return false
	}
	return r.Confidence >= firmRules || r.Confidence >= fairlyFirm && sure < evenChance
}

// spread says that one reading gives several lines of the draft the number that the other gives to none.
func spread(one, several []Command) bool {
	if len(one) != 1 || len(several) < 2 {
		return false
	}
	number, ok := one[0].(Change)
	return ok && !number.Named() && !slices.ContainsFunc(several, func(c Command) bool {
		line, also := c.(Change)
		return !also || !line.Named() || line.Quantity.Value != number.Quantity.Value
	})
}

// lineCount is how many lines of goods commands order, change or take off.
func lineCount(commands []Command) (n int) {
	for _, c := range commands {
		if o, ok := c.(Order); ok {
			n += len(o.Lines)
		} else {
			n++
		}
	}
	return n
}

// exactOrders says that commands do nothing but order so many of goods of the catalogue.
func exactOrders(commands []Command) bool {
	return !slices.ContainsFunc(commands, func(c Command) bool {
		return !exactOrder(c) || slices.ContainsFunc(c.(Order).Lines, func(l Line) bool { return !l.Quantity.Given() })
	})
}

// recounts says that one reading gives lines of the draft another number where the other orders as many more of the same goods.
func recounts(ordered, changed []Command) bool {
	if len(ordered) != 1 || len(changed) != 1 {
		return false
	}
	o, ok := ordered[0].(Order)
	by, also := changed[0].(Change)
	return ok && also && len(o.Lines) == 1 && o.Lines[0].SKU.Value == by.SKU.Value && o.Lines[0].Quantity.Value == by.Quantity.Value
}

// silent says that commands only look for goods or for an answer, which is wanted by nobody in whose words the reader reads nothing done.
func silent(commands []Command) bool {
	return !slices.ContainsFunc(commands, func(c Command) bool {
		return c.Name() != Find{}.Name() && c.Name() != Ask{}.Name() && c.Name() != Order{}.Name()
	})
}

// guessed puts what acts into a question where the rules only guess.
func (m *message) guessed(commands []Command) []Command {
	out := slices.Clone(commands)
	for i, c := range out {
		if _, asked := c.(Doubt); !asked && m.risk(c) == Acts {
			out[i] = Doubt{c}
		}
	}
	return out
}

// vague says that commands order, change or take off goods by words that no item has.
func vague(commands []Command) bool {
	named := func(l Line) bool { return l.Item.Given() && !l.SKU.Given() }
	return slices.ContainsFunc(commands, func(c Command) bool {
		switch c := c.(type) {
		case Order:
			return slices.ContainsFunc(c.Lines, named)
		case Change:
			return named(c.Line)
		case Remove:
			return named(c.Line)
		}
		return false
	})
}

// How a price is asked for, and how goods are.
var (
	costAsked = regexp.MustCompile(`(?i)多少钱|多少錢|幾多錢|什么价|啥价|几块钱|幾錢|\bhow much\b|\bwhat (?:would|will|does|do|did)\b.*\bcost\b|\bwhat(?:'s| is) the price\b`)
	wanting   = regexp.MustCompile(`(?i)[来要拿订訂买買]|下单|给我|\b(?:order|need|want|get|take|buy|give|add|make|put)\b`)
)

// asked is the item, or the search for it, of an order that is only a question.
func asked(c Command) (Command, bool) {
	var line Line
	switch c := c.(type) {
	case Order:
		if len(c.Lines) != 1 {
			return nil, false
		}
		line = c.Lines[0]
	case Change:
		line = c.Line
	case Price:
		line = c.Line
	}
	switch {
	case line.SKU.Given():
		return Show{Items: []Line{line.bareSKU()}}, true
	case line.Item.Given():
		return Find{Text: line.Item}, true
	}
	return nil, false
}

// stockWord is what only who means the shelf says.
var stockWord = regexp.MustCompile(`(?i)\b(?:re)?stock(?:ed)?\b|\barrived\b|库存|庫存|到货|到貨|补货`)

// shipsTo is the parcel just priced, sent to whom a pasted address names; with a courier only where it is sure to be meant, else its price
// to that place is shown.
func (m weighing) shipsTo(r Reading, composed []Command, sure float64) (Ship, bool) {
	if !r.Pasted || m.Quote == nil || len(r.Commands) != 1 || len(composed) != 1 {
		return Ship{}, false
	}
	q, priced := r.Commands[0].(Quote)
	ship, ok := composed[0].(Ship)
	ship.To = &q
	if sure < surelyNot {
		ship.Courier = Slot[string]{}
	}
	return ship, ok && priced && !q.Weight.Said() && !q.Size.Said()
}

// letterless says that there is no letter in a message.
func (m weighing) letterless() bool { return !strings.ContainsFunc(m.text, unicode.IsLetter) }

// namesGoods says that a message is nothing but the name of goods.
func (m weighing) namesGoods(r Reading) bool {
	if len(r.Commands) != 1 {
		return false
	}
	f, ok := r.Commands[0].(Find)
	return ok && strings.EqualFold(f.Text.Value, shape(m).bareText()) && m.names.Goods(f.Text.Value)
}

// exact says that commands order, change or take off nothing but goods of the catalogue: what stands in a message are then their numbers and
// times, which the rules read.
func exact(commands []Command) bool {
	return !slices.ContainsFunc(commands, func(c Command) bool {
		switch c := c.(type) {
		case Order:
			return len(c.Lines) == 0 || slices.ContainsFunc(c.Lines, func(l Line) bool { return !l.SKU.Given() })
		case Change:
			return !c.Line.SKU.Given()
		case Remove:
			return !c.Line.SKU.Given()
		}
		return true
	})
}

// exactOrder says that a command orders goods of the catalogue and nothing else.
func exactOrder(c Command) bool {
	_, ok := c.(Order)
	return ok && exact([]Command{c})
}

// ofGoodsAct says that an act is about goods.
func ofGoodsAct(a Act) bool { return slices.Contains(goodsActs, a.Name) }

// ofGoods says that commands order, change or take off goods.
func ofGoods(commands []Command) bool {
	return !slices.ContainsFunc(commands, func(c Command) bool {
		switch c.(type) {
		case Order, Change, Remove:
			return false
		}
		return true
	})
}

// villageReport says that a command asks for a report of the village's parcels.
func villageReport(c Command) bool {
	switch c.(type) {
	case VillageDay, Tiers, Overpaid, Brief, Handover, Days:
		return true
	}
	return false
}

// completedBy gives the rules' commands what the reader's say more exactly: the time of an order, and a number that is a difference.
func (m weighing) completedBy(commands, composed []Command) []Command {
	out := slices.Clone(commands)
	orders := func(c Command) bool { o, ok := c.(Order); return ok && !o.Apart }
	at, of := slices.IndexFunc(out, orders), slices.IndexFunc(composed, func(c Command) bool { return orders(c) && timed(c) })
	if at >= 0 && of >= 0 && !slices.ContainsFunc(out, timed) {
		o, with := out[at].(Order), composed[of].(Order)
		o.When, o.Shift, o.WhenAsked, o.WhenOnly = with.When, with.Shift, with.WhenAsked, with.WhenOnly
		out[at] = o
	}
	if !alike(commands, composed) {
		return out
	}
	for i := range out {
		had, ok := out[i].(Change)
		if by, also := composed[i].(Change); ok && also && m.differs(had.Line, by.Line) {
			out[i] = by
		}
	}
	return out
}

// differs says that one number of pieces is that of the draft's line more or less the other.
func (m weighing) differs(had, by Line) bool {
	i := slices.IndexFunc(m.Draft, func(d Item) bool { return d.SKU != "" && d.SKU == by.SKU.Value })
	if i < 0 || had.SKU.Value != by.SKU.Value || had.Quantity.Value == 0 {
		return false
	}
	n := m.Draft[i].Quantity
	return by.Quantity.Value == n+had.Quantity.Value || by.Quantity.Value == n-had.Quantity.Value
}

// What says that something is not to be taken off or taken back, and not to be changed.
var forbidding = regexp.MustCompile(`(?i)\b(?:don'?t|do not|never|not to)\s+(?:you\s+)?(?:cancel|remove|delete|drop|undo)\b|(?:别|不要|不用|不必|先别|唔好|唔使)(?:给我|帮我)?(?:取消|撤|删|去掉|拿掉|退)|[不唔冇]用?改(?:了)?$|\bno changes?\b|留着|保留|别动|\bkeep\b|\bstays?\b`)

// unforbidden leaves out what a message says not to do: "don't cancel the bags" takes nothing off.
func unforbidden(text string, commands []Command) []Command {
	var said []string
	for _, clause := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("，。；！？,.;!?\n", r) }) {
		if clause = strings.TrimSpace(clause); forbidding.MatchString(clause) && !keeping.MatchString(clause) {
			said = append(said, clause)
		}
	}
	if len(said) == 0 {
		return commands
	}
	kept := slices.DeleteFunc(slices.Clone(commands), func(c Command) bool {
		if d, ok := c.(Doubt); ok {
			c = d.Command
		}
		switch c := c.(type) {
		case Cancel, Undo, VoidOrder:
			return true
		case Remove:
			return slices.ContainsFunc(said, func(clause string) bool {
				return strings.Contains(clause, c.Item.Value) || shared(c.Item.Value, clause) > 0
			})
		}
		return false
	})
	if len(kept) > 0 {
		return kept
	}
	return []Command{Chat{}}
}

// onlyStock says that commands only tell what is on the shelf.
func onlyStock(commands []Command) bool {
	return !slices.ContainsFunc(commands, func(c Command) bool { _, ok := c.(Stock); return !ok })
}

// families are the acts whose words a command may come from, by its name, where a message does several things.
var families = map[string][]string{
	"order": {"order", "sold", "change", "remove", "correct", "when", "pick", "yes"}, "change": {"change", "correct", "order", "pick"},
	"remove": {"remove", "change", "correct", "no"}, "remind": {"remind", "remind_off"}, "snooze": {"snooze"}, "repeat": {"repeat"},
	"cancel": {"cancel", "no", "undo"}, "undo": {"undo", "cancel"}, "confirm": {"confirm", "yes"}, "stock": {"stock"}, "price": {"price"},
	"ship": {"ship", "pick"}, "tip": {"tip"}, "language": {"language"},
}

// atLeast is the confidence of a reading that holds where the reader reads nothing.
const atLeast = 0.5

// shownAtLeast is the number of an order that a message names with its sign: whatever else it says, the order can be shown.
func shownAtLeast(m *message) (Slot[int64], bool) {
	match := orderNumber.FindStringSubmatch(m.text)
	if match == nil || m.pasted() || voidWords.MatchString(m.text) {
		return Slot[int64]{}, false
	}
	number, err := strconv.ParseInt(match[1], 10, 64)
	return Said(number), err == nil
}

// wordless says that there is no letter and no figure in a message.
func (m weighing) wordless() bool {
	return !strings.ContainsFunc(m.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// longAgo says that something was not today; what was sold then may have been fetched long since.
var longAgo = regexp.MustCompile(`(?i)\byesterday\b|\blast (?:night|week|month|time|\w+day)\b|\bthe other day\b|\bago\b|昨|前天|前几天|上(?:个|次|回)?(?:周|礼拜|星期|月)|上次|上回`)

// sureness is how sure the reader is of acts of a message: of those with some names, or of all but what only frames others. What was
// sold on another day is fetched only if the seller says so.
func (m weighing) sureness(acts []Act, names ...string) float64 {
	counts := func(a Act) bool { return slices.Contains(names, a.Name) }
	if !slices.ContainsFunc(acts, counts) {
		counts = func(a Act) bool { return !slices.Contains(framing, a.Name) }
	}
	if !slices.ContainsFunc(acts, counts) {
		counts = func(Act) bool { return true }
	}
	sure := 1.0
	for _, a := range acts {
		if counts(a) {
			sure = min(sure, a.Sure)
		}
		if a.Name == "sold" && longAgo.MatchString(m.text) {
			sure = min(sure, soldLongAgo)
		}
	}
	return sure
}

// framing are acts that only stand around others.
var framing = []string{"greet", "thanks", "chat"}

// soldLongAgo is less than any order is made of without being asked about.
const soldLongAgo = 0.3

// framingOnly says that a command only answers manners.
func framingOnly(c Command) bool {
	switch c.(type) {
	case Greet, Thanks, Chat:
		return true
	}
	return false
}

// alike says that two readings are of the same commands.
func alike(a, b []Command) bool {
	return slices.EqualFunc(a, b, func(x, y Command) bool {
		on, also := x.(Remind)
		off, too := y.(Remind)
		return x.Name() == y.Name() && (!also || !too || on.About != "" || on.On == off.On) // a reminder on is not one off
	})
}

// plain says that nothing but SKUs of the catalogue with numbers, times and marks stands in a message, which is read by rules:
// "A1023 x 20", "A1023,50;A1024,30".
func (m weighing) plain(pieces []rules.Piece) bool {
	skus := 0
	for _, p := range pieces {
		switch p.Kind {
		case rules.SKUPiece:
			skus++
		case rules.NumberPiece, rules.TimePiece, rules.MoneyPiece:
		default:
			if words := strings.Trim(m.text[p.From:p.To], " xX*"); strings.ContainsFunc(words, unicode.IsLetter) {
				return false
			}
		}
	}
	return skus > 0
}

// confirmsNothing says that commands are a yes to nothing that is open.
func (m weighing) confirmsNothing(commands []Command) bool {
	open := len(m.Draft) > 0 || m.Changes || m.Asked != nil || m.Focus.Order != nil
	return !open && len(commands) == 1 && commands[0] == Command(Confirm{})
}

// declined says that a reading only asks for what the person may not do, and is told: stock and prices of somebody who sells,
// unless she wants to be told of them.
func (m weighing) declined(r Reading, composed []Command) bool {
	tells := func(c Command) bool {
		switch c.(type) {
		case Stock, Price:
			return true
		}
		return false
	}
	awaits := func(c Command) bool { return c.Name() == Notify{}.Name() }
	return m.Role != "distributor" && slices.ContainsFunc(r.Commands, tells) && !slices.ContainsFunc(composed, awaits)
}

// asks says that a reading is one question.
func (r Reading) asks() bool {
	if len(r.Commands) != 1 {
		return false
	}
	_, ok := r.Commands[0].(Ask)
	return ok
}

// What became of goods orders none of them: some were broken, or go back.
var (
	goingBack = regexp.MustCompile(`(?i)\breturn(?:s|ed|ing)?\b|\b(?:sen[dt]|gave|give|br(?:ing|ought)|came) back\b|\brefund(?:ed)?\b|退`)
	byBuyers  = regexp.MustCompile(`(?i)\b(?:customers?|buyers?|clients?|shoppers?)\b|客户|客戶|客人|买家|買家|顾客|顧客`)
)

// afterwards gives, for orders of goods that were broken or that go back, a claim of them; what a seller's buyers sent back is hers, and only
// told. Goods on the open draft are meant to be taken off it.
func (m *message) afterwards(commands []Command) []Command {
	wrong := wrongWith(m.text)
	if m.Role == "distributor" || wrong == "" && !goingBack.MatchString(m.text) || !parserOf(m.names).Happened(m.text, m.context()) {
		return commands
	}
	out := slices.Clone(commands)
	for i, c := range out {
		line, ok := onlyLine(c)
		drafted := slices.ContainsFunc(m.Draft, func(d Item) bool { return d.SKU != "" && strings.EqualFold(d.SKU, line.SKU.Value) })
		switch {
		case !ok || drafted:
		case byBuyers.MatchString(m.text):
			out[i] = Chat{}
		default:
			out[i] = Claim{Line: line, Reason: saidIf(wrong)}
		}
	}
	return out
}

// onlyLine is the line of goods of the catalogue that a command orders, changes or counts, if it is one.
func onlyLine(c Command) (line Line, ok bool) {
	switch c := c.(type) {
	case Order:
		if len(c.Lines) == 1 {
			line = c.Lines[0]
		}
	case Change:
		line = c.Line
	case Stock:
		line = c.Line
		line.Quantity = c.Stock
	}
	return line, line.SKU.Given()
}
