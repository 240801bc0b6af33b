package village

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	// briefDays is how many days a brief covers.
	briefDays = 30
	// briefTiers is how many tiers stand under its workbook.
	briefTiers = 3
)

func (sk *skill) pressBrief(ctx context.Context, t *dialogue.Turn, _ []string) error {
	return sk.brief(ctx, t, meaning.Brief{})
}

// brief makes the page that goes along to the next negotiation: a picture with the totals, and the workbook.
func (sk *skill) brief(ctx context.Context, t *dialogue.Turn, _ meaning.Brief) error {
	if !organises(t) {
		return nil
	}
	today := measure.Midnight(t.Now)
	b, err := sk.Parcels.Brief(ctx, today.AddDate(0, 0, -briefDays), today.AddDate(0, 0, -1))
	if err != nil {
		return err
	}
	if len(b.Totals) == 0 {
		t.Say("village.nothing", dialogue.View{"Days": briefDays}, buttons(t, 1)...)
		return nil
	}
	sheet, err := briefSheet(b, t.Lang)
	if err != nil {
		return err
	}
	name := phrases.Label(t.Lang, "village.brief.file", nil) + " " + b.To.Format(time.DateOnly) + ".xlsx"
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		file, err := sk.Documents.Keep(ctx, tx, t.Person.ID, name, sheet)
		if err != nil {
			return err
		}
		t.Show(bot.Card{Text: t.Text("village.brief", briefView(t.Lang, b, t.Now)), Photo: &bot.Photo{Key: briefChart(b)}})
		tiers := dialogue.View{"Tiers": tierViews(t.Lang, b.Tiers, briefTiers)}
		t.Show(bot.Card{Text: t.Text("village.brief.sheet", tiers), Document: &file})
		return nil
	})
	return nil
}

// briefView is a brief as the sentences want it; now is in the village's zone.
func briefView(lang phrases.Lang, b parcels.Brief, now time.Time) dialogue.View {
	totals := make([]dialogue.View, min(len(b.Totals), couriersShown))
	for i := range totals {
		c := b.Totals[i]
		totals[i] = dialogue.View{
			"I": i + 1, "Courier": rates.CourierName(c.Courier, string(lang)), "N": c.Parcels, "Paid": c.Paid, "Over": c.Over,
			"Each": measure.Each(c.Paid, c.Parcels),
		}
	}
	all := b.All()
	return dialogue.View{
		"From": b.From, "To": b.To, "Now": now, "Totals": totals, "N": all.Parcels, "Paid": all.Paid, "Over": all.Over, "AsFast": all.AsFast,
	}
}
