package parcels

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
	"oldhand/integrations/rates/ratestest"
)

// drawDeck makes a few couriers with flat prices, promises and floors.
func drawDeck(t *rapid.T) *rates.Cards {
	var rows []rates.Row
	for i := range rapid.IntRange(1, 5).Draw(t, "couriers") {
		for floor := range rapid.IntRange(1, 3).Draw(t, "floors") {
			r := ratestest.National(nil)
			r.Courier, r.ID = string(rune('A'+i)), rates.RateID(100*i+floor+1)
			r.FirstPrice, r.MinDailyParcels = ratestest.Fen(rapid.IntRange(0, 2000).Draw(t, "price")), floor*50
			if days := rapid.IntRange(0, 5).Draw(t, "days"); days > 0 {
				r.EtaP90Days = &days
			}
			rows = append(rows, r)
		}
	}
	return ratestest.Cards(t, rows...)
}

func drawParcels(t *rapid.T) []billed {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) billed {
		return billed{
			ID: 1, Rate: 9999, ToCode: rapid.SampledFrom([]string{"33", "3301", "65"}).Draw(t, "to"),
			Weight: measure.Grams(rapid.IntRange(1, 20000).Draw(t, "weight")), Size: rapid.SampledFrom([]string{"", "30x20x10.5"}).Draw(t, "size"),
			Price: measure.Fen(rapid.IntRange(0, 4000).Draw(t, "paid")), Count: rapid.IntRange(1, 50).Draw(t, "count"),
			P90: rapid.SampledFrom([]*int{nil, new(2), new(4)}).Draw(t, "promised"),
		}
	}), 1, 20).Draw(t, "parcels")
}

var reratedOn = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func TestReratingFindsTheCheapestAndTheCheapestAsFast(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cards, volume := drawDeck(t), rapid.IntRange(0, 150).Draw(t, "volume")
		for _, b := range drawParcels(t) {
			got, err := rerate(cards, b, reratedOn, volume)
			if err != nil {
				t.Fatal(err)
			}
			r, err := b.request(reratedOn, volume)
			if err != nil {
				t.Fatal(err)
			}
			cheapest, asFast := b.Price, b.Price
			for _, q := range cards.Quote(r).Quotes {
				cheapest = min(cheapest, q.Price)
				if b.P90 == nil || q.P90 != nil && *q.P90 <= *b.P90 {
					asFast = min(asFast, q.Price)
				}
			}
			if got.cheapestPrice != cheapest || got.asFastPrice != asFast || cheapest > asFast || asFast > b.Price {
				t.Fatalf("%+v: %+v; want %d and %d", b, got, cheapest, asFast)
			}
			if (got.cheapest == b.Rate) != (cheapest == b.Price) {
				t.Fatalf("%+v names row %d", b, got.cheapest)
			}
		}
	})
}

func TestATierIsTheSumOfItsParcels(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cards, parcels, volume := drawDeck(t), drawParcels(t), rapid.IntRange(0, 150).Draw(t, "volume")
		tiers, err := tiersOf(cards, parcels, reratedOn, volume)
		if err != nil {
			t.Fatal(err)
		}
		for _, tier := range tiers {
			if tier.Floor <= volume || tier.More != tier.Floor-volume {
				t.Fatalf("%+v at %d parcels", tier, volume)
			}
			var now, then measure.Fen
			for _, b := range parcels {
				now += priceOf(t, cards, b, volume, tier.Courier).Times(b.Count)
				then += priceOf(t, cards, b, tier.Floor, tier.Courier).Times(b.Count)
			}
			if now != tier.Now || then != tier.Then {
				t.Fatalf("%+v; want %d now and %d then", tier, now, then)
			}
		}
		if !slices.IsSortedFunc(tiers, func(a, b Tier) int { return a.More - b.More }) {
			t.Fatalf("not the nearest first: %+v", tiers)
		}
	})
}

func priceOf(t *rapid.T, cards *rates.Cards, b billed, volume int, name string) measure.Fen {
	r, err := b.request(reratedOn, volume)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range cards.Quote(r).Quotes {
		if q.Courier == name {
			return q.Price
		}
	}
	t.Fatalf("%s has no price", name)
	return 0
}

func TestTotalsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"A", "B", "C"})
		shares := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Share {
			return Share{Courier: name.Draw(t, "courier"), Parcels: rapid.IntRange(1, 99).Draw(t, "n"), Paid: measure.Fen(rapid.IntRange(0, 1e6).Draw(t, "paid"))}
		})).Draw(t, "shares")
		over := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Overpaid {
			return Overpaid{Courier: name.Draw(t, "courier"), Fen: measure.Fen(rapid.IntRange(1, 1e4).Draw(t, "over"))}
		})).Draw(t, "overpaid")
		var want Total
		for _, s := range shares {
			want.Parcels, want.Paid = want.Parcels+s.Parcels, want.Paid+s.Paid
		}
		for _, o := range over {
			want.Over += o.Fen
		}
		if got := (Brief{Totals: totals(shares, over)}).All(); got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

func TestSharesOfABillAreKept(t *testing.T) {
	t.Parallel()
	got := totals([]Share{{Courier: "中通", Parcels: 121, Paid: 31234}, {Courier: "顺丰", Parcels: 3, Paid: 3600}}, []Overpaid{{Courier: "顺丰", Fen: 2700}})
	if diff := cmp.Diff([]Total{{"中通", 121, 31234, 0, 0}, {"顺丰", 3, 3600, 2700, 0}}, got); diff != "" {
		t.Error(diff)
	}
}
