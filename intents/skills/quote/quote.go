// Package quote is the skill that prices parcels, one with every courier or many at once, and records the one just priced
// with the courier that its seller chooses.
package quote

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/pickup"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// quoteKey is the card about the parcel being priced, of which only the newest counts.
const quoteKey = "quote"

// Services are what pricing needs.
type Services struct {
	Rates     *rates.Rates
	Parcels   *parcels.Parcels
	Orders    *pickup.Orders
	Catalogue *catalogue.Catalogue
	Documents *bot.Documents
	// Enqueue has a job done after the transaction.
	Enqueue func(ctx context.Context, tx pgx.Tx, job river.JobArgs) error
	// Books: parcels are booked with a carrier, so that receivers are remembered.
	Books bool
}

type skill struct{ Services }

// New gives the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	return dialogue.Skill{
		Name: "quote",
		Serves: []dialogue.Served{
			dialogue.Serve(sk.quote), dialogue.Serve(sk.quoteGoods), dialogue.Serve(sk.ship), dialogue.Serve(sk.parcelList),
		},
		Presses: map[string]dialogue.Press{
			"weight": sk.pressWeight, "to": sk.pressTo, "quotes": sk.pressQuotes, "why": sk.pressWhy, "weigh": sk.pressWeigh,
			"ship": sk.pressShip, "pricefile": sk.pressFile,
		},
		Slashes: []dialogue.Slash{{
			Word: "quote", Menu: true, Bare: begin,
			Means: func(words string) meaning.Command { return meaning.Quote{To: meaning.Said(words)} },
		}},
		Explains: []dialogue.Explained{{Err: address.ErrUnknownPlace, Key: "errors.place"}, {Err: measure.ErrSize, Key: "quote.size"}},
		Help:     []dialogue.HelpButton{{Rank: 30, Key: "help.button.quote", Verb: "help", Args: []any{"quote"}}},
		Teach:    begin,
		Finish:   finish,
		File:     sk.sheet,
	}
}

// begin asks for a parcel, or shows the one priced last.
func begin(ctx context.Context, t *dialogue.Turn) error { return t.Do(ctx, meaning.Quote{}) }

// quote prices a parcel with every courier. What a follow-up does not name stays as it was.
func (sk *skill) quote(ctx context.Context, t *dialogue.Turn, c meaning.Quote) error {
	p, err := sk.told(ctx, t, c)
	if p == nil || err != nil {
		return err
	}
	return sk.priced(ctx, t, p, c.Courier.Value)
}

// told is the parcel with what is said of it; none where its place has to be asked about, which it does.
func (sk *skill) told(ctx context.Context, t *dialogue.Turn, c meaning.Quote) (*parcel, error) {
	m := memory.Of(t)
	p := changed(t, c)
	m.Parcel = p
	m.hearReceiver(c)
	t.Focus.Fresh, t.Focus.Item = false, nil // "those" are the parcels now
	if !c.To.Given() {
		return p, nil
	}
	place, err := placeOf(c)
	var several *address.AmbiguousError
	switch {
	case errors.As(err, &several):
		p.Code, p.Name = "", ""
		return nil, sk.quoteAmbiguous(ctx, t, p, c, several)
	case errors.Is(err, address.ErrUnknownPlace):
		p.Code, p.Name = "", ""
		t.Say("quote.unknown", dialogue.View{"To": dialogue.Short(c.To.Value, 40)})
		return nil, nil
	case err != nil:
		return nil, err
	}
	p.goesTo(p.chosen(place))
	return p, nil
}

// priced asks for what is missing, all in one question, or shows the prices: all couriers', or those of the one asked
// about.
func (sk *skill) priced(ctx context.Context, t *dialogue.Turn, p *parcel, about string) error {
	switch {
	case p.Code == "" && p.Weight == 0:
		ask(t, "quote.what", dialogue.View{"Goods": goodsView(t, p)}, weightButtons(t, p))
		return nil
	case p.Code == "":
		ask(t, "quote.where", dialogue.View{"Weight": p.Weight, "Goods": goodsView(t, p)}, nil)
		return nil
	case p.Weight == 0:
		ask(t, "quote.weight", dialogue.View{"To": views.Place(t.Lang, p.place()), "Goods": goodsView(t, p)}, weightButtons(t, p))
		return nil
	}
	answer, err := sk.price(ctx, t, p)
	if err != nil {
		return err
	}
	return sk.show(ctx, t, answer, about)
}

// ask asks for what a parcel lacks to be priced.
func ask(t *dialogue.Turn, key string, data dialogue.View, buttons [][]bot.Button) {
	t.Show(bot.Card{Text: t.Text(key, data), Key: quoteKey, Buttons: buttons})
}

// price prices a parcel that lacks nothing with every courier, as of now.
func (sk *skill) price(ctx context.Context, t *dialogue.Turn, p *parcel) (rates.Answer, error) {
	r, err := p.request(t)
	if err != nil {
		return rates.Answer{}, err
	}
	return sk.Rates.Quote(ctx, r)
}

// show shows couriers with what sellers saw of them: all, or the one that was asked about.
func (sk *skill) show(ctx context.Context, t *dialogue.Turn, a rates.Answer, about string) error {
	if err := sk.Parcels.Observe(ctx, &a, t.Now); err != nil {
		return err
	}
	if about == "" {
		showAll(t, a)
	} else {
		showOne(t, a, about)
	}
	return nil
}

func (sk *skill) pressWeight(ctx context.Context, t *dialogue.Turn, args []string) error {
	p := memory.Of(t).Parcel
	g, ok := dialogue.Number(args, 0)
	if !ok || g <= 0 || p == nil {
		return t.Stale(ctx)
	}
	p.Weight, p.From = measure.Grams(g), 0
	return sk.priced(ctx, t, p, "")
}

// pressQuotes shows the couriers from another one on, or drops the latest day.
func (sk *skill) pressQuotes(ctx context.Context, t *dialogue.Turn, args []string) error {
	p := memory.Of(t).Parcel
	if len(args) == 0 || p == nil {
		return t.Stale(ctx)
	}
	switch from, ok := dialogue.Number(args, 1); {
	case args[0] == "any":
		p.By, p.From = "", 0
	case args[0] == "from" && ok && from >= 0:
		p.From = from
	default:
		return t.Stale(ctx)
	}
	return sk.priced(ctx, t, p, "")
}
