package parcels

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"oldhand/bot"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
)

// waybillsAtOnce is how many waybills one transaction tells of.
const waybillsAtOnce = 500

// jobs is what the skill's workers share: the village's parcels, and the assistant that speaks to people of its own accord.
type jobs struct {
	Services
	pool      *pgxpool.Pool
	assistant *dialogue.Assistant
	clock     func() time.Time
}

// now is the time in the village's zone.
func (j jobs) now() time.Time { return j.clock().In(j.assistant.Zone) }

// tellWaybills tells sellers the waybills that are new, in the transaction that marks them as told.
func (j jobs) tellWaybills(ctx context.Context, now time.Time) error {
	err := pgx.BeginFunc(ctx, j.pool, func(tx pgx.Tx) error {
		told, err := j.Parcels.TakeWaybills(ctx, tx, now, waybillsAtOnce)
		if err != nil {
			return err
		}
		_, err = pushBySeller(ctx, tx, j.People, told, func(w parcels.Waybill) parcels.SellerID { return w.Seller },
			func(p bot.Person, told []parcels.Waybill) bot.Push { return waybillPush(j.assistant.To(p, now), told) })
		return err
	})
	if err != nil {
		return fmt.Errorf("tell waybills: %w", err)
	}
	return nil
}

// waybillPush is the news of waybills to their seller.
func waybillPush(t *dialogue.Turn, told []parcels.Waybill) bot.Push {
	lines := make([]dialogue.View, len(told))
	for i, w := range told {
		lines[i] = dialogue.View{"ID": w.Parcel.String(), "Courier": rates.CourierName(w.Courier, string(t.Lang)), "Number": w.Number}
	}
	return bot.Push{To: t.Person.ID, Cards: []bot.Card{{Text: t.Text("ship.waybills", dialogue.View{"Lines": lines})}}}
}

// pushBySeller sends what push makes of each seller's share of all, which lies together by seller, and counts the sellers.
// Those who left the village are counted and told nothing.
func pushBySeller[T any](ctx context.Context, tx pgx.Tx, people *bot.People, all []T, seller func(T) parcels.SellerID,
	push func(bot.Person, []T) bot.Push) (sellers int, err error) {
	var shares [][]T
	var ids []bot.PersonID
	for len(all) > 0 {
		n := 1
		for n < len(all) && seller(all[n]) == seller(all[0]) {
			n++
		}
		shares, ids = append(shares, all[:n]), append(ids, bot.PersonID(seller(all[0])))
		all = all[n:]
	}
	if len(ids) == 0 {
		return 0, nil
	}
	persons, err := people.Named(ctx, tx, ids)
	if err != nil {
		return 0, err
	}
	var pushes []bot.Push
	for i, share := range shares {
		if person, known := persons[ids[i]]; known {
			pushes = append(pushes, push(person, share))
		}
	}
	return len(shares), bot.PushAll(ctx, tx, pushes)
}
