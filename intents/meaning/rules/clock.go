package rules

import (
	"slices"
	"time"

	"oldhand/integrations/measure"
	"oldhand/intents/meaning/words"
)

// clock reads 9:30, 9am, 9.30pm, 0930, 9点半, 三点一刻, 九点差五分, half past nine, nine thirty, ten to ten, 9 o'clock, 9ish, and
// "at 9".
func (m *message) clock(w *moment, i int, said bool) int {
	if w.hasClock {
		return 0
	}
	said = said || w.dated() && m.token(i-1).s != "now" // now 5.50 is a price
	for _, read := range []func(*moment, int, bool) int{m.clockWords, m.shortOf, m.spelledClock, m.fourFigures} {
		if to := read(w, i, said); to > 0 {
			return m.aboutHour(to)
		}
	}
	return m.plainClock(w, i, said)
}

// plainClock reads an hour with its minutes as a clock shows them.
func (m *message) plainClock(w *moment, i int, said bool) int {
	hour, to, han := m.hour(i)
	if to == 0 {
		return 0
	}
	set := func(minute, to int) int {
		w.setClock(hour, minute)
		w.exact = w.exact || m.token(i).s[0] == '0'
		return m.aboutHour(to)
	}
	switch next := m.token(to); {
	case next.s == ":" && !han:
		minute, ok := smallInt(m.token(to+1), 59)
		if !ok || len(m.token(to+1).s) != 2 || hour == 24 && minute > 0 {
			return 0
		}
		return set(minute, m.skipSeconds(to+2))
	case next.s == "点" && m.weighs(i): // 明天一点二公斤
		return 0
	case next.s == "点" || next.s == "时" && (han || m.token(to+1).kind == numToken || m.token(to+1).s == "整"):
		if hour == 0 { // 零点 of a day is its end
			hour = 24
		}
		return m.hanMinutes(w, set, i, to+1)
	case next.s == "am" || next.s == "pm" || (next.s == "a" || next.s == "p") && m.token(to+1).s == "." && m.token(to+2).s == "m":
		return set(m.dotMinutes(i), to)
	case next.s == "o'clock" || next.s == "oclock" || next.s == "ish":
		return set(m.dotMinutes(i), to+1)
	case said && timeLed(m, i) && !han && m.hourEnds(to), !han && hour <= 12 && m.ofPart(to):
		return set(m.dotMinutes(i), to)
	case w.dated() && hour <= 24 && m.dotted(i) && m.clauseEnds(to) && m.token(i-1).s != "now": // wed 14.30
		return set(m.dotMinutes(i), to)
	case w.dated() && !han && hour <= 12 && (m.clauseEnds(to) || m.picksAt(to)) && m.token(i-1).s != "now":
		return set(m.dotMinutes(i), to)
	}
	return 0
}

// setClock sets hour and minute; an hour after noon can be no other one.
func (t *moment) setClock(hour, minute int) {
	t.hasClock, t.hour, t.minute = true, hour, minute
	t.exact = hour > 12 || hour == 0
}

// timeLed says that "at" or the like stands before token i.
func timeLed(m *message, i int) bool { return hourLeads[m.token(i-1).s] }

// aboutHour reads past what says that an hour is not meant to the minute: 9点左右, 9-ish.
func (m *message) aboutHour(i int) int {
	switch {
	case m.phrase(i, "左", "右"), m.phrase(i, "前", "后"), m.phrase(i, "上", "下"):
		return i + 2
	case m.token(i).s == "ish" || m.token(i).s == "sharp" || m.token(i).s == "hrs":
		return i + 1
	}
	return i
}

