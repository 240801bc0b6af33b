package views

import (
	"time"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
)

// ParcelKey is the card about one parcel, of which only the newest counts.
const ParcelKey = "parcel"

// daysToChoose is how many days of arrival have a button.
const daysToChoose = 5

// Parcel is a recorded parcel as the sentences want it; now is in the village's zone.
func Parcel(lang phrases.Lang, s parcels.Sent, now time.Time) dialogue.View {
	days, there := s.Days()
	sent := measure.DayIn(s.Day, now.Location())
	return dialogue.View{
		"ID": s.ID.String(), "Courier": rates.CourierName(s.Courier, string(lang)), "Service": rates.ServiceName(s.Courier, s.Service, string(lang)),
		"To": Place(lang, s.To()), "Weight": s.Weight, "Price": s.Price, "Count": s.Count, "All": s.Price.Times(s.Count),
		"Day": sent, "Now": now, "Away": measure.DaysBetween(sent, now) > 0, "There": there, "Days": days, "Late": s.LateOn != nil,
		"HandedIn": s.HandedIn, "P50": Known(s.P50), "P90": Known(s.P90), "Waybills": s.Waybills,
	}
}

// ParcelButtons offer what can be said of a parcel: the likely days of arrival; one of today can be taken back instead.
func ParcelButtons(t *dialogue.Turn, s parcels.Sent) [][]bot.Button {
	list := ParcelsButton(t)
	switch {
	case s.ArrivedOn != nil:
		return [][]bot.Button{list}
	case measure.DaysBetween(s.Day, t.Now) > 0:
		return append(ArrivalButtons(t, s), list)
	case !s.HandedIn:
		list = append(dialogue.Row(t.Button("ship.button.undo", nil, "unship", int64(s.ID))), list...)
	}
	return [][]bot.Button{list}
}

// ParcelsButton is a row that leads to the person's own parcels.
func ParcelsButton(t *dialogue.Turn) []bot.Button {
	return dialogue.Row(t.Button("ship.button.list", nil, "parcels"))
}

// ArrivalButtons are the last few days on which a parcel can have arrived, and that it has not.
func ArrivalButtons(t *dialogue.Turn, s parcels.Sent) [][]bot.Button {
	sent := measure.DayIn(s.Day, t.Now.Location())
	today := measure.DaysBetween(sent, t.Now)
	var buttons []bot.Button
	for after := today; after >= max(1, today-daysToChoose+1); after-- {
		day := sent.AddDate(0, 0, after)
		buttons = append(buttons, t.Button("ship.button.day", dialogue.View{"Day": day, "Now": t.Now}, "arrived", int64(s.ID), after))
	}
	return dialogue.Rows(append(buttons, t.Button("ship.button.late", nil, "late", int64(s.ID))))
}
