package intents

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/understand"
)

// parcelShown is the parcel that the last card was about: what "delivered" and "undo" mean.
type parcelShown struct {
	ID parcels.ParcelID `json:"id"`
	At time.Time        `json:"at"`
	// Recorded says that it was recorded just then, so that it can be undone.
	Recorded bool `json:"recorded,omitempty"`
}

// ship records that the parcel asked about goes with a courier: "send with ZTO" and 发中通. Nothing is ordered or paid.
// Words about parcels that were recorded before come here as well.
func (v *visit) ship(ctx context.Context, s understand.Slots) error {
	if about, ok := shipAbout[s.About]; ok {
		return about(v, ctx)
	}
	q, answer, err := v.quoteAgain(ctx)
	switch {
	case err != nil:
		return err
	case q == nil:
		return v.quote(ctx, s)
	}
	for _, same := range []func(a, b string) bool{strings.EqualFold, rates.SameCompany} {
		i := slices.IndexFunc(answer.Quotes, func(quote rates.Quote) bool { return same(quote.Courier, s.Courier) })
		if i >= 0 {
			return v.sendWith(ctx, q, answer.Quotes[i])
		}
	}
	v.say("quote.noship", view{"Courier": v.courierName(s.Courier)})
	return v.showQuotes(ctx, answer)
}

// quoteAgain prices the parcel asked about as of now; q is nil where it lacks a place or a weight.
func (v *visit) quoteAgain(ctx context.Context) (q *quoteRequest, answer rates.Answer, err error) {
	q = v.state.Quote
	if q == nil || q.Code == "" || q.Weight == 0 {
		return nil, answer, nil
	}
	r, err := v.request(q)
	if err != nil {
		return nil, answer, err
	}
	answer, err = v.Rates.Quote(ctx, r, string(v.lang))
	return q, answer, err
}

// offered is what a button under a quote stands for: the parcel, and the price with one row of a card. Any change of
// either makes another one, so a button never records a price that it did not show.
func offered(q *quoteRequest, quote rates.Quote) string {
	h := fnv.New64a()
	fmt.Fprint(h, q.Code, " ", q.Weight, " ", q.Size, " ", q.Count, " ", quote.Rate, " ", quote.Price)
	return strconv.FormatUint(h.Sum64(), 36)
}

// sendButtons are the couriers of a quote to send with, each with its price, the cheapest first.
func (v *visit) sendButtons(quotes []rates.Quote) [][]bot.Button {
	var buttons []bot.Button
	for _, quote := range quotes {
		price := " " + quote.Price.String()
		buttons = append(buttons, tap(short(rates.ShortName(quote.Courier, string(v.lang)), 14-len(price))+price, "ship", offered(v.state.Quote, quote)))
	}
	return rows(buttons)
}

// pressShip records the parcel with the courier whose button was tapped; "more" records another one like it.
func (v *visit) pressShip(ctx context.Context, args []string) error {
	q, answer, err := v.quoteAgain(ctx)
	if err != nil {
		return err
	}
	if q == nil || len(args) == 0 {
		return v.stale(ctx)
	}
	for _, quote := range answer.Quotes {
		if offered(q, quote) != args[0] {
			continue
		}
		if len(args) == 2 && args[1] == "more" {
			q.Sent = 0
		}
		return v.sendWith(ctx, q, quote)
	}
	v.toast("ship.changed", nil)
	return v.showQuotes(ctx, answer)
}

// sendWith records the parcel with a courier. One that was recorded with another before goes with this one instead; one
// recorded with this one is not recorded twice by itself.
func (v *visit) sendWith(ctx context.Context, q *quoteRequest, quote rates.Quote) error {
	before, err := v.sentBefore(ctx, q)
	if err != nil {
		return err
	}
	if before.ID != 0 && before.Courier == quote.Courier && before.Service == quote.Service {
		more := once(v.button("ship.button.more", nil, "ship", offered(q, quote), "more"))
		v.showParcel(before, "ship.already", row(more))
		return nil
	}
	r, err := v.request(q)
	if err != nil {
		return err
	}
	lane, err := v.Parcels.LaneOf(ctx, quote, q.place(), v.now)
	if err != nil {
		return err
	}
	to, err := v.receiverFor(ctx, q, before.ID)
	if err != nil {
		return err
	}
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		id, err := v.record(ctx, tx, before.ID, parcels.Consignment{
			Key: int64(v.turn.ID), Seller: v.sender(), To: q.place(), Weight: q.Weight, Size: r.Size, Quote: quote,
			Count: max(q.Count, 1), At: v.now,
		}, to)
		if err != nil {
			return err
		}
		v.recorded(id, quote, before, lane, to)
		return nil
	})
	return nil
}

