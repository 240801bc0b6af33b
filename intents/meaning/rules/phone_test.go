package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What sellers type on a phone beside an open draft, or right after an order.
func TestWordsFromAPhone(t *testing.T) {
	t.Parallel()
	one := []Line{{SKU: "HC-001", Item: "红色发夹", Quantity: 20, Unit: "个"}}
	two := append([]Line{{SKU: "B7", Item: "发圈", Quantity: 30}}, one...)
	bags := []Line{{Item: "gift bag红色", Quantity: 50}}
	ordered := func(lines ...Line) []Command { return []Command{{Order, Slots{Lines: lines}}} }
	at := func(when string) []Command { return []Command{{Order, Slots{When: when}}} }
	swapped := func(in Line) []Command {
		return []Command{{Remove, Slots{Item: "红色发夹", SKU: "HC-001"}}, {Order, Slots{Lines: []Line{in}}}}
	}
	for _, test := range []struct {
		text  string
		draft []Line
		want  []Command
	}{
		{"明天不行 后天下午三点过来拿", one, at("2026-11-20T15:00:00+08:00")},
		{"not tomorrow, friday 3pm instead", one, at("2026-11-20T15:00:00+08:00")},
		{"tomorrow doesn't work", one, at("")},
		{"拿货时间改后天", one, at("2026-11-20")},
		{"上面那个单子多少钱一共", one, at("")},
		{"how much is it all together?", two, at("")},
		{"make it blue", one, swapped(Line{Item: "蓝色发夹", Quantity: 20, Unit: "个"})},
		{"change it to the black one", one, swapped(Line{Item: "黑色发夹", Quantity: 20, Unit: "个"})},
		{"再来20个 blue 的", bags, ordered(Line{Item: "blue", Like: "gift bag blue", Quantity: 20, Unit: "个"})},
		{"刚下的还能改不 B7想减10个", two, []Command{{Change, Slots{Item: "刚下 能", SKU: "B7", Quantity: 20, Unit: "包"}}}},
		{"B7减10个", one, []Command{{Change, Slots{Item: "B7", SKU: "B7", Quantity: 10, Unit: "个", Step: Less}}}},
		{"HC-001 -5", one, []Command{{Change, Slots{Item: "HC-001", SKU: "HC-001", Quantity: 15, Unit: "个"}}}},
		{"-5 HC-001", two, []Command{{Change, Slots{Item: "HC-001", SKU: "HC-001", Quantity: 15, Unit: "个"}}}},
		{"-5 of the 发圈", two, []Command{{Change, Slots{Item: "发圈", SKU: "B7", Quantity: 25, Unit: "包"}}}},
		{"HC-001 -30", one, []Command{{Change, Slots{Item: "HC-001", SKU: "HC-001", Quantity: 30, Unit: "个", Step: Less}}}},
		{"红色发夹少拿半打", one, []Command{{Change, Slots{Item: "红色发夹", SKU: "HC-001", Quantity: 14, Unit: "个"}}}},
		{"先不要了 我问下客户", one, []Command{{Name: Cancel}}},
		{"no need B7了", two, []Command{{Remove, Slots{Item: "B7", SKU: "B7"}}}},
		{"cancel掉发圈", two, []Command{{Remove, Slots{Item: "发圈", SKU: "B7"}}}},
		{"oops wrong one, undo that", one, []Command{{Name: Undo}}},
		{"同样的再来五个", nil, ordered(Line{Quantity: 5, Unit: "个"})},
		{"same again, 10 more", nil, ordered(Line{Quantity: 10})},
		{"昨天那单再来两份", nil, []Command{{Name: Repeat}}},
		{"ok 50 of those n 2 packs of hair ties", nil, ordered(Line{Quantity: 50}, Line{Item: "hair ties", SKU: "B7", Quantity: 2, Unit: "包"})},
		{"20 hair ties, friday arnd 10", nil, []Command{{Order, Slots{
			Lines: []Line{{Item: "hair ties", SKU: "B7", Quantity: 20, Unit: "包"}}, When: "2026-11-20T10:00:00+08:00",
		}}}},
	} {
		got := New(village{}).Understand(test.text, Context{Now: wednesday, Draft: test.draft}).Commands
		if diff := cmp.Diff(test.want, got, toldApart); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

// The reminder of one day is left out, whether a reminder was just spoken of or not.
func TestAReminderOfOneDayIsSkipped(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"明儿休息 别提醒我", "don't remind me tomorrow", "明天不去拿货了 早上莫提醒", "明天早上别提醒我"} {
		for _, spoken := range []bool{true, false} {
			got := New(village{}).Understand(text, Context{Now: wednesday, Reminder: spoken}).Commands
			if len(got) != 1 || got[0].Name != Remind || got[0].Slots.On == nil || *got[0].Slots.On || got[0].Slots.When != "2026-11-19" {
				t.Errorf("%q is %+v", text, got)
			}
		}
	}
}

// A courier that is asked about is not chosen.
func TestACourierAskedAboutIsNotChosen(t *testing.T) {
	t.Parallel()
	c := Context{Now: wednesday, Quote: &ShownQuote{"Beijing", 1200}}
	for text, want := range map[string]string{"顺丰呢": Quote, "what about SF?": Quote, "中通？": Quote, "发中通": Ship, "中通吧": Ship} {
		if got := New(village{}).Understand(text, c).Commands; len(got) != 1 || got[0].Name != want || got[0].Slots.Courier == "" {
			t.Errorf("%q is %+v, want %s", text, got, want)
		}
	}
}
