package courier

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"time"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"

	"oldhand/integrations/amount"
)

// A bar code is barWidth by barHeight pixels with barQuiet white ones at either end: scanners find no code without.
const (
	barModule = 2
	barHeight = 44
	barQuiet  = 20
)

// sheetTitles are the columns of a hand-over sheet, with their widths.
var sheetTitles = []struct {
	words
	width float64
}{
	{words{"No.", "序号"}, 6}, {words{"Number", "编号"}, 11}, {words{"Bar code", "条码"}, 26}, {words{"Seller", "卖家"}, 14},
	{words{"To", "寄往"}, 30}, {words{"Weight", "重量"}, 10}, {words{"Billed as", "计费重"}, 10}, {words{"Parcels", "件数"}, 8},
	{words{"Each", "单价"}, 9}, {words{"Sum", "小计"}, 10}, {words{"Received", "签收"}, 12},
}

var (
	totalWords = words{"Total", "合计"}
	sheetWords = words{"Hand-over list", "交接单"}
)

// Sheet writes a list as a workbook that is printed on paper 297 mm wide: a row for each number with its bar code, and the
// totals. sellers names who is known; lang ("en", "zh") is the language of the titles.
func (h Handover) Sheet(sent []Sent, sellers map[SellerID]string, lang string) ([]byte, error) {
	w := newWorkbook(sheetWords.in(lang))
	w.row(fmt.Sprintf("%s %s  %s  %s", sheetWords.in(lang), h.ID, CourierName(h.Courier, lang), h.Day.Format(time.DateOnly)))
	titles := make([]any, len(sheetTitles))
	for i, t := range sheetTitles {
		titles[i] = t.in(lang)
		w.width(i+1, t.width)
	}
	w.heavy(titles...)
	count, sum := 0, amount.Fen(0)
	for i, s := range sent {
		all := s.Price.Times(s.Count)
		count, sum = count+s.Count, sum+all
		n := w.row(
			i+1, s.ID.String(), nil, sellers[s.Seller], placeIn(s.To(), lang), s.Weight.String(), s.Billable.String(), s.Count,
			yuanCell(s.Price), yuanCell(all), nil,
		)
		w.barcode(n, 3, s.ID.String())
	}
	w.heavy(totalWords.in(lang), nil, nil, nil, nil, nil, nil, count, nil, yuanCell(sum), nil)
	w.barcode(1, 5, h.ID.String())
	return w.bytes()
}

// placeIn names a place in a language.
func placeIn(p Place, lang string) string {
	if lang == "zh" {
		return p.Name
	}
	return EnglishName(p)
}

// barcodePicture draws a text in Code 128 as a PNG.
func barcodePicture(text string) ([]byte, error) {
	code, err := code128.Encode(text)
	if err != nil {
		return nil, fmt.Errorf("bar code of %q: %w", text, err)
	}
	bars, err := barcode.Scale(code, code.Bounds().Dx()*barModule, barHeight)
	if err != nil {
		return nil, fmt.Errorf("bar code of %q: %w", text, err)
	}
	canvas := image.NewGray(image.Rect(0, 0, bars.Bounds().Dx()+2*barQuiet, barHeight))
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(canvas, bars.Bounds().Add(image.Pt(barQuiet, 0)), bars, image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := png.Encode(&out, canvas); err != nil {
		return nil, fmt.Errorf("bar code of %q: %w", text, err)
	}
	return out.Bytes(), nil
}
