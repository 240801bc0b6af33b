package rules

import (
	"testing"
	"time"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04", s, wednesday.Location())
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// TestHoursThatDoNotExist: where the clocks jump over an hour it is the one behind the jump, not one before what was said.
func TestHoursThatDoNotExist(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2027, 3, 13, 20, 0, 0, 0, zone)
	for said, want := range map[string]string{
		"tomorrow 2:30am": "2027-03-14T03:30:00-04:00", "tomorrow 1:30am": "2027-03-14T01:30:00-05:00", "tomorrow 3am": "2027-03-14T03:00:00-04:00",
	} {
		m := read(village{}, said, Context{Now: now})
		if got := m.segment(0, len(m.pieces)).whenText(); got != want {
			t.Errorf("%q is %s, want %s", said, got, want)
		}
	}
}

func TestWhen(t *testing.T) {
	t.Parallel()
	const wed = "2026-11-18 10:00"
	for _, c := range []struct{ now, said, want string }{
		{wed, "today", "2026-11-18"}, {wed, "tomorrow", "2026-11-19"}, {wed, "tmr", "2026-11-19"}, {wed, "tomorow", "2026-11-19"},
		{wed, "day after tomorrow", "2026-11-20"}, {wed, "后天", "2026-11-20"}, {wed, "大后天", "2026-11-21"}, {wed, "明早", "2026-11-19"},
		{wed, "tomorrow morning", "2026-11-19"}, {wed, "this afternoon", "2026-11-18"}, {wed, "今晚", "2026-11-18"},
		{wed, "Friday", "2026-11-20"}, {wed, "周五", "2026-11-20"}, {wed, "Wednesday", "2026-11-18"}, {wed, "Monday", "2026-11-23"},
		{wed, "next Monday", "2026-11-23"}, {wed, "下周一", "2026-11-23"}, {wed, "下周五", "2026-11-27"}, {wed, "下下周一", "2026-11-30"},
		{wed, "礼拜天", "2026-11-22"}, {wed, "星期三上午9点", "2026-11-25T09:00:00+08:00"}, {wed, "周末", "2026-11-21"}, {wed, "by sat", "2026-11-21"},
		{wed, "on the 25th", "2026-11-25"}, {wed, "the 5th", "2026-12-05"}, {wed, "25号", "2026-11-25"}, {wed, "11/25", "2026-11-25"},
		{wed, "11月25日", "2026-11-25"}, {wed, "十一月二十五号", "2026-11-25"}, {wed, "25 Nov", "2026-11-25"}, {wed, "Nov 25th", "2026-11-25"},
		{wed, "1/5", "2027-01-05"}, {wed, "3月1日", "2027-03-01"}, {wed, "2026-12-24", "2026-12-24"}, {wed, "Jan 3, 2027", "2027-01-03"},
		{wed, "at 9", "2026-11-19T09:00:00+08:00"}, {wed, "9am", "2026-11-19T09:00:00+08:00"}, {wed, "at 11", "2026-11-18T11:00:00+08:00"},
		{wed, "at 3", "2026-11-18T15:00:00+08:00"}, {wed, "9:30", "2026-11-19T09:30:00+08:00"}, {wed, "noon", "2026-11-18T12:00:00+08:00"},
		{wed, "明天9点", "2026-11-19T09:00:00+08:00"}, {wed, "今天下午三点", "2026-11-18T15:00:00+08:00"}, {wed, "上午9点半", "2026-11-19T09:30:00+08:00"},
		{wed, "晚上8点", "2026-11-18T20:00:00+08:00"}, {wed, "中午", "2026-11-18T12:00:00+08:00"}, {wed, "下午3点一刻", "2026-11-18T15:15:00+08:00"},
		{wed, "tomorrow at 4 in the afternoon", "2026-11-19T16:00:00+08:00"}, {wed, "half past two", "2026-11-18T14:30:00+08:00"},
		{wed, "quarter to eleven", "2026-11-18T10:45:00+08:00"}, {wed, "today at 9", "2026-11-18T21:00:00+08:00"}, {wed, "16:30", "2026-11-18T16:30:00+08:00"},
		{wed, "明天8:30", "2026-11-19T08:30:00+08:00"}, {wed, "in 20 minutes", "2026-11-18T10:20:00+08:00"}, {wed, "过半小时", "2026-11-18T10:30:00+08:00"},
		{wed, "一个半小时后", "2026-11-18T11:30:00+08:00"}, {wed, "in two days", "2026-11-20"}, {wed, "三天后", "2026-11-21"}, {wed, "3天内", "2026-11-21"},
		{wed, "月底", "2026-11-30"}, {wed, "tomorrow 8.30", "2026-11-19T08:30:00+08:00"}, {wed, "5pm on friday", "2026-11-20T17:00:00+08:00"},
		{"2026-12-31 22:00", "tomorrow", "2027-01-01"}, {"2026-12-31 22:00", "at 9", "2027-01-01T09:00:00+08:00"}, {"2026-12-31 22:00", "后天上午", "2027-01-02"},
		{"2026-12-30 08:00", "1月2号", "2027-01-02"}, {"2026-12-30 08:00", "the 31st", "2026-12-31"}, {"2027-02-10 08:00", "the 30th", "2027-03-30"},
		{"2028-02-28 23:59", "tomorrow", "2028-02-29"}, {"2026-11-22 08:00", "next Monday", "2026-11-23"}, {"2026-11-22 08:00", "周一", "2026-11-23"},
		{"2026-11-20 18:00", "Friday 9am", "2026-11-27T09:00:00+08:00"}, {"2026-11-20 08:00", "Friday 9am", "2026-11-20T09:00:00+08:00"},
		{wed, "这周周五", "2026-11-20"}, {wed, "这个礼拜五", "2026-11-20"}, {wed, "26年12月3日", "2026-12-03"}, {wed, "明年1月3号", "2027-01-03"},
		{wed, "下个月5号", "2026-12-05"}, {wed, "下下月5号", "2027-01-05"}, {wed, "下个月底", "2026-12-31"}, {wed, "半个月后", "2026-12-03"}, {wed, "一个月后", "2026-12-18"},
		{wed, "this coming Wednesday", "2026-11-25"}, {wed, "a week from tomorrow", "2026-11-26"}, {wed, "tomorrow week", "2026-11-26"}, {wed, "in a fortnight", "2026-12-02"},
		{wed, "the first of December", "2026-12-01"}, {wed, "the 5th of next month", "2026-12-05"}, {wed, "two days before Christmas", "2026-12-23"},
		{wed, "on Black Friday", "2026-11-27"}, {wed, "腊月初八拿", "2027-01-15"}, {wed, "一刻钟后", "2026-11-18T10:15:00+08:00"},
		{wed, "半个多小时后", "2026-11-18T10:30:00+08:00"}, {wed, "in three quarters of an hour", "2026-11-18T10:45:00+08:00"}, {wed, "明天24点", "2026-11-20T00:00:00+08:00"},
		{wed, "今晚12点", "2026-11-19T00:00:00+08:00"}, {wed, "今夜零点", "2026-11-19T00:00:00+08:00"}, {wed, "周五半夜12点", "2026-11-21T00:00:00+08:00"},
		{wed, "tonight at 12", "2026-11-19T00:00:00+08:00"}, {wed, "midnight on Friday", "2026-11-21T00:00:00+08:00"},
		{wed, "at midnight tonight", "2026-11-19T00:00:00+08:00"}, {wed, "tonight at midnight", "2026-11-19T00:00:00+08:00"}, {wed, "今晚半夜", "2026-11-19T00:00:00+08:00"}, {wed, "周八拿", ""}, {wed, "24:00", "2026-11-19T00:00:00+08:00"},
		{wed, "明天凌晨零点", "2026-11-19T00:00:00+08:00"}, {wed, "今晚1点", "2026-11-19T01:00:00+08:00"}, {wed, "12am tomorrow", "2026-11-19T00:00:00+08:00"},
		{wed, "5/12/2026", "2026-12-05"}, {wed, "过几天", ""}, {wed, "next month", ""}, {wed, "上周五", ""}, {wed, "last Friday", ""}, {wed, "31/11", ""},
		{"2026-11-18 00:05", "明天", "2026-11-19"}, {"2026-11-18 00:05", "上午8点", "2026-11-18T08:00:00+08:00"},
	} {
		now := at(t, c.now)
		m := read(village{}, c.said, Context{Now: now})
		got := m.segment(0, len(m.pieces)).whenText()
		if got != c.want {
			t.Errorf("%q said on %s is %s, want %s", c.said, c.now, got, c.want)
		}
	}
}

