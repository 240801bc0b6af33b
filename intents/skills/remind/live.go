package remind

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/pickup"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// Live gives what edits the list that a seller was shown last of what to fetch, as long as its day has not gone by.
func Live(s Services) views.Live {
	return func(ctx context.Context, tx pgx.Tx, now time.Time, sellers ...pickup.SellerID) ([]bot.Push, error) {
		daily := pickup.DailyOf(s.Orders)
		shown, err := daily.Showing(ctx, tx, sellers, measure.Midnight(now))
		if err != nil || len(shown) == 0 {
			return nil, err
		}
		ids := make([]bot.PersonID, len(shown))
		for i, one := range shown {
			ids[i] = bot.PersonID(one.Seller)
		}
		people, err := s.People.Named(ctx, tx, ids)
		if err != nil {
			return nil, err
		}
		var pushes []bot.Push
		for _, one := range shown {
			p, there := people[bot.PersonID(one.Seller)]
			if !there {
				continue
			}
			pull, err := daily.Pull(ctx, tx, one.Seller, one.Day, isToday(one.Day, now))
			if err != nil {
				return nil, err
			}
			lang := phrases.Lang(one.Lang)
			card := pullCard(lang, pull, page{one.Day, one.Page}, now)
			if card.InPlace = true; fingerprint(card) == one.Print {
				continue // it is of no order that stands there
			}
			// It goes among the lists that are sent, so that none of an earlier moment takes its place.
			pushes = append(pushes, bot.Push{To: p.ID, Cards: []bot.Card{card}, Bulk: true, Anytime: true, About: dialogue.About(meaning.Focus{ReminderAt: now})})
			if err := daily.Show(ctx, tx, shownTo(one.Seller, page{one.Day, one.Page}, lang, card)); err != nil {
				return nil, err
			}
		}
		return pushes, nil
	}
}

// shownTo is a page of a seller's list as it is shown.
func shownTo(s pickup.SellerID, p page, lang phrases.Lang, card bot.Card) pickup.Shown {
	return pickup.Shown{Seller: s, Day: p.day, Page: p.n, Lang: string(lang), Print: fingerprint(card)}
}

// fingerprint tells cards apart that a person can tell apart.
func fingerprint(c bot.Card) int64 {
	h := fnv.New64a()
	fmt.Fprintln(h, c.Text)
	for _, b := range slices.Concat(c.Buttons...) {
		fmt.Fprintln(h, b.Label)
	}
	return int64(h.Sum64())
}
