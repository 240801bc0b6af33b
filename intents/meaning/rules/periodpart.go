package rules

import (
	"time"

	"oldhand/intents/meaning/words"
)

// part is an end of a period as it was said, before anybody asks of which year or month it is.
type part struct {
	kind             partKind
	year, month, day int // 0: not said
	n                int // which quarter or half; how many
	weekday          time.Weekday
	from, to         time.Time // of a fixedPart
}

type partKind uint8

const (
	noPart       partKind = iota
	fixedPart             // days beyond doubt: yesterday, last week, a festival
	nowPart               // the end of what goes on until today
	numberPart            // a number that beside another end is a day or a month: the 1 of 1-15号
	dayPart               // of a month, whichever
	monthPart             // the whole of it
	yearPart              // the whole of it
	quarterPart           // of a year
	halfPart              // of a year
	weekdayPart           // the latest
	monthEndPart          // the last day of it
)

// isDay says that the part is one day.
func (p part) isDay() bool {
	return p.kind == dayPart || p.kind == weekdayPart || p.kind == fixedPart && p.from.Equal(p.to)
}

// part reads one end at token i; to is 0 where there is none.
func (b backward) part(i int) (p part, to int) {
	i = b.skip(i, "the")
	for _, read := range []func(int) (part, int){b.weekdayNamed, b.named, b.dated, b.festive} {
		if p, to := read(i); to > 0 {
			return p, to
		}
	}
	return part{}, 0
}

// bareNumber reads the number of a day or a month that stands there without saying which of the two it is.
func (b backward) bareNumber(i int) (p part, to int) {
	i = b.skip(i, "the")
	n, to := b.dayNumber(i)
	if to == 0 || n < 1 || n > longestMonth {
		return part{}, 0
	}
	return part{kind: numberPart, n: n}, b.ordinal(to)
}

var periodWords = indexOf(words.Periods)

// named reads words that name a period by themselves, perhaps of a year: 上个月, "last week", 去年上半年, "Q3 2025".
func (b backward) named(i int) (p part, to int) {
	if year, j := b.yearLed(i); j > i {
		for _, read := range []func(int) (part, int){b.dated, func(int) (part, int) { return b.ofYear(year, j) }} {
			if p, to := read(i); to > 0 {
				return p, to
			}
		}
		return part{kind: yearPart, year: year}, j
	}
	if s := b.token(i).s; (s == "月" || s == "month") && b.token(i+1).s == "底" || b.phrase(i, "month", "end") {
		return part{kind: monthEndPart}, i + 2
	}
	if b.phrase(i, "end", "of", "the", "month") {
		return part{kind: monthEndPart}, i + 4
	}
	return b.ofYear(0, i)
}

// ofYear reads words that name a period of a year, or of the present one.
func (b backward) ofYear(year, i int) (p part, to int) {
	if b.token(i).s == "第" {
		i++
	}
	word, n := periodWords.longest(b.message, i)
	if n == 0 || word.Stretch <= words.LastMonths && year != 0 {
		return p, 0
	}
	to = i + n
	switch word.Stretch {
	case words.QuarterOf, words.HalfYear:
		kind := quarterPart
		if word.Stretch == words.HalfYear {
			kind = halfPart
		}
		if year == 0 {
			year, to = b.yearBehind(to)
		}
		return part{kind: kind, year: year, n: word.N}, to
	case words.Now:
		return part{kind: nowPart}, to
	}
	from, until := b.daysOf(word)
	return part{kind: fixedPart, from: from, to: until}, to
}

// daysOf gives the days of a period that is counted from today.
func (b backward) daysOf(word words.Period) (from, to time.Time) {
	year, month, _ := b.today.Date()
	first := func(year int, month time.Month) time.Time {
		return time.Date(year, month, 1, 0, 0, 0, 0, b.today.Location())
	}
	switch word.Stretch {
	case words.WeekAgo:
		monday := b.today.AddDate(0, 0, -(int(b.today.Weekday())+6)%7-7*word.N)
		return monday, monday.AddDate(0, 0, 6)
	case words.MonthAgo:
		from = first(year, month-time.Month(word.N))
		return from, from.AddDate(0, 1, -1)
	case words.QuarterAgo:
		from = first(year, (month-1)/3*3+1-time.Month(3*word.N))
		return from, from.AddDate(0, 3, -1)
	case words.YearAgo:
		return first(year-word.N, time.January), first(year-word.N+1, time.January).AddDate(0, 0, -1)
	case words.LastDays:
		p := b.days(word.N)
		return p.From, p.To
	case words.LastMonths:
		p := b.months(word.N)
		return p.From, p.To
	case words.HalfMonth:
		from = first(year, month)
		if word.N == 1 {
			return from, from.AddDate(0, 0, 14)
		}
		return from.AddDate(0, 0, 15), from.AddDate(0, 1, -1)
	}
	day := b.today.AddDate(0, 0, -word.N)
	return day, day
}

