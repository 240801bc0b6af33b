package quote

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/address"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// labelRoom is how many characters a button to send with has for the courier's name and its price.
const labelRoom = 14

// seller is the person as the couriers' books know them.
func seller(t *dialogue.Turn) parcels.SellerID { return parcels.SellerID(t.Person.ID) }

// ship records that the parcel asked about goes with a courier: "send with ZTO" and 发中通. Nothing is ordered or paid.
func (sk *skill) ship(ctx context.Context, t *dialogue.Turn, c meaning.Ship) error {
	takeUp(t, c.Of)
	if c.To != nil {
		if p, err := sk.told(ctx, t, *c.To); p == nil || err != nil {
			return err
		}
	}
	p := memory.Of(t).Parcel
	if p.lacks() || c.To != nil && !c.Courier.Given() {
		return sk.quote(ctx, t, meaning.Quote{})
	}
	answer, err := sk.price(ctx, t, p)
	if err != nil {
		return err
	}
	for _, same := range []func(a, b string) bool{strings.EqualFold, rates.SameCompany} {
		i := slices.IndexFunc(answer.Quotes, func(q rates.Quote) bool { return same(q.Courier, c.Courier.Value) })
		if i >= 0 {
			return sk.sendWith(ctx, t, p, answer.Quotes[i])
		}
	}
	t.Say("quote.noship", dialogue.View{"Courier": rates.CourierName(c.Courier.Value, string(t.Lang))})
	return sk.show(ctx, t, answer, "")
}

// quoteToken is what a button under a quote stands for: the parcel, and the price with one row of a card. Any change of
// either makes another one, so a button never records a price that it did not show.
func quoteToken(p *parcel, quote rates.Quote) string {
	h := fnv.New64a()
	fmt.Fprint(h, p.Code, " ", p.Weight, " ", p.Size, " ", p.Count, " ", quote.Rate, " ", quote.Price)
	return strconv.FormatUint(h.Sum64(), 36)
}

// sendButtons are the couriers of a quote to send with, each with its price, the cheapest first.
func sendButtons(t *dialogue.Turn, p *parcel, quotes []rates.Quote) [][]bot.Button {
	var buttons []bot.Button
	for _, quote := range quotes {
		price := " " + quote.Price.String()
		name := dialogue.Short(rates.ShortName(quote.Courier, string(t.Lang)), labelRoom-len(price))
		buttons = append(buttons, dialogue.Tap(name+price, "ship", quoteToken(p, quote)))
	}
	return dialogue.Rows(buttons)
}

// pressShip records the parcel with the courier whose button was tapped; "more" records another one like it.
func (sk *skill) pressShip(ctx context.Context, t *dialogue.Turn, args []string) error {
	p := memory.Of(t).Parcel
	if p.lacks() || len(args) == 0 {
		return t.Stale(ctx)
	}
	answer, err := sk.price(ctx, t, p)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(answer.Quotes, func(q rates.Quote) bool { return quoteToken(p, q) == args[0] })
	if i < 0 {
		t.Toast("ship.changed", nil)
		return sk.show(ctx, t, answer, "")
	}
	if len(args) == 2 && args[1] == "more" {
		sentAs(t, 0)
	}
	return sk.sendWith(ctx, t, p, answer.Quotes[i])
}

// sendWith records the parcel with a courier. Where it was recorded with another one before, that record is taken back;
// where with the same one, it is shown, and only a tap records one more.
func (sk *skill) sendWith(ctx context.Context, t *dialogue.Turn, p *parcel, quote rates.Quote) error {
	before, err := sk.sentBefore(ctx, t)
	if err != nil {
		return err
	}
	if before.ID != 0 && before.Courier == quote.Courier && before.Service == quote.Service {
		more := dialogue.Once(t.Button("ship.button.more", nil, "ship", quoteToken(p, quote), "more"))
		t.Focus.Parcel = &meaning.Parcel{Number: int64(before.ID), At: t.Now}
		t.Tell(meaning.Focus{Quote: t.Focus.Quote})
		t.Show(bot.Card{
			Text: t.Text("ship.already", views.Parcel(t.Lang, before, t.Now)), Key: views.ParcelKey,
			Buttons: append([][]bot.Button{dialogue.Row(more)}, views.ParcelButtons(t, before)...),
		})
		return nil
	}
	r, err := sk.toRecord(ctx, t, p, quote, before)
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		id, err := sk.record(ctx, t, tx, r)
		if err != nil {
			return err
		}
		sk.recorded(t, id, r)
		return nil
	})
	return nil
}

