package rules

import "testing"

// Nobody's language is switched by a word or two of the other, nor by Chinese in pinyin; a sentence switches it.
func TestLanguageOfMixedWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, own, want string }{
		{"cancel掉", "zh", "zh"}, {"confirm 吧", "zh", "zh"}, {"tracking 有吗", "zh", "zh"}, {"A1023 order 一下", "zh", "zh"}, {"undo 一下", "zh", "zh"},
		{"cancel掉", "", "zh"}, {"帮我cancel", "", "zh"},
		{"any 杯子?", "en", "en"}, {"20 发夹 please", "en", "en"}, {"show me 红色发夹", "en", "en"}, {"quote 乌鲁木齐", "en", "en"},
		{"any 杯子?", "zh", "zh"}, {"cancel my order", "zh", "en"}, {"我的订单在哪", "en", "zh"}, {"发夹来20个", "en", "zh"}, {"A1023", "zh", "zh"}, {"cancel", "zh", "zh"},
		{"hongse fajia 2块以下", "zh", "zh"}, {"shouji ke heise", "zh", "zh"}, {"wo yao 20 ge hongse fajia mingtian na", "zh", "zh"}, {"shouji ke", "en", "en"},
		{"ok", "zh", "zh"}, {"ok confirm", "zh", "zh"}, {"order 5 A1023", "zh", "zh"}, {"add 10 more", "zh", "zh"}, {"thank you", "zh", "zh"}, {"bye bye", "zh", "zh"},
		{"A1023 change to 30", "zh", "zh"}, {"hello老板 红色hair clip还有stock吗", "zh", "zh"}, {"total 几钱", "zh", "zh"}, {"便宜的 courier to 新疆 for 1.5kg", "zh", "zh"},
		{"show me red mugs", "zh", "en"}, {"20 red mugs tomorrow please", "zh", "en"}, {"how do I order these", "zh", "en"}, {"do you have socks?", "zh", "en"},
		{"取消", "en", "zh"}, {"发夹", "en", "zh"},
	} {
		got := New(village{}).Understand(test.text, Context{Now: wednesday, Language: test.own}).Language
		if got != test.want {
			t.Errorf("%q of a person of %q is %s", test.text, test.own, got)
		}
	}
}

// Whose app is English comes back to English with the first word of it.
func TestLanguageOfAnEnglishApp(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"cancel": "en", "1kg to Guangzhou": "en", "A1023": "zh", "hongse fajia": "zh", "发夹来20个 please": "zh"} {
		if got := New(village{}).Understand(text, Context{Now: wednesday, Language: "zh", App: "en"}).Language; got != want {
			t.Errorf("%q is %s", text, got)
		}
	}
}
