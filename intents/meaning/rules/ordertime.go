package rules

import "oldhand/intents/meaning/words"

// when gives the time said in a segment; a day and an hour said apart are one time.
func (s segment) when() (when moment, said bool) {
	for i, p := range s.list() {
		switch {
		case p.kind != timePiece || s.refusesTime(i):
		case !said:
			when, said = p.when, true
		default:
			when, _ = when.with(p.when)
		}
	}
	return when, said
}

// refusesTime says that the time at piece i is named as one that does not suit: 明天不行, "not tomorrow".
func (s segment) refusesTime(i int) bool {
	list := s.list()
	behind := i+1 < len(list) && list[i+1].is(negation)
	before := i > 0 && list[i-1].is(negation) && (i == 1 || list[i-2].kind != timePiece)
	return behind || before
}

func (s segment) refusesSomeTime() bool {
	for i, p := range s.list() {
		if p.kind == timePiece && s.refusesTime(i) {
			return true
		}
	}
	return false
}

// whenText gives the time said in a segment as docs/CONTRACT.md has it, empty where none was.
func (s segment) whenText() string {
	if when, said := s.when(); said {
		return when.when(s.context.Now)
	}
	return ""
}

// Which part of a pickup time was said where it was but one.
const (
	OnlyHour  = "hour"
	OnlyNight = "night" // an hour of the night that follows the day
	OnlyDay   = "day"
)

// pickup fills the pickup time of an order or a change: when it is, which part of it was said, and why it must be asked for.
func (s segment) pickup(slots *Slots) {
	when, said := s.when()
	if day, two := s.oneOfTwoDays(); two {
		day, _ = day.with(when)
		when, said = day, true
	}
	if !said {
		return
	}
	slots.When, slots.WhenAsked = when.when(s.context.Now), when.asked(s.context.Now)
	switch {
	case slots.When == "":
	case !when.dated() && when.overnight():
		slots.WhenOnly = OnlyNight
	case !when.dated() && when.timed() && !when.hasAfter:
		slots.WhenOnly = OnlyHour
	case when.exactDay() && !when.timed() && !when.within && when.part == words.AnyPart:
		slots.WhenOnly = OnlyDay
	}
}

// oneOfTwoDays gives the day meant where several were named: the only one right before a word of fetching, 今天下单明天拿, else
// none, so that it is asked for.
func (s segment) oneOfTwoDays() (day moment, several bool) {
	list := s.list()
	var days, fetched []moment
	for i, p := range list {
		if p.kind != timePiece || s.refusesTime(i) || !p.when.exactDay() {
			continue
		}
		if len(days) == 0 || !p.when.date(s.context.Now).Equal(days[0].date(s.context.Now)) {
			days = append(days, p.when)
		}
		if i+1 < len(list) && list[i+1].is(pickVerb) {
			fetched = append(fetched, p.when)
		}
	}
	switch {
	case len(days) < 2 || s.has(negation|changeVerb|dropped|instead|hold):
		return day, false
	case len(fetched) == 1 && !s.alternates():
		return fetched[0], true
	}
	return moment{vague: true}, true
}

// alternates says that one of two times is meant: 周三或周四.
func (s segment) alternates() bool {
	for i, p := range s.list() {
		if i == 0 || s.list()[i-1].kind != timePiece {
			continue
		}
		if w := s.message.token(p.from).s; w == "或" || w == "or" || w == "还" {
			return true
		}
	}
	return false
}
