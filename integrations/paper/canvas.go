package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// canvas is a picture being drawn: filled shapes with smooth edges, and letters of one face. Coordinates are pixels from
// the top left.
type canvas struct {
	*image.RGBA
	face  font.Face
	shape vector.Rasterizer
}

// newCanvas gives a canvas of one colour. A face keeps state while it draws, so every canvas needs its own.
func newCanvas(width, height int, paper color.Color, face font.Face) *canvas {
	c := &canvas{RGBA: image.NewRGBA(image.Rect(0, 0, width, height)), face: face}
	draw.Draw(c.RGBA, c.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	return c
}

// fill draws the shape that trace lays out within a rectangle. Trace gets the rectangle's corner in the shape's own
// coordinates, which begin at a whole pixel.
func (c *canvas) fill(col color.Color, x, y, wide, high float64, trace func(x, y float32)) {
	left, top := math.Floor(x), math.Floor(y)
	area := image.Rect(int(left), int(top), int(math.Ceil(x+wide)), int(math.Ceil(y+high)))
	if area.Empty() {
		return
	}
	c.shape.Reset(area.Dx(), area.Dy())
	trace(float32(x-left), float32(y-top))
	mask := image.NewAlpha(area) // the rasterizer itself does not stop at the picture's edge
	c.shape.Draw(mask, area, image.Opaque, image.Point{})
	draw.DrawMask(c.RGBA, area, image.NewUniform(col), image.Point{}, mask, area.Min, draw.Over)
}

// rectangle fills a rectangle.
func (c *canvas) rectangle(col color.Color, x, y, wide, high float64) {
	c.fill(col, x, y, wide, high, func(x, y float32) {
		right, bottom := x+float32(wide), y+float32(high)
		c.shape.MoveTo(x, y)
		c.shape.LineTo(right, y)
		c.shape.LineTo(right, bottom)
		c.shape.LineTo(x, bottom)
		c.shape.ClosePath()
	})
}

// disc fills a circle round a point.
func (c *canvas) disc(col color.Color, x, y, radius float64) {
	const bend = 0.5522847 // of the four curves that are nearest to a circle, in radiuses
	c.fill(col, x-radius, y-radius, 2*radius, 2*radius, func(x, y float32) {
		r := float32(radius)
		k := r * bend
		x, y = x+r, y+r
		c.shape.MoveTo(x, y-r)
		c.shape.CubeTo(x+k, y-r, x+r, y-k, x+r, y)
		c.shape.CubeTo(x+r, y+k, x+k, y+r, x, y+r)
		c.shape.CubeTo(x-k, y+r, x-r, y+k, x-r, y)
		c.shape.CubeTo(x-r, y-k, x-k, y-r, x, y-r)
		c.shape.ClosePath()
	})
}

// write sets words beside a point, at half the height of their capitals: anchor 0 begins there, 1 ends there.
func (c *canvas) write(col color.Color, s string, x, y, anchor float64) {
	d := font.Drawer{Dst: c.RGBA, Src: image.NewUniform(col), Face: c.face}
	d.Dot.X = fixed.Int26_6((x - anchor*c.width(s)) * 64)
	d.Dot.Y = fixed.Int26_6(y*64) + c.face.Metrics().CapHeight/2
	d.DrawString(s)
}

// width is how wide words are.
func (c *canvas) width(s string) float64 { return float64(font.MeasureString(c.face, s)) / 64 }

// png gives the picture as a file.
func (c *canvas) png() ([]byte, error) {
	var out bytes.Buffer
	if err := png.Encode(&out, c.RGBA); err != nil {
		return nil, fmt.Errorf("write a picture: %w", err)
	}
	return out.Bytes(), nil
}
