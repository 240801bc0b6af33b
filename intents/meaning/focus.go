package meaning

import (
	"time"

	"oldhand/integrations/measure"
)

// Focus is what a person was last shown and asked: what words such as "the second one", "20" or "delivered" are about. It
// is kept with the dialogue. Its JSON is the "dialogue" of the contract's `understand --batch`.
type Focus struct {
	// Draft are the lines of the open draft.
	Draft []Item `json:"draft,omitempty"`
	// Edited is when the draft was last changed in a way that can be taken back; zero: it was not.
	Edited time.Time `json:"edited,omitzero"`
	// Sold are the goods of files of the person's shop that they are of.
	Sold []Sold `json:"sold,omitempty"`
	// Quote is the parcel priced, or being priced, last.
	Quote *Priced `json:"quote,omitempty"`
	// Reminder: the last thing said was about the reminder. ReminderAt is when one last came by itself.
	Reminder   bool      `json:"reminder,omitempty"`
	ReminderAt time.Time `json:"reminder_at,omitzero"`
	// Note is the reminder of the person's own words that came last.
	Note *Note `json:"note,omitempty"`
	// Item is the one whose card was shown last.
	Item *Item `json:"item,omitempty"`
	// List is the page of goods shown last, whose first line has the number ListFrom (0: 1); ListOf is what was looked for.
	List     []Item `json:"list,omitempty"`
	ListFrom int    `json:"list_from,omitempty"`
	ListOf   string `json:"list_of,omitempty"`
	// Fresh: the list was shown after the draft and the last parcel, so that what is said of no goods by name is of these.
	Fresh bool `json:"fresh,omitempty"`
	// Order is the one placed last, by one tap and perhaps of several distributors.
	Order *Placed `json:"order,omitempty"`
	// Parcel is the one shown, recorded or asked about last.
	Parcel *Parcel `json:"parcel,omitempty"`
	// Asked is the slot that was asked for.
	Asked *Asked `json:"asked,omitempty"`
	// Reply is what the message replies to, for its reading alone; it is not kept with the dialogue.
	Reply *Focus `json:"reply,omitempty"`
	// Said is how what oldhand said last begins.
	Said string `json:"said,omitempty"`
	// Statement is the account shown last.
	Statement *Account `json:"statement,omitempty"`
	// Pool is the one shown last, or proposed.
	Pool *Pooled `json:"pool,omitempty"`
	// Changes: a card of changes to a distributor's goods waits for its tap.
	Changes bool `json:"changes,omitempty"`
}

// Item is an item as it was shown.
type Item struct {
	ID       int64  `json:"id,omitempty"`
	SKU      string `json:"sku,omitempty"`
	Item     string `json:"item,omitempty"` // what it is called
	Also     string `json:"also,omitempty"` // what else, in either language
	Quantity int    `json:"quantity,omitempty"`
	Unit     string `json:"unit,omitempty"`
	Latest   bool   `json:"latest,omitempty"` // of a draft's lines, the one that was added or changed last
	Shop     bool   `json:"shop,omitempty"`   // of a draft's lines, one that a file of the person's shop has made
}

// Priced is a parcel as far as its price was asked for.
type Priced struct {
	To     string        `json:"to,omitempty"`
	Code   string        `json:"code,omitempty"`
	Weight measure.Grams `json:"weight_g,omitempty"`
	Size   []int         `json:"size_mm,omitempty"`
	Count  int           `json:"count,omitempty"`
	// Made is the turn that began to price it: two parcels may be alike.
	Made int64 `json:"made,omitempty"`
	// Sent is the number of the parcel that was recorded from it.
	Sent int64 `json:"sent,omitempty"`
}

// placed says that it is known where to.
func (p *Priced) placed() bool { return p.To != "" || p.Code != "" }

// Placed is an order placed by one tap.
type Placed struct {
	Number  int64   `json:"number,omitempty"` // of its first part
	Numbers []int64 `json:"numbers,omitempty"`
	// Items are what a number alone may be of.
	Items  []int64   `json:"items,omitempty"`
	At     time.Time `json:"at,omitzero"`
	Undone bool      `json:"undone,omitempty"`
	// From is who placed it, where it stands on the card of its distributor's people, with its lines and how far it is.
	From   string `json:"from,omitempty"`
	Lines  []Item `json:"lines,omitempty"`
	Status string `json:"status,omitempty"`
}

// Parcel is a parcel that was recorded.
type Parcel struct {
	Number int64     `json:"number"`
	At     time.Time `json:"at,omitzero"` // when it was shown
	// Recorded: it was recorded just then, so that it can be undone.
	Recorded bool `json:"recorded,omitempty"`
}

