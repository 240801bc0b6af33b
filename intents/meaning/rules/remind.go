package rules

import (
	"time"

	"oldhand/intents/meaning/words"
)

// remindScore judges "remind me at 7:30", 每天早上七点提醒我, 别提醒了, "turn reminders off".
func remindScore(s segment) float64 {
	p, ok := s.clockPiece()
	if !s.has(remindVerb) && !s.answersTime() {
		if ok && p.when.daily && p.when.hasClock && s.leftover(0) == 1 {
			return 0.7
		}
		return 0
	}
	base := 0.7
	switch {
	case s.refusedClock():
		base = 0.95
	case ok && (p.when.hasClock || p.when.part != words.AnyPart) && !p.when.hasAfter:
		base = 0.95
	case s.has(off | removeVerb):
		base = 0.93
	case s.has(on | setVerb | changeVerb):
		base = 0.86
	case ok && p.when.hasAfter:
		base = 0.55
	}
	if ok && s.context.Reminder && (p.when.hasAfter || s.has(snoozeVerb)) {
		base -= 0.4
	}
	if s.has(snoozeVerb) {
		base -= 0.15
	}
	if s.has(how) && s.has(trade) {
		base -= 0.3
	}
	if s.has(ordersAsk) {
		base -= 0.2
	}
	if ok && s.context.Reminder && p.when.dated() && !p.when.daily && !s.skipsDay() { // a day to be reminded again, not an hour of all days
		base -= 0.4
	}
	return base - 0.05*float64(s.words) - 0.15*float64(s.weights+s.skus+s.sizes+s.units+s.moneys)
}

// answersTime says that a segment is the hour that was asked for.
func (s segment) answersTime() bool {
	if !s.context.AskedTime || !s.alone() || s.refusedClock() {
		return false
	}
	p, ok := s.clockPiece()
	return len(s.hours()) > 0 || ok && (p.when.part != words.AnyPart || p.when.hasAfter)
}

// clockPiece gives the first time that names a clock, else the first of any: of 周一到周五早上八点 the latter.
func (s segment) clockPiece() (piece, bool) {
	for _, p := range s.list() {
		if p.kind == timePiece && p.when.hasClock {
			return p, true
		}
	}
	return s.first(timePiece)
}

func buildRemind(s segment) []Command {
	if s.refusedClock() {
		return []Command{{Remind, Slots{}}} // the skill asks for the hour
	}
	on := true
	slots := Slots{On: &on}
	if day, ok := s.skippedDay(); ok {
		on, slots.When = false, day.when(s.context.Now)
		return []Command{{Remind, slots}}
	}
	hours := s.hours()
	switch {
	case len(hours) > 1 && s.has(changeVerb|setVerb|off|removeVerb|negation): // "from 8 to 9", 别8点，改9点
		slots.Time = hours[len(hours)-1]
	case s.refusesHour():
		on = false
	case len(hours) > 0:
		slots.Time = hours[0]
	default:
		if p, timed := s.clockPiece(); timed && (p.when.part != words.AnyPart || p.when.hasAfter) {
			slots.Time = s.reminderClock(p.when)
		}
		on = slots.Time != "" || !s.refusesReminder()
	}
	return []Command{{Remind, slots}}
}

// hours gives the hours of a day that are named, as clocks; of one that is not wanted beside another, "8, not 9", only the other.
func (s segment) hours() (clocks []string) {
	list := s.list()
	for i, p := range list {
		clock := ""
		switch {
		case p.kind == timePiece && p.when.hasClock:
			clock = s.reminderClock(p.when)
		case p.kind == numberPiece:
			clock = p.bareHour()
		}
		if clock == "" || len(clocks) > 0 && list[i-1].is(negation) {
			continue
		}
		clocks = append(clocks, clock)
	}
	return clocks
}

// refusesHour says that a reminder at some hour is not wanted: "cancel my reminder at 8", 8点不用提醒了. "No, at 8" wants it.
func (s segment) refusesHour() bool {
	list := s.list()
	for i, p := range list {
		var next piece
		if i+1 < len(list) {
			next = list[i+1]
		}
		aside := next.kind == commaPiece || next.kind == stopPiece
		other := p.is(negation) && next.kind == numberPiece // 8, not 9
		if p.refuses(off|removeVerb) && !aside && !other {
			return true
		}
	}
	return false
}

