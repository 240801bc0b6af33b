package main

func mug(c *canvas) {
	c.ground(402, 130)
	c.steam(214, 104)
	c.ring(c.dark, 28, 334, 254, 56, 66)
	c.blob(c.main, "M 104 140 L 324 140 L 316 360 C 314 386 300 396 276 396 L 152 396 C 128 396 114 386 112 360 Z")
	c.blob(c.dark, "M 286 140 L 324 140 L 316 360 C 314 386 300 396 276 396 L 254 396 C 280 390 284 370 284 350 Z")
	c.oval(c.light, 214, 140, 110, 26, 1)
	c.oval(hex("#7a4e33"), 214, 144, 92, 18, 1)
	c.heart(c.pale, 192, 262, 74)
}

func bottle(c *canvas) {
	c.ground(418, 80)
	c.box(c.dark, 176, 132, 128, 284, 30)
	c.box(c.main, 176, 132, 112, 284, 30)
	c.box(steel, 182, 112, 116, 30, 6)
	c.box(c.dark, 188, 62, 104, 56, 18)
	c.line(c.dark, 10, "M 288 84 C 330 84 330 128 296 130")
	c.line(c.pale, 12, "M 202 176 L 202 360")
	c.star(c.light, 246, 270, 30)
}

func tumbler(c *canvas) {
	c.ground(414, 90)
	c.line(c.deep, 15, "M 250 120 L 286 30")
	c.line(c.light, 6, "M 250 120 L 286 30")
	c.blob(c.main, "M 146 130 L 334 130 L 308 400 C 306 410 300 412 292 412 L 188 412 C 180 412 174 410 172 400 Z")
	c.blob(c.light, "M 156 230 L 324 230 L 308 396 C 306 404 300 406 292 406 L 188 406 C 180 406 174 404 172 396 Z")
	c.box(white, 200, 262, 44, 40, 8)
	c.box(white, 244, 310, 40, 38, 8)
	c.box(white, 196, 340, 38, 36, 8)
	c.box(c.dark, 132, 106, 216, 34, 16)
	c.line(c.pale, 9, "M 174 160 L 188 350")
}

func teapot(c *canvas) {
	c.ground(392, 150)
	c.line(c.dark, 24, "M 336 210 C 430 190 430 330 330 330")
	c.blob(c.dark, "M 150 270 C 110 270 96 220 70 196 L 104 180 C 130 196 140 226 172 230 Z")
	c.oval(c.main, 240, 280, 122, 106, 1)
	c.oval(c.dark, 240, 192, 74, 18, 1)
	c.blob(c.main, "M 172 188 C 180 150 300 150 308 188 Z")
	c.disc(c.dark, 240, 148, 18)
	c.line(c.pale, 11, "M 150 280 C 150 244 170 220 190 210")
	c.around(5, 250, 296, func() { c.disc(c.pale, 250, 274, 14) })
	c.disc(sun, 250, 296, 11)
}

func spatula(c *canvas) {
	c.ground(408, 110)
	c.turned(28, 240, 240, func() {
		c.box(wood, 224, 190, 32, 230, 16)
		c.line(bark, 5, "M 240 240 L 240 380")
		c.box(c.dark, 218, 180, 44, 40, 10)
		c.blob(c.main, "M 186 70 C 220 46 280 50 296 80 L 294 190 C 270 206 210 206 186 190 Z")
		c.line(c.light, 10, "M 208 90 L 208 170")
	})
}

func peeler(c *canvas) {
	c.ground(406, 100)
	c.turned(20, 240, 240, func() {
		c.box(c.dark, 212, 210, 62, 200, 28)
		c.box(c.main, 206, 210, 62, 196, 28)
		c.line(c.light, 8, "M 224 250 L 224 370")
		c.disc(white, 237, 382, 9)
		c.line(steel, 18, "M 237 214 C 237 170 150 190 150 110")
		c.line(steel, 18, "M 237 214 C 237 170 330 190 330 110")
		c.box(silver, 148, 90, 184, 36, 10)
		c.line(ink, 5, "M 168 108 L 312 108")
	})
}

func knife(c *canvas) {
	c.ground(400, 130)
	c.turned(40, 240, 240, func() {
		c.blob(steel, "M 214 240 L 214 60 C 250 80 276 150 272 240 Z")
		c.blob(silver, "M 214 240 L 214 60 C 230 90 240 150 240 240 Z")
		c.box(c.main, 204, 236, 76, 30, 8)
		c.box(c.dark, 212, 256, 58, 170, 22)
		c.line(c.light, 8, "M 228 290 L 228 390")
	})
	c.turned(40, 350, 300, func() { c.box(c.pale, 326, 190, 60, 190, 18) })
}

func board(c *canvas) {
	c.ground(404, 140)
	c.turned(-5, 240, 240, func() {
		c.box(c.deep, 104, 88, 280, 308, 30)
		c.box(c.main, 98, 80, 280, 308, 30)
		c.box(c.dark, 198, 102, 80, 22, 11)
		c.line(c.dark, 6, "M 122 160 L 122 362 L 354 362 L 354 160")
	})
	c.disc(red, 230, 270, 52)
	c.disc(mix(red, white, 0.3), 230, 270, 42)
	c.around(5, 230, 270, func() { c.oval(sun, 230, 248, 6, 11, 1) })
	c.blob(leaf, "M 290 220 C 320 190 350 210 340 250 C 310 260 296 244 290 220 Z")
}

func whisk(c *canvas) {
	c.ground(412, 90)
	c.turned(24, 240, 240, func() {
		for _, bulge := range []float64{110, 76, 38} {
			c.line(steel, 7, "M 240 250 C "+num(240-bulge*1.5)+" 160 "+num(240-bulge)+" 40 240 44 C "+num(240+bulge)+" 40 "+num(240+bulge*1.5)+" 160 240 250")
		}
		c.line(steel, 7, "M 240 250 L 240 46")
		c.box(steel, 222, 236, 36, 40, 8)
		c.box(c.main, 216, 264, 48, 160, 22)
		c.line(c.light, 8, "M 230 290 L 230 390")
	})
}

func icetray(c *canvas) {
	c.ground(372, 170)
	c.turned(-8, 240, 240, func() {
		c.box(c.dark, 70, 150, 340, 210, 26)
		c.box(c.main, 70, 138, 340, 206, 26)
		for i := range 8 {
			x, y := 92+float64(i%4)*76, 158+float64(i/4)*86
			c.box(c.dark, x, y, 66, 76, 14)
			c.box(water, x+7, y+8, 52, 60, 12)
			c.box(white, x+14, y+14, 22, 12, 6)
		}
	})
}

func lunchbox(c *canvas) {
	c.ground(392, 150)
	c.box(c.pale, 92, 260, 296, 122, 26)
	c.box(c.light, 92, 180, 296, 104, 22)
	c.box(c.main, 80, 126, 320, 72, 26)
	c.box(c.dark, 80, 174, 320, 22, 10)
	c.box(c.dark, 212, 176, 56, 60, 12)
	c.box(c.deep, 72, 276, 336, 12, 6)
	c.line(white, 9, "M 112 150 L 260 150")
	c.heart(c.main, 240, 338, 50)
}
