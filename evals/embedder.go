package evals

import (
	"context"

	"oldhand/integrations/models"
)

// saying is one thing said in both languages.
type saying struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// scoreEmbedder asks for each saying among all of them in the other language.
func scoreEmbedder(_ context.Context, _ *Village, t *tally) error {
	all, err := cases[saying]("embedder")
	if err != nil {
		return err
	}
	var en, zh []string
	for _, c := range all {
		en, zh = append(en, c.EN), append(zh, c.ZH)
	}
	for _, direction := range []struct {
		name      string
		asked, in []string
	}{{"en to zh", en, zh}, {"zh to en", zh, en}} {
		for _, r := range rankers(direction.in) {
			for i, query := range direction.asked {
				scores := r.rank(query)
				at := place(scores, i)
				t.count("own hit@1 "+direction.name+r.suffix, at == 1)
				if at > 1 && r.suffix == "" {
					t.fail("%q: at %d, after %q", query, at, direction.in[highest(scores)])
				}
			}
		}
	}
	return nil
}

// ranker scores how well each of some texts answers a query.
type ranker struct {
	suffix string // to the name of a score; "" is the built-in embedder
	rank   func(query string) []float64
}

const (
	besideHashed = ", hashed n-grams"
	besideBM25   = ", BM25"
	besideFused  = ", with BM25"
)

// fusedShare is how much the likeness of two vectors counts next to the share of the words that a text has.
const fusedShare = 0.3

// rankers gives the built-in embedder, what it is compared with, and it together with the words.
func rankers(texts []string) []ranker {
	trained, hashed, words := byVector(texts, builtIn), byVector(texts, hashedGrams), byWords(texts)
	fused := func(query string) []float64 {
		scores, likeness := words(query), trained(query)
		for i := range scores {
			scores[i] += fusedShare * likeness[i]
		}
		return scores
	}
	return []ranker{{"", trained}, {besideHashed, hashed}, {besideBM25, words}, {besideFused, fused}}
}

// builtIn gives the vector of the built-in embedder.
func builtIn(s string) []float32 {
	v := make([]float32, models.BuiltIn().Dimension())
	models.BuiltIn().Embed(v, s)
	return v
}

// byVector ranks by the likeness of vectors.
func byVector(texts []string, embed func(string) []float32) func(string) []float64 {
	vectors := make([][]float32, len(texts))
	for i, s := range texts {
		vectors[i] = embed(s)
	}
	return func(query string) []float64 {
		asked := embed(query)
		scores := make([]float64, len(vectors))
		for i, v := range vectors {
			scores[i] = likeness(asked, v)
		}
		return scores
	}
}

// likeness is the cosine of two vectors of unit length.
func likeness(a, b []float32) float64 {
	var sum float32
	for i, x := range a {
		sum += x * b[i]
	}
	return float64(sum)
}

// place is the place of one among all, from 1; those that score the same are before it.
func place(scores []float64, one int) int {
	n := 0
	for _, s := range scores {
		if s >= scores[one] {
			n++
		}
	}
	return n
}

func highest(scores []float64) int {
	best := 0
	for i, s := range scores {
		if s > scores[best] {
			best = i
		}
	}
	return best
}
