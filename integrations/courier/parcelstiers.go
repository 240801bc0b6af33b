package courier

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/integrations/amount"
)

// Tier is the next volume at which a courier's service charges otherwise, and what it would mean for a day's parcels.
type Tier struct {
	Courier string
	Service string
	Floor   int // parcels a day
	More    int // parcels that the day lacks
	// Of the day's parcels, those that the service carries at both volumes, and what all of them cost at each.
	Parcels   int
	Now, Then amount.Fen
}

// Tiers gives every service's next volume after a day's, by how little is missing.
func (c *Couriers) Tiers(ctx context.Context, day time.Time) (volume int, tiers []Tier, err error) {
	cards, err := c.Cards(ctx)
	if err != nil {
		return 0, nil, err
	}
	rows, err := c.pool.Query(ctx, `
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
	tiers, err = cards.tiers(parcels, day, volume)
	return volume, tiers, err
}

func (c *Cards) tiers(parcels []billed, day time.Time, volume int) ([]Tier, error) {
	var tiers []Tier
	for _, o := range c.book.on(dayOf(day)) {
		floor, ok := o.nextFloor(volume)
		if !ok {
			continue
		}
		t := Tier{Courier: o.courier, Service: o.name, Floor: floor, More: floor - volume}
		for _, b := range parcels {
			r, err := b.request(day, volume)
			if err != nil {
				return nil, err
			}
			p := parcel{Request: r, on: dayOf(day), volume: volume, lang: "en"}
			now, _, carried := p.quote(o)
			p.volume = floor
			then, _, carriedThen := p.quote(o)
			if carried && carriedThen {
				t.Parcels += b.Count
				t.Now += now.Price.Times(b.Count)
				t.Then += then.Price.Times(b.Count)
			}
		}
		tiers = append(tiers, t)
	}
	slices.SortStableFunc(tiers, func(a, b Tier) int { return cmp.Compare(a.More, b.More) })
	return tiers, nil
}

// nextFloor is the smallest floor of a service's cards above a volume.
func (o offer) nextFloor(volume int) (floor int, ok bool) {
	look := func(cards []*card) {
		for _, c := range cards {
			if c.MinDailyParcels > volume && (!ok || c.MinDailyParcels < floor) {
				floor, ok = c.MinDailyParcels, true
			}
		}
	}
	look(o.star)
	for _, cards := range o.named {
		look(cards)
	}
	return floor, ok
}
