package parcels

import (
	"context"

	"oldhand/bot"
	"oldhand/integrations/parcels"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const (
	parcelsKey = "parcels"
	// parcelsAtOnce is how many parcels a list shows, parcelButtons how many of them have a button.
	parcelsAtOnce, parcelButtons = 12, 6
)

// list shows what the person sent lately.
func (sk *skill) list(ctx context.Context, t *dialogue.Turn, _ meaning.Parcels) error {
	sent, err := sk.Parcels.SentBy(ctx, sender(t), parcelsAtOnce)
	if err != nil {
		return err
	}
	if len(sent) == 0 {
		t.Say("ship.none", nil, dialogue.Row(t.Button("help.button.quote", nil, "help", "quote")))
		return nil
	}
	lines := make([]dialogue.View, len(sent))
	var buttons []bot.Button
	for i, s := range sent {
		lines[i] = views.Parcel(t.Lang, s, t.Now)
		if _, there := s.Days(); !there && len(buttons) < parcelButtons {
			buttons = append(buttons, dialogue.Tap(s.ID.String(), "parcel", int64(s.ID)))
		}
	}
	t.Show(bot.Card{
		Text: t.Text("ship.list", dialogue.View{"Parcels": lines, "First": sent[0].ID.String()}), Key: parcelsKey,
		Buttons: dialogue.Rows(buttons), InPlace: t.InPlace(),
	})
	return nil
}

func (sk *skill) pressParcels(ctx context.Context, t *dialogue.Turn, _ []string) error {
	t.Below() // the card it stands under says something else
	return sk.list(ctx, t, meaning.Parcels{})
}

func (sk *skill) pressParcel(ctx context.Context, t *dialogue.Turn, args []string) error {
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	s, err := sk.Parcels.Sent(ctx, sender(t), parcels.ParcelID(id))
	if err != nil {
		return err
	}
	showParcel(t, s)
	return nil
}

// showParcel shows one parcel, with what can be said of it.
func showParcel(t *dialogue.Turn, s parcels.Sent) {
	focusOn(t, s.ID)
	t.Show(bot.Card{Text: t.Text("ship.parcel", views.Parcel(t.Lang, s, t.Now)), Key: views.ParcelKey, Buttons: views.ParcelButtons(t, s)})
}
