package main

func earrings(c *canvas) {
	c.ground(408, 110)
	c.box(paper, 100, 70, 280, 320, 18)
	for _, dx := range []float64{-62, 62} {
		c.moved(dx, 0, func() {
			c.line(gold, 6, "M 240 190 C 240 130 276 130 268 166")
			c.disc(gold, 240, 196, 9)
			c.blob(c.dark, "M 240 206 C 290 270 296 346 240 350 C 184 346 190 270 240 206 Z")
			c.blob(c.main, "M 240 216 C 280 272 286 338 240 342 C 194 338 200 272 240 216 Z")
			c.blob(c.light, "M 228 262 C 212 290 212 314 222 322 C 224 300 228 282 236 266 Z")
		})
	}
}

func necklace(c *canvas) {
	c.ground(404, 110)
	c.line(c.dark, 8, "M 110 84 C 130 240 200 290 240 296 C 280 290 350 240 370 84")
	c.line(c.light, 3, "M 110 84 C 130 240 200 290 240 296 C 280 290 350 240 370 84")
	c.hoop(c.dark, 6, 240, 304, 10)
	c.disc(mix(paper, ink, 0.18), 240, 348, 42)
	c.disc(paper, 240, 346, 40)
	c.disc(white, 226, 332, 12)
}

func bracelet(c *canvas) {
	c.ground(404, 130)
	c.hoop(c.deep, 5, 240, 236, 120)
	c.around(16, 240, 236, func() {
		c.disc(c.dark, 240, 116, 25)
		c.disc(c.main, 240, 114, 22)
		c.disc(c.pale, 232, 106, 6)
	})
	c.disc(gold, 240, 356, 25)
	c.disc(sun, 234, 350, 8)
}

func ring(c *canvas) {
	c.ground(404, 110)
	c.hoop(c.dark, 34, 240, 262, 112)
	c.hoop(c.main, 26, 240, 262, 112)
	c.line(c.pale, 7, "M 140 230 C 150 196 176 170 204 160")
	c.blob(water, "M 190 100 L 290 100 L 316 136 L 240 206 L 164 136 Z")
	c.blob(white, "M 190 100 L 240 100 L 214 136 L 164 136 Z")
	c.line(mix(water, ink, 0.3), 3, "M 164 136 L 316 136 M 214 136 L 240 206 L 266 136 L 240 100 L 214 136")
}

func brooch(c *canvas) {
	c.ground(400, 120)
	c.line(steel, 8, "M 110 330 L 370 330")
	for _, ringOf := range []struct {
		n      int
		y, r   float64
		toggle bool
	}{{7, 136, 58, false}, {6, 172, 48, true}, {4, 204, 36, false}} {
		c.around(ringOf.n, 240, 232, func() { c.disc(c.deep, 240, ringOf.y+3, ringOf.r) })
		c.around(ringOf.n, 240, 232, func() {
			c.disc(c.main, 240, ringOf.y, ringOf.r-5)
			if ringOf.toggle {
				c.disc(c.light, 240, ringOf.y-8, ringOf.r-22)
			}
		})
	}
	c.disc(gold, 240, 232, 20)
}
