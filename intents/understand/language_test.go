package understand

import "testing"

// One word of the other language switches nobody's.
func TestLanguageOfMixedWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, own, want string }{
		{"cancel掉", "zh", "zh"}, {"confirm 吧", "zh", "zh"}, {"tracking 有吗", "zh", "zh"}, {"A1023 order 一下", "zh", "zh"}, {"undo 一下", "zh", "zh"},
		{"cancel掉", "", "zh"}, {"帮我cancel", "", "zh"},
		{"any 杯子?", "en", "en"}, {"20 发夹 please", "en", "en"}, {"show me 红色发夹", "en", "en"}, {"quote 乌鲁木齐", "en", "en"},
		{"any 杯子?", "zh", "zh"}, {"cancel my order", "zh", "en"}, {"我的订单在哪", "en", "zh"}, {"发夹来20个", "en", "zh"}, {"A1023", "zh", "zh"}, {"cancel", "zh", "en"},
	} {
		got := New(village{}).Understand(test.text, Context{Now: wednesday, Language: test.own}).Language
		if got != test.want {
			t.Errorf("%q of a person of %q is %s", test.text, test.own, got)
		}
	}
}
