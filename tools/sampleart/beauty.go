package main

func mirror(c *canvas) {
	c.ground(412, 110)
	c.disc(c.dark, 240, 330, 92)
	c.oval(c.main, 240, 322, 96, 76, 1)
	c.oval(silver, 240, 322, 76, 58, 1)
	c.disc(c.dark, 240, 160, 122)
	c.disc(c.main, 240, 154, 120)
	c.disc(water, 240, 154, 96)
	c.line(white, 13, "M 196 190 L 272 100 M 232 204 L 292 134")
	c.box(brass, 212, 262, 56, 20, 8)
}

func brush(c *canvas) {
	c.ground(416, 100)
	c.turned(18, 240, 240, func() {
		c.box(c.dark, 216, 250, 52, 170, 25)
		c.box(c.main, 212, 250, 50, 166, 24)
		c.oval(c.dark, 240, 162, 96, 126, 1)
		c.oval(c.main, 236, 158, 94, 124, 1)
		c.oval(c.pale, 236, 158, 70, 98, 1)
		for i := range 25 {
			x, y := 188+float64(i%5)*24, 94+float64(i/5)*32
			if (i == 0) || (i == 4) || (i == 20) || (i == 24) {
				continue
			}
			c.disc(c.deep, x, y, 6)
		}
		c.line(c.light, 7, "M 228 290 L 228 380")
	})
}

func puff(c *canvas) {
	c.ground(398, 150)
	drop := "M 0 -78 C 40 -30 62 10 54 44 C 44 84 -44 84 -54 44 C -62 10 -40 -30 0 -78 Z"
	for _, at := range [][3]float64{{150, 180, 0}, {330, 180, 1}, {150, 320, 1}, {330, 320, 0}} {
		c.moved(at[0], at[1], func() {
			c.blob(c.dark, drop)
			fill := c.main
			if at[2] == 1 {
				fill = c.light
			}
			c.moved(-4, -4, func() { c.blob(fill, drop) })
			c.line(white, 8, "M -28 14 C -28 -6 -18 -22 -10 -34")
		})
	}
}

func nailclipper(c *canvas) {
	c.ground(404, 110)
	c.turned(26, 240, 240, func() {
		c.blob(steel, "M 196 90 Q 240 66 284 90 L 276 150 L 204 150 Z")
		c.line(ink, 4, "M 200 108 Q 240 90 280 108")
		c.box(c.dark, 196, 146, 92, 270, 34)
		c.box(c.main, 190, 142, 92, 266, 34)
		c.box(silver, 218, 120, 36, 200, 16)
		c.disc(ink, 236, 150, 9)
		c.line(steel, 5, "M 236 190 L 236 296")
		c.hoop(steel, 7, 236, 384, 12)
	})
}

func comb(c *canvas) {
	c.ground(384, 150)
	c.turned(-14, 240, 240, func() {
		c.box(c.dark, 74, 150, 336, 70, 28)
		c.box(c.main, 74, 142, 336, 70, 28)
		for i := range 16 {
			x := 86 + float64(i)*20.4
			c.box(c.main, x, 196, 12, 140, 6)
		}
		c.line(c.light, 8, "M 104 162 L 380 162")
	})
}
