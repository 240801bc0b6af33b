package order

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
	"oldhand/intents/meaning"
)

func TestLinesOfOneItemBecomeOne(t *testing.T) {
	t.Parallel()
	d := &draft{}
	d.add(line{Item: 1, Quantity: 20, From: 5})
	d.add(line{Words: "?"})
	d.add(line{Item: 1, Quantity: 10, From: 6})
	d.add(line{Words: "?"})
	want := []line{{Item: 1, Quantity: 30, From: 6}, {Words: "?"}, {Words: "?"}}
	if diff := cmp.Diff(want, d.Lines); diff != "" {
		t.Error(diff)
	}
	d.choose(1, clips)
	if len(d.Lines) != 2 || d.Lines[0].Quantity != 30 {
		t.Errorf("a choice of an item already there: %+v", d.Lines)
	}
}

func TestWithdrawTakesOutOnlyTheMessagesOwn(t *testing.T) {
	t.Parallel()
	d := &draft{Lines: []line{{Item: 1, From: 5}, {Item: 2, From: 6}, {Item: 3}}}
	if d.withdraw(0) || d.withdraw(9) || !d.withdraw(5) || len(d.Lines) != 2 {
		t.Errorf("left: %+v", d.Lines)
	}
}

func TestCounted(t *testing.T) {
	t.Parallel()
	pack, socks, napkins := catalogue.Item{Unit: "包"}, catalogue.Item{Unit: "双"}, catalogue.Item{Unit: "箱", Carton: 24}
	for _, c := range []struct {
		item     catalogue.Item
		quantity int
		unit     string
		want     int
		left     string
	}{
		{clips, 20, "", 20, ""}, {clips, 20, "个", 20, ""}, {clips, 20, "pcs", 20, ""}, {clips, 2, "箱", 200, ""},
		{clips, 2, "Cartons", 200, ""}, {clips, 1, "打", 12, ""}, {clips, 3, "dozen", 36, ""}, {towel, 2, "箱", 2, "箱"},
		{pack, 3, "pack", 3, ""}, {pack, 3, "packs", 3, ""}, {pack, 3, "kg", 3, "kg"}, {pack, 1, "打", 1, "打"},
		{socks, 1, "打", 12, ""}, {socks, 2, "dozen", 24, ""}, {socks, 5, "只", 5, "只"}, {napkins, 3, "盒", 3, "盒"}, {napkins, 3, "cartons", 3, ""}, {pack, 3, "个", 3, "个"},
	} {
		got, left := counted(meaning.Line{Quantity: meaning.Said(c.quantity), Unit: meaning.Said(c.unit)}, c.item)
		if got != c.want || left != c.left {
			t.Errorf("%d %q of %s: %d, %q; want %d, %q", c.quantity, c.unit, c.item.Unit, got, left, c.want, c.left)
		}
	}
}

// Dozens of goods that are still to be chosen are twelve each only of what comes singly.
func TestDozensWaitForTheGoods(t *testing.T) {
	t.Parallel()
	said := meaning.Line{Quantity: meaning.Said(24), Dozens: 2}
	for unit, want := range map[string]int{"个": 24, "双": 24, "打": 2} {
		if got, left := counted(said, catalogue.Item{Unit: unit}); got != want || left != "" {
			t.Errorf("two dozen of what comes by the %s: %d, %q", unit, got, left)
		}
		d := draft{Lines: []line{{Words: "chopsticks", Quantity: 2, Unit: "dozen"}}}
		if d.choose(0, catalogue.Item{ID: 7, Unit: unit}); d.Lines[0].Quantity != want || d.Lines[0].Unit != "" {
			t.Errorf("chosen by the %s: %+v", unit, d.Lines[0])
		}
	}
}

// A unit that the goods lack is asked about even if more is added to the line.
func TestAUnitIsNotForgotten(t *testing.T) {
	t.Parallel()
	d := draft{Lines: []line{{Item: 1, Quantity: 2, Unit: "箱"}}}
	d.add(line{Item: 1, Quantity: 20})
	if d.Lines[0].Unit != "箱" {
		t.Errorf("two cartons and twenty pieces are %+v", d.Lines[0])
	}
	l := line{Words: "clips", Quantity: 2, Unit: "箱"}
	if l.more(5, "个"); l.Quantity != 5 || l.Unit != "个" {
		t.Errorf("two cartons, then five pieces of what is to be chosen are %+v", l)
	}
	if l.more(5, "个"); l.Quantity != 10 {
		t.Errorf("five more are %+v", l)
	}
}

