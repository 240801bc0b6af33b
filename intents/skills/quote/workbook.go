package quote

import (
	"time"

	"oldhand/bot/phrases"
	"oldhand/integrations/batch"
	"oldhand/integrations/paper"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
)

// batchSheet is a priced batch as its seller gets it back.
func batchSheet(b batch.Batch, lang phrases.Lang) ([]byte, error) {
	list := paper.Batch{
		Parcels: b.Parcels, Total: b.Total, List: batchComparison(b.List), Single: batchComparison(b.Single),
	}
	list.List.What = phrases.Label(lang, "paper.batch.list", nil)
	list.Single.What = phrases.Label(lang, "paper.batch.single", dialogue.View{"Courier": rates.FullName(b.Single.Courier, b.Single.Service, string(lang))})
	if b.Left.Code != "" {
		list.Left = phrases.Tell(lang, b.Left)
	}
	for _, p := range b.Priced {
		list.Rows = append(list.Rows, batchRow(p, lang))
	}
	for _, r := range b.Refused {
		list.Refused = append(list.Refused, paper.BatchRefusal{Line: r.Line, Order: r.Order, Reason: phrases.Tell(lang, r.Why)})
	}
	doubted, sum := b.Doubted()
	list.Doubted.Sum = sum
	for _, p := range doubted {
		list.Doubted.Parcels += p.Count
	}
	return list.Workbook(phrases.Labels(lang))
}

func batchRow(p batch.Priced, said phrases.Lang) paper.BatchRow {
	q, lang := p.Best, string(said)
	row := paper.BatchRow{
		Line: p.Line, Order: p.Order, Doubt: phrases.Label(said, "batch.doubts", p.Doubts), To: p.To.In(lang), Weight: p.Weight, Size: p.Size.String(), Count: p.Count,
		Billed: q.Billable, Courier: rates.CourierName(q.Courier, lang), Service: rates.ServiceName(q.Courier, q.Service, lang),
		Each: q.Price, MadeOf: phrases.Label(said, "price.made", q), P50: q.P50, P90: q.P90,
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
	return paper.BatchComparison{Parcels: c.Parcels, Sum: c.Sum, Saved: c.Saved()}
}
