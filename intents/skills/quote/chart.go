package quote

import (
	"cmp"

	"oldhand/integrations/paper"
	"oldhand/integrations/rates"
)

// chartFar is how many times the cheapest price a courier's may be to be worth comparing: freight is far off.
const chartFar = 4

// quoteChart names the chart of prices and days of quotes, numbered from 1 in their order: the cheapest, and the quickest
// where it is not among them. Empty: fewer than two are worth comparing.
func quoteChart(quotes []rates.Quote, lang string) string {
	var points []paper.ChartPoint
	quickest := rates.Quickest(quotes)
	for i, q := range quotes {
		near := len(points) < paper.ChartMost-1 && q.Price <= quotes[0].Price*chartFar
		if near || i == quickest {
			points = append(points, chartPoint(quotes, i, lang))
		}
	}
	if len(points) < 2 {
		return ""
	}
	return paper.ChartKey(lang, points)
}

// chartPoint is a quote in a chart: named with its service where its courier has several among the quotes.
func chartPoint(quotes []rates.Quote, i int, lang string) paper.ChartPoint {
	q := quotes[i]
	p := paper.ChartPoint{Number: i + 1, Price: q.Price, P50: paper.UnknownDays, P90: paper.UnknownDays, Name: rates.ShortName(q.Courier, lang)}
	p50, p90 := q.Days()
	if first := cmp.Or(p50, p90); first != nil {
		p.P50, p.P90 = *first, max(*first, *cmp.Or(p90, p50))
	}
	for j, other := range quotes {
		if j != i && other.Courier == q.Courier {
			p.Name += " " + rates.ServiceName(q.Courier, q.Service, lang)
			break
		}
	}
	return p
}