func TestLineTroubles(t *testing.T) {
	t.Parallel()
	for want, l := range map[trouble]line{
		fine:       {Item: 1, Quantity: 20},
		unknown:    {Words: "unicorn"},
		ambiguous:  {Choices: []catalogue.ItemID{1, 3}},
		noQuantity: {Item: 1},
		badUnit:    {Item: 1, Quantity: 2, Unit: "kg"},
		tooMany:    {Item: 1, Quantity: 125},
		notAllowed: {Item: 1, Quantity: 21},
	} {
		if got := l.check(stock); got != want {
			t.Errorf("%+v: %q, want %q", l, got, want)
		}
	}
	gone := clips
	gone.Stock = 9
	if got := (line{Item: 1, Quantity: 10}).check(itemsByID{1: gone}); got != soldOut {
		t.Errorf("less than the minimum left: %q", got)
	}
}

func TestRefreshTellsWhatChanged(t *testing.T) {
	t.Parallel()
	d := &draft{Lines: []line{{Item: 1, SKU: "A1023", Quantity: 20, Price: 100}, {Item: 9, SKU: "OLD"}, {Item: 2, Quantity: 1}}}
	news, gone := d.refresh(stock, phrases.English)
	if len(news) != 1 || news[0].From != 100 || news[0].To != 120 || !cmp.Equal(gone, []string{"OLD"}) {
		t.Errorf("news %+v, gone %v", news, gone)
	}
	if d.Lines[0].Price != 120 || d.Lines[1].Price != 250 {
		t.Errorf("prices not up to date: %+v", d.Lines)
	}
	if news, gone = d.refresh(stock, phrases.English); len(news)+len(gone) > 0 {
		t.Error("told twice")
	}
}

// anyItem draws an item as a catalogue may hold one.
func anyItem(t *rapid.T) catalogue.Item {
	return catalogue.Item{
		ID: 1, MinQty: rapid.IntRange(1, 50).Draw(t, "min"), Multiple: rapid.IntRange(1, 12).Draw(t, "multiple"),
		Stock: rapid.IntRange(0, 300).Draw(t, "stock"), Price: measure.Fen(rapid.IntRange(1, 9999).Draw(t, "price")),
	}
}

func TestOfferedQuantitiesCanBeOrdered(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		item := anyItem(t)
		for _, q := range item.LikelyQuantities() {
			if got := (line{Item: 1, Quantity: q}).check(itemsByID{1: item}); got != fine {
				t.Fatalf("button for %d: %s", q, got)
			}
		}
		asked := rapid.IntRange(1, 400).Draw(t, "asked")
		if q := item.AtMost(asked); q != 0 && (q > asked || item.Orderable(q) != q) {
			t.Fatalf("most of %d is %d", asked, q)
		}
		if q := nearest(item, asked); item.Orderable(q) != q {
			t.Fatalf("nearest of %d is %d, which cannot be ordered", asked, q)
		}
	})
}

// A cheaper price is worth a word where it takes at most half as many pieces again, and the stock has them.
func TestTheNextCheaperPriceIsHintedAtWhenItIsNear(t *testing.T) {
	t.Parallel()
	few := clips
	few.Stock = 29
	for _, c := range []struct {
		item     catalogue.Item
		quantity int
		more     int
		price    measure.Fen
	}{
		{clips, 20, 10, 105}, {clips, 25, 5, 105}, {clips, 15, 0, 0}, {clips, 10, 0, 0}, {clips, 30, 0, 0}, {clips, 0, 0, 0}, {few, 20, 0, 0}, {towel, 3, 0, 0},
	} {
		if more, price := hint(c.item, c.quantity); more != c.more || price != c.price {
			t.Errorf("%d of %s: %d more for %s; want %d for %s", c.quantity, c.item.SKU, more, price, c.more, c.price)
		}
	}
}
