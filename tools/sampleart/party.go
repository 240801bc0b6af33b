package main

import (
	"image/color"
	"math"
)

func balloon(c *canvas) {
	one := func(x, y, r float64, body, shade color.Color) {
		c.line(ink, 3, "M "+num(x)+" "+num(y+r*1.2)+" Q "+num(x)+" 380 240 430")
		c.blob(shade, "M "+num(x)+" "+num(y+r*1.1)+" L "+num(x-13)+" "+num(y+r*1.32)+" L "+num(x+13)+" "+num(y+r*1.32)+" Z")
		c.oval(shade, x, y, r, r*1.18, 1)
		c.oval(body, x-5, y-5, r-9, r*1.18-9, 1)
		c.turned(28, x-r*0.4, y-r*0.5, func() { c.oval(white, x-r*0.4, y-r*0.5, r*0.13, r*0.24, 0.8) })
	}
	one(140, 190, 68, c.light, c.main)
	one(340, 190, 68, c.light, c.main)
	one(240, 150, 82, c.main, c.dark)
}

func bunting(c *canvas) {
	c.line(ink, 6, "M 40 130 Q 240 230 440 130")
	c.line(ink, 6, "M 40 280 Q 240 380 440 280")
	for i, dy := range []float64{14, 34, 44, 34, 14} {
		col := []color.Color{c.main, c.light, c.dark}[i%3]
		x := 62 + float64(i)*78
		for _, y := range []float64{120 + dy, 270 + dy} {
			c.blob(col, "M "+num(x)+" "+num(y)+" L "+num(x+56)+" "+num(y)+" L "+num(x+28)+" "+num(y+80)+" Z")
			c.disc(white, x+28, y+24, 9)
		}
	}
}

func hat(c *canvas) {
	c.ground(400, 120)
	c.line(ink, 3, "M 130 370 Q 240 440 350 370")
	c.blob(c.main, "M 240 96 L 362 364 Q 240 412 118 364 Z")
	c.blob(c.dark, "M 240 96 L 362 364 Q 326 382 290 388 Z")
	for _, d := range [][2]float64{{230, 190}, {200, 262}, {262, 258}, {168, 338}, {232, 334}, {300, 334}} {
		c.disc(c.pale, d[0], d[1], 15)
	}
	c.around(9, 240, 92, func() { c.line(sun, 10, "M 240 92 L 240 58") })
	c.disc(gold, 240, 92, 17)
}

func birthdayCandle(c *canvas) {
	c.ground(410, 130)
	for _, x := range []float64{130, 204, 278, 352} {
		c.blob(sun, "M "+num(x)+" 60 C "+num(x+26)+" 100 "+num(x+20)+" 124 "+num(x)+" 126 C "+num(x-20)+" 124 "+num(x-26)+" 100 "+num(x)+" 60 Z")
		c.line(ink, 4, "M "+num(x)+" 122 L "+num(x)+" 144")
		c.box(white, x-17, 140, 34, 226, 8)
		for y := 152.0; y < 350; y += 34 {
			c.blob(c.main, "M "+num(x-17)+" "+num(y+14)+" L "+num(x+17)+" "+num(y-4)+" L "+num(x+17)+" "+num(y+12)+" L "+num(x-17)+" "+num(y+30)+" Z")
		}
		c.box(c.dark, x-24, 356, 48, 44, 10)
	}
}

func confetti(c *canvas) {
	c.ground(412, 110)
	c.turned(-24, 240, 300, func() {
		c.box(c.main, 196, 216, 88, 200, 14)
		c.box(c.dark, 196, 216, 88, 34, 10)
		c.box(c.light, 196, 300, 88, 24, 0)
		c.box(c.light, 196, 346, 88, 24, 0)
	})
	bits := []string{"#e2574c", "#f6cf4a", "#4f9fd8", "#6fb565", "#e98bb1"}
	for i := range 22 {
		turn, far := -1.4+float64(i*8%22)*0.11, 50+float64(i*5%22)*6
		x, y := 200+far*math.Sin(turn), 190-far*math.Cos(turn)
		c.turned(float64(i*41), x, y, func() { c.box(hex(bits[i%5]), x-10, y-6, 22, 12, 3) })
	}
	c.line(hex("#4f9fd8"), 6, "M 170 210 C 140 170 180 150 150 110")
	c.line(hex("#e98bb1"), 6, "M 196 200 C 220 160 190 130 230 96")
}
