package main

func claw(c *canvas) {
	c.ground(392, 130)
	c.twice(func() {
		c.blob(c.dark, "M 236 120 C 130 120 92 200 98 300 C 100 340 108 366 118 380 L 138 372 C 132 340 130 322 136 300 L 236 270 Z")
		for _, tooth := range []string{
			"M 136 262 L 132 372 C 136 384 150 384 154 372 L 170 262 Z",
			"M 176 262 L 172 378 C 176 390 190 390 194 378 L 206 262 Z",
			"M 212 262 L 210 380 C 214 392 226 392 230 380 L 238 262 Z",
		} {
			c.blob(c.main, tooth)
		}
		c.blob(c.main, "M 240 104 C 150 104 110 170 112 262 C 150 292 200 296 240 292 Z")
		c.line(c.light, 12, "M 204 138 C 166 148 146 184 142 226")
	})
	c.box(steel, 222, 120, 36, 150, 16)
	for y := 138.0; y < 260; y += 20 {
		c.line(ink, 4, "M 226 "+num(y)+" L 254 "+num(y+8))
	}
	c.twice(func() { c.box(c.dark, 176, 76, 44, 74, 16) })
}

func snap(c *canvas) {
	c.ground(398, 120)
	for _, dx := range []float64{-66, 66} {
		c.moved(dx, 0, func() {
			c.blob(c.main, "M 240 88 C 286 88 300 150 290 220 C 284 280 262 380 240 380 C 218 380 196 280 190 220 C 180 150 194 88 240 88 Z")
			c.blob(c.pale, "M 240 128 C 262 128 268 166 262 214 C 258 252 250 306 240 306 C 230 306 222 252 218 214 C 212 166 218 128 240 128 Z")
			c.blob(c.dark, "M 230 150 L 250 150 L 246 330 C 244 342 236 342 234 330 Z")
			c.disc(white, 240, 108, 7)
		})
	}
}

func bow(c *canvas) {
	c.ground(386, 120)
	c.twice(func() {
		c.blob(c.dark, "M 228 240 L 150 372 L 188 362 L 204 386 L 244 260 Z")
		c.blob(c.main, "M 236 220 C 180 120 110 116 86 136 C 70 180 72 270 92 304 C 140 312 196 270 236 236 Z")
		c.blob(c.dark, "M 232 224 C 196 186 160 180 134 184 C 160 204 190 224 228 232 Z")
		c.line(c.light, 9, "M 106 158 C 136 150 166 162 188 184")
	})
	c.box(c.main, 206, 192, 68, 70, 24)
	c.line(c.dark, 5, "M 226 204 C 220 220 220 236 226 250")
	c.line(c.light, 6, "M 250 204 C 256 220 256 236 250 250")
}

func scrunchie(c *canvas) {
	c.ground(398, 130)
	c.around(14, 240, 236, func() { c.disc(c.dark, 240, 116, 42) })
	c.around(14, 240, 236, func() { c.disc(c.main, 240, 122, 38) })
	c.hoop(c.main, 78, 240, 236, 112)
	c.around(14, 240, 236, func() { c.line(c.dark, 5, "M 240 96 Q 250 130 238 160") })
	c.around(14, 240, 236, func() { c.line(c.light, 5, "M 258 100 Q 262 120 256 140") })
	c.hoop(c.deep, 6, 240, 236, 72)
}

func hairband(c *canvas) {
	c.ground(398, 140)
	c.line(c.dark, 52, "M 118 360 C 60 40 420 40 362 360")
	c.line(c.main, 46, "M 122 350 C 72 50 408 50 358 350")
	c.line(c.light, 10, "M 134 230 C 150 130 210 112 250 112")
	c.line(c.deep, 12, "M 120 350 L 122 374")
	c.line(c.deep, 12, "M 360 350 L 358 374")
}

func ties(c *canvas) {
	c.ground(390, 150)
	for _, at := range [][2]float64{{150, 170}, {240, 130}, {330, 170}, {180, 270}, {300, 270}, {240, 210}, {240, 320}} {
		c.hoop(c.dark, 20, at[0], at[1]+4, 46)
		c.hoop(c.main, 16, at[0], at[1], 46)
		c.line(c.light, 5, "M "+num(at[0]-40)+" "+num(at[1]-22)+" Q "+num(at[0]-26)+" "+num(at[1]-44)+" "+num(at[0]-4)+" "+num(at[1]-46))
	}
}

func pins(c *canvas) {
	c.box(paper, 110, 80, 260, 320, 14)
	c.box(c.pale, 110, 80, 260, 56, 14)
	for x := 146.0; x <= 340; x += 38 {
		c.moved(x-240, 0, func() {
			c.line(c.main, 7, "M 234 160 L 234 360")
			c.line(c.main, 7, "M 234 160 C 234 142 252 142 252 160 L 252 200 Q 242 214 252 228 Q 242 242 252 256 Q 242 270 252 284 L 252 340")
		})
	}
	c.disc(c.dark, 240, 108, 12)
}

func flowerclip(c *canvas) {
	c.ground(394, 120)
	c.around(5, 240, 232, func() {
		c.blob(c.dark, "M 240 232 C 170 190 174 84 240 76 C 306 84 310 190 240 232 Z")
	})
	c.around(5, 240, 232, func() {
		c.blob(c.main, "M 240 232 C 180 190 184 92 240 84 C 288 92 296 190 240 232 Z")
		c.blob(c.light, "M 240 206 C 214 180 214 126 236 110 C 244 140 248 176 240 206 Z")
	})
	c.disc(sun, 240, 232, 34)
	c.disc(gold, 240, 236, 20)
}

func stick(c *canvas) {
	c.ground(408, 120)
	c.line(brass, 14, "M 120 396 L 330 120")
	c.line(gold, 7, "M 118 392 L 326 118")
	c.around(6, 330, 116, func() { c.oval(c.main, 330, 82, 20, 28, 1) })
	c.disc(gold, 330, 116, 17)
	for _, dx := range []float64{-26, 0, 26} {
		c.moved(dx, 0, func() {
			c.line(gold, 3, "M 330 150 L 330 250")
			c.disc(c.main, 330, 190, 9)
			c.disc(c.main, 330, 222, 9)
			c.blob(c.dark, "M 330 244 C 346 270 344 296 330 300 C 316 296 314 270 330 244 Z")
		})
	}
}
