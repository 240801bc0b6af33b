package rules

import (
	"slices"
	"time"

	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// dayWords name days, some with a part of them; partWords name a part alone.
var dayWords, partWords = indexOf(words.Days), indexOf(words.Parts)

// moment is a time as it was said, before anybody asks which one it is.
type moment struct {
	hasDay      bool
	days        int // from today
	weekday     time.Weekday
	hasWeek     bool
	hasFestival bool
	week        int // 0: the coming one, 1: next week's, 2: the one after; -1: this week's
	month       time.Month
	day         int // of the month
	year        int
	ahead       int  // the day is one of so many months ahead
	inMonth     bool // a month counted from this one was said, this one included
	coming      bool // the weekday is one to come, not today
	fixed       bool // the week or the year was said, so that a day gone by does not come again
	festival    words.Festival
	plus        int // days from the day named
	part        words.Part
	hasClock    bool
	hour        int
	minute      int
	exact       bool // the clock cannot be twelve hours off: 09:00, 9am, 15:00
	after       time.Duration
	months      int // as of the calendar, after which
	hasAfter    bool
	before      bool // so long before something: 拿货前半小时
	within      bool // 3天内, within two days
	daily       bool
	dayAfter    bool // the duration counts whole days
	lastDay     bool // the last day of the month, whichever it is
	badClock    bool // a clock was said that no clock shows
	badDay      bool // a day was said that no calendar has
	gone        bool // a day gone by was said
	vague       bool // a day was said that may be several
}

func (t moment) dated() bool { return t.exactDay() || t.badDay || t.gone || t.vague }

// exactDay says that one day was named.
func (t moment) exactDay() bool {
	return t.hasDay || t.hasWeek || t.hasFestival || t.day > 0 || t.dayAfter
}

// timeGlue may stand between the parts of a time.
var timeGlue = text.Set("at on the in of 的 , @ around about by")

// hourLeads stand before a bare hour.
var hourLeads = text.Set("at @ around about by")

// time reads the longest expression of time at token i.
func (m *message) time(i int) (piece, bool) {
	p := piece{kind: timePiece, from: i}
	for parts := 0; parts < 6; parts++ {
		j := i
		for j-i < 2 && timeGlue[m.token(j).s] && (parts > 0 || m.token(j).s != "," && m.token(j).s != "的" && m.token(j).s != "by") {
			j++
		}
		to := m.timePart(&p.when, j, j > i && hourLeads[m.token(j-1).s])
		if to == 0 && j > i { // "the" and "in" belong to some parts: the morning, in 20 minutes
			j = i
			to = m.timePart(&p.when, i, false)
		}
		if to == 0 {
			break
		}
		i, p.to = to, to
	}
	if s := m.token(p.to).s; s == "x" || s == "*" { // 小一点 20x15x10
		return p, false
	}
	return p, p.to > 0 && m.timeStands(p)
}

// timeStands refuses words that name a time only beside others: "morning" (a greeting), 早, 一点, bare am.
func (m *message) timeStands(p piece) bool {
	w := p.when
	if w.dated() || w.hasAfter || w.before || w.daily || w.badClock {
		return true
	}
	if w.hasClock {
		return !(p.to-p.from == 2 && m.token(p.from).s == "一") // 一点: a bit
	}
	if p.to == p.from+1 && w.part != words.Noon && w.part != words.Afternoon && m.token(p.from).kind == wordToken {
		return false
	}
	s := m.raw(p.from, p.to)
	return len([]rune(s)) > 1 && s != "am" && s != "pm" && m.token(p.from).s != "a" && m.token(p.from).s != "p"
}

// timePart reads one part of a time at token i into w; said tells that "at" or the like stood before it.
func (m *message) timePart(w *moment, i int, said bool) int {
	for _, read := range []func(*moment, int, bool) int{
		m.counted, m.offset, m.weekdayAt, m.festival, m.calendarDay, m.dayWord, m.badDay, m.badClock, m.clock, m.partOfDay,
	} {
		if to := read(w, i, said); to > 0 {
			return to
		}
	}
	return 0
}

// longestMonth is how many days a month has at most; in a shorter one it is the last day.
const longestMonth = 31

func (m *message) dayWord(w *moment, i int, _ bool) int {
	if m.token(i-1).s == "以" && m.token(i).s == "后" { // 以后天天 is from now on, and no 后天
		return 0
	}
	got, n := dayWords.longest(m, i)
	if n == 0 || w.dated() && got.Kind != words.EveryDay {
		return 0
	}
	switch got.Kind {
	case words.FromToday:
		w.hasDay, w.days = true, got.Days
	case words.MonthEnd:
		w.day, w.lastDay = longestMonth, true
	case words.EveryDay:
		w.daily = true
	case words.Past:
		if !m.goneStands(i + n) {
			return 0
		}
		w.gone = true
	case words.Vague:
		w.vague = true
	}
	if got.Part != words.AnyPart && w.part != words.Midnight { // midnight tonight
		w.part = got.Part
	}
	return m.weekLater(w, i+n)
}

func (m *message) partOfDay(w *moment, i int, _ bool) int {
	got, n := partWords.longest(m, i)
	s := m.token(i).s
	if w.part != words.AnyPart && w.hasClock && (s == "am" || s == "pm") { // this afternoon 4pm
		return i + 1
	}
	if n == 0 || w.part != words.AnyPart && !(w.part == words.Evening && got == words.Midnight) { // tonight at midnight
		return 0
	}
	if n == 1 && (s == "早" || s == "晚" || s == "晨" || s == "am" || s == "pm" || s == "night" || s == "a" || s == "p") && !w.dated() && !w.hasClock {
		if next, _ := m.number(i + 1); next == 0 || s == "am" || s == "pm" {
			return 0
		}
	}
	w.part = got
	return i + n
}

// goneStands says that a day gone by, which ends at token i, is said to be one to fetch on, as a slip: of goods that were had
// on it, 昨天的再来一遍, nothing is ordered.
func (m *message) goneStands(i int) bool {
	if _, to, _ := m.hour(i); to > 0 {
		return true
	}
	if m.picksAt(i) {
		return m.token(i+1).s != "的" && m.token(i+1).s != "了"
	}
	return m.clauseEnds(i) && slices.ContainsFunc(m.pieces, func(p piece) bool { return p.known || p.kind == numberPiece })
}
