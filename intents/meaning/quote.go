package meaning

import (
	"regexp"

	"oldhand/integrations/measure"
)

var (
	// span is a number of days by themselves.
	span = regexp.MustCompile(`(?i)^(?:and |what about |only )?within (?:\d{1,2}|a|one|two|three|four|five) days?[\s.!?]*$`)
	// arrival is what words about when a parcel has to be there hold, and words about something else seldom.
	arrival = regexp.MustCompile(`(?i)\b(by|before|within|there|arriv\w*|deliver\w*|get\w*)\b|[到达前内]`)
	// bareNumber is a number without a unit.
	bareNumber = regexp.MustCompile(`^\d{1,3}(?:[.,]\d{1,3})?$`)
	// superlative is what words that compare couriers hold.
	superlative = regexp.MustCompile(`(?i)\b(?:cheapest|fastest|quickest)\b|最便宜|最快`)
)

// deadline reads "within 3 days" said of the parcel just priced, which alone could be when an order is fetched.
func (m *message) deadline() (Reading, bool) {
	if q := m.Quote; q == nil || !q.placed() || q.Weight == 0 || len(m.Draft) > 0 || !span.MatchString(m.text) {
		return Reading{}, false
	}
	by := m.read().LatestDay()
	if by == "" {
		return Reading{}, false
	}
	return m.reading(Quote{By: Said(by)})
}

// completed is a quote with what the conversation adds: the latest day of arrival of a parcel that was not named again. An
// address that was pasted is a parcel of its own as soon as its weight is known, be it that of the one before.
func (m *message) completed(q Quote) Quote {
	if m.Quote != nil && !q.By.Given() && (!q.To.Said() || q.To.Value == m.Quote.To) {
		q.By = saidIf(m.read().LatestDay())
	}
	q.Another = m.read().Pasted && q.Weight.Given()
	return q
}

// completesQuote reads a place or a weight alone while a parcel lacks one, the day by which one has to be there, and who is
// cheapest to somewhere.
func (m *message) completesQuote() (q Quote, ok bool) {
	to, place := m.names.FindPlace(m.text)
	if place && superlative.MatchString(m.text) {
		return Quote{To: Said(to), By: saidIf(m.read().LatestDay())}, true
	}
	if m.Quote == nil {
		return q, false
	}
	if m.Quote.Weight == 0 {
		if g, err := measure.ParseWeight(kilograms(m.text)); err == nil && g > 0 {
			return Quote{Weight: Said(g)}, true
		}
	}
	switch {
	case !m.Quote.placed():
		return Quote{To: saidIf(m.text)}, place
	case arrival.MatchString(m.text):
		by := m.read().LatestDay()
		return Quote{By: saidIf(by)}, by != ""
	}
	return q, false
}

// kilograms takes a number alone for kilograms, where a weight was asked for; the card says what was understood.
func kilograms(text string) string {
	if bareNumber.MatchString(text) {
		return text + "kg"
	}
	return text
}
