package intents

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/intents/understand"
)

const (
	villageKey = "village"
	// couriersShown, tiersShown and lanesShown are how much of it a card holds; the brief has everything.
	couriersShown, tiersShown, lanesShown = 10, 5, 10
	// briefDays is how many days a brief covers.
	briefDays = 30
	// villageDays is how far back the cards go.
	villageDays = 60
)

// villageSlashes are the commands for the parcels and couriers of the village, beside those that words can be
// understood to mean.
var villageSlashes = map[string]func(*visit, context.Context) error{
	"parcels": (*visit).parcels, "village": (*visit).villageToday, "handover": (*visit).handover, "brief": (*visit).brief,
	"overpaid": (*visit).overpaidYesterday, "days": (*visit).lanes,
}

// shipAbout is what words about parcels that were recorded can be about.
var shipAbout = map[string]func(*visit, context.Context) error{
	understand.AboutMine: (*visit).parcels, understand.AboutToday: (*visit).villageToday, understand.AboutYesterday: (*visit).villageYesterday,
	understand.AboutTiers: (*visit).tiers, understand.AboutOverpaid: (*visit).overpaidYesterday, understand.AboutBrief: (*visit).brief,
	understand.AboutHandover: (*visit).handover, understand.AboutDays: (*visit).lanes,
}

// organises says that the person may see everybody's parcels, and tells whoever may not.
func (v *visit) organises() bool {
	if v.person.Role != bot.Organiser {
		v.say("village.notyours", nil)
		return false
	}
	return true
}

func (v *visit) villageToday(ctx context.Context) error     { return v.villageOn(ctx, 0) }
func (v *visit) villageYesterday(ctx context.Context) error { return v.villageOn(ctx, 1) }

func (v *visit) pressVillage(ctx context.Context, args []string) error {
	ago, ok := number(args, 0)
	if !ok || ago < 0 || ago > villageDays {
		return v.stale(ctx)
	}
	return v.villageOn(ctx, ago)
}

// villageOn shows what the village sent on a day, by courier, zone and weight class, and how far the next tiers are.
func (v *visit) villageOn(ctx context.Context, ago int) error {
	if !v.organises() {
		return nil
	}
	day := midnight(v.now).AddDate(0, 0, -ago)
	shares, err := v.Parcels.Shares(ctx, day, day)
	if err != nil {
		return err
	}
	volume, tiers, err := v.Parcels.Tiers(ctx, day)
	if err != nil {
		return err
	}
	couriers, paid := v.courierViews(shares)
	said := view{
		"Day": day, "Now": v.now, "Volume": volume, "Paid": paid, "Couriers": couriers[:min(len(couriers), couriersShown)],
		"More": max(0, len(couriers)-couriersShown), "Tiers": v.tierViews(tiers[:min(len(tiers), tiersShown)]), "Today": ago == 0,
	}
	v.show(bot.Card{Text: v.text("village.day", said), Key: villageKey, InPlace: v.pressed(), Buttons: v.villageButtons(ago)})
	return nil
}

// tiers shows how far the next tiers are from what was sent yesterday, a whole day; before there was one, from today's.
func (v *visit) tiers(ctx context.Context) error {
	if !v.organises() {
		return nil
	}
	soFar, tiers, err := v.Parcels.Tiers(ctx, v.now)
	if err != nil {
		return err
	}
	volume, ofYesterday, err := v.Parcels.Tiers(ctx, v.now.AddDate(0, 0, -1))
	if err != nil {
		return err
	}
	said := view{"Today": volume == 0, "Volume": volume, "SoFar": soFar}
	if volume > 0 {
		tiers = ofYesterday
	} else {
		said["Volume"] = soFar
	}
	said["Tiers"] = v.tierViews(tiers[:min(len(tiers), tiersShown)])
	v.show(bot.Card{Text: v.text("village.tiers", said), Key: villageKey, InPlace: v.pressed(), Buttons: v.villageButtons(0)})
	return nil
}

func (v *visit) villageButtons(ago int) [][]bot.Button {
	other := v.button("village.button.yesterday", nil, "village", 1)
	if ago > 0 {
		other = v.button("village.button.today", nil, "village", 0)
	}
	return [][]bot.Button{
		row(other, v.button("village.button.overpaid", nil, "overpaid", max(ago, 1)), v.button("village.button.lanes", nil, "lanes")),
		row(v.button("village.button.handover", nil, "handover"), v.button("village.button.brief", nil, "brief")),
	}
}

// courierViews groups shares by courier, the busiest first, each with its zones and their weight classes.
func (v *visit) courierViews(shares []parcels.Share) (couriers []view, paid measure.Fen) {
	for _, s := range shares {
		name := v.courierName(s.Courier)
		i := slices.IndexFunc(couriers, func(c view) bool { return c["Courier"] == name })
		if i < 0 {
			couriers = append(couriers, view{"Courier": name, "N": 0, "Paid": measure.Fen(0), "Zones": []view(nil)})
			i = len(couriers) - 1
		}
		c := couriers[i]
		c["N"], c["Paid"] = c["N"].(int)+s.Parcels, c["Paid"].(measure.Fen)+s.Paid
		c["Zones"] = addToZone(c["Zones"].([]view), v.serviceName(s.Courier, s.Service), s)
		paid += s.Paid
	}
	slices.SortStableFunc(couriers, func(a, b view) int { return b["N"].(int) - a["N"].(int) })
	return couriers, paid
}