// refusedClock says that an hour was said that no clock shows.
func (s segment) refusedClock() bool {
	timed := false
	for _, p := range s.list() {
		if p.kind == timePiece {
			timed = true
			if p.when.badClock || !p.when.exists(s.context.Now) {
				return true
			}
		}
	}
	p, ok := s.first(numberPiece)
	return ok && !timed && p.unit == "" && p.bareHour() == ""
}

// bareHour reads the 9 of "set my reminder to 9".
func (p piece) bareHour() string {
	if p.bad || p.unit != "" {
		return ""
	}
	hour, whole := p.number.Whole()
	if !whole || hour > 24 {
		return ""
	}
	return moment{hasClock: true, hour: hour, exact: hour > 12}.dailyClock()
}

// reminderClock gives the clock of a daily reminder.
func (s segment) reminderClock(w moment) string {
	if w.hasAfter {
		return s.context.Now.Add(w.after).Format(clockLayout)
	}
	return w.dailyClock()
}

// refuses says that a piece has one of some refusing tags, and not only beside the word for the reminder itself.
func (p piece) refuses(tags tag) bool { return p.is(tags) && (!p.is(remindVerb) || p.is(off)) }

func (s segment) refusesReminder() bool {
	for _, p := range s.list() {
		if p.refuses(off | negation | removeVerb) {
			return true
		}
	}
	return false
}

// skipsDay says that the reminder of one day is not wanted: 明天休息，别提醒我.
func (s segment) skipsDay() bool {
	_, ok := s.skippedDay()
	return ok
}

// skippedDay gives that day.
func (s segment) skippedDay() (day moment, ok bool) {
	for _, p := range s.list() {
		switch {
		case p.kind == timePiece && (p.when.daily || p.when.hasClock || p.when.hasAfter):
			return moment{}, false
		case p.kind == timePiece && p.when.dated() && !ok:
			day, ok = p.when, true
		}
	}
	return day, ok && s.has(remindVerb) && s.refusesReminder()
}

// snoozeScore judges "in 20 minutes", 过半小时再提醒 and "later at 10", beside a reminder above all.
func snoozeScore(s segment) float64 {
	if s.skipsDay() {
		return 0
	}
	p, timed := s.clockPiece()
	shown := s.context.Reminder
	verb := s.has(snoozeVerb) || s.has(remindVerb) && (s.has(again|more) || timed && (p.when.hasAfter || shown && p.when.dated() && !p.when.daily))
	base := 0.0
	switch {
	case verb && timed && shown:
		base = 0.95
	case verb && timed && p.when.hasAfter && s.has(remindVerb|snoozeVerb):
		base = 0.86
	case verb && timed && s.has(remindVerb):
		base = 0.85
	case verb && timed:
		base = 0.6
	case s.has(snoozeVerb) && shown && !s.has(off&^negation):
		base = 0.9
	case shown && timed && s.leftover(toward|function|orderVerb|more) <= 1:
		base = 0.9
	case s.has(snoozeVerb) && s.has(remindVerb):
		base = 0.82
	case s.has(snoozeVerb) && s.leftover(snoozeVerb) == 0:
		base = 0.4
	case timed && p.when.hasAfter && !p.when.dayAfter && s.leftover(0) == 1:
		base = 0.5
	}
	if timed && p.when.daily {
		base -= 0.4
	}
	return base - 0.1*float64(s.words) - 0.2*float64(s.weights+s.skus+s.sizes+s.units+s.moneys+s.places)
}

func buildSnooze(s segment) []Command {
	slots := Slots{}
	if p, ok := s.clockPiece(); ok && p.when.exists(s.context.Now) && !p.when.badClock {
		until := p.when.next(s.context.Now).Truncate(time.Minute)
		slots.Until = until.Format(time.RFC3339)
	}
	return []Command{{Snooze, slots}}
}
