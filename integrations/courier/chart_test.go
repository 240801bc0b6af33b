package courier

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"testing"

	"oldhand/integrations/amount"
)

func TestAChartIsDrawnFromItsKeyAlone(t *testing.T) {
	t.Parallel()
	quotes := []Quote{
		{Courier: "中通快递", Price: 320, P50: new(2), P90: new(4)}, {Courier: "YTO", Price: 340}, {Courier: "顺丰速运", Service: "特快", Price: 350, P90: new(5)},
		{Courier: "a,b;c", Price: 1281}, {Courier: "顺丰速运", Service: "次日达", Price: 9000, P50: new(1), P90: new(1)}, {Courier: "德邦快递", Price: 9900},
	}
	key := ChartKey(quotes, "zh")
	if want := "chart:zh;1,320,2,4,中通;2,340,-1,-1,圆通;3,350,5,5,顺丰 特快;5,9000,1,1,顺丰 次日达"; key != want {
		t.Fatalf("key %s, want %s", key, want)
	}
	if want := "chart:en;1,320,2,4,ZTO;2,340,-1,-1,YTO"; ChartKey(quotes[:2], "en") != want {
		t.Errorf("key %s, want %s", ChartKey(quotes[:2], "en"), want)
	}
	couriers := New(nil, "", nil, nil)
	first, err := couriers.Picture(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	second, err := couriers.Picture(t.Context(), key)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("the same key gave another picture, %v", err)
	}
	picture, err := png.Decode(bytes.NewReader(first))
	if err != nil || picture.Bounds().Dx() != chartWidth || picture.Bounds().Dy() != chartHead+4*chartRow+chartFoot {
		t.Errorf("%v, %v", picture.Bounds(), err)
	}
	if ChartKey(quotes[:1], "en") != "" {
		t.Error("a chart of one courier")
	}
}

// Thirty-five couriers are too many for a phone: the ten cheapest are drawn, and the quickest.
func TestAChartOfManyCouriersShowsTheCheapestAndTheQuickest(t *testing.T) {
	t.Parallel()
	quotes := make([]Quote, 35)
	for i := range quotes {
		quotes[i] = Quote{Courier: fmt.Sprint("Courier ", i), Price: amount.Fen(300 + i), P50: new(3), P90: new(5)}
	}
	quotes[29].P90, quotes[31].P90 = new(1), new(1)
	_, points, err := readChart(ChartKey(quotes, "en"))
	if err != nil || len(points) != 11 || points[9].number != 10 || points[10].number != 30 {
		t.Errorf("%v, %v", points, err)
	}
}

func TestAChartDrawsTheNamesOfAllKnownCouriers(t *testing.T) {
	t.Parallel()
	for _, names := range companies {
		for _, name := range names {
			if !drawable(name) {
				t.Errorf("no letters for %s", name)
			}
		}
	}
	for _, w := range []words{chartWords.price, chartWords.days, chartWords.usual, chartWords.most, chartWords.unknown} {
		if !drawable(w.en + w.zh) {
			t.Errorf("no letters for %s, %s", w.en, w.zh)
		}
	}
	for zh, en := range services {
		if !drawable(zh + en) {
			t.Errorf("no letters for %s %s", zh, en)
		}
	}
	if label := (chartPoint{number: 7, name: "龘龘快递"}).label(drawable); label != "7" {
		t.Errorf("a name without letters is drawn as %q", label)
	}
}

func TestAnyPricesAndDaysCanBeDrawn(t *testing.T) {
	t.Parallel()
	for _, price := range []amount.Fen{0, 1, 7, 99, 12345, 10_000_000_000 - 1} {
		for _, days := range []int{0, 1, 45, maxDayCount} {
			if _, err := drawChart("en", []chartPoint{{1, price, 0, days, ""}, {2, price, days, days, "a name that is much longer than its room"}}); err != nil {
				t.Errorf("%s in %d days: %v", price, days, err)
			}
		}
	}
}

func FuzzChartKey(f *testing.F) {
	f.Add("chart:zh;1,320,2,4,中通;3,350,5,5,")
	f.Add("chart:en;;,,,")
	f.Fuzz(func(t *testing.T, key string) {
		lang, points, err := readChart(key)
		if err != nil {
			if !errors.Is(err, ErrNoChart) {
				t.Fatal(err)
			}
			return
		}
		again := ChartPrefix + lang
		for _, p := range points {
			again += ";" + p.String()
		}
		if _, _, err := readChart(again); err != nil {
			t.Errorf("%q and not %q: %v", key, again, err)
		}
	})
}
