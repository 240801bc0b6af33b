package village

import (
	"context"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// tiers shows how far the next tiers are from what was sent yesterday, a whole day; before there was one, from today's.
func (sk *skill) tiers(ctx context.Context, t *dialogue.Turn, _ meaning.Tiers) error {
	if !organises(t) {
		return nil
	}
	soFar, tiers, err := sk.Parcels.Tiers(ctx, t.Now)
	if err != nil {
		return err
	}
	volume, ofYesterday, err := sk.Parcels.Tiers(ctx, t.Now.AddDate(0, 0, -1))
	if err != nil {
		return err
	}
	said := dialogue.View{"Today": volume == 0, "Volume": volume, "SoFar": soFar}
	if volume > 0 {
		tiers = ofYesterday
	} else {
		said["Volume"] = soFar
	}
	said["Tiers"] = tierViews(t.Lang, tiers, tiersShown)
	t.Show(bot.Card{Text: t.Text("village.tiers", said), Key: villageKey, InPlace: t.InPlace(), Buttons: buttons(t, 0)})
	return nil
}

// tierViews are at most so many tiers as the sentences want them.
func tierViews(lang phrases.Lang, tiers []parcels.Tier, most int) []dialogue.View {
	out := make([]dialogue.View, min(len(tiers), most))
	for i := range out {
		next := tiers[i]
		out[i] = dialogue.View{
			"Courier": rates.CourierName(next.Courier, string(lang)), "Service": rates.ServiceName(next.Courier, next.Service, string(lang)),
			"More": next.More, "Floor": next.Floor, "N": next.Parcels,
			"Each": measure.Each(next.Now, next.Parcels), "Then": measure.Each(next.Then, next.Parcels), "Saved": next.Now - next.Then,
		}
	}
	return out
}
