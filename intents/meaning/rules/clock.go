package rules

import (
	"time"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/words"
)

// clock reads 9:30, 9am, 9.30pm, 9点半, 三点一刻, half past nine, quarter to ten, 9 o'clock, and "at 9".
func (m *message) clock(w *moment, i int, said bool) int {
	if w.hasClock {
		return 0
	}
	if to := m.clockWords(w, i); to > 0 {
		return to
	}
	hour, to, han := m.hour(i)
	if to == 0 {
		return 0
	}
	set := func(minute, to int) int {
		w.hasClock, w.hour, w.minute = true, hour, minute
		w.exact = hour > 12 || hour == 0 || m.token(i).s[0] == '0'
		return to
	}
	switch next := m.token(to); {
	case next.s == ":" && !han:
		minute, ok := smallInt(m.token(to+1), 59)
		if !ok || len(m.token(to+1).s) != 2 {
			return 0
		}
		return set(minute, m.skipSeconds(to+2))
	case next.s == "点" && m.weighs(i): // 明天一点二公斤
		return 0
	case next.s == "点" || next.s == "时" && han:
		return m.hanMinutes(set, i, to+1)
	case next.s == "am" || next.s == "pm" || (next.s == "a" || next.s == "p") && m.token(to+1).s == "." && m.token(to+2).s == "m":
		return set(m.dotMinutes(i), to)
	case next.s == "o'clock" || next.s == "oclock":
		return set(0, to+1)
	case said && !han && m.hourEnds(to):
		return set(m.dotMinutes(i), to)
	case w.dated() && !han && hour <= 12 && m.clauseEnds(to) && m.token(i-1).s != "now": // now 5.50 is a price
		return set(m.dotMinutes(i), to)
	}
	return 0
}

// hour reads the hour; 9.30 gives 9.
func (m *message) hour(i int) (hour, to int, han bool) {
	t := m.token(i)
	switch t.kind {
	case numToken:
		if h, ok := smallInt(t, 24); ok {
			return h, i + 1, false
		}
		if len(t.s) >= 4 && t.s[len(t.s)-3] == '.' {
			if h, ok := smallInt(token{kind: numToken, s: t.s[:len(t.s)-3]}, 24); ok && m.dotMinutes(i) < 60 {
				return h, i + 1, false
			}
		}
	case hanToken:
		n, to := m.hanNumber(i)
		if to > 0 && n <= 24*one {
			return int(n / one), to, true
		}
	case wordToken:
		if n, ok := measure.EnglishNumeral(t.s); ok && 0 < n && n <= 12 {
			return n, i + 1, false
		}
	}
	return 0, 0, false
}

// dotMinutes gives the 30 of 9.30.
func (m *message) dotMinutes(i int) int {
	s := m.token(i).s
	if m.token(i).kind != numToken || len(s) < 4 || s[len(s)-3] != '.' {
		return 0
	}
	return int(s[len(s)-2]-'0')*10 + int(s[len(s)-1]-'0')
}

func (m *message) skipSeconds(i int) int {
	if m.token(i).s == ":" {
		if _, ok := smallInt(m.token(i+1), 59); ok {
			return i + 2
		}
	}
	return i
}

func (m *message) hanMinutes(set func(minute, to int) int, start, i int) int {
	switch s := m.token(i).s; {
	case s == "半":
		return set(30, i+1)
	case s == "整" || s == "钟":
		return set(0, i+1)
	case (s == "一" || s == "三" || s == "1" || s == "3") && m.token(i+1).s == "刻":
		if s == "一" || s == "1" {
			return set(15, i+2)
		}
		return set(45, i+2)
	}
	if m.token(i).kind != wordToken {
		n, to := m.dayNumber(m.skip(i, "零"))
		if to > 0 && n < 60 && (m.token(to).s == "分" || n >= 5 && !m.unitAt(to) && !weightAfter(m, to)) {
			return set(n, m.skip(m.skip(to, "分"), "钟"))
		}
	}
	if m.token(start).kind == numToken && m.unitAt(i) { // 3点个: nonsense
		return 0
	}
	return set(0, i)
}

