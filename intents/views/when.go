package views

import (
	"time"

	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// When is a pickup time as the sentences want it; now is in the village's zone.
func When(w pickup.When, now time.Time) dialogue.View {
	at := w.Day
	if w.HasTime {
		at = w.Time
	}
	return dialogue.View{"At": at.In(now.Location()), "HasTime": w.HasTime, "Now": now}
}

// Completed gives the pickup time said with the part of it that was left out: an hour is meant on the day that the order has, and a day
// at its hour. only is which part was said. over says that such a time has gone by.
func Completed(now time.Time, before pickup.When, said, only string) (when string, over bool) {
	w, ok := pickup.ReadWhen(said, now.Location())
	if !ok {
		return said, false
	}
	day := before.Day
	switch only {
	case meaning.OnlyDay:
		if !before.HasTime {
			return said, false
		}
		day, w.Time = w.Day, before.Time
	case meaning.OnlyNight:
		day = day.AddDate(0, 0, 1)
	case meaning.OnlyHour:
	default:
		return said, false
	}
	at := time.Date(day.Year(), day.Month(), day.Day(), w.Time.Hour(), w.Time.Minute(), 0, 0, day.Location())
	if at.Before(now) && only == meaning.OnlyDay {
		return said, false
	}
	return at.Format(time.RFC3339), at.Before(now)
}

// Clock writes a minute of the day; the last is 24:00.
func Clock(minute int) string {
	if minute == 24*60 {
		return "24:00"
	}
	return time.Date(2000, 1, 1, 0, minute, 0, 0, time.UTC).Format("15:04")
}
