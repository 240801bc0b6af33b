package models

import (
	"context"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"oldhand/integrations/text"
)

// hashedDimension is the length of the vectors of Hashed.
const hashedDimension = 256

// Weights of what a text is made of. A meaning counts most: it is what the two languages have in common.
const (
	meaningWeight = 2.0
	commonWeight  = 0.5 // of the meaning of a common word
	wordWeight    = 1.0
	pairWeight    = 0.8 // of Chinese characters
	numberWeight  = 0.5
	partWeight    = 1.2 // all parts of a word together
	charWeight    = 0.3 // one Chinese character
	smallWeight   = 0.1
)

// Hashed gives an embedder that needs no training, no file and no network: it hashes words, their parts, Chinese
// characters and the glossary's meanings onto 256 numbers. Texts that share them lie near each other, typos included, and
// through the glossary also across the two languages. The same text always gives the same vector, of unit length.
func Hashed() Embedder { return hashed{} }

type hashed struct{}

func (hashed) Model() string { return "hashed-ngram-1" }

func (hashed) Dimension() int { return hashedDimension }

func (hashed) EmbedQuery(_ context.Context, s string) ([]float32, error) {
	return hashText(s), nil
}

func (hashed) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, s := range texts {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("embed %d texts: %w", len(texts), err)
		}
		vectors[i] = hashText(s)
	}
	return vectors, nil
}

// feature is one thing found in a text.
type feature struct {
	hash   uint64
	weight float32
}

func hashText(s string) []float32 {
	features := make([]feature, 0, 128)
	for _, u := range Units(s) {
		features = appendUnit(features, u)
	}
	if len(features) == 0 { // so that an empty text, too, has a direction
		features = append(features, feature{hashOf(0, ""), 1})
	}
	return spread(features)
}

// Kinds of features; each is hashed apart from the others.
const (
	meaningKind = iota + 1
	wordKind
	partKind
	charKind
)

func appendUnit(features []feature, u Unit) []feature {
	if u.Meaning != "" {
		weight := float32(meaningWeight)
		if u.Class == Common {
			weight = commonWeight
		}
		features = append(features, feature{hashOf(meaningKind, u.Meaning), weight})
	}
	switch {
	case u.Small:
		return append(features, feature{hashOf(wordKind, u.Words), smallWeight})
	case u.Script == text.Ideographs:
		return appendCharacters(features, u.Words)
	case u.Script == text.Digits:
		return append(features, feature{hashOf(wordKind, u.Words), numberWeight})
	}
	for script, word := range text.Runs(u.Words) {
		if script == text.Letters {
			features = append(features, feature{hashOf(wordKind, text.Stem(word)), wordWeight})
			features = appendParts(features, word)
		}
	}
	return features
}

// appendParts appends the parts of three and four letters of a word, its ends marked.
func appendParts(features []feature, word string) []feature {
	const shortest, longest = 3, 4
	marked := "<" + word + ">"
	if len(marked) <= shortest {
		return features
	}
	from := len(features)
	for n := shortest; n <= longest; n++ {
		for i := 0; i+n <= len(marked); i++ {
			features = append(features, feature{hashOf(partKind, marked[i:i+n]), 0})
		}
	}
	each := partWeight / float32(math.Sqrt(float64(len(features)-from)))
	for i := from; i < len(features); i++ {
		features[i].weight = each
	}
	return features
}

// appendCharacters appends the characters and pairs of characters of a stretch of Chinese.
func appendCharacters(features []feature, run string) []feature {
	previous := -1
	for i, r := range run {
		end := i + utf8.RuneLen(r)
		features = append(features, feature{hashOf(charKind, run[i:end]), charWeight})
		if previous >= 0 {
			features = append(features, feature{hashOf(wordKind, run[previous:end]), pairWeight})
		}
		previous = i
	}
	return features
}

// spread adds up the features: what occurs n times counts 1+ln(n) times, each feature on two of the numbers, with a sign,
// so that unlike features cancel out rather than add up.
func spread(features []feature) []float32 {
	slices.SortFunc(features, func(a, b feature) int {
		switch {
		case a.hash < b.hash:
			return -1
		case a.hash > b.hash:
			return 1
		}
		return 0
	})
	v := make([]float32, hashedDimension)
	for i := 0; i < len(features); {
		f, n := features[i], 1
		for i+n < len(features) && features[i+n].hash == f.hash {
			n++
		}
		w := f.weight * float32(1+math.Log(float64(n)))
		addSigned(v, uint32(f.hash), w)
		addSigned(v, uint32(f.hash>>32), w)
		i += n
	}
	if !normalise(v) { // everything cancelled out
		v[0] = 1
	}
	return v
}

func addSigned(v []float32, hash uint32, w float32) {
	if hash&(1<<31) != 0 {
		w = -w
	}
	v[hash%hashedDimension] += w
}

// hashOf is FNV-1a of the kind and the bytes, stirred so that all bits depend on all of them.
func hashOf(kind byte, s string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := (offset ^ uint64(kind)) * prime
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * prime
	}
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

// normalise brings v to unit length; false if it has none or is not made of numbers.
func normalise(v []float32) bool {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 || math.IsNaN(sum) || math.IsInf(sum, 0) {
		return false
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= scale
	}
	return true
}
