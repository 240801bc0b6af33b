package meaning

import (
	"cmp"
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"

	"oldhand/intents/meaning/rules"
)

// composers make commands of acts: the reader told what is done and which words are of which kind; what these words are
// exactly the rules read.
var composers = map[string]func(*composer, stretch){
	"find": (*composer).find, "show": (*composer).show, "more": one(More{}),
	"order": (*composer).order, "sold": sold, "change": onDraft(drafting.change), "remove": onDraft(drafting.remove),
	"when": (*composer).when, "confirm": one(Confirm{}), "cancel": (*composer).cancel, "undo": (*composer).undo,
	"orders": (*composer).orders, "repeat": repeat, "wait": wait,
	"correct": (*composer).correct, "yes": one(Confirm{}), "no": no, "pick": (*composer).pick,
	"quote": (*composer).quote, "ship": (*composer).ship, "track": (*composer).track, "parcels": one(Parcels{}),
	"ask": ask, "tip": tip,
	"remind": (*composer).remind, "remind_off": remindOff, "remind_ask": one(Remind{}), "snooze": (*composer).snooze,
	"stock": (*composer).stock, "price": (*composer).price, "notify": notify,
	"language": language, "people": (*composer).people,
	"help": one(Help{}), "greet": one(Greet{}), "thanks": one(Thanks{}), "chat": chat, "unknown": one(Unknown{}),
	"accept": counter(accept), "refuse": counter(refuse), "short": counter(short), "ready": counter(ready), "picked": counter(picked),
	"claim":     counter(claim),
	"item_edit": foreseen,
	"statement": statement, "pool": pool, "kit": foreseen, "meeting": foreseen, "newcomer": foreseen,
	"privacy": privacy,
}

// onDraft composes what is done to the open draft.
func onDraft(compose func(drafting, stretch)) func(*composer, stretch) {
	return func(c *composer, s stretch) { compose(drafting{c}, s) }
}

// composer makes the commands of one message.
type composer struct {
	*message
	parser   *rules.Parser
	context  rules.Context
	commands []Command
	lines    []stretch // of the order being put together
	named    string    // the goods named last
	changed  stretch   // the act that changed the draft last
	head     goodsName // what the goods named last are called, which a colour alone is a colour of
}

// compose gives the commands of the acts of a message, their roles brought to their values. What only frames others goes, as it
// does with the rules.
func (m *message) compose(acts []Act) []Command {
	c := &composer{message: m, parser: parserOf(m.names), context: m.context()}
	for _, a := range c.joinedActs(acts) {
		if a.Name != "order" && a.Name != "sold" {
			c.close()
		}
		s := stretch{message: m, Act: a}
		if a.Name == "snooze" && len(c.commands) > 0 && s.has("date", "time") && !again.MatchString(s.said()) {
			a.Name = "when" // of what was ordered in the same breath
		}
		switch {
		case s.someday():
			a.Name = "chat"
		case s.checks():
			a.Name = "show"
			if !s.has("item", "sku") {
				a.Name = "ask"
			}
		}
		if e, ok := (placing{c}).ofPlaced(s); ok {
			c.add(e)
		} else if compose, ok := composers[a.Name]; ok {
			compose(c, s)
		}
	}
	c.close()
	c.timeBeside(acts)
	return frameless(slices.DeleteFunc(c.commands, empty))
}

// someday says that an act is what may be done some other time, if things go well.
func (s stretch) someday() bool {
	return (s.has("cond") || hedging.MatchString(s.text)) && slices.Contains(countedActs, s.Act.Name) && laterOn.MatchString(s.said())
}

// hedging is how people say that they do not know yet.
var hedging = regexp.MustCompile(`(?i)\b(?:maybe|perhaps|might|if (?:it|they|these|those|this) sells?)\b|可能|也许|也許|说不定|說不定|[卖賣]得好|好[卖賣]的?[话話]`)

