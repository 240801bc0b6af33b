package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// rowsOf says where the rows of a matrix are: every third has a register of its own, the two after it are reached from there,
// since an address can hold a stride once or twice. advance goes on by so many bytes.
func rowsOf(rows int, base, stride GPVirtual) (at func(row, offset int) Mem, advance func(bytes int)) {
	bases := []GPVirtual{base}
	for r := 3; r < rows; r += 3 {
		next := GP64()
		LEAQ(Mem{Base: bases[len(bases)-1], Index: stride, Scale: 2}, next)
		ADDQ(stride, next)
		bases = append(bases, next)
	}
	at = func(row, offset int) Mem {
		from := Mem{Base: bases[row/3], Disp: offset}
		if row %= 3; row > 0 {
			from.Index, from.Scale = stride, uint8(row)
		}
		return from
	}
	advance = func(bytes int) {
		for _, b := range bases {
			ADDQ(Imm(uint64(bytes)), b)
		}
	}
	return at, advance
}

// sums are the registers that a kernel's results come together in, two for each row.
type sums [tileRows][2]VecVirtual

func multiplyF32(rows int) {
	name := fmt.Sprintf("multiplyF32x%d", rows)
	begin(name, "func(k int, a *float32, strideA int, b *float32, start *float32, strideStart int, c *float32, strideC int)",
		fmt.Sprintf("%s puts start + a*b into c: %d rows of a, k numbers each, and a panel of 16 columns of b. Strides are in bytes.", name, rows))
	k, a, strideA, b := param("k"), param("a"), param("strideA"), param("b")
	start, strideStart := param("start"), param("strideStart")
	var sum sums
	for r := range rows {
		for j := range 2 {
			sum[r][j] = YMM()
			VMOVUPS(Mem{Base: start, Disp: 32 * j}, sum[r][j])
		}
		ADDQ(strideStart, start)
	}
	at, advance := rowsOf(rows, a, strideA)
	b0, b1 := YMM(), YMM()
	steps := func(n int) {
		for u := range n {
			VMOVUPS(Mem{Base: b, Disp: 64 * u}, b0)
			VMOVUPS(Mem{Base: b, Disp: 64*u + 32}, b1)
			for r := range rows {
				x := YMM()
				VBROADCASTSS(at(r, 4*u), x)
				VFMADD231PS(b0, x, sum[r][0])
				VFMADD231PS(b1, x, sum[r][1])
			}
		}
		advance(4 * n)
		ADDQ(U32(uint32(64*n)), b)
	}
	const unrolled = 4
	Label("four")
	SUBQ(Imm(unrolled), k)
	JL(LabelRef("rest"))
	for line := range 4 {
		PREFETCHT0(Mem{Base: b, Disp: 1024 + 64*line})
	}
	steps(unrolled)
	JMP(LabelRef("four"))
	Label("rest")
	ADDQ(Imm(unrolled), k)
	Label("one")
	SUBQ(Imm(1), k)
	JL(LabelRef("done"))
	steps(1)
	JMP(LabelRef("one"))
	Label("done")
	c, strideC := param("c"), param("strideC")
	for r := range rows {
		for j := range 2 {
			VMOVUPS(sum[r][j], Mem{Base: c, Disp: 32 * j})
		}
		ADDQ(strideC, c)
	}
	end()
}

