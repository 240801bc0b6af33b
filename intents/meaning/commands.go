package meaning

import (
	"slices"
	"time"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/rules"
)

// Command is one thing wanted: one of the types of this file, and no other. Each has the name that the contract gives it;
// several types may share one, where the contract tells them apart by a slot.
type Command interface{ Name() string }

// Line is one item with its quantity, as it was said.
type Line struct {
	Item Slot[string] // the words used
	SKU  Slot[string] // the catalogue's spelling
	// ID is the catalogue's number of the only item meant; absent where the words may mean several.
	ID Slot[int64]
	// Like is the whole name where the words used are but a colour of it: of "20 red and 10 blue" after mugs, "blue mugs".
	Like     Slot[string]
	Quantity Slot[int]
	Unit     Slot[string] // as the catalogue counts or, where the item has no such unit, as said
	// Dozens is how many dozens were said of goods that were not known; Quantity is what they are of single goods.
	Dozens int
	// Sold are the goods of a file of the seller's shop that the line is of, if it is; Item is what they are called there, and Like what they are
	// looked for by.
	Sold Sold
}

// Sold is goods of a file of a seller's shop: the turn that brought it, and their place in it. Without a file it is none.
type Sold struct {
	File  int64 `json:"file"`
	Place int   `json:"place"`
}

// Count is the quantity in the unit that the goods are counted in. A unit that they are not known to have stays as said.
func (l Line) Count(of measure.Goods) (quantity int, unit string) {
	if l.Dozens > 0 {
		return measure.Count(measure.Decimal(l.Dozens)*measure.One, dozen, of)
	}
	return measure.Count(measure.Decimal(l.Quantity.Value)*measure.One, l.Unit.Value, of)
}

// dozen is the unit of Dozens.
const dozen = "dozen"

// Words is what the line calls its item: the words used, else the SKU.
func (l Line) Words() string {
	if l.Item.Given() {
		return l.Item.Value
	}
	return l.SKU.Value
}

// Named says that the line names an item, by words or SKU.
func (l Line) Named() bool { return l.Item.Given() || l.SKU.Given() }

// Goods.
type (
	// Find looks for goods.
	Find struct {
		Text, SKU, Category Slot[string]
		PriceMin, PriceMax  Slot[measure.Fen]
		Not                 Slot[string] // what is not wanted
		Order               Slot[string] // which stand first: cheapest or dearest
	}
	// Show asks for an item by its SKU.
	Show struct{ Items []Line }
	// History asks who changed an item, and how.
	History struct {
		Line
		Of Slot[string] // Prices or Shelf; neither: both
	}
	// More asks for the next page of what was listed.
	More struct{}
	// Beyond points at a line that the list shown does not have.
	Beyond struct{ From, To int } // the lines it has
)

// What of an item a History is of.
const (
	Prices = "price"
	Shelf  = "stock"
)

