package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Festival is a day that comes once a year: by the calendar, by the lunar one, as the so-manieth weekday of a month, or
// with a solar term.
type Festival struct {
	Month, Day int
	Lunar      bool
	Nth        int // of the month's weekdays of one name; 0: not so counted
	Weekday    time.Weekday
	Term       int // of the solar terms of a year, the first being that of 6 January; 0: none
	Plus       int // days from there
}

// Festivals are what people call festivals and days of great sales.
var Festivals = read("festivals", readFestival)

// LunarMonths are the months of the lunar year that have a name.
var LunarMonths = read("lunarmonths", strconv.Atoi)

// readFestival reads 12-25, "lunar 8-15", "4 thursday 11", "term 5" and what is counted from them, "lunar 1-1 -1".
func readFestival(s string) (f Festival, err error) {
	fields := strings.Fields(s)
	if last := len(fields) - 1; last > 0 && strings.ContainsAny(fields[last][:1], "+-") {
		if f.Plus, err = strconv.Atoi(fields[last]); err != nil {
			return f, err
		}
		fields = fields[:last]
	}
	switch {
	case len(fields) == 1:
		_, err = fmt.Sscanf(fields[0], "%d-%d", &f.Month, &f.Day)
	case len(fields) == 2 && fields[0] == "lunar":
		f.Lunar = true
		_, err = fmt.Sscanf(fields[1], "%d-%d", &f.Month, &f.Day)
	case len(fields) == 2 && fields[0] == "term":
		f.Term, err = strconv.Atoi(fields[1])
	case len(fields) == 3:
		weekday, known := named(time.Sunday, time.Saturday)[fields[1]]
		if f.Weekday = weekday; !known {
			return f, fmt.Errorf("%q is no weekday", fields[1])
		}
		_, err = fmt.Sscanf(fields[0]+" "+fields[2], "%d %d", &f.Nth, &f.Month)
	default:
		err = fmt.Errorf("%q is no day of a year", s)
	}
	return f, err
}
