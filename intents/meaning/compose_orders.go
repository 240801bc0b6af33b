package meaning

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/rules"
)

// order takes a line; the lines are put together when the last of them was read.
func (c *composer) order(s stretch) {
	_, pointed := c.pointedAt(s)
	if c.Quote != nil && !c.Fresh && len(c.Draft) == 0 && !pointed && !s.has("item", "attr", "sku") && c.named == "" {
		c.quote(s) // three of those are parcels
		return
	}
	if c.more(s) && !(drafting{c}).recounted(s) {
		c.lines = append(c.lines, s)
		return
	}
	drafting{c}.change(s)
}

// recounted says that an act gives a line of the draft its whole number: make it 5, the red ones 5 as well.
func (c drafting) recounted(s stretch) bool {
	_, ok := c.ofDraft(s)
	return ok && s.has("qty") && (wholly.MatchString(s.said()) || restating.MatchString(s.sentence()) && !adding.MatchString(s.said()))
}

// restating is what says that a number takes the place of the one before, or is to be like another.
var restating = regexp.MustCompile(`(?i)也要?|一样|更正|\bcorrections?\b|\bsame\b|\binstead\b|\bshould be\b`)

// sentence are the words of an act with those before it in its sentence.
func (s stretch) sentence() string {
	return s.text[behindLast(s.text[:s.From], "。！？!?;；\n"):s.To]
}

// behindLast is where a text goes on behind the last of some marks; its beginning where there is none.
func behindLast(text, marks string) int {
	at := strings.LastIndexAny(text, marks)
	if at < 0 {
		return 0
	}
	_, length := utf8.DecodeRuneInString(text[at:])
	return at + length
}

// more says that an act of ordering is more than another number for the only line of the draft.
func (c *composer) more(s stretch) bool {
	return len(c.Draft) != 1 || s.has("item", "attr", "sku", "ref") || !s.has("qty") || c.named != "" || c.Focus.Item != nil || c.Fresh ||
		len(c.lines) > 0 || adding.MatchString(s.said())
}

// close puts the lines of an order together; lines that name different times are orders of their own.
func (c *composer) close() {
	lines := slices.DeleteFunc(parted(c.lines), func(s stretch) bool { return len(s.Roles) == 0 }) // "ok" orders nothing
	lines = c.unsigned(lines)
	c.lines = nil
	if len(lines) == 0 {
		return
	}
	var o Order
	for i, s := range lines {
		var slots rules.Slots
		if words := s.joined("date", "time"); words != "" && s.Act.Name != "sold" && !rightNow.MatchString(words) {
			slots = timeIn(c, words)
		}
		if o.When.Given() && slots.When != "" && slots.When != o.When.Value && len(o.Lines) > 0 {
			c.add(o)
			o = Order{}
		}
		o.timed(slots)
		c.takeLine(&o, s, lines[:i], lines[i+1:])
	}
	o.Lines = headless(o.Lines)
	if n := len(c.commands) - 1; n >= 0 && !timed(o) {
		if when, ok := c.commands[n].(Order); ok && len(when.Lines) == 0 && timed(when) && !when.Apart { // tomorrow at 9: ...
			when.Lines = o.Lines
			c.commands[n] = when
			return
		}
	}
	c.add(o)
}

// rightNow says only that something is said at this moment: now the second order.
var rightNow = regexp.MustCompile(`(?i)^(?:now|现在|這下|这下)$`)

// unsigned leaves out who wants the goods in the list of a group: 1 Mei: pink lunch box 1.
func (c *composer) unsigned(lines []stretch) (goods []stretch) {
	if strings.Count(c.text, "\n") < 2 {
		return lines
	}
	for i, s := range lines {
		last := i == len(lines)-1
		if last || s.has("qty", "sku", "attr") || !lines[i+1].has("qty") || strings.Contains(c.text[s.From:max(s.From, lines[i+1].From)], "\n") ||
			c.parser.Line(s.goods(), "", "", c.context).SKU != "" {
			goods = append(goods, s)
		}
	}
	return goods
}

// headless leaves out a line without a number that only says what kind of goods the next ones are: woolly hats. red ones 8, white ones 8.
func headless(lines []Line) []Line {
	return slices.DeleteFunc(slices.Clone(lines), func(l Line) bool {
		return !l.Quantity.Given() && !l.SKU.Given() && slices.ContainsFunc(lines, func(other Line) bool {
			if other.Like.Given() && l.Item.Given() && shared(l.Item.Value, other.Like.Value) == len(text.Content(l.Item.Value)) {
				return true
			}
			return other.Quantity.Given() && l.Item.Given() && other.Item.Value != l.Item.Value && strings.Contains(other.Item.Value, l.Item.Value)
		})
	})
}

// timed gives an order the time that was read.
func (o *Order) timed(slots rules.Slots) {
	if slots.When != "" || slots.WhenAsked != "" {
		o.When, o.WhenAsked, o.WhenOnly = saidIf(slots.When), slots.WhenAsked, slots.WhenOnly
	}
}

