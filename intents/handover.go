package intents

import (
	"context"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
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
	waiting, err := v.Parcels.Waiting(ctx, v.now)
	if err != nil {
		return err
	}
	made, err := v.Parcels.Handovers(ctx, v.now)
	if err != nil {
		return err
	}
	v.showHandover(waiting, made)
	return nil
}

func (v *visit) showHandover(waiting []parcels.Waiting, made []parcels.Handover) {
	waitingViews, madeViews := make([]view, len(waiting)), make([]view, len(made))
	var hand, again []bot.Button
	for i, w := range waiting {
		waitingViews[i] = view{"Courier": v.courierName(w.Courier), "N": w.Parcels}
		hand = append(hand, tap(short(rates.ShortName(w.Courier, string(v.lang)), 8)+" "+strconv.Itoa(w.Parcels), "hand", courierCode(w.Courier)))
	}
	for i, h := range made {
		madeViews[i] = v.handoverView(h)
		again = append(again, tap("📄 "+h.ID.String(), "list", int64(h.ID)))
	}
	v.show(bot.Card{
		Text: v.text("handover.card", view{"Day": midnight(v.now), "Now": v.now, "Waiting": waitingViews, "Made": madeViews}),
		Key:  handoverKey, InPlace: v.pressed(),
		Buttons: slices.Concat(rows(hand[:min(len(hand), handoverButtons)]), rows(again[:min(len(again), handoverButtons)])),
	})
}

func (v *visit) handoverView(h parcels.Handover) view {
	return view{"ID": h.ID.String(), "Courier": v.courierName(h.Courier), "N": h.Parcels, "Rows": h.Rows}
}

// courierCode names a courier in a button, however long the name is.
func courierCode(name string) string {
	h := fnv.New64a()
	h.Write([]byte(name))
	return strconv.FormatUint(h.Sum64(), 36)
}

// pressHand makes the list of a courier's parcels of today and sends it as a sheet; the card it stood on shows what is left.
func (v *visit) pressHand(ctx context.Context, args []string) error {
	if !v.organises() {
		return nil
	}
	waiting, err := v.Parcels.Waiting(ctx, v.now)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waiting, func(w parcels.Waiting) bool { return len(args) == 1 && courierCode(w.Courier) == args[0] })
	if i < 0 {
		return v.handover(ctx)
	}
	made, err := v.Parcels.Handovers(ctx, v.now)
	if err != nil {
		return err
	}
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		h, sent, err := v.Parcels.HandOver(ctx, tx, int64(v.turn.ID), waiting[i].Courier, v.now)
		if err != nil {
			return err
		}
		left := slices.Clone(waiting)
		if left[i].Parcels -= h.Parcels; left[i].Parcels <= 0 {
			left = slices.Delete(left, i, i+1)
		}
		v.showHandover(left, append(slices.Clip(made), h))
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
	h, sent, err := v.Parcels.Handover(ctx, parcels.HandoverID(id))
	if err != nil {
		return err
	}
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error { return v.sendList(ctx, tx, h, sent) })
	return nil
}

// sendList shows a list with its sheet.
func (v *visit) sendList(ctx context.Context, tx pgx.Tx, h parcels.Handover, sent []parcels.Sent) error {
	var ids []bot.PersonID
	for _, s := range sent {
		ids = append(ids, bot.PersonID(s.Seller))
	}
	names, err := v.People.Names(ctx, tx, ids)
	if err != nil {
		return err
	}
	sellers := map[parcels.SellerID]string{}
	for id, name := range names {
		sellers[parcels.SellerID(id)] = name
	}
	sheet, err := handoverSheet(h, sent, sellers, string(v.lang))
	if err != nil {
		return err
	}
	file, err := v.Documents.Keep(ctx, tx, v.person.ID, v.courierName(h.Courier)+" "+h.ID.String()+" "+h.Day.Format(time.DateOnly)+".xlsx", sheet)
	if err != nil {
		return err
	}
	v.toast("handover.made.notice", v.handoverView(h))
	card := bot.Card{Text: v.text("handover.made", v.handoverView(h)), Document: &file, Key: listKey(h.ID)}
	if v.books() {
		list, err := v.Parcels.Collections(ctx, tx, h.ID)
		if err != nil {
			return err
		}
		said := v.collectView(h, list, nil)
		card.Text += "\n\n" + v.text("handover.collect", said)
		card.Buttons = v.collectButtons(h, list, said)
	}
	card.Buttons = append(card.Buttons, row(v.button("handover.button.others", nil, "handover")))
	v.show(card)
	return nil
}
