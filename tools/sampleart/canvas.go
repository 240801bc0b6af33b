package main

import (
	"hash/fnv"
	"image/color"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/math/f64"
)

// side is the width and height of a picture in pixels; drawings use the same coordinates, origin at the top left.
const side = 480

// canvas is what a drawing draws on: a few flat shapes, and the colour of the variant in four shades.
type canvas struct {
	*easel
	main, dark, light, pale color.Color
	// deep is darker than dark, for fine lines and holes.
	deep color.Color
	// back is what shows round and through a thing.
	back color.Color
}

// Colours that things have whatever the variant's.
var (
	ink    = hex("#3d4152")
	shade  = hex("#20222f")
	steel  = hex("#c3cad4")
	silver = hex("#e4e8ee")
	gold   = hex("#e8b84a")
	brass  = hex("#c99a35")
	white  = hex("#ffffff")
	paper  = hex("#fbf7ee")
	wood   = hex("#d9a66b")
	bark   = hex("#b07f49")
	red    = hex("#d8433c")
	leaf   = hex("#5fa55a")
	sun    = hex("#f6c945")
	water  = hex("#a9d8f0")
	blush  = hex("#f3a6b1")
)

// newCanvas gives a canvas for a thing in a colour; of a white one the light shades are a little darker, or they would not
// show. It begins with a soft background that depends on the drawing's name alone, so that all colours of one
// thing look alike.
func newCanvas(name string, main color.RGBA) *canvas {
	c := &canvas{
		easel: newEasel(side, side),
		main:  main,
		dark:  mix(main, shade, 0.2),
		deep:  mix(main, shade, 0.42),
		light: mix(main, white, 0.38),
		pale:  mix(main, white, 0.7),
	}
	if main.R > 240 && main.B > 240 {
		c.light, c.pale = mix(main, shade, 0.06), mix(main, shade, 0.12)
	}
	rim := backdrops[hash(name)%uint32(len(backdrops))]
	c.back = mix(rim, white, 0.45)
	c.box(rim, 0, 0, side, side, 0)
	c.disc(c.back, 240, 236, 196)
	return c
}

var backdrops = []color.RGBA{
	hex("#f7e3d4"), hex("#d9e8f4"), hex("#dcecd9"), hex("#e7def2"), hex("#f6dde2"), hex("#ece6d6"), hex("#d3e9e6"),
}

// ground puts the soft shadow of something rx wide under it at height y.
func (c *canvas) ground(y, rx float64) { c.oval(color.RGBA{40, 44, 60, 255}, 240, y, rx, 11, 0.13) }

// blob fills a path; see trace.
func (c *canvas) blob(col color.Color, path string) {
	c.trace(path)
	c.fill(col)
}

// line draws a path with round ends, width pixels wide; see trace.
func (c *canvas) line(col color.Color, width float64, path string) {
	c.trace(path)
	c.stroke(col, width)
}

// box fills a rectangle with corners rounded by r.
func (c *canvas) box(col color.Color, x, y, w, h, r float64) {
	c.moveTo(x, y+r)
	c.arc(x+r, y+r, r, r, math.Pi, 3*math.Pi/2)
	c.arc(x+w-r, y+r, r, r, -math.Pi/2, 0)
	c.arc(x+w-r, y+h-r, r, r, 0, math.Pi/2)
	c.arc(x+r, y+h-r, r, r, math.Pi/2, math.Pi)
	c.closePath()
	c.fill(col)
}

// disc fills a circle.
func (c *canvas) disc(col color.Color, x, y, r float64) { c.oval(col, x, y, r, r, 1) }

// oval fills an ellipse with an opacity from 0 to 1.
func (c *canvas) oval(col color.Color, x, y, rx, ry, opacity float64) {
	r, g, b, _ := col.RGBA()
	c.ellipse(x, y, rx, ry)
	c.fill(color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(opacity * 255)})
}

// hoop draws a circle's outline.
func (c *canvas) hoop(col color.Color, width, x, y, r float64) { c.ring(col, width, x, y, r, r) }

// ring draws an ellipse's outline.
func (c *canvas) ring(col color.Color, width, x, y, rx, ry float64) {
	c.ellipse(x, y, rx, ry)
	c.stroke(col, width)
}

// twice draws something and its mirror image about the middle of the picture.
func (c *canvas) twice(draw func()) {
	draw()
	c.within(f64.Aff3{-1, 0, side, 0, 1, 0}, draw)
}

// turned draws something turned clockwise about a point.
func (c *canvas) turned(degrees, x, y float64, draw func()) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	c.within(f64.Aff3{cos, -sin, x - cos*x + sin*y, sin, cos, y - sin*x - cos*y}, draw)
}

// around draws something n times, turned about a point by equal angles.
func (c *canvas) around(n int, x, y float64, draw func()) {
	for i := range n {
		c.turned(float64(i)*360/float64(n), x, y, draw)
	}
}

// moved draws something shifted.
func (c *canvas) moved(dx, dy float64, draw func()) { c.sized(dx, dy, 1, draw) }

// sized draws something so many times its size, with its own middle at a point.
func (c *canvas) sized(x, y, times float64, draw func()) {
	c.within(f64.Aff3{times, 0, x, 0, times, y}, draw)
}

// trace lays out a path written as in SVG: M, L, C, Q with absolute coordinates, Z; every number and letter between spaces.
// A path that is written wrongly is a mistake in this program, so it panics.
func (c *canvas) trace(path string) {
	words := strings.Fields(path)
	for i := 0; i < len(words); {
		letter := words[i]
		count, ok := map[string]int{"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}[letter]
		if !ok || i+count >= len(words) {
			panic("path: " + path)
		}
		n := make([]float64, count)
		for j := range n {
			v, err := strconv.ParseFloat(words[i+1+j], 64)
			if err != nil {
				panic("path: " + path)
			}
			n[j] = v
		}
		c.step(letter, n)
		i += 1 + count
	}
}

func (c *canvas) step(letter string, n []float64) {
	switch letter {
	case "M":
		c.moveTo(n[0], n[1])
	case "L":
		c.lineTo(n[0], n[1])
	case "Q":
		c.quadTo(n[0], n[1], n[2], n[3])
	case "C":
		c.cubeTo(n[0], n[1], n[2], n[3], n[4], n[5])
	case "Z":
		c.closePath()
	}
}

// mix goes from a to b by a share from 0 to 1.
func mix(a, b color.Color, share float64) color.RGBA {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	at := func(x, y uint32) uint8 {
		return uint8(math.Round(float64(x>>8)*(1-share) + float64(y>>8)*share))
	}
	return color.RGBA{at(ar, br), at(ag, bg), at(ab, bb), 255}
}

// hex reads a colour written #rrggbb.
func hex(s string) color.RGBA {
	v, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil {
		panic("colour: " + s)
	}
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}
