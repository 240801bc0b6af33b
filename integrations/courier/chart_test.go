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
		{Price: 320, P50: new(2), P90: new(4)}, {Price: 340}, {Price: 350, P90: new(5)}, {Price: 900, P50: new(1)},
	}
	key := ChartKey(quotes)
	if want := "chart:1,320,2,4;3,350,5,5;4,900,1,1"; key != want {
		t.Fatalf("key %s, want %s", key, want)
	}
	couriers := New(nil, "", nil)
	first, err := couriers.Picture(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	second, err := couriers.Picture(t.Context(), key)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("the same key gave another picture, %v", err)
	}
	picture, err := png.Decode(bytes.NewReader(first))
	if err != nil || picture.Bounds().Dx() != chartWidth || picture.Bounds().Dy() != chartHeight {
		t.Errorf("%v, %v", picture.Bounds(), err)
	}
	if ChartKey(quotes[:2]) != "" {
		t.Error("a chart of one courier")
	}
}

func TestAnyPricesAndDaysCanBeDrawn(t *testing.T) {
	t.Parallel()
	for _, price := range []amount.Fen{0, 1, 7, 99, 12345, 10_000_000_000 - 1} {
		for _, days := range []int{0, 1, 45, maxDayCount} {
			if _, err := drawChart([]chartPoint{{1, price, 0, days}, {2, price, days, days}}); err != nil {
				t.Errorf("%s in %d days: %v", price, days, err)
			}
		}
	}
}

func FuzzChartKey(f *testing.F) {
	f.Add("chart:1,320,2,4;3,350,5,5")
	f.Add("chart:;,,,")
	f.Fuzz(func(t *testing.T, key string) {
		points, err := readChart(key)
		if err != nil && !errors.Is(err, ErrNoChart) {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
		again := ChartPrefix
		for i, p := range points {
			if i > 0 {
				again += ";"
			}
			again += fmt.Sprintf("%d,%d,%d,%d", p.number, p.price, p.p50, p.p90)
		}
		if _, err := readChart(again); err != nil {
			t.Errorf("%q and not %q: %v", key, again, err)
		}
	})
}
