package village

import (
	"context"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

func (sk *skill) pressVillage(ctx context.Context, t *dialogue.Turn, args []string) error {
	ago, ok := dialogue.Number(args, 0)
	if !ok || ago < 0 || ago > villageDays {
		return t.Stale(ctx)
	}
	return sk.day(ctx, t, meaning.VillageDay{Ago: ago})
}

// day shows what the village sent on a day, by courier, zone and weight class, and how far the next tiers are.
func (sk *skill) day(ctx context.Context, t *dialogue.Turn, c meaning.VillageDay) error {
	if !organises(t) {
		return nil
	}
	day := measure.Midnight(t.Now).AddDate(0, 0, -c.Ago)
	shares, err := sk.Parcels.Shares(ctx, day, day)
	if err != nil {
		return err
	}
	volume, tiers, err := sk.Parcels.Tiers(ctx, day)
	if err != nil {
		return err
	}
	couriers, paid := byCourier(t.Lang, shares)
	said := dialogue.View{
		"Day": day, "Now": t.Now, "Volume": volume, "Paid": paid, "Couriers": couriers[:min(len(couriers), couriersShown)],
		"More": max(0, len(couriers)-couriersShown), "Tiers": tierViews(t.Lang, tiers, tiersShown), "Today": c.Ago == 0,
	}
	t.Show(bot.Card{Text: t.Text("village.day", said), Key: villageKey, InPlace: t.InPlace(), Buttons: buttons(t, c.Ago)})
	return nil
}

// The shares of a day as the sentences want them: each courier's, with its zones and their weight classes.
type (
	courierShare struct {
		Courier string
		N       int // parcels
		Paid    measure.Fen
		Zones   []zoneShare
	}
	zoneShare struct {
		Zone    string // with the service
		Classes []classShare
	}
	classShare struct {
		UpTo measure.Grams // 0: more than the last class
		N    int
	}
)

// byCourier groups shares by courier, the busiest first, each with its zones and their weight classes.
func byCourier(lang phrases.Lang, shares []parcels.Share) (couriers []courierShare, paid measure.Fen) {
	for _, s := range shares {
		name := rates.CourierName(s.Courier, string(lang))
		i := slices.IndexFunc(couriers, func(c courierShare) bool { return c.Courier == name })
		if i < 0 {
			i = len(couriers)
			couriers = append(couriers, courierShare{Courier: name})
		}
		c := &couriers[i]
		c.N, c.Paid = c.N+s.Parcels, c.Paid+s.Paid
		c.Zones = addToZone(c.Zones, rates.ServiceName(s.Courier, s.Service, string(lang)), s)
		paid += s.Paid
	}
	slices.SortStableFunc(couriers, func(a, b courierShare) int { return b.N - a.N })
	return couriers, paid
}

// addToZone puts a weight class into its zone; shares of a zone follow each other.
func addToZone(zones []zoneShare, service string, s parcels.Share) []zoneShare {
	name := strings.TrimSpace(service + " " + s.Zone)
	if n := len(zones); n == 0 || zones[n-1].Zone != name {
		zones = append(zones, zoneShare{Zone: name})
	}
	last := &zones[len(zones)-1]
	last.Classes = append(last.Classes, classShare{s.Class, s.Parcels})
	return zones
}
