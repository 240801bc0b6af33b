package knowledge

import (
	"cmp"
	"math"
	"slices"
)

// How passages are ranked and what is made of the best: all weights and thresholds of an answer stand here. They were fitted
// on hands a to e of evals/corpus by `go test ./knowledge -run TestFit -update`, which writes down what came of it in
// testdata/risk.txt: how much is answered and how much of that wrongly, for each threshold that might be chosen.
const (
	wordsWorth  = 0.30 // of all words of the question being there, next to a similarity of 1
	ownLanguage = 0.02 // of being in the asker's language

	// The odds that a right passage is among the first three, by what the first one shows: a logistic regression.
	oddsBias       = -1.98
	oddsSimilarity = 6.15
	oddsWords      = 0.62

	// From surely on, passages are given as an answer; from nearly on, as what comes nearest; below, nothing is.
	surely = 0.57
	nearly = 0.232

	// Where there is no vector, the similarity is taken to be what passages with as many of the words have.
	similarityBias, similarityWords = 0.22, 0.26
)

// How many passages are shown, and which of them.
const (
	mostVoices  = 3
	mostNear    = 2
	voicesApart = 0.20 // of the best passage's score: so far below it a passage still answers beside it
	equallyGood = 0.10 // so far below the best, the newer comes first
)

// rate scores how well a passage answers.
func (c *candidate) rate(units []unit, lang string) {
	var whole, covered float64
	for i, u := range units {
		w := u.weight * u.idf
		whole += w
		if c.has(i) {
			covered += w
		}
	}
	c.coverage = covered / whole
	c.similarity = similarityBias + similarityWords*c.coverage
	if c.Similarity != nil {
		c.similarity = *c.Similarity
	}
	c.score = c.similarity + wordsWorth*c.coverage
	if c.Language == lang {
		c.score += ownLanguage
	}
}

// has says that the passage has unit i, or what leads to it does.
func (c *candidate) has(i int) bool {
	return slices.Contains(c.InBody, i+1) || slices.Contains(c.InHeads, i+1)
}

// chance is the probability that one of the first three passages answers, when c is the first.
func (c *candidate) chance() float64 {
	return 1 / (1 + math.Exp(-(oddsBias + oddsSimilarity*c.similarity + oddsWords*c.coverage)))
}

// sure gives the passages to answer with, none if they are not sure to. To what was read together with the question before
// it, only those answer that have something of what is asked now.
func sure(ranked []candidate, r reading) []candidate {
	if r.joined {
		ranked = slices.DeleteFunc(slices.Clone(ranked), func(c candidate) bool { return !c.ofNow(r.units) })
	}
	if len(ranked) == 0 || ranked[0].chance() < surely {
		return nil
	}
	return voices(ranked)
}

// ofNow says that a passage has anything of what is asked now, rather than of what was asked before.
func (c *candidate) ofNow(units []unit) bool {
	for i, u := range units {
		if u.now && u.telling() && c.has(i) {
			return true
		}
	}
	return false
}

// voices gives the best passage and those that answer about as well; of the equally good ones the newest first.
func voices(ranked []candidate) []candidate {
	top := ranked[0].score
	var kept []candidate
	for _, c := range ranked {
		if c.score < top-voicesApart || len(kept) == mostVoices {
			break
		}
		if !slices.ContainsFunc(kept, c.repeats) {
			kept = append(kept, c)
		}
	}
	equal := slices.IndexFunc(kept, func(c candidate) bool { return c.score < top-equallyGood })
	if equal < 0 {
		equal = len(kept)
	}
	slices.SortStableFunc(kept[:equal], func(x, y candidate) int { return compareDates(y.Date, x.Date) })
	return kept
}

// nearest gives the passages to show where none answers, the best first.
func nearest(ranked []candidate) []candidate {
	var kept []candidate
	for _, c := range ranked {
		if len(kept) < mostNear && c.chance() >= nearly && !slices.ContainsFunc(kept, c.repeats) {
			kept = append(kept, c)
		}
	}
	return kept
}

// repeats says that another passage says the same words.
func (c *candidate) repeats(other candidate) bool { return c.Quote == other.Quote }

// byScore orders passages, the best first; of equal ones the newer.
func byScore(x, y candidate) int {
	return cmp.Or(cmp.Compare(y.score, x.score), compareDates(y.Date, x.Date), cmp.Compare(x.ID, y.ID))
}