// hour reads the hour; 9.30 gives 9.
func (m *message) hour(i int) (hour, to int, han bool) {
	t := m.token(i)
	switch t.kind {
	case numToken:
		if h, ok := smallInt(t, 24); ok && len(t.s) <= 2 {
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

// ofPart says that the part of the day follows an hour: 4 in the afternoon, 9 at night.
func (m *message) ofPart(i int) bool {
	if m.phrase(i, "at", "night") {
		return true
	}
	return m.phrase(i, "in", "the") && slices.Contains([]string{"morning", "afternoon", "evening"}, m.token(i+2).s)
}

// dotted says that token i has minutes behind a dot: 14.30.
func (m *message) dotted(i int) bool {
	_, to, _ := m.hour(i)
	return to > 0 && m.token(i).kind == numToken && len(m.token(i).s) >= 4
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

// hanMinutes reads what follows 点: 半, 一刻, 四十, 零五, 差五分, 过一刻.
func (m *message) hanMinutes(w *moment, set func(minute, to int) int, start, i int) int {
	switch s := m.token(i).s; {
	case s == "半":
		return set(30, m.skip(i+1, "钟"))
	case s == "整":
		return set(0, i+1)
	case s == "钟" || s == "多" || s == "来":
		return set(0, m.skip(i+1, "钟"))
	case s == "差" || s == "欠":
		if minute, to := m.quarterOrMinutes(i+1, true); to > 0 {
			to = set(0, to)
			w.back(minute)
			return to
		}
	case s == "过":
		if minute, to := m.quarterOrMinutes(i+1, true); to > 0 {
			return set(minute, to)
		}
	default:
		if minute, to := m.quarterOrMinutes(i, false); to > 0 {
			return set(minute, to)
		}
	}
	if m.token(start).kind == numToken && m.unitAt(i) { // 3点个: nonsense
		return 0
	}
	return set(0, i)
}

// quarterOrMinutes reads 一刻, 三刻, 五分 and 四十; marked minutes need their 分.
func (m *message) quarterOrMinutes(i int, marked bool) (minute, to int) {
	if n, to := m.dayNumber(i); to > 0 && m.token(to).s == "刻" && (n == 1 || n == 3 || n == 2) {
		return 15 * n, m.skip(to+1, "钟")
	}
	if m.token(i).kind == wordToken {
		return 0, 0
	}
	zero := m.token(i).s == "零" || m.token(i).s == "〇" || m.token(i).kind == numToken && m.token(i).s[0] == '0'
	n, to := m.minuteNumber(m.skip(m.skip(i, "零"), "〇"))
	switch {
	case to == 0 || n > 59:
		return 0, 0
	case m.token(to).s == "分":
		return n, m.skip(to+1, "钟")
	case !marked && (n >= 5 || zero) && !m.unitAt(to) && !weightAfter(m, to):
		return n, to
	}
	return 0, 0
}

// minuteNumber reads a whole number up to 99 in figures or characters.
func (m *message) minuteNumber(i int) (int, int) {
	if m.token(i).kind == numToken {
		n, ok := smallInt(m.token(i), 99)
		if !ok || len(m.token(i).s) > 2 {
			return 0, 0
		}
		return n, i + 1
	}
	if m.token(i).kind != hanToken {
		return 0, 0
	}
	n, to := m.spelled(i)
	if whole, ok := n.Whole(); ok && to > 0 && whole < 100 {
		return whole, to
	}
	return 0, 0
}

// back sets the clock back by some minutes of an hour: ten to nine.
func (t *moment) back(minute int) {
	if minute == 0 {
		return
	}
	switch hour := t.hour; hour {
	case 0:
		t.setClock(23, 60-minute)
	case 1:
		t.setClock(12, 60-minute)
	default:
		exact := t.exact
		t.setClock(hour-1, 60-minute)
		t.exact = t.exact || exact
	}
}

// shortOf reads 差五分九点 and 差一刻八点.
func (m *message) shortOf(w *moment, i int, _ bool) int {
	if m.token(i).s != "差" && m.token(i).s != "欠" {
		return 0
	}
	minute, j := m.quarterOrMinutes(i+1, false)
	if j == 0 {
		return 0
	}
	hour, to, _ := m.hour(m.skip(j, "到"))
	if to == 0 || m.token(to).s != "点" {
		return 0
	}
	w.setClock(hour, 0)
	w.back(minute)
	return m.skip(m.skip(to+1, "整"), "钟")
}

// pastOrTo say on which side of the hour minutes stand.
var pastOrTo = map[string]int{"past": 1, "after": 1, "to": -1, "till": -1, "til": -1, "before": -1, "of": -1}

// clockWords reads half past nine, half nine, quarter to ten, ten past nine and "20 to 9".
func (m *message) clockWords(w *moment, i int, said bool) int {
	j := m.skip(i, "a")
	minute, plain := 0, true
	switch s := m.token(j).s; {
	case s == "half" && m.token(j+1).s == "past":
		minute, j = 30, j+1
	case s == "half" && j == i && m.halfHour(i):
		hour, to, _ := m.hour(i + 1)
		w.setClock(hour, 30)
		return to
	case s == "quarter":
		minute, j = 15, j+1
	default:
		minute, j, plain = m.minutesSaid(i)
	}
	side, ok := pastOrTo[m.token(j).s]
	if j == 0 || !ok {
		return 0
	}
	hour, to, han := m.hour(j + 1)
	if to == 0 || han || hour < 1 || hour > 12 || !m.hourEnds(to) {
		return 0
	}
	if !plain && !said && m.token(j).s != "past" && !m.timeFollows(to) { // ten to twelve is rather a number
		return 0
	}
	w.setClock(hour, minute)
	if side < 0 {
		w.setClock(hour, 0)
		w.back(minute)
	}
	if m.token(to).s == "o'clock" {
		to++
	}
	return to
}

// minutesSaid reads the minutes of "ten past nine", 5 to 9 and "twenty-five minutes to nine"; plain says that they cannot
// count anything else.
func (m *message) minutesSaid(i int) (minute, to int, plain bool) {
	n, j := m.number(i)
	whole, ok := n.Whole()
	if m.token(i).kind == hanToken || j == 0 || !ok || whole < 1 || whole > 29 {
		return 0, 0, false
	}
	if s := m.token(j).s; s == "minutes" || s == "minute" || s == "mins" || s == "min" {
		return whole, j + 1, m.token(j+1).s == "past" || m.token(j+1).s == "to"
	}
	return whole, j, false
}

// spelledClock reads nine thirty, nine-fifteen and nine oh five.
func (m *message) spelledClock(w *moment, i int, said bool) int {
	hour, ok := measure.EnglishNumeral(m.token(i).s)
	if m.token(i).kind != wordToken || !ok || hour < 1 || hour > 12 {
		return 0
	}
	j, zero := i+1, false
	glued := m.token(j).s == "-" && !m.token(j).space
	if glued {
		j++
	}
	if s := m.token(j).s; s == "oh" || s == "o" {
		zero, j = true, j+1
	}
	if m.token(j).kind != wordToken {
		return 0
	}
	n, to := m.spelled(j)
	minute, whole := n.Whole()
	if to == 0 || !whole || minute > 59 || (minute < 10) != zero || !m.hourEnds(to) {
		return 0
	}
	if !said && !glued && !m.timeFollows(to) && !m.clauseEnds(to) {
		return 0
	}
	w.setClock(hour, minute)
	return to
}

// fourFigures reads 0930 and 1530 as a time, and 930am.
func (m *message) fourFigures(w *moment, i int, said bool) int {
	t := m.token(i)
	n, ok := smallInt(t, 2400)
	if !ok || len(t.s) < 3 || n%100 > 59 {
		return 0
	}
	next := m.token(i + 1).s
	halfDay := next == "am" || next == "pm"
	marked := halfDay || next == "hrs" || next == "hours" || next == "ish"
	switch {
	case marked && (!halfDay || n < 1300):
	case (len(t.s) == 4 || timeLed(m, i)) && said && m.hourEnds(i+1) && (timeLed(m, i) || m.clauseEnds(i+1) || m.picksAt(i+1)):
	case len(t.s) == 4 && t.s[0] == '0' && m.timeFollows(i+1):
	default:
		return 0
	}
	w.setClock(n/100, n%100)
	w.exact = w.exact || len(t.s) == 4 && (t.s[0] == '0' || next == "hrs" || next == "hours")
	if next == "hours" {
		return i + 2
	}
	return i + 1
}

// timeFollows says that a word of a day, a part of one or of fetching stands at token i, so that a time stands before it.
func (m *message) timeFollows(i int) bool {
	i = m.skip(m.skip(i, "on"), "in")
	_, day := dayWords.longest(m, i)
	_, part := partWords.longest(m, i)
	_, weekday := words.Weekdays.Of(m.token(i).s)
	return day > 0 || part > 0 || weekday && m.token(i).kind == wordToken || m.token(i).s == "next" || m.token(i).s == "this" || m.picksAt(i)
}

// picksAt says that words of fetching stand at token i.
func (m *message) picksAt(i int) bool {
	tags, n := m.cue(i)
	return n > 0 && tags&pickVerb != 0
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

// halfHour says that the half at token i stands before an hour, behind which nothing is counted or weighed.
func (m *message) halfHour(i int) bool {
	hour, to, han := m.hour(i + 1)
	return to > 0 && !han && 1 <= hour && hour <= 12 && (m.timeFollows(to) || m.clauseEnds(to))
}

// durationUnits are the units of waiting.
var durationUnits = indexOf(words.Durations)

// offset reads in 20 minutes, half an hour later, 过半小时, 20分钟后, within 3 days, 3天内, and what lies so long before
// something: 提前半小时, "30 minutes before".
func (m *message) offset(w *moment, i int, _ bool) int {
	if w.hasAfter || w.dated() {
		return 0
	}
	led, how := false, words.After
	j := i
	switch s := m.token(i).s; {
	case s == "in" || s == "过" || s == "after" || s == "等":
		led, j = true, i+1
	case m.phrase(i, "再", "过"):
		led, j = true, i+2
	case s == "within":
		led, how, j = true, words.Within, i+1
	case m.phrase(i, "提", "前"):
		led, how, j = true, words.Before, i+2
	case s == "前":
		led, how, j = true, words.Before, i+1
	}
	length, wholeDays, to := m.duration(j)
	if to == 0 {
		return 0
	}
	to = m.ownTime(to)
	behind, used := afterWords.longest(m, to)
	switch {
	case used > 0:
		to += used
		how = max(how, behind)
	case !led && !m.context.Reminder && !m.putOff(): // beside a reminder "20 minutes" is how long to wait
		return 0
	}
	if how == words.Before {
		w.before = true
		return to
	}
	w.hasAfter, w.after, w.within, w.dayAfter = true, length, how == words.Within, wholeDays
	if wholeDays && length%words.Month == 0 && m.monthNamed(j, to) {
		w.months, w.after = int(length/words.Month), 0
	}
	return to
}

// ownTime reads past the "time" of "in three days' time".
func (m *message) ownTime(i int) int {
	j := m.skip(i, "'")
	if j > i || m.token(i-1).s == "week's" {
		return m.skip(m.skip(j, "s"), "time")
	}
	return i
}

// monthNamed says that a length of time between two tokens is counted in months.
func (m *message) monthNamed(from, to int) bool {
	for i := from; i < to; i++ {
		if s := m.token(i).s; s == "月" || s == "month" || s == "months" {
			return true
		}
	}
	return false
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
	switch next := m.token(j + 1).s; {
	case m.token(j).s == "个" && next == "半": // 一个半小时
		half, j = true, j+2
	case m.token(j).s == "个" && next == "多": // 半个多小时
		j += 2
	case m.token(j).s == "多":
		j++
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
	if j := m.skip(i, "a"); m.token(j).s == "quarter" && m.token(j+1).s == "of" {
		return one, j
	}
	for _, half := range [][]string{{"half", "an"}, {"half", "a"}, {"half"}, {"半", "个"}, {"半"}} {
		if m.phrase(i, half...) {
			if half[len(half)-1] == "个" && m.token(i+2).s != "钟" && m.token(i+2).s != "小" || half[0] == "半" && len(half) == 1 && m.token(i+1).s == "天" {
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
