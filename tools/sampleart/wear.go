package main

import "image/color"

// sockShape is a pair's front sock with a long leg; shortSock ends at the ankle.
const (
	sockShape = "M 206 74 L 316 74 L 312 262 C 310 300 288 316 262 340 C 226 384 176 406 136 402 C 88 396 84 340 128 322 C 176 302 204 284 206 240 Z"
	shortSock = "M 196 190 L 330 190 C 330 250 324 290 290 322 C 250 362 180 372 122 366 C 80 360 78 308 120 300 C 160 292 190 250 196 190 Z"
)

// pair draws a sock and, behind it, its darker fellow.
func (c *canvas) pair(shape string, front func()) {
	c.ground(412, 130)
	c.moved(72, -22, func() { c.blob(c.dark, shape) })
	c.moved(-14, 6, func() {
		c.line(c.back, 16, shape)
		c.blob(c.main, shape)
		front()
	})
}

func sock(c *canvas) {
	c.pair(sockShape, func() {
		c.box(c.light, 200, 66, 122, 48, 12)
		c.line(c.main, 4, "M 224 72 L 224 108 M 248 72 L 248 108 M 272 72 L 272 108 M 296 72 L 296 108")
		c.blob(c.light, "M 128 322 C 84 340 88 396 136 402 C 150 402 162 400 172 398 C 176 366 160 336 128 322 Z")
		c.blob(c.light, "M 312 250 C 310 300 292 312 264 338 C 248 312 270 262 312 250 Z")
	})
}

func ankleSock(c *canvas) {
	c.pair(shortSock, func() {
		c.box(c.light, 190, 178, 146, 34, 14)
		c.blob(c.light, "M 120 300 C 78 308 80 360 122 366 L 150 366 C 158 340 146 312 120 300 Z")
	})
}

func stripeSock(c *canvas) {
	c.pair(sockShape, func() {
		for _, y := range []float64{96, 142, 188, 234} {
			c.box(paper, 206, y, 107, 20, 0)
		}
		c.blob(c.dark, "M 128 322 C 84 340 88 396 136 402 C 150 402 162 400 172 398 C 176 366 160 336 128 322 Z")
		c.blob(c.dark, "M 312 260 C 310 300 292 312 264 338 C 248 312 270 270 312 260 Z")
	})
}

func babySock(c *canvas) {
	c.pair(shortSock, func() {
		c.box(c.light, 188, 168, 150, 44, 20)
		for _, d := range [][2]float64{{130, 340}, {166, 344}, {202, 340}, {236, 326}, {266, 302}} {
			c.disc(white, d[0], d[1], 9)
		}
		c.heart(blush, 258, 256, 48)
	})
}

func fluffySock(c *canvas) {
	c.pair(sockShape, func() {
		for i := range 6 {
			c.disc(white, 204+float64(i)*23, 84, 26)
		}
		for _, d := range [][2]float64{{236, 150}, {286, 176}, {240, 214}, {284, 250}, {224, 286}, {170, 336}, {132, 366}, {212, 350}} {
			c.disc(c.light, d[0], d[1], 15)
		}
	})
}

func mensSock(c *canvas) {
	c.pair(sockShape, func() {
		c.box(c.dark, 200, 66, 122, 34, 8)
		for _, y := range []float64{136, 186, 236} {
			c.turned(45, 260, y, func() { c.box(c.light, 246, y-14, 28, 28, 3) })
		}
	})
}

func gloves(c *canvas) {
	c.ground(412, 140)
	c.twice(func() {
		for i, top := range []float64{150, 116, 108, 130} {
			x := 88 + float64(i)*32
			c.line(c.main, 29, "M "+num(x)+" 250 L "+num(x)+" "+num(top))
			if i > 1 {
				c.line(steel, 29, "M "+num(x)+" "+num(top)+" L "+num(x)+" "+num(top+6))
			}
		}
		c.line(c.main, 31, "M 190 300 L 218 240")
		c.box(c.main, 74, 220, 124, 130, 30)
		c.box(c.dark, 78, 340, 116, 62, 12)
		c.line(c.main, 4, "M 100 350 L 100 394 M 124 350 L 124 394 M 148 350 L 148 394 M 172 350 L 172 394")
		c.star(c.light, 136, 286, 28)
	})
}

