package intents

import (
	"encoding/json"
	"errors"
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/intents/understand"
	"oldhand/knowledge"
)

// stateVersion changes whenever a state written before could be misread; such a state is dropped.
const stateVersion = 1

// state is what a chat's dialogue remembers between turns. Nothing in it costs money by itself: an order is made from
// it only by a tap, and prices and stock are read again then.
type state struct {
	Version int          `json:"v"`
	Lang    phrases.Lang `json:"lang,omitempty"` // of the last words that showed one
	// LangFixed says that the person chose a language by name; what they write no longer changes it.
	LangFixed bool             `json:"lang_fixed,omitempty"`
	Draft     *draft           `json:"draft,omitempty"`
	Placed    *placed          `json:"placed,omitempty"`
	Found     *found           `json:"found,omitempty"`
	Item      catalogue.ItemID `json:"item,omitempty"`   // the item whose card was shown last
	Origin    *found           `json:"origin,omitempty"` // the list that card was opened from
	Quote     *quoteRequest    `json:"quote,omitempty"`
	Asked     *asked           `json:"asked,omitempty"`
	Answering *answering       `json:"answering,omitempty"`
	Changes   *changes         `json:"changes,omitempty"`
	Told      string           `json:"told,omitempty"`       // the SKU whose stock or price a distributor told last
	Reminder  bool             `json:"reminder,omitempty"`   // the last answer was about the reminder
	AskedTime bool             `json:"asked_time,omitempty"` // at what time to remind
	Snoozed   time.Time        `json:"snoozed,omitzero"`     // when the reminder is to come again, or came
	Parcel    *parcelShown     `json:"parcel,omitempty"`
	Receiver  *pastedReceiver  `json:"receiver,omitempty"` // of the parcel being priced
	Offered   []bot.Button     `json:"offered,omitempty"`  // by the last answer that had buttons
}

// placed is the last order made by a tap, for the second tap, for undo and for edits that come too late.
type placed struct {
	Turn     bot.TurnID         `json:"turn"`
	Orders   []pickup.OrderID   `json:"orders"`
	Items    []catalogue.ItemID `json:"items,omitempty"` // that a number alone may be of
	Total    measure.Fen        `json:"total"`
	At       time.Time          `json:"at"`
	Messages []int64            `json:"messages,omitempty"` // that the order was made of
	Undone   bool               `json:"undone,omitempty"`
}

// found is the last search and where its list stands.
type found struct {
	Text     string       `json:"text,omitempty"`
	Category string       `json:"category,omitempty"`
	Min      *measure.Fen `json:"min,omitempty"`
	Max      *measure.Fen `json:"max,omitempty"`
	Page     int          `json:"page,omitempty"`
	SKUs     []string     `json:"skus,omitempty"` // of the page shown, in order
	// Named are the items that were asked about by their SKUs; they are the list, and nothing is searched for.
	Named []catalogue.ItemID `json:"named,omitempty"`
	// Fresh says that the list was shown after the draft and the last parcel, so that what is said of no goods by name is of
	// these.
	Fresh bool `json:"fresh,omitempty"`
}

// quoteRequest is the parcel last asked about. It holds the place, never the address or the person it came from.
type quoteRequest struct {
	Code   string        `json:"code,omitempty"`
	Name   string        `json:"name,omitempty"`
	Weight measure.Grams `json:"weight,omitempty"`
	Size   []int         `json:"size,omitempty"` // mm
	Count  int           `json:"count,omitempty"`
	By     string        `json:"by,omitempty"`   // 2006-01-02
	From   int           `json:"from,omitempty"` // the first courier on the card shown
	// Orders are those whose goods the parcel holds: what these weigh without the packing, and how many lines of them
	// nobody knows the weight of.
	Orders    []pickup.OrderID `json:"orders,omitempty"`
	Goods     measure.Grams    `json:"goods,omitempty"`
	Unweighed int              `json:"unweighed,omitempty"`
	// Sent is the parcel once it was recorded with a courier.
	Sent parcels.ParcelID `json:"sent,omitempty"`
	// Choices are the places that an ambiguous name may mean.
	Choices []address.Place `json:"choices,omitempty"`
}

// asked is the question last asked, to be understood with what follows it and to be passed on.
type asked struct {
	Turn     bot.TurnID `json:"turn"`
	Text     string     `json:"text"`
	Previous []string   `json:"previous,omitempty"`
	At       time.Time  `json:"at"`
}

// answering is the question that an old hand is writing an answer to, and the answer once written.
type answering struct {
	Question knowledge.QuestionID `json:"question"` // 0: not chosen yet
	Asked    string               `json:"asked,omitempty"`
	Text     string               `json:"text,omitempty"`
	At       time.Time            `json:"at"`
}

// recall reads what the last turn left. What cannot be read any more is dropped, and forgot says so.
func recall(raw json.RawMessage) (s state, forgot bool) {
	if len(raw) == 0 || string(raw) == "{}" || string(raw) == "null" {
		return state{Version: stateVersion}, false
	}
	err := json.Unmarshal(raw, &s)
	if err != nil || s.Version != stateVersion {
		return state{Version: stateVersion}, true
	}
	return s, false
}

func (s state) marshal() (json.RawMessage, error) { return json.Marshal(s) }

func (s state) clone() (state, error) {
	raw, err := s.marshal()
	if err != nil {
		return state{}, err
	}
	c, forgot := recall(raw)
	if forgot {
		return state{}, errors.New("the dialogue does not read back")
	}
	return c, nil
}

// shown is what understanding needs to know of the dialogue.
func (s state) shown() (draft []understand.Line, quote *understand.ShownQuote) {
	if s.Draft != nil {
		for _, l := range s.Draft.Lines {
			draft = append(draft, understand.Line{Item: l.name(), SKU: l.SKU, Quantity: l.Quantity, Unit: l.Unit, Also: l.Also})
		}
	}
	if s.Quote != nil {
		quote = &understand.ShownQuote{To: s.Quote.Name, Weight: s.Quote.Weight}
	}
	return draft, quote
}
