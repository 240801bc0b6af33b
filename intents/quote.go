package intents

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
	"oldhand/intents/understand"
)

const (
	quoteKey = "quote"
	// maxChoices is how many places an ambiguous name offers.
	maxChoices = 6
)

// quote prices a parcel with every courier. What a follow-up does not name stays as it was.
func (v *visit) quote(ctx context.Context, s understand.Slots) error {
	if old := v.state.Quote; old != nil && s.By == "" && (s.To == "" || s.To == old.Name) && v.turn.Message.Kind == bot.Words {
		s.By = v.latestDay(v.turn.Message.Text)
	}
	if v.weightCarried(s) {
		s.Weight = nil
	}
	q := v.changedQuote(s)
	v.state.Quote = q
	if f := v.state.Found; f != nil {
		f.Fresh = false // "those" are the parcels now
	}
	show := v.about(s.Courier)
	if s.To == "" {
		return v.priced(ctx, show)
	}
	read, err := address.Parse(s.To)
	var several *address.AmbiguousError
	switch {
	case errors.As(err, &several):
		q.Code, q.Name = "", ""
		return v.quoteAmbiguous(ctx, s.To, several, show)
	case errors.Is(err, address.ErrUnknownPlace):
		q.Code, q.Name = "", ""
		v.say("quote.unknown", view{"To": short(s.To, 40)})
		return nil
	case err != nil:
		return err
	}
	place := q.chosen(read.Place)
	q.Code, q.Name, q.Choices = place.Code, place.Name, nil
	return v.priced(ctx, show)
}

// quoteAmbiguous prices a name of several places where they all cost the same, and else asks which is meant.
func (v *visit) quoteAmbiguous(ctx context.Context, to string, several *address.AmbiguousError, show showing) error {
	q := v.state.Quote
	if q.Weight > 0 {
		r, err := v.request(q)
		if err != nil {
			return err
		}
		answer, _, err := v.Rates.QuoteTo(ctx, to, r, string(v.lang))
		if err == nil {
			q.Code, q.Name = answer.To.Code, answer.To.Name
			return show(ctx, answer)
		}
		if !errors.As(err, &several) {
			return err
		}
	}
	v.askWhichPlace(cmp.Or(strings.TrimSpace(several.Words), to), several.Candidates)
	return nil
}

func (v *visit) askWhichPlace(to string, places []address.Place) {
	v.state.Quote.Choices = places[:min(len(places), maxChoices)]
	var buttons [][]bot.Button
	var names []string
	for _, p := range v.state.Quote.Choices {
		buttons = append(buttons, row(tap(v.shortPlace(p), "to", p.Code)))
		names = append(names, v.placeName(p))
	}
	v.show(bot.Card{
		Text: v.text("quote.which", view{"To": short(to, 40), "Names": names}), Buttons: buttons, Key: quoteKey,
	})
}

// placeName names a place in the person's language.
func (v *visit) placeName(p address.Place) string {
	if v.lang == "en" {
		return address.EnglishName(p)
	}
	return p.Name
}

// shortPlace names a place on a button: the part that tells it from others comes last in Chinese, first in English.
func (v *visit) shortPlace(p address.Place) string {
	name := []rune(v.placeName(p))
	if v.lang == "zh" && len(name) > 12 {
		return string(name[len(name)-12:])
	}
	return string(name)
}

// priced asks for what is missing, all in one question, or shows the prices.
func (v *visit) priced(ctx context.Context, show showing) error {
	q := v.state.Quote
	switch {
	case q.Code == "" && q.Weight == 0:
		v.askQuote("quote.what", view{"Goods": v.goodsView(q)}, v.weightButtons())
		return nil
	case q.Code == "":
		v.askQuote("quote.where", view{"Weight": q.Weight, "Goods": v.goodsView(q)}, nil)
		return nil
	case q.Weight == 0:
		v.askQuote("quote.weight", view{"To": v.placeName(q.place()), "Goods": v.goodsView(q)}, v.weightButtons())
		return nil
	}
	r, err := v.request(q)
	if err != nil {
		return err
	}
	answer, err := v.Rates.Quote(ctx, r, string(v.lang))
	if err != nil {
		return err
	}
	return show(ctx, answer)
}

