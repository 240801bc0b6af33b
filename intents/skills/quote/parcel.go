package quote

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// remembered is what pricing remembers between turns.
type remembered struct {
	Parcel   *parcel         `json:"parcel,omitempty"`
	Receiver *pastedReceiver `json:"receiver,omitempty"` // of the parcel
	// Sent are the parcels recorded of those priced before, the latest last: a reply to an older quote is not to record one
	// twice.
	Sent []sentOf `json:"sent,omitempty"`
	// Files are those that the person sent, the latest last.
	Files []sentFile `json:"files,omitempty"`
}

// sentOf is the parcel recorded of the one that a turn began to price.
type sentOf struct {
	Made   bot.TurnID       `json:"made"`
	Parcel parcels.ParcelID `json:"parcel"`
}

// sentKept is how many of them are remembered; they count for a day.
const sentKept = 20

var memory = dialogue.Memory[remembered]("quote")

// parcel is the one priced last, or being asked about. It holds the place, never the address or the person it came from.
type parcel struct {
	Code   string        `json:"code,omitempty"`
	Name   string        `json:"name,omitempty"`
	Weight measure.Grams `json:"weight,omitempty"`
	Size   []int         `json:"size,omitempty"` // mm
	Count  int           `json:"count,omitempty"`
	Made   bot.TurnID    `json:"made,omitempty"` // the turn that began to price it
	By     string        `json:"by,omitempty"`   // 2006-01-02
	From   int           `json:"from,omitempty"` // the first courier on the card shown
	// Orders are those whose goods the parcel holds: what these weigh without the packing, and how many lines of them
	// nobody knows the weight of.
	Orders    []pickup.OrderID `json:"orders,omitempty"`
	Goods     measure.Grams    `json:"goods,omitempty"`
	Unweighed int              `json:"unweighed,omitempty"`
	// Choices are the places that an ambiguous name may mean.
	Choices []address.Place `json:"choices,omitempty"`
}

// focus tells the focus which parcel is priced. Which one was recorded of it stands there alone, because others take it
// back.
func focus(t *dialogue.Turn) {
	p := memory.Of(t).Parcel
	if p == nil {
		t.Focus.Quote = nil
		return
	}
	t.Focus.Quote = &meaning.Priced{
		To: p.Name, Code: p.Code, Weight: p.Weight, Size: p.Size, Count: p.Count, Made: int64(p.Made), Sent: int64(sent(t)),
	}
}

// finish tells the focus, and the cards that show it, which parcel is priced.
func finish(t *dialogue.Turn) {
	focus(t)
	if slices.ContainsFunc(t.Cards(), func(c bot.Card) bool { return c.Key == quoteKey }) {
		t.Tell(meaning.Focus{Quote: t.Focus.Quote})
	}
}

// takeUp makes the parcel that a message replies to the one being priced, as it was shown then; nil: the one priced last
// stays.
func takeUp(t *dialogue.Turn, of *meaning.Priced) {
	m := memory.Of(t)
	if of == nil || of.Made != 0 && m.Parcel.isStill(of) {
		return
	}
	made := bot.TurnID(of.Made)
	if made == 0 {
		made = t.ID()
	}
	m.Parcel = &parcel{Code: of.Code, Name: of.To, Weight: of.Weight, Size: of.Size, Count: of.Count, Made: made}
	m.Receiver = nil // of another parcel
	sentAs(t, m.sentOf(made))
}

// isStill says that a parcel is the one that was shown, with nothing shown of it changed since.
func (p *parcel) isStill(shown *meaning.Priced) bool {
	return p != nil && int64(p.Made) == shown.Made && p.Code == shown.Code && p.Count == shown.Count &&
		(p.Weight == shown.Weight || shown.Weight == 0) && slices.Equal(p.Size, shown.Size)
}

// sentOf is the parcel recorded of the one that a turn began to price; 0: none was.
func (m *remembered) sentOf(made bot.TurnID) parcels.ParcelID {
	for _, s := range slices.Backward(m.Sent) {
		if s.Made == made {
			return s.Parcel
		}
	}
	return 0
}

