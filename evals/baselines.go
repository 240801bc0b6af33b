package evals

import (
	"hash/fnv"
	"math"
	"slices"

	"oldhand/integrations/text"
)

// What the embedder is compared with: hashing without anything learned, and words without any meaning.

// hashedDimension is the length of the vectors of hashedGrams: as long as those of the built-in embedder.
const hashedDimension = 512

// hashedGrams hashes words, their parts of three to five letters, Chinese characters and pairs of them.
func hashedGrams(s string) []float32 {
	v := make([]float32, hashedDimension)
	add := func(what string, weight float32) {
		h := fnv.New64a()
		h.Write([]byte(what))
		at := h.Sum64() * 0x9e3779b97f4a7c15 // so that the highest bits depend on all
		if at>>63 == 1 {
			weight = -weight
		}
		v[at>>32%hashedDimension] += weight
	}
	for script, run := range text.Runs(text.Fold(s)) {
		if script == text.Ideographs {
			grams(run, 1, 2, func(gram string) { add(gram, 1) })
			continue
		}
		const part = 0.3
		add(run, 1)
		grams("<"+run+">", 3, 5, func(gram string) { add(gram, part) })
	}
	return unit(v)
}

// grams gives all stretches of shortest to longest characters.
func grams(s string, shortest, longest int, yield func(string)) {
	runes := []rune(s)
	for i := range runes {
		for n := shortest; n <= longest && i+n <= len(runes); n++ {
			yield(string(runes[i : i+n]))
		}
	}
}

// unit brings a vector to unit length, if it has any.
func unit(v []float32) []float32 {
	square := likeness(v, v)
	if square == 0 {
		return v
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(square))
	}
	return v
}

// byWords ranks by BM25 over English stems and pairs of Chinese characters, with its usual settings, as a share of what a
// text with all the words would have.
func byWords(texts []string) func(string) []float64 {
	const saturation, shortening = 1.2, 0.75
	type posting struct{ in, times int }
	postings := map[string][]posting{}
	lengths := make([]float64, len(texts))
	var mean float64
	for i, s := range texts {
		for _, term := range bagOf(s) {
			lengths[i]++
			list := postings[term]
			if len(list) > 0 && list[len(list)-1].in == i {
				list[len(list)-1].times++
				continue
			}
			postings[term] = append(list, posting{i, 1})
		}
		mean += lengths[i] / float64(len(texts))
	}
	return func(query string) []float64 {
		scores := make([]float64, len(texts))
		terms := bagOf(query)
		slices.Sort(terms)
		best := math.SmallestNonzeroFloat64
		for _, term := range slices.Compact(terms) {
			list := postings[term]
			n := float64(len(list))
			rarity := math.Log(1 + (float64(len(texts))-n+0.5)/(n+0.5))
			best += rarity * (saturation + 1)
			for _, p := range list {
				times := float64(p.times)
				scores[p.in] += rarity * times * (saturation + 1) / (times + saturation*(1-shortening+shortening*lengths[p.in]/mean))
			}
		}
		for i := range scores {
			scores[i] /= best
		}
		return scores
	}
}

// bagOf gives the terms of a text as often as they occur.
func bagOf(s string) []string {
	var terms []string
	for script, run := range text.Runs(text.Fold(s)) {
		switch script {
		case text.Ideographs:
			shortest := min(2, len([]rune(run)))
			grams(run, shortest, shortest, func(gram string) { terms = append(terms, gram) })
		case text.Letters:
			terms = append(terms, text.Stem(run))
		default:
			terms = append(terms, run)
		}
	}
	return terms
}
