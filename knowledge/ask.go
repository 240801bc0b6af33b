package knowledge

import (
	"context"
	"slices"
	"strings"
	"time"

	"oldhand/integrations/text"
	"oldhand/knowledge/trade"
)

// previousHalf is what was asked before, next to what is asked now.
const previousHalf = 0.5

// reading is a question as it is looked for.
type reading struct {
	text   string
	lang   string // the asker's
	units  []unit
	joined bool   // with the question before it
	now    string // what was asked in this turn
}

// read takes a question apart, together with the one before it if it does not stand alone.
func read(q Question) reading {
	r := reading{text: text.Clean(q.Text), lang: q.Lang}
	r.now = r.text
	if r.lang == "" {
		r.lang = text.Language(r.text)
	}
	r.units = unitsOf(r.text, 1)
	for i := range r.units {
		r.units[i].now = true
	}
	if previous := lastOf(q.Previous); previous != "" && len(r.units) > 0 && leansBack(r.text, r.units) {
		r.units = appendUnits(r.units, unitsOf(previous, previousHalf))
		r.text = previous + "\n" + r.text
		r.joined = true
	}
	return r
}

// forms are the question as it is looked for and, where that is together with the one before it, as it was asked.
func (r reading) forms() []string {
	if !r.joined {
		return []string{r.text}
	}
	return []string{r.text, r.now}
}

// askOne answers one question; see AskEach.
func (b *Base) askOne(ctx context.Context, q Question) (Part, error) {
	p := Part{Question: q.Text, Answer: Answer{Abstained: true, Citations: []Citation{}, Near: []Citation{}}}
	question := text.Clean(q.Text)
	if tablesKnow(question, unitsOf(question, 1)) {
		return p, nil
	}
	r := read(q)
	ranked, err := b.rank(ctx, r, day(q.Now))
	if err != nil {
		return p, err
	}
	judged, err := b.judge(ctx, ranked, r.forms()...)
	if err != nil {
		return p, err
	}
	p.ranked = append(judged, ranked[len(judged):]...)
	p.Answer = b.answer(ctx, r, judged)
	return p, nil
}

// answer gives the passages that answer, perhaps in a model's words, or those that come nearest, or nothing.
func (b *Base) answer(ctx context.Context, r reading, judged []candidate) Answer {
	best := sure(judged, r)
	said, denied := "", len(best) == 0
	if !denied {
		said, denied = b.write(ctx, r, best)
	}
	if denied {
		return Answer{Abstained: true, Citations: []Citation{}, Near: citations(nearest(judged))}
	}
	a := quoted(best)
	if said != "" {
		a.Text, a.Written = said, true
	}
	return a
}

// rank finds the passages that may answer, best first.
func (b *Base) rank(ctx context.Context, r reading, today time.Time) ([]candidate, error) {
	if len(r.units) == 0 {
		return nil, nil
	}
	found, err := b.search(ctx, r, today)
	if err != nil {
		return nil, err
	}
	if err := compare(ctx, r.text, found); err != nil {
		return nil, err
	}
	for i := range found {
		found[i].rate(r.units, r.lang)
	}
	slices.SortFunc(found, byScore)
	return found, nil
}

// day is the date of a moment where it was taken, as the database counts days.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
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
	a := Answer{Citations: citations(best), Near: []Citation{}}
	quotes := make([]string, len(best))
	for i, c := range best {
		quotes[i] = c.Quote
	}
	a.Text = strings.Join(quotes, "\n\n")
	return a
}

func citations(passages []candidate) []Citation {
	all := make([]Citation, len(passages))
	for i, c := range passages {
		date := ""
		if c.Date != nil {
			date = c.Date.Format(time.DateOnly)
		}
		all[i] = Citation{Source: c.Source, Title: c.Titled, Date: date, Speaker: c.Speaker, Quote: c.Quote, Telling: c.telling(), ID: PassageID(c.ID), Language: c.Language}
	}
	return all
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

// leansBack says that a question is not whole without the one before: "and for shoes?", "那运费呢？", or any that names
// hardly a thing.
func leansBack(question string, units []unit) bool {
	folded := strings.TrimRight(text.Fold(strings.TrimSpace(question)), "?？。.!！ ")
	begins := func(start string) bool { return strings.HasPrefix(folded, start) }
	beginsApart := func(start string) bool { return strings.HasPrefix(folded+" ", start+" ") }
	ends := func(end string) bool { return strings.HasSuffix(folded, end) }
	if slices.ContainsFunc(leansBackEN, beginsApart) || slices.ContainsFunc(leansBackZH, begins) || slices.ContainsFunc(leansBackEnd, ends) {
		return true
	}
	telling := 0
	for _, u := range units {
		if u.telling() {
			telling++
		}
	}
	return telling <= 1
}

// telling says that a unit tells what a question is about.
func (u unit) telling() bool { return u.class != trade.Common }

// appendUnits appends those units that are not yet there.
func appendUnits(units, more []unit) []unit {
	for _, m := range more {
		if !slices.ContainsFunc(units, func(u unit) bool { return u.query == m.query }) {
			units = append(units, m)
		}
	}
	return units
}
