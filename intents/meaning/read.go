// Package meaning is the one door through which words come in: it turns a message, in the light of what its person was
// just shown, into commands with typed slots, and does nothing else. It reads no database, asks no network and waits for
// nothing.
//
// What most words mean is told by rules, its sub-package. Around them stand the readings that need the focus: a line of
// the list that is pointed at, an answer that is awaited, what became of a parcel, an order by its number, what completes
// a parcel being priced. The first reading that fits is the message's.
package meaning

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	script "oldhand/integrations/text"
	"oldhand/intents/meaning/rules"
)

// Reading is what a message means.
type Reading struct {
	Commands   []Command
	Confidence float64 // 0 to 1
	Language   string  // "en" or "zh", as written; "" where the words show none
	// Pasted: it is an address as it is copied from a shop, whose numbers mean nothing else.
	Pasted bool
	// Linked: there are links in it, which nobody opened.
	Linked bool
	// Acts are those that it was composed of, in the words without links; none where the rules read it.
	Acts []Act
}

// Read reads one message. It never fails: what it cannot read is one command Unknown with little confidence.
func Read(text string, c Context, n Names) Reading {
	rest, linked := unlinked(script.Latin(text))
	goods, headed := c.unheaded(rest)
	m := &message{text: strings.TrimSpace(goods), Context: c.throughReply(), given: c, names: n}
	r := m.inReply(m.first())
	r.Linked = linked
	if headed {
		r.Acts = nil // they stand in the words without their heading
	}
	return r
}

// soldHeading stands over what was sold today: for a seller that is what is to be fetched. It is no word of the goods, of which it would
// make the first one another.
var soldHeading = regexp.MustCompile(`(?i)^\s*(?:(?:今天|今日|今儿|刚才|刚刚)\s*(?:我|我们|店里|一共|总共|共)*\s*(?:卖了|卖出了?|卖出去了?|卖掉了?|售出了?|出了|销量|销售)\s*[：:，,\s]|(?:卖了|卖出了?|卖掉了?|售出了?)\s*[：:]|(?:(?:what\s+)?(?:i|we)(?:'ve|\s+have)?\s+)?sold(?:\s+so\s+far)?\s+today\s*[:,\s]|today\s+(?:i|we)(?:'ve|\s+have)?\s+sold\s*[:,\s]|sold\s*:)\s*`)

// unheaded takes the heading off what a seller sold today; headed says that there was one.
func (c Context) unheaded(text string) (goods string, headed bool) {
	at := soldHeading.FindStringIndex(text)
	if at == nil || c.Role != "seller" || !strings.ContainsFunc(text[at[1]:], unicode.IsLetter) {
		return text, false
	}
	return text[at[1]:], true
}

// first is the first reading that fits.
func (m *message) first() Reading {
	for _, read := range readings {
		if r, ok := read(m); ok {
			return r
		}
	}
	return m.weighed()
}

// weighed is the message as the reader reads it or as the rules do, whichever is likelier right. Of goods whose price is asked
// nothing is ordered.
func (m *message) weighed() Reading {
	r := weighing{m}.likelier()
	r.Commands = unforbidden(m.text, r.Commands)
	if len(r.Commands) == 1 && costAsked.MatchString(m.text) && !wanting.MatchString(m.text) {
		if shown, ok := asked(r.Commands[0]); ok {
			r.Commands = []Command{shown}
		}
	}
	return r
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
	}
	switch {
	case line.SKU.Given():
		return Show{Items: []Line{line.bareSKU()}}, true
	case line.Item.Given():
		return Find{Text: line.Item}, true
	}
	return nil, false
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
	acts := snapped(m.text, m.names.Acts(m.given.screen(), m.text), pieces)
	composed := m.inReply(Reading{Commands: m.compose(acts)}).Commands
	if len(composed) == 0 || m.declined(r, composed) {
		return r
	}
	if !m.readerRight(r, composed, m.sureness(acts)) {
		r.Commands = m.completedBy(r.Commands, composed)
		return r
	}
	for i, c := range composed {
		sure := m.sureness(acts, families[c.Name()]...)
		same := slices.ContainsFunc(r.Commands, func(by Command) bool { return alike([]Command{by}, composed[i:i+1]) })
		if same && min(sure, r.Confidence) >= evenChance {
			sure = 1 - (1-sure)*(1-r.Confidence) // both readings say so, and neither guesses
		}
		composed[i] = m.doubted(c, sure)
	}
	r.Commands, r.Confidence, r.Acts = composed, m.sureness(acts), acts
	return r
}

