package meaning

import (
	"encoding/json"
	"fmt"
	"reflect"

	"oldhand/integrations/measure"
)

// wire is a command as the contract writes it.
type wire struct {
	Name  string    `json:"name"`
	Slots wireSlots `json:"slots"`
	Asks  bool      `json:"asks,omitempty"` // it is asked about first
}

// wireSlots are all slots of the contract; what a command does not fill is left out.
type wireSlots struct {
	Text     string         `json:"text,omitempty"`
	SKU      string         `json:"sku,omitempty"`
	Category string         `json:"category,omitempty"`
	PriceMin *measure.Fen   `json:"price_min_fen,omitempty"`
	PriceMax *measure.Fen   `json:"price_max_fen,omitempty"`
	Not      string         `json:"not,omitempty"`
	Order    string         `json:"order,omitempty"`
	Lines    []wireLine     `json:"lines,omitempty"`
	When     string         `json:"when,omitempty"`
	Asked    string         `json:"when_asked,omitempty"`
	Shift    int            `json:"when_shift_minutes,omitempty"`
	Apart    bool           `json:"apart,omitempty"`
	Item     string         `json:"item,omitempty"`
	Quantity int            `json:"quantity,omitempty"`
	Unit     string         `json:"unit,omitempty"`
	To       string         `json:"to,omitempty"`
	Code     string         `json:"code,omitempty"`
	Weight   *measure.Grams `json:"weight_g,omitempty"`
	Size     []int          `json:"size_mm,omitempty"`
	Count    int            `json:"count,omitempty"`
	By       string         `json:"by,omitempty"`
	Courier  string         `json:"courier,omitempty"`
	About    string         `json:"about,omitempty"`
	Number   int64          `json:"number,omitempty"`
	With     []int64        `json:"with,omitempty"` // further numbers
	Question string         `json:"question,omitempty"`
	On       *bool          `json:"on,omitempty"`
	Time     string         `json:"time,omitempty"`
	Until    string         `json:"until,omitempty"`
	Days     string         `json:"days,omitempty"`
	Stock    *int           `json:"stock,omitempty"`
	Step     string         `json:"step,omitempty"`
	Price    *measure.Fen   `json:"price_fen,omitempty"`
	Do       string         `json:"do,omitempty"`
	Role     string         `json:"role,omitempty"`
	Report   string         `json:"report,omitempty"`
	Of       string         `json:"of,omitempty"`
	Day      string         `json:"day,omitempty"`
	Reason   string         `json:"reason,omitempty"`
	Left     *int           `json:"left,omitempty"`
	Lacking  *int           `json:"lacking,omitempty"`
	Person   string         `json:"person,omitempty"`
	// Distributor is whose books or goods are meant.
	Distributor string       `json:"distributor,omitempty"`
	From        string       `json:"from,omitempty"`
	Amount      *measure.Fen `json:"amount_fen,omitempty"`
	StepFen     *measure.Fen `json:"step_fen,omitempty"`
	MostFen     *measure.Fen `json:"most_fen,omitempty"`
}

type wireLine struct {
	Item     string `json:"item,omitempty"`
	SKU      string `json:"sku,omitempty"`
	Like     string `json:"like,omitempty"`
	Quantity int    `json:"quantity,omitempty"`
	Unit     string `json:"unit,omitempty"`
}

// JSON writes commands as the contract has them.
func JSON(commands []Command) (json.RawMessage, error) {
	all := make([]wire, len(commands))
	for i, c := range commands {
		d, asks := c.(Doubt)
		if asks {
			c = d.Command
		}
		all[i] = wire{c.Name(), slotsOf(c), asks}
	}
	return json.Marshal(all)
}

// Slots gives a command's slots to be written as JSON, by their names in the contract.
func Slots(c Command) any { return slotsOf(c) }

