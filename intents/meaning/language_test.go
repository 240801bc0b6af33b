package meaning

import "testing"

// The language is the one that is wanted, not the one that is named.
func TestTheLanguageWanted(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"English please": "en", "说中文": "zh", "I can't read Chinese": "en", "我看不懂英文": "zh", "don't speak english to me": "zh",
		"English, not Chinese": "en", "not Chinese, English": "en", "不要英文要中文": "zh", "从中文换成英文": "en", "换个话": "",
	} {
		if got := languageWanted(words); got != want {
			t.Errorf("%q: %q instead of %q", words, got, want)
		}
	}
}
