package intents

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/intents/understand"
)

// pastedReceiver is whom the address last pasted names. It is remembered only where parcels are booked, and only until
// the parcel it is for is recorded.
type pastedReceiver struct {
	To   address.Party `json:"to"`
	Code string        `json:"code"` // of the place
}

// books says that organisers can have parcels collected through a carrier; without it nobody is asked for receivers.
func (v Village) books() bool { return v.Carrier != nil && v.Sender != (address.Party{}) }

// receiverByWords serves an address with name and phone: it is for the parcel that it names, or for the one just recorded;
// one with a weight is for the parcel that is to be priced with it.
func (v *visit) receiverByWords(ctx context.Context, text string) (done bool, err error) {
	if !v.books() {
		return false, nil
	}
	rest, id, numbered := cutParcel(text)
	to, place, ok := address.ReadReceiver(rest)
	if !ok {
		if _, elsewhere := address.Find(text); elsewhere {
			v.state.Receiver = nil // that is another parcel
		}
		return false, nil
	}
	if last := v.state.Parcel; !numbered && last != nil && v.now.Sub(last.At) <= recently && !v.weighs(rest) {
		id = last.ID
	}
	s, err := v.Parcels.Sent(ctx, v.sender(), id)
	switch {
	case err != nil && !errors.Is(err, parcels.ErrNoParcel) || numbered && err != nil:
		return true, err
	case err == nil && sameWay(place.Code, s.ToCode):
		v.keepReceiver(s, to)
		return true, nil
	case numbered:
		v.say("ship.receiver.elsewhere", view{"ID": s.ID.String(), "To": v.placeName(s.To()), "Other": v.placeName(place)})
		return true, nil
	}
	v.state.Receiver = &pastedReceiver{to, place.Code}
	return false, nil
}

// weighs says that words name the weight of a parcel, by themselves.
func (v *visit) weighs(words string) bool {
	for _, c := range v.Parser.Understand(words, understand.Context{Now: v.now}).Commands {
		if c.Name == understand.Quote && c.Slots.Weight != nil {
			return true
		}
	}
	return false
}

// sameWay says that one of two places lies in the other.
func sameWay(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

func (v *visit) keepReceiver(s parcels.Sent, to address.Party) {
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		if err := v.Parcels.KeepReceiver(ctx, tx, v.sender(), s.ID, to); err != nil {
			return err
		}
		if last := v.state.Parcel; last == nil || last.ID != s.ID {
			v.state.Parcel = &parcelShown{ID: s.ID, At: v.now}
		}
		v.show(bot.Card{Text: v.text("ship.receiver.kept", view{"ID": s.ID.String(), "Receiver": to}), Key: parcelKey,
			Buttons: [][]bot.Button{row(v.button("ship.button.list", nil, "parcels"))}})
		return nil
	})
}

// receiverFor is whom a parcel about to be recorded goes to: as pasted with it, or as known of the one it is recorded
// instead of. Nobody, where nothing is known or nothing is booked.
func (v *visit) receiverFor(ctx context.Context, q *quoteRequest, instead parcels.ParcelID) (address.Party, error) {
	if !v.books() {
		return address.Party{}, nil
	}
	if r := v.state.Receiver; r != nil && sameWay(r.Code, q.Code) {
		return r.To, nil
	}
	to, _, err := v.Parcels.ReceiverOf(ctx, v.sender(), instead)
	return to, err
}
