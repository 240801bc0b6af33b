package main

func teddy(c *canvas) {
	c.ground(412, 120)
	c.twice(func() {
		c.oval(c.main, 158, 366, 48, 40, 1)
		c.oval(c.pale, 152, 372, 26, 24, 1)
		c.turned(24, 150, 280, func() { c.oval(c.dark, 146, 284, 30, 58, 1) })
		c.disc(c.main, 164, 98, 42)
		c.disc(c.pale, 164, 98, 24)
	})
	c.oval(c.main, 240, 320, 92, 92, 1)
	c.oval(c.pale, 240, 330, 56, 60, 1)
	c.oval(c.main, 240, 166, 104, 90, 1)
	c.oval(c.pale, 240, 200, 44, 34, 1)
	c.twice(func() {
		c.disc(ink, 200, 156, 10)
		c.oval(blush, 172, 192, 18, 11, 0.7)
		c.blob(red, "M 240 258 L 196 238 L 196 280 Z")
	})
	c.oval(ink, 240, 186, 15, 11, 1)
	c.line(ink, 4, "M 240 196 Q 238 214 222 212 M 240 196 Q 242 214 258 212")
	c.disc(red, 240, 258, 13)
}

func blocks(c *canvas) {
	c.ground(400, 150)
	brick := func(x, y, w float64, n int, front, top string) {
		f, t := hex(front), hex(top)
		for i := range n {
			c.box(t, x+16+float64(i)*(w-24)/float64(n), y-20, 40, 30, 6)
		}
		c.box(f, x, y, w, 84, 8)
		c.box(t, x, y, w, 16, 8)
	}
	brick(90, 310, 150, 2, "#f0c23f", "#f7d970")
	brick(240, 310, 150, 2, "#4c9bd4", "#7fbbe6")
	for i := range 3 {
		c.box(c.light, 156+float64(i)*62, 206, 42, 30, 6)
	}
	c.box(c.main, 138, 226, 204, 84, 8)
	c.box(c.light, 138, 226, 204, 16, 8)
	brick(186, 142, 108, 1, "#6fb565", "#97cf8d")
	c.disc(ink, 220, 190, 7)
	c.disc(ink, 260, 190, 7)
	c.line(ink, 5, "M 224 208 Q 240 220 256 208")
}

func car(c *canvas) {
	c.ground(362, 170)
	c.blob(c.dark, "M 150 220 C 160 150 190 130 240 130 C 300 130 326 160 344 220 Z")
	c.blob(water, "M 172 216 C 180 168 196 152 232 152 L 232 216 Z")
	c.blob(water, "M 248 152 C 292 152 308 172 320 216 L 248 216 Z")
	c.box(c.main, 66, 208, 350, 120, 46)
	c.box(c.dark, 66, 288, 350, 38, 19)
	c.line(c.light, 9, "M 110 236 L 330 236")
	c.oval(sun, 396, 262, 15, 20, 1)
	for _, x := range []float64{150, 332} {
		c.disc(ink, x, 326, 46)
		c.disc(steel, x, 326, 22)
		c.disc(white, x, 326, 8)
	}
}

func bubble(c *canvas) {
	c.ground(412, 90)
	c.turned(14, 240, 240, func() {
		c.box(c.main, 204, 190, 62, 220, 24)
		c.box(c.dark, 204, 190, 62, 54, 20)
		c.box(c.pale, 214, 262, 42, 110, 12)
		c.star(c.main, 235, 316, 20)
		c.line(c.dark, 12, "M 235 190 L 235 160")
		c.hoop(c.dark, 11, 235, 120, 40)
	})
	for _, b := range [][3]float64{{350, 120, 46}, {380, 230, 28}, {130, 150, 36}, {104, 260, 22}, {160, 80, 18}} {
		c.oval(water, b[0], b[1], b[2], b[2], 0.65)
		c.hoop(white, 4, b[0], b[1], b[2])
		c.disc(white, b[0]-b[2]/3, b[1]-b[2]/3, b[2]/5)
	}
}

func spinner(c *canvas) {
	c.ground(406, 130)
	c.around(3, 240, 244, func() {
		c.line(c.dark, 64, "M 240 248 L 240 140")
		c.disc(c.dark, 240, 134, 66)
	})
	c.around(3, 240, 244, func() {
		c.line(c.main, 56, "M 240 244 L 240 136")
		c.disc(c.main, 240, 130, 62)
		c.disc(steel, 240, 130, 40)
		c.disc(ink, 240, 130, 24)
	})
	c.disc(c.light, 240, 244, 42)
	c.disc(steel, 240, 244, 28)
	c.disc(white, 232, 236, 8)
}

func popit(c *canvas) {
	c.ground(408, 130)
	c.disc(c.dark, 240, 244, 166)
	c.disc(c.main, 240, 236, 166)
	for row, n := range []int{3, 4, 5, 4, 3} {
		for i := range n {
			x, y := 240+(float64(i)-float64(n-1)/2)*62, 236+(float64(row)-2)*60
			c.disc(c.dark, x, y, 25)
			c.disc(c.light, x, y-3, 22)
			c.disc(c.pale, x-6, y-9, 7)
		}
	}
}

func cube(c *canvas) {
	c.ground(404, 140)
	c.box(c.dark, 100, 100, 280, 290, 26)
	c.box(c.main, 100, 92, 280, 286, 26)
	tiles := []string{"#e2574c", "#f6cf4a", "#4f9fd8", "#6fb565", "#f39c3d", "#e2574c", "#ffffff", "#4f9fd8", "#6fb565"}
	for i, col := range tiles {
		x, y := 116+float64(i%3)*86, 108+float64(i/3)*88
		c.box(hex(col), x, y, 76, 78, 14)
		c.box(mix(hex(col), white, 0.35), x+10, y+8, 40, 9, 4)
	}
}

func skiprope(c *canvas) {
	c.ground(404, 130)
	c.line(c.dark, 10, "M 130 200 C 120 420 220 400 240 300 C 260 190 180 180 190 280 C 200 420 360 420 350 200")
	for _, x := range []float64{130, 350} {
		c.box(c.main, x-24, 78, 48, 130, 22)
		c.box(c.pale, x-24, 150, 48, 20, 0)
		c.box(ink, x-14, 96, 28, 20, 5)
		c.line(c.light, 5, "M "+num(x-12)+" 124 L "+num(x-12)+" 144")
	}
}
