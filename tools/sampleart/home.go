package main

func storagebox(c *canvas) {
	c.ground(396, 150)
	c.box(c.dark, 96, 200, 292, 190, 20)
	c.box(c.main, 90, 196, 292, 188, 20)
	c.box(c.light, 76, 146, 322, 62, 18)
	c.box(c.dark, 76, 192, 322, 14, 7)
	c.box(c.deep, 206, 180, 64, 40, 12)
	c.box(c.pale, 182, 262, 112, 62, 10)
	c.line(c.deep, 5, "M 202 284 L 272 284 M 202 302 L 252 302")
}

func basket(c *canvas) {
	c.ground(400, 140)
	c.disc(red, 180, 150, 46)
	c.disc(sun, 262, 140, 44)
	c.disc(leaf, 322, 160, 38)
	c.blob(c.main, "M 84 170 L 396 170 L 364 380 C 362 392 356 396 344 396 L 136 396 C 124 396 118 392 116 380 Z")
	for y := 214.0; y < 390; y += 34 {
		for i := range 7 {
			x := 112 + float64(i)*40 + 14*float64(int(y/34)%2)
			c.line(c.dark, 9, "M "+num(x-8)+" "+num(y)+" L "+num(x+12)+" "+num(y))
		}
	}
	c.box(c.dark, 72, 156, 336, 36, 16)
	c.box(c.light, 72, 156, 336, 12, 6)
}

func hooks(c *canvas) {
	c.box(paper, 96, 80, 288, 320, 18)
	for i := range 5 {
		x, y := 170+float64(i%2)*140, 150+float64(i/2)*96
		if i == 4 {
			x = 240
		}
		c.box(c.dark, x-38, y-38, 78, 78, 20)
		c.box(c.main, x-40, y-42, 78, 78, 20)
		c.line(steel, 9, "M "+num(x)+" "+num(y-20)+" L "+num(x)+" "+num(y+8)+" C "+num(x)+" "+num(y+34)+" "+num(x+28)+" "+num(y+30)+" "+num(x+26)+" "+num(y+8))
	}
}

func hanger(c *canvas) {
	c.ground(392, 140)
	for _, dy := range []float64{60, 30, 0} {
		c.moved(0, dy, func() {
			c.line(steel, 8, "M 240 190 L 240 150 C 280 150 276 100 242 102 C 224 104 214 116 216 130")
			c.line(c.dark, 20, "M 240 190 L 92 290 C 76 306 84 322 104 322 L 376 322 C 396 322 404 306 388 290 Z")
			c.line(c.main, 14, "M 240 190 L 92 290 C 76 306 84 322 104 322 L 376 322 C 396 322 404 306 388 290 Z")
		})
	}
}

func bagclip(c *canvas) {
	c.ground(400, 140)
	for i, dy := range []float64{0, 92, 184} {
		c.moved(float64(i*14)-14, dy, func() {
			c.box(c.dark, 96, 112, 290, 54, 26)
			c.box(c.main, 96, 104, 290, 30, 15)
			c.box(c.light, 96, 136, 290, 26, 13)
			c.disc(c.deep, 116, 134, 9)
			c.box(c.dark, 350, 100, 44, 62, 14)
			c.line(c.pale, 6, "M 150 114 L 320 114")
		})
	}
}

func candle(c *canvas) {
	c.ground(406, 110)
	c.blob(sun, "M 240 60 C 276 110 272 140 240 146 C 208 140 204 110 240 60 Z")
	c.blob(white, "M 240 96 C 254 120 252 136 240 138 C 228 136 226 120 240 96 Z")
	c.line(ink, 6, "M 240 140 L 240 176")
	c.box(silver, 128, 164, 224, 236, 26)
	c.box(c.main, 142, 196, 196, 192, 18)
	c.oval(c.light, 240, 198, 98, 16, 1)
	c.box(paper, 172, 256, 136, 88, 12)
	c.blob(leaf, "M 240 330 C 200 310 204 280 232 270 C 250 286 252 310 240 330 Z")
	c.line(leaf, 5, "M 240 330 C 262 320 276 300 278 282")
	c.line(white, 8, "M 142 190 L 142 340")
}

func towel(c *canvas) {
	c.ground(396, 150)
	c.box(c.dark, 92, 286, 296, 100, 36)
	c.box(c.main, 92, 220, 296, 100, 36)
	c.box(c.light, 92, 150, 296, 104, 40)
	c.line(c.dark, 5, "M 130 252 L 372 252 M 130 320 L 372 320")
	c.box(white, 300, 150, 18, 104, 0)
	c.box(white, 328, 150, 8, 104, 0)
	c.heart(c.main, 180, 202, 40)
}

func nightlight(c *canvas) {
	c.ground(404, 100)
	c.oval(sun, 240, 200, 150, 150, 0.22)
	c.disc(c.dark, 240, 206, 116)
	c.disc(c.main, 240, 200, 114)
	c.disc(c.light, 214, 180, 78)
	c.disc(c.dark, 286, 240, 18)
	c.disc(c.dark, 270, 150, 12)
	c.disc(c.dark, 200, 260, 14)
	c.blob(wood, "M 160 300 L 320 300 L 336 392 L 144 392 Z")
	c.line(bark, 5, "M 156 346 L 326 346")
	c.star(sun, 96, 110, 22)
	c.star(sun, 392, 130, 16)
}

func umbrella(c *canvas) {
	c.ground(420, 100)
	c.line(ink, 10, "M 240 80 L 240 370 C 240 420 180 420 182 372")
	c.blob(c.main, "M 60 250 C 64 30 416 30 420 250 C 396 220 350 220 330 250 C 306 220 262 220 240 250 C 218 220 174 220 150 250 C 130 220 84 220 60 250 Z")
	c.blob(c.dark, "M 240 86 C 300 110 328 180 330 250 C 306 220 262 220 240 250 Z")
	c.blob(c.light, "M 240 86 C 130 100 66 180 60 250 C 84 220 130 220 150 250 C 152 180 190 110 240 86 Z")
	c.line(ink, 9, "M 240 64 L 240 88")
}

func broom(c *canvas) {
	c.ground(414, 140)
	c.turned(-12, 200, 240, func() {
		c.line(steel, 15, "M 190 40 L 190 300")
		c.box(c.dark, 146, 290, 90, 40, 12)
		c.blob(c.main, "M 144 326 L 238 326 L 258 410 L 122 410 Z")
		c.line(c.light, 4, "M 166 334 L 156 406 M 191 334 L 191 406 M 216 334 L 228 406")
	})
	c.line(steel, 15, "M 336 60 L 336 290")
	c.blob(c.dark, "M 276 290 L 396 290 L 410 410 L 262 410 Z")
	c.blob(c.main, "M 290 306 L 382 306 L 392 396 L 280 396 Z")
}
