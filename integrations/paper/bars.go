package paper

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"oldhand/integrations/measure"
)

// barsPrefix begins the key of every chart of bars, within those of charts.
const barsPrefix = ChartPrefix + "brief:"

// MaxBars is how many bars a chart can have.
const MaxBars = 10

// barHigh is how high a bar is, in pixels, with the room round it.
const barHigh, barRoom = 30, 48

// Bar is what was paid to one courier, and how much of it was too much.
type Bar struct{ Paid, Over measure.Fen }

// BarsKey names the chart of bars, numbered from 1, MaxBars of them at most. It holds all that is drawn.
func BarsKey(bars []Bar) string {
	items := make([]string, len(bars))
	for i, b := range bars {
		items[i] = fmt.Sprintf("%d,%d", b.Paid, b.Over)
	}
	return barsPrefix + strings.Join(items, ";")
}

// drawBars draws the chart that a key names, as a PNG; the numbers are those of the list beside it. Error: ErrNoChart.
func drawBars(key string) ([]byte, error) {
	bars, err := readBars(key)
	if err != nil {
		return nil, err
	}
	face, err := newFace(chartFont, chartSize)
	if err != nil {
		return nil, fmt.Errorf("draw bars: %w", err)
	}
	c := newCanvas(chartWidth, 2*barRoom+barRoom*len(bars), chartPaper, face)
	fen := perFen(c, bars)
	for i, b := range bars {
		c.bar(i, b, fen)
	}
	return c.png()
}

// Bars begin at barLeft; barGap is the room before and behind an amount.
const barLeft, barGap = 70, 14

// perFen is how many pixels a fen is wide, so that the amounts behind all bars still fit.
func perFen(c *canvas, bars []Bar) float64 {
	fen := math.Inf(1)
	for _, b := range bars {
		fen = min(fen, max(0, chartWidth-barLeft-2*barGap-c.width(b.label()))/float64(max(b.Paid, 1)))
	}
	return fen
}

// label is both amounts of a bar.
func (b Bar) label() string {
	if b.Over == 0 {
		return "¥" + b.Paid.String()
	}
	return "¥" + b.Paid.String() + "  (" + b.Over.String() + ")"
}

// barOver is the part of a bar that was too much.
var barOver = color.RGBA{0xC9, 0x3A, 0x2B, 0xFF}

// bar draws a courier's bar, what was too much at its end in another colour, and both amounts behind it.
func (c *canvas) bar(i int, b Bar, fen float64) {
	wide := func(f measure.Fen) float64 { return float64(f) * fen }
	top := float64(barRoom + i*barRoom)
	c.rectangle(chartDots, barLeft, top, wide(b.Paid-b.Over), barHigh)
	c.rectangle(barOver, barLeft+wide(b.Paid-b.Over), top, wide(b.Over), barHigh)
	c.write(chartInk, strconv.Itoa(i+1), barLeft-16, top+barHigh/2, 1)
	c.write(chartInk, b.label(), barLeft+wide(b.Paid)+barGap, top+barHigh/2, 0)
}

func readBars(key string) ([]Bar, error) {
	body, ok := strings.CutPrefix(key, barsPrefix)
	items := strings.Split(body, ";")
	if !ok || len(items) > MaxBars {
		return nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
	}
	bars := make([]Bar, len(items))
	for i, item := range items {
		paid, over, _ := strings.Cut(item, ",")
		p, ok := readCount(paid, maxPaid)
		if !ok {
			return nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
		}
		o, ok := readCount(over, p)
		if !ok {
			return nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
		}
		bars[i] = Bar{measure.Fen(p), measure.Fen(o)}
	}
	return bars, nil
}

// maxPaid bounds what a bar can stand for.
const maxPaid = 1e15