// Orders.
type (
	// Order puts lines on the draft, or gives it a time.
	Order struct {
		Lines []Line
		When  Slot[string] // 2006-01-02, or RFC 3339 where an hour was named
		// Among are the catalogue's numbers of the items that lines without a name are of; none: of what was shown last.
		Among []int64
		// Shift is by how many minutes the pickup time moves from the one on the card; below 0 it is earlier.
		Shift Slot[int]
		// Apart: the lines are to be fetched at another time than what else is on the card.
		Apart bool
		// WhenAsked says why the time said must be asked for, and WhenOnly which part of it was said where it was but one, in
		// the words of rules.
		WhenAsked, WhenOnly string
	}
	// Change gives a line of the draft another quantity, or the draft another time.
	Change struct {
		Line
		Fewer bool // by so many fewer, or just fewer
		When  Slot[string]
	}
	// Remove takes lines off the draft.
	Remove struct{ Line }
	// Confirm is an "ok", which orders nothing by itself.
	Confirm struct{}
	// Cancel drops the draft.
	Cancel struct{}
	// Undo takes back the order just placed.
	Undo struct{}
	// Orders lists the open orders.
	Orders struct{}
	// Pull shows what the person has to fetch on a day; absent: today.
	Pull struct{ Day Slot[string] } // 2006-01-02
	// ShowOrder shows one order by its number.
	ShowOrder struct{ Number Slot[int64] }
	// VoidOrder cancels one order by its number. Where the number may be something else and is no order of the person's,
	// Otherwise is what is meant.
	VoidOrder struct {
		Number    Slot[int64]
		With      []int64   // further orders: named as well, or placed by the same tap
		Otherwise []Command `json:"-"`
	}
	// Edit changes an order that was placed: how many of some goods, or when it is fetched. It is done by a tap on what it shows.
	Edit struct {
		Number Slot[int64]
		With   []int64 // further orders placed by the same tap, one of which may be meant
		Line
		Step Step // the quantity is a difference
		Drop bool // the goods go
		// The pickup time, as of an Order.
		When                Slot[string]
		WhenAsked, WhenOnly string
	}
	// Repeat makes a draft of an order.
	Repeat struct{ Of *Placed } // the one that the message replies to; nil: the last
	// Waiting says that the person is still thinking about the draft.
	Waiting struct{}
	// Settle says which item a line of the draft is that nobody knew the goods of, or that is of goods of the person's shop.
	Settle struct {
		N int // of the line, from 1
		Line
	}
	// Matches lists which items the goods of the person's shop are.
	Matches struct{}
)

// Orders at the counter of their distributor. Without a number it is found out which one is meant.
type (
	// Accept says that it will be made up.
	Accept struct {
		Number Slot[int64]
		Line   // the only goods of it that are spoken of
	}
	// Refuse says that it cannot be had.
	Refuse struct {
		Number Slot[int64]
		Reason Slot[string] // SoldOut, Closed, or a person's own words
		// Cancels: it is to be cancelled, so that one that was accepted is not refused.
		Cancels bool
	}
	// Ready says that it is made up.
	Ready struct{ Number Slot[int64] }
	// Picked says that it was fetched, by who fetched or who handed it over. With the code of who comes for it, it is shown first.
	Picked struct {
		Number Slot[int64]
		Code   Slot[string] // four figures
	}
	// Short says that there is less of some goods than ordered.
	Short struct {
		Number Slot[int64]
		Line
		Left    Slot[int] // how many there are, in the line's unit
		Lacking Slot[int] // how many there are not
	}
	// Claim says that goods which were fetched were missing, broken, or others than ordered; Quantity is of how many.
	Claim struct {
		Number Slot[int64]
		Line
		Reason Slot[string] // Missing, Broken, Wrong, or the words used
	}
	// DenyClaim answers a claim with why it is not right.
	DenyClaim struct {
		Claim  Slot[int64]
		Reason Slot[string]
	}
	// CounterOrder shows an order to others than its seller.
	CounterOrder struct{ Number Slot[int64] }
)

// Reasons that oldhand has words for.
const (
	SoldOut = "sold_out"
	Closed  = "closed"
	Missing = "missing"
	Broken  = "broken"
	Wrong   = "wrong"
)