// laterOn is a time that nobody can plan for.
var laterOn = regexp.MustCompile(`(?i)\bnext (?:month|year|season)\b|\bsome ?day\b|\blater on\b|下个?月|明年|以后|以後|到时候?|下回|改天`)

// checks says that an act which would change goods only asks whether something is so: a carton is 100, right?
func (s stretch) checks() bool {
	if !slices.Contains([]string{"change", "correct", "order"}, s.Act.Name) {
		return false
	}
	behind := s.text[s.From:]
	if end := strings.IndexAny(s.text[s.To:], "。！!\n"); end >= 0 {
		behind = s.text[s.From : s.To+end]
	}
	return seeksYes.MatchString(behind) || !s.has("qty", "up", "down", "times") && beginsAsking.MatchString(s.said())
}

var (
	// seeksYes is a statement that wants to be told that it is right.
	seeksYes = regexp.MustCompile(`(?i)\b(?:is|are|it's|they're)\b.*,?\s*\b(?:right|correct|yeah|no)\s*[?？]\s*$|[是有].*(?:对吧|是吧|对吗|对不对|没错吧)\s*[?？]?\s*$|^[^,，]*一[箱包盒打件袋][是有].*吧\s*[?？]?\s*$`)
	// beginsAsking is how a question begins in English.
	beginsAsking = regexp.MustCompile(`(?i)^(?:(?:and|so|oh|but|also|hey|honey|dear|btw)[ ,]+)*(?:are|is|do|does|did|isn't|aren't|were|was)\b`)
)

// empty says that a command changes nothing of no line that was named: its number cannot be.
func empty(c Command) bool {
	ch, ok := c.(Change)
	return ok && !ch.Quantity.Given() && !ch.Fewer && !ch.When.Given() && !ch.Item.Given()
}

// again are words that want to be reminded once more.
var again = regexp.MustCompile(`(?i)\b(?:later|again|snooze|remind|ask|back|minutes?|hours?)\b|再|等|过|提醒|叫我|喊我`)

// joining is what stands between two words of one name.
var joining = regexp.MustCompile(`(?i)^\s*(?:and|&|和|与|跟)\s*$`)

// joinedActs puts acts together that are one name of goods with an "and" in it: a broom and dustpan set.
func (c *composer) joinedActs(acts []Act) (out []Act) {
	for _, a := range acts {
		if n := len(out) - 1; n >= 0 && out[n].Name == a.Name {
			out[n], a = handedOn(c.message, out[n], a)
		}
		if n := len(out) - 1; n >= 0 && out[n].Name == a.Name && slices.Contains(goodsActs, a.Name) && joining.MatchString(c.text[out[n].To:max(out[n].To, a.From)]) {
			if joined, ok := c.joined(out[n], a); ok {
				out[n] = joined
				continue
			}
		}
		out = append(out, a)
	}
	return out
}

// figures are a number that is written with nothing else.
var figures = regexp.MustCompile(`^\d+$`)

// handedOn gives the number that an act ends with to the next, if that has none and the first has another: 30 white mugs + 10 | red mugs.
func handedOn(m *message, a, b Act) (Act, Act) {
	n := len(a.Roles) - 1
	if n < 1 {
		return a, b
	}
	number, before := a.Roles[n], stretch{message: m, Act: Act{Roles: a.Roles[:n]}}
	counts := number.Name == "qty" || number.Name == "ref" && figures.MatchString(m.text[number.From:number.To])
	apart := strings.TrimSpace(m.text[number.To:max(number.To, b.From)]) != ""
	if !counts || apart || !before.has("qty") || !before.has("item", "sku", "ref") || (stretch{message: m, Act: b}).has("qty") {
		return a, b
	}
	number.Name = "qty"
	a.Roles, a.To = before.Roles[:n:n], number.From
	b.Roles, b.From = slices.Concat([]Role{number}, b.Roles), number.From
	return a, b
}

