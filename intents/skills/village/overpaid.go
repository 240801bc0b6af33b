package village

import (
	"context"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// overpaid shows what yesterday's parcels cost more than with the cheapest card: today's are not all sent yet.
func (sk *skill) overpaid(ctx context.Context, t *dialogue.Turn, _ meaning.Overpaid) error {
	return sk.overpaidOn(ctx, t, 1)
}

func (sk *skill) pressOverpaid(ctx context.Context, t *dialogue.Turn, args []string) error {
	ago, ok := dialogue.Number(args, 0)
	if !ok || ago < 1 || ago > villageDays {
		return t.Stale(ctx)
	}
	return sk.overpaidOn(ctx, t, ago)
}

// overpaidOn shows what a day's parcels cost more than with the cheapest card, and with whom.
func (sk *skill) overpaidOn(ctx context.Context, t *dialogue.Turn, ago int) error {
	if !organises(t) {
		return nil
	}
	day := measure.Midnight(t.Now).AddDate(0, 0, -ago)
	overpaid, err := sk.Parcels.Overpaid(ctx, day, day)
	if err != nil {
		return err
	}
	lang := string(t.Lang)
	lines := make([]dialogue.View, len(overpaid))
	var all, asFast measure.Fen
	for i, o := range overpaid {
		lines[i] = dialogue.View{
			"Courier": rates.CourierName(o.Courier, lang), "Instead": rates.CourierName(o.Instead, lang),
			"N": o.Parcels, "Over": o.Fen, "AsFast": o.AsFast,
		}
		all, asFast = all+o.Fen, asFast+o.AsFast
	}
	said := dialogue.View{"Day": day, "Now": t.Now, "Lines": lines[:min(len(lines), couriersShown)], "All": all, "AsFast": asFast, "N": len(lines)}
	t.Show(bot.Card{Text: t.Text("village.overpaid", said), Key: villageKey, InPlace: t.InPlace(), Buttons: buttons(t, ago)})
	return nil
}
