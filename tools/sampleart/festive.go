package main

import "image/color"

func lantern(c *canvas) {
	c.line(ink, 6, "M 240 30 L 240 92")
	c.oval(c.main, 240, 210, 140, 108, 1)
	c.oval(c.dark, 240, 210, 104, 108, 1)
	c.oval(c.main, 240, 210, 84, 108, 1)
	c.oval(c.dark, 240, 210, 40, 108, 1)
	c.oval(c.light, 240, 210, 28, 108, 1)
	c.box(gold, 186, 88, 108, 26, 8)
	c.box(gold, 186, 306, 108, 26, 8)
	c.line(c.pale, 8, "M 124 190 C 130 160 144 142 158 134")
	c.tassel(c.main, brass, 240, 332)
	c.tassel(c.main, brass, 206, 326)
	c.tassel(c.main, brass, 274, 326)
}

func knot(c *canvas) {
	c.line(c.main, 9, "M 240 36 C 220 60 260 70 240 96")
	c.twice(func() {
		for _, y := range []float64{160, 196, 232} {
			c.ring(c.dark, 11, 150, y, 34, 15)
		}
	})
	c.turned(45, 240, 196, func() {
		c.box(c.main, 172, 128, 136, 136, 18)
		for i := range 4 {
			at := num(190 + float64(i)*33)
			c.line(c.dark, 7, "M "+at+" 138 L "+at+" 254")
			c.line(c.light, 7, "M 182 "+num(146+float64(i)*33)+" L 298 "+num(146+float64(i)*33))
		}
	})
	c.disc(hex("#6fae82"), 240, 314, 20)
	c.disc(hex("#a6d3b2"), 234, 308, 7)
	c.tassel(c.main, brass, 226, 330)
	c.tassel(c.main, brass, 254, 330)
}

func couplet(c *canvas) {
	c.box(red, 100, 66, 280, 62, 6)
	c.box(red, 82, 146, 72, 270, 6)
	c.box(red, 326, 146, 72, 270, 6)
	for _, x := range []float64{150, 210, 270, 330} {
		c.brush(c.main, x, 97)
	}
	for _, y := range []float64{182, 238, 294, 350} {
		c.brush(c.main, 118, y)
		c.brush(c.main, 362, y+14)
	}
	c.turned(45, 240, 270, func() {
		c.box(red, 182, 212, 116, 116, 6)
		c.box(c.main, 190, 220, 100, 100, 4)
		c.box(red, 195, 225, 90, 90, 3)
	})
	c.fu(c.main, 240, 270, 76)
}

// brush writes something like a character round a point.
func (c *canvas) brush(col color.Color, x, y float64) {
	c.moved(x, y, func() {
		c.line(col, 5, "M -16 -12 L 16 -14 M -14 2 L 14 0 M 0 -20 L 0 20 M 0 4 L -14 20 M 0 4 L 15 19")
	})
}

func fuStickers(c *canvas) {
	c.around(4, 240, 240, func() { c.disc(c.dark, 240, 96, 20) })
	c.turned(45, 240, 240, func() {
		c.box(c.dark, 132, 136, 224, 224, 14)
		c.box(c.main, 128, 128, 224, 224, 14)
		c.box(c.light, 142, 142, 196, 196, 8)
		c.box(c.main, 149, 149, 182, 182, 6)
	})
	if c.main == colours["red"] {
		c.fu(gold, 240, 240, 138)
		return
	}
	c.fu(red, 240, 240, 138)
}

func tree(c *canvas) {
	c.ground(418, 110)
	c.box(bark, 218, 350, 44, 62, 6)
	c.blob(c.dark, "M 240 206 L 372 366 Q 240 396 108 366 Z")
	c.blob(c.main, "M 240 146 L 344 286 Q 240 314 136 286 Z")
	c.blob(c.light, "M 240 84 L 312 198 Q 240 222 168 198 Z")
	c.star(sun, 240, 82, 32)
	for _, b := range [][2]float64{{206, 180}, {272, 190}, {180, 260}, {244, 276}, {304, 266}, {150, 344}, {218, 356}, {286, 350}, {336, 346}} {
		c.disc(red, b[0], b[1], 11)
	}
	for _, b := range [][2]float64{{240, 150}, {214, 232}, {284, 228}, {184, 318}, {256, 316}, {316, 310}} {
		c.disc(sun, b[0], b[1], 8)
	}
}

func bauble(c *canvas) {
	c.ground(412, 120)
	ball := func(x, y, r float64) {
		c.line(ink, 4, "M "+num(x)+" "+num(y-r-50)+" L "+num(x)+" "+num(y-r))
		c.box(brass, x-16, y-r-18, 32, 26, 6)
		c.disc(c.dark, x, y, r)
		c.disc(c.main, x-4, y-4, r-6)
		c.disc(c.pale, x-r/2.6, y-r/2.6, r/5)
		c.line(white, 6, "M "+num(x-r*0.8)+" "+num(y+10)+" Q "+num(x)+" "+num(y+40)+" "+num(x+r*0.8)+" "+num(y+10))
	}
	ball(160, 230, 84)
	ball(334, 190, 64)
	ball(294, 334, 72)
}

func pumpkin(c *canvas) {
	c.ground(396, 150)
	c.line(leaf, 22, "M 244 140 C 244 112 256 96 276 92")
	c.oval(c.dark, 240, 262, 160, 124, 1)
	c.twice(func() { c.oval(c.main, 164, 262, 78, 118, 1) })
	c.oval(c.dark, 240, 262, 82, 124, 1)
	c.oval(c.main, 240, 262, 66, 124, 1)
	c.twice(func() { c.blob(sun, "M 190 208 L 222 256 L 158 256 Z") })
	c.blob(sun, "M 240 262 L 256 288 L 224 288 Z")
	c.blob(sun, "M 136 300 Q 240 372 344 300 L 322 346 L 296 334 L 280 362 L 240 346 L 204 362 L 184 334 L 160 346 Z")
}

func stocking(c *canvas) {
	c.ground(416, 120)
	c.line(c.deep, 8, "M 316 90 C 356 60 356 110 322 116")
	c.blob(c.main, "M 186 120 L 316 120 L 314 290 C 312 380 240 410 160 402 C 90 396 90 316 150 306 C 176 300 188 290 188 262 Z")
	c.blob(c.light, "M 152 306 C 96 318 92 394 160 402 C 186 404 206 402 226 396 C 222 350 196 316 152 306 Z")
	c.box(white, 168, 78, 166, 66, 30)
	c.star(white, 252, 236, 34)
	c.line(white, 6, "M 198 180 L 306 180")
}
