package encoder

import (
	"math"

	"golang.org/x/sys/cpu"
)

// supported gives the kernels that this processor can run, the fastest last.
func supported() []kernels {
	all := []kernels{portable}
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		all = append(all, avx2)
		if cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI {
			all = append(all, vnni)
		}
	}
	return all
}

// avx2 works on eight float32 or sixteen int16 at a time. The assembly is written by tools/encoderkernels.
var avx2 = kernels{
	name: "AVX2", quantise: quantiseAVX2, multiply: multiplyAVX2, attend: attendAVX2, gelu: geluAVX2, addNorm: addNormAVX2,
}

// vnni multiplies whole numbers in half the time, and is the same otherwise.
var vnni = kernels{
	name: "VNNI", quantise: quantiseAVX2, multiply: multiplyVNNI, attend: attendAVX2, gelu: geluAVX2, addNorm: addNormAVX2,
}

func quantiseAVX2(q []int16, x []float32, limit float32) (scale float32) {
	quantiseRow(&x[0], &q[0], &scale, len(x), limit)
	return scale
}

func geluAVX2(x []float32) { geluRow(&x[0], len(x)) }

func addNormAVX2(x, added []float32, n layerNorm) {
	addNormRow(&x[0], &added[0], &n.gain[0], &n.bias[0], len(x), 1/float32(len(x)))
}

// tiles yields the first row and the number of rows of tiles that are as large as the kernels allow and as alike as can be.
func tiles(n, most int) func(yield func(at, rows int) bool) {
	return func(yield func(at, rows int) bool) {
		count := (n + most - 1) / most
		for t, at := 0, 0; t < count; t++ {
			rows := n / count
			if t < n%count {
				rows++
			}
			if !yield(at, rows) {
				return
			}
			at += rows
		}
	}
}

func multiplyAVX2(m *matrix, q []int16, scales, y []float32) {
	for p := 0; p < m.out/panel; p++ {
		n := p * panel
		weights := &m.packed[n*m.in]
		for at, rows := range tiles(len(scales), tileRows) {
			multiplyTile(rows, m.in/2, &q[at*m.in], m.in*2, weights, &scales[at], &m.scales[n], &m.bias[n], &y[at*m.out+n], m.out*4)
		}
	}
}

// multiplyTile calls the kernel for so many rows. A switch rather than a table: what is called directly is known not to keep
// its arguments, which then need no memory of their own.
func multiplyTile(rows, pairs int, a *int16, strideA int, b *byte, scaleA, scaleB, bias, c *float32, strideC int) {
	switch rows {
	case 1:
		multiplyI16x1(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 2:
		multiplyI16x2(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 3:
		multiplyI16x3(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 4:
		multiplyI16x4(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 5:
		multiplyI16x5(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 6:
		multiplyI16x6(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	}
}

// wideRows is how many rows the kernels for VNNI compute at once at most.
const wideRows = 12

func multiplyVNNI(m *matrix, q []int16, scales, y []float32) {
	for p := 0; p < m.out/panel; p++ {
		n := p * panel
		weights := &m.packed[n*m.in]
		for at, rows := range tiles(len(scales), wideRows) {
			wideTile(rows, m.in/2, &q[at*m.in], m.in*2, weights, &scales[at], &m.scales[n], &m.bias[n], &y[at*m.out+n], m.out*4)
		}
	}
}

// wideTile is multiplyTile for VNNI.
func wideTile(rows, pairs int, a *int16, strideA int, b *byte, scaleA, scaleB, bias, c *float32, strideC int) {
	switch rows {
	case 1:
		multiplyVNNIx1(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 2:
		multiplyVNNIx2(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 3:
		multiplyVNNIx3(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 4:
		multiplyVNNIx4(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 5:
		multiplyVNNIx5(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 6:
		multiplyVNNIx6(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 7:
		multiplyVNNIx7(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 8:
		multiplyVNNIx8(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 9:
		multiplyVNNIx9(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 10:
		multiplyVNNIx10(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 11:
		multiplyVNNIx11(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	case 12:
		multiplyVNNIx12(pairs, a, strideA, b, scaleA, scaleB, bias, c, strideC)
	}
}

// multiplyFloats is the same for float32; what is in start is added, from the same row always if strideStart is 0.
func multiplyFloats(rows, k int, a *float32, strideA int, b, start *float32, strideStart int, c *float32, strideC int) {
	switch rows {
	case 1:
		multiplyF32x1(k, a, strideA, b, start, strideStart, c, strideC)
	case 2:
		multiplyF32x2(k, a, strideA, b, start, strideStart, c, strideC)
	case 3:
		multiplyF32x3(k, a, strideA, b, start, strideStart, c, strideC)
	case 4:
		multiplyF32x4(k, a, strideA, b, start, strideStart, c, strideC)
	case 5:
		multiplyF32x5(k, a, strideA, b, start, strideStart, c, strideC)
	case 6:
		multiplyF32x6(k, a, strideA, b, start, strideStart, c, strideC)
	}
}

// zeros is where sums begin that nothing is added to.
var zeros [panel]float32

func attendAVX2(a *attention, qkv, mixed []float32, width, heads int) {
	size, n := width/heads, len(mixed)/width
	padded := roundUp(n)
	clear(a.mask[:n])
	for i := n; i < padded; i++ {
		a.mask[i] = -1e30 // what stands beyond the text gets no weight
	}
	scale := float32(1 / math.Sqrt(float64(size)))
	for h := range heads {
		a.pack(qkv[width+h*size:], width, size, n, padded)
		for at, rows := range tiles(n, tileRows) {
			for p := 0; p < padded; p += panel {
				multiplyFloats(rows, size, &qkv[at*3*width+h*size], 3*width*4, &a.keys[p*size], &a.mask[p], 0, &a.scores[p], padded*4)
			}
			for i := range rows {
				softmaxRow(&a.scores[i*padded], padded, scale)
			}
			for p := 0; p < size; p += panel {
				multiplyFloats(rows, n, &a.scores[0], padded*4, &a.values[p*padded], &zeros[0], 0, &mixed[at*width+h*size+p], width*4)
			}
		}
	}
}

// pack lays the keys and values of a head in panels: 16 tokens' keys, number by number; 16 numbers of the values, token by
// token. The rows of qkv begin with the head's keys.
func (a *attention) pack(qkv []float32, width, size, n, padded int) {
	for i := range n {
		row := qkv[i*3*width:]
		out := a.keys[i/panel*size*panel+i%panel:]
		for j, x := range row[:size] {
			out[j*panel] = x
		}
		values := row[width:]
		for p := 0; p < size; p += panel {
			copy(a.values[p*padded+i*panel:][:panel], values[p:])
		}
	}
}
