package sales

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/sales"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// refusedShown is how many rows that could not be read a card names.
const refusedShown = 5

// Reader reads what was sold out of files that people send.
type Reader struct {
	Sales *sales.Sales
	Clock func() time.Time // time.Now
}

// Read reads a file, and gives what keeps what it says, and offers it, within a transaction: once for each turn, and no card the second time.
// It gives nil for a file of nothing sold. Errors: those of [sales.Read] but [sales.ErrNoGoods].
func (r Reader) Read(ctx context.Context, name string, lang phrases.Lang, purpose meaning.Purpose, data []byte) (
	offer func(ctx context.Context, tx pgx.Tx, turn bot.TurnID, person bot.PersonID) (*bot.Card, error), err error) {
	f, err := sales.Read(ctx, data)
	if errors.Is(err, sales.ErrNoGoods) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, tx pgx.Tx, turn bot.TurnID, person bot.PersonID) (*bot.Card, error) {
		err := r.Sales.Keep(ctx, tx, sales.SellerID(person), int64(turn), f, r.Clock())
		if errors.Is(err, sales.ErrKept) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		card := fileCard(lang, name, f, turn, purpose)
		return &card, nil
	}, nil
}

// fileCard says what a file holds, and offers to put the goods on the draft and, unless it was sent for them, to price its parcels.
func fileCard(lang phrases.Lang, name string, f sales.File, turn bot.TurnID, purpose meaning.Purpose) bot.Card {
	refused := make([]dialogue.View, min(len(f.Refused), refusedShown))
	for i := range refused {
		refused[i] = dialogue.View{"Line": f.Refused[i].Line, "Reason": dialogue.Short(phrases.Tell(lang, f.Refused[i].Why), 80)}
	}
	left := ""
	if f.Left.Code != "" {
		left = phrases.Tell(lang, f.Left)
	}
	pieces := f.Pieces()
	var buttons [][]bot.Button
	if pieces > 0 {
		fetch := phrases.Label(lang, "sales.button.fetch", dialogue.View{"Pieces": pieces})
		buttons = append(buttons, dialogue.Row(dialogue.Tap(fetch, "sold", int64(turn))))
	}
	if f.Priceable && purpose != meaning.ToFetch {
		buttons = append(buttons, dialogue.Row(dialogue.Tap(phrases.Label(lang, "sales.button.parcels", nil), "pricefile", int64(turn))))
	}
	return bot.Card{
		Text: phrases.Say(lang, "sales.file", dialogue.View{
			"Name": dialogue.Short(name, 60), "Orders": f.Orders, "Kinds": len(f.Goods), "Pieces": pieces,
			"Out": out(f), "Unnumbered": f.Unnumbered, "Refused": refused, "RefusedAll": len(f.Refused), "MoreRefused": len(f.Refused) - len(refused), "Left": left,
		}),
		Buttons: buttons,
	}
}

// out are the orders that do not count, by what became of them.
func out(f sales.File) (all []dialogue.View) {
	for _, why := range []sales.Standing{sales.Refunded, sales.Unpaid, sales.Shipped, sales.Closed} {
		if n := f.Out[why]; n > 0 {
			all = append(all, dialogue.View{"Why": string(why), "Orders": n})
		}
	}
	return all
}
