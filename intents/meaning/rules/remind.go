package rules

import (
	"strings"
	"time"

	"oldhand/intents/meaning/words"
)

// remindScore judges "remind me at 7:30", 每天早上七点提醒我, 别提醒了, "turn reminders off".
func remindScore(s segment) float64 {
	p, ok := s.clockPiece()
	if !s.has(remindVerb) && !s.answersTime() && !(s.context.Reminder && s.cannotRemind() == SomeDays) {
		if ok && p.when.daily && p.when.hasClock && s.leftover(0) == 1 {
			return 0.7
		}
		return 0
	}
	base := 0.7
	switch {
	case s.refusedClock() || s.cannotRemind() != "":
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
	if ok && s.cannotRemind() == "" && (p.when.hasAfter || s.context.Reminder && s.has(snoozeVerb)) {
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
	if ok && p.when.exactDay() && !p.when.daily && !s.skipsDay() && s.cannotRemind() == "" { // one day, not an hour of all days
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
	if about := s.cannotRemind(); about != "" {
		slots := Slots{About: about}
		if hours := s.hours(); len(hours) > 0 {
			slots.Time = hours[0]
		}
		return []Command{{Remind, slots}}
	}
	on := true
	slots := Slots{On: &on}
	if day, ok := s.skippedDay(); ok {
		on, slots.When = false, day.date(s.context.Now).Format(dateLayout)
		return []Command{{Remind, slots}}
	}
	if day, ok := s.onlyDay(); ok {
		slots.When = day.date(s.context.Now).Format(dateLayout)
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

// onlyDay is the day of a reminder that is to come once.
func (s segment) onlyDay() (day moment, ok bool) {
	for _, p := range s.list() {
		if p.kind == timePiece && p.when.daily {
			return moment{}, false
		}
		if p.kind == timePiece && p.when.exactDay() && !ok {
			day, ok = p.when, true
		}
	}
	return day, ok && !s.message.goesOn()
}

// goesOn says that something is to be so from some day on: 明天起, "from tomorrow".
func (m *message) goesOn() bool {
	for i := range m.tokens {
		switch m.token(i).s {
		case "from", "起", "onward", "onwards", "每", "天":
			if m.token(i).s != "天" || m.token(i+1).s == "天" || m.token(i+1).s == "起" {
				return true
			}
		}
	}
	return false
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
		case p.kind == timePiece && (p.when.daily || p.when.hasClock && !p.when.exactDay() || p.when.hasAfter):
			return moment{}, false
		case p.kind == timePiece && p.when.dated() && !ok:
			day, ok = p.when, true
		}
	}
	return day, ok && s.negatedReminder()
}

// negatedReminder says that a reminder is not wanted: what refuses it stands before it, not far, or behind it with nothing more to come.
func (s segment) negatedReminder() bool {
	list := s.list()
	refused := -1
	for i, p := range list {
		switch {
		case p.refuses(off | negation | removeVerb):
			refused = i
			if i+1 == len(list) && s.has(remindVerb) {
				return true
			}
		case p.is(remindVerb) && refused >= 0 && i-refused <= 3:
			return true
		}
	}
	return s.has(remindVerb) && s.has(off&remindVerb)
}

// snoozeScore judges "in 20 minutes", 过半小时再提醒 and "later at 10", beside a reminder above all.
func snoozeScore(s segment) float64 {
	if s.skipsDay() || s.cannotRemind() != "" {
		return 0
	}
	p, timed := s.clockPiece()
	shown := s.context.Reminder
	verb := s.has(snoozeVerb) || s.has(remindVerb) && (s.has(again|more) || timed && (p.when.hasAfter || p.when.exactDay() && !p.when.daily))
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
	if p, ok := s.clockPiece(); ok && p.when.asked(s.context.Now) == "" {
		until := p.when.next(s.context.Now).Truncate(time.Minute)
		if at, err := time.Parse(time.RFC3339, p.when.when(s.context.Now)); err == nil && p.when.exactDay() {
			until = at.In(s.context.Now.Location()) // today at 9, said at ten, is in the evening
		}
		slots.Until = until.Format(time.RFC3339)
	}
	return []Command{{Snooze, slots}}
}

// What a reminder cannot be about: some days of the week, an hour of the pickup's own, and a time that must be asked for.
const (
	SomeDays     = "days"
	BeforePickup = "pickup"
	UnclearTime  = "when"
)

// cannotRemind says what a reminder is asked for, or is not wanted for, that only comes once or every day.
func (s segment) cannotRemind() string {
	switch {
	case s.beforePickup():
		return BeforePickup
	case s.someDays():
		return SomeDays
	}
	p, timed := s.clockPiece()
	if timed && !p.when.daily && !s.refusesReminder() && s.gone(p.when) {
		return UnclearTime
	}
	return ""
}

// gone says that a time to be reminded at is past or may be several.
func (s segment) gone(w moment) bool {
	if !w.exactDay() && !w.vague && !w.gone || w.badClock || !w.exists(s.context.Now) {
		return false
	}
	at, err := time.Parse(time.RFC3339, w.when(s.context.Now))
	return w.asked(s.context.Now) != "" || err == nil && !at.After(s.context.Now)
}

// beforePickup says that a reminder is to come before the pickup, whenever that is: 拿货前半小时, "before pickup".
func (s segment) beforePickup() bool {
	for _, p := range s.list() {
		before := s.message.token(p.from - 1).s
		behind := s.message.token(p.to).s
		ahead := before == "before" || behind == "前" || behind == "之" && s.message.token(p.to+1).s == "前"
		if p.kind == timePiece && p.when.before || p.is(pickVerb|orderVerb) && ahead {
			return s.has(remindVerb)
		}
	}
	return false
}

// dayGroups are what several days of every week are called.
var dayGroups = phrases(map[string]bool{"weekdays|week days|weekends|working days|workdays|business days|every other day|工作日|周末|双休日|休息日|节假日|平日|隔天": true})

// someDays says that a reminder is for some days of every week or not for them: 周一到周五, "on weekdays", "every Friday".
func (s segment) someDays() bool {
	weekdays := 0
	for i := s.firstToken(); i < s.lastToken(); i++ {
		if group, _ := dayGroups.longest(s.message, i); group {
			return true
		}
		t := s.message.token(i)
		if day := strings.TrimSuffix(t.s, "s"); t.kind == wordToken && day != t.s && len(day) > 5 && words.Weekdays.Has(day) {
			return true // on Fridays
		}
		if s.weekdayToken(i) {
			weekdays++
			if before := s.message.token(i - 1).s; before == "every" || before == "each" || before == "每" || before == "个" && s.message.token(i-2).s == "每" {
				return true
			}
		}
	}
	return weekdays > 1
}

// weekdayToken says that the name of a weekday begins at token i.
func (s segment) weekdayToken(i int) bool {
	if j := s.weekMark(i); j > i {
		return words.Weekdays.Has(s.message.token(j).s)
	}
	t := s.message.token(i)
	return t.kind == wordToken && len(t.s) > 2 && words.Weekdays.Has(t.s)
}

// firstToken and lastToken are where the words of a segment begin and end.
func (s segment) firstToken() int {
	if s.from >= s.to {
		return 0
	}
	return s.pieces[s.from].from
}

func (s segment) lastToken() int {
	if s.from >= s.to {
		return 0
	}
	return s.pieces[s.to-1].to
}
