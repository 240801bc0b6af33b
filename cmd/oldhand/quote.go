package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"oldhand/bot/phrases"
	"oldhand/cmd/oldhand/app"
	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/rates"
)

// quoteCommand quotes every courier for a parcel.
type quoteCommand struct {
	queryFlags
	To     string `placeholder:"PLACE" help:"Where to: a place, or a whole pasted address."`
	Weight string `placeholder:"WEIGHT" help:"Weight: 1.2kg, 800g, 2斤."`
	Size   string `placeholder:"AxBxC" help:"Sides in centimetres."`
	On     string `placeholder:"DATE" help:"Day of sending, 2006-01-02; unset: today."`
	Volume *int   `placeholder:"N" help:"Parcels a day of the village; unset: those recorded yesterday."`
}

type quoteTo struct {
	address.Place
	Contact address.Contact `json:"contact"`
}

type quoteAnswer struct {
	To      quoteTo         `json:"to"`
	Quotes  []quotedCourier `json:"quotes"`
	Missing []quotedMissing `json:"missing"`
	answer  rates.Answer
}

type quotedCourier struct {
	Courier    string          `json:"courier"`
	Service    string          `json:"service"`
	Billable   measure.Grams   `json:"billable_g"`
	Price      measure.Fen     `json:"price_fen"`
	Lines      []quotedLine    `json:"lines"`
	P50        *int            `json:"eta_p50_days"`
	P90        *int            `json:"eta_p90_days"`
	Observed   *rates.Observed `json:"observed"`
	Volumetric bool            `json:"volumetric"`
	Until      *rates.Date     `json:"holds_until"`
}

type quotedLine struct {
	What string      `json:"what"`
	Fen  measure.Fen `json:"fen"`
}

type quotedMissing struct {
	Courier string `json:"courier"`
	Service string `json:"service"`
	Reason  string `json:"reason"`
}

// Run answers with every courier's price, cheapest first, and every missing courier's reason. A line of a batch is
// to, weight and size, separated by tabs.
func (q quoteCommand) Run(ctx context.Context, c app.Config, s streams) error {
	request := rates.Request{Volume: q.Volume}
	if q.On != "" {
		day, err := time.ParseInLocation(time.DateOnly, q.On, c.Timezone.Location)
		if err != nil {
			return fmt.Errorf("--on %s: want a date such as 2026-11-23", q.On)
		}
		request.On = day
	}
	if q.Volume != nil && *q.Volume < 0 {
		return fmt.Errorf("--volume %d: want a number of parcels", *q.Volume)
	}
	line := strings.Join([]string{q.To, q.Weight, q.Size}, "\t")
	words := wording{phrases.ForTag(q.Lang), map[phrases.Coded]string{}}
	return app.With(ctx, c, s.log, func(v *app.Services) error {
		return q.run(ctx, s, line, func(ctx context.Context, line string) (any, func(io.Writer), error) {
			answer, err := quote(ctx, v, line, request, words)
			return answer, func(w io.Writer) { answer.write(w, q.Lang) }, err
		})
	})
}

// quote answers one line of to, weight and size.
func quote(ctx context.Context, v *app.Services, line string, r rates.Request, words wording) (quoteAnswer, error) {
	fields := append(strings.SplitN(line, "\t", 3), "", "")
	to, weight, size := strings.TrimSpace(fields[0]), strings.TrimSpace(fields[1]), strings.TrimSpace(fields[2])
	var err error
	if r.Weight, err = measure.ParseWeight(weight); err != nil {
		return quoteAnswer{}, err
	}
	if size != "" {
		if r.Size, err = measure.ParseSize(size); err != nil {
			return quoteAnswer{}, err
		}
	}
	answer, contact, err := v.Rates.QuoteTo(ctx, to, r)
	if err == nil {
		err = v.Parcels.Observe(ctx, &answer, v.Clock())
	}
	if err != nil {
		return quoteAnswer{}, err
	}
	return words.answer(answer, contact), nil
}

// wording puts answers into the words of a language. The lines of a batch have most of them in common, so what was said
// once is kept.
type wording struct {
	lang phrases.Lang
	said map[phrases.Coded]string
}

func (w wording) of(c phrases.Coded) string {
	text, ok := w.said[c]
	if !ok {
		text = phrases.Tell(w.lang, c)
		w.said[c] = text
	}
	return text
}

// answer gives what --json prints. Lists that are empty are written as such, not as null.
func (w wording) answer(a rates.Answer, contact address.Contact) quoteAnswer {
	out := quoteAnswer{quoteTo{a.To, contact}, make([]quotedCourier, len(a.Quotes)), make([]quotedMissing, len(a.Missing)), a}
	for i, q := range a.Quotes {
		lines := make([]quotedLine, len(q.Lines))
		for n, l := range q.Lines {
			lines[n] = quotedLine{w.of(l.What), l.Fen}
		}
		out.Quotes[i] = quotedCourier{q.Courier, q.Service, q.Billable, q.Price, lines, q.P50, q.P90, q.Observed, q.Volumetric, q.Until}
	}
	for i, m := range a.Missing {
		out.Missing[i] = quotedMissing{m.Courier, m.Service, w.of(m.Why)}
	}
	return out
}

// write says the same for a person: a line for each courier, and one for each reason why others have no price.
func (a quoteAnswer) write(w io.Writer, lang string) {
	to := a.To.Name
	if lang == string(phrases.English) {
		to = address.EnglishName(a.To.Place)
	}
	fmt.Fprintln(w, to)
	for _, q := range a.answer.Quotes {
		fmt.Fprintf(w, "%8s  %s: %s; %s\n", q.Price, rates.FullName(q.Courier, q.Service, lang), phrases.Label(phrases.ForTag(lang), "price.made", q), daysOf(q, lang))
	}
	for _, r := range a.answer.Reasons() {
		names := make([]string, len(r.Of))
		for i, m := range r.Of {
			names[i] = rates.FullName(m.Courier, m.Service, lang)
		}
		fmt.Fprintf(w, "%8s  %s: %s\n", "-", phrases.Tell(phrases.ForTag(lang), r.Why), strings.Join(names, ", "))
	}
}

// daysOf says how long a courier takes, by its card or by the sellers.
func daysOf(q rates.Quote, lang string) string {
	span := map[string]any{"P50": 0, "P90": 0}
	p50, p90 := q.Days()
	if p50 != nil {
		span["P50"] = *p50
	}
	if p90 != nil {
		span["P90"] = *p90
	}
	return phrases.Label(phrases.ForTag(lang), "quote.span", span)
}
