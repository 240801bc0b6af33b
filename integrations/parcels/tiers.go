package parcels

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
)

// Tier is the next volume at which a courier's service charges otherwise, and what it would mean for a day's parcels.
type Tier struct {
	Courier string
	Service string
	Floor   int // parcels a day
	More    int // parcels that the day lacks
	// Of the day's parcels, those that the service carries at both volumes, and what all of them cost at each.
	Parcels   int
	Now, Then measure.Fen
}

// Tiers gives every service's next volume after a day's, by how little is missing.
func (p *Parcels) Tiers(ctx context.Context, day time.Time) (volume int, tiers []Tier, err error) {
	cards, err := p.rates.Cards(ctx)
	if err != nil {
		return 0, nil, err
	}
	rows, err := p.pool.Query(ctx, `
		SELECT 0, 0, to_code, weight, size, 0, sum(parcels), NULL::int FROM parcels WHERE day = $1
		GROUP BY to_code, weight, size`, day.Format(time.DateOnly))
	if err != nil {
		return 0, nil, fmt.Errorf("read the parcels of a day: %w", err)
	}
	parcels, err := pgx.CollectRows(rows, pgx.RowToStructByPos[billed])
	if err != nil {
		return 0, nil, fmt.Errorf("read the parcels of a day: %w", err)
	}
	for _, p := range parcels {
		volume += p.Count
	}
	tiers, err = tiersOf(cards, parcels, day, volume)
	return volume, tiers, err
}

func tiersOf(cards *rates.Cards, parcels []billed, day time.Time, volume int) ([]Tier, error) {
	var found []Tier
	for _, next := range cards.NextFloors(day, volume) {
		t := Tier{Courier: next.Courier, Service: next.Service, Floor: next.Parcels, More: next.Parcels - volume}
		for _, b := range parcels {
			r, err := b.request(day, volume)
			if err != nil {
				return nil, err
			}
			now, carried := cards.QuoteOf(t.Courier, t.Service, r)
			r.Volume = &t.Floor
			then, carriedThen := cards.QuoteOf(t.Courier, t.Service, r)
			if carried && carriedThen {
				t.Parcels += b.Count
				t.Now += now.Price.Times(b.Count)
				t.Then += then.Price.Times(b.Count)
			}
		}
		found = append(found, t)
	}
	slices.SortStableFunc(found, func(a, b Tier) int { return cmp.Compare(a.More, b.More) })
	return found, nil
}