func beanie(c *canvas) {
	c.ground(400, 140)
	c.around(12, 240, 100, func() { c.disc(c.light, 240, 72, 22) })
	c.disc(c.pale, 240, 100, 34)
	c.blob(c.main, "M 104 320 C 96 90 384 90 376 320 Z")
	c.line(c.dark, 6, "M 178 160 C 160 200 156 250 156 300 M 240 146 L 240 300 M 302 160 C 320 200 324 250 324 300")
	c.box(c.light, 88, 300, 304, 84, 30)
	for x := 112.0; x < 390; x += 26 {
		c.line(c.dark, 5, "M "+num(x)+" 316 L "+num(x)+" 368")
	}
}

func scarf(c *canvas) {
	c.ground(420, 120)
	c.blob(c.dark, "M 150 190 L 226 200 L 214 386 L 126 380 Z")
	c.blob(c.main, "M 236 200 L 322 186 L 352 370 L 262 386 Z")
	c.blob(c.main, "M 110 150 C 130 80 350 80 370 150 C 380 210 320 236 240 238 C 160 236 100 210 110 150 Z")
	c.blob(c.deep, "M 150 146 C 180 110 300 110 330 146 C 300 176 180 176 150 146 Z")
	c.line(c.light, 9, "M 130 180 C 180 216 300 216 350 180")
	for i := range 6 {
		x := float64(i) * 16
		c.line(c.dark, 5, "M "+num(132+x)+" 382 L "+num(130+x)+" 412")
		c.line(c.main, 5, "M "+num(268+x)+" 382 L "+num(272+x)+" 410")
	}
	c.line(c.pale, 8, "M 256 330 L 340 316 M 260 352 L 346 338")
}

func baseballCap(c *canvas) {
	c.ground(362, 160)
	c.blob(c.dark, "M 250 280 C 340 262 430 290 440 330 C 400 344 320 330 240 330 Z")
	c.blob(c.main, "M 80 310 C 70 120 330 90 350 290 C 300 276 180 290 80 320 Z")
	c.line(c.dark, 5, "M 214 142 C 180 180 170 240 176 300 M 226 142 C 280 170 300 220 304 280")
	c.disc(c.dark, 218, 142, 13)
	c.line(c.light, 8, "M 106 280 C 108 220 130 184 160 164")
	c.line(c.deep, 6, "M 86 314 C 180 288 300 276 348 290")
}

func strawHat(c *canvas) {
	straw := hex("#ecc987")
	c.ground(368, 170)
	c.oval(mix(straw, ink, 0.18), 240, 312, 186, 58, 1)
	c.oval(straw, 240, 302, 186, 56, 1)
	c.blob(straw, "M 132 296 C 132 110 348 110 348 296 C 310 320 170 320 132 296 Z")
	c.blob(c.main, "M 132 262 L 132 296 C 170 322 310 322 348 296 L 348 262 C 310 288 170 288 132 262 Z")
	c.tie(150, 292, c.main)
	for _, y := range []float64{170, 200, 230} {
		c.line(mix(straw, ink, 0.15), 3, "M 160 "+num(y)+" Q 240 "+num(y+16)+" 320 "+num(y))
	}
}

// tie ties a little bow at a point.
func (c *canvas) tie(x, y float64, col color.Color) {
	c.blob(col, "M "+num(x)+" "+num(y)+" L "+num(x-40)+" "+num(y-24)+" L "+num(x-40)+" "+num(y+24)+" Z")
	c.blob(col, "M "+num(x)+" "+num(y)+" L "+num(x+40)+" "+num(y-24)+" L "+num(x+40)+" "+num(y+24)+" Z")
	c.disc(mix(col, ink, 0.25), x, y, 11)
}
