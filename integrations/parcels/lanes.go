package parcels

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/address"
	"oldhand/integrations/rates"
)

const (
	// MinObservations is how many reported parcels make a lane's own days worth more than the card's.
	MinObservations = 20
	// observedFor is for how many days reports count towards a lane's days: couriers change.
	observedFor = 90
)

// Lane is how long a courier's service takes to a province, by what sellers reported. A parcel last reported not to be
// there counts with the days it had taken by then: at least so long.
type Lane struct {
	Courier  string
	Service  string
	Province string // its code
	Reports  int
	Late     int // of them still under way when last reported
	P50      int // days in which half of them were there
	P90      int // days in which nine of ten were
	CardP50  *int
	CardP90  *int
}

// Enough says that there are reports enough to go by.
func (l Lane) Enough() bool { return l.Reports >= MinObservations }

// Lanes gives what was reported, of the lanes with the most reports first.
func (p *Parcels) Lanes(ctx context.Context, now time.Time) ([]Lane, error) {
	return lanes(p.pool.Query(ctx, selectLanes+groupLanes, now.Format(time.DateOnly), observedFor))
}

// LaneOf gives what was reported of one courier's service to the province of a place; without reports it is empty.
func (p *Parcels) LaneOf(ctx context.Context, q rates.Quote, to address.Place, now time.Time) (Lane, error) {
	none := Lane{Courier: q.Courier, Service: q.Service, CardP50: q.P50, CardP90: q.P90}
	if len(to.Code) < 2 {
		return none, nil
	}
	none.Province = to.Code[:2]
	found, err := lanes(p.pool.Query(ctx, selectLanes+`AND r.courier = $3 AND r.service = $4 AND left(p.to_code, 2) = $5`+groupLanes,
		now.Format(time.DateOnly), observedFor, q.Courier, q.Service, none.Province))
	if err != nil || len(found) == 0 {
		return none, err
	}
	found[0].CardP50, found[0].CardP90 = q.P50, q.P90
	return found[0], nil
}

// selectLanes reads the fields of Lane in their order. The days of the card are those of the row used last.
const selectLanes = `
	SELECT r.courier, r.service, left(p.to_code, 2), count(*)::int, count(p.late_on)::int,
		percentile_disc(0.5) WITHIN GROUP (ORDER BY coalesce(p.arrived_on, p.late_on) - p.day),
		percentile_disc(0.9) WITHIN GROUP (ORDER BY coalesce(p.arrived_on, p.late_on) - p.day),
		(array_agg(r.eta_p50_days ORDER BY p.id DESC))[1], (array_agg(r.eta_p90_days ORDER BY p.id DESC))[1]
	FROM parcels p JOIN rates r ON r.id = p.rate
	WHERE coalesce(p.arrived_on, p.late_on) IS NOT NULL AND p.to_code <> '' AND p.day > $1::date - $2::int `

const groupLanes = ` GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3`

func lanes(rows pgx.Rows, err error) ([]Lane, error) {
	if err != nil {
		return nil, fmt.Errorf("read the days reported: %w", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Lane])
	if err != nil {
		return nil, fmt.Errorf("read the days reported: %w", err)
	}
	return found, nil
}
