package courier

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/fogleman/gg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"

	"oldhand/integrations/amount"
)

// ChartPrefix begins the key of every chart.
const ChartPrefix = "chart:"

// ErrNoChart says that a key is not one that ChartKey made.
var ErrNoChart = errors.New("no such chart")

// chartMost is how many couriers a chart can show so that their numbers can still be read.
const chartMost = 60

// chartPoint is one courier in a chart, by its number in the list beside it.
type chartPoint struct {
	number   int
	price    amount.Fen
	p50, p90 int // days
}

// ChartKey names the chart of price against days of quotes, numbered from 1 in their order. It holds all that is drawn,
// so the same key always means the same picture. Couriers whose days are not known are left out; empty: fewer than two
// are left.
func ChartKey(quotes []Quote) string {
	var points []string
	for i, q := range quotes[:min(len(quotes), chartMost)] {
		if q.P50 == nil && q.P90 == nil {
			continue
		}
		p50, p90 := q.P50, q.P90
		if p50 == nil {
			p50 = p90
		}
		if p90 == nil {
			p90 = p50
		}
		points = append(points, fmt.Sprintf("%d,%d,%d,%d", i+1, q.Price, *p50, *p90))
	}
	if len(points) < 2 {
		return ""
	}
	return ChartPrefix + strings.Join(points, ";")
}

// Picture draws the chart that a key names, as a PNG. The numbers are those of the list beside it, so it needs no
// letters that a machine may lack. Error: ErrNoChart.
func (c *Couriers) Picture(_ context.Context, key string) ([]byte, error) {
	if strings.HasPrefix(key, briefPrefix) {
		return briefPicture(key)
	}
	points, err := readChart(key)
	if err != nil {
		return nil, err
	}
	return drawChart(points)
}

func readChart(key string) ([]chartPoint, error) {
	body, ok := strings.CutPrefix(key, ChartPrefix)
	items := strings.Split(body, ";")
	if !ok || len(items) > chartMost {
		return nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
	}
	points := make([]chartPoint, len(items))
	for i, item := range items {
		fields := strings.Split(item, ",")
		var n [4]int64
		ok := len(fields) == len(n)
		for j := 0; ok && j < len(n); j++ {
			var err error
			n[j], err = readCount(fields[j], maxDayCount*1000)
			ok = err == nil
		}
		if !ok {
			return nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
		}
		points[i] = chartPoint{int(n[0]), amount.Fen(n[1]), int(n[2]), int(max(n[2], n[3]))}
	}
	return points, nil
}

// A chart is chartWidth by chartHeight pixels, which a phone shows without scrolling.
const (
	chartWidth, chartHeight = 900, 640
	chartLeft, chartRight   = 120, 40
	chartTop, chartBottom   = 50, 90
	chartDot                = 17
	chartTicks              = 6 // on the axis of prices, at most
)

var (
	chartInk   = color.RGBA{0x22, 0x2B, 0x38, 0xFF}
	chartGrid  = color.RGBA{0xDD, 0xE2, 0xE8, 0xFF}
	chartDots  = color.RGBA{0x1F, 0x6F, 0xB5, 0xFF}
	chartBest  = color.RGBA{0xC9, 0x3A, 0x2B, 0xFF} // the cheapest, number 1
	chartPaper = color.White
)

// chart is a picture being drawn and its two scales.
type chart struct {
	*gg.Context
	days      int        // the axis of days goes from 0 to this
	low, high amount.Fen // the axis of prices goes from one to the other
	step      amount.Fen
	dots      [][2]float64 // where dots are already
}

func drawChart(points []chartPoint) ([]byte, error) {
	face, err := chartFace()
	if err != nil {
		return nil, fmt.Errorf("draw a chart: %w", err)
	}
	c := &chart{Context: gg.NewContext(chartWidth, chartHeight)}
	c.SetFontFace(face)
	c.scale(points)
	c.axes()
	for _, p := range points {
		c.spread(p)
	}
	for _, p := range points {
		c.dot(p)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, c.Image()); err != nil {
		return nil, fmt.Errorf("draw a chart: %w", err)
	}
	return out.Bytes(), nil
}

