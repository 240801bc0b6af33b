package rules

import (
	"time"

	"oldhand/intents/meaning/words"
)

const (
	dateLayout  = "2006-01-02"
	clockLayout = "15:04"
)

// date gives the day a moment means, seen from now; a past one rolls forward.
func (t moment) date(now time.Time) time.Time {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	return t.baseDate(today, now).AddDate(0, 0, t.plus)
}

// baseDate gives the day from which so many others are counted.
func (t moment) baseDate(today, now time.Time) time.Time {
	switch {
	case t.hasDay:
		return today.AddDate(0, 0, t.days)
	case t.dayAfter:
		return today.AddDate(0, t.months, int(t.after/(24*time.Hour)))
	case t.hasWeek:
		return t.weekDate(today, now)
	case t.hasFestival:
		day, _ := t.festivalDate(today)
		return day
	case t.day > 0:
		return t.monthDate(today)
	}
	return today
}

func (t moment) weekDate(today, now time.Time) time.Time {
	monday := today.AddDate(0, 0, -((int(today.Weekday()) + 6) % 7))
	day := monday.AddDate(0, 0, (int(t.weekday)+6)%7)
	if t.week > 0 || t.fixed {
		return day.AddDate(0, 0, 7*t.week)
	}
	gone := day.Before(today) || day.Equal(today) && (t.coming || t.hasClock && !t.at(day).After(now))
	if gone {
		return day.AddDate(0, 0, 7)
	}
	return day
}

func (t moment) monthDate(today time.Time) time.Time {
	year, month := today.Year(), today.Month()
	if t.inMonth {
		return realDay(year, month+time.Month(t.ahead), t.day, today.Location())
	}
	if t.month != 0 {
		month = t.month
	}
	if t.year != 0 {
		return realDay(t.year, month, t.day, today.Location())
	}
	day := realDay(year, month, t.day, today.Location())
	for tries := 0; tries < 12 && (day.Before(today) || day.Day() != t.day && t.month == 0 && !t.lastDay); tries++ {
		if t.month != 0 {
			year++
		} else if month++; month > 12 {
			year, month = year+1, 1
		}
		day = realDay(year, month, t.day, today.Location())
	}
	return day
}

// realDay gives the day of a month, or the month's last one where it is shorter.
func realDay(year int, month time.Month, day int, zone *time.Location) time.Time {
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, zone).Day()
	return time.Date(year, month, min(day, last), 0, 0, 0, 0, zone)
}

// at sets the clock of a day. A bare hour of the small hours is meant in the afternoon: nobody fetches goods at three
// at night.
func (t moment) at(day time.Time) time.Time {
	hour := t.clockHour()
	if !t.exact && t.part == words.AnyPart && hour < 7 && hour > 0 {
		hour += 12
	}
	if t.overnight() {
		day = day.AddDate(0, 0, 1)
	}
	return notBefore(hour, time.Date(day.Year(), day.Month(), day.Day(), hour, t.clockMinute(), 0, 0, day.Location()))
}

// notBefore moves an hour that clocks jump over, and which would come out before, behind the jump: nobody comes too early.
func notBefore(hour int, at time.Time) time.Time {
	if at.Hour() >= hour%24 {
		return at
	}
	_, before := at.Zone()
	_, after := at.Add(24 * time.Hour).Zone()
	return at.Add(time.Duration(after-before) * time.Second)
}

// nightEnds is the hour until which a night is still that of the day before.
const nightEnds = 5

// overnight says that the hour stands at the end of the day named or in the night behind it: 24:00, 今晚12点, 零点,
// midnight, "tonight at 1".
func (t moment) overnight() bool {
	switch {
	case !t.hasClock:
		return t.part == words.Midnight
	case t.part == words.Evening || t.part == words.Midnight:
		return t.hour%12 == 0 || t.hour < nightEnds
	}
	return t.hour == 24 && t.part != words.Dawn && t.part != words.Morning
}

// clockHour gives the hour as the part of the day makes it: 晚上8点 is 20.
func (t moment) clockHour() int {
	if !t.hasClock {
		return map[words.Part]int{words.Noon: 12}[t.part]
	}
	early := t.part == words.Morning || t.part == words.Dawn
	switch hour := t.hour; {
	case t.overnight() || hour == 24 || early && hour == 12:
		return hour % 12
	case (t.part == words.Afternoon || t.part == words.Evening || t.part == words.Midnight) && hour < 12, t.part == words.Noon && hour < 4:
		return hour + 12
	default:
		return hour
	}
}

func (t moment) clockMinute() int {
	if t.hasClock {
		return t.minute
	}
	return 0
}

// timed says that an hour was named: a clock, or noon.
func (t moment) timed() bool {
	return t.hasClock || t.part == words.Noon || t.part == words.Midnight || t.hasAfter && !t.dayAfter
}

