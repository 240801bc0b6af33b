// Package waiting is the skill of goods that are to come back, or to cost less: what somebody waits for, and the word when it is so.
package waiting

import (
	"context"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/integrations/waits"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
	"oldhand/intents/views"
)

// Services is what the skill needs.
type Services struct {
	Catalogue *catalogue.Catalogue
	Waits     *waits.Waits
}

type skill struct{ Services }

const (
	name = "waits"
	// waitsKey is the card of what somebody waits for, of which only the newest counts.
	waitsKey = name
)

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	word := dialogue.SlashFor(name, meaning.Waits{})
	word.Means = func(string) meaning.Command { return meaning.Waits{} }
	return dialogue.Skill{
		Name:     name,
		Serves:   []dialogue.Served{dialogue.Serve(sk.notify), dialogue.Serve(sk.list), dialogue.Serve(sk.drop)},
		Presses:  map[string]dialogue.Press{"await": sk.pressAwait, "waits": sk.pressList, "unwait": sk.pressDrop},
		Slashes:  []dialogue.Slash{word},
		Help:     []dialogue.HelpButton{{Rank: 55, Key: "waits.button.list", Verb: "waits"}},
		Explains: []dialogue.Explained{{Err: waits.ErrNotFound, Key: "waits.over"}},
		Explain:  explain,
	}
}

// explain answers a wait that cannot begin.
func explain(t *dialogue.Turn, err error) bool {
	switch {
	case errors.Is(err, waits.ErrFull):
		t.Say("waits.full", dialogue.View{"Most": waits.Most}, dialogue.Row(t.Button("waits.button.list", nil, "waits")))
	case errors.Is(err, waits.ErrThere):
		t.Say("waits.came", nil)
	default:
		return false
	}
	return true
}

// seller is the person as waits know them.
func seller(t *dialogue.Turn) waits.SellerID { return waits.SellerID(t.Person.ID) }

// wish is what is waited for of goods that are still to be found.
type wish struct {
	line    meaning.Line
	most    *measure.Fen             // that one piece is to cost at most
	down    *measure.Fen             // by how much less than now
	ordered map[catalogue.ItemID]int // how many the open order wants, which says how many where words do not
}

// notify has the person wait for the goods that were named; which of several is asked.
func (sk *skill) notify(ctx context.Context, t *dialogue.Turn, c meaning.Notify) error {
	w := wish{line: c.Line, most: c.PriceMax.Pointer(), down: c.Down.Pointer(), ordered: map[catalogue.ItemID]int{}}
	for _, l := range t.Before.Draft {
		w.ordered[catalogue.ItemID(l.ID)] = l.Quantity
	}
	items, certain, err := sk.meant(ctx, t, w)
	switch {
	case err != nil:
		return err
	case len(items) == 0 && !c.Named():
		t.Say("waits.what", nil, dialogue.Row(t.Button("help.button.find", nil, "find")))
		return nil
	case len(items) == 0:
		t.Say("waits.none", dialogue.View{"Words": dialogue.Clip(c.Words(), 60)}, dialogue.Row(t.Button("help.button.find", nil, "find")))
		return nil
	case certain:
		return sk.begin(ctx, t, items[0], w)
	}
	askWhich(t, items, w)
	return nil
}

// meant are the items that a wish may be for, likeliest first; certain says that the first is. Of several that words may mean, the
// only one that is not there is waited for. Without a name it is for what the open order cannot get.
func (sk *skill) meant(ctx context.Context, t *dialogue.Turn, w wish) (items []catalogue.Item, certain bool, err error) {
	if l := w.line; !l.Named() && !l.ID.Given() {
		return sk.lacking(ctx, t, w)
	}
	items, certain, err = views.Meant(ctx, sk.Catalogue, w.line)
	if certain || views.BySKU(w.line) {
		return items, certain, err
	}
	gone := slices.DeleteFunc(slices.Clone(items), func(i catalogue.Item) bool { return w.met(i.For(int64(t.Person.ID))) })
	if len(gone) == 1 {
		return gone, true, err
	}
	return items, false, err
}

// lacking are the items of the open order of which there is not enough.
func (sk *skill) lacking(ctx context.Context, t *dialogue.Turn, w wish) (items []catalogue.Item, certain bool, err error) {
	items, err = sk.Catalogue.Items(ctx, slices.Sorted(maps.Keys(w.ordered)))
	items = slices.DeleteFunc(items, func(i catalogue.Item) bool { return w.met(i.For(int64(t.Person.ID))) })
	return items, len(items) == 1, err
}

// of is the wish for an item as waits know it: a price that is to go down by so much is an amount of it.
func (w wish) of(i catalogue.Item) waits.Wanted {
	quantity, _ := w.line.Count(measure.Goods{Unit: i.Unit, Carton: i.Carton})
	wanted := waits.Wanted{Item: i.ID, Quantity: min(quantity, math.MaxInt32), PriceMax: w.most}
	switch {
	case w.down != nil:
		most := max(i.PriceAt(i.Orderable(quantity))-*w.down, 0)
		wanted.PriceMax = &most
	case w.most == nil && quantity == 0:
		wanted.Quantity = min(w.ordered[i.ID], math.MaxInt32)
	}
	return wanted
}

// met says that there is nothing to wait for of an item as the person sees it.
func (w wish) met(i catalogue.Item) bool {
	wanted := w.of(i)
	needed := i.Orderable(wanted.Quantity)
	if wanted.PriceMax != nil {
		return i.PriceAt(needed) <= *wanted.PriceMax
	}
	return i.Stock >= needed
}

// begin has the person wait for an item. What is there already is shown, and a distributor's people bring their own goods
// themselves.
func (sk *skill) begin(ctx context.Context, t *dialogue.Turn, i catalogue.Item, w wish) error {
	if i = i.For(int64(t.Person.ID)); w.met(i) {
		t.Say("waits.there", views.Item(t.Lang, i, wantedView(w.of(i), i)))
		return t.Do(ctx, meaning.Show{Items: []meaning.Line{{SKU: meaning.Said(i.SKU), ID: meaning.Said(int64(i.ID))}}})
	}
	if t.Person.Distributor != "" && strings.EqualFold(t.Person.Distributor, i.Distributor) {
		t.Say("waits.own", views.Item(t.Lang, i, nil))
		return nil
	}
	t.Focus.Item = &meaning.Item{ID: int64(i.ID), SKU: i.SKU}
	t.Tell(meaning.Focus{Item: t.Focus.Item})
	t.AddEffect(sk.beginning(i, w.of(i)))
	return nil
}
