package rules

import (
	"time"

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

// weekdayAt reads Friday, next Monday, 周五, 下下周一, 礼拜天, 本周末.
func (m *message) weekdayAt(w *moment, i int, said bool) int {
	if w.dated() {
		return 0
	}
	week, j := 0, i
	prefixed := true
	switch m.token(i).s {
	case "next":
		week, j = 1, i+1
	case "this", "coming":
		week, j = 0, i+1
	case "下":
		for m.token(j).s == "下" && j-i < 3 {
			week, j = week+1, j+1
		}
		j = m.skip(j, "个")
	case "这", "本":
		week, j = -1, m.skip(i+1, "个")
	default:
		prefixed = false
	}
	if m.token(j).s == "周" || m.token(j).s == "星" && m.token(j+1).s == "期" || m.token(j).s == "礼" && m.token(j+1).s == "拜" {
		j++
		if m.token(j).s == "期" || m.token(j).s == "拜" {
			j++
		}
	} else if m.token(j).kind != wordToken || len(m.token(j).s) < 3 || len(m.token(j).s) == 3 && !prefixed && !said && !dayLeads[m.token(i-1).s] && m.token(j).s != "fri" && m.token(j).s != "thu" && m.token(j).s != "tue" {
		return 0
	}
	if prefixed && m.token(j).s == "week" && week == 1 {
		return m.nextWeek(w, j+1)
	}
	day, ok := words.Weekdays.Of(m.token(j).s)
	if !ok {
		return 0
	}
	w.hasWeek, w.week, w.weekday = true, week, day
	if m.phrase(j+1, "next", "week") {
		w.week = 1
		return j + 3
	}
	return j + 1
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

// calendarDay reads 25 Nov, Nov 25th, the 25th, 11/25, 2026-11-25, 11月25日, 25号.
func (m *message) calendarDay(w *moment, i int, _ bool) int {
	if w.dated() {
		return 0
	}
	if to := m.nextMonthDay(w, i); to > 0 {
		return to
	}
	i = m.skip(i, "the")
	if month := monthNamed(m.token(i).s); month != 0 {
		j := m.skip(m.skip(i+1, "."), "the")
		d, ok := smallInt(m.token(j), 31)
		if !ok {
			return 0
		}
		w.month, w.day = month, d
		return m.yearAfter(w, m.ordinal(j+1))
	}
	n, j := m.dayNumber(i)
	if j == 0 {
		return 0
	}
	switch next := m.token(j).s; {
	case n > 2000 && n < 2100:
		return m.yearFirst(w, n, j)
	case n <= 12 && (next == "月" || next == "/" && !m.token(j).space):
		d, to := m.dayNumber(j + 1)
		if to == 0 || d < 1 || d > 31 || next == "/" && (m.token(j+1).space || weightAfter(m, to)) {
			return 0
		}
		w.month, w.day = time.Month(n), d
		return m.dayMark(to)
	case n >= 1 && n <= 31 && (next == "号" || next == "日" && m.token(i).kind == numToken) && !m.protectedDay(j):
		w.day = n
		return j + 1
	}
	k := m.ordinal(j)
	if month := monthNamed(m.token(m.skip(k, "of")).s); month != 0 && n >= 1 && n <= 31 {
		w.month, w.day = month, n
		return m.yearAfter(w, m.skip(k, "of")+1)
	}
	if k > j && n >= 1 && n <= 31 {
		w.day = n
		return k
	}
	return 0
}

// nextMonthDay reads 下个月5号 and 下月5日.
func (m *message) nextMonthDay(w *moment, i int) int {
	j := m.skip(i+1, "个")
	if m.token(i).s != "下" || m.token(j).s != "月" {
		return 0
	}
	n, to := m.dayNumber(j + 1)
	if s := m.token(to).s; to == 0 || n < 1 || n > 31 || s != "号" && s != "日" {
		return 0
	}
	w.day, w.nextMonth = n, true
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

func (m *message) yearFirst(w *moment, year, i int) int {
	sep := m.token(i).s
	if sep != "-" && sep != "/" && sep != "." && sep != "年" {
		return 0
	}
	month, j := m.dayNumber(i + 1)
	if j == 0 || month < 1 || month > 12 || m.token(j).s != sep && m.token(j).s != "月" {
		return 0
	}
	day, k := m.dayNumber(j + 1)
	if k == 0 || day < 1 || day > 31 {
		return 0
	}
	w.year, w.month, w.day = year, time.Month(month), day
	return m.dayMark(k)
}

func (m *message) yearAfter(w *moment, i int) int {
	j := m.skip(i, ",")
	if y, ok := smallInt(m.token(j), 2100); ok && y > 2000 {
		w.year = y
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
