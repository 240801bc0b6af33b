package encoder

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
)

// mostRead is how many tokens of a text a reading keeps. The judge learned to read passages of up to 192.
const mostRead = 256

// Reading is a text as the lower half of the layers leaves it, ready to be read together with another. What half of the
// layers make of a text does not depend on the other, so a passage is read once and its reading kept.
type Reading struct {
	rows    []int32 // of the embedding, by which the same token is known in another text
	scales  []float32
	numbers []int8 // of each token as many as a vector has, times its scale
}

// Read gives the vector of each text, as Encode does, and its reading.
func (e *Encoder) Read(ctx context.Context, kind Kind, texts []string) ([][]float32, []Reading, error) {
	vectors, readings := make([][]float32, len(texts)), make([]Reading, len(texts))
	width := e.model.Width
	err := e.each(ctx, kind, texts, func(c *call, first int) {
		c.halfway = func(text int, states []float32) { readings[first+text] = newReading(c.textTokens(text), states, width) }
		c.finish = func(text int, states []float32) { vectors[first+text] = pooled(states, width) }
	})
	if err != nil {
		return nil, nil, err
	}
	return vectors, readings, nil
}

// textTokens gives the tokens of one of the texts.
func (c *call) textTokens(text int) []int32 {
	begin := 0
	if text > 0 {
		begin = c.ends[text-1]
	}
	return c.tokens[begin:c.ends[text]]
}

func newReading(rows []int32, states []float32, width int) Reading {
	n := min(len(rows), mostRead)
	r := Reading{make([]int32, n), make([]float32, n), make([]int8, n*width)}
	copy(r.rows, rows)
	for i := range n {
		x := states[i*width:][:width]
		largest := float32(smallest)
		for _, v := range x {
			largest = max(largest, v, -v)
		}
		r.scales[i] = largest / math.MaxInt8
		for j, v := range x {
			r.numbers[i*width+j] = int8(roundEven(v * (math.MaxInt8 / largest)))
		}
	}
	return r
}

// states adds the states of the tokens to x.
func (r Reading) states(x []float32) []float32 {
	width := len(r.numbers) / max(1, len(r.rows))
	for i, scale := range r.scales {
		for _, n := range r.numbers[i*width:][:width] {
			x = append(x, float32(n)*scale)
		}
	}
	return x
}

// Tokens says how many tokens were read.
func (r Reading) Tokens() int { return len(r.rows) }

// MarshalBinary writes the reading; there is no error: how many tokens there are, their rows and scales in four bytes each, and the numbers.
func (r Reading) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, 4+8*len(r.rows)+len(r.numbers))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(r.rows)))
	for _, row := range r.rows {
		b = binary.LittleEndian.AppendUint32(b, uint32(row))
	}
	for _, scale := range r.scales {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(scale))
	}
	for _, n := range r.numbers {
		b = append(b, byte(n))
	}
	return b, nil
}

var errReading = errors.New("the reading of a text is broken")

// UnmarshalBinary reads what MarshalBinary wrote.
func (r *Reading) UnmarshalBinary(b []byte) error {
	if len(b) < 4 {
		return errReading
	}
	n := int(binary.LittleEndian.Uint32(b))
	if b = b[4:]; n < 1 || n > mostRead || len(b) <= 8*n || (len(b)-8*n)%n != 0 {
		return errReading
	}
	*r = Reading{make([]int32, n), make([]float32, n), make([]int8, len(b)-8*n)}
	for i := range n {
		r.rows[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
		r.scales[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*(n+i):]))
	}
	for i, x := range b[8*n:] {
		r.numbers[i] = int8(x)
	}
	return nil
}