// yearsAgo are words that count a year from this one, where a month or a part of it follows.
var yearsAgo = map[string]int{"今": 0, "去": 1, "前": 2}

// yearLed reads a year before its months: 去年, 2025年, "year 2025".
func (b backward) yearLed(i int) (year, to int) {
	if ago, ok := yearsAgo[b.token(i).s]; ok && b.token(i+1).s == "年" {
		return b.today.Year() - ago, b.skip(i+2, "的")
	}
	for _, lead := range []string{"", "year"} {
		j := b.skip(i, lead)
		n, to := b.dayNumber(j)
		if spelled, used := b.spelled(j); b.token(j).kind == hanToken && used > j {
			n, to = int(spelled/one), used
		}
		if n >= 2000 && n <= 2100 && to > 0 && (b.token(to).s == "年" || lead != "" && j > i) {
			return n, b.skip(b.skip(to, "年"), "的")
		}
		if n >= 20 && n < 100 && b.token(to).s == "年" && b.token(j).kind == numToken { // 25年11月
			return 2000 + n, to + 1
		}
	}
	return 0, i
}

// yearBehind reads a year behind its months: 2025, "of 2025", "last year", ", 2025".
func (b backward) yearBehind(i int) (year, to int) {
	j := b.skip(b.skip(i, ","), "of")
	if y, ok := smallInt(b.token(j), 2100); ok && y >= 2000 && !b.unitAt(j+1) {
		return y, j + 1
	}
	for ago, word := range []string{"this", "last"} {
		if b.phrase(j, word, "year") {
			return b.today.Year() - ago, j + 2
		}
	}
	return 0, i
}

// dated reads days and months of the calendar: "5 Nov", "October", 10月1号, 15号, 2026-10-01, 10/1.
func (b backward) dated(i int) (p part, to int) {
	year, i := b.yearLed(i)
	if p, to := b.numeric(i); to > 0 && year == 0 {
		return p, to
	}
	last := year == 0 && (b.token(i).s == "last" || b.token(i).s == "this")
	at := i
	if last {
		at++
	}
	if month := monthNamed(b.token(at).s); month != 0 {
		p, to = b.englishMonth(at, int(month))
		if last && p.year == 0 {
			p.year = b.yearOfLast(p, b.token(i).s)
		}
		return p, to
	}
	n, j := b.dayNumber(i)
	if day, to := b.ordinalDay(i); j == 0 && to > 0 {
		n, j = day, to
	}
	switch next := b.token(j).s; {
	case j == 0 || n < 1:
		return part{}, 0
	case next == "月" && n <= 12:
		p, to = b.chineseMonth(j+1, n)
		p.year = year
		return p, to
	case n > longestMonth:
		return part{}, 0
	case next == "号" || next == "日":
		return part{kind: dayPart, day: n}, j + 1
	}
	return b.dayThenMonth(n, j)
}

// yearOfLast is the year of "last November" and "this November".
func (b backward) yearOfLast(p part, word string) int {
	if word == "last" && p.month >= int(b.today.Month()) {
		return b.today.Year() - 1
	}
	return b.today.Year()
}

// englishMonth reads what follows the name of a month: "Oct 1st", "October 2025", "Oct 1, 2025".
func (b backward) englishMonth(i, month int) (p part, to int) {
	to = b.skip(i+1, ".")
	p = part{kind: monthPart, month: month}
	day, next := b.bareNumber(to)
	if ordinal, after := b.ordinalDay(b.skip(to, "the")); next == 0 && after > 0 {
		day, next = part{n: ordinal}, after
	}
	if next > 0 && !b.unitAt(next) {
		p, to = part{kind: dayPart, month: month, day: day.n}, next
	}
	if year, after := b.yearBehind(to); year != 0 {
		p.year, to = year, after
	}
	return p, to
}

// chineseMonth reads what follows 10月: 1号, 份, 底.
func (b backward) chineseMonth(i, month int) (p part, to int) {
	i = b.skip(i, "份")
	if s := b.token(i).s; s == "底" || s == "末" {
		return part{kind: monthEndPart, month: month}, i + 1
	}
	day, to := b.dayNumber(b.skip(i, "初"))
	if to > 0 && day >= 1 && day <= longestMonth && !b.unitAt(to) {
		return part{kind: dayPart, month: month, day: day}, b.dayMark(to)
	}
	return part{kind: monthPart, month: month}, i
}

