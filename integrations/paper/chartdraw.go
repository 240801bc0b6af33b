package paper

import (
	"fmt"
	"image/color"
	"strconv"

	"oldhand/integrations/measure"
)

// A chart is chartWidth pixels wide, which a phone shows at less than half the size; every courier has a row.
const (
	chartWidth = 900
	chartRow   = 60
	chartHead  = 84
	chartFoot  = 118
	chartSize  = 32 // of letters
)

// Where the columns of a chart begin and end.
const (
	chartEdge                 = 24
	chartBars, chartBarsEnd   = 310, 470 // of prices; the price stands behind its bar
	chartDays, chartDaysRight = 620, chartWidth - 48
)

// A chart brings its own white paper, so that it reads alike in a light chat and in a dark one.
var (
	chartInk   = color.RGBA{0x22, 0x2B, 0x38, 0xFF}
	chartGrid  = color.RGBA{0xDD, 0xE2, 0xE8, 0xFF}
	chartDots  = color.RGBA{0x3D, 0x6E, 0x86, 0xFF}
	chartOther = color.RGBA{0xB4, 0xC9, 0xD2, 0xFF}
	chartBest  = color.RGBA{0x0B, 0x7A, 0x60, 0xFF} // the cheapest, number 1
	chartPaper = color.White
)

// chart is a picture being drawn and its two scales.
type chart struct {
	*canvas
	say  Say
	days int         // the scale of days goes from 0 to this
	most measure.Fen // and that of prices to this
	rows int
}

func drawChart(say Say, points []ChartPoint) ([]byte, error) {
	face, err := newFace(chartFont, chartSize)
	if err != nil {
		return nil, fmt.Errorf("draw a chart: %w", err)
	}
	high := chartHead + chartRow*len(points) + chartFoot
	c := &chart{canvas: newCanvas(chartWidth, high, chartPaper, face), say: say, days: 1, most: 1, rows: len(points)}
	for _, p := range points {
		c.days, c.most = max(c.days, p.P90), max(c.most, p.Price)
	}
	c.frame()
	for i, p := range points {
		c.row(i, p)
	}
	return c.png()
}

// write sets words beside a point; see canvas.write.
func (c *chart) write(s string, x, y, anchor float64) { c.canvas.write(chartInk, s, x, y, anchor) }

func (c *chart) x(days int) float64 {
	return chartDays + float64(days)/float64(c.days)*(chartDaysRight-chartDays)
}

// frame draws the titles, the scale of days and what the marks mean.
func (c *chart) frame() {
	c.write(c.say("paper.chart.price"), chartBars, chartHead/2, 0)
	c.write(c.say("paper.chart.days"), chartDays, chartHead/2, 0)
	high := float64(chartRow * c.rows)
	every := c.days/6 + 1
	for day := 0; day <= c.days; day += every {
		c.rectangle(chartGrid, c.x(day)-1, chartHead, 2, high)
		c.write(strconv.Itoa(day), c.x(day), chartHead+high+22, 0.5)
	}
	c.legend(chartHead + high + 82)
}

func (c *chart) legend(y float64) {
	usual, most := c.say("paper.chart.usual"), c.say("paper.chart.most")
	end := float64(chartDaysRight) - c.width(most) - 14
	c.write(most, end+14, y, 0)
	c.spread(end-60, end, y)
	c.write(usual, end-84, y, 1)
	c.dot(end-84-c.width(usual)-24, y)
}

// row draws a courier: its name, its price as a bar, and from the usual day to the one by which nine in ten are there.
func (c *chart) row(i int, p ChartPoint) {
	y := chartHead + chartRow*(float64(i)+0.5)
	c.write(c.fit(p.label(Drawable), chartBars-chartEdge-14), chartEdge, y, 0)
	col := chartOther
	if p.Number == 1 {
		col = chartBest
	}
	wide := max(3, float64(p.Price)/float64(c.most)*(chartBarsEnd-chartBars))
	c.rectangle(col, chartBars, y-15, wide, 30)
	c.write(p.Price.String(), chartBars+wide+12, y, 0)
	if p.P50 == UnknownDays {
		c.write(c.say("paper.chart.unknown"), chartDays+14, y, 0)
		return
	}
	c.spread(c.x(p.P50), c.x(p.P90), y)
	c.dot(c.x(p.P50), y)
}

func (c *chart) dot(x, y float64) { c.disc(chartDots, x, y, 11) }

// spread draws a line from one day to another with a mark at its end.
func (c *chart) spread(from, to, y float64) {
	c.rectangle(chartDots, from, y-2.5, to-from, 5)
	c.rectangle(chartDots, to-2.5, y-14, 5, 28)
}
