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

// readings are tried in this order; what none of them takes is as the rules read it.
var readings = []func(*message) (Reading, bool){
	ofMembers,
	(*message).invitation,
	(*message).answer,
	reason,
	claimAnswer,
	undone,
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
	retypedSKU,
	parting,
	daysList,
	plainCounter,
	refusal,
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

// Named is an item as the catalogue names it.
type Named struct {
	ID     int64 // 0: several distributors have the SKU
	SKU    string
	Unit   string
	Carton int // pieces in a carton; 0: none, or not the same of all
}

// Couriers are the names of couriers that have no other meaning, each with what the courier is called in the village.
type Couriers = rules.Couriers

// NewCouriers makes them of names, folded as text.Fold does it. It takes a while, so keep what it makes.
func NewCouriers(names map[string]string) *Couriers { return rules.NewCouriers(names) }

// Names is what a village's own tables and the map know about words. All of it is answered from memory, so that
// understanding waits for nothing; an implementation must not read, ask or wait.
type Names interface {
	// SKU gives the item of a SKU, case and outer spaces aside.
	SKU(s string) (Named, bool)
	// Item gives the item that words mean beyond doubt.
	Item(words string) (Named, bool)
	// Goods says that words are those of goods: the title of some item has them all.
	Goods(words string) bool
	// Described gives the only item that is called by a name, is all of must, and is all that told says which can be said of goods of that
	// name. Slips of the pen are mended.
	Described(name string, must, told []string) (Named, bool)
	// Category gives the catalogue's spelling of a category.
	Category(words string) (string, bool)
	// Distributor gives the name of the only distributor that a sentence names.
	Distributor(sentence string) (string, bool)
	// Courier gives the village's spelling of a courier that a sentence names, by whatever name.
	Courier(sentence string) (string, bool)
	// Couriers gives the names by which couriers are known wherever they are said.
	Couriers() *Couriers
	// FindPlace finds the part of a sentence that names a place in China.
	FindPlace(sentence string) (words string, ok bool)
	// PlaceCode gives the code of a place; ok is false when unknown or ambiguous.
	PlaceCode(words string) (code string, ok bool)
	// Paste takes apart an address as shops and buyers copy it, with a telephone number: the address with the contact in
	// it, and what is said of the parcel beside it. ok is false for any other text, and where it names no known place.
	Paste(text string) (address, parcel string, ok bool)
	// Receiver reads whom a pasted address names.
	Receiver(text string) (Receiver, bool)
	// ParcelList says that a text of several lines is a list of parcels.
	ParcelList(text string) bool
	// Acts reads what is done in a message: its text, and who wrote it and what stood on the screen in plain words. It gives
	// nothing where there is no reader.
	Acts(screen, text string) []Act
}