// takeLine adds the line of a stretch to an order, in the light of the stretches before and after it.
func (c *composer) takeLine(o *Order, s stretch, before, after []stretch) {
	if s.holdsSeveral() {
		slots, _ := c.fill(rules.Order, s)
		o.Lines = append(o.Lines, c.message.lines(slots.Lines)...)
		return
	}
	if units := s.units(); len(units) > 1 && each.MatchString(s.said()) && severalColours(units) {
		if units[0].has("item") && !units[0].has("attr") {
			c.named, c.head = units[0].words("item"), units[0].goodsName()
			units = units[1:]
		}
		for _, one := range units {
			one.Roles = append(one.Roles, slices.DeleteFunc(slices.Clone(s.Roles), func(r Role) bool { return r.Name != "qty" })...)
			o.Lines = append(o.Lines, c.line(one))
		}
		return
	}
	l := c.line(s)
	if n, ok := ordinalOf(s.words("ref")); ok && !l.Named() && len(c.List) > 0 && n > len(c.List) {
		l.Item = Said(strings.TrimSpace(article.ReplaceAllString(s.words("ref"), ""))) // there is no such line: it is asked about
	}
	if n := len(o.Lines) - 1; n >= 0 && s.corrects(before[len(before)-1]) {
		o.Lines[n].Quantity, o.Lines[n].Unit = l.Quantity, l.Unit
		return
	}
	if at := slices.IndexFunc(o.Lines, func(x Line) bool { return x.SKU.Given() && x.SKU.Value == l.SKU.Value }); at >= 0 && s.restates(before[len(before)-1]) {
		o.Lines[at].Quantity, o.Lines[at].Unit = l.Quantity, l.Unit
		return
	}
	if !l.Quantity.Given() {
		c.share(&l, slices.Concat(after, before))
	}
	if !l.Quantity.Given() && sameMany.MatchString(s.said()) {
		l.Quantity = c.asMany(o.Lines)
	}
	if l.Named() || l.Quantity.Given() {
		o.Lines = append(o.Lines, l)
	}
}

var article = regexp.MustCompile(`(?i)^the\s+`)

// severalColours says that names of goods are nothing but colours, behind at most one name of what comes in them.
func severalColours(units []stretch) bool {
	for n, u := range units {
		if n > 0 && u.has("item", "sku") || !u.has("attr") && n > 0 {
			return false
		}
	}
	return true
}

// What says that there are to be as many as of the goods before, and what puts goods into the place of others.
var (
	sameMany  = regexp.MustCompile(`(?i)\bsame\b|\bas many\b|一样|同样(?:的)?(?:多|数量)|照样`)
	replacing = regexp.MustCompile(`(?i)\bchange\b|\binstead\b|\bswap\b|\breplace\b|\bswitch\b|换|改`)
)

// asMany is how many of the line before there are: of the same order, or the last of the draft.
func (c *composer) asMany(before []Line) Slot[int] {
	if n := len(before); n > 0 {
		return carriedIf(before[n-1].Quantity.Value)
	}
	if n := len(c.Draft); n > 0 {
		return carriedIf(c.Draft[n-1].Quantity)
	}
	return Slot[int]{}
}

// slips are words that take back the number just said.
var slips = regexp.MustCompile(`(?i)不对|不是|错了|不不|哦不|等等|还是|\bno\b|\bwait\b|\bsorry\b|\boops\b|\bactually\b|\bmake (?:it|that)\b`)

// corrects says that a stretch is nothing but another number for the line before it.
func (s stretch) corrects(before stretch) bool {
	if s.has("item", "attr", "sku", "ref") || !s.has("qty") || before.To > s.To {
		return false
	}
	return slips.MatchString(s.text[min(before.To, s.From):s.To])
}

// restates says that a stretch names goods of a line before it once more, to give them another number: no wait, make the green ones 8.
func (s stretch) restates(before stretch) bool {
	return s.has("qty") && slips.MatchString(s.text[min(before.To, s.To):s.To])
}

// parted gives stretches with one number of pieces each: where one holds several numbers, what belongs to each of them is a
// line of its own, whether people name goods or numbers first.
func parted(lines []stretch) (out []stretch) {
	for _, s := range lines {
		roles := s.Roles
		first := nextCount(roles, 0)
		if nextCount(roles, first+1) == len(roles) {
			out = append(out, s)
			continue
		}
		numberFirst := first == 0 || s.headsNumbers(first)
		for from := 0; from < len(roles); {
			end := nextCount(roles, from) + 1
			if next := nextCount(roles, end); numberFirst || next == len(roles) {
				end = next
			}
			out = putPart(out, s, roles[from:end])
			from = end
		}
	}
	return out
}

// nextCount is the place of the first number of pieces among roles from a place on; how many roles there are where there is none.
func nextCount(roles []Role, from int) int {
	for i := from; i < len(roles); i++ {
		if counts(roles[i]) {
			return i
		}
	}
	return len(roles)
}

// counts says that a role is a number of pieces.
func counts(r Role) bool { return r.Name == "qty" }

