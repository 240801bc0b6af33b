package pickup

import (
	"time"

	"oldhand/integrations/measure"
)

// How a pickup time is written in a dialogue and on buttons.
const (
	DayLayout  = time.DateOnly
	HourLayout = "2006-01-02T15:04"
)

// LastHour is when a pickup that names no day stops meaning today.
const LastHour = 17

// Likely is the pickup day of an order that names none: goods are fetched the same day while the stalls are open. now is in the village's zone.
func Likely(now time.Time) time.Time {
	if now.Hour() >= LastHour {
		now = now.AddDate(0, 0, 1)
	}
	return measure.Midnight(now)
}

// ReadWhen reads a pickup time in the village's zone: a day, a day with an hour, or RFC 3339; ok is false where s is none.
func ReadWhen(s string, zone *time.Location) (w When, ok bool) {
	if day, err := time.ParseInLocation(DayLayout, s, zone); err == nil {
		return When{Day: day}, true
	}
	for _, layout := range []string{time.RFC3339, HourLayout} {
		if at, err := time.ParseInLocation(layout, s, zone); err == nil {
			at = at.In(zone)
			return When{Day: measure.Midnight(at), HasTime: true, Time: at}, true
		}
	}
	return When{}, false
}

// String writes a pickup time as ReadWhen reads it.
func (w When) String() string {
	if w.HasTime {
		return w.Time.Format(HourLayout)
	}
	return w.Day.Format(DayLayout)
}

// Over says that a pickup time has gone by; now is in the village's zone.
func (w When) Over(now time.Time) bool {
	if w.HasTime {
		return w.Time.Before(now)
	}
	return w.Day.Before(measure.Midnight(now))
}

// Equal says that two pickup times are the same day, and the same hour if they have one.
func (w When) Equal(v When) bool {
	return w.HasTime == v.HasTime && date(w.Day).Equal(date(v.Day)) && (!w.HasTime || w.Time.Equal(v.Time))
}
