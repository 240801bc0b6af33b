package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"oldhand/bot/phrases"
	"oldhand/integrations/amount"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/courier"
	"oldhand/intents/understand"
	"oldhand/knowledge"
)

// findCommand finds items.
type findCommand struct {
	queryFlags
	Text []string `arg:"" optional:"" help:"What to look for; price limits in words count."`
}

type foundItem struct {
	SKU         string     `json:"sku"`
	Distributor string     `json:"distributor"`
	Title       string     `json:"title"`
	Price       amount.Fen `json:"price_fen"`
	Stock       int        `json:"stock"`
	Score       float64    `json:"score"`
}

type findAnswer struct {
	Items []foundItem `json:"items"`
	Near  bool        `json:"near"`
}

// Run answers with the items found, best first.
func (f findCommand) Run(ctx context.Context, c config, o outside) error {
	return withVillage(ctx, c, o.log, func(v *village) error {
		return f.run(ctx, o, strings.Join(f.Text, " "), func(ctx context.Context, line string) (any, func(io.Writer), error) {
			found, err := v.catalogue.Find(ctx, v.findQuery(line, time.Now().In(c.Timezone.Location)))
			if err != nil {
				return nil, nil, err
			}
			answer := findAnswer{Items: make([]foundItem, len(found.Hits)), Near: found.Near}
			for i, hit := range found.Hits {
				answer.Items[i] = foundItem{hit.SKU, hit.Distributor, hit.Title(f.Lang), hit.Price, hit.Stock, hit.Score}
			}
			return answer, answer.write, nil
		})
	})
}

// findQuery reads price limits and the like out of the words, as the chat does; what is no search there is one here.
func (v *village) findQuery(line string, now time.Time) catalogue.Query {
	commands := v.parser.Understand(line, understand.Context{Now: now}).Commands
	if len(commands) == 1 && commands[0].Name == understand.Find {
		s := commands[0].Slots
		return catalogue.Query{Text: s.Text, SKU: s.SKU, Category: s.Category, MinPrice: s.PriceMin, MaxPrice: s.PriceMax}
	}
	return catalogue.Query{Text: line}
}

func (a findAnswer) write(w io.Writer) {
	if a.Near {
		fmt.Fprintln(w, "Nothing matches; the nearest:")
	}
	for _, i := range a.Items {
		fmt.Fprintf(w, "%-10s %8s  %6d  %s (%s)\n", i.SKU, i.Price, i.Stock, i.Title, i.Distributor)
	}
	if len(a.Items) == 0 {
		fmt.Fprintln(w, "Nothing found.")
	}
}

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
	courier.Place
	Contact courier.Contact `json:"contact"`
}

type quoteAnswer struct {
	To      quoteTo           `json:"to"`
	Quotes  []courier.Quote   `json:"quotes"`
	Missing []courier.Missing `json:"missing"`
}

// Run answers with every courier's price, cheapest first, and every missing courier's reason. A line of a batch is
// to, weight and size, separated by tabs.
func (q quoteCommand) Run(ctx context.Context, c config, o outside) error {
	request := courier.Request{Volume: q.Volume}
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
	return withVillage(ctx, c, o.log, func(v *village) error {
		return q.run(ctx, o, line, func(ctx context.Context, line string) (any, func(io.Writer), error) {
			answer, err := v.quote(ctx, line, request, q.Lang)
			return answer, func(w io.Writer) { answer.write(w, q.Lang) }, err
		})
	})
}