// dayThenMonth reads "1 October", "1st of October" and "the 15th", whose number n stands up to token j.
func (b backward) dayThenMonth(n, j int) (p part, to int) {
	k := b.ordinal(j)
	if month := monthNamed(b.token(b.skip(k, "of")).s); month != 0 {
		to = b.skip(k, "of") + 1
		p = part{kind: dayPart, month: int(month), day: n}
		if year, after := b.yearBehind(to); year != 0 {
			p.year, to = year, after
		}
		return p, to
	}
	if k == j && b.token(j-1).kind == numToken || b.token(j-1).kind == hanToken {
		return part{}, 0
	}
	return part{kind: dayPart, day: n}, k
}

// numeric reads figures of a date: 2026-10-01, 2026/10, 10/1, 10.1.
func (b backward) numeric(i int) (p part, to int) {
	f := b.figuresAt(i)
	if f.to == 0 {
		return part{}, 0
	}
	to = b.dayMark(f.to)
	switch x := f.parts; {
	case len(x) == 3 && x[0] >= 2000:
		p = part{kind: dayPart, year: x[0], month: x[1], day: x[2]}
	case len(x) == 3 && x[2] >= 2000 && x[1] <= 12:
		p = part{kind: dayPart, year: x[2], month: x[1], day: x[0]}
	case len(x) == 3 && x[2] >= 2000:
		p = part{kind: dayPart, year: x[2], month: x[0], day: x[1]}
	case len(x) == 3:
		return part{}, 0
	case x[0] >= 2000:
		p = part{kind: monthPart, year: x[0], month: x[1]}
	case f.mark == "-" && x[0] < x[1] && to == f.to && !b.joined(f.to): // 1-15: rather a range, which says what it is of
		return part{}, 0
	case x[0] <= 12:
		p = part{kind: dayPart, month: x[0], day: x[1]}
	default:
		p = part{kind: dayPart, month: x[1], day: x[0]}
	}
	if p.month < 1 || p.month > 12 || p.kind == dayPart && (p.day < 1 || p.day > longestMonth) {
		return part{}, 0
	}
	return p, to
}

// joined says that the other end of a period follows at token i, or stood before.
func (b backward) joined(i int) bool {
	_, n := joints.longest(b.message, i)
	before := b.token(i - 4).s // what stands before 10-15
	return n > 0 || before == "到" || before == "至" || before == "to" || before == "~"
}

// weekdayNamed reads Monday, "last Friday", 周一, 上周五.
func (b backward) weekdayNamed(i int) (p part, to int) {
	lead, j := b.weekLead(i)
	if lead.week > 0 {
		return part{}, 0
	}
	k := b.weekMark(j)
	if k == j && !b.weekdayStands(j, lead.said) {
		return part{}, 0
	}
	day, ok := words.Weekdays.Of(b.token(k).s)
	if !ok || k > j && b.token(k).s == "末" {
		return part{}, 0
	}
	if k > j && lead.fixed { // 上周五 is a day of that week, while "last Friday" may be of this one
		monday, _ := b.daysOf(words.Period{Stretch: words.WeekAgo, N: -lead.week})
		at := monday.AddDate(0, 0, (int(day)+6)%7)
		return part{kind: fixedPart, from: at, to: at}, k + 1
	}
	p = part{kind: weekdayPart, weekday: day}
	if lead.fixed {
		p.n = 1 // before today
	}
	return p, k + 1
}

// festive reads a festival: 国庆, 中秋.
func (b backward) festive(i int) (p part, to int) {
	f, n := festivals.longest(b.message, i)
	if n == 0 {
		return part{}, 0
	}
	for year := b.today.Year() + 1; year >= b.today.Year()-2; year-- {
		if day, ok := festivalIn(f, year, b.today.Location()); ok && !day.After(b.today) {
			return part{kind: fixedPart, from: day, to: day}, i + n
		}
	}
	return part{}, 0
}

