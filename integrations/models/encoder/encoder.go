// Package encoder turns texts into vectors that lie near each other where the texts mean the same, in English and Chinese:
// multilingual-e5-small (MIT), a transformer of twelve layers, running in the process without cgo.
//
// A file of weights (made by tools/encoder, which describes it) holds the pieces that texts are cut into and the numbers of
// the layers as whole numbers of eight bits. Nothing of it is copied but the small parts, so that a file that is embedded or
// mapped costs memory only where it is read.
//
// What one text costs on one core of 3.2 GHz with AVX2 grows with its tokens, a Chinese word or an English one each: 6 ms
// for 16, 54 ms for 128. Elsewhere the same numbers come from plain Go, some twenty times slower.
package encoder

import (
	"context"
	"fmt"
	"math"
	"runtime"
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

// Encoder is a model ready to be used by any number of goroutines. As many texts are worked on at a time as the program has
// processors; the others wait.
type Encoder struct {
	model   *model
	kernels kernels
	slots   chan *workspace // one for every processor, nil until it is needed
}

// Open reads a file of weights, which must stay as it is from then on. The error is ErrBroken if it is no such file, another
// version's or damaged.
func Open(weights []byte) (*Encoder, error) { return open(weights, best()) }

func open(weights []byte, k kernels) (*Encoder, error) {
	m, err := parse(weights)
	if err != nil {
		return nil, err
	}
	e := &Encoder{model: m, kernels: k, slots: make(chan *workspace, runtime.GOMAXPROCS(0))}
	for range cap(e.slots) {
		e.slots <- nil
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
	for done := 0; done < len(texts); {
		n, err := e.encodeSome(ctx, kind, texts[done:], vectors[done:])
		if err != nil {
			return nil, fmt.Errorf("encode %d texts: %w", len(texts), err)
		}
		done += n
	}
	return vectors, nil
}

// encodeSome encodes the first texts, as many as make a batch, and says how many those are. Others get their turn after it.
func (e *Encoder) encodeSome(ctx context.Context, kind Kind, texts []string, vectors [][]float32) (int, error) {
	w, err := e.acquire(ctx)
	if err != nil {
		return 0, err
	}
	defer e.release(w)
	w.reset()
	for _, text := range texts {
		if !w.add(e.model, string(kind), cut(text, mostBytes)) {
			break
		}
	}
	if err := e.forward(ctx, w); err != nil {
		return 0, err
	}
	for i := range w.ends {
		vectors[i] = w.pooled(i, e.model.Width)
	}
	return len(w.ends), nil
}

// acquire waits for a processor to be free.
func (e *Encoder) acquire(ctx context.Context) (*workspace, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case w := <-e.slots:
		if w == nil {
			w = newWorkspace(e.model)
		}
		return w, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (e *Encoder) release(w *workspace) { e.slots <- w }

// Tokens gives the ids that the original model's tokenizer gives a text, without those that begin and end it.
func (e *Encoder) Tokens(text string) []int {
	var c cutter
	rows := c.pieces(&e.model.vocabulary, nil, cut(text, mostBytes))
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
