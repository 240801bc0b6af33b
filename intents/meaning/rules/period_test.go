package rules

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// periodOf reads the one period that words name: 2026-11-01..2026-11-30, from the beginning where it has no first day.
func periodOf(t *testing.T, said string, now time.Time) string {
	t.Helper()
	var all []string
	for _, p := range New(village{}).Periods(said, Context{Now: now}) {
		from := ""
		if !p.From.IsZero() {
			from = p.From.Format(dateLayout)
		}
		all = append(all, from+".."+p.To.Format(dateLayout))
	}
	return strings.Join(all, " ")
}

func wantPeriod(t *testing.T, now time.Time, want string, said ...string) {
	t.Helper()
	for _, s := range said {
		if got := periodOf(t, s, now); got != want {
			t.Errorf("%q said on %s is %s, want %s", s, now.Format(dateLayout), got, want)
		}
	}
}

// Every month is the latest that has begun, its days are its own, and a year named is that year, in every notation of both
// languages and on days all over the year.
func TestEveryMonthLookedBackOn(t *testing.T) {
	t.Parallel()
	days := func(from, to time.Time) string { return from.Format(dateLayout) + ".." + to.Format(dateLayout) }
	for _, today := range []time.Month{time.January, time.March, time.August, time.December} {
		now := time.Date(2026, today, 23, 9, 30, 0, 0, wednesday.Location())
		for month := time.January; month <= time.December; month++ {
			year := now.Year()
			if month > now.Month() {
				year--
			}
			date := func(year, day int) time.Time { return time.Date(year, month, day, 0, 0, 0, 0, now.Location()) }
			whole := func(year int) string { return days(date(year, 1), date(year, 1).AddDate(0, 1, -1)) }
			name, short, n, han := month.String(), month.String()[:3], int(month), inChinese(int(month))
			if month == time.February {
				han = "二"
			}
			wantPeriod(t, now, whole(year), name, "statement for "+name, "the bill of "+short+" please", strings.ToLower(name), name+"'s statement",
				fmt.Sprintf("%d月", n), han+"月", fmt.Sprintf("%d月份的账", n), "我"+han+"月份欠多少", han+"月对账")
			wantPeriod(t, now, whole(2024), name+" 2024", short+" 2024", "statement "+name+", 2024", "2024年"+han+"月", fmt.Sprintf("24年%d月的账", n))
			wantPeriod(t, now, whole(2025), name+" last year", "去年"+han+"月", fmt.Sprintf("去年%d月份", n), name+" of 2025")
			wantPeriod(t, now, days(date(year, 1), date(year, 15)), name+" 1 to 15", name+" 1st to 15th", "from "+name+" 1 to "+name+" 15",
				"1-15 "+name, "1 to 15 "+name, "from the 1st to the 15th of "+name, "1–15 "+short, fmt.Sprintf("%d月1号到15号", n), fmt.Sprintf("%d月1日-15日", n),
				han+"月一号到十五号", fmt.Sprintf("%d月1到15号的账", n), fmt.Sprintf("%d月1号到%d月15号", n, n), fmt.Sprintf("%d/1-%d/15", n, n), fmt.Sprintf("%d.1到%d.15", n, n))
			wantPeriod(t, now, days(date(year, 5), date(year, 5)), name+" 5", "5 "+name, "the 5th of "+name, name+" 5th", fmt.Sprintf("%d月5号", n), han+"月五日")
			wantPeriod(t, now, days(date(year, 1), now), "since "+name, "from "+name+" until now", fmt.Sprintf("%d月到现在", n), "从"+han+"月起", han+"月以来")
		}
	}
}