// quote answers one line of to, weight and size.
func (v *village) quote(ctx context.Context, line string, r courier.Request, lang string) (quoteAnswer, error) {
	fields := append(strings.SplitN(line, "\t", 3), "", "")
	to, weight, size := strings.TrimSpace(fields[0]), strings.TrimSpace(fields[1]), strings.TrimSpace(fields[2])
	var err error
	if r.Weight, err = courier.ParseWeight(weight); err != nil {
		return quoteAnswer{}, err
	}
	if size != "" {
		if r.Size, err = courier.ParseSize(size); err != nil {
			return quoteAnswer{}, err
		}
	}
	answer, contact, err := v.couriers.QuoteTo(ctx, to, r, lang)
	if err == nil {
		err = v.couriers.Observe(ctx, &answer, v.clock())
	}
	if err != nil {
		return quoteAnswer{}, err
	}
	// Lists that are empty are written as such, not as null.
	return quoteAnswer{quoteTo{answer.To, contact}, append([]courier.Quote{}, answer.Quotes...),
		append([]courier.Missing{}, answer.Missing...)}, nil
}

// write says the same for a person: a line for each courier, and one for each reason why others have no price.
func (a quoteAnswer) write(w io.Writer, lang string) {
	to := a.To.Name
	if lang == string(phrases.English) {
		to = courier.EnglishName(a.To.Place)
	}
	fmt.Fprintln(w, to)
	for _, q := range a.Quotes {
		fmt.Fprintf(w, "%8s  %s: %s; %s\n", q.Price, courier.FullName(q.Courier, q.Service, lang), q.MadeOf(lang), daysOf(q, lang))
	}
	for _, r := range (courier.Answer{Missing: a.Missing}).Reasons() {
		names := make([]string, len(r.Of))
		for i, m := range r.Of {
			names[i] = courier.FullName(m.Courier, m.Service, lang)
		}
		fmt.Fprintf(w, "%8s  %s: %s\n", "-", r.Words, strings.Join(names, ", "))
	}
}

// daysOf says how long a courier takes, by its card or by the sellers.
func daysOf(q courier.Quote, lang string) string {
	span := map[string]any{"P50": 0, "P90": 0}
	p50, p90 := q.Days()
	if p50 != nil {
		span["P50"] = *p50
	}
	if p90 != nil {
		span["P90"] = *p90
	}
	return phrases.Label(phrases.Lang(lang), "quote.span", span)
}

// askCommand answers a question from the notes and tips.
type askCommand struct {
	queryFlags
	Text []string `arg:"" optional:"" help:"The question."`
}

// askLine is a line of ask's batch that is JSON.
type askLine struct {
	Text     string    `json:"text"`
	Previous []string  `json:"previous"`
	Now      time.Time `json:"now"`
}

// Run answers word for word from a source, or says that there is none.
func (a askCommand) Run(ctx context.Context, c config, o outside) error {
	return withVillage(ctx, c, o.log, func(v *village) error {
		return a.run(ctx, o, strings.Join(a.Text, " "), func(ctx context.Context, line string) (any, func(io.Writer), error) {
			question := askLine{Text: line}
			if err := readJSONLine(line, &question); err != nil {
				return nil, nil, err
			}
			if question.Now.IsZero() {
				question.Now = time.Now()
			}
			answer, err := v.knowledge.Ask(ctx, knowledge.Question{
				Text: question.Text, Previous: question.Previous, Lang: a.Lang, Now: question.Now.In(c.Timezone.Location)})
			if err != nil {
				return nil, nil, err
			}
			answer.Citations = append([]knowledge.Citation{}, answer.Citations...)
			return answer, func(w io.Writer) { writeAnswer(w, answer) }, nil
		})
	})
}

func writeAnswer(w io.Writer, a knowledge.Answer) {
	if a.Abstained {
		fmt.Fprintln(w, "The notes do not say.")
		return
	}
	for _, c := range a.Citations {
		fmt.Fprintf(w, "%s\n    %s\n", c.Quote, strings.Join(strings.Fields(c.Speaker+" "+c.Title+" "+c.Date+" "+c.Source), " "))
	}
}