// addToZone puts a weight class into its zone; shares of a zone follow each other.
func addToZone(zones []view, service string, s parcels.Share) []view {
	name := strings.TrimSpace(service + " " + s.Zone)
	if n := len(zones); n == 0 || zones[n-1]["Zone"] != name {
		zones = append(zones, view{"Zone": name, "Classes": []view(nil)})
	}
	last := zones[len(zones)-1]
	last["Classes"] = append(last["Classes"].([]view), view{"UpTo": s.Class, "N": s.Parcels})
	return zones
}

func (v *visit) tierViews(tiers []parcels.Tier) []view {
	views := make([]view, len(tiers))
	for i, t := range tiers {
		views[i] = view{
			"Courier": v.courierName(t.Courier), "Service": v.serviceName(t.Courier, t.Service), "More": t.More, "Floor": t.Floor, "N": t.Parcels,
			"Each": measure.Each(t.Now, t.Parcels), "Then": measure.Each(t.Then, t.Parcels), "Saved": t.Now - t.Then,
		}
	}
	return views
}

func (v *visit) overpaidYesterday(ctx context.Context) error { return v.overpaidOn(ctx, 1) }

func (v *visit) pressOverpaid(ctx context.Context, args []string) error {
	ago, ok := number(args, 0)
	if !ok || ago < 1 || ago > villageDays {
		return v.stale(ctx)
	}
	return v.overpaidOn(ctx, ago)
}

// overpaidOn shows what a day's parcels cost more than with the cheapest card, and with whom.
func (v *visit) overpaidOn(ctx context.Context, ago int) error {
	if !v.organises() {
		return nil
	}
	day := midnight(v.now).AddDate(0, 0, -ago)
	overpaid, err := v.Parcels.Overpaid(ctx, day, day)
	if err != nil {
		return err
	}
	lines := make([]view, len(overpaid))
	var all, asFast measure.Fen
	for i, o := range overpaid {
		lines[i] = view{"Courier": v.courierName(o.Courier), "Instead": v.courierName(o.Instead), "N": o.Parcels, "Over": o.Fen, "AsFast": o.AsFast}
		all, asFast = all+o.Fen, asFast+o.AsFast
	}
	v.show(bot.Card{
		Text: v.text("village.overpaid", view{
			"Day": day, "Now": v.now, "Lines": lines[:min(len(lines), couriersShown)], "All": all, "AsFast": asFast, "N": len(lines),
		}),
		Key: villageKey, InPlace: v.pressed(), Buttons: v.villageButtons(ago),
	})
	return nil
}

func (v *visit) pressLanes(ctx context.Context, _ []string) error { return v.lanes(ctx) }

// lanes shows how long couriers really take, by what sellers reported.
func (v *visit) lanes(ctx context.Context) error {
	if !v.organises() {
		return nil
	}
	lanes, err := v.Parcels.Lanes(ctx, v.now)
	if err != nil {
		return err
	}
	views := make([]view, min(len(lanes), lanesShown))
	for i := range views {
		views[i] = v.laneView(lanes[i])
	}
	v.show(bot.Card{Text: v.text("village.lanes", view{"Lanes": views, "Need": parcels.MinObservations}), Key: villageKey,
		InPlace: v.pressed(), Buttons: v.villageButtons(0)})
	return nil
}

func (v *visit) pressBrief(ctx context.Context, _ []string) error { return v.brief(ctx) }

// brief makes the page that goes along to the next negotiation: a picture with the totals, and the workbook.
func (v *visit) brief(ctx context.Context) error {
	if !v.organises() {
		return nil
	}
	today := midnight(v.now)
	b, err := v.Parcels.Brief(ctx, today.AddDate(0, 0, -briefDays), today.AddDate(0, 0, -1))
	if err != nil {
		return err
	}
	if len(b.Totals) == 0 {
		v.say("village.nothing", view{"Days": briefDays}, v.villageButtons(1)...)
		return nil
	}
	sheet, err := briefSheet(b, string(v.lang))
	if err != nil {
		return err
	}
	name := phrases.Label(v.lang, "village.brief.file", nil)
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		file, err := v.Documents.Keep(ctx, tx, v.person.ID, name+" "+b.To.Format(time.DateOnly)+".xlsx", sheet)
		if err != nil {
			return err
		}
		v.show(bot.Card{Text: v.text("village.brief", v.briefView(b)), Photo: &bot.Photo{Key: briefChart(b)}})
		v.show(bot.Card{Text: v.text("village.brief.sheet", view{"Tiers": v.tierViews(b.Tiers[:min(len(b.Tiers), 3)])}), Document: &file})
		return nil
	})
	return nil
}

func (v *visit) briefView(b parcels.Brief) view {
	totals := make([]view, min(len(b.Totals), couriersShown))
	for i := range totals {
		t := b.Totals[i]
		totals[i] = view{"I": i + 1, "Courier": v.courierName(t.Courier), "N": t.Parcels, "Paid": t.Paid, "Over": t.Over, "Each": measure.Each(t.Paid, t.Parcels)}
	}
	all := b.All()
	return view{
		"From": b.From, "To": b.To, "Now": v.now, "Totals": totals, "N": all.Parcels, "Paid": all.Paid, "Over": all.Over, "AsFast": all.AsFast,
	}
}
