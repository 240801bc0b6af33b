package telegram

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"oldhand/bot/phrases"
)

func TestSplitAtTheBestBorder(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text  string
		limit int
		want  []string
	}{
		"short":              {"<b>one</b>", 3, []string{"<b>one</b>"}},
		"blank line":         {"aaa bbb\n\nccc\nddd. eee", 16, []string{"aaa bbb", "ccc\nddd. eee"}},
		"line":               {"aaa\nbbb ccc ddd", 8, []string{"aaa", "bbb ccc", "ddd"}},
		"sentence":           {"One two. Three four five", 16, []string{"One two.", "Three four five"}},
		"Chinese sentence":   {"先看图。再下单！谢谢你", 9, []string{"先看图。再下单！", "谢谢你"}},
		"word":               {"aaaa bbbb cccc", 10, []string{"aaaa bbbb", "cccc"}},
		"nothing":            {"abcdefgh", 3, []string{"abc", "def", "gh"}},
		"entities count one": {"&lt;&#34;&amp; &gt;", 4, []string{"&lt;&#34;&amp;", "&gt;"}},
		"tags are closed":    {"<b>aaa <i>bbb\nccc</i> ddd</b>", 8, []string{"<b>aaa <i>bbb</i></b>", "<b><i>ccc</i> ddd</b>"}},
		"empty":              {"", 5, []string{""}},
		"only tags":          {"<b></b>", 5, []string{"<b></b>"}},
	} {
		if got := split(c.text, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

var spaces = regexp.MustCompile(`\s+`)

func TestSplitLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{
			"a", "色发夹", "&lt;", "&amp;", "&#39;", " ", "\n", "\n\n", ". ", "。", "😀", "<b>", "<i>", "<blockquote>", "/",
		}), 0, 60).Draw(t, "words")
		limit := rapid.IntRange(1, 20).Draw(t, "limit")
		var text strings.Builder
		var open []string
		for _, w := range words {
			switch {
			case w == "/" && len(open) > 0:
				text.WriteString("</" + open[len(open)-1][1:])
				open = open[:len(open)-1]
				continue
			case strings.HasPrefix(w, "<"):
				open = append(open, w)
			}
			text.WriteString(w)
		}
		for i := len(open) - 1; i >= 0; i-- {
			text.WriteString("</" + open[i][1:])
		}
		var shown strings.Builder
		for _, part := range split(text.String(), limit) {
			if n := length(part); n > limit {
				t.Fatalf("%d characters: %q", n, part)
			}
			if still := opened(nil, cut(part)); len(still) > 0 {
				t.Fatalf("left open: %q", part)
			}
			shown.WriteString(phrases.Strip(phrases.Text(part)))
		}
		plain := func(s string) string { return spaces.ReplaceAllString(s, "") }
		if got, want := plain(shown.String()), plain(phrases.Strip(phrases.Text(text.String()))); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
