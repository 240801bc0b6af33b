package intents

import (
	"context"
	"fmt"
	"hash/fnv"
	"strconv"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
)

// collectShown is how many parcels a card about a collection names of each kind.
const collectShown = 8

// pressCollect has the parcels of a hand-over list collected through the carrier: the tap is the order.
func (v *visit) pressCollect(ctx context.Context, args []string) error {
	if !v.organises() {
		return nil
	}
	id, ok := number(args, 0)
	if !ok || !v.books() {
		return v.stale(ctx)
	}
	h, _, err := v.Parcels.Handover(ctx, parcels.HandoverID(id))
	if err != nil {
		return err
	}
	v.later(func(ctx context.Context, tx pgx.Tx, v *visit) error {
		list, err := v.Parcels.Collections(ctx, tx, h.ID)
		if err != nil {
			return err
		}
		if len(args) != 2 || collectOffer(list) != args[1] {
			v.toast("handover.changed", nil)
			said := v.collectView(h, list, nil)
			v.show(bot.Card{Text: v.text("handover.collect", said), Key: listKey(h.ID), Buttons: v.collectButtons(h, list, said)})
			return nil
		}
		v.toast("handover.collecting.notice", v.handoverView(h))
		v.show(bot.Card{Text: v.text("handover.collecting", v.handoverView(h)), Key: listKey(h.ID)})
		return v.Enqueue(ctx, tx, CollectArgs{Handover: h.ID, Parcels: readyOf(list), Person: v.person.ID, Lang: v.lang})
	})
	return nil
}

// readyOf are the parcels that can be ordered.
func readyOf(list []parcels.Collection) (ready []parcels.ParcelID) {
	for _, l := range list {
		if l.Ready() > 0 {
			ready = append(ready, l.ID)
		}
	}
	return ready
}

// collectOffer is what a button stands for: the parcels that it orders. A tap orders no others.
func collectOffer(list []parcels.Collection) string {
	h := fnv.New64a()
	for _, l := range list {
		fmt.Fprint(h, l.ID, " ", l.Ready(), " ", l.Price, ";")
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// listKey is the card about one hand-over list, so that a new one takes the buttons off the one before.
func listKey(id parcels.HandoverID) string { return "list " + id.String() }

// collectView is how far it is with a list's collection, as the sentences want it.
func (v *visit) collectView(h parcels.Handover, list []parcels.Collection, refused []parcels.Refusal) view {
	var booked, ready int
	var all measure.Fen
	var lacking, open []string
	for _, l := range list {
		booked += l.Booked
		ready += l.Ready()
		all += l.Price.Times(l.Ready())
		if l.Lacking() {
			lacking = append(lacking, l.ID.String())
		}
		if l.Asked > l.Booked {
			open = append(open, l.ID.String())
		}
	}
	said := v.handoverView(h)
	said["Booked"], said["Ready"], said["All"], said["Refused"] = booked, ready, all, refusedViews(refused)
	said["Lacking"], said["Open"] = clipList(lacking), clipList(open)
	return said
}

func refusedViews(refused []parcels.Refusal) []view {
	views := make([]view, min(len(refused), collectShown))
	for i := range views {
		views[i] = view{"ID": refused[i].ID.String(), "Reason": short(refused[i].Reason, 60)}
	}
	return views
}

// clipList keeps as many as a card names, and a mark where there are more.
func clipList(list []string) []string {
	if len(list) <= collectShown {
		return list
	}
	return append(list[:collectShown:collectShown], "…")
}

// collectButtons offer to order what can be ordered.
func (v *visit) collectButtons(h parcels.Handover, list []parcels.Collection, said view) [][]bot.Button {
	if said["Ready"].(int) == 0 {
		return nil
	}
	order := once(v.button("handover.button.collect", said, "collect", int64(h.ID), collectOffer(list)))
	order.Main = true
	return [][]bot.Button{row(order)}
}