// Parcels.
type (
	// Quote prices a parcel.
	Quote struct {
		To     Slot[string]
		Code   Slot[string] // of the place, where it is known and unambiguous
		Weight Slot[measure.Grams]
		Size   Slot[[]int] // mm
		Count  Slot[int]
		By     Slot[string] // 2006-01-02: the latest day of arrival
		// Courier is the one asked about alone.
		Courier Slot[string]
		// Receiver is whom the address pasted with it names.
		Receiver Slot[Receiver]
		// Another: nothing that was said of the parcel before counts for this one.
		Another bool
		// Of is the parcel that the message replies to, which this says more of; nil: the one priced last.
		Of *Priced
	}
	// QuoteGoods prices a parcel with the goods of an order.
	QuoteGoods struct {
		Number Slot[int64] // absent: of the last order
		With   []int64     // further orders placed by the same tap
		Quote
	}
	// Ship records a parcel that was priced with a courier.
	Ship struct {
		Courier Slot[string]
		// To says where it goes and to whom, where an address was pasted with it.
		To *Quote `json:"-"`
		// Of is the parcel that the message replies to; nil: the one priced last.
		Of *Priced
	}
	// ParcelList is a message with one parcel a line, to be priced together.
	ParcelList struct{ Text Slot[string] }
	// Keep gives a recorded parcel its receiver; where no parcel is meant, Otherwise is.
	Keep struct {
		Number    Slot[int64] // P10001; absent: the parcel just recorded
		Receiver  Slot[Receiver]
		Otherwise []Command `json:"-"`
	}
	// Parcels lists the person's own parcels.
	Parcels struct{}
	// Report says what became of a parcel; where no parcel is meant, Otherwise is.
	Report struct {
		Number    Slot[int64] // absent: of the one shown or asked about last
		What      Reported
		On        time.Time // the day of it
		Otherwise []Command `json:"-"`
	}
	// UndoParcel takes back the parcel just recorded.
	UndoParcel struct{ Number Slot[int64] }
)

// Receiver is whom a pasted address names; it never leaves for a model or a log.
type Receiver struct {
	Name, Phone, Address string
	Code                 string // of the place, as china_divisions has it
}

// Reported is what a Report says of a parcel.
type Reported string

// What can be said of a parcel.
const (
	Mentioned Reported = ""          // nothing: it is to be shown
	Arrived   Reported = "arrived"   // it is there
	Late      Reported = "late"      // it is not there yet
	TakenBack Reported = "takenback" // it does not go after all
)

// Money between sellers and distributors.
type (
	// Statement asks what was handed over, what was paid and what is owed.
	Statement struct {
		From, To Slot[string] // 2006-01-02, both included; neither: this month so far; To alone: all up to then
		// Distributor and Person are the words used for the other side, and Words those among which it may be named.
		Distributor, Person, Words Slot[string]
		Sheet                      bool // as a workbook
	}
	// Export asks for all orders as a workbook.
	Export struct{}
	// Credit asks how much the person may hold or, where it says anything, has a rule of it hold for all sellers, or says when one pays.
	Credit struct {
		First Slot[measure.Fen] // of who has cleared no order
		Step  Slot[measure.Fen] // more for each order cleared
		Most  Slot[measure.Fen]
		Off   bool // nobody has a limit any more
		// Person is the one seller who may hold First, in the words used; without an amount it is asked, and ByRule has the rule of all hold again.
		Person Slot[string]
		ByRule bool
		// AtPickup: of a distributor, whom sellers pay when they fetch, or later.
		AtPickup Slot[bool]
	}
	// Payment says that money changed hands.
	Payment struct {
		Amount                     Slot[measure.Fen]
		On                         Slot[string] // 2006-01-02; absent: today
		Distributor, Person, Words Slot[string] // as of a Statement
	}
)

// Village, for its organisers.
type (
	// VillageDay asks what the village sent so many days ago.
	VillageDay struct{ Ago int }
	// Tiers asks how far the next tiers are.
	Tiers struct{}
	// Overpaid asks what was paid too much.
	Overpaid struct{}
	// Brief asks for the page for the next negotiation.
	Brief struct{}
	// Handover asks for the hand-over lists.
	Handover struct{}
	// Days asks how long couriers really take.
	Days struct{}
)

// Questions and answers.
type (
	// Ask asks how things are done.
	Ask struct{ Question Slot[string] }
	// Answer is an old hand's answer to a question passed on; where no question waits, Otherwise is what is meant.
	Answer struct {
		Text      Slot[string]
		Otherwise []Command `json:"-"`
	}
	// DropAnswer leaves the answer being written.
	DropAnswer struct{}
	// Tip keeps a piece of advice.
	Tip struct{ Text Slot[string] }
)

