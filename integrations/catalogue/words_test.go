package catalogue

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"oldhand/integrations/measure"
	"oldhand/integrations/text"
)

func wordsOf(titles ...string) *vocabulary {
	v := newVocabulary()
	for _, title := range titles {
		i := Item{TitleEN: title}
		v.add(i, termsOf(i))
	}
	v.index()
	return v
}

func TestOneSlipIsCorrected(t *testing.T) {
	t.Parallel()
	const letters = "abcdefghijklmnopqrstuvwxyz"
	word := "umbrella"
	v := wordsOf(word, "necklace", "hair clip")
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(word)-1).Draw(t, "at")
		letter := string(letters[rapid.IntRange(0, 25).Draw(t, "letter")])
		next := min(at+1, len(word)-1)
		typo := rapid.SampledFrom([]string{
			word[:at] + word[at+1:], word[:at] + letter + word[at:], word[:at] + letter + word[at+1:],
			word[:at] + word[next:next+1] + word[at:at+1] + word[min(next+1, len(word)):],
		}).Draw(t, "typo")
		if got := v.correct(typo); !slices.Contains(got, text.Stem(word)) && len(typo) == len(word) {
			t.Fatalf("%s is not taken for %s: %v", typo, word, got)
		}
	})
	for _, other := range []string{"umbrlls", "xmbrellx", "hat", "a1023", "umbr", "发夹", ""} {
		if got := v.correct(other); len(got) != 0 {
			t.Errorf("%s is taken for %v", other, got)
		}
	}
}

// TestTheOtherNumberIsFound: whichever number a title has, the other is found, also with a slip in it or in two words.
func TestTheOtherNumberIsFound(t *testing.T) {
	t.Parallel()
	v := wordsOf("Catnip toy mouse", "Kitchen knives", "Party balloons", "Gold earrings", "Velvet scrunchies", "Wall shelf", "Glass cups", "Red umbrella")
	for search, want := range map[string]string{
		"mice": "mous", "mouse": "mous", "knife": "knive", "ballon": "balloon", "baloon": "balloon", "earing": "earring", "ear rings": "earring",
		"scruncy": "scrunchi", "scrunchie": "scrunchi", "shelves": "shelf", "glas": "glass", "knifes": "knive", "umbrelas": "umbrella",
	} {
		concepts := v.read(search).concepts
		if len(concepts) != 1 || !slices.ContainsFunc(concepts[0].alternatives, func(terms []string) bool { return slices.Equal(terms, []string{want}) }) {
			t.Errorf("%q is taken for %v, want %s", search, concepts, want)
		}
	}
}

func TestSynonymsAreReadable(t *testing.T) {
	t.Parallel()
	for n, line := range strings.Split(strings.TrimSpace(synonymsFile), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Split(line, ",")
		for _, word := range words {
			if len(text.Terms(word)) == 0 {
				t.Errorf("line %d: %q has no words", n+1, word)
			}
		}
		if !slices.ContainsFunc(words, func(w string) bool { return text.Language(w) == "zh" }) ||
			!slices.ContainsFunc(words, func(w string) bool { return text.Language(w) == "en" }) {
			t.Errorf("line %d: %s: only one language", n+1, line)
		}
	}
}

func TestConcepts(t *testing.T) {
	t.Parallel()
	v := wordsOf("Red hair clip", "Gadget", "Blue gadget")
	for search, want := range map[string]int{
		"red hair clips": 2, "gadget": 1, "the gadgets for me": 1, "红色发夹": 2, "红色的大发夹": 3, "发夹 red": 2, "": 0, "!?": 0, "the": 1,
		"make-up": 1, "a t-shirt for me": 1, "shou ji ke": 1, "hongse fajia": 2,
	} {
		if got := v.read(search).concepts; len(got) != want {
			t.Errorf("%q: %d concepts, want %d: %+v", search, len(got), want, got)
		}
	}
	long := v.read(strings.Repeat("gadget widget 小玩意儿 ", 200)).concepts
	if len(long) > maxConcepts {
		t.Error(len(long), "concepts")
	}
}

func TestOrderable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		i := Item{MinQty: rapid.IntRange(0, 50).Draw(t, "min"), Multiple: rapid.IntRange(0, 50).Draw(t, "multiple")}
		asked := rapid.IntRange(-5, 500).Draw(t, "asked")
		got := i.Orderable(asked)
		multiple := max(i.Multiple, 1)
		if got < asked || got < i.MinQty || got < 1 || got%multiple != 0 || got-multiple >= max(asked, i.MinQty, 1) {
			t.Fatalf("%+v: %d for %d", i, got, asked)
		}
	})
}

func TestPriceAtNeverRises(t *testing.T) {
	t.Parallel()
	i := Item{Price: 120, Tiers: []Tier{{50, 105}, {200, 90}}}
	for quantity, want := range map[int]measure.Fen{1: 120, 49: 120, 50: 105, 199: 105, 200: 90, 100000: 90} {
		if got := i.PriceAt(quantity); got != want {
			t.Errorf("%d pieces: %v, want %v", quantity, got, want)
		}
	}
}

func TestTitle(t *testing.T) {
	t.Parallel()
	both, en, zh := Item{TitleEN: "Clip", TitleZH: "发夹"}, Item{TitleEN: "Clip"}, Item{TitleZH: "发夹"}
	got := []string{both.Title("en"), both.Title("zh"), en.Title("en"), en.Title("zh"), zh.Title("en"), zh.Title("zh")}
	if diff := cmp.Diff([]string{"Clip", "发夹", "Clip", "Clip", "发夹", "发夹"}, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzConcepts(f *testing.F) {
	v := wordsOf("Red hair clip", "Gadget")
	f.Add("red hiar clip 红色发夹")
	f.Add("' & | ! () <-> :* \x00\xff")
	f.Fuzz(func(t *testing.T, search string) {
		for _, c := range v.read(search).concepts {
			if c.query() == "" || c.weight <= 0 {
				t.Fatalf("%q: %+v", search, c)
			}
		}
	})
}