// keepSent remembers which parcel was recorded of the one priced.
func (m *remembered) keepSent(id parcels.ParcelID) {
	m.Sent = append(m.Sent, sentOf{m.Parcel.Made, id})
	m.Sent = m.Sent[max(0, len(m.Sent)-sentKept):]
}

// sent is the parcel that was recorded of the one priced; 0: none was.
func sent(t *dialogue.Turn) parcels.ParcelID {
	if t.Focus.Quote == nil {
		return 0
	}
	return parcels.ParcelID(t.Focus.Quote.Sent)
}

// sentAs notes which parcel was recorded of the one priced; 0: none, so that the next one is another.
func sentAs(t *dialogue.Turn, id parcels.ParcelID) {
	focus(t)
	if t.Focus.Quote != nil {
		t.Focus.Quote.Sent = int64(id)
	}
}

// changed is the parcel priced last with what is now said of it. Another place is another parcel only where its weight is
// said too.
func changed(t *dialogue.Turn, c meaning.Quote) *parcel {
	takeUp(t, c.Of)
	old := memory.Of(t).Parcel
	if c.Another {
		old = nil
	}
	weighed := c.Weight.Given() && (old == nil || c.Weight.Origin != meaning.IsCarried)
	p := &parcel{Made: t.ID()}
	onItsWay := c.To.Given() && weighed && sent(t) != 0
	if old != nil && !onItsWay && (!weighed || old.goesWhere(c)) {
		*p = *old
	}
	p.From = 0
	if weighed {
		p.Weight = c.Weight.Value
	}
	if len(c.Size.Value) == 3 {
		p.Size = c.Size.Value
	}
	if c.Count.Value > 0 {
		p.Count = c.Count.Value
	}
	if c.By.Given() {
		p.By = c.By.Value
	}
	elsewhere := c.To.Given() && (c.Of == nil || c.To.Said())
	if elsewhere || weighed || len(c.Size.Value) == 3 || c.Count.Value > 0 {
		sentAs(t, 0) // another parcel
		p.Made = t.ID()
	}
	return p
}

// goesWhere says that a quote names no other place than the parcel's.
func (p *parcel) goesWhere(c meaning.Quote) bool {
	return !c.To.Given() || c.To.Value == p.Name || c.Code.Given() && c.Code.Value == p.Code
}

// goesTo gives the parcel its place.
func (p *parcel) goesTo(place address.Place) { p.Code, p.Name, p.Choices = place.Code, place.Name, nil }

func (p *parcel) place() address.Place { return address.Place{Code: p.Code, Name: p.Name} }

// lacks says that a parcel cannot be priced yet; nil lacks everything.
func (p *parcel) lacks() bool { return p == nil || p.Code == "" || p.Weight == 0 }

// request is the parcel as the rate cards want it.
func (p *parcel) request(t *dialogue.Turn) (rates.Request, error) {
	r := rates.Request{To: p.place(), Weight: p.Weight, On: t.Now}
	if len(p.Size) != 3 {
		return r, nil
	}
	size, err := measure.ParseSize(centimetres(p.Size))
	if err != nil {
		p.Size = nil // what follows is about a parcel again
		return r, fmt.Errorf("size of a parcel: %w", err)
	}
	r.Size = size
	return r, nil
}

// centimetres writes sides in millimetres as centimetres: 30x20.5x10.
func centimetres(mm []int) string {
	sides := make([]string, len(mm))
	for i, side := range mm {
		sides[i] = strconv.Itoa(side / 10)
		if side%10 != 0 {
			sides[i] += "." + strconv.Itoa(side%10)
		}
	}
	return strings.Join(sides, "x")
}

// weightButtons are likely weights, that of the goods in the parcel among them.
func weightButtons(t *dialogue.Turn, p *parcel) [][]bot.Button {
	weights := []measure.Grams{500, 1000, 2000, 3000, 5000, 10000}
	if p.Goods > 0 && !slices.Contains(weights, p.Goods) {
		weights = append([]measure.Grams{p.Goods}, weights[:5]...)
	}
	var buttons []bot.Button
	for _, g := range weights {
		buttons = append(buttons, t.Button("quote.button.weight", dialogue.View{"Weight": g}, "weight", int64(g)))
	}
	return dialogue.Rows(buttons)
}