// joined is one act of two, if what their goods are called together is the name of one item, and only one of them is counted.
func (c *composer) joined(a, b Act) (Act, bool) {
	x, y := stretch{message: c.message, Act: a}, stretch{message: c.message, Act: b}
	goods := func(r Role) bool { return r.Name == "item" || r.Name == "attr" }
	first, last := slices.IndexFunc(a.Roles, goods), len(b.Roles)-1
	for last >= 0 && !goods(b.Roles[last]) {
		last--
	}
	if first < 0 || last < 0 || x.has("qty") && y.has("qty") || x.has("sku") || y.has("sku") {
		return Act{}, false
	}
	name := Role{"item", a.Roles[first].From, b.Roles[last].To}
	if _, ok := c.names.Item(c.text[name.From:name.To]); !ok {
		return Act{}, false
	}
	rest := slices.DeleteFunc(slices.Concat(a.Roles, b.Roles), goods)
	out := Act{Name: a.Name, From: a.From, To: b.To, Sure: min(a.Sure, b.Sure), Roles: append(rest, name)}
	slices.SortStableFunc(out.Roles, func(r, s Role) int { return r.From - s.From })
	return out, true
}

// timeBeside gives an order without a time the one that stands beside all acts of the message: no word of a time is lost.
func (c *composer) timeBeside(acts []Act) {
	n := slices.IndexFunc(c.commands, func(command Command) bool { _, ok := command.(Order); return ok })
	if n < 0 || slices.ContainsFunc(c.commands, timed) {
		return
	}
	from, to := -1, 0
	for _, p := range c.pieces() {
		held := slices.ContainsFunc(acts, func(a Act) bool { return p.From < a.To && p.To > a.From })
		if p.Kind == rules.TimePiece && !held && !rightNow.MatchString(c.text[p.From:p.To]) && besideGoods(c, p, acts) {
			from, to = cmp.Or(max(from, 0), p.From), p.To
		}
	}
	if to == 0 {
		return
	}
	if day := briefDay.FindStringIndex(strings.TrimRight(c.text[:from], " ")); day != nil && day[1] == len(strings.TrimRight(c.text[:from], " ")) {
		from = day[0]
	}
	o := c.commands[n].(Order)
	o.timed(timeIn(c, c.text[from:to]))
	c.commands[n] = o
}

// besideGoods says that a piece of a message stands in a sentence in which goods are ordered, or in one of nothing but such pieces.
func besideGoods(c *composer, p rules.Piece, acts []Act) bool {
	from, to := sentenceOf(c.text, p)
	within := func(a, b int) bool { return a < to && b > from }
	return slices.ContainsFunc(acts, func(a Act) bool { return (a.Name == "order" || a.Name == "sold") && within(a.From, a.To) }) ||
		!slices.ContainsFunc(c.pieces(), func(x rules.Piece) bool {
			return x.Kind == rules.NamePiece && within(x.From, x.To) && !briefDay.MatchString(c.text[x.From:x.To])
		})
}

// sentenceOf gives where the sentence of a piece of a text begins and ends.
func sentenceOf(text string, p rules.Piece) (from, to int) {
	for _, end := range sentenceEnd.FindAllStringIndex(text[:p.From], -1) {
		from = end[1]
	}
	if end := sentenceEnd.FindStringIndex(text[p.To:]); end != nil {
		return from, p.To + end[0]
	}
	return from, len(text)
}

// sentenceEnd is where a sentence ends; a number may hold a point.
var sentenceEnd = regexp.MustCompile(`[.!?](?:\s|$)|[。！？\n]`)

// timed says that a command names a time.
func timed(command Command) bool {
	switch c := command.(type) {
	case Order:
		return c.When.Given() || c.Shift.Given() || c.WhenAsked != ""
	case Remind, RemindOf, Snooze, Stock, Tip, Ask, Report:
		return true
	}
	return false
}

// Compose gives the commands of acts that are known, as a person marked them.
func Compose(text string, acts []Act, c Context, n Names) []Command {
	m := &message{text: text, Context: c.throughReply(), given: c, names: n}
	return m.inReply(Reading{Commands: m.compose(snapped(m.text, acts, m.pieces()))}).Commands
}

