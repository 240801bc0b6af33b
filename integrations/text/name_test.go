package text_test

import (
	"slices"
	"testing"

	"oldhand/integrations/text"
)

func TestNamesInSentences(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sentence, name string
		holds          bool
	}{
		{"I paid Meiya 460", "Meiya", true}, {"i paid meiya's bill", "Meiya", true}, {"Meiyang paid", "Meiya", false}, {"刚给美雅转了460", "美雅", true}, {"刚給美雅轉了", "美雅", true},
		{"刚给Meiya转了", "Meiya", true}, {"Li's bill", "Li", true}, {"li owes", "Li", false}, {"likely", "Li", false}, {"阿梅", "梅", false}, {"to Hongfu Festive today", "Hongfu Festive", true},
		{"", "Meiya", false}, {"x", "", false},
	} {
		if text.HoldsName(c.sentence, c.name) != c.holds {
			t.Errorf("%q holds %q: want %t", c.sentence, c.name, c.holds)
		}
	}
	if got := text.NameForms(" Hongfu Festive 红福节庆"); !slices.Equal(got, []string{"Hongfu", "Festive", "红福节庆", "Hongfu Festive 红福节庆"}) {
		t.Errorf("%q", got)
	}
}