// Reminders: the daily one of the pickups, and those of people's own words.
type (
	// Remind shows or sets the daily reminder.
	Remind struct {
		On   Slot[bool]
		Time Slot[string] // 15:04
		Day  Slot[string] // 2006-01-02: with On false, the only day without
		Days Slot[string] // of every week on which it comes, 1 (Monday) to 7: "12345"
		// About says, in the words of rules, what is wanted that a reminder cannot do; the setting then stays as it is.
		About string
	}
	// Quiet sets the hours of every day in which nothing comes by itself, or ends them; without hours it shows them.
	Quiet struct {
		From, Until Slot[string] // 15:04
		Off         bool
	}
	// RemindOf has the person reminded of something, once or on days of every week. Without a time it is asked for.
	RemindOf struct {
		Text Slot[string]
		When Slot[string] // once: 2006-01-02, or RFC 3339
		Time Slot[string] // 15:04, on Days
		Days Slot[string] // as of Remind
	}
	// DropReminder shows the reminders of these words, to be ended by a tap.
	DropReminder struct{ Text Slot[string] }
	// Snooze has a reminder come again.
	Snooze struct {
		Until Slot[string] // RFC 3339
		Note  Slot[int64]  // the number of the reminder of one's own that is meant; absent: that of the pickups
	}
)

// Which part of a pickup time was said, where it was but one, and that it has gone by.
const (
	OnlyDay   = rules.OnlyDay
	OnlyHour  = rules.OnlyHour
	OnlyNight = rules.OnlyNight
	PastTime  = rules.PastTime
	VagueTime = rules.VagueTime
)

// A distributor's goods.
type (
	// Stock tells what is on the shelf, what came or went, or what will come.
	Stock struct {
		Line
		Stock    Slot[int]
		Step     Step
		When     Slot[string] // the day on which it will be there
		Doubtful bool         // the number was written in a way that means one thing to one person and another to the next
	}
	// Price tells a price, or by how much it goes up or down.
	Price struct {
		Line
		Price    Slot[measure.Fen]
		Step     Step
		Doubtful bool
	}
	// KeepStock leaves everything as it is.
	KeepStock struct{}
	// Hours shows when the distributor hands goods over, or changes it.
	Hours struct {
		Opens, Closes Slot[string] // 15:04
		Cutoff        Slot[string] // 15:04, from when on nothing is ordered for the same day
		Days          Slot[string] // of every week, 1 (Monday) to 7
		Closed, Open  Slot[string] // 2006-01-02: not open on that day, or open after all
	}
	// PickList lists what sellers will fetch on a day; absent: today.
	PickList struct {
		Day   Slot[string] // 2006-01-02
		Items bool         // by item, and not by order
	}
)

// Step says that a number is a difference, and in which direction.
type Step string

// The steps; without one a number is the whole.
const (
	Whole Step = ""
	Up    Step = "more"
	Down  Step = "less"
)

// People and talk.
type (
	// Language sets the language, or offers a choice.
	Language struct{ To Slot[string] }
	// Invite makes an invitation.
	Invite struct {
		Role  Slot[string] // seller, distributor, oldhand, organiser
		Words Slot[string] // among which a distributor may be named
	}
	// Members looks after who belongs to the village.
	Members struct {
		Do     MembersDo
		Person Slot[string] // who it is about, in the words used
		Role   Slot[string] // the new one: seller, distributor, oldhand, organiser
		Words  Slot[string] // among which a distributor may be named
	}
	// Privacy asks what is kept of the person, wants it as a file, or wants it forgotten.
	Privacy struct{ Do PrivacyDo }
	// Help asks what can be done.
	Help struct{}
	// Greet says hello.
	Greet struct{}
	// Thanks says thank you.
	Thanks struct{}
	// Chat is small talk.
	Chat struct{}
	// Unknown is out of scope, or empty.
	Unknown struct{}
)