// readerRight says that what the reader reads is likelier right than what the rules do.
func (m weighing) readerRight(r Reading, composed []Command, sure float64) bool {
	byRules, byReader := m.unknown(r.Commands), m.unknown(composed)
	switch {
	case sure >= fairlySure && (byReader < byRules || byReader == byRules && len(composed) > len(r.Commands) && !r.Nothing()):
		return true // more of the message makes sense
	case sure >= surelyNot && byReader <= byRules && holds(composed, r.Commands):
		return true // it says the same, and more
	case byReader == byRules && lines(composed) > lines(r.Commands) && sure >= surelyNot:
		return true // no line is lost
	case byReader <= byRules && sameMany.MatchString(m.text) && lines(composed) > lines(r.Commands) && sure >= evenChance:
		return true // as many as of what is there: no search says that
	case byReader <= byRules && trips(composed) > trips(r.Commands) && lines(composed) >= lines(r.Commands) && sure >= surelyNot:
		return true // nor a time
	case r.Confidence >= firmRules && byRules == 0, r.Confidence >= sameRead && onlyStock(r.Commands) && onlyStock(composed):
		return false // stock is nothing but values
	case !r.Nothing() && (r.Confidence >= fairlyFirm || m.brief(r) && parcelOrLater(r.Commands, composed)) && m.onlyDoubts(composed, sure):
		return false // what is followed helps more than a question
	case byReader < byRules && sure >= evenChance && !m.stays(r, composed, sure):
		return true
	case onlyTime(r.Commands) && onlyTime(composed):
		return true // its own words say it, and not those around
	case byRules < byReader && r.Confidence >= sameRead:
		return false
	}
	return !r.outweighs(composed, sure) && !m.stays(r, composed, sure)
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

// lines counts the lines that commands order.
func lines(commands []Command) (n int) {
	for _, c := range commands {
		if o, ok := c.(Order); ok {
			n += len(o.Lines)
		}
	}
	return n
}

// onlyStock says that commands only tell what is on the shelf.
func onlyStock(commands []Command) bool {
	return !slices.ContainsFunc(commands, func(c Command) bool { _, ok := c.(Stock); return !ok })
}

// parcelOrLater says that a few words are read as a parcel to be sent, or that they put off what was reminded of.
func parcelOrLater(byRules, composed []Command) bool {
	_, ships := composed[0].(Ship)
	_, later := byRules[0].(Snooze)
	return ships || later
}

// onlyDoubts says that nothing of commands would be done without a question.
func (m weighing) onlyDoubts(commands []Command, sure float64) bool {
	return !slices.ContainsFunc(commands, func(c Command) bool { _, doubt := m.doubted(c, sure).(Doubt); return !doubt })
}

// trips counts the orders that have both goods and a time.
func trips(commands []Command) (n int) {
	for _, c := range commands {
		if o, ok := c.(Order); ok && len(o.Lines) > 0 && timed(o) {
			n++
		}
	}
	return n
}

// onlyTime says that commands give a pickup time and nothing else.
func onlyTime(commands []Command) bool {
	if len(commands) != 1 {
		return false
	}
	o, ok := commands[0].(Order)
	return ok && len(o.Lines) == 0 && o.When.Given()
}

// holds says that commands are others, and more.
func holds(commands, others []Command) bool {
	return len(commands) > len(others) && !slices.ContainsFunc(others, func(o Command) bool {
		return !slices.ContainsFunc(commands, func(c Command) bool { return alike([]Command{c}, []Command{o}) })
	})
}

// unknown counts the goods of commands that nobody knows: words that some reading took for goods because nothing else fitted.
func (m weighing) unknown(commands []Command) (n int) {
	for _, c := range commands {
		switch c := c.(type) {
		case Order:
			for _, l := range c.Lines {
				n += m.unknownLine(l)
			}
		case Change:
			n += m.unknownLine(c.Line)
		case Remove:
			n += m.unknownLine(c.Line)
		}
	}
	return n
}

func (m weighing) unknownLine(l Line) int {
	shown := m.Focus.Item != nil || m.Focus.Order != nil && !m.Focus.Order.Undone || len(m.Draft) == 1 || len(m.List) == 1
	if l.SKU.Given() || shown && !l.Item.Given() && l.Quantity.Given() { // so many of that
		return 0
	}
	return 1
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

// weighing is a message whose two readings are weighed.
type weighing struct{ *message }

// stays says that the rules' reading stays because the reader's goes against what a few words mean, or what is on the screen.
func (m weighing) stays(r Reading, composed []Command, sure float64) bool {
	return m.brief(r) && (sure < surelyNot || m.confirmsNothing(composed)) || m.changesNothing(composed) && !r.Nothing()
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

// How confident the rules must be for their reading to be likelier right than what the reader reads otherwise, as hands say
// that calibrate (evals/corpus).
const (
	firmRules    = 0.95 // whatever the reader reads
	fairlyFirm   = 0.9  // where the reader is less sure than fairlySure
	fairlySure   = 0.9
	surelyOthers = 0.9 // less sure than this that a message is not for oldhand, the reader gives way to any reading
	// What is not for oldhand was learned from public intents besides, which are in English and often sound like the trade.
	firmAsk, firmEnglishAsk = 0.85, 0.6
	firmQuestion            = 0.93
	sameRead                = 0.8 // of the same commands the rules' slots count from here on
)

// outweighs says that the rules' reading is likelier right than the commands composed of what the reader read.
func (r Reading) outweighs(composed []Command, sure float64) bool {
	others := len(composed) == 1 && composed[0] == Command(Unknown{})
	switch {
	case r.Nothing() && len(composed) == 1 && framingOnly(composed[0]):
		return sure < fairlySure // sounds, and what is no language
	case r.Nothing() && r.Confidence >= fairlyFirm: // orders to the reader, code
		return true
	case others && r.asks():
		return r.Confidence >= firmAsk || r.Language == "en" && r.Confidence >= firmEnglishAsk
	case r.asks() && r.Confidence >= firmQuestion:
		return true // a question does no harm
	case r.Confidence >= sameRead && alike(r.Commands, composed):
		return true
	}
	return r.Confidence >= fairlyFirm && sure < fairlySure || others && sure < surelyOthers
}

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

// changesNothing says that commands would change a card that is not there.
func (m weighing) changesNothing(commands []Command) bool {
	return len(m.Draft) == 0 && !slices.ContainsFunc(commands, func(c Command) bool {
		switch c.(type) {
		case Change, Remove:
			return false
		}
		return true
	})
}

// confirmsNothing says that commands are a yes to nothing that is open.
func (m weighing) confirmsNothing(commands []Command) bool {
	open := len(m.Draft) > 0 || m.Changes || m.Asked != nil || m.Focus.Order != nil
	return !open && len(commands) == 1 && commands[0] == Command(Confirm{})
}

// evenChance is how sure the reader must at least be where its reading leaves less unknown.
const evenChance = 0.5

// surelyNot is how sure the reader must be that a few words do not mean what the rules know them to mean.
const surelyNot = 0.7

// brief says that a message is a few words, which the rules take for the name of goods or know to mean one thing.
func (m weighing) brief(r Reading) bool {
	if len(r.Commands) != 1 || r.Nothing() {
		return false
	}
	words := shape(m).bareText()
	f, finds := r.Commands[0].(Find)
	alone := finds && strings.EqualFold(f.Text.Value, words)
	return alone || r.Confidence >= 0.7 && len([]rune(words)) <= 15
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

// readings are tried in this order; what none of them takes is as the rules read it.
var readings = []func(*message) (Reading, bool){
	ofMembers,
	(*message).invitation,
	(*message).answer,
	reason,
	claimAnswer,
	ownData,
	(*message).numberInReply,
	(*message).priceInReply,
	(*message).beyond,
	(*message).parcelList,
	(*message).receiver,
	(*message).report,
	paidPlainly,
	credit,
	pooling,
	itemHistory,
	signed,
	(*message).exact,
	plainReminder,
	openingHours,
	(*message).deadline,
	(*message).goodsOfOrder,
	daysList,
	plainCounter,
	plainClaim,
	editPlaced,
	(*message).orderByNumber,
}

// Nothing says that nothing was made of the message.
func (r Reading) Nothing() bool { return len(r.Commands) == 1 && r.Commands[0] == Command(Unknown{}) }

// sure is the confidence of a reading that leaves nothing to weigh.
const sure = 0.95

// message is one message on its way through the door.
type message struct {
	text    string
	Context         // as it is seen through the reply
	given   Context // as it came
	names   Names
	rules   *rules.Understanding // of the text, once it was read
}

// reading is what a reading of the door's own gives. The words still show their language.
func (m *message) reading(commands ...Command) (Reading, bool) {
	return Reading{Commands: commands, Confidence: sure, Language: rules.LanguageOf(m.text, m.context(), m.names.Couriers())}, true
}

// read has the rules read the text, once.
func (m *message) read() *rules.Understanding {
	if m.rules == nil {
		u := m.understand(m.pointed(), m.context())
		m.rules = &u
	}
	return m.rules
}

func (m *message) understand(text string, c rules.Context) rules.Understanding {
	return parserOf(m.names).Understand(text, c)
}

// asRead is the message as the rules read it, completed by the focus.
func (m *message) asRead() Reading {
	u := m.read()
	r := Reading{Confidence: u.Confidence, Language: u.Language, Pasted: u.Pasted}
	for _, c := range u.Commands {
		r.Commands = append(r.Commands, m.command(c))
	}
	if len(r.Commands) == 1 {
		if f, ok := r.Commands[0].(Find); ok {
			r.Commands[0] = narrowing{m}.narrowed(f, m.text)
		}
	}
	if r.Nothing() {
		if q, ok := m.completesQuote(); ok {
			r.Commands, r.Confidence = []Command{q}, sure
		}
	}
	return r
}

// context is the focus as the rules know it.
func (m *message) context() rules.Context {
	c := rules.Context{
		Now: m.Now, Role: m.Role, Reminder: m.reminds(m.Now), AskedTime: m.asks(TimeSlot), Language: m.Language, App: m.App,
	}
	for _, i := range m.Draft {
		c.Draft = append(c.Draft, rules.Line{Item: i.Item, SKU: i.SKU, Quantity: i.Quantity, Unit: i.Unit, Also: i.Also})
	}
	if q := m.Quote; q != nil {
		c.Quote = &rules.ShownQuote{To: q.To, Weight: q.Weight}
	}
	if m.Fresh {
		c.Found = m.ListOf
	}
	return c
}

// parserOf has the rules ask for names.
func parserOf(n Names) *rules.Parser { return rules.New(lexicon{n}) }

// lexicon gives the rules the names that they ask for.
type lexicon struct{ Names }

func (l lexicon) SKU(s string) (sku, unit string, carton int, ok bool) { return flat(l.Names.SKU(s)) }

func (l lexicon) Item(words string) (sku, unit string, carton int, ok bool) {
	return flat(l.Names.Item(words))
}

func flat(n Named, known bool) (sku, unit string, carton int, ok bool) {
	return n.SKU, n.Unit, n.Carton, known
}

// Restates says that a sentence, perhaps somebody else's plainer words for a message, says nothing that the message does
// not say.
func Restates(sentence, message string, n Names) bool {
	return parserOf(n).Restates(sentence, message)
}

// links are addresses of pages, with a scheme or as people shorten them. Chinese goes on right behind one without a space.
var links = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s\p{Han}，。；！？、）】]+|\b(?:[a-z0-9-]+\.)+(?:com|cn|net|org|hk|tw)\b(?:/[^\s\p{Han}，。；！？、）】]*)?|\bt\.me/[^\s\p{Han}]+`)

// copied is what a shop's app copies of goods: its name, a link, a code, the goods in corners, and what to do with it.
var copied = regexp.MustCompile(`^\s*【[^】]{1,12}】.*「([^」]+)」`)

// ofLink are words that speak of nothing but the link beside them.
var ofLink = regexp.MustCompile(`(?i)^(?:(?:do you )?have|got|find|see|look(?: at)?|is there|how about|like|same as|any of|this|that|one|it|here|please|看看?|有没有|有|找|同款|这个|这款|这种|那个|这|那|一样的|的|吗|么|呢|货|\s|\pP)*$`)

// unlinked is a text with blanks in the place of links, whose words would be read as names of goods, and of what only points at
// them; found says that there are any.
func unlinked(text string) (rest string, found bool) {
	blank := func(words string) string { return strings.Repeat(" ", len(words)) }
	rest = links.ReplaceAllStringFunc(text, blank)
	if rest == text {
		return rest, false
	}
	if at := copied.FindStringSubmatchIndex(text); at != nil {
		rest = blank(text[:at[2]]) + text[at[2]:at[3]] + blank(text[at[3]:])
	}
	if ofLink.MatchString(rest) {
		rest = blank(rest)
	}
	return rest, true
}
