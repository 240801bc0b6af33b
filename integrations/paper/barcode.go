package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
)

// A bar code is barWidth by barHeight pixels with barQuiet white ones at either end: scanners find no code without.
const (
	barModule = 2
	barHeight = 44
	barQuiet  = 20
)

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