// multiplyI16 widens the weights to 16 bits where it loads them: VPMADDWD multiplies sixteen pairs and adds them two by two,
// as many in a time as the instruction for bytes that needs a second one to widen its sums.
func multiplyI16(rows int) {
	name := fmt.Sprintf("multiplyI16x%d", rows)
	begin(name, "func(pairs int, a *int16, strideA int, b *byte, scaleA *float32, scaleB *float32, bias *float32, c *float32, strideC int)",
		fmt.Sprintf("%s puts scaleA*scaleB*(a*b) + bias into c: %d rows of a, an even number of pairs each, and a panel of 16 columns of b, signed bytes, pair by pair. Strides are in bytes.", name, rows))
	pairs, a, strideA, b := param("pairs"), param("a"), param("strideA"), param("b")
	var sum sums
	for r := range rows {
		for j := range 2 {
			sum[r][j] = YMM()
			VPXOR(sum[r][j], sum[r][j], sum[r][j])
		}
	}
	at, advance := rowsOf(rows, a, strideA)
	const unrolled = 2
	loop("pairs", pairs, unrolled, func() {
		b0, b1 := YMM(), YMM()
		PREFETCHT0(Mem{Base: b, Disp: 768})
		for u := range unrolled {
			VPMOVSXBW(Mem{Base: b, Disp: 32 * u}, b0)
			VPMOVSXBW(Mem{Base: b, Disp: 32*u + 16}, b1)
			for r := range rows {
				x, t := YMM(), YMM()
				VPBROADCASTD(at(r, 4*u), x)
				VPMADDWD(b0, x, t)
				VPADDD(t, sum[r][0], sum[r][0])
				VPMADDWD(b1, x, x)
				VPADDD(x, sum[r][1], sum[r][1])
			}
		}
		advance(4 * unrolled)
		ADDQ(Imm(32*unrolled), b)
	})
	scaleA, scaleB, bias := param("scaleA"), param("scaleB"), param("bias")
	c, strideC := param("c"), param("strideC")
	for r := range rows {
		x := YMM()
		VBROADCASTSS(Mem{Base: scaleA, Disp: 4 * r}, x)
		for j := range 2 {
			t, s := YMM(), sum[r][j]
			VCVTDQ2PS(s, s)
			VMULPS(Mem{Base: scaleB, Disp: 32 * j}, x, t)
			VMULPS(s, t, s)
			VADDPS(Mem{Base: bias, Disp: 32 * j}, s, s)
			VMOVUPS(s, Mem{Base: c, Disp: 32 * j})
		}
		ADDQ(strideC, c)
	}
	end()
}

// multiplyVNNI does in one instruction, for sixteen columns, what multiplyI16 does in four: VPDPWSSD multiplies pairs, adds
// the two products and adds them to what is there, and takes the pair of a from memory. More rows at once hide how long that
// takes.
func multiplyVNNI(rows int) {
	name := fmt.Sprintf("multiplyVNNIx%d", rows)
	begin(name, "func(pairs int, a *int16, strideA int, b *byte, scaleA *float32, scaleB *float32, bias *float32, c *float32, strideC int)",
		fmt.Sprintf("%s does what multiplyI16 does for %d rows, with AVX-512 VNNI.", name, rows))
	pairs, a, strideA, b := param("pairs"), param("a"), param("strideA"), param("b")
	sum := make([]VecVirtual, rows)
	for r := range rows {
		sum[r] = ZMM()
		VPXORQ(sum[r], sum[r], sum[r])
	}
	at, advance := rowsOf(rows, a, strideA)
	const unrolled = 2
	loop("pairs", pairs, unrolled, func() {
		PREFETCHT0(Mem{Base: b, Disp: 768})
		for u := range unrolled {
			weights := ZMM()
			VPMOVSXBW(Mem{Base: b, Disp: 32 * u}, weights)
			for r := range rows {
				VPDPWSSD_BCST(at(r, 4*u), weights, sum[r])
			}
		}
		advance(4 * unrolled)
		ADDQ(Imm(32*unrolled), b)
	})
	scaleA, c, strideC := param("scaleA"), param("c"), param("strideC")
	scaleB, bias := ZMM(), ZMM()
	VMOVUPS(Mem{Base: param("scaleB")}, scaleB)
	VMOVUPS(Mem{Base: param("bias")}, bias)
	for r := range rows {
		t := ZMM()
		VCVTDQ2PS(sum[r], sum[r])
		VMULPS_BCST(Mem{Base: scaleA, Disp: 4 * r}, scaleB, t)
		VMULPS(sum[r], t, sum[r])
		VADDPS(bias, sum[r], sum[r])
		VMOVUPS(sum[r], Mem{Base: c})
		ADDQ(strideC, c)
	}
	end()
}
