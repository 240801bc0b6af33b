package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/math/f64"
	"golang.org/x/image/vector"
)

// point is a place on the picture, or a direction.
type point struct{ x, y float64 }

// easel lays out paths and fills or strokes them. What is laid out goes through the transform; the width of a stroke does
// not.
type easel struct {
	picture   *image.RGBA
	transform f64.Aff3
	paths     [][]point // curves are many short lines
}

func newEasel(width, height int) *easel {
	return &easel{picture: image.NewRGBA(image.Rect(0, 0, width, height)), transform: f64.Aff3{1, 0, 0, 0, 1, 0}}
}

// within draws something in coordinates of its own; t gives the place of a point of theirs in those outside.
func (e *easel) within(t f64.Aff3, draw func()) {
	out := e.transform
	e.transform = f64.Aff3{
		out[0]*t[0] + out[1]*t[3], out[0]*t[1] + out[1]*t[4], out[0]*t[2] + out[1]*t[5] + out[2],
		out[3]*t[0] + out[4]*t[3], out[3]*t[1] + out[4]*t[4], out[3]*t[2] + out[4]*t[5] + out[5],
	}
	draw()
	e.transform = out
}

func (e *easel) at(x, y float64) point {
	t := &e.transform
	return point{t[0]*x + t[1]*y + t[2], t[3]*x + t[4]*y + t[5]}
}

func (e *easel) moveTo(x, y float64) { e.paths = append(e.paths, []point{e.at(x, y)}) }

func (e *easel) lineTo(x, y float64) { e.lineToPoint(e.at(x, y)) }

func (e *easel) lineToPoint(to point) {
	last := &e.paths[len(e.paths)-1]
	*last = append(*last, to)
}

// quadTo and cubeTo lay out a curve by the points that it is drawn towards.
func (e *easel) quadTo(x1, y1, x, y float64) {
	from, by, to := e.last(), e.at(x1, y1), e.at(x, y)
	e.curve(span(from, by)+span(by, to), func(t float64) point {
		return mixed(mixed(from, by, t), mixed(by, to, t), t)
	})
}

func (e *easel) cubeTo(x1, y1, x2, y2, x, y float64) {
	from, a, b, to := e.last(), e.at(x1, y1), e.at(x2, y2), e.at(x, y)
	e.curve(span(from, a)+span(a, b)+span(b, to), func(t float64) point {
		middle := mixed(a, b, t)
		return mixed(mixed(mixed(from, a, t), middle, t), mixed(middle, mixed(b, to, t), t), t)
	})
}

// curve lays out lines of about two pixels.
func (e *easel) curve(length float64, at func(t float64) point) {
	n := max(4, math.Ceil(length/2))
	for i := 1.; i <= n; i++ {
		e.lineToPoint(at(i / n))
	}
}

// arc goes round a middle from one angle to another, in radians clockwise from the right, along an ellipse.
func (e *easel) arc(x, y, rx, ry, from, to float64) {
	const steps = 32 // of a quarter
	n := max(1, math.Ceil(math.Abs(to-from)/(math.Pi/2)*steps))
	for i := 0.; i <= n; i++ {
		sin, cos := math.Sincos(from + (to-from)*i/n)
		e.lineTo(x+rx*cos, y+ry*sin)
	}
}

func (e *easel) ellipse(x, y, rx, ry float64) {
	e.moveTo(x+rx, y)
	e.arc(x, y, rx, ry, 0, 2*math.Pi)
	e.closePath()
}

func (e *easel) closePath() { e.lineToPoint(e.paths[len(e.paths)-1][0]) }

func (e *easel) last() point {
	path := e.paths[len(e.paths)-1]
	return path[len(path)-1]
}

// fill colours what the paths go round, and begins anew.
func (e *easel) fill(col color.Color) {
	size := e.picture.Bounds().Size()
	shape := vector.NewRasterizer(size.X, size.Y)
	for _, path := range e.paths {
		shape.MoveTo(float32(path[0].x), float32(path[0].y))
		for _, to := range path[1:] {
			shape.LineTo(float32(to.x), float32(to.y))
		}
		shape.ClosePath()
	}
	shape.DrawOp = draw.Over
	shape.Draw(e.picture, e.picture.Bounds(), image.NewUniform(col), image.Point{})
	e.paths = nil
}

func span(a, b point) float64 { return math.Hypot(b.x-a.x, b.y-a.y) }

// mixed goes from a to b by a share from 0 to 1.
func mixed(a, b point, share float64) point {
	return point{a.x + (b.x-a.x)*share, a.y + (b.y-a.y)*share}
}
