package main

import (
	"math"

	"oldhand/integrations/text"
)

// Before anything is learned, an English word lies where the Chinese words lie that it stands for. Which those are, pairs of
// sentences and the dictionary say together (IBM's first model: Brown et al., The mathematics of statistical machine
// translation, 1993). Rare words, which are met too seldom to find their place, begin there.

const (
	rounds   = 5    // of estimating
	unlikely = 0.02 // a share below which a translation is dropped
	nothing  = 1e-4 // share of a word that stands for nothing
)

// translation is a row that another one may stand for, and how likely.
type translation struct {
	row   int32
	share float32
}

// bilingual is the rows of a pair, English ones and Chinese ones.
type bilingual struct{ english, han []int32 }

// translations estimates for each row which of the other language it stands for.
func translations(pairs []bilingual, rows int) [][]translation {
	entries, groups := meetings(pairs)
	shares := make([]float64, len(entries))
	for i := range shares {
		shares[i] = 1
	}
	for range rounds {
		shares = estimate(entries, groups, shares, rows)
	}
	found := make([][]translation, rows)
	for i, e := range entries {
		if shares[i] >= unlikely {
			found[e[0]] = append(found[e[0]], translation{e[1], float32(shares[i])})
		}
	}
	return found
}

// meetings numbers what meets what, and gives for each Chinese word of each pair the English ones that it may be for.
func meetings(pairs []bilingual) (entries [][2]int32, groups [][]int32) {
	numbers := map[[2]int32]int32{}
	for _, p := range pairs {
		for _, han := range p.han {
			group := make([]int32, len(p.english))
			for i, english := range p.english {
				e := [2]int32{english, han}
				n, known := numbers[e]
				if !known {
					n = int32(len(entries))
					numbers[e] = n
					entries = append(entries, e)
				}
				group[i] = n
			}
			groups = append(groups, group)
		}
	}
	return entries, groups
}

// estimate splits each Chinese word among the English ones by the shares so far, and gives the shares that follow.
func estimate(entries [][2]int32, groups [][]int32, shares []float64, rows int) []float64 {
	counts := make([]float64, len(entries))
	for _, group := range groups {
		sum := nothing
		for _, e := range group {
			sum += shares[e]
		}
		for _, e := range group {
			counts[e] += shares[e] / sum
		}
	}
	totals := make([]float64, rows)
	for i, e := range entries {
		totals[e[0]] += counts[i]
	}
	for i, e := range entries {
		counts[i] /= totals[e[0]]
	}
	return counts
}

// bilinguals takes the pairs of two languages apart: with the words themselves, or with their stems.
func (v *vocabulary) bilinguals(pairs []pair, stems bool) []bilingual {
	var all []bilingual
	for _, p := range pairs {
		if text.Language(p.a) == text.Language(p.b) {
			continue
		}
		var b bilingual
		for _, s := range []string{p.a, p.b} {
			v.cut(s, func(script text.Script, word string) { v.sort(&b, script, word, stems) })
		}
		if len(b.english) > 0 && len(b.han) > 0 {
			all = append(all, b)
		}
	}
	return all
}

// sort adds the rows of a word to its side of a pair. A number is the same in both languages and stays what it is.
func (v *vocabulary) sort(b *bilingual, script text.Script, word string, stems bool) {
	to, name := &b.english, word
	switch {
	case script == text.Digits:
		return
	case script == text.Ideographs:
		to = &b.han
	case stems:
		name = stemOf(word)
	}
	if row, known := v.rows[name]; known {
		*to = append(*to, row)
	}
}

// place moves the rows of English words and stems to where their translations lie.
func (l *learner) place(v *vocabulary, pairs []pair) {
	const length = firstSpread // of a number of a row, on the average
	words, stems := translations(v.bilinguals(pairs, false), v.size()), translations(v.bilinguals(pairs, true), v.size())
	begin := append([]float32(nil), l.matrix...)
	for row := range v.size() {
		found := append(words[row], stems[row]...)
		if len(found) == 0 {
			continue
		}
		to := l.row(int32(row))
		clear(to)
		for _, t := range found {
			from := begin[int(t.row)*dimension : int(t.row+1)*dimension]
			axpy(t.share/norm(from), from, to)
		}
		scale(float32(length*math.Sqrt(dimension))/norm(to), to)
	}
}
