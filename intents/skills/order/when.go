package order

import (
	"time"

	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
)

// lastPickupHour is when a pickup that names no day stops meaning today.
const lastPickupHour = 17

// readWhen reads a pickup time in the village's zone.
func readWhen(t *dialogue.Turn, s string) (pickup.When, bool) {
	return pickup.ReadWhen(s, t.Now.Location())
}

// likely is the pickup day of an order that names none: goods are fetched the same day while the stalls are open.
func likely(now time.Time) string {
	if now.Hour() >= lastPickupHour {
		now = now.AddDate(0, 0, 1)
	}
	return now.Format(pickup.DayLayout)
}

// times are the pickup times worth a button at now: later today, tomorrow morning, tomorrow afternoon.
func times(now time.Time) []string {
	today, tomorrow := measure.Midnight(now), measure.Midnight(now).AddDate(0, 0, 1)
	var out []string
	if now.Hour() < lastPickupHour {
		out = append(out, today.Format(pickup.DayLayout))
	}
	out = append(out, atHour(tomorrow, 9).Format(pickup.HourLayout), atHour(tomorrow, 15).Format(pickup.HourLayout))
	if len(out) < 3 {
		out = append(out, today.AddDate(0, 0, 2).Format(pickup.DayLayout))
	}
	return out
}

// atHour is an hour of a day by the clock on the wall.
func atHour(day time.Time, hour int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, day.Location())
}
