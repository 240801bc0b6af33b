// Package paper makes what people look at or print of plain data: charts, contact prints, workbooks, lists with bar codes.
package paper

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"oldhand/integrations/measure"
)

// ChartPrefix begins the key of every chart.
const ChartPrefix = "chart:"

// ErrNoChart says that a key is not one of a chart.
var ErrNoChart = errors.New("no such chart")

const (
	// ChartMost is how many points a chart can have.
	ChartMost = 11
	// chartName is how many characters of a name a key holds.
	chartName = 40
)

// ChartPoint is one courier in a chart of prices and days, by its number in the list beside it.
type ChartPoint struct {
	Number   int
	Price    measure.Fen
	P50, P90 int // days; UnknownDays: nobody says
	Name     string
}

// UnknownDays stand for days that nobody says.
const UnknownDays = -1

// String writes a point as a key holds it.
func (p ChartPoint) String() string {
	name := []rune(strings.NewReplacer(",", " ", ";", " ").Replace(p.Name))
	return fmt.Sprintf("%d,%d,%d,%d,%s", p.Number, p.Price, p.P50, p.P90, string(name[:min(len(name), chartName)]))
}

// ChartKey names the chart of these points, ChartMost of them at most. It holds all that is drawn, in the language of lang
// ("en", "zh"), so the same key always means the same picture.
func ChartKey(lang string, points []ChartPoint) string {
	key := ChartPrefix + lang
	for _, p := range points {
		key += ";" + p.String()
	}
	return key
}

// Picture draws the chart that a key of ChartKey or BarsKey names, as a PNG. say gives what it says itself, in a language.
// Error: ErrNoChart.
func Picture(key string, say func(lang, code string) string) ([]byte, error) {
	if strings.HasPrefix(key, barsPrefix) {
		return drawBars(key)
	}
	lang, points, err := readChart(key)
	if err != nil {
		return nil, err
	}
	return drawChart(func(code string) string { return say(lang, code) }, points)
}

func readChart(key string) (lang string, points []ChartPoint, err error) {
	body, ok := strings.CutPrefix(key, ChartPrefix)
	lang, body, _ = strings.Cut(body, ";")
	items := strings.Split(body, ";")
	if !ok || len(items) > ChartMost || !slices.Contains([]string{"en", "zh"}, lang) {
		return "", nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
	}
	points = make([]ChartPoint, len(items))
	for i, item := range items {
		if points[i], ok = readPoint(item); !ok {
			return "", nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
		}
	}
	return lang, points, nil
}

func readPoint(item string) (p ChartPoint, ok bool) {
	fields := strings.Split(item, ",")
	if len(fields) != 5 || len([]rune(fields[4])) > chartName {
		return p, false
	}
	var n [4]int64
	for i := range n {
		if n[i] = UnknownDays; i >= 2 && fields[i] == strconv.Itoa(UnknownDays) {
			continue
		}
		if n[i], ok = readCount(fields[i], chartLimits[i]); !ok {
			return p, false
		}
	}
	return ChartPoint{int(n[0]), measure.Fen(n[1]), int(n[2]), int(max(n[2], n[3])), fields[4]}, true
}

// maxDays bounds the days of a point.
const maxDays = 10_000_000

// chartLimits bound the numbers of a point: its own, its price and its days.
var chartLimits = [4]int64{9999, 1e10, maxDays, maxDays}

// readCount reads a whole number from 0 to most.
func readCount(s string, most int64) (n int64, ok bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && !strings.HasPrefix(s, "+") && n >= 0 && n <= most
}

// label is how a chart calls a point; a name with a letter that the chart cannot draw is left to the list beside it.
func (p ChartPoint) label(drawable func(string) bool) string {
	if !drawable(p.Name) {
		return strconv.Itoa(p.Number)
	}
	return strings.TrimSpace(strconv.Itoa(p.Number) + " " + p.Name)
}
