package courier

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fogleman/gg"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"oldhand/integrations/amount"
)

// drawDeck makes a few couriers with flat prices, promises and floors.
func drawDeck(t *rapid.T) *Cards {
	var cards []*card
	for i := range rapid.IntRange(1, 5).Draw(t, "couriers") {
		for floor := range rapid.IntRange(1, 3).Draw(t, "floors") {
			r := national(nil)
			r.Courier, r.ID = string(rune('A'+i)), RateID(100*i+floor+1)
			r.FirstPrice, r.MinDailyParcels = fen(rapid.IntRange(0, 2000).Draw(t, "price")), floor*50
			if days := rapid.IntRange(0, 5).Draw(t, "days"); days > 0 {
				r.EtaP90Days = &days
			}
			c, err := newCard(r)
			if err != nil {
				t.Fatal(err)
			}
			cards = append(cards, c)
		}
	}
	return &Cards{book: newBook(cards)}
}

func drawParcels(t *rapid.T) []billed {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) billed {
		return billed{
			ID: 1, Rate: 9999, ToCode: rapid.SampledFrom([]string{"33", "3301", "65"}).Draw(t, "to"),
			Weight: amount.Grams(rapid.IntRange(1, 20000).Draw(t, "weight")), Size: rapid.SampledFrom([]string{"", "30x20x10.5"}).Draw(t, "size"),
			Price: amount.Fen(rapid.IntRange(0, 4000).Draw(t, "paid")), Count: rapid.IntRange(1, 50).Draw(t, "count"),
			P90: rapid.SampledFrom([]*int{nil, new(2), new(4)}).Draw(t, "promised"),
		}
	}), 1, 20).Draw(t, "parcels")
}

var reratedOn = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func TestReratingFindsTheCheapestAndTheCheapestAsFast(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cards, volume := drawDeck(t), rapid.IntRange(0, 150).Draw(t, "volume")
		for _, b := range drawParcels(t) {
			got, err := cards.rerate(b, reratedOn, volume)
			if err != nil {
				t.Fatal(err)
			}
			r, err := b.request(reratedOn, volume)
			if err != nil {
				t.Fatal(err)
			}
			cheapest, asFast := b.Price, b.Price
			for _, q := range cards.Quote(r, "zh").Quotes {
				cheapest = min(cheapest, q.Price)
				if b.P90 == nil || q.P90 != nil && *q.P90 <= *b.P90 {
					asFast = min(asFast, q.Price)
				}
			}
			if got.cheapestPrice != cheapest || got.asFastPrice != asFast || cheapest > asFast || asFast > b.Price {
				t.Fatalf("%+v: %+v; want %d and %d", b, got, cheapest, asFast)
			}
			if (got.cheapest == b.Rate) != (cheapest == b.Price) {
				t.Fatalf("%+v names row %d", b, got.cheapest)
			}
		}
	})
}

func TestATierIsTheSumOfItsParcels(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cards, parcels, volume := drawDeck(t), drawParcels(t), rapid.IntRange(0, 150).Draw(t, "volume")
		tiers, err := cards.tiers(parcels, reratedOn, volume)
		if err != nil {
			t.Fatal(err)
		}
		for _, tier := range tiers {
			if tier.Floor <= volume || tier.More != tier.Floor-volume {
				t.Fatalf("%+v at %d parcels", tier, volume)
			}
			var now, then amount.Fen
			for _, b := range parcels {
				now += priceOf(t, cards, b, volume, tier.Courier).Times(b.Count)
				then += priceOf(t, cards, b, tier.Floor, tier.Courier).Times(b.Count)
			}
			if now != tier.Now || then != tier.Then {
				t.Fatalf("%+v; want %d now and %d then", tier, now, then)
			}
		}
		if !slices.IsSortedFunc(tiers, func(a, b Tier) int { return a.More - b.More }) {
			t.Fatalf("not the nearest first: %+v", tiers)
		}
	})
}

func priceOf(t *rapid.T, cards *Cards, b billed, volume int, name string) amount.Fen {
	r, err := b.request(reratedOn, volume)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range cards.Quote(r, "en").Quotes {
		if q.Courier == name {
			return q.Price
		}
	}
	t.Fatalf("%s has no price", name)
	return 0
}

func TestTotalsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"A", "B", "C"})
		shares := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Share {
			return Share{Courier: name.Draw(t, "courier"), Parcels: rapid.IntRange(1, 99).Draw(t, "n"), Paid: amount.Fen(rapid.IntRange(0, 1e6).Draw(t, "paid"))}
		})).Draw(t, "shares")
		over := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Overpaid {
			return Overpaid{Courier: name.Draw(t, "courier"), Fen: amount.Fen(rapid.IntRange(1, 1e4).Draw(t, "over"))}
		})).Draw(t, "overpaid")
		var want Total
		for _, s := range shares {
			want.Parcels, want.Paid = want.Parcels+s.Parcels, want.Paid+s.Paid
		}
		for _, o := range over {
			want.Over += o.Fen
		}
		if got := (Brief{Totals: totals(shares, over)}).All(); got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

