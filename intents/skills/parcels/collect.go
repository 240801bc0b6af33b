package parcels

import (
	"context"
	"fmt"
	"hash/fnv"
	"strconv"

	"github.com/jackc/pgx/v5"

	"oldhand/bot"
	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
	"oldhand/integrations/parcels"
	"oldhand/intents/dialogue"
)

// collectShown is how many parcels a card about a collection names of each kind.
const collectShown = 8

// pressCollect has the parcels of a hand-over list collected through the carrier: the tap is the order.
func (sk *skill) pressCollect(ctx context.Context, t *dialogue.Turn, args []string) error {
	if !organises(t) {
		return nil
	}
	id, ok := dialogue.Number(args, 0)
	if !ok || !sk.books() {
		return t.Stale(ctx)
	}
	h, _, err := sk.Parcels.Handover(ctx, parcels.HandoverID(id))
	if err != nil {
		return err
	}
	t.AddEffect(func(ctx context.Context, tx pgx.Tx, t *dialogue.Turn) error {
		list, err := sk.Parcels.Collections(ctx, tx, h.ID)
		if err != nil {
			return err
		}
		if len(args) != 2 || collectOffer(list) != args[1] {
			t.Toast("handover.changed", nil)
			state := viewCollection(t.Lang, h, list, nil)
			t.Show(bot.Card{Text: t.Text("handover.collect", state), Key: listKey(h.ID), Buttons: collectButtons(t, h, list, state)})
			return nil
		}
		said := viewList(t.Lang, h)
		t.Toast("handover.collecting.notice", said)
		t.Show(bot.Card{Text: t.Text("handover.collecting", said), Key: listKey(h.ID)})
		return sk.Enqueue(ctx, tx, CollectArgs{Handover: h.ID, Parcels: readyOf(list), Person: t.Person.ID, Lang: t.Lang})
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

// collectionView is how far it is with a list's collection, as the sentences want it.
type collectionView struct {
	listView
	Booked, Ready int         // parcels
	All           measure.Fen // for those that are ready
	// Lacking are the parcels that wait for their receiver, Open those that the carrier was asked for and has not taken.
	Lacking, Open []string
	Refused       []refusedView
}

// refusedView is a parcel that the carrier would not take, and why in its words.
type refusedView struct{ ID, Reason string }

func viewCollection(lang phrases.Lang, h parcels.Handover, list []parcels.Collection, refused []parcels.Refusal) collectionView {
	v := collectionView{listView: viewList(lang, h), Refused: make([]refusedView, min(len(refused), collectShown))}
	for _, l := range list {
		v.Booked += l.Booked
		v.Ready += l.Ready()
		v.All += l.Price.Times(l.Ready())
		if l.Lacking() {
			v.Lacking = append(v.Lacking, l.ID.String())
		}
		if l.Asked > l.Booked {
			v.Open = append(v.Open, l.ID.String())
		}
	}
	v.Lacking, v.Open = clipList(v.Lacking), clipList(v.Open)
	for i := range v.Refused {
		v.Refused[i] = refusedView{refused[i].ID.String(), dialogue.Short(refused[i].Reason, 60)}
	}
	return v
}

// clipList keeps as many as a card names, and a mark where there are more.
func clipList(list []string) []string {
	if len(list) <= collectShown {
		return list
	}
	return append(list[:collectShown:collectShown], "…")
}

// collectButtons offer to order what can be ordered.
func collectButtons(t *dialogue.Turn, h parcels.Handover, list []parcels.Collection, state collectionView) [][]bot.Button {
	if state.Ready == 0 {
		return nil
	}
	order := dialogue.Once(t.Button("handover.button.collect", state, "collect", int64(h.ID), collectOffer(list)))
	order.Main = true
	return [][]bot.Button{dialogue.Row(order)}
}
