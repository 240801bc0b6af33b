package courier

import (
	"context"
	"time"
)

// Observed is how long a courier's service took to the province of a quote, by what sellers reported.
type Observed struct {
	Reports int  `json:"reports"`
	Late    int  `json:"late"` // of them still under way when last reported: they took at least the days they count with
	P50     int  `json:"p50_days"`
	P90     int  `json:"p90_days"`
	Enough  bool `json:"enough"` // to go by rather than by the card
}

// Observe adds to the quotes of an answer what sellers reported of the same way lately. Where the answer is to no one
// province, nothing is added.
func (c *Couriers) Observe(ctx context.Context, a *Answer, now time.Time) error {
	if len(a.To.Code) < 2 || len(a.Quotes) == 0 {
		return nil
	}
	found, err := lanes(c.pool.Query(ctx, selectLanes+`AND left(p.to_code, 2) = $3`+groupLanes, now.Format(time.DateOnly), observedFor, a.To.Code[:2]))
	if err != nil {
		return err
	}
	for _, l := range found {
		for i, q := range a.Quotes {
			if q.Courier == l.Courier && q.Service == l.Service {
				a.Quotes[i].Observed = &Observed{l.Reports, l.Late, l.P50, l.P90, l.Enough()}
			}
		}
	}
	return nil
}

// Days are the days to go by: those that enough sellers saw, else the card's; nil where nobody says.
func (q Quote) Days() (p50, p90 *int) {
	if q.Observed != nil && q.Observed.Enough {
		return &q.Observed.P50, &q.Observed.P90
	}
	return q.P50, q.P90
}
