// Package understand reads what a seller wants out of a message in English, Chinese or both, by rules and grammar alone.
//
// A message goes through these steps, each in files of its own:
//
//   - fold, tokens: the message in narrow, lower-case, simplified characters, cut into words, numbers, marks and single
//     Chinese characters that know where they stand in what was written.
//   - pieces: stretches that mean one thing. Numbers, quantities, weights, sizes, amounts, times and SKUs compete with
//     the cues of the tables (cues_*.go); the longest reading wins. Places come from the lexicon.
//   - what orders the reader about instead of the shop, or is code, goes no further: hostile.
//   - segments: what stands between two borders (commas, "and", words that a new command begins with).
//   - arbiter: every skill says how well it explains a segment; dynamic programming picks the borders and skills that
//     together explain the message best.
//   - merge: neighbours that are parts of one thing become one command, greetings beside a request go, and a follow-up
//     is completed from what the person was just shown.
package rules

import (
	"math"
	"time"

	"oldhand/integrations/measure"
)

// Command is one thing wanted, of a closed set of names.
type Command struct {
	Name  string `json:"name"`
	Slots Slots  `json:"slots"`
}

// The closed set of commands.
const (
	Find     = "find"
	Show     = "show"
	Order    = "order"
	Change   = "change"
	Remove   = "remove"
	Confirm  = "confirm"
	Cancel   = "cancel"
	Undo     = "undo"
	Orders   = "orders"
	Repeat   = "repeat"
	Quote    = "quote"
	Ship     = "ship"
	Ask      = "ask"
	Remind   = "remind"
	Snooze   = "snooze"
	Stock    = "stock"
	Price    = "price"
	Tip      = "tip"
	Language = "language"
	Help     = "help"
	Greet    = "greet"
	Thanks   = "thanks"
	Chat     = "chat"
	Unknown  = "unknown"
)

// Names lists the closed set of commands.
func Names() []string {
	return []string{
		Find, Show, Order, Change, Remove, Confirm, Cancel, Undo, Orders, Repeat, Quote, Ship, Ask, Remind, Snooze, Stock, Price, Tip, Language,
		Help, Greet, Thanks, Chat, Unknown,
	}
}

// Slots are what a command needs; which ones a command uses is in docs/CONTRACT.md. Unused ones are left out.
type Slots struct {
	Text     string       `json:"text,omitempty"`
	SKU      string       `json:"sku,omitempty"`
	Category string       `json:"category,omitempty"`
	PriceMin *measure.Fen `json:"price_min_fen,omitempty"`
	PriceMax *measure.Fen `json:"price_max_fen,omitempty"`
	Lines    []Line       `json:"lines,omitempty"`
	When     string       `json:"when,omitempty"` // 2006-01-02, or RFC 3339 when a time was named; of stock: when it will be there
	// WhenAsked says why the time said must be asked for: NoSuchTime, PastTime or VagueTime.
	WhenAsked string `json:"when_asked,omitempty"`
	// WhenOnly is OnlyHour, OnlyNight or OnlyDay where but one part of the time was said.
	WhenOnly string         `json:"-"`
	Item     string         `json:"item,omitempty"`
	Quantity int            `json:"quantity,omitempty"`
	Unit     string         `json:"unit,omitempty"`
	Dozens   int            `json:"-"` // as of a line
	To       string         `json:"to,omitempty"`
	Code     string         `json:"code,omitempty"`
	Weight   *measure.Grams `json:"weight_g,omitempty"`
	Size     []int          `json:"size_mm,omitempty"`
	Count    int            `json:"count,omitempty"`
	By       string         `json:"by,omitempty"`
	// CarriedTo and CarriedWeight: the parcel last quoted gave what a follow-up leaves out.
	CarriedTo, CarriedWeight bool         `json:"-"`
	Courier                  string       `json:"courier,omitempty"`
	About                    string       `json:"about,omitempty"` // of ship: which parcels are asked about, AboutMine and so on; of chat: AboutWaiting
	Question                 string       `json:"question,omitempty"`
	On                       *bool        `json:"on,omitempty"`
	Time                     string       `json:"time,omitempty"`  // 15:04
	Until                    string       `json:"until,omitempty"` // RFC 3339
	Stock                    *int         `json:"stock,omitempty"`
	Step                     string       `json:"step,omitempty"` // More or Less, where the number is what came to a stock or went, or by how much a line is to be less or a price changes
	Price                    *measure.Fen `json:"price_fen,omitempty"`
}

