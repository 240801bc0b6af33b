package intents

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/intents/understand"
)

// completesQuote reads a place or a weight alone while a parcel lacks one, the day by which one has to be there, and who
// is cheapest to somewhere.
func (v *visit) completesQuote(text string) (s understand.Slots, ok bool) {
	if to, found := address.Find(text); found && superlative.MatchString(text) {
		return understand.Slots{To: to, By: v.latestDay(strings.Replace(text, to, "", 1))}, true
	}
	q := v.state.Quote
	if q == nil {
		return s, false
	}
	if q.Weight == 0 {
		if g, err := measure.ParseWeight(kilograms(text)); err == nil && g > 0 {
			return understand.Slots{Weight: &g}, true
		}
	}
	if q.Code == "" {
		if _, found := address.Find(text); found {
			return understand.Slots{To: text}, true
		}
		return s, false
	}
	by := ""
	if arrival.MatchString(text) {
		by = v.latestDay(text)
	}
	return understand.Slots{By: by}, by != ""
}

// deadline serves "within 3 days" said of the parcel just priced, which alone could be when an order is fetched.
func (v *visit) deadline(ctx context.Context, text string) (done bool, err error) {
	q := v.state.Quote
	if q == nil || q.Code == "" || q.Weight == 0 || v.state.Draft != nil || !span.MatchString(text) {
		return false, nil
	}
	by := v.latestDay(text)
	if by == "" {
		return false, nil
	}
	return true, v.quote(ctx, understand.Slots{By: by})
}

// span is a number of days by themselves.
var span = regexp.MustCompile(`(?i)^(?:and |what about |only )?within (?:\d{1,2}|a|one|two|three|four|five) days?[\s.!?]*$`)

// arrival is what words about when a parcel has to be there hold, and words about something else seldom.
var arrival = regexp.MustCompile(`(?i)\b(by|before|within|there|arriv\w*|deliver\w*|get\w*)\b|[到达前内]`)

// bareNumber is a number without a unit.
var bareNumber = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,3})?$`)

// kilograms takes a number alone for kilograms, where a weight was asked for; the card says what was understood.
func kilograms(text string) string {
	if text = strings.TrimSpace(text); bareNumber.MatchString(text) {
		return text + "kg"
	}
	return text
}

// superlative is what words that compare couriers hold.
var superlative = regexp.MustCompile(`(?i)\b(?:cheapest|fastest|quickest)\b|最便宜|最快`)

// sureOfDay is how surely words that follow a quote must name a day of arrival.
const sureOfDay = 0.85

// latestDay reads until when a parcel has to be there, in words that leave out the parcel: they are read behind one, as
// they follow one in the conversation. Empty where they name no day.
func (v *visit) latestDay(text string) string {
	u := v.Parser.Understand("1kg 北京 "+text, understand.Context{Now: v.now, Role: string(v.person.Role), Language: string(v.lang)})
	if len(u.Commands) != 1 || u.Commands[0].Name != understand.Quote || u.Confidence < sureOfDay {
		return ""
	}
	return u.Commands[0].Slots.By
}

// weightCarried says that a weight was not said but is that of the parcel shown, which understanding fills in.
func (v *visit) weightCarried(s understand.Slots) bool {
	old := v.state.Quote
	if old == nil || s.Weight == nil || *s.Weight != old.Weight || v.turn.Message.Kind != bot.Words {
		return false
	}
	alone := v.Parser.Understand(v.turn.Message.Text, understand.Context{Now: v.now, Role: string(v.person.Role), Language: string(v.lang)})
	return !slices.ContainsFunc(alone.Commands, func(c understand.Command) bool { return c.Slots.Weight != nil })
}

// changedQuote is the parcel last asked about with what was just said of it. Another place is another parcel only where
// its weight is said too.
func (v *visit) changedQuote(s understand.Slots) *quoteRequest {
	q := &quoteRequest{}
	next := s.To != "" && s.Weight != nil && v.state.Quote != nil && v.state.Quote.Sent != 0 // the one before is on its way
	if old := v.state.Quote; old != nil && !next && (s.To == "" || s.Weight == nil || s.To == old.Name || s.Code != "" && s.Code == old.Code) {
		*q = *old
	}
	q.From = 0
	if s.To != "" || s.Weight != nil || len(s.Size) == 3 || s.Count > 0 {
		q.Sent = 0 // another parcel
	}
	if s.Weight != nil {
		q.Weight = *s.Weight
	}
	if len(s.Size) == 3 {
		q.Size = s.Size
	}
	if s.Count > 0 {
		q.Count = s.Count
	}
	if s.By != "" {
		q.By = s.By
	}
	return q
}

// chosen is the one of the places offered that lies within a place named after them, else the place itself.
func (q *quoteRequest) chosen(named address.Place) address.Place {
	within := slices.DeleteFunc(slices.Clone(q.Choices), func(c address.Place) bool { return !strings.HasPrefix(c.Code, named.Code) })
	if len(within) == 1 {
		return within[0]
	}
	return named
}
