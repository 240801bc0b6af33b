package intents

import (
	"context"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/courier"
)

const (
	handoverKey = "handover"
	// handoverButtons is how many couriers and how many lists have a button of their own.
	handoverButtons = 15
)

func (v *visit) pressHandover(ctx context.Context, _ []string) error {
	err := v.handover(ctx)
	if n := len(v.cards); n > 0 {
		v.cards[n-1].InPlace = false // the card it stands under says something else
	}
	return err
}

// handover shows which couriers have parcels of today on no list yet, and the lists that were made.
func (v *visit) handover(ctx context.Context) error {
	if !v.organises() {
		return nil
	}
	waiting, err := v.Couriers.Waiting(ctx, v.now)
	if err != nil {
		return err
	}
	made, err := v.Couriers.Handovers(ctx, v.now)
	if err != nil {
		return err
	}
	waitingViews, madeViews := make([]view, len(waiting)), make([]view, len(made))
	var hand, again []bot.Button
	for i, w := range waiting {
		waitingViews[i] = view{"Courier": w.Courier, "N": w.Parcels}
		hand = append(hand, tap(short(w.Courier, 8)+" "+strconv.Itoa(w.Parcels), "hand", courierCode(w.Courier)))
	}
	for i, h := range made {
		madeViews[i] = handoverView(h)
		again = append(again, tap("📄 "+h.ID.String(), "list", int64(h.ID)))
	}
	v.show(bot.Card{
		Text: v.text("handover.card", view{"Day": midnight(v.now), "Now": v.now, "Waiting": waitingViews, "Made": madeViews}),
		Key:  handoverKey, InPlace: v.pressed(),
		Buttons: slices.Concat(rows(hand[:min(len(hand), handoverButtons)]), rows(again[:min(len(again), handoverButtons)])),
	})
	return nil
}

func handoverView(h courier.Handover) view {
	return view{"ID": h.ID.String(), "Courier": h.Courier, "N": h.Parcels, "Rows": h.Rows}
}

// courierCode names a courier in a button, however long the name is.
func courierCode(name string) string {
	h := fnv.New64a()
	h.Write([]byte(name))
	return strconv.FormatUint(h.Sum64(), 36)
}

// pressHand makes the list of a courier's parcels of today and sends it as a sheet.
func (v *visit) pressHand(ctx context.Context, args []string) error {
	if !v.organises() {
		return nil
	}
	waiting, err := v.Couriers.Waiting(ctx, v.now)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waiting, func(w courier.Waiting) bool { return len(args) == 1 && courierCode(w.Courier) == args[0] })
	if i < 0 {
		return v.handover(ctx)
	}
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		h, sent, err := v.Couriers.HandOver(ctx, tx, int64(v.turn.ID), waiting[i].Courier, v.now)
		if err != nil {
			return err
		}
		return v.sendList(ctx, tx, h, sent)
	})
	return nil
}

// pressList sends a list once more.
func (v *visit) pressList(ctx context.Context, args []string) error {
	if !v.organises() {
		return nil
	}
	id, ok := number(args, 0)
	if !ok {
		return v.stale(ctx)
	}
	h, sent, err := v.Couriers.Handover(ctx, courier.HandoverID(id))
	if err != nil {
		return err
	}
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error { return v.sendList(ctx, tx, h, sent) })
	return nil
}

// sendList shows a list with its sheet.
func (v *visit) sendList(ctx context.Context, tx pgx.Tx, h courier.Handover, sent []courier.Sent) error {
	var ids []bot.PersonID
	for _, s := range sent {
		ids = append(ids, bot.PersonID(s.Seller))
	}
	names, err := v.People.Names(ctx, tx, ids)
	if err != nil {
		return err
	}
	sellers := map[courier.SellerID]string{}
	for id, name := range names {
		sellers[courier.SellerID(id)] = name
	}
	sheet, err := h.Sheet(sent, sellers, string(v.lang))
	if err != nil {
		return err
	}
	file, err := v.Documents.Keep(ctx, tx, v.person.ID, h.Courier+" "+h.ID.String()+" "+h.Day.Format(time.DateOnly)+".xlsx", sheet)
	if err != nil {
		return err
	}
	v.toast("handover.made.notice", handoverView(h))
	v.show(bot.Card{Text: v.text("handover.made", handoverView(h)), Document: &file,
		Buttons: [][]bot.Button{row(v.button("handover.button.others", nil, "handover"))}})
	return nil
}
