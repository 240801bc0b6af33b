package rules

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// orderedFor reads an order with a pickup time, of which nothing may become a line.
func orderedFor(t *testing.T, said string, now time.Time) Slots {
	t.Helper()
	got := New(village{}).Understand(said, Context{Now: now}).Commands
	if len(got) != 1 || got[0].Name != Order || len(got[0].Slots.Lines) != 1 || got[0].Slots.Lines[0].Quantity != 20 {
		t.Errorf("%q is %+v", said, got)
		return Slots{}
	}
	return got[0].Slots
}

func forOrder(en, zh []string) (said []string) {
	for _, s := range en {
		said = append(said, "20 A1023 "+s)
	}
	for _, s := range zh {
		said = append(said, "A1023来20个，"+s+"拿")
	}
	return said
}

// Every minute of the day is the same time in every notation of both languages.
func TestEveryMinuteOfTheDay(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-18 10:00")
	for hour := range 24 {
		for minute := range 60 {
			want := fmt.Sprintf("2026-11-19T%02d:%02d:00+08:00", hour, minute)
			for _, said := range forOrder(clocksEnglish(hour, minute), clocksChinese(hour, minute)) {
				if got := orderedFor(t, said, now); got.When != want || got.WhenAsked != "" {
					t.Errorf("%q is at %q %s, want %s", said, got.When, got.WhenAsked, want)
				}
			}
		}
	}
}

// clocksEnglish are the ways in which English writes an hour of tomorrow.
func clocksEnglish(hour, minute int) []string {
	half, twelve := "am", (hour+11)%12+1
	if hour >= 12 {
		half = "pm"
	}
	list := []string{
		fmt.Sprintf("tomorrow at %02d:%02d", hour, minute), fmt.Sprintf("tomorrow %d:%02d%s", twelve, minute, half),
		fmt.Sprintf("tomorrow %d.%02d%s", twelve, minute, half), fmt.Sprintf("tomorrow at %02d%02d", hour, minute),
		fmt.Sprintf("at %d:%02d %s tomorrow", twelve, minute, half),
	}
	if minute == 0 {
		list = append(list, fmt.Sprintf("tomorrow %d%s", twelve, half), fmt.Sprintf("tomorrow at %d %s", twelve, half))
	}
	if hour < 7 || hour > 18 { // a bare hour is one at which people fetch goods
		return list
	}
	name, next := inEnglish(twelve), inEnglish(twelve%12+1)
	switch {
	case minute == 0:
		return append(list, "tomorrow at "+name, name+" o'clock tomorrow", "tomorrow "+name+"ish", fmt.Sprintf("tomorrow %dish", twelve))
	case minute == 15 || minute == 30:
		past := map[int]string{15: "quarter past ", 30: "half past "}[minute] + name
		list = append(list, "tomorrow at "+past, past+" tomorrow")
	case minute == 45 && hour != 18:
		list = append(list, "tomorrow at quarter to "+next, "a quarter to "+next+" tomorrow")
	case minute > 30 && minute%5 == 0 && hour != 18:
		list = append(list, "tomorrow at "+inEnglish(60-minute)+" to "+next, inEnglish(60-minute)+" to "+next+" tomorrow", fmt.Sprintf("tomorrow at %d to %d", 60-minute, twelve%12+1))
	case minute < 30 && minute%5 == 0:
		list = append(list, "tomorrow at "+inEnglish(minute)+" past "+name, inEnglish(minute)+" past "+name+" tomorrow")
	}
	if minute < 10 {
		return append(list, "tomorrow at "+name+" oh "+inEnglish(minute))
	}
	return append(list, "tomorrow at "+name+" "+inEnglish(minute), name+"-"+inEnglish(minute)+" tomorrow")
}

// clocksChinese are the ways in which Chinese writes an hour of tomorrow.
func clocksChinese(hour, minute int) []string {
	list := []string{fmt.Sprintf("明天%02d:%02d", hour, minute)}
	if hour == 0 { // 零点 of a day is its end
		return list
	}
	list = append(list, fmt.Sprintf("明天%d点%02d分", hour, minute))
	if hour < 7 {
		list = list[:1]
	}
	part, twelve := map[bool]string{true: "明天上午", false: "明天下午"}[hour < 12], (hour+11)%12+1
	if hour == 12 {
		part = "明天中午"
	}
	name, next := part+inChinese(twelve)+"点", part+inChinese(twelve+1)+"点"
	switch {
	case minute == 0:
		return append(list, name, name+"整", name+"钟", name+"左右")
	case minute < 10:
		return append(list, name+"零"+inMonth(minute), name+"过"+inChinese(minute)+"分")
	case minute == 15:
		list = append(list, name+"一刻")
	case minute == 30:
		list = append(list, name+"半")
	case minute == 45 && twelve < 11:
		list = append(list, name+"三刻", next+"差一刻", strings.Replace(next, part, part+"差一刻", 1))
	case minute > 50 && twelve < 11:
		list = append(list, next+"差"+inChinese(60-minute)+"分", strings.Replace(next, part, part+"差"+inChinese(60-minute)+"分", 1))
	}
	return append(list, name+inChinese(minute), name+inChinese(minute)+"分", fmt.Sprintf("%s%d分", name, minute))
}

