package rules

import (
	"strings"
	"time"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// monthNamed gives the month that a word is the name of; 0: none.
func monthNamed(word string) time.Month {
	month, _ := words.Months.Of(word)
	return month
}

// dayLeads stand before a short weekday, which alone would be another word: by sat, before sun.
var dayLeads = text.Set("by before until till from for on")

// weekdayAt reads Friday, this coming Friday, next Monday, "Monday after next", "Friday week", 周五, 这周周五, 下下周一, 礼拜天,
// 本周末.
func (m *message) weekdayAt(w *moment, i int, said bool) int {
	if w.dated() {
		return 0
	}
	lead, j := m.weekLead(i)
	if k := m.weekMark(j); k > j {
		if k = m.skip(k, "的"); m.weekMark(k) > k { // 这周周五, 下个星期的星期五
			k = m.weekMark(k)
		}
		j = k
	} else if !m.weekdayStands(j, lead.said || said) {
		return 0
	}
	if m.token(j).s == "week" && lead.week == 1 {
		return m.nextWeek(w, j+1)
	}
	day, ok := words.Weekdays.Of(m.token(j).s)
	if !ok {
		return 0
	}
	w.hasWeek, w.week, w.weekday, w.fixed, w.coming = true, lead.week, day, lead.fixed, lead.coming
	if j = m.skip(j+1, "of"); m.phrase(j, "next", "week") {
		w.week = 1
		return j + 2
	}
	if m.phrase(j, "after", "next") {
		w.week = 2
		return j + 2
	}
	if m.token(j-1).s == "of" {
		j--
	}
	return m.weekLater(w, j)
}

// weekLead is what stands before a weekday and says of which week it is.
type weekLead struct {
	week   int  // 0: the coming one, 1: next week's, and so on; fixed, 0 is this week's and -1 the last one
	said   bool // anything stands there
	fixed  bool
	coming bool
}

func (m *message) weekLead(i int) (lead weekLead, to int) {
	switch s := m.token(i).s; s {
	case "next":
		return weekLead{week: 1, said: true}, i + 1
	case "last":
		return weekLead{week: -1, said: true, fixed: true}, i + 1
	case "this", "coming", "upcoming":
		coming := m.token(i+1).s == "coming"
		if coming {
			i++
		}
		return weekLead{said: true, coming: coming || s != "this"}, i + 1
	case "下", "上":
		for m.token(i).s == s && lead.week < 3 {
			lead.week, i = lead.week+1, i+1
		}
		if lead.said = true; s == "上" {
			lead.week, lead.fixed = -lead.week, true
		}
		return lead, m.skip(i, "个")
	case "这", "本":
		return weekLead{said: true, fixed: true}, m.skip(i+1, "个")
	}
	return lead, i
}

// weekMark gives the token behind what a Chinese weekday begins with, or i where it does not.
func (m *message) weekMark(i int) int {
	switch {
	case m.token(i).s == "周":
		return i + 1
	case m.phrase(i, "星", "期"), m.phrase(i, "礼", "拜"):
		return i + 2
	}
	return i
}

// weekdayStands says that the word at token i is a weekday there, and not sun and sat.
func (m *message) weekdayStands(i int, led bool) bool {
	t := m.token(i)
	if t.kind != wordToken || len(t.s) < 3 {
		return false
	}
	return len(t.s) > 3 || led || dayLeads[m.token(i-1).s] || t.s == "fri" || t.s == "thu" || t.s == "tue"
}

// weekLater reads the week of "Friday week" and the fortnight of "Monday fortnight" behind a day.
func (m *message) weekLater(w *moment, i int) int {
	if m.token(i-1).kind != wordToken || !w.hasDay && !w.hasWeek || !m.clauseEnds(i+1) && !m.timeFollows(i+1) {
		return i
	}
	switch m.token(i).s {
	case "week":
		w.plus += 7
		return i + 1
	case "fortnight":
		w.plus += 14
		return i + 1
	}
	return i
}

// counted reads days counted from another one: "a week on Friday", "two weeks from tomorrow", "the day before Christmas",
// "3 days after 5 Dec".
func (m *message) counted(w *moment, i int, _ bool) int {
	if w.dated() || m.token(i).kind == hanToken {
		return 0
	}
	span, wholeDays, j := m.duration(m.skip(i, "the"))
	if j == 0 && m.token(i).s == "the" && m.token(i+1).s == "day" {
		span, wholeDays, j = 24*time.Hour, true, i+2
	}
	if j == 0 || !wholeDays {
		return 0
	}
	sign := 1
	switch s := m.token(j).s; s {
	case "before":
		sign = -1
		j++
	case "on", "from", "after":
		j++
	case "today", "tomorrow":
	default:
		if _, ok := words.Weekdays.Of(s); !ok || span%(7*24*time.Hour) != 0 {
			return 0
		}
	}
	base := moment{}
	for _, read := range []func(*moment, int, bool) int{m.dayWord, m.weekdayAt, m.festival, m.calendarDay} {
		to := read(&base, m.skip(j, "the"), true)
		if to == 0 {
			continue
		}
		if base.exactDay() {
			base.part, base.plus = max(base.part, w.part), base.plus+sign*int(span/(24*time.Hour))
			base.hasClock, base.hour, base.minute, base.exact = w.hasClock, w.hour, w.minute, w.exact
			*w = base
			return to
		}
	}
	return 0
}

// nextWeek reads what follows "next week": a weekday, else its Monday is meant.
func (m *message) nextWeek(w *moment, i int) int {
	w.hasWeek, w.week, w.weekday = true, 1, time.Monday
	j := m.skip(i, "on")
	if day, ok := words.Weekdays.Of(m.token(j).s); ok && m.token(j).kind == wordToken {
		w.weekday = day
		return j + 1
	}
	return i
}

// calendarDay reads 25 Nov, Nov 25th, the 25th, 11/25, 2026-11-25, 11月25日, 26年12月3日, 明年1月3号, 25号.
func (m *message) calendarDay(w *moment, i int, _ bool) int {
	if w.hasWeek && !w.hasDay && w.day == 0 {
		return m.dayOfWeekday(w, i)
	}
	if w.dated() {
		return 0
	}
	for _, read := range []func(*moment, int) int{m.dayOfMonthAhead, m.yearFirst, m.numericDate} {
		if to := read(w, i); to > 0 {
			return to
		}
	}
	year, i := m.yearNamed(i)
	i = m.skip(i, "the")
	if month := monthNamed(m.token(i).s); month != 0 {
		return m.monthFirst(w, month, i)
	}
	n, j := m.dayNumber(i)
	if j == 0 {
		if n, j = m.ordinalDay(i); j > 0 && m.token(j).s == "of" { // the first of December
			return m.dayFirst(w, n, i, j)
		}
		return 0
	}
	switch next := m.token(j).s; {
	case n <= 12 && next == "月":
		d, to := m.dayNumber(m.skip(j+1, "初"))
		if to == 0 || d < 1 || d > longestMonth {
			return 0
		}
		w.month, w.day, w.year, w.fixed = time.Month(n), d, year, year != 0
		return m.dayMark(to)
	case n >= 1 && n <= longestMonth && (next == "号" || next == "日" && m.token(i).kind == numToken) && !m.protectedDay(j):
		w.day = n
		return j + 1
	}
	return m.dayFirst(w, n, i, j)
}

// dayOfWeekday reads the day of a month behind the name of its weekday: Monday 30 November. Where the two are not the same day, which is
// meant is not clear.
func (m *message) dayOfWeekday(w *moment, i int) int {
	named := moment{}
	to := m.calendarDay(&named, i, false)
	if to == 0 || named.day == 0 {
		return 0
	}
	if named.date(m.context.Now).Weekday() != w.weekday {
		w.vague = true
		return to
	}
	w.hasWeek, w.month, w.day, w.year, w.fixed = false, named.month, named.day, named.year, named.fixed
	return to
}

// monthFirst reads Dec 5th, "December the 5th" and Jan 3, 2027.
func (m *message) monthFirst(w *moment, month time.Month, i int) int {
	j := m.skip(m.skip(i+1, "."), "the")
	if d, to := m.ordinalDay(j); to > 0 {
		w.month, w.day = month, d
		return m.yearAfter(w, to)
	}
	d, ok := smallInt(m.token(j), longestMonth)
	if !ok || d < 1 {
		return 0
	}
	w.month, w.day = month, d
	return m.yearAfter(w, m.ordinal(j+1))
}

// dayFirst reads 25 Nov, "the 5th of December", "the 5th of next month" and "the 25th", whose number n stands at token i, up
// to j.
func (m *message) dayFirst(w *moment, n, i, j int) int {
	k := m.ordinal(j)
	of := m.skip(k, "of")
	if n < 1 || n > longestMonth {
		return 0
	}
	if month := monthNamed(m.token(of).s); month != 0 {
		w.month, w.day = month, n
		return m.yearAfter(w, of+1)
	}
	if k == j {
		return 0
	}
	w.day = n
	for ahead, month := range []string{"this", "next"} {
		if m.phrase(of, month, "month") {
			w.inMonth, w.ahead = true, ahead
			return of + 2
		}
	}
	return k
}

// ordinalDay reads the first of "December the first".
func (m *message) ordinalDay(i int) (day, to int) {
	for length := 3; length > 0; length-- {
		if i+length > len(m.tokens) || m.token(i).kind != wordToken {
			continue
		}
		if n, rest := measure.ReadOrdinal(m.raw(i, i+length)); n > 0 && n <= longestMonth && strings.TrimSpace(rest) == "" {
			return n, i + length
		}
	}
	return 0, 0
}

// dayOfMonthAhead reads 下个月5号, 下下月5日, 本月5号, 下个月底 and "next month on the 5th".
func (m *message) dayOfMonthAhead(w *moment, i int) int {
	ahead, j := 0, i
	switch s := m.token(i).s; {
	case m.phrase(i, "next", "month"):
		n, to := m.dayNumber(m.skip(m.skip(i+2, "on"), "the"))
		if end := m.ordinal(to); to > 0 && end > to && n <= longestMonth {
			w.day, w.ahead, w.inMonth = n, 1, true
			return end
		}
		return 0
	case s == "下":
		for m.token(j).s == "下" && ahead < 3 {
			ahead, j = ahead+1, j+1
		}
	case s == "这" || s == "本" || s == "当":
		j++
	default:
		return 0
	}
	if j = m.skip(j, "个"); m.token(j).s != "月" {
		return 0
	}
	j = m.skip(j+1, "的")
	if s := m.token(j).s; s == "底" || s == "末" {
		w.day, w.lastDay, w.ahead, w.inMonth = longestMonth, true, ahead, true
		return j + 1
	}
	n, to := m.dayNumber(j)
	if s := m.token(to).s; to == 0 || n < 1 || n > longestMonth || s != "号" && s != "日" {
		return 0
	}
	w.day, w.ahead, w.inMonth = n, ahead, true
	return to + 1
}

// protectedDay tells the 25号 of a date from sizes and places: 8号线, 3号楼.
func (m *message) protectedDay(j int) bool {
	if i := j - 2; m.token(j-1).kind == numToken && words.Streets.Has(m.token(i).s) {
		return true
	}
	switch m.token(j + 1).s {
	case "线", "楼", "门", "店", "码", "院", "摊", "铺", "仓", "库":
		return true
	}
	return false
}

func weightAfter(m *message, i int) bool { return m.weightUnit(i) > 0 || m.unitAt(i) }

// yearFirst reads 2026年12月3日, 26年12月3号.
func (m *message) yearFirst(w *moment, i int) int {
	year, to := m.dayNumber(i)
	if n, used := m.spelled(i); m.token(i).kind == hanToken && used > 0 { // 二零二六年
		year, to = int(n/one), used
	}
	if to == 0 || m.token(to).s != "年" {
		return 0
	}
	if year < 100 {
		year += 2000
	}
	month, j := m.dayNumber(to + 1)
	if j == 0 || year < 2020 || year > 2100 || month < 1 || month > 12 || m.token(j).s != "月" {
		return 0
	}
	day, k := m.dayNumber(j + 1)
	if k == 0 || day < 1 || day > longestMonth {
		return 0
	}
	w.year, w.month, w.day, w.fixed = year, time.Month(month), day, true
	return m.dayMark(k)
}

func (m *message) yearAfter(w *moment, i int) int {
	j := m.skip(i, ",")
	if y, ok := smallInt(m.token(j), 2100); ok && y > 2000 && !m.unitAt(j+1) {
		w.year, w.fixed = y, true
		return j + 1
	}
	return i
}

func (m *message) dayMark(i int) int {
	if s := m.token(i).s; s == "日" || s == "号" {
		return i + 1
	}
	return i
}

func (m *message) ordinal(i int) int {
	switch m.token(i).s {
	case "th", "st", "nd", "rd":
		if !m.token(i).space {
			return i + 1
		}
	}
	return i
}

// dayNumber reads a plain whole number for a calendar: no scales, no fractions.
func (m *message) dayNumber(i int) (int, int) {
	if m.token(i).kind == numToken {
		n, ok := smallInt(m.token(i), 2100)
		if !ok {
			return 0, 0
		}
		return n, i + 1
	}
	if m.token(i).kind != hanToken {
		return 0, 0
	}
	n, to := m.hanNumber(i)
	if to == 0 || n > 31*one {
		return 0, 0
	}
	return int(n / one), to
}

func smallInt(t token, limit int) (int, bool) {
	if t.kind != numToken || len(t.s) > 4 {
		return 0, false
	}
	n := 0
	for _, r := range t.s {
		if !digit(r) {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, n <= limit
}