// headsNumbers says that what stands before the first number only says what kind of goods they all are, of which each number says how many
// of which colour: chew bones, 10 blue and 10 green.
func (s stretch) headsNumbers(first int) bool {
	named := func(r Role) bool { return r.Name == "item" || r.Name == "sku" }
	if !slices.ContainsFunc(s.Roles[:first], named) || slices.ContainsFunc(s.Roles[first:], named) {
		return false
	}
	for i, r := range s.Roles[first:] {
		last := first+i == len(s.Roles)-1
		if counts(r) && (last || s.Roles[first+i+1].Name != "attr") {
			return false
		}
	}
	return true
}

// putPart adds a part of a stretch to lines; a number without goods is the one before once more, or another for it.
func putPart(out []stretch, s stretch, roles []Role) []stretch {
	part := s
	part.Roles = roles
	part.From, part.To = roles[0].From, roles[len(roles)-1].To
	if n := len(out) - 1; n >= 0 && !part.has("item", "attr", "sku", "ref", "not") && out[n].has("qty") && out[n].From >= s.From {
		out[n].Roles = slices.Concat(slices.DeleteFunc(slices.Clone(out[n].Roles), counts), part.Roles)
		out[n].To = part.To
		return out
	}
	return append(out, part)
}

// holdsSeveral says that a stretch names several goods by their SKUs, each perhaps with its number.
func (s stretch) holdsSeveral() bool {
	n := 0
	for _, r := range s.Roles {
		if r.Name == "sku" {
			n++
			if rowOfSKUs.MatchString(s.text[r.From:r.To]) {
				return true
			}
		}
	}
	return n > 1
}

// rowOfSKUs are the SKUs of a row: A1021-A1023, A1021/22, A1021到1023.
var rowOfSKUs = regexp.MustCompile(`(?i)\d\s*(?:[-/~—、，,]|到|至|to)\s*[a-z]{0,3}\d`)

// each says that a number holds for every one of the things before it.
var each = regexp.MustCompile(`(?i)各|每[样种个款]|都|\beach\b|\bof (?:both|all)\b|\bapiece\b`)

// share gives a line the number that another line says for each.
func (c *composer) share(l *Line, others []stretch) {
	for _, s := range others {
		if s.has("qty") && each.MatchString(s.said()) {
			said := c.parser.Line(l.Item.Value, l.SKU.Value, s.words("qty"), c.context)
			l.Quantity, l.Unit = saidIf(said.Quantity), saidIf(said.Unit)
			return
		}
	}
}

// line reads the goods of an act and how many of them.
func (c *composer) line(s stretch) Line {
	words, sku, like := s.goods(), s.words("sku"), ""
	origin := IsSaid
	own := s.goodsName()
	switch item, pointed := c.pointedAt(s); {
	case sku != "":
	case pointed && !s.has("item"):
		sku, origin = item.SKU, IsCarried
		if sku == "" {
			words = item.Item
		}
	case !s.has("item") && words != "" && c.head.name != "" && !(naming{c}).isName(own, words):
		name := own.of(c.head)
		like, sku = name.words(), naming{c}.called(name)
	case !s.has("item") && words != "" && c.Fresh && c.ListOf != "":
		like = words + c.ListOf
	case !s.has("item") && words != "":
		like = drafting{c}.alikeOnDraft(words)
	case words == "":
		words = c.named
	}
	said := c.parser.Line(words, sku, s.words("qty"), c.context)
	if said.SKU == "" {
		if like != "" {
			sku = c.parser.Line(like, "", "", c.context).SKU
		}
		if sku == "" && own.name != "" {
			sku = naming{c}.described(own)
		}
		if sku != "" {
			said = c.parser.Line(words, sku, s.words("qty"), c.context)
		}
	}
	said.Like = like
	if s.has("item") {
		c.named, c.head = s.words("item"), own
	}
	out := c.message.line(said)
	if origin == IsCarried {
		out = out.carried(words)
	}
	return out
}

// alikeOnDraft is what goods of the draft are called in a colour or size in which they are known, or else the last in that; "" where
// the words are none.
func (c drafting) alikeOnDraft(attribute string) string {
	for _, d := range slices.Backward(c.Draft) {
		if c.comesIn(d, attribute) {
			name, _ := c.inColour(d, attribute)
			return name
		}
	}
	if n := len(c.Draft); n > 0 {
		name, _ := rules.Coloured(c.Draft[n-1].Item, attribute)
		return name
	}
	return ""
}

// carried is a line whose SKU nobody said: only words that were said name its item.
func (l Line) carried(words string) Line {
	l.Item = saidIf(words)
	if l.SKU.Given() {
		l.SKU.Origin = IsCarried
	}
	return l
}

// drafting is what is done to the lines of the open draft.
type drafting struct{ *composer }

// change gives lines of the draft another number, colour or time.
func (c drafting) change(s stretch) {
	s = c.asBefore(s)
	s, like := c.compared(s)
	parts := parted([]stretch{s})
	switch {
	case like >= 0 && !s.has("qty", "up", "down", "times"):
		c.renumberAs(s, like)
	case !s.has("qty", "up", "down", "times") && s.has("date", "time"):
		c.when(s)
	case sameMany.MatchString(s.said()) && !replacing.MatchString(s.said()) && s.has("item", "attr", "sku") && !s.has("qty", "up", "down", "times"):
		c.lines = append(c.lines, s)
		c.close()
	case len(parts) > 1:
		for _, part := range parts {
			c.changeLine(part)
		}
	case c.changesAll(s):
		c.changeAll(s)
	case c.handOver(s):
	case c.changeEach(s):
	default:
		c.changeLine(s)
	}
}

