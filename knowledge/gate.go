package knowledge

import (
	"math"

	"oldhand/integrations/models"
)

// The gate is a logistic regression over what a passage shows, fitted on testdata/questions.jsonl and rounded. An answer
// that nobody gave is worse than none, hence a bar above even odds.
const (
	gateBias       = -2.5
	gateCoverage   = 4.0  // share of the question that the passage has, rare things counting more
	gateSimilarity = 2.0  // of the vectors
	gateBlank      = -2.4 // share of the question that no passage at all has: it is about something else
	gateTrade      = 0.6  // share of the question that is of the trade
	gateKnown      = 1.2  // things of the trade that the passage has, up to enoughMatched
	gatePlain      = 0.75 // other things that the passage has, up to enoughMatched
	gateBar        = 0.25
	enoughMatched  = 8.0 // of weight
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
	return odds >= gateBar
}