// resolve gives the days of an end that stands alone: of the latest year, and the latest month, in which it has begun. ok is
// false where the calendar has no such day.
func (b backward) resolve(p part) (from, to time.Time, ok bool) {
	switch {
	case p.kind == fixedPart:
		return p.from, p.to, true
	case p.kind == nowPart:
		return b.today, b.today, true
	case p.kind == weekdayPart:
		day := b.today.AddDate(0, 0, -((int(b.today.Weekday()-p.weekday)+7-p.n)%7 + p.n))
		return day, day, true
	case p.year != 0:
		return b.inYear(p, p.year)
	case p.kind == monthEndPart && p.month == 0:
		p.month = int(b.today.Month())
		return b.inYear(p, b.today.Year())
	case p.kind == dayPart && p.month == 0:
		for ago := range 12 {
			first := time.Date(b.today.Year(), b.today.Month()-time.Month(ago), 1, 0, 0, 0, 0, b.today.Location())
			day := first.AddDate(0, 0, p.day-1)
			if day.Month() == first.Month() && !day.After(b.today) {
				return day, day, true
			}
		}
		return from, to, false
	}
	for ago := range 5 { // 29 February comes once in four years
		if from, to, ok := b.inYear(p, b.today.Year()-ago); ok && !from.After(b.today) {
			return from, to, true
		}
	}
	return from, to, false
}

// inYear gives the days of an end in a year.
func (b backward) inYear(p part, year int) (from, to time.Time, ok bool) {
	date := func(month, day int) time.Time {
		return time.Date(year, time.Month(month), day, 0, 0, 0, 0, b.today.Location())
	}
	switch p.kind {
	case yearPart:
		return date(1, 1), date(12, 31), true
	case monthPart:
		return date(p.month, 1), date(p.month+1, 0), true
	case monthEndPart:
		end := date(p.month+1, 0)
		return end, end, true
	case quarterPart:
		return date(3*p.n-2, 1), date(3*p.n+1, 0), true
	case halfPart:
		return date(6*p.n-5, 1), date(6*p.n+1, 0), true
	case dayPart:
		day := date(p.month, p.day)
		return day, day, day.Day() == p.day
	}
	return from, to, false
}

// bothEnds gives the days from one end to another, each of which may leave to the other what it is of. ok is false where they do
// not go together.
func (b backward) bothEnds(first, last part) (from, to time.Time, ok bool) {
	first, last, ok = together(first, last)
	if !ok {
		return from, to, false
	}
	if first.year == 0 && last.year != 0 && first.month != 0 {
		first.year = last.year
		if last.month != 0 && first.month > last.month {
			first.year--
		}
	}
	from, _, ok = b.resolve(first)
	if !ok {
		return from, to, false
	}
	to, ok = b.after(last, from)
	return from, to, ok && !to.Before(from)
}

// together completes two ends of a period by each other: the 1 of 1-15号 is a day, that of 1到3月 a month.
func together(first, last part) (part, part, bool) {
	switch {
	case first.kind == numberPart && last.kind == numberPart:
		return first, last, false
	case first.kind == numberPart && last.kind == monthPart:
		first = part{kind: monthPart, month: first.n, year: last.year}
	case first.kind == numberPart && last.kind == dayPart:
		first = part{kind: dayPart, day: first.n, month: last.month, year: last.year}
	case last.kind == numberPart && first.kind == dayPart:
		last = part{kind: dayPart, day: last.n}
	case last.kind == numberPart && first.kind == monthPart:
		last = part{kind: monthPart, month: last.n}
	}
	if first.kind == numberPart || last.kind == numberPart || first.month > 12 || last.month > 12 {
		return first, last, false
	}
	if first.kind == dayPart && first.month == 0 && last.kind == dayPart && last.month != 0 && first.day <= last.day {
		first.month, first.year = last.month, last.year
	}
	return first, last, true
}

// after gives the last day of the end of a period that begins on a day.
func (b backward) after(last part, from time.Time) (to time.Time, ok bool) {
	switch {
	case last.kind == nowPart:
		return b.today, true
	case last.kind == fixedPart:
		return last.to, true
	case last.kind == weekdayPart:
		return from.AddDate(0, 0, (int(last.weekday-from.Weekday())+7)%7), true
	case last.kind == monthEndPart && last.month == 0:
		return time.Date(from.Year(), from.Month()+1, 0, 0, 0, 0, 0, from.Location()), true
	case last.kind == dayPart && last.month == 0:
		month := from.Month()
		if last.day < from.Day() {
			month++
		}
		return realDay(from.Year(), month, last.day, from.Location()), true
	case last.year != 0:
		_, to, ok = b.inYear(last, last.year)
		return to, ok
	}
	for year := from.Year(); year <= from.Year()+1; year++ {
		if _, to, ok = b.inYear(last, year); ok && !to.Before(from) {
			return to, true
		}
	}
	return to, false
}
