package text

import (
	"testing"

	"pgregory.net/rapid"
)

// TestPlainTextsFoldAsAnyOther: the short way gives what the long one does.
func TestPlainTextsFoldAsAnyOther(t *testing.T) {
	t.Parallel()
	character := rapid.OneOf(rapid.RuneFrom([]rune("aZ09 ~!。、，（）～！Ａｚ退貨費乾")), rapid.Map(rapid.Int32Range(firstUnified, lastUnified), func(r int32) rune { return r }))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(character).Draw(t, "s")
		if !plain(s) {
			t.Fatalf("%q is not plain", s)
		}
		if got, want := Fold(s), foldAny(s); got != want {
			t.Fatalf("%q becomes %q, not %q", s, got, want)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		Fold("退货的快递费谁出，运费险怎么买才划算呢？请问")
	}
}
