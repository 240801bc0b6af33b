package quote

import (
	"context"
	"strings"

	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// pastedReceiver is whom the address last pasted names. It is remembered only where parcels are booked, and only until
// the parcel it is for is recorded.
type pastedReceiver struct {
	To   address.Party `json:"to"`
	Code string        `json:"code"` // of the place
}

// hearReceiver remembers whom a quote's address names. Where only a place is named, the parcel is another one.
func (m *remembered) hearReceiver(c meaning.Quote) {
	switch {
	case c.Receiver.Given():
		r := c.Receiver.Value
		m.Receiver = &pastedReceiver{address.Party{Name: r.Name, Phone: r.Phone, Address: r.Address}, r.Code}
	case c.To.Said():
		m.Receiver = nil
	}
}

// receiverFor is whom a parcel about to be recorded goes to: as pasted with it, or as known of the one it is recorded
// instead of. Nobody, where nothing is known or nothing is booked.
func (sk *skill) receiverFor(ctx context.Context, t *dialogue.Turn, p *parcel, instead parcels.ParcelID) (address.Party, error) {
	if !sk.Books {
		return address.Party{}, nil
	}
	if r := memory.Of(t).Receiver; r != nil && sameWay(r.Code, p.Code) {
		return r.To, nil
	}
	to, _, err := sk.Parcels.ReceiverOf(ctx, seller(t), instead)
	return to, err
}

// sameWay says that one of two places lies in the other.
func sameWay(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }
