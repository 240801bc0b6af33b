package knowledge

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
)

// How passages are ranked.
const (
	bodyWorth    = 0.65 // a thing named in the passage alone: it may be there by the way
	headsWorth   = 0.90 // a thing named in the headings or the title alone; in both it counts in full
	coverShare   = 0.45 // of the score; the similarity of the vectors makes the rest
	ownLanguage  = 1.05 // a passage in the asker's language is worth this much more
	previousHalf = 0.5  // what was asked before, next to what is asked now
	secondVoice  = 0.85 // share of the best score that further passages must reach
	equallyGood  = 0.95 // share of the best score from which on the newer passage comes first
	mostVoices   = 3
)

// Ask answers from the notes and tips; Abstained when the evidence is thin, and always when the question is about prices,
// rates, stock or orders of the village, which tables know and prose does not.
func (b *Base) Ask(ctx context.Context, q Question) (Answer, error) {
	none := Answer{Abstained: true, Citations: []Citation{}}
	question := text.Clean(q.Text)
	units := unitsOf(question, 1)
	if len(units) == 0 || tablesKnow(question, units) {
		return none, nil
	}
	if q.Lang == "" {
		q.Lang = text.Language(question)
	}
	for i := range units {
		units[i].now = true
	}
	if previous := lastOf(q.Previous); previous != "" && leansBack(question, units) {
		units = appendUnits(units, unitsOf(previous, previousHalf))
		question = previous + "\n" + question
	}
	best, err := b.answers(ctx, units, question, q)
	if err != nil || len(best) == 0 {
		return none, err
	}
	return quoted(best), nil
}

// answers gives the passages that pass the gate, best first.
func (b *Base) answers(ctx context.Context, units []unit, question string, q Question) ([]candidate, error) {
	if err := b.weigh(ctx, units); err != nil {
		return nil, err
	}
	found, err := b.lookup(ctx, units, question, day(q.Now))
	if err != nil {
		return nil, err
	}
	above := standsOut(found)
	for i := range found {
		found[i].rate(units, q.Lang)
	}
	found = slices.DeleteFunc(found, func(c candidate) bool { return !c.onTopic(units) || !c.answers(units, above) })
	slices.SortFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), compareDates(y.Date, x.Date), cmp.Compare(x.ID, y.ID))
	})
	if len(found) == 0 {
		return nil, nil
	}
	return voices(found), nil
}

// Ranking gives the passages that are looked through to answer a question, best first.
func (b *Base) Ranking(ctx context.Context, q Question) ([]Citation, error) {
	question := text.Clean(q.Text)
	units := unitsOf(question, 1)
	if len(units) == 0 {
		return nil, nil
	}
	if q.Lang == "" {
		q.Lang = text.Language(question)
	}
	if previous := lastOf(q.Previous); previous != "" && leansBack(question, units) {
		units = appendUnits(units, unitsOf(previous, previousHalf))
		question = previous + "\n" + question
	}
	if err := b.weigh(ctx, units); err != nil {
		return nil, err
	}
	found, err := b.lookup(ctx, units, question, day(q.Now))
	if err != nil {
		return nil, err
	}
	for i := range found {
		found[i].rate(units, q.Lang)
	}
	slices.SortFunc(found, func(x, y candidate) int { return cmp.Compare(y.score, x.score) })
	if len(found) == 0 {
		return nil, nil
	}
	return quoted(found).Citations, nil
}

// day is the date of a moment where it was taken, as the database counts days.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// onTopic says that a passage has anything of what is asked now, rather than of what was asked before.
func (c *candidate) onTopic(units []unit) bool {
	for i, u := range units {
		if u.now && u.class != trade.Common && (c.body(i) || c.heads(i)) {
			return true
		}
	}
	return false
}

// rate scores how well a passage answers.
func (c *candidate) rate(units []unit, lang string) {
	var whole, covered float64
	for i, u := range units {
		w := u.weight * u.idf
		whole += w
		body, heads := c.body(i), c.heads(i)
		switch {
		case body && heads:
			covered += w
		case body:
			covered += w * bodyWorth
		case heads:
			covered += w * headsWorth
		}
	}
	c.coverage = covered / whole
	c.score = (coverShare*c.coverage + (1-coverShare)*c.near()) * substance(c.Quote)
	if c.Language == lang {
		c.score *= ownLanguage
	}
}

// body says that the passage itself has unit i; heads, that its headings or title do.
func (c *candidate) body(i int) bool { return slices.Contains(c.InBody, i+1) }

func (c *candidate) heads(i int) bool { return slices.Contains(c.InHeads, i+1) }

// substance is below 1 for passages too short to be advice.
func substance(quote string) float64 {
	const advice = 60 // as wide as 30 Chinese characters or 10 English words
	width := 0
	for _, r := range quote {
		width++
		if wide(r) {
			width++
		}
	}
	return 0.7 + 0.3*math.Min(1, float64(width)/advice)
}

// voices gives the best passage and those that answer about as well; of the equally good ones the newest first.
func voices(found []candidate) []candidate {
	top := found[0].score
	var kept []candidate
	for _, c := range found {
		if c.score < top*secondVoice || len(kept) == mostVoices {
			break
		}
		if !slices.ContainsFunc(kept, func(k candidate) bool { return k.Quote == c.Quote }) {
			kept = append(kept, c)
		}
	}
	equal := slices.IndexFunc(kept, func(c candidate) bool { return c.score < top*equallyGood })
	if equal < 0 {
		equal = len(kept)
	}
	slices.SortStableFunc(kept[:equal], func(x, y candidate) int { return compareDates(y.Date, x.Date) })
	return kept
}

// compareDates orders days; none is before any.
func compareDates(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return a.Compare(*b)
}

func quoted(best []candidate) Answer {
	a := Answer{Citations: make([]Citation, len(best))}
	quotes := make([]string, len(best))
	for i, c := range best {
		date := ""
		if c.Date != nil {
			date = c.Date.Format(time.DateOnly)
		}
		a.Citations[i] = Citation{Source: c.Source, Title: c.Title, Date: date, Speaker: c.Speaker, Quote: c.Quote}
		quotes[i] = c.Quote
	}
	a.Text = strings.Join(quotes, "\n\n")
	return a
}

func lastOf(previous []string) string {
	if len(previous) == 0 {
		return ""
	}
	return text.Clean(previous[len(previous)-1])
}

// How questions begin and end that are not whole without the one before.
var (
	leansBackEN  = words("en", "leansback")
	leansBackZH  = words("zh", "leansback")
	leansBackEnd = words("zh", "leansbackend")
)

// leansBack says that a question is not whole without the one before: "and for shoes?", "那运费呢？".
func leansBack(question string, units []unit) bool {
	folded := strings.TrimRight(text.Fold(strings.TrimSpace(question)), "?？。.!！ ")
	begins := func(start string) bool { return strings.HasPrefix(folded, start) }
	beginsApart := func(start string) bool { return strings.HasPrefix(folded+" ", start+" ") }
	ends := func(end string) bool { return strings.HasSuffix(folded, end) }
	if slices.ContainsFunc(leansBackEN, beginsApart) || slices.ContainsFunc(leansBackZH, begins) || slices.ContainsFunc(leansBackEnd, ends) {
		return true
	}
	const few = 2 // things asked about
	return len(units) < few || len(units) == few && utf8.RuneCountInString(folded) < 12
}

// appendUnits appends those units that are not yet there.
func appendUnits(units, more []unit) []unit {
	for _, m := range more {
		if !slices.ContainsFunc(units, func(u unit) bool { return u.query == m.query }) {
			units = append(units, m)
		}
	}
	return units
}
