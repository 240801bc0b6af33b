package encoder

import "slices"

// workspace is the memory in which one batch of texts is worked on. The tokens of its texts lie one after the other.
type workspace struct {
	calls  []*call
	tokens []int32
	ends   []int // where each text's tokens end

	states, added []float32 // width numbers a token; no states yet where the tokens are to be embedded
	qkv, mixed    []float32
	inner         []float32 // of chunkRows tokens
	quantised     []int16
	scales        []float32
	attention     attention
}

// attention is the memory for one head of one text.
type attention struct {
	keys, values, scores, mask []float32
}

// chunkRows is how many tokens go through a matrix at a time, so that they stay in the second-level cache.
const chunkRows = 128

// tileRows is how many tokens a kernel computes at once at most.
const tileRows = 6

// grow makes room for the batch.
func (w *workspace) grow(m *model) {
	n := len(w.tokens)
	resize(&w.added, n*m.Width)
	resize(&w.mixed, n*m.Width)
	resize(&w.qkv, n*3*m.Width)
	rows := min(n, chunkRows)
	resize(&w.inner, rows*m.Inner)
	resize(&w.quantised, rows*max(m.Inner, m.Width))
	resize(&w.scales, rows)
	longest, begin := 0, 0
	for _, end := range w.ends {
		longest, begin = max(longest, end-begin), end
	}
	padded := roundUp(longest)
	size := m.Width / m.Heads
	resize(&w.attention.keys, padded*size)
	resize(&w.attention.values, padded*size)
	resize(&w.attention.scores, tileRows*padded)
	resize(&w.attention.mask, padded)
}

func resize[T any](s *[]T, n int) { *s = slices.Grow((*s)[:0], n)[:n] }

// roundUp gives the next multiple of panel.
func roundUp(n int) int { return (n + panel - 1) &^ (panel - 1) }

// forward computes the states of all tokens of the batch, or stops when nobody waits for them any more.
func (e *Encoder) forward(w *workspace) bool {
	w.grow(e.model)
	if len(w.states) == 0 {
		e.embed(w)
	}
	layers := w.calls[0].layers
	for i := range layers {
		if !w.wanted() {
			return false
		}
		if i == len(layers)/2 {
			w.deliver(func(c *call) func(int, []float32) { return c.halfway }, e.model.Width)
		}
		e.layer(w, &layers[i])
	}
	return true
}

// embed puts the vectors of the tokens and of their places into the states.
func (e *Encoder) embed(w *workspace) {
	m, begin := e.model, 0
	resize(&w.states, len(w.tokens)*m.Width)
	for _, end := range w.ends {
		for i := begin; i < end; i++ {
			e.embedding(w.states[i*m.Width:][:m.Width], w.tokens[i], i-begin)
		}
		begin = end
	}
}

// embedding puts into x the vector of a token at a position of its text.
func (e *Encoder) embedding(x []float32, token int32, position int) {
	m, row := e.model, int(token)
	for j, b := range m.rows[row*m.Width:][:m.Width] {
		x[j] = float32(int8(b)) * m.rowScales[row]
	}
	e.kernels.addNorm(x, m.positions[position*m.Width:][:m.Width], m.norm)
}

func (e *Encoder) layer(w *workspace, l *layer) {
	width, inner := e.model.Width, e.model.Inner
	for at, rows := range chunks(len(w.tokens)) {
		e.multiply(w, &l.qkv, w.states[at*width:], w.qkv[at*3*width:], rows)
	}
	begin := 0
	for _, end := range w.ends {
		e.kernels.attend(&w.attention, w.qkv[begin*3*width:end*3*width], w.mixed[begin*width:end*width], e.model.Width, e.model.Heads)
		begin = end
	}
	for at, rows := range chunks(len(w.tokens)) {
		x, y := w.states[at*width:][:rows*width], w.added[at*width:][:rows*width]
		e.multiply(w, &l.out, w.mixed[at*width:], y, rows)
		e.addNorm(x, y, l.norm1)
		h := w.inner[:rows*inner]
		e.multiply(w, &l.up, x, h, rows)
		e.kernels.gelu(h)
		e.multiply(w, &l.down, h, y, rows)
		e.addNorm(x, y, l.norm2)
	}
}

// chunks yields the first token of every chunk and how many it has.
func chunks(n int) func(yield func(at, rows int) bool) {
	return func(yield func(at, rows int) bool) {
		for at := 0; at < n; at += chunkRows {
			if !yield(at, min(chunkRows, n-at)) {
				return
			}
		}
	}
}

// multiply puts into y what a matrix makes of the first rows of x, each of which is brought to whole numbers of 16 bits.
func (e *Encoder) multiply(w *workspace, m *matrix, x, y []float32, rows int) {
	// So large that no sum of products with numbers of eight bits can pass 32.
	limit := float32(min(1<<15-1, (1<<31-1)/(127*m.in)))
	for i := range rows {
		w.scales[i] = e.kernels.quantise(w.quantised[i*m.in:][:m.in], x[i*m.in:][:m.in], limit)
	}
	e.kernels.multiply(m, w.quantised[:rows*m.in], w.scales[:rows], y[:rows*m.out])
}

// product gives what a matrix makes of the rows of x, in memory of its own.
func (e *Encoder) product(m *matrix, x []float32) []float32 {
	n, w := len(x)/m.in, &workspace{}
	y := make([]float32, n*m.out)
	resize(&w.quantised, min(n, chunkRows)*m.in)
	resize(&w.scales, min(n, chunkRows))
	for at, rows := range chunks(n) {
		e.multiply(w, m, x[at*m.in:], y[at*m.out:], rows)
	}
	return y
}

func (e *Encoder) addNorm(x, y []float32, n layerNorm) {
	width := len(n.gain)
	for at := 0; at < len(x); at += width {
		e.kernels.addNorm(x[at:][:width], y[at:][:width], n)
	}
}

// pooled gives the vector of a text whose tokens have these states.
func pooled(states []float32, width int) []float32 {
	v := make([]float32, width)
	for at := 0; at < len(states); at += width {
		add(v, states[at:][:width])
	}
	unit(v)
	return v
}
