package parcels

import (
	"context"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/parcels"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// undo takes back the parcel that was just recorded.
func (sk *skill) undo(_ context.Context, t *dialogue.Turn, c meaning.UndoParcel) error {
	sk.unship(t, parcels.ParcelID(c.Number.Value))
	return nil
}

// pressUnship takes a parcel of today back.
func (sk *skill) pressUnship(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	sk.unship(t, parcels.ParcelID(id))
	return nil
}

func (sk *skill) unship(t *dialogue.Turn, id parcels.ParcelID) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		if err := sk.Parcels.Unrecord(ctx, tx, sender(t), id, t.Now); err != nil {
			return err
		}
		t.Focus.Parcel = nil
		if q := t.Focus.Quote; q != nil && q.Sent == int64(id) {
			q.Sent = 0
		}
		t.Tell(meaning.Focus{Parcel: &meaning.Parcel{Number: int64(id), At: t.Now}}) // whatever else is said of it
		t.Toast("ship.undone", dialogue.View{"ID": id.String()})
		t.Show(bot.Card{
			Text: t.Text("ship.undone", dialogue.View{"ID": id.String()}), Key: views.ParcelKey, InPlace: t.InPlace(),
			Buttons: [][]bot.Button{views.ParcelsButton(t)},
		})
		return nil
	})
}