// asBefore gives an act that is to do the same as the one before, in the same message, what that does: double the red ones, and same for the
// blue.
func (c drafting) asBefore(s stretch) stretch {
	does := []string{"qty", "up", "down", "times"}
	defer func() { c.changed = s }()
	if s.has(append(does, "date", "time")...) || !sameMany.MatchString(s.said()) || !c.changed.has(does...) {
		return s
	}
	for _, r := range c.changed.Roles {
		if slices.Contains(does, r.Name) {
			s.Roles = append(slices.Clone(s.Roles), r)
		}
	}
	return s
}

// compared takes the goods that others are to be as many as out of an act, and gives their place on the draft; -1: there are none.
func (c drafting) compared(s stretch) (rest stretch, like int) {
	for i, r := range s.Roles {
		if !slices.Contains([]string{"item", "attr", "sku", "ref"}, r.Name) || !comparing.MatchString(s.text[s.From:max(s.From, r.From)]+"\x00"+s.text[r.To:]) {
			continue
		}
		one, rest := s, s
		one.Roles = s.Roles[i : i+1]
		rest.Roles = slices.Concat(s.Roles[:i], s.Roles[i+1:])
		if like, ok := c.ofDraft(one); ok && rest.has("item", "attr", "sku", "ref") {
			return rest, like
		}
	}
	return s, -1
}

// comparing is what stands around goods, written as a NUL, that others are to be as many as.
var comparing = regexp.MustCompile(`(?i)(?:\bsame(?: \w+)? as|\bas many(?: \w+)? as) (?:the )?\x00|[跟和同与像]\x00的?(?:数量|个数)?(?:一样|相同|同样)`)

// renumberAs gives goods as many pieces as a line of the draft has: those on the draft, or others.
func (c drafting) renumberAs(s stretch, like int) {
	line, _ := c.drafted(s)
	line.Quantity, line.Unit = carriedIf(c.Draft[like].Quantity), Slot[string]{} // of whatever its goods are counted in
	if _, ok := c.ofDraft(s); ok {
		c.add(Change{Line: line})
		return
	}
	c.add(Order{Lines: []Line{line}})
}

// timedPart is what an act says of the time of some lines of the draft.
type timedPart struct {
	slots rules.Slots
	lines []int // of the draft
}

// apart gives some lines of the draft a pickup time of their own, 蓝色的改成周四拿, and what else the act names the other that it
// says. ok is false where it means all lines, or others than the draft's.
func (c drafting) apart(s stretch) (ok bool) {
	parts := c.timedParts(s)
	left := len(c.Draft)
	for n, part := range parts {
		left -= len(part.lines)
		if part.slots.When == "" || len(part.lines) == 0 || left == 0 && n == 0 {
			return false
		}
	}
	for n, part := range parts {
		if left == 0 && n == len(parts)-1 {
			var rest Order
			rest.timed(part.slots)
			c.add(rest)
			break
		}
		o := Order{Apart: true}
		o.timed(part.slots)
		for _, i := range part.lines {
			of := c.Draft[i]
			gone := c.without(of)
			c.add(gone)
			line := gone.Line
			line.Quantity, line.Unit = slotIf(of.Quantity, IsCarried), slotIf(of.Unit, IsCarried)
			o.Lines = append(o.Lines, line)
		}
		c.add(o)
	}
	return len(parts) > 0
}

// timedParts cuts an act into what it says of times, each with the lines of the draft that it says it of, whichever stand first.
func (c drafting) timedParts(s stretch) (parts []timedPart) {
	times := func(r Role) bool { return r.Name == "date" || r.Name == "time" }
	goods := func(r Role) bool { return slices.Contains([]string{"item", "attr", "sku", "ref"}, r.Name) }
	roles := slices.DeleteFunc(slices.Clone(s.Roles), func(r Role) bool { return !times(r) && !goods(r) })
	if !slices.ContainsFunc(roles, times) || !slices.ContainsFunc(roles, goods) {
		return nil
	}
	for from := 0; from < len(roles); {
		turn := from + 1 // where the other kind begins
		for turn < len(roles) && times(roles[turn]) == times(roles[from]) {
			turn++
		}
		to := turn
		for to < len(roles) && times(roles[to]) != times(roles[from]) {
			to++
		}
		part := s
		part.Roles = roles[from:to]
		part.From, part.To = roles[from].From, roles[to-1].To
		parts = append(parts, timedPart{c.pickupTime(part), c.linesOf(part)})
		from = to
	}
	return parts
}

