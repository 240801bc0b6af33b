package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// constants are the numbers that lie in memory, eight times each.
var constants = map[float32]Mem{}

func constant(v float32) Mem {
	if m, ok := constants[v]; ok {
		return m
	}
	m := GLOBL(fmt.Sprintf("f%08x", math.Float32bits(v)), RODATA|NOPTR)
	for i := range 8 {
		DATA(4*i, F32(v))
	}
	constants[v] = m
	return m
}

// polynomial gives the value at x of a polynomial, the coefficient of the highest power first.
func polynomial(x VecVirtual, coefficients ...float32) VecVirtual {
	p := YMM()
	VMOVUPS(constant(coefficients[0]), p)
	for _, c := range coefficients[1:] {
		VFMADD213PS(constant(c), x, p)
	}
	return p
}

// exp gives e^x for x up to 88: a power of two, and a polynomial for what is left, as in Cephes. Below -87 it is as at -87,
// which is nearly nothing.
func exp(x VecVirtual) VecVirtual {
	VMAXPS(constant(-87), x, x)
	n, rest := YMM(), YMM()
	VMULPS(constant(1.44269504), x, n)
	VROUNDPS(Imm(0), n, n)
	VMOVAPS(x, rest)
	VFNMADD231PS(constant(0.693359375), n, rest)
	VFNMADD231PS(constant(-2.12194440e-4), n, rest)
	p := polynomial(rest, 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1, 1)
	VCVTPS2DQ(n, n)
	VPSLLD(Imm(23), n, n)
	VPADDD(n, p, p)
	return p
}

// gelu takes the error function from a quotient of polynomials, which is exact to float32 between -4 and 4.
func gelu() {
	begin("geluRow", "func(x *float32, n int)", "geluRow is GELU in place; n is a multiple of 8.")
	x, n := param("x"), param("n")
	loop("row", n, 8, func() {
		v, z, square := YMM(), YMM(), YMM()
		VMOVUPS(Mem{Base: x}, v)
		VMULPS(constant(math.Sqrt2/2), v, z)
		VMINPS(constant(4), z, z)
		VMAXPS(constant(-4), z, z)
		VMULPS(z, z, square)
		p := polynomial(square, -2.72614225801306e-10, 2.77068142495902e-08, -2.10102402082508e-06, -5.69250639462346e-05,
			-7.34990630326855e-04, -2.95459980854025e-03, -1.60960333262415e-02)
		VMULPS(z, p, p)
		q := polynomial(square, -1.45660718464996e-05, -2.13374055278905e-04, -1.68282697438203e-03, -7.37332916720468e-03,
			-1.42647390514189e-02)
		VDIVPS(q, p, p)
		VMULPS(constant(0.5), v, v)
		VFMADD231PS(p, v, v)
		VMOVUPS(v, Mem{Base: x})
		ADDQ(Imm(32), x)
	})
	end()
}

func softmax() {
	begin("softmaxRow", "func(x *float32, n int, scale float32)", "softmaxRow is the softmax of scale*x in place; n is a multiple of 8.")
	x, n, scale := param("x"), param("n"), spread("scale")
	largest := YMM()
	VMOVUPS(constant(-1e30), largest)
	p := copyOf(x)
	loop("largest", copyOf(n), 8, func() {
		VMAXPS(Mem{Base: p}, largest, largest)
		ADDQ(Imm(32), p)
	})
	largest = across(largest, greater)
	sum := YMM()
	VXORPS(sum, sum, sum)
	p = copyOf(x)
	loop("powers", copyOf(n), 8, func() {
		v := YMM()
		VMOVUPS(Mem{Base: p}, v)
		VSUBPS(largest, v, v)
		VMULPS(scale, v, v)
		e := exp(v)
		VADDPS(e, sum, sum)
		VMOVUPS(e, Mem{Base: p})
		ADDQ(Imm(32), p)
	})
	sum = across(sum, add)
	share := YMM()
	VMOVUPS(constant(1), share)
	VDIVPS(sum, share, share)
	loop("shares", n, 8, func() {
		v := YMM()
		VMULPS(Mem{Base: x}, share, v)
		VMOVUPS(v, Mem{Base: x})
		ADDQ(Imm(32), x)
	})
	end()
}

