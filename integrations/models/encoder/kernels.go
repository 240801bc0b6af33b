package encoder

import "math"

// kernels are the loops in which nearly all the time goes, in one of the ways this machine can run them. All ways give the
// same vectors but for rounding: whole numbers are multiplied exactly, and only what lies between is rounded differently.
type kernels struct {
	name string
	// quantise puts x, brought to limit at most, into q and gives the scale that brings it back.
	quantise func(q []int16, x []float32, limit float32) float32
	// multiply puts into y what the matrix makes of the rows of q, one for every scale.
	multiply func(m *matrix, q []int16, scales, y []float32)
	// attend mixes the values of one text's tokens into mixed, head by head.
	attend func(a *attention, qkv, mixed []float32, width, heads int)
	// gelu is x times the normal distribution up to x, in place.
	gelu func(x []float32)
	// addNorm adds to x and norms it, in place.
	addNorm func(x, added []float32, n layerNorm)
}

// portable is plain Go, for processors that no kernels were written for.
var portable = kernels{
	name: "portable", quantise: quantisePortable, multiply: multiplyPortable, attend: attendPortable, gelu: geluPortable,
	addNorm: addNormPortable,
}

// best gives the fastest kernels that this processor can run.
func best() kernels {
	all := supported()
	return all[len(all)-1]
}

// smallest keeps a row of zeros from being divided by zero.
const smallest = 1e-20

func quantisePortable(q []int16, x []float32, limit float32) float32 {
	largest := float32(smallest)
	for _, v := range x {
		largest = max(largest, v, -v)
	}
	k := limit / largest
	for i, v := range x {
		q[i] = int16(roundEven(v * k))
	}
	return largest / limit
}

// roundEven rounds a number far smaller than 2^22 to the nearest whole one, as processors do.
func roundEven(x float32) int32 {
	const shift = 3 << 22 // where float32 has no fractions
	return int32(float32(x+shift) - shift)
}

func multiplyPortable(m *matrix, q []int16, scales, y []float32) {
	for p := 0; p < m.out/panel; p++ {
		weights := m.packed[p*m.in*panel:][:m.in*panel]
		for i, scale := range scales {
			row := q[i*m.in:][:m.in]
			for j := 0; j < panel; j += 4 {
				n := p*panel + j
				a, b, c, d := dot4(row, weights[2*j:])
				for k, sum := range [4]int32{a, b, c, d} {
					y[i*m.out+n+k] = float32(float32(sum)*(m.scales[n+k]*scale)) + m.bias[n+k]
				}
			}
		}
	}
}

// dot4 gives the sums of a row's products with four outputs of a panel, the first of which begins the weights.
func dot4(row []int16, weights []byte) (s0, s1, s2, s3 int32) {
	for len(row) >= 2 && len(weights) >= 8 {
		a, b := int32(row[0]), int32(row[1])
		w := (*[8]byte)(weights)
		s0 += a*int32(int8(w[0])) + b*int32(int8(w[1]))
		s1 += a*int32(int8(w[2])) + b*int32(int8(w[3]))
		s2 += a*int32(int8(w[4])) + b*int32(int8(w[5]))
		s3 += a*int32(int8(w[6])) + b*int32(int8(w[7]))
		row, weights = row[2:], weights[min(2*panel, len(weights)):]
	}
	return s0, s1, s2, s3
}

func attendPortable(a *attention, qkv, mixed []float32, width, heads int) {
	size, n := width/heads, len(mixed)/width
	scale := float32(1 / math.Sqrt(float64(size)))
	for h := range heads {
		for i := range n {
			query := qkv[i*3*width+h*size:][:size]
			scores := a.scores[:n]
			for j := range scores {
				key := qkv[j*3*width+width+h*size:][:size]
				var sum float32
				for k, x := range query {
					sum += x * key[k]
				}
				scores[j] = sum
			}
			softmax(scores, scale)
			out := mixed[i*width+h*size:][:size]
			clear(out)
			for j, weight := range scores {
				for k, x := range qkv[j*3*width+2*width+h*size:][:size] {
					out[k] += weight * x
				}
			}
		}
	}
}

func softmax(x []float32, scale float32) {
	largest := x[0]
	for _, v := range x {
		largest = max(largest, v)
	}
	var sum float32
	for i, v := range x {
		x[i] = float32(math.Exp(float64((v - largest) * scale)))
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}

func geluPortable(x []float32) {
	for i, v := range x {
		x[i] = float32(0.5 * float64(v) * (1 + math.Erf(float64(v)/math.Sqrt2)))
	}
}

func addNormPortable(x, added []float32, n layerNorm) {
	var sum float32
	for i := range x {
		x[i] += added[i]
		sum += x[i]
	}
	mean := sum / float32(len(x))
	var squares float32
	for _, v := range x {
		squares += (v - mean) * (v - mean)
	}
	const epsilon = 1e-12
	scale := float32(1 / math.Sqrt(float64(squares/float32(len(x)))+epsilon))
	for i, v := range x {
		x[i] = (v-mean)*scale*n.gain[i] + n.bias[i]
	}
}