func TestEachIsTheAverageRoundedHalfUp(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		all  amount.Fen
		n    int
		want amount.Fen
	}{{100, 3, 33}, {200, 3, 67}, {5, 2, 3}, {0, 4, 0}, {7, 0, 0}, {299, 1, 299}} {
		if got := Each(test.all, test.n); got != test.want {
			t.Errorf("%d over %d is %d, want %d", test.all, test.n, got, test.want)
		}
	}
}

var sampleBrief = Brief{
	From: reratedOn.AddDate(0, 0, -30), To: reratedOn, Volume: 4690,
	Shares:   []Share{{"中通", "标快", "一区", 500, 120, 30000}, {"中通", "标快", "一区", 0, 1, 1234}, {"顺丰", "特快", "全国", 1000, 3, 3600}},
	Overpaid: []Overpaid{{"顺丰", "中通", 3, 2700, 0}},
	Totals:   totals([]Share{{Courier: "中通", Parcels: 121, Paid: 31234}, {Courier: "顺丰", Parcels: 3, Paid: 3600}}, []Overpaid{{Courier: "顺丰", Fen: 2700}}),
	Tiers:    []Tier{{"中通", "标快", 5000, 310, 121, 31234, 28000}},
	Lanes:    []Lane{{"中通", "标快", "44", 34, 1, 2, 4, new(2), new(3)}, {"顺丰", "特快", "65", 3, 0, 2, 2, nil, nil}},
}

func TestABriefIsOnePageThatAddsUp(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{
		"en": "What was sent|The next tiers|Guangdong|Xinjiang|Zones and weights", "zh": "发了多少|离下一档|广东省|新疆维吾尔自治区|分区和重量",
	} {
		out, err := sampleBrief.Sheet(lang)
		if err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		var text string
		for _, sheet := range file.GetSheetList() {
			rows, err := file.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			text += sheet + fmt.Sprint(rows)
		}
		for word := range strings.SplitSeq(want+"|348.34|27.00|310|5000|2.31|12.34|? / ?|> 10 kg|2026-11-23", "|") {
			if !strings.Contains(text, word) {
				t.Errorf("%s: no %q in %s", lang, word, text)
			}
		}
		page, err := file.GetPageLayout(file.GetSheetName(0))
		if err != nil || *page.FitToHeight != 1 || *page.FitToWidth != 1 {
			t.Errorf("%s: the page is %+v, %v", lang, page, err)
		}
	}
}

func TestThePictureOfABrief(t *testing.T) {
	t.Parallel()
	key := sampleBrief.ChartKey()
	if want := "chart:brief:31234,0;3600,2700"; key != want {
		t.Errorf("key %q, want %q", key, want)
	}
	out, err := (&Couriers{}).Picture(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(out)); err != nil {
		t.Error(err)
	}
	if got := (Brief{}).ChartKey(); got != "" {
		t.Errorf("nothing sent has the picture %q", got)
	}
	for _, bad := range []string{"", "1", "1,2", "-1,0", "1,1;", "x,y", "9999999999999999,0", strings.Repeat("1,0;", 12) + "1,0"} {
		if _, err := briefPicture(briefPrefix + bad); !errors.Is(err, ErrNoChart) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzPictureOfABrief(f *testing.F) {
	f.Add("1234,0;3600,2700")
	f.Add("0,0")
	f.Fuzz(func(t *testing.T, key string) {
		bars, err := readBars(briefPrefix + key)
		if err != nil && !errors.Is(err, ErrNoChart) {
			t.Fatal(err)
		}
		for _, b := range bars {
			if b.paid < 0 || b.over < 0 || b.over > b.paid {
				t.Fatalf("%q is %+v", key, b)
			}
		}
	})
}

func TestSharesOfABillAreKept(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff([]Total{{"中通", 121, 31234, 0, 0}, {"顺丰", 3, 3600, 2700, 0}}, sampleBrief.Totals); diff != "" {
		t.Error(diff)
	}
}

func TestTheAmountsOfABriefFitOnItsPicture(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		face, err := chartFace()
		if err != nil {
			t.Fatal(err)
		}
		c := gg.NewContext(chartWidth, 10)
		c.SetFontFace(face)
		bars := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) bar {
			paid := rapid.IntRange(0, 1e11).Draw(t, "paid")
			return bar{amount.Fen(paid), amount.Fen(rapid.IntRange(0, paid).Draw(t, "over"))}
		}), 1, briefCouriers).Draw(t, "bars")
		fen := perFen(c, bars)
		for _, b := range bars {
			label, _ := c.MeasureString(b.label())
			if end := barLeft + float64(b.paid)*fen + barGap + label; end > chartWidth {
				t.Fatalf("%s ends at %.0f", b.label(), end)
			}
		}
	})
}
