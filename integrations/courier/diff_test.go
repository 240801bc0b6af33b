package courier

import (
	"strings"
	"testing"
)

func TestAMoveOfMoreThanTwentyPerCentStandsOut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		was, is int
		percent int
		marked  bool
	}{
		{1000, 1200, 20, false}, {1000, 1201, 21, true}, {1000, 800, -20, false}, {1000, 799, -21, true}, {1000, 1001, 1, false},
		{1000, 1000, 0, false}, {0, 500, 0, false}, {3, 4, 34, true}, {5, 6, 20, false},
	} {
		if got := percentMove(fen(test.was), fen(test.is)); got != test.percent {
			t.Errorf("%d to %d moves by %d%%, want %d", test.was, test.is, got, test.percent)
		}
		if test.was == test.is {
			continue
		}
		told := differences(mustCard(t, test.was), mustCard(t, test.is))
		if len(told) != 1 || strings.HasSuffix(told[0], "!!!") != test.marked {
			t.Errorf("%d to %d: %q", test.was, test.is, told)
		}
	}
}

func TestOfBandsTheOneThatMovesMostIsTold(t *testing.T) {
	t.Parallel()
	banded := func(bands string) *card {
		c, err := newCard(national(func(r *rate) { r.Bands = bands }))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for bands, want := range map[string]string{
		"300:2.00;500:3.90": "(+30%) !!!", "300:1.00;500:3.00": "(-50%) !!!", "300:2.10;500:2.90": "(+5%)", "400:2.00;500:3.00": "500:3.00",
	} {
		told := differences(banded("300:2.00;500:3.00"), banded(bands))
		if len(told) != 1 || !strings.HasSuffix(told[0], want) {
			t.Errorf("%s: %q, want %s", bands, told, want)
		}
	}
}

func mustCard(t *testing.T, price int) *card {
	t.Helper()
	c, err := newCard(national(func(r *rate) { r.FirstPrice = fen(price) }))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func FuzzCells(f *testing.F) {
	for _, text := range []string{"3.20", "0", "1,5", "2026-11-01", "12.345%", "60.5", "999999999999999999999", "-1", "１.5"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if price, err := readPrice(text); err == nil {
			if again, err := readPrice(price.String()); price < 0 || again != price || err != nil {
				t.Errorf("%q is %s, and that is %s (%v)", text, price, again, err)
			}
		}
		if g, err := readGrams(text); err == nil && g < 0 {
			t.Errorf("%q is %d grams", text, g)
		}
		if n, err := readDayCount(text); err == nil && (n < 0 || n > maxDayCount) {
			t.Errorf("%q counts %d", text, n)
		}
		if day, err := readDay(text); err == nil && date(&day) != text {
			t.Errorf("%q is the day %s", text, date(&day))
		}
		if percent, err := readPercent(text); err == nil && percent != 0 {
			if share := percentOf(10_000, percent); share != 0 && (share < 0) != (percent < 0) {
				t.Errorf("%q of 100.00 is %s", text, share)
			}
		}
	})
}