// clockWords reads half past nine and quarter to ten.
func (m *message) clockWords(w *moment, i int) int {
	minute, j := 0, 0
	switch {
	case m.phrase(i, "half", "past"):
		minute, j = 30, i+2
	case m.phrase(i, "quarter", "past"), m.phrase(i, "quarter", "to"):
		minute, j = 15, i+2
	case m.phrase(i, "a", "quarter", "past"), m.phrase(i, "a", "quarter", "to"):
		minute, j = 15, i+3
	case m.token(i).s == "half" && m.token(i+1).kind == numToken && m.halfHour(i+2): // half 9
		minute, j = 30, i+1
	default:
		return 0
	}
	hour, to, _ := m.hour(j)
	if to == 0 || hour < 1 || hour > 12 {
		return 0
	}
	if m.token(j-1).s == "to" {
		hour, minute = (hour+11)%12, 45
		if hour == 0 {
			hour = 12
		}
	}
	w.hasClock, w.hour, w.minute = true, hour, minute
	return to
}

// hourEnds says that a bare number after "at" is an hour: nothing that would count or price follows.
func (m *message) hourEnds(i int) bool {
	t := m.token(i)
	if m.unitAt(i) || yuanWord(t.s) || weightAfter(m, i) || t.s == "of" || t.kind == skuToken || t.s == "%" || t.s == "each" {
		return false
	}
	return true
}

// clauseEnds says that nothing but a mark follows.
func (m *message) clauseEnds(i int) bool {
	k := m.token(i)
	return i >= len(m.tokens) || k.kind == markToken && k.s != "/" && k.s != "-" && k.s != "*" || k.kind == breakToken
}

// halfHour says that what stands after "half 9" counts and weighs nothing.
func (m *message) halfHour(i int) bool {
	_, day := dayWords.longest(m, i)
	return day > 0 || m.clauseEnds(i)
}

// durationUnits are the units of waiting.
var durationUnits = indexOf(words.Durations)

// offset reads in 20 minutes, half an hour later, 过半小时, 20分钟后, within 3 days, 3天内.
func (m *message) offset(w *moment, i int, _ bool) int {
	if w.hasAfter || w.dated() {
		return 0
	}
	before, within := false, false
	j := i
	switch s := m.token(i).s; {
	case s == "in" || s == "过" || s == "after" || s == "等" || s == "再过":
		before, j = true, i+1
	case s == "再" && m.token(i+1).s == "过":
		before, j = true, i+2
	case s == "within":
		before, within, j = true, true, i+1
	}
	length, wholeDays, to := m.duration(j)
	if to == 0 {
		return 0
	}
	after, ok := afterWords.longest(m, to)
	switch {
	case ok > 0:
		to += ok
		within = within || after == words.Within
	case !before && !m.context.Reminder && !m.putOff(): // beside a reminder "20 minutes" is how long to wait
		return 0
	}
	w.hasAfter, w.after, w.within, w.dayAfter = true, length, within, wholeDays
	return to
}

// putOff says that the last words read put something off, so that a length of time comes next: "snooze for 20 minutes".
func (m *message) putOff() bool {
	k := len(m.pieces) - 1
	for k >= 0 && m.pieces[k].is(article|filler) && !m.pieces[k].is(snoozeVerb) {
		k--
	}
	return k >= 0 && m.pieces[k].is(snoozeVerb)
}

// afterWords say how a length of time leads to a time.
var afterWords = indexOf(words.Offsets)

// duration reads 20 minutes, half an hour, an hour and a half, 一个半小时, 半小时, 两天.
func (m *message) duration(i int) (time.Duration, bool, int) {
	n, j := m.durationNumber(i)
	if j == 0 {
		return 0, false, 0
	}
	j = m.skip(j, "more")
	half := false
	if m.token(j).s == "个" && m.token(j+1).s == "半" {
		half, j = true, j+2
	}
	unit, length := durationUnits.longest(m, j)
	if length == 0 || m.token(j).s == "分" && length == 1 {
		return 0, false, 0
	}
	j += length
	if m.phrase(j, "and", "a", "half") {
		half, j = true, j+3
	}
	if half {
		n += one / 2
	}
	if n > 1000*one {
		return 0, false, 0
	}
	return time.Duration(int64(n) * int64(unit/time.Millisecond) / int64(one) * int64(time.Millisecond)), unit >= 24*time.Hour, j
}

func (m *message) durationNumber(i int) (decimal, int) {
	for _, half := range [][]string{{"half", "an"}, {"half", "a"}, {"half"}, {"半", "个"}, {"半"}} {
		if m.phrase(i, half...) {
			if half[len(half)-1] == "个" && m.token(i+2).s != "钟" && m.token(i+2).s != "小" {
				continue
			}
			return one / 2, i + len(half)
		}
	}
	if s := m.token(i).s; s == "an" || s == "a" {
		if m.token(i+1).s == "couple" {
			return 2 * one, m.skip(i+2, "of")
		}
		return one, i + 1
	}
	return m.number(i)
}
