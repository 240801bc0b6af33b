package intents

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"oldhand/bot/phrases"
	"oldhand/integrations/catalogue"
	"oldhand/integrations/measure"
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

func TestPieces(t *testing.T) {
	t.Parallel()
	pack := catalogue.Item{Unit: "包"}
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
	} {
		got, left := pieces(c.quantity, c.unit, c.item)
		if got != c.want || left != c.left {
			t.Errorf("%d %q of %s: %d, %q; want %d, %q", c.quantity, c.unit, c.item.Unit, got, left, c.want, c.left)
		}
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
		for _, q := range likelyQuantities(item) {
			if got := (line{Item: 1, Quantity: q}).check(itemsByID{1: item}); got != fine {
				t.Fatalf("button for %d: %s", q, got)
			}
		}
		asked := rapid.IntRange(1, 400).Draw(t, "asked")
		if q := most(item, asked); q != 0 && (q > asked || item.Orderable(q) != q) {
			t.Fatalf("most of %d is %d", asked, q)
		}
		if q := nearest(item, asked); item.Orderable(q) != q {
			t.Fatalf("nearest of %d is %d, which cannot be ordered", asked, q)
		}
	})
}

func TestStateReadsBack(t *testing.T) {
	t.Parallel()
	price := measure.Fen(5)
	s := state{
		Version: stateVersion, Lang: phrases.Chinese, Draft: &draft{Rev: 3, Lines: []line{{Item: 1, Quantity: 2, Price: 9, From: 4}}},
		Found: &found{Text: "clips", Max: &price}, Changes: &changes{Rev: 2, List: []itemChange{{SKU: "A", Price: &price}}},
	}
	raw, err := s.marshal()
	if err != nil {
		t.Fatal(err)
	}
	got, forgot := recall(raw)
	if diff := cmp.Diff(s, got); diff != "" || forgot {
		t.Error(diff, forgot)
	}
	for _, old := range []string{`{"v":99}`, `{"draft":3}`, `[]`, `{"v":1,"draft":"x"}`} {
		if got, forgot := recall(json.RawMessage(old)); !forgot || got.Draft != nil || got.Version != stateVersion {
			t.Errorf("%s: not dropped", old)
		}
	}
	for _, empty := range []string{``, `{}`, `null`} {
		if _, forgot := recall(json.RawMessage(empty)); forgot {
			t.Errorf("%q: nothing to forget", empty)
		}
	}
}

func TestPickupTimes(t *testing.T) {
	t.Parallel()
	v := visitIn(phrases.English)
	for s, ok := range map[string]bool{"2026-11-24": true, "2026-11-24T09:00": true, "2026-11-24T01:00:00Z": true, "soon": false, "": false} {
		if w, got := v.when(s); got != ok || ok && !w.Day.Equal(time.Date(2026, 11, 24, 0, 0, 0, 0, shanghai)) {
			t.Errorf("%q: %v %v", s, w, got)
		}
	}
	if got := likely(monday.Add(9 * time.Hour)); got != "2026-11-24" {
		t.Errorf("in the evening: %s", got)
	}
	for _, at := range []time.Time{monday, monday.Add(9 * time.Hour), monday.Add(14 * time.Hour)} {
		for _, s := range times(at) {
			if w, ok := v.when(s); !ok || over(w, at) {
				t.Errorf("at %v a button for %s", at, s)
			}
		}
	}
}

func TestButtonLabelsFit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		label := fit(rapid.String().Draw(t, "label"))
		if fit(label) != label {
			t.Fatalf("%q does not fit itself", label)
		}
	})
	if got := fit("红色蝴蝶结发夹大号加厚款"); got != "红色蝴蝶结发夹大号加厚款" {
		t.Errorf("twelve Chinese characters: %q", got)
	}
}
