package parcels

import (
	"cmp"
	"context"
	"slices"
	"time"

	"oldhand/integrations/measure"
)

// Brief is what a village knows about its couriers when it negotiates with them.
type Brief struct {
	From, To time.Time // the days it covers, both inclusive
	Totals   []Total   // by what was paid, the most first
	Shares   []Share
	Overpaid []Overpaid
	Volume   int    // parcels on the last day
	Tiers    []Tier // as of the last day
	Lanes    []Lane
}

// Total is one courier's part of it.
type Total struct {
	Courier string
	Parcels int
	Paid    measure.Fen
	Over    measure.Fen // more than the cheapest courier would have charged
	AsFast  measure.Fen // more than the cheapest of those as fast
}

// Brief puts together what happened from one day to another, both inclusive.
func (p *Parcels) Brief(ctx context.Context, from, to time.Time) (b Brief, err error) {
	b = Brief{From: from, To: to}
	if b.Shares, err = p.Shares(ctx, from, to); err != nil {
		return Brief{}, err
	}
	if b.Overpaid, err = p.Overpaid(ctx, from, to); err != nil {
		return Brief{}, err
	}
	if b.Volume, b.Tiers, err = p.Tiers(ctx, to); err != nil {
		return Brief{}, err
	}
	if b.Lanes, err = p.Lanes(ctx, to); err != nil {
		return Brief{}, err
	}
	b.Totals = totals(b.Shares, b.Overpaid)
	return b, nil
}

// Totals adds up shares by courier, the most paid first.
func totals(shares []Share, overpaid []Overpaid) []Total {
	var all []Total
	of := func(courier string) *Total {
		i := slices.IndexFunc(all, func(t Total) bool { return t.Courier == courier })
		if i < 0 {
			all = append(all, Total{Courier: courier})
			i = len(all) - 1
		}
		return &all[i]
	}
	for _, s := range shares {
		t := of(s.Courier)
		t.Parcels += s.Parcels
		t.Paid += s.Paid
	}
	for _, o := range overpaid {
		t := of(o.Courier)
		t.Over += o.Fen
		t.AsFast += o.AsFast
	}
	slices.SortStableFunc(all, func(a, b Total) int {
		return cmp.Or(cmp.Compare(b.Paid, a.Paid), cmp.Compare(a.Courier, b.Courier))
	})
	return all
}

// All adds up the couriers.
func (b Brief) All() Total {
	var all Total
	for _, t := range b.Totals {
		all.Parcels += t.Parcels
		all.Paid += t.Paid
		all.Over += t.Over
		all.AsFast += t.AsFast
	}
	return all
}
