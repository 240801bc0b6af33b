package main

import "image/color"

func giftbag(c *canvas) {
	c.ground(410, 120)
	c.line(c.deep, 9, "M 186 160 C 186 60 294 60 294 160")
	c.blob(c.main, "M 124 146 L 336 146 L 340 404 L 120 404 Z")
	c.blob(c.dark, "M 336 146 L 372 168 L 374 390 L 340 404 Z")
	c.line(c.light, 6, "M 124 172 L 336 172")
	c.disc(c.deep, 186, 160, 7)
	c.disc(c.deep, 294, 160, 7)
	c.heart(c.pale, 230, 286, 84)
}

func giftbox(c *canvas) {
	c.ground(402, 140)
	c.box(c.main, 108, 204, 264, 190, 10)
	c.box(c.dark, 108, 204, 264, 22, 0)
	c.box(c.light, 92, 150, 296, 64, 12)
	c.box(gold, 220, 150, 40, 244, 0)
	c.twice(func() {
		c.blob(gold, "M 240 150 C 190 150 130 110 164 82 C 196 62 232 110 240 150 Z")
		c.blob(brass, "M 234 144 C 206 136 176 116 186 104 C 204 98 226 122 234 144 Z")
	})
	c.disc(brass, 240, 148, 17)
}

func ribbon(c *canvas) {
	c.ground(404, 140)
	c.blob(c.dark, "M 230 330 C 300 400 340 330 410 380 L 396 400 C 330 370 300 420 220 380 Z")
	c.disc(c.dark, 220, 240, 150)
	c.disc(c.main, 214, 234, 148)
	for _, r := range []float64{126, 104, 82} {
		c.hoop(c.dark, 4, 214, 234, r)
	}
	c.disc(paper, 214, 234, 60)
	c.disc(wood, 214, 234, 34)
	c.line(c.light, 10, "M 96 200 C 110 150 140 120 180 108")
}

func envelope(c *canvas) {
	c.ground(408, 120)
	c.turned(9, 240, 240, func() { c.box(mix(red, ink, 0.3), 150, 70, 200, 330, 14) })
	c.box(red, 138, 66, 204, 334, 14)
	c.blob(mix(red, ink, 0.18), "M 138 80 C 138 70 144 66 152 66 L 328 66 C 336 66 342 70 342 80 L 342 120 Q 240 190 138 120 Z")
	c.disc(c.main, 240, 150, 30)
	c.box(red, 228, 138, 24, 24, 3)
	c.turned(45, 240, 268, func() {
		c.box(c.main, 194, 222, 92, 92, 6)
		c.box(red, 202, 230, 76, 76, 4)
	})
	c.fu(c.main, 240, 268, 60)
	c.line(c.main, 5, "M 170 364 L 310 364 M 190 380 L 290 380")
}

// fu draws the character for good fortune, of about the given height, round a point.
func (c *canvas) fu(col color.Color, x, y, height float64) {
	c.sized(x, y, height/100, func() {
		c.line(col, 9, "M -32 -48 L -26 -38 M -46 -26 L -14 -26 L -46 8 M -30 -8 L -30 48 M -22 0 L -12 10")
		c.line(col, 9, "M -4 -44 L 46 -44 M 4 -30 L 40 -30 L 40 -10 L 4 -10 Z M -2 6 L 46 6 L 46 46 L -2 46 Z M 22 6 L 22 46 M -2 26 L 46 26")
	})
}

func bubblewrap(c *canvas) {
	c.ground(408, 150)
	c.box(silver, 100, 110, 230, 290, 20)
	for i := range 24 {
		x, y := 139+float64(i%4)*50, 160+float64(i/4)*42
		c.disc(steel, x, y+2, 17)
		c.disc(white, x, y, 16)
		c.disc(water, x+3, y+3, 9)
	}
	c.oval(steel, 215, 110, 115, 30, 1)
	c.oval(white, 215, 110, 92, 22, 1)
	c.oval(wood, 215, 110, 36, 10, 1)
	c.blob(steel, "M 326 180 L 392 204 L 400 400 L 316 400 Z")
	for i := range 5 {
		c.disc(water, 362, 226+float64(i)*40, 13)
	}
}

func mailer(c *canvas) {
	c.ground(406, 140)
	c.turned(7, 240, 240, func() { c.box(c.dark, 108, 84, 272, 310, 10) })
	c.box(c.main, 100, 78, 272, 314, 10)
	c.blob(c.light, "M 100 78 L 372 78 L 372 140 L 100 140 Z")
	c.line(c.dark, 4, "M 100 140 L 372 140")
	c.box(white, 140, 184, 192, 150, 8)
	c.line(ink, 5, "M 160 212 L 260 212 M 160 232 L 300 232 M 160 252 L 230 252")
	for i := range 14 {
		x := 164 + float64(i)*10.5
		c.box(ink, x, 276, 2+float64(i*7%5), 40, 0)
	}
}

func cakebox(c *canvas) {
	c.ground(402, 150)
	c.line(c.deep, 12, "M 190 130 C 190 70 290 70 290 130")
	c.box(c.main, 90, 140, 300, 254, 12)
	c.box(c.light, 90, 130, 300, 54, 12)
	c.box(c.pale, 126, 208, 228, 160, 14)
	c.box(hex("#f7d9a8"), 170, 290, 140, 66, 10)
	c.blob(white, "M 166 300 C 166 270 314 270 314 300 C 306 318 294 300 284 312 C 272 324 262 302 248 312 C 234 322 222 302 210 312 C 198 322 178 316 166 300 Z")
	c.disc(red, 240, 266, 15)
	c.line(leaf, 4, "M 240 254 Q 246 242 256 240")
}
