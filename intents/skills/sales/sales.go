// Package sales is the skill of what a seller sold in her own shop: the shop's file of orders becomes lines of her draft, and the goods in it
// are the items that she said they are.
package sales

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"oldhand/integrations/catalogue"
	"oldhand/integrations/sales"
	"oldhand/intents/dialogue"
	"oldhand/intents/meaning"
)

// Services is what the skill needs.
type Services struct {
	Catalogue *catalogue.Catalogue
	Sales     *sales.Sales
}

type skill struct{ Services }

const name = "sales"

// remembered is what of a file was left out last, because it was fetched already, for the button that takes it anyway.
type remembered struct {
	File int64     `json:"file,omitempty"`
	Left []leftOut `json:"left,omitempty"`
}

// leftOut is so many pieces of goods of a file.
type leftOut struct {
	Place  int `json:"place"`
	Pieces int `json:"pieces"`
}

var memory = dialogue.Memory[remembered](name)

// New registers the skill.
func New(s Services) dialogue.Skill {
	sk := &skill{s}
	word := dialogue.SlashFor("titles", meaning.Matches{})
	word.Means = func(string) meaning.Command { return meaning.Matches{} }
	return dialogue.Skill{
		Name:     name,
		Serves:   []dialogue.Served{dialogue.Serve(sk.list)},
		Presses:  map[string]dialogue.Press{"sold": sk.pressSold, "soldagain": sk.pressAgain, "matches": sk.pressList, "unmatch": sk.pressUnmatch},
		Slashes:  []dialogue.Slash{word},
		Explains: []dialogue.Explained{{Err: sales.ErrNotFound, Key: "sales.forgotten"}},
	}
}

// seller is the person as sales know them.
func seller(t *dialogue.Turn) sales.SellerID { return sales.SellerID(t.Person.ID) }

// pressSold puts the goods of a file on the draft, without those that were fetched already.
func (sk *skill) pressSold(ctx context.Context, t *dialogue.Turn, args []string) error {
	p, err := sk.pending(ctx, t, args)
	if p == nil || err != nil {
		return err
	}
	goods := wanting(p.Goods, func(g sales.PendingGoods) int { return g.Pieces })
	if p.Fetched > 0 {
		sk.offerAgain(t, *p, len(goods) == 0)
	}
	return sk.draft(ctx, t, goods)
}

// offerAgain says what of a file is left out, with a button that takes it anyway; all: there is nothing else in it.
func (sk *skill) offerAgain(t *dialogue.Turn, p sales.Pending, all bool) {
	m := memory.Of(t)
	*m = remembered{File: p.Goods[0].File}
	for _, g := range wanting(p.Goods, func(g sales.PendingGoods) int { return g.Fetched }) {
		m.Left = append(m.Left, leftOut{g.Place, g.pieces})
	}
	m.Left = m.Left[:min(len(m.Left), mostGoods)]
	buttons := dialogue.Row(dialogue.Once(t.Button("sales.button.again", nil, "soldagain", m.File)))
	if n := len(t.Focus.Draft); n > 0 && all {
		buttons = append(buttons, t.Button("order.button.back", dialogue.View{"N": n}, "draft"))
	}
	t.Say("sales.fetched", dialogue.View{"Orders": p.Orders, "Fetched": p.Fetched, "All": all}, buttons)
}

// pressAgain puts the goods on the draft that were left out last.
func (sk *skill) pressAgain(ctx context.Context, t *dialogue.Turn, args []string) error {
	p, err := sk.pending(ctx, t, args)
	if p == nil || err != nil {
		return err
	}
	m := *memory.Of(t)
	if m.File != p.Goods[0].File {
		return t.Stale(ctx)
	}
	return sk.draft(ctx, t, wanting(p.Goods, func(g sales.PendingGoods) int {
		at := slices.IndexFunc(m.Left, func(l leftOut) bool { return l.Place == g.Place })
		if at < 0 {
			return 0
		}
		return m.Left[at].Pieces
	}))
}

