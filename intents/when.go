package intents

import (
	"time"

	"oldhand/integrations/pickup"
)

// How a pickup time is written in the dialogue and on buttons.
const (
	dayLayout  = time.DateOnly
	hourLayout = "2006-01-02T15:04"
)

// lastPickupHour is when a pickup that names no day stops meaning today.
const lastPickupHour = 17

// when reads a pickup time; ok is false where s is none.
func (v *visit) when(s string) (w pickup.When, ok bool) {
	if t, err := time.ParseInLocation(dayLayout, s, v.Zone); err == nil {
		return pickup.When{Day: t}, true
	}
	for _, layout := range []string{time.RFC3339, hourLayout} {
		if t, err := time.ParseInLocation(layout, s, v.Zone); err == nil {
			t = t.In(v.Zone)
			return pickup.When{Day: midnight(t), HasTime: true, Time: t}, true
		}
	}
	return pickup.When{}, false
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// over says that a pickup time has gone by.
func over(w pickup.When, now time.Time) bool {
	if w.HasTime {
		return w.Time.Before(now)
	}
	return w.Day.Before(midnight(now))
}

// likely is the pickup day of an order that names none: goods are fetched the same day while the stalls are open.
func likely(now time.Time) string {
	if now.Hour() >= lastPickupHour {
		now = now.AddDate(0, 0, 1)
	}
	return now.Format(dayLayout)
}

// times are the pickup times worth a button at now: later today, tomorrow morning, tomorrow afternoon.
func times(now time.Time) []string {
	today, tomorrow := midnight(now), midnight(now).AddDate(0, 0, 1)
	var out []string
	if now.Hour() < lastPickupHour {
		out = append(out, today.Format(dayLayout))
	}
	out = append(out, atHour(tomorrow, 9).Format(hourLayout), atHour(tomorrow, 15).Format(hourLayout))
	if len(out) < 3 {
		out = append(out, today.AddDate(0, 0, 2).Format(dayLayout))
	}
	return out
}

// atHour is an hour of a day by the clock on the wall.
func atHour(day time.Time, hour int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, day.Location())
}

// whenView is a pickup time as the sentences want it.
func (v *visit) whenView(w pickup.When) view { return whenView(w, v.now) }

func whenView(w pickup.When, now time.Time) view {
	at := w.Day
	if w.HasTime {
		at = w.Time
	}
	return view{"At": at.In(now.Location()), "HasTime": w.HasTime, "Now": now}
}
