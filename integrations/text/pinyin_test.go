package text_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"oldhand/integrations/text"
)

func TestPinyin(t *testing.T) {
	t.Parallel()
	for word, want := range map[string][]string{
		"发夹": {"fajia"}, "手机壳": {"shoujike"}, "行李": {"xingli", "hangli"}, "伞": nil, "": nil, "A4纸": nil, "〇号": nil,
	} {
		got := text.Pinyin(word)
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", word, diff)
		}
		for _, spelled := range got {
			if !text.IsPinyin(spelled) {
				t.Errorf("%s is no pinyin", spelled)
			}
		}
	}
}

func TestIsPinyin(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{
		"nihao": true, "xian": true, "nv": true, "lüse": true, "zhuang": true, "shoujikezhuangsanshige": true,
		"hello": false, "home": false, "seven": false, "order": false, "sh": false, "": false, "NIHAO": false, "发夹": false,
	} {
		if got := text.IsPinyin(word); got != want {
			t.Errorf("%q: %v", word, got)
		}
	}
}