// askQuote asks for what a parcel lacks to be priced.
func (v *visit) askQuote(key string, data view, buttons [][]bot.Button) {
	v.show(bot.Card{Text: v.text(key, data), Key: quoteKey, Buttons: buttons})
}

func (q *quoteRequest) place() address.Place { return address.Place{Code: q.Code, Name: q.Name} }

func (v *visit) weightButtons() [][]bot.Button {
	weights := []measure.Grams{500, 1000, 2000, 3000, 5000, 10000}
	if q := v.state.Quote; q != nil && q.Goods > 0 && !slices.Contains(weights, q.Goods) {
		weights = append([]measure.Grams{q.Goods}, weights[:5]...)
	}
	var buttons []bot.Button
	for _, g := range weights {
		buttons = append(buttons, v.button("quote.button.weight", view{"Weight": g}, "weight", int64(g)))
	}
	return rows(buttons)
}

// request is the parcel as the rate cards want it.
func (v *visit) request(q *quoteRequest) (rates.Request, error) {
	r := rates.Request{To: q.place(), Weight: q.Weight, On: v.now}
	if len(q.Size) != 3 {
		return r, nil
	}
	size, err := measure.ParseSize(centimetres(q.Size))
	if err != nil {
		q.Size = nil // what follows is about a parcel again
		return r, fmt.Errorf("size of a parcel: %w", err)
	}
	r.Size = size
	return r, nil
}

// centimetres writes sides in millimetres as centimetres: 30x20.5x10.
func centimetres(mm []int) string {
	sides := make([]string, len(mm))
	for i, side := range mm {
		sides[i] = strconv.Itoa(side / 10)
		if side%10 != 0 {
			sides[i] += "." + strconv.Itoa(side%10)
		}
	}
	return strings.Join(sides, "x")
}

func (v *visit) pressWeight(ctx context.Context, args []string) error {
	g, ok := number(args, 0)
	if !ok || g <= 0 || v.state.Quote == nil {
		return v.stale(ctx)
	}
	v.state.Quote.Weight, v.state.Quote.From = measure.Grams(g), 0
	return v.priced(ctx, v.showQuotes)
}

func (v *visit) pressTo(ctx context.Context, args []string) error {
	if len(args) != 1 || v.state.Quote == nil {
		return v.stale(ctx)
	}
	for _, p := range v.state.Quote.Choices {
		if p.Code == args[0] {
			v.state.Quote.Code, v.state.Quote.Name, v.state.Quote.Choices, v.state.Quote.From = p.Code, p.Name, nil, 0
			return v.priced(ctx, v.showQuotes)
		}
	}
	return v.stale(ctx)
}

// pressQuotes shows the couriers from another one on, or drops the latest day.
func (v *visit) pressQuotes(ctx context.Context, args []string) error {
	q := v.state.Quote
	if len(args) == 0 || q == nil {
		return v.stale(ctx)
	}
	switch from, ok := number(args, 1); {
	case args[0] == "any":
		q.By, q.From = "", 0
	case args[0] == "from" && ok && from >= 0:
		q.From = int(from)
	default:
		return v.stale(ctx)
	}
	return v.priced(ctx, v.showQuotes)
}

// pressWhy lists the couriers without a price and their reasons.
func (v *visit) pressWhy(ctx context.Context, _ []string) error {
	q := v.state.Quote
	if q == nil || q.Code == "" || q.Weight == 0 {
		return v.stale(ctx)
	}
	r, err := v.request(q)
	if err != nil {
		return err
	}
	answer, err := v.Rates.Quote(ctx, r, string(v.lang))
	if err != nil {
		return err
	}
	v.showMissing(answer)
	return nil
}