// linesOf are the lines of the draft that an act means: one that all of its words name, or those that they name one by one.
func (c drafting) linesOf(s stretch) (lines []int) {
	if i, ok := c.ofDraft(s); ok {
		return []int{i}
	}
	for _, one := range s.units() {
		if i, ok := c.ofDraft(one); ok && !slices.Contains(lines, i) {
			lines = append(lines, i)
		}
	}
	if len(lines) == 0 && each.MatchString(s.said()) {
		for i, d := range c.Draft {
			if _, ok := c.parser.InDraft(s.goods(), c.only(d)); ok || d.holds(s.goods()) {
				lines = append(lines, i)
			}
		}
	}
	return lines
}

// allLines are words for every line of the draft.
var allLines = regexp.MustCompile(`(?i)[每各][样款种个]|各[要来拿是]?\s*[\d一二两三四五六七八九十百]|[两三四几]样|都|全部|所有|统统|\beach\b|\bboth\b|\bevery(?:thing)?\b|\ball of\b|(?:^|[^n] )\ball\b`)

// changesAll says that an act gives every line of the draft another number.
func (c drafting) changesAll(s stretch) bool {
	_, some := c.keptOnly(s)
	return len(c.Draft) > 1 && (some || !s.has("item", "attr", "sku", "not")) && s.has("qty", "up", "down", "times") && allLines.MatchString(s.said())
}

// changeAll gives every line another number, but those that are excepted.
func (c drafting) changeAll(s stretch) {
	excepted, some := c.keptOnly(s)
	if some { // what is left says how many
		s.Roles = slices.DeleteFunc(slices.Clone(s.Roles), func(r Role) bool { return r.Name == "not" })
	}
	for i, of := range c.Draft {
		if !some || !excepted(of) {
			c.renumber(s, i)
		}
	}
}

// renumber gives the line at a place of the draft the number that an act says.
func (c drafting) renumber(s stretch, i int) {
	of := c.Draft[i]
	c.add(c.renumbered(s, c.lineOf(s, of), of))
}

// lineOf is a line of the draft with the number that an act says.
func (c drafting) lineOf(s stretch, of Item) Line {
	line := c.message.line(rules.Line{SKU: of.SKU, Item: of.Item})
	if line.SKU.Given() {
		line = line.carried("")
		line.SKU = Carried(of.SKU)
	}
	counted := c.parser.Line("", of.SKU, s.count(), c.context)
	line.Quantity, line.Unit = saidIf(counted.Quantity), saidIf(counted.Unit)
	return line
}

// count are the words of how many there are to be.
func (s stretch) count() string {
	if wholly.MatchString(s.said()) || sameMany.MatchString(s.said()) {
		return s.words("qty", "up", "down") // 加到5个
	}
	return s.words("qty")
}

// handing is how some pieces of one line are given to another: 红的匀10个给黑的, move 10 from red to black.
var handing = regexp.MustCompile(`(?i)[匀勻挪].*[给給到]|\b(?:move|shift|swap)\b.*\bfrom\b.*\bto\b`)

// handOver takes pieces of one line of the draft for another, which changes nothing where the one has too few; ok says that the act does.
func (c drafting) handOver(s stretch) (ok bool) {
	lines := c.linesOf(s)
	if len(lines) != 2 || !s.has("qty") || !handing.MatchString(s.said()) {
		return false
	}
	from, to := c.Draft[lines[0]], c.Draft[lines[1]]
	n := c.lineOf(s, from).Quantity
	if n.Value <= 0 || n.Value >= from.Quantity {
		c.add(Unknown{})
		return true
	}
	less, more := c.lineOf(s, from), c.lineOf(s, to)
	less.Quantity, more.Quantity = Said(from.Quantity-n.Value), Said(to.Quantity+n.Value)
	c.add(Change{Line: less})
	c.add(Change{Line: more})
	return true
}

// changeEach gives each line of the draft that an act names, where it names several, another number. ok is false where it does not.
func (c drafting) changeEach(s stretch) (ok bool) {
	lines := c.linesOf(s)
	if len(lines) < 2 || len(lines) < len(s.units()) || !s.has("qty", "up", "down", "times") || s.has("not") {
		return false
	}
	for _, i := range lines {
		c.renumber(s, i)
	}
	return true
}

// units are the stretches of an act that each name goods: the words of names that stand together, and each colour of several.
func (s stretch) units() (units []stretch) {
	last := -1
	for i, r := range s.Roles {
		if !slices.Contains([]string{"item", "attr", "sku", "ref"}, r.Name) {
			continue
		}
		together := last >= 0 && strings.Trim(s.between(s.Roles[last], r), " 的") == "" && !(r.Name == "attr" && s.Roles[last].Name == "attr")
		if n := len(units) - 1; n >= 0 && together {
			units[n].Roles = append(units[n].Roles, r)
		} else {
			one := s
			one.Roles = []Role{r}
			units = append(units, one)
		}
		last = i
	}
	return units
}

// between are the words from one role to the next; none where the one reaches into the other.
func (s stretch) between(one, next Role) string {
	return s.text[min(one.To, next.From):next.From]
}