func addNorm() {
	begin("addNormRow", "func(x *float32, added *float32, gain *float32, bias *float32, n int, share float32)",
		"addNormRow adds to x and norms it in place; n is a multiple of 8, share is 1/n.")
	x, added, n, share := param("x"), param("added"), param("n"), spread("share")
	mean := YMM()
	VXORPS(mean, mean, mean)
	p := copyOf(x)
	loop("sum", copyOf(n), 8, func() {
		v := YMM()
		VMOVUPS(Mem{Base: p}, v)
		VADDPS(Mem{Base: added}, v, v)
		VMOVUPS(v, Mem{Base: p})
		VADDPS(v, mean, mean)
		ADDQ(Imm(32), p)
		ADDQ(Imm(32), added)
	})
	mean = across(mean, add)
	VMULPS(share, mean, mean)
	squares := YMM()
	VXORPS(squares, squares, squares)
	p = copyOf(x)
	loop("squares", copyOf(n), 8, func() {
		v := YMM()
		VMOVUPS(Mem{Base: p}, v)
		VSUBPS(mean, v, v)
		VFMADD231PS(v, v, squares)
		ADDQ(Imm(32), p)
	})
	squares = across(squares, add)
	VMULPS(share, squares, squares)
	VADDPS(constant(1e-12), squares, squares)
	VSQRTPS(squares, squares)
	scale := YMM()
	VMOVUPS(constant(1), scale)
	VDIVPS(squares, scale, scale)
	gain, bias := param("gain"), param("bias")
	loop("norm", n, 8, func() {
		v, w := YMM(), YMM()
		VMOVUPS(Mem{Base: x}, v)
		VSUBPS(mean, v, v)
		VMULPS(scale, v, v)
		VMOVUPS(Mem{Base: gain}, w)
		VFMADD213PS(Mem{Base: bias}, v, w)
		VMOVUPS(w, Mem{Base: x})
		ADDQ(Imm(32), x)
		ADDQ(Imm(32), gain)
		ADDQ(Imm(32), bias)
	})
	end()
}

func quantise() {
	begin("quantiseRow", "func(x *float32, q *int16, scale *float32, n int, limit float32)",
		"quantiseRow puts x, brought to limit at most, into q, and what brings it back into scale; n is a multiple of 16.")
	x, q, n, limit := param("x"), param("q"), param("n"), spread("limit")
	magnitude, largest := YMM(), YMM()
	VPCMPEQD(magnitude, magnitude, magnitude)
	VPSRLD(Imm(1), magnitude, magnitude)
	VMOVUPS(constant(1e-20), largest)
	p := copyOf(x)
	loop("largest", copyOf(n), 16, func() {
		v, w := YMM(), YMM()
		VANDPS(Mem{Base: p}, magnitude, v)
		VANDPS(Mem{Base: p, Disp: 32}, magnitude, w)
		VMAXPS(v, w, v)
		VMAXPS(v, largest, largest)
		ADDQ(Imm(64), p)
	})
	largest = across(largest, greater)
	factor := YMM()
	VDIVPS(limit, largest, factor)
	VMOVSS(factor.AsX(), Mem{Base: param("scale")})
	VDIVPS(largest, limit, factor)
	loop("row", n, 16, func() {
		v, w := YMM(), YMM()
		VMULPS(Mem{Base: x}, factor, v)
		VMULPS(Mem{Base: x, Disp: 32}, factor, w)
		VCVTPS2DQ(v, v)
		VCVTPS2DQ(w, w)
		VPACKSSDW(w, v, v)
		VPERMQ(Imm(0xd8), v, v)
		VMOVDQU(v, Mem{Base: q})
		ADDQ(Imm(64), x)
		ADDQ(Imm(32), q)
	})
	end()
}
