package parcels

import (
	"context"
	"time"

	"oldhand/integrations/rates"
)

// Observe adds to the quotes of an answer what sellers reported of the same way lately. Where the answer is to no one
// province, nothing is added.
func (p *Parcels) Observe(ctx context.Context, a *rates.Answer, now time.Time) error {
	if len(a.To.Code) < 2 || len(a.Quotes) == 0 {
		return nil
	}
	found, err := lanes(p.pool.Query(ctx, selectLanes+`AND left(p.to_code, 2) = $3`+groupLanes, now.Format(time.DateOnly), observedFor, a.To.Code[:2]))
	if err != nil {
		return err
	}
	for _, l := range found {
		for i, q := range a.Quotes {
			if q.Courier == l.Courier && q.Service == l.Service {
				a.Quotes[i].Observed = &rates.Observed{Reports: l.Reports, Late: l.Late, P50: l.P50, P90: l.P90, Enough: l.Enough()}
			}
		}
	}
	return nil
}