// changeLine gives one line of the draft another number, colour or time.
func (c drafting) changeLine(s stretch) {
	line, of := c.drafted(s)
	if of == (Item{}) && s.has("qty", "up") && line.Named() && !taking.MatchString(s.said()) && (len(c.Draft) > 0 || adding.MatchString(s.said())) {
		c.order(s) // more of what is not on the card yet
		return
	}
	if s.has("attr", "not") && !s.has("qty", "up", "down", "times") {
		if swapped, ok := c.swapped(s); ok {
			for _, command := range swapped {
				c.add(command)
			}
			return
		}
	}
	c.add(c.renumbered(s, line, of))
	if s.has("date", "time") {
		c.when(s)
	}
}

// renumbered gives a line of the draft the number that an act says for it; none is left of what it says none of.
func (c drafting) renumbered(s stretch, line Line, of Item) Command {
	ch := Change{Line: line}
	words, by := s.difference()
	n := c.parser.Line("", of.SKU, words, c.context).Quantity // a dozen of it, a carton
	switch {
	case by == 0 || n == 0:
	case of.Quantity > 0:
		ch.Quantity, ch.Unit, ch.Dozens = saidIf(max(0, of.Quantity+by*n)), saidIf(cmp.Or(of.Unit, line.Unit.Value)), 0
	default:
		ch.Quantity, ch.Fewer = saidIf(n), by < 0
	}
	if words := s.words("times"); words != "" && of.Quantity > 0 {
		n, ok := c.parser.Scaled(words, c.only(of))
		if !ok && halving.MatchString(words) {
			n, ok = (of.Quantity+1)/2, true
		}
		if ok {
			ch.Quantity, ch.Unit = saidIf(n), saidIf(of.Unit)
		}
	}
	if s.has("qty") && ch.Quantity.Said() && ch.Quantity.Value == 0 || ch.takenOff(s.said()) {
		return Remove{Line{Item: ch.Item, SKU: ch.SKU, ID: ch.ID}}
	}
	return ch
}

// halving are words for half as many.
var halving = regexp.MustCompile(`(?i)\bhalf\b|一半|半数`)

// out are words that take a line off, where no number is said.
var out = regexp.MustCompile(`(?i)\bout\b|\bno\b(?:[^,]|$)|\bwithout\b|\bdrop\b|不要|不用|去掉|删|拿掉|取消|唔要`)

// takenOff says that a change of a line that is named is that it goes.
func (ch Change) takenOff(words string) bool {
	return !ch.Quantity.Given() && ch.Named() && out.MatchString(words)
}

// only is the context with one line of the draft.
func (c drafting) only(of Item) rules.Context {
	one := c.context
	one.Draft = []rules.Line{{Item: of.Item, SKU: of.SKU, Quantity: of.Quantity, Unit: of.Unit, Also: of.Also}}
	return one
}

// step is by how many a number is to grow (1) or shrink (-1); by is 0 where no difference is said.
func (c *composer) step(s stretch) (n, by int) {
	words, by := s.difference()
	n, ok := c.parser.Number(words, c.context)
	if !ok {
		return 0, 0
	}
	return n, by
}

// difference are the words of a number by which something grows (1) or shrinks (-1); by is 0 where there are none.
func (s stretch) difference() (words string, by int) {
	if wholly.MatchString(s.said()) || sameMany.MatchString(s.said()) {
		return "", 0
	}
	words = s.words("up", "down")
	adds, takes := adding.MatchString(s.counting()), taking.MatchString(s.counting())
	if words == "" && adds != takes && !s.has("not") {
		words = s.words("qty")
	}
	switch {
	case words == "":
		return "", 0
	case takes && !adds, s.has("down") && adds == takes:
		return words, -1
	}
	return words, 1
}

// counting are the words between commas that the number of an act stands in; all of its words where it has none.
func (s stretch) counting() string {
	for _, r := range s.Roles {
		if slices.Contains([]string{"qty", "up", "down"}, r.Name) {
			from := s.From + behindLast(s.text[s.From:max(s.From, r.From)], ",，。;；.")
			to := strings.IndexAny(s.text[min(r.To, s.To):s.To], ",，。;；")
			if to < 0 {
				return s.text[from:s.To]
			}
			return s.text[from : r.To+to]
		}
	}
	return s.said()
}

// What makes a number a difference, upwards or downwards, and what makes it the whole.
var (
	adding = regexp.MustCompile(`(?i)再[加来要添补拿]|再多|添|多[加来要拿]|加\s*[\d一二两三四五六七八九十半]|加单|追加|加多|\bmore\b|\banother\b|\bextra\b|又补|补了|\+\s*\d`)
	taking = regexp.MustCompile(`(?i)减|少[拿要来]?\s*[\d一二两三四五六七八九十半]|扣|\bless\b|\bfewer\b|\btake off\b|-\s*\d+$`)
	wholly = regexp.MustCompile(`(?i)改[成为到]|变成|一共|总共|加到|减到|\bto \d|\bmake it\b|\btotal\b|\b(?:just|only) (?:\d|one|two|three|four|five|six|seven|eight|nine|ten)|[就只]要\s*[\d一二两三四五六七八九十]`)
)

