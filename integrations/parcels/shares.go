package parcels

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/measure"
)

// Share is what went with one courier's service to one zone in one weight class.
type Share struct {
	Courier string
	Service string
	Zone    string
	Class   measure.Grams // the most that one of them was billed for; 0: more than the last class
	Parcels int
	Paid    measure.Fen
}

// ClassText writes the weight class by its upper end: "500 g", or "> 10 kg" for more than the last.
func (s Share) ClassText() string {
	if s.Class > 0 {
		return s.Class.String()
	}
	return "> " + measure.Grams(classes[len(classes)-1]).String()
}

// classes are the upper ends of the weight classes, in grams.
var classes = []int64{500, 1000, 2000, 3000, 5000, 10000}

// Shares adds up the parcels sent from one day to another, both inclusive, by courier, service, zone and class.
func (p *Parcels) Shares(ctx context.Context, from, to time.Time) ([]Share, error) {
	starts := make([]int64, len(classes)) // a class begins one gram above the end of the one before
	for i, end := range classes {
		starts[i] = end + 1
	}
	rows, err := p.pool.Query(ctx, `
		SELECT r.courier, r.service, r.zone, coalesce(($3::bigint[])[width_bucket(p.billable, $4::bigint[]) + 1], 0),
			sum(p.parcels), sum(p.price * p.parcels)::bigint
		FROM parcels p JOIN rates r ON r.id = p.rate
		WHERE p.day BETWEEN $1 AND $2
		GROUP BY r.courier, r.service, r.zone, width_bucket(p.billable, $4::bigint[])
		ORDER BY 1, 2, 3, width_bucket(p.billable, $4::bigint[])`,
		from.Format(time.DateOnly), to.Format(time.DateOnly), classes, starts)
	if err != nil {
		return nil, fmt.Errorf("add up parcels: %w", err)
	}
	shares, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Share])
	if err != nil {
		return nil, fmt.Errorf("add up parcels: %w", err)
	}
	return shares, nil
}