// exists says that the calendar has the day named: there is no 31 April.
func (t moment) exists(now time.Time) bool {
	switch {
	case t.badDay:
		return false
	case t.hasFestival:
		_, ok := t.festivalDate(now)
		return ok
	}
	return t.hasDay || t.dayAfter || t.hasWeek || t.day == 0 || t.lastDay || t.date(now).AddDate(0, 0, -t.plus).Day() == t.day
}

// Why a time that was said must be asked for: there is no such day or hour, it is gone by, or it may be several.
const (
	NoSuchTime = "impossible"
	PastTime   = "past"
	VagueTime  = "vague"
)

// asked says why a time must be asked for, or nothing where it is exact.
func (t moment) asked(now time.Time) string {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch {
	case t.badClock || !t.exists(now):
		return NoSuchTime
	case t.gone || t.before || t.exactDay() && t.date(now).Before(today):
		return PastTime
	case t.vague:
		return VagueTime
	}
	return ""
}

// when gives a date, or an RFC 3339 time when an hour was named; nothing where there is no such day or hour, or it may be
// several.
func (t moment) when(now time.Time) string {
	if why := t.asked(now); why != "" && !(t.badClock && t.exactDay() && t.exists(now)) {
		return ""
	}
	if t.hasAfter && !t.dayAfter {
		return now.Add(t.after).Truncate(time.Minute).Format(time.RFC3339)
	}
	day := t.date(now)
	if !t.timed() || t.badClock {
		return day.Format(dateLayout)
	}
	if !t.dated() {
		return t.soon(now, day).Format(time.RFC3339)
	}
	at := t.at(day)
	if !at.After(now) && t.ambiguous() && t.hasDay && t.days == 0 && at.Add(12*time.Hour).After(now) && t.clockHour() < 12 {
		at = at.Add(12 * time.Hour)
	}
	return at.Format(time.RFC3339)
}

// soon gives the first time after now that has the hour named, whichever day it is.
func (t moment) soon(now, today time.Time) time.Time {
	for _, days := range []int{-1, 0} { // the night of the day before may go on
		if at := t.at(today.AddDate(0, 0, days)); at.After(now) {
			return at
		}
	}
	return t.at(today.AddDate(0, 0, 1))
}

func (t moment) ambiguous() bool { return t.hasClock && !t.exact && t.part == words.AnyPart }

// next gives the first time after now that shows this clock, morning or evening.
func (t moment) next(now time.Time) time.Time {
	if t.hasAfter {
		return now.Add(t.after)
	}
	if t.dated() {
		day := t.date(now)
		if t.timed() {
			return t.at(day)
		}
		for _, hour := range []int{t.usualHour(), 14, 19} { // "later today" is the next of the day's parts
			if at := day.Add(time.Duration(hour) * time.Hour); at.After(now) {
				return at
			}
		}
		return now.Add(time.Hour)
	}
	at := time.Date(now.Year(), now.Month(), now.Day(), t.usualHour(), t.clockMinute(), 0, 0, now.Location())
	step := 24 * time.Hour
	if t.ambiguous() && t.hour <= 12 {
		step = 12 * time.Hour
	}
	for !at.After(now) {
		at = at.Add(step)
	}
	return at
}

// usualHour is the hour a part of the day stands for where one hour is needed.
func (t moment) usualHour() int {
	if t.hasClock || t.part == words.Noon || t.part == words.Midnight {
		return t.clockHour()
	}
	return map[words.Part]int{words.Dawn: 5, words.Morning: 8, words.Afternoon: 14, words.Evening: 19, words.AnyPart: 8}[t.part]
}

// daily gives the clock of something that comes every day, 15:04.
func (t moment) dailyClock() string {
	hour := t.usualHour()
	if t.ambiguous() && hour > 0 && hour < 5 {
		hour += 12
	}
	return time.Date(2000, 1, 1, hour, t.clockMinute(), 0, 0, time.UTC).Format(clockLayout)
}

// with fills what a time left unsaid from one said beside it: tomorrow, and then "at 3pm".
func (t moment) with(more moment) (moment, bool) {
	t.badClock, t.badDay = t.badClock || more.badClock, t.badDay || more.badDay
	t.vague = t.vague || more.vague && !t.exactDay()
	switch {
	case t.dated() && !t.hasClock && more.hasClock && !more.dated():
		t.hasClock, t.hour, t.minute, t.exact = true, more.hour, more.minute, more.exact
		if more.part != words.AnyPart {
			t.part = more.part
		}
		return t, true
	case more.dated() && !more.hasClock && t.hasClock && !t.dated():
		return more.with(t)
	}
	return t, false
}
