package courier

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"math"
	"strconv"
	"strings"

	"github.com/fogleman/gg"

	"oldhand/integrations/amount"
)

// briefPrefix begins the key of every picture of a brief, within those of charts.
const briefPrefix = ChartPrefix + "brief:"

// briefBar is how high a courier's bar is, in pixels, with the room round it.
const briefBar, briefRoom = 30, 48

// bar is what was paid to one courier, and how much of it was too much; fen.
type bar struct{ paid, over amount.Fen }

// briefPicture draws the picture that a key names, as a PNG; the numbers are those of the list beside it. Error: ErrNoChart.
func briefPicture(key string) ([]byte, error) {
	bars, err := readBars(key)
	if err != nil {
		return nil, err
	}
	face, err := chartFace()
	if err != nil {
		return nil, fmt.Errorf("draw a brief: %w", err)
	}
	c := gg.NewContext(chartWidth, 2*briefRoom+briefRoom*len(bars))
	c.SetFontFace(face)
	c.SetColor(chartPaper)
	c.Clear()
	fen := perFen(c, bars)
	for i, b := range bars {
		drawBar(c, i, b, fen)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, c.Image()); err != nil {
		return nil, fmt.Errorf("draw a brief: %w", err)
	}
	return out.Bytes(), nil
}

// Bars begin at barLeft; barGap is the room before and behind an amount.
const barLeft, barGap = 70, 14

// perFen is how many pixels a fen is wide, so that the amounts behind all bars still fit.
func perFen(c *gg.Context, bars []bar) float64 {
	fen := math.Inf(1)
	for _, b := range bars {
		label, _ := c.MeasureString(b.label())
		fen = min(fen, max(0, chartWidth-barLeft-2*barGap-label)/float64(max(b.paid, 1)))
	}
	return fen
}

// label is both amounts of a bar.
func (b bar) label() string {
	if b.over == 0 {
		return "¥" + b.paid.String()
	}
	return "¥" + b.paid.String() + "  (" + b.over.String() + ")"
}

// barOver is the part of a bar that was too much.
var barOver = color.RGBA{0xC9, 0x3A, 0x2B, 0xFF}

// drawBar draws a courier's bar, what was too much at its end in another colour, and both amounts behind it.
func drawBar(c *gg.Context, i int, b bar, fen float64) {
	const left = barLeft
	wide := func(f amount.Fen) float64 { return float64(f) * fen }
	top := float64(briefRoom + i*briefRoom)
	c.SetColor(chartDots)
	c.DrawRectangle(left, top, wide(b.paid-b.over), briefBar)
	c.Fill()
	c.SetColor(barOver)
	c.DrawRectangle(left+wide(b.paid-b.over), top, wide(b.over), briefBar)
	c.Fill()
	c.SetColor(chartInk)
	c.DrawStringAnchored(strconv.Itoa(i+1), left-16, top+briefBar/2, 1, 0.36)
	c.DrawStringAnchored(b.label(), left+wide(b.paid)+barGap, top+briefBar/2, 0, 0.36)
}

func readBars(key string) ([]bar, error) {
	body, ok := strings.CutPrefix(key, briefPrefix)
	items := strings.Split(body, ";")
	if !ok || len(items) > briefBars {
		return nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
	}
	bars := make([]bar, len(items))
	for i, item := range items {
		paid, over, _ := strings.Cut(item, ",")
		p, err := readCount(paid, maxPaid)
		if err != nil {
			return nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
		}
		o, err := readCount(over, p)
		if err != nil {
			return nil, fmt.Errorf("%.40q: %w", key, ErrNoChart)
		}
		bars[i] = bar{amount.Fen(p), amount.Fen(o)}
	}
	return bars, nil
}

// maxPaid bounds what a bar can stand for.
const maxPaid = 1e15
