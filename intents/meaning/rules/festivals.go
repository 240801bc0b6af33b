package rules

import (
	"sync"
	"time"

	"github.com/6tail/lunar-go/calendar"

	"oldhand/intents/meaning/words"
)

var (
	festivals   = indexOf(words.Festivals)
	lunarMonths = indexOf(words.LunarMonths)
)

// festivalIn gives the day of a festival in a year, the lunar ones in the lunar year of that number. ok is false where that
// year has no such day.
func festivalIn(f words.Festival, year int, zone *time.Location) (day time.Time, ok bool) {
	key := festivalOf{f, year}
	known, found := festivalDays.Load(key)
	if !found {
		known, _ = festivalDays.LoadOrStore(key, computed(f, year))
	}
	day, _ = known.(time.Time)
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone), !day.IsZero()
}

// festivalDays keeps the days that were computed, because a lunar year takes some milliseconds: of festivalOf the day in UTC,
// zero where there is none.
var festivalDays sync.Map

type festivalOf struct {
	words.Festival
	year int
}

func computed(f words.Festival, year int) (day time.Time) {
	switch {
	case f.Lunar:
		month := calendar.NewLunarYear(year).GetMonth(f.Month)
		if month == nil || f.Day > month.GetDayCount() {
			return time.Time{}
		}
		day = solarDay(calendar.NewLunarFromYmd(year, f.Month, f.Day).GetSolar())
	case f.Term > 0:
		terms := calendar.NewSolarFromYmd(year, 6, 15).GetLunar().GetJieQiTable()
		day = solarDay(terms[calendar.JIE_QI_IN_USE[f.Term+1]])
	case f.Nth > 0:
		first := time.Date(year, time.Month(f.Month), 1, 0, 0, 0, 0, time.UTC)
		day = first.AddDate(0, 0, (int(f.Weekday-first.Weekday())+7)%7+7*(f.Nth-1))
	default:
		day = time.Date(year, time.Month(f.Month), f.Day, 0, 0, 0, 0, time.UTC)
	}
	return day.AddDate(0, 0, f.Plus)
}

func solarDay(s *calendar.Solar) time.Time {
	return time.Date(s.GetYear(), time.Month(s.GetMonth()), s.GetDay(), 0, 0, 0, 0, time.UTC)
}

// festivalDate gives the next day of the festival named that is not before today, or the one of the year named.
func (t moment) festivalDate(today time.Time) (day time.Time, ok bool) {
	if t.year != 0 {
		return festivalIn(t.festival, t.year, today.Location())
	}
	for year := today.Year() - 1; year <= today.Year()+3; year++ { // a lunar year ends in the next one
		day, ok = festivalIn(t.festival, year, today.Location())
		if ok && !day.AddDate(0, 0, t.plus).Before(today) {
			return day, true
		}
	}
	return day, false
}

// festival reads 双十二, 春节前, "before Christmas", 国庆后两天, 明年元宵.
func (m *message) festival(w *moment, i int, _ bool) int {
	if w.dated() {
		return 0
	}
	ahead := map[string]int{"before": -1, "after": 1}[m.token(i).s]
	j := i
	if ahead != 0 {
		j = m.skip(i+1, "the")
	}
	year, j := m.yearNamed(j)
	f, n := festivals.longest(m, j)
	if n == 0 {
		f, n = m.lunarDay(j)
	}
	if n == 0 {
		return 0
	}
	said := moment{part: w.part, hasClock: w.hasClock, hour: w.hour, minute: w.minute, exact: w.exact, hasFestival: true, festival: f, year: year, plus: ahead}
	to := j + n
	if ahead == 0 {
		to = m.daysFrom(&said, to)
	}
	if !m.festivalStands(i, to) {
		return 0
	}
	*w = said
	return to
}

// festivalStands says that the festival from token i to j names a day, and not what goods are for: 圣诞树, 圣诞节的东西,
// "Christmas cards".
func (m *message) festivalStands(i, j int) bool {
	if m.clauseEnds(j) {
		return i > 0 || len(m.context.Draft) > 0
	}
	if m.timeFollows(j) && !(m.token(j+1).s == "的" && m.token(j).kind == hanToken) {
		return true
	}
	if m.clock(&moment{}, m.skip(j, "at"), true) > 0 {
		return true
	}
	tags, n := m.cue(j)
	return n > 0 && tags&orderVerb != 0 && tags&word == 0
}

// daysFrom reads how many days before or after a day are meant: 前, 前两天, 之后, 前夕.
func (m *message) daysFrom(w *moment, i int) int {
	j := i
	for _, day := range [][]string{{"那", "天"}, {"当", "天"}, {"那", "日"}, {"当", "日"}} {
		if m.phrase(i, day...) {
			return i + 2
		}
	}
	if s := m.token(j).s; (s == "之" || s == "以") && (m.token(j+1).s == "前" || m.token(j+1).s == "后") {
		j++
	}
	sign := map[string]int{"前": -1, "后": 1}[m.token(j).s]
	if sign == 0 || m.token(j+1).s == "后" { // 前后: about then
		return i
	}
	w.plus = sign
	j = m.skip(j+1, "夕")
	if n, to := m.dayNumber(j); to > 0 && m.token(to).s == "天" {
		w.plus, j = sign*n, to+1
	}
	return j
}

// lunarDay reads a day of the lunar calendar: 腊月初八, 正月十五, 农历八月初一.
func (m *message) lunarDay(i int) (f words.Festival, length int) {
	j := i
	for _, lead := range [][]string{{"农", "历"}, {"阴", "历"}, {"旧", "历"}} {
		if m.phrase(i, lead...) {
			j = i + 2
		}
	}
	month, n := lunarMonths.longest(m, j)
	if n == 0 && j > i {
		number, to := m.dayNumber(j)
		if to == 0 || number < 1 || number > 12 || m.token(to).s != "月" {
			return f, 0
		}
		month, n = number, to+1-j
	}
	if n == 0 {
		return f, 0
	}
	day, to := m.dayNumber(m.skip(j+n, "初"))
	if to == 0 || day < 1 || day > 30 {
		return f, 0
	}
	return words.Festival{Lunar: true, Month: month, Day: day}, m.dayMark(to) - i
}

// yearNamed reads this year, next year and the one after where they lead a date: 明年1月3号. year is 0 where none is named.
func (m *message) yearNamed(i int) (year, to int) {
	if m.token(i+1).s != "年" {
		return 0, i
	}
	ahead, ok := map[string]int{"今": 0, "明": 1, "后": 2}[m.token(i).s]
	if !ok {
		return 0, i
	}
	return m.context.Now.Year() + ahead, m.skip(i+2, "的")
}
