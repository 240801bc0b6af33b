package intents

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
)

const (
	parcelKey  = "parcel"
	parcelsKey = "parcels"
	// parcelsAtOnce is how many parcels a list shows, parcelButtons how many of them have a button.
	parcelsAtOnce, parcelButtons = 12, 6
	// daysToChoose is how many days of arrival have a button.
	daysToChoose = 5
)

// parcels lists what the person sent lately.
func (v *visit) parcels(ctx context.Context) error {
	sent, err := v.Parcels.SentBy(ctx, v.sender(), parcelsAtOnce)
	if err != nil {
		return err
	}
	if len(sent) == 0 {
		v.say("ship.none", nil, row(v.button("help.button.quote", nil, "help", "quote")))
		return nil
	}
	lines := make([]view, len(sent))
	var buttons []bot.Button
	for i, s := range sent {
		lines[i] = v.parcelView(s)
		if _, there := s.Days(); !there && len(buttons) < parcelButtons {
			buttons = append(buttons, tap(s.ID.String(), "parcel", int64(s.ID)))
		}
	}
	v.show(bot.Card{Text: v.text("ship.list", view{"Parcels": lines, "First": sent[0].ID.String()}), Key: parcelsKey, Buttons: rows(buttons), InPlace: v.pressed()})
	return nil
}

func (v *visit) pressParcels(ctx context.Context, _ []string) error {
	if err := v.parcels(ctx); err != nil {
		return err
	}
	v.cards[len(v.cards)-1].InPlace = false // the card it stands under says something else
	return nil
}

// parcelView is a parcel as the sentences want it.
func (v *visit) parcelView(s parcels.Sent) view {
	days, there := s.Days()
	return view{
		"ID": s.ID.String(), "Courier": v.courierName(s.Courier), "Service": v.serviceName(s.Courier, s.Service),
		"To": v.placeName(s.To()), "Weight": s.Weight, "Price": s.Price, "Count": s.Count, "All": s.Price.Times(s.Count), "Day": inZone(s.Day, v.Zone), "Now": v.now, "There": there,
		"Days": days, "Late": s.LateOn != nil, "HandedIn": s.HandedIn, "P50": orNone(s.P50), "P90": orNone(s.P90),
		"Waybills": s.Waybills, "Away": daysUntil(inZone(s.Day, v.Zone), v.now) > 0,
	}
}

// courierName names a courier as the person's language does.
func (v *visit) courierName(name string) string { return rates.CourierName(name, string(v.lang)) }

// serviceName names what a courier sells as the person's language does.
func (v *visit) serviceName(name, service string) string {
	return rates.ServiceName(name, service, string(v.lang))
}

// inZone is midnight of a date in a zone.
func inZone(date time.Time, zone *time.Location) time.Time {
	year, month, day := date.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, zone)
}

func (v *visit) pressParcel(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	if !ok {
		return v.stale(ctx)
	}
	s, err := v.Parcels.Sent(ctx, v.sender(), parcels.ParcelID(id))
	if err != nil {
		return err
	}
	v.showParcel(s, "ship.parcel")
	return nil
}

// showParcel shows one parcel, with what can be said of it.
func (v *visit) showParcel(s parcels.Sent, sentence string, more ...[]bot.Button) {
	v.state.Parcel = &parcelShown{ID: s.ID, At: v.now}
	v.show(bot.Card{Text: v.text(sentence, v.parcelView(s)), Key: parcelKey, Buttons: append(more, v.reportButtons(s)...)})
}

// reportButtons offer the likely days of arrival; a parcel of today can be taken back instead.
func (v *visit) reportButtons(s parcels.Sent) [][]bot.Button {
	list := row(v.button("ship.button.list", nil, "parcels"))
	if s.ArrivedOn != nil {
		return [][]bot.Button{list}
	}
	sent := inZone(s.Day, v.Zone)
	if daysUntil(sent, v.now) == 0 {
		if !s.HandedIn {
			list = append(row(v.button("ship.button.undo", nil, "unship", int64(s.ID))), list...)
		}
		return [][]bot.Button{list}
	}
	return append(arrivalButtons(v, s), list)
}

// arrivalButtons are the last few days on which a parcel can have arrived, and that it has not.
func arrivalButtons(v *visit, s parcels.Sent) [][]bot.Button {
	sent := inZone(s.Day, v.Zone)
	today := daysUntil(sent, v.now)
	var buttons []bot.Button
	for after := today; after >= max(1, today-daysToChoose+1); after-- {
		day := sent.AddDate(0, 0, after)
		buttons = append(buttons, v.button("ship.button.day", view{"Day": day, "Now": v.now}, "arrived", int64(s.ID), after))
	}
	return rows(append(buttons, v.button("ship.button.late", nil, "late", int64(s.ID))))
}

// pressArrived keeps the day of arrival that was tapped, counted from the day of sending.
func (v *visit) pressArrived(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	after, ok2 := number(args, 1)
	if !ok || !ok2 || after < 0 || after > 999 {
		return v.stale(ctx)
	}
	s, err := v.Parcels.Sent(ctx, v.sender(), parcels.ParcelID(id))
	if err != nil {
		return err
	}
	v.arrived(s.ID, inZone(s.Day, v.Zone).AddDate(0, 0, after))
	return nil
}

func (v *visit) arrived(id parcels.ParcelID, on time.Time) {
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		s, err := v.Parcels.Arrived(ctx, tx, v.sender(), id, on, v.now)
		if err != nil {
			return err
		}
		return v.reported(ctx, tx, s)
	})
}

// pressLate keeps that a parcel is not there yet.
func (v *visit) pressLate(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	if !ok {
		return v.stale(ctx)
	}
	v.notThere(parcels.ParcelID(id))
	return nil
}

func (v *visit) notThere(id parcels.ParcelID) {
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		s, err := v.Parcels.NotThere(ctx, tx, v.sender(), id, v.now)
		if err != nil {
			return err
		}
		return v.reported(ctx, tx, s)
	})
}

// reported thanks for a report and asks about the next parcel that waits for one.
func (v *visit) reported(ctx context.Context, tx pgx.Tx, s parcels.Sent) error {
	waiting, err := v.Parcels.Awaiting(ctx, tx, v.sender(), v.now)
	if err != nil {
		return err
	}
	v.toast("ship.noted.notice", view{"ID": s.ID.String()})
	noted := v.text("ship.noted", v.parcelView(s))
	if len(waiting) == 0 {
		v.state.Parcel = &parcelShown{ID: s.ID, At: v.now}
		v.show(bot.Card{Text: noted, Key: parcelKey, InPlace: v.pressed(), Buttons: [][]bot.Button{row(v.button("ship.button.list", nil, "parcels"))}})
		return nil
	}
	card := v.askCard(waiting)
	card.Text = noted + "\n\n" + card.Text
	card.InPlace = v.pressed()
	v.show(card)
	return nil
}

// askCard asks about the first of several parcels.
func (v *visit) askCard(waiting []parcels.Sent) bot.Card {
	s := waiting[0]
	v.state.Parcel = &parcelShown{ID: s.ID, At: v.now}
	said := v.parcelView(s)
	said["More"] = len(waiting) - 1
	return bot.Card{Text: v.text("ship.ask", said), Key: parcelKey, Buttons: arrivalButtons(v, s)}
}
