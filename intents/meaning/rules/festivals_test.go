package rules

import (
	"strings"
	"testing"
	"time"

	"oldhand/intents/meaning/words"
)

// The lunar festivals stand where the calendars of the Purple Mountain Observatory have them.
func TestLunarFestivals(t *testing.T) {
	t.Parallel()
	for name, days := range map[string]string{
		"春节": "2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12",
		"端午": "2026-06-19 2027-06-09 2028-05-28 2029-06-16 2030-06-05",
		"中秋": "2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12 2031-10-01 2032-09-19",
	} {
		for _, day := range strings.Fields(days) {
			now := at(t, day+" 07:00").AddDate(0, 0, -30)
			if got := orderedFor(t, "A1023来20个，"+name+"拿", now); got.When != day {
				t.Errorf("%s is on %s, want %s", name, got.When, day)
			}
			before := at(t, day+" 07:00").AddDate(0, 0, -1).Format(dateLayout)
			if got := orderedFor(t, "A1023来20个，"+name+"前拿", now); got.When != before {
				t.Errorf("before %s is on %s, want %s", name, got.When, before)
			}
		}
	}
}

// Every festival of the tables is a day within a year and a month from any day, and leaves no words to become goods.
func TestEveryFestivalIsADay(t *testing.T) {
	t.Parallel()
	for name := range words.Festivals.All() {
		for month := range 12 {
			now := time.Date(2026, time.Month(1+month), 15, 10, 0, 0, 0, wednesday.Location())
			said := "20 A1023 on " + name
			if !latin([]rune(name)[0]) {
				said = "A1023来20个，" + name + "拿"
			}
			got := orderedFor(t, said, now)
			day, err := time.ParseInLocation(dateLayout, got.When, now.Location())
			if err != nil || day.Before(now.AddDate(0, 0, -1)) || day.After(now.AddDate(1, 1, 0)) {
				t.Errorf("%q on %s is %q %s", said, now.Format(dateLayout), got.When, got.WhenAsked)
			}
		}
	}
}

// Festivals that name goods are no days.
func TestFestivalsOfGoods(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"圣诞帽来20个", "来点圣诞节的东西看看", "20 Christmas hats", "find xmas lights", "圣诞树", "春节对联10副", "儿童节送小朋友什么好"} {
		m := read(village{}, said, Context{Now: wednesday})
		if p, ok := m.segment(0, len(m.pieces)).first(timePiece); ok {
			t.Errorf("%q is taken for a time: %+v", said, p.when)
		}
	}
}
