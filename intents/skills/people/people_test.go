package people

import (
	"testing"

	"oldhand/bot/phrases"
)

func TestLanguagesByWords(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]phrases.Lang{"English": "en", "中文": "zh", "说英语": "en", "ZH": "zh", "French": ""} {
		if got, ok := languageNamed(words); got != want || ok != (want != "") {
			t.Errorf("%q: %q", words, got)
		}
	}
}

// Of names that hold each other the longest is meant.
func TestDistributorsByWords(t *testing.T) {
	t.Parallel()
	names := []string{"", "Mei", "Meiya", "美雅"}
	for words, want := range map[string]string{
		"invite a distributor of meiya": "Meiya", "invite a distributor of Mei": "Mei", "邀请供货商美雅": "美雅", "a distributor": "", "": "",
	} {
		if got, ok := namedIn(words, names); got != want || ok != (want != "") {
			t.Errorf("%q: %q", words, got)
		}
	}
}
