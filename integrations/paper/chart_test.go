package paper

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"testing"

	"oldhand/bot/phrases"
	"oldhand/integrations/measure"
)

func inPhrases(lang, code string) string { return phrases.Label(phrases.Lang(lang), code, nil) }

func TestAChartIsDrawnFromItsKeyAlone(t *testing.T) {
	t.Parallel()
	points := []ChartPoint{
		{1, 320, 2, 4, "中通"}, {2, 340, UnknownDays, UnknownDays, "圆通"}, {3, 350, 5, 5, "顺丰 特快"}, {4, 1281, 5, 5, "a,b;c"},
	}
	key := ChartKey("zh", points)
	if want := "chart:zh;1,320,2,4,中通;2,340,-1,-1,圆通;3,350,5,5,顺丰 特快;4,1281,5,5,a b c"; key != want {
		t.Fatalf("key %s, want %s", key, want)
	}
	first, err := Picture(key, inPhrases)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Picture(key, inPhrases)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("the same key gave another picture, %v", err)
	}
	picture, err := png.Decode(bytes.NewReader(first))
	if err != nil || picture.Bounds().Dx() != chartWidth || picture.Bounds().Dy() != chartHead+4*chartRow+chartFoot {
		t.Errorf("%v, %v", picture.Bounds(), err)
	}
}

func TestAChartHasTheLettersOfItsOwnWords(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "zh"} {
		for _, word := range []string{"price", "days", "usual", "most", "unknown"} {
			if said := inPhrases(lang, "paper.chart."+word); !Drawable(said) {
				t.Errorf("no letters for %s", said)
			}
		}
	}
	if label := (ChartPoint{Number: 7, Name: "龘龘快递"}).label(Drawable); label != "7" {
		t.Errorf("a name without letters is drawn as %q", label)
	}
}

func TestAnyPricesAndDaysCanBeDrawn(t *testing.T) {
	t.Parallel()
	for _, price := range []measure.Fen{0, 1, 7, 99, 12345, 10_000_000_000 - 1} {
		for _, days := range []int{0, 1, 45, maxDays} {
			if _, err := drawChart(phrases.Labels(phrases.English), []ChartPoint{{1, price, 0, days, ""}, {2, price, days, days, "a name that is much longer than its room"}}); err != nil {
				t.Errorf("%s in %d days: %v", price, days, err)
			}
		}
	}
}

// A crowded chart stays readable: every one of thirty-five rows has its room, and no name runs into a bar.
func TestEveryRowOfACrowdedChartHasItsRoom(t *testing.T) {
	t.Parallel()
	points := make([]ChartPoint, 35)
	for i := range points {
		points[i] = ChartPoint{i + 1, measure.Fen(300 + 50*i), 1, 1 + i%9, "a courier with a long name 中通快递"}
	}
	out, err := drawChart(phrases.Labels(phrases.Chinese), points)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(out))
	if err != nil || picture.Bounds() != image.Rect(0, 0, chartWidth, chartHead+35*chartRow+chartFoot) {
		t.Fatalf("%v, %v", picture.Bounds(), err)
	}
	for i := range points {
		top := chartHead + i*chartRow
		if dark(picture, chartEdge, top, chartBars-14, top+chartRow) == 0 {
			t.Errorf("row %d has no name", i+1)
		}
		if dark(picture, chartBars-14, top, chartBars, top+chartRow) > 0 || dark(picture, 0, top, chartDays-8, top+8) > 0 {
			t.Errorf("row %d leaves its room", i+1)
		}
	}
}

// dark counts the pixels of a part of a picture that are darker than its paper.
func dark(picture image.Image, left, top, right, bottom int) int {
	n := 0
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			if color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y < 0x80 {
				n++
			}
		}
	}
	return n
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
