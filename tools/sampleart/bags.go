package main

func tote(c *canvas) {
	c.ground(414, 120)
	c.line(c.deep, 15, "M 170 180 C 170 40 310 40 310 180")
	c.blob(c.dark, "M 106 156 L 374 156 L 390 404 L 90 404 Z")
	c.blob(c.main, "M 106 156 L 366 156 L 378 404 L 90 404 Z")
	c.line(c.main, 15, "M 178 200 L 174 150 M 302 200 L 306 150")
	c.line(c.light, 5, "M 112 180 L 362 180")
	c.around(6, 238, 300, func() { c.oval(c.pale, 238, 262, 17, 26, 1) })
	c.disc(sun, 238, 300, 17)
}

func backpack(c *canvas) {
	c.ground(420, 120)
	c.hoop(c.deep, 13, 240, 82, 30)
	c.box(c.dark, 84, 232, 60, 140, 24)
	c.box(c.dark, 336, 232, 60, 140, 24)
	c.box(c.main, 116, 86, 248, 326, 70)
	c.line(c.dark, 6, "M 140 210 C 160 140 320 140 340 210")
	c.box(c.dark, 146, 258, 188, 134, 30)
	c.box(c.light, 146, 250, 188, 134, 30)
	c.line(c.deep, 6, "M 166 286 L 314 286")
	c.box(gold, 288, 282, 12, 34, 5)
	c.star(sun, 240, 186, 30)
	c.line(c.pale, 8, "M 140 150 C 150 126 166 114 180 108")
}

func crossbody(c *canvas) {
	c.ground(402, 140)
	c.line(c.deep, 10, "M 104 210 C 110 10 370 10 376 210")
	c.box(c.dark, 84, 196, 312, 198, 34)
	c.box(c.main, 84, 188, 312, 198, 34)
	c.blob(c.light, "M 84 222 C 84 200 100 188 118 188 L 362 188 C 380 188 396 200 396 222 C 390 300 320 310 240 312 C 160 310 90 300 84 222 Z")
	c.line(c.dark, 4, "M 94 246 C 110 296 170 300 240 302 C 310 300 370 296 386 246")
	c.box(gold, 218, 284, 44, 46, 10)
	c.disc(brass, 240, 308, 9)
	c.disc(gold, 104, 208, 10)
	c.disc(gold, 376, 208, 10)
}

func purse(c *canvas) {
	c.ground(400, 140)
	c.blob(c.dark, "M 110 200 C 60 300 80 396 160 396 L 320 396 C 400 396 420 300 370 200 Z")
	c.blob(c.main, "M 116 190 C 70 290 88 384 164 384 L 316 384 C 392 384 410 290 364 190 Z")
	c.line(brass, 20, "M 112 216 C 116 120 364 120 368 216")
	c.line(gold, 9, "M 112 216 C 116 120 364 120 368 216")
	c.disc(gold, 224, 128, 17)
	c.disc(brass, 256, 128, 17)
	for _, f := range [][2]float64{{170, 270}, {240, 330}, {310, 270}, {240, 240}} {
		c.around(5, f[0], f[1], func() { c.disc(c.light, f[0], f[1]-15, 11) })
		c.disc(sun, f[0], f[1], 8)
	}
}

func cosmetic(c *canvas) {
	c.ground(396, 150)
	c.turned(-8, 190, 160, func() {
		c.box(ink, 172, 96, 22, 120, 6)
		c.oval(blush, 183, 88, 26, 34, 1)
	})
	c.box(gold, 272, 110, 38, 100, 6)
	c.blob(red, "M 274 112 L 308 112 L 308 70 Q 290 70 274 92 Z")
	c.blob(c.dark, "M 96 190 L 384 190 C 410 280 404 388 372 388 L 108 388 C 76 388 70 280 96 190 Z")
	c.blob(c.main, "M 96 184 L 384 184 C 406 270 400 376 368 376 L 112 376 C 80 376 74 270 96 184 Z")
	c.line(c.deep, 9, "M 104 206 L 376 206")
	c.line(gold, 4, "M 104 206 L 376 206")
	c.box(gold, 344, 204, 16, 42, 6)
	c.heart(c.pale, 240, 300, 74)
}

func suitcase(c *canvas) {
	c.ground(424, 110)
	c.line(steel, 10, "M 200 100 L 200 36 L 280 36 L 280 100")
	c.box(ink, 190, 28, 100, 20, 10)
	c.disc(ink, 162, 408, 16)
	c.disc(ink, 318, 408, 16)
	c.box(c.dark, 124, 92, 238, 308, 34)
	c.box(c.main, 120, 92, 230, 308, 34)
	for _, x := range []float64{164, 210, 256, 302} {
		c.line(c.dark, 9, "M "+num(x)+" 126 L "+num(x)+" 366")
	}
	c.box(c.deep, 206, 82, 62, 20, 8)
	c.line(c.light, 8, "M 140 140 L 140 300")
	c.disc(sun, 278, 180, 26)
	c.heart(red, 196, 300, 42)
}
