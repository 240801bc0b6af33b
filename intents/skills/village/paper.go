package village

import (
	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/integrations/paper"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
)

// briefChart names the chart of what was paid to each courier, numbered from 1 in the order of the totals, and how much of
// it was too much. Empty: nothing was sent.
func briefChart(b parcels.Brief) string {
	var bars []paper.Bar
	for _, t := range b.Totals[:min(len(b.Totals), paper.MaxBars)] {
		bars = append(bars, paper.Bar{Paid: t.Paid, Over: t.Over})
	}
	if len(bars) == 0 {
		return ""
	}
	return paper.BarsKey(bars)
}

// briefSheet is a brief as it is taken along to a negotiation.
func briefSheet(b parcels.Brief, said phrases.Lang) ([]byte, error) {
	lang := string(said)
	page := paper.Brief{From: b.From, To: b.To, All: briefTotal(b.All(), lang)}
	for _, t := range b.Totals {
		page.Totals = append(page.Totals, briefTotal(t, lang))
	}
	for _, o := range b.Overpaid {
		page.Overpaid = append(page.Overpaid, paper.BriefOverpaid{
			Courier: rates.CourierName(o.Courier, lang), Instead: rates.CourierName(o.Instead, lang), Parcels: o.Parcels, Over: o.Fen, AsFast: o.AsFast,
		})
	}
	for _, t := range b.Tiers {
		page.Tiers = append(page.Tiers, paper.BriefTier{
			Courier: rates.CourierName(t.Courier, lang), Service: rates.ServiceName(t.Courier, t.Service, lang),
			Floor: t.Floor, More: t.More, Parcels: t.Parcels, Now: t.Now, Then: t.Then,
		})
	}
	for _, l := range b.Lanes {
		page.Lanes = append(page.Lanes, paper.BriefLane{
			Courier: rates.CourierName(l.Courier, lang), To: address.PlaceOf(l.Province).In(lang), Reports: l.Reports, P50: l.P50, P90: l.P90,
			CardP50: l.CardP50, CardP90: l.CardP90, Enough: l.Enough(),
		})
	}
	for _, s := range b.Shares {
		page.Shares = append(page.Shares, paper.BriefShare{
			Courier: rates.CourierName(s.Courier, lang), Service: rates.ServiceName(s.Courier, s.Service, lang), Zone: s.Zone,
			Class: s.ClassText(), Parcels: s.Parcels, Paid: s.Paid,
		})
	}
	return page.Workbook(phrases.Labels(said))
}

func briefTotal(t parcels.Total, lang string) paper.BriefTotal {
	return paper.BriefTotal{Courier: rates.CourierName(t.Courier, lang), Parcels: t.Parcels, Paid: t.Paid, Over: t.Over, AsFast: t.AsFast}
}
