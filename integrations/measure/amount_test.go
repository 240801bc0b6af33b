package measure

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func TestParseYuan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Fen{
		"3": 300, "3.5": 350, "3.05": 305, " 37.40 ": 3740, "-0.30": -30, "0": 0, "-0": 0, "007.10": 710, "999999999.99": 99999999999,
	} {
		got, err := ParseYuan(text)
		if err != nil || got != want {
			t.Errorf("ParseYuan(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", " ", ".", "1.", ".5", "1.234", "1,20", "1,200.00", "¥3", "3元", "1e2", "+3", "--3", "0x10", "３", "1 2", "1234567890", "1.2.3", "-", "NaN", "1_000", "1.-5",
	} {
		if got, err := ParseYuan(text); !errors.Is(err, ErrYuan) {
			t.Errorf("ParseYuan(%q) = %d, %v; want ErrYuan", text, got, err)
		}
	}
}

func TestWeightsAsPeopleSayThem(t *testing.T) {
	t.Parallel()
	for grams, want := range map[Grams]string{0: "0 g", 800: "800 g", 999: "999 g", 1000: "1 kg", 1200: "1.2 kg", 1205: "1.205 kg", 10000: "10 kg"} {
		if got := grams.String(); got != want {
			t.Errorf("%d grams read %q, want %q", int64(grams), got, want)
		}
	}
}

func TestFenReadBackWhatTheyWrite(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := Fen(rapid.Int64Range(-99999999999, 99999999999).Draw(t, "fen"))
		got, err := ParseYuan(f.String())
		if err != nil || got != f {
			t.Fatalf("%d fen read %q, read back %d, %v", int64(f), f, int64(got), err)
		}
	})
}

func TestTimesIsAddingUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f, n := Fen(rapid.Int64Range(0, 99999999999).Draw(t, "fen")), rapid.IntRange(0, 50).Draw(t, "n")
		var sum Fen
		for range n {
			sum += f
		}
		if f.Times(n) != sum {
			t.Fatalf("%d times %d is %d, want %d", f, n, f.Times(n), sum)
		}
	})
}

func FuzzParseYuan(f *testing.F) {
	f.Add("37.40")
	f.Add("-0.3")
	f.Add("1,20")
	f.Fuzz(func(t *testing.T, text string) {
		fen, err := ParseYuan(text)
		if err != nil {
			if !errors.Is(err, ErrYuan) {
				t.Fatal(err)
			}
			return
		}
		if again, err := ParseYuan(fen.String()); err != nil || again != fen {
			t.Fatalf("%q is %s, read back %s, %v", text, fen, again, err)
		}
	})
}

func TestEachIsTheAverageRoundedHalfUp(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		all  Fen
		n    int
		want Fen
	}{{100, 3, 33}, {200, 3, 67}, {5, 2, 3}, {0, 4, 0}, {7, 0, 0}, {299, 1, 299}} {
		if got := Each(test.all, test.n); got != test.want {
			t.Errorf("%d over %d is %d, want %d", test.all, test.n, got, test.want)
		}
	}
}