func (c *composer) add(command Command) { c.commands = append(c.commands, command) }

// one makes always the same command; said twice in a row it is said once.
func one(command Command) func(*composer, stretch) {
	return func(c *composer, _ stretch) {
		if n := len(c.commands); n == 0 || c.commands[n-1] != command {
			c.add(command)
		}
	}
}

// frameless drops greetings, thanks and small talk where something else is wanted; of nothing but these it keeps the first.
func frameless(commands []Command) []Command {
	frames := func(c Command) bool {
		switch c.(type) {
		case Greet, Thanks, Chat:
			return true
		}
		return false
	}
	kept := slices.DeleteFunc(slices.Clone(commands), frames)
	if len(kept) == 0 && len(commands) > 0 {
		return commands[:1]
	}
	return kept
}

// fill has the rules read the slots of a command in the words of an act.
func (c *composer) fill(name string, s stretch) (rules.Slots, bool) {
	return c.parser.Fill(name, s.said(), c.context)
}

// briefDay is a day of the week as it is written in a hurry, which is no day elsewhere: sat, wed.
var briefDay = regexp.MustCompile(`(?i)\b(mon|tues?|weds?|thurs?|thu|fri|sat|sun)\b`)

// weekdays are the names of the days by their first three letters.
var weekdays = map[string]string{
	"mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}

// hours are the ways to write an hour that mean one only where it is known that a time is said, and how they are written elsewhere.
var hours = []struct {
	words *regexp.Regexp
	as    string
}{
	{regexp.MustCompile(`(?i)\b(\d{1,2})\s?h\s?(\d{2})\b`), "$1:$2"},                      // 10h30
	{regexp.MustCompile(`(?i)\b(\d{1,2})\s?h\b`), "$1:00"},                                // 15h
	{regexp.MustCompile(`(?i)\b(\d{1,2})[.:](\d{2})\s?([ap])\.?\s?m\b\.?`), "$1:$2${3}m"}, // 11.00 a.m.
	{regexp.MustCompile(`(?i)\b12\s?(?:noon|midday)\b`), "12:00"},                         // 12 noon
	{regexp.MustCompile(`(?i)\b(\d{1,2}) (morning|afternoon|evening)\b`), "$1 in the $2"}, // 10 morning
}

// inFull writes the days of the week and the hours in words of a time in full.
func inFull(words string) string {
	for _, h := range hours {
		words = h.words.ReplaceAllString(words, h.as)
	}
	return briefDay.ReplaceAllStringFunc(words, func(w string) string { return weekdays[strings.ToLower(w[:3])] })
}

// timeIn is the pickup time that words say which are known to say one.
func timeIn(c *composer, words string) rules.Slots { return c.parser.Pickup(inFull(words), c.context) }

// hourAlone is an hour with a point before a quarter, 8.30; other figures may be a day.
var hourAlone = regexp.MustCompile(`^(\d{1,2})\.(00|15|30|45)$`)

// pickupTime is the time that an act names: by the words that are read as its day and hour, of several days the one said last,
// or else by all of its words.
func (c *composer) pickupTime(s stretch) rules.Slots {
	day := ""
	for _, words := range s.all("date") {
		if timeIn(c, words).When != "" {
			day = words
			continue
		}
		for part := range clauses(words) {
			if timeIn(c, part).When != "" {
				day = part
			}
		}
	}
	hours := []string{s.span("time"), s.last("time")}
	if !s.has("date") && briefDay.MatchString(s.said()) {
		hours = nil
	}
	for _, hour := range hours {
		slots := timeIn(c, strings.TrimSpace(day+" "+hourAlone.ReplaceAllString(hour, "$1:$2")))
		if s.has("date") == (day != "") && (hour == "" || strings.Contains(slots.When, "T")) && slots.When != "" {
			return slots
		}
	}
	if slots := timeIn(c, s.said()); slots.When != "" || slots.WhenAsked != "" {
		return slots
	}
	return timeIn(c, s.joined("date", "time"))
}

// clauses are the parts of words between commas.
func clauses(words string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, part := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(",，、;；。", r) }) {
			if !yield(part) {
				return
			}
		}
	}
}

