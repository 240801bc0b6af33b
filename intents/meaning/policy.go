package meaning

import "regexp"

// Risk is what a misreading of a command can do.
type Risk string

// The risks, the least first.
const (
	// Reads: it shows something, and that says how it was read.
	Reads Risk = "reads"
	// Drafts: it leads to a card, and what is on that happens at a tap alone; or to a word later on, with a button that stops it.
	Drafts Risk = "drafts"
	// Acts: it ends something, sets something, or is seen by others.
	Acts Risk = "acts"
)

// policy is, for every risk, how sure the reader must be to follow it without asking: with ground, and without.
var policy = map[Risk]struct{ grounded, ungrounded float64 }{
	Reads:  {0, 0},
	Drafts: {0.4, 0.4}, // the card shows what it did, and orders nothing
	Acts:   {0.9, never},
}

// never is more than the reader can be sure.
const never = 2

// RiskOf is the risk of a command, as a seller says it.
func RiskOf(c Command) Risk {
	switch c := c.(type) {
	case Remind:
		if !c.On.Given() && !c.Days.Given() {
			return Reads // it shows the setting
		}
		return Acts
	case Report:
		if c.What == Mentioned {
			return Reads
		}
		return Acts
	case Order:
		if len(c.Lines) == 0 && timed(c) {
			return Reads // a time on a card, which shows it
		}
		return Drafts
	case Members:
		if c.Do == ListMembers || c.Do == ListInvitations {
			return Reads
		}
		return Drafts // it shows whom it is about, and what a tap does
	case Credit:
		if c == (Credit{}) {
			return Reads
		}
		return Drafts // it shows the rule, which a tap sets
	case Privacy:
		if c.Do == ForgetMe {
			return Drafts
		}
		return Reads
	case VoidOrder:
		if c.Number.Said() && len(c.With) > 0 {
			return Drafts // it shows them, and a tap cancels them
		}
		return Acts
	case Change, Settle, Remove, Edit, Confirm, Stock, Price, Repeat, QuoteGoods, Claim, Notify, Pool, RemindOf, Hours:
		return Drafts
	case Cancel, Undo, Ship, Keep, UndoParcel, Answer, DropAnswer, Tip, Snooze, KeepStock, DropWait, Language, Invite,
		Accept, Refuse, Ready, Picked, Short, DenyClaim:
		return Acts
	}
	return Reads
}

// risk is that of a command as the person says it: what a seller is shown on a card first is done at once for who keeps a counter, and for
// an organiser.
func (c *Context) risk(of Command) Risk {
	if _, ok := of.(VoidOrder); ok && (c.Role == "distributor" || c.Role == "organiser") {
		return Acts
	}
	return RiskOf(of)
}

// grounded says that a command's object is beyond doubt: it is named by its number, or stands on the card that the message
// replies to or follows.
func (m *message) grounded(c Command) bool {
	switch c := c.(type) {
	case Cancel:
		return len(m.Draft) > 0
	case Undo:
		return !m.Edited.IsZero() || m.Focus.Order != nil && !m.Focus.Order.Undone
	case VoidOrder:
		return c.Number.Given()
	case Accept:
		return !c.Named() && m.ordered(c.Number) // who has some of the goods does not say that they have all
	case Refuse:
		return m.ordered(c.Number)
	case Ready:
		return m.ordered(c.Number)
	case Picked:
		return m.ordered(c.Number) || m.reminds(m.Now) || c.Code.Given()
	case Short:
		return m.ordered(c.Number)
	case Ship:
		return m.Quote != nil && c.Courier.Given()
	case Report:
		return c.Number.Said() || m.Parcel != nil
	case UndoParcel:
		return c.Number.Given()
	case Remind:
		return c.On.Value || m.Reminder || m.asks(TimeSlot) || reminders.MatchString(m.text) // one more reminder ends nothing
	case Snooze:
		return m.reminds(m.Now) || c.Until.Given()
	case Language:
		return c.To.Given()
	case Tip:
		return c.Text.Given()
	case DropWait:
		return c.Named()
	}
	return true
}

// reminders are words for the daily reminder.
var reminders = regexp.MustCompile(`(?i)\breminders?\b|\bremind(?:ing)?\b|提醒`)

// ordered says that an order is named, or was shown last.
func (f *Focus) ordered(number Slot[int64]) bool {
	return number.Given() || f.Order != nil && !f.Order.Undone
}

// doubted puts a command that is not sure enough into a question.
func (m *message) doubted(c Command, sure float64) Command {
	if _, ok := c.(Undo); ok && !m.Edited.IsZero() {
		return c // it brings a card back, and that shows what was taken back
	}
	limits := policy[m.risk(c)]
	limit := limits.ungrounded
	if m.grounded(c) {
		limit = limits.grounded
	}
	if r, ok := c.(Remove); ok && !r.SKU.Given() {
		limit = surelyNot // it may take off more than one line
	}
	if r, ok := c.(Remind); ok && m.Reminder && r.On.Value && r.Time.Said() {
		limit = policy[Drafts].grounded // it goes on about the hour just shown
	}
	if sure < limit {
		return Doubt{c}
	}
	return c
}

// Doubt is a command that may be meant: it is asked about before it is done.
type Doubt struct{ Command Command }

// Name is that of the command.
func (d Doubt) Name() string { return d.Command.Name() }
