package rates

import (
	"strings"
	"testing"

	"oldhand/bot/phrases"
)

// told is what a dry run says of every column that moves.
func told(before, after *rateCard) []string {
	var said []string
	for _, m := range moves(before, after) {
		said = append(said, phrases.Label(phrases.English, "rates.move", m))
	}
	return said
}

func TestAMoveOfMoreThanTwentyPerCentStandsOut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		was, is int
		percent int
		marked  bool
	}{
		{1000, 1200, 20, false}, {1000, 1201, 21, true}, {1000, 800, -20, false}, {1000, 799, -21, true}, {1000, 1001, 1, false},
		{1000, 1000, 0, false}, {0, 500, 100, true}, {500, 0, -100, true}, {3, 4, 34, true}, {5, 6, 20, false},
	} {
		if got := percentMove(fen(test.was), fen(test.is)); got != test.percent {
			t.Errorf("%d to %d moves by %d%%, want %d", test.was, test.is, got, test.percent)
		}
		if test.was == test.is {
			continue
		}
		said := told(mustCard(t, test.was), mustCard(t, test.is))
		if len(said) != 1 || strings.HasSuffix(said[0], "!!!") != test.marked {
			t.Errorf("%d to %d: %q", test.was, test.is, said)
		}
	}
}

func TestOfBandsTheOneThatMovesMostIsTold(t *testing.T) {
	t.Parallel()
	banded := func(bands string) *rateCard {
		c, err := newCard(national(func(r *Row) { r.Bands = bands }))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for bands, want := range map[string]string{
		"300:2.00;500:3.90": "(+30%) !!!", "300:1.00;500:3.00": "(-50%) !!!", "300:2.10;500:2.90": "(+5%)",
		"350:2.00;500:3.00": "; price of 301 g 3.00 -> 2.00 (-34%) !!!",
	} {
		said := told(banded("300:2.00;500:3.00"), banded(bands))
		if !strings.HasSuffix(strings.Join(said, "; "), want) {
			t.Errorf("%s: %q, want %s", bands, said, want)
		}
	}
}

// A price moves by more than its own column: what counts as the first weight, a surcharge, the room a parcel takes.
func TestAPriceThatMovesByAnotherColumnStandsOut(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		before, after func(*Row)
		want          string
	}{
		"first weight": {nil, func(r *Row) { r.FirstG = grams(500) }, "first_g 1000 -> 500; price of 501 g 3.20 -> 4.20 (+32%) !!!"},
		"step":         {nil, func(r *Row) { r.StepG = grams(500) }, "step_g 1000 -> 500; price of 10 kg 12.20 -> 21.20 (+74%) !!!"},
		"surcharge":    {nil, func(r *Row) { r.Surcharges = "remote:1.50" }, "surcharges (none) -> remote:1.50; price of 1 g 3.20 -> 4.70 (+47%) !!!"},
		"small one":    {nil, func(r *Row) { r.Surcharges = "fuel:3%" }, "surcharges (none) -> fuel:3%"},
		"for some days": {
			func(r *Row) { r.Surcharges = "peak@2026-11-01..2026-11-20:0.50" },
			func(r *Row) { r.Surcharges = "peak@2026-11-01..2026-11-25:1.50" },
			"surcharges peak@2026-11-01..2026-11-20:0.50 -> peak@2026-11-01..2026-11-25:1.50; price of 1 g 3.20 -> 4.70 (+47%) !!!",
		},
		"room":           {func(r *Row) { r.Divisor = 8000 }, func(r *Row) { r.Divisor = 6000 }, "divisor 8000 -> 6000 (+34%) !!!"},
		"room less":      {func(r *Row) { r.Divisor = 6000 }, func(r *Row) { r.Divisor = 7000 }, "divisor 6000 -> 7000 (-15%)"},
		"room from now":  {nil, func(r *Row) { r.Divisor = 8000 }, "divisor 0 -> 8000 (+100%) !!!"},
		"no more room":   {func(r *Row) { r.Divisor = 8000 }, nil, "divisor 8000 -> 0 (-100%) !!!"},
		"only the limit": {nil, func(r *Row) { r.MaxG = grams(20000) }, "max_g (none) -> 20000"},
	} {
		before, after := mustCardWith(t, test.before), mustCardWith(t, test.after)
		if got := strings.Join(told(before, after), "; "); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func mustCardWith(t *testing.T, change func(*Row)) *rateCard {
	t.Helper()
	c, err := newCard(national(func(r *Row) {
		r.MaxG, r.Divisor = nil, 0
		if change != nil {
			change(r)
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustCard(t *testing.T, price int) *rateCard {
	t.Helper()
	c, err := newCard(national(func(r *Row) { r.FirstPrice = fen(price) }))
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
		if day, err := readDay(text); err == nil {
			if again, err := readDay(date(&day)); err != nil || again != day {
				t.Errorf("%q is the day %s, and that is %s (%v)", text, date(&day), date(&again), err)
			}
		}
		if percent, err := readPercent(text); err == nil && percent != 0 {
			if share := percentOf(10_000, percent); share != 0 && (share < 0) != (percent < 0) {
				t.Errorf("%q of 100.00 is %s", text, share)
			}
		}
	})
}