// Note is a reminder of a person's own words that came.
type Note struct {
	ID int64     `json:"id"`
	At time.Time `json:"at,omitzero"`
}

// Account is a statement as it was shown: its days, and the other side's name where it was of one alone.
type Account struct {
	From        string `json:"from,omitempty"` // 2006-01-02; empty: from the beginning
	To          string `json:"to,omitempty"`
	Distributor string `json:"distributor,omitempty"`
	Person      string `json:"person,omitempty"`
}

// Pooled is a pool as it was shown: so many pieces of its goods have come together, of so many that are to.
type Pooled struct {
	SKU   string `json:"sku"`
	ID    int64  `json:"id,omitempty"` // of the goods
	Item  string `json:"item,omitempty"`
	Taken int    `json:"taken,omitempty"`
	Goal  int    `json:"goal,omitempty"`
}

// Asked is a question of oldhand's own.
type Asked struct {
	Slot    string    `json:"slot"`         // the slot's name in the contract; AnswerSlot
	Of      string    `json:"of,omitempty"` // the SKU or number that it is about
	Options []string  `json:"options,omitempty"`
	At      time.Time `json:"at,omitzero"`
}

// What can be asked for besides the slots of the contract.
const (
	// AnswerSlot: an old hand is writing an answer.
	AnswerSlot = "answer"
	// TimeSlot: at what time to remind.
	TimeSlot = "time"
	// NoteSlot: when to remind of the words that are asked about.
	NoteSlot = "note"
	// ReasonSlot: why the order that is asked about cannot be had.
	ReasonSlot = "reason"
	// LeftSlot: how many are left; what is asked about is an order's number and a SKU, with a space between.
	LeftSlot = "left"
	// ClaimSlot: a part of a claim that is being made: its number, quantity or reason.
	ClaimSlot = "claim"
	// DenySlot: why the claim that is asked about is not right.
	DenySlot = "deny"
)

// Recently is how long the last order or parcel is what "undo" means, and what words without a name are about.
const Recently = 30 * time.Minute

// lately is how long after a reminder that came by itself words such as "in ten minutes" still mean it.
const lately = 3 * time.Hour

// reminds says that words may be about the reminder. One that came by itself counts for a while, whatever was said since,
// but not beside a draft, whose pickup words such as "in ten minutes" mean first.
func (f *Focus) reminds(now time.Time) bool {
	return f.Reminder || len(f.Draft) == 0 && (now.Sub(f.ReminderAt) < lately || f.Note != nil && now.Sub(f.Note.At) < lately)
}

// snoozed is the reminder of the person's own words that is to come again; none: that of the pickups, where it came later.
func (f *Focus) snoozed() Slot[int64] {
	if f.Note == nil || f.ReminderAt.After(f.Note.At) {
		return Slot[int64]{}
	}
	return Carried(f.Note.ID)
}

// Moved notes that the conversation goes on about something: what was asked, the reminder, a statement and a pool no longer stand last.
func (f *Focus) Moved() { f.Reminder, f.Asked, f.Statement, f.Pool = false, nil, nil, nil }

// asks says that a slot was asked for.
func (f *Focus) asks(slot string) bool { return f.Asked != nil && f.Asked.Slot == slot }

// JustShown is a focus written by others, who name what was shown and not when: all of it at that moment, a list last.
func (f Focus) JustShown(now time.Time) Focus {
	f.Fresh = f.Fresh || len(f.List) > 0
	if f.Asked != nil && f.Asked.At.IsZero() {
		asked := *f.Asked
		asked.At = now
		f.Asked = &asked
	}
	if f.Parcel != nil && f.Parcel.At.IsZero() {
		parcel := *f.Parcel
		parcel.At = now
		f.Parcel = &parcel
	}
	if f.Order != nil && f.Order.At.IsZero() {
		order := *f.Order
		order.At = now
		f.Order = &order
	}
	if f.Reply != nil {
		reply := f.Reply.JustShown(now)
		f.Reply = &reply
	}
	return f
}

// at gives the item at a number of the list shown.
func (f *Focus) at(number int) (Item, bool) {
	i := number - max(f.ListFrom, 1)
	if i < 0 || i >= len(f.List) {
		return Item{}, false
	}
	return f.List[i], true
}

// Context is all that a message is understood in.
type Context struct {
	Focus
	Now      time.Time // in the village's zone
	Role     string    // seller, distributor, oldhand, organiser; "" a stranger
	Language string    // that was spoken last, for texts that show none
	App      string    // the language of the person's app
	// Replies: the message replies to another, which an old hand does to answer.
	Replies bool
	// Books: parcels are booked with a carrier, so that receivers are asked for.
	Books bool
}