// readJSONLine reads a line that is a JSON object into value and leaves value alone for any other line.
func readJSONLine(line string, value any) error {
	if !strings.HasPrefix(strings.TrimSpace(line), "{") {
		return nil
	}
	if err := json.Unmarshal([]byte(line), value); err != nil {
		return fmt.Errorf("not a JSON object this verb reads: %w", err)
	}
	return nil
}

// understandCommand says what a message means.
type understandCommand struct {
	queryFlags
	Now  string   `placeholder:"TIME" help:"When it was said, RFC 3339; unset: now."`
	Text []string `arg:"" optional:"" help:"The message."`
}

// understandLine is a line of understand's batch that is JSON.
type understandLine struct {
	Text     string `json:"text"`
	Now      string `json:"now"`
	Role     string `json:"role"`
	Dialogue struct {
		Draft    []understand.Line `json:"draft"`
		Reminder bool              `json:"reminder"`
		Quote    *struct {
			To     string       `json:"to"`
			Weight amount.Grams `json:"weight_g"`
		} `json:"quote"`
	} `json:"dialogue"`
}

// Run answers with the commands that the message means.
func (u understandCommand) Run(ctx context.Context, c config, o outside) error {
	return withVillage(ctx, c, o.log, func(v *village) error {
		proposer, err := openProposer(c, v.parser, o.log)
		if err != nil {
			return err
		}
		return u.run(ctx, o, strings.Join(u.Text, " "), func(ctx context.Context, line string) (any, func(io.Writer), error) {
			message := understandLine{Text: line, Now: u.Now}
			if err := readJSONLine(line, &message); err != nil {
				return nil, nil, err
			}
			where, err := message.context(c.Timezone.Location, u.Lang)
			if err != nil {
				return nil, nil, err
			}
			meaning := proposer.Clearer(ctx, message.Text, where, v.parser.Understand(message.Text, where))
			return meaning, func(w io.Writer) { writeMeaning(w, meaning) }, nil
		})
	})
}

func (l understandLine) context(location *time.Location, lang string) (understand.Context, error) {
	c := understand.Context{Now: time.Now().In(location), Role: l.Role, Draft: l.Dialogue.Draft, Reminder: l.Dialogue.Reminder, Language: lang}
	if l.Now != "" {
		now, err := parseMoment(l.Now, location)
		if err != nil {
			return c, err
		}
		c.Now = now
	}
	if q := l.Dialogue.Quote; q != nil {
		c.Quote = &understand.ShownQuote{To: q.To, Weight: q.Weight}
	}
	return c, nil
}

// parseMoment reads RFC 3339, or the same without a zone as the village's own time.
func parseMoment(s string, location *time.Location) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, location); err == nil {
			return t.In(location), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q: want a time such as 2026-11-23T08:00:00+08:00", s)
}

func writeMeaning(w io.Writer, u understand.Understanding) {
	for _, command := range u.Commands {
		slots, err := json.Marshal(command.Slots)
		if err != nil {
			slots = []byte(err.Error())
		}
		fmt.Fprintf(w, "%s %s\n", command.Name, slots)
	}
}

// embedCommand turns a text into a vector.
type embedCommand struct {
	queryFlags
	Text []string `arg:"" optional:"" help:"The text."`
}

type embedAnswer struct {
	Model  string    `json:"model"`
	Vector []float32 `json:"vector"`
}

// Run answers with the embedder's vector; it needs no database.
func (e embedCommand) Run(ctx context.Context, c config, o outside) error {
	embedder, err := openEmbedder(c)
	if err != nil {
		return err
	}
	return e.run(ctx, o, strings.Join(e.Text, " "), func(ctx context.Context, line string) (any, func(io.Writer), error) {
		if strings.TrimSpace(line) == "" {
			return nil, nil, errEmpty
		}
		vector, err := embedder.EmbedQuery(ctx, line)
		if err != nil {
			return nil, nil, err
		}
		return embedAnswer{embedder.Model(), vector}, func(w io.Writer) { fmt.Fprintln(w, vector) }, nil
	})
}