// The contract's names.
func (Find) Name() string         { return "find" }
func (Show) Name() string         { return "show" }
func (History) Name() string      { return "show" }
func (More) Name() string         { return "more" }
func (Beyond) Name() string       { return "show" }
func (Order) Name() string        { return "order" }
func (Change) Name() string       { return "change" }
func (Remove) Name() string       { return "remove" }
func (Confirm) Name() string      { return "confirm" }
func (Cancel) Name() string       { return "cancel" }
func (Undo) Name() string         { return "undo" }
func (Orders) Name() string       { return "orders" }
func (Pull) Name() string         { return "orders" }
func (ShowOrder) Name() string    { return "orders" }
func (VoidOrder) Name() string    { return "cancel" }
func (Edit) Name() string         { return "edit" }
func (Repeat) Name() string       { return "repeat" }
func (Waiting) Name() string      { return "chat" }
func (Settle) Name() string       { return "change" }
func (Matches) Name() string      { return "sold" }
func (Accept) Name() string       { return "accept" }
func (Refuse) Name() string       { return "refuse" }
func (Ready) Name() string        { return "ready" }
func (Picked) Name() string       { return "picked" }
func (Short) Name() string        { return "short" }
func (Claim) Name() string        { return "claim" }
func (DenyClaim) Name() string    { return "refuse" }
func (CounterOrder) Name() string { return "orders" }
func (Quote) Name() string        { return "quote" }
func (QuoteGoods) Name() string   { return "quote" }
func (Ship) Name() string         { return "ship" }
func (ParcelList) Name() string   { return "quote" }
func (Keep) Name() string         { return "ship" }
func (Parcels) Name() string      { return "ship" }
func (Report) Name() string       { return "track" }
func (UndoParcel) Name() string   { return "undo" }
func (VillageDay) Name() string   { return "ship" }
func (Tiers) Name() string        { return "ship" }
func (Overpaid) Name() string     { return "ship" }
func (Brief) Name() string        { return "ship" }
func (Handover) Name() string     { return "ship" }
func (Days) Name() string         { return "ship" }
func (Ask) Name() string          { return "ask" }
func (Answer) Name() string       { return "answer" }
func (DropAnswer) Name() string   { return "cancel" }
func (Tip) Name() string          { return "tip" }
func (Remind) Name() string       { return "remind" }
func (Quiet) Name() string        { return "remind" }
func (RemindOf) Name() string     { return "remind" }
func (DropReminder) Name() string { return "remind" }
func (Snooze) Name() string       { return "snooze" }
func (Stock) Name() string        { return "stock" }
func (Price) Name() string        { return "price" }
func (KeepStock) Name() string    { return "cancel" }
func (Hours) Name() string        { return "hours" }
func (PickList) Name() string     { return "orders" }
func (Language) Name() string     { return "language" }
func (Invite) Name() string       { return "people" }
func (Members) Name() string      { return "people" }
func (Privacy) Name() string      { return "privacy" }
func (Help) Name() string         { return "help" }
func (Greet) Name() string        { return "greet" }
func (Thanks) Name() string       { return "thanks" }
func (Chat) Name() string         { return "chat" }
func (Unknown) Name() string      { return "unknown" }
func (Statement) Name() string    { return "statement" }
func (Export) Name() string       { return "statement" }
func (Payment) Name() string      { return "statement" }
func (Credit) Name() string       { return "credit" }

// MembersDo is what is done about who belongs to the village.
type MembersDo string

// What an organiser can do: see all members or one, see the invitations that nobody has used, give a role, remove, block.
const (
	ListMembers     MembersDo = "list"
	ListInvitations MembersDo = "invitations"
	GiveRole        MembersDo = "role"
	RemoveMember    MembersDo = "remove"
	BlockMember     MembersDo = "block"
)

// PrivacyDo is what somebody wants done with what is kept of her.
type PrivacyDo string

// What can be wanted.
const (
	ShowKept   PrivacyDo = ""
	ExportMine PrivacyDo = "export"
	ForgetMe   PrivacyDo = "forget"
)

