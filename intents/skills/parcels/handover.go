package parcels

import (
	"context"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/integrations/rates"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

const (
	handoverKey = "handover"
	// handoverButtons is how many couriers and how many lists have a button of their own.
	handoverButtons = 15
)

// listView is a hand-over list as the sentences want it.
type listView struct {
	ID, Courier string
	N, Rows     int
}

func viewList(lang phrases.Lang, h parcels.Handover) listView {
	return listView{ID: h.ID.String(), Courier: rates.CourierName(h.Courier, string(lang)), N: h.Parcels, Rows: h.Rows}
}

// listKey is the card about one hand-over list, so that a new one takes the buttons off the one before.
func listKey(id parcels.HandoverID) string { return "list " + id.String() }

func (sk *skill) pressHandover(ctx context.Context, t *dialogue.Turn, _ []string) error {
	t.Below() // the card it stands under says something else
	return sk.handover(ctx, t, meaning.Handover{})
}

// handover shows which couriers have parcels of today on no list yet, and the lists that were made.
func (sk *skill) handover(ctx context.Context, t *dialogue.Turn, _ meaning.Handover) error {
	if !organises(t) {
		return nil
	}
	waiting, err := sk.Parcels.Waiting(ctx, t.Now)
	if err != nil {
		return err
	}
	made, err := sk.Parcels.Handovers(ctx, t.Now)
	if err != nil {
		return err
	}
	showHandover(t, waiting, made)
	return nil
}

func showHandover(t *dialogue.Turn, waiting []parcels.Waiting, made []parcels.Handover) {
	lang := string(t.Lang)
	waits, lists := make([]dialogue.View, len(waiting)), make([]listView, len(made))
	var hand, again []bot.Button
	for i, w := range waiting {
		waits[i] = dialogue.View{"Courier": rates.CourierName(w.Courier, lang), "N": w.Parcels}
		label := dialogue.Short(rates.ShortName(w.Courier, lang), 8) + " " + strconv.Itoa(w.Parcels)
		hand = append(hand, dialogue.Tap(label, "hand", courierCode(w.Courier)))
	}
	for i, h := range made {
		lists[i] = viewList(t.Lang, h)
		again = append(again, dialogue.Tap("📄 "+h.ID.String(), "list", int64(h.ID)))
	}
	t.Show(bot.Card{
		Text: t.Text("handover.card", dialogue.View{"Day": measure.Midnight(t.Now), "Now": t.Now, "Waiting": waits, "Made": lists}),
		Key:  handoverKey, InPlace: t.InPlace(),
		Buttons: slices.Concat(dialogue.Rows(hand[:min(len(hand), handoverButtons)]), dialogue.Rows(again[:min(len(again), handoverButtons)])),
	})
}

// courierCode names a courier in a button, however long the name is.
func courierCode(name string) string {
	h := fnv.New64a()
	h.Write([]byte(name))
	return strconv.FormatUint(h.Sum64(), 36)
}

// pressHand makes the list of a courier's parcels of today and sends it as a sheet; the card it stood on shows what is left.
func (sk *skill) pressHand(ctx context.Context, t *dialogue.Turn, args []string) error {
	if !organises(t) {
		return nil
	}
	waiting, err := sk.Parcels.Waiting(ctx, t.Now)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waiting, func(w parcels.Waiting) bool { return len(args) == 1 && courierCode(w.Courier) == args[0] })
	if i < 0 {
		return sk.handover(ctx, t, meaning.Handover{})
	}
	made, err := sk.Parcels.Handovers(ctx, t.Now)
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		h, sent, err := sk.Parcels.HandOver(ctx, tx, int64(t.ID()), waiting[i].Courier, t.Now)
		if err != nil {
			return err
		}
		left := slices.Clone(waiting)
		if left[i].Parcels -= h.Parcels; left[i].Parcels <= 0 {
			left = slices.Delete(left, i, i+1)
		}
		showHandover(t, left, append(slices.Clip(made), h))
		return sk.sendList(ctx, tx, t, h, sent)
	})
	return nil
}

// pressList sends a list once more.
func (sk *skill) pressList(ctx context.Context, t *dialogue.Turn, args []string) error {
	if !organises(t) {
		return nil
	}
	id, ok := dialogue.Number(args, 0)
	if !ok {
		return t.Stale(ctx)
	}
	h, sent, err := sk.Parcels.Handover(ctx, parcels.HandoverID(id))
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error { return sk.sendList(ctx, tx, t, h, sent) })
	return nil
}

// sendList shows a list with its sheet.
func (sk *skill) sendList(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, h parcels.Handover, sent []parcels.Sent) error {
	file, err := sk.keepSheet(ctx, tx, t, h, sent)
	if err != nil {
		return err
	}
	said := viewList(t.Lang, h)
	t.Toast("handover.made.notice", said)
	card := bot.Card{Text: t.Text("handover.made", said), Document: &file, Key: listKey(h.ID)}
	if sk.books() {
		list, err := sk.Parcels.Collections(ctx, tx, h.ID)
		if err != nil {
			return err
		}
		state := viewCollection(t.Lang, h, list, nil)
		card.Text += "\n\n" + t.Text("handover.collect", state)
		card.Buttons = collectButtons(t, h, list, state)
	}
	card.Buttons = append(card.Buttons, dialogue.Row(t.Button("handover.button.others", nil, "handover")))
	t.Show(card)
	return nil
}

// keepSheet writes a list as a workbook and keeps it for the person.
func (sk *skill) keepSheet(ctx context.Context, tx pgx.Tx, t *dialogue.Turn, h parcels.Handover, sent []parcels.Sent) (bot.Document, error) {
	ids := make([]bot.PersonID, len(sent))
	for i, s := range sent {
		ids[i] = bot.PersonID(s.Seller)
	}
	names, err := sk.People.Names(ctx, tx, ids)
	if err != nil {
		return bot.Document{}, err
	}
	sellers := make(map[parcels.SellerID]string, len(names))
	for id, name := range names {
		sellers[parcels.SellerID(id)] = name
	}
	sheet, err := handoverSheet(h, sent, sellers, t.Lang)
	if err != nil {
		return bot.Document{}, err
	}
	name := rates.CourierName(h.Courier, string(t.Lang)) + " " + h.ID.String() + " " + h.Day.Format(time.DateOnly) + ".xlsx"
	return sk.Documents.Keep(ctx, tx, t.Person.ID, name, sheet)
}
