package encoder

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// judgeMagic begins a file of the judge's weights, with the version of its form. After it come the header's length in four
// bytes, the header as JSON, and then, little end first: what is added to the tokens of the question, of the passage, and to
// those that both have; the direction in which evidence lies; the weights of the score (four times the width; all float32);
// and the layers, as in the encoder's file.
const judgeMagic = "oldhand judge 1\n"

// judgeHeader says what is in a file of the judge's weights.
type judgeHeader struct {
	Name    string     `json:"name"`
	Encoder string     `json:"encoder"` // whose readings it judges, as Encoder.Model names it
	Layers  int        `json:"layers"`
	Like    [2]float64 `json:"like"`   // what the likeness of question and passage counts for, and what is added
	SHA256  string     `json:"sha256"` // of all that follows the header
}

// Judge reads a question and a passage together, in layers of its own above the encoder's lower half, and says how surely
// the one answers the other. It may be used by any number of goroutines.
type Judge struct {
	encoder                   *Encoder
	header                    judgeHeader
	question, passage, shared []float32 // added to tokens' states
	evidence, weights         []float32
	layers                    []layer
}

// OpenJudge reads a file of the judge's weights, which must stay as it is from then on. The error is ErrBroken if it is no
// such file, or one for another encoder.
func (e *Encoder) OpenJudge(file []byte) (*Judge, error) {
	j := &Judge{encoder: e}
	body, err := header(file, judgeMagic, &j.header)
	if err != nil {
		return nil, err
	}
	if j.header.Encoder != e.Model() || j.header.Layers < 1 || j.header.Layers > e.model.Layers {
		return nil, fmt.Errorf("%w: it judges with %d layers what %s reads, not %s", ErrBroken, j.header.Layers, j.header.Encoder, e.Model())
	}
	u, width := &unpacker{rest: body}, e.model.Width
	j.question, j.passage, j.shared = u.floats(width), u.floats(width), u.floats(width)
	j.evidence, j.weights = u.floats(width), u.floats(4*width)
	j.layers = u.layers(&e.model.Header, j.header.Layers)
	return j, u.end(body, j.header.SHA256)
}

// Model names the judge and the encoder whose readings it can use: other weights, another name.
func (j *Judge) Model() string { return j.header.Name + "-" + j.header.SHA256[:12] }

// Verdict says how a passage answers a question.
type Verdict struct {
	// Score is above 0 where the judge thinks it likelier that the passage answers than that it does not.
	Score float64
	// Evidence says for each token of the passage how much of what answers lies there; all of it is 1.
	Evidence []float32
}

// Judge gives the verdict on each passage. The error is that of ctx.
func (j *Judge) Judge(ctx context.Context, question Reading, passages []Reading) ([]Verdict, error) {
	verdicts := make([]Verdict, len(passages))
	calls := make([]*call, len(passages))
	for i, p := range passages {
		calls[i] = j.newCall(ctx, question, p)
		calls[i].finish = func(_ int, states []float32) { verdicts[i] = j.verdict(states, question.Tokens()) }
		j.encoder.enqueue(calls[i])
	}
	for _, c := range calls {
		select {
		case <-c.done:
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("judge %d passages: %w", len(passages), err)
	}
	return verdicts, nil
}

func (j *Judge) newCall(ctx context.Context, question, passage Reading) *call {
	c := &call{ctx: ctx, layers: j.layers, done: make(chan struct{})}
	c.tokens = slices.Concat(question.rows, passage.rows)
	c.ends = []int{len(c.tokens)}
	c.states = passage.states(question.states(make([]float32, 0, len(c.tokens)*len(j.shared))))
	middle := len(question.rows)
	for i, row := range c.tokens {
		x := c.states[i*len(j.shared):][:len(j.shared)]
		side, others := j.question, passage.rows
		if i >= middle {
			side, others = j.passage, question.rows
		}
		add(x, side)
		if slices.Contains(others, row) {
			add(x, j.shared)
		}
	}
	return c
}

func add(x, y []float32) {
	for i := range x {
		x[i] += y[i]
	}
}

// verdict comes out of the states of the question's tokens and, after them, the passage's.
func (j *Judge) verdict(states []float32, asked int) Verdict {
	width := len(j.evidence)
	asking, answering := states[:asked*width], states[asked*width:]
	question, passage := mean(asking, width), mean(answering, width)
	v := Verdict{Evidence: make([]float32, len(answering)/width)}
	for i := range v.Evidence {
		v.Evidence[i] = dot(answering[i*width:][:width], j.evidence)
	}
	softmax(v.Evidence, 1)
	found := make([]float32, width)
	for i, share := range v.Evidence {
		for k, x := range answering[i*width:][:width] {
			found[k] += share * x
		}
	}
	likeness := float64(dot(question, passage)) / math.Sqrt(float64(dot(question, question))*float64(dot(passage, passage)))
	v.Score = j.header.Like[0]*likeness + j.header.Like[1]
	for i, part := range [][]float32{states[:width], question, passage, found} {
		v.Score += float64(dot(part, j.weights[i*width:][:width]))
	}
	return v
}

func mean(states []float32, width int) []float32 {
	m := make([]float32, width)
	for at := 0; at < len(states); at += width {
		add(m, states[at:][:width])
	}
	for i := range m {
		m[i] /= float32(len(states) / width)
	}
	return m
}

func dot(x, y []float32) (sum float32) {
	for i := range x {
		sum += x[i] * y[i]
	}
	return sum
}

// Shares says how much of the evidence lies in each of the parts of a passage's text, the last of which ends at its end.
// kind and text are what was read; ends are where the parts end.
func (j *Judge) Shares(v Verdict, kind Kind, text string, ends []int) []float64 {
	shares := make([]float64, len(ends))
	begin := 0
	for i, end := range ends {
		next := len(v.Evidence)
		if i < len(ends)-1 {
			next = min(next, 1+len(j.encoder.Tokens(string(kind)+text[:end])))
		}
		for _, share := range v.Evidence[begin:max(begin, next)] {
			shares[i] += float64(share)
		}
		begin = max(begin, next)
	}
	return shares
}