// Every is one of each type of command, for those who must serve all of them.
func Every() []Command {
	return []Command{
		Find{}, Show{}, History{}, More{}, Beyond{}, Order{}, Change{}, Remove{}, Confirm{}, Cancel{}, Undo{}, Orders{}, Pull{}, ShowOrder{}, VoidOrder{}, Edit{}, Repeat{}, Waiting{}, Settle{}, Matches{},
		Accept{}, Refuse{}, Ready{}, Picked{}, Short{}, Claim{}, DenyClaim{}, CounterOrder{},
		Quote{}, QuoteGoods{}, Ship{}, ParcelList{}, Keep{}, Parcels{}, Report{}, UndoParcel{}, Statement{}, Export{}, Credit{}, Payment{}, VillageDay{}, Tiers{}, Overpaid{}, Brief{},
		Handover{}, Days{}, Ask{}, Answer{}, DropAnswer{}, Tip{}, Remind{}, Quiet{}, RemindOf{}, DropReminder{}, Snooze{}, Stock{}, Price{}, KeepStock{}, Hours{}, PickList{}, Notify{}, Waits{}, DropWait{}, Pool{}, Pools{}, Language{}, Invite{}, Members{}, Privacy{}, Help{},
		Greet{}, Thanks{}, Chat{}, Unknown{}, Foreseen{Do: "kit"}, Doubt{Cancel{}},
	}
}

// Joined takes a SKU named beside an order for a line of it whose number was not said, "20 A1023 and some B500", and
// several SKUs asked about for one list.
func Joined(commands []Command) []Command {
	var out []Command
	for _, c := range commands {
		show, ok := c.(Show)
		last := len(out) - 1
		if !ok || last < 0 {
			out = append(out, c)
			continue
		}
		switch before := out[last].(type) {
		case Order:
			before.Lines = slices.Concat(before.Lines, show.Items)
			out[last] = before
		case Show:
			before.Items = slices.Concat(before.Items, show.Items)
			out[last] = before
		default:
			out = append(out, c)
		}
	}
	return out
}

// Origin says where a slot's value comes from.
type Origin string

// Where a value can come from. A slot without an origin holds nothing.
const (
	// IsSaid: the message says it.
	IsSaid Origin = "said"
	// IsCarried: the message leaves it out, and the focus has it: the parcel priced last, the item whose card was shown.
	IsCarried Origin = "carried"
	// IsAssumed: nobody said it; it follows from what was said beyond doubt, as a SKU from the name of its goods.
	IsAssumed Origin = "assumed"
)

// Slot is a part of a command, with where it comes from.
type Slot[T any] struct {
	Value  T
	Origin Origin
}

// Said is a slot that the message fills.
func Said[T any](v T) Slot[T] { return Slot[T]{v, IsSaid} }

// Carried is a slot that the focus fills.
func Carried[T any](v T) Slot[T] { return Slot[T]{v, IsCarried} }

// Assumed is a slot that follows from others.
func Assumed[T any](v T) Slot[T] { return Slot[T]{v, IsAssumed} }

// Given says that the slot holds something.
func (s Slot[T]) Given() bool { return s.Origin != "" }

// Said says that the message fills the slot.
func (s Slot[T]) Said() bool { return s.Origin == IsSaid }

// Pointer is the value, or nil where there is none.
func (s Slot[T]) Pointer() *T {
	if !s.Given() {
		return nil
	}
	return &s.Value
}

// saidIf is a slot that the message fills unless the value is the zero value.
func saidIf[T comparable](v T) Slot[T] { return slotIf(v, IsSaid) }

// carriedIf is a slot that the focus fills unless the value is the zero value.
func carriedIf[T comparable](v T) Slot[T] { return slotIf(v, IsCarried) }

// slotIf is a slot that holds a value unless it is the zero value.
func slotIf[T comparable](v T, from Origin) Slot[T] {
	var zero T
	if v == zero {
		return Slot[T]{}
	}
	return Slot[T]{v, from}
}

// saidAt is a slot of what a pointer points to, if it points anywhere.
func saidAt[T any](v *T) Slot[T] {
	if v == nil {
		return Slot[T]{}
	}
	return Said(*v)
}