func (c *composer) when(s stretch) {
	if (drafting{c}).apart(s) || closesPool(c, s) {
		return
	}
	if cannotCome.MatchString(s.said()) {
		wait(c, s)
		return
	}
	if minutes, behind, ok := c.shifted(s); ok {
		if slots := c.pickupTime(behind); slots.When == "" {
			c.add(Order{Shift: Said(minutes)})
			return
		}
		s = behind
	}
	if len(c.Draft) == 0 && len(c.commands) == 0 && c.reminds(c.Now) {
		c.snooze(s) // there is no order to be fetched then
		return
	}
	slots := c.pickupTime(s)
	if slots.When == "" && slots.WhenAsked == "" {
		return
	}
	if n := len(c.commands) - 1; n >= 0 {
		if order, ok := c.commands[n].(Order); ok && !timed(order) {
			order.timed(slots)
			c.commands[n] = order
			return
		}
	}
	var o Order
	o.timed(slots)
	c.add(o)
}

// cannotCome says that a time is none.
var cannotCome = regexp.MustCompile(`(?i)[去来到]不了|没空|没时间|\b(?:can'?t|cannot|can not|won'?t) (?:make|come|be|get|do|pick)\b`)

// shifted says by how many minutes an act moves the time of the open draft, and what stands behind these words, where the time may
// be said that it comes to: an hour earlier, at 4.
func (c *composer) shifted(s stretch) (minutes int, behind stretch, ok bool) {
	minutes, to, ok := rules.ShiftOf(s.text[s.From:s.To])
	if !ok || len(c.Draft) == 0 {
		return 0, s, false
	}
	behind = s
	behind.From = s.From + to
	behind.Roles = nil
	for _, r := range s.Roles {
		if r.From = max(r.From, behind.From); r.From < r.To {
			behind.Roles = append(behind.Roles, r)
		}
	}
	return minutes, behind, true
}

func wait(c *composer, s stretch) {
	if _, _, moves := c.shifted(s); moves { // an hour later
		c.when(s)
		return
	}
	if len(c.Draft) > 0 {
		c.add(Waiting{})
		return
	}
	c.add(Chat{})
}

// repeat makes a draft of the last order, and what else the message says is said of that.
func repeat(c *composer, _ stretch) {
	c.add(Repeat{})
	if placed := c.Focus.Order; placed != nil && len(c.Draft) == 0 {
		m := *c.message
		m.Draft = placed.Lines
		c.message, c.context = &m, m.context()
	}
}

func (c *composer) cancel(s stretch) {
	if voided(c, s) {
		return
	}
	if placed := c.Focus.Order; len(c.Draft) == 0 && !c.Changes && !c.asks(AnswerSlot) && placed != nil && !placed.Undone {
		c.undo(s)
		return
	}
	c.add(c.message.cancel())
}

func (c *composer) undo(s stretch) {
	if voided(c, s) {
		return
	}
	c.add(takenBack(c.message))
}

// voided cancels the orders that an act names, together with those that the act before it does; ok is false where it names none.
func voided(c *composer, s stretch) (ok bool) {
	var void VoidOrder
	for _, r := range s.Roles {
		n, number := digits(s.text[r.From:r.To])
		switch {
		case !number || r.Name != "order_no":
		case !void.Number.Given():
			void.Number = Said(n)
		default:
			void.With = append(void.With, n)
		}
	}
	if !void.Number.Given() {
		if void.Number, ok = c.orderNumber(s); ok {
			c.add(void)
		}
		return ok
	}
	if n := len(c.commands) - 1; n >= 0 {
		if before, ok := c.commands[n].(VoidOrder); ok && before.Number.Said() {
			before.With = slices.Concat(before.With, []int64{void.Number.Value}, void.With)
			c.commands[n] = before
			return true
		}
	}
	c.add(void)
	return true
}