// Line is one line of an order as it was said.
type Line struct {
	Item     string `json:"item,omitempty"`
	SKU      string `json:"sku,omitempty"`
	Like     string `json:"like,omitempty"`     // where the words used are but a colour: with what they are the colour of
	Quantity int    `json:"quantity,omitempty"` // 0: not said
	Unit     string `json:"unit,omitempty"`
	Dozens   int    `json:"-"` // of goods that are not known, how many dozens were said; Quantity is what they are of single goods
	Also     string `json:"-"` // of the draft: what else the item is called, in either language
}

// Understanding is what a message means.
type Understanding struct {
	Commands   []Command `json:"commands"`
	Confidence float64   `json:"confidence"` // 0 to 1
	Language   string    `json:"language"`   // "en" or "zh"
	Pasted     bool      `json:"-"`          // it is an address as it is copied from a shop, whose numbers mean nothing else

	message *message
}

// Context is what the person was just shown, and when.
type Context struct {
	Now      time.Time // in the village's time zone
	Role     string
	Draft    []Line // the open draft's lines
	Quote    *ShownQuote
	Found    string // the words of the list of goods shown last, where nothing was ordered from it yet
	Reminder bool
	// AskedTime: at what time to remind was just asked, so that an hour alone says it.
	AskedTime bool
	// Parcel is a stretch of the message that stands for a parcel: the name of the order whose goods it holds.
	Parcel   *Span
	Language string // that was spoken last, for texts that show none
	App      string // the language of the person's app
}

// Span is a stretch of a message: its bytes from From up to To.
type Span struct{ From, To int }

// ShownQuote is the parcel last quoted.
type ShownQuote struct {
	To     string
	Weight measure.Grams
}

// Lexicon is what the village's own tables know about words.
type Lexicon interface {
	// SKU gives the catalogue's spelling and the item's unit and carton (0: none) of a SKU, case and spaces aside.
	SKU(s string) (sku, unit string, carton int, ok bool)
	// Item gives the SKU that an item's words mean beyond doubt, its unit and carton.
	Item(words string) (sku, unit string, carton int, ok bool)
	// Category gives the catalogue's spelling of a category.
	Category(words string) (string, bool)
	// FindPlace finds the part of a sentence that names a place in China.
	FindPlace(sentence string) (words string, ok bool)
	// PlaceCode gives the code of a place; ok is false when unknown or ambiguous.
	PlaceCode(words string) (string, bool)
	// Paste takes apart an address as shops and buyers copy it, with a telephone number: the address with the contact in
	// it, and what is said of the parcel beside it. ok is false for any other text, and where it names no known place.
	Paste(text string) (address, parcel string, ok bool)
	// Courier gives the spelling of a courier that the sentence names.
	Courier(sentence string) (string, bool)
	// Couriers gives the names by which couriers are known wherever they are said.
	Couriers() *Couriers
}

// Parser understands messages; it is safe for concurrent use.
type Parser struct{ lexicon Lexicon }

// New gives a parser that asks lexicon about names.
func New(lexicon Lexicon) *Parser { return &Parser{lexicon} }

// Understand reads one message. It never fails: what it cannot read is one command Unknown with little confidence.
func (p *Parser) Understand(message string, c Context) Understanding {
	m := read(p.lexicon, message, c)
	u := Understanding{Language: m.language(), message: m}
	if m.hostile() {
		u.Commands, u.Confidence = []Command{{Name: Unknown}}, 0.9
		return u
	}
	if text, ok := m.tip(); ok {
		u.Commands, u.Confidence = []Command{{Tip, Slots{Text: text}}}, 0.95
		return u
	}
	if c, ok := m.parcels(); ok {
		u.Commands, u.Confidence = []Command{c}, 0.95
		return u
	}
	list := m.meanings(m.choose())
	if commands, ok := m.pasted(list); ok {
		u.Commands, u.Confidence, u.Pasted = commands, 0.95, true
		return u
	}
	if len(list) == 0 {
		u.Commands, u.Confidence = []Command{{Name: Unknown}}, 0.1
		return u
	}
	var sum, bulk float64
	for _, c := range list {
		u.Commands = append(u.Commands, c.Command)
		sum, bulk = sum+c.score*float64(c.bulk), bulk+float64(c.bulk)
	}
	u.Confidence = math.Round(100*sum/max(bulk, 1)) / 100
	return u
}