// scale makes room for the latest day, and for all prices: the differences matter, so the axis need not begin at 0.
func (c *chart) scale(points []chartPoint) {
	c.days, c.step = 1, 1
	c.low, c.high = points[0].price, points[0].price
	for _, p := range points {
		c.days, c.low, c.high = max(c.days, p.p90), min(c.low, p.price), max(c.high, p.price)
	}
	for i := 0; (c.high-c.low)/c.step >= chartTicks; i++ { // 1, 2, 5, 10, 20, 50, ...
		c.step = c.step * []amount.Fen{2, 5, 2}[i%3] / []amount.Fen{1, 2, 1}[i%3]
	}
	c.low = c.low / c.step * c.step
	c.high = (c.high/c.step + 1) * c.step
}

func (c *chart) x(days int) float64 {
	return chartLeft + float64(days)/float64(c.days)*(chartWidth-chartLeft-chartRight)
}

func (c *chart) y(price amount.Fen) float64 {
	return chartHeight - chartBottom - float64(price-c.low)/float64(c.high-c.low)*(chartHeight-chartTop-chartBottom)
}

func (c *chart) axes() {
	c.SetColor(chartPaper)
	c.Clear()
	c.SetLineWidth(2)
	for price := c.low; price <= c.high; price += c.step {
		c.rule(c.x(0), c.y(price), c.x(c.days), c.y(price))
		c.DrawStringAnchored("¥"+strings.TrimSuffix(price.String(), ".00"), chartLeft-14, c.y(price), 1, 0.36)
	}
	every := c.days/12 + 1
	for day := 0; day <= c.days; day += every {
		c.rule(c.x(day), c.y(c.low), c.x(day), c.y(c.high))
		c.DrawStringAnchored("+"+strconv.Itoa(day), c.x(day), c.y(c.low)+36, 0.5, 0.36)
	}
}

// rule draws a line of the grid, and leaves the ink for its label.
func (c *chart) rule(x1, y1, x2, y2 float64) {
	c.SetColor(chartGrid)
	c.DrawLine(x1, y1, x2, y2)
	c.Stroke()
	c.SetColor(chartInk)
}

// spread draws the line from the usual day to the one by which nine in ten are there.
func (c *chart) spread(p chartPoint) {
	c.SetColor(chartDots)
	c.SetLineWidth(4)
	c.DrawLine(c.x(p.p50), c.y(p.price), c.x(p.p90), c.y(p.price))
	c.Stroke()
	c.DrawLine(c.x(p.p90), c.y(p.price)-9, c.x(p.p90), c.y(p.price)+9)
	c.Stroke()
}

// dot draws a courier's number at its usual day and price, or beside the dots that are there already.
func (c *chart) dot(p chartPoint) {
	x, y := c.x(p.p50), c.y(p.price)
	for slices.ContainsFunc(c.dots, func(at [2]float64) bool { return math.Hypot(at[0]-x, at[1]-y) < 2*chartDot }) {
		x += chartDot
	}
	c.dots = append(c.dots, [2]float64{x, y})
	c.SetColor(chartDots)
	if p.number == 1 {
		c.SetColor(chartBest)
	}
	c.DrawCircle(x, y, chartDot)
	c.Fill()
	c.SetColor(chartPaper)
	c.DrawStringAnchored(strconv.Itoa(p.number), x, y, 0.5, 0.36)
}

// chartFont is parsed once; a face keeps state while it draws, so every chart has its own.
var chartFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(gobold.TTF) })

func chartFace() (font.Face, error) {
	parsed, err := chartFont()
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: 22, DPI: 72, Hinting: font.HintingFull})
}
