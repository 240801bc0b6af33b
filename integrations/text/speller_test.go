package text

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestCorrections(t *testing.T) {
	t.Parallel()
	s := NewSpeller()
	for _, word := range []string{"order", "orders", "tree", "urumqi", "乌鲁木齐市", "乌兰察布市"} {
		s.Add(word)
	}
	for written, want := range map[string][]Correction{
		"order":  {{Word: "orders", Slip: Missing, At: 5}},
		"odrer":  {{Word: "order", Slip: Swapped, At: 1}},
		"orderr": {{Word: "order", Slip: Extra, At: 5, Doubled: true}, {Word: "orders", Slip: Wrong, At: 5}},
		"rder":   {{Word: "order", Slip: Missing}},
		"ordrr":  {{Word: "order", Slip: Wrong, At: 3}},
		"tre":    {{Word: "tree", Slip: Missing, At: 3, Doubled: true}},
		"urunqi": {{Word: "urumqi", Slip: Wrong, At: 3}},
		"uruqmi": {{Word: "urumqi", Slip: Swapped, At: 3}},
		"umuruq": nil,
		"乌鲁木奇市":  {{Word: "乌鲁木齐市", Slip: Wrong, At: 3}},
		"redor":  nil,
		"":       nil,
	} {
		if got := s.Corrections(written); !slices.Equal(got, want) {
			t.Errorf("%q: %+v, want %+v", written, got, want)
		}
	}
	if !s.Knows("order") || s.Knows("rder") {
		t.Error("the words themselves are known, and no other")
	}
}

// TestEverySlipIsFound: what one slip makes of a word leads back to it, by a slip of that kind or another that explains it.
func TestEverySlipIsFound(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abc红")), 1, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		word, extra := letters.Draw(t, "word"), rapid.RuneFrom([]rune("abc红")).Draw(t, "extra")
		runes := []rune(word)
		at := rapid.IntRange(0, len(runes)-1).Draw(t, "at")
		swapped := slices.Clone(runes)
		swapped[at], swapped[max(at-1, 0)] = swapped[max(at-1, 0)], swapped[at]
		wrong := slices.Clone(runes)
		wrong[at] = extra
		s := NewSpeller()
		s.Add(word)
		for _, written := range []string{
			string(slices.Delete(slices.Clone(runes), at, at+1)), string(slices.Insert(slices.Clone(runes), at, extra)), string(wrong), string(swapped),
		} {
			found := s.Corrections(written)
			if written != word && (len(found) != 1 || found[0].Word != word) {
				t.Fatalf("%q for %q: %+v", written, word, found)
			}
		}
	})
}

// TestNothingElseIsFound: every correction is as far away as it says.
func TestNothingElseIsFound(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("ab红")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		s := NewSpeller()
		for _, word := range rapid.SliceOf(letters).Draw(t, "words") {
			s.Add(word)
		}
		written := letters.Draw(t, "written")
		for _, c := range s.Corrections(written) {
			w, m := []rune(written), []rune(c.Word)
			if c.Word == written || !s.Knows(c.Word) || string(w[:c.At]) != string(m[:c.At]) {
				t.Fatalf("%q: %+v", written, c)
			}
			if want := map[Slip]int{Missing: 1, Extra: -1, Wrong: 0, Swapped: 0}[c.Slip]; len(m)-len(w) != want {
				t.Fatalf("%q: %+v", written, c)
			}
		}
	})
}
