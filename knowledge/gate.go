package knowledge

import (
	"math"
	"slices"

	"oldhand/knowledge/trade"
)

// The gate is a logistic regression over what a passage shows, fitted on testdata/questions.jsonl and rounded. Each of the
// questions that have an answer is there once more without the notes that give it, for then the best of the others must not be
// taken for one. An answer that nobody gave is worse than none, hence the bias: as strict as it can be without losing right answers.
const (
	gateBias       = -4.5
	gateCoverage   = 4.5  // share of the question that the passage has, rare things counting more
	gateSimilarity = 5.2  // of the vectors
	gateStandsOut  = 5.0  // how far the nearest of all passages is above the middling one: where nothing is known, none stands out
	gateBlank      = -2.7 // share of the question that no passage at all has: it is about something else
	gateTrade      = -1.9 // share of the question that is of the trade: there nearly every passage has something of it
	gateNoVector   = 2.6  // in place of both where there is no vector: somewhat less than they show of most answers
	gateKnown      = 3.0  // things of the trade that the passage has, up to enoughKnown
	enoughKnown    = 8.0  // of weight
)

// answers says whether a passage is evidence enough to be given for an answer.
func (c *candidate) answers(units []unit, standsOut float64) bool {
	var whole, blank, ofTrade, known float64
	for i, u := range units {
		w := u.weight * u.idf
		whole += w
		if u.class == trade.Common {
			continue
		}
		if u.count == 0 {
			blank += w
		}
		if u.known {
			ofTrade += w
		}
		if u.known && (c.body(i) || c.heads(i)) {
			known += w
		}
	}
	odds := gateBias + gateCoverage*c.coverage + c.meaning(standsOut) +
		gateBlank*blank/whole + gateTrade*ofTrade/whole + gateKnown*math.Min(known, enoughKnown)/enoughKnown
	return odds >= 0
}

// meaning is what the vectors say for a passage.
func (c *candidate) meaning(standsOut float64) float64 {
	if c.Similarity == nil {
		return gateNoVector
	}
	return gateSimilarity*c.near() + gateStandsOut*standsOut
}

// standsOut says how far the nearest of the passages found is above the middling one. A village with few notes is treated as
// if it had more, of which none is near.
func standsOut(found []candidate) float64 {
	const farther = 0.1 // the similarity of any passage to any question
	all := slices.Repeat([]float64{farther}, max(len(found), candidates))
	for i, c := range found {
		if c.Similarity != nil {
			all[i] = *c.Similarity
		}
	}
	slices.Sort(all)
	return all[len(all)-1] - all[len(all)/2]
}