func TestNotTimes(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"sun hat", "便宜一点", "morning", "5 to 10 yuan", "南路1号", "8号线", "may", "10-20 pcs", "十分好看", "at 2 yuan", "ten to twelve mugs", "12-5", "5.12", "open 24/7", "half nine mugs", "0900", "差不多", "前台", "昨天的货"} {
		m := read(village{}, said, Context{Now: wednesday})
		if p, ok := m.segment(0, len(m.pieces)).first(timePiece); ok {
			t.Errorf("%q is taken for a time: %+v", said, p.when)
		}
	}
}

// TestDaysOfWeekdays: a day of a month behind its weekday is that day; where the two differ, which is meant is asked.
func TestDaysOfWeekdays(t *testing.T) {
	t.Parallel()
	parser := New(village{})
	now := at(t, "2026-11-23 09:30")
	for said, want := range map[string]Slots{
		"Monday 30 November":             {When: "2026-11-30"},
		"on Monday 30 November at 11am":  {When: "2026-11-30T11:00:00+08:00"},
		"Friday, Dec 4 at 9:30":          {When: "2026-12-04T09:30:00+08:00"},
		"周六12月5号":                        {When: "2026-12-05"},
		"Tuesday 30 November":            {WhenAsked: VagueTime},
		"Wednesday at 10 in the morning": {When: "2026-11-25T10:00:00+08:00"},
	} {
		got := parser.Pickup(said, Context{Now: now})
		if got.When != want.When || got.WhenAsked != want.WhenAsked {
			t.Errorf("%q is %q (%s), want %q (%s)", said, got.When, got.WhenAsked, want.When, want.WhenAsked)
		}
	}
}
