package village

import (
	"context"

	"oldhand/bot"
	"oldhand/integrations/parcels"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

func (sk *skill) pressLanes(ctx context.Context, t *dialogue.Turn, _ []string) error {
	return sk.days(ctx, t, meaning.Days{})
}

// days shows how long couriers really take, by what sellers reported.
func (sk *skill) days(ctx context.Context, t *dialogue.Turn, _ meaning.Days) error {
	if !organises(t) {
		return nil
	}
	lanes, err := sk.Parcels.Lanes(ctx, t.Now)
	if err != nil {
		return err
	}
	lines := make([]dialogue.View, min(len(lanes), lanesShown))
	for i := range lines {
		lines[i] = views.Lane(t.Lang, lanes[i])
	}
	said := dialogue.View{"Lanes": lines, "Need": parcels.MinObservations}
	t.Show(bot.Card{Text: t.Text("village.lanes", said), Key: villageKey, InPlace: t.InPlace(), Buttons: buttons(t, 0)})
	return nil
}