// pending is what of the file that a button names is still to be fetched; nil: the button no longer counts, which is said.
func (sk *skill) pending(ctx context.Context, t *dialogue.Turn, args []string) (*sales.Pending, error) {
	file, ok := dialogue.Number(args, 0)
	if !ok {
		return nil, t.Stale(ctx)
	}
	drafted := make([]sales.Ref, len(t.Focus.Sold))
	for i, s := range t.Focus.Sold {
		drafted[i] = sales.Ref{File: s.File, Place: s.Place}
	}
	t.Below()
	p, err := sk.Sales.Of(ctx, seller(t), int64(file), drafted)
	return &p, err
}

// wanted are goods of which so many pieces are to be ordered.
type wanted struct {
	sales.PendingGoods
	pieces int
}

// wanting are the goods of which any piece is to be ordered.
func wanting(goods []sales.PendingGoods, pieces func(sales.PendingGoods) int) (all []wanted) {
	for _, g := range goods {
		if n := pieces(g); n > 0 {
			all = append(all, wanted{g, n})
		}
	}
	return all
}

// mostGoods is how many goods a tap puts on the draft: as many as it holds. Another tap, once it is placed, takes the rest.
const mostGoods = 200

// draft puts goods on the draft, and shows it.
func (sk *skill) draft(ctx context.Context, t *dialogue.Turn, goods []wanted) error {
	if len(goods) == 0 {
		return nil
	}
	if more := len(goods) - mostGoods; more > 0 {
		goods = goods[:mostGoods]
		t.Say("sales.more", dialogue.View{"More": more, "Most": mostGoods})
	}
	tellPacks(t, goods)
	coded, err := sk.coded(ctx, goods)
	if err != nil {
		return err
	}
	lines := make([]meaning.Line, len(goods))
	for i, g := range goods {
		lines[i] = lineOf(g, coded[strings.ToLower(g.Code)])
	}
	return t.Do(ctx, meaning.Order{Lines: lines})
}

// packsNamed is how many goods that are sold by the pack are named.
const packsNamed = 10

// tellPacks names the goods of which one piece in the shop is several here: nobody knows whether the item is such a pack as well.
func tellPacks(t *dialogue.Turn, goods []wanted) {
	var packs []dialogue.View
	for _, g := range goods {
		if g.Packed() {
			packs = append(packs, dialogue.View{"Name": called(g.Goods), "Pieces": g.pieces})
		}
	}
	if len(packs) > 0 {
		shown := packs[:min(len(packs), packsNamed)]
		t.Say("sales.packs", dialogue.View{"Packs": shown, "More": len(packs) - len(shown)})
	}
}

// lineOf is a line of an order for goods: of the item that the seller said they are, else of the one that has their code, else of what is
// found by their title.
func lineOf(g wanted, coded []catalogue.Item) meaning.Line {
	l := meaning.Line{
		Item: meaning.Said(called(g.Goods)), Like: meaning.Said(g.Words()), Quantity: meaning.Said(g.pieces), Sold: meaning.Sold{File: g.File, Place: g.Place},
	}
	switch {
	case g.Item != 0:
		l.ID = meaning.Carried(int64(g.Item))
	case len(coded) == 1:
		l.ID = meaning.Assumed(int64(coded[0].ID))
	case len(coded) > 1:
		l.SKU = meaning.Said(coded[0].SKU)
	}
	return l
}

// coded are the items whose SKU is the code of goods, by the code in lower case.
func (sk *skill) coded(ctx context.Context, goods []wanted) (map[string][]catalogue.Item, error) {
	var codes []string
	for _, g := range goods {
		if g.Code != "" && g.Item == 0 {
			codes = append(codes, g.Code)
		}
	}
	items, err := sk.Catalogue.BySKUs(ctx, codes)
	coded := map[string][]catalogue.Item{}
	for _, i := range items {
		coded[strings.ToLower(i.SKU)] = append(coded[strings.ToLower(i.SKU)], i)
	}
	return coded, err
}

const (
	// titleShown and specShown are how much of a title and of a kind stand on the draft, in characters.
	titleShown = 24
	specShown  = 14
)

// called is what goods are called on the draft, where their kind must tell them from others of a long title.
func called(g sales.Goods) string {
	title, kind := cmp.Or(g.Title, g.Code), g.Kind()
	if kind == "" {
		return dialogue.Short(title, titleShown+specShown)
	}
	return dialogue.Short(title, titleShown) + " · " + dialogue.Short(kind, specShown)
}
