// Package encoder turns texts into vectors that lie near each other where the texts mean the same, in English and Chinese,
// judges whether one answers the other, and reads what is done in a message: multilingual-e5-small (MIT), a transformer of
// twelve layers, a judge that takes the place of its upper six, and a reader that takes the place of all above the embedding,
// running in the process without cgo.
//
// A file of weights (made by tools/encoder, which describes it) holds the pieces that texts are cut into and the numbers of
// the layers as whole numbers of eight bits. Nothing of it is copied but the small parts, so that a file that is embedded or
// mapped costs memory only where it is read.
//
// What a text costs grows with its tokens, of which a Chinese word or an English one is about one. On one core 16 take 8 ms
// and 128 take 62 ms with AVX2 (6 and 54 on another processor), 5.5 ms and 39 ms with AVX-512 VNNI. Elsewhere the same numbers
// come from plain Go, some thirty times slower. A reader of as many layers takes as long. A file of weights opens in 50 ms, most of
// which its checksum takes.
package encoder

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"
	"unicode/utf8"
)

// Kind says on which side of a search a text stands; the model was trained to tell the two apart.
type Kind string

// The kinds of texts.
const (
	Query   Kind = "query: "
	Passage Kind = "passage: "
)

const (
	// mostBytes of a text are read; far more than the model's 512 tokens hold in either language.
	mostBytes = 1 << 15
	// batchTokens is how many tokens go through the layers together if a text has not more by itself. Larger batches are not
	// faster, and each workspace grows with them.
	batchTokens = 128
)

// Encoder is a model ready to be used by any number of goroutines. It works on as many batches at a time as the program has
// processors; what comes meanwhile waits and goes together in the next ones.
type Encoder struct {
	model   *model
	kernels kernels
	queue   queue
	cutters sync.Pool // of *cutter
}

// Open reads a file of weights, which must stay as it is from then on. The error is ErrBroken if it is no such file, another
// version's or damaged.
func Open(weights []byte) (*Encoder, error) { return open(weights, best()) }

func open(weights []byte, k kernels) (*Encoder, error) {
	m, err := parse(weights)
	if err != nil {
		return nil, err
	}
	e := &Encoder{model: m, kernels: k}
	e.cutters.New = func() any { return &cutter{} }
	e.queue.free = make([]*workspace, runtime.GOMAXPROCS(0))
	for i := range e.queue.free {
		e.queue.free[i] = &workspace{}
	}
	return e, nil
}

// Model names the model and its weights: other weights, another name.
func (e *Encoder) Model() string { return e.model.Name + "-" + e.model.SHA256[:12] }

// Dimension is the length of the vectors.
func (e *Encoder) Dimension() int { return e.model.Width }

// EmbedQuery gives the vector of what somebody asks.
func (e *Encoder) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	vectors, err := e.Encode(ctx, Query, []string{text})
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

// EmbedDocuments gives the vectors of passages that may answer.
func (e *Encoder) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	return e.Encode(ctx, Passage, texts)
}

// Encode gives the vector of each text: the mean of its tokens' states, at unit length. A text is read up to 512 tokens. The
// error is that of ctx, which ends waiting and work alike, the latter within a twelfth of a batch.
func (e *Encoder) Encode(ctx context.Context, kind Kind, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	err := e.each(ctx, kind, texts, func(c *call, first int) {
		c.finish = func(text int, states []float32) { vectors[first+text] = pooled(states, e.model.Width) }
	})
	if err != nil {
		return nil, err
	}
	return vectors, nil
}

// each lets all texts go through the layers, in as many calls as that takes. prepare says what is made of the texts of a
// call, the first of which it is told. Between two calls others get their turn.
func (e *Encoder) each(ctx context.Context, kind Kind, texts []string, prepare func(c *call, first int)) error {
	for done := 0; done < len(texts); {
		c := e.newCall(ctx, kind, texts[done:])
		prepare(c, done)
		if err := e.wait(c); err != nil {
			return fmt.Errorf("encode %d texts: %w", len(texts), err)
		}
		done += len(c.ends)
	}
	return nil
}

// wait has a call worked on.
func (e *Encoder) wait(c *call) error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	e.enqueue(c)
	select {
	case <-c.done:
	case <-c.ctx.Done():
	}
	return c.ctx.Err()
}

// newCall cuts the first texts into tokens, as many texts as make a batch, one at least.
func (e *Encoder) newCall(ctx context.Context, kind Kind, texts []string) *call {
	cutter := e.cutters.Get().(*cutter)
	defer e.cutters.Put(cutter)
	c := &call{ctx: ctx, layers: e.model.layers, done: make(chan struct{})}
	for i, text := range texts {
		begin := len(c.tokens)
		c.tokens = append(c.tokens, rowBegin)
		c.tokens = cutter.pieces(&e.model.vocabulary, c.tokens, string(kind)+cut(text, mostBytes))
		c.tokens = append(c.tokens[:min(len(c.tokens), begin+e.model.Positions-1)], rowEnd)
		if i > 0 && len(c.tokens) > batchTokens {
			c.tokens = c.tokens[:begin]
			break
		}
		c.ends = append(c.ends, len(c.tokens))
	}
	return c
}

// Tokens gives the ids that the original model's tokenizer gives a text, without those that begin and end it.
func (e *Encoder) Tokens(text string) []int {
	cutter := e.cutters.Get().(*cutter)
	defer e.cutters.Put(cutter)
	rows := cutter.pieces(&e.model.vocabulary, nil, cut(text, mostBytes))
	ids := make([]int, len(rows))
	for i, row := range rows {
		ids[i] = e.model.vocabulary.id(row)
	}
	return ids
}

// cut gives the beginning of s of at most so many bytes, in whole characters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// unit brings v to unit length. What cancels out entirely stands for nothing in particular.
func unit(v []float32) {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		v[0] = 1
		return
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= scale
	}
}
