package courier

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"oldhand/integrations/amount"
)

// ChartPrefix begins the key of every chart.
const ChartPrefix = "chart:"

// ErrNoChart says that a key is not one that ChartKey made.
var ErrNoChart = errors.New("no such chart")

const (
	// chartMost is how many of the cheapest couriers a chart shows; one more may be the quickest.
	chartMost = 10
	// chartFar is how many times the cheapest price a courier's may be to be worth comparing: freight is far off.
	chartFar = 4
	// chartName is how many characters of a name a key holds.
	chartName = 40
)

// chartPoint is one courier in a chart, by its number in the list beside it.
type chartPoint struct {
	number   int
	price    amount.Fen
	p50, p90 int // days; unknownDays: nobody says
	name     string
}

// unknownDays stand for days that nobody says.
const unknownDays = -1

// String writes a point as a key holds it.
func (p chartPoint) String() string {
	return fmt.Sprintf("%d,%d,%d,%d,%s", p.number, p.price, p.p50, p.p90, p.name)
}

// ChartKey names the chart of prices and days of quotes, numbered from 1 in their order: the cheapest, and the quickest
// where it is not among them. It holds all that is drawn, in the language of lang ("en", "zh"), so the same key always
// means the same picture. Empty: fewer than two are worth comparing.
func ChartKey(quotes []Quote, lang string) string {
	var points []string
	quickest := Quickest(quotes)
	for i, q := range quotes {
		near := len(points) < chartMost && q.Price <= quotes[0].Price*chartFar
		if near || i == quickest {
			points = append(points, pointOf(i+1, q, chartLabel(quotes, i, lang)).String())
		}
	}
	if len(points) < 2 {
		return ""
	}
	return ChartPrefix + lang + ";" + strings.Join(points, ";")
}

// Quickest is the index of the quote that is there first, by the days in which nine in ten are, then by price; -1 where
// nobody says.
func Quickest(quotes []Quote) int {
	best := -1
	for i, q := range quotes {
		_, p90 := q.Days()
		if p90 == nil {
			continue
		}
		if best >= 0 {
			if _, least := quotes[best].Days(); *least <= *p90 {
				continue
			}
		}
		best = i
	}
	return best
}

func pointOf(number int, q Quote, name string) chartPoint {
	p := chartPoint{number, q.Price, unknownDays, unknownDays, name}
	p50, p90 := q.Days()
	if first := cmp.Or(p50, p90); first != nil {
		p.p50, p.p90 = *first, max(*first, *cmp.Or(p90, p50))
	}
	return p
}

// chartLabel is a courier's name, with its service where the courier has several among the quotes.
func chartLabel(quotes []Quote, i int, lang string) string {
	q := quotes[i]
	name := ShortName(q.Courier, lang)
	for j, other := range quotes {
		if j != i && other.Courier == q.Courier {
			name += " " + ServiceName(q.Courier, q.Service, lang)
			break
		}
	}
	name = strings.NewReplacer(",", " ", ";", " ").Replace(name)
	return string([]rune(name)[:min(len([]rune(name)), chartName)])
}

// Picture draws the chart that a key names, as a PNG. Error: ErrNoChart.
func (c *Couriers) Picture(_ context.Context, key string) ([]byte, error) {
	if strings.HasPrefix(key, briefPrefix) {
		return briefPicture(key)
	}
	lang, points, err := readChart(key)
	if err != nil {
		return nil, err
	}
	return drawChart(lang, points)
}

func readChart(key string) (lang string, points []chartPoint, err error) {
	body, ok := strings.CutPrefix(key, ChartPrefix)
	lang, body, _ = strings.Cut(body, ";")
	items := strings.Split(body, ";")
	if !ok || len(items) > chartMost+1 || !slices.Contains([]string{"en", "zh"}, lang) {
		return "", nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
	}
	points = make([]chartPoint, len(items))
	for i, item := range items {
		if points[i], ok = readPoint(item); !ok {
			return "", nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
		}
	}
	return lang, points, nil
}

func readPoint(item string) (p chartPoint, ok bool) {
	fields := strings.Split(item, ",")
	if len(fields) != 5 || len([]rune(fields[4])) > chartName {
		return p, false
	}
	var n [4]int64
	for i := range n {
		if n[i] = unknownDays; i >= 2 && fields[i] == strconv.Itoa(unknownDays) {
			continue
		}
		var err error
		if n[i], err = readCount(fields[i], chartLimits[i]); err != nil {
			return p, false
		}
	}
	return chartPoint{int(n[0]), amount.Fen(n[1]), int(n[2]), int(max(n[2], n[3])), fields[4]}, true
}

// chartLimits bound the numbers of a point: its own, its price and its days.
var chartLimits = [4]int64{9999, int64(maxPrice) * 1000, maxDayCount, maxDayCount}

// label is how a chart calls a point; a name with a letter that the chart cannot draw is left to the list beside it.
func (p chartPoint) label(drawable func(string) bool) string {
	if !drawable(p.name) {
		return strconv.Itoa(p.number)
	}
	return strings.TrimSpace(strconv.Itoa(p.number) + " " + p.name)
}
