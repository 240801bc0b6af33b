package main

func collar(c *canvas) {
	c.ground(404, 130)
	c.ring(c.dark, 48, 240, 210, 140, 110)
	c.ring(c.main, 42, 240, 204, 140, 110)
	c.box(ink, 196, 74, 88, 46, 12)
	c.around(9, 240, 204, func() { c.disc(c.pale, 240, 314, 8) })
	c.hoop(steel, 8, 240, 334, 15)
	c.disc(brass, 240, 378, 36)
	c.disc(gold, 240, 374, 35)
	c.line(ink, 6, "M 216 384 L 264 384")
	c.disc(ink, 240, 394, 6)
}

func bowl(c *canvas) {
	c.ground(384, 160)
	c.blob(c.dark, "M 106 216 L 374 216 L 410 366 C 412 376 404 382 394 382 L 86 382 C 76 382 68 376 70 366 Z")
	c.blob(c.main, "M 106 210 L 374 210 L 404 350 C 406 362 398 368 388 368 L 92 368 C 82 368 74 362 76 350 Z")
	c.oval(c.light, 240, 212, 136, 36, 1)
	c.oval(steel, 240, 214, 116, 27, 1)
	for i := range 7 {
		c.disc(bark, 162+float64(i)*26, 204-10*float64(i%2), 17)
	}
	c.disc(white, 240, 306, 24)
	for _, d := range [][2]float64{{206, 280}, {228, 262}, {252, 262}, {274, 280}} {
		c.disc(white, d[0], d[1], 11)
	}
}

func mouse(c *canvas) {
	c.ground(366, 150)
	c.line(blush, 11, "M 366 316 C 440 320 430 240 400 250")
	c.blob(c.main, "M 70 310 C 110 190 220 150 300 180 C 380 210 390 300 366 350 L 120 350 C 90 350 74 336 70 310 Z")
	c.disc(c.dark, 196, 190, 46)
	c.disc(blush, 196, 190, 29)
	c.disc(ink, 136, 268, 10)
	c.disc(red, 72, 312, 14)
	c.line(ink, 4, "M 96 318 L 60 340 M 100 328 L 76 356")
	c.line(c.light, 9, "M 260 200 C 310 210 336 244 340 280")
}

func bone(c *canvas) {
	c.ground(370, 150)
	c.turned(-28, 240, 240, func() {
		for _, col := range []struct {
			dy   float64
			dark bool
		}{{9, true}, {0, false}} {
			fill := c.main
			if col.dark {
				fill = c.dark
			}
			c.moved(0, col.dy, func() {
				c.box(fill, 120, 200, 240, 80, 20)
				c.twice(func() {
					c.disc(fill, 116, 202, 46)
					c.disc(fill, 116, 278, 46)
				})
			})
		}
		c.line(c.light, 9, "M 160 222 L 300 222")
		for x := 190.0; x <= 290; x += 25 {
			c.disc(c.dark, x, 256, 6)
		}
	})
}

func leash(c *canvas) {
	c.ground(406, 130)
	c.line(c.dark, 23, "M 150 130 C 60 220 140 330 240 290 C 340 250 330 170 250 190 C 170 210 190 380 340 370")
	c.line(c.main, 17, "M 150 130 C 60 220 140 330 240 290 C 340 250 330 170 250 190 C 170 210 190 380 340 370")
	c.line(silver, 4, "M 150 130 C 60 220 140 330 240 290 C 340 250 330 170 250 190 C 170 210 190 380 340 370")
	c.hoop(c.main, 24, 186, 100, 44)
	c.line(c.deep, 28, "M 148 122 L 158 134")
	c.box(steel, 330, 352, 30, 36, 8)
	c.line(steel, 11, "M 360 370 C 410 366 410 412 372 408")
}

func bed(c *canvas) {
	c.ground(386, 170)
	c.oval(c.dark, 240, 300, 176, 92, 1)
	c.oval(c.main, 240, 284, 176, 92, 1)
	c.oval(c.light, 240, 270, 128, 56, 1)
	c.blob(hex("#f0a04b"), "M 150 270 C 150 210 330 200 334 268 C 330 300 150 304 150 270 Z")
	c.disc(hex("#f0a04b"), 178, 246, 46)
	c.blob(hex("#f0a04b"), "M 138 228 L 144 182 L 176 206 Z M 184 204 L 214 184 L 218 228 Z")
	c.line(ink, 4, "M 152 250 Q 162 258 170 250 M 188 250 Q 196 258 206 250")
	c.disc(blush, 179, 262, 6)
	c.line(hex("#d98434"), 15, "M 330 272 C 330 300 270 308 230 302")
	c.oval(c.main, 240, 336, 152, 36, 1)
	c.line(c.pale, 8, "M 110 330 C 150 360 210 368 250 368")
}