func (c *composer) orders(s stretch) {
	if number, ok := c.orderNumber(s); ok {
		c.add(ShowOrder{number})
		return
	}
	day := dayOf(c.message, s.said())
	switch {
	case c.Role == "distributor":
		c.add(PickList{Day: day, Items: byItem.MatchString(s.said())})
	case day.Given():
		c.add(Pull{day})
	default:
		c.add(Orders{})
	}
}

// orderNumber is the number of the order that an act names, or of the one that the message replies to.
func (c *composer) orderNumber(s stretch) (Slot[int64], bool) {
	if n, ok := digits(s.words("order_no")); ok {
		return Said(n), true
	}
	if r := c.Reply; r != nil && r.Order != nil && r.Order.Number != 0 {
		return Carried(r.Order.Number), true
	}
	return Slot[int64]{}, false
}

// askingMarks are those behind a question, which belong to it where others read it.
var askingMarks = regexp.MustCompile(`^[?？]+`)

func ask(c *composer, s stretch) {
	question := s.said() + askingMarks.FindString(s.text[s.To:])
	if n := len(c.commands) - 1; n >= 0 {
		if before, ok := c.commands[n].(Ask); ok {
			c.commands[n] = Ask{Said(before.Question.Value + " " + question)}
			return
		}
	}
	c.add(Ask{Said(question)})
}

func tip(c *composer, s stretch) {
	c.add(Tip{Said(strings.TrimSpace(s.message.text[s.tipFrom():]))})
}

// tipFrom is where the words of a tip begin: those that are marked as its text, else all of the act.
func (s stretch) tipFrom() int {
	for _, r := range s.Roles {
		if r.Name == "text" {
			return r.From
		}
	}
	return s.From
}

func language(c *composer, s stretch) {
	c.add(Language{saidIf(languageWanted(s.said()))})
}

var (
	namesEnglish = regexp.MustCompile(`(?i)\benglish\b|英[文语語]|yingwen|yingyu`)
	namesChinese = regexp.MustCompile(`(?i)\b(?:chinese|mandarin|putonghua)\b|中[文国國]|[汉漢]语|普通话|普通話|zhongwen|国语|國語`)
	notWanted    = regexp.MustCompile(`(?i)\b(?:can'?t|cannot|don'?t|doesn'?t|not|no|stop|without)\b|不|没|沒|别|別|唔|冇|少来`)
)

// languageWanted is the language that words ask for: "I can't read Chinese" asks for English. "" where none is named.
func languageWanted(words string) string {
	at := func(re *regexp.Regexp) int {
		if place := re.FindStringIndex(words); place != nil {
			return place[0]
		}
		return len(words)
	}
	english, chinese, not := at(namesEnglish), at(namesChinese), at(notWanted)
	first, second := "en", "zh"
	if chinese < english {
		first, second = second, first
	}
	switch {
	case min(english, chinese) == len(words):
		return ""
	case max(english, chinese) == len(words): // one is named, and perhaps refused
		if not < len(words) {
			return second
		}
		return first
	case not < max(english, chinese) && not > min(english, chinese): // English, not Chinese
		return first
	}
	return second // not Chinese but English; from Chinese to English
}

func (c *composer) people(s stretch) {
	if c.Role == "organiser" {
		if members, ok := membersOf(s.said()); ok {
			if person := s.words("person"); person != "" {
				members.Person = Said(person)
			}
			c.add(members)
			return
		}
		if invite := InvitationOf(s.said()); inviteWords.MatchString(s.said()) || inviteAlso.MatchString(s.said()) {
			c.add(invite)
			return
		}
	}
	foreseen(c, s)
}