// record writes parcels down instead of those recorded before, if any, with their receiver, if they have one.
func (v *visit) record(ctx context.Context, tx pgx.Tx, before parcels.ParcelID, p parcels.Consignment, to address.Party) (parcels.ParcelID, error) {
	if before != 0 {
		if err := v.Parcels.Unrecord(ctx, tx, v.sender(), before, v.now); err != nil {
			return 0, err
		}
	}
	id, err := v.Parcels.Record(ctx, tx, p)
	if err != nil || to == (address.Party{}) {
		return id, err
	}
	v.state.Receiver = nil
	return id, v.Parcels.KeepReceiver(ctx, tx, v.sender(), id, to)
}

// sentBefore is the parcel of this quote that was recorded today, if it was and was not taken back. On another day the
// same words mean another parcel.
func (v *visit) sentBefore(ctx context.Context, q *quoteRequest) (parcels.Sent, error) {
	if q.Sent == 0 {
		return parcels.Sent{}, nil
	}
	before, err := v.Parcels.Sent(ctx, v.sender(), q.Sent)
	if errors.Is(err, parcels.ErrNoParcel) || err == nil && daysUntil(before.Day, v.now) != 0 {
		return parcels.Sent{}, nil
	}
	return before, err
}

// recorded says what was recorded, and how soon it is likely to be there.
func (v *visit) recorded(id parcels.ParcelID, quote rates.Quote, before parcels.Sent, lane parcels.Lane, to address.Party) {
	q := v.state.Quote
	q.Sent = id
	v.state.Parcel = &parcelShown{ID: id, At: v.now, Recorded: true}
	said := v.quoteView(1, quote, q)
	said["ID"], said["To"], said["Count"], said["Instead"] = id.String(), v.placeName(q.place()), max(q.Count, 1), v.courierName(before.Courier)
	said["Weight"], said["Lane"], said["Books"], said["Receiver"] = q.Weight, v.laneView(lane), v.books(), to
	v.toast("ship.recorded.notice", view{"ID": id.String(), "Courier": said["Courier"]})
	v.show(bot.Card{
		Text: v.text("ship.recorded", said), Key: parcelKey,
		Buttons: [][]bot.Button{row(v.button("ship.button.undo", nil, "unship", int64(id)), v.button("ship.button.list", nil, "parcels"))},
	})
}

// laneView is what sellers reported of a courier's days, as the sentences want it.
func (v *visit) laneView(l parcels.Lane) view {
	return view{
		"Courier": v.courierName(l.Courier), "Service": v.serviceName(l.Courier, l.Service),
		"To": v.placeName(address.PlaceOf(l.Province)), "N": l.Reports, "Late": l.Late,
		"Enough": l.Enough(), "Need": parcels.MinObservations, "Own": view{"P50": l.P50, "P90": l.P90}, "Card": view{"P50": orNone(l.CardP50), "P90": orNone(l.CardP90)},
	}
}

// sender is the person as the couriers' books know them.
func (v *visit) sender() parcels.SellerID { return parcels.SellerID(v.person.ID) }

// pressUnship takes a parcel of today back.
func (v *visit) pressUnship(ctx context.Context, args []string) error {
	id, ok := number(args, 0)
	if !ok {
		return v.stale(ctx)
	}
	v.unship(parcels.ParcelID(id))
	return nil
}

func (v *visit) unship(id parcels.ParcelID) {
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		if err := v.Parcels.Unrecord(ctx, tx, v.sender(), id, v.now); err != nil {
			return err
		}
		v.state.Parcel = nil
		if q := v.state.Quote; q != nil && q.Sent == id {
			q.Sent = 0
		}
		v.toast("ship.undone", view{"ID": id.String()})
		v.show(bot.Card{Text: v.text("ship.undone", view{"ID": id.String()}), Key: parcelKey, InPlace: v.pressed(),
			Buttons: [][]bot.Button{row(v.button("ship.button.list", nil, "parcels"))}})
		return nil
	})
}

// undoParcel takes back the parcel that was just recorded, if that is what was done last.
func (v *visit) undoParcel() bool {
	last, placed := v.state.Parcel, v.state.Placed
	if last == nil || !last.Recorded || v.now.Sub(last.At) > recently || placed != nil && !placed.Undone && placed.At.After(last.At) {
		return false
	}
	v.unship(last.ID)
	return true
}
