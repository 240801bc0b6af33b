package models

import (
	"context"
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sync"

	"oldhand/integrations/text"
)

// Trained is our own model: a vector for every word it knows, and for the rest vectors that hashed parts of words share. A
// text's vector is their sum at unit length. It is never written to, so any number of goroutines may share it.
type Trained struct {
	parsed
	starts []uint32 // where the hashes with given first bits begin; one more at the end
	shift  uint     // to the first bits of a hash
}

// builtIn is written by the trainer; see the Makefile.
//
//go:embed weights.bin
var builtIn []byte

// BuiltIn gives the model that comes with the program. It panics if that is broken, for then the program is.
var BuiltIn = sync.OnceValue(func() *Trained {
	m, err := ReadTrained(builtIn)
	if err != nil {
		panic("the model that comes with the program: " + err.Error())
	}
	return m
})

// ReadTrained reads a file of weights, which must stay as it is from then on.
func ReadTrained(file []byte) (*Trained, error) {
	p, err := parse(file)
	if err != nil {
		return nil, err
	}
	m := &Trained{parsed: p, shift: 64}
	known := p.Words + p.Stems
	for 1<<(64-m.shift) < known { // about one hash for every value of the first bits
		m.shift--
	}
	m.starts = make([]uint32, 1<<(64-m.shift)+1)
	for i := range known {
		h := m.hash(i)
		if i > 0 && h <= m.hash(i-1) {
			return nil, fmt.Errorf("%w: hash %d is out of order", errBroken, i)
		}
		if m.number(i) >= p.Words {
			return nil, fmt.Errorf("%w: hash %d has no row", errBroken, i)
		}
		m.starts[h>>m.shift+1]++
	}
	for i := 1; i < len(m.starts); i++ {
		m.starts[i] += m.starts[i-1]
	}
	return m, nil
}

// hash gives the hash of word or stem i.
func (m *Trained) hash(i int) uint64 { return binary.LittleEndian.Uint64(m.hashes[8*i:]) }

// number gives the row of word or stem i.
func (m *Trained) number(i int) int { return int(binary.LittleEndian.Uint32(m.numbers[4*i:])) }

// rowOf gives the row of a word or stem, or Unknown.
func (m *Trained) rowOf(hash uint64) int {
	first := hash >> m.shift
	for i, end := int(m.starts[first]), int(m.starts[first+1]); i < end; i++ {
		if m.hash(i) == hash {
			return m.number(i)
		}
	}
	return Unknown
}

// Model names the model.
func (m *Trained) Model() string { return m.Name }

// Dimension is the length of the vectors.
func (m *Trained) Dimension() int { return m.parsed.Dimension }

// EmbedQuery gives the vector of a text; there is no error.
func (m *Trained) EmbedQuery(_ context.Context, s string) ([]float32, error) {
	v := make([]float32, Dimension)
	m.Embed(v, s)
	return v, nil
}

// EmbedDocuments gives the vectors of texts, unless ctx ends before.
func (m *Trained) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, s := range texts {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("embed %d texts: %w", len(texts), err)
		}
		vectors[i] = make([]float32, Dimension)
		m.Embed(vectors[i], s)
	}
	return vectors, nil
}

// Embed puts the vector of a text into v, which has Dimension numbers.
func (m *Trained) Embed(v []float32, s string) {
	const usual = 128 // rows of a text: so many need no memory of their own
	var room [usual]occurrence
	found := m.occurrences(room[:0], s)
	slices.Sort(found)
	sum := newSums(v)
	for len(found) > 0 {
		n := 1
		for n < len(found) && found[n] == found[0] {
			n++
		}
		m.add(&sum, found[0], n)
		found = found[n:]
	}
	if !sum.finish() { // nothing to read, or what there is cancels out
		clear(v)
		v[0] = 1
	}
}

// occurrence is a row that a text has, with how many times the row counts there.
type occurrence uint64

func occurrenceOf(row int, times uint64) occurrence { return occurrence(row)<<8 | occurrence(times) }

// occurrences appends what a text is made of.
func (m *Trained) occurrences(to []occurrence, s string) []occurrence {
	Pieces(s, m.rowOf, func(script text.Script, piece string, row int) {
		if row != Unknown {
			to = append(to, occurrenceOf(row, 1))
			return
		}
		times := uint64(WholeTimes)
		if script == text.Letters {
			times = PartTimes
			if row := m.beginning(piece); row != Unknown {
				to = append(to, occurrenceOf(row, 1))
			}
		}
		Grams(script, piece, func(hash uint64) { to = append(to, occurrenceOf(m.Words+int(hash%uint64(m.Shared)), times)) })
	})
	return to
}

// beginning gives the row of the longest known word or stem that an unknown word begins with, or Unknown.
func (m *Trained) beginning(piece string) int {
	row := Unknown
	Beginnings(piece, func(hash uint64) bool {
		row = m.rowOf(hash)
		return row == Unknown
	})
	return row
}

// add adds a row that a text has n times.
func (m *Trained) add(sum *sums, o occurrence, n int) {
	row, times := int(o>>8), float64(o&0xff)*Repeated(n)*float64(m.multipliers[o>>8])
	sum.add(m.rows[row*rowBytes:(row+1)*rowBytes], uint64(math.Round(times)))
}
