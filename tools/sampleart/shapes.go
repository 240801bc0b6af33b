package main

import (
	"image/color"
	"strconv"
)

// num writes a coordinate for a path.
func num(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// heart fills a heart of about the given width round a point.
func (c *canvas) heart(col color.Color, x, y, width float64) {
	c.sized(x, y, width/100, func() {
		c.blob(col, "M 0 42 C -70 0 -56 -48 -26 -46 C -10 -45 0 -30 0 -24 C 0 -30 10 -45 26 -46 C 56 -48 70 0 0 42 Z")
	})
}

// star fills a five-pointed star of the given radius round a point.
func (c *canvas) star(col color.Color, x, y, radius float64) {
	c.sized(x, y, radius/100, func() {
		c.around(5, 0, 0, func() { c.blob(col, "M 0 -100 L 30 -10 L 0 20 L -30 -10 Z") })
	})
}

// tassel hangs a tassel below a point.
func (c *canvas) tassel(col, band color.Color, x, y float64) {
	c.moved(x-240, y-240, func() {
		c.line(band, 5, "M 240 240 L 240 256")
		c.box(band, 228, 252, 24, 16, 5)
		c.blob(col, "M 230 266 L 250 266 L 260 330 L 220 330 Z")
		c.line(band, 2, "M 236 274 L 232 326 M 244 274 L 248 326 M 240 274 L 240 328")
	})
}

// steam rises from a point.
func (c *canvas) steam(x, y float64) {
	for _, dx := range []float64{-24, 0, 24} {
		c.moved(x+dx, y, func() { c.line(white, 7, "M 0 0 C -14 -16 14 -26 0 -44") })
	}
}
