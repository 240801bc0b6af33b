// Command encoderkernels writes the assembly of integrations/models/encoder for amd64, with AVX2 and FMA or AVX-512 VNNI. Run it in its own
// folder, which is a module of its own so that the program does not depend on the generator:
//
//	go generate
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

//go:generate go run . -out ../../integrations/models/encoder/kernels_amd64.s -stubs ../../integrations/models/encoder/kernels_stub_amd64.go -pkg encoder

// tileRows is how many rows a kernel computes at once at most: six rows of two registers, two for the weights and two for
// what is in between make the sixteen that there are.
const tileRows = 6

// wideRows is the same for AVX-512, which has twice as many registers that are twice as wide.
const wideRows = 12

func main() {
	for rows := 1; rows <= tileRows; rows++ {
		multiplyF32(rows)
		multiplyI16(rows)
	}
	for rows := 1; rows <= wideRows; rows++ {
		multiplyVNNI(rows)
	}
	gelu()
	softmax()
	addNorm()
	quantise()
	Generate()
}

// begin declares a function.
func begin(name, signature, doc string) {
	TEXT(name, NOSPLIT, signature)
	Doc(doc)
	Pragma("noescape")
}

// end leaves it.
func end() {
	VZEROUPPER()
	RET()
}

// param loads a parameter that is a pointer or a number into a register.
func param(name string) GPVirtual { return Load(Param(name), GP64()).(GPVirtual) }

// spread gives a register with a parameter that is a float32 in each of its eight places.
func spread(name string) VecVirtual {
	v := YMM()
	p, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	VBROADCASTSS(p.Addr, v)
	return v
}

// copyOf gives a register with the same contents.
func copyOf(r GPVirtual) GPVirtual {
	c := GP64()
	MOVQ(r, c)
	return c
}

// loop repeats body while n, less step each time, is above 0.
func loop(label string, n GPVirtual, step uint64, body func()) {
	Label(label)
	body()
	SUBQ(Imm(step), n)
	JG(LabelRef(label))
}

// across combines the eight places of v and puts the result into all of them.
func across(v VecVirtual, combine func(a, b, c Op)) VecVirtual {
	low, high := v.AsX(), XMM()
	VEXTRACTF128(Imm(1), v, high)
	combine(high, low, low)
	VPERMILPS(Imm(0x4e), low, high)
	combine(high, low, low)
	VPERMILPS(Imm(0xb1), low, high)
	combine(high, low, low)
	VBROADCASTSS(low, v)
	return v
}

func add(a, b, c Op)     { VADDPS(a, b, c) }
func greater(a, b, c Op) { VMAXPS(a, b, c) }
