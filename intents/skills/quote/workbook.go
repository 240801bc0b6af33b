package quote

import (
	"oldhand/integrations/batch"
	"oldhand/integrations/paper"
	"oldhand/integrations/rates"
	"time"
)

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