var small = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")

func inEnglish(n int) string {
	if n < 20 {
		return small[n]
	}
	tens := strings.Fields("twenty thirty forty fifty")[n/10-2]
	if n%10 == 0 {
		return tens
	}
	return tens + "-" + small[n%10]
}

func inChinese(n int) string {
	digits := []rune("零一二三四五六七八九")
	if n < 10 {
		if n == 2 {
			return "两"
		}
		return string(digits[n])
	}
	tens := "十"
	if n >= 20 {
		tens = string(digits[n/10]) + "十"
	}
	if n%10 == 0 {
		return tens
	}
	return tens + string(digits[n%10])
}

// Every word for a day is the same day, whatever day of the week it is said on.
func TestEveryDayOfTheWeek(t *testing.T) {
	t.Parallel()
	for today := range 7 {
		now := time.Date(2026, 11, 23+today, 10, 0, 0, 0, wednesday.Location())
		monday := time.Date(2026, 11, 23, 0, 0, 0, 0, now.Location())
		for n, zh := range []rune("一二三四五六日") {
			en := monday.AddDate(0, 0, n).Weekday().String()
			coming := monday.AddDate(0, 0, n)
			if n < today {
				coming = coming.AddDate(0, 0, 7)
			}
			week := func(weeks int) time.Time { return monday.AddDate(0, 0, n+7*weeks) }
			for want, said := range map[time.Time][]string{
				coming:                  forOrder([]string{en, "on " + en, "this " + en}, []string{"周" + string(zh), "星期" + string(zh), "礼拜" + string(zh)}),
				coming.AddDate(0, 0, 7): forOrder([]string{en + " week", "a week on " + en, "a week from " + en}, nil),
				week(1):                 forOrder([]string{"next " + en, en + " next week", "next week on " + en}, []string{"下周" + string(zh), "下个星期" + string(zh), "下个礼拜的周" + string(zh)}),
				week(2):                 forOrder([]string{en + " after next", "the " + en + " after next"}, []string{"下下周" + string(zh), "下下个星期" + string(zh)}),
			} {
				for _, s := range said {
					if got := orderedFor(t, s, now); got.When != want.Format(dateLayout) {
						t.Errorf("%q said on a %s is %q %s, want %s", s, now.Weekday(), got.When, got.WhenAsked, want.Format(dateLayout))
					}
				}
			}
			for _, s := range forOrder(nil, []string{"这周" + string(zh), "这周周" + string(zh), "本周" + string(zh), "这个礼拜" + string(zh)}) {
				got := orderedFor(t, s, now)
				if gone := n < today; gone && got.WhenAsked != PastTime || !gone && got.When != week(0).Format(dateLayout) {
					t.Errorf("%q said on a %s is %q %s", s, now.Weekday(), got.When, got.WhenAsked)
				}
			}
		}
	}
}

// Every day of the year is that day, or asked about, in every notation; one written with its month's name, its year or 号 is
// always that day.
func TestEveryDayOfTheYear(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23 10:00")
	for n := range 365 {
		day := time.Date(2026, 11, 23+n, 0, 0, 0, 0, now.Location())
		m, d, want := int(day.Month()), day.Day(), day.Format(dateLayout)
		name := day.Month().String()
		for _, said := range forOrder(
			[]string{"on " + want, fmt.Sprintf("%d %s", d, name), fmt.Sprintf("%s %d", name[:3], d), day.Format("2006/1/2")},
			[]string{want, day.Format("2006.1.2"), fmt.Sprintf("%d月%d日", m, d), fmt.Sprintf("%s月%s号", inMonth(m), inMonth(d)), day.Format("06年1月2日")},
		) {
			if got := orderedFor(t, said, now); got.When != want {
				t.Errorf("%q is %q %s, want %s", said, got.When, got.WhenAsked, want)
			}
		}
		for _, said := range forOrder(
			[]string{fmt.Sprintf("on %d/%d", m, d), fmt.Sprintf("on %d-%d", m, d), fmt.Sprintf("on %d.%d", m, d), fmt.Sprintf("%d/%d", m, d)},
			[]string{fmt.Sprintf("%d/%d", m, d), fmt.Sprintf("%d-%d", m, d), fmt.Sprintf("%d.%d", m, d), fmt.Sprintf("%d.%02d号", m, d)},
		) {
			if got := orderedFor(t, said, now); got.When != want && (got.When != "" || got.WhenAsked != VagueTime) {
				t.Errorf("%q is %q %s, want %s or to be asked", said, got.When, got.WhenAsked, want)
			}
		}
		if d > 12 {
			for _, said := range forOrder([]string{fmt.Sprintf("on %d/%d", d, m), fmt.Sprintf("on %d.%d", d, m)}, []string{fmt.Sprintf("%d/%d", d, m)}) {
				if got := orderedFor(t, said, now); got.When != want {
					t.Errorf("%q is %q %s, want %s", said, got.When, got.WhenAsked, want)
				}
			}
		}
	}
}

// inMonth writes a number of a date.
func inMonth(n int) string {
	if n == 2 {
		return "二"
	}
	return inChinese(n)
}
