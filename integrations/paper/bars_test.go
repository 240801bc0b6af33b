package paper

import (
	"bytes"
	"errors"
	"image/png"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oldhand/integrations/measure"
)

func TestBarsAreDrawnFromTheirKeyAlone(t *testing.T) {
	t.Parallel()
	key := BarsKey([]Bar{{31234, 0}, {3600, 2700}})
	if want := "chart:brief:31234,0;3600,2700"; key != want {
		t.Errorf("key %q, want %q", key, want)
	}
	out, err := Picture(key, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(out)); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", "1", "1,2", "-1,0", "1,1;", "x,y", "9999999999999999,0", strings.Repeat("1,0;", 12) + "1,0"} {
		if _, err := drawBars(barsPrefix + bad); !errors.Is(err, ErrNoChart) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzBarsKey(f *testing.F) {
	f.Add("1234,0;3600,2700")
	f.Add("0,0")
	f.Fuzz(func(t *testing.T, key string) {
		bars, err := readBars(barsPrefix + key)
		if err != nil && !errors.Is(err, ErrNoChart) {
			t.Fatal(err)
		}
		for _, b := range bars {
			if b.Paid < 0 || b.Over < 0 || b.Over > b.Paid {
				t.Fatalf("%q is %+v", key, b)
			}
		}
	})
}

func TestTheAmountsBehindBarsFit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		face, err := newFace(chartFont, chartSize)
		if err != nil {
			t.Fatal(err)
		}
		c := newCanvas(chartWidth, 10, chartPaper, face)
		bars := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Bar {
			paid := rapid.IntRange(0, 1e11).Draw(t, "paid")
			return Bar{measure.Fen(paid), measure.Fen(rapid.IntRange(0, paid).Draw(t, "over"))}
		}), 1, MaxBars).Draw(t, "bars")
		fen := perFen(c, bars)
		for _, b := range bars {
			if end := barLeft + float64(b.Paid)*fen + barGap + c.width(b.label()); end > chartWidth {
				t.Fatalf("%s ends at %.0f", b.label(), end)
			}
		}
	})
}