// sentBefore is the parcel of this quote that was recorded today, if it was and was not taken back. On another day the
// same words mean another parcel.
func (sk *skill) sentBefore(ctx context.Context, t *dialogue.Turn) (parcels.Sent, error) {
	id := sent(t)
	if id == 0 {
		return parcels.Sent{}, nil
	}
	before, err := sk.Parcels.Sent(ctx, seller(t), id)
	if errors.Is(err, parcels.ErrNoParcel) || err == nil && measure.DaysBetween(before.Day, t.Now) != 0 {
		return parcels.Sent{}, nil
	}
	return before, err
}

// recording is what is to be recorded.
type recording struct {
	what     parcels.Consignment
	before   parcels.Sent // with another courier, to be taken back; no number: there is none
	lane     parcels.Lane
	receiver address.Party // nobody, where not known
}

func (sk *skill) toRecord(ctx context.Context, t *dialogue.Turn, p *parcel, quote rates.Quote, before parcels.Sent) (r recording, err error) {
	request, err := p.request(t)
	if err != nil {
		return r, err
	}
	r.before = before
	r.what = parcels.Consignment{
		Key: int64(t.ID()), Seller: seller(t), To: p.place(), Weight: p.Weight, Size: request.Size, Quote: quote, Count: max(p.Count, 1), At: t.Now,
	}
	if r.lane, err = sk.Parcels.LaneOf(ctx, quote, p.place(), t.Now); err != nil {
		return r, err
	}
	r.receiver, err = sk.receiverFor(ctx, t, p, before.ID)
	return r, err
}

// record writes parcels down instead of those recorded before, if any, with their receiver, if they have one.
func (sk *skill) record(ctx context.Context, t *dialogue.Turn, tx pgx.Tx, r recording) (parcels.ParcelID, error) {
	if r.before.ID != 0 {
		if err := sk.Parcels.Unrecord(ctx, tx, seller(t), r.before.ID, t.Now); err != nil {
			return 0, err
		}
	}
	id, err := sk.Parcels.Record(ctx, tx, r.what)
	if err != nil || r.receiver == (address.Party{}) {
		return id, err
	}
	memory.Of(t).Receiver = nil
	return id, sk.Parcels.KeepReceiver(ctx, tx, seller(t), id, r.receiver)
}

// recorded says what was recorded, and how soon it is likely to be there.
func (sk *skill) recorded(t *dialogue.Turn, id parcels.ParcelID, r recording) {
	sentAs(t, id)
	memory.Of(t).keepSent(id)
	t.Focus.Parcel = &meaning.Parcel{Number: int64(id), At: t.Now, Recorded: true}
	said := quoteView(t, 1, r.what.Quote, r.what.Count)
	said["ID"], said["To"], said["Count"], said["Weight"] = id.String(), views.Place(t.Lang, r.what.To), r.what.Count, r.what.Weight
	said["Instead"], said["Lane"] = rates.CourierName(r.before.Courier, string(t.Lang)), views.Lane(t.Lang, r.lane)
	said["Books"], said["Receiver"] = sk.Books, r.receiver
	t.Toast("ship.recorded.notice", dialogue.View{"ID": id.String(), "Courier": said["Courier"]})
	undo := dialogue.Row(t.Button("ship.button.undo", nil, "unship", int64(id)))
	t.Show(bot.Card{
		Text: t.Text("ship.recorded", said), Key: views.ParcelKey, Buttons: [][]bot.Button{append(undo, views.ParcelsButton(t)...)},
	})
}
