package quote

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/address"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

const (
	// maxChoices is how many places an ambiguous name offers.
	maxChoices = 6
	// nameRoom is how many characters of a place's Chinese name a button shows.
	nameRoom = 12
)

// placeOf is the place that a quote names. Errors: address.ErrUnknownPlace, *address.AmbiguousError.
func placeOf(c meaning.Quote) (address.Place, error) {
	if c.Code.Given() {
		return address.PlaceOf(c.Code.Value), nil
	}
	read, err := address.Parse(c.To.Value)
	return read.Place, err
}

// quoteAmbiguous prices a name of several places where they all cost the same, and else asks which is meant.
func (sk *skill) quoteAmbiguous(ctx context.Context, t *dialogue.Turn, p *parcel, c meaning.Quote, several *address.AmbiguousError) error {
	if p.Weight > 0 {
		r, err := p.request(t)
		if err != nil {
			return err
		}
		answer, _, err := sk.Rates.QuoteTo(ctx, c.To.Value, r)
		if err == nil {
			p.Code, p.Name = answer.To.Code, answer.To.Name
			return sk.show(ctx, t, answer, c.Courier.Value)
		}
		if !errors.As(err, &several) {
			return err
		}
	}
	askWhichPlace(t, p, cmp.Or(strings.TrimSpace(several.Words), c.To.Value), several.Candidates)
	return nil
}

func askWhichPlace(t *dialogue.Turn, p *parcel, to string, places []address.Place) {
	p.Choices = places[:min(len(places), maxChoices)]
	var buttons [][]bot.Button
	var names []string
	for _, choice := range p.Choices {
		name := views.Place(t.Lang, choice)
		buttons, names = append(buttons, dialogue.Row(dialogue.Tap(shortPlace(t, name), "to", choice.Code))), append(names, name)
	}
	ask(t, "quote.which", dialogue.View{"To": dialogue.Short(to, 40), "Names": names}, buttons)
}

// shortPlace names a place on a button: the part that tells it from others comes last in Chinese, first in English.
func shortPlace(t *dialogue.Turn, name string) string {
	if r := []rune(name); t.Lang == phrases.Chinese && len(r) > nameRoom {
		return string(r[len(r)-nameRoom:])
	}
	return name
}

// chosen is the one of the places offered that lies within a place named after them, else the place itself.
func (p *parcel) chosen(named address.Place) address.Place {
	within := slices.DeleteFunc(slices.Clone(p.Choices), func(c address.Place) bool { return !strings.HasPrefix(c.Code, named.Code) })
	if len(within) == 1 {
		return within[0]
	}
	return named
}

func (sk *skill) pressTo(ctx context.Context, t *dialogue.Turn, args []string) error {
	p := memory.Of(t).Parcel
	if len(args) != 1 || p == nil {
		return t.Stale(ctx)
	}
	i := slices.IndexFunc(p.Choices, func(c address.Place) bool { return c.Code == args[0] })
	if i < 0 {
		return t.Stale(ctx)
	}
	p.goesTo(p.Choices[i])
	p.From = 0
	return sk.priced(ctx, t, p, "")
}
