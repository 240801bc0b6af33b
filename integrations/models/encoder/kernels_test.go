package encoder

import (
	"math"
	"math/rand/v2"
	"testing"
)

// drawn gives n numbers, some of them large as some in real vectors are.
func drawn(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
		if r.IntN(50) == 0 {
			x[i] *= 20
		}
	}
	return x
}

// near fails unless numbers are the same but for rounding.
func near(t *testing.T, what string, got, want []float32, tolerance float64) {
	t.Helper()
	for i := range want {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= tolerance*(1+math.Abs(float64(want[i])))) {
			t.Fatalf("%s: number %d is %v, not %v", what, i, got[i], want[i])
		}
	}
}

// Every number of rows has a kernel of its own.
func TestProductsAreExact(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for rows := 1; rows <= 27; rows++ {
		for _, in := range []int{32, 96, 384, 1536} {
			const out = 3 * panel
			m := &matrix{in: in, out: out, scales: drawn(r, out), bias: drawn(r, out), packed: make([]byte, in*out)}
			for i := range m.packed {
				m.packed[i] = byte(r.IntN(255) - 127)
			}
			q, scales := make([]int16, rows*in), drawn(r, rows)
			for i := range q {
				q[i] = int16(r.IntN(2*11000) - 11000)
			}
			want := make([]float32, rows*out)
			portable.multiply(m, q, scales, want)
			for _, k := range supported() {
				got := make([]float32, rows*out)
				k.multiply(m, q, scales, got)
				near(t, k.name+" product", got, want, 1e-6)
			}
		}
	}
}

// The sums of the largest products there can be stay within 32 bits.
func TestLargestSumsDoNotOverflow(t *testing.T) {
	t.Parallel()
	const in, limit = 1536, (1<<31 - 1) / (127 * 1536)
	m := &matrix{in: in, out: panel, scales: make([]float32, panel), bias: make([]float32, panel), packed: make([]byte, in*panel)}
	for i := range m.packed {
		m.packed[i] = 127
	}
	for i := range m.scales {
		m.scales[i] = 1
	}
	q := make([]int16, in)
	for i := range q {
		q[i] = limit
	}
	for _, k := range supported() {
		y := make([]float32, panel)
		k.multiply(m, q, []float32{1}, y)
		if want := float32(limit * 127 * in); y[0] != want || y[panel-1] != want {
			t.Errorf("%s: %v, not %v", k.name, y, want)
		}
	}
}

func TestRowsAreComputedAlike(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		const width = 384
		x, added := drawn(r, width), drawn(r, width)
		n := layerNorm{gain: drawn(r, width), bias: drawn(r, width)}
		for _, c := range []struct {
			what string
			run  func(k kernels, x []float32)
		}{
			{"gelu", func(k kernels, x []float32) { k.gelu(x) }},
			{"norm", func(k kernels, x []float32) { k.addNorm(x, added, n) }},
			{"quantised", func(k kernels, x []float32) {
				q := make([]int16, width)
				scale := k.quantise(q, x, 32767)
				for i := range x {
					x[i] = float32(q[i]) * scale
				}
			}},
		} {
			got, want := append([]float32{}, x...), append([]float32{}, x...)
			c.run(best(), got)
			c.run(portable, want)
			near(t, c.what, got, want, 1e-3*0.5)
		}
	}
}

func TestARowOfZerosIsQuantised(t *testing.T) {
	t.Parallel()
	for _, k := range supported() {
		q := make([]int16, panel)
		if scale := k.quantise(q, make([]float32, panel), 32767); math.IsNaN(float64(scale)) || q[0] != 0 {
			t.Errorf("%s: %v, scale %v", k.name, q, scale)
		}
	}
}

func TestAttentionIsComputedAlike(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 8))
	const width, heads = 96, 3
	for _, n := range []int{1, 2, 7, 15, 16, 17, 40} {
		qkv := drawn(r, n*3*width)
		var w workspace
		w.tokens, w.ends = make([]int32, n), []int{n}
		w.grow(&model{Header: Header{Width: width, Inner: width, Heads: heads}})
		got, want := make([]float32, n*width), make([]float32, n*width)
		best().attend(&w.attention, qkv, got, width, heads)
		portable.attend(&w.attention, qkv, want, width, heads)
		near(t, "attention", got, want, 1e-5)
	}
}
