package phrases

import (
	"strings"
	"time"

	"oldhand/integrations/measure"
)

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// date names a day in full.
func date(lang Lang, t time.Time) string {
	if lang == Chinese {
		return t.Format("2006年1月2日") + weekdays[t.Weekday()]
	}
	return t.Format("Mon 2 Jan 2006")
}

// day names a day as somebody would who speaks at the moment now, in now's time zone.
func day(lang Lang, t, now time.Time) string {
	t = t.In(now.Location())
	switch apart := daysBetween(now, t); {
	case apart == -1 && lang == Chinese:
		return "昨天"
	case apart == -1:
		return "yesterday"
	case apart == 0 && lang == Chinese:
		return "今天"
	case apart == 0:
		return "today"
	case apart == 1 && lang == Chinese:
		return "明天"
	case apart == 1:
		return "tomorrow"
	case apart == 2 && lang == Chinese:
		return "后天"
	case t.Year() != now.Year():
		return date(lang, t)
	case lang == Chinese:
		return t.Format("1月2日") + weekdays[t.Weekday()]
	}
	return t.Format("Mon 2 Jan")
}

// span names days from one to another, both included, as somebody would who speaks at the moment now. from is zero where they have
// no beginning.
func span(lang Lang, from, to, now time.Time) string {
	first, last := from.Day() == 1, to.AddDate(0, 0, 1).Day() == 1
	sameYear := from.Year() == to.Year()
	sameMonth := sameYear && from.Month() == to.Month()
	switch zh := lang == Chinese; {
	case from.IsZero() && zh:
		return to.Format("截至2006年1月2日")
	case from.IsZero():
		return to.Format("up to 2 Jan 2006")
	case daysBetween(from, to) == 0:
		return day(lang, from, now)
	case first && last && sameMonth && zh:
		return from.Format("2006年1月")
	case first && last && sameMonth:
		return from.Format("January 2006")
	case first && last && sameYear && from.Month() == time.January && to.Month() == time.December && zh:
		return from.Format("2006年")
	case first && last && sameYear && from.Month() == time.January && to.Month() == time.December:
		return from.Format("2006")
	case sameMonth && zh:
		return from.Format("2006年1月2日") + to.Format("–2日")
	case sameMonth:
		return from.Format("2–") + to.Format("2 Jan 2006")
	case sameYear && zh:
		return from.Format("2006年1月2日") + to.Format("–1月2日")
	case sameYear:
		return from.Format("2 Jan – ") + to.Format("2 Jan 2006")
	case zh:
		return from.Format("2006年1月2日") + to.Format("–2006年1月2日")
	}
	return from.Format("2 Jan 2006 – ") + to.Format("2 Jan 2006")
}

// daysBetween counts calendar days, so that neither the hour nor a shift of the clocks matters.
func daysBetween(from, to time.Time) int {
	midnight := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(to).Sub(midnight(from)) / (24 * time.Hour))
}

// weight writes a weight with the units of the language.
func weight(lang Lang, g measure.Grams) string {
	if lang == Chinese {
		return strings.NewReplacer(" kg", "公斤", " g", "克").Replace(g.String())
	}
	return g.String()
}

// weekdaysNamed names days of every week by their numbers, 1 for Monday to 7.
func weekdaysNamed(lang Lang, days string) string {
	if whole := map[string][2]string{
		"1234567": {"every day", "每天"}, "12345": {"Monday to Friday", "周一到周五"}, "67": {"Saturday and Sunday", "周六和周日"},
		"123456": {"Monday to Saturday", "周一到周六"},
	}[days]; whole[0] != "" {
		if lang == Chinese {
			return whole[1]
		}
		return whole[0]
	}
	names := make([]string, len(days))
	for i, n := range days {
		day := time.Weekday(n-'0') % 7
		if names[i] = day.String()[:3]; lang == Chinese {
			names[i] = weekdays[day]
		}
	}
	if lang == Chinese {
		return "每" + strings.Join(names, "、")
	}
	return strings.Join(names, ", ")
}
