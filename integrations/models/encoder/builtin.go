package encoder

import (
	"context"
	_ "embed"
	"sync"
)

// These are written by tools/encoder.
var (
	//go:embed weights.bin
	builtIn []byte
	//go:embed judge.bin
	builtInJudge []byte
	//go:embed reader.bin
	builtInReader []byte
)

// BuiltIn gives the encoder that comes with the program. It panics if that is broken, for then the program is.
var BuiltIn = sync.OnceValue(func() *Encoder {
	e, err := Open(builtIn)
	if err != nil {
		panic("the encoder that comes with the program: " + err.Error())
	}
	return e
})

// BuiltInJudge gives the judge that comes with the program, of what BuiltIn reads. It panics if that is broken.
var BuiltInJudge = sync.OnceValue(func() *Judge {
	j, err := BuiltIn().OpenJudge(builtInJudge)
	if err != nil {
		panic("the judge that comes with the program: " + err.Error())
	}
	return j
})

// BuiltInReader gives the reader that comes with the program. It panics if that is broken.
var BuiltInReader = sync.OnceValue(func() *Reader {
	r, err := BuiltIn().OpenReader(builtInReader)
	if err != nil {
		panic("the reader that comes with the program: " + err.Error())
	}
	return r
})

// Lazy is the encoder that comes with the program, opened when it is first asked something: that reads all of its weights,
// and most commands need none of them.
type Lazy struct{}

// Model is BuiltIn's.
func (Lazy) Model() string { return BuiltIn().Model() }

// Dimension is BuiltIn's.
func (Lazy) Dimension() int { return BuiltIn().Dimension() }

// EmbedQuery is BuiltIn's.
func (Lazy) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	return BuiltIn().EmbedQuery(ctx, text)
}

// EmbedDocuments is BuiltIn's.
func (Lazy) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	return BuiltIn().EmbedDocuments(ctx, texts)
}

// Read is BuiltIn's.
func (Lazy) Read(ctx context.Context, kind Kind, texts []string) ([][]float32, []Reading, error) {
	return BuiltIn().Read(ctx, kind, texts)
}