// slotsOf gives a command's slots by their names in the contract.
func slotsOf(c Command) wireSlots {
	switch c := c.(type) {
	case Find:
		return wireSlots{Text: c.Text.Value, SKU: c.SKU.Value, Category: c.Category.Value, PriceMin: c.PriceMin.Pointer(), PriceMax: c.PriceMax.Pointer(),
			Not: c.Not.Value, Order: c.Order.Value}
	case Show:
		var s wireSlots
		if len(c.Items) > 0 {
			s.SKU = c.Items[0].SKU.Value
		}
		return s
	case History:
		s := lineSlots(c.Line)
		s.About, s.Of = "history", c.Of.Value
		return s
	case Order:
		return wireSlots{Lines: wireLines(c.Lines), When: c.When.Value, Asked: c.WhenAsked, Shift: c.Shift.Value, Apart: c.Apart}
	case Change:
		s := lineSlots(c.Line)
		if s.When = c.When.Value; c.Fewer {
			s.Step = string(Down)
		}
		return s
	case Remove:
		return lineSlots(c.Line)
	case Pull:
		return wireSlots{When: c.Day.Value, About: "pull"}
	case Hours:
		return wireSlots{From: c.Opens.Value, To: c.Closes.Value, Until: c.Cutoff.Value, Days: c.Days.Value, When: c.Closed.Value, Day: c.Open.Value}
	case PickList:
		s := wireSlots{When: c.Day.Value}
		if c.Items {
			s.About = "items"
		}
		return s
	case ShowOrder:
		return wireSlots{Number: c.Number.Value}
	case VoidOrder:
		return wireSlots{Number: c.Number.Value, With: c.With}
	case Edit:
		s := lineSlots(c.Line)
		s.Number, s.With, s.When, s.Asked, s.Step = c.Number.Value, c.With, c.When.Value, c.WhenAsked, string(c.Step)
		if c.Drop {
			s.Step = "drop"
		}
		return s
	case Repeat:
		if c.Of != nil {
			return wireSlots{Number: c.Of.All()[0], With: c.Of.All()[1:]}
		}
		return wireSlots{}
	case Stock:
		s := lineSlots(c.Line)
		s.Stock, s.Step, s.When = c.Stock.Pointer(), string(c.Step), c.When.Value
		return s
	case Price:
		s := lineSlots(c.Line)
		s.Price, s.Step = c.Price.Pointer(), string(c.Step)
		return s
	case Waiting:
		return wireSlots{About: "waiting"}
	case Settle:
		s := lineSlots(c.Line)
		s.Number = int64(c.N)
		return s
	case Matches:
		return wireSlots{About: "list"}
	case Foreseen:
		return foreseenSlots(c)
	case Statement:
		s := wireSlots{From: c.From.Value, To: c.To.Value, Distributor: c.Distributor.Value, Person: c.Person.Value}
		if c.Sheet {
			s.About = "xlsx"
		}
		return s
	case Export:
		return wireSlots{About: "orders"}
	case Credit:
		s := wireSlots{Amount: c.First.Pointer(), StepFen: c.Step.Pointer(), MostFen: c.Most.Pointer(), Person: c.Person.Value}
		switch {
		case c.ByRule:
			s.About = "rule"
		case c.Off:
			s.On = new(false)
		case c.AtPickup.Given() && c.AtPickup.Value:
			s.About = "at_pickup"
		case c.AtPickup.Given():
			s.About = "later"
		}
		return s
	case Payment:
		return wireSlots{Amount: c.Amount.Pointer(), When: c.On.Value, Distributor: c.Distributor.Value, Person: c.Person.Value}
	}
	if s, ok := parcelSlots(c); ok {
		return s
	}
	if s, ok := waitSlots(c); ok {
		return s
	}
	if s, ok := counterSlots(c); ok {
		return s
	}
	return wordSlots(c)
}

// counterSlots are those of commands about orders at the counter.
func counterSlots(c Command) (s wireSlots, ok bool) {
	switch c := c.(type) {
	case Accept:
		s = wireSlots{Number: c.Number.Value, Item: c.Item.Value, SKU: c.SKU.Value}
	case Refuse:
		s.Number, s.Reason = c.Number.Value, c.Reason.Value
	case Ready:
		s.Number = c.Number.Value
	case Picked:
		s.Number, s.Code = c.Number.Value, c.Code.Value
	case Short:
		s = wireSlots{Number: c.Number.Value, Item: c.Item.Value, SKU: c.SKU.Value, Left: c.Left.Pointer(), Lacking: c.Lacking.Pointer()}
	case Claim:
		s = lineSlots(c.Line)
		s.Number, s.Reason = c.Number.Value, c.Reason.Value
	case DenyClaim:
		s.About, s.Reason = "claim", c.Reason.Value
	case CounterOrder:
		s.Number = c.Number.Value
	default:
		return s, false
	}
	return s, true
}

