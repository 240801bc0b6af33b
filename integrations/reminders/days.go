package reminders

import (
	"strings"
	"time"
)

// Days are days of every week: bit 0 is Monday, bit 6 Sunday.
type Days uint8

// EveryDay is all of them.
const EveryDay Days = 1<<7 - 1

// ReadDays reads the numbers of days, 1 for Monday to 7: "12345".
func ReadDays(numbers string) (d Days) {
	for n := range 7 {
		if strings.Contains(numbers, string(rune('1'+n))) {
			d |= 1 << n
		}
	}
	return d
}

// String writes the numbers of the days.
func (d Days) String() string {
	var s strings.Builder
	for n := range 7 {
		if d&(1<<n) != 0 {
			s.WriteByte('1' + byte(n))
		}
	}
	return s.String()
}

// On says that a day of the week is one of them.
func (d Days) On(day time.Weekday) bool { return d&(1<<((day+6)%7)) != 0 }

// Next is the first time after now, in now's zone, at a minute of one of the days.
func (d Days) Next(now time.Time, minute int) time.Time {
	for ahead := range 9 {
		at := time.Date(now.Year(), now.Month(), now.Day()+ahead, minute/60, minute%60, 0, 0, now.Location())
		if at.After(now) && d.On(at.Weekday()) {
			return at
		}
	}
	return time.Time{} // there are no days
}
