package measure

import "time"

// Midnight is the beginning of the day of t, by the clock of t's zone.
func Midnight(t time.Time) time.Time { return DayIn(t, t.Location()) }

// DayIn is the beginning, in a zone, of the day that a date names.
func DayIn(date time.Time, zone *time.Location) time.Time {
	year, month, day := date.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, zone)
}

// DaysBetween counts calendar days from a date to another; clocks that were put forward or back do not matter.
func DaysBetween(from, to time.Time) int {
	return int(DayIn(to, time.UTC).Sub(DayIn(from, time.UTC)) / (24 * time.Hour))
}