// drafted is the line of the draft that an act means, as it was named, and as the draft has it.
func (c drafting) drafted(s stretch) (Line, Item) {
	line := c.line(s)
	i, ok := c.ofDraft(s)
	if !ok && line.SKU.Given() {
		i, ok = c.lineWhere(func(d Item) bool { return d.SKU == line.SKU.Value })
	}
	if ok {
		of := c.Draft[i]
		if of.SKU != "" {
			counted := c.parser.Line("", of.SKU, s.count(), c.context)
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
func (c drafting) ofDraft(s stretch) (int, bool) {
	sku, words := s.words("sku"), s.goods()
	if n, ok := lineNumber(s.said()); ok && n <= len(c.Draft) {
		return n - 1, true
	}
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
		if i, ok := c.lineWhere(func(d Item) bool { return d.coloured(words) }); ok {
			return i, true
		}
		if i, ok := c.lineWhere(func(d Item) bool { return d.holds(words) }); ok {
			return i, true
		}
		if g := s.goodsName(); g.name != "" && len(g.told) > 0 { // what is told of them may be anything: the kids want more rulers
			g.told = nil
			if i, ok := c.lineWhere(func(d Item) bool { return d.holds(g.words()) }); ok {
				return i, true
			}
		}
	}
	if sku == "" && words == "" {
		if i, ok := c.unnamed(s); ok {
			return i, true
		}
	}
	return 0, sku == "" && len(c.Draft) == 1 && (words == "" || s.has("attr") && !s.has("item") && !c.ofOtherColour(c.Draft[0], words))
}

// unnamed gives the place of the draft's line that an act means which names none: the one counted in its unit, or the one spoken of last.
func (c drafting) unnamed(s stretch) (int, bool) {
	if unit := c.parser.Line("", "", s.words("qty"), c.context).Unit; unit != "" {
		if i, ok := c.lineWhere(func(d Item) bool { return c.unitOf(d) == unit }); ok {
			return i, true
		}
	}
	i, ok := c.lineWhere(func(d Item) bool { return d.Latest })
	return i, ok && !c.Replies
}

// ofOtherColour says that words are a colour that the goods of a line have not, while they have another.
func (c drafting) ofOtherColour(i Item, words string) bool {
	return !i.coloured(words) && (c.comesIn(i, words) || rules.AreColours(words) && rules.HasColour(i.Item+" "+i.Also))
}

// holds says that the name of an item has all of some words, in whichever form: brushes.
func (i Item) holds(words string) bool {
	n := shared(words, i.Item+" "+i.Also)
	return n > 0 && n == len(text.Content(words))
}

// unitOf is what the goods of a line are counted in.
func (c drafting) unitOf(i Item) string {
	named, _ := c.names.SKU(i.SKU)
	return cmp.Or(i.Unit, named.Unit)
}

// numberedLine names a line of a card by its number.
var numberedLine = regexp.MustCompile(`(?i)\b(?:line|row)\s*#?\s*(\d{1,2})\b|第\s*([一二两三四五六七八九十\d]{1,3})\s*(?:行|条|项|样|种)`)

func lineNumber(words string) (int, bool) {
	match := numberedLine.FindStringSubmatch(words)
	if match == nil {
		return 0, false
	}
	return measure.ParseIndex(cmp.Or(match[1], match[2]))
}

// lineWhere gives the place of the one line of the draft for which something holds.
func (c drafting) lineWhere(holds func(Item) bool) (int, bool) {
	i := slices.IndexFunc(c.Draft, holds)
	return i, i >= 0 && !slices.ContainsFunc(c.Draft[i+1:], holds)
}

// coloured says that words are the colour or size that the name of an item says.
func (i Item) coloured(words string) bool { return rules.OfColour(i.Item+" "+i.Also, words) }

// without takes a line off the draft.
func (c drafting) without(of Item) Remove {
	return Remove{c.message.line(rules.Line{SKU: of.SKU, Item: of.Item})}
}

// swapped puts goods of another colour into the place of a line.
func (c drafting) swapped(s stretch) ([]Command, bool) {
	slots, ok := c.parser.Swap(s.said(), c.context)
	if !ok {
		return c.recoloured(s)
	}
	return []Command{
		c.without(Item{Item: slots[0].Item, SKU: slots[0].SKU}),
		Order{Lines: []Line{c.message.line(slots[1])}},
	}, true
}

// recoloured puts the goods of a line in another colour or size into its place: of the line that has the one that is not
// wanted any more, of the only one, or of the only one whose goods there are in that colour.
func (c drafting) recoloured(s stretch) ([]Command, bool) {
	all := s.all("not", "attr")
	if len(all) == 0 {
		return nil, false
	}
	wanted := all[len(all)-1]
	if attrs := s.all("attr"); len(attrs) > 0 {
		wanted = attrs[len(attrs)-1]
	}
	i, ok := c.lineWhere(func(d Item) bool {
		return slices.ContainsFunc(all, func(words string) bool { return words != wanted && d.coloured(words) })
	})
	if !ok && len(c.Draft) == 1 {
		i, ok = 0, true
	}
	if !ok {
		i, ok = c.lineWhere(func(d Item) bool { return !d.coloured(wanted) && c.comesIn(d, wanted) })
	}
	if !ok || c.Draft[i].coloured(wanted) {
		return nil, false
	}
	of := c.Draft[i]
	name, ok := c.inColour(of, wanted)
	if !ok {
		return nil, false
	}
	in := c.message.line(c.parser.Line(name, "", fmt.Sprint(of.Quantity, of.Unit), c.context))
	in.Quantity, in.Unit = carriedIf(in.Quantity.Value), carriedIf(in.Unit.Value)
	return []Command{c.without(of), Order{Lines: []Line{in}}}, of.Quantity > 0
}

// inColour is what the goods of a line are called in a colour or size. A word that no list of them has counts if goods are called so.
func (c drafting) inColour(i Item, attribute string) (name string, ok bool) {
	if name, ok = rules.Coloured(i.Item, attribute); ok {
		return name, true
	}
	name = strings.TrimSuffix(attribute, "的") + i.Item
	_, ok = c.names.Item(name)
	return name, ok
}

// comesIn says that the goods of a line are known in a colour or size.
func (c drafting) comesIn(i Item, attribute string) bool {
	name, ok := c.inColour(i, attribute)
	_, known := c.names.Item(name)
	return ok && known
}

// keeping are words that name what alone is to stay.
var keeping = regexp.MustCompile(`(?i)除了|除开|只[要留剩]|\bexcept\b|\bbut\b|\bapart from\b|\bonly\b.*\bstay|\bjust keep\b|\bkeep only\b`)

// keptOnly says which lines of the draft stay where an act takes off all others; ok is false where it does not.
func (c drafting) keptOnly(s stretch) (stays func(Item) bool, ok bool) {
	if len(c.Draft) < 2 || !keeping.MatchString(s.said()) {
		return nil, false
	}
	named := func(d Item, words string) bool {
		_, ok := c.parser.InDraft(words, c.only(d))
		return ok || d.coloured(words)
	}
	words := slices.DeleteFunc(s.all("not", "item", "attr", "sku"), func(words string) bool {
		return !slices.ContainsFunc(c.Draft, func(d Item) bool { return named(d, words) })
	})
	stays = func(d Item) bool {
		return !slices.ContainsFunc(words, func(words string) bool { return !named(d, words) })
	}
	return stays, len(words) > 0 && slices.ContainsFunc(c.Draft, stays)
}

func (c drafting) remove(s stretch) {
	if stays, ok := c.keptOnly(s); ok {
		for _, d := range c.Draft {
			if !stays(d) {
				c.add(c.without(d))
			}
		}
		return
	}
	line, _ := c.drafted(s)
	line.Quantity, line.Unit = Slot[int]{}, Slot[string]{}
	if !line.Named() && s.has("not") {
		line = c.message.line(c.parser.Line(s.words("not"), "", "", c.context))
	}
	if !s.has("item", "attr", "sku", "ref", "not", "qty") && len(c.Draft) > 1 && !pointsAt.MatchString(s.said()) {
		c.add(Doubt{Remove{line}})
		return
	}
	c.add(Remove{line})
}

// pointsAt are words that stand for what was spoken of last.
var pointsAt = regexp.MustCompile(`(?i)\b(?:it|that|this|those|these|them|one|last)\b|这|那|它|刚|最后`)

// retyped puts goods that are named once more into the place of the one line of the draft that nobody knows. ok is false where
// there is none such, or where the words are of another line.
func (c drafting) retyped(s stretch) (ok bool) {
	i, unknown := c.lineWhere(func(d Item) bool { return d.SKU == "" })
	if _, drafted := c.ofDraft(s); !unknown || drafted || !s.has("item", "sku") {
		return false
	}
	of, line := c.Draft[i], c.line(s)
	if !line.Quantity.Given() {
		line.Quantity, line.Unit = carriedIf(of.Quantity), carriedIf(of.Unit)
	}
	c.add(c.without(of))
	c.add(Order{Lines: []Line{line}})
	return true
}

// instead puts goods that were meant into the place of a line that was not: 我说的是硅胶那款，不要爱心的. ok is false where an act does not
// name both, or names what is on the draft.
func (c drafting) instead(s stretch) (ok bool) {
	wanted, unwanted := s, s
	wanted.Roles = slices.DeleteFunc(slices.Clone(s.Roles), func(r Role) bool { return r.Name == "not" })
	if !s.has("not") || !wanted.has("item", "sku") || len(c.Draft) == 0 {
		return false
	}
	unwanted.Roles = nil
	for _, r := range s.Roles {
		if r.Name == "not" {
			unwanted.Roles = append(unwanted.Roles, Role{"item", r.From, r.To})
		}
	}
	i, found := c.ofDraft(unwanted)
	if !found && len(c.Draft) == 1 {
		i, found = 0, true
	}
	line := c.line(wanted)
	if !found || line.SKU.Given() && line.SKU.Value == c.Draft[i].SKU {
		return false
	}
	of := c.Draft[i]
	if !line.Quantity.Given() {
		line.Quantity = carriedIf(of.Quantity)
	}
	c.add(c.without(of))
	c.add(Order{Lines: []Line{line}})
	return true
}
