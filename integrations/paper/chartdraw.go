package paper

import (
	"bytes"
	_ "embed"
	"fmt"
	"image/color"
	"image/png"
	"strconv"
	"strings"
	"sync"

	"github.com/fogleman/gg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"

	"oldhand/integrations/measure"
	"oldhand/integrations/table"
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

var (
	chartInk   = color.RGBA{0x22, 0x2B, 0x38, 0xFF}
	chartGrid  = color.RGBA{0xDD, 0xE2, 0xE8, 0xFF}
	chartDots  = color.RGBA{0x3D, 0x6E, 0x86, 0xFF}
	chartOther = color.RGBA{0xB4, 0xC9, 0xD2, 0xFF}
	chartBest  = color.RGBA{0x0B, 0x7A, 0x60, 0xFF} // the cheapest, number 1
	chartPaper = color.White
)

// chartWords are what a chart says itself.
var chartWords = struct{ price, days, usual, most, unknown table.Words }{
	table.Both("Price, yuan", "价格（元）"), table.Both("Days", "几天到"), table.Both("usual", "一般"), table.Both("9 of 10 there", "九成到"),
	table.Both("not known", "说不清"),
}

// chart is a picture being drawn and its two scales.
type chart struct {
	*gg.Context
	lang string
	days int         // the scale of days goes from 0 to this
	most measure.Fen // and that of prices to this
	rows int
}

func drawChart(lang string, points []ChartPoint) ([]byte, error) {
	face, err := chartFace()
	if err != nil {
		return nil, fmt.Errorf("draw a chart: %w", err)
	}
	c := &chart{Context: gg.NewContext(chartWidth, chartHead+chartRow*len(points)+chartFoot), lang: lang, days: 1, most: 1, rows: len(points)}
	for _, p := range points {
		c.days, c.most = max(c.days, p.P90), max(c.most, p.Price)
	}
	c.SetFontFace(face)
	c.frame()
	for i, p := range points {
		c.row(i, p)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, c.Image()); err != nil {
		return nil, fmt.Errorf("draw a chart: %w", err)
	}
	return out.Bytes(), nil
}

// write sets words beside a point: anchor 0 begins there, 1 ends there.
func (c *chart) write(s string, x, y, anchor float64) {
	c.SetColor(chartInk)
	c.DrawStringAnchored(s, x, y, anchor, 0.31)
}

func (c *chart) x(days int) float64 {
	return chartDays + float64(days)/float64(c.days)*(chartDaysRight-chartDays)
}

// frame draws the titles, the scale of days and what the marks mean.
func (c *chart) frame() {
	c.SetColor(chartPaper)
	c.Clear()
	c.write(chartWords.price.In(c.lang), chartBars, chartHead/2, 0)
	c.write(chartWords.days.In(c.lang), chartDays, chartHead/2, 0)
	bottom := float64(chartHead + chartRow*c.rows)
	every := c.days/6 + 1
	for day := 0; day <= c.days; day += every {
		c.SetColor(chartGrid)
		c.SetLineWidth(2)
		c.DrawLine(c.x(day), chartHead, c.x(day), bottom)
		c.Stroke()
		c.write(strconv.Itoa(day), c.x(day), bottom+22, 0.5)
	}
	c.legend(bottom + 82)
}

func (c *chart) legend(y float64) {
	usual, most := chartWords.usual.In(c.lang), chartWords.most.In(c.lang)
	wide, _ := c.MeasureString(most)
	end := float64(chartDaysRight) - wide - 14
	c.write(most, end+14, y, 0)
	c.spread(end-60, end, y)
	wide, _ = c.MeasureString(usual)
	c.write(usual, end-84, y, 1)
	c.dot(end-84-wide-24, y)
}

// row draws a courier: its name, its price as a bar, and from the usual day to the one by which nine in ten are there.
func (c *chart) row(i int, p ChartPoint) {
	y := chartHead + chartRow*(float64(i)+0.5)
	c.write(c.fit(p.label(Drawable), chartBars-chartEdge-14), chartEdge, y, 0)
	c.SetColor(chartOther)
	if p.Number == 1 {
		c.SetColor(chartBest)
	}
	wide := max(3, float64(p.Price)/float64(c.most)*(chartBarsEnd-chartBars))
	c.DrawRectangle(chartBars, y-15, wide, 30)
	c.Fill()
	c.write(p.Price.String(), chartBars+wide+12, y, 0)
	if p.P50 == UnknownDays {
		c.write(chartWords.unknown.In(c.lang), chartDays+14, y, 0)
		return
	}
	c.spread(c.x(p.P50), c.x(p.P90), y)
	c.dot(c.x(p.P50), y)
}

func (c *chart) dot(x, y float64) {
	c.SetColor(chartDots)
	c.DrawCircle(x, y, 11)
	c.Fill()
}

// spread draws a line from one day to another with a mark at its end.
func (c *chart) spread(from, to, y float64) {
	c.SetColor(chartDots)
	c.SetLineWidth(5)
	c.DrawLine(from, y, to, y)
	c.DrawLine(to, y-12, to, y+12)
	c.Stroke()
}

// fit cuts a text to a width.
func (c *chart) fit(s string, room float64) string {
	if wide, _ := c.MeasureString(s); wide <= room {
		return s
	}
	letters := []rune(s)
	for len(letters) > 0 {
		letters = letters[:len(letters)-1]
		short := strings.TrimSpace(string(letters)) + "…"
		if wide, _ := c.MeasureString(short); wide <= room {
			return short
		}
	}
	return ""
}

// chartLetters are the letters of a chart; data/README.md says where they are from.
//
//go:embed data/chart.otf
var chartLetters []byte

// chartFont is parsed once; a face keeps state while it draws, so every chart has its own.
var chartFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(chartLetters) })

func chartFace() (font.Face, error) {
	parsed, err := chartFont()
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: chartSize, DPI: 72, Hinting: font.HintingFull})
}

// Drawable says that a chart has all the letters of a text.
func Drawable(s string) bool {
	parsed, err := chartFont()
	if err != nil {
		return false
	}
	var buffer sfnt.Buffer
	for _, r := range s {
		if glyph, err := parsed.GlyphIndex(&buffer, r); err != nil || glyph == 0 {
			return false
		}
	}
	return true
}
