package evals

import (
	"math"
	"slices"
	"testing"
)

func TestSayingsAreThereOnce(t *testing.T) {
	t.Parallel()
	met := map[string]bool{}
	for _, c := range mustRead[saying](t, "embedder", 200) {
		for _, s := range []string{c.EN, c.ZH} {
			if s == "" || met[s] {
				t.Errorf("%q is there twice", s)
			}
			met[s] = true
		}
	}
}

func TestWordsRankWhatHasThem(t *testing.T) {
	t.Parallel()
	rank := byWords([]string{"red hair clips", "blue socks and blue hats", "红色发夹", "袜子"})
	for query, want := range map[string]int{"hair clip": 0, "blue": 1, "发夹多少钱": 2, "袜子": 3} {
		if scores := rank(query); highest(scores) != want || place(scores, want) != 1 {
			t.Errorf("%q: %v", query, scores)
		}
	}
	if scores := rank("nothing"); place(scores, 0) != len(scores) {
		t.Error("what scores like all others is said to be first")
	}
}

func TestHashingPutsATypoNear(t *testing.T) {
	t.Parallel()
	word, typo, other := hashedGrams("umbrella"), hashedGrams("umbrela"), hashedGrams("necklace")
	if math.Abs(likeness(word, word)-1) > 1e-5 || likeness(word, typo) < likeness(word, other)+0.3 {
		t.Errorf("itself %.2f, typo %.2f, other %.2f", likeness(word, word), likeness(word, typo), likeness(word, other))
	}
}

func TestNearestCentroid(t *testing.T) {
	t.Parallel()
	known := []labelled{{"where is my parcel", "parcel"}, {"my parcel is late", "parcel"}, {"give me a refund", "refund"}}
	got := nearestCentroid(known, []labelled{{"parcel is lost", "parcel"}, {"refund please", "refund"}, {"refund", "parcel"}}, hashedGrams)
	if !slices.Equal(got, []bool{true, true, false}) || math.Abs(share(got)-2./3) > 1e-9 {
		t.Errorf("%v", got)
	}
}
