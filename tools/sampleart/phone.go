package main

func phonecase(c *canvas) {
	c.ground(420, 100)
	c.turned(8, 240, 240, func() {
		c.box(c.deep, 140, 54, 210, 362, 44)
		c.box(c.main, 132, 50, 210, 362, 44)
		c.box(c.light, 150, 70, 92, 96, 28)
		c.disc(ink, 178, 98, 19)
		c.disc(steel, 178, 98, 7)
		c.disc(ink, 212, 138, 19)
		c.disc(steel, 212, 138, 7)
		c.disc(white, 216, 94, 7)
		c.line(c.light, 10, "M 320 110 L 320 350")
	})
}

func heartCase(c *canvas) {
	phonecase(c)
	c.turned(8, 240, 240, func() {
		c.heart(red, 240, 270, 104)
		c.heart(mix(red, white, 0.3), 222, 256, 34)
		c.heart(red, 196, 360, 34)
		c.heart(red, 296, 200, 28)
	})
}

func cable(c *canvas) {
	c.ground(404, 130)
	for _, r := range []float64{132, 112, 92} {
		c.hoop(c.dark, 15, 240, 236, r)
		c.hoop(c.main, 11, 240, 236, r)
	}
	c.box(c.deep, 218, 84, 44, 82, 14)
	c.line(c.main, 11, "M 340 300 C 370 340 380 350 384 366")
	c.line(c.main, 11, "M 140 300 C 110 340 100 350 96 366")
	for _, x := range []float64{96, 384} {
		c.box(c.deep, x-18, 350, 36, 40, 8)
		c.box(steel, x-11, 386, 22, 26, 5)
	}
}

func charger(c *canvas) {
	c.ground(396, 120)
	c.box(steel, 190, 60, 22, 70, 6)
	c.box(steel, 268, 60, 22, 70, 6)
	c.box(c.dark, 122, 116, 246, 270, 50)
	c.box(c.main, 116, 112, 246, 266, 50)
	c.box(ink, 198, 304, 84, 30, 15)
	c.box(steel, 212, 314, 56, 10, 5)
	c.blob(sun, "M 256 160 L 206 234 L 236 234 L 222 286 L 278 208 L 246 208 Z")
	c.line(c.light, 9, "M 142 170 L 142 290")
}

func stand(c *canvas) {
	c.ground(412, 140)
	c.box(c.dark, 128, 386, 224, 24, 12)
	c.line(c.main, 24, "M 316 392 L 300 270")
	c.turned(-12, 240, 230, func() {
		c.box(ink, 156, 62, 172, 300, 26)
		c.box(water, 168, 78, 148, 262, 14)
		c.disc(white, 222, 160, 36)
		c.disc(sun, 268, 140, 22)
		c.box(white, 190, 240, 104, 14, 7)
		c.box(white, 190, 268, 70, 14, 7)
	})
	c.box(c.main, 168, 356, 172, 26, 10)
	c.box(c.light, 168, 344, 20, 34, 6)
}

func earbuds(c *canvas) {
	c.ground(412, 120)
	c.line(c.deep, 9, "M 158 150 C 150 260 240 250 240 320")
	c.line(c.deep, 9, "M 322 150 C 330 260 240 250 240 320 L 240 384")
	c.box(c.dark, 226, 300, 28, 56, 10)
	c.box(steel, 232, 380, 16, 34, 6)
	c.twice(func() {
		c.box(c.main, 142, 128, 32, 78, 15)
		c.disc(c.dark, 164, 108, 44)
		c.disc(c.main, 160, 104, 42)
		c.oval(ink, 186, 98, 15, 25, 1)
		c.disc(c.light, 142, 90, 9)
	})
}

func strap(c *canvas) {
	c.ground(408, 90)
	c.line(c.dark, 28, "M 238 170 C 110 260 150 400 240 402 C 330 400 370 260 242 170")
	c.line(c.main, 22, "M 238 170 C 110 260 150 400 240 402 C 330 400 370 260 242 170")
	c.line(c.pale, 5, "M 190 220 C 158 270 160 330 184 362")
	c.box(c.deep, 216, 128, 48, 56, 10)
	c.box(steel, 228, 92, 24, 42, 8)
	c.hoop(steel, 9, 240, 74, 24)
}
