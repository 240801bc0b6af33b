package words

import (
	"fmt"
	"strconv"
	"strings"
)

// Stretch is what a period is made of.
type Stretch uint8

// A period is a day, week, month, quarter or year counted from the present one, so many days or months up to today, or the
// so-manieth quarter or half of a year, or half of a month. Now ends one, and is none by itself.
const (
	Now Stretch = iota
	DayAgo
	WeekAgo
	MonthAgo
	QuarterAgo
	YearAgo
	LastDays
	LastMonths
	QuarterOf
	HalfYear
	HalfMonth
)

var stretches = map[string]Stretch{
	"now": Now, "day": DayAgo, "week": WeekAgo, "month": MonthAgo, "quarter": QuarterAgo, "year": YearAgo, "last-days": LastDays, "last-months": LastMonths,
	"quarter-of": QuarterOf, "half-year": HalfYear, "half-month": HalfMonth,
}

// Period is the days that a word names in looking back: N of them ago, N of them, or the Nth.
type Period struct {
	Stretch Stretch
	N       int
}

// Periods are words that name days or more of them gone by.
var Periods = read("periods", readPeriod)

// readPeriod reads "month 1" (the one before this), "last-days 7", "quarter-of 3".
func readPeriod(s string) (Period, error) {
	name, of, _ := strings.Cut(s, " ")
	stretch, known := stretches[name]
	if !known {
		return Period{}, fmt.Errorf("%q is no period", name)
	}
	n, err := strconv.Atoi(of)
	return Period{stretch, n}, err
}
