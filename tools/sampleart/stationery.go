package main

func notebook(c *canvas) {
	c.ground(414, 120)
	c.turned(-6, 240, 240, func() {
		c.box(c.deep, 128, 84, 240, 318, 16)
		c.box(paper, 134, 84, 230, 310, 12)
		c.box(c.main, 122, 78, 232, 312, 16)
		c.box(c.dark, 122, 78, 40, 312, 14)
		c.box(paper, 196, 130, 124, 70, 8)
		c.line(c.main, 5, "M 214 156 L 302 156 M 214 176 L 274 176")
		c.line(c.light, 12, "M 330 90 L 330 378")
	})
}

func pen(c *canvas) {
	c.ground(404, 120)
	c.turned(38, 240, 240, func() {
		c.box(c.dark, 226, 46, 28, 40, 8)
		c.box(white, 212, 80, 56, 230, 14)
		c.box(c.main, 212, 80, 56, 70, 14)
		c.box(c.dark, 262, 92, 12, 100, 6)
		c.box(c.main, 212, 244, 56, 84, 10)
		for y := 258.0; y < 322; y += 14 {
			c.line(c.dark, 5, "M 220 "+num(y)+" L 260 "+num(y))
		}
		c.blob(steel, "M 214 328 L 266 328 L 248 386 L 232 386 Z")
		c.blob(c.deep, "M 234 386 L 246 386 L 240 410 Z")
	})
}

func pencilcase(c *canvas) {
	c.ground(366, 160)
	c.turned(10, 240, 160, func() { c.box(sun, 150, 70, 22, 120, 4) })
	c.box(red, 236, 74, 22, 120, 4)
	c.turned(-8, 320, 160, func() { c.box(leaf, 300, 80, 22, 120, 4) })
	c.box(c.dark, 76, 160, 328, 200, 40)
	c.box(c.main, 76, 150, 328, 200, 40)
	c.line(ink, 10, "M 104 186 L 376 186")
	c.line(gold, 4, "M 104 186 L 376 186")
	c.blob(gold, "M 340 180 L 368 180 L 362 230 L 346 230 Z")
	c.line(c.light, 8, "M 110 240 L 110 300")
	c.disc(c.light, 210, 270, 26)
	c.disc(c.light, 180, 256, 12)
	c.disc(c.light, 196, 236, 12)
	c.disc(c.light, 222, 236, 12)
	c.disc(c.light, 240, 256, 12)
}

func sticky(c *canvas) {
	c.ground(398, 140)
	c.box(c.deep, 112, 112, 268, 274, 6)
	c.box(c.dark, 108, 104, 268, 274, 6)
	c.blob(c.main, "M 100 96 L 368 96 L 368 310 Q 330 330 310 370 L 100 370 Z")
	c.blob(c.light, "M 310 370 Q 316 324 368 310 Q 350 350 310 370 Z")
	c.line(c.deep, 7, "M 138 160 L 300 160 M 138 204 L 320 204 M 138 248 L 240 248")
}

func washi(c *canvas) {
	c.ground(398, 140)
	c.blob(c.main, "M 240 330 L 410 330 L 398 350 L 410 370 L 398 390 L 240 390 Z")
	c.disc(c.dark, 226, 250, 144)
	c.disc(c.main, 226, 246, 140)
	c.around(8, 226, 246, func() { c.heart(white, 226, 146, 20) })
	c.disc(wood, 226, 246, 66)
	c.disc(c.back, 226, 246, 52)
}

func scissors(c *canvas) {
	c.ground(408, 110)
	c.twice(func() {
		c.turned(16, 240, 230, func() {
			c.blob(steel, "M 226 236 L 226 90 C 228 70 250 70 256 96 L 258 236 Z")
			c.blob(silver, "M 238 236 L 238 84 L 254 96 L 258 236 Z")
		})
		c.hoop(c.main, 26, 172, 330, 46)
		c.line(c.main, 26, "M 198 290 L 236 236")
		c.line(c.light, 7, "M 138 316 C 142 300 154 290 168 288")
	})
	c.disc(ink, 240, 234, 12)
}

func ruler(c *canvas) {
	c.ground(390, 150)
	c.turned(-24, 240, 240, func() {
		c.box(c.dark, 60, 196, 360, 96, 10)
		c.box(c.main, 60, 190, 360, 96, 10)
		for i := range 18 {
			x := 80 + float64(i)*19
			long := 206 + 16*float64((i%5+4)/5)
			c.line(ink, 3, "M "+num(x)+" 194 L "+num(x)+" "+num(444-long))
		}
		c.line(c.pale, 8, "M 80 268 L 400 268")
		c.disc(white, 396, 250, 9)
	})
}

func crayons(c *canvas) {
	c.ground(408, 140)
	for i, col := range []string{"#e2574c", "#f39c3d", "#f6cf4a", "#6fb565", "#4f9fd8", "#8b6bc4"} {
		x := 116 + float64(i)*42
		c.blob(hex(col), "M "+num(x)+" 250 L "+num(x)+" 130 L "+num(x+10)+" 88 L "+num(x+26)+" 88 L "+num(x+36)+" 130 L "+num(x+36)+" 250 Z")
		c.line(mix(hex(col), ink, 0.25), 4, "M "+num(x+4)+" 140 L "+num(x+32)+" 140")
	}
	c.box(c.dark, 96, 200, 288, 200, 12)
	c.box(c.main, 96, 192, 288, 200, 12)
	c.box(paper, 130, 236, 220, 104, 14)
	c.line(red, 10, "M 156 300 Q 186 240 210 290 Q 234 330 260 280 Q 286 250 322 300")
}

func stickers(c *canvas) {
	c.ground(404, 140)
	c.turned(6, 240, 240, func() { c.box(c.dark, 110, 80, 260, 312, 14) })
	c.box(paper, 106, 76, 260, 312, 14)
	c.heart(c.main, 172, 150, 44)
	c.disc(sun, 294, 150, 38)
	c.line(ink, 5, "M 280 158 Q 294 172 308 158")
	c.disc(ink, 282, 142, 4)
	c.disc(ink, 306, 142, 4)
	c.star(c.main, 294, 262, 44)
	c.around(5, 172, 264, func() { c.disc(c.light, 172, 240, 17) })
	c.disc(sun, 172, 264, 13)
	c.blob(water, "M 130 352 C 120 330 150 318 160 330 C 170 312 204 316 204 336 C 220 336 220 356 206 356 L 140 356 Z")
	c.box(c.main, 250, 326, 90, 32, 16)
}