func (c *composer) remind(s stretch) {
	if r, ok := c.parser.Reminding(s.asking(), c.context); ok && !onceMore.MatchString(r.Text) && !setting.MatchString(r.Text) && (r.Text != "" && r.Rest == "" || r.Days != "" || r.Dated || r.Off) {
		c.add(reminding(c.message, r))
		return
	}
	slots, _ := c.fill(rules.Remind, s)
	if slots.On == nil && slots.About == "" {
		slots.On = new(true)
	}
	if words := s.said(); slots.About == "" && !s.has("text") && (inAWhile.MatchString(words) || onceMore.MatchString(words)) {
		c.snooze(s)
		return
	}
	if words := s.words("time"); words != "" && slots.Time != "" {
		if when, err := time.Parse(time.RFC3339, c.parser.Pickup(words, c.context).When); err == nil {
			slots.Time = when.Format("15:04")
		}
	}
	c.add(c.command(rules.Command{Name: rules.Remind, Slots: slots}))
}

// When one is to be reminded of the same once more: in some minutes, again later.
var (
	inAWhile = regexp.MustCompile(`(?i)(?:\d|[一二两三四五六七八九十半]|\b(?:half an?|an?))\s*(?:minutes?|mins?|hours?|分钟|分鐘|小时|小時|个钟|個鐘)`)
	setting  = regexp.MustCompile(`^(?:时间|時間)?(?:改|调|調|换|換|设|設|定)(?:到|成|为|為|在)`) // the daily one is set to another hour
	onceMore = regexp.MustCompile(`(?i)(?:^|\bme )again\b`)
)

// asking are the words of an act that asks for a reminder, behind such as the rules know to ask for one: people poke and ring as
// well.
func (s stretch) asking() string {
	from := slices.IndexFunc(s.Roles, func(r Role) bool { return r.Name == "text" })
	if from < 0 {
		return s.said()
	}
	to := s.To
	for _, r := range s.Roles[from:] {
		if r.Name == "date" || r.Name == "time" {
			to = min(to, r.From)
		}
	}
	return "remind me " + strings.TrimSpace(s.joined("date", "time")) + " to " + s.text[s.Roles[from].From:to]
}

// reminding is the command of a reminder that is asked for.
func reminding(m *message, r rules.Reminding) Command {
	switch {
	case r.Off && r.Days != "":
		return Remind{Days: Said(daysBut(r.Days))}
	case r.Off:
		return Remind{On: Said(false), Day: Said(r.When)}
	case r.Text == "" && r.Days != "":
		return Remind{On: Said(true), Days: Said(r.Days), Time: saidIf(r.Time)}
	case r.Text == "" && strings.Contains(r.When, "T"):
		return Snooze{Until: Said(r.When), Note: m.snoozed()}
	case r.Text == "":
		return Remind{} // at what time is asked
	}
	of := RemindOf{Text: Said(r.Text), Time: saidIf(r.Time), Days: saidIf(r.Days)}
	if r.WhenAsked == "" {
		of.When = saidIf(r.When)
	}
	return of
}

// everyDay are all days of the week.
const everyDay = "1234567"

// daysBut are the days of the week without some.
func daysBut(days string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(days, r) {
			return -1
		}
		return r
	}, everyDay)
}

var (
	// dropReminder are words that end a reminder of a person's own words.
	dropReminder = regexp.MustCompile(`(?i)^(?:please )?(?:cancel|delete|remove|drop|stop|clear|forget)(?: the| my| that)? (?:(.+?) reminders?|reminders? (?:about|to|for|of) (.+))[.!]?$|` +
		`^(?:请)?(?:把)?(?:取消|删掉?|删除|去掉|不要)(?:那个|我的|这个|掉)?(.+?)(?:的)?(?:那个|这个)?提醒[了吧]?[。！]?$|^(?:please )?stop reminding me (?:to|about|of) (.+?)[.!]?$|^(?:别|不要|不用)(?:再)?提醒我([^了啊吧，,][^，,。！]*?)了?[。！]?$|^(.+?)的(?:那个|这个)?提醒(?:取消|删掉?|删除|去掉|不要了?)[了吧]?[。！]?$`)
	// wholeReminder are words of the daily one.
	wholeReminder = regexp.MustCompile(`(?i)^(?:daily|every ?day|pick-?up|order|morning|the|my|all|any)s?$|每天|每日|拿货|取货|所有|全部|早上|那个|这个|我的|^(?:了|吧|啦|起|再)+$|^(?:it|that|this|these|those|them|anything)$`)
)

