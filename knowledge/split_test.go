package knowledge

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func passagesOf(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/notes/" + file)
	if err != nil {
		t.Fatal(err)
	}
	n, err := readNote(t.Context(), file, data)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range split(n) {
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s\n", p.Speaker, p.Language, p.Heading, p.Question, p.Quote)
	}
	return b.String()
}

func TestSplit(t *testing.T) {
	t.Parallel()
	want := `Uncle Zhou|en|Lanterns / Questions|Does anybody iron the lantern paper?|Steam it instead. A hot iron leaves marks on red paper.
Sister Chen|en|Lanterns / Questions|Does anybody iron the lantern paper?|I iron it, but under a cloth.
Auntie Ling|en|Lanterns / Questions|How do I fold a lantern for the parcel?|Press it flat along the wire and tie it with one string.
Auntie Ling|en|Lanterns / Three things before posting:||count the tassels
Mei|en|Lanterns / Three things before posting:||test the lamp inside
Auntie Ling|en|Lanterns / Three things before posting:||Note: batteries travel apart
Auntie Ling|en|Lanterns / Three things before posting:||Old paper tears. See https://example.com: it shows how.
`
	if d := cmp.Diff(want, passagesOf(t, "questions-en.md")); d != "" {
		t.Error(d)
	}
	want = `|zh||灯笼褪色了还能卖吗？|褪色的当样品，不要发给买家。
`
	if got := passagesOf(t, "灯笼.txt"); !strings.HasSuffix(got, want) || !strings.Contains(got, "老王|zh|||灯笼收起来要放在干燥的地方。\n") {
		t.Error(got)
	}
}

func TestListsBelongToWhoLeadsUpToThem(t *testing.T) {
	t.Parallel()
	n, err := readNote(t.Context(), "a.md", []byte("**Mei:** Take three things:\n\n- a ruler\n- **Sam:** a cloth\n\nLao Wang:\n\n- a lamp\n\nNobody in particular.\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range split(n) {
		got = append(got, p.Speaker+"/"+p.Heading+"/"+p.Quote)
	}
	want := []string{"Mei/Take three things:/a ruler", "Sam/Take three things:/a cloth", "Lao Wang//a lamp", "//Nobody in particular."}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestSpeakers(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Mei: hello":                          "Mei",
		"Sister Chen: hello":                  "Sister Chen",
		"A. Wang (socks): hello":              "A. Wang (socks)",
		"O'Neil: hello":                       "O'Neil",
		"老王：你好":                               "老王",
		"老王:你好":                               "老王",
		"陈姐（饰品）：你好":                           "陈姐（饰品）",
		"周叔： 你好":                              "周叔",
		"Lao Wang：你好":                         "Lao Wang",
		"Note: this":                          "",
		"Step 1: this":                        "",
		"Packing: use thick boxes":            "",
		"https://example.com: a":              "",
		"9:30 is early":                       "",
		"At 9:30 we go":                       "",
		"注意：别忘了":                              "",
		"运费：先算好":                              "",
		"发货前：先检查":                             "",
		"第一周：别急":                              "",
		"this is so: really":                  "",
		"The price is this: ten":              "",
		"Everybody wants one thing: the best": "",
	} {
		name, words := splitSpeaker(in)
		if name != want || name == "" && words != in || strings.Contains(words, "：") && name != "" {
			t.Errorf("%q: %q says %q", in, name, words)
		}
	}
}

func TestCutLongKeepsEveryWord(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"运费先算好。", "weigh it. ", "parcel ", "包", "！", "a"}), 0, 900).Draw(t, "words")
		s := squeeze(strings.Join(words, ""))
		pieces := cutLong(s)
		if bare(strings.Join(pieces, "")) != bare(s) {
			t.Fatalf("%q is cut into %q", s, pieces)
		}
		for _, p := range pieces {
			if utf8.RuneCountInString(p) > longestQuote {
				t.Fatalf("a piece of %d characters", utf8.RuneCountInString(p))
			}
		}
	})
}
