package knowledge

import (
	"cmp"
	"math"
	"slices"
)

// How passages are ranked and what is made of the best: all weights and thresholds of an answer stand here. What ranks was
// fitted on hands a to e of evals/corpus, what the judge's score leads to on hand f, on which nothing was trained. `go test
// ./knowledge -run TestFit -update` writes down what came of it in testdata/risk.txt: how much is answered and how much of
// that wrongly, for each threshold that might be chosen.
const (
	// What ranks passages, next to a similarity of 1.
	likenessWorth = 0.15 // of the likeness of words
	wordsWorth    = 0.20 // of all words of the question being there
	ownLanguage   = 0.02 // of being in the asker's language

	// What orders the passages that are judged: what ranked them, next to a judge's score of 1. The judge knows better
	// whether a passage answers than which of two does so better.
	rankWorth = 16.0
	// What the judge's score lacks where question and passage are in different languages: it learned from fewer of those.
	otherLanguage = 1.0

	// The judge's highest score from which on passages are given as an answer, and from which on as what comes nearest.
	surely = 0.25
	nearly = -3.0
	// What the passage that ranks first has in common with the question counts, too: so little that it is no answer whatever the
	// judge says of it; so much that it is one unless the judge denies it; and so much that it is near, which takes less in
	// the other language, of which the judge knows less: there it must not be the one to hide what may help.
	barely                = 0.40
	plainly, denied       = 1.00, -2.0
	nearby, nearbyInOther = 0.50, 0.28
	likenessTells         = 1.0 // of the likeness of words, next to a similarity of 1
	wordsTell             = 0.6 // of all words of the question being there

	// Where there is no vector, the similarity is taken to be what passages have that are as like by their words.
	similarityBias, similarityLikeness, similarityWords = 0.02, 0.87, 0.11
)

// How many passages are shown, and which of them.
const (
	mostVoices  = 3
	mostNear    = 2
	worthApart  = 8.0 // so far below the best a passage still answers beside it
	equallyGood = 1.0 // so far below the best, the newer comes first
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

// worth is what orders judged passages.
func (c *candidate) worth() float64 { return c.verdict.Score + rankWorth*c.score }

// sureness is the highest of the judge's scores; -Inf if nothing was judged.
func sureness(judged []candidate) float64 {
	most := math.Inf(-1)
	for _, c := range judged {
		most = max(most, c.verdict.Score)
	}
	return most
}

// common is what a passage has in common with the question, by vectors and words.
func (c *candidate) common() float64 {
	return c.similarity + likenessTells*c.likeness + wordsTell*c.coverage
}

// likest is the passage that ranks first before the judge orders them.
func likest(judged []candidate) *candidate {
	first := slices.MinFunc(judged, byScore)
	return &first
}

// answered says whether passages answer that the judge is so sure of, the first of which has so much in common with the question.
func answered(sureness, common float64) bool {
	return sureness >= surely && common >= barely || sureness >= denied && common >= plainly
}

// sure gives the passages to answer with, none if they are not sure to: those worth most, of the equally good ones the newest
// first. To what was read together with the question before it, only those answer that have something of what is asked now.
func sure(judged []candidate, r reading) []candidate {
	if r.joined {
		judged = slices.DeleteFunc(slices.Clone(judged), func(c candidate) bool { return !c.ofNow(r.units) })
	}
	if len(judged) == 0 {
		return nil
	}
	if !answered(sureness(judged), likest(judged).common()) {
		return nil
	}
	kept := first(judged, mostVoices, judged[0].worth()-worthApart)
	equal := slices.IndexFunc(kept, func(c candidate) bool { return c.worth() < judged[0].worth()-equallyGood })
	if equal < 0 {
		equal = len(kept)
	}
	slices.SortStableFunc(kept[:equal], func(x, y candidate) int { return compareDates(y.Date, x.Date) })
	return kept
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

// nearest gives the passages to show where none answers, the best first.
func nearest(judged []candidate) []candidate {
	if len(judged) == 0 {
		return nil
	}
	likest, enough := likest(judged), nearby
	if likest.foreign {
		enough = nearbyInOther
	}
	if sureness(judged) < nearly && likest.common() < enough {
		return nil
	}
	return first(judged, mostNear, math.Inf(-1))
}

// first gives the first passages that are not worth less than a least, each of them once.
func first(judged []candidate, most int, least float64) []candidate {
	var kept []candidate
	for _, c := range judged {
		if len(kept) < most && c.worth() >= least && !slices.ContainsFunc(kept, c.repeats) {
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

// byWorth orders judged passages, those worth most first.
func byWorth(x, y candidate) int { return cmp.Or(cmp.Compare(y.worth(), x.worth()), byScore(x, y)) }
