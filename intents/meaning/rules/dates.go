package rules

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// figures are numbers written with one mark between them: 12-5, 30/11, 11.30, 2026-12-05.
type figures struct {
	parts []int
	mark  string
	to    int
	short bool // the last has one digit: 12.5
}

// figuresAt reads such numbers at token i; to is 0 where there are none.
func (m *message) figuresAt(i int) (f figures) {
	t := m.token(i)
	if t.kind != numToken {
		return f
	}
	if strings.Contains(t.s, ".") {
		f = figures{mark: ".", to: i + 1}
		for part := range strings.SplitSeq(t.s, ".") {
			f.take(part)
		}
		return f.checked()
	}
	f = figures{mark: m.token(i + 1).s, to: i + 1}
	f.take(t.s)
	if f.mark != "-" && f.mark != "/" {
		return figures{}
	}
	for m.token(f.to).s == f.mark && !m.token(f.to).space && m.token(f.to+1).kind == numToken && !m.token(f.to+1).space {
		f.take(m.token(f.to + 1).s)
		f.to += 2
	}
	return f.checked()
}

func (f *figures) take(part string) {
	n, err := strconv.Atoi(part)
	if err != nil || len(part) > 4 || len(part) == 3 || len(part) == 0 {
		n = -1
	}
	f.parts, f.short = append(f.parts, n), len(part) == 1
}

// checked gives nothing where the numbers cannot be meant as a date at all.
func (f figures) checked() figures {
	if len(f.parts) < 2 || len(f.parts) > 3 {
		return figures{}
	}
	for _, n := range f.parts {
		if n < 0 || n > 2100 {
			return figures{}
		}
	}
	return f
}

// numericDate reads a date in figures: 11/25 and 25/11 wherever they stand, 12-5 and 11.30 beside "on", 拿, 号 or the like.
// Of the two readings of 12/5 the one that exists and comes next is meant; where that would be the day before the month,
// which fewer people write, it is asked about.
func (m *message) numericDate(w *moment, i int) int {
	f := m.figuresAt(i)
	if f.to == 0 || m.unitAt(f.to) && !dayMarks[m.token(f.to).s] || weightAfter(m, f.to) && !dayMarks[m.token(f.to).s] {
		return 0
	}
	if len(f.parts) == 3 {
		return m.wholeDate(w, f)
	}
	month, day := f.parts[0], f.parts[1]
	if w.hasClock && f.mark == "." || !m.figuresStand(i, f) {
		return 0
	}
	written, exists := dayAhead(month, day, m.context.Now)
	turned, other := dayAhead(day, month, m.context.Now)
	clock := f.mark == "." && !f.short && month <= 24 && day < 60 && !m.figuresLed(i) && !dayMarks[m.token(f.to).s] && !m.partFollows(f.to)
	switch {
	case !exists && !other && f.mark == "." && clock: // 14.40拿
		return 0
	case !exists && !other:
		w.badDay = true
	case exists && clock && written.After(m.context.Now.AddDate(0, 0, soonDays)), other && turned.Before(written) && exists:
		w.vague = true
	case exists:
		w.month, w.day = written.Month(), written.Day()
	default:
		w.month, w.day = turned.Month(), turned.Day()
	}
	return m.dayMark(f.to)
}

// soonDays is how far ahead a day in figures may lie that could be an hour as well: 11.30拿.
const soonDays = 60

// dayAhead gives the next day of a month and day not before today. ok is false where the next year has none.
func dayAhead(month, day int, now time.Time) (at time.Time, ok bool) {
	if month < 1 || month > 12 || day < 1 || day > longestMonth {
		return at, false
	}
	at = moment{month: time.Month(month), day: day}.date(now)
	return at, at.Day() == day
}

var (
	dayMarks = text.Set("号 日")
	// dateLeads stand before a date in figures, dateTails behind one.
	dateLeads = text.Set("on before until till by for from after 在 于 到 间 期 改 是")
	dateTails = text.Set("拿 取 提 自 去 过 送 发 交 前 之 早 上 下 中 晚 凌 到")
)

// figuresStand says that what stands beside figures makes a date of them.
func (m *message) figuresStand(i int, f figures) bool {
	month, day := f.parts[0], f.parts[1]
	if month == 24 && day == 7 && !m.picksAt(f.to) || month > longestMonth || day > longestMonth && (f.mark != "/" || m.unitAt(f.to)) {
		return m.figuresLed(i) && (month <= longestMonth || f.mark != ".")
	}
	if m.figuresLed(i) || dayMarks[m.token(f.to).s] || m.partFollows(f.to) {
		return true
	}
	if f.mark == "/" {
		return month <= 12 || day <= 12 && !m.fractionFollowed(f.to)
	}
	tags, n := m.cue(f.to)
	picks := n > 0 && tags&pickVerb != 0 && (n > 1 || m.token(f.to).kind == wordToken)
	return picks || dateTails[m.token(f.to).s] && !m.protected(f.to) || f.mark == "-" && m.token(i-1).s == "," && m.clauseEnds(f.to) && day > 0 && m.countedBefore()
}

// countedBefore says that a number of pieces was said already, so that figures with a hyphen are no range of them.
func (m *message) countedBefore() bool {
	return slices.ContainsFunc(m.pieces, func(p piece) bool { return p.kind == numberPiece })
}

// figuresLed says that a word that leads a date stands before token i.
func (m *message) figuresLed(i int) bool {
	lead := m.token(i - 1)
	if lead.s == "the" {
		lead = m.token(i - 2)
	}
	return dateLeads[lead.s] && !(lead.s == "by" && strings.Contains(m.token(i).s, "."))
}

// partFollows says that a part of the day stands at token i: 11.30上午.
func (m *message) partFollows(i int) bool {
	part, n := partWords.longest(m, i)
	s := m.token(i).s
	return n > 0 && part != words.AnyPart && s != "am" && s != "pm" && s != "a" && s != "p"
}

// wholeDate reads figures with a year: 2026-12-05, 26.12.5, 5/12/2026.
func (m *message) wholeDate(w *moment, f figures) int {
	a, b, c := f.parts[0], f.parts[1], f.parts[2]
	now := m.context.Now
	this := now.Year() % 100
	near := func(year int) bool { return year == this || year == this+1 }
	switch {
	case a > 2000 || near(a) && f.mark != "/" && !near(c):
		return m.setDate(w, f, a, [][2]int{{b, c}})
	case c > 2000 || near(c):
		return m.setDate(w, f, c, [][2]int{{a, b}, {b, a}})
	}
	return 0
}

// setDate takes the reading of month and day that exists and is not gone by.
func (m *message) setDate(w *moment, f figures, year int, readings [][2]int) int {
	if year < 100 {
		year += 2000
	}
	today := m.context.Now.Format(dateLayout)
	var found []moment
	exists := false
	for _, r := range readings {
		t := moment{year: year, month: time.Month(r[0]), day: r[1], fixed: true}
		if r[0] < 1 || r[0] > 12 || r[1] < 1 || !t.exists(m.context.Now) {
			continue
		}
		exists = true
		if t.date(m.context.Now).Format(dateLayout) >= today && (len(found) == 0 || found[0].month != t.month) {
			found = append(found, t)
		}
	}
	switch {
	case !exists:
		w.badDay = true
	case len(found) == 0:
		w.gone = true
	case len(found) > 1:
		w.vague = true
	default:
		w.year, w.month, w.day, w.fixed = found[0].year, found[0].month, found[0].day, true
	}
	return m.dayMark(f.to)
}