func TestPeriods(t *testing.T) {
	t.Parallel()
	monday := at(t, "2026-11-23 09:30")
	for want, said := range map[string][]string{
		"2026-11-23..2026-11-23":                        {"today", "今天", "今天的账"},
		"2026-11-22..2026-11-22":                        {"yesterday", "what did I take yesterday", "昨天", "昨天的账单", "尋日"},
		"2026-11-21..2026-11-21":                        {"the day before yesterday", "前天", "saturday's account", "周六的账"},
		"2026-11-23..2026-11-29":                        {"this week", "本周", "这个星期", "这礼拜"},
		"2026-11-16..2026-11-22":                        {"last week", "last week's bill", "上周", "上个星期的", "上礼拜", "上個禮拜"},
		"2026-11-09..2026-11-15":                        {"the week before last", "上上周"},
		"2026-11-01..2026-11-30":                        {"this month", "本月", "这个月", "這個月", "这月", "今個月"},
		"2026-10-01..2026-10-31":                        {"last month", "previous month", "上个月", "上月", "上個月", "the month before"},
		"2026-09-01..2026-09-30":                        {"the month before last", "上上个月"},
		"2026-01-01..2026-12-31":                        {"this year", "今年", "2026年"},
		"2025-01-01..2025-12-31":                        {"last year", "去年", "2025年的账"},
		"2026-07-01..2026-09-30":                        {"Q3", "third quarter", "第三季度", "三季度的", "last quarter", "上个季度"},
		"2025-07-01..2025-09-30":                        {"Q3 2025", "third quarter of 2025", "去年第三季度"},
		"2026-01-01..2026-06-30":                        {"the first half of the year", "上半年", "今年上半年", "1-6月", "January to June", "一到六月", "1月到6月"},
		"2026-11-01..2026-11-15":                        {"上半月", "from the 1st to the 15th", "the 1st to the 15th", "1号到15号", "一号到十五号", "1-15号", "1到15日", "between the 1st and the 15th"},
		"2026-11-17..2026-11-23":                        {"last 7 days", "the past seven days", "past week", "最近7天", "最近七天", "近一周", "近7天的账", "最近一个星期"},
		"2026-08-24..2026-11-23":                        {"last 3 months", "最近三个月", "近3个月"},
		"2026-11-09..2026-11-23":                        {"last 15 days", "最近半个月", "近15天"},
		"2026-05-24..2026-11-23":                        {"past half year", "近半年", "last six months"},
		"2025-11-24..2026-11-23":                        {"past year", "最近一年", "last 12 months"},
		"2026-10-01..2026-10-15":                        {"2026-10-01 to 2026-10-15", "2026/10/1-2026/10/15", "10-1到10-15", "2026年10月1日至10月15日", "10月1号到15号"},
		"2026-10-15..2026-11-15":                        {"10月15到11月15", "October 15 to November 15", "15 Oct - 15 Nov"},
		"2026-10-20..2026-11-05":                        {"the 20th of October to the 5th", "10月20号到5号"},
		"2025-12-01..2026-01-31":                        {"December to January", "12月到1月", "去年12月到今年1月"},
		"2025-12-31..2025-12-31":                        {"Dec 31", "12月31号", "31/12", "2025-12-31"},
		"2026-10-01..2026-11-23":                        {"since the 1st of October", "从国庆到现在", "国庆以来", "10月1号至今", "since October", "from October to now", "十月到现在", "从10月1号起"},
		"2026-11-16..2026-11-23":                        {"since last Monday", "上周一到今天", "从上周一算起"},
		"2026-11-16..2026-11-20":                        {"上周一到周五", "from last Monday to Friday"},
		"2026-10-25..2026-10-31":                        {"10月25号到月底", "October 25 to the end of the month"},
		"..2026-11-22":                                  {"up to yesterday", "until yesterday", "截止昨天", "到昨天为止", "到昨天"},
		"..2026-11-23":                                  {"till now", "as of now", "as of today", "到今天为止", "到现在"},
		"..2026-11-20":                                  {"up to the 20th", "截至20号", "到20号为止", "up to Friday"},
		"..2026-11-19":                                  {"20号之前", "20号以前的"},
		"":                                              {"", "now", "我现在欠多少", "may I have my bill", "at last", "the last one", "1,840", "四百六", "欠Meiya 460块", "1-15", "最近生意怎么样", "11点", "第一单", "30 pcs"},
		"2026-09-01..2026-09-30 2026-10-01..2026-10-31": {"不是9月是10月", "September, no, October"},
		"2026-05-01..2026-05-31":                        {"bill for may", "may's bill", "May", "五月份"},
	} {
		wantPeriod(t, monday, want, said...)
	}
	wantPeriod(t, at(t, "2026-11-03 00:00"), "2026-10-05..2026-10-15", "5号到15号")
	wantPeriod(t, at(t, "2026-11-03 23:59"), "2026-10-31..2026-10-31", "31号", "the 31st")
	wantPeriod(t, at(t, "2026-03-01 00:00"), "2026-02-01..2026-02-28", "last month", "上个月", "二月", "February")
	wantPeriod(t, at(t, "2026-03-01 00:00"), "2024-02-29..2024-02-29", "2月29号", "February 29")
	wantPeriod(t, at(t, "2024-02-29 12:00"), "2024-02-01..2024-02-29", "this month", "2月")
	wantPeriod(t, at(t, "2026-01-01 00:00"), "2025-12-01..2025-12-31", "last month", "上个月", "12月", "December")
	wantPeriod(t, at(t, "2026-01-01 00:00"), "2025-10-01..2025-12-31", "last quarter", "上季度", "Q4")
}

// What a period was said with is told, so that the words that an act's role marks can be found.
func TestPeriodsSayWhereTheyStand(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"我跟美雅上个月的账": "上个月", "bill from the 1st to the 15th, please": "from the 1st to the 15th", "that since September": "since September", "截止昨天欠多少": "截止昨天",
	} {
		all := New(village{}).Periods(said, Context{Now: wednesday})
		if len(all) != 1 || said[all[0].Start:all[0].End] != want {
			t.Errorf("%q: %+v", said, all)
		}
	}
}