// parcelSlots are those of commands about parcels.
func parcelSlots(c Command) (wireSlots, bool) {
	switch c := c.(type) {
	case Quote:
		return quoteSlots(c), true
	case QuoteGoods:
		s := quoteSlots(c.Quote)
		s.Number, s.With, s.About = c.Number.Value, c.With, "order"
		return s, true
	case ParcelList:
		return wireSlots{Text: c.Text.Value}, true
	case Ship:
		s := wireSlots{Courier: c.Courier.Value}
		if of := c.Of; of != nil {
			s.To, s.Code, s.Weight, s.Size, s.Count = of.To, of.Code, saidIf(of.Weight).Pointer(), of.Size, of.Count
		}
		return s, true
	case Keep:
		return wireSlots{Number: c.Number.Value, About: "receiver"}, true
	case Report:
		return wireSlots{Number: c.Number.Value, Report: string(c.What), Day: c.On.Format("2006-01-02")}, true
	case UndoParcel:
		return wireSlots{Number: c.Number.Value, About: "parcel"}, true
	case Parcels:
		return wireSlots{About: "mine"}, true
	case VillageDay:
		return wireSlots{About: map[int]string{0: "today", 1: "yesterday"}[c.Ago]}, true
	case Tiers:
		return wireSlots{About: "tiers"}, true
	case Overpaid:
		return wireSlots{About: "overpaid"}, true
	case Brief:
		return wireSlots{About: "brief"}, true
	case Handover:
		return wireSlots{About: "handover"}, true
	case Days:
		return wireSlots{About: "days"}, true
	}
	return wireSlots{}, false
}

// wordSlots are those of commands that hold words or times.
func wordSlots(c Command) (s wireSlots) {
	switch c := c.(type) {
	case Ask:
		s.Question = c.Question.Value
	case Answer:
		s.Text = c.Text.Value
	case Tip:
		s.Text = c.Text.Value
	case Remind:
		s.On, s.Time, s.When, s.About = c.On.Pointer(), c.Time.Value, c.Day.Value, c.About
		if c.Days.Value != everyDay {
			s.Days = c.Days.Value
		}
	case Quiet:
		s.About, s.From, s.Until = "quiet", c.From.Value, c.Until.Value
		if c.Off {
			s.On = new(bool)
		}
	case RemindOf:
		s.Text, s.When, s.Time, s.Days = c.Text.Value, c.When.Value, c.Time.Value, c.Days.Value
	case DropReminder:
		s.Text, s.About = c.Text.Value, "drop"
	case Snooze:
		s.Until = c.Until.Value
	case Language:
		s.To = c.To.Value
	case Invite:
		s.Do, s.Role = "invite", c.Role.Value
	case Members:
		s.Do, s.Person, s.Role = string(c.Do), c.Person.Value, c.Role.Value
	case Privacy:
		s.Do = string(c.Do)
	}
	return s
}

func foreseenSlots(f Foreseen) wireSlots {
	s := lineSlots(f.Line)
	s.Number, s.Reason, s.Distributor, s.Person = f.Number.Value, f.Reason.Value, f.Distributor.Value, f.Person.Value
	return s
}

func quoteSlots(q Quote) wireSlots {
	return wireSlots{
		To: q.To.Value, Code: q.Code.Value, Weight: q.Weight.Pointer(), Size: q.Size.Value, Count: q.Count.Value, By: q.By.Value,
		Courier: q.Courier.Value,
	}
}

func lineSlots(l Line) wireSlots {
	return wireSlots{Item: l.Item.Value, SKU: l.SKU.Value, Quantity: l.Quantity.Value, Unit: l.Unit.Value}
}

func wireLines(lines []Line) []wireLine {
	all := make([]wireLine, len(lines))
	for i, l := range lines {
		all[i] = wireLine{l.Item.Value, l.SKU.Value, l.Like.Value, l.Quantity.Value, l.Unit.Value}
	}
	return all
}

// Kept is a command as it is kept until a tap says that it was meant.
type Kept struct {
	Type    string          `json:"type"`
	Command json.RawMessage `json:"command"`
}

// KeepCommand writes a command down. What else its words may mean (Otherwise) is not kept: the tap says what they do.
func KeepCommand(c Command) (Kept, error) {
	written, err := json.Marshal(c)
	return Kept{reflect.TypeOf(c).Name(), written}, err
}

// Again gives the command.
func (k Kept) Again() (Command, error) {
	for _, c := range Every() {
		if t := reflect.TypeOf(c); t.Name() == k.Type {
			again := reflect.New(t)
			if err := json.Unmarshal(k.Command, again.Interface()); err != nil {
				return nil, fmt.Errorf("a kept command: %w", err)
			}
			return again.Elem().Interface().(Command), nil
		}
	}
	return nil, fmt.Errorf("a kept command of an unknown type %q", k.Type)
}
