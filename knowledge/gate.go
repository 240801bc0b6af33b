package knowledge

import (
	"math"

	"oldhand/integrations/models"
)

// The gate is a logistic regression over what a passage shows, fitted on testdata/questions.jsonl and rounded. Each of the
// questions that have an answer is there once more without the notes that give it, for then the best of the others must not be
// taken for one. An answer that nobody gave is worse than none, hence the bias: as strict as it can be without losing right answers.
const (
	gateBias       = -3.65
	gateCoverage   = 5.0  // share of the question that the passage has, rare things counting more
	gateSimilarity = 5.6  // of the vectors
	gateBlank      = -2.1 // share of the question that no passage at all has: it is about something else
	gateTrade      = -1.2 // share of the question that is of the trade: there nearly every passage has something of it
	gateKnown      = 2.6  // things of the trade that the passage has, up to enoughMatched
	gatePlain      = 0.2  // other things that the passage has, up to enoughMatched
	enoughMatched  = 8.0  // of weight
)

// answers says whether a passage is evidence enough to be given for an answer.
func (c *candidate) answers(units []unit) bool {
	var whole, blank, trade, known, plain float64
	for i, u := range units {
		w := u.weight * u.idf
		whole += w
		common := u.class == models.Common
		has := c.body(i) || c.heads(i)
		if u.count == 0 && !common {
			blank += w
		}
		if u.known && !common {
			trade += w
		}
		switch {
		case has && u.known && !common:
			known += w
		case has && !common:
			plain += w
		}
	}
	odds := gateBias + gateCoverage*c.coverage + gateSimilarity*math.Max(c.Similarity, 0) +
		gateBlank*blank/whole + gateTrade*trade/whole +
		gateKnown*math.Min(known, enoughMatched)/enoughMatched + gatePlain*math.Min(plain, enoughMatched)/enoughMatched
	return odds >= 0
}
