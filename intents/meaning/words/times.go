package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Part is a part of the day.
type Part uint8

// The parts of the day, in their order; AnyPart where none is named.
const (
	AnyPart Part = iota
	Dawn
	Morning
	Noon
	Afternoon
	Evening
	Midnight
)

var partNames = map[string]Part{
	"": AnyPart, "dawn": Dawn, "morning": Morning, "noon": Noon, "afternoon": Afternoon, "evening": Evening, "midnight": Midnight,
}

// Parts are what people call the parts of the day.
var Parts = read("parts", oneOf(partNames))

// DayKind says which day a word names.
type DayKind uint8

// A day counted from today, every day, the last one of the month, one gone by, and one that is not said exactly.
const (
	FromToday DayKind = iota
	EveryDay
	MonthEnd
	Past
	Vague
)

// Day is the day that a word names, and the part of it where it names one.
type Day struct {
	Kind DayKind
	Days int // from today
	Part Part
}

// Days are words that name a day by themselves.
var Days = read("days", readDay)

// dayKinds are the kinds of days that have a name of their own in the files.
var dayKinds = map[string]DayKind{"daily": EveryDay, "month-end": MonthEnd, "past": Past, "vague": Vague}

// readDay reads +1, "+0 evening", "daily morning", month-end, past and vague.
func readDay(s string) (Day, error) {
	which, of, _ := strings.Cut(s, " ")
	part, known := partNames[of]
	if !known {
		return Day{}, fmt.Errorf("%q is no part of a day", of)
	}
	if kind, ok := dayKinds[which]; ok {
		return Day{Kind: kind, Part: part}, nil
	}
	days, err := strconv.Atoi(which)
	return Day{Days: days, Part: part}, err
}

// Weekdays are the days of the week; the Chinese ones as they stand behind 周.
var Weekdays = read("weekdays", oneOf(named(time.Sunday, time.Saturday)))

// Months are the months of the year.
var Months = read("months", oneOf(named(time.January, time.December)))

// named gives the names of all from a first up to a last.
func named[V interface {
	~int
	fmt.Stringer
}](first, last V) map[string]V {
	names := map[string]V{}
	for v := first; v <= last; v++ {
		names[strings.ToLower(v.String())] = v
	}
	return names
}

const day = 24 * time.Hour

// Month is a month as a length of time, where it is not counted by the calendar: half of it are fifteen days.
const Month = 30 * day

// Durations are what lengths of time are counted in.
var Durations = read("durations", oneOf(map[string]time.Duration{
	"minute": time.Minute, "quarter": 15 * time.Minute, "hour": time.Hour, "day": day, "week": 7 * day, "fortnight": 14 * day, "month": Month,
}))

// Offset says how a length of time leads to a time.
type Offset uint8

// When it is over, at any time before that, and so long before something.
const (
	After Offset = iota
	Within
	Before
)

// Offsets stand behind a length of time that leads to a time.
var Offsets = read("offsets", oneOf(map[string]Offset{"after": After, "within": Within, "before": Before}))