// plainReminder reads what plainly asks for a reminder, or for the end of one of the person's own words. A time of day with nothing
// else is the daily one's.
func plainReminder(m *message) (Reading, bool) {
	if found := dropReminder.FindStringSubmatch(m.text); found != nil {
		words := cmp.Or(found[1:]...)
		timed := slices.ContainsFunc(m.pieces(), func(p rules.Piece) bool { return p.Kind == rules.TimePiece })
		if !timed && !wholeReminder.MatchString(words) {
			return m.reading(DropReminder{Said(words)})
		}
	}
	if q, ok := parserOf(m.names).Quiet(m.text, m.context()); ok {
		return m.reading(Quiet{From: saidIf(q.From), Until: saidIf(q.Until), Off: q.Off})
	}
	if m.Asked != nil && m.Asked.Slot != TimeSlot && m.Asked.Slot != NoteSlot {
		return Reading{}, false
	}
	r, ok := parserOf(m.names).Reminding(m.text, m.context())
	if !ok || !r.Plain || m.pasted() || r.Text == "" && r.Days == "" && !r.Off && !r.Dated {
		return Reading{}, false
	}
	return m.reading(reminding(m, r))
}

func remindOff(c *composer, s stretch) {
	if r, ok := c.parser.Reminding(s.said(), c.context); ok && r.Off && !pronoun.MatchString(r.Text) {
		c.add(reminding(c.message, r))
		return
	}
	slots, _ := c.fill(rules.Remind, s)
	day := slots.When
	if day == "" && s.has("date") {
		if when := c.parser.Pickup(s.words("date"), c.context).When; len(when) == len("2006-01-02") {
			day = when
		}
	}
	on := slots.On != nil && *slots.On && turnsOn.MatchString(s.said())
	c.add(Remind{On: Said(on), Day: saidIf(day)})
}

// pronoun is a text that only points at the reminders there are.
var pronoun = regexp.MustCompile(`(?i)^(?:the|these|those|all|all the|them|it)$`)

// turnsOn are words that want the reminder back.
var turnsOn = regexp.MustCompile(`(?i)打开|开启|恢复|\bturn(?:ed)? .*\bon\b|\b(?:switch|turn|back) .*\bon\b|\bresume\b`)

func (c *composer) snooze(s stretch) {
	slots, _ := c.fill(rules.Snooze, s)
	c.add(Snooze{Until: saidIf(slots.Until), Note: c.snoozed()})
}

// no declines what is open; where nothing is, it is talk.
func no(c *composer, _ stretch) {
	switch {
	case c.asks(AnswerSlot), c.Changes:
		c.add(c.message.cancel())
	case len(c.Draft) > 0 && c.Asked == nil:
		c.add(Cancel{})
	default:
		c.add(Chat{})
	}
}

// Foreseen is a wish that oldhand understands, and for which there is nothing yet that serves it.
type Foreseen struct {
	Do     string // the command's name
	Number Slot[int64]
	Reason Slot[string]
	Line
	Distributor Slot[string]
	Person      Slot[string]
	Text        Slot[string] // the words used
}

// Name is what the wish is called.
func (f Foreseen) Name() string { return f.Do }

func foreseen(c *composer, s stretch) {
	f := Foreseen{
		Do: s.Act.Name, Reason: saidIf(s.reason()), Distributor: saidIf(s.words("distributor")), Person: saidIf(s.words("person")),
		Text: Said(s.said()),
	}
	f.Number, _ = c.orderNumber(s)
	if s.has("item", "attr", "sku") {
		f.Line = c.line(s)
	}
	c.add(f)
}
