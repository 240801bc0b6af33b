package rules

import (
	"regexp"
	"strings"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/words"
)

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

// shifts are words by which a time moves: what says later or earlier, how many, and of what.
var shifts = []*regexp.Regexp{
	regexp.MustCompile(`(?P<way>再晚|再早|晚|推迟|推后|延后|延迟|延|往后|拖后|后移|迟|早|提前|提早|往前)(?:[一]?[点推挪移改个])?(?P<n>半|[0-9一二两三四五六七八九十]+)个?(?P<of>小时|钟头|钟|天|日|分钟|刻钟|礼拜|星期|周)`),
	regexp.MustCompile(`(?i)\b(?P<n>an?|half an?|one|two|three|four|five|six|\d+)\s+(?P<of>hour|hr|day|week|min(?:ute)?)s?\s+(?P<way>later|earlier|sooner|ahead|back)\b`),
	regexp.MustCompile(`(?i)\b(?P<way>push|delay|postpone|put back|move back|move up|bring forward|earlier|later)\b[^.,;!?，。]{0,20}?\bby\s+(?P<n>an?|half an?|one|two|three|four|five|six|\d+)\s+(?P<of>hour|hr|day|week|min(?:ute)?)s?\b(?P<back>\s+earlier)?`),
}

// ShiftOf reads by how many minutes words move a time, later or (below 0) earlier, and where in them that ends: 晚一个小时, "a day
// earlier". ok is false where they move none.
func ShiftOf(words string) (minutes, to int, ok bool) {
	for _, shift := range shifts {
		at := shift.FindStringSubmatchIndex(words)
		if at == nil {
			continue
		}
		part := func(name string) string {
			if i := shift.SubexpIndex(name); i >= 0 && at[2*i] >= 0 {
				return strings.ToLower(words[at[2*i]:at[2*i+1]])
			}
			return ""
		}
		minutes, ok = span(part("n"), part("of"))
		if sooner.MatchString(part("way") + part("back")) {
			minutes = -minutes
		}
		return minutes, at[1], ok
	}
	return 0, 0, false
}

// sooner are words that move a time towards now.
var sooner = regexp.MustCompile(`早|前|earlier|sooner|ahead|up|forward`)

// unitMinutes are what time moves by.
var unitMinutes = map[string]int{
	"小时": 60, "钟头": 60, "钟": 60, "天": dayMinutes, "日": dayMinutes, "分钟": 1, "刻钟": 15, "礼拜": 7 * dayMinutes, "星期": 7 * dayMinutes,
	"周": 7 * dayMinutes, "hour": 60, "hr": 60, "day": dayMinutes, "week": 7 * dayMinutes, "min": 1, "minute": 1,
}

// dayMinutes are the minutes of a day.
const dayMinutes = 24 * 60

// span is a number of hours, days or the like in minutes.
func span(number, of string) (minutes int, ok bool) {
	switch unit := unitMinutes[of]; {
	case number == "半" || strings.HasPrefix(number, "half"):
		return unit / 2, true
	case number == "a" || number == "an":
		return unit, true
	default:
		n, ok := measure.ParseIndex(number)
		return n * unit, ok
	}
}
