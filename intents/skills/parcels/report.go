package parcels

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// report keeps what somebody says of a parcel, or shows it.
func (sk *skill) report(ctx context.Context, t *dialogue.Turn, c meaning.Report) error {
	s, err := sk.meant(ctx, t, c.Number)
	switch {
	case errors.Is(err, parcels.ErrNoParcel):
		return t.Do(ctx, c.Otherwise...) // the number may be a SKU's, and the words about something else
	case err != nil:
		return err
	}
	switch c.What {
	case meaning.Arrived:
		sk.arrived(t, s.ID, c.On)
	case meaning.Late:
		sk.notThere(t, s.ID)
	case meaning.TakenBack:
		sk.unship(t, s.ID)
	default:
		showParcel(t, s)
	}
	return nil
}

// meant is the parcel that words are about: that of the number or, without one, the one just shown, else the one that the
// person was asked about, else the one shown last. Error: parcels.ErrNoParcel.
func (sk *skill) meant(ctx context.Context, t *dialogue.Turn, number meaning.Slot[int64]) (parcels.Sent, error) {
	if number.Given() {
		return sk.Parcels.Sent(ctx, sender(t), parcels.ParcelID(number.Value))
	}
	last := t.Focus.Parcel
	if last == nil || t.Now.Sub(last.At) > meaning.Recently {
		s, err := sk.Parcels.Asked(ctx, sender(t), t.Now)
		if last == nil || !errors.Is(err, parcels.ErrNoParcel) {
			return s, err
		}
	}
	return sk.Parcels.Sent(ctx, sender(t), parcels.ParcelID(last.Number))
}

// pressArrived keeps the day of arrival that was tapped, counted from the day of sending.
func (sk *skill) pressArrived(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	after, ok2 := dialogue.Number(args, 1)
	if !ok || !ok2 || after < 0 || after > 999 {
		return t.Stale(ctx)
	}
	s, err := sk.Parcels.Sent(ctx, sender(t), parcels.ParcelID(id))
	if err != nil {
		return err
	}
	sk.arrived(t, s.ID, measure.DayIn(s.Day, t.Now.Location()).AddDate(0, 0, after))
	return nil
}

func (sk *skill) arrived(t *dialogue.Turn, id parcels.ParcelID, on time.Time) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		s, err := sk.Parcels.Arrived(ctx, tx, sender(t), id, on, t.Now)
		if err != nil {
			return err
		}
		return sk.noted(ctx, tx, t, s)
	})
}

// pressLate keeps that a parcel is not there yet.
func (sk *skill) pressLate(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	sk.notThere(t, parcels.ParcelID(id))
	return nil
}

func (sk *skill) notThere(t *dialogue.Turn, id parcels.ParcelID) {
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		s, err := sk.Parcels.NotThere(ctx, tx, sender(t), id, t.Now)
		if err != nil {
			return err
		}
		return sk.noted(ctx, tx, t, s)
	})
}

// noted thanks for a report and asks about the next parcel that waits for one.
func (sk *skill) noted(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, s parcels.Sent) error {
	waiting, err := sk.Parcels.Awaiting(ctx, tx, sender(t), t.Now)
	if err != nil {
		return err
	}
	t.Toast("ship.noted.notice", dialogue.View{"ID": s.ID.String()})
	text := t.Text("ship.noted", views.Parcel(t.Lang, s, t.Now))
	if len(waiting) == 0 {
		focusOn(t, s.ID)
		t.Show(bot.Card{Text: text, Key: views.ParcelKey, InPlace: t.InPlace(), Buttons: [][]bot.Button{views.ParcelsButton(t)}})
		return nil
	}
	focusOn(t, waiting[0].ID)
	card := askCard(t, waiting)
	card.Text, card.InPlace = text+"\n\n"+card.Text, t.InPlace()
	t.Show(card)
	return nil
}

// askCard asks about the first of several parcels.
func askCard(t *dialogue.Turn, waiting []parcels.Sent) bot.Card {
	s := waiting[0]
	said := views.Parcel(t.Lang, s, t.Now)
	said["More"] = len(waiting) - 1
	return bot.Card{Text: t.Text("ship.ask", said), Key: views.ParcelKey, Buttons: views.ArrivalButtons(t, s)}
}
