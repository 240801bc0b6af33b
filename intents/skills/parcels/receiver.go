package parcels

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// receiver keeps whom a parcel goes to, where the address lies the same way.
func (sk *skill) receiver(ctx context.Context, t *dialogue.Turn, c meaning.Keep) error {
	s, err := sk.Parcels.Sent(ctx, sender(t), parcels.ParcelID(c.Number.Value))
	to := c.Receiver.Value
	switch {
	case err != nil && (c.Number.Said() || !errors.Is(err, parcels.ErrNoParcel)):
		return err
	case err == nil && sameWay(to.Code, s.ToCode):
		sk.keepReceiver(t, s.ID, address.Party{Name: to.Name, Phone: to.Phone, Address: to.Address})
		return nil
	case c.Number.Said():
		place := address.PlaceOf(to.Code)
		t.Say("ship.receiver.elsewhere", dialogue.View{"ID": s.ID.String(), "To": views.Place(t.Lang, s.To()), "Other": views.Place(t.Lang, place)})
		return nil
	}
	return t.Do(ctx, c.Otherwise...)
}

// sameWay says that one of two places lies in the other.
func sameWay(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

func (sk *skill) keepReceiver(t *dialogue.Turn, id parcels.ParcelID, to address.Party) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if err := sk.Parcels.KeepReceiver(ctx, tx, sender(t), id, to); err != nil {
			return err
		}
		if last := t.Focus.Parcel; last == nil || last.Number != int64(id) {
			focusOn(t, id) // one just recorded stays so, and can be undone
		}
		t.Show(bot.Card{
			Text: t.Text("ship.receiver.kept", dialogue.View{"ID": id.String(), "Receiver": to}), Key: views.ParcelKey,
			Buttons: [][]bot.Button{views.ParcelsButton(t)},
		})
		return nil
	})
}
