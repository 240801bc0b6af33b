package words_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"oldhand/integrations/text"
	"oldhand/intents/meaning/words"
)

// A word that is not folded would never be found.
func TestEveryWordOfTheFilesIsFolded(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(os.DirFS("."), "*/*.tsv")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(file)) {
			word, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if comment := strings.HasPrefix(line, "# "); !comment && (word == "" || word != strings.TrimSpace(text.Fold(word))) {
				t.Errorf("%s: %q is not folded", name, word)
			}
		}
	}
}

func TestWordsOfEveryLanguageMeanTheSame(t *testing.T) {
	t.Parallel()
	is(t, words.Days, words.Day{Days: 1}, "tomorrow", "明天", "听日")
	is(t, words.Days, words.Day{Part: words.Evening}, "tonight", "今晚")
	is(t, words.Days, words.Day{Kind: words.EveryDay, Part: words.Morning}, "every morning", "每天早上")
	is(t, words.Days, words.Day{Kind: words.MonthEnd}, "end of the month", "月底")
	is(t, words.Parts, words.Morning, "morning", "a.m.", "早上")
	is(t, words.Weekdays, time.Sunday, "sunday", "sun", "日", "天")
	is(t, words.Months, time.September, "september", "sept")
	is(t, words.Durations, time.Hour, "hrs", "小时", "个钟")
	is(t, words.Durations, 7*24*time.Hour, "weeks", "星期")
	is(t, words.Offsets, words.Within, "以内")
	is(t, words.Colours, "navy", "dark blue", "藏青")
	is(t, words.Colours, "", "浅")
	is(t, words.Sizes, "large", "big", "大号")
	is(t, words.Money, words.Yuan, "kuai", "块")
	is(t, words.Money, words.Mao, "jiao", "角")
	is(t, words.Currencies, words.Nothing{}, "¥")
	is(t, words.Parcels, words.Nothing{}, "packages", "件")
	is(t, words.Labels, words.Nothing{}, "consignee", "收货人")
	is(t, words.Rooms, words.Nothing{}, "flat", "室", "#")
	is(t, words.Streets, words.Nothing{}, "路")
}

func is[V comparable](t *testing.T, table words.Table[V], want V, called ...string) {
	t.Helper()
	for _, word := range called {
		if got, ok := table.Of(word); !ok || got != want {
			t.Errorf("%q is %v, want %v", word, got, want)
		}
	}
}

// Colours keep the order of the files, whose first words are the usual ones.
func TestTheFirstWordOfAColourIsTheUsualOne(t *testing.T) {
	t.Parallel()
	var grey []string
	for word, name := range words.Colours.All() {
		if name == "grey" {
			grey = append(grey, word)
		}
	}
	if want := []string{"grey", "gray", "灰色", "灰"}; !slices.Equal(grey, want) {
		t.Errorf("%q, want %q", grey, want)
	}
}
