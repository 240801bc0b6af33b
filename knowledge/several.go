package knowledge

import (
	"context"
	"regexp"
	"strings"

	"oldhand/integrations/text"
)

// Part is one of the questions of a message, and its answer.
type Part struct {
	Question string
	Answer   Answer
	ranked   []candidate
}

// Ranking gives the passages that the answer was chosen from, best first.
func (p Part) Ranking() []Citation { return citations(p.ranked) }

// mostParts is how many questions a message may hold; what holds more is read as one.
const mostParts = 3

// endOfQuestion is where one question may end and another begin.
var endOfQuestion = regexp.MustCompile(`[?？]+\s*`)

// Sureness is the judge's score of the passage that answers most surely; -Inf where none was judged.
func (p Part) Sureness() float64 { return sureness(p.ranked[:min(mostJudged, len(p.ranked))]) }

// AskEach answers each question of a message by itself, in order: mostly there is one. Where the notes are not sure to answer
// it abstains and gives what comes nearest, or nothing where nothing is near; and nothing when the question is about prices,
// rates, stock or orders of the village, which tables know and prose does not.
func (b *Base) AskEach(ctx context.Context, q Question) ([]Part, error) {
	questions := apart(q)
	parts := make([]Part, len(questions))
	for i, one := range questions {
		var err error
		if parts[i], err = b.askOne(ctx, one); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// Ask is AskEach with one answer for all: of several questions those are answered that can be.
func (b *Base) Ask(ctx context.Context, q Question) (Answer, error) {
	parts, err := b.AskEach(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	return Together(parts), nil
}

// Together gives one answer for all the questions of a message.
func Together(parts []Part) Answer {
	if len(parts) == 1 {
		return parts[0].Answer
	}
	whole := Answer{Abstained: true, Citations: []Citation{}, Near: []Citation{}}
	var texts []string
	for _, p := range parts {
		if !p.Answer.Abstained {
			whole.Abstained = false
			texts = append(texts, p.Answer.Text)
			whole.Written = whole.Written || p.Answer.Written
			whole.Citations = append(whole.Citations, p.Answer.Citations...)
		}
	}
	whole.Text = strings.Join(texts, "\n\n")
	if whole.Abstained {
		whole.Near = nearestOfAll(parts)
	}
	return whole
}

// nearestOfAll gives the nearest passage of each question, then the next nearest, as many as are shown of one.
func nearestOfAll(parts []Part) []Citation {
	near := []Citation{}
	for place := range mostNear {
		for _, p := range parts {
			if place < len(p.Answer.Near) && len(near) < mostNear {
				near = append(near, p.Answer.Near[place])
			}
		}
	}
	return near
}

// apart cuts a message into its questions where each of them stands alone. The first may follow up what was asked before.
func apart(q Question) []Question {
	ends := endOfQuestion.FindAllStringIndex(q.Text, -1)
	var questions []Question
	begin := 0
	for _, end := range append(ends, []int{len(q.Text), len(q.Text)}) {
		words := strings.TrimSpace(q.Text[begin:end[1]])
		begin = end[1]
		if words == "" {
			continue
		}
		if !standsAlone(words) {
			return []Question{q}
		}
		one := Question{Text: words, Lang: q.Lang, Now: q.Now}
		if len(questions) == 0 {
			one.Previous = q.Previous
		}
		questions = append(questions, one)
	}
	if len(questions) < 2 || len(questions) > mostParts {
		return []Question{q}
	}
	return questions
}

// standsAlone says that words name enough to be a question of their own.
func standsAlone(words string) bool {
	const enough = 2
	telling := 0
	for _, u := range unitsOf(text.Clean(words), 1) {
		if u.telling() {
			telling++
		}
	}
	return telling >= enough && strings.ContainsAny(words, "?？")
}
