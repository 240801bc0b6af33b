package intents

import (
	"time"

	"oldhand/integrations/address"
	"oldhand/integrations/batch"
	"oldhand/integrations/paper"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
)

// handoverSheet is a hand-over list as it is printed. sellers names who is known.
func handoverSheet(h parcels.Handover, sent []parcels.Sent, sellers map[parcels.SellerID]string, lang string) ([]byte, error) {
	list := paper.Handover{Number: h.ID.String(), Courier: rates.CourierName(h.Courier, lang), Day: h.Day}
	for _, s := range sent {
		list.Rows = append(list.Rows, paper.HandoverRow{
			Number: s.ID.String(), Seller: sellers[s.Seller], To: s.To().In(lang), Weight: s.Weight, Billed: s.Billable, Count: s.Count, Each: s.Price,
		})
	}
	return list.Workbook(lang)
}

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
func briefSheet(b parcels.Brief, lang string) ([]byte, error) {
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
	return page.Workbook(lang)
}

func briefTotal(t parcels.Total, lang string) paper.BriefTotal {
	return paper.BriefTotal{Courier: rates.CourierName(t.Courier, lang), Parcels: t.Parcels, Paid: t.Paid, Over: t.Over, AsFast: t.AsFast}
}

// batchSheet is a priced batch as its seller gets it back.
func batchSheet(b batch.Batch, lang string) ([]byte, error) {
	list := paper.Batch{
		Parcels: b.Parcels, Total: b.Total, Left: b.Left, List: batchComparison(b.List), Single: batchComparison(b.Single),
	}
	for _, p := range b.Priced {
		list.Rows = append(list.Rows, batchRow(p, lang))
	}
	for _, r := range b.Refused {
		list.Refused = append(list.Refused, paper.BatchRefusal{Line: r.Line, Order: r.Order, Reason: r.Reason})
	}
	doubted, sum := b.Doubted()
	list.Doubted.Sum = sum
	for _, p := range doubted {
		list.Doubted.Parcels += p.Count
	}
	return list.Workbook(lang)
}

func batchRow(p batch.Priced, lang string) paper.BatchRow {
	q := p.Best
	row := paper.BatchRow{
		Line: p.Line, Order: p.Order, Doubt: p.Doubt, To: p.To.In(lang), Weight: p.Weight, Size: p.Size.String(), Count: p.Count,
		Billed: q.Billable, Courier: rates.CourierName(q.Courier, lang), Service: rates.ServiceName(q.Courier, q.Service, lang),
		Each: q.Price, MadeOf: q.MadeOf(lang), P50: q.P50, P90: q.P90,
	}
	if q.Until != nil {
		row.Until = q.Until.Format(time.DateOnly)
	}
	if p.Next != nil {
		row.Next, row.NextEach = rates.FullName(p.Next.Courier, p.Next.Service, lang), p.Next.Price
	}
	return row
}

func batchComparison(c batch.Comparison) paper.BatchComparison {
	return paper.BatchComparison{Courier: c.Courier, Parcels: c.Parcels, Sum: c.Sum, Saved: c.Saved()}
}
